//! Which reading a text gets. It is decided once.

use crate::loader::published::clean::{is_clean, is_plain};
use crate::loader::rules::Rules;
use crate::loader::source::lines::Line;

/// How a text is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Method {
    /// By the marks that this program's own export writes.
    Exported,
    /// By its Markdown, whose marks can be trusted.
    Marks,
    /// By its lines: it has no marks, and its paragraphs are whole.
    Plain,
    /// By the evidence of the whole text: its marks are as extraction left them.
    Weighed,
}

/// Chooses how a text is read.
pub fn choose(rules: &Rules, source: &str, lines: &[Line], exported: bool) -> Method {
    if exported {
        Method::Exported
    } else if !is_clean(rules, source, lines) {
        Method::Weighed
    } else if is_plain(rules, source, lines) {
        Method::Plain
    } else {
        Method::Marks
    }
}
