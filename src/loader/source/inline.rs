//! Markup within a line: emphasis, links, entities and tags are taken off, what they hold is kept.

use crate::issue::{Run, Span};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// What is put before a line so that it is read as running text, never as a list or a heading.
const AHEAD: &str = "x ";

/// The runs of one line's text, the first after `joint`. Markup is looked for only where `markup` says that the
/// text has any; a plain text's stars and brackets are its own.
pub(crate) fn runs(
    source: &str,
    span: Span,
    joint: Option<char>,
    markup: bool,
    out: &mut Vec<Run>,
) {
    let text = span.of(source);
    if !markup
        || memchr::memchr3(b'*', b'[', b'<', text.as_bytes()).is_none()
            && memchr::memchr3(b'`', b'&', b'\\', text.as_bytes()).is_none()
            && !text.contains('_')
    {
        out.push(Run { span, joint });
        return;
    }
    let first = out.len();
    let whole = format!("{AHEAD}{text}");
    let mut pending: Option<char> = None;
    let mut in_image = 0usize;
    let base = span.start as usize;
    for (event, range) in Parser::new_ext(&whole, Options::ENABLE_STRIKETHROUGH).into_offset_iter()
    {
        let place = Span::new(
            (base + range.start).saturating_sub(AHEAD.len()).max(base),
            (base + range.end).saturating_sub(AHEAD.len()).max(base),
        );
        match event {
            Event::Text(words) => {
                // Where nothing parts them, the words ahead come in one piece with the line's own.
                let own = words.get(AHEAD.len().saturating_sub(range.start)..);
                push(source, place, own.unwrap_or(""), &mut pending, out);
            }
            Event::Code(_) => {
                let inner = code(source, place);
                push(source, inner, inner.of(source), &mut pending, out);
            }
            Event::Start(Tag::Image { .. }) => in_image += 1,
            Event::End(TagEnd::Image) => in_image = in_image.saturating_sub(1),
            Event::InlineHtml(tag) | Event::Html(tag) => {
                let name = tag
                    .trim_start_matches(['<', '/'])
                    .split(|c: char| !c.is_ascii_alphanumeric())
                    .next()
                    .unwrap_or("")
                    .to_ascii_lowercase();
                let opens = !tag.starts_with("</");
                match name.as_str() {
                    "br" | "p" | "li" | "tr" | "td" | "th"
                        if opens && out.len() > first && pending.is_none() =>
                    {
                        pending = Some(' ');
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }
    if let Some(run) = out.get_mut(first) {
        run.joint = joint.or(run.joint);
    }
    if out.len() == first {
        out.push(Run {
            span: Span {
                start: span.start,
                end: span.start,
            },
            joint,
        });
    }
}

/// The words of code within a line, without its ticks and the blank at each side that belongs to those.
pub(crate) fn code(source: &str, place: Span) -> Span {
    let text = place.of(source);
    let ticks = text.bytes().take_while(|b| *b == b'`').count();
    let inner = text.get(ticks..text.len().saturating_sub(ticks));
    let words = inner.unwrap_or("");
    let padded = words.len() > 1
        && words.starts_with([' ', '\n'])
        && words.ends_with([' ', '\n'])
        && !words.trim_matches(' ').is_empty();
    let marks = Span::new(0, ticks + usize::from(padded)).end;
    Span {
        start: place.start + marks,
        end: place.end - marks.min(place.end - place.start),
    }
}

/// The runs of code within a paragraph. Where a line ends in it there is a blank, and what stands before the next line's
/// words, as a quotation's mark, is none of it.
pub(crate) fn code_runs(source: &str, code: Span, joint: Option<char>, out: &mut Vec<Run>) {
    let (mut at, mut joint) = (code.start, joint);
    for (n, line) in code.of(source).split(['\n', '\r']).enumerate() {
        let end = at + Span::new(0, line.len()).end;
        let words = if n == 0 {
            line
        } else {
            line.trim_start_matches(['>', ' ', '\t'])
        };
        let start = end - Span::new(0, words.len()).end;
        if n == 0 || !words.is_empty() {
            out.push(Run {
                span: Span { start, end },
                joint,
            });
            joint = Some(' ');
        }
        at = end + 1;
    }
}

/// The runs of a text between tags, its entities decoded by the Markdown parser's own table.
pub(crate) fn decode(source: &str, span: Span, joint: Option<char>, out: &mut Vec<Run>) {
    let text = span.of(source);
    if !text.contains('&') {
        out.push(Run { span, joint });
        return;
    }
    let place = |from: usize, to: usize| Span {
        start: span.start + Span::new(0, from).end,
        end: span.start + Span::new(0, to).end,
    };
    let mut joint = joint;
    let (mut at, mut from) = (0, 0);
    while let Some(start) = text.get(at..).and_then(|t| t.find('&')).map(|f| at + f) {
        let entity = text
            .get(start..)
            .and_then(|t| t.find(';').filter(|e| *e < 12).and_then(|e| t.get(..=e)));
        let Some((entity, c)) = entity.and_then(|e| entity_of(e).map(|c| (e, c))) else {
            at = start + 1;
            continue;
        };
        if start > from || joint.is_some() {
            out.push(Run {
                span: place(from, start),
                joint: joint.take(),
            });
        }
        joint = Some(c);
        from = start + entity.len();
        at = from;
    }
    if from < text.len() || joint.is_some() {
        out.push(Run {
            span: place(from, text.len()),
            joint,
        });
    }
}

/// The character that an entity stands for.
fn entity_of(entity: &str) -> Option<char> {
    let words = Parser::new(entity).find_map(|event| {
        if let Event::Text(words) = event {
            Some(words)
        } else {
            None
        }
    })?;
    (&*words != entity || entity.len() == 1)
        .then(|| words.chars().next())
        .flatten()
        .filter(|_| !words.starts_with('&') || entity == "&amp;")
        .map(within_a_line)
}

/// Adds the words of a text event; where they differ from the source (an entity, an escape), the character they
/// stand for is put between.
pub(crate) fn push(
    source: &str,
    place: Span,
    words: &str,
    pending: &mut Option<char>,
    out: &mut Vec<Run>,
) {
    let own = place.of(source);
    if place.is_empty() {
        return;
    }
    let joint = pending.take();
    if own == words {
        out.push(Run { span: place, joint });
        return;
    }
    if let Some(kept) = own.strip_suffix(words) {
        let start = place.start + Span::new(0, kept.len()).end;
        out.push(Run {
            span: Span {
                start,
                end: place.end,
            },
            joint,
        });
        return;
    }
    for c in words.chars() {
        out.push(Run {
            span: Span {
                start: place.start,
                end: place.start,
            },
            joint: Some(within_a_line(c)),
        });
    }
}

/// What an entity stands for within a line: one for a line's end or a tab is a blank. Only what parts a table's rows and
/// cells is a joint that ends a line.
fn within_a_line(c: char) -> char {
    match c {
        '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => ' ',
        c => c,
    }
}

/// What is put between two joined lines: a space between words of alphabets, nothing where Han stands.
pub(crate) fn joint(before: &str, after: &str) -> Option<char> {
    let last = before.chars().next_back()?;
    let first = after.chars().next()?;
    let narrow =
        |c: char| (c as u32) < 0x2E80 && !matches!(c, '“' | '”' | '‘' | '’' | '—' | '…' | '·');
    let hangul = |c: char| ('\u{AC00}'..='\u{D7A3}').contains(&c);
    if hangul(last) && hangul(first) {
        return Some(' ');
    }
    if !narrow(last) || !narrow(first) {
        // English quotation marks are the Chinese ones: between letters they part words.
        let quote = |c: char| matches!(c, '“' | '”' | '‘' | '’' | '—' | '…');
        let latin = |c: char| c.is_alphabetic() && narrow(c) || matches!(c, ',' | '.' | '?' | '!');
        return (quote(last) && latin(first) && !matches!(last, '“' | '‘' | '—')
            || latin(last) && quote(first) && !matches!(first, '”' | '’' | '—'))
        .then_some(' ');
    }
    // A number cut in a column goes on; a sign that ends or begins a word does too, and a soft hyphen parts one.
    if last.is_ascii_digit() && (first.is_ascii_digit() || matches!(first, '.' | ',' | '%'))
        || matches!(last, '-' | '\u{AD}')
        || last == '/'
        || matches!(last, '(' | '[')
        || matches!(first, ')' | ']' | '%' | ',' | '.' | ';')
    {
        return None;
    }
    Some(' ')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::Text;

    fn bare(text: &str) -> String {
        let mut out = Vec::new();
        runs(text, Span::new(0, text.len()), None, true, &mut out);
        Text { runs: out }.of(text)
    }

    #[test]
    fn markup_is_taken_off_and_words_stay() {
        assert_eq!(
            bare("这是**重点**与[链接](http://a.b/c_d)。"),
            "这是重点与链接。"
        );
        assert_eq!(
            bare("R&amp;D 投入 `cargo run` 增长\\*"),
            "R&D 投入 cargo run 增长*"
        );
        assert_eq!(bare("1. 第一 <b>条</b>"), "1. 第一 条");
        assert_eq!(
            bare("<table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td></tr></table>"),
            "甲 乙 丙"
        );
        assert_eq!(bare("用 `` a`b `` 和 `  `"), "用 a`b 和   ");
        assert_eq!(bare("销量第一*"), "销量第一*");
        assert_eq!(bare("按“]”走,按“[”回"), "按“]”走,按“[”回");
    }

    #[test]
    fn lines_join_by_their_script() {
        assert_eq!(joint("项", "目"), None);
        assert_eq!(joint("the", "town"), Some(' '));
        assert_eq!(joint("20", "23年"), None);
        assert_eq!(joint("使用Rust", "语言"), None);
        assert_eq!(joint("said,", "“Yes"), Some(' '));
        assert_eq!(joint("sepa\u{AD}", "rate"), None);
    }
}
