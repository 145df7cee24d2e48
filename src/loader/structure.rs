//! Structure: lines to sections and articles, by the evidence of the whole text.
//!
//! Each job has a file: [`classes`] what a line's own form tells, [`legs`] how wide the columns were,
//! [`paragraphs`] which lines go together, [`decks`] which heading line is which, [`articles`] where articles
//! begin, and the forms themselves in [`bylines`], [`captions`], [`datelines`], [`furniture`], [`jumps`] and
//! [`sections`]. The words all this rests on are data: `assets/rules.toml`.

mod articles;
mod assemble;
mod bylines;
mod captions;
mod classes;
mod datelines;
mod decks;
mod evidence;
mod furniture;
mod heights;
mod jumps;
mod legs;
mod paragraphs;
mod rules;
mod sections;
mod units;
mod words;

use super::lines::Line;
use crate::issue::{Defect, Issue};

/// Reads lines as a newspaper: fills in the issue's sections, furniture, marks and masthead. Returns the
/// defects and how many line cuts were joined.
pub(super) fn read(issue: &mut Issue, lines: &[Line]) -> (Vec<Defect>, usize) {
    let source = std::mem::take(&mut issue.source);
    let looks = classes::look(&source, lines);
    let legs = legs::widths(lines);
    let context = paragraphs::Context::new(&source, lines, &looks, &legs);
    let places = paragraphs::places(&context);
    let units = units::gather(&context, &places);
    let outline = articles::outline(&context, &units);
    let found = assemble::assemble(&context, &units, &outline, issue);
    issue.source = source;
    found
}
