//! Running text: stops measured, the best lines found, and each laid out with its spare cells in place.

mod stops;

pub use super::frame::Frame;
use super::{
    Row, RowRole, Style,
    breaks::orphan_after,
    class::may_squeeze,
    cluster::clusters,
    display::Shown,
    fill::FillLine,
    frame::Filling,
    gaps::Gaps,
    line::{Shape, Stop, optimum},
    ruby::{Ruby, unparted},
    upright,
};
use std::ops::Range;

/// Bytes of a paragraph that are weighed at once. No real one is as long; what is longer is set piece by piece, so
/// that memory stays bounded.
const PIECE: usize = 1 << 18;
/// Lines at a piece's end that what follows may change.
const REDONE: usize = 3;

/// A text being set.
pub struct Typesetting<'a> {
    shown: &'a Shown,
    range: Range<usize>,
    style: &'a Style,
    frame: Frame,
    /// All of the text that is to be set.
    whole: Range<usize>,
    /// The readings of a part of it.
    ruby: Ruby,
    /// Where its lines may take spare cells, as far as it was looked through.
    gaps: Gaps,
    /// Bytes of the text before which none is put in: a list's number.
    fixed: usize,
    /// Whether its lines end where sense does.
    by_sense: bool,
}

impl<'a> Typesetting<'a> {
    /// A part of a shown text, to be set in a frame.
    pub fn new(shown: &'a Shown, range: Range<usize>, style: &'a Style, frame: Frame) -> Self {
        let range = shown.trim(range);
        Self {
            ruby: Ruby::default(),
            gaps: Gaps::default(),
            fixed: range.start + frame.fixed,
            whole: range.clone(),
            range,
            shown,
            style,
            frame,
            by_sense: false,
        }
    }

    /// The same, with lines that end where sense does, between words at least, rather than when they are full.
    #[must_use]
    pub fn by_sense(self) -> Self {
        Self {
            by_sense: true,
            ..self
        }
    }

    /// Appends the rows; the first begins with `mark`, which stands within its blank cells.
    pub fn rows(mut self, role: RowRole, block: Option<usize>, mark: &Row, rows: &mut Vec<Row>) {
        let blank = Row::new(role, block);
        let mut mark = mark;
        while self.some_rows(mark, role, block, rows) {
            mark = &blank;
        }
    }

    /// Appends the rows of as much as is set at once; false where nothing was left. See [`Self::rows`].
    pub fn some_rows(
        &mut self,
        mark: &Row,
        role: RowRole,
        block: Option<usize>,
        rows: &mut Vec<Row>,
    ) -> bool {
        let (end, frame) = (self.range.end, self.frame);
        if self.range.is_empty() {
            return false;
        }
        self.range.end = end.min(self.piece());
        let whole = self.range.end == end;
        let stops = self.stops();
        let blank = Row::new(role, block);
        // Where the first line has no room for the mark, words of the paper's own stand above.
        let mark = if mark.width() > self.frame.first {
            if mark.has_source() {
                rows.push(mark.clone());
            }
            &blank
        } else {
            mark
        };
        let shape = Shape {
            orphan_after: if whole {
                self.orphan_after()
            } else {
                usize::MAX
            },
            ..self.shape()
        };
        let mut ends = optimum(&stops, &shape);
        if !whole {
            // The last lines of a piece are set anew with what follows.
            ends.truncate(ends.len().saturating_sub(REDONE).max(1));
        }
        let mut from = 0;
        for to in ends {
            let mut row = Row::new(role, block);
            row.pad(self.frame.left);
            if from == 0 {
                row.join(mark);
                row.pad(self.frame.first.saturating_sub(mark.width()));
            } else {
                row.pad(self.frame.turned);
            }
            rows.extend(self.lay(&stops, from, to, &mut row));
            rows.push(row);
            from = to;
        }
        let next = stops.get(from).map_or(end, |stop| self.place(stop));
        self.range = next..end;
        self.frame = Frame {
            first: frame.turned,
            ..frame
        };
        true
    }

