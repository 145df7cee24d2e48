//! Articles of a newsletter that have no heading of their own: numbered links, strong lines, links and short lines
//! over a text, where they come in numbers.

use super::asides::link_of;
use super::{Piece, block, plan};
use crate::issue::{Block, BlockKind, FurnitureKind, Run, Text};
use crate::loader::{lines, texts};

/// The level given to such headings.
pub(super) const ENTRY: u8 = 7;
/// How many of a kind there must be.
const FEW: usize = 3;
/// Characters beside a link that speak of the page it leads to, （英文）, and not of this text.
const BESIDE: usize = 24;

/// Makes headings of them.
pub(super) fn entries(source: &str, pieces: Vec<Piece>) -> Vec<Piece> {
    if pieces.iter().any(is_heading) {
        let (pieces, found) = numbered(source, pieces);
        // Where headings of their own head the articles, lines within those are subheads.
        if found || plan::are_nested(&pieces) {
            return pieces;
        }
        return titles(source, pieces);
    }
    strong_headings(source, pieces)
}

fn is_heading(piece: &Piece) -> bool {
    matches!(piece, Piece::Heading(..))
}

/// Text that may stand under a headline.
fn is_text(piece: Option<&Piece>) -> bool {
    matches!(piece, Some(Piece::Block(b)) if b.kind != BlockKind::Rule)
        || matches!(piece, Some(Piece::Emphasis(_)))
}

/// A paragraph of some length that ends as sentences do: what a headline without any mark must stand over.
fn is_story(source: &str, piece: Option<&Piece>) -> bool {
    let Some(Piece::Block(b)) = piece else {
        return false;
    };
    let ends = b.text.runs.last().is_some_and(|r| {
        let words = r.span.of(source);
        words.ends_with(lines::is_stop) || words.ends_with(['.', ']', '”', '"', ')', '）'])
    });
    b.kind == BlockKind::Paragraph && ends && width(&b.text.of(source)) >= 60
}

/// A text's length in half ems.
fn width(text: &str) -> usize {
    text.chars().map(|c| 1 + usize::from(!c.is_ascii())).sum()
}

/// A numbered entry's title, and what follows it in its paragraph.
struct Entry {
    title: Text,
    rest: Text,
    /// Whether the rest is the entry's text, run on after a colon.
    run_on: bool,
}

/// Numbered paragraphs that are a link, or begin with one and a colon.
fn numbered(source: &str, pieces: Vec<Piece>) -> (Vec<Piece>, bool) {
    let found: Vec<Option<Entry>> = pieces
        .iter()
        .map(|p| match p {
            Piece::Block(b) => entry(source, b),
            _ => None,
        })
        .collect();
    let (mut count, mut bare) = (0, 0);
    for (i, _) in found.iter().enumerate().filter(|(_, e)| e.is_some()) {
        count += 1;
        let run_on = found
            .get(i)
            .is_some_and(|e| e.as_ref().is_some_and(|e| e.run_on));
        let follows = matches!(found.get(i + 1), Some(None)) && is_text(pieces.get(i + 1));
        bare += usize::from(!run_on && !follows);
    }
    // Entries without a text under them are a list of links.
    if count < FEW || bare * 2 > count {
        return (pieces, false);
    }
    let mut out = Vec::with_capacity(pieces.len() + count);
    let mut last = 0;
    let storied: Vec<bool> = (0..pieces.len())
        .map(|i| is_text(pieces.get(i + 1)))
        .collect();
    for ((piece, entry), storied) in pieces.into_iter().zip(found).zip(storied) {
        let number = match &piece {
            Piece::Block(b) => leading_number(source, b),
            _ => None,
        };
        let Some(Entry {
            title,
            rest,
            run_on,
        }) = entry
        else {
            match piece {
                // An entry without a link stands in its order among those with one.
                Piece::Block(b) if storied && number == Some(last + 1) => {
                    match numbered_title(source, &b) {
                        Some((number, title)) => {
                            last = number;
                            out.push(Piece::Heading(ENTRY, title));
                        }
                        None => out.push(Piece::Block(b)),
                    }
                }
                other => {
                    if is_heading(&other) {
                        last = 0;
                    }
                    out.push(other);
                }
            }
            continue;
        };
        last = number.unwrap_or(last + 1);
        out.push(Piece::Heading(ENTRY, title));
        if run_on {
            out.push(Piece::Block(block(BlockKind::Paragraph, rest)));
        } else if !rest.is_empty() {
            out.push(Piece::Aside(FurnitureKind::Other, rest));
        }
    }
    (out, true)
}

