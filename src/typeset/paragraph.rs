//! Running text: stops measured, the best lines found, and each laid out with its spare cells in place.

use super::{
    Role, Row, Style,
    breaks::{Break, breaks},
    class::{is_wide_word, may_squeeze},
    cluster::{Cluster, clusters},
    display::Shown,
    fill::Line,
    line::{Shape, Stop, optimum},
    ruler::{Ruler, split_cost},
};
use std::ops::Range;

/// Where a text is set on the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Frame {
    /// Blank cells before every line, outside the measure.
    pub left: u16,
    /// Cells of a line.
    pub measure: u16,
    /// Blank cells before the first line, within the measure.
    pub first: u16,
    /// Blank cells before every other line, within the measure.
    pub turned: u16,
    /// Whether lines are filled.
    pub justify: bool,
}

/// A text being set.
pub struct Setting<'a> {
    shown: &'a Shown,
    range: Range<usize>,
    style: &'a Style,
    frame: Frame,
}

impl<'a> Setting<'a> {
    /// A part of a shown text, to be set in a frame.
    pub fn new(shown: &'a Shown, range: Range<usize>, style: &'a Style, frame: Frame) -> Self {
        Self {
            range: shown.trim(range),
            shown,
            style,
            frame,
        }
    }

    /// Appends the rows; the first begins with `mark`, which stands within its blank cells.
    pub fn rows(mut self, role: Role, block: Option<usize>, mark: &Row, rows: &mut Vec<Row>) {
        if self.range.is_empty() {
            return;
        }
        let stops = self.stops();
        let shape = Shape {
            measure: u32::from(self.frame.measure),
            first: u32::from(self.frame.first),
            turned: u32::from(self.frame.turned),
            orphan_after: self.orphan_after(),
        };
        let mut from = 0;
        for to in optimum(&stops, &shape) {
            let mut row = Row::new(role, block);
            row.pad(self.frame.left);
            if from == 0 {
                row.join(mark);
                row.pad(self.frame.first.saturating_sub(mark.width()));
            } else {
                row.pad(self.frame.turned);
            }
            self.lay(&stops, from, to, &mut row);
            rows.push(row);
            from = to;
        }
    }

