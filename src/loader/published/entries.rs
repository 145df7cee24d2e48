//! Articles of a newsletter that have no heading of their own: numbered links, strong lines, links and short lines
//! over a text, where they come in numbers.

use crate::issue::{Block, BlockKind, FurnitureKind, Run, Text};
use crate::loader::published::asides::link_of;
use crate::loader::published::piece::{ENTRY, FEW, Piece, block, is_text};
use crate::loader::published::plan;
use crate::loader::published::titles::{numbered_title, titles};
use crate::loader::source::{lines, texts};

/// Most characters beside a link that are about the page it leads to, （英文）, and no text of their own.
const BESIDE: usize = 24;

/// Makes headings of them.
pub fn entries(source: &str, pieces: Vec<Piece>) -> Vec<Piece> {
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
    let sentence = words.trim_end().ends_with(lines::is_stop);
    if colon && (!short || sentence) && b.kind == BlockKind::Paragraph {
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

/// Makes headings of the strong lines of a text without any. Those in 【】 or straight over another head sections.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::published::tests::{pieces, shown};

    fn of(source: &str) -> Vec<String> {
        shown(source, &entries(source, pieces(source)))
    }

    #[test]
    fn numbered_links_over_texts_are_headlines() {
        let entry = |n: u8, title: &str| {
            format!("{n}、[{title}](http://example.org/{n})（英文）\n\n两岸的人都来看。\n\n")
        };
        let text = [
            "# 要闻\n\n",
            &entry(1, "新桥通车"),
            &entry(2, "渡口改建"),
            &entry(3, "茶馆开张"),
        ]
        .concat();
        let headings: Vec<String> = of(&text)
            .into_iter()
            .filter(|l| l.starts_with("h7"))
            .collect();
        assert_eq!(headings, ["h7 新桥通车", "h7 渡口改建", "h7 茶馆开张"]);
        assert!(of(&text).contains(&"aside Other （英文）".to_owned()));
    }

    #[test]
    fn a_list_of_links_without_texts_stays_one() {
        let entry = |n: u8, title: &str| format!("{n}、[{title}](http://example.org/{n})\n\n");
        let text = [
            "# 相关链接\n\n",
            &entry(1, "新桥通车"),
            &entry(2, "渡口改建"),
            &entry(3, "茶馆开张"),
        ]
        .concat();
        assert!(of(&text).iter().all(|l| !l.starts_with("h7")));
    }

    #[test]
    fn strong_lines_head_a_text_without_headings_and_those_in_brackets_its_sections() {
        let text = "**【要闻】**\n\n**新桥通车**\n\n两岸的人都来看。\n\n**渡口改建**\n\n石阶一级也不拆。\n";
        let headings: Vec<String> = of(text)
            .into_iter()
            .filter(|l| l.starts_with('h'))
            .collect();
        assert_eq!(headings, ["h1 【要闻】", "h7 新桥通车", "h7 渡口改建"]);
        let few = "**新桥通车**\n\n两岸的人都来看。\n";
        assert_eq!(of(few), ["strong 新桥通车", "Paragraph 两岸的人都来看。"]);
    }
}
