//! Scrolling in the pane that has the focus.

use super::reading::TAIL;
use super::source::Source;
use super::{Effect, Message, State};

/// What scrolls, and by what.
enum Move {
    Rows(i64),
    To(usize),
    End,
}

impl State {
    pub(super) fn scroll(
        &mut self,
        message: &Message,
        count: Option<usize>,
        effects: &mut Vec<Effect>,
    ) {
        let times = i64::try_from(count.unwrap_or(1).max(1)).unwrap_or(i64::MAX);
        let by = |rows: i32| i64::from(rows).saturating_mul(times);
        if self.help.is_none() && self.source.is_some() {
            self.move_in_source(message, count);
            self.follow_source(effects);
        } else if self.help.is_some() {
            let page = self.page();
            let movement = match message {
                Message::Rows(rows) => Move::Rows(by(*rows)),
                Message::HalfPages(halves) => {
                    Move::Rows(by(*halves).saturating_mul((page / 2).max(1)))
                }
                Message::Pages(pages) => Move::Rows(by(*pages).saturating_mul(page)),
                Message::GoOn => Move::Rows(page.saturating_mul(times)),
                _ => end_of(message, count),
            };
            self.scroll_layer(&movement);
        } else if self.in_article {
            let page = self.page();
            match message {
                Message::Rows(rows) => self.scroll_article(by(*rows)),
                Message::HalfPages(n) => {
                    self.scroll_article(by(*n).saturating_mul((page / 2).max(1)));
                }
                Message::Pages(n) => self.turn_pages(by(*n)),
                Message::GoOn if self.reading.tail_seen() => self.next(1, effects),
                Message::GoOn => self.turn_pages(times),
                _ => match end_of(message, count) {
                    Move::To(row) => self.scroll_to(row),
                    _ => self.scroll_to(usize::MAX),
                },
            }
        } else {
            self.scroll_contents(message, count, effects);
        }
    }

    /// Moves in the source: rows are lines there, as one is at a line.
    fn move_in_source(&mut self, message: &Message, count: Option<usize>) {
        let Some(mut source) = self.source else {
            return;
        };
        let times = i64::try_from(count.unwrap_or(1).max(1)).unwrap_or(i64::MAX);
        let by = |n: i32, each: i64| i64::from(n).saturating_mul(times).saturating_mul(each);
        let (issue, page) = (&self.issue, source.page());
        match message {
            Message::Rows(n) => source.step(issue, by(*n, 1)),
            Message::HalfPages(n) => source.turn(issue, by(*n, (page / 2).max(1))),
            Message::Pages(n) => source.turn(issue, by(*n, page)),
            Message::GoOn => source.turn(issue, by(1, page)),
            _ => match end_of(message, count) {
                Move::To(line) => source.to_line(issue, line.saturating_add(1)),
                _ => source.end(issue),
            },
        }
        self.source = Some(source);
    }

    /// Rows that a page moves by in what has the focus.
    fn page(&self) -> i64 {
        match &self.help {
            Some(help) => i64::try_from(help.view.page()).unwrap_or(1),
            None => i64::try_from(self.reading.view.page()).unwrap_or(1),
        }
    }

    fn scroll_layer(&mut self, movement: &Move) {
        if let Some(help) = &mut self.help {
            match *movement {
                Move::Rows(rows) => help.view.by(rows),
                Move::To(row) => help.view.to(row),
                Move::End => help.view.to(usize::MAX),
            }
        } else if let (Some(mut source), Move::Rows(rows)) = (self.source, movement) {
            source.by(&self.issue, *rows);
            self.source = Some(source);
        }
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

    fn scroll_contents(
        &mut self,
        message: &Message,
        count: Option<usize>,
        effects: &mut Vec<Effect>,
    ) {
        let times = i64::try_from(count.unwrap_or(1).max(1)).unwrap_or(i64::MAX);
        let height = i64::from(self.layout.contents.height);
        let last = self.index.len().saturating_sub(1);
        let by_lines = |lines: i64| self.contents().article_by(self.article, lines);
        let article = match message {
            Message::Rows(rows) => {
                let by = i64::from(*rows).saturating_mul(times);
                let by_articles = usize::try_from(by.unsigned_abs()).unwrap_or(usize::MAX);
                if by < 0 {
                    self.article.saturating_sub(by_articles)
                } else {
                    self.article.saturating_add(by_articles).min(last)
                }
            }
            Message::HalfPages(n) => {
                by_lines(i64::from(*n).saturating_mul(times) * (height / 2).max(1))
            }
            Message::Pages(n) => by_lines(i64::from(*n).saturating_mul(times) * height.max(1)),
            Message::GoOn => by_lines(times.saturating_mul(height.max(1))),
            _ => match end_of(message, count) {
                Move::To(number) => number.min(last),
                _ => last,
            },
        };
        self.change(article, effects);
        self.show_in_contents();
    }

    /// Scrolls the contents without leaving the article, as the wheel does.
    pub(super) fn roll_contents(&mut self, rows: i64) {
        let contents = self.contents();
        let top = contents.moved(self.top, rows);
        self.top = contents.clamped(top, self.layout.contents.height);
    }

    /// Scrolls the help or the source by rows, as the wheel does; whether one of them is open.
    pub(super) fn roll_layer(&mut self, rows: i64) -> bool {
        let open = self.help.is_some() || self.source.is_some();
        if open {
            self.scroll_layer(&Move::Rows(rows));
        }
        open
    }

    /// The source view, if it is open and on top.
    pub fn source_view(&self) -> Option<Source> {
        self.source.filter(|_| self.help.is_none())
    }
}

/// Where g and G lead, with a count or without.
fn end_of(message: &Message, count: Option<usize>) -> Move {
    match (count, message) {
        (Some(n), _) => Move::To(n.saturating_sub(1)),
        (None, Message::Start) => Move::To(0),
        _ => Move::End,
    }
}
