//! The contents: which of their lines are on screen, found from the place on screen, never by counting from the top,
//! so that an issue of 100,000 articles costs what is on screen.

use super::index::{Index, Item, name_in, shown_in};
use super::lines::{cut, headline};
use crate::issue::{Issue, Text};
use crate::language::Language;
use crate::typeset::{Ambiguous, Script};

/// Cells before a headline: the bar, the mark, the bookmark.
pub const MARGIN: u16 = 3;

/// Most lines of an item: a headline in two, and a kicker or a deck.
const LINES: u64 = 3;

/// What a line of the contents is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ItemPart {
    /// A section's heading.
    Section,
    /// A kicker.
    Kicker,
    /// A headline's first line.
    Headline,
    /// A headline's second line.
    More,
    /// A deck.
    Deck,
}

/// A line of the contents.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ContentsLine {
    /// What it belongs to.
    pub item: Item,
    /// What it is.
    pub part: ItemPart,
    /// Whether the item begins with it: marks stand beside it.
    pub first: bool,
    /// Its words.
    pub text: String,
}

/// The first line on screen: an item, and which of its lines.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Top {
    /// Index of the item.
    pub item: usize,
    /// Which of its lines, from 0.
    pub line: usize,
}

/// The contents as they are listed in a pane of some width.
#[derive(Clone, Copy)]
pub struct Contents<'a> {
    /// The issue.
    pub issue: &'a Issue,
    /// Its articles.
    pub index: &'a Index,
    /// Of the words around a section's page.
    pub language: Language,
    /// The script that they are shown in.
    pub script: Script,
    /// Cells of the pane.
    pub width: u16,
    /// Whether an article has one line each, its headline's, as the window is low.
    pub close: bool,
    /// Cells of characters of ambiguous width.
    pub ambiguous: Ambiguous,
}

