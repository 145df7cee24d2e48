//! Text to be left as it stands: rows as they come, cut only where the page ends.

use super::{
    Row, RowRole, Style,
    cluster::{Cluster, clusters},
    display::Shown,
    upright,
};
use std::ops::Range;

/// Cells between tab stops.
const TAB: u32 = 4;

/// Appends the rows of a text whose rows are parted by line ends.
pub fn code(shown: &Shown, block: usize, width: u16, style: &Style, rows: &mut Vec<Row>) {
    let new = || Row::new(RowRole::Code, Some(block));
    let width = width.max(1);
    let show = |row: &mut Row, range: Range<usize>| {
        if style.vertical {
            row.stand(shown, range, style.ambiguous);
        } else {
            row.show(shown, range, style.ambiguous);
        }
    };
    let cells_of = |cluster: Cluster| {
        if style.vertical {
            upright::cells(&shown.text, &cluster)
        } else {
            cluster.width
        }
    };
    let mut from = 0;
    for line in shown.text.split('\n') {
        let mut row = new();
        // Clusters that fit go over together.
        let mut start = from;
        let mut cells = 0u32;
        for mut cluster in clusters(line, style.ambiguous) {
            cluster.at += from;
            let at = cluster.at;
            let tab = cluster.text == "\t";
            let taken = if tab {
                TAB - cells % TAB
            } else {
                u32::from(cells_of(cluster))
            };
            if cells > 0 && cells + taken > u32::from(width) {
                show(&mut row, start..at);
                row.trim_end();
                rows.push(std::mem::replace(&mut row, new()));
                start = at;
                cells = 0;
            }
            if tab {
                show(&mut row, start..at);
                row.pad(u16::try_from(taken).unwrap_or(0));
                start = at + 1;
            }
            cells += taken;
        }
        show(&mut row, start..from + line.len());
        row.trim_end();
        rows.push(row);
        from += line.len() + 1;
    }
}
