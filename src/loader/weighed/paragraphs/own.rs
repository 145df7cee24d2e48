//! A line's own evidence for each place that it may have, and what stands before it.

use crate::loader::algorithms::forward_backward::Weights;
use crate::loader::algorithms::viterbi::BestWays;
use crate::loader::evidence::Tally;
use crate::loader::evidence::rows::steps;
use crate::loader::weighed::context::Context;
use crate::loader::weighed::corrected;
use crate::loader::weighed::evidence::seams::{end_of, goes_on_from};
use crate::loader::weighed::evidence::standalone::{is_names, stands_alone};
use crate::loader::weighed::evidence::turnovers::turns_over;
use crate::loader::weighed::line_state::{LineState, STATES};

/// A free line's own evidence, for each of [`STATES`], and what stands before it.
#[derive(Clone, Debug)]
pub struct Own {
    /// Index of the line.
    pub line: u32,
    /// Scores of the states.
    pub scores: [f32; 4],
    /// Whether there is a line that it might go on, and whether it may be a byline.
    pub may: [bool; 2],
    /// What ending a paragraph with the free line before costs.
    pub end: f32,
    /// Whether it would go on with the line before if both were a heading's.
    pub heading: bool,
    /// Whether a correction says that it goes on with the line before.
    pub joined: bool,
}

impl Own {
    pub fn of(context: &Context, i: usize, before: Option<usize>, previous: Option<usize>) -> Self {
        let (mut alone, mut names) = (0f32, 0f32);
        stands_alone(context, i, &mut alone);
        let may_name = is_names(context, i, &mut names);
        let mut goes_on = 0f32;
        if let Some(p) = before {
            goes_on_from(context, p, i, &mut goes_on);
        }
        let mut end = 0f32;
        if let Some(p) = previous {
            end_of(context, p, &mut end);
        }
        let mut scores = [0., goes_on, alone, names];
        corrected::states(context, i, &mut scores);
        Self {
            line: index(i),
            scores,
            may: [before.is_some(), may_name],
            end,
            heading: turns_over(context, i),
            joined: context.joins(i) == Some(true),
        }
    }

    /// Leads the best ways to the states of the line before, if there is one, on to this line's, whose own scores are given.
    pub fn advance(&self, follows: bool, own: &[f32; 4], scores: &[f32; 4]) -> BestWays<4> {
        let mut ways = BestWays::none();
        for (s, state) in STATES.iter().enumerate() {
            for ((from, earlier), score) in (0..).zip(STATES).zip(scores) {
                if let Some(step) = self.step(follows.then_some(earlier), *state) {
                    ways.offer(s, score + step, from);
                }
            }
            ways.scores[s] += own[s];
        }
        ways
    }

    /// The likelihoods of the steps to this line's states, a row for each state of the line before; 0 where a step cannot be.
    pub fn steps(&self) -> [Weights<4>; 4] {
        STATES.map(|earlier| self.steps_from(Some(earlier)))
    }

    /// The likelihoods of the steps from one state, `None` for that before the first line.
    pub fn steps_from(&self, earlier: Option<LineState>) -> Weights<4> {
        STATES.map(|state| self.step(earlier, state).map_or(0., likelihood))
    }

    /// What a step costs, from `None` at the first line; `None` where it cannot be.
    pub fn step(&self, earlier: Option<LineState>, state: LineState) -> Option<f32> {
        let mut cost = 0f32;
        let may = self.follows(earlier, state, &mut cost, |cost| *cost += self.end);
        may.then_some(cost)
    }

    /// Evidence for a state after another; false where it cannot be. This is the model of transitions. Viterbi's algorithm,
    /// forward–backward and the explanation all ask it here. `end` takes what speaks against a paragraph that ends above.
    pub fn follows<T: Tally>(
        &self,
        earlier: Option<LineState>,
        state: LineState,
        tally: &mut T,
        end: impl FnOnce(&mut T),
    ) -> bool {
        let open = matches!(earlier, Some(LineState::Begins | LineState::GoesOn));
        let [may_go_on, may_name] = self.may;
        match state {
            LineState::GoesOn => return open && may_go_on,
            LineState::Names if !may_name => return false,
            LineState::Names if earlier == Some(LineState::Names) => {
                tally.add(steps::TWO_NAMES);
            }
            LineState::Alone if self.joined && earlier != Some(LineState::Alone) => return false,
            LineState::Alone if earlier == Some(LineState::Alone) && self.heading => {
                tally.add(steps::TURNED_OVER);
            }
            _ if open => end(tally),
            _ => {}
        }
        true
    }
}

/// A score as a likelihood; most are 0, which costs nothing to tell.
pub fn likelihood(score: f32) -> f32 {
    if score == 0. { 1. } else { score.exp() }
}

/// Stands for no line.
pub const NONE: u32 = u32::MAX;

/// A line's index, small, as each line has some.
pub fn index(line: usize) -> u32 {
    u32::try_from(line).unwrap_or(NONE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::weighed::line_state::LineState::{Alone, Begins, GoesOn, Names};
    use crate::loader::weighed::paragraphs::tests::own;

    #[test]
    fn only_an_open_paragraph_is_gone_on_with() {
        let line = own(1, [0.; 4]);
        for open in [Begins, GoesOn] {
            assert_eq!(line.step(Some(open), GoesOn), Some(0.));
        }
        for closed in [None, Some(Alone), Some(Names)] {
            assert_eq!(line.step(closed, GoesOn), None);
        }
    }

    #[test]
    fn ending_a_paragraph_costs_whatever_follows_and_ending_a_heading_nothing() {
        let line = Own {
            end: -2.,
            ..own(1, [0.; 4])
        };
        for next in [Begins, Alone, Names] {
            assert_eq!(line.step(Some(GoesOn), next), Some(-2.));
            assert!(line.step(Some(Alone), next) >= Some(0.));
        }
        assert_eq!(line.step(Some(GoesOn), GoesOn), Some(0.));
    }

    #[test]
    fn what_is_told_to_go_on_stands_alone_below_a_heading_only() {
        let line = Own {
            joined: true,
            heading: true,
            ..own(1, [0.; 4])
        };
        assert!(line.step(Some(Alone), Alone) > Some(0.));
        assert_eq!(line.step(Some(Begins), Alone), None);
        let told_nothing = Own {
            joined: false,
            ..line
        };
        assert_eq!(told_nothing.step(Some(Begins), Alone), Some(0.));
    }

    #[test]
    fn two_bylines_of_names_hardly_follow_each_other() {
        let line = own(1, [0.; 4]);
        assert!(line.step(Some(Names), Names) < Some(0.));
        assert_eq!(line.step(Some(Alone), Names), Some(0.));
        let no_name = Own {
            may: [true, false],
            ..line
        };
        assert_eq!(no_name.step(Some(Alone), Names), None);
    }
}
