//! Footnotes: which an article has, and the raised numbers that stand for their marks in the text.
//!
//! Markdown marks a note `[^name]` where it is referred to and `[^name]:` before its words. A reader sees neither, but
//! numbers that begin with 1 in each article, in the order in which the text refers to the notes. Where a link leads is
//! a note, too, where it cannot be followed by itself.

use super::links::{Link, Targets, links, links_of};
use crate::issue::{Article, Block, BlockKind, Run, Span, Text};
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
    /// The article's links, by their places in the source.
    links: Vec<Link>,
    /// The numbers of links, by the byte of the source behind their words.
    behind: HashMap<u32, usize>,
    /// Where the links lead: a number, and a note that says it.
    targets: Vec<(usize, Block)>,
}

/// A note's mark in a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NoteMark {
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
        Self::found(article, source, None, false)
    }

    /// The same with the article's links. Where they are numbered, a note says where each leads whose words do not.
    pub fn linked(article: &Article, source: &str, targets: &Targets, numbered: bool) -> Self {
        Self::found(article, source, Some(targets), numbered)
    }

    fn found(article: &Article, source: &str, targets: Option<&Targets>, numbered: bool) -> Self {
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
        if names.is_empty() && targets.is_none() {
            return Self::default();
        }
        // The order of the text, where a note comes after all that refers to it.
        let (below, text): (Vec<&Block>, Vec<&Block>) = article.blocks.iter().partition(note);
        let heads = [&article.kicker, &article.headline, &article.deck];
        let heads = heads.into_iter().flatten().chain(&article.byline);
        let below = below.into_iter().chain(&article.lent);
        let mut own = Self::default();
        let mut count = Count {
            next: 1,
            known: HashMap::new(),
            end: article.hull().end,
        };
        for head in heads {
            let found = targets.map_or_else(Vec::new, |t| links(head, source, t));
            own.count(&words(head), found, &names, numbered, &mut count);
        }
        for block in text.into_iter().chain(below) {
            let found = targets.map_or_else(Vec::new, |t| links_of(block, source, t));
            own.count(&words(&block.text), found, &names, numbered, &mut count);
        }
        own.links.sort_by_key(|link| link.span.start);
        own
    }

    /// Numbers what a text refers to, in its order.
    fn count(
        &mut self,
        text: &str,
        found: Vec<Link>,
        names: &HashSet<String>,
        numbered: bool,
        count: &mut Count,
    ) {
        let mut found = found.into_iter().peekable();
        let marks = marks(text).map(|(place, name)| (place.start, name.to_lowercase()));
        let mut marks = marks.filter(|(_, name)| names.contains(name)).peekable();
        loop {
            let before = |link: &Link| marks.peek().is_none_or(|(at, _)| link.at <= *at);
            if let Some(link) = found.next_if(before) {
                if numbered && !link.says_so && link.leads_out() {
                    let number = *count.known.entry(link.address.clone()).or_insert_with(|| {
                        let number = count.next;
                        count.next += 1;
                        self.targets
                            .push((number, target(&link, number, count.end)));
                        number
                    });
                    self.behind.insert(link.span.end, number);
                }
                self.links.push(link);
            } else if let Some((_, name)) = marks.next() {
                self.numbers.entry(name).or_insert_with(|| {
                    let number = count.next;
                    count.next += 1;
                    number
                });
            } else {
                return;
            }
        }
    }

    /// The same for a part of the article whose blocks hold the notes already.
    #[must_use]
    pub fn of_part(&self) -> Self {
        Self {
            targets: Vec::new(),
            ..self.clone()
        }
    }

    /// The links between two bytes of the source.
    pub fn links_in(&self, span: Span) -> &[Link] {
        let from = self
            .links
            .partition_point(|link| link.span.start < span.start);
        let rest = self.links.get(from..).unwrap_or_default();
        let count = rest.partition_point(|link| link.span.start < span.end);
        rest.get(..count).unwrap_or_default()
    }

    /// The number of the link whose words end at a byte of the source.
    pub fn behind(&self, byte: u32) -> Option<usize> {
        self.behind.get(&byte).copied()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty() && self.targets.is_empty()
    }

    /// An article's blocks with their numbers, in the order in which they are read: notes stand under the article, by
    /// their numbers, each with the further paragraphs it has. Those lent to it are numbered on from its own blocks.
    pub fn in_order<'a>(&'a self, article: &'a Article, source: &str) -> Vec<(usize, &'a Block)> {
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
        let first = article.blocks.len() + article.lent.len();
        let targets = (first..).zip(&self.targets);
        keyed.extend(targets.map(|(at, (number, block))| (*number, (at, block))));
        keyed.sort_by_key(|(number, _)| *number);
        keyed.into_iter().map(|(_, block)| block).collect()
    }

    /// The marks of these notes in a text, in order.
    pub fn marks(&self, text: &str) -> Vec<NoteMark> {
        if self.numbers.is_empty() {
            return Vec::new();
        }
        let head = text.len() - text.trim_start().len();
        let mark = |(range, name): (Range<usize>, &str)| {
            let number = *self.numbers.get(&name.to_lowercase())?;
            let defines = range.start <= head && text.get(range.end..)?.starts_with(':');
            let range = range.start..range.end + usize::from(defines);
            Some(NoteMark {
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

/// Numbers as they are given.
struct Count {
    /// The next.
    next: usize,
    /// Those of addresses.
    known: HashMap<String, usize>,
    /// One past the article's last byte.
    end: u32,
}

/// The note that says where a link leads. The program says it: each of its characters stands at the article's end.
fn target(link: &Link, number: usize, end: u32) -> Block {
    let span = Span { start: end, end };
    let words = raised(number) + " " + &link.address;
    let runs = words.chars().map(|c| Run {
        span,
        joint: Some(c),
    });
    Block {
        kind: BlockKind::Note,
        text: Text {
            runs: runs.collect(),
        },
        depth: 0,
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
