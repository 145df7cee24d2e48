//! In which runs of lone lines articles begin: of all ways to part the text, the likeliest (Viterbi's algorithm, with
//! whether the open article has shown a byline or a dateline as its state).

use crate::loader::weighed::articles::reading::{Reading, UNSIGNED};

/// What closing the open article at a run costs, by whether it has been signed at its head.
pub fn closing(signed: bool, reading: &Reading) -> f32 {
    if signed || reading.after_byline {
        0.
    } else {
        UNSIGNED
    }
}

/// For each run whether an article begins there.
pub fn starts(readings: &[Reading]) -> Vec<bool> {
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
            let as_article = score
                + reading.article
                + if reading.fresh {
                    0.
                } else {
                    closing(state == 1, reading)
                };
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
