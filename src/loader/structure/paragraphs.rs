//! Lines to paragraphs: which line goes on the one before, which begins one, which stands alone as a
//! heading. The most likely reading of the whole text is taken, found by Viterbi's algorithm over the lines.

use super::classes::{Class, Look};
use super::heights::{self, Fit};
use super::legs::is_full;
use super::lone::{is_names, stands_alone};
use super::seams::{end_of, goes_on_from};
use super::told;
use super::words::Words;
use crate::loader::lines::{Form, Line};
use crate::loader::rules::Rules;
use crate::loader::told::Told;

/// What a line is among its neighbours.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place {
    /// Begins a paragraph.
    Begins,
    /// Goes on with the paragraph before.
    GoesOn,
    /// Stands alone: headline, subhead, label.
    Alone,
    /// A byline of bare names.
    Names,
    /// Told by its form (see [`Class`]).
    Told,
}

const STATES: [Place; 4] = [Place::Begins, Place::GoesOn, Place::Alone, Place::Names];

/// What the whole text shows of its lines.
#[derive(Debug)]
pub(super) struct Context<'a> {
    /// The words and forms in force.
    pub rules: &'a Rules,
    /// The decoded text.
    pub source: &'a str,
    /// Its lines.
    pub lines: &'a [Line],
    /// What their forms tell.
    pub looks: &'a [Look],
    /// Width of the leg each was cut from.
    pub legs: &'a [u32],
    /// Whether headings carry marks in this text.
    pub marked: bool,
    /// Whether blank lines part most lines.
    pub spaced: bool,
    /// Which characters stand together.
    pub words: Words,
    /// How each line's end agrees with its story's legs.
    pub fits: Vec<Fit>,
    /// What the reader told of lines.
    pub told: &'a Told,
}

impl<'a> Context<'a> {
    /// Looks over a text.
    pub fn new(
        rules: &'a Rules,
        source: &'a str,
        lines: &'a [Line],
        looks: &'a [Look],
        legs: &'a [u32],
        told: &'a Told,
    ) -> Self {
        let text = lines.iter().filter(|l| l.form == Form::Text).count();
        let marks = lines
            .iter()
            .filter(|l| matches!(l.form, Form::Heading(_)))
            .count();
        let parted = lines.iter().filter(|l| l.blanks > 0).count();
        Self {
            rules,
            source,
            lines,
            looks,
            legs,
            marked: marks * 60 > text && marks > 0,
            spaced: parted * 2 > lines.len(),
            words: Words::gather(source, lines),
            fits: heights::fits(lines, looks),
            told,
        }
    }

    /// Width in half ems of the leg that a line was cut from; 0 where lines are not cut.
    pub fn leg(&self, line: usize) -> u32 {
        self.legs.get(line).copied().unwrap_or(0)
    }
}

/// Reads the lines' places.
pub(super) fn places(context: &Context) -> Vec<Place> {
    let mut places = vec![Place::Told; context.lines.len()];
    let free: Vec<(usize, Option<usize>)> = free_lines(context);
    let mut scores = [0f32; 4];
    let mut back: Vec<[u8; 4]> = Vec::with_capacity(free.len());
    for (n, &(i, before)) in free.iter().enumerate() {
        let previous_line = n.checked_sub(1).and_then(|m| free.get(m)).map(|f| f.0);
        let (mut alone, mut names) = (0f32, 0f32);
        stands_alone(context, i, &mut alone);
        let may_name = is_names(context, i, &mut names);
        let mut goes_on = 0f32;
        if let Some(p) = before {
            goes_on_from(context, p, i, &mut goes_on);
        }
        let end = previous_line.map_or(0., |p| end_of(context, p));
        let cut_before = before.is_some_and(|p| p + 1 == i && cut_by_leg(context, p));
        let mut own = [0., goes_on, alone, names];
        told::place(context, i, &mut own);
        let mut next = [f32::NEG_INFINITY; 4];
        let mut from = [0u8; 4];
        for (s, state) in STATES.iter().enumerate() {
            for (t, earlier) in STATES.iter().enumerate() {
                let open = n > 0 && matches!(earlier, Place::Begins | Place::GoesOn);
                let step = match state {
                    Place::GoesOn if open && before.is_some() => 0.,
                    Place::GoesOn => continue,
                    Place::Names if !may_name => continue,
                    Place::Names if *earlier == Place::Names => -4.,
                    // A heading cut at its column's edge goes on in the next line.
                    Place::Alone if *earlier == Place::Alone && cut_before => 1.,
                    _ => {
                        if open {
                            end
                        } else {
                            0.
                        }
                    }
                };
                let score = scores.get(t).copied().unwrap_or(0.) + step;
                if score > next[s] {
                    (next[s], from[s]) = (score, u8::try_from(t).unwrap_or(0));
                }
            }
            next[s] += own[s];
        }
        scores = next;
        back.push(from);
    }
    let mut state = best(&scores);
    for (from, &(i, _)) in back.iter().zip(&free).rev() {
        if let Some(place) = places.get_mut(i) {
            *place = STATES[state];
        }
        state = usize::from(from[state]);
    }
    places
}

fn best(scores: &[f32; 4]) -> usize {
    (0..4)
        .max_by(|a, b| scores[*a].total_cmp(&scores[*b]))
        .unwrap_or(0)
}

/// Whether a line was cut by its column's edge.
pub(super) fn cut_by_leg(context: &Context, i: usize) -> bool {
    let (Some(line), Some(next)) = (context.lines.get(i), context.lines.get(i + 1)) else {
        return false;
    };
    next.blanks == 0 && is_full(line, next.span.of(context.source), context.leg(i))
}

/// Lines whose form tells nothing, each with the free line that it might go on: pictures and furniture may
/// stand between the two, a section or a byline may not.
fn free_lines(context: &Context) -> Vec<(usize, Option<usize>)> {
    let mut free = Vec::with_capacity(context.lines.len());
    let (mut before, mut last) = (None, None);
    for (i, (line, look)) in context.lines.iter().zip(context.looks).enumerate() {
        match &look.class {
            Class::Free => {
                let by_form = before.filter(|_| !look.comes_from);
                free.push((i, told::before(context, i, last, by_form)));
                before = (!look.goes_on).then_some(i);
                last = Some(i);
            }
            Class::Picture(_) | Class::Furniture(_) => {}
            Class::Block if line.form == Form::Image => {}
            _ => before = None,
        }
    }
    free
}