    fn text(&self) -> &'a str {
        self.shown.text.get(self.range.clone()).unwrap_or("")
    }

    /// Every place where a line can end, measured; bytes count from the range's start. Blank cells that would
    /// part a word give way to it.
    pub fn stops(&mut self) -> Vec<Stop> {
        let stops = self.measured();
        let unit = |pair: &[Stop]| match pair {
            [from, to] => to.end.saturating_sub(from.start + to.over),
            _ => 0,
        };
        let measure = u32::from(self.frame.measure);
        let fitting = stops.windows(2).map(unit).filter(|&w| w <= measure);
        let room = measure - fitting.max().unwrap_or(0);
        let cells = |n: u32| u16::try_from(n).unwrap_or(u16::MAX);
        self.frame.turned = self.frame.turned.min(cells(room));
        let first = stops.get(..2).map_or(0, unit);
        if first <= measure {
            self.frame.first = self.frame.first.min(cells(measure - first));
        }
        let line = measure - u32::from(self.frame.turned);
        if stops.windows(2).all(|pair| unit(pair) <= line) {
            return stops;
        }
        let mut split = Vec::with_capacity(stops.len() + 16);
        for (i, &stop) in stops.iter().enumerate() {
            let mut stop = stop;
            if let Some(&from) = i.checked_sub(1).and_then(|i| stops.get(i))
                && unit(&[from, stop]) > line
            {
                // Its last mark would rather use the gutter than see a word parted, however many marks there are.
                let gutter = u32::from(self.style.gutter());
                let marked = self.ends_in_mark(stop.at);
                if marked && stop.end.saturating_sub(from.start + gutter) <= line {
                    stop.over = gutter;
                } else {
                    self.split(from, stop.at, &mut split);
                }
            }
            split.push(stop);
        }
        split
    }

    /// Whether a wide closing mark stands before a byte of the range.
    fn ends_in_mark(&self, at: usize) -> bool {
        let before = self.text().get(..at).map(str::trim_end);
        let last = before.and_then(|t| t.chars().next_back());
        self.shown.han && last.is_some_and(may_squeeze)
    }

    /// The legal places where a line can end.
    fn measured(&self) -> Vec<Stop> {
        let text = self.text();
        let breaks = breaks(text, self.shown.han);
        let mut stops = Vec::with_capacity(breaks.len() + 2);
        let mut ruler = Ruler::new(self.style, self.shown.han);
        stops.push(Stop {
            at: 0,
            end: 0,
            start: 0,
            over: 0,
            cost: 0,
        });
        let mut breaks = breaks.iter().peekable();
        for cluster in clusters(text) {
            // Breaks inside a cluster are none.
            while breaks.next_if(|b| b.at < cluster.at).is_some() {}
            let place = breaks.next_if(|b| b.at == cluster.at);
            let before = place.map(|b| ruler.stop(*b));
            ruler.take(&cluster);
            if let Some(stop) = before {
                let start = ruler.start;
                stops.push(Stop { start, ..stop });
            }
        }
        stops.push(ruler.stop(Break {
            at: text.len(),
            cost: 0,
        }));
        stops
    }

    /// Adds stops between the clusters of a unit that is wider than a line.
    fn split(&self, from: Stop, to: usize, stops: &mut Vec<Stop>) {
        let unit = self.text().get(from.at..to).unwrap_or("");
        let mut ruler = Ruler::new(self.style, self.shown.han);
        ruler.cells = from.start;
        let mut before: Option<Cluster> = None;
        for mut cluster in clusters(unit) {
            cluster.at += from.at;
            let prior = ruler;
            ruler.take(&cluster);
            if let Some(a) = before {
                let last = a.text.chars().next_back().unwrap_or(' ');
                let first = cluster.text.chars().next().unwrap_or(' ');
                if first != ' ' {
                    let place = Break {
                        at: cluster.at,
                        cost: split_cost(last, first),
                    };
                    let start = ruler.start;
                    stops.push(Stop {
                        start,
                        ..prior.stop(place)
                    });
                }
            }
            before = Some(cluster);
        }
    }

    /// The byte after which no last line may start: the second but last Han, or any word of another script.
    fn orphan_after(&self) -> usize {
        if !self.style.orphans || !self.shown.han {
            return usize::MAX;
        }
        let mut han = 0;
        for (at, c) in self.text().char_indices().rev() {
            if is_wide_word(c) {
                han += 1;
            } else if c.is_alphanumeric() {
                han = 2;
            }
            if han == 2 {
                return at;
            }
        }
        usize::MAX
    }

    /// Lays one line out: its clusters, and blank cells where the line is to be filled.
    pub fn lay(&self, stops: &[Stop], from: usize, to: usize, row: &mut Row) {
        let (Some(start), Some(end)) = (stops.get(from), stops.get(to)) else {
            return;
        };
        let line = self
            .shown
            .trim(self.range.start + start.at..self.range.start + end.at);
        let blank = if from == 0 {
            self.frame.first
        } else {
            self.frame.turned
        };
        let width = end.end.saturating_sub(start.start) + u32::from(blank);
        let measure = u32::from(self.frame.measure);
        let spare = if to + 1 == stops.len() || width > measure + 1 {
            0
        } else if width == measure + 1 {
            // The mark stands half in the gutter; without squeezing it hangs whole.
            u32::from(!self.style.squeeze)
        } else {
            measure.saturating_sub(width)
        };
        let filled = Line {
            text: &self.shown.text,
            range: line.clone(),
            han: self.shown.han,
            spare,
            justify: self.frame.justify && spare <= measure / 2,
        };
        let inner = stops.get(from + 1..to).unwrap_or(&[]);
        let inner = inner.iter().filter(|s| s.cost == 0);
        let inner = inner.map(|s| self.range.start + s.at);
        let mut at = line.start;
        for (gap, cells) in filled.gaps(inner, self.style) {
            row.show(self.shown, at..gap);
            row.pad(cells);
            at = gap;
        }
        row.show(self.shown, at..line.end);
    }
}