    /// The byte up to which a text is set at once.
    fn piece(&self) -> usize {
        let text = &self.shown.text;
        let near = self.range.start.saturating_add(PIECE).min(text.len());
        (near..text.len())
            .find(|&at| text.is_char_boundary(at))
            .unwrap_or(text.len())
    }

    /// What lines have to fit, whatever the last holds.
    fn shape(&self) -> Shape {
        Shape {
            measure: u32::from(self.frame.measure),
            first: u32::from(self.frame.first),
            turned: u32::from(self.frame.turned),
            orphan_after: usize::MAX,
            grid: self.is_on_grid(),
        }
    }

    /// Whether its lines stand on the grid of Han. Their measure is even; a cell more stays blank at the right.
    fn is_on_grid(&self) -> bool {
        self.shown.han && self.frame.filling > Filling::None
    }

    /// The byte of the shown text at which a line after this stop starts.
    fn place(&self, stop: &Stop) -> usize {
        self.range.start + stop.at as usize
    }

    fn text(&self) -> &'a str {
        self.shown.text.get(self.range.clone()).unwrap_or("")
    }

    /// Every place where a line can end, measured; bytes count from the range's start. Blank cells that would
    /// part a word give way to it.
    pub fn stops(&mut self) -> Vec<Stop> {
        if !self.ruby.is_of(&self.range) {
            let (range, whole) = (&self.range, &self.whole);
            self.ruby = Ruby::near(self.shown, range, whole, self.style, self.frame.measure);
        }
        if self.is_on_grid() {
            let odd = self.frame.measure.saturating_sub(self.frame.turned) % 2;
            self.frame.measure = (self.frame.measure - odd).max(1);
        }
        let stops = self.measured();
        let unit = |pair: &[Stop]| match pair {
            [from, to] => to.end.saturating_sub(from.start + u32::from(to.over)),
            _ => 0,
        };
        let measure = u32::from(self.frame.measure);
        let cells = |n: u32| u16::try_from(n).unwrap_or(u16::MAX);
        // A unit that has to be parted leaves blank cells as long as one cluster still fits beside them.
        let parted = || {
            let widest = clusters(self.text(), self.style.ambiguous)
                .map(|c| c.width)
                .max();
            let widest = widest.unwrap_or(0).max(self.ruby.widest());
            measure.saturating_sub(widest.into()) / 2
        };
        // The widest unit, and the widest that a line holds.
        let (mut widest, mut held) = (0, 0);
        for cells in stops.windows(2).map(unit) {
            widest = widest.max(cells);
            held = held.max(if cells <= measure { cells } else { 0 });
        }
        let beside = if widest > measure { parted() } else { measure };
        let turned = beside.min(measure - held);
        let first = stops
            .get(..2)
            .and_then(|pair| measure.checked_sub(unit(pair)));
        let first = first.unwrap_or(beside);
        self.frame.turned = self.frame.turned.min(cells(turned));
        self.frame.first = self.frame.first.min(cells(first));
        if self.style.vertical {
            self.frame.turned -= self.frame.turned % upright::ROW;
            self.frame.first -= self.frame.first % upright::ROW;
        }
        let line = measure - u32::from(self.frame.turned);
        if widest <= line {
            return stops;
        }
        let mut split = Vec::with_capacity(stops.len() + 16);
        for (i, &stop) in stops.iter().enumerate() {
            let mut stop = stop;
            let line = if i == 1 {
                measure - u32::from(self.frame.first)
            } else {
                line
            };
            if let Some(&from) = i.checked_sub(1).and_then(|i| stops.get(i))
                && unit(&[from, stop]) > line
            {
                // Its last mark would rather use the gutter than see a word parted, however many marks there are.
                let gutter = self.style.gutter().min(2);
                let marked = self.ends_in_mark(stop.at as usize);
                let width = stop.end.saturating_sub(from.start + u32::from(gutter));
                if marked && width <= line {
                    stop.over = u8::try_from(gutter).unwrap_or(0);
                } else {
                    self.split(from, stop.at as usize, &mut split);
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

    /// The byte after which no last line may start.
    fn orphan_after(&self) -> usize {
        if self.style.orphans && self.shown.han {
            orphan_after(self.text())
        } else {
            usize::MAX
        }
    }

    /// Lays one line out: its clusters, and blank cells where the line is to be filled. Gives the row of readings that
    /// stands above it, where it has any.
    pub fn lay(&self, stops: &[Stop], from: usize, to: usize, row: &mut Row) -> Option<Row> {
        let (start, end) = (stops.get(from)?, stops.get(to)?);
        let line = self.shown.trim_line(self.place(start)..self.place(end));
        let mut width = self.shape().width(stops, from, to);
        if !self.ruby.is_empty() {
            // Readings that end the line before ask for no room in this one.
            let most = end.end.saturating_sub(start.start);
            width -= most.saturating_sub(self.ruby.width(self.shown, &line, self.style));
        }
        let measure = u32::from(self.frame.measure);
        let spare = if to + 1 == stops.len() || width > measure + 1 {
            0
        } else if width == measure + 1 {
            // The mark stands half in the gutter; without squeezing it hangs whole.
            u32::from(!self.style.squeeze)
        } else {
            measure.saturating_sub(width)
        };
        let filled = FillLine {
            shown: self.shown,
            range: line.clone(),
            gaps: &self.gaps,
            fixed: self.fixed,
            spare,
            filling: self.frame.filling,
        };
        let inner = stops.get(from + 1..to).unwrap_or(&[]);
        let inner = inner.iter().filter(|s| s.cost == 0);
        let inner = inner.map(|s| self.place(s));
        if !self.ruby.is_empty() {
            let gaps = filled.cells(inner, &unparted(self.style));
            let above = self.ruby.lay(self.shown, &line, &gaps, self.style, row);
            if end.hyphen {
                row.add("-", self.style.ambiguous);
            }
            return above;
        }
        let gaps = filled.cells(inner, self.style);
        let blank: usize = gaps.iter().map(|&(_, cells)| usize::from(cells)).sum();
        row.reserve(line.len() + blank, gaps.len() + 1);
        if self.style.vertical {
            row.stand(self.shown, line, self.style.ambiguous);
            return None;
        }
        let mut at = line.start;
        for (gap, cells) in gaps {
            row.show(self.shown, at..gap, self.style.ambiguous);
            row.pad(cells);
            at = gap;
        }
        row.show(self.shown, at..line.end, self.style.ambiguous);
        if end.hyphen {
            row.add("-", self.style.ambiguous);
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{
            Pinyin,
            line::tests::{exhaustive, price},
        },
        *,
    };
    use proptest::prelude::*;

    /// A few units of a paper's text: Han, words, figures with counters, names, dashes and marks.
    fn prose() -> impl Strategy<Value = String> {
        let unit = prop::sample::select(vec![
            "茶",
            "云溪",
            "的",
            "AIoT",
            "2023年",
            "9.2万斤",
            "本·朱",
            "——",
            "……",
            "，",
            "。”",
            "《书》",
            " tea ",
            "87%",
        ]);
        prop::collection::vec(unit, 1..7).prop_map(|units| units.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(500))]

        #[test]
        fn no_other_lines_of_a_paragraph_are_better(
            text in prose(), measure in 4..24_u16, first in 0..3_u16, [hang, squeeze, fair, orphans, read] in any::<[bool; 5]>(),
        ) {
            let pinyin = if read { Pinyin::All } else { Pinyin::Off };
            let style = Style { hang, squeeze, orphans, pinyin, ..Style::default() };
            let shown = Shown::plain(&text, true);
            let filling = if fair { Filling::Fair } else { Filling::None };
            let frame = Frame { measure, first, filling, ..Frame::default() };
            let mut setting = Typesetting::new(&shown, 0..shown.text.len(), &style, frame);
            let stops = setting.stops();
            prop_assume!((2..16).contains(&stops.len()) && !setting.range.is_empty());
            let shape = Shape { orphan_after: setting.orphan_after(), ..setting.shape() };
            let ends = optimum(&stops, &shape);
            prop_assert_eq!(price(&stops, &shape, &ends), exhaustive(&stops, &shape), "{}", text);
        }
    }
}
