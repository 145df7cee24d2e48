//! Algorithms that know nothing of papers, each written once.

pub mod forward_backward;
pub mod likelihoods;
pub mod viterbi;

#[cfg(test)]
pub mod tests {
    /// All ways through so many links of which each is in one of these states.
    pub fn all_ways<S: Copy>(states: &[S], links: usize) -> Vec<Vec<S>> {
        let mut all = vec![Vec::new()];
        for _ in 0..links {
            let longer = |way: &Vec<S>| -> Vec<Vec<S>> {
                let each = states.iter();
                each.map(|state| [way.as_slice(), &[*state]].concat())
                    .collect()
            };
            all = all.iter().flat_map(longer).collect();
        }
        all
    }
}
