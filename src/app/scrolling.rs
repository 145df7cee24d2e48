//! Scrolling in the pane that has the focus.

use super::reading::TAIL;
use super::source::Source;
use super::{Effect, State};

/// How far what has the focus is scrolled; down, and up where negative.
#[derive(Clone, Copy)]
pub(super) enum Scroll {
    /// By rows; in the source by lines, in the contents by articles.
    Rows(i64),
    /// By half pages.
    HalfPages(i64),
    /// By pages.
    Pages(i64),
    /// By pages, and from an article's end to the next article.
    On(i64),
    /// To a row, counted from 0; in the source to a line, in the contents to an article.
    To(usize),
    /// To the end.
    End,
}

impl Scroll {
    /// To a row counted from 1.
    pub(super) fn nth(number: usize) -> Self {
        Self::To(number.saturating_sub(1))
    }
}

impl State {
    /// Scrolls what lies on top, or the pane that has the focus.
    pub(super) fn scroll(&mut self, by: Scroll, effects: &mut Vec<Effect>) {
        if self.help.is_some() {
            self.scroll_help(by);
        } else if self.source.is_some() {
            self.move_in_source(by);
            self.follow_source(effects);
        } else if self.in_article {
            self.move_in_article(by, effects);
        } else {
            self.move_in_contents(by, effects);
        }
    }

    fn scroll_help(&mut self, by: Scroll) {
        let Some(help) = &mut self.help else { return };
        let page = rows(help.view.page());
        match by {
            Scroll::Rows(n) => help.view.by(n),
            Scroll::HalfPages(n) => help.view.by(n.saturating_mul(half(page))),
            Scroll::Pages(n) | Scroll::On(n) => help.view.by(n.saturating_mul(page)),
            Scroll::To(row) => help.view.to(row),
            Scroll::End => help.view.to(usize::MAX),
        }
    }

    fn move_in_article(&mut self, by: Scroll, effects: &mut Vec<Effect>) {
        let page = rows(self.reading.view.page());
        match by {
            Scroll::Rows(n) => self.scroll_article(n),
            Scroll::HalfPages(n) => self.scroll_article(n.saturating_mul(half(page))),
            Scroll::On(_) if self.reading.tail_seen() => self.next(1, effects),
            Scroll::Pages(n) | Scroll::On(n) => self.turn_pages(n),
            Scroll::To(row) => self.scroll_to(row),
            Scroll::End => self.scroll_to(usize::MAX),
        }
    }

    /// Moves in the source: rows are lines there, as one is at a line.
    fn move_in_source(&mut self, by: Scroll) {
        let Some(mut source) = self.source else {
            return;
        };
        let (issue, page) = (&self.issue, source.page());
        match by {
            Scroll::Rows(n) => source.step(issue, n),
            Scroll::HalfPages(n) => source.turn(issue, n.saturating_mul(half(page))),
            Scroll::Pages(n) | Scroll::On(n) => source.turn(issue, n.saturating_mul(page)),
            Scroll::To(line) => source.to_line(issue, line.saturating_add(1)),
            Scroll::End => source.end(issue),
        }
        self.source = Some(source);
    }

    fn move_in_contents(&mut self, by: Scroll, effects: &mut Vec<Effect>) {
        let page = i64::from(self.layout.contents.height).max(1);
        let last = self.index.len().saturating_sub(1);
        let by_lines = |lines: i64| self.contents().article_by(self.article, lines);
        let article = match by {
            Scroll::Rows(n) => {
                let articles = usize::try_from(n.unsigned_abs()).unwrap_or(usize::MAX);
                if n < 0 {
                    self.article.saturating_sub(articles)
                } else {
                    self.article.saturating_add(articles).min(last)
                }
            }
            Scroll::HalfPages(n) => by_lines(n.saturating_mul(half(page))),
            Scroll::Pages(n) | Scroll::On(n) => by_lines(n.saturating_mul(page)),
            Scroll::To(number) => number.min(last),
            Scroll::End => last,
        };
        self.change(article, effects);
        self.show_in_contents();
    }

    /// Scrolls the article; its place is kept.
    pub(super) fn scroll_article(&mut self, rows: i64) {
        let before = self.reading.view.top;
        self.reading.by(rows);
        self.keep_top(before);
    }

    fn turn_pages(&mut self, pages: i64) {
        let before = self.reading.view.top;
        self.reading.turn(pages);
        self.keep_top(before);
    }

    fn scroll_to(&mut self, row: usize) {
        let before = self.reading.view.top;
        self.reading.to(row);
        if before.abs_diff(self.reading.view.top) > self.reading.view.height + TAIL {
            self.history.leave(self.spot());
        }
        self.keep_top(before);
    }

    /// Keeps the place at the top if it is another than before. A place that a resize pushed to the end stays
    /// what it was until the reader moves.
    pub(super) fn keep_top(&mut self, before: usize) {
        if self.reading.view.top != before {
            self.keep_anchor(self.reading.anchor());
        }
    }

    /// Scrolls the contents without leaving the article, as the wheel does.
    pub(super) fn roll_contents(&mut self, rows: i64) {
        let contents = self.contents();
        let top = contents.moved(self.top, rows);
        self.top = contents.clamped(top, self.layout.contents.height);
    }

    /// Scrolls the help or the source by rows, as the wheel does; whether one of them is open.
    pub(super) fn roll_layer(&mut self, rows: i64) -> bool {
        if let Some(help) = &mut self.help {
            help.view.by(rows);
        } else if let Some(source) = &mut self.source {
            source.by(&self.issue, rows);
        } else {
            return false;
        }
        true
    }

    /// The source view, if it is open and on top.
    pub fn source_view(&self) -> Option<Source> {
        self.source.filter(|_| self.help.is_none())
    }
}

/// A number of rows to scroll by.
fn rows(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Half of a page, but a row at least.
fn half(page: i64) -> i64 {
    (page / 2).max(1)
}
