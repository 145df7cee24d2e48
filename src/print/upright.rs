//! A page of lines that run down: gathered from the right to the left, then written row by row.

use super::{colour::END, sheet::PrintedSheet, strip::StripLine};
use crate::typeset::{
    Ambiguous,
    cluster::text_width,
    upright::{ROW, rows},
};

/// The lines of the page being filled.
pub struct Upright<'a> {
    sheet: &'a PrintedSheet<'a>,
    /// Cells between two lines.
    gap: u16,
    lines: Vec<StripLine>,
}

impl<'a> Upright<'a> {
    /// The page for a sheet whose lines run down; `None` where they run along.
    pub fn of(sheet: &'a PrintedSheet<'a>) -> Option<Self> {
        let style = &sheet.options.style;
        style.vertical.then(|| Self {
            sheet,
            gap: style.line_gap(),
            lines: Vec::new(),
        })
    }

    /// Lines that the page has room for.
    pub fn room(&self) -> usize {
        let width = self.sheet.options.width.saturating_add(self.gap);
        usize::from(width / (ROW + self.gap)).max(1)
    }

    /// Columns from the last line a page has room for to the first.
    pub fn columns(&self) -> u16 {
        let lines = u16::try_from(self.room()).unwrap_or(u16::MAX);
        lines
            .saturating_mul(ROW + self.gap)
            .saturating_sub(self.gap)
    }

    /// Blank columns before the page.
    pub fn margin(&self) -> u16 {
        self.sheet.options.width.saturating_sub(self.columns()) / 2
    }

    /// Takes the next line, left of those before.
    pub fn take(&mut self, line: &StripLine) {
        self.lines.push(line.clone());
    }

    /// Writes the page's rows, those below the longest line among them, and begins anew.
    pub fn write(&mut self, out: &mut String) {
        let missing = self.room().saturating_sub(self.lines.len());
        let margin = usize::from(self.margin()) + missing * usize::from(ROW + self.gap);
        let ambiguous = self.sheet.ambiguous();
        let lines = std::mem::take(&mut self.lines);
        let mut lines: Vec<Standing> = lines
            .iter()
            .rev()
            .map(|line| Standing::of(line, ambiguous))
            .collect();
        let height = self
            .sheet
            .options
            .height
            .map_or(0, |h| h.saturating_sub(super::options::FOOT));
        for _ in 0..height.max(self.sheet.width / ROW) {
            let mut blank = margin;
            for line in &mut lines {
                if let Some(row) = line.next() {
                    out.extend(std::iter::repeat_n(' ', blank));
                    out.push_str(line.codes);
                    // A blank cell at a row's right is left to what follows.
                    let shown = row.trim_end_matches(' ');
                    out.push_str(shown);
                    if !line.codes.is_empty() {
                        out.push_str(END);
                    }
                    let cells = text_width(shown, ambiguous.unspaced());
                    blank = usize::from(ROW).saturating_sub(cells);
                } else {
                    blank += usize::from(ROW);
                }
                blank += usize::from(self.gap);
            }
            out.push('\n');
        }
    }
}

/// A line being written row by row.
struct Standing<'a> {
    /// Blank rows before its words.
    above: usize,
    codes: &'a str,
    rows: Box<dyn Iterator<Item = &'a str> + 'a>,
}

impl<'a> Standing<'a> {
    fn of(line: &'a StripLine, ambiguous: Ambiguous) -> Self {
        Self {
            above: line.left / usize::from(ROW),
            codes: line.codes(),
            rows: Box::new(rows(line.words(), ambiguous)),
        }
    }

    /// What stands in the next row; `None` where it is blank.
    fn next(&mut self) -> Option<&'a str> {
        if self.above > 0 {
            self.above -= 1;
            return None;
        }
        self.rows.next().filter(|row| !row.trim().is_empty())
    }
}
