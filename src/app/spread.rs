//! Two legs side by side: which rows of the article are on screen, and where each of them stands.
//!
//! The text flows on through both legs of a screen, and from there to the next screen. What stands over both legs
//! (a head, a table) parts it in bands; a band of which all is on screen has legs of near equal height.

use crate::typeset::legs::{GUTTER, gaps};
use crate::typeset::{Galley, Role};
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
pub struct Place {
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
    pub places: Vec<Place>,
    /// The rows of the pane in which a rule parts two legs.
    pub ruled: Vec<Range<u16>>,
    /// The first row of the article below.
    pub end: usize,
}

impl Spread {
    /// Where a row stands; `None` where it is not on screen.
    pub fn place(&self, row: usize) -> Option<Place> {
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
            let furthest = total.min(row + 2 * left + LEFT_OUT);
            let end = (row..furthest).find(|&row| page.is_across(row));
            let whole = end.or((furthest == total).then_some(total));
            let balanced = whole.and_then(|end| Some((page.balanced(row..end, left)?, end)));
            let (split, end) = balanced.unwrap_or_else(|| {
                let split = page.split(row, left);
                (split, page.filled(split, left).min(end.unwrap_or(total)))
            });
            y += page.legs(row..split, split..end.max(split), y);
            row = end.max(split);
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
        row.is_some_and(|row| row.role == Role::Ruby)
    }

    fn put(&mut self, row: usize, x: u16, y: usize) {
        if let Ok(y) = u16::try_from(y) {
            self.spread.places.push(Place { row, x, y });
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

    /// Where the right leg of a screen ends. Blank rows at its head are left out.
    fn filled(&self, from: usize, height: usize) -> usize {
        self.begun(from).saturating_add(height)
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
