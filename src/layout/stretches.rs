//! Glyphs that stand beside each other on one baseline become a stretch: first what is set tight, then what only white
//! parts, until a stretch is a line.

use std::collections::HashMap;

use super::axes::{laid, middle_y, overlap_y};
use super::clean::Letter;
use super::rows::cells_of;
use super::sheet::Extent;

/// How many stretches of one row may wait for their next glyph. In print one row has few that are near.
const MOST_OPEN: usize = 24;

/// Glyphs on one baseline, laid so that they run to the right.
#[derive(Clone, Debug)]
pub(super) struct Stretch {
    /// What it covers.
    pub(super) area: Extent,
    /// What its largest glyph covers, down: small ones stand raised or lowered beside it.
    pub(super) core: Extent,
    /// Its largest size.
    pub(super) size: f32,
    /// The size at its end, for what comes next.
    pub(super) last: f32,
    /// Its glyphs, by number among the letters, in reading order.
    pub(super) letters: Vec<usize>,
}

impl Stretch {
    /// A glyph by itself.
    pub(super) fn of(letters: &[Letter], number: usize) -> Self {
        let letter = &letters[number];
        let area = laid(letter.area, letter.direction);
        Self {
            area,
            core: area,
            size: letter.size,
            last: letter.size,
            letters: vec![number],
        }
    }

    /// Adds what comes behind it.
    pub(super) fn push(&mut self, other: Self) {
        self.area = self.area.with(&other.area);
        if other.size > self.size {
            self.core = other.core;
            self.size = other.size;
        }
        self.last = other.last;
        self.letters.extend(other.letters);
    }
}

/// How badly one stretch goes on from another, if it can at all: on one baseline, not over it, not too far behind it.
/// The gap is given in sizes of the larger.
pub(super) fn continues(
    before: &Stretch,
    after: &Stretch,
    most: impl Fn(f32) -> f32,
) -> Option<f32> {
    let (small, big) = (before.size.min(after.size), before.size.max(after.size));
    let gap = (after.area.x0 - before.area.x1) / big;
    if gap < -1.05 || gap > most(big) {
        return None;
    }
    let shared = overlap_y(&before.core, &after.core);
    let lower = before.core.height().min(after.core.height());
    let aside = (middle_y(&before.core) - middle_y(&after.core)).abs() / big;
    let ratio = small / big;
    let fits = if ratio >= 0.8 {
        aside <= 0.35 && shared >= 0.5 * lower
    } else {
        // A raised or lowered figure, or words of two sizes on one baseline: they touch.
        ratio >= 0.4 && shared >= 0.55 * lower && gap <= 0.35
    };
    fits.then(|| aside + 0.5 * gap.max(0.0) + (1.0 - ratio))
}

/// Joins stretches to longer ones: each goes to the one before it that it continues best. `reach` is the largest gap in
/// sizes that `fits` allows; `row` a usual height.
pub(super) fn join(
    mut stretches: Vec<Stretch>,
    row: f32,
    reach: f32,
    fits: impl Fn(&Stretch, &Stretch) -> Option<f32>,
) -> Vec<Stretch> {
    stretches.sort_by(|a, b| {
        a.area
            .x0
            .total_cmp(&b.area.x0)
            .then(a.area.y0.total_cmp(&b.area.y0))
    });
    let mut joined: Vec<Stretch> = Vec::new();
    let mut open: HashMap<i32, Vec<usize>> = HashMap::new();
    for stretch in stretches {
        let mut best: Option<(f32, usize)> = None;
        for cell in cells_of(stretch.core.y0, stretch.core.y1, row) {
            let Some(list) = open.get_mut(&cell) else {
                continue;
            };
            list.retain(|&i| {
                let before = &joined[i];
                before.area.x1 + (reach + 0.1) * before.size.max(stretch.size) >= stretch.area.x0
            });
            for &i in list.iter() {
                if let Some(cost) = fits(&joined[i], &stretch)
                    && best.is_none_or(|b| (cost, i) < b)
                {
                    best = Some((cost, i));
                }
            }
        }
        if let Some((_, i)) = best {
            joined[i].push(stretch);
            continue;
        }
        for cell in cells_of(stretch.core.y0, stretch.core.y1, row) {
            let list = open.entry(cell).or_default();
            if list.len() >= MOST_OPEN {
                list.remove(0);
            }
            list.push(joined.len());
        }
        joined.push(stretch);
    }
    joined
}
