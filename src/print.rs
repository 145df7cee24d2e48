//! The set page on standard output.

use crate::{issue::Issue, language::Language, theme::Theme, typeset::Style};
use std::io::{self, Write};

/// How to print.
#[derive(Clone, Debug)]
pub struct Options {
    /// Cells of the page; nothing passes the last.
    pub width: u16,
    /// Only this article, counted from 1.
    pub article: Option<usize>,
    /// Whether furniture is printed small at the end.
    pub furniture: bool,
    /// How text is set.
    pub style: Style,
    /// `typeset.measure`: at most this many cells of text to a line; the text is centred in a wider page.
    pub measure: u16,
    /// Colours, when standard output is a terminal.
    pub theme: Option<Theme>,
    /// Of the few words that the program adds.
    pub language: Language,
}

/// Prints an issue.
pub fn print(_issue: &Issue, _options: &Options, _out: &mut dyn Write) -> io::Result<()> {
    Ok(())
}
