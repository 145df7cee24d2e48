//! What stands between a newsletter's texts and belongs to none of them: the contents, links that recur, captions.

use crate::issue::{Block, BlockKind, FurnitureKind, Span, Text};
use crate::loader::forms::{captions, furniture, mastheads};
use crate::loader::published::piece::Piece;
use crate::loader::rules::Rules;
use crate::loader::source::lines::is_count;
use crate::loader::source::texts;
use std::collections::{HashMap, HashSet};

/// Sets aside links that recur under many texts and the list of contents; finds captions under pictures.
pub fn set_aside(rules: &Rules, source: &str, pieces: Vec<Piece>) -> Vec<Piece> {
    let pieces = pieces
        .into_iter()
        .map(|p| folio(rules, source, p))
        .collect();
    let pieces = contents(rules, source, recurring(source, pieces));
    let pieces = colophon(rules, source, between(rules, source, pieces));
    captions(rules, source, pieces)
}

/// Sets a page's number aside.
fn folio(rules: &Rules, source: &str, piece: Piece) -> Piece {
    const SHORT: usize = 60;
    let Piece::Block(b) = &piece else {
        return piece;
    };
    let kind = matches!(b.kind, BlockKind::Paragraph | BlockKind::List);
    if !kind || b.text.runs.len() > 3 || texts::length(&b.text, source) > SHORT {
        return piece;
    }
    let words = texts::folded(&b.text, source);
    let item = b.kind == BlockKind::List && !words.ends_with('-');
    match furniture::furniture(rules, &words) {
        Some(FurnitureKind::Folio) if !item => aside(FurnitureKind::Folio, piece),
        _ => piece,
    }
}

/// The address of a link whose words stand at a place: `[words](address)`, strong words too.
pub fn link_of(source: &str, words: Span) -> Option<&str> {
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
        | Piece::Lead(text)
        | Piece::Kicker(text)
        | Piece::Deck(text) => Piece::Aside(kind, text),
        Piece::Aside(..) => piece,
    }
}

/// Whether a place is the words of a link of HTML to a place of the same text: `<a href="#words">words</a>`.
fn anchored(source: &str, words: Span) -> bool {
    const FAR: usize = 600;
    let end = words.start as usize;
    let from = (end.saturating_sub(FAR)..=end).find(|i| source.is_char_boundary(*i));
    let before = from.and_then(|f| source.get(f..end)).unwrap_or_default();
    before.rfind("<a").is_some_and(|at| {
        let tag = before.get(at..).unwrap_or_default();
        tag.contains("href=\"#") && !tag.contains("</a>")
    })
}

/// Sets the contents aside: two and more items in a row that lead to places of the same text, and their heading.
fn contents(rules: &Rules, source: &str, mut pieces: Vec<Piece>) -> Vec<Piece> {
    let inward = |piece: &Piece| {
        matches!(piece, Piece::Block(b) if b.kind == BlockKind::List
        && b.text.runs.iter().any(|r| {
            link_of(source, r.span).is_some_and(|a| a.starts_with('#')) || anchored(source, r.span)
        }))
    };
    // The newsletter's title is no heading of its contents.
    let first = pieces.iter().position(|p| matches!(p, Piece::Heading(..)));
    let title = first.filter(|i| {
        matches!(pieces.get(*i), Some(Piece::Heading(_, t)) if mastheads::is_title(rules, &texts::folded(t, source)))
    });
    let headings: HashSet<(u8, String)> = pieces
        .iter()
        .filter_map(|p| match p {
            Piece::Heading(level, text) => {
                Some((*level, uncounted(&texts::folded(text, source)).to_owned()))
            }
            _ => None,
        })
        .collect();
    // An item with the words of a heading on the level of the one over it is of the contents, too. Those that name single
    // articles are a summary, which is read.
    let named = |piece: &Piece, over: u8| {
        matches!(piece, Piece::Block(b) if b.kind == BlockKind::List
            && texts::length(&b.text, source) <= 60
            && headings.contains(&(over, uncounted(&texts::folded(&b.text, source)).to_owned())))
    };
    let (mut at, mut over) = (0, 0);
    while at < pieces.len() {
        let rest = pieces.get(at..).unwrap_or_default();
        if let Some(Piece::Heading(level, _)) = rest.first() {
            over = *level;
        }
        let inside = |p: &&Piece| inward(p) || named(p, over);
        let items = rest.iter().take_while(inside).count();
        if items >= 2 {
            let heading = at.checked_sub(1).filter(|h| {
                matches!(pieces.get(*h), Some(Piece::Heading(..) | Piece::Strong(_)))
                    && !matches!(
                        pieces.get(at + items),
                        Some(Piece::Block(_) | Piece::Emphasis(_) | Piece::Lead(_))
                    )
            });
            let (from, to) = part_of(source, &pieces, at, at + items)
                .filter(|part| title.is_none_or(|t| part.0 > t))
                .unwrap_or((
                    heading.filter(|h| Some(*h) != title).unwrap_or(at),
                    at + items,
                ));
            set(&mut pieces, from..to, FurnitureKind::Teaser);
            at = to;
            continue;
        }
        at += 1;
    }
    pieces
}

