//! The decoders of a line's place, against all readings tried one by one.

use super::*;
use crate::loader::algorithms::tests::all_ways;
use proptest::collection::vec;
use proptest::prelude::*;

/// A line with these scores that may have any place but go on as the first, and whose steps cost nothing.
pub fn own(line: u32, scores: [f32; 4]) -> Own {
    Own {
        line,
        scores,
        may: [line > 0, true],
        end: 0.,
        heading: false,
        joined: false,
    }
}

/// A few lines with scores as they may be, of which those after the first may be a `heading`'s second line.
pub fn owns(heading: bool) -> impl Strategy<Value = Vec<Own>> {
    let scores = proptest::array::uniform4(-6f32..6.);
    let line = (scores, any::<[bool; 4]>(), -5f32..0.);
    vec(line, 1..=6).prop_map(move |lines| {
        let all = (0..).zip(lines).map(|(line, (scores, may, end))| {
            let [go_on, name, turned, joined] = may;
            Own {
                line,
                scores,
                may: [go_on && line > 0, name],
                end,
                heading: heading && turned && line > 0,
                joined: joined && line > 0,
            }
        });
        all.collect()
    })
}

/// The score of a reading; `None` where it cannot be.
pub fn score(owns: &[Own], states: &[LineState]) -> Option<f32> {
    let mut earlier = None;
    let mut sum = 0.;
    for (own, state) in owns.iter().zip(states) {
        let at = STATES.iter().position(|s| s == state)?;
        sum += own.scores[at] + own.step(earlier, *state)?;
        earlier = Some(*state);
    }
    Some(sum)
}

/// The score of the best reading among some.
pub fn best_score(owns: &[Own], which: impl Fn(&[LineState]) -> bool) -> Option<f32> {
    let all = all_ways(&STATES, owns.len());
    let scores = all
        .iter()
        .filter(|r| which(r))
        .filter_map(|r| score(owns, r));
    scores.max_by(f32::total_cmp)
}

proptest! {
    #[test]
    fn no_reading_of_all_lines_is_better_than_the_one_taken(owns in owns(true)) {
        let taken = score(&owns, &likeliest(&owns)).expect("a reading that can be");
        let best = best_score(&owns, |_| true).expect("all lines may begin paragraphs");
        prop_assert!((best - taken).abs() < 1e-3, "{best} {taken}");
    }

    #[test]
    fn a_seam_is_wrong_as_often_as_all_readings_say(owns in owns(false)) {
        let chosen = likeliest(&owns);
        let found = risks::risks(owns.clone(), &chosen);
        let all: Vec<(Vec<LineState>, f32)> = all_ways(&STATES, owns.len())
            .into_iter()
            .filter_map(|r| score(&owns, &r).map(|s| (r, s.exp())))
            .collect();
        let goes_on = |state: &LineState| *state == LineState::GoesOn;
        for at in 0..owns.len() {
            let right = |from: usize| -> f32 {
                let same = |r: &[LineState]| (from..owns.len()).all(|l| goes_on(&r[l]) == goes_on(&chosen[l]));
                all.iter().filter(|(r, _)| same(r)).map(|(_, weight)| weight).sum()
            };
            let wrong = 1. - right(at) / right(at + 1);
            let line = u32::try_from(at).unwrap_or(NONE);
            let seam = found.iter().find(|r| r.line == line).map_or(0., |r| r.seam);
            prop_assert!((seam - wrong).abs() < 2e-3, "line {at}: {seam} {wrong}");
        }
    }
}

#[test]
fn pictures_part_no_paragraph_and_sections_do() {
    let free = |between: &str| {
        let text = format!("渡船早上六点开，\n{between}\n晚上九点收班。\n");
        let before = |context: &Context| free_lines(context).last().and_then(|f| f.before());
        crate::loader::weighed::tests::looked_over(&text, before)
    };
    assert_eq!(free("图为渡口的早晨。王小川摄"), Some(0));
    assert_eq!(free("第03版：经济"), None);
}
