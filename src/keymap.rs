//! Which chord means what, and which the help and the status line name: what `assets/keys.toml` says.

mod chord;

pub use chord::{Chord, Key};

use crate::app::help::Another;
use crate::app::{Action, Guide, HelpLine, Hint, KeyContext, Message, Pane};
use crate::assets;
use crate::language::Language;
use serde::Deserialize;
use std::cell::OnceCell;
use std::collections::HashMap;

/// Which chord means what.
#[derive(Clone, Debug)]
pub struct Keymap {
    /// Made when the first key comes, which is after the first screen.
    bindings: OnceCell<Bindings>,
    file: File,
}

/// What each chord means, and where.
type Bindings = HashMap<Chord, Vec<(Scope, Message)>>;

/// Why keys cannot be read.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum KeymapError {
    /// The file is not what it should be.
    #[error("{0}")]
    Toml(String),
    /// A chord that is none.
    #[error("“{0}” is no key")]
    Chord(String),
    /// An action that is none.
    #[error("“{0}” is nothing that a key can do")]
    Action(String),
    /// An action that is another for each digit, on a key that has none.
    #[error("“{0}” takes a digit, which this key has not")]
    Digit(String),
    /// A place that is none.
    #[error("“{0}” is no place where keys mean something")]
    Scope(String),
    /// A group without a heading.
    #[error("“{0}” is no group of the help")]
    Group(String),
}

/// `keys.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    group: Vec<Group>,
    key: Vec<Entry>,
    #[serde(default)]
    mouse: Vec<Gesture>,
    hint: Vec<Named>,
}

/// What the reader does with the mouse, and what that does, in Chinese and English.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Gesture {
    zh: [String; 2],
    en: [String; 2],
}

/// A group of keys in the help.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    name: String,
    zh: String,
    en: String,
}

/// Keys that do something, and where.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    keys: Vec<String>,
    shown: Option<String>,
    action: String,
    #[serde(rename = "in")]
    places: Vec<String>,
    group: String,
}

/// Keys that the status line names, and what it says of them in Chinese and English.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    keys: Vec<String>,
    #[serde(rename = "in")]
    places: Vec<String>,
    #[serde(default)]
    keep: bool,
    #[serde(default)]
    another: String,
    zh: String,
    en: String,
}

impl Entry {
    fn action(&self) -> Result<&'static Action, KeymapError> {
        Action::named(&self.action).ok_or_else(|| KeymapError::Action(self.action.clone()))
    }

    /// What the reader is told by one of its keys.
    fn message(&self, chord: Chord) -> Result<Message, KeymapError> {
        let digit = match chord.key {
            Key::Char(c) => c.to_digit(10).and_then(|digit| u8::try_from(digit).ok()),
            _ => None,
        };
        let message = self.action()?.message(digit);
        message.ok_or_else(|| KeymapError::Digit(self.action.clone()))
    }
}

/// Where a binding holds; [`Scope::Lit`] goes before the panes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Scope {
    Pane(Pane),
    /// Contents and article while matches are lit.
    Lit,
}

impl Scope {
    fn holds(self, context: KeyContext) -> bool {
        match self {
            Self::Pane(pane) => pane == context.pane,
            Self::Lit => context.lit && matches!(context.pane, Pane::Contents | Pane::Article),
        }
    }

    /// The places of a name, as `keys.toml` writes them.
    fn named(name: &str) -> Option<&'static [Self]> {
        use Scope::{Lit, Pane as In};
        Some(match name {
            "contents" => &[In(Pane::Contents)],
            "article" => &[In(Pane::Article)],
            "reading" => &[In(Pane::Contents), In(Pane::Article)],
            "source" => &[In(Pane::Source)],
            "help" => &[In(Pane::Help)],
            "find" => &[In(Pane::Find)],
            "headlines" => &[In(Pane::Headlines)],
            "section" => &[In(Pane::Section)],
            "write" => &[In(Pane::Write)],
            "prompt" => &[In(Pane::Find), In(Pane::Headlines), In(Pane::Section)],
            "lit" => &[Lit],
            _ => return None,
        })
    }
}

impl Default for Keymap {
    fn default() -> Self {
        let file = assets::KEYS.read().expect("a test reads the built-in keys");
        Self {
            bindings: OnceCell::new(),
            file,
        }
    }
}

impl Keymap {
    /// Reads keys.
    ///
    /// # Errors
    /// What is wrong with them, and where.
    pub fn parse(text: &str) -> Result<Self, KeymapError> {
        let file: File = toml::from_str(text).map_err(|e| KeymapError::Toml(e.to_string()))?;
        let bindings = bindings(&file)?;
        Ok(Self {
            bindings: bindings.into(),
            file,
        })
    }

    /// What each chord means.
    fn bindings(&self) -> &Bindings {
        self.bindings
            .get_or_init(|| bindings(&self.file).expect("a test reads the built-in keys"))
    }

