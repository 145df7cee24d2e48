//! What each place of the source was read as: for the source view, which tells it of the line one is at.

use super::index::Index;
use crate::correction::Role;
use crate::issue::{BlockKind, FurnitureKind, Issue, MarkKind, Span, Text};
use crate::language::Language;

/// What a place of the source was read as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReadAs {
    /// 栏目.
    Column,
    /// 引题.
    Kicker,
    /// 主题.
    Headline,
    /// 副题.
    Deck,
    /// 署名.
    Byline,
    /// A piece of text; whether it begins there or goes on from another line.
    Block(BlockKind, bool),
    /// What belongs to the page.
    Furniture(FurnitureKind),
    /// No text to read.
    Mark(MarkKind),
}

impl ReadAs {
    /// It in words.
    pub fn words(self, language: Language) -> String {
        match self {
            Self::Column => language.role(Role::Column).to_owned(),
            Self::Kicker => language.role(Role::Kicker).to_owned(),
            Self::Headline => language.role(Role::Headline).to_owned(),
            Self::Deck => language.role(Role::Deck).to_owned(),
            Self::Byline => language.role(Role::Byline).to_owned(),
            Self::Block(kind, begins) => language.block(kind, begins),
            Self::Furniture(kind) => language.furniture(kind).to_owned(),
            Self::Mark(kind) => language.mark(kind).to_owned(),
        }
    }
}

/// A place of the source with what it was read as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SourcePart {
    /// Where.
    pub span: Span,
    /// As what.
    pub part: ReadAs,
    /// Number of the article it is part of.
    pub article: Option<u32>,
}

/// All places of an issue, in their order in the source.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SourceParts {
    places: Vec<SourcePart>,
}

impl SourceParts {
    /// Looks up an issue's parts.
    pub fn of(issue: &Issue, index: &Index) -> Self {
        let mut places = Vec::new();
        let mut put = |text: &Text, part: ReadAs, article: Option<u32>| {
            let runs = text.runs.iter().filter(|r| !r.span.is_empty());
            places.extend(runs.enumerate().map(|(n, run)| {
                let part = match part {
                    ReadAs::Block(kind, _) => ReadAs::Block(kind, n == 0),
                    other => other,
                };
                let span = run.span;
                SourcePart {
                    span,
                    part,
                    article,
                }
            }));
        };
        for number in 0..index.len() {
            let Some(article) = index.article(issue, number) else {
                continue;
            };
            let number = u32::try_from(number).ok();
            let heads = [
                (article.column_apart(), ReadAs::Column),
                (article.kicker.as_ref(), ReadAs::Kicker),
                (article.headline.as_ref(), ReadAs::Headline),
                (article.deck.as_ref(), ReadAs::Deck),
                (article.byline.as_ref(), ReadAs::Byline),
            ];
            for (text, part) in heads {
                if let Some(text) = text {
                    put(text, part, number);
                }
            }
            for block in &article.blocks {
                put(&block.text, ReadAs::Block(block.kind, true), number);
            }
        }
        for furniture in &issue.furniture {
            put(&furniture.text, ReadAs::Furniture(furniture.kind), None);
        }
        for mark in &issue.marks {
            put(&Text::at(mark.span), ReadAs::Mark(mark.kind), None);
        }
        places.sort_by_key(|p| p.span);
        Self { places }
    }

    /// What stands in a part of the source, such as a line: text before marks, as marks only stand around it.
    pub fn within(&self, span: Span) -> Option<SourcePart> {
        let from = self.places.partition_point(|p| p.span.end <= span.start);
        let there = || {
            let after = self.places.get(from..).unwrap_or(&[]);
            after.iter().take_while(|p| p.span.start < span.end)
        };
        let markup = |p: &&SourcePart| matches!(p.part, ReadAs::Mark(_));
        there()
            .find(|p| !markup(p))
            .or_else(|| there().find(|p| p.part != ReadAs::Mark(MarkKind::Markup)))
            .or_else(|| there().next())
            .copied()
    }

    /// The article whose text stands at a byte, else the last before it; the first of all before any, and after a
    /// section's heading its first.
    pub fn article_at(&self, byte: u32) -> Option<usize> {
        let at = self.places.partition_point(|p| p.span.start <= byte);
        let (before, after) = self.places.split_at_checked(at)?;
        let heading = before
            .last()
            .is_some_and(|p| p.part == ReadAs::Mark(MarkKind::Section));
        let last = || before.iter().rev().find_map(|p| p.article);
        let next = || after.iter().find_map(|p| p.article);
        let found = if heading {
            next().or_else(last)
        } else {
            last().or_else(next)
        };
        found.and_then(|n| usize::try_from(n).ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::testing::issue;

    #[test]
    fn each_line_is_known_by_what_it_was_read_as() {
        let issue = issue("# 潮声\n> 引题\n江水东流\n潮来潮往\n# 灯火\n灯火明");
        let parts = SourceParts::of(&issue, &Index::of(&issue));
        let at = |words: &str| {
            let start = issue.source.find(words).unwrap_or(0);
            let place = parts.within(Span::new(start, start + words.len()));
            place.map(|p| (p.part, p.article))
        };
        assert_eq!(at("潮声"), Some((ReadAs::Headline, Some(0))));
        let text = |first| ReadAs::Block(BlockKind::Paragraph, first);
        assert_eq!(at("江水"), Some((text(true), Some(0))));
        assert_eq!(at("潮来"), Some((text(false), Some(0))));
        assert_eq!(at("灯火明"), Some((text(true), Some(1))));
        let byte = |words| Span::new(issue.source.find(words).unwrap_or(0), 0).start;
        assert_eq!(parts.article_at(byte("江水")), Some(0));
        assert_eq!(parts.article_at(byte("灯火明")), Some(1));
        assert_eq!(SourceParts::default().article_at(7), None);
    }
}
