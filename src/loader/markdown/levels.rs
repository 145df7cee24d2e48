//! What heading levels mean in a newsletter: which are sections, which articles, which subheads.

use super::told::Telling;
use super::{Piece, article, begin_article, begin_section, block};
use crate::issue::{Block, BlockKind, Furniture, FurnitureKind, Issue, Run, Text};
use crate::loader::told::Told;
use crate::loader::{structure, texts};
use std::collections::HashMap;

/// Puts pieces together by what the levels mean in this document.
pub(super) fn by_levels(issue: &mut Issue, source: &str, pieces: Vec<Piece>, told: &Told) {
    let mut telling = Telling::new(told);
    let pieces = telling.parted(issue, entries(source, recurring_links(source, pieces)));
    let levels: Vec<u8> = pieces
        .iter()
        .filter_map(|p| {
            if let Piece::Heading(level, _) = p {
                Some(*level)
            } else {
                None
            }
        })
        .collect();
    let top = levels.iter().copied().min().unwrap_or(1);
    let titled = matches!(pieces.first(), Some(Piece::Heading(level, _)) if *level == top)
        && levels.iter().filter(|l| **l == top).count() == 1
        && levels.len() > 1
        && !telling.knows(issue, pieces.first());
    let mut rest = pieces.into_iter();
    if titled && let Some(Piece::Heading(_, text)) = rest.next() {
        structure::read_title(issue, &text, source);
        issue.furniture.push(Furniture {
            kind: FurnitureKind::Masthead,
            text,
        });
    }
    let rest: Vec<Piece> = rest.collect();
    let outer = levels
        .iter()
        .copied()
        .filter(|l| !titled || *l > top)
        .min()
        .unwrap_or(1);
    let inner = levels.iter().copied().filter(|l| *l > outer).min();
    let sections = outer_are_sections(&rest, outer, inner);
    let mut heading: Option<Text> = None;
    for (i, piece) in rest.iter().enumerate() {
        if telling.take(issue, source, piece, &mut heading) {
            continue;
        }
        match piece {
            Piece::Heading(level, text) if *level == outer && sections => {
                begin_section(issue, source, text);
                let opens = rest.get(i + 1).is_none_or(
                    |next| matches!(next, Piece::Heading(l, _) if *l <= outer || Some(*l) == inner),
                );
                heading = (!opens).then(|| text.clone());
            }
            Piece::Heading(level, text)
                if *level == outer
                    || sections && Some(*level) == inner && !inside_one(&rest, i, outer, inner) =>
            {
                begin_article(issue);
                article(issue).headline = Some(text.clone());
                heading = None;
            }
            Piece::Heading(_, text) => {
                open_under(issue, &mut heading);
                article(issue)
                    .blocks
                    .push(block(BlockKind::Subhead, text.clone()));
            }
            Piece::Strong(text) => {
                open_under(issue, &mut heading);
                let short = texts::length(text, source) <= 30;
                article(issue).blocks.push(block(
                    if short {
                        BlockKind::Subhead
                    } else {
                        BlockKind::Paragraph
                    },
                    text.clone(),
                ));
            }
            Piece::Emphasis(text) => {
                open_under(issue, &mut heading);
                article(issue)
                    .blocks
                    .push(block(BlockKind::Paragraph, text.clone()));
            }
            Piece::Aside(text) => issue.furniture.push(Furniture {
                kind: FurnitureKind::Other,
                text: text.clone(),
            }),
            Piece::Block(b) => {
                open_under(issue, &mut heading);
                article(issue).blocks.push(b.clone());
            }
        }
    }
}

/// Text under a section's own heading is an article of the section's name.
fn open_under(issue: &mut Issue, heading: &mut Option<Text>) {
    if let Some(text) = heading.take() {
        begin_article(issue);
        article(issue).headline = Some(text);
    }
}

/// Whether the outer level's headings are sections: some of them hold headings of the next level and no text
/// before those, or articles listed under them; else each is an article.
fn outer_are_sections(pieces: &[Piece], outer: u8, inner: Option<u8>) -> bool {
    let mut holds = 0;
    let mut texts = 0;
    for pair in pieces.windows(2) {
        if let [Piece::Heading(level, _), next] = pair
            && *level == outer
        {
            match next {
                Piece::Heading(l, _) if Some(*l) == inner => holds += 1,
                Piece::Heading(..) => {}
                _ => texts += 1,
            }
        }
    }
    holds > 0 && holds * 6 >= texts || inner == Some(ENTRY)
}

