//! Evidence: weights for and against a reading, with their reasons.
//!
//! Weights are log odds (natural): 0 says nothing, 2 is much, 5 is nearly sure. The same functions score
//! quickly (summing into an `f32`) and explain (collecting reasons), so an explanation cannot drift from
//! the reading.

/// Takes evidence.
pub(super) trait Tally {
    /// Takes a weight and what it rests on.
    fn add(&mut self, reason: &'static str, weight: f32);

    /// Takes a weight if something holds.
    fn when(&mut self, holds: bool, reason: &'static str, weight: f32) {
        if holds {
            self.add(reason, weight);
        }
    }
}

impl Tally for f32 {
    fn add(&mut self, _reason: &'static str, weight: f32) {
        *self += weight;
    }
}

/// Collects the reasons with their weights.
impl Tally for Vec<(&'static str, f32)> {
    fn add(&mut self, reason: &'static str, weight: f32) {
        self.push((reason, weight));
    }
}