impl Contents<'_> {
    /// The lines of an item, at least one: the headline below its kicker, or above its deck, as over the article.
    pub fn lines(&self, item: Item) -> Vec<ContentsLine> {
        let parts = match item {
            Item::Section(section) => vec![(ItemPart::Section, self.section(section))],
            Item::Article(number) => self.article(number),
        };
        let lines = parts.into_iter().enumerate();
        lines
            .map(|(at, (part, text))| ContentsLine {
                item,
                part,
                first: at == 0,
                text,
            })
            .collect()
    }

    fn article(&self, number: usize) -> Vec<(ItemPart, String)> {
        let source = &self.issue.source;
        let room = self.width.saturating_sub(MARGIN);
        let fitted = |text: &str| cut(text, room, self.ambiguous);
        let article = self.index.article(self.issue, number);
        let mut called = article.map_or_else(String::new, |a| name_in(a, source, self.script));
        if called.is_empty() {
            self.language.untitled().clone_into(&mut called);
        }
        if self.close {
            return vec![(ItemPart::Headline, fitted(&called))];
        }
        let headed = article.filter(|a| a.headline.is_some());
        let beside = |text: Option<&Text>| {
            let words = text.map(|text| self.short(text));
            words.filter(|words| !words.is_empty())
        };
        let kicker = beside(headed.and_then(|a| a.kicker.as_ref()));
        let deck = match kicker {
            Some(_) => None,
            None => beside(headed.and_then(|a| a.deck.as_ref())),
        };
        let mut lines: Vec<(ItemPart, String)> = Vec::with_capacity(3);
        lines.extend(kicker.map(|kicker| (ItemPart::Kicker, fitted(&kicker))));
        let mut rest = headline(&called, room, self.ambiguous).into_iter();
        lines.push((ItemPart::Headline, rest.next().unwrap_or_default()));
        lines.extend(rest.map(|line| (ItemPart::More, line)));
        lines.extend(deck.map(|deck| (ItemPart::Deck, fitted(&deck))));
        lines
    }

    fn short(&self, text: &Text) -> String {
        shown_in(text, &self.issue.source, self.script)
    }

    /// A section's heading: its page and its name.
    pub fn section(&self, section: usize) -> String {
        let Some(section) = self.issue.sections.get(section) else {
            return String::new();
        };
        let page = section.page.as_ref().map(|p| self.language.page(p));
        let page = page.map(|p| self.script.spelled(&p));
        let name = section.name.as_ref().map(|n| self.short(n));
        let parts: Vec<String> = page.into_iter().chain(name).collect();
        cut(
            &parts.join(" "),
            self.width.saturating_sub(1),
            self.ambiguous,
        )
    }

    fn height(&self, item: usize) -> usize {
        let item = self.index.items().get(item);
        item.map_or(0, |&item| self.lines(item).len())
    }

    /// The lines on screen in a pane of so many rows.
    pub fn on_screen(&self, top: Top, height: u16) -> Vec<ContentsLine> {
        let mut lines = Vec::new();
        let mut skip = top.line;
        for &item in self.index.items().iter().skip(top.item) {
            if lines.len() >= usize::from(height) {
                break;
            }
            lines.extend(self.lines(item).into_iter().skip(skip));
            skip = 0;
        }
        lines.truncate(usize::from(height));
        lines
    }

    /// Moves a place by lines down, up where negative; no further than the first and the last line.
    pub fn moved(&self, from: Top, by: i64) -> Top {
        let mut top = from;
        let mut left = by.unsigned_abs();
        let last = self.index.items().len().saturating_sub(1);
        // So far away are the first and the last line at least: none between is looked at.
        if by < 0 && left >= LINES * (from.item as u64 + 1) {
            return Top::default();
        }
        if by > 0 && left >= LINES * (last.saturating_sub(from.item) as u64 + 1) {
            let line = self.height(last).saturating_sub(1);
            return Top { item: last, line };
        }
        if by < 0 {
            while left > 0 {
                let step = left.min(top.line as u64);
                top.line = top
                    .line
                    .saturating_sub(usize::try_from(step).unwrap_or(usize::MAX));
                left -= step;
                if left == 0 || top.item == 0 {
                    break;
                }
                top.item -= 1;
                top.line = self.height(top.item);
            }
        } else {
            while left > 0 {
                let below = self.height(top.item).saturating_sub(top.line + 1) as u64;
                if left <= below {
                    top.line += usize::try_from(left).unwrap_or(0);
                    break;
                }
                if top.item + 1 >= self.index.items().len() {
                    top.line += usize::try_from(below).unwrap_or(0);
                    break;
                }
                left -= below + 1;
                top = Top {
                    item: top.item + 1,
                    line: 0,
                };
            }
        }
        top
    }

    /// The lowest place that leaves a pane of so many rows full.
    pub fn lowest(&self, height: u16) -> Top {
        let Some(item) = self.index.items().len().checked_sub(1) else {
            return Top::default();
        };
        let last = Top {
            item,
            line: self.height(item).saturating_sub(1),
        };
        self.moved(last, 1 - i64::from(height.max(1)))
    }

    /// A place within the contents, no lower than leaves the pane full.
    pub fn clamped(&self, top: Top, height: u16) -> Top {
        let item = top.item.min(self.index.items().len().saturating_sub(1));
        let line = if item == top.item { top.line } else { 0 };
        let line = line.min(self.height(item).saturating_sub(1));
        Top { item, line }.min(self.lowest(height))
    }

    /// The place nearest to one from which an item is whole on screen; the heading above the section's first
    /// article comes with it.
    pub fn showing(&self, top: Top, item: usize, height: u16) -> Top {
        let items = self.index.items();
        let headed = item
            .checked_sub(1)
            .filter(|&n| matches!(items.get(n), Some(Item::Section(_))));
        let first = Top {
            item: headed.unwrap_or(item),
            line: 0,
        };
        if first < top {
            return self.clamped(first, height);
        }
        let last = Top {
            item,
            line: self.height(item).saturating_sub(1),
        };
        let needed = self.moved(last, 1 - i64::from(height.max(1)));
        let highest = Top { item, line: 0 };
        self.clamped(top.max(needed).min(highest), height)
    }

    /// The article some lines down from another, up where negative: at least the next one.
    pub fn article_by(&self, article: usize, lines: i64) -> usize {
        let from = Top {
            item: self.index.item_of(article),
            line: 0,
        };
        let to = self.moved(from, lines).item;
        let items = self.index.items();
        let down = lines > 0;
        let found = if down {
            items.iter().skip(to).find_map(article_of)
        } else {
            items.iter().take(to + 1).rev().find_map(article_of)
        };
        let least = if down {
            article.saturating_add(1)
        } else {
            article.saturating_sub(1)
        };
        let end = self.index.len().saturating_sub(1);
        let found = found.unwrap_or(if down { end } else { 0 });
        if down {
            found.max(least).min(end)
        } else {
            found.min(least)
        }
    }
}

