//! Risks: how likely the seams of a text are read wrong, by all readings of all its lines. The forward–backward
//! algorithm sums them up. Lines are read together, so their seams are doubted together: if a line is no subhead it is a
//! piece of a paragraph, and then the line after it goes on.

use crate::loader::algorithms::forward_backward::{Weights, advance, forward, product, retreat};
use crate::loader::side;
use crate::loader::weighed::line_state::{LineState, STATES};
use crate::loader::weighed::paragraphs::own::{Own, likelihood};

/// How likely the seam before a line is read wrong.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct SeamRisk {
    /// Index of the line.
    pub line: u32,
    /// Whether it was read to go on with the paragraph before.
    pub joined: bool,
    /// How likely that is wrong if all seams after it are right, 0 to 1. So the likelihood that all seams of an article
    /// are right is the product of 1 less each of these.
    pub seam: f32,
}

/// How likely each seam is read wrong that may be.
pub fn risks(mut owns: Vec<Own>, chosen: &[LineState]) -> Vec<SeamRisk> {
    // From here on the scores are likelihoods. A long text has room for one of the two.
    side::change(&mut owns, 1, |own| own.scores = likelihoods(&own.scores));
    let ahead = ahead(&owns);
    let mut risks = Vec::new();
    // The likelihood of all that stands after a line if its seams are right, for each state of the line.
    let mut after: Weights<4> = [1.; 4];
    let lines = owns.iter().zip(chosen).zip(&ahead);
    for (at, ((own, state), now)) in lines.enumerate().rev() {
        let before = at.checked_sub(1);
        let above = before.and_then(|b| chosen.get(b));
        // A heading goes on in a line that stands alone, too.
        let turned = if own.heading {
            before
                .and_then(|b| ahead.get(b))
                .map_or(0., |b| both_alone(own, *b))
        } else {
            0.
        };
        let joined = *state == LineState::GoesOn
            || *state == LineState::Alone && own.heading && above == Some(&LineState::Alone);
        let (mut all, mut right) = (0f32, 0f32);
        for ((place, now), after) in STATES.iter().zip(now).zip(&mut after) {
            let both = now * *after;
            all += both;
            let goes_on = match place {
                LineState::GoesOn => 1.,
                LineState::Alone => turned,
                _ => 0.,
            };
            let share = if joined { goes_on } else { 1. - goes_on };
            right += both * share;
            *after *= share;
        }
        let wrong = if all > 0. { (all - right) / all } else { 0. };
        // Of most seams there is no doubt.
        if wrong > 0. {
            risks.push(SeamRisk {
                line: own.line,
                joined,
                seam: wrong.min(1.),
            });
        }
        after = retreat(&own.steps(), own.scores, after);
    }
    risks.reverse();
    risks
}

/// The likelihood of each line's states by all that stands before it and by itself.
fn ahead(owns: &[Own]) -> Vec<Weights<4>> {
    forward(owns, |own, before| match before {
        Some(before) => advance(&own.steps(), own.scores, *before),
        None => product(own.scores, own.steps_from(None)),
    })
}

/// How likely the line before stands alone where this one does, by the weights of the states before it.
fn both_alone(own: &Own, before: Weights<4>) -> f32 {
    let steps = own.steps().map(|[_, _, alone, _]| alone);
    let [begins, goes_on, alone, names] = product(steps, before);
    alone / (begins + goes_on + alone + names).max(f32::MIN_POSITIVE)
}

/// Scores below the best by more than this weigh nothing.
const NOTHING: f32 = -40.;

/// Scores as likelihoods, the best as 1.
fn likelihoods(scores: &[f32; 4]) -> Weights<4> {
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    scores.map(|s| {
        if s - most < NOTHING {
            0.
        } else {
            likelihood(s - most)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(line: u32, scores: [f32; 4], end: f32) -> Own {
        Own {
            line,
            scores,
            may: [line > 0, false],
            end,
            heading: false,
            joined: false,
        }
    }

    /// How likely the seam before a line is wrong.
    fn seam(risks: &[SeamRisk], line: u32) -> f32 {
        let mut risks = risks.iter();
        risks.find(|r| r.line == line).map_or(0., |r| r.seam)
    }

    #[test]
    fn a_seam_is_as_likely_wrong_as_all_other_readings_are() {
        // The second line goes on or begins: one to three.
        let owns = [
            own(0, [0., -99., -99., -99.], 0.),
            own(1, [3f32.ln(), 0., -99., -99.], 0.),
        ];
        let risks = risks(owns.to_vec(), &[LineState::Begins, LineState::Begins]);
        assert!(seam(&risks, 0) < 1e-6, "{risks:?}");
        assert!((seam(&risks, 1) - 0.25).abs() < 1e-5, "{risks:?}");
        assert!(risks.iter().all(|r| !r.joined));
    }

    #[test]
    fn a_headings_second_line_goes_on_with_the_first_whatever_both_are() {
        // Two lines that are a paragraph or a heading, as likely; nothing parts them.
        let owns = [
            own(0, [0., -99., 0., -99.], -99.),
            Own {
                heading: true,
                ..own(1, [-99., 0., 0., -99.], -99.)
            },
        ];
        for both in [
            [LineState::Begins, LineState::GoesOn],
            [LineState::Alone, LineState::Alone],
        ] {
            let risks = risks(owns.to_vec(), &both);
            let mut second = risks.iter().filter(|r| r.line == 1);
            assert!(second.all(|r| r.joined && r.seam < 1e-3), "{risks:?}");
        }
    }

    #[test]
    fn what_may_be_no_subhead_puts_the_seam_after_it_in_doubt() {
        // A standalone line that may as well begin a paragraph with which the next goes on.
        let owns = [
            own(0, [0., -99., -99., -99.], 0.),
            own(1, [0., -99., 2., -99.], 0.),
            own(2, [0., 2., -99., -99.], 0.),
        ];
        let risks = risks(
            owns.to_vec(),
            &[LineState::Begins, LineState::Alone, LineState::Begins],
        );
        let e2 = 2f32.exp();
        let likely = e2 / (1. + e2 + e2);
        assert!((seam(&risks, 2) - likely).abs() < 1e-4, "{risks:?}");
        assert!(seam(&risks, 1) < 1e-6);
    }
}
