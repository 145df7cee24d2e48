//! Clean Markdown: newsletters as published, and this program's own exports. Here the marks are true, so
//! sections and articles follow the heading levels.

mod asides;
mod contract;
mod decks;
mod entries;
mod framed;
mod gathering;
mod head;
mod levels;
mod numbers;
mod pieces;
mod plain;
mod plan;
mod setext;
mod tails;
mod titles;
mod told;
mod trust;

use super::front::Said;
use super::structure;
use super::tidy::Broom;
use super::told::Told;
use crate::issue::{
    Article, Block, BlockKind, FurnitureKind, Issue, Mark, MarkKind, Section, Text,
};
use crate::loader::lines::{Form, Line, folded};
use crate::loader::rules::Rules;
use contract::by_contract;
use entries::entries;
use levels::by_levels;
use pieces::Collector;

/// A piece of the document, before it is known what the heading levels mean.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    /// A heading of a level.
    Heading(u8, Text),
    /// A piece of text.
    Block(Block),
    /// A paragraph that is strong, or emphasised, from end to end.
    Strong(Text),
    /// See [`Piece::Strong`].
    Emphasis(Text),
    /// A strong line over the rest of its paragraph.
    Lead(Text),
    /// A line over a headline.
    Kicker(Text),
    /// A line under one.
    Deck(Text),
    /// What belongs to no text: a link that recurs under many, a word beside a link, the contents.
    Aside(FurnitureKind, Text),
}

/// Whether a text is Markdown whose marks can be trusted, and not a page that extraction marked at random.
pub(super) fn is_clean(rules: &Rules, source: &str, lines: &[Line]) -> bool {
    let (mut headings, mut tops, mut turned, mut rich, mut texts, mut cut) = (0, 0, 0, 0, 0, 0);
    // Lines that go on in the next, and short paragraphs of one line that end without a stop.
    let (mut wrapped, mut lone) = (0, 0);
    let mut above: Option<u8> = None;
    let mut pages = 0;
    for (i, line) in lines.iter().enumerate() {
        if matches!(line.form, Form::Heading(_) | Form::Text) && (4..=40).contains(&line.width) {
            let words = line.span.of(source);
            if words.contains('版') || words.starts_with(['P', '【']) {
                let words: String = folded(words);
                pages += usize::from(structure::is_page(rules, &words));
            }
        }
        if line.form == Form::Text && line.stops == 0 && (16..=80).contains(&line.width) {
            let words = line.span.of(source);
            pages += usize::from(
                words.contains('年') && structure::is_running_head(rules, &folded(words)),
            );
        }
        match line.form {
            Form::Heading(level) => {
                headings += 1;
                tops += usize::from(level == 1);
                // Headings without text between them go down a level; extraction's do not.
                turned += usize::from(above.is_some_and(|a| level <= a));
                above = Some(level);
                continue;
            }
            Form::List | Form::Quote | Form::Image | Form::Code | Form::Row | Form::Note => {
                rich += 1;
            }
            Form::Text => {
                let text = line.span.of(source);
                // Most lines hold none of the signs.
                let signs = memchr::memchr3(b'[', b'*', b'`', text.as_bytes()).is_some();
                let marked = line.whole.of(source).trim_start().starts_with('<')
                    || is_emphasised(text)
                    || signs
                        && (text.contains("](")
                            || text.contains("[^")
                            || text.contains("**")
                            || text.contains('`'));
                rich += usize::from(marked);
                if line.width > 40 {
                    texts += 1;
                    let goes_on = lines
                        .get(i + 1)
                        .is_some_and(|n| n.form == Form::Text && n.blanks > 0);
                    let next = lines.get(i + 1);
                    wrapped +=
                        usize::from(next.is_some_and(|n| n.form == Form::Text && n.blanks == 0));
                    let ends = usize::from(
                        goes_on
                            && !line.ends_sentence()
                            && !marked
                            && !matches!(line.last, '：' | ':' | '；' | '）' | ')' | '>' | ']'),
                    );
                    cut += ends;
                    lone += ends * usize::from(line.blanks > 0 && line.width <= 80);
                }
            }
            Form::Rule => {
                let heads = i
                    .checked_sub(1)
                    .and_then(|p| lines.get(p))
                    .is_some_and(|p| p.form == Form::Text && p.width <= 80 && !p.ends_sentence());
                if line.blanks == 0 && heads && !line.whole.of(source).contains([' ', '*', '_']) {
                    // A line with a rule right under it is a heading.
                    headings += 1;
                    above = None;
                    continue;
                }
            }
        }
        above = None;
    }
    if wrapped * 2 >= texts {
        // Where lines are wrapped within paragraphs, those that stand alone are headlines.
        cut -= lone;
    }
    if headings == 0 {
        let strong = strong_heads(lines) && cut * 8 <= texts.max(8);
        return pages < 2 && (strong || plain::is_plain(rules, source, lines));
    }
    let linked = trust::is_linked(source, lines);
    let by_pages = pages >= 1 && trust::is_paged(rules, source, lines);
    if trust::is_ruled(lines) {
        return true;
    }
    // Pages are a newspaper's, and extraction marked their lines.
    if headings < 2 || pages >= 2 && !by_pages || !linked && cut * 8 > texts.max(8) {
        return false;
    }
    // Parts without a text stand one over the other in a text of links.
    let consistent = turned * if linked { 2 } else { 12 } <= headings;
    let nested = tops <= 1 && headings >= 3 || by_pages || linked;
    consistent
        && (rich * 12 >= texts + headings
            || nested && (turned == 0 || by_pages) && headings * 3 < lines.len() * 2)
        && (nested || rich * 4 >= texts)
}

