//! Heights: the legs of one story are about equally high, so the texts between the cuts that their ends make
//! are about equally long. A line that ends in mid-sentence just where a leg would end was cut there.

use super::classes::{Class, Look};
use crate::loader::lines::{Form, Line};

/// How a line's end agrees with the height of the legs around it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Fit {
    /// A leg would end here.
    Ends,
    /// Two legs would.
    Second,
    /// No leg would.
    Amid,
    /// The legs' height is not known.
    Unknown,
}

/// Half ems from which a line that ends in mid-sentence was surely cut.
const SURE: u32 = 76;
/// Characters of the lowest and the highest leg.
const HEIGHTS: std::ops::RangeInclusive<u32> = 60..=320;

/// How each line's end agrees with its story's legs.
pub(super) fn fits(lines: &[Line], looks: &[Look]) -> Vec<Fit> {
    let mut fits = vec![Fit::Unknown; lines.len()];
    let mut from = 0;
    for to in 0..=lines.len() {
        let parts = lines.get(to).zip(looks.get(to)).is_none_or(|(line, look)| {
            matches!(line.form, Form::Heading(_))
                || look.dateline
                || matches!(
                    look.class,
                    Class::Section(_) | Class::Byline | Class::Masthead(_)
                )
        });
        if parts {
            story(
                lines.get(from..to).unwrap_or_default(),
                looks.get(from..to).unwrap_or_default(),
                fits.get_mut(from..to).unwrap_or_default(),
            );
            from = to;
        }
    }
    fits
}

fn is_cut(line: &Line) -> bool {
    line.form == Form::Text
        && line.width >= SURE
        && !line.ends_sentence()
        && !matches!(line.last, '：' | ':' | '；' | ';')
}

/// Measures one story's lines, from one heading to the next.
fn story(lines: &[Line], looks: &[Look], fits: &mut [Fit]) {
    let mut legs: Vec<u32> = Vec::new();
    let mut since = 0;
    let counts = |look: &Look| matches!(look.class, Class::Free);
    for (line, _) in lines.iter().zip(looks).filter(|(_, look)| counts(look)) {
        since += line.chars;
        if is_cut(line) {
            if HEIGHTS.contains(&since) {
                legs.push(since);
            }
            since = 0;
        }
    }
    if legs.len() < 2 {
        return;
    }
    legs.sort_unstable();
    // The lower quartile: what lies between two cuts that show may be two legs, never half of one.
    let height = legs.get(legs.len() / 4).copied().unwrap_or(0);
    let spread = height / 9 + 4;
    let mut since = 0;
    for ((line, _), fit) in lines
        .iter()
        .zip(looks)
        .zip(fits)
        .filter(|((_, look), _)| counts(look))
    {
        since += line.chars;
        *fit = if since.abs_diff(height) <= spread {
            Fit::Ends
        } else if since.abs_diff(2 * height) <= spread * 3 / 2 {
            Fit::Second
        } else {
            Fit::Amid
        };
        if is_cut(line) || !line.ends_sentence() && *fit == Fit::Ends && line.width > 20 {
            since = 0;
        }
    }
}
