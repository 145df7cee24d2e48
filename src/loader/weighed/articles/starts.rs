//! In which runs of standalone lines articles begin: of all ways to part the text, the likeliest is taken. Viterbi's
//! algorithm finds it; its state is whether the open article has shown a byline or a dateline.

use crate::loader::weighed::articles::reading::{RunReading, UNSIGNED};

/// What closing the open article at a run costs, by whether it has been signed at its head. Where nothing of a story stands
/// before the run, none is open.
pub fn closing(signed: bool, reading: &RunReading) -> f32 {
    if reading.fresh || signed || reading.after_byline {
        0.
    } else {
        UNSIGNED
    }
}

/// For each run whether an article begins there.
pub fn starts(readings: &[RunReading]) -> Vec<bool> {
    // Scores with the open article unsigned and signed; where the text begins none is open.
    let mut scores = [0f32, 0f32];
    let mut back: Vec<[(bool, usize); 2]> = Vec::with_capacity(readings.len());
    for reading in readings {
        let mut next = [f32::NEG_INFINITY; 2];
        let mut from = [(false, 0); 2];
        for (state, score) in scores.iter().enumerate() {
            let as_text = *score;
            if as_text > next[state] {
                (next[state], from[state]) = (as_text, (false, state));
            }
            let to = usize::from(reading.signed);
            let as_article = score + reading.article + closing(state == 1, reading);
            if as_article > next[to] {
                (next[to], from[to]) = (as_article, (true, state));
            }
        }
        scores = next;
        back.push(from);
    }
    let mut state = usize::from(scores[1] > scores[0]);
    let mut starts = vec![false; readings.len()];
    for (slot, from) in starts.iter_mut().zip(&back).rev() {
        let (start, before) = from[state];
        *slot = start;
        state = before;
    }
    starts
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