/// The number that a text begins with.
fn leading_number(source: &str, b: &Block) -> Option<u32> {
    let first = b.text.runs.first()?.span.of(source);
    let digits = first.bytes().take_while(u8::is_ascii_digit).count();
    first.get(..digits)?.parse().ok()
}

/// A paragraph's title and what follows it, if it is a numbered entry.
fn entry(source: &str, b: &Block) -> Option<Entry> {
    if b.kind != BlockKind::Paragraph && b.kind != BlockKind::List {
        return None;
    }
    let starts = b
        .text
        .runs
        .first()?
        .span
        .of(source)
        .starts_with(|c: char| c.is_ascii_digit());
    if !starts {
        return None;
    }
    let words = texts::folded(&b.text, source);
    let digits = words.chars().take_while(char::is_ascii_digit).count();
    let mark = words.chars().nth(digits)?;
    if digits > 3 || !matches!(mark, '、' | '.' | '．' | '）') {
        return None;
    }
    let spaces = words
        .chars()
        .skip(digits + 1)
        .take_while(|c| c.is_whitespace())
        .count();
    let (_, title) = texts::split(&b.text, source, digits + 1 + spaces);
    let runs = title.runs.len() - unlabelled(&title, source).len();
    let first = title.runs.get(runs)?;
    // The title is the first run by itself: a link's or strong words, with a mark on both sides.
    let strong = source.get(..first.span.start as usize)?.ends_with("**");
    let length = first.span.of(source).chars().count();
    if !(1..=60).contains(&length) || !strong && link_of(source, first.span).is_none() {
        return None;
    }
    let rest = Text {
        runs: title.runs.get(runs + 1..).unwrap_or_default().to_vec(),
    };
    let mut title = Text {
        runs: title.runs.get(..=runs).unwrap_or_default().to_vec(),
    };
    if let Some(first) = title.runs.first_mut() {
        first.joint = None;
    }
    let words = texts::folded(&rest, source);
    let parted = words.trim_start();
    let colon = parted.starts_with(['：', '—', '–']) || parted.starts_with("- ");
    let short = words.chars().count() <= BESIDE;
    if colon && !short && b.kind == BlockKind::Paragraph {
        let lead = words.chars().count()
            - parted
                .trim_start_matches(['：', '—', '–', '-', ' '])
                .chars()
                .count();
        let rest = texts::trimmed(texts::split(&rest, source, lead).1, source);
        return Some(Entry {
            title,
            rest,
            run_on: true,
        });
    }
    short.then(|| Entry {
        title,
        rest: texts::trimmed(rest, source),
        run_on: false,
    })
}

/// The runs after a label in brackets, [文章], that stands before a link.
fn unlabelled<'a>(title: &'a Text, source: &str) -> &'a [Run] {
    const LABEL: usize = 10;
    let mut words = String::new();
    for (i, run) in title.runs.iter().enumerate().take(6) {
        let after = title.runs.get(i..).unwrap_or_default();
        if link_of(source, run.span).is_some() {
            let label = words.trim();
            let enclosed =
                label.starts_with(['[', '［', '【']) && label.ends_with([']', '］', '】']);
            let short = label.chars().count() <= LABEL;
            // The label itself reads as a reference: [笔记][《手册》](…).
            if words.is_empty() || enclosed && short {
                return after;
            }
        }
        words.extend(run.joint);
        words.push_str(run.span.of(source));
    }
    &title.runs
}

/// A line that may head the text under it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Title {
    Lead,
    Strong,
    Link,
    Numbered,
    Plain,
}

/// Lines over a text that are article's headlines because sections begin with them and hold several.
fn titles(source: &str, pieces: Vec<Piece>) -> Vec<Piece> {
    for title in [
        Title::Lead,
        Title::Strong,
        Title::Link,
        Title::Numbered,
        Title::Plain,
    ] {
        let is = |i: usize| {
            let next = pieces.get(i + 1);
            let heads = if matches!(title, Title::Plain | Title::Numbered) {
                is_story(source, next)
            } else {
                is_text(next)
            };
            heads && pieces.get(i).is_some_and(|p| is_title(source, p, title))
        };
        let (mut count, mut groups, mut opened) = (0, 0, 0);
        let (mut first, mut seen) = (false, false);
        for i in 0..pieces.len() {
            match pieces.get(i) {
                Some(Piece::Heading(..)) => (first, seen) = (true, false),
                Some(Piece::Block(b)) if matches!(b.kind, BlockKind::Image | BlockKind::Rule) => {}
                Some(Piece::Aside(..)) | None => {}
                Some(_) => {
                    if is(i) {
                        count += 1;
                        groups += usize::from(!seen);
                        opened += usize::from(first);
                        seen = true;
                    }
                    first = false;
                }
            }
        }
        if count >= FEW && opened * 3 >= groups * 2 && count * 2 >= groups * 3 {
            let marked: Vec<bool> = (0..pieces.len()).map(is).collect();
            return pieces
                .into_iter()
                .zip(marked)
                .map(|(piece, is)| match piece {
                    Piece::Block(b) if is && title == Title::Numbered => {
                        let words = numbered_title(source, &b).map(|t| t.1);
                        Piece::Heading(ENTRY, words.unwrap_or(b.text))
                    }
                    Piece::Lead(text) | Piece::Strong(text) | Piece::Block(Block { text, .. })
                        if is =>
                    {
                        Piece::Heading(ENTRY, text)
                    }
                    other => other,
                })
                .collect();
        }
    }
    pieces
}

