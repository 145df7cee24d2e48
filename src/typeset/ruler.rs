//! Cells added up along a text, and what a stop between two of its characters costs.

use super::{
    Autospace, Style,
    breaks::Break,
    class::{
        is_bound_to_previous, is_boundary, is_closing, is_figure, is_han, is_opening, is_stroke,
        is_wide_word, may_hang, may_squeeze, may_squeeze_where_wide,
    },
    cluster::{Ambiguous, Cluster},
    display::{SOFT_HYPHEN, Shown},
    line::Stop,
};
use crate::issue::Span;

/// Price of parting what is one unit, where no line is long enough for it; each rule dearer than the one before.
const SPLIT: u32 = 1 << 23;
const SPLIT_WORD: u32 = 1 << 25;
const SPLIT_FIGURE: u32 = 1 << 27;
const SPLIT_TAIL: u32 = 1 << 29;
const SPLIT_HEAD: u32 = 1 << 31;

/// Price of a hyphen at a line's end, in square cells of slack.
const HYPHEN: u32 = 25;

/// What parting a unit between two characters costs: the marks of a web address are its best places.
pub fn split_cost(before: char, after: char) -> u32 {
    if is_bound_to_previous(after) || is_stroke(before) && is_stroke(after) {
        let share = is_figure(before) && after == '%';
        let address = after.is_ascii() && before.is_ascii() && !is_closing(after) && !share;
        if address { SPLIT_WORD } else { SPLIT_HEAD }
    } else if is_opening(before) {
        SPLIT_TAIL
    } else if is_figure(before) && is_figure(after) {
        SPLIT_FIGURE
    } else if before.is_alphanumeric() && after.is_alphanumeric() && !is_wide_word(before) {
        SPLIT_WORD
    } else {
        SPLIT
    }
}

/// Adds up cells along a text.
#[derive(Clone, Copy)]
pub struct Ruler {
    /// Whether every boundary of Han and Latin takes a cell.
    always: bool,
    /// Whether nothing may part the next cluster from the last.
    solid: bool,
    hang: bool,
    squeeze: bool,
    /// Whether ambiguous characters are wide.
    wide: bool,
    /// Cells up to here.
    pub cells: u32,
    /// Cells to the end of the last visible cluster.
    pub end: u32,
    /// Cells to the start of the last cluster, or of its reading where that stands out.
    pub start: u32,
    /// Cells to the end of the last reading; 0 before the first.
    read: u32,
    /// The last two characters.
    last: [char; 2],
}

impl Ruler {
    /// A ruler at a text's start.
    pub fn new(style: &Style, han: bool) -> Self {
        Self {
            always: style.autospace == Autospace::Always && han,
            solid: false,
            hang: style.hang && han,
            squeeze: style.squeeze && han,
            wide: style.ambiguous == Ambiguous::Wide,
            cells: 0,
            end: 0,
            start: 0,
            read: 0,
            last: [' '; 2],
        }
    }

    /// A ruler at a place within a text that is so many cells from its start.
    pub fn at(cells: u32, style: &Style, han: bool) -> Self {
        Self {
            cells,
            end: cells,
            start: cells,
            ..Self::new(style, han)
        }
    }

    /// Tells that the next cluster stands at a byte of a shown text, which may bind it to the last.
    #[inline]
    pub fn stand(&mut self, shown: &Shown, at: usize) {
        self.solid = self.always && shown.parts.is_solid(at);
    }

    /// Adds a cluster.
    #[inline]
    pub fn take(&mut self, cluster: &Cluster) {
        self.begin(cluster);
        self.start = self.cells;
        self.finish(cluster);
    }

    /// Adds a cluster with its reading above it, of so many cells and centred. A cell at least parts it from the
    /// reading before; over what has none it may stand out, but not beyond where the cluster before begins, so that a
    /// line that starts later never starts farther to the left.
    pub fn take_read(&mut self, cluster: &Cluster, reading: u16) {
        self.begin(cluster);
        let out = u32::from(reading.saturating_sub(cluster.width) / 2);
        let clear = if self.read > 0 { self.read + 1 } else { 0 };
        self.start = clear.max(self.cells.saturating_sub(out)).max(self.start);
        self.read = self.start.saturating_add(u32::from(reading));
        self.cells = self.start.saturating_add(out);
        self.finish(cluster);
    }

    /// Adds blank cells, which part readings, too.
    pub fn part(&mut self, cells: u16) {
        let cells = u32::from(cells);
        self.cells = self.cells.saturating_add(cells);
        if self.read > 0 {
            self.read = self.read.saturating_add(cells);
        }
    }

    #[inline]
    fn begin(&mut self, cluster: &Cluster) {
        if self.always && !self.solid && is_boundary(self.last[1], cluster.first) {
            self.cells = self.cells.saturating_add(1);
        }
    }

    #[inline]
    fn finish(&mut self, cluster: &Cluster) {
        self.cells = self.cells.saturating_add(u32::from(cluster.width));
        if !cluster.is_blank() {
            self.end = self.cells.max(self.read);
        }
        self.last = [self.last[1], cluster.last];
    }

    /// The stop at a break after what has been taken.
    #[inline]
    pub fn stop(&self, place: Break) -> Stop {
        let [prior, last] = self.last;
        let over = if is_han(last) {
            0
        } else if self.hang && may_hang(last) && !is_mark(prior) {
            2
        } else {
            let empty = may_squeeze(last) || self.wide && may_squeeze_where_wide(last);
            u8::from(self.squeeze && empty)
        };
        // A soft hyphen that stands in the text itself shows at a line's end, and only there.
        let soft = last == SOFT_HYPHEN;
        Stop {
            at: Span::new(0, place.at).end,
            end: self.end.saturating_add(soft.into()),
            start: self.cells,
            over,
            cost: if soft { HYPHEN } else { place.cost },
            ..Stop::default()
        }
    }

    /// The stop at which a word is parted with a hyphen after what has been taken.
    pub fn hyphen(&self, at: usize) -> Stop {
        Stop {
            end: self.end.saturating_add(1),
            over: 0,
            hyphen: true,
            ..self.stop(Break { at, cost: HYPHEN })
        }
    }
}

fn is_mark(c: char) -> bool {
    is_closing(c) || is_opening(c) || is_stroke(c)
}
