//! The guard: which characters act on a terminal or hide in a text, told in this place alone, and a text without them.
//!
//! What acts never leaves: it would move the cursor, name the window, fill the clipboard or turn the text around. What
//! hides does nothing, but what is shown differs by it from what is there.

/// Characters that a message quotes of one value; the middle of a longer one is left out.
const QUOTED: usize = 200;

/// Characters of a path that a message names, and of a whole message.
const LONGEST: usize = 4096;

/// Bytes of an address that a terminal takes (VTE's bound is 2083).
const ADDRESS: usize = 2000;

/// What stands for a character that acts.
pub const EVIDENCE: char = '\u{FFFD}';

/// What a character is to the reader's terminal and eye.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Nature {
    /// It is seen, or shapes what is.
    Seen,
    /// It shows nothing and does nothing: soft hyphen, blanks and joiners without a width, byte order mark.
    Hides,
    /// It acts on a terminal, turns the text around, or smuggles letters: control characters (C0, DEL, C1), ends of
    /// lines and paragraphs, directions, annotations, tags.
    Acts,
}

/// What a character is behind another that was let through.
#[inline]
pub fn kind(c: char, before: Option<char>) -> Nature {
    match c {
        // Nearly all text.
        ' '..='~' | '\u{3000}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF60}' => Nature::Seen,
        c if c.is_control() => Nature::Acts,
        '\u{61C}'
        | '\u{200E}'
        | '\u{200F}'
        | '\u{2028}'..='\u{202E}'
        | '\u{2066}'..='\u{206F}'
        | '\u{FFF9}'..='\u{FFFB}' => Nature::Acts,
        // Behind a black flag tags spell which one it is; elsewhere they are letters that nobody sees.
        '\u{E0020}'..='\u{E007F}' if before.is_some_and(is_of_flag) => Nature::Seen,
        '\u{E0000}'..='\u{E00FF}' | '\u{E01F0}'..='\u{E0FFF}' => Nature::Acts,
        '\u{AD}'
        | '\u{180E}'
        | '\u{200B}'
        | '\u{2060}'..='\u{2065}'
        | '\u{FEFF}'
        | '\u{FFF0}'..='\u{FFF8}'
        | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}' => Nature::Hides,
        _ => Nature::Seen,
    }
}

fn is_of_flag(c: char) -> bool {
    matches!(c, '\u{1F3F4}' | '\u{E0020}'..='\u{E007E}')
}

/// Whether a character acts or hides wherever it stands.
pub fn is_unseen(c: char) -> bool {
    kind(c, None) != Nature::Seen
}

/// Whether all of a cluster is seen or shapes what is, so that it may stand in a cell.
pub fn is_harmless(cluster: &str) -> bool {
    let mut before = None;
    cluster
        .chars()
        .all(|c| kind(c, before.replace(c)) == Nature::Seen)
}

/// An address that may be followed: the web's and mail's, with nothing in it that acts or hides. What runs (`javascript:`,
/// `data:`) or leads nowhere by itself gives `None`.
pub fn followed(address: &str) -> Option<&str> {
    let address = address.trim();
    let safe = ["https://", "http://", "mailto:"].iter().any(|scheme| {
        let start = address.get(..scheme.len());
        start.is_some_and(|s| s.eq_ignore_ascii_case(scheme)) && address.len() > scheme.len()
    });
    let plain = |c: char| !c.is_whitespace() && !is_unseen(c);
    (safe && address.chars().all(plain)).then_some(address)
}

/// An address that may be followed as a terminal is told it (OSC 8): printable ASCII alone, all else in percent signs, and
/// no longer than terminals take.
pub fn linked(address: &str) -> Option<String> {
    const FIGURES: [char; 16] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F',
    ];
    let mut out = String::new();
    for byte in followed(address)?.bytes() {
        if byte.is_ascii_graphic() {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.extend([byte >> 4, byte & 15].map(|n| FIGURES[usize::from(n)]));
        }
    }
    (out.len() <= ADDRESS).then_some(out)
}

/// A value as a message quotes it: nothing in it acts or hides, and it is not too long for a line.
pub fn told(value: &str) -> String {
    cut(value, QUOTED)
}

/// A message, or a path that it names: nothing in it acts or hides, and a line feed ends none of its lines early.
pub fn line(text: &str) -> String {
    cut(text, LONGEST)
}

/// A text with U+FFFD for each character that acts or hides, in at most so many characters, … standing for its middle.
fn cut(text: &str, most: usize) -> String {
    let count = text.chars().take(most + 1).count();
    if count <= most {
        return shown(text.chars());
    }
    // The end tells more than the middle: a file's name, a value behind its key.
    let tail = most / 4;
    let from = text
        .char_indices()
        .nth_back(tail - 1)
        .map_or(0, |(at, _)| at);
    let mut out = shown(text.chars().take(most - tail - 1));
    out.push('…');
    out.push_str(&shown(text.get(from..).unwrap_or("").chars()));
    out
}

fn shown(text: impl Iterator<Item = char>) -> String {
    passed(text, |_, _| Some(EVIDENCE))
}

