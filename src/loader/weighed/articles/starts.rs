//! In which runs of standalone lines articles begin: of all ways to part the text, the likeliest is taken. Viterbi's
//! algorithm finds it; its state is whether the open article has shown a byline or a dateline.

use crate::loader::algorithms::viterbi::{BestWays, Transition, best_way};
use crate::loader::weighed::articles::reading::{RunReading, UNSIGNED};

/// How many articles without a signature are closed at a run: the open one, unless it has been `signed` at its head. Where
/// nothing of a story stands before the run, none is open.
pub fn unsigned(signed: bool, reading: &RunReading) -> f32 {
    if reading.fresh || signed || reading.after_byline {
        0.
    } else {
        1.
    }
}

/// What closing the open article at a run costs.
pub fn closing(signed: bool, reading: &RunReading) -> f32 {
    unsigned(signed, reading) * UNSIGNED.weight()
}

/// How a run is read after those before it.
#[derive(Clone, Copy, Default)]
struct Step {
    /// Whether an article begins in it.
    start: bool,
    /// Whether the article that was open was signed.
    signed: bool,
}

impl Transition for Step {
    fn from(self) -> usize {
        usize::from(self.signed)
    }
}

/// For each run whether an article begins there.
pub fn starts(readings: &[RunReading]) -> Vec<bool> {
    // Where the text begins no article is open.
    let way = best_way(readings, |_, reading, scores: &[f32; 2]| {
        let mut ways = BestWays::none();
        for (signed, score) in [false, true].into_iter().zip(scores) {
            let step = |start| Step { start, signed };
            ways.offer(usize::from(signed), *score, step(false));
            let as_article = score + reading.article + closing(signed, reading);
            ways.offer(usize::from(reading.signed), as_article, step(true));
        }
        ways
    });
    way.into_iter().map(|(_, step)| step.start).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::weighed::articles::reading::tests::reading;
    use proptest::prelude::*;

    fn readings() -> impl Strategy<Value = Vec<RunReading>> {
        let one =
            (-3f32..3., any::<[bool; 3]>()).prop_map(|(article, [fresh, signed, after_byline])| {
                RunReading {
                    fresh,
                    signed,
                    after_byline,
                    ..reading(article)
                }
            });
        proptest::collection::vec(one, 0..=6)
    }

    /// The score of articles that begin in some of the runs.
    fn score(readings: &[RunReading], starts: &[bool]) -> f32 {
        let (mut signed, mut sum) = (true, 0.);
        for (reading, _) in readings.iter().zip(starts).filter(|(_, start)| **start) {
            sum += reading.article + closing(signed, reading);
            signed = reading.signed;
        }
        sum
    }

    proptest! {
        #[test]
        fn no_way_to_part_the_text_is_better_than_the_one_taken(readings in readings()) {
            let taken = score(&readings, &starts(&readings));
            for way in 0_u32..1 << readings.len() {
                let starts: Vec<bool> = (0..readings.len()).map(|r| way >> r & 1 == 1).collect();
                prop_assert!(score(&readings, &starts) <= taken + 1e-3, "{starts:?}");
            }
        }
    }

    #[test]
    fn an_article_that_shows_no_writer_is_doubted_until_a_page_ends_it() {
        let runs = |fresh| {
            [
                reading(2.),
                RunReading {
                    fresh,
                    ..reading(0.3)
                },
            ]
        };
        assert_eq!(starts(&runs(false)), [true, false]);
        assert_eq!(starts(&runs(true)), [true, true]);
        let signed = [
            RunReading {
                signed: true,
                ..reading(2.)
            },
            reading(0.3),
        ];
        assert_eq!(starts(&signed), [true, true]);
    }
}
