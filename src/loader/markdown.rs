//! Clean Markdown: newsletters as published, and this program's own exports. Here the marks are true, so
//! sections and articles follow the heading levels.

mod asides;
mod building;
pub mod clean;
mod contract;
mod decks;
mod entries;
mod framed;
mod gathering;
mod head;
mod levels;
mod numbers;
mod piece;
mod pieces;
mod plain;
mod plan;
mod setext;
mod tails;
mod titles;
mod told;
mod trust;

use crate::issue::Issue;
use crate::loader::front::Said;
use crate::loader::lines::Line;
use crate::loader::markdown::clean::is_plain;
use crate::loader::rules::Rules;
use crate::loader::structure::finish;
use crate::loader::tidy::Broom;
use crate::loader::told::Told;
use contract::by_contract;
use entries::entries;
use levels::by_levels;
use pieces::Collector;

/// Reads clean Markdown, or a text as clean without marks, from a byte on into the issue.
pub fn read(rules: &Rules, issue: &mut Issue, said: Said, lines: &[Line], told: &Told) {
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
        finish::finish_article(rules, article, &source, broom, exported);
    }
    told.keep_kinds(issue);
    issue.source = source;
}
