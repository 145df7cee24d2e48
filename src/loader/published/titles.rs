//! Lines that head a newsletter's articles without a heading's mark: strong lines, links and short lines over a text.

use crate::issue::{Block, BlockKind, Text};
use crate::loader::published::asides::link_of;
use crate::loader::published::piece::{ENTRY, FEW, Piece, block, is_text};
use crate::loader::source::{lines, texts};

/// A line that may head the text under it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Title {
    Lead,
    Strong,
    /// A link on a line of its own, over the rest of its paragraph.
    LinkLead,
    Link,
    Numbered,
    Plain,
}

/// Makes headlines of lines over texts, where sections begin with such lines and hold several.
pub fn titles(source: &str, pieces: Vec<Piece>) -> Vec<Piece> {
    for title in [
        Title::Lead,
        Title::Strong,
        Title::LinkLead,
        Title::Link,
        Title::Numbered,
        Title::Plain,
    ] {
        let is = |i: usize| {
            let next = pieces.get(i + 1);
            let heads = match title {
                Title::Plain | Title::Numbered => is_story(source, next),
                // The text stands in the same paragraph.
                Title::LinkLead => true,
                _ => is_text(next),
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
            let mut out = Vec::with_capacity(pieces.len() + count);
            for (piece, is) in pieces.into_iter().zip(marked) {
                if let (true, Title::LinkLead, Piece::Block(b)) = (is, title, &piece) {
                    let (title, rest) = led(b);
                    out.push(Piece::Heading(ENTRY, title));
                    out.push(Piece::Block(block(BlockKind::Paragraph, rest)));
                    continue;
                }
                out.push(match piece {
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
                });
            }
            return out;
        }
    }
    pieces
}

/// The number and the words of a short numbered line: 1、春耕开始.
pub fn numbered_title(source: &str, b: &Block) -> Option<(u32, Text)> {
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
        (Title::LinkLead, Piece::Block(b)) if b.kind == BlockKind::Paragraph => {
            let [first, second, ..] = b.text.runs.as_slice() else {
                return false;
            };
            let between = source.get(first.span.end as usize..second.span.start as usize);
            let words = first.span.of(source);
            link_of(source, first.span).is_some_and(|a| !a.starts_with('#'))
                && between.is_some_and(|t| t.contains('\n'))
                && source
                    .get(..first.span.start as usize)
                    .is_some_and(|t| t.trim_end_matches(['[', '*', '_']).ends_with('\n'))
                && (4..=100).contains(&width(words))
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

/// Whether a piece is a paragraph of some length that ends as sentences do. A headline without any mark must stand over one.
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

/// The first run of a paragraph, and the rest of it.
fn led(b: &Block) -> (Text, Text) {
    let (first, rest) = b.text.runs.split_at(b.text.runs.len().min(1));
    let mut rest = rest.to_vec();
    if let Some(first) = rest.first_mut() {
        first.joint = None;
    }
    (
        Text {
            runs: first.to_vec(),
        },
        Text { runs: rest },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::published::tests::{pieces, shown};

    const STORY: &str = "两岸的人都来看，桥下还泊着渡船，船工说从今天起不再摆渡了。";

    fn headings(source: &str) -> usize {
        let lines = shown(source, &titles(source, pieces(source)));
        lines.iter().filter(|l| l.starts_with("h7")).count()
    }

    #[test]
    fn strong_lines_with_which_sections_begin_are_headlines() {
        let story = |line: &str| format!("**{line}**\n\n{STORY}\n\n");
        let stories = [story("新桥通车"), story("渡口改建"), story("茶馆开张")].concat();
        assert_eq!(headings(&format!("# 要闻\n\n{stories}")), 3);
        // Below a text of the section's own they are its subheads.
        assert_eq!(headings(&format!("# 要闻\n\n{STORY}\n\n{stories}")), 0);
    }

    #[test]
    fn a_link_over_the_rest_of_its_paragraph_is_a_headline_and_one_within_it_is_not() {
        let led = |joint: &str| {
            let story = |title: &str| format!("[{title}](http://example.org){joint}{STORY}\n\n");
            format!(
                "# 要闻\n\n{}{}{}",
                story("新桥昨日通车"),
                story("渡口改作公园"),
                story("桥头开了茶馆")
            )
        };
        assert_eq!(headings(&led("\n")), 3);
        assert_eq!(headings(&led("以来，")), 0);
    }

    #[test]
    fn a_numbered_line_is_a_title_and_a_numbered_sentence_is_none() {
        let number = |source: &str| {
            let Some(Piece::Block(b)) = pieces(source).into_iter().next() else {
                return None;
            };
            numbered_title(source, &b).map(|(number, text)| (number, text.of(source)))
        };
        assert_eq!(number("3、渡口改建"), Some((3, "渡口改建".to_owned())));
        assert_eq!(number("3、渡口改建，石阶一级也不拆。"), None);
        assert_eq!(number("2026、渡口改建"), None);
    }
}
