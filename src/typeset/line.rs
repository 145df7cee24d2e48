//! The best set of lines for a paragraph: an exact search over the few places each line can end at.

use std::collections::VecDeque;

/// Price of a last line with fewer than two Han (孤字): dearer than any slack, cheaper than an illegal break.
pub const ORPHAN: u64 = 1 << 30;
/// Price of a line wider than its measure, which only a single cluster can force.
const OVERFULL: u64 = 1 << 50;

/// A place where a line may end, measured. The first stands at the paragraph's start, the last at its end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stop {
    /// Byte at which the next line starts.
    pub at: usize,
    /// Cells from the paragraph's start to the last visible cluster before it.
    pub end: u32,
    /// Cells from the paragraph's start to the first cluster after it.
    pub start: u32,
    /// Cells by which a line that ends here may pass the measure: its last mark hangs (2) or is squeezed (1).
    pub over: u32,
    /// What ending a line here costs, in square cells of slack.
    pub cost: u64,
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
}

impl Shape {
    /// What a line from one stop to a later one costs; `None` where it does not fit.
    fn cost(&self, stops: &[Stop], from: usize, to: usize) -> Option<u64> {
        let (start, end) = (stops.get(from)?, stops.get(to)?);
        let width = self.width(start, end, from);
        if width > self.measure + end.over {
            let alone = from + 1 == to;
            return alone.then(|| OVERFULL + u64::from(width - self.measure));
        }
        let slack = u64::from(self.measure.saturating_sub(width));
        let last = to + 1 == stops.len();
        Some(end.cost.saturating_add(match last {
            true if start.at > self.orphan_after && from > 0 => ORPHAN,
            true => 0,
            false => slack * slack,
        }))
    }

    fn width(&self, start: &Stop, end: &Stop, from: usize) -> u32 {
        let blank = if from == 0 { self.first } else { self.turned };
        end.end.saturating_sub(start.start) + blank
    }
}

/// The stops at which the lines of the cheapest setting end, in order; the last is the paragraph's end.
///
/// The cost is the sum over lines of squared slack (none for the last), of the stops' own cost, and of an
/// orphan. Each stop looks back only over the starts whose line still fits, and stops looking when slack alone
/// costs more than the best found, so the time is linear in the text.
pub fn optimum(stops: &[Stop], shape: &Shape) -> Vec<usize> {
    let mut best: Vec<u64> = vec![0; stops.len()];
    let mut previous: Vec<u32> = vec![0; stops.len()];
    // Starts of the window in order of rising cost and place: the front is the cheapest, a bound for the rest.
    let mut cheapest: VecDeque<usize> = VecDeque::new();
    let mut first = 0;
    for (to, end) in stops.iter().enumerate().skip(1) {
        let newest = to - 1;
        while cheapest.back().is_some_and(|&i| best[i] >= best[newest]) {
            cheapest.pop_back();
        }
        cheapest.push_back(newest);
        while first < newest && shape.width(&stops[first], end, first) > shape.measure + 2 {
            first += 1;
        }
        while cheapest.front().is_some_and(|&i| i < first) {
            cheapest.pop_front();
        }
        let floor = cheapest.front().map_or(0, |&i| best[i]);
        let mut found = u64::MAX;
        let last = to + 1 == stops.len();
        for from in first..to {
            let Some(line) = shape.cost(stops, from, to) else {
                continue;
            };
            let total = best[from].saturating_add(line);
            if total < found {
                found = total;
                previous[to] = u32::try_from(from).unwrap_or(u32::MAX);
            } else if !last && line.saturating_add(floor) > found {
                // Later starts leave still more slack.
                break;
            }
        }
        best[to] = found;
    }
    let mut ends = Vec::new();
    let mut at = stops.len().saturating_sub(1);
    while at > 0 {
        ends.push(at);
        at = previous[at] as usize;
    }
    ends.reverse();
    ends
}
