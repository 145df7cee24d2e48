//! The headlines that fit what is typed, over the panes; the chosen one has a bar.

use super::pen::Pen;
use super::scrollbar;
use crate::app::Asking;
use crate::app::State;
use crate::app::index::name_in;
use crate::app::layout::Area;
use crate::theme::Role;

/// Draws the list.
pub fn draw(state: &State, pen: &mut Pen) {
    let Some(Asking::Headline(list)) = &state.asking else {
        return;
    };
    let area = state.layout.middle;
    let language = state.settings.language;
    let script = state.settings.style.script;
    let (rows, chosen) = list.rows();
    for ((at, number), y) in rows.enumerate().zip(area.y..area.bottom()) {
        let role = if at == chosen {
            Role::Chosen
        } else {
            Role::Body
        };
        if at == chosen {
            pen.paint(area.x..area.right().saturating_sub(1), y, role);
            pen.sign(area.x, y, "▌", role);
        }
        let article = state.index.article(&state.issue, number);
        let called = article.map_or_else(String::new, |a| name_in(a, &state.issue.source, script));
        let called = match called.as_str() {
            "" => language.untitled(),
            called => called,
        };
        let room = area.width.saturating_sub(4);
        let called = pen.cut(called, room);
        let end = pen.text(area.x + 2, y, room, &called, role);
        let section = state.index.section(&state.issue, number);
        let section = section.map_or_else(String::new, |(s, _)| state.contents().section(s));
        let right = area.right().saturating_sub(2);
        if pen.width(&section) < right.saturating_sub(end) {
            let role = if at == chosen { role } else { Role::Fact };
            pen.text_to(end + 1, right, y, &section, role);
        }
    }
    let bar = Area {
        x: area.right().saturating_sub(1),
        width: 1,
        ..area
    };
    let view = list.view();
    let end = view.top.saturating_add(view.height);
    scrollbar::draw(bar, view.top, end, view.total, pen);
}
