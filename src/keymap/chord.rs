//! A key with what is held down with it, and how it is written.

use std::fmt;

/// A key.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Key {
    /// A character, as typed: with Shift, the capital.
    Char(char),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Insert.
    Insert,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key.
    Function(u8),
}

/// A key with what is held down with it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Chord {
    /// The key.
    pub key: Key,
    /// Whether Ctrl is held.
    pub ctrl: bool,
    /// Whether Alt is held.
    pub alt: bool,
    /// Whether Shift is held; never with a character, which has it in itself.
    pub shift: bool,
}

impl Chord {
    /// A key alone.
    pub fn of(key: Key) -> Self {
        Self::with(key, false, false, false)
    }

    /// A key with modifiers, in the one form that stands for all ways terminals report it: Shift is in the
    /// character itself, and Ctrl takes the small letter.
    pub fn with(key: Key, ctrl: bool, alt: bool, shift: bool) -> Self {
        let (key, shift) = match key {
            Key::Char(c) if ctrl => (Key::Char(c.to_ascii_lowercase()), false),
            Key::Char(c) if shift => (Key::Char(c.to_ascii_uppercase()), false),
            other => (other, shift && !matches!(other, Key::Char(_))),
        };
        Self {
            key,
            ctrl,
            alt,
            shift,
        }
    }

    /// Reads a chord: a character, or `<…>` with `C-`, `A-`, `S-` before a character or a key's name.
    pub fn parse(text: &str) -> Option<Self> {
        let mut chars = text.chars();
        if let (Some(c), None) = (chars.next(), chars.next()) {
            return (!c.is_control()).then(|| Self::of(Key::Char(c)));
        }
        let mut name = text.strip_prefix('<')?.strip_suffix('>')?;
        let (mut ctrl, mut alt, mut shift) = (false, false, false);
        while let Some((held, rest)) = name.split_once('-').filter(|(_, rest)| !rest.is_empty()) {
            match held {
                "C" => ctrl = true,
                "A" => alt = true,
                "S" => shift = true,
                _ => return None,
            }
            name = rest;
        }
        Some(Self::with(key(name)?, ctrl, alt, shift))
    }
}

fn key(name: &str) -> Option<Key> {
    let mut chars = name.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return (!c.is_control()).then_some(Key::Char(c));
    }
    let named = NAMES.iter().find(|(_, written, _)| *written == name);
    if let Some((key, ..)) = named {
        return Some(*key);
    }
    let number: u8 = name.strip_prefix('F')?.parse().ok()?;
    (1..=24).contains(&number).then_some(Key::Function(number))
}

/// Keys, how they are written, and what the help calls them.
const NAMES: [(Key, &str, &str); 16] = [
    (Key::Char(' '), "Space", "Space"),
    (Key::Char('<'), "lt", "<"),
    (Key::Enter, "Enter", "Enter"),
    (Key::Esc, "Esc", "Esc"),
    (Key::Tab, "Tab", "Tab"),
    (Key::Backspace, "BS", "Backspace"),
    (Key::Delete, "Del", "Del"),
    (Key::Insert, "Ins", "Ins"),
    (Key::Up, "Up", "↑"),
    (Key::Down, "Down", "↓"),
    (Key::Left, "Left", "←"),
    (Key::Right, "Right", "→"),
    (Key::Home, "Home", "Home"),
    (Key::End, "End", "End"),
    (Key::PageUp, "PgUp", "PgUp"),
    (Key::PageDown, "PgDn", "PgDn"),
];

impl fmt::Display for Chord {
    /// As the help calls it: `Ctrl-D`, `Alt-←`, `G`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let held = [
            (self.ctrl, "Ctrl-"),
            (self.alt, "Alt-"),
            (self.shift, "Shift-"),
        ];
        for (_, name) in held.iter().filter(|(held, _)| *held) {
            f.write_str(name)?;
        }
        if let Some((_, _, name)) = NAMES.iter().find(|(key, ..)| *key == self.key) {
            return f.write_str(name);
        }
        match self.key {
            Key::Char(c) if self.ctrl => write!(f, "{}", c.to_uppercase()),
            Key::Char(c) => write!(f, "{c}"),
            Key::Function(n) => write!(f, "F{n}"),
            other => write!(f, "{other:?}"),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn chords_are_read_and_named() {
        let named = |text| Chord::parse(text).map(|c| c.to_string());
        assert_eq!(named("j").as_deref(), Some("j"));
        assert_eq!(named("G").as_deref(), Some("G"));
        assert_eq!(named("<C-d>").as_deref(), Some("Ctrl-D"));
        assert_eq!(named("<A-Left>").as_deref(), Some("Alt-←"));
        assert_eq!(named("<S-Tab>").as_deref(), Some("Shift-Tab"));
        assert_eq!(named("<F1>").as_deref(), Some("F1"));
        assert_eq!(named("-").as_deref(), Some("-"));
        assert_eq!(named("<C-->").as_deref(), Some("Ctrl--"));
        assert_eq!(named("<lt>").as_deref(), Some("<"));
        assert_eq!(named("<X-a>"), None);
        assert_eq!(named("ab"), None);
        assert_eq!(named("<F99>"), None);
    }

    #[test]
    fn one_chord_has_one_form() {
        let shifted = Chord::with(Key::Char('g'), false, false, true);
        assert_eq!(shifted, Chord::parse("G").unwrap());
        let capital = Chord::with(Key::Char('D'), true, false, true);
        assert_eq!(capital, Chord::parse("<C-d>").unwrap());
        assert_eq!(Chord::parse("<Space>"), Some(Chord::of(Key::Char(' '))));
    }
}
