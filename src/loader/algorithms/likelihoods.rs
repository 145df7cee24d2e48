//! Scores as likelihoods: the logistic function, and the sum of many likelihoods by their scores (log-sum-exp).

/// The logistic function: how likely is what has these log odds, 0 to 1.
pub fn sigmoid(odds: f32) -> f32 {
    1. / (1. + (-odds).exp())
}

/// The likelihood of several readings together, from their scores.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct LogSum {
    most: f32,
    sum: f32,
}

impl Default for LogSum {
    fn default() -> Self {
        Self {
            most: f32::NEG_INFINITY,
            sum: 0.,
        }
    }
}

impl LogSum {
    /// Takes in another reading.
    pub fn add(&mut self, score: f32) {
        if score > self.most {
            self.sum = self.sum * (self.most - score).exp() + 1.;
            self.most = score;
        } else {
            self.sum += (score - self.most).exp();
        }
    }

    /// The score that one reading as likely as all of them would have.
    pub fn log(self) -> f32 {
        self.most + self.sum.ln()
    }

    /// The share of a reading with this score, one of them, in the likelihood of all.
    pub fn share(self, score: f32) -> f32 {
        (score - self.log()).exp()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    fn together(scores: &[f32]) -> LogSum {
        let mut all = LogSum::default();
        for score in scores {
            all.add(*score);
        }
        all
    }

    #[test]
    fn equal_readings_share_the_likelihood() {
        let all = together(&[1., 1., -40.]);
        assert!((all.share(1.) - 0.5).abs() < 1e-6);
    }

    #[test]
    fn even_odds_are_a_half_and_long_odds_nearly_nothing() {
        assert!((sigmoid(0.) - 0.5).abs() < 1e-6 && sigmoid(-9.) < 0.001);
    }

    proptest! {
        #[test]
        fn the_sum_is_that_of_all_likelihoods(scores in vec(-9f32..9., 1..20)) {
            let sum: f64 = scores.iter().map(|s| f64::from(*s).exp()).sum();
            prop_assert!((f64::from(together(&scores).log()) - sum.ln()).abs() < 1e-4);
        }

        #[test]
        fn scores_too_high_for_their_likelihoods_have_shares_all_the_same(
            scores in vec(-9f32..9., 1..20),
            high in prop::sample::select(vec![-500f32, 0., 500.]),
        ) {
            let scores: Vec<f32> = scores.iter().map(|s| s + high).collect();
            let all = together(&scores);
            let shares: f32 = scores.iter().map(|s| all.share(*s)).sum();
            prop_assert!((shares - 1.).abs() < 1e-2, "{shares}");
        }

        #[test]
        fn of_two_readings_each_is_as_likely_as_its_lead_says(a in -9f32..9., b in -9f32..9.) {
            prop_assert!((together(&[a, b]).share(a) - sigmoid(a - b)).abs() < 1e-4);
        }
    }
}