/// Whether a heading of the inner level stands in a section that has text of its own before it: there the
/// section is one article, and the heading one of its subheads. Listed entries are articles everywhere.
fn inside_one(pieces: &[Piece], at: usize, outer: u8, inner: Option<u8>) -> bool {
    if inner == Some(ENTRY) {
        return false;
    }
    let start = pieces
        .get(..at)
        .unwrap_or_default()
        .iter()
        .rposition(|p| matches!(p, Piece::Heading(l, _) if *l == outer));
    start.is_some_and(|s| !matches!(pieces.get(s + 1), Some(Piece::Heading(..))))
}

/// The level given to the entries of a list of links: 1、[title](address) and the text below it.
const ENTRY: u8 = 7;

/// Sets aside paragraphs that are one and the same short link under many texts (查看原文).
fn recurring_links(source: &str, pieces: Vec<Piece>) -> Vec<Piece> {
    let link = |piece: &Piece| -> Option<String> {
        let Piece::Block(Block {
            kind: BlockKind::Paragraph,
            text,
            ..
        }) = piece
        else {
            return None;
        };
        let [run] = text.runs.as_slice() else {
            return None;
        };
        let linked = source.get(..run.span.start as usize)?.ends_with('[')
            && source.get(run.span.end as usize..)?.starts_with("](");
        (linked && run.span.len() < 60).then(|| run.span.of(source).to_owned())
    };
    let mut counts: HashMap<String, usize> = HashMap::new();
    for words in pieces.iter().filter_map(link) {
        *counts.entry(words).or_default() += 1;
    }
    counts.retain(|_, n| *n >= 3);
    let aside = |piece: Piece| match link(&piece).filter(|w| counts.contains_key(w)) {
        Some(_) => match piece {
            Piece::Block(block) => Piece::Aside(block.text),
            other => other,
        },
        None => piece,
    };
    pieces.into_iter().map(aside).collect()
}

/// Turns numbered paragraphs that hold a link or strong words and nothing else into headings, where there are
/// several under one heading.
fn entries(source: &str, pieces: Vec<Piece>) -> Vec<Piece> {
    let headed = pieces
        .iter()
        .filter(|p| matches!(p, Piece::Heading(..)))
        .count();
    let found: Vec<Option<(Text, Text)>> = pieces
        .iter()
        .map(|p| {
            if let Piece::Block(b) = p {
                entry(source, b)
            } else {
                None
            }
        })
        .collect();
    let count = found.iter().flatten().count();
    if count < 3 || headed == 0 {
        return pieces;
    }
    let mut out = Vec::with_capacity(pieces.len() + count);
    for (piece, entry) in pieces.into_iter().zip(found) {
        match entry {
            Some((title, rest)) => {
                out.push(Piece::Heading(ENTRY, title));
                if !texts::folded(&rest, source).trim().is_empty() {
                    // （英文） beside a link speaks of the page it leads to, not of this text.
                    out.push(Piece::Aside(texts::trimmed(rest, source)));
                }
            }
            None => out.push(piece),
        }
    }
    out
}

/// A paragraph's title and what follows it, if it is a numbered entry.
fn entry(source: &str, b: &Block) -> Option<(Text, Text)> {
    if b.kind != BlockKind::Paragraph && b.kind != BlockKind::List {
        return None;
    }
    let words = texts::folded(&b.text, source);
    let digits = words.chars().take_while(char::is_ascii_digit).count();
    let mark = words.chars().nth(digits)?;
    if digits == 0 || digits > 3 || !matches!(mark, '、' | '.' | '．' | '）') {
        return None;
    }
    let spaces = words
        .chars()
        .skip(digits + 1)
        .take_while(|c| c.is_whitespace())
        .count();
    let (_, title) = texts::split(&b.text, source, digits + 1 + spaces);
    let first = title.runs.first()?;
    // The title is the first run by itself: a link's or strong words, with a mark on both sides.
    let before = source.get(..first.span.start as usize)?;
    let linked = before.ends_with('[') || before.ends_with("**");
    let length = first.span.of(source).chars().count();
    let rest = Text {
        runs: title.runs.get(1..).unwrap_or_default().to_vec(),
    };
    let short = texts::length(&rest, source) <= 24;
    (linked && (1..=60).contains(&length) && short).then(|| {
        (
            Text {
                runs: vec![Run {
                    span: first.span,
                    joint: None,
                }],
            },
            rest,
        )
    })
}
