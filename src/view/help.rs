//! The help over the panes, in columns: keys, mouse, files and settings, by what they are for.

use super::pen::Pen;
use super::scrollbar;
use crate::app::State;
use crate::app::help::{Help, HelpRow};
use crate::app::layout::Area;
use crate::theme::Role;

/// Draws the help.
pub fn draw(help: &Help, state: &State, pen: &mut Pen) {
    let area = state.layout.middle;
    let left = area.x.saturating_add(1);
    for (number, column) in help.columns.iter().enumerate() {
        let x = left.saturating_add(help.start(number));
        for (y, row) in (area.y..area.bottom()).zip(column.iter().skip(help.view.top)) {
            draw_row(row, help, (x, y), pen);
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

fn draw_row(row: &HelpRow, help: &Help, (x, y): (u16, u16), pen: &mut Pen) {
    let Some(line) = row.line else {
        return;
    };
    let current = help.current() == Some(line);
    if current {
        // Beside it, so that nothing depends on colour.
        pen.sign(x.saturating_sub(1), y, "▌", Role::Chosen);
    }
    let (of_name, of_text) = match (current, help.has_found(line)) {
        (true, _) => (Role::Found, Role::Found),
        (_, true) => (Role::Match, Role::Match),
        _ if row.heading => (Role::Section, Role::Section),
        _ => (Role::Key, Role::Body),
    };
    pen.text(x, y, row.indent, &row.name, of_name);
    let room = help.width.saturating_sub(row.indent);
    pen.text(x.saturating_add(row.indent), y, room, &row.text, of_text);
}

/// Where one reads: the line that was found, else the first row.
pub fn caret(help: &Help, state: &State) -> (u16, u16) {
    let area = state.layout.middle;
    let left = area.x.saturating_add(1);
    let found = help.current().and_then(|line| help.place_of(line));
    let on_screen = found.filter(|(_, row)| help.view.shows(*row));
    on_screen.map_or((left, area.y), |(column, row)| {
        let down = u16::try_from(row - help.view.top).unwrap_or(u16::MAX);
        (
            left.saturating_add(help.start(column)),
            area.y.saturating_add(down),
        )
    })
}
