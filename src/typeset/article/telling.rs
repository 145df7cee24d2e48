//! What a text tells of how it is to stand.

use super::super::{class::is_opening, display::Shown};
use crate::issue::{Article, Block, Text};

/// Whether an article's column is only its headline's last words again.
pub fn repeats(column: &Text, article: &Article) -> bool {
    let hull = column.hull();
    article
        .headline
        .iter()
        .flat_map(|h| &h.runs)
        .any(|run| run.span.start <= hull.start && hull.end <= run.span.end)
}

/// Whether a quoted text is an item of a list: its mark or number stands before its words.
pub fn is_item(block: &Block, source: &str) -> bool {
    let mark = block
        .text
        .runs
        .first()
        .map_or("", |run| run.span.of(source));
    let number = mark.strip_suffix(['.', ')']).unwrap_or("");
    let numbered = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    block.text.runs.len() > 1 && (matches!(mark, "-" | "*" | "+") || numbered)
}

/// Whether a text shows by a bracket that it stands apart.
pub fn opens_with_bracket(shown: &Shown) -> bool {
    let text = shown.text.trim_start();
    // A footnote's own number, [^1]:, is no bracket around it.
    !text.starts_with("[^") && text.chars().next().is_some_and(is_opening)
}