/// The number and the words of a short numbered line: 1、春耕开始.
fn numbered_title(source: &str, b: &Block) -> Option<(u32, Text)> {
    let bytes: usize = b.text.runs.iter().map(|r| r.span.len()).sum();
    let first = b.text.runs.first()?.span.of(source);
    if bytes > 160 || !first.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let words = texts::folded(&b.text, source);
    let digits = words.chars().take_while(char::is_ascii_digit).count();
    let number = words.get(..digits)?.parse().ok()?;
    let mark = words.chars().nth(digits)?;
    let rest: String = words.chars().skip(digits + 1).collect();
    let words = rest.trim_start();
    let title = (1..=2).contains(&digits)
        && matches!(mark, '、' | '.' | '．')
        && (3..=40).contains(&words.chars().count())
        && words.starts_with(|c: char| !c.is_ascii_digit())
        && !words.ends_with(['。', '，', '；', '：', '.', '…'])
        && !words.contains('。');
    let lead = digits + 1 + rest.chars().count() - words.chars().count();
    title.then(|| (number, texts::split(&b.text, source, lead).1))
}

fn is_title(source: &str, piece: &Piece, title: Title) -> bool {
    let short = |text: &Text| {
        let bytes: usize = text.runs.iter().map(|r| r.span.len()).sum();
        let words = if bytes > 300 {
            return false;
        } else {
            text.of(source)
        };
        let width = width(&words);
        let ends = words
            .trim_end()
            .ends_with(['。', '，', '；', '：', ':', ',', ';', '.', '…']);
        let letters = words.chars().filter(|c| c.is_alphabetic()).count();
        (4..=100).contains(&width) && letters >= 2 && !ends && words.contains(char::is_alphabetic)
    };
    match (title, piece) {
        (Title::Lead, Piece::Lead(text)) | (Title::Strong, Piece::Strong(text)) => short(text),
        (Title::Link, Piece::Block(b)) if b.kind == BlockKind::Paragraph => {
            let [run] = b.text.runs.as_slice() else {
                return false;
            };
            link_of(source, run.span).is_some_and(|a| !a.starts_with('#')) && short(&b.text)
        }
        (Title::Numbered, Piece::Block(b)) if b.kind == BlockKind::Paragraph => {
            numbered_title(source, b).is_some()
        }
        // A line of the text itself, blank lines around it, cased or spaced as a headline is.
        (Title::Plain, Piece::Block(b)) if b.kind == BlockKind::Paragraph => {
            let [run] = b.text.runs.as_slice() else {
                return false;
            };
            let words = run.span.of(source);
            words.chars().count() >= 6
                && !words.ends_with(lines::is_stop)
                && !words.ends_with(lines::is_closing)
                && !words.starts_with(['-', '—', '–', '>', '#', '*'])
                && short(&b.text)
        }
        _ => false,
    }
}

/// A text without any heading whose headlines are strong lines: those in 【】 or straight over another head sections.
fn strong_headings(source: &str, pieces: Vec<Piece>) -> Vec<Piece> {
    let strong = |p: Option<&Piece>| matches!(p, Some(Piece::Strong(_) | Piece::Lead(_)));
    let count = pieces.iter().filter(|p| strong(Some(p))).count();
    if count < FEW {
        return pieces;
    }
    let label: Vec<bool> = (0..pieces.len())
        .map(|i| {
            let bracketed = matches!(pieces.get(i), Some(Piece::Strong(text)) if text.of(source).starts_with('【') && text.of(source).ends_with('】'));
            bracketed || strong(pieces.get(i)) && strong(pieces.get(i + 1))
        })
        .collect();
    pieces
        .into_iter()
        .zip(label)
        .map(|(piece, label)| match piece {
            Piece::Strong(text) | Piece::Lead(text) => {
                Piece::Heading(if label { 1 } else { ENTRY }, text)
            }
            other => other,
        })
        .collect()
}
