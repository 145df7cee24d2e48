//! Where the reader is: the cell at which the terminal's cursor belongs, so that input methods, magnifiers and screen
//! readers follow.

use super::{article, contents, help, source, status};
use crate::app::{Asking, State};

/// A cell of the window, and whether the terminal's cursor is seen there: it is where one types.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Caret {
    /// Its column.
    pub x: u16,
    /// Its row.
    pub y: u16,
    /// Whether it is shown.
    pub shown: bool,
}

/// Where the reader is.
pub fn caret(state: &State) -> Caret {
    if state.layout.too_small {
        return Caret::default();
    }
    let typed = status::caret(state);
    let (x, y) = typed.unwrap_or_else(|| read(state));
    let window = state.layout.window;
    Caret {
        x: x.min(window.right().saturating_sub(1)),
        y: y.min(window.bottom().saturating_sub(1)),
        shown: typed.is_some(),
    }
}

/// Where one reads: the question that waits for an answer, or the line in what has the focus.
fn read(state: &State) -> (u16, u16) {
    let layout = &state.layout;
    if matches!(state.asking, Some(Asking::Write(_))) {
        return status::question(state);
    }
    if let Some(help) = &state.help {
        return help::caret(help, state);
    }
    if let Some(source) = state.source_view() {
        return source::caret(source, state);
    }
    let first = (layout.article.x, layout.article.y);
    if state.in_article {
        article::caret(state).unwrap_or(first)
    } else {
        contents::caret(state)
    }
}
