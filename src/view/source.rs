//! The source view: the lines as they came, numbered; what would act on a terminal is shown by its picture.

use super::pen::Pen;
use super::scrollbar;
use crate::app::State;
use crate::app::source::{Source, cells, is_hidden, picture};
use crate::theme::Role;
use crate::typeset::cluster::clusters;

/// Draws the source view.
pub fn draw(source: Source, state: &State, pen: &mut Pen) {
    let pane = state.layout.article;
    let numbers = state.number_width();
    let text_x = pane.x.saturating_add(numbers + 1);
    let rows = source.rows(&state.issue);
    for (y, row) in (pane.y..pane.bottom()).zip(&rows) {
        if row.first {
            let number = row.line.to_string();
            let defect = state.defects.iter().any(|d| d.line == row.line);
            let role = if defect { Role::Defect } else { Role::Number };
            if defect {
                pen.text(pane.x, y, 1, "!", role);
            }
            pen.text_to(pane.x + 1, text_x.saturating_sub(1), y, &number, role);
        }
        line(
            row.span.of(&state.issue.source),
            text_x,
            y,
            pane.right(),
            pen,
        );
    }
    let end = rows.last().map_or(source.top(), |row| row.span.end);
    let total = state.issue.source.trim_end_matches(['\n', '\r']).len();
    let to = (end as usize).min(total);
    scrollbar::draw(
        state.layout.article_bar,
        source.top() as usize,
        to,
        total,
        pen,
    );
}

/// Draws the characters of one row.
fn line(text: &str, x: u16, y: u16, right: u16, pen: &mut Pen) {
    let mut x = x;
    for cluster in clusters(text) {
        let room = right.saturating_sub(x);
        if cells(cluster.text, cluster.width) > room {
            return;
        }
        if !cluster.text.chars().any(is_hidden) {
            x = pen.text(x, y, room, cluster.text, Role::Body);
            continue;
        }
        for c in cluster.text.chars() {
            let room = right.saturating_sub(x);
            let (c, role) = if is_hidden(c) {
                (picture(c), Role::Picture)
            } else {
                (c, Role::Body)
            };
            x = pen.text(x, y, room, c.encode_utf8(&mut [0; 4]), role);
        }
    }
}
