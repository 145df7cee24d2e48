//! Lines to paragraphs: which line goes on with the one before, which begins a paragraph, which stands alone as a
//! heading. The likeliest reading of the whole text is taken. Viterbi's algorithm finds it.

mod own;
mod risks;
#[cfg(test)]
mod tests;
mod why;

use crate::loader::algorithms::viterbi::best_way;
use crate::loader::corrections::goes_on;
use crate::loader::side;
use crate::loader::source::lines::Form;
use crate::loader::weighed::classes::recognised::Class;
use crate::loader::weighed::context::Context;
use crate::loader::weighed::evidence::seams::goes_on_from;
use crate::loader::weighed::evidence::standalone::{is_names, stands_alone};
use crate::loader::weighed::line_state::{LineState, STATES};
use crate::loader::weighed::paragraphs::own::{NONE, Own, index};
pub use risks::SeamRisk;
pub use why::Whys;

/// A line whose form tells nothing.
#[derive(Clone, Copy)]
struct Free {
    /// Its index.
    line: u32,
    /// That of the line that it might go on, or [`NONE`].
    before: u32,
}

impl Free {
    fn line(self) -> usize {
        self.line as usize
    }

    fn before(self) -> Option<usize> {
        (self.before != NONE).then_some(self.before as usize)
    }
}

/// The lines' places, with the evidence that they were read by.
pub struct LineStates<'a> {
    context: &'a Context<'a>,
    free: Vec<Free>,
    owns: Vec<Own>,
    chosen: Vec<LineState>,
}

impl<'a> LineStates<'a> {
    /// Reads the lines' places.
    pub fn read(context: &'a Context<'a>) -> Self {
        let free = free_lines(context);
        let owns = side::each(&free, 1, |at, own| {
            let previous = at.checked_sub(1).and_then(|p| free.get(p));
            Own::of(
                context,
                own.line(),
                own.before(),
                previous.map(|f| f.line()),
            )
        });
        let chosen = likeliest(&owns);
        Self {
            context,
            free,
            owns,
            chosen,
        }
    }

    /// Reads them again, now that more is known of some lines.
    pub fn read_again(&mut self, lines: &[usize]) {
        for line in lines {
            let Ok(at) = self.free.binary_search_by_key(line, |f| f.line()) else {
                continue;
            };
            let previous = at.checked_sub(1).and_then(|p| self.free.get(p));
            if let (Some(own), Some(free)) = (self.owns.get_mut(at), self.free.get(at)) {
                let previous = previous.map(|f| f.line());
                *own = Own::of(self.context, free.line(), free.before(), previous);
            }
        }
        self.chosen = likeliest(&self.owns);
    }

    /// One place for each line.
    pub fn chosen(&self) -> Vec<LineState> {
        let mut places = vec![LineState::Recognised; self.context.lines.len()];
        for (free, place) in self.free.iter().zip(&self.chosen) {
            if let Some(slot) = places.get_mut(free.line()) {
                *slot = *place;
            }
        }
        places
    }

    /// How likely the seam before each line whose form tells nothing is read wrong. The evidence is dropped: in a long text it
    /// takes as much room as the articles that are made next.
    pub fn into_risks(self) -> Vec<SeamRisk> {
        drop(self.free);
        risks::risks(self.owns, &self.chosen)
    }
}

/// The likeliest states of all lines together.
fn likeliest(owns: &[Own]) -> Vec<LineState> {
    let way = best_way(owns, |at, own, scores| {
        own.advance(at > 0, &own.scores, scores)
    });
    way.into_iter().map(|(state, _)| STATES[state]).collect()
}

/// Lines whose form tells nothing, each with the free line that it might go on: pictures and furniture may
/// stand between the two, a section or a byline may not.
fn free_lines(context: &Context) -> Vec<Free> {
    let mut free = Vec::with_capacity(context.lines.len());
    let (mut before, mut last) = (None, None);
    let correction = |line| context.correction(line);
    for (i, (line, seen)) in context.lines.iter().zip(context.recognised).enumerate() {
        match &seen.class {
            Class::Free => {
                let by_form = before.filter(|_| !seen.comes_from);
                free.push(Free {
                    line: index(i),
                    before: goes_on(correction, i, last, by_form).map_or(NONE, index),
                });
                before = (!seen.goes_on).then_some(i);
                last = Some(i);
            }
            Class::Picture(_) | Class::Furniture(_) => {}
            Class::Block if line.form == Form::Image => {}
            _ => before = None,
        }
    }
    free
}
