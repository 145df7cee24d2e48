//! The mouse: the wheel scrolls the pane under it, a click opens what is under it.

use super::contents::ItemPart;
use super::index::Item;
use super::{Asking, Effect, State};

impl State {
    pub(super) fn wheel(&mut self, x: u16, y: u16, rows: i32) {
        let rows = i64::from(rows);
        if let Some(Asking::Headline(list)) = &mut self.asking {
            list.choose(rows);
            return;
        }
        if self.asking.is_some() || self.help.is_some() {
            self.roll_layer(rows);
            return;
        }
        let over_contents = self.shows_contents()
            && (self.layout.contents.contains(x, y) || self.layout.contents_bar.contains(x, y));
        if over_contents {
            self.roll_contents(rows);
        } else if self.source.is_some() && self.layout.wide && self.layout.article.contains(x, y)
            || !self.roll_layer(rows)
        {
            self.scroll_article(rows);
            // The source beside it goes along.
            let line = self.issue.line_of(self.byte_on_screen());
            if let Some(mut source) = self.source {
                source.place_line(&self.issue, line);
                self.source = Some(source);
            }
        }
    }

    pub(super) fn click(&mut self, x: u16, y: u16, effects: &mut Vec<Effect>) {
        let layout = self.layout;
        if let Some(Asking::Headline(list)) = &mut self.asking {
            if layout.middle.contains(x, y) && list.choose_row(y - layout.middle.y) {
                self.accept(effects);
            }
            return;
        }
        if self.asking.is_some() || self.help.is_some() {
            return;
        }
        if let (Some(mut source), true) = (self.source, layout.source.contains(x, y)) {
            source.point(&self.issue, usize::from(y - layout.source.y));
            self.source = Some(source);
            self.follow_source(effects);
            return;
        }
        if self.shows_contents() && layout.contents.contains(x, y) {
            self.click_contents(usize::from(y - layout.contents.y), effects);
        } else if (layout.wide || self.in_article) && layout.article.contains(x, y) {
            self.in_article = true;
            if self.source.is_none() {
                let style = &self.settings.style;
                let row = if style.vertical {
                    let line = layout.line_at(x, style.line_gap());
                    self.reading.view.top.saturating_add(line)
                } else {
                    let page = layout.page(self.reading.width);
                    let x = x.saturating_sub(page.x);
                    self.reading.row_at(x, y - layout.article.y)
                };
                self.click_article(row, effects);
            }
        }
    }

    fn click_contents(&mut self, row: usize, effects: &mut Vec<Effect>) {
        let height = self.layout.contents.height;
        let lines = self.contents().on_screen(self.top, height);
        let Some(line) = lines.get(row) else { return };
        let article = match (line.item, line.part) {
            (Item::Article(number), _) => Some(number),
            (Item::Section(section), ItemPart::Section) => self.index.first_of(section),
            _ => None,
        };
        if let Some(article) = article {
            self.visit(article, effects);
            self.in_article = true;
        }
    }

    fn click_article(&mut self, row: usize, effects: &mut Vec<Effect>) {
        if let Some(onwards) = self.reading.jump(row) {
            self.follow(onwards, effects);
        } else if row == self.reading.tail_row() {
            self.next(1, effects);
        }
    }
}
