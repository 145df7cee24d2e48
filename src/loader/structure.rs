//! Structure: lines to sections and articles, by the evidence of the whole text.
//!
//! Each job has a file: [`classes`] what a line's own form tells, [`legs`] how wide the columns were,
//! [`paragraphs`] which lines go together, [`decks`] which heading line is which, [`articles`] where articles
//! begin, and the forms themselves in [`bylines`], [`captions`], [`datelines`], [`furniture`], [`jumps`] and
//! [`sections`]. The words all this rests on are data: `assets/rules.toml`.

mod around;
mod articles;
mod assemble;
mod bylines;
mod captions;
mod classes;
mod continued;
mod datelines;
mod decks;
mod evidence;
mod finish;
mod furniture;
mod headlines;
mod heads;
mod heights;
mod jumps;
mod legs;
mod lone;
mod paragraphs;
mod rules;
mod seams;
mod sections;
mod told;
mod units;
mod words;

use super::lines::Line;
use super::told::Told;
use crate::issue::{Article, Defect, Issue, Text};
pub(super) use furniture::find_date;

/// Reads lines as a newspaper: fills in the issue's sections, furniture, marks and masthead. Returns the
/// defects and how many line cuts were joined.
pub(super) fn read(issue: &mut Issue, lines: &[Line], told: &mut Told) -> (Vec<Defect>, usize) {
    let source = std::mem::take(&mut issue.source);
    let legs = legs::widths(lines);
    let mut looks = classes::look(&source, lines, &legs);
    told::classes(told, &source, lines, &legs, &mut looks);
    let context = paragraphs::Context::new(&source, lines, &looks, &legs, told);
    let places = paragraphs::places(&context);
    let units = units::gather(&context, &places);
    let outline = articles::outline(&context, &units);
    let (mut defects, joins) = assemble::assemble(&context, &units, &outline, issue);
    defects.extend(continued::join(issue, &source));
    issue.source = source;
    (defects, joins)
}

/// Looks for what an article's texts hold: a byline glued to the end, the dateline, the column's name in
/// brackets. In an `exported` text only what the text itself says is looked for: its byline is marked.
pub(super) fn finish_article(article: &mut Article, source: &str, exported: bool) {
    finish::finish_article(article, source, exported);
}

/// The page that a whole line says a story goes on to. `text` is folded to full-width marks.
pub(super) fn jump_on(text: &str) -> Option<String> {
    jumps::on(text)
        .filter(|j| j.range.start == 0)
        .map(|j| j.page)
}

/// The page that a whole line says a story comes from. `text` is folded to full-width marks.
pub(super) fn jump_from(text: &str) -> Option<String> {
    jumps::from(text)
        .filter(|j| j.range.end >= text.trim_end().len())
        .map(|j| j.page)
}

/// A section's page and name out of its heading.
pub(super) fn section_of(text: &Text, source: &str) -> (Option<String>, Option<Text>) {
    let folded = super::texts::folded(text, source);
    let Some(heading) = sections::heading(&folded) else {
        return (None, (!text.is_empty()).then(|| text.clone()));
    };
    let from = folded
        .get(..heading.name.start)
        .map_or(0, |t| t.chars().count());
    let length = folded.get(heading.name).map_or(0, |t| t.chars().count());
    let name = super::texts::slice(text, source, from, length);
    (Some(heading.page), (!name.is_empty()).then_some(name))
}

/// The page and the name of a section that is told to begin, its name as a text at a place of the source.
pub(super) fn section_told(place: u32, said: &str) -> (Option<String>, Option<Text>) {
    told::section(place, said)
}

/// Reads an issue's title for paper, day and number.
pub(super) fn read_title(issue: &mut Issue, text: &Text, source: &str) {
    let folded = super::texts::folded(text, source);
    if let Some(masthead) = furniture::masthead(&folded) {
        issue.paper = issue.paper.take().or(masthead.paper);
        issue.date = issue.date.or(masthead.date);
        issue.number = issue.number.take().or(masthead.number);
    }
    issue.title.get_or_insert_with(|| text.of(source));
}
