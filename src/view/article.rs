//! The article: the lines of its galley that are on screen, along or down, matches lit, and at its end what comes next.

use super::pen::Pen;
use super::{Hyperlink, role_of, scrollbar};
use crate::app::State;
use crate::app::index::name_in;
use crate::app::layout::Area;
use crate::guard::{followed, linked};
use crate::theme::Role;
use crate::typeset::legs::GUTTER;
use crate::typeset::{self, Placed, Row, upright};
use std::ops::Range;

/// Draws the article.
pub fn draw(state: &State, pen: &mut Pen) {
    let whole = state.layout.article;
    if state.index.is_empty() {
        let line = state.settings.language.empty();
        pen.text(whole.x, whole.y, whole.width, line, Role::Notice);
        return;
    }
    let (galley, view) = (&state.reading.galley, state.reading.view);
    let sheet = PrintedSheet::of(state);
    let rows = galley.rows.iter().skip(view.top).take(view.height);
    for (line, row) in rows.enumerate() {
        sheet.line(line, row.text(), role_of(row.role), pen);
    }
    sheet.rules(pen);
    for (line, link) in sheet.links() {
        sheet.paint(line, link.columns.clone(), Role::Link, pen);
    }
    matches(state, &sheet, pen);
    let tail = state.reading.tail_row();
    if view.shows(tail) {
        what_comes_next(&sheet, tail - view.top, pen);
    }
    let end = view.top.saturating_add(view.height);
    if state.settings.style.vertical {
        let rule = Area {
            x: whole.x,
            width: whole.width,
            ..state.layout.bottom_rule
        };
        scrollbar::lying(rule, view.top, end, view.total, pen);
    } else {
        scrollbar::draw(state.layout.article_bar, view.top, end, view.total, pen);
    }
}

/// The cell at which the reader is: that of the match found where it is on screen, else the first of the text there.
pub fn caret(state: &State) -> Option<(u16, u16)> {
    let sheet = PrintedSheet::of(state);
    let (galley, view) = (&state.reading.galley, state.reading.view);
    let shown = || {
        let rows = galley
            .rows
            .iter()
            .take(view.top.saturating_add(view.height));
        rows.enumerate().skip(view.top)
    };
    let found = state.search.place().filter(|_| state.is_lit());
    let found = found.filter(|&(article, _)| article == state.article);
    let found = found.and_then(|(_, place)| {
        shown().find_map(|(number, row)| Some((number, row.columns_of(place)?.start)))
    });
    let (number, cells) = found.or_else(|| {
        // Readings stand above what is read.
        let text = |row: &Row| !row.text().is_empty() && row.role != typeset::RowRole::Ruby;
        let (number, row) = shown().find(|(_, row)| text(row))?;
        let words = row.text().trim_start_matches(' ');
        let blank = row.text().len() - words.len();
        Some((number, u16::try_from(blank).unwrap_or(0)))
    })?;
    sheet.cell(number - view.top, cells)
}

/// Where the lines of the article stand.
struct PrintedSheet<'a> {
    state: &'a State,
    page: Area,
}

impl<'a> PrintedSheet<'a> {
    fn of(state: &'a State) -> Self {
        let page = state.layout.page(state.reading.width);
        Self { state, page }
    }

    /// The cell that stands so many cells along a line on screen.
    fn cell(&self, line: usize, cells: u16) -> Option<(u16, u16)> {
        let (x, y) = self.place(line)?;
        Some(if self.is_vertical() {
            (x, y.saturating_add(cells / upright::ROW))
        } else {
            (x.saturating_add(cells), y)
        })
    }

    fn is_vertical(&self) -> bool {
        self.state.settings.style.vertical
    }

    /// Cells that a line has.
    fn measure(&self) -> u16 {
        if self.is_vertical() {
            self.state.reading.width
        } else {
            self.page.width
        }
    }

    /// The first cell of a line on screen.
    fn place(&self, line: usize) -> Option<(u16, u16)> {
        if self.is_vertical() {
            let gap = self.state.settings.style.line_gap();
            let x = self.state.layout.line_down(line, gap)?;
            return Some((x, self.page.y));
        }
        let (x, line) = match &self.state.reading.spread {
            None => (0, u16::try_from(line).ok()?),
            Some(spread) => {
                let place = spread.place(self.state.reading.view.top.checked_add(line)?)?;
                (place.x, place.y)
            }
        };
        let y = self.page.y.checked_add(line)?;
        (y < self.page.bottom()).then_some((self.page.x.saturating_add(x), y))
    }