/// A heading's or an item's words without the number or bullet before them: 一、校园要闻, 1. 校园要闻
fn uncounted(words: &str) -> &str {
    let count = is_count;
    let bare = words.trim().trim_start_matches(['-', '*', '+', '•', ' ']);
    let rest = bare.trim_start_matches(count);
    let marked = rest.trim_start_matches(['、', '.', '．', '）', ' ']);
    if rest.len() < bare.len() && marked.len() < rest.len() {
        marked
    } else {
        bare
    }
}

/// Makes furniture of pieces.
fn set(pieces: &mut [Piece], range: std::ops::Range<usize>, kind: FurnitureKind) {
    for slot in pieces.iter_mut().take(range.end).skip(range.start) {
        let piece = std::mem::replace(slot, Piece::Lead(Text::default()));
        *slot = aside(kind, piece);
    }
}

/// The whole part in which the contents stand, if it has a heading and beside them only a few short lines.
fn part_of(source: &str, pieces: &[Piece], from: usize, to: usize) -> Option<(usize, usize)> {
    const SHORT: usize = 80;
    // Contents are not longer, and looking farther from every list would take long.
    const FAR: usize = 100;
    let heading = |p: &Piece| matches!(p, Piece::Heading(..));
    let near = from.saturating_sub(FAR);
    let start = near + pieces.get(near..from)?.iter().rposition(heading)?;
    let rest = pieces.get(to..)?;
    let end = to + rest.iter().take(FAR).position(heading)?;
    let beside = pieces
        .get(start + 1..from)?
        .iter()
        .chain(pieces.get(to..end)?);
    let mut count = 0;
    let short = |p: &Piece| match p {
        Piece::Block(b) => texts::length(&b.text, source) <= SHORT && b.kind != BlockKind::Table,
        Piece::Strong(t) | Piece::Emphasis(t) => texts::length(t, source) <= SHORT,
        Piece::Aside(..) => true,
        _ => false,
    };
    let all = beside.inspect(|_| count += 1).all(short);
    (all && count <= to - from).then_some((start, end))
}

/// Sets a line about the newsletter aside that stands between a heading and one below it.
fn between(rules: &Rules, source: &str, mut pieces: Vec<Piece>) -> Vec<Piece> {
    const SHORT: usize = 60;
    // What stands under the title belongs to the newsletter's head.
    let title = pieces.iter().position(|p| matches!(p, Piece::Heading(..)));
    for at in title.unwrap_or(0) + 2..pieces.len().saturating_sub(1) {
        let level = |i: usize| match pieces.get(i) {
            Some(Piece::Heading(level, _)) => Some(*level),
            _ => None,
        };
        let held = level(at - 1).zip(level(at + 1)).is_some_and(|(a, b)| b > a);
        let own = held
            && matches!(pieces.get(at), Some(Piece::Block(b)) if b.kind != BlockKind::Rule
                && texts::length(&b.text, source) <= SHORT
                && furniture::is_about(rules, &texts::folded(&b.text, source)));
        if own {
            set(&mut pieces, at..at + 1, FurnitureKind::Slogan);
        }
    }
    pieces
}

