//! How far the levels of heading marks can be trusted in a text.

use crate::loader::weighed::articles::reading::Reading;
use crate::loader::weighed::evidence::headlines::MARKED;
use crate::loader::weighed::evidence::sigmoid;

/// Weight of what a text's own habits say of a level of heading marks.
pub const TRUST: f32 = 1.68;

/// How often the trust in levels is reckoned where their marks differ.
pub const AGAIN: usize = 4;

/// How far each level of heading mark can be trusted in this text: where nearly all lines of a level are
/// headlines by other evidence, the rest of them are too; where many are not, the mark says little.
pub fn trust_marks(mut readings: Vec<Reading>) -> Vec<Reading> {
    // What is learnt of the levels tells more of each line, and that more of the levels; where all marks are alike,
    // they tell headlines from subheads no better the second time.
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
                let trust = ((headlines + 3.) / (others + 0.6)).ln().clamp(-1., 4.);
                reading.article -= reading.trust;
                reading.trust = TRUST * trust - MARKED;
                reading.article += reading.trust;
            }
        }
    }
    readings
}
