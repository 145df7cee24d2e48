//! The best readings of a stretch of lines in which one of them has another place than the chosen one.

use crate::loader::algorithms::viterbi::{BestWays, back, best};
use crate::loader::weighed::line_state::{LineState, STATES};
use crate::loader::weighed::paragraphs::own::Own;
use std::ops::Range;

/// A step in which another reading differs from the chosen one: a line's state, and that of the line before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Step {
    /// Which of the free lines.
    pub at: usize,
    /// In the chosen reading.
    pub chosen: (Option<LineState>, LineState),
    /// In the other one.
    pub other: (Option<LineState>, LineState),
}

/// A reading other than the chosen one.
pub struct Way {
    /// How likely it is, as a score.
    pub score: f32,
    /// Where it differs from the chosen one.
    pub steps: Vec<Step>,
}

/// The readings of a stretch of lines. Rows are reckoned from its first line on and kept for the next question: in a long
/// paragraph all questions are about stretches with the same first line.
pub struct Ways<'p> {
    owns: &'p [Own],
    chosen: &'p [LineState],
    /// The first line of the stretch.
    start: usize,
    /// The lines from there on, as far as was asked.
    rows: Vec<Row>,
}

/// The best way to each state of a line, from the stretch's first on.
#[derive(Clone)]
struct Row {
    /// The ways, with the scores by which they are found.
    ways: BestWays<4>,
    /// The scores of the same ways, added up in the order in which a whole reading is scored; `None` where a way cannot be.
    sums: [Option<f32>; 4],
    /// The last line at which each way differs from the chosen reading, and its state there.
    differs: [Option<(usize, u8)>; 4],
    /// The chosen reading's score up to here.
    own: Option<f32>,
}

impl Row {
    /// The state of the line before from which the way to a state comes.
    fn came_from(&self, state: usize) -> usize {
        usize::from(self.ways.steps[state])
    }
}

impl<'p> Ways<'p> {
    pub fn new(owns: &'p [Own], chosen: &'p [LineState]) -> Self {
        Self {
            owns,
            chosen,
            start: 0,
            rows: Vec::new(),
        }
    }

    /// The score of the chosen reading in a stretch, with the step to what follows it; `None` where it cannot be.
    pub fn chosen(&mut self, stretch: &Range<usize>, at: usize) -> Option<f32> {
        self.reckon(stretch.start, at);
        let mut sum = match at.checked_sub(stretch.start + 1) {
            Some(last) => self.rows.get(last)?.own,
            None => Some(0.),
        };
        for line in at..(stretch.end + 1).min(self.owns.len()) {
            sum = self.add(
                sum,
                line,
                self.state(line.checked_sub(1)),
                self.state(Some(line))?,
            );
        }
        sum
    }

    /// The best reading of a stretch in which one line has this place. What stands outside stays as it is. `None` where there
    /// is no such reading.
    pub fn forced(&mut self, stretch: &Range<usize>, at: usize, state: LineState) -> Option<Way> {
        self.reckon(stretch.start, at);
        // The lines at the edges stay as they are, unless they are the text's.
        let edge = self.state(Some(stretch.end));
        let mut behind: Vec<Row> = Vec::with_capacity(stretch.end + 1 - at);
        for line in at..stretch.end + usize::from(edge.is_some()) {
            let before = behind
                .last()
                .or_else(|| self.row(&[], at, line.checked_sub(1)?));
            let force = match line {
                _ if line == at => Some(state),
                _ if line == stretch.end => edge,
                _ => None,
            };
            behind.push(self.next(before, line, force));
        }
        // Back from the end to the line, which may have no way to this place.
        let mut last = best(&behind.last()?.ways.scores);
        if edge.is_some() {
            last = behind.last()?.came_from(last);
        }
        let rows = behind.get(..stretch.end - at)?.iter().rev();
        let (there, _) = back(rows.map(|row| &row.ways.steps), last).last()?;
        if STATES[there] != state {
            return None;
        }
        let row = |line| self.row(&behind, at, line);
        let mut score = row(stretch.end - 1)?.sums[last];
        let mut steps = Vec::new();
        if let Some(edge) = edge {
            let earlier = Some(STATES[last]);
            score = self.add(score, stretch.end, earlier, edge);
            let own = self.state(Some(stretch.end - 1));
            if earlier != own {
                steps.push(Step {
                    at: stretch.end,
                    chosen: (own, edge),
                    other: (earlier, edge),
                });
            }
        }
        let mut next = row(stretch.end - 1)?.differs[last];
        while let Some((line, state)) = next {
            let state = usize::from(state);
            let before = line.checked_sub(1).filter(|b| *b >= stretch.start);
            let from = row(line)?.came_from(state);
            let own = self.state(line.checked_sub(1));
            steps.push(Step {
                at: line,
                chosen: (own, self.state(Some(line))?),
                other: (before.map_or(own, |_| Some(STATES[from])), STATES[state]),
            });
            next = before.and_then(row).and_then(|r| r.differs[from]);
        }
        steps.reverse();
        Some(Way {
            score: score?,
            steps,
        })
    }

    /// Reckons the lines of a stretch before one.
    fn reckon(&mut self, start: usize, end: usize) {
        if self.start != start {
            self.start = start;
            self.rows.clear();
        }
        for line in start + self.rows.len()..end {
            let first = start > 0 && line == start;
            let force = first.then(|| self.state(Some(line))).flatten();
            let row = self.next(self.rows.last(), line, force);
            self.rows.push(row);
        }
    }