/// Sets aside what speaks of the newsletter under the last rule of the text, where no heading follows it.
fn colophon(rules: &Rules, source: &str, mut pieces: Vec<Piece>) -> Vec<Piece> {
    const MOST: usize = 8;
    const SHORT: usize = 160;
    let rule = |p: &Piece| matches!(p, Piece::Block(b) if b.kind == BlockKind::Rule);
    let Some(at) = pieces.iter().rposition(rule) else {
        return pieces;
    };
    let tail = pieces.get(at + 1..).unwrap_or_default();
    let words: Vec<String> = tail
        .iter()
        .filter_map(|p| match p {
            Piece::Block(b) if b.kind != BlockKind::Image => Some(texts::folded(&b.text, source)),
            Piece::Emphasis(text) => Some(texts::folded(text, source)),
            _ => None,
        })
        .collect();
    let own = words
        .iter()
        .filter(|w| furniture::is_about(rules, w))
        .count();
    // Under a heading it is for the article to tell whether the rest of it is a text.
    let under = matches!(
        at.checked_sub(1).and_then(|i| pieces.get(i)),
        Some(Piece::Heading(..))
    );
    if under
        && words.len() == tail.len()
        && words.len() <= MOST
        && words.iter().all(|w| w.chars().count() <= SHORT)
        && own * 2 > words.len()
    {
        let end = pieces.len();
        set(&mut pieces, at + 1..end, FurnitureKind::Slogan);
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
                captions::is_caption(rules, &texts::folded(&b.text, source))
            }
            _ => false,
        };
        if let (true, Piece::Emphasis(text) | Piece::Block(Block { text, .. })) =
            (caption, &mut *piece)
        {
            let text = std::mem::take(text);
            *piece = Piece::Block(crate::loader::published::piece::block(
                BlockKind::Caption,
                text,
            ));
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::published::tests::{pieces, shown};

    fn of(source: &str) -> Vec<String> {
        shown(
            source,
            &set_aside(Rules::built_in(), source, pieces(source)),
        )
    }

    #[test]
    fn a_link_under_three_texts_is_furniture_and_one_under_two_may_be_text() {
        let page = |count: usize| {
            "## 新桥通车\n\n两岸的人都来看。\n\n[查看原文](http://example.org)\n\n".repeat(count)
        };
        let aside = |count| {
            of(&page(count))
                .iter()
                .filter(|l| l.starts_with("aside"))
                .count()
        };
        assert_eq!((aside(3), aside(2)), (3, 0));
    }

    #[test]
    fn items_that_lead_into_the_same_text_are_its_contents() {
        let page = |a: &str, b: &str| {
            format!(
                "# 山城周刊\n\n## 目录\n\n- [新桥通车]({a})\n- [渡口改建]({b})\n\n## 新桥通车\n\n两岸的人都来看。\n"
            )
        };
        let aside = |text: &str| {
            of(text)
                .iter()
                .filter(|l| l.starts_with("aside Teaser"))
                .count()
        };
        assert_eq!(aside(&page("#a", "#b")), 3, "the list and its heading");
        assert_eq!(
            aside(&page("http://example.org/a", "http://example.org/b")),
            0
        );
    }

    #[test]
    fn emphasised_words_under_a_picture_are_its_caption() {
        let under = |above: &str| of(&format!("{above}\n\n*渡口的早晨*\n")).pop();
        assert_eq!(under("![](a.jpg)").as_deref(), Some("Caption 渡口的早晨"));
        assert_eq!(
            under("两岸的人都来看。").as_deref(),
            Some("emphasis 渡口的早晨")
        );
    }

    #[test]
    fn the_words_of_a_link_lead_where_it_says() {
        let lead = |source: &str| {
            let at = source.find("新桥").expect("the words");
            link_of(source, Span::new(at, at + "新桥".len())).map(str::to_owned)
        };
        assert_eq!(
            lead("[**新桥**](http://example.org)").as_deref(),
            Some("http://example.org")
        );
        assert_eq!(lead("看[新桥]的人"), None);
    }
}
