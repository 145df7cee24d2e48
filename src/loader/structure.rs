//! Structure: lines to sections and articles, by the evidence of the whole text.
//!
//! Each job has a file: [`classes`] what a line's own form tells, [`legs`] how wide the columns were,
//! [`paragraphs`] which lines go together, [`decks`] which heading line is which, [`articles`] where articles
//! begin, and the forms themselves in [`bylines`], [`captions`], [`datelines`], [`furniture`], [`jumps`] and
//! [`sections`]. The words all this rests on are data: `assets/rules.toml`.

mod around;
mod articles;
mod assemble;
pub mod bylines;
pub mod captions;
mod class;
pub mod classes;
mod cohesion;
mod context;
mod continued;
pub mod datelines;
pub mod dates;
mod decks;
mod doubts;
mod evidence;
pub mod explain;
pub mod finish;
pub mod furniture;
mod guides;
mod headlines;
mod heads;
mod heights;
mod histories;
mod joints;
pub mod jumps;
mod labels;
mod legs;
mod lone;
pub mod mastheads;
mod numbering;
mod outline;
mod paragraphs;
mod place;
mod reading;
mod remarks;
mod seams;
pub mod sections;
mod shapes;
pub mod told;
mod turnovers;
mod units;
mod words;

use crate::issue::{Article, Defect, Issue};
use crate::loader::lines::Line;
use crate::loader::rules::Rules;
use crate::loader::told::Told;
use reading::Reading;

/// Reads lines as a newspaper: fills in the issue's sections, furniture, marks and masthead. Returns the
/// defects and how many line cuts were joined.
pub fn read(
    rules: &Rules,
    issue: &mut Issue,
    lines: &[Line],
    told: &mut Told,
) -> (Vec<Defect>, usize) {
    let source = std::mem::take(&mut issue.source);
    let legs = legs::widths(lines);
    let mut looks = classes::look(rules, &source, lines, &legs);
    told::classes(rules, told, &source, lines, &legs, &mut looks);
    let context = context::Context::new(rules, &source, lines, &looks, &legs, told);
    let Reading {
        places,
        units,
        outline,
    } = reading::read(&context);
    let risks = places.into_risks();
    let (mut defects, joins) = assemble::assemble(&context, &units, &outline, issue);
    defects.extend(doubts::find(&context, &risks, &units, &outline, issue));
    defects.extend(continued::join(issue, &source));
    issue.source = source;
    (defects, joins)
}
