//! A page being filled with an article's rows.

use super::super::{
    Row, Style,
    display::{Shown, Space},
    em,
    paragraph::Frame,
};
use super::whole::Whole;
use crate::issue::Text;

/// A page being filled.
pub struct Page<'a> {
    pub source: &'a str,
    pub width: u16,
    pub measure: u16,
    pub style: Style,
    pub whole: &'a Whole,
    pub rows: Vec<Row>,
}

impl Page<'_> {
    /// Sets what follows in so many cells.
    pub fn turn_to(&mut self, width: u16, style: &Style) {
        if width.max(1) == self.width {
            return;
        }
        self.style = style.on(width);
        self.width = width.max(1);
        self.measure = width.saturating_sub(self.style.gutter()).max(1);
    }

    pub fn shown(&self, text: &Text, space: Space) -> Shown {
        let (source, style) = (self.source, &self.style);
        let shown = Shown::noted(text, source, space, style.fullwidth, &self.whole.notes);
        shown.named_in_script(style.script, source, &self.whole.names)
    }

    /// 2 em, or 1 em where the measure is short.
    pub fn em(&self, cells: u16) -> u16 {
        em(cells, self.measure)
    }

    /// Cells that a block stands in from the margin: none where the measure is short, and words need it all.
    pub fn inset(&self, cells: u16) -> u16 {
        if self.measure < 24 { 0 } else { cells }
    }

    pub fn frame(&self, left: u16, first: u16, turned: u16) -> Frame {
        let left = self.style.even(left.min(self.measure / 4));
        Frame {
            left,
            measure: (self.measure - left).max(1),
            first,
            turned,
            fixed: 0,
            filling: self.style.filling(),
        }
    }
}
