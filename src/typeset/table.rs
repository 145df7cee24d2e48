//! Tables: aligned by cells, wrapped inside their columns, or, where the page is too narrow, set as records.

use super::{
    Row, RowRole, Style,
    cluster::{rule, text_width},
    display::Shown,
    paragraph::{Frame, Typesetting},
    upright,
};
use std::ops::Range;

/// Blank cells between columns.
const GAP: usize = 2;
/// Cells that a column keeps when it is wrapped: four Han.
const NARROWEST: usize = 8;
/// Bytes of a column's name that stand over each of many records.
const LONGEST: usize = 300;
/// Characters of the longest unit that figures have behind them: 平方公里.
const UNIT: usize = 4;

/// Appends a table; its cells are parted by tabs, its rows by line ends.
pub fn table(shown: &Shown, block: usize, width: u16, style: &Style, rows: &mut Vec<Row>) {
    let style = style.unfilled().unread();
    let table = Table {
        shown,
        cells: cells(shown),
        block,
        width: width.max(1),
        style: &style,
    };
    // Lines that run down have no columns to align.
    match table.columns().filter(|_| !style.vertical) {
        Some(widths) => table.aligned(&widths, rows),
        None => table.records(rows),
    }
}

/// Whether the cells of a column below its heading hold figures: sums, shares, times, dates, all without a unit or all
/// with the same, where they may have one. What has no figure to give says so with a dash or nothing.
pub fn are_figures<'a>(cells: impl IntoIterator<Item = &'a str>, units: bool) -> bool {
    let longest = if units { UNIT } else { 0 };
    let mut unit = None;
    for cell in cells {
        if cell.chars().all(|c| "-−—–…/ ".contains(c)) {
            continue;
        }
        let figure = |c: char| c.is_ascii_digit() || ".,%％‰+-−—–:/ ¥￥$".contains(c);
        let number = cell.trim_end_matches(|c| !figure(c));
        let own = cell.get(number.len()..).unwrap_or("");
        let digits = number.contains(|c: char| c.is_ascii_digit());
        if !digits || !number.chars().all(figure) || own.chars().count() > longest {
            return false;
        }
        if *unit.get_or_insert(own) != own {
            return false;
        }
    }
    unit.is_some()
}

struct Table<'a> {
    shown: &'a Shown,
    cells: Vec<Vec<Range<usize>>>,
    block: usize,
    width: u16,
    style: &'a Style,
}

/// The places of the cells, row by row.
fn cells(shown: &Shown) -> Vec<Vec<Range<usize>>> {
    let mut at = 0;
    let mut rows = Vec::new();
    for line in shown.text.split('\n') {
        let mut row = Vec::new();
        for cell in line.split('\t') {
            row.push(shown.trim(at..at + cell.len()));
            at += cell.len() + 1;
        }
        if row.iter().any(|c| !c.is_empty()) {
            rows.push(row);
        }
    }
    rows
}