fn article_of(item: &Item) -> Option<usize> {
    match item {
        Item::Article(number) => Some(*number),
        Item::Section(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::testing::issue;
    use proptest::prelude::*;

    const PAPER: &str = "\
## 01 要闻
# 江水东流春潮起两岸新城入画来
> 引题在此
文
# 灯火
## 02 综合
# 桥
< 副题在此
文
## 03
# 雨";

    fn with<T>(width: u16, check: impl FnOnce(Contents) -> T) -> T {
        let issue = issue(PAPER);
        let index = Index::of(&issue);
        check(Contents {
            issue: &issue,
            index: &index,
            language: Language::Chinese,
            script: Script::AsIs,
            width,
            close: false,
            ambiguous: Ambiguous::Narrow,
        })
    }

    #[test]
    fn headlines_take_two_lines_and_a_deck_one() {
        let lines = with(15, |c| c.on_screen(Top::default(), 20));
        let texts: Vec<&str> = lines.iter().map(|l| l.text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "第01版 要闻",
                "引题在此",
                "江水东流",
                "春潮起两岸…",
                "灯火",
                "第02版 综合",
                "桥",
                "副题在此",
                "第03版",
                "雨"
            ]
        );
    }

    #[test]
    fn moving_counts_lines_over_items() {
        with(15, |c| {
            let at = |item, line| Top { item, line };
            assert_eq!(c.moved(at(0, 0), 3), at(1, 2));
            assert_eq!(c.moved(at(0, 0), 4), at(2, 0));
            assert_eq!(c.moved(at(2, 0), -1), at(1, 2));
            assert_eq!(c.moved(at(2, 0), -99), at(0, 0));
            assert_eq!(c.moved(at(0, 0), 99), at(6, 0));
            assert_eq!(c.lowest(3), at(4, 1));
            assert_eq!(c.lowest(99), at(0, 0));
        });
    }

    #[test]
    fn the_current_article_comes_on_screen_with_its_sections_heading() {
        with(15, |c| {
            let down = c.showing(Top::default(), 4, 5);
            assert_eq!(
                c.on_screen(down, 5).last().map(|l| l.text.clone()),
                Some("副题在此".into())
            );
            let up = c.showing(Top { item: 5, line: 0 }, 1, 5);
            assert_eq!(up, Top { item: 0, line: 0 });
        });
    }

    #[test]
    fn a_page_of_the_contents_moves_by_articles() {
        with(15, |c| {
            assert_eq!(c.article_by(0, 5), 2);
            assert_eq!(c.article_by(0, 1), 1);
            assert_eq!(c.article_by(3, 5), 3);
            assert_eq!(c.article_by(3, -1), 2);
            assert_eq!(c.article_by(2, -99), 0);
        });
    }

    #[test]
    fn an_issue_without_articles_has_no_lines() {
        let issue = Issue::default();
        let index = Index::of(&issue);
        let c = Contents {
            issue: &issue,
            index: &index,
            language: Language::English,
            script: Script::AsIs,
            width: 20,
            close: false,
            ambiguous: Ambiguous::Narrow,
        };
        assert!(c.on_screen(Top::default(), 9).is_empty());
        assert_eq!(c.showing(Top::default(), 0, 9), Top::default());
        assert_eq!(c.article_by(0, 3), 0);
    }

    proptest! {
        #[test]
        fn no_place_leaves_the_pane_half_empty(item in 0_usize..9, line in 0_usize..5, by in -20_i64..20, height in 1_u16..14) {
            with(15, |c| {
                let top = c.clamped(c.moved(Top { item, line }, by), height);
                let all = c.on_screen(Top::default(), 99).len();
                let rows = c.on_screen(top, height).len();
                prop_assert_eq!(rows, all.min(usize::from(height)));
                Ok(())
            })?;
        }
    }
}
