//! How far the levels of heading marks can be trusted in a text.

use crate::loader::algorithms::likelihoods::sigmoid;
use crate::loader::evidence::EvidenceRow;
use crate::loader::evidence::rows::starts;
use crate::loader::weighed::articles::reading::RunReading;
use crate::loader::weighed::evidence::headlines::MARKED;

/// What a text's own habits say of a level of heading marks.
pub const TRUST: EvidenceRow = starts::LEVEL_TRUST;

/// How often the trust in levels is reckoned where their marks differ.
pub const AGAIN: usize = 4;

/// Learns from the text how far each level of heading mark can be trusted. Where nearly all lines of a level are headlines
/// by other evidence, the rest of them are too. Where many are not, the mark says little.
pub fn trust_marks(mut readings: Vec<RunReading>) -> Vec<RunReading> {
    // What is learnt of the levels tells more of each line, and the lines then tell more of the levels. Where all marks are
    // alike, a second round tells nothing new.
    let level = |l: u8| readings.iter().any(|r| r.level == l);
    let alike = (1..=6).filter(|l| level(*l)).count() < 2;
    for _ in 0..if alike { 1 } else { AGAIN } {
        let mut counts = [(0f32, 0f32); 7];
        for reading in readings.iter().filter(|r| r.level > 0) {
            if let Some((headlines, others)) = counts.get_mut(usize::from(reading.level)) {
                let likely = sigmoid(reading.article);
                *headlines += likely;
                *others += 1. - likely;
            }
        }
        for reading in readings.iter_mut().filter(|r| r.level > 0) {
            if let Some((headlines, others)) = counts.get(usize::from(reading.level)) {
                reading.level_odds = ((headlines + 3.) / (others + 0.6)).ln().clamp(-1., 4.);
                reading.article -= reading.trust;
                reading.trust = TRUST.weight() * reading.level_odds - MARKED.weight();
                reading.article += reading.trust;
            }
        }
    }
    readings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::weighed::articles::reading::tests::reading;

    fn at(level: u8, article: f32) -> RunReading {
        RunReading {
            level,
            ..reading(article)
        }
    }

    /// What a doubtful line of the second level is worth among so many others of that level.
    fn doubtful(others: f32) -> f32 {
        let mut readings: Vec<RunReading> = (0..8).map(|_| at(2, others)).collect();
        readings.push(at(2, 0.));
        trust_marks(readings).pop().map_or(0., |r| r.article)
    }

    #[test]
    fn a_level_is_trusted_as_its_other_lines_are_headlines() {
        assert!(doubtful(5.) > 0.5, "{}", doubtful(5.));
        assert!(doubtful(-5.) < -0.5, "{}", doubtful(-5.));
    }

    #[test]
    fn what_is_learnt_of_one_level_says_nothing_of_another_or_of_lines_without_a_mark() {
        let with = |others: f32| {
            let mut readings: Vec<RunReading> = (0..8).map(|_| at(2, others)).collect();
            readings.extend([at(3, 0.), at(0, 0.)]);
            let read = trust_marks(readings);
            [read[8].article.to_bits(), read[9].article.to_bits()]
        };
        assert_eq!(with(5.), with(-5.));
        assert_eq!(with(5.)[1], 0f32.to_bits());
    }
}