impl Table<'_> {
    fn text(&self, cell: &Range<usize>) -> &str {
        self.shown.text.get(cell.clone()).unwrap_or("")
    }

    /// Cells of each column; `None` where the page is too narrow for them side by side.
    fn columns(&self) -> Option<Vec<usize>> {
        let count = self.cells.iter().map(Vec::len).max()?;
        let mut widths = vec![0; count];
        for row in &self.cells {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(text_width(self.text(cell), self.style.ambiguous));
            }
        }
        let room = usize::from(self.width).checked_sub(GAP * count.saturating_sub(1))?;
        if widths.iter().sum::<usize>() <= room {
            return Some(widths);
        }
        // The wide columns share what the narrow ones leave.
        let mut left = room;
        let mut wide: Vec<usize> = (0..count).collect();
        loop {
            let share = left / wide.len().max(1);
            let (fits, over): (Vec<_>, Vec<_>) = wide.iter().partition(|&&i| widths[i] <= share);
            if fits.is_empty() {
                if share < NARROWEST || over.iter().any(|&i| self.is_numeric(i)) {
                    return None;
                }
                for &i in &over {
                    widths[i] = share;
                }
                return Some(widths);
            }
            left -= fits.iter().map(|&i| widths[i]).sum::<usize>();
            wide = over;
        }
    }

    /// Whether a column holds figures below its heading; they stand at the right.
    fn is_numeric(&self, column: usize) -> bool {
        let body = self.cells.iter().skip(1);
        let cells = body
            .filter_map(|row| row.get(column))
            .map(|cell| self.text(cell));
        // In the first column what has a unit names its row: 1路, 2025年.
        are_figures(cells, column > 0)
    }

    fn setting(&self, cell: &Range<usize>, frame: Frame, mark: &Row, rows: &mut Vec<Row>) {
        let cell = Typesetting::new(self.shown, cell.clone(), self.style, frame).by_sense();
        cell.rows(RowRole::Table, Some(self.block), mark, rows);
    }

    fn row(&self) -> Row {
        Row::new(RowRole::Table, Some(self.block))
    }

    /// Cells side by side, each wrapped in its column; a rule parts the headings.
    fn aligned(&self, widths: &[usize], rows: &mut Vec<Row>) {
        let cells = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        let whole = widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1);
        let left = self.width.saturating_sub(cells(whole)) / 2;
        let numeric: Vec<bool> = (0..widths.len()).map(|i| self.is_numeric(i)).collect();
        for (number, row) in self.cells.iter().enumerate() {
            let set: Vec<Vec<Row>> = row
                .iter()
                .zip(widths)
                .map(|(cell, &width)| {
                    let frame = Frame {
                        measure: cells(width.max(1)),
                        ..Frame::default()
                    };
                    let mut lines = Vec::new();
                    self.setting(cell, frame, &self.row(), &mut lines);
                    lines
                })
                .collect();
            for line in 0..set.iter().map(Vec::len).max().unwrap_or(0) {
                let mut out = self.row();
                let mut column = left;
                for ((lines, &width), &right) in set.iter().zip(widths).zip(&numeric) {
                    let blank = self.row();
                    let cell = lines.get(line).unwrap_or(&blank);
                    let shift = if right {
                        cells(width).saturating_sub(cell.width())
                    } else {
                        0
                    };
                    out.pad((column + shift).saturating_sub(out.width()));
                    out.join(cell);
                    column = column.saturating_add(cells(width + GAP));
                }
                out.trim_end();
                rows.push(out);
            }
            if number == 0 && self.cells.len() > 1 {
                let mut line = self.row();
                line.pad(left);
                let ambiguous = self.style.ambiguous;
                line.add(&rule('─', whole, ambiguous), ambiguous);
                rows.push(line);
            }
        }
    }

    /// A cell's place, or as much of it as a name may take.
    fn beginning(&self, cell: &Range<usize>) -> Range<usize> {
        let text = self.text(cell);
        let end = (0..=LONGEST.min(text.len())).rfind(|at| text.is_char_boundary(*at));
        cell.start..cell.start + end.unwrap_or(0)
    }

    /// Each row as a record: `name：value`, one below the other, a blank row between records.
    fn records(&self, rows: &mut Vec<Row>) {
        let frame = Frame {
            measure: self.width,
            ..Frame::default()
        };
        let Some((names, body)) = self.cells.split_first() else {
            return;
        };
        if body.is_empty() {
            for cell in names {
                self.setting(cell, frame, &self.row(), rows);
            }
        }
        // A name as long as a text stands whole over the first record, and over the others by its beginning.
        let short: Vec<Range<usize>> = names.iter().map(|name| self.beginning(name)).collect();
        for (number, row) in body.iter().enumerate() {
            let names: &[Range<usize>] = if number > 0 { &short } else { names };
            if number > 0 {
                rows.push(self.row());
            }
            for (column, cell) in row.iter().enumerate() {
                if cell.is_empty() {
                    continue;
                }
                let mut name = self.row();
                let label = names.get(column).filter(|name| !name.is_empty());
                let colon = if self.shown.han { "：" } else { ": " };
                if let Some(place) = label {
                    let ambiguous = self.style.ambiguous;
                    if self.style.vertical {
                        name.stand(self.shown, place.clone(), ambiguous);
                        name.add(&upright::words(colon, ambiguous), ambiguous);
                    } else {
                        name.show(self.shown, place.clone(), ambiguous);
                        name.add(colon, ambiguous);
                    }
                }
                let turned = if self.width < 24 { 2 } else { 4 };
                if name.width() > self.width / 2 {
                    // A name too long to stand before its value stands above it, its colon with it.
                    if let Some(place) = label {
                        let mut label = self.shown.part(place.clone());
                        label.add_words(colon.trim_end());
                        let label =
                            Typesetting::new(&label, 0..label.text.len(), self.style, frame);
                        label
                            .by_sense()
                            .rows(RowRole::Table, Some(self.block), &self.row(), rows);
                    }
                    name = self.row();
                    name.pad(turned);
                }
                let first = name.width();
                let frame = Frame {
                    first,
                    turned,
                    ..frame
                };
                self.setting(cell, frame, &name, rows);
            }
        }
    }
}
