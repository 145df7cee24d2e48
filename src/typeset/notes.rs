//! Footnotes: which an article has, and the raised numbers that stand for their marks in the text.
//!
//! Markdown marks a note `[^name]` where it is referred to and `[^name]:` before its words. A reader sees neither, but
//! numbers that begin with 1 in each article, in the order in which the text refers to the notes.

use crate::issue::{Article, Block, BlockKind, Text};
use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

/// Bytes of a note's name, at most.
const LONGEST: usize = 100;

/// The notes of an article.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Notes {
    /// The number of each, counted from 1, by its name.
    numbers: HashMap<String, usize>,
}

/// A note's mark in a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mark {
    /// Its bytes, the colon included where the note's words follow.
    pub range: Range<usize>,
    /// The note's number, counted from 1.
    pub number: usize,
    /// Whether the note's words follow.
    pub defines: bool,
}

impl Notes {
    /// Those whose words stand among an article's blocks, or are lent to it.
    pub fn of(article: &Article, source: &str) -> Self {
        let note = |b: &&Block| b.kind == BlockKind::Note;
        let words = |text: &Text| text.of(source);
        let defined = |text: &Text| {
            let words = words(text);
            let (range, name) = marks(&words).next()?;
            let first = words.get(..range.start)?.trim().is_empty();
            (first && words.get(range.end..)?.starts_with(':')).then(|| name.to_lowercase())
        };
        let notes = article.blocks.iter().filter(note).chain(&article.lent);
        let names: HashSet<String> = notes.filter_map(|b| defined(&b.text)).collect();
        if names.is_empty() {
            return Self::default();
        }
        // The order of the text, where a note comes after all that refers to it.
        let (below, text): (Vec<&Block>, Vec<&Block>) = article.blocks.iter().partition(note);
        let heads = [&article.kicker, &article.headline, &article.deck];
        let heads = heads.into_iter().flatten();
        let below = below.into_iter().chain(&article.lent);
        let blocks = text.into_iter().chain(below).map(|b| &b.text);
        let mut own = Self::default();
        for text in heads.chain(&article.byline).chain(blocks) {
            for (_, name) in marks(&words(text)) {
                let name = name.to_lowercase();
                if names.contains(&name) {
                    let next = own.numbers.len() + 1;
                    own.numbers.entry(name).or_insert(next);
                }
            }
        }
        own
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// An article's blocks with their numbers, in the order in which they are read: notes stand under the article, by
    /// their numbers, each with the further paragraphs it has. Those lent to it are numbered on from its own blocks.
    pub fn in_order<'a>(&self, article: &'a Article, source: &str) -> Vec<(usize, &'a Block)> {
        let blocks = article.blocks.iter().enumerate();
        if self.is_empty() {
            return blocks.collect();
        }
        let blocks = blocks.chain((article.blocks.len()..).zip(&article.lent));
        // Of the note that a block belongs to; 0 for the text.
        let mut number = 0;
        let mut keyed: Vec<(usize, (usize, &Block))> = Vec::with_capacity(article.blocks.len());
        for (at, block) in blocks {
            if block.kind == BlockKind::Note {
                let marks = self.marks(&block.text.of(source));
                if let Some(mark) = marks.first().filter(|mark| mark.defines) {
                    number = mark.number;
                }
            } else {
                number = 0;
            }
            keyed.push((number, (at, block)));
        }
        keyed.sort_by_key(|(number, _)| *number);
        keyed.into_iter().map(|(_, block)| block).collect()
    }

    /// The marks of these notes in a text, in order.
    pub fn marks(&self, text: &str) -> Vec<Mark> {
        if self.is_empty() {
            return Vec::new();
        }
        let head = text.len() - text.trim_start().len();
        let mark = |(range, name): (Range<usize>, &str)| {
            let number = *self.numbers.get(&name.to_lowercase())?;
            let defines = range.start <= head && text.get(range.end..)?.starts_with(':');
            let range = range.start..range.end + usize::from(defines);
            Some(Mark {
                range,
                number,
                defines,
            })
        };
        marks(text).filter_map(mark).collect()
    }

    /// A text without the marks of these notes, for lists where nobody follows them.
    pub fn taken_out(&self, text: String) -> String {
        let marks = self.marks(&text);
        if marks.is_empty() {
            return text;
        }
        let ends = marks.iter().map(|m| m.range.start).chain([text.len()]);
        let starts = std::iter::once(0).chain(marks.iter().map(|m| m.range.end));
        let kept = starts.zip(ends).filter_map(|(from, to)| text.get(from..to));
        kept.collect()
    }
}

/// What looks like a note's mark, with the note's name.
fn marks(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    text.match_indices("[^").filter_map(|(at, open)| {
        let from = at + open.len();
        let rest = text.get(from..)?;
        let end = rest.bytes().take(LONGEST).position(|b| b == b']')?;
        let name = rest.get(..end)?;
        let whole = !name.is_empty() && !name.contains(char::is_whitespace);
        whole.then_some((at..from + end + 1, name))
    })
}

/// A number in raised figures.
pub fn raised(number: usize) -> String {
    const FIGURES: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let figure = |c: char| FIGURES.get(c.to_digit(10)? as usize).copied();
    number.to_string().chars().filter_map(figure).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::Span;

    fn article(source: &str, blocks: &[(BlockKind, &str)]) -> Article {
        let blocks = blocks.iter().map(|(kind, words)| {
            let start = source.find(words).unwrap_or(0);
            Block {
                kind: *kind,
                text: Text::at(Span::new(start, start + words.len())),
                depth: 0,
            }
        });
        Article {
            blocks: blocks.collect(),
            ..Article::default()
        }
    }

    #[test]
    fn notes_are_numbered_as_the_text_refers_to_them() {
        let source = "[^b]: 乙 甲[^A]丙[^b]丁[^a]戊[^c] [^a]: 甲";
        let blocks = [
            (BlockKind::Note, "[^b]: 乙"),
            (BlockKind::Paragraph, "甲[^A]丙[^b]丁[^a]戊[^c]"),
            (BlockKind::Note, "[^a]: 甲"),
        ];
        let notes = Notes::of(&article(source, &blocks), source);
        let found = |text: &str| -> Vec<(usize, bool)> {
            let marks = notes.marks(text).into_iter();
            marks.map(|m| (m.number, m.defines)).collect()
        };
        let text = [(1, false), (2, false), (1, false)];
        assert_eq!(found("甲[^A]丙[^b]丁[^a]戊[^c]"), text);
        assert_eq!(found("[^b]: 乙"), [(2, true)]);
        assert_eq!(notes.taken_out("甲[^A]丙".to_owned()), "甲丙");
        assert_eq!(raised(120), "¹²⁰");
    }

    #[test]
    fn marks_without_a_note_are_words() {
        let source = "甲[^1]。";
        let blocks = [(BlockKind::Paragraph, source)];
        let notes = Notes::of(&article(source, &blocks), source);
        assert!(notes.is_empty() && notes.marks(source).is_empty());
    }
}
