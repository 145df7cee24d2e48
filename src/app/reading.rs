//! The article being read: its galley, the rows of it on screen, and the place they stand for.

use super::history::Anchor;
use super::viewport::Viewport;
use crate::typeset::{Galley, Role};

/// Rows below an article's last: a blank one, and the line that says what comes next.
pub const TAIL: usize = 2;

/// The set article and the rows of it on screen.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The article as it is set.
    pub galley: Galley,
    /// Cells of the page it is set on.
    pub width: u16,
    /// Which rows are on screen; the tail counts.
    pub view: Viewport,
}

impl Reading {
    /// Takes a galley, in a pane of so many rows, with an anchor at the top as far as the text reaches.
    pub fn take(&mut self, galley: Galley, width: u16, height: u16, anchor: Anchor) {
        self.view.total = galley.rows.len().saturating_add(TAIL);
        self.galley = galley;
        self.width = width;
        self.fit(height, anchor);
    }

    /// Has so many rows, with an anchor at the top as far as the text reaches.
    pub fn fit(&mut self, height: u16, anchor: Anchor) {
        self.view.height = usize::from(height);
        self.to(self.row_of(anchor));
    }

    /// Puts a row at the top, as far as the text reaches.
    pub fn to(&mut self, row: usize) {
        self.view.to(row);
        self.begin_line(usize::MAX);
    }

    /// Moves down by rows, up where negative.
    pub fn by(&mut self, rows: i64) {
        let before = self.view.top;
        self.view.by(rows);
        self.begin_line(before);
    }

    /// Lets the page begin with a line's readings rather than with the line alone; further down where it came from
    /// there. The end stays in sight.
    fn begin_line(&mut self, before: usize) {
        let top = self.view.top;
        if self.view.height < 2 || self.view.at_end() || !self.galley.is_read(top) {
            return;
        }
        let above = top.saturating_sub(1);
        self.view.to(if above == before { top + 1 } else { above });
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
                .is_some_and(|r| r.role == Role::Jump)
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
        self.to(row.saturating_sub(self.view.height / 3));
        self.view.top != before
    }
}
