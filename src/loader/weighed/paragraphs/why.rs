//! Why a line has its place: the best reading of it and its neighbours, against the best one in which it has another
//! place.

mod ways;

use crate::loader::evidence::{Reasons, Tally};
use crate::loader::ground::{Choice, Reading};
use crate::loader::weighed::corrected;
use crate::loader::weighed::evidence::seams::end_of;
use crate::loader::weighed::line_state::{LineState, STATES};
use crate::loader::weighed::paragraphs::own::Own;
use crate::loader::weighed::paragraphs::{LineStates, goes_on_from, is_names, stands_alone};
use std::ops::Range;
use ways::{Step, Ways};

/// Lines before and after one whose places may change with it.
const WINDOW: usize = 8;

/// Explains the places of lines, one after the other. In a long paragraph the scores up to one line are kept for the next,
/// so that the time grows with the number of lines asked about and not with its square.
pub struct Whys<'p> {
    places: &'p LineStates<'p>,
    /// For each free line the nearest one up to it that begins a paragraph or stands alone; the first line where there is none.
    heads: Vec<usize>,
    ways: Ways<'p>,
}

impl<'p> Whys<'p> {
    /// Nothing is asked yet.
    pub fn new(places: &'p LineStates<'p>) -> Self {
        let mut head = 0;
        let states = places.chosen.iter().enumerate();
        let heads = states.map(|(at, state)| {
            if *state != LineState::GoesOn {
                head = at;
            }
            head
        });
        Self {
            places,
            heads: heads.collect(),
            ways: Ways::new(&places.owns, &places.chosen),
        }
    }

    /// Why a line, by its index, has the place that it has; `None` where its form tells it.
    pub fn why(&mut self, line: usize) -> Option<Choice> {
        let places = self.places;
        let at = places.free.binary_search_by_key(&line, |f| f.line()).ok()?;
        let own = *places.chosen.get(at)?;
        let window = self.window(at);
        let first = self.ways.chosen(&window, at)?;
        let mut others: Vec<(f32, LineState, Vec<Step>)> = STATES
            .into_iter()
            .filter(|state| *state != own)
            .filter_map(|state| {
                let way = self.ways.forced(&window, at, state)?;
                Some((first - way.score, state, way.steps))
            })
            .collect();
        others.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mass: f32 = others.iter().map(|(behind, ..)| (-behind).exp()).sum();
        let (margin, rival, reasons) = match others.into_iter().next() {
            Some((margin, state, steps)) => (
                margin,
                Some(places.reading(at, state)),
                places.reasons(line, &steps),
            ),
            None => (0., None, Reasons::default()),
        };
        Some(Choice {
            chosen: places.reading(at, own),
            rival,
            likely: 1. / (1. + mass),
            margin,
            #[cfg(feature = "weighing")]
            amounts: reasons.amounts(),
            evidence: reasons.sorted(),
        })
    }

    /// The free lines that may change with one of them. The first begins a paragraph or stands alone: a line that goes on
    /// rests on the one before.
    fn window(&self, at: usize) -> Range<usize> {
        let from = at.saturating_sub(WINDOW);
        let from = self.heads.get(from).copied().unwrap_or(from);
        from..(at + WINDOW).min(self.places.owns.len())
    }
}

impl LineStates<'_> {
    fn reading(&self, at: usize, state: LineState) -> Reading {
        match state {
            LineState::GoesOn => {
                let before = self.free.get(at).and_then(|f| f.before());
                Reading::GoesOn(before.unwrap_or(0))
            }
            LineState::Alone => Reading::Alone,
            LineState::Names => Reading::Names,
            LineState::Begins | LineState::Recognised => Reading::Begins,
        }
    }

    /// The evidence for the chosen reading and against another. Only the steps in which the two differ count: what is alike in
    /// both says nothing.
    fn reasons(&self, line: usize, steps: &[Step]) -> Reasons {
        let mut reasons = Reasons::default();
        for other in [false, true] {
            for step in steps {
                let Some(own) = self.owns.get(step.at) else {
                    continue;
                };
                if own.line as usize == line {
                    reasons.about(None);
                } else {
                    reasons.line(own.line as usize);
                }
                let (earlier, state) = if other { step.other } else { step.chosen };
                self.own_reasons(own, state, &mut reasons);
                let above = step.at.checked_sub(1).and_then(|p| self.free.get(p));
                own.follows(earlier, state, &mut reasons, |reasons| {
                    if let Some(above) = above {
                        end_of(self.context, above.line(), reasons);
                    }
                });
            }
            reasons.against();
        }
        reasons
    }

    fn own_reasons(&self, own: &Own, state: LineState, reasons: &mut Reasons) {
        let (context, i) = (self.context, own.line as usize);
        match state {
            LineState::GoesOn => {
                let at = self.free.binary_search_by_key(&i, |f| f.line());
                let before = at.ok().and_then(|at| self.free.get(at)?.before());
                if let Some(p) = before {
                    goes_on_from(context, p, i, reasons);
                }
            }
            LineState::Alone => stands_alone(context, i, reasons),
            LineState::Names => {
                is_names(context, i, reasons);
            }
            LineState::Begins | LineState::Recognised => {}
        }
        let mut corrected = [0f32; 4];
        corrected::states(context, i, &mut corrected);
        let place = STATES.iter().position(|s| *s == state);
        if let Some(weight) = place.and_then(|s| corrected.get(s)) {
            reasons.when(*weight != 0., corrected::OTHER_STATE);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::weighed::tests::looked_over;

    const PAGE: &str = "山城新桥昨日通车\n\n两岸的人都来看，桥下还泊着渡船，船工说从今天起\n\n不再摆渡了，要去桥头开一间茶馆。\n\n桥头的灯\n\n灯亮了一夜，人也走了一夜。\n";

    #[test]
    fn the_evidence_makes_the_margin_by_which_a_line_is_read() {
        looked_over(PAGE, |context| {
            let places = LineStates::read(context);
            let mut whys = Whys::new(&places);
            for line in 0..context.lines.len() {
                let why = whys.why(line).expect("a line that its form does not tell");
                let weighed: f32 = why.evidence.iter().map(|e| e.weight).sum();
                assert!(
                    why.margin >= 0. && (why.margin - weighed).abs() < 0.05,
                    "{line}: {why:?}"
                );
                assert!(why.rival.as_ref().is_some_and(|rival| *rival != why.chosen));
            }
        });
    }

    #[test]
    fn a_line_far_into_a_long_paragraph_is_explained_too() {
        let cut = "两岸的人都来看，桥下还泊着渡船，船工说，\n";
        looked_over(&cut.repeat(3 * WINDOW), |context| {
            let places = LineStates::read(context);
            let last = Whys::new(&places).why(3 * WINDOW - 1);
            let last = last.expect("a line that its form does not tell");
            assert_eq!(last.chosen, Reading::GoesOn(3 * WINDOW - 2));
            assert!(last.rival.is_some() && last.margin.is_finite(), "{last:?}");
        });
    }
}
