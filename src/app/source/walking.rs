//! Walking through the source: rows and lines far away are found in time by the text between, not by the number asked.

use super::{Source, line_span};
use crate::issue::{Issue, Span};

impl Source {
    /// Goes so many lines down that are not blank, up where negative. A line that is not on screen whole is scrolled
    /// through first.
    pub fn step(&mut self, issue: &Issue, lines: i64) {
        let up = lines < 0;
        let mut left = lines.unsigned_abs();
        while left > 0 {
            let scrolled = self.scroll_within(issue, up, left);
            left -= scrolled;
            if scrolled > 0 {
                continue;
            }
            // Lines that have room on the screen whole need not be shown each, where one only goes over them.
            let mut next = None;
            let mut from = self.line(issue);
            while left > 0 && next.is_none_or(|line| self.has_room(issue, line)) {
                let Some(line) = not_blank(issue, from, up) else {
                    left = 0;
                    break;
                };
                (from, next) = (line, Some(line_span(issue, line)));
                left -= 1;
            }
            let Some(next) = next else { return };
            self.at = next.start;
            self.show_from(issue, up);
        }
    }

    /// Scrolls within the line one is at, where the screen ends within it: at most so many rows, and no farther than
    /// its end comes on screen, or its beginning. How many rows that were.
    fn scroll_within(&mut self, issue: &Issue, up: bool, rows: u64) -> u64 {
        let line = self.line(issue);
        let own = line_span(issue, line);
        let shown = self.rows(issue);
        let edge = if up { shown.first() } else { shown.last() };
        let Some(edge) = edge.filter(|row| row.line == line) else {
            return 0;
        };
        if up {
            let (top, moved) = self.up(issue, self.top, rows, own.start);
            self.top = top;
            return moved;
        }
        let (_, moved) = self.down(issue, edge.span.start, rows, own.end);
        self.top = self.down(issue, self.top, moved, u32::MAX).0;
        moved
    }

    /// Whether a line has no more rows than the screen, if that has any.
    fn has_room(self, issue: &Issue, line: Span) -> bool {
        // A cell takes a byte at least.
        if line.len() <= usize::from(self.width) || self.height == 0 {
            return true;
        }
        let rows = u64::from(self.height);
        self.down(issue, line.start, rows, line.end).1 < rows
    }

    /// Goes so many rows down, up where negative, on screen and with the line one is at.
    pub fn turn(&mut self, issue: &Issue, rows: i64) {
        let at = self.row_away(issue, self.at, rows);
        self.by(issue, rows);
        self.at = at;
        self.show(issue);
    }

    /// The row so many rows down from one, up where negative, or the farthest there is.
    pub(super) fn row_away(self, issue: &Issue, from: u32, rows: i64) -> u32 {
        let count = rows.unsigned_abs();
        if rows < 0 {
            self.up(issue, from, count, 0).0
        } else {
            self.down(issue, from, count, u32::MAX).0
        }
    }

    /// The row so many rows down from one, or the last that starts before a byte; and how far away it is.
    pub(super) fn down(self, issue: &Issue, from: u32, rows: u64, end: u32) -> (u32, u64) {
        let (mut at, mut moved) = (from, 0);
        while moved < rows
            && let Some(after) = self.after(issue, at).filter(|after| *after < end)
        {
            (at, moved) = (after, moved + 1);
        }
        (at, moved)
    }

    /// The row so many rows up from one, or the first from a line's first byte on; and how far away it is.
    pub(super) fn up(self, issue: &Issue, from: u32, rows: u64, start: u32) -> (u32, u64) {
        let (mut at, mut moved) = (from, 0);
        while moved < rows && at > start {
            // Rows are found from their piece's beginning: all that are asked for of it at once.
            let starts = self.starts(issue, at - 1);
            let back = starts
                .len()
                .min(usize::try_from(rows - moved).unwrap_or(usize::MAX));
            at = starts.get(starts.len() - back).copied().unwrap_or(start);
            moved += back as u64;
        }
        (at, moved)
    }
}

/// The nearest line below one, above it where so asked, that is not blank.
fn not_blank(issue: &Issue, line: usize, up: bool) -> Option<usize> {
    let written = |n: &usize| !line_span(issue, *n).of(&issue.source).trim().is_empty();
    if up {
        (1..line).rev().find(written)
    } else {
        (line + 1..=issue.line_starts.len()).find(written)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::testing::issue;
    use crate::typeset::Ambiguous;
    use proptest::prelude::*;

    fn view(issue: &Issue, width: u16, height: u16) -> Source {
        let mut view = Source::new(Ambiguous::Narrow);
        view.resize(issue, width, height);
        view
    }

    #[test]
    fn any_count_of_lines_or_pages_is_walked_at_once() {
        // Gone one by one, each shown, these take minutes.
        let issue = issue(&"江水东流春潮起\n\n".repeat(100_000));
        let mut view = view(&issue, 80, 50);
        view.step(&issue, 999_999);
        assert_eq!(view.line(&issue), 199_999);
        view.step(&issue, -999_999);
        assert_eq!((view.line(&issue), view.top()), (1, 0));
        view.turn(&issue, 999_999 * 48);
        assert_eq!(view.rows(&issue).last().map(|r| r.line), Some(200_000));
        view.turn(&issue, -999_999 * 48);
        assert_eq!(view.top(), 0);
    }

    proptest! {
        #[test]
        fn many_steps_lead_where_as_many_single_steps_do(
            source in "[a江\u{1b}\n]{0,80}", width in 0_u16..6, height in 0_u16..5,
            moves in prop::collection::vec((-9_i64..9, any::<bool>()), 0..8)
        ) {
            let issue = issue(&source);
            let (mut at_once, mut one_by_one) = (view(&issue, width, height), view(&issue, width, height));
            for (by, lines) in moves {
                if !lines {
                    at_once.by(&issue, by);
                    one_by_one.by(&issue, by);
                    continue;
                }
                at_once.step(&issue, by);
                for _ in 0..by.abs() {
                    one_by_one.step(&issue, by.signum());
                }
                prop_assert_eq!(at_once, one_by_one, "{}", by);
            }
        }
    }
}
