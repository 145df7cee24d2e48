//! Legs: a text's lines side by side, near equal in height.

use super::strip::{Story, StripLine};
use std::ops::Range;

/// Lines of each leg on the next page that are worth turning it.
const FEWEST: usize = 3;

/// A story from a line on, as it can be parted.
#[derive(Clone, Copy)]
pub struct Rest<'a> {
    /// The whole.
    pub story: &'a Story,
    /// The first line that is left.
    pub from: usize,
}

impl Rest<'_> {
    /// Lines from one on that a leg up to another has: blank ones at its end are left out.
    fn height(&self, from: usize, to: usize) -> usize {
        let lines = self.story.lines.get(from..to).unwrap_or(&[]);
        lines
            .iter()
            .rposition(|l| !l.is_blank())
            .map_or(0, |i| i + 1)
    }

    /// The places behind a line at which a leg may end, the story's end among them.
    fn ends(&self, from: usize) -> impl DoubleEndedIterator<Item = usize> {
        let gaps = &self.story.gaps;
        // A line alone is no leg, unless it is the story's last.
        let first = gaps.partition_point(|&gap| gap < from.saturating_add(2));
        let end = (from < self.story.lines.len()).then_some(self.story.lines.len());
        gaps.get(first..).unwrap_or(&[]).iter().copied().chain(end)
    }

    /// The furthest place at which a leg of at most so many lines can end; `None` where it has to be higher.
    fn furthest(&self, from: usize, height: usize) -> Option<usize> {
        self.low(from, height).last()
    }

    /// The places at which a leg of at most so many lines can end.
    fn low(&self, from: usize, height: usize) -> impl Iterator<Item = usize> {
        self.ends(from)
            .take_while(move |&end| self.height(from, end) <= height)
    }

    /// Whether so many legs of at most so many lines hold everything from a line on.
    fn fits(&self, from: usize, legs: usize, height: usize) -> bool {
        let end = self.story.lines.len();
        // Where a leg can end at the furthest, and the place before: a leg that begins at the one may not end a line
        // later, and one that begins at the other may. From earlier places nothing more can be reached.
        let mut reached = [from; 2];
        for _ in 0..legs {
            if reached.contains(&end) {
                return true;
            }
            let mut next = [None; 2];
            for at in reached {
                for to in self.low(at, height) {
                    if Some(to) > next[0] {
                        next = [Some(to), next[0]];
                    } else if Some(to) < next[0] && Some(to) > next[1] {
                        next[1] = Some(to);
                    }
                }
            }
            let Some(most) = next[0] else {
                return false;
            };
            reached = [most, next[1].unwrap_or(most)];
        }
        reached.contains(&end)
    }

    /// The fewest lines of a leg that can stand by itself.
    pub fn least(&self) -> usize {
        let first = self.ends(self.from).next();
        first.map_or(0, |end| self.height(self.from, end))
    }

    /// The whole rest in legs of near equal height; `None` where they would be higher than allowed.
    pub fn balanced(&self, height: usize) -> Option<Vec<Range<usize>>> {
        let legs = usize::from(self.story.legs.max(1));
        let end = self.story.lines.len();
        let whole = self.height(self.from, end);
        if legs == 1 {
            let set = (self.from < end).then_some(self.from..end);
            return (whole <= height).then(|| set.into_iter().collect());
        }
        let (mut low, mut high) = (whole.div_ceil(legs), whole.min(height));
        if !self.fits(self.from, legs, high) {
            return None;
        }
        // Higher legs hold no less, so that the lowest that hold it all are found by halving.
        while low < high {
            let middle = low + (high - low) / 2;
            if self.fits(self.from, legs, middle) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        let mut set = Vec::with_capacity(legs);
        let mut from = self.from;
        for left in (1..=legs).rev() {
            if from >= end {
                break;
            }
            let ideal = self.height(from, end).div_ceil(left);
            let ends: Vec<usize> = self.low(from, high).collect();
            let fits = |to: &usize| self.fits(*to, left - 1, high);
            // The later a leg ends, the sooner the others hold what is left, but for a place here and there.
            let first = ends.partition_point(|to| !fits(to)).saturating_sub(1);
            let mut near: Vec<usize> = ends.get(first..).unwrap_or(&[]).to_vec();
            near.sort_by_key(|&to| self.height(from, to).abs_diff(ideal));
            let to = near.iter().find(|to| fits(to));
            let to = to.or_else(|| ends.iter().rev().find(|to| fits(to)));
            let to = to.copied().unwrap_or(end);
            set.push(from..to);
            from = to;
        }
        Some(set)
    }

    /// As much of the rest as legs of so many lines hold, or of a few less where that leaves enough for legs to be
    /// told as such; nothing where not even one can stand there.
    pub fn filled(&self, height: usize) -> Vec<Range<usize>> {
        let fewest = usize::from(self.story.legs.max(1)) * FEWEST;
        let heights = (height.saturating_sub(FEWEST)..=height).rev();
        let enough = |set: &Vec<Range<usize>>| {
            let end = set.last().map_or(usize::MAX, |leg| leg.end);
            self.story.lines.len().saturating_sub(end) >= fewest
        };
        let mut sets = heights.map(|height| self.packed(height));
        let most = sets.next().unwrap_or_default();
        if most.is_empty() || enough(&most) {
            return most;
        }
        sets.find(enough).unwrap_or(most)
    }

    /// As much of the rest as legs of so many lines hold.
    fn packed(&self, height: usize) -> Vec<Range<usize>> {
        let mut set = Vec::new();
        let mut from = self.from;
        for _ in 0..self.story.legs.max(1) {
            let Some(to) = self.furthest(from, height) else {
                break;
            };
            set.push(from..to);
            from = to;
        }
        set
    }

    /// So many lines as one leg, wherever it has to be parted.
    pub fn forced(&self, height: usize) -> Range<usize> {
        let end = self.from.saturating_add(height.max(1));
        self.from..end.min(self.story.lines.len())
    }
}

