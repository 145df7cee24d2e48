//! Running text: stops measured, the best lines found, and each laid out with its spare cells in place.

use super::{
    Autospace, Role, Row, Style,
    breaks::{Break, breaks},
    class::{
        is_bound_to_previous, is_closing, is_figure, is_latin, is_opening, is_stroke, is_wide_word,
        may_hang, may_squeeze,
    },
    cluster::{Cluster, clusters},
    display::Shown,
    line::{Shape, Stop, optimum},
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

/// Price of parting what is one unit, where no line is long enough for it; each rule dearer than the one before.
const SPLIT: u64 = 1 << 33;
const SPLIT_WORD: u64 = 1 << 35;
const SPLIT_FIGURE: u64 = 1 << 37;
const SPLIT_TAIL: u64 = 1 << 39;
const SPLIT_HEAD: u64 = 1 << 41;

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
            if let Some(&from) = i.checked_sub(1).and_then(|i| stops.get(i)) {
                if unit(&[from, stop]) > line {
                    self.split(from, stop.at, &mut split);
                }
            }
            split.push(stop);
        }
        split
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
        let inner = stops.get(from + 1..to).unwrap_or(&[]);
        let mut at = line.start;
        for (gap, cells) in self.gaps(&line, inner, spare) {
            row.show(self.shown, at..gap);
            row.pad(cells);
            at = gap;
        }
        row.show(self.shown, at..line.end);
    }

    /// Where blank cells go in a line, in order of place.
    fn gaps(&self, line: &Range<usize>, inner: &[Stop], spare: u32) -> Vec<(usize, u16)> {
        let always = self.style.autospace == Autospace::Always && self.shown.han;
        let fill = self.frame.justify && spare <= u32::from(self.frame.measure) / 2;
        let space = self.style.autospace == Autospace::Fill && self.shown.han;
        let mut gaps: Vec<(usize, u16)> = Vec::new();
        if spare > 0 && (fill || space) {
            let text = &self.shown.text;
            let mut tiers: [Vec<usize>; 4] = Default::default();
            for stop in inner.iter().filter(|s| s.cost == 0) {
                let at = self.range.start + stop.at;
                if let Some(tier) = tier(text, at).filter(|_| line.contains(&at)) {
                    tiers[tier].push(at);
                }
            }
            let mut rest = spare as usize;
            for (tier, places) in tiers.iter().enumerate() {
                let wanted = match tier {
                    0 => fill,
                    1 => (fill || space) && !always,
                    _ => fill,
                };
                if !wanted || places.is_empty() {
                    continue;
                }
                // Words of a Latin paragraph take all that is spare, Han the rest of a Chinese one.
                let all = tier == 3 || !self.shown.han;
                let cells = if all { rest } else { rest.min(places.len()) };
                spread(places, cells, &mut gaps);
                rest -= cells;
            }
            if fill && rest > 0 {
                let places = tiers.concat();
                if !places.is_empty() {
                    spread(&places, rest, &mut gaps);
                }
            }
        }
        if always {
            let text = self.shown.text.get(line.clone()).unwrap_or("");
            let mut before = ' ';
            for (at, c) in text.char_indices() {
                if is_boundary(before, c) {
                    gaps.push((line.start + at, 1));
                }
                before = c;
            }
        }
        gaps.sort_unstable();
        gaps
    }
}

/// Gives cells to places, as evenly as they go.
fn spread(places: &[usize], cells: usize, gaps: &mut Vec<(usize, u16)>) {
    let count = places.len();
    for (i, &at) in places.iter().enumerate() {
        let share = (i + 1) * cells / count - i * cells / count;
        if share > 0 {
            gaps.push((at, u16::try_from(share).unwrap_or(u16::MAX)));
        }
    }
}

/// In which order a place takes spare cells: after a space, between Han and Latin, after a mark, between Han.
fn tier(text: &str, at: usize) -> Option<usize> {
    let before = text.get(..at)?.chars().next_back()?;
    let after = text.get(at..)?.chars().next()?;
    if before == ' ' {
        Some(0)
    } else if is_boundary(before, after) {
        Some(1)
    } else if is_closing(before) {
        Some(2)
    } else if is_wide_word(before) && is_wide_word(after) {
        Some(3)
    } else {
        None
    }
}

/// Whether a Han and a Latin letter or figure meet here.
fn is_boundary(before: char, after: char) -> bool {
    is_wide_word(before) && is_latin(after) || is_latin(before) && is_wide_word(after)
}

/// What parting a unit between two characters costs: the marks of a web address are its best places.
fn split_cost(before: char, after: char) -> u64 {
    if is_bound_to_previous(after) || is_stroke(before) && is_stroke(after) {
        let address = after.is_ascii() && before.is_ascii() && !is_closing(after);
        if address { SPLIT_WORD } else { SPLIT_HEAD }
    } else if is_opening(before) {
        SPLIT_TAIL
    } else if is_figure(before) && is_figure(after) {
        SPLIT_FIGURE
    } else if before.is_alphanumeric() && after.is_alphanumeric() && !is_wide_word(before) {
        SPLIT_WORD
    } else {
        SPLIT
    }
}

/// Adds up cells along a text.
#[derive(Clone, Copy)]
struct Ruler {
    /// Whether every boundary of Han and Latin takes a cell.
    always: bool,
    hang: bool,
    squeeze: bool,
    /// Cells up to here.
    cells: u32,
    /// Cells to the end of the last visible cluster.
    end: u32,
    /// Cells to the start of the last cluster.
    start: u32,
    /// The last two characters.
    last: [char; 2],
}

impl Ruler {
    fn new(style: &Style, han: bool) -> Self {
        Self {
            always: style.autospace == Autospace::Always && han,
            hang: style.hang && han,
            squeeze: style.squeeze && han,
            cells: 0,
            end: 0,
            start: 0,
            last: [' '; 2],
        }
    }

    fn take(&mut self, cluster: &Cluster) {
        let first = cluster.text.chars().next().unwrap_or(' ');
        if self.always && is_boundary(self.last[1], first) {
            self.cells = self.cells.saturating_add(1);
        }
        self.start = self.cells;
        self.cells = self.cells.saturating_add(u32::from(cluster.width));
        if !matches!(first, ' ' | '\u{3000}') {
            self.end = self.cells;
        }
        self.last = [self.last[1], first];
    }

    /// The stop at a break after what has been taken.
    fn stop(&self, place: Break) -> Stop {
        let [prior, last] = self.last;
        let over = if self.hang && may_hang(last) && !is_mark(prior) {
            2
        } else if self.squeeze && may_squeeze(last) {
            1
        } else {
            0
        };
        Stop {
            at: place.at,
            end: self.end,
            start: self.cells,
            over,
            cost: place.cost,
        }
    }
}

fn is_mark(c: char) -> bool {
    is_closing(c) || is_opening(c) || is_stroke(c)
}
