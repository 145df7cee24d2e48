//! The article being read: its galley, the rows of it on screen, and the place they stand for.

use super::history::Anchor;
use super::spread::{Legs, Spread};
use super::viewport::Viewport;
use crate::typeset::legs::GUTTER;
use crate::typeset::{Galley, RowRole};

/// Rows below an article's last: a blank one, and the line that says what comes next.
pub const TAIL: usize = 2;

/// Rows of a page that stay on screen when it is turned, where there is room for that.
const KEPT: usize = 2;

/// The set article and the rows of it on screen.
#[derive(Clone, Debug, Default)]
pub struct OpenArticle {
    /// The article as it is set.
    pub galley: Galley,
    /// Cells of the page it is set on.
    pub width: u16,
    /// Which rows are on screen; the tail counts. In two legs there are more than the pane has.
    pub view: Viewport,
    /// Where they stand, if in two legs.
    pub spread: Option<Spread>,
    legs: Option<Legs>,
    /// Rows of the pane.
    height: u16,
    /// In two legs, the last row that may stand at the top.
    last_top: usize,
}

impl OpenArticle {
    /// Takes a galley, in a pane of so many rows, with an anchor at the top as far as the text reaches; set in two
    /// legs of so many cells, or in none.
    pub fn take(
        &mut self,
        galley: Galley,
        width: u16,
        leg: Option<u16>,
        height: u16,
        anchor: Anchor,
    ) {
        self.view.total = galley.rows.len().saturating_add(TAIL);
        self.legs = leg.map(|leg| Legs::of(&galley, leg));
        self.galley = galley;
        self.width = width;
        self.fit(height, anchor);
    }

    /// Has so many rows, with an anchor at the top as far as the text reaches.
    pub fn fit(&mut self, height: u16, anchor: Anchor) {
        self.view.height = usize::from(height);
        self.height = height;
        let last_top = |legs: &Legs| legs.last_top(&self.galley, height, self.view.total);
        self.last_top = self.legs.as_ref().map_or(0, last_top);
        self.to(self.row_of(anchor));
    }

    /// Puts a row at the top, as far as the text reaches.
    pub fn to(&mut self, row: usize) {
        self.put(row);
        self.begin_line(usize::MAX);
    }

    fn put(&mut self, row: usize) {
        let total = self.view.total;
        self.spread = self.legs.as_ref().map(|legs| {
            let top = row.min(self.last_top);
            self.view.top = top;
            legs.spread(&self.galley, top, self.height, total)
        });
        match &self.spread {
            Some(spread) => self.view.height = spread.end - self.view.top,
            None => self.view.to(row),
        }
    }

    /// Moves down by rows, up where negative.
    pub fn by(&mut self, rows: i64) {
        let before = self.view.top;
        let by = usize::try_from(rows.unsigned_abs()).unwrap_or(usize::MAX);
        self.put(if rows < 0 {
            before.saturating_sub(by)
        } else {
            before.saturating_add(by)
        });
        self.begin_line(before);
    }

    /// Turns pages, back where negative: what is at the end of one page is at the beginning of the next.
    pub fn turn(&mut self, pages: i64) {
        let page = |view: Viewport| i64::try_from(view.page()).unwrap_or(i64::MAX);
        if self.legs.is_none() {
            self.by(pages.saturating_mul(page(self.view)));
            return;
        }
        for _ in 0..pages.unsigned_abs() {
            let before = self.view.top;
            if pages < 0 {
                self.to(self.page_above());
            } else {
                self.by(page(self.view));
            }
            if self.view.top == before {
                break;
            }
        }
    }

    /// In two legs, the row at the top of the page before this one: how many it holds depends on what they are.
    fn page_above(&self) -> usize {
        let (top, total) = (self.view.top, self.view.total);
        let kept = top.saturating_add(KEPT).min(total);
        let shown = |&at: &usize| {
            let legs = self.legs.as_ref();
            legs.is_some_and(|legs| legs.spread(&self.galley, at, self.height, total).end >= kept)
        };
        let above = (0..top).rev().take_while(shown).last();
        above.unwrap_or(top.saturating_sub(1))
    }

