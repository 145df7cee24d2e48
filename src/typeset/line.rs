//! The best set of lines for a paragraph: an exact search over the few places each line can end at.

use super::gaps::Room;

/// Price of a last line with fewer than two Han (孤字): dearer than any slack, cheaper than an illegal break.
pub const ORPHAN: u32 = 1 << 21;
/// Price of a line wider than its measure, which only a single cluster can force.
const OVERFULL: u64 = 1 << 33;

/// Cells of a line beyond which none is read, and each is filled as it comes instead of being weighed.
const WIDE: u32 = 1000;
/// Starts that are weighed for each end of a line: all that a line's cells can hold, but not all that characters
/// without width could add, so that the time stays linear in those, too.
const STARTS: usize = WIDE as usize;

/// A place where a line may end, measured. The first stands at the paragraph's start, the last at its end.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Stop {
    /// Byte at which the next line starts.
    pub at: u32,
    /// Cells from the paragraph's start to the last visible cluster before it.
    pub end: u32,
    /// Cells from the paragraph's start to the first cluster after it.
    pub start: u32,
    /// Cells by which a line that ends here may pass the measure: its last mark hangs (2) or is squeezed (1).
    pub over: u8,
    /// What ending a line here costs, in square cells of slack.
    pub cost: u32,
    /// Whether a line that ends here shows a hyphen, which its cells hold.
    pub hyphen: bool,
    /// The places for spare cells that are complete before it, from the paragraph's start.
    pub fills: Room,
    /// Those that are none of the line after it any more.
    pub filled: Room,
}

/// What the lines have to fit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shape {
    /// Cells of a line.
    pub measure: u32,
    /// Blank cells before the first line, within the measure.
    pub first: u32,
    /// Blank cells before every other line, within the measure.
    pub turned: u32,
    /// Lines that start after this byte are too short to be a last line.
    pub orphan_after: usize,
    /// Whether lines stand on the grid of Han, where a single cell that is left shows to nobody.
    pub grid: bool,
}

/// What a line on the grid of Han costs that ends so many cells short (ours): one cell nobody sees; two are dear, dearer
/// than to part a name or a dash from the words before it, but not than to part a figure from its counter; three are
/// very dear.
const SHORT: [u64; 4] = [0, 1, 45, 120];
/// What more cells cost, times their square.
const SHORTER: u64 = 30;

impl Shape {
    /// What a line costs that ends so many cells short, in square cells of slack. It grows with the cells.
    pub fn price(&self, short: u32) -> u64 {
        let square = u64::from(short) * u64::from(short);
        if !self.grid {
            return square;
        }
        let few = SHORT.get(short as usize).copied();
        few.unwrap_or(SHORTER * square)
    }

    /// Cells of a line that starts at one stop and ends at a later one, its blank cells included.
    pub fn width(&self, stops: &[Stop], from: usize, to: usize) -> u32 {
        let (Some(start), Some(end)) = (stops.get(from), stops.get(to)) else {
            return 0;
        };
        let blank = if from == 0 { self.first } else { self.turned };
        end.end.saturating_sub(start.start).saturating_add(blank)
    }
}

/// What a paragraph may cost for each of its lines, tried one after the other: nearly all cost little, and few of their
/// stops can end a line of so cheap a setting. What costs more is searched without a bound.
const BOUNDS: [u64; 4] = [4, 32, 512, 1 << 22];

/// The stops at which the lines of the cheapest setting end, in order; the last is the paragraph's end.
///
/// The cost is the sum over lines of squared slack (none for the last), of the stops' own cost, and of an
/// orphan. Each stop looks back only over the starts whose line still fits, and that no bound on the whole cost rules
/// out, so the time is linear in the text.
pub fn optimum(stops: &[Stop], shape: &Shape) -> Vec<usize> {
    if shape.measure > WIDE {
        return filled(stops, shape);
    }
    let mut search = Search::of(stops, shape);
    let cells = stops.last().map_or(0, |stop| stop.end);
    let lines = u64::from(cells / shape.measure.max(1)) + 2;
    // A line wider than its measure has no bound at all.
    let bounds = BOUNDS.map(|cost| (cost * lines).min(OVERFULL - 1));
    let mut bounds = bounds.into_iter().chain([u64::MAX]);
    bounds
        .find_map(|bound| search.within(bound))
        .unwrap_or_default()
}

/// A search for the cheapest lines.
struct Search<'a> {
    stops: &'a [Stop],
    shape: &'a Shape,
    /// The stops that lines may start at, as far as they have been weighed.
    starts: Vec<Start>,
    /// For each stop the one that the line before it starts at.
    previous: Vec<u32>,
}

