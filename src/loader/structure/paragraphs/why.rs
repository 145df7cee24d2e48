//! Why a line has its place: the best reading of the text around it against the best one in which it has another.

use super::{Own, Place, Places, STATES, goes_on_from, is_names, likeliest, stands_alone, told};
use crate::loader::structure::evidence::{Reasons, Tally};
use crate::loader::why::{Choice, Reading};
use std::ops::Range;

/// Lines before and after one that may be read otherwise when it is.
const WINDOW: usize = 8;

impl Places<'_> {
    /// Why a line, by its index, has the place that it has; `None` where its form tells it.
    pub fn why(&self, line: usize) -> Option<Choice> {
        let at = self.free.binary_search_by_key(&line, |f| f.line()).ok()?;
        let own = *self.chosen.get(at)?;
        let window = self.window(at);
        let chosen = self.chosen.get(window.clone())?;
        let first = self.score(&window, chosen)?;
        let mut others: Vec<(f32, Place, Vec<Place>)> = STATES
            .into_iter()
            .filter(|state| *state != own)
            .filter_map(|state| {
                let path = self.forced(&window, at, state);
                if path.get(at - window.start) != Some(&state) {
                    return None;
                }
                Some((first - self.score(&window, &path)?, state, path))
            })
            .collect();
        others.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mass: f32 = others.iter().map(|(behind, ..)| (-behind).exp()).sum();
        let (margin, rival, evidence) = match others.into_iter().next() {
            Some((margin, state, path)) => (
                margin,
                Some(self.reading(at, state)),
                self.reasons(line, &window, chosen, &path).sorted(),
            ),
            None => (0., None, Vec::new()),
        };
        Some(Choice {
            chosen: self.reading(at, own),
            rival,
            likely: 1. / (1. + mass),
            margin,
            evidence,
        })
    }

    fn reading(&self, at: usize, state: Place) -> Reading {
        match state {
            Place::GoesOn => {
                let before = self.free.get(at).and_then(|f| f.before());
                Reading::GoesOn(before.unwrap_or(0))
            }
            Place::Alone => Reading::Alone,
            Place::Names => Reading::Names,
            Place::Begins | Place::Told => Reading::Begins,
        }
    }

    /// The free lines that may change with one of them: it begins with a paragraph or a lone line, as what goes on
    /// rests on what is before it.
    fn window(&self, at: usize) -> Range<usize> {
        let mut from = at.saturating_sub(WINDOW);
        while from > 0 && self.chosen.get(from) == Some(&Place::GoesOn) {
            from -= 1;
        }
        from..(at + WINDOW).min(self.owns.len())
    }

    /// The best reading of a window in which one line has this place, what stands outside left as it is.
    fn forced(&self, window: &Range<usize>, at: usize, state: Place) -> Vec<Place> {
        let mut owns = self.owns.get(window.clone()).unwrap_or_default().to_vec();
        // The lines at the edges stay as they are, unless they are the text's.
        owns.extend(self.owns.get(window.end).cloned());
        let mut force = |n: usize, state: Place| {
            if let Some(own) = owns.get_mut(n.saturating_sub(window.start)) {
                for (score, other) in own.scores.iter_mut().zip(STATES) {
                    if other != state {
                        *score = f32::NEG_INFINITY;
                    }
                }
            }
        };
        if let Some(edge) = self.chosen.get(window.end) {
            force(window.end, *edge);
        }
        if let Some(edge) = self.chosen.get(window.start)
            && window.start > 0
            && window.start < at
        {
            force(window.start, *edge);
        }
        force(at, state);
        let mut path = likeliest(&owns);
        path.truncate(window.len());
        path
    }

    /// The score of places in a window, with the step to what follows it; `None` where they cannot be.
    fn score(&self, window: &Range<usize>, path: &[Place]) -> Option<f32> {
        let mut score = 0f32;
        let fits = self.walk(window, path, |own, earlier, state| {
            let place = STATES.iter().position(|s| *s == state);
            let own_score = place.and_then(|s| own.scores.get(s)).copied();
            score += own_score.unwrap_or(0.);
            own.follows(earlier, state, &mut score)
        });
        fits.then_some(score)
    }

    /// Goes through a window, and a step beyond; false as soon as a step cannot be.
    fn walk(
        &self,
        window: &Range<usize>,
        path: &[Place],
        mut step: impl FnMut(&Own, Option<Place>, Place) -> bool,
    ) -> bool {
        let before = window.start.checked_sub(1);
        let mut earlier = before.and_then(|b| self.chosen.get(b)).copied();
        let owns = self.owns.get(window.start..).unwrap_or_default();
        let beyond = self.chosen.get(window.end);
        owns.iter()
            .zip(path.iter().chain(beyond))
            .all(|(own, state)| {
                let fits = step(own, earlier, *state);
                earlier = Some(*state);
                fits
            })
    }

    /// What speaks for one reading of a window and against another.
    fn reasons(
        &self,
        line: usize,
        window: &Range<usize>,
        chosen: &[Place],
        other: &[Place],
    ) -> Reasons {
        let mut reasons = Reasons::default();
        for path in [chosen, other] {
            self.walk(window, path, |own, earlier, state| {
                if own.line as usize == line {
                    reasons.about(None);
                } else {
                    reasons.line(own.line as usize);
                }
                self.own_reasons(own, state, &mut reasons);
                own.follows(earlier, state, &mut reasons)
            });
            reasons.against();
        }
        reasons
    }

    fn own_reasons(&self, own: &Own, state: Place, reasons: &mut Reasons) {
        let (context, i) = (self.context, own.line as usize);
        match state {
            Place::GoesOn => {
                let at = self.free.binary_search_by_key(&i, |f| f.line());
                let before = at.ok().and_then(|at| self.free.get(at)?.before());
                if let Some(p) = before {
                    goes_on_from(context, p, i, reasons);
                }
            }
            Place::Alone => stands_alone(context, i, reasons),
            Place::Names => {
                is_names(context, i, reasons);
            }
            Place::Begins | Place::Told => {}
        }
        let mut told = [0f32; 4];
        told::place(context, i, &mut told);
        let place = STATES.iter().position(|s| *s == state);
        if let Some(weight) = place.and_then(|s| told.get(s)) {
            reasons.when(*weight != 0., "is told to be something else", *weight);
        }
    }
}
