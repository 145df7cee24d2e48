//! Where one has been: back and forward.

/// A place of reading: an article and how far it was read there.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Spot {
    /// The article's number.
    pub article: usize,
    /// Where its first row on screen was.
    pub anchor: Anchor,
}

/// A place in an article that survives resizing.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Anchor {
    /// First byte of the source on screen; `None` at the article's head.
    pub byte: Option<u32>,
    /// Rows above it that show no source (leading, facts).
    pub above: u16,
}

/// Places kept at most.
const MOST: usize = 200;

/// Places to go back and forward to.
#[derive(Clone, Debug, Default)]
pub struct History {
    back: Vec<Spot>,
    forward: Vec<Spot>,
}

impl History {
    /// Keeps the place that is left for another.
    pub fn leave(&mut self, spot: Spot) {
        self.forward.clear();
        if self.back.last() != Some(&spot) {
            if self.back.len() >= MOST {
                self.back.remove(0);
            }
            self.back.push(spot);
        }
    }

    /// Leads all places to where they are now; those that are nowhere any more are forgotten.
    pub fn lead(&mut self, to: impl Fn(Spot) -> Option<Spot>) {
        for places in [&mut self.back, &mut self.forward] {
            *places = places.drain(..).filter_map(&to).collect();
            places.dedup();
        }
    }

    /// The place before, `from` being kept to go forward to.
    pub fn back(&mut self, from: Spot) -> Option<Spot> {
        let spot = self.back.pop()?;
        self.forward.push(from);
        Some(spot)
    }

    /// The place gone back from, `from` being kept to go back to.
    pub fn forward(&mut self, from: Spot) -> Option<Spot> {
        let spot = self.forward.pop()?;
        self.back.push(from);
        Some(spot)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(article: usize) -> Spot {
        Spot {
            article,
            ..Spot::default()
        }
    }

    #[test]
    fn back_and_forward_undo_each_other() {
        let mut history = History::default();
        history.leave(spot(0));
        history.leave(spot(1));
        assert_eq!(history.back(spot(2)), Some(spot(1)));
        assert_eq!(history.back(spot(1)), Some(spot(0)));
        assert_eq!(history.back(spot(0)), None);
        assert_eq!(history.forward(spot(0)), Some(spot(1)));
        assert_eq!(history.forward(spot(1)), Some(spot(2)));
        assert_eq!(history.forward(spot(2)), None);
    }

    #[test]
    fn going_elsewhere_forgets_what_was_ahead() {
        let mut history = History::default();
        history.leave(spot(0));
        history.back(spot(1));
        history.leave(spot(0));
        assert_eq!(history.forward(spot(5)), None);
    }

    #[test]
    fn the_oldest_places_are_forgotten() {
        let mut history = History::default();
        for n in 0..=MOST {
            history.leave(spot(n));
        }
        let mut last = None;
        while let Some(spot) = history.back(spot(0)) {
            last = Some(spot.article);
        }
        assert_eq!(last, Some(1));
    }
}
