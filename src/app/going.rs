//! Going from article to article: by order, by section, along jump lines, back and forward.

use super::history::{Anchor, Spot};
use super::{Effect, Seen, State};
use crate::language::words::Notice;

impl State {
    /// Goes to the article so many further.
    pub(super) fn next(&mut self, times: usize, effects: &mut Vec<Effect>) {
        let last = self.index.len().saturating_sub(1);
        if self.article >= last {
            self.say(&Notice::LastArticle);
        } else {
            self.visit(self.article.saturating_add(times).min(last), effects);
        }
    }

    /// Goes to the article so many before.
    pub(super) fn previous(&mut self, times: usize, effects: &mut Vec<Effect>) {
        if self.article == 0 {
            self.say(&Notice::FirstArticle);
        } else {
            self.visit(self.article.saturating_sub(times), effects);
        }
    }

    /// Goes back to where one has been.
    pub(super) fn back(&mut self, effects: &mut Vec<Effect>) {
        match self.history.back(self.spot()) {
            Some(spot) => self.return_to(spot, effects),
            None => self.say(&Notice::NoBack),
        }
    }

    /// Goes forward again to where one came back from.
    pub(super) fn forward(&mut self, effects: &mut Vec<Effect>) {
        match self.history.forward(self.spot()) {
            Some(spot) => self.return_to(spot, effects),
            None => self.say(&Notice::NoForward),
        }
    }

    /// Goes to the next article with a bookmark.
    pub(super) fn next_bookmark(&mut self, effects: &mut Vec<Effect>) {
        match self.marks.next_bookmark(self.article) {
            Some(article) => self.visit(article, effects),
            None => self.say(&Notice::NoBookmark),
        }
    }

    /// Goes to an article, to where it was left; the place left is kept to go back to.
    pub(super) fn visit(&mut self, article: usize, effects: &mut Vec<Effect>) {
        if article != self.article && article < self.index.len() {
            self.history.leave(self.spot());
            self.change(article, effects);
        }
    }

    /// Shows another article, without keeping the place left: moving in the contents is not reading.
    pub(super) fn change(&mut self, article: usize, effects: &mut Vec<Effect>) {
        if article == self.article || article >= self.index.len() {
            return;
        }
        self.show_article(article, effects);
        if let Some(mut source) = self.source.take() {
            let start = self.current().map_or(0, |a| a.hull().start);
            source.to(&self.issue, start);
            self.source = Some(source);
        }
    }

    /// Shows another article beside whatever else is on screen.
    pub(super) fn show_article(&mut self, article: usize, effects: &mut Vec<Effect>) {
        if article == self.article || article >= self.index.len() {
            return;
        }
        if std::mem::replace(&mut self.seen, Seen::NotYet) == Seen::End {
            self.marks.set_read(self.article, true);
        }
        self.article = article;
        self.set();
        self.show_in_contents();
        effects.push(Effect::Keep);
    }

    fn return_to(&mut self, spot: Spot, effects: &mut Vec<Effect>) {
        self.change(spot.article, effects);
        self.keep_anchor(spot.anchor);
        self.reading.fit(self.lines_on_screen(), spot.anchor);
        self.in_article = true;
    }

    /// Goes to the first article of the section so many further.
    pub(super) fn next_section(&mut self, times: usize, effects: &mut Vec<Effect>) {
        let here = self.index.section(&self.issue, self.article);
        let here = here.map_or(0, |(s, _)| s);
        let firsts = (here + 1..self.issue.sections.len()).filter_map(|s| self.index.first_of(s));
        let found = firsts.take(times).last();
        match found {
            Some(first) => self.visit(first, effects),
            None => self.say(&Notice::LastSection),
        }
    }

    /// Goes to the first article of the section so many before.
    pub(super) fn previous_section(&mut self, times: usize, effects: &mut Vec<Effect>) {
        let here = self.index.section(&self.issue, self.article);
        let here = here.map_or(0, |(s, _)| s);
        let firsts = (0..here).rev().filter_map(|s| self.index.first_of(s));
        let found = firsts.take(times).last();
        match found {
            Some(first) => self.visit(first, effects),
            None => self.say(&Notice::FirstSection),
        }
    }

    /// Goes to a section's first article: that of the page of this number, else the one so many from the first;
    /// without a number the current section's.
    pub(super) fn section(&mut self, number: Option<usize>, effects: &mut Vec<Effect>) {
        let first = match number {
            None => {
                let here = self.index.section(&self.issue, self.article);
                here.and_then(|(s, _)| self.index.first_of(s))
            }
            Some(number) => {
                let of_page = (0..self.issue.sections.len())
                    .filter(|&s| self.page_number(s) == Some(number))
                    .find_map(|s| self.index.first_of(s));
                let mut listed =
                    (0..self.issue.sections.len()).filter_map(|s| self.index.first_of(s));
                of_page.or_else(|| listed.nth(number.checked_sub(1)?))
            }
        };
        match (first, number) {
            (Some(first), _) => self.visit(first, effects),
            (None, Some(number)) => self.say(&Notice::NoSection(number)),
            (None, None) => {}
        }
    }

    fn page_number(&self, section: usize) -> Option<usize> {
        self.issue
            .sections
            .get(section)?
            .page
            .as_ref()?
            .parse()
            .ok()
    }

    /// Opens what is chosen: from the contents the article; in the article its jump line, what comes next where
    /// that is on screen, or else a row down.
    pub(super) fn open(&mut self, times: usize, effects: &mut Vec<Effect>) {
        if !self.in_article {
            self.in_article = true;
            return;
        }
        if let Some(onwards) = self.reading.jump_on_screen() {
            self.follow(onwards, effects);
        } else if self.reading.tail_seen() {
            self.next(1, effects);
        } else {
            self.scroll_article(i64::try_from(times).unwrap_or(i64::MAX));
        }
    }

    /// Follows the jump line, onwards or back.
    pub(super) fn follow(&mut self, onwards: bool, effects: &mut Vec<Effect>) {
        let page = self.current().and_then(|a| {
            let page = if onwards {
                &a.continued_on
            } else {
                &a.continued_from
            };
            page.clone()
        });
        let Some(page) = page else { return };
        let bare = |page: &str| page.trim_start_matches('0').to_uppercase();
        let here = self.index.section(&self.issue, self.article);
        let here = here.and_then(|(_, s)| s.page.as_deref()).map(bare);
        let on_page: Vec<usize> = (0..self.index.len())
            .filter(|&n| {
                let section = self.index.section(&self.issue, n);
                n != self.article
                    && section.and_then(|(_, s)| s.page.as_deref()).map(bare) == Some(bare(&page))
            })
            .collect();
        // The piece that names this page in its own jump line; else the first story of the page.
        let answers = on_page.iter().find(|&&n| {
            self.index.article(&self.issue, n).is_some_and(|a| {
                let back = if onwards {
                    &a.continued_from
                } else {
                    &a.continued_on
                };
                back.as_deref().map(bare) == here && here.is_some()
            })
        });
        match answers.or(on_page.first()) {
            Some(&article) => {
                self.visit(article, effects);
                self.keep_anchor(Anchor::default());
                let height = self.lines_on_screen();
                self.reading.fit(height, Anchor::default());
            }
            None => self.say(&Notice::NoJump(page)),
        }
    }
}
