//! Tables as texts: cells parted by a tab, rows by a line feed.

use crate::issue::{Run, Span, Text};
use crate::loader::source::inline;
use crate::loader::source::lines::Line;
use crate::loader::source::texts::trimmed;

/// A table of rows between `|`: cells parted by a tab, rows by a line feed, the rule under the head left out.
pub(crate) fn table(source: &str, lines: &[Line], markup: bool) -> Text {
    let mut text = Text::default();
    for line in lines {
        let row = line.span.of(source);
        if row
            .chars()
            .all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'))
        {
            continue;
        }
        let mut first = true;
        for cell in cells(row, line.span.start) {
            let joint = if first {
                (!text.runs.is_empty()).then_some('\n')
            } else {
                Some('\t')
            };
            first = false;
            inline::runs(source, cell, joint, markup, &mut text.runs);
        }
    }
    squared(text)
}

/// A table whose rows all have as many cells as the longest; empty ones are added at their ends.
pub(crate) fn squared(text: Text) -> Text {
    let joints = || text.runs.iter().map(|r| r.joint);
    let (mut columns, mut cells, mut rows) = (0, 0, 1);
    for joint in joints() {
        rows += usize::from(joint == Some('\n'));
        cells = match joint {
            Some('\n') => 0,
            Some('\t') => cells + 1,
            _ => cells,
        };
        columns = columns.max(cells);
    }
    // A row of a thousand cells over a thousand rows of one is no table to be filled up.
    if rows * columns > text.runs.len() * 8 {
        return text;
    }
    let mut runs: Vec<Run> = Vec::with_capacity(text.runs.len());
    let fill = |runs: &mut Vec<Run>, cells: usize| {
        let end = runs.last().map_or(0, |r| r.span.end);
        let empty = Run {
            span: Span { start: end, end },
            joint: Some('\t'),
        };
        runs.extend(std::iter::repeat_n(empty, columns - cells.min(columns)));
    };
    cells = 0;
    for run in text.runs {
        match run.joint {
            Some('\n') => {
                fill(&mut runs, cells);
                cells = 0;
            }
            Some('\t') => cells += 1,
            _ => {}
        }
        runs.push(run);
    }
    fill(&mut runs, cells);
    Text { runs }
}

/// A table whose cells have no white space at their ends, and blanks for the tabs within them.
pub(crate) fn tidy_cells(text: Text, source: &str) -> Text {
    let mut runs: Vec<Run> = Vec::with_capacity(text.runs.len());
    let mut cell = Text::default();
    let mut parted = None;
    let mut end = |cell: Text, parted: Option<char>| {
        let at = cell.hull().start;
        let empty = Run {
            span: Span { start: at, end: at },
            joint: None,
        };
        let mut own = trimmed(cell, source).runs;
        if own.is_empty() {
            own.push(empty);
        }
        own[0].joint = parted.or(own[0].joint);
        runs.append(&mut own);
    };
    for (n, run) in text.runs.into_iter().enumerate() {
        let (mut start, mut joint) = (run.span.start, run.joint);
        if matches!(joint, Some('\n' | '\t')) && n > 0 {
            end(std::mem::take(&mut cell), parted);
            parted = joint.take();
        }
        for piece in run.span.of(source).split('\t') {
            let end = start + Span::new(0, piece.len()).end;
            cell.runs.push(Run {
                span: Span { start, end },
                joint,
            });
            (start, joint) = (end + 1, Some(' '));
        }
    }
    end(cell, parted);
    Text { runs }
}

/// The cells of a row, without white space around them.
fn cells(row: &str, start: u32) -> Vec<Span> {
    let mut cells = Vec::new();
    let (mut from, mut escaped) = (0, false);
    let mut bounds: Vec<usize> = Vec::new();
    for (i, c) in row.char_indices() {
        if c == '|' && !escaped {
            bounds.push(i);
        }
        escaped = c == '\\' && !escaped;
    }
    let opened = bounds.first() == Some(&0);
    let closed = bounds
        .last()
        .is_some_and(|b| row.get(b + 1..).is_some_and(|t| t.trim().is_empty()));
    let inner = bounds.iter().copied().skip(usize::from(opened));
    if opened {
        from = 1;
    }
    let last = (!closed).then_some(row.len());
    for end in inner.chain(last) {
        let cell = row.get(from..end).unwrap_or("");
        let lead = cell.len() - cell.trim_start().len();
        let length = cell.trim().len();
        let at = start + Span::new(0, from + lead.min(cell.len() - length)).end;
        cells.push(Span {
            start: at,
            end: at + Span::new(0, length).end,
        });
        from = end + 1;
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_give_cells() {
        let row = "| 甲 |  乙 | |";
        let found: Vec<&str> = cells(row, 0).into_iter().map(|s| s.of(row)).collect();
        assert_eq!(found, ["甲", "乙", ""]);
    }
}