/// A stop that a line may start at.
#[derive(Clone, Copy)]
struct Start {
    /// Which.
    stop: usize,
    /// Cells from the paragraph's start to the line's first cluster.
    cells: u32,
    /// Blank cells before it.
    blank: u32,
    /// See [`Stop`].
    filled: Room,
    /// What the lines before it cost.
    best: u64,
}

impl Start {
    /// Cells of a line that starts here and ends at a later stop. See [`Shape::width`].
    fn width(&self, end: &Stop) -> u32 {
        let cells = end.end.saturating_sub(self.cells);
        cells.saturating_add(self.blank)
    }
}

impl<'a> Search<'a> {
    fn of(stops: &'a [Stop], shape: &'a Shape) -> Self {
        Self {
            stops,
            shape,
            starts: Vec::with_capacity(stops.len().min(64)),
            previous: vec![0; stops.len()],
        }
    }

    /// The stops at which the lines of the cheapest setting end, where it costs no more than the bound. A start that
    /// costs more itself is left out, so that every cost up to the bound is exact.
    fn within(&mut self, bound: u64) -> Option<Vec<usize>> {
        let (stops, shape) = (self.stops, self.shape);
        self.starts.clear();
        let (mut window, mut first) = (0, 0);
        let mut best = 0;
        for (to, end) in stops.iter().enumerate().skip(1) {
            let newest = to - 1;
            if best <= bound {
                let start = &stops[newest];
                self.starts.push(Start {
                    stop: newest,
                    cells: start.start,
                    blank: if newest == 0 {
                        shape.first
                    } else {
                        shape.turned
                    },
                    filled: start.filled,
                    best,
                });
            }
            let beyond = |s: &Start| s.width(end) > shape.measure + 2 && s.stop < newest;
            while self.starts.get(first).is_some_and(beyond) {
                first += 1;
            }
            let starts = self.starts.get(first..).unwrap_or(&[]);
            let earliest = starts.first()?;
            if to - earliest.stop > STARTS {
                while window < newest && shape.width(stops, window, to) > shape.measure + 2 {
                    window += 1;
                }
            }
            let last = to + 1 == stops.len();
            let (mut found, mut chosen) = (u64::MAX, newest);
            let fits = shape.measure + u32::from(end.over);
            for start in starts {
                let width = start.width(end);
                if width > fits {
                    continue;
                }
                if to - earliest.stop > STARTS && start.stop >= window + STARTS {
                    break;
                }
                let line = if last {
                    let orphan =
                        start.stop > 0 && stops[start.stop].at as usize > shape.orphan_after;
                    if orphan { u64::from(ORPHAN) } else { 0 }
                } else {
                    let room = Room::between(end.fills, start.filled);
                    let spare = shape.measure.saturating_sub(width);
                    if shape.price(spare.saturating_sub(room.cells())) > bound {
                        // Later starts leave still more cells, and have no more places for them.
                        break;
                    }
                    shape.price(room.short(spare))
                };
                let total = start.best + line;
                if total < found {
                    (found, chosen) = (total, start.stop);
                }
            }
            if found == u64::MAX {
                found = best.saturating_add(OVERFULL);
            }
            best = found.saturating_add(u64::from(end.cost));
            self.previous[to] = u32::try_from(chosen).unwrap_or(u32::MAX);
        }
        (best <= bound).then(|| self.ends())
    }

    /// The way back from the paragraph's end.
    fn ends(&self) -> Vec<usize> {
        let mut ends = Vec::new();
        let mut at = self.stops.len().saturating_sub(1);
        while at > 0 {
            ends.push(at);
            at = self.previous[at] as usize;
        }
        ends.reverse();
        ends
    }
}

