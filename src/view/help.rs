//! The help over the panes: every key, by what it is for.

use super::pen::Pen;
use super::scrollbar;
use crate::app::State;
use crate::app::help::Help;
use crate::app::layout::Area;
use crate::theme::Role;

/// Draws the help.
pub fn draw(help: &Help, state: &State, pen: &mut Pen) {
    let area = state.layout.middle;
    let keys_x = area.x.saturating_add(1);
    let text_x = keys_x.saturating_add(help.keys + 2);
    let right = area.right().saturating_sub(2);
    for (y, row) in (area.y..area.bottom()).zip(help.rows.iter().skip(help.view.top)) {
        if row.group {
            let room = right.saturating_sub(keys_x);
            pen.text(keys_x, y, room, &row.text, Role::Section);
        } else {
            pen.text(keys_x, y, help.keys, &row.keys, Role::Key);
            let room = right.saturating_sub(text_x);
            pen.text(text_x, y, room, &row.text, Role::Body);
        }
    }
    let bar = Area {
        x: area.right().saturating_sub(1),
        width: 1,
        ..area
    };
    let view = help.view;
    let end = view.top.saturating_add(view.height);
    scrollbar::draw(bar, view.top, end, view.total, pen);
}
