//! The forward–backward algorithm: how likely each state of each link of a chain is, by all ways through the chain.

/// A weight for each state of a link.
pub type Weights<const N: usize> = [f32; N];

/// The weights of each link's states by all that stands before it and by itself. `step` leads those of the link before, `None`
/// at the first, on to a link.
pub fn forward<L, const N: usize>(
    chain: &[L],
    step: impl Fn(&L, Option<&Weights<N>>) -> Weights<N>,
) -> Vec<Weights<N>> {
    let mut ahead: Vec<Weights<N>> = Vec::with_capacity(chain.len());
    for link in chain {
        let next = step(link, ahead.last());
        ahead.push(normalised(next));
    }
    ahead
}

/// Weights of a link's states, by those of the states before it. Steps have a row for each state of the link before.
pub fn advance<const N: usize>(
    steps: &[Weights<N>; N],
    own: Weights<N>,
    before: Weights<N>,
) -> Weights<N> {
    let mut next = [0.; N];
    for (row, weight) in steps.iter().zip(before) {
        for (slot, step) in next.iter_mut().zip(row) {
            *slot += weight * step;
        }
    }
    product(next, own)
}

/// Weights of the states before a link, by those of its own and of what stands after it.
pub fn retreat<const N: usize>(
    steps: &[Weights<N>; N],
    own: Weights<N>,
    after: Weights<N>,
) -> Weights<N> {
    let whole = product(own, after);
    normalised(steps.map(|row| product(row, whole).iter().sum()))
}

/// The products of weights, state by state.
pub fn product<const N: usize>(mut a: Weights<N>, b: Weights<N>) -> Weights<N> {
    a.iter_mut().zip(b).for_each(|(a, b)| *a *= b);
    a
}

/// Weights that sum to 1, so that those of a long chain do not vanish; equal ones where none is left.
fn normalised<const N: usize>(weights: Weights<N>) -> Weights<N> {
    let sum: f32 = weights.iter().sum();
    if sum > 0. {
        weights.map(|w| w / sum)
    } else {
        [1.; N]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::algorithms::tests::all_ways;
    use proptest::array::uniform3;
    use proptest::collection::vec;
    use proptest::prelude::*;

    const STATES: usize = 3;

    /// The weights of a link's states, and of the steps to them.
    type Link = (Weights<STATES>, [Weights<STATES>; STATES]);

    fn chain() -> impl Strategy<Value = Vec<Link>> {
        let step = prop_oneof![1 => Just(0f32), 4 => 0.01f32..2.];
        vec((uniform3(0.01f32..2.), uniform3(uniform3(step))), 1..=6)
    }

    /// The likelihood of each state of each link.
    fn likelihoods(chain: &[Link]) -> Vec<Weights<STATES>> {
        let ahead = forward(chain, |(own, steps), before| match before {
            Some(before) => advance(steps, *own, *before),
            None => *own,
        });
        let mut after = [1.; STATES];
        let mut all: Vec<_> = ahead
            .iter()
            .zip(chain)
            .rev()
            .map(|(now, (own, steps))| {
                let both = normalised(product(*now, after));
                after = retreat(steps, *own, after);
                both
            })
            .collect();
        all.reverse();
        all
    }

    /// The same from all ways one by one; `None` where there is none.
    fn by_all_ways(chain: &[Link]) -> Option<Vec<Weights<STATES>>> {
        let mut sums = vec![[0f32; STATES]; chain.len()];
        for way in all_ways(&[0, 1, 2], chain.len()) {
            let weights = chain.iter().enumerate().map(|(at, (own, steps))| {
                let step = at.checked_sub(1).map_or(1., |b| steps[way[b]][way[at]]);
                step * own[way[at]]
            });
            let weight: f32 = weights.product();
            for (at, sums) in sums.iter_mut().enumerate() {
                sums[way[at]] += weight;
            }
        }
        let all: f32 = sums.first()?.iter().sum();
        (all > 0.).then(|| sums.iter().map(|s| s.map(|w| w / all)).collect())
    }

    proptest! {
        #[test]
        fn a_state_is_as_likely_as_all_ways_through_it(chain in chain()) {
            if let Some(expected) = by_all_ways(&chain) {
                for (found, expected) in likelihoods(&chain).iter().zip(expected) {
                    for (found, expected) in found.iter().zip(expected) {
                        prop_assert!((found - expected).abs() < 1e-3, "{found} {expected}");
                    }
                }
            }
        }
    }

    #[test]
    fn weights_do_not_vanish_in_a_long_chain() {
        let link: Link = ([1e-3, 2e-3, 1e-3], [[0.5; STATES]; STATES]);
        for [first, second, third] in likelihoods(&vec![link; 2000]) {
            assert!(
                (first - 0.25).abs() < 1e-3
                    && (second - 0.5).abs() < 1e-3
                    && (third - 0.25).abs() < 1e-3
            );
        }
    }
}