/// The stops at which lines end that each take all that fits.
fn filled(stops: &[Stop], shape: &Shape) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut from = 0;
    let mut fits = 0;
    let room = |from: usize, to: usize| {
        let over = stops.get(to).map_or(0, |stop| stop.over);
        shape.width(stops, from, to) <= shape.measure + u32::from(over)
    };
    for to in 1..stops.len() {
        if from < fits && shape.width(stops, from, to) > shape.measure + 2 {
            ends.push(fits);
            from = fits;
            // Those between had no room before.
            fits = (from + 1..to).rfind(|&end| room(from, end)).unwrap_or(from);
        }
        if room(from, to) {
            fits = to;
        }
    }
    let last = stops.len().saturating_sub(1);
    if from < fits && fits < last {
        ends.push(fits);
    }
    if last > 0 {
        ends.push(last);
    }
    ends
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The cost of a paragraph set in lines that end at these stops, by the words of the rule.
    pub fn price(stops: &[Stop], shape: &Shape, ends: &[usize]) -> u64 {
        let mut from = 0;
        let mut sum = 0;
        for &to in ends {
            let width = shape.width(stops, from, to);
            let fits = shape.measure + u32::from(stops[to].over);
            let last = to + 1 == stops.len();
            sum += u64::from(stops[to].cost);
            if width > fits {
                // Only what no break could have parted may be too wide.
                sum += if from + 1 == to { OVERFULL } else { 1 << 50 };
            } else if !last {
                let spare = shape.measure.saturating_sub(width);
                let room = Room::between(stops[to].fills, stops[from].filled);
                sum += shape.price(room.short(spare));
            } else if from > 0 && stops[from].at as usize > shape.orphan_after {
                sum += u64::from(ORPHAN);
            }
            from = to;
        }
        sum
    }

    /// The least cost of all the ways to break a paragraph.
    pub fn exhaustive(stops: &[Stop], shape: &Shape) -> u64 {
        let inner = stops.len() - 2;
        (0..1_u32 << inner)
            .map(|set| {
                let mut ends: Vec<usize> = (0..inner)
                    .filter(|i| set & (1 << i) != 0)
                    .map(|i| i + 1)
                    .collect();
                ends.push(stops.len() - 1);
                price(stops, shape, &ends)
            })
            .min()
            .unwrap_or(0)
    }

    prop_compose! {
        /// Stops of units of 1 to 7 cells, some with a space after them, some that hang, some dear; some parted by a blank
        /// that takes a cell, and some a pair with the next place of its kind.
        fn paragraph()(units in prop::collection::vec((1..8_u32, 0..2_u32, 0..3_u8, 0..4_u32, 0..4_u8), 1..11)) -> Vec<Stop> {
            let mut stops = vec![Stop::default()];
            let mut cells = 0;
            let (mut fills, mut filled) = (Room::default(), Room::default());
            for (number, (width, space, over, dear, place)) in units.into_iter().enumerate() {
                let end = cells + width;
                cells = end + space;
                let at = u32::try_from(number + 1).unwrap_or(u32::MAX);
                let cost = if dear == 0 { 40 } else { 0 };
                let (closes, opens) = (filled.pairs > fills.pairs, place == 1);
                filled.pairs += u32::from(opens && !closes);
                filled.blanks += u32::from(place == 2);
                stops.push(Stop { hyphen: false, at, end, start: cells, over, cost, fills, filled });
                fills.pairs += u32::from(opens && closes);
                fills.blanks = filled.blanks;
            }
            stops
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn no_other_set_of_breaks_is_cheaper(
            stops in paragraph(),
            measure in 1..24_u32,
            first in 0..5_u32,
            turned in 0..5_u32,
            orphan in 0..12_usize,
            grid in any::<bool>(),
        ) {
            let shape = Shape { measure, first, turned, orphan_after: orphan, grid };
            let ends = optimum(&stops, &shape);
            prop_assert_eq!(ends.last(), Some(&(stops.len() - 1)));
            prop_assert_eq!(price(&stops, &shape, &ends), exhaustive(&stops, &shape));
        }

        #[test]
        fn what_the_bounds_leave_out_changes_no_line(
            words in prop::collection::vec(paragraph(), 1..12),
            measure in 4..30_u32,
            indent in 0..3_u32,
            orphan in 0..100_usize,
            grid in any::<bool>(),
        ) {
            // One paragraph of many.
            let mut stops = vec![Stop::default()];
            for word in &words {
                let last = stops[stops.len() - 1];
                let plus = |room: Room| Room {
                    pairs: room.pairs + last.filled.pairs,
                    blanks: room.blanks + last.filled.blanks,
                };
                stops.extend(word.iter().skip(1).map(|s| Stop {
                    at: s.at + last.at,
                    end: s.end + last.start,
                    start: s.start + last.start,
                    fills: plus(s.fills),
                    filled: plus(s.filled),
                    ..*s
                }));
            }
            let shape = Shape { measure, first: indent, turned: 0, orphan_after: orphan, grid };
            let all = Search::of(&stops, &shape).within(u64::MAX);
            prop_assert_eq!(Some(optimum(&stops, &shape)), all);
        }

        #[test]
        fn lines_too_long_to_be_weighed_are_filled(stops in paragraph(), measure in 7..40_u32) {
            let shape = Shape { measure, first: 0, turned: 0, orphan_after: usize::MAX, grid: false };
            let ends = filled(&stops, &shape);
            prop_assert_eq!(ends.last(), Some(&(stops.len() - 1)));
            let mut from = 0;
            for &to in &ends {
                prop_assert!(to > from);
                prop_assert!(shape.width(&stops, from, to) <= measure + u32::from(stops[to].over));
                let next = to + 1;
                prop_assert!(next >= stops.len() || shape.width(&stops, from, next) > measure);
                from = to;
            }
        }
    }
}
