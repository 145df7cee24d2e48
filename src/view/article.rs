//! The article: the rows of its galley that are on screen, matches lit, and at its end what comes next.

use super::pen::Pen;
use super::{role_of, scrollbar};
use crate::app::State;
use crate::app::index::name;
use crate::app::layout::Area;
use crate::app::lines::cut;
use crate::theme::Role;

/// Draws the article.
pub fn draw(state: &State, pen: &mut Pen) {
    let whole = state.layout.article;
    let page = state.layout.page(state.reading.width);
    if state.index.is_empty() {
        let line = state.settings.language.empty();
        pen.text(whole.x, whole.y, whole.width, line, Role::Notice);
        return;
    }
    let (galley, view) = (&state.reading.galley, state.reading.view);
    for (y, row) in (page.y..page.bottom()).zip(galley.rows.iter().skip(view.top)) {
        pen.text(page.x, y, page.width, row.text(), role_of(row.role));
    }
    matches(state, page, pen);
    let tail = state.reading.tail_row();
    if view.shows(tail) {
        let row = u16::try_from(tail - view.top).unwrap_or(u16::MAX);
        what_comes_next(state, page, page.y.saturating_add(row), pen);
    }
    let end = view.top.saturating_add(view.height);
    scrollbar::draw(state.layout.article_bar, view.top, end, view.total, pen);
}

/// Lights the matches on screen.
fn matches(state: &State, page: Area, pen: &mut Pen) {
    if !state.is_lit() {
        return;
    }
    let (galley, view) = (&state.reading.galley, state.reading.view);
    let rows = galley.rows.get(view.top..).unwrap_or(&[]);
    for (number, found) in state.search.in_article(state.article) {
        let role = if number == state.search.current {
            Role::Found
        } else {
            Role::Match
        };
        for &place in state.search.places(found) {
            // A match is lit where it is shown, on one row or two; the rest of the article is not looked through.
            let first = galley.row_of(place.start);
            let last = galley.row_of(place.end.saturating_sub(1).max(place.start));
            let (first, last) = (
                first.min(last),
                first.max(last).min(first.saturating_add(9)),
            );
            for number in first.max(view.top)..=last {
                let at = number - view.top;
                let Some(row) = rows.get(at).filter(|_| at < view.height) else {
                    break;
                };
                if let Some(columns) = row.columns_of(place) {
                    let y = page.y.saturating_add(u16::try_from(at).unwrap_or(u16::MAX));
                    let columns = page.x.saturating_add(columns.start)
                        ..page.x.saturating_add(columns.end).min(page.right());
                    pen.paint(columns, y, role);
                }
            }
        }
    }
}

/// The line at an article's end.
fn what_comes_next(state: &State, page: Area, y: u16, pen: &mut Pen) {
    let language = state.settings.language;
    let next = state.index.article(&state.issue, state.article + 1);
    let line = match next {
        Some(article) => {
            let called = name(article, &state.issue.source);
            let called = if called.is_empty() {
                language.untitled().to_owned()
            } else {
                called
            };
            format!("{}{called} →", language.next())
        }
        None => format!("— {} —", language.end()),
    };
    let line = cut(&line, page.width);
    let free = page.width.saturating_sub(crate::app::lines::width(&line));
    let role = if next.is_some() {
        Role::Link
    } else {
        Role::Note
    };
    pen.text(page.x + free / 2, y, page.width, &line, role);
}
