//! The lines over a text, as the deck's reading sees them.

use super::bylines::Surety;
use crate::correction::Role;
use crate::loader::lines::{Form, Line, fold, is_closing, is_han};

/// One line over a text, and what is known of it.
#[derive(Clone, Debug)]
pub(super) struct Head {
    /// Its words, marks folded to full width.
    pub text: String,
    /// Level of its heading mark; 0 without one.
    pub level: u8,
    /// Its length in half ems.
    pub width: u32,
    /// Whether a space stands between two Han characters.
    pub spaced: bool,
    /// Whether its column's edge cut it, so that it may go on in the next.
    pub full: bool,
    /// How often a line of these words stands alone in the text.
    pub recurs: usize,
    /// Whether it may be a byline.
    pub names: Option<Surety>,
    /// Whether it is written in an alphabet.
    pub alphabetic: bool,
    /// Whether all of it is strong.
    pub strong: bool,
    /// Blank lines before it.
    pub blanks: u8,
    /// What the reader told that it is.
    pub told: Option<Role>,
}

impl Head {
    /// Looks at a line.
    pub fn new(
        source: &str,
        line: &Line,
        full: bool,
        recurs: usize,
        names: Option<Surety>,
    ) -> Self {
        let level = if let Form::Heading(level) = line.form {
            level
        } else {
            0
        };
        Self {
            text: line.span.of(source).chars().map(fold).collect(),
            level,
            width: line.width,
            spaced: line.spaced,
            full,
            recurs,
            names,
            alphabetic: line.is_alphabetic(),
            strong: line.strong,
            blanks: line.blanks,
            told: None,
        }
    }
}

/// The column's name in brackets at a headline's end: 盯紧安全（今日谈） → 今日谈.
pub(super) fn bracketed_end(text: &str) -> Option<&str> {
    let inner = text.strip_suffix('）')?;
    let open = inner.rfind('（')?;
    let name = inner.get(open + '（'.len_utf8()..)?;
    let count = name.chars().count();
    let letters = name
        .chars()
        .filter(|c| is_han(*c) || c.is_alphabetic())
        .count();
    let plain =
        !name.contains(['，', '。', '；', '：']) && !name.starts_with(|c: char| c.is_ascii_digit());
    // （上）（二）（2020—2025） count parts or years; they name no column.
    (open > 0
        && (2..=40).contains(&count)
        && letters * 2 > count
        && plain
        && !(count <= 2
            && name
                .chars()
                .all(|c| "上中下续一二三四五六七八九十".contains(c))))
    .then_some(name)
}

/// Whether the whole of a text stands in brackets.
pub(super) fn is_bracketed(text: &str) -> bool {
    matches!(text.chars().next(), Some('（' | '［' | '[' | '〔' | '【'))
        && text
            .chars()
            .next_back()
            .is_some_and(|c| is_closing(c) || c == '］')
}

/// Whether a text is one quotation.
pub(super) fn quoted(text: &str) -> bool {
    text.starts_with(['“', '「'])
        && text.ends_with(['”', '」'])
        && text.matches(['“', '「']).count() == 1
}
