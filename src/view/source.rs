//! The source view: the lines as they came, numbered, the one one is at marked, and below them what that one was read
//! as, or a question that is to be answered; what would act on a terminal is shown by its picture.

use super::pen::Pen;
use super::{scrollbar, status};
use crate::app::State;
use crate::app::index::name;
use crate::app::source::{Source, cells, is_hidden, picture};
use crate::theme::Role;

/// Draws the source view.
pub fn draw(source: Source, state: &State, pen: &mut Pen) {
    let pane = state.layout.source;
    let numbers = state.number_width();
    let text_x = pane.x.saturating_add(numbers + 1);
    let rows = source.rows(&state.issue);
    let current = source.line(&state.issue);
    for (y, row) in (pane.y..pane.bottom()).zip(&rows) {
        let here = row.line == current;
        if row.first {
            let number = row.line.to_string();
            let defect = state.defects.iter().any(|d| d.line == row.line);
            let told = state.corrections.at(row.line).is_some();
            let role = if defect { Role::Defect } else { Role::Number };
            if defect {
                pen.text(pane.x, y, 1, "!", role);
            } else if told {
                pen.text(pane.x, y, 1, "*", Role::Bookmark);
            }
            pen.text_to(pane.x + 1, text_x.saturating_sub(1), y, &number, role);
        }
        let text = row.span.of(&state.issue.source);
        line(text, text_x, y, pane.right(), pen);
        if here {
            // Beside it, so that nothing depends on colour.
            pen.sign(text_x.saturating_sub(1), y, "▌", Role::Chosen);
            pen.paint(text_x..pane.right(), y, Role::Chosen);
        }
    }
    what_it_was_read_as(current, state, pen);
    let end = rows.last().map_or(source.top(), |row| row.span.end);
    let total = state.issue.source.trim_end_matches(['\n', '\r']).len();
    let to = (end as usize).min(total);
    scrollbar::draw(
        state.layout.source_bar,
        source.top() as usize,
        to,
        total,
        pen,
    );
}

/// The cell at which the line one is at begins.
pub fn caret(source: Source, state: &State) -> (u16, u16) {
    let pane = state.layout.source;
    let text_x = pane.x.saturating_add(state.number_width() + 1);
    let current = source.line(&state.issue);
    let rows = source.rows(&state.issue);
    let row = rows.iter().position(|row| row.line == current).unwrap_or(0);
    let row = u16::try_from(row).unwrap_or(0);
    (text_x, pane.y.saturating_add(row))
}

/// What the line one is at was read as: its defect first, as that is what one looks for.
fn what_it_was_read_as(line: usize, state: &State, pen: &mut Pen) {
    let area = state.layout.source_line;
    if area.height > 0
        && let Some(question) = status::asked(state, area.width, pen)
    {
        pen.text(area.x, area.y, area.width, &question, Role::Key);
        return;
    }
    let Some((place, told)) = state.line_read().filter(|_| area.height > 0) else {
        return;
    };
    let language = state.settings.language;
    let mut words: Vec<String> = Vec::new();
    let mut article = None;
    if let Some(place) = place {
        words.push(place.part.words(language));
        article = place.article.and_then(|n| usize::try_from(n).ok());
    }
    if let Some(told) = told {
        let what = language.told(told);
        words.push(match language.corrected() {
            word if words.first() == Some(&what) => word.to_owned(),
            word => format!("{word}{}{what}", language.say("：", ": ")),
        });
    }
    if let Some(number) = article {
        let headline = state.index.article(&state.issue, number);
        let headline = headline.map_or_else(String::new, |a| name(a, &state.issue.source));
        words.push(format!("{} {headline}", language.nth_article(number + 1)));
    }
    let (mut x, right) = (area.x, area.right());
    if let Some(defect) = state.defects.iter().find(|d| d.line == line) {
        let room = right.saturating_sub(x);
        let message = pen.cut(&format!("! {}", language.defect(defect)), room);
        x = pen
            .text(x, area.y, room, &message, Role::Defect)
            .saturating_add(2);
    }
    let room = right.saturating_sub(x);
    let words = pen.cut(&words.join(" · "), room);
    pen.text(x, area.y, room, &words, Role::Fact);
}

/// Draws the characters of one row.
fn line(text: &str, x: u16, y: u16, right: u16, pen: &mut Pen) {
    let mut x = x;
    for cluster in pen.clusters(text) {
        let room = right.saturating_sub(x);
        if cells(&cluster, pen.ambiguous()) > room {
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
