//! The contents: sections with their articles, marks beside them, and a bar beside the current one.

use super::pen::Pen;
use super::scrollbar;
use crate::app::State;
use crate::app::contents::{ContentsLine, ItemPart, MARGIN};
use crate::app::index::Item;
use crate::theme::Role;

/// Draws the contents.
pub fn draw(state: &State, pen: &mut Pen) {
    let area = state.layout.contents;
    let lines = state.contents().on_screen(state.top, area.height);
    let current = Item::Article(state.article);
    if state.index.items().is_empty() && !state.layout.wide {
        let line = state.settings.language.empty();
        pen.text(area.x + 1, area.y, area.width, line, Role::Notice);
    }
    for (y, line) in (area.y..area.bottom()).zip(&lines) {
        let here = line.item == current;
        let role = role(state, line, here);
        if here {
            let chosen = if state.in_article {
                Role::Current
            } else {
                Role::Chosen
            };
            pen.paint(area.x..area.right(), y, chosen);
            pen.sign(area.x, y, "▌", chosen);
        }
        let margin = if line.part == ItemPart::Section {
            1
        } else {
            MARGIN
        };
        let x = area.x.saturating_add(margin);
        let width = area.width.saturating_sub(margin);
        pen.text(x, y, width, &line.text, role);
        if let (true, Item::Article(number)) = (line.first, line.item) {
            let at = (area.x.saturating_add(1), y);
            marks(state, number, here, at, role, pen);
        }
    }
    let items = state.index.items();
    let end = lines.last().map_or(state.top.item, |last| {
        let shown = match last.item {
            Item::Article(number) => state.index.item_of(number),
            Item::Section(_) => items.iter().position(|i| *i == last.item).unwrap_or(0),
        };
        shown + 1
    });
    let all = state.top == crate::app::contents::Top::default() && end >= items.len();
    if !all {
        // By articles, not by rows: rows would have to be counted for the whole issue.
        let end = if end >= items.len() {
            items.len()
        } else {
            end.min(items.len() - 1)
        };
        let from = state.top.item.max(usize::from(state.top.line > 0));
        scrollbar::draw(state.layout.contents_bar, from, end, items.len(), pen);
    }
}

/// The cell at which the current headline begins; the pane's first where it is not on screen.
pub fn caret(state: &State) -> (u16, u16) {
    let area = state.layout.contents;
    let lines = state.contents().on_screen(state.top, area.height);
    let current = Item::Article(state.article);
    let here = lines
        .iter()
        .position(|line| line.item == current && line.part == ItemPart::Headline)
        .or_else(|| lines.iter().position(|line| line.item == current));
    match here.and_then(|row| u16::try_from(row).ok()) {
        Some(row) => (area.x.saturating_add(MARGIN), area.y.saturating_add(row)),
        None => (area.x, area.y),
    }
}

fn role(state: &State, line: &ContentsLine, here: bool) -> Role {
    let read = matches!(line.item, Item::Article(number) if state.marks.read(number));
    match line.part {
        ItemPart::Section => Role::Section,
        _ if here && !state.in_article => Role::Chosen,
        ItemPart::Kicker | ItemPart::Deck => Role::Kicker,
        _ if here => Role::Current,
        _ if read => Role::Read,
        _ => Role::Body,
    }
}

/// A mark for what was read and what is open, and one for a bookmark: signs, not colours.
fn marks(state: &State, number: usize, here: bool, at: (u16, u16), role: Role, pen: &mut Pen) {
    let (x, y) = at;
    let mark = if here {
        "▸"
    } else if state.marks.read(number) {
        "✓"
    } else {
        "·"
    };
    pen.sign(x, y, mark, role);
    if state.marks.bookmark(number) {
        let role = if role == Role::Chosen {
            role
        } else {
            Role::Bookmark
        };
        pen.text(x.saturating_add(1), y, 1, "*", role);
    }
}
