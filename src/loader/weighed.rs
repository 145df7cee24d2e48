//! Texts whose marks cannot be trusted: what each line is, by the evidence of the whole text.
//!
//! [`classes`] is what a line's own form tells, [`features`] what the whole text shows, [`evidence`] what speaks for and
//! against a reading. [`paragraphs`] decides which lines go together, [`decks`] which heading line is which, [`articles`]
//! where articles begin. The words all this rests on are data: `assets/rules.toml`.

pub mod articles;
pub mod classes;
pub mod context;
pub mod corrected;
pub mod decks;
pub mod evidence;
pub mod explain;
pub mod features;
pub mod line_state;
pub mod outline;
pub mod paragraphs;
pub mod reading;
#[cfg(test)]
pub mod tests;
pub mod units;

use crate::loader::corrections::Corrected;
use crate::loader::rules::Rules;
use crate::loader::source::lines::Line;
use classes::recognised::Recognised;
use features::legs;

/// What the lines of a text are by their own forms, or as they were corrected, with the widths in half ems of the legs
/// that they were cut from.
pub fn recognise(
    rules: &Rules,
    source: &str,
    lines: &[Line],
    corrected: &mut Corrected,
) -> (Vec<u32>, Vec<Recognised>) {
    let legs = legs::widths(lines);
    let mut recognised = classes::recognise(rules, source, lines, &legs);
    corrected::classes(rules, corrected, source, lines, &legs, &mut recognised);
    (legs, recognised)
}