    /// Cells of a leg, where the article stands in two.
    pub fn leg(&self) -> Option<u16> {
        self.legs.as_ref().map(|legs| legs.width)
    }

    /// The row that stands in a cell, told from the pane's top and the page's left.
    pub fn row_at(&self, x: u16, y: u16) -> usize {
        let Some(spread) = &self.spread else {
            return self.view.top.saturating_add(y.into());
        };
        let right = self.leg().is_some_and(|leg| x > leg + GUTTER / 2);
        let across = |row: usize| self.galley.rows.get(row).is_none_or(|row| row.across);
        let here = spread.places.iter().filter(|place| place.y == y);
        let mut here = here.filter(|place| across(place.row) || right == (place.x > 0));
        here.next().map_or(usize::MAX, |place| place.row)
    }

    /// Lets the page begin with a line's readings rather than with the line alone; further down where it came from
    /// there. The end stays in sight.
    fn begin_line(&mut self, before: usize) {
        let top = self.view.top;
        if self.view.height < 2 || self.view.at_end() || !self.galley.is_read(top) {
            return;
        }
        let above = top.saturating_sub(1);
        self.put(if above == before { top + 1 } else { above });
    }

    fn row_of(&self, anchor: Anchor) -> usize {
        anchor.byte.map_or(0, |byte| {
            let row = self.galley.row_of(byte);
            let row = row - usize::from(self.galley.is_read(row));
            // Only rows without text may stand above: after resetting there may be fewer of them.
            let blank = self.galley.rows.get(..row).unwrap_or(&[]);
            let blank = blank.iter().rev().take_while(|r| r.is_apart()).count();
            row - blank.min(usize::from(anchor.above))
        })
    }

    /// The place that stands for the rows on screen.
    pub fn anchor(&self) -> Anchor {
        let top = self.view.top;
        if top == 0 {
            return Anchor::default();
        }
        let below = self.galley.rows.get(top..).unwrap_or(&[]);
        let above = below.iter().take_while(|r| r.is_apart()).count();
        Anchor {
            byte: Some(self.galley.byte_of(top)),
            above: u16::try_from(above).unwrap_or(0),
        }
    }

    /// Whether the last row of the article itself is on screen.
    pub fn end_seen(&self) -> bool {
        self.view.top.saturating_add(self.view.height) >= self.galley.rows.len()
            && self.view.height > 0
    }

    /// Whether the line that says what comes next is on screen.
    pub fn tail_seen(&self) -> bool {
        self.view.at_end() && self.view.height > 0
    }

    /// The row of the line that says what comes next.
    pub fn tail_row(&self) -> usize {
        self.galley.rows.len() + 1
    }

    /// Whether a row is a jump line, and if so whether it leads on rather than back: it stands below the text.
    pub fn jump(&self, row: usize) -> Option<bool> {
        let jumps = |row: usize| {
            self.galley
                .rows
                .get(row)
                .is_some_and(|r| r.role == RowRole::Jump)
        };
        let above = || self.galley.rows.get(..row).unwrap_or(&[]);
        jumps(row).then(|| above().iter().any(|r| r.block.is_some()))
    }

    /// The jump line on screen: the lower where there are two.
    pub fn jump_on_screen(&self) -> Option<bool> {
        let rows = self.view.top
            ..self
                .view
                .top
                .saturating_add(self.view.height)
                .min(self.galley.rows.len());
        rows.rev().find_map(|row| self.jump(row))
    }

    /// Puts a row on screen: a third down the pane where it is not there already. Whether that moved anything.
    pub fn show(&mut self, row: usize) -> bool {
        if self.view.shows(row) {
            return false;
        }
        let before = self.view.top;
        self.to(row.saturating_sub(usize::from(self.height) / 3));
        if !self.view.shows(row) {
            self.to(row);
        }
        self.view.top != before
    }
}
