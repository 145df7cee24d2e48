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
    /// Whether lines are filled.
    pub justify: bool,
}
