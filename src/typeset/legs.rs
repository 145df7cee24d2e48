//! Legs: what stands between two of them, and where a text may be parted between them or between pages.

use super::{Row, RowRole};
use crate::issue::BlockKind;

/// Cells between two legs: the rule, and a blank on both sides.
pub const GUTTER: u16 = 3;

/// Whether a block needs the whole page, and stands over all legs.
pub fn is_wide(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Table | BlockKind::Code)
}

/// The rows before which a leg or a page may end: never behind a subhead, a jump line or a line that announces what
/// follows, never with one line of a paragraph or of verse alone on either side, and not between a table's heading and
/// its first row. A blank row is no place to begin; those at a leg's end are left out.
pub fn gaps(rows: &[Row]) -> Vec<usize> {
    let ruby = |i: usize| rows[i].role == RowRole::Ruby;
    let filled: Vec<usize> = (0..rows.len())
        .filter(|&i| !rows[i].text().is_empty() && !ruby(i))
        .collect();
    // How many filled rows of its paragraph stand from each on, itself included; and how many before.
    let mut below = vec![1; filled.len()];
    for at in (1..filled.len()).rev() {
        if is_one(&rows[filled[at - 1]], &rows[filled[at]]) {
            below[at - 1] = below[at] + 1;
        }
    }
    let mut gaps = Vec::new();
    let mut above = 0;
    for at in 1..filled.len() {
        let (last, next) = (&rows[filled[at - 1]], &rows[filled[at]]);
        above += 1;
        let may = if is_one(last, next) {
            let fewest = if next.role == RowRole::Table { 3 } else { 2 };
            let stays = matches!(next.role, RowRole::Subhead | RowRole::Image);
            !stays && above >= fewest && below[at] >= 2
        } else {
            above = 0;
            let announces =
                last.role == RowRole::Body && last.text().trim_end().ends_with(['：', ':']);
            let caption = last.role == RowRole::Image && next.role == RowRole::Caption;
            !matches!(last.role, RowRole::Subhead | RowRole::Jump)
                && next.role != RowRole::Jump
                && !announces
                && !caption
        };
        if may {
            // A row's readings go with it.
            let row = filled[at];
            let read = row.checked_sub(1).filter(|&above| ruby(above));
            gaps.push(read.unwrap_or(row));
        }
    }
    gaps
}

/// Whether two rows are of one paragraph, or of one poem.
fn is_one(last: &Row, next: &Row) -> bool {
    last.role == next.role && (last.block == next.block || next.role == RowRole::Verse)
}