    /// What a chord means. At a prompt a character that means nothing else is typed.
    pub fn message(&self, context: KeyContext, chord: Chord) -> Option<Message> {
        let means = self.bindings().get(&chord).into_iter().flatten();
        let found = means
            .filter(|(scope, _)| scope.holds(context))
            .max_by_key(|(scope, _)| *scope == Scope::Lit);
        if let Some((_, message)) = found {
            return Some(message.clone());
        }
        let typing = matches!(context.pane, Pane::Find | Pane::Headlines | Pane::Section);
        match chord.key {
            Key::Char(c) if typing && !chord.ctrl && !chord.alt => Some(Message::Type(c)),
            _ => None,
        }
    }

    /// The first chord that means a message in a pane, as `keys.toml` writes it.
    pub fn chord_of(&self, pane: Pane, message: &Message) -> Option<&str> {
        let there = |entry: &&Entry| {
            let scopes = scopes(&entry.places).unwrap_or_default();
            scopes.contains(&Scope::Pane(pane))
        };
        let mut keys = self.file.key.iter().filter(there).flat_map(|entry| {
            let keys = entry.keys.iter();
            keys.map(move |key| (key.as_str(), entry))
        });
        let means = |(key, entry): &(&str, &Entry)| {
            let meant = Chord::parse(key).and_then(|chord| entry.message(chord).ok());
            meant.as_ref() == Some(message)
        };
        keys.find(means).map(|(key, _)| key)
    }

    /// Every binding: the chord as `keys.toml` writes it, the places, and what the help says in Chinese and
    /// English.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &[String], [&str; 2])> {
        self.file.key.iter().flat_map(|entry| {
            let texts = [Language::Chinese, Language::English].map(|l| help(entry, l));
            let keys = entry.keys.iter();
            keys.map(move |key| (key.as_str(), entry.places.as_slice(), texts))
        })
    }

    /// What the help and the status line say of the keys.
    pub fn guide(&self, language: Language) -> Guide {
        let mut lines = Vec::new();
        for group in &self.file.group {
            let title = language.say(&group.zh, &group.en);
            lines.push(HelpLine::Group(title.to_owned()));
            let of_group = self.file.key.iter().filter(|e| e.group == group.name);
            lines.extend(of_group.map(|entry| HelpLine::Entry {
                name: entry.shown.clone().unwrap_or_else(|| names(&entry.keys)),
                text: help(entry, language).to_owned(),
            }));
        }
        if !self.file.mouse.is_empty() {
            lines.push(HelpLine::Group(
                language.say("鼠标", "The mouse").to_owned(),
            ));
        }
        lines.extend(self.file.mouse.iter().map(|gesture| {
            let [name, text] = match language {
                Language::Chinese => &gesture.zh,
                Language::English => &gesture.en,
            };
            HelpLine::Entry {
                name: name.clone(),
                text: text.clone(),
            }
        }));
        let mut hints = Vec::new();
        for entry in &self.file.hint {
            for scope in scopes(&entry.places).unwrap_or_default() {
                let panes = match scope {
                    Scope::Pane(pane) => vec![pane],
                    Scope::Lit => vec![Pane::Contents, Pane::Article],
                };
                hints.extend(panes.into_iter().map(|pane| Hint {
                    pane,
                    lit: scope == Scope::Lit,
                    keep: entry.keep,
                    another: Another::named(&entry.another),
                    keys: names(&entry.keys),
                    text: language.say(&entry.zh, &entry.en).to_owned(),
                }));
            }
        }
        Guide { lines, hints }
    }
}

/// What each chord means by the file's entries.
fn bindings(file: &File) -> Result<Bindings, KeymapError> {
    let mut bindings = Bindings::new();
    for entry in &file.key {
        if !file.group.iter().any(|g| g.name == entry.group) {
            return Err(KeymapError::Group(entry.group.clone()));
        }
        for name in &entry.keys {
            let chord = Chord::parse(name).ok_or_else(|| KeymapError::Chord(name.clone()))?;
            let message = entry.message(chord)?;
            let means = bindings.entry(chord).or_default();
            let scopes = scopes(&entry.places)?;
            means.extend(scopes.into_iter().map(|s| (s, message.clone())));
        }
    }
    for entry in &file.hint {
        scopes(&entry.places)?;
        if !entry.another.is_empty() && Another::named(&entry.another).is_none() {
            return Err(KeymapError::Scope(entry.another.clone()));
        }
    }
    Ok(bindings)
}

/// Where places of these names are.
fn scopes(places: &[String]) -> Result<Vec<Scope>, KeymapError> {
    let mut scopes = Vec::new();
    for name in places {
        let named = Scope::named(name).ok_or_else(|| KeymapError::Scope(name.clone()))?;
        scopes.extend_from_slice(named);
    }
    Ok(scopes)
}