/// Whether a clean text is read by its lines alone, without Markdown's marks.
pub(super) fn is_plain(rules: &Rules, source: &str, lines: &[Line]) -> bool {
    let headed = lines.iter().any(|l| matches!(l.form, Form::Heading(_)));
    !headed && !strong_heads(lines) && plain::is_plain(rules, source, lines)
}

/// Whether a line is emphasised from end to end.
fn is_emphasised(text: &str) -> bool {
    ['*', '_'].iter().any(|mark| {
        let inner = text.strip_prefix(*mark).and_then(|t| t.strip_suffix(*mark));
        inner.is_some_and(|t| !t.is_empty())
    })
}

/// Whether strong lines are the headings of a text that has no others: several, a text under most of them, and
/// hardly a short line that is not strong.
fn strong_heads(lines: &[Line]) -> bool {
    let (mut strong, mut heads, mut others) = (0, 0, 0);
    for (i, line) in lines.iter().enumerate() {
        let next = lines.get(i + 1);
        let over = next.is_some_and(|n| n.form == Form::Text && (n.strong || n.width > 40));
        if line.strong && line.width <= 80 {
            strong += 1;
            heads += usize::from(over);
        } else if line.form == Form::Text && line.width <= 40 && !line.ends_sentence() {
            others += usize::from(
                next.is_some_and(|n| n.form == Form::Text && !n.strong && n.width > 40),
            );
        }
    }
    strong >= 3 && heads * 3 >= strong * 2 && others * 3 <= strong
}

/// Reads clean Markdown, or a text as clean without marks, from a byte on into the issue.
pub(super) fn read(rules: &Rules, issue: &mut Issue, said: Said, lines: &[Line], told: &Told) {
    let Said {
        body: from,
        exported,
    } = said;
    let source = std::mem::take(&mut issue.source);
    if !exported && is_plain(rules, &source, lines) {
        let pieces = plain::pieces(rules, issue, &source, lines);
        by_levels(rules, issue, &source, pieces, told);
        finish(rules, issue, source, told, exported);
        return;
    }
    let mut collector = Collector {
        source: &source,
        base: from,
        exported,
        pieces: Vec::new(),
        marks: Vec::new(),
        underlined: setext::Underlined::default(),
    };
    collector.collect();
    let Collector { pieces, marks, .. } = collector;
    issue.marks.extend(marks);
    if exported {
        by_contract(rules, issue, &source, pieces);
    } else {
        let pieces = entries(&source, asides::set_aside(rules, &source, pieces));
        by_levels(rules, issue, &source, pieces, told);
    }
    finish(rules, issue, source, told, exported);
}

/// Tidies the articles up, once all are put together.
fn finish(rules: &Rules, issue: &mut Issue, source: String, told: &Told, exported: bool) {
    if !exported {
        tails::tidy(rules, issue, &source, told);
    }
    let broom = Broom::of(&source);
    for article in issue.sections.iter_mut().flat_map(|s| &mut s.articles) {
        structure::finish_article(rules, article, &source, broom, exported);
    }
    told.keep_kinds(issue);
    for article in issue.sections.iter_mut().flat_map(|s| &mut s.articles) {
        gathering::keep_breaks(article);
    }
    issue.source = source;
}

fn block(kind: BlockKind, text: Text) -> Block {
    Block {
        kind,
        text,
        depth: 0,
    }
}

fn begin_section(rules: &Rules, issue: &mut Issue, source: &str, text: &Text) {
    let (page, name) = structure::section_of(rules, text, source);
    issue.marks.extend(
        text.runs
            .iter()
            .filter(|r| !r.span.is_empty())
            .map(|r| Mark {
                span: r.span,
                kind: MarkKind::Section,
            }),
    );
    issue.sections.push(Section {
        page,
        name,
        articles: Vec::new(),
    });
}

fn begin_article(issue: &mut Issue) {
    if issue.sections.is_empty() {
        issue.sections.push(Section::default());
    }
    if let Some(section) = issue.sections.last_mut() {
        section.articles.push(Article::default());
    }
}

fn article(issue: &mut Issue) -> &mut Article {
    if issue.sections.last().is_none_or(|s| s.articles.is_empty()) {
        begin_article(issue);
    }
    issue
        .sections
        .last_mut()
        .and_then(|s| s.articles.last_mut())
        .expect("an article was begun where none was open")
}