    /// The rules between legs.
    fn rules(&self, pen: &mut Pen) {
        let reading = &self.state.reading;
        let (Some(spread), Some(leg)) = (&reading.spread, reading.leg()) else {
            return;
        };
        let x = self.page.x.saturating_add(leg + GUTTER / 2);
        for y in spread.ruled.iter().flat_map(Clone::clone) {
            pen.sign(x, self.page.y.saturating_add(y), "│", Role::Border);
        }
    }

    /// Draws a line's text.
    fn line(&self, line: usize, text: &str, role: Role, pen: &mut Pen) {
        let Some((x, y)) = self.place(line) else {
            return;
        };
        if self.is_vertical() {
            for (y, row) in (y..self.page.bottom()).zip(upright::rows(text, self.state.ambiguous()))
            {
                pen.text(x, y, upright::ROW, row, role);
            }
        } else {
            pen.text(x, y, self.page.right().saturating_sub(x), text, role);
        }
        // The blanks that put words in their place are no part of them: they are not underlined.
        let words = text.trim_start_matches(' ');
        let blank = pen.width(text).saturating_sub(pen.width(words));
        self.paint(line, 0..blank, Role::Page, pen);
    }

    /// Gives some cells of a line the style of a role.
    fn paint(&self, line: usize, cells: Range<u16>, role: Role, pen: &mut Pen) {
        for (columns, y) in self.places(line, cells) {
            pen.paint(columns, y, role);
        }
    }

    /// Where some cells of a line stand: columns and their row.
    fn places(&self, line: usize, cells: Range<u16>) -> Vec<(Range<u16>, u16)> {
        let Some((x, y)) = self.place(line) else {
            return Vec::new();
        };
        if self.is_vertical() {
            let rows = cells.start / upright::ROW..cells.end.div_ceil(upright::ROW);
            let rows = rows.map(|row| y.saturating_add(row));
            rows.filter(|y| *y < self.page.bottom())
                .map(|y| (x..x.saturating_add(upright::ROW), y))
                .collect()
        } else {
            let right = x.saturating_add(cells.end).min(self.page.right());
            vec![(x.saturating_add(cells.start)..right, y)]
        }
    }

    /// The words of links on screen, by their lines: of those that a note tells or a terminal may follow.
    fn links(&self) -> impl Iterator<Item = (usize, &Placed)> {
        let (galley, view) = (&self.state.reading.galley, self.state.reading.view);
        let told = self.state.settings.style.links;
        let rows = view.top..view.top.saturating_add(view.height).min(galley.rows.len());
        rows.flat_map(move |row| {
            let links = galley.links_of(row).iter();
            let links = links.filter(move |link| told || followed(&link.address).is_some());
            links.map(move |link| (row - view.top, link))
        })
    }
}

/// The links on screen that can be followed.
pub fn hyperlinks(state: &State) -> Vec<Hyperlink> {
    let sheet = PrintedSheet::of(state);
    let mut found = Vec::new();
    for (line, link) in sheet.links() {
        if let Some(address) = linked(&link.address) {
            let places = sheet.places(line, link.columns.clone()).into_iter();
            found.extend(places.map(|(columns, y)| Hyperlink {
                y,
                columns,
                address: address.clone(),
            }));
        }
    }
    found
}

/// Lights the matches on screen.
fn matches(state: &State, sheet: &PrintedSheet, pen: &mut Pen) {
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
                    sheet.paint(at, columns, role, pen);
                }
            }
        }
    }
}

/// The line at an article's end.
fn what_comes_next(sheet: &PrintedSheet, line: usize, pen: &mut Pen) {
    let state = sheet.state;
    let language = state.settings.language;
    let next = state.index.article(&state.issue, state.article + 1);
    let words = match next {
        Some(article) => {
            let script = state.settings.style.script;
            let called = name_in(article, &state.issue.source, script);
            let called = if called.is_empty() {
                language.untitled().to_owned()
            } else {
                called
            };
            // The next stands where one reads on.
            let onwards = if sheet.is_vertical() { '←' } else { '→' };
            format!("{}{called} {onwards}", language.next())
        }
        None => format!("— {} —", language.end()),
    };
    let vertical = sheet.is_vertical();
    let ambiguous = state.ambiguous();
    let words = if vertical {
        upright::words(&words, ambiguous)
    } else {
        words
    };
    let mut words = pen.cut(&words, sheet.measure());
    if vertical && words.ends_with('…') {
        words = upright::words(&words, ambiguous);
    }
    let free = sheet.measure().saturating_sub(pen.width(&words));
    let blank = state.settings.style.even(free / 2);
    let role = if next.is_some() {
        Role::Link
    } else {
        Role::Note
    };
    let words = " ".repeat(blank.into()) + &words;
    sheet.line(line, &words, role, pen);
}
