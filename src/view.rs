//! Draws the state; changes nothing. One file a pane; `pen` alone puts text into cells.

mod article;
mod caret;
mod contents;
mod headlines;
mod help;
mod masthead;
mod pen;
mod scrollbar;
pub mod signs;
mod source;
mod status;

use crate::app::State;
use crate::app::layout::Area;
use crate::theme::{Role, Theme};
use crate::{theme, typeset};
pub use caret::{Caret, caret};
use pen::Pen;
use ratatui::buffer::Buffer;

/// Draws all of a state into a buffer of the size that the last [`Message::Resize`](crate::app::Message::Resize)
/// told; what of it lies outside of the buffer is not drawn.
pub fn view(state: &State, theme: &Theme, buffer: &mut Buffer) {
    let mut pen = Pen::new(buffer, theme, state.ambiguous());
    pen.clear();
    if state.layout.too_small {
        let line = state.settings.language.too_small();
        pen.text(0, 0, state.layout.window.width, line, Role::Notice);
        return;
    }
    masthead::draw(state, &mut pen);
    rules(state, &mut pen);
    if matches!(state.asking, Some(crate::app::Asking::Headline(_))) {
        headlines::draw(state, &mut pen);
    } else if let Some(help) = &state.help {
        help::draw(help, state, &mut pen);
    } else {
        if state.shows_contents() {
            contents::draw(state, &mut pen);
        }
        if state.layout.wide || state.in_article {
            let source = state.source_view();
            if let Some(source) = source {
                source::draw(source, state, &mut pen);
            }
            if source.is_none() || state.layout.wide {
                article::draw(state, &mut pen);
            }
        }
    }
    status::draw(state, &mut pen);
}

/// Cells of one row that lead elsewhere.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hyperlink {
    /// The row.
    pub y: u16,
    /// The columns.
    pub columns: std::ops::Range<u16>,
    /// Where they lead, as a terminal may be told it.
    pub address: String,
}

/// The links on screen that can be followed, row by row.
pub fn hyperlinks(state: &State) -> Vec<Hyperlink> {
    let hidden = state.layout.too_small
        || state.help.is_some()
        || matches!(state.asking, Some(crate::app::Asking::Headline(_)))
        || !state.layout.wide && (state.source_view().is_some() || !state.in_article);
    if hidden {
        return Vec::new();
    }
    article::hyperlinks(state)
}

/// The rules between the panes.
fn rules(state: &State, pen: &mut Pen) {
    let layout = &state.layout;
    let panes = layout.divider.width > 0
        && state.help.is_none()
        && !matches!(state.asking, Some(crate::app::Asking::Headline(_)));
    for (area, joint) in [(layout.top_rule, "┬"), (layout.bottom_rule, "┴")] {
        horizontal(area, pen);
        if panes && area.height > 0 {
            pen.sign(layout.divider.x, area.y, joint, Role::Border);
        }
    }
    if panes {
        let rule = layout.divider;
        for y in rule.y..rule.bottom() {
            pen.sign(rule.x, y, "│", Role::Border);
        }
    }
}

fn horizontal(area: Area, pen: &mut Pen) {
    for y in area.y..area.bottom() {
        for x in area.x..area.right() {
            pen.sign(x, y, "─", Role::Border);
        }
    }
}

/// The theme's role for what a row of a galley is part of.
pub fn role_of(row: typeset::RowRole) -> theme::Role {
    use theme::Role as To;
    use typeset::RowRole as From;
    match row {
        From::Column => To::Column,
        From::Kicker => To::Kicker,
        From::Headline => To::Headline,
        From::Deck => To::Deck,
        From::Byline => To::Byline,
        From::Body => To::Body,
        From::Subhead => To::Subhead,
        From::Caption => To::Caption,
        From::Quote => To::Quote,
        From::List => To::List,
        From::Table => To::Table,
        From::Note => To::Note,
        From::Verse => To::Verse,
        From::Image => To::Image,
        From::Code => To::Code,
        From::Rule => To::Border,
        From::Jump => To::Link,
        From::Ruby => To::Ruby,
    }
}
