//! A viewport: the rows of a text that are on screen, never outside of it.

/// Which rows of how many are on screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Viewport {
    /// First row on screen.
    pub top: usize,
    /// Rows on screen.
    pub height: usize,
    /// Rows of the text.
    pub total: usize,
}

impl Viewport {
    /// The last row that may stand at the top.
    pub fn last_top(self) -> usize {
        self.total.saturating_sub(self.height)
    }

    /// Puts a row at the top, as far as the text reaches.
    pub fn to(&mut self, top: usize) {
        self.top = top.min(self.last_top());
    }

    /// Moves down by rows, up where negative.
    pub fn by(&mut self, rows: i64) {
        let by = usize::try_from(rows.unsigned_abs()).unwrap_or(usize::MAX);
        self.to(if rows < 0 {
            self.top.saturating_sub(by)
        } else {
            self.top.saturating_add(by)
        });
    }

    /// Whether the end is on screen.
    pub fn at_end(self) -> bool {
        self.top >= self.last_top()
    }

    /// Whether a row is on screen.
    pub fn shows(self, row: usize) -> bool {
        (self.top..self.top.saturating_add(self.height)).contains(&row)
    }

    /// Rows that a page moves by: two are kept, so that the eye finds on, where there is room for that.
    pub fn page(self) -> usize {
        if self.height > 6 {
            self.height - 2
        } else {
            self.height.max(1)
        }
    }

    /// How much of the text has been on screen down to its last row, in percent.
    pub fn percent(self) -> u16 {
        let seen = self.top.saturating_add(self.height);
        if self.total == 0 || seen >= self.total {
            return 100;
        }
        u16::try_from(seen as u128 * 100 / self.total as u128).unwrap_or(100)
    }
}

/// The rows of a scrollbar of `height` rows that stand for the part `from..to` of `total`; `None` where all is on
/// screen. At least one row, and not the last before the end is reached.
pub fn thumb(height: u16, from: usize, to: usize, total: usize) -> Option<std::ops::Range<u16>> {
    let shown = to.saturating_sub(from);
    if height == 0 || total == 0 || shown >= total {
        return None;
    }
    let rows = u128::from(height);
    let scale = |n: usize| u16::try_from(n as u128 * rows / total as u128).unwrap_or(height);
    let length = scale(shown).max(1).min(height);
    let free = height - length;
    let top = match (from, to >= total) {
        (0, _) => 0,
        (_, true) => free,
        _ => scale(from).max(1).min(free.saturating_sub(1)),
    };
    Some(top..top + length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(top: usize, height: usize, total: usize) -> Viewport {
        Viewport { top, height, total }
    }

    #[test]
    fn the_end_is_as_far_as_it_goes() {
        let mut view = at(0, 10, 25);
        view.by(100);
        assert_eq!(view.top, 15);
        assert!(view.at_end());
        view.by(-3);
        assert_eq!(view.top, 12);
        view.by(i64::MIN);
        assert_eq!(view.top, 0);
    }

    #[test]
    fn a_text_that_fits_does_not_move() {
        let mut view = at(0, 10, 10);
        view.by(1);
        assert_eq!(view.top, 0);
        assert!(view.at_end());
        assert_eq!(view.percent(), 100);
    }

    #[test]
    fn percent_tells_what_was_seen() {
        assert_eq!(at(0, 10, 100).percent(), 10);
        assert_eq!(at(89, 10, 100).percent(), 99);
        assert_eq!(at(90, 10, 100).percent(), 100);
        assert_eq!(at(0, 0, 0).percent(), 100);
    }

    #[test]
    fn the_scrollbar_reaches_the_ends_only_at_the_ends() {
        assert_eq!(thumb(10, 0, 10, 100), Some(0..1));
        assert_eq!(thumb(10, 1, 11, 100), Some(1..2));
        assert_eq!(thumb(10, 89, 99, 100), Some(8..9));
        assert_eq!(thumb(10, 90, 100, 100), Some(9..10));
        assert_eq!(
            thumb(2, 1, 2, 3),
            Some(0..1),
            "a bar too short for a middle"
        );
        assert_eq!(thumb(10, 0, 10, 10), None);
        assert_eq!(thumb(0, 0, 1, 10), None);
    }

    proptest! {
        #[test]
        fn a_viewport_stays_inside_the_text(top: usize, height in 0_usize..100, total: usize, moves: Vec<i64>) {
            let mut view = at(top, height, total);
            view.to(top);
            for by in moves {
                view.by(by);
                prop_assert!(view.top <= total.saturating_sub(height));
            }
        }

        #[test]
        fn a_thumb_stays_on_its_bar(height: u16, from: usize, to: usize, total: usize) {
            if let Some(rows) = thumb(height, from, to, total) {
                prop_assert!(rows.start < rows.end && rows.end <= height);
            }
        }
    }
}
