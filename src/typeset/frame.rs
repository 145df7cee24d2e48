//! The frame of a text: where on the page its lines stand.

/// Where a text is set on the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Frame {
    /// Blank cells before every line, outside the measure.
    pub left: u16,
    /// Cells of a line.
    pub measure: u16,
    /// Blank cells before the first line, within the measure.
    pub first: u16,
    /// Blank cells before every other line, within the measure.
    pub turned: u16,
    /// Bytes at the text's start that take no spare cells: a list's number, on which the rest hangs.
    pub fixed: usize,
    /// How far lines are filled.
    pub filling: Filling,
}

/// How far a line's spare cells are put into it. What is not stays at its right.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Filling {
    /// Not at all: lines end where their words do, and any cell may be their last.
    #[default]
    None,
    /// Only where no hole shows: on both sides of a Latin word or number between Han, and where the text has blanks.
    Fair,
    /// After marks, too, and between the words of a paragraph without Han (`typeset.justify`).
    Full,
}
