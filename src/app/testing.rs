//! Small issues for tests, written as lines.

use crate::issue::{Article, Block, BlockKind, Issue, Run, Section, Span, Text};

/// An issue of lines: `## 01 名` opens a section, `# …` an article; `> …` is its kicker, `< …` its deck, `@ …` its
/// byline, `* …` a subhead, `^ 6` says that it goes on at page 6, `v 1` that it comes from page 1. Other lines are
/// text; those that follow one another are one paragraph, cut there.
pub fn issue(lines: &str) -> Issue {
    let mut issue = Issue {
        source: lines.to_owned(),
        ..Issue::default()
    };
    let mut at = 0;
    let mut open = false;
    for line in lines.split_inclusive('\n') {
        issue
            .line_starts
            .push(u32::try_from(at).unwrap_or(u32::MAX));
        let bare = line.trim_end_matches('\n');
        let (tag, rest) = bare.split_once(' ').unwrap_or((bare, ""));
        let span = Span::new(at + bare.len() - rest.len(), at + bare.len());
        let whole = Span::new(at, at + bare.len());
        at += line.len();
        if tag == "##" {
            issue.sections.push(section(rest, span));
            open = false;
            continue;
        }
        if issue.sections.is_empty() {
            issue.sections.push(Section::default());
        }
        let Some(articles) = issue.sections.last_mut().map(|s| &mut s.articles) else {
            continue;
        };
        if tag == "#" {
            articles.push(Article {
                headline: (!rest.is_empty()).then(|| Text::at(span)),
                ..Article::default()
            });
            open = false;
            continue;
        }
        if bare.is_empty() {
            open = false;
            continue;
        }
        if articles.is_empty() {
            articles.push(Article::default());
        }
        let Some(article) = articles.last_mut() else {
            continue;
        };
        let is_text = !part(article, tag, rest, span);
        if is_text {
            text(article, whole, open);
        }
        open = is_text;
    }
    if issue.line_starts.is_empty() {
        issue.line_starts.push(0);
    }
    issue
}

/// A section whose page and name stand in a line's rest, which is at a span.
fn section(rest: &str, span: Span) -> Section {
    let (page, name) = rest.split_once(' ').unwrap_or((rest, ""));
    let start = span.end as usize - name.len();
    Section {
        page: (!page.is_empty()).then(|| page.to_owned()),
        name: (!name.is_empty()).then(|| Text::at(Span::new(start, start + name.len()))),
        articles: Vec::new(),
    }
}

/// Gives an article the part that a line's tag says; whether it says one.
fn part(article: &mut Article, tag: &str, rest: &str, span: Span) -> bool {
    let text = Some(Text::at(span));
    match tag {
        ">" => article.kicker = text,
        "<" => article.deck = text,
        "@" => article.byline = text,
        "^" => article.continued_on = Some(rest.to_owned()),
        "v" => article.continued_from = Some(rest.to_owned()),
        "*" => article.blocks.push(Block {
            kind: BlockKind::Subhead,
            text: Text::at(span),
            depth: 0,
        }),
        _ => return false,
    }
    true
}

/// Gives an article a line of text, which goes on with the paragraph before where that is open.
fn text(article: &mut Article, line: Span, open: bool) {
    if let Some(block) = article.blocks.last_mut().filter(|_| open) {
        block.text.runs.push(Run {
            span: line,
            joint: None,
        });
    } else {
        article.blocks.push(Block {
            kind: BlockKind::Paragraph,
            text: Text::at(line),
            depth: 0,
        });
    }
}
