//! Texts as they were published: newsletters in Markdown, plain text with whole paragraphs, this program's own exports.
//! Here the marks are true, so sections and articles follow the heading levels.

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
pub mod paragraphs;
pub mod piece;
pub mod pieces;
pub mod plain;
pub mod plan;
pub mod ranks;
pub mod setext;
pub mod sight;
pub mod tails;
#[cfg(test)]
mod tests;
pub mod titles;
pub mod trust;

use crate::issue::{Issue, Span};
use crate::loader::assemble::finish;
use crate::loader::corrections::Corrected;
use crate::loader::ground::Ranked;
use crate::loader::rules::Rules;
use crate::loader::source::broom::Broom;
use crate::loader::source::lines::Line;
use contract::by_contract;
use entries::entries;
use levels::by_levels;
use piece::Piece;
use pieces::Collector;

/// Reads an export of this program's, from a byte on, by the marks that it writes.
pub fn read_export(rules: &Rules, issue: &mut Issue, from: usize, corrected: &Corrected) {
    let source = std::mem::take(&mut issue.source);
    let pieces = collected(issue, &source, from, true);
    by_contract(rules, issue, &source, pieces);
    finish(rules, issue, source, corrected, true);
}

/// Reads Markdown whose marks can be trusted, from a byte on.
pub fn read_marks(rules: &Rules, issue: &mut Issue, from: usize, corrected: &Corrected) {
    let source = std::mem::take(&mut issue.source);
    let pieces = asides::set_aside(rules, &source, collected(issue, &source, from, false));
    by_levels(rules, issue, &source, entries(&source, pieces), corrected);
    tails::tidy(rules, issue, &source, corrected);
    finish(rules, issue, source, corrected, false);
}

/// What was asked of the headings of Markdown to tell what they are, by the places of their words in the source.
pub fn why_marks(
    rules: &Rules,
    issue: &mut Issue,
    from: usize,
    corrected: &Corrected,
) -> Vec<(Span, Vec<Ranked>)> {
    let source = std::mem::take(&mut issue.source);
    let pieces = asides::set_aside(rules, &source, collected(issue, &source, from, false));
    let whys = levels::why(rules, issue, &source, entries(&source, pieces), corrected);
    issue.source = source;
    whys
}

/// Reads a text without marks, whose paragraphs are whole, by its lines.
pub fn read_plain(rules: &Rules, issue: &mut Issue, lines: &[Line], corrected: &Corrected) {
    let source = std::mem::take(&mut issue.source);
    let pieces = plain::pieces(rules, issue, &source, lines);
    by_levels(rules, issue, &source, pieces, corrected);
    tails::tidy(rules, issue, &source, corrected);
    finish(rules, issue, source, corrected, false);
}

/// The pieces of a document; its marks go to the issue.
fn collected(issue: &mut Issue, source: &str, from: usize, exported: bool) -> Vec<Piece> {
    let mut collector = Collector {
        source,
        base: from,
        exported,
        pieces: Vec::new(),
        marks: Vec::new(),
        underlined: setext::Underlined::default(),
    };
    collector.collect();
    let Collector { pieces, marks, .. } = collector;
    issue.marks.extend(marks);
    pieces
}

/// Finishes the articles, once all are put together.
fn finish(rules: &Rules, issue: &mut Issue, source: String, corrected: &Corrected, exported: bool) {
    let broom = Broom::of(&source);
    for article in issue.sections.iter_mut().flat_map(|s| &mut s.articles) {
        finish::finish_article(rules, article, &source, broom, exported);
    }
    for article in issue.sections.iter_mut().flat_map(|s| &mut s.articles) {
        corrected.keep_kinds(article);
        gathering::keep_breaks(article);
        gathering::keep_depths(article);
    }
    issue.source = source;
}
