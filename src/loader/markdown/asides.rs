//! What stands between a newsletter's texts and is none of them: the contents, links that recur, captions.

use super::Piece;
use crate::issue::{Block, BlockKind, FurnitureKind, Span, Text};
use crate::loader::rules::Rules;
use crate::loader::{structure, texts};
use std::collections::HashMap;

/// Sets aside what recurs under many texts and the list of contents; tells captions under pictures.
pub(super) fn set_aside(rules: &Rules, source: &str, pieces: Vec<Piece>) -> Vec<Piece> {
    captions(rules, source, contents(source, recurring(source, pieces)))
}

/// Where a link's words lead, if a place is the words of one: `[words](address)`, strong words too.
pub(super) fn link_of(source: &str, words: Span) -> Option<&str> {
    const SIGNS: [char; 4] = ['*', '_', '`', '~'];
    let before = source.get(..words.start as usize)?;
    let after = source
        .get(words.end as usize..)?
        .trim_start_matches(SIGNS)
        .strip_prefix(']')?;
    if !before.trim_end_matches(SIGNS).ends_with('[') {
        return None;
    }
    let address = after.strip_prefix(['(', '['])?;
    address.get(..address.find([')', ']'])?)
}

/// Sets aside paragraphs that are one and the same short link under many texts (查看原文, back to the top).
fn recurring(source: &str, pieces: Vec<Piece>) -> Vec<Piece> {
    let link = |piece: &Piece| -> Option<String> {
        let Piece::Block(Block {
            kind: BlockKind::Paragraph,
            text,
            ..
        }) = piece
        else {
            return None;
        };
        let short = text.runs.len() <= 3 && text.runs.iter().all(|r| r.span.len() < 60);
        let mut runs = text.runs.iter().filter(|r| !r.span.is_empty());
        let linked = short
            && runs.any(|r| {
                link_of(source, r.span).is_some()
                    || source
                        .get(r.span.end as usize..)
                        .is_some_and(|t| t.starts_with("</a>"))
            });
        linked.then(|| text.of(source))
    };
    let mut counts: HashMap<String, usize> = HashMap::new();
    for words in pieces.iter().filter_map(link) {
        *counts.entry(words).or_default() += 1;
    }
    counts.retain(|_, n| *n >= 3);
    if counts.is_empty() {
        return pieces;
    }
    let aside = |piece: Piece| match link(&piece).filter(|w| counts.contains_key(w)) {
        Some(_) => aside(FurnitureKind::Other, piece),
        None => piece,
    };
    pieces.into_iter().map(aside).collect()
}

/// A piece as furniture.
fn aside(kind: FurnitureKind, piece: Piece) -> Piece {
    match piece {
        Piece::Block(Block { text, .. })
        | Piece::Heading(_, text)
        | Piece::Strong(text)
        | Piece::Emphasis(text)
        | Piece::Lead(text) => Piece::Aside(kind, text),
        Piece::Aside(..) => piece,
    }
}

/// Sets the contents aside: two and more items in a row that lead to places of the same text, and their heading.
fn contents(source: &str, mut pieces: Vec<Piece>) -> Vec<Piece> {
    let inward = |piece: &Piece| {
        matches!(piece, Piece::Block(b) if b.kind == BlockKind::List
            && b.text.runs.iter().any(|r| link_of(source, r.span).is_some_and(|a| a.starts_with('#'))))
    };
    let mut at = 0;
    while at < pieces.len() {
        let rest = pieces.get(at..).unwrap_or_default();
        let items = rest.iter().take_while(|p| inward(p)).count();
        if items >= 2 {
            let heading = at.checked_sub(1).filter(|h| {
                matches!(pieces.get(*h), Some(Piece::Heading(..) | Piece::Strong(_)))
                    && !matches!(
                        pieces.get(at + items),
                        Some(Piece::Block(_) | Piece::Emphasis(_) | Piece::Lead(_))
                    )
            });
            for slot in pieces
                .iter_mut()
                .take(at + items)
                .skip(heading.unwrap_or(at))
            {
                let piece = std::mem::replace(slot, Piece::Lead(Text::default()));
                *slot = aside(FurnitureKind::Teaser, piece);
            }
        }
        at += items.max(1);
    }
    pieces
}

/// A paragraph under a picture that reads as a caption is one.
fn captions(rules: &Rules, source: &str, mut pieces: Vec<Piece>) -> Vec<Piece> {
    for at in 1..pieces.len() {
        let pictured =
            matches!(pieces.get(at - 1), Some(Piece::Block(b)) if b.kind == BlockKind::Image);
        let Some(piece) = pieces.get_mut(at).filter(|_| pictured) else {
            continue;
        };
        let caption = match piece {
            Piece::Emphasis(text) => texts::length(text, source) <= 80,
            Piece::Block(b) if b.kind == BlockKind::Paragraph => {
                structure::is_caption(rules, &texts::folded(&b.text, source))
            }
            _ => false,
        };
        if let (true, Piece::Emphasis(text) | Piece::Block(Block { text, .. })) =
            (caption, &mut *piece)
        {
            let text = std::mem::take(text);
            *piece = Piece::Block(super::block(BlockKind::Caption, text));
        }
    }
    pieces
}
