//! Viterbi's algorithm: the best way through a chain of links, each of which is in one of `N` states.

/// How a way comes to a state of a link: a step from a state of the link before.
pub trait Transition: Copy + Default {
    /// That state.
    fn from(self) -> usize;
}

impl Transition for u8 {
    fn from(self) -> usize {
        usize::from(self)
    }
}

/// The best way to each state of a link.
#[derive(Clone, Copy, Debug)]
pub struct BestWays<const N: usize, S = u8> {
    /// The scores of the ways; negative infinity where there is none.
    pub scores: [f32; N],
    /// The last step of each.
    pub steps: [S; N],
}

impl<const N: usize, S: Transition> BestWays<N, S> {
    /// No way to any state yet.
    pub fn none() -> Self {
        Self {
            scores: [f32::NEG_INFINITY; N],
            steps: [S::default(); N],
        }
    }

    /// Takes a way to a state where it is better than all that were offered before.
    pub fn offer(&mut self, state: usize, score: f32, step: S) {
        if score > self.scores[state] {
            (self.scores[state], self.steps[state]) = (score, step);
        }
    }
}

/// The best way through a chain: the state of each link, and the step by which it is reached. `advance` leads the best ways to
/// the states of the link before, told by their scores, on to those of a link. All states before the first link have 0.
pub fn best_way<L, S: Transition, const N: usize>(
    chain: &[L],
    mut advance: impl FnMut(usize, &L, &[f32; N]) -> BestWays<N, S>,
) -> Vec<(usize, S)> {
    let mut scores = [0f32; N];
    let mut steps = Vec::with_capacity(chain.len());
    for (at, link) in chain.iter().enumerate() {
        let ways = advance(at, link, &scores);
        scores = ways.scores;
        steps.push(ways.steps);
    }
    let mut way = Vec::with_capacity(chain.len());
    way.extend(back(steps.iter().rev(), best(&scores)));
    way.reverse();
    way
}

/// The state with the best score, of equal ones the last.
pub fn best<const N: usize>(scores: &[f32; N]) -> usize {
    (0..N)
        .max_by(|a, b| scores[*a].total_cmp(&scores[*b]))
        .unwrap_or(0)
}

/// Follows a way back from a state of the last link. The steps to the links' states are given from the last link on; the way's
/// states and steps come in the same order.
pub fn back<'s, S: Transition + 's, const N: usize>(
    steps: impl Iterator<Item = &'s [S; N]>,
    last: usize,
) -> impl Iterator<Item = (usize, S)> {
    steps.scan(last, |state, steps| {
        let here = *state;
        let step = steps[here];
        *state = step.from();
        Some((here, step))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::algorithms::tests::all_ways;
    use proptest::collection::vec;
    use proptest::prelude::*;

    const STATES: usize = 3;

    /// What the states of a link score, and the steps to them from those of the link before; `None` where there is no step.
    type Link = ([f32; STATES], [[Option<f32>; STATES]; STATES]);

    fn chain() -> impl Strategy<Value = Vec<Link>> {
        use proptest::array::uniform3;
        let step = prop::option::weighted(0.8, -5f32..5.);
        vec((uniform3(-5f32..5.), uniform3(uniform3(step))), 1..=6)
    }

    fn advance(at: usize, (own, steps): &Link, scores: &[f32; STATES]) -> BestWays<STATES> {
        let mut ways = BestWays::none();
        for (from, before) in (0_u8..).zip(scores) {
            for to in 0..STATES {
                let step = if at == 0 {
                    Some(0.)
                } else {
                    steps[usize::from(from)][to]
                };
                if let Some(step) = step {
                    ways.offer(to, before + step + own[to], from);
                }
            }
        }
        ways
    }

    fn score(chain: &[Link], states: &[usize]) -> Option<f32> {
        let mut sum = 0.;
        for (at, ((own, steps), state)) in chain.iter().zip(states).enumerate() {
            if let Some(before) = at.checked_sub(1) {
                sum += steps[states[before]][*state]?;
            }
            sum += own[*state];
        }
        Some(sum)
    }

    proptest! {
        #[test]
        fn no_way_is_better_than_the_one_found(chain in chain()) {
            let found: Vec<usize> = best_way(&chain, advance).into_iter().map(|(state, _)| state).collect();
            let best = all_ways(&[0, 1, 2], chain.len()).iter().filter_map(|way| score(&chain, way)).max_by(f32::total_cmp);
            if let Some(best) = best {
                let found = score(&chain, &found).expect("a way that can be gone");
                prop_assert!((best - found).abs() < 1e-3, "{best} {found}");
            }
        }

        #[test]
        fn a_way_s_steps_lead_from_state_to_state(chain in chain()) {
            let way = best_way(&chain, advance);
            for pair in way.windows(2) {
                prop_assert_eq!(pair[1].1.from(), pair[0].0);
            }
        }
    }

    #[test]
    fn of_equal_ways_to_a_state_the_first_stays_and_of_equal_ends_the_last() {
        let mut ways: BestWays<2> = BestWays::none();
        ways.offer(0, 1., 0);
        ways.offer(0, 1., 1);
        assert_eq!(ways.steps[0], 0);
        assert_eq!(best(&[2., 1., 2.]), 2);
    }
}
