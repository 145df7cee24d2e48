//! Text to be left as it stands: rows as they come, cut only where the page ends.

use super::{Role, Row, cluster::clusters, display::Shown};

/// Cells between tab stops.
const TAB: u16 = 4;

/// Appends the rows of a text whose rows are parted by line ends.
pub fn code(shown: &Shown, block: usize, width: u16, rows: &mut Vec<Row>) {
    let new = || Row::new(Role::Code, Some(block));
    let width = width.max(1);
    let mut from = 0;
    for line in shown.text.split('\n') {
        let mut row = new();
        // Clusters that fit go over together.
        let mut start = from;
        let mut cells = 0u16;
        for cluster in clusters(line) {
            let at = from + cluster.at;
            let tab = cluster.text == "\t";
            let taken = if tab {
                TAB - cells % TAB
            } else {
                cluster.width
            };
            if cells > 0 && cells.saturating_add(taken) > width {
                row.show(shown, start..at);
                row.trim_end();
                rows.push(std::mem::replace(&mut row, new()));
                start = at;
                cells = 0;
            }
            if tab {
                row.show(shown, start..at);
                row.pad(taken);
                start = at + 1;
            }
            cells = cells.saturating_add(taken);
        }
        row.show(shown, start..from + line.len());
        row.trim_end();
        rows.push(row);
        from += line.len() + 1;
    }
}
