//! Clean Markdown: newsletters as published, and this program's own exports. Here the marks are true, so
//! sections and articles follow the heading levels.

pub mod asides;
pub mod building;
pub mod clean;
pub mod contract;
pub mod corrected;
pub mod decks;
pub mod entries;
pub mod framed;
pub mod gathering;
pub mod head;
pub mod levels;
pub mod numbers;
pub mod piece;
pub mod pieces;
pub mod plain;
pub mod plan;
pub mod setext;
pub mod tails;
pub mod titles;
pub mod trust;

use crate::issue::Issue;
use crate::loader::assemble::finish;
use crate::loader::choose::Method;
use crate::loader::corrections::Told;
use crate::loader::rules::Rules;
use crate::loader::source::broom::Broom;
use crate::loader::source::lines::Line;
use contract::by_contract;
use entries::entries;
use levels::by_levels;
use pieces::Collector;

/// Reads clean Markdown, or a text as clean without marks, from a byte on into the issue.
pub fn read(
    rules: &Rules,
    issue: &mut Issue,
    (method, from): (Method, usize),
    lines: &[Line],
    told: &Told,
) {
    let exported = method == Method::Exported;
    let source = std::mem::take(&mut issue.source);
    if method == Method::Plain {
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
        finish::finish_article(rules, article, &source, broom, exported);
    }
    told.keep_kinds(issue);
    issue.source = source;
}
