//! What a line reads: its glyphs in order, with blanks where the gaps ask for them.

use std::collections::HashMap;

use super::axes::{kin, laid, middle_x, middle_y};
use super::clean::{Cleaned, Letter};
use super::measure::{is_wide, median};
use super::rows::cell_of;
use super::sheet::{Direction, Extent, Sheet};
use super::stretches::Stretch;

/// A gap of this share of the size, beyond the line's own spacing, parts words of spaced scripts.
const WORD: f32 = 0.16;
/// The same where a blank is drawn in the gap.
const DRAWN: f32 = 0.1;
/// Between Han and Latin a quarter is usual and no blank.
const MIXED: f32 = 0.5;
/// Between Han.
const HAN: f32 = 0.8;

/// The blanks of one direction that are drawn on a page, by rows.
#[derive(Debug)]
pub(super) struct Blanks {
    row: f32,
    /// In each row: middle, as laid; whether it is an ideographic one. From left to right.
    rows: HashMap<i32, Vec<(f32, f32, bool)>>,
}

impl Blanks {
    /// Files the blanks that run in this direction.
    pub(super) fn new(sheet: &Sheet, cleaned: &Cleaned, direction: Direction, body: f32) -> Self {
        let mut rows: HashMap<i32, Vec<(f32, f32, bool)>> = HashMap::new();
        for blank in &cleaned.blanks {
            // A program that draws vertical lines of plain glyphs draws plain blanks, too.
            let own = kin(blank.direction) == direction
                || (direction == Direction::Down && blank.direction == Direction::Right);
            if own {
                let area = laid(blank.area, direction);
                let wide = sheet.read(&sheet.glyphs[blank.glyph]).contains('\u{3000}');
                let row = cell_of(middle_y(&area), body);
                rows.entry(row)
                    .or_default()
                    .push((middle_x(&area), middle_y(&area), wide));
            }
        }
        for row in rows.values_mut() {
            row.sort_by(|a, b| a.0.total_cmp(&b.0));
        }
        Self { row: body, rows }
    }

    /// How many blanks, and how many ideographic ones, are drawn in a gap: at most a few are counted.
    fn within(&self, gap: &Extent, slack: f32) -> (usize, usize) {
        let (mut all, mut wide) = (0, 0);
        let (top, bottom) = (cell_of(gap.y0, self.row), cell_of(gap.y1, self.row));
        for row in top..=bottom.min(top + 8) {
            let Some(row) = self.rows.get(&row) else {
                continue;
            };
            let begin = row.partition_point(|b| b.0 < gap.x0 - slack);
            for blank in row
                .iter()
                .skip(begin)
                .take(8)
                .take_while(|b| b.0 <= gap.x1 + slack)
            {
                if blank.1 >= gap.y0 && blank.1 <= gap.y1 {
                    all += 1;
                    wide += usize::from(blank.2);
                }
            }
        }
        (all, wide.min(4))
    }

    /// Whether a blank is drawn between two stretches.
    pub(super) fn between(&self, before: &Stretch, after: &Stretch) -> bool {
        let gap = Extent {
            x0: before.area.x1,
            x1: after.area.x0,
            ..before.core
        };
        self.within(&gap, 0.1 * before.size).0 > 0
    }

    /// What a line reads.
    pub(super) fn spell(&self, sheet: &Sheet, letters: &[Letter], line: &Stretch) -> String {
        let read = |i: usize| sheet.read(&sheet.glyphs[letters[i].glyph]);
        let place = |i: usize| laid(letters[i].area, letters[i].direction);
        let joints: Vec<(f32, Kind)> = line
            .letters
            .windows(2)
            .map(|pair| {
                let size = letters[pair[0]].size.max(letters[pair[1]].size);
                let gap = (place(pair[1]).x0 - place(pair[0]).x1) / size;
                (gap, Kind::of(read(pair[0]), read(pair[1])))
            })
            .collect();
        let spacing = |kind: Kind| {
            let gaps: Vec<f32> = joints.iter().filter(|j| j.1 == kind).map(|j| j.0).collect();
            // One or two gaps tell nothing of a line's spacing.
            if gaps.len() > 2 {
                median(gaps).unwrap_or(0.0).max(0.0)
            } else {
                0.0
            }
        };
        let (tight, open) = (spacing(Kind::Latin), spacing(Kind::Han));
        let mut text = String::new();
        for (at, &i) in line.letters.iter().enumerate() {
            if let Some((before, (gap, kind))) = at
                .checked_sub(1)
                .and_then(|b| Some((line.letters[b], *joints.get(b)?)))
            {
                let (a, b) = (place(before), place(i));
                let size = letters[before].size.max(letters[i].size);
                let area = Extent {
                    x0: a.x1.min(b.x0),
                    x1: b.x0.max(a.x1),
                    y0: line.core.y0,
                    y1: line.core.y1,
                };
                let (drawn, wide) = if gap > DRAWN {
                    self.within(&area, 0.1 * size)
                } else {
                    (0, 0)
                };
                let most = match kind {
                    Kind::Latin => tight + WORD,
                    Kind::Mixed => open.min(0.3) + MIXED,
                    Kind::Han => open + HAN,
                };
                if wide > 0 {
                    text.extend(std::iter::repeat_n('\u{3000}', wide));
                } else if drawn > 0 || gap >= most {
                    text.push(' ');
                }
            }
            text.push_str(read(i));
        }
        text
    }
}

/// What stands at the two sides of a gap.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Latin,
    Han,
    Mixed,
}

impl Kind {
    fn of(before: &str, after: &str) -> Self {
        let wide = |c: Option<char>| c.is_some_and(is_wide);
        match (wide(before.chars().next_back()), wide(after.chars().next())) {
            (true, true) => Self::Han,
            (false, false) => Self::Latin,
            _ => Self::Mixed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::drawn::Drawn;

    /// A line whose glyphs stand this far apart; no blank is drawn.
    fn spaced(text: &str, extra: f32, word: f32) -> String {
        let mut page = Drawn::new(900.0, 200.0);
        let mut x = 20.0;
        for c in text.chars() {
            if c == ' ' {
                x += word;
            } else {
                page.glyph(x, 20.0, 10.0, c);
                x += if c.is_ascii() { 5.0 } else { 10.0 } + extra;
            }
        }
        page.reads().trim().to_owned()
    }

    #[test]
    fn blanks_stand_where_the_gaps_ask_for_them() {
        assert_eq!(spaced("the river rose", 0.0, 2.5), "the river rose");
        assert_eq!(spaced("the river rose", 0.0, 8.0), "the river rose");
        assert_eq!(spaced("NEWS OF THE DAY", 3.0, 5.0), "NEWS OF THE DAY");
        assert_eq!(spaced("NEWS", 8.0, 0.0), "NEWS");
    }

    #[test]
    fn han_are_parted_by_an_em_and_not_by_less() {
        assert_eq!(spaced("记者 高宁", 0.0, 10.0), "记者 高宁");
        assert_eq!(spaced("记者高宁报道", 2.0, 0.0), "记者高宁报道");
        assert_eq!(spaced("共 12 个村", 0.0, 2.5), "共12个村");
    }

    #[test]
    fn drawn_blanks_are_kept_as_they_are() {
        let mut page = Drawn::new(900.0, 200.0);
        page.line(20.0, 20.0, 10.0, "公\u{3000}告 第 3 号");
        assert_eq!(page.reads().trim(), "公\u{3000}告 第 3 号");
    }
}
