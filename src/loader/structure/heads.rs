//! The lines over a text, as the deck's reading sees them.

use super::bylines::Surety;
use crate::loader::lines::{Form, Line, fold};

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
    /// Blank lines before it.
    pub blanks: u8,
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
            blanks: line.blanks,
        }
    }
}