/// The lines of a leg, without blank ones at its end.
pub fn lines_of<'a>(story: &'a Story, leg: &Range<usize>) -> &'a [StripLine] {
    let lines = story.lines.get(leg.clone()).unwrap_or(&[]);
    let filled = lines.iter().rposition(|l| !l.is_blank());
    lines.get(..filled.map_or(0, |i| i + 1)).unwrap_or(&[])
}

/// Rows of legs side by side, parted by a rule as high as the highest.
pub fn side_by_side(
    story: &Story,
    legs: &[Range<usize>],
    rule: &StripLine,
    gutter: u16,
) -> Vec<StripLine> {
    let legs: Vec<&[StripLine]> = legs.iter().map(|leg| lines_of(story, leg)).collect();
    let height = legs.iter().map(|leg| leg.len()).max().unwrap_or(0);
    let blank = StripLine::default();
    (0..height)
        .map(|row| {
            let mut out = StripLine::default();
            for (number, leg) in legs.iter().enumerate() {
                let pitch = usize::from(story.leg + gutter);
                let column = number * pitch;
                if number > 0 {
                    join(&mut out, column - usize::from(gutter.div_ceil(2)), rule);
                }
                join(&mut out, column, leg.get(row).unwrap_or(&blank));
            }
            out
        })
        .collect()
}

/// Appends a line, its own blank cells counted from a column.
fn join(out: &mut StripLine, column: usize, line: &StripLine) {
    if line.is_blank() {
        return;
    }
    let column = column + line.left;
    if out.is_blank() {
        out.left = column;
    } else {
        let blank = column.saturating_sub(out.left + out.width);
        out.text.extend(std::iter::repeat_n(' ', blank));
        out.width += blank;
    }
    out.text.push_str(&line.text);
    out.width += line.width;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::Ambiguous;
    use proptest::prelude::*;

    /// A story of so many lines that may be parted before some.
    fn story(lines: usize, gaps: Vec<usize>, legs: u16) -> Story {
        let line = StripLine::new("茶", "", Ambiguous::Narrow);
        Story {
            lines: vec![line; lines],
            gaps,
            legs,
            leg: 20,
        }
    }

    /// The lowest height at which legs hold all lines from one on, by trying every way.
    fn lowest(story: &Story, from: usize, legs: usize) -> Option<usize> {
        let rest = Rest { story, from };
        if from >= story.lines.len() {
            return Some(0);
        }
        if legs == 0 {
            return None;
        }
        rest.ends(from)
            .filter_map(|to| Some((to - from).max(lowest(story, to, legs - 1)?)))
            .min()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn legs_are_as_low_as_can_be_and_hold_every_line(
            lines in 1..18_usize,
            may in prop::collection::vec(any::<bool>(), 18),
            legs in 1..5_u16,
        ) {
            let gaps = (1..lines).filter(|&i| may[i]).collect();
            let story = story(lines, gaps, legs);
            let rest = Rest { story: &story, from: 0 };
            let set = rest.balanced(usize::MAX).expect("one leg holds it all");
            let mut from = 0;
            for leg in &set {
                prop_assert_eq!(leg.start, from);
                prop_assert!(leg.end == lines || story.gaps.contains(&leg.end));
                from = leg.end;
            }
            prop_assert_eq!(from, lines);
            let highest = set.iter().map(ExactSizeIterator::len).max();
            prop_assert_eq!(highest, lowest(&story, 0, usize::from(legs)));
            let height = highest.unwrap_or(0);
            prop_assert!(rest.balanced(height - 1).is_none());
        }
    }

    #[test]
    fn legs_share_lines_evenly_where_they_may() {
        let story = story(10, (1..10).collect(), 3);
        let rest = Rest {
            story: &story,
            from: 0,
        };
        let heights = rest.balanced(9).map(|legs| {
            let heights: Vec<usize> = legs.iter().map(ExactSizeIterator::len).collect();
            heights
        });
        assert_eq!(heights, Some(vec![4, 3, 3]));
    }

    #[test]
    fn a_page_takes_a_few_lines_less_for_what_the_next_begins_with() {
        let story = story(20, (1..20).collect(), 1);
        let end = |height| {
            let rest = Rest {
                story: &story,
                from: 0,
            };
            rest.filled(height).last().map(|leg| leg.end)
        };
        assert_eq!(end(10), Some(10));
        assert_eq!(end(19), Some(17));
        assert_eq!(end(1), None);
    }
}
