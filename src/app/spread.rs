//! Two legs side by side: which rows of the article are on screen, and where each of them stands.
//!
//! The text flows on through both legs of a screen, and from there to the next screen. What stands over both legs
//! (a head, a table) parts it in bands; a band of which all is on screen has legs of near equal height.

use crate::typeset::legs::{GUTTER, gaps};
use crate::typeset::{Galley, RowRole};
use std::ops::Range;

/// Rows by which a leg may stay lower, so that it ends where a leg may end.
const SPARE: usize = 3;

/// Rows looked at beyond those that two full legs hold: blank ones between two legs are left out.
const LEFT_OUT: usize = 12;

/// An article's rows as they may be parted in two legs.
#[derive(Clone, Debug, Default)]
pub struct Legs {
    /// Cells of each.
    pub width: u16,
    /// The rows before which a leg may end, in order.
    gaps: Vec<usize>,
}

/// Where a row stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SpreadCell {
    /// The row of the galley; those of the article's tail count on from its last.
    pub row: usize,
    /// Cells from the page's left.
    pub x: u16,
    /// Rows from the pane's top.
    pub y: u16,
}

/// What is on screen.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Spread {
    /// The rows, in order. Blank ones between two legs are left out.
    pub places: Vec<SpreadCell>,
    /// The rows of the pane in which a rule parts two legs.
    pub ruled: Vec<Range<u16>>,
    /// The first row of the article below.
    pub end: usize,
}

impl Spread {
    /// Where a row stands; `None` where it is not on screen.
    pub fn place(&self, row: usize) -> Option<SpreadCell> {
        let at = self.places.binary_search_by_key(&row, |place| place.row);
        at.ok().and_then(|at| self.places.get(at)).copied()
    }
}

impl Legs {
    /// The legs for an article set in them.
    pub fn of(galley: &Galley, width: u16) -> Self {
        Self {
            width,
            gaps: gaps(&galley.rows),
        }
    }

    /// What is on screen from a row on, in a pane of so many rows; `total` rows there are with the tail, which stands
    /// over both legs as a head does.
    pub fn spread(&self, galley: &Galley, top: usize, height: u16, total: usize) -> Spread {
        let mut page = Page {
            galley,
            gaps: &self.gaps,
            right: self.width.saturating_add(GUTTER),
            spread: Spread::default(),
        };
        let (mut row, mut y) = (top, 0);
        while y < usize::from(height) && row < total {
            if page.is_across(row) {
                page.put(row, 0, y);
                (row, y) = (row + 1, y + 1);
                continue;
            }
            let left = usize::from(height) - y;
            if left == 1 && y > 0 && page.is_ruby(row) {
                // Readings would stand in one leg, and what is read in the other.
                break;
            }
            let furthest = total.min(row + 2 * left + LEFT_OUT);
            let end = (row..furthest).find(|&row| page.is_across(row));
            let stop = end.unwrap_or(total);
            let balanced = end.and_then(|end| Some((page.balanced(row..end, left)?, end)));
            let (split, end) = balanced.unwrap_or_else(|| {
                let split = page.split(row, left);
                (split, page.filled(split, left).min(stop))
            });
            y += page.legs(row..split, split..end.max(split), y);
            row = end.max(split);
            if row < stop {
                // Both legs are full, if not to the last row.
                break;
            }
        }
        page.spread.end = row;
        page.spread
    }

    /// The first row from which all to the article's end is on screen.
    pub fn last_top(&self, galley: &Galley, height: u16, total: usize) -> usize {
        let shown = |top: &usize| self.spread(galley, *top, height, total).end >= total;
        let tops = (0..total).rev().take_while(shown);
        tops.last().unwrap_or(total.saturating_sub(1))
    }
}

/// A screen being filled.
struct Page<'a> {
    galley: &'a Galley,
    gaps: &'a [usize],
    right: u16,
    spread: Spread,
}