/// What the help says of keys.
fn help(entry: &Entry, language: Language) -> &'static str {
    let action = entry.action();
    action.map_or("", |action| action.help(language))
}

/// Keys as the reader knows them, parted by blanks.
fn names(keys: &[String]) -> String {
    let chords = keys.iter().filter_map(|key| Chord::parse(key));
    let names: Vec<String> = chords.map(|chord| chord.to_string()).collect();
    names.join(" ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::collections::HashSet;

    fn means(pane: Pane, lit: bool, chord: &str) -> Option<Message> {
        let context = KeyContext { pane, lit };
        Keymap::default().message(context, Chord::parse(chord).unwrap())
    }

    #[test]
    fn the_built_in_keys_are_read() {
        assert_eq!(means(Pane::Article, false, "n"), Some(Message::NextArticle));
        assert_eq!(means(Pane::Article, false, "7"), Some(Message::Digit(7)));
        assert_eq!(
            means(Pane::Contents, false, "<A-3>"),
            Some(Message::Section(Some(3)))
        );
    }

    #[test]
    fn lit_matches_take_n_for_themselves() {
        assert_eq!(means(Pane::Article, true, "n"), Some(Message::NextMatch));
        assert_eq!(means(Pane::Source, true, "n"), Some(Message::NextArticle));
        assert_eq!(means(Pane::Article, false, "N"), None);
    }

    #[test]
    fn at_a_prompt_characters_are_typed() {
        assert_eq!(means(Pane::Find, false, "n"), Some(Message::Type('n')));
        assert_eq!(
            means(Pane::Headlines, true, "潮"),
            Some(Message::Type('潮'))
        );
        assert_eq!(means(Pane::Find, false, "<C-x>"), None);
    }

    #[test]
    fn no_chord_means_two_things_in_one_place() {
        for (chord, means) in Keymap::default().bindings() {
            let scopes: HashSet<Scope> = means.iter().map(|m| m.0).collect();
            assert_eq!(scopes.len(), means.len(), "{chord}");
        }
    }

    #[test]
    fn every_key_stands_in_the_help_in_both_languages() {
        let keymap = Keymap::default();
        for (key, _, texts) in keymap.entries() {
            assert!(texts.iter().all(|t| !t.is_empty()), "{key}");
        }
        for language in [Language::Chinese, Language::English] {
            let lines = keymap.guide(language).lines;
            let keys = lines
                .iter()
                .filter(|l| matches!(l, HelpLine::Entry { .. }))
                .count();
            assert_eq!(keys, keymap.file.key.len() + keymap.file.mouse.len());
        }
    }

    #[test]
    fn every_hint_names_keys_that_are_bound_there() {
        let keymap = Keymap::default();
        for entry in &keymap.file.hint {
            for scope in scopes(&entry.places).unwrap() {
                let context = match scope {
                    Scope::Pane(pane) => KeyContext { pane, lit: false },
                    Scope::Lit => KeyContext {
                        pane: Pane::Article,
                        lit: true,
                    },
                };
                for key in &entry.keys {
                    let means = keymap.message(context, Chord::parse(key).unwrap());
                    let typed = matches!(means, Some(Message::Type(_)));
                    assert!(means.is_some() && !typed, "{key} in {context:?}");
                }
            }
        }
    }

    #[test]
    fn the_help_keeps_the_order_of_the_file() {
        let guide = Keymap::default().guide(Language::Chinese);
        assert_eq!(guide.lines.first(), Some(&HelpLine::Group("移动".into())));
    }

    #[test]
    fn every_action_has_a_key() {
        let keymap = Keymap::default();
        let bound: HashSet<&str> = keymap.file.key.iter().map(|e| e.action.as_str()).collect();
        for action in Action::all() {
            assert!(bound.contains(action.name), "no key does {}", action.name);
        }
    }

    #[test]
    fn mistakes_are_named() {
        let with = |key: &str, action: &str, place: &str, group: &str| {
            let text = format!(
                "hint = []\n[[group]]\nname = \"move\"\nzh = \"动\"\nen = \"go\"\n[[key]]\nkeys = [\"{key}\"]\n\
                 action = \"{action}\"\nin = [\"{place}\"]\ngroup = \"{group}\"\n"
            );
            Keymap::parse(&text).map(|_| ()).map_err(|e| e.to_string())
        };
        assert_eq!(with("j", "RowDown", "help", "move"), Ok(()));
        assert!(with("<Hyper>", "End", "help", "move").is_err_and(|e| e.contains("<Hyper>")));
        assert!(with("j", "Fly", "help", "move").is_err_and(|e| e.contains("Fly")));
        assert!(with("j", "Count", "help", "move").is_err_and(|e| e.contains("digit")));
        assert!(with("j", "End", "cellar", "move").is_err_and(|e| e.contains("cellar")));
        assert!(with("j", "End", "help", "none").is_err_and(|e| e.contains("none")));
        assert!(Keymap::parse("key = 1").is_err());
    }
}