/// Lines as they are shown: nothing in them acts or hides.
pub fn lines(text: &str) -> String {
    passed(text.chars(), |c, _| {
        Some(if c == '\n' { c } else { EVIDENCE })
    })
}

/// A text to be read elsewhere: U+FFFD for what acts, a blank where that ends a line, nothing for what hides; tabs and line
/// feeds stay. Where all of
/// it hides, U+FFFD tells that something was there.
pub fn content(text: &str) -> String {
    let out = passed(text.chars(), |c, kind| match kind {
        _ if parts(c) => Some(c),
        // It ends a line, as a reading of the text takes it.
        _ if c.is_whitespace() => Some(' '),
        Nature::Hides => None,
        _ => Some(EVIDENCE),
    });
    if out.trim().is_empty() && !text.trim().is_empty() {
        return EVIDENCE.to_string();
    }
    out
}

/// A text as it is, but for U+FFFD in place of control characters; tabs and line feeds stay. For text that goes back to
/// where it is written, which loses nothing else.
pub fn unarmed(text: &str) -> String {
    let armed = |c: char| c.is_control() && !parts(c);
    text.chars()
        .map(|c| if armed(c) { EVIDENCE } else { c })
        .collect()
}

/// Whether a character parts words, cells and lines, and does nothing else.
fn parts(c: char) -> bool {
    matches!(c, '\n' | '\t')
}

/// The characters that are seen, and what stands for the others.
fn passed(
    text: impl Iterator<Item = char>,
    instead: impl Fn(char, Nature) -> Option<char>,
) -> String {
    let mut before = None;
    let mut out = String::new();
    for c in text {
        let through = match kind(c, before) {
            Nature::Seen => Some(c),
            other => instead(c, other),
        };
        if let Some(through) = through {
            before = Some(through);
            out.push(through);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_message_shows_that_something_was_there() {
        assert_eq!(told("红\u{1b}[31m字\u{202e}"), "红\u{FFFD}[31m字\u{FFFD}");
        assert_eq!(told("一\n二\u{200b}"), "一\u{FFFD}二\u{FFFD}");
        assert_eq!(
            told("看报 e\u{301} 👨\u{200d}👩 葛\u{E0100}"),
            "看报 e\u{301} 👨\u{200d}👩 葛\u{E0100}"
        );
    }

    #[test]
    fn a_long_value_keeps_its_ends() {
        let long = format!("甲{}乙", "\u{1b}".repeat(1 << 20));
        let short = told(&long);
        assert_eq!(short.chars().count(), QUOTED);
        assert!(
            short.starts_with("甲\u{FFFD}") && short.contains('…') && short.ends_with("\u{FFFD}乙")
        );
        assert_eq!(told(&"报".repeat(QUOTED)), "报".repeat(QUOTED));
        assert_eq!(line(&long).chars().count(), LONGEST);
    }

    #[test]
    fn tags_are_seen_on_a_flag_alone() {
        let wales = "🏴\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E007F}";
        assert_eq!(told(wales), wales);
        assert!(is_harmless(wales));
        assert_eq!(told("字\u{E0067}\u{E0062}"), "字\u{FFFD}\u{FFFD}");
        assert!(!is_harmless("字\u{E0067}"));
    }

    #[test]
    fn what_is_read_elsewhere_keeps_its_lines_and_loses_what_hides() {
        assert_eq!(
            content("a\tb\nc\u{1b}com\u{ad}mit\u{200b}"),
            "a\tb\nc\u{FFFD}commit"
        );
        assert_eq!(content("一\u{2028}二\u{85}三"), "一 二 三");
        assert_eq!(content("\u{200b}\u{feff}"), "\u{FFFD}");
        assert_eq!(content(" "), " ");
        assert_eq!(
            unarmed("a\u{9b}\u{ad}b\r\u{202e}\t"),
            "a\u{FFFD}\u{ad}b\u{FFFD}\u{202e}\t"
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4096))]

        /// The rest of Unicode's format characters is seen, or shapes what is: joiners, signs before Arabic figures,
        /// hieroglyphs' and shorthands' places.
        #[test]
        fn no_format_character_is_forgotten(c in "\\p{Cf}|\\p{Cc}|\\p{Zl}|\\p{Zp}") {
            let c = c.chars().next().unwrap_or(' ');
            let shapes = matches!(c, '\u{200C}' | '\u{200D}' | '\u{600}'..='\u{605}' | '\u{6DD}' | '\u{70F}'
                | '\u{890}' | '\u{891}' | '\u{8E2}' | '\u{110BD}' | '\u{110CD}' | '\u{13430}'..='\u{1343F}');
            prop_assert_eq!(is_unseen(c), !shapes, "{:?}", c);
        }

        #[test]
        fn nothing_acts_in_what_is_told(text in "(\\PC|\\p{C}|🏴|[\u{E0041}\u{200b}\n]){0,30}") {
            prop_assert!(is_harmless(&told(&text)) && is_harmless(&line(&text)));
            let content = content(&text);
            prop_assert!(content.split(['\n', '\t']).all(is_harmless), "{content:?}");
            let armed = |c: char| c.is_control() && !parts(c);
            prop_assert!(!unarmed(&text).contains(armed));
        }
    }
}
