//! 报头: paper, day and number, how many articles and how many of them read. What the bulletin does not say is left out.

use super::pen::Pen;
use crate::app::State;
use crate::theme::Role;
use crate::typeset::display::printable;

/// Draws the masthead.
pub fn draw(state: &State, pen: &mut Pen) {
    let area = state.layout.masthead;
    if area.height == 0 {
        return;
    }
    let (issue, language) = (&state.issue, state.settings.language);
    let style = &state.settings.style;
    let right = area.right().saturating_sub(1);
    let tally = language.tally(state.index.len(), state.marks.count());
    let tally_at = if state.index.is_empty() {
        right
    } else {
        pen.text_to(area.x + 1, right, area.y, &tally, Role::Fact)
    };
    let room = tally_at.saturating_sub(area.x + 1 + 2);
    let name = issue.paper.as_ref().or(issue.title.as_ref());
    let (name, role) = match name {
        Some(paper) => (style.spelled(&printable(paper)), Role::Masthead),
        None => (state.settings.file.clone(), Role::Fact),
    };
    let name = pen.cut(&name, room);
    let name_end = pen.text(area.x + 1, area.y, room, &name, role);

    let date = issue.date.map(|date| language.date(date));
    let number = issue.number.as_ref().map(|n| language.number(n));
    let facts: Vec<String> = date.into_iter().chain(number).collect();
    let facts = style.script.spelled(&facts.join("  "));
    let (least, most) = (name_end.saturating_add(2), tally_at.saturating_sub(2));
    let cells = pen.width(&facts);
    if cells == 0 || least.saturating_add(cells) > most {
        return;
    }
    // In the middle of the window where there is room, else as near to it as the neighbours let it.
    let middle = (area.width.saturating_sub(cells)) / 2;
    let x = middle.clamp(least, most - cells);
    pen.text(x, area.y, cells, &facts, Role::Fact);
}
