//! A scrollbar: which part of the text is on screen.
//!
//! Its thumb is blank cells of another ground, not characters: a line of text selected with the terminal's own
//! selection comes out as text. How far one is also stands in words in the status line.

use super::pen::Pen;
use crate::app::layout::Area;
use crate::app::viewport::thumb;
use crate::theme::Role;

/// Draws a scrollbar that lies along the rule below lines that run down, from the right; see [`draw`].
pub fn lying(area: Area, from: usize, to: usize, total: usize, pen: &mut Pen) {
    if area.height == 0 {
        return;
    }
    if let Some(columns) = thumb(area.width, from, to, total) {
        let right = area.right();
        let columns = right.saturating_sub(columns.end)..right.saturating_sub(columns.start);
        pen.paint(columns, area.y, Role::Scrollbar);
    }
}

/// Draws a scrollbar for the part `from..to` of `total`; nothing where all is on screen.
pub fn draw(area: Area, from: usize, to: usize, total: usize, pen: &mut Pen) {
    if area.width == 0 {
        return;
    }
    for row in thumb(area.height, from, to, total).into_iter().flatten() {
        let y = area.y.saturating_add(row);
        pen.paint(area.x..area.x.saturating_add(1), y, Role::Scrollbar);
    }
}
