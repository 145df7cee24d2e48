//! Islands of HTML in Markdown: their paragraphs, without the tags.

use super::inline;
use crate::issue::{Run, Span};

/// Tags at which a new paragraph begins.
const BLOCKS: [&str; 22] = [
    "p",
    "div",
    "br",
    "li",
    "tr",
    "ul",
    "ol",
    "table",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "section",
    "article",
    "hr",
    "dd",
    "dt",
    "figure",
    "figcaption",
];

/// The paragraphs of a piece of HTML. What stands in `script` and `style` is left out.
pub(super) fn paragraphs(source: &str, span: Span) -> Vec<Vec<Run>> {
    let text = span.of(source);
    let mut found: Vec<Vec<Run>> = vec![Vec::new()];
    let (mut at, mut hidden) = (0, None::<String>);
    while at < text.len() {
        let rest = text.get(at..).unwrap_or("");
        if let Some(comment) = rest.strip_prefix("<!--") {
            at += comment.find("-->").map_or(rest.len(), |end| end + 7);
            continue;
        }
        if rest.starts_with('<')
            && rest
                .chars()
                .nth(1)
                .is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'))
        {
            let end = rest.find('>').map_or(rest.len(), |e| e + 1);
            let tag = rest.get(1..end).unwrap_or("");
            let closes = tag.starts_with('/');
            let name: String = tag
                .trim_start_matches('/')
                .chars()
                .take_while(char::is_ascii_alphanumeric)
                .collect::<String>()
                .to_ascii_lowercase();
            if hidden.as_deref() == Some(name.as_str()) && closes {
                hidden = None;
            } else if (name == "script" || name == "style") && !closes {
                hidden = Some(name.clone());
            }
            if BLOCKS.contains(&name.as_str()) {
                found.push(Vec::new());
            }
            at += end;
            continue;
        }
        let next = rest
            .char_indices()
            .skip(1)
            .find(|(_, c)| *c == '<')
            .map_or(rest.len(), |(e, _)| e);
        if hidden.is_none() {
            let place = Span::new(span.start as usize + at, span.start as usize + at + next);
            if let Some(runs) = found.last_mut() {
                words(source, place, runs);
            }
        }
        at += next;
    }
    found.retain(|runs| {
        runs.iter().any(|r| {
            !r.span.of(source).trim().is_empty() || r.joint.is_some_and(|c| !c.is_whitespace())
        })
    });
    found
}

/// The text between two tags: its lines joined, its entities decoded.
fn words(source: &str, place: Span, out: &mut Vec<Run>) {
    let mut at = place.start;
    for line in place.of(source).split(['\n', '\r']) {
        let length = Span::new(0, line.len()).end;
        let lead = Span::new(0, line.len() - line.trim_start().len()).end;
        let inner = line.trim();
        // White space within a line is text; at a line's ends it is layout.
        let (start, end) = if place.of(source).contains(['\n', '\r']) {
            (at + lead, at + lead + Span::new(0, inner.len()).end)
        } else {
            (at, at + length)
        };
        if end > start {
            let joint = out.last().and_then(|r: &Run| {
                if at > place.start {
                    inline::joint(r.span.of(source), inner)
                } else {
                    None
                }
            });
            inline::decode(source, Span { start, end }, joint, out);
        }
        at += length + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::Text;

    #[test]
    fn paragraphs_without_tags() {
        let text = "<p><strong>某台消息</strong>：今天&nbsp;R&amp;D。</p><p>第二段。</p><script>x<y</script><!-- 注 -->";
        let found: Vec<String> = paragraphs(text, Span::new(0, text.len()))
            .into_iter()
            .map(|runs| Text { runs }.of(text))
            .collect();
        assert_eq!(found, ["某台消息：今天\u{A0}R&D。", "第二段。"]);
    }
}