    /// The row of a line: among those behind another, or those kept.
    fn row<'r>(&'r self, behind: &'r [Row], at: usize, line: usize) -> Option<&'r Row> {
        match line.checked_sub(at) {
            Some(n) => behind.get(n),
            None => self.rows.get(line.checked_sub(self.start)?),
        }
    }

    fn state(&self, line: Option<usize>) -> Option<LineState> {
        self.chosen.get(line?).copied()
    }

    /// The row of a line after the row before it. Where a state is forced, the line has no other.
    fn next(&self, before: Option<&Row>, line: usize, force: Option<LineState>) -> Row {
        let mut row = Row {
            ways: BestWays {
                scores: before.map_or([0.; 4], |b| b.ways.scores),
                steps: [0; 4],
            },
            sums: [None; 4],
            differs: [None; 4],
            own: None,
        };
        let Some(own) = self.owns.get(line) else {
            return row;
        };
        let mut scores = own.scores;
        for (score, state) in scores.iter_mut().zip(STATES) {
            if force.is_some_and(|f| f != state) {
                *score = f32::NEG_INFINITY;
            }
        }
        row.ways = own.advance(before.is_some(), &scores, &row.ways.scores);
        let outside = self.state(line.checked_sub(1));
        let here = self.state(Some(line));
        row.own = here.and_then(|h| self.add(before.map_or(Some(0.), |b| b.own), line, outside, h));
        for (s, state) in STATES.into_iter().enumerate() {
            let from = row.came_from(s);
            let earlier = before.map_or(outside, |_| Some(STATES[from]));
            let sum = before.map_or(Some(0.), |b| b.sums[from]);
            row.sums[s] = self.add(sum, line, earlier, state);
            row.differs[s] = if here != Some(state) || earlier != outside {
                u8::try_from(s).ok().map(|s| (line, s))
            } else {
                before.and_then(|b| b.differs[from])
            };
        }
        row
    }

    /// A score with that of a further step; `None` where it cannot be.
    fn add(
        &self,
        sum: Option<f32>,
        line: usize,
        earlier: Option<LineState>,
        state: LineState,
    ) -> Option<f32> {
        let mut sum = sum?;
        let own = self.owns.get(line)?;
        let place = STATES.iter().position(|s| *s == state);
        sum += place.and_then(|s| own.scores.get(s)).copied().unwrap_or(0.);
        own.follows(earlier, state, &mut sum, |sum| *sum += own.end)
            .then_some(sum)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::weighed::paragraphs::likeliest;
    use crate::loader::weighed::paragraphs::tests::{best_score, owns, score};
    use proptest::collection::vec;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_line_read_otherwise_has_the_best_reading_that_it_leaves(owns in owns(true), at in 0_usize..6) {
            let at = at.min(owns.len() - 1);
            let chosen = likeliest(&owns);
            let mut ways = Ways::new(&owns, &chosen);
            let own = ways.chosen(&(0..owns.len()), at);
            let whole = score(&owns, &chosen);
            prop_assert!(own.zip(whole).is_some_and(|(a, b)| (a - b).abs() < 1e-3), "{own:?} {whole:?}");
            for state in STATES {
                let best = best_score(&owns, |reading| reading[at] == state);
                let way = ways.forced(&(0..owns.len()), at, state);
                match (best, way) {
                    (Some(best), Some(way)) => prop_assert!((best - way.score).abs() < 1e-3),
                    (None, way) => prop_assert!(way.is_none_or(|w| w.score == f32::NEG_INFINITY)),
                    (Some(_), None) => prop_assert!(false, "no way to {state:?}"),
                }
            }
        }

        #[test]
        fn what_was_reckoned_for_one_question_spoils_no_other(owns in owns(true), asked in vec(0_usize..6, 2..6)) {
            let chosen = likeliest(&owns);
            let mut kept = Ways::new(&owns, &chosen);
            for at in asked {
                let at = at.min(owns.len() - 1);
                let heads = (0..=at.saturating_sub(1)).rev();
                let head = heads.into_iter().find(|line| chosen[*line] != LineState::GoesOn);
                let stretch = head.unwrap_or(0)..(at + 2).min(owns.len());
                let mut fresh = Ways::new(&owns, &chosen);
                prop_assert_eq!(kept.chosen(&stretch, at), fresh.chosen(&stretch, at));
                for state in STATES {
                    let ways = [&mut kept, &mut fresh].map(|w| w.forced(&stretch, at, state).map(|w| (w.score, w.steps)));
                    prop_assert_eq!(&ways[0], &ways[1]);
                }
            }
        }

        #[test]
        fn the_steps_in_which_two_readings_differ_make_their_distance(owns in owns(true), at in 0_usize..6) {
            let at = at.min(owns.len() - 1);
            let chosen = likeliest(&owns);
            let mut ways = Ways::new(&owns, &chosen);
            let own = ways.chosen(&(0..owns.len()), at).expect("the reading that was chosen");
            let step = |line: usize, (earlier, state): (Option<LineState>, LineState)| {
                let place = STATES.iter().position(|s| *s == state).expect("a state");
                owns[line].scores[place] + owns[line].step(earlier, state).expect("a step that can be")
            };
            for state in STATES {
                let Some(way) = ways.forced(&(0..owns.len()), at, state) else {
                    continue;
                };
                let apart: f32 = way.steps.iter().map(|s| step(s.at, s.chosen) - step(s.at, s.other)).sum();
                prop_assert!((own - way.score - apart).abs() < 1e-3, "{own} {} {apart}", way.score);
            }
        }
    }
}
