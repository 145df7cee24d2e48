//! Where a reader stopped, as plain data that outlives the program: found again in a file that changed.

use super::history::{Anchor, Spot};
use super::index::{Index, name};
use crate::issue::{Article, Issue, Span};
use serde::{Deserialize, Serialize};

/// Characters of the text kept to know a place by.
const CONTEXT: usize = 24;

/// Where a reader stopped, and what was read.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Place {
    /// The article's number, from 0.
    pub article: usize,
    /// What it is called.
    pub headline: String,
    /// Bytes from the article's first to the place; 0 at its head.
    pub offset: u32,
    /// Rows without text above the place that were on screen too.
    pub above: u16,
    /// The first characters of the text there, without white space.
    pub context: String,
    /// Keys of the articles read ([`super::marks::key`]), sorted.
    pub read: Vec<String>,
    /// Keys of the articles with bookmarks, sorted.
    pub bookmarks: Vec<String>,
}

impl Place {
    /// A spot of an issue, without marks.
    pub fn of(issue: &Issue, index: &Index, spot: Spot) -> Self {
        let Some(article) = index.article(issue, spot.article) else {
            return Self::default();
        };
        let mut place = Self {
            article: spot.article,
            headline: name(article, &issue.source),
            ..Self::default()
        };
        if let Some(byte) = spot.anchor.byte {
            place.offset = byte.saturating_sub(article.hull().start);
            place.above = spot.anchor.above;
            place.context = context(article, &issue.source, byte);
        }
        place
    }

    /// The spot of an issue that this place means: the article of that name nearest to its number, else none; in
    /// it the text of the context nearest to the offset, else the offset itself.
    pub fn find(&self, issue: &Issue, index: &Index) -> Option<Spot> {
        let called = |n: usize| {
            index
                .article(issue, n)
                .is_some_and(|a| name(a, &issue.source) == self.headline)
        };
        let number = if called(self.article) {
            self.article
        } else {
            (0..index.len())
                .filter(|&n| called(n))
                .min_by_key(|n| n.abs_diff(self.article))?
        };
        let article = index.article(issue, number)?;
        let anchor = if self.offset == 0 && self.context.is_empty() {
            Anchor::default()
        } else {
            Anchor {
                byte: Some(self.byte(article, &issue.source)),
                above: self.above,
            }
        };
        Some(Spot {
            article: number,
            anchor,
        })
    }

    /// The byte of the source where the context stands in an article.
    fn byte(&self, article: &Article, source: &str) -> u32 {
        let hull = article.hull();
        let wanted = hull.start.saturating_add(self.offset).min(hull.end);
        let letters = letters(article, source);
        let context: Vec<char> = self.context.chars().collect();
        if context.is_empty() {
            return wanted;
        }
        letters
            .windows(context.len())
            .filter(|w| w.iter().zip(&context).all(|(l, c)| l.1 == *c))
            .filter_map(|w| w.first())
            .map(|l| l.0)
            .min_by_key(|byte| byte.abs_diff(wanted))
            .unwrap_or(wanted)
    }
}

/// The characters of an article's texts with their places, without white space: what stays when lines are cut
/// elsewhere.
fn letters(article: &Article, source: &str) -> Vec<(u32, char)> {
    let runs = article.texts().flat_map(|t| &t.runs);
    runs.flat_map(|run| {
        let chars = run.span.of(source).char_indices();
        chars
            .filter(|(_, c)| !c.is_whitespace())
            .map(|(at, c)| (run.span.start + u32::try_from(at).unwrap_or(0), c))
    })
    .collect()
}

/// The first letters at or after a byte, in the text that the byte stands in; no more of the article is read than
/// that, as a place is kept often.
fn context(article: &Article, source: &str, byte: u32) -> String {
    let runs = || article.texts().flat_map(|t| &t.runs).map(|r| r.span);
    let nearest = runs().enumerate().filter(|(_, span)| span.end > byte);
    let first = nearest.min_by_key(|(_, span)| span.start.max(byte));
    let letters = runs().skip(first.map_or(usize::MAX, |(n, _)| n));
    letters
        .flat_map(|span| {
            let inside = span.start <= byte && byte < span.end;
            let start = if inside { byte } else { span.start };
            Span { start, ..span }.of(source).chars()
        })
        .filter(|c| !c.is_whitespace())
        .take(CONTEXT)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::testing::issue;

    const OLD: &str = "# 潮声\n江水东流春潮起\n# 灯火\n岸上人家灯火明，桥下流水月如钩";

    fn at(source: &str, article: usize, part: &str) -> Spot {
        Spot {
            article,
            anchor: Anchor {
                byte: source.find(part).and_then(|b| u32::try_from(b).ok()),
                above: 0,
            },
        }
    }

    fn moved(new: &str) -> Option<Spot> {
        let old = issue(OLD);
        let place = Place::of(&old, &Index::of(&old), at(OLD, 1, "桥下"));
        let new = issue(new);
        place.find(&new, &Index::of(&new))
    }

    #[test]
    fn a_place_is_found_in_the_same_file() {
        assert_eq!(moved(OLD), Some(at(OLD, 1, "桥下")));
    }

    #[test]
    fn a_place_is_found_when_articles_were_put_before_it() {
        let new = "# 快讯\n今日有雨\n# 潮声\n江水\n# 灯火\n岸上人家灯火明，桥下流水月如钩";
        assert_eq!(moved(new), Some(at(new, 2, "桥下")));
    }

    #[test]
    fn a_place_is_found_when_lines_are_cut_elsewhere() {
        let new = "# 灯火\n岸上人家添灯火明，桥下流\n水月如钩";
        assert_eq!(moved(new), Some(at(new, 0, "桥下")));
    }

    #[test]
    fn a_place_whose_article_is_gone_is_none() {
        assert_eq!(moved("# 别的\n文"), None);
    }

    #[test]
    fn the_head_of_an_article_stays_its_head() {
        let old = issue(OLD);
        let index = Index::of(&old);
        let spot = Spot {
            article: 1,
            anchor: Anchor::default(),
        };
        assert_eq!(Place::of(&old, &index, spot).find(&old, &index), Some(spot));
    }
}