impl Page<'_> {
    fn is_across(&self, row: usize) -> bool {
        self.galley.rows.get(row).is_none_or(|row| row.across)
    }

    fn is_blank(&self, row: usize) -> bool {
        let row = self.galley.rows.get(row);
        row.is_some_and(|row| row.text().is_empty())
    }

    fn is_ruby(&self, row: usize) -> bool {
        let row = self.galley.rows.get(row);
        row.is_some_and(|row| row.role == RowRole::Ruby)
    }

    fn put(&mut self, row: usize, x: u16, y: usize) {
        if let Ok(y) = u16::try_from(y) {
            self.spread.places.push(SpreadCell { row, x, y });
        }
    }

    /// Rows of a leg without blank ones at its end.
    fn height(&self, rows: &Range<usize>) -> usize {
        let filled = rows.clone().rposition(|row| !self.is_blank(row));
        filled.map_or(0, |at| at + 1)
    }

    /// The rows among these before which a leg may end. A line alone is no leg.
    fn ends(&self, rows: &Range<usize>) -> impl DoubleEndedIterator<Item = usize> {
        let place = |row: usize| self.gaps.partition_point(|&gap| gap < row);
        let (from, to) = (place(rows.start + 2), place(rows.end));
        self.gaps.get(from..to).unwrap_or(&[]).iter().copied()
    }

    /// Where rows are parted in two legs of near equal height, none higher than allowed; `None` where they are too many.
    fn balanced(&self, rows: Range<usize>, height: usize) -> Option<usize> {
        let high = |split: usize| {
            let (left, right) = (rows.start..split, split..rows.end);
            let (left, right) = (self.height(&left), self.height(&right));
            (left.max(right) <= height).then_some((left.max(right), left < right))
        };
        let ends = self.ends(&rows).chain([rows.end]);
        let best = ends.filter_map(|split| Some((high(split)?, split))).min();
        let half = rows.start + rows.len().div_ceil(2);
        let forced = || {
            let split = half - usize::from(self.is_ruby(half.saturating_sub(1)));
            high(split).map(|_| split)
        };
        best.map(|(_, split)| split).or_else(forced)
    }

    /// Where the left leg of a screen ends: as low as it may, not much higher for what may not be parted.
    fn split(&self, from: usize, height: usize) -> usize {
        let full = from + height;
        let lowest = from + height.saturating_sub(SPARE).max(1);
        let within = from..full + LEFT_OUT;
        let ends = self.ends(&within).rev();
        let mut low = ends.filter(|&end| self.height(&(from..end)) <= height);
        low.next().filter(|&end| end >= lowest).unwrap_or_else(|| {
            let parted = self.is_ruby(full.saturating_sub(1)) && height > 1;
            full - usize::from(parted)
        })
    }

    /// Where the right leg of a screen ends: no readings without their line. Blank rows at its head are left out.
    fn filled(&self, from: usize, height: usize) -> usize {
        let end = self.begun(from).saturating_add(height);
        end - usize::from(height > 1 && self.is_ruby(end.saturating_sub(1)))
    }

    fn begun(&self, from: usize) -> usize {
        let blank = (from..from + LEFT_OUT).take_while(|&row| self.is_blank(row));
        from + blank.count()
    }

    /// Sets two legs side by side, and gives the rows of the higher.
    fn legs(&mut self, left: Range<usize>, right: Range<usize>, y: usize) -> usize {
        let right = self.begun(right.start).min(right.end)..right.end;
        let heights = [&left, &right].map(|leg| self.height(leg));
        for (leg, x, height) in [(left, 0, heights[0]), (right, self.right, heights[1])] {
            for (at, row) in leg.take(height).enumerate() {
                self.put(row, x, y + at);
            }
        }
        let height = heights[0].max(heights[1]).max(1);
        if heights[1] > 0
            && let (Ok(top), Ok(end)) = (u16::try_from(y), u16::try_from(y + height))
        {
            self.spread.ruled.push(top..end);
        }
        height
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::{Article, Block, BlockKind, Span, Text};
    use crate::typeset::{Facts, Pinyin, Style, compose_in_legs};
    use proptest::prelude::*;

    const LEG: u16 = 22;
    const TAIL: usize = 2;

    /// An article of blocks of so many Han, headed or not.
    fn galley(blocks: &[(u8, usize)], headed: bool, style: &Style) -> Galley {
        let mut source = String::new();
        let mut text = |words: &str| {
            let start = source.len();
            source.push_str(words);
            Text::at(Span::new(start, source.len()))
        };
        let article = Article {
            headline: headed.then(|| text("江上灯火")),
            blocks: blocks
                .iter()
                .map(|&(kind, han)| {
                    let (kind, words) = match kind {
                        0 => (BlockKind::Subhead, "小标题".to_owned()),
                        1 => (BlockKind::Table, "村|斤\n云溪|12\n南埠|30".to_owned()),
                        2 => (BlockKind::Code, "for\nall".to_owned()),
                        _ => (BlockKind::Paragraph, "江水东流".repeat(han)),
                    };
                    Block {
                        kind,
                        text: text(&words),
                        depth: 0,
                    }
                })
                .collect(),
            ..Article::default()
        };
        compose_in_legs(&article, &source, &Facts::default(), LEG, style)
    }

    fn style(gap: u16, pinyin: bool) -> Style {
        Style {
            paragraph_gap: gap,
            pinyin: if pinyin { Pinyin::All } else { Pinyin::Off },
            ..Style::default()
        }
    }

    fn rows(spread: &Spread, x: u16) -> Vec<usize> {
        let here = spread.places.iter().filter(|place| place.x == x);
        here.map(|place| place.row).collect()
    }

    #[test]
    fn the_text_goes_on_from_the_left_leg_to_the_right() {
        let galley = galley(&[(9, 40)], false, &style(0, false));
        let legs = Legs::of(&galley, LEG);
        let spread = legs.spread(&galley, 3, 5, galley.rows.len() + TAIL);
        assert_eq!(rows(&spread, 0), [3, 4, 5, 6, 7]);
        assert_eq!(rows(&spread, LEG + GUTTER), [8, 9, 10, 11, 12]);
        assert_eq!((spread.end, spread.ruled.first()), (13, Some(&(0..5))));
    }

    #[test]
    fn a_head_and_what_comes_next_stand_over_both_legs_of_near_equal_height() {
        let galley = galley(&[(9, 25)], true, &style(0, false));
        let legs = Legs::of(&galley, LEG);
        let total = galley.rows.len() + TAIL;
        let spread = legs.spread(&galley, 0, 30, total);
        let right = rows(&spread, LEG + GUTTER);
        let left = rows(&spread, 0);
        // Headline, a blank row, one leg, and the two rows of the tail.
        assert!(
            (left.len() - 4).abs_diff(right.len()) <= 1,
            "{left:?} {right:?}"
        );
        assert_eq!(spread.end, total);
        let last = spread.places.last().unwrap_or(&spread.places[0]);
        assert_eq!((last.row, last.x), (total - 1, 0));
    }

    #[test]
    fn no_leg_ends_with_a_subhead_or_one_line_of_a_paragraph() {
        // Four lines, a subhead, four lines, and so on.
        let blocks = [(9, 10), (0, 0)].repeat(12);
        let galley = galley(&blocks, false, &style(0, false));
        let legs = Legs::of(&galley, LEG);
        for top in 0..galley.rows.len() - 30 {
            let spread = legs.spread(&galley, top, 9, galley.rows.len() + TAIL);
            let Some(&last) = rows(&spread, 0).last() else {
                panic!("nothing is shown from {top}")
            };
            assert_ne!(galley.rows[last].role, RowRole::Subhead, "{top}");
            let next =
                (last + 1..galley.rows.len()).find(|&row| !galley.rows[row].text().is_empty());
            assert!(
                next.is_some_and(|row| legs.gaps.contains(&row)),
                "{top}: {last}"
            );
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_row_stands_once_in_the_pane_and_in_order(
            blocks in prop::collection::vec((0_u8..9, 1_usize..30), 0..9),
            headed: bool,
            gap in 0_u16..3,
            pinyin: bool,
            height in 1_u16..24,
        ) {
            let galley = galley(&blocks, headed, &style(gap, pinyin));
            let legs = Legs::of(&galley, LEG);
            let total = galley.rows.len() + TAIL;
            let last = legs.last_top(&galley, height, total);
            for top in 0..total {
                let spread = legs.spread(&galley, top, height, total);
                prop_assert!(spread.end > top && spread.end <= total);
                prop_assert!(top < last || spread.end == total);
                let shown: Vec<usize> = spread.places.iter().map(|place| place.row).collect();
                for row in top..spread.end {
                    let blank = galley.rows.get(row).is_some_and(|row| row.text().is_empty());
                    prop_assert!(blank || shown.contains(&row), "{} of {}..{}", row, top, spread.end);
                }
                prop_assert!(shown.is_sorted_by(|a, b| a < b) && shown.iter().all(|row| (top..spread.end).contains(row)));
                let mut cells: Vec<(u16, u16)> = spread.places.iter().map(|p| (p.x, p.y)).collect();
                prop_assert!(cells.iter().all(|cell| cell.1 < height));
                cells.sort_unstable();
                cells.dedup();
                prop_assert_eq!(cells.len(), shown.len());
                for place in &spread.places {
                    let across = galley.rows.get(place.row).is_none_or(|row| row.across);
                    // Nothing stands beside what stands over both legs, and no readings without their line.
                    let beside = spread.places.iter().any(|p| p.y == place.y && p.x != place.x);
                    prop_assert!(!across || place.x == 0 && !beside);
                    let ruby = galley.rows.get(place.row).is_some_and(|row| row.role == RowRole::Ruby);
                    let below = spread.place(place.row + 1).map(|p| (p.x, p.y));
                    prop_assert!(!ruby || height < 2 || below == Some((place.x, place.y + 1)), "{:?} from {}", place, top);
                    prop_assert_eq!(spread.place(place.row), Some(*place));
                }
            }
        }
    }
}
