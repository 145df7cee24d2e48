//! Readings above a text: which of its characters have one, and a line laid out so that no two readings touch.

use super::{
    Ambiguous, Autospace, Pinyin, Row, RowRole, Style,
    class::is_opening,
    cluster::{Cluster, clusters, text_width},
    display::Shown,
    pinyin::readings,
    ruler::Ruler,
};
use std::ops::Range;

/// The readings of a shown text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Ruby {
    marks: Vec<Mark>,
    /// The bytes of the text that it is of.
    range: Range<usize>,
}

/// Bytes on both sides of a part of a text that its readings look at.
const BESIDE: usize = 1 << 10;

/// A character's reading.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Mark {
    /// First byte of the character.
    at: usize,
    syllable: &'static str,
    /// Cells of the syllable.
    cells: u16,
}

impl Ruby {
    /// The readings within a range of a shown text: of what comes from the source, and of at most so many cells.
    pub fn of(
        shown: &Shown,
        range: Range<usize>,
        pinyin: Pinyin,
        most: u16,
        ambiguous: Ambiguous,
    ) -> Self {
        let mut marks = Vec::new();
        let none = pinyin == Pinyin::Off || !shown.han;
        let read = if none { 0..0 } else { range.clone() };
        // What the program adds parts words.
        for place in shown.sourced(read) {
            let text = shown.text.get(place.clone()).unwrap_or("");
            marks.extend(
                readings(text, pinyin)
                    .into_iter()
                    .filter_map(|(at, syllable)| {
                        let cells =
                            u16::try_from(text_width(syllable, ambiguous)).unwrap_or(u16::MAX);
                        let at = place.start + at;
                        let read = cells <= most && !shown.parts.is_code(at);
                        read.then_some(Mark {
                            at,
                            syllable,
                            cells,
                        })
                    }),
            );
        }
        Self { marks, range }
    }

    /// The readings within a part of a whole that is set piece by piece, as those beside it let it be read.
    pub fn near(
        shown: &Shown,
        part: &Range<usize>,
        whole: &Range<usize>,
        style: &Style,
        most: u16,
    ) -> Self {
        let boundary = |at: usize| (0..=at).rev().find(|&at| shown.text.is_char_boundary(at));
        let from = boundary(part.start.saturating_sub(BESIDE)).unwrap_or(0);
        let to = boundary(part.end.saturating_add(BESIDE).min(whole.end)).unwrap_or(whole.end);
        let range = from.max(whole.start)..to;
        Self::of(shown, range, style.pinyin, most, style.ambiguous)
    }

    /// Whether the readings of a range are among these.
    pub fn is_of(&self, range: &Range<usize>) -> bool {
        self.range.start <= range.start && range.end <= self.range.end
    }

    /// Whether no character has one.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.marks.is_empty()
    }

    /// The reading of the character at a byte.
    pub fn at(&self, at: usize) -> Option<&'static str> {
        self.mark(at).map(|mark| mark.syllable)
    }

    fn mark(&self, at: usize) -> Option<&Mark> {
        let place = self.marks.binary_search_by_key(&at, |mark| mark.at).ok()?;
        self.marks.get(place)
    }

    /// The most cells of a reading.
    pub fn widest(&self) -> u16 {
        self.marks.iter().map(|m| m.cells).max().unwrap_or(0)
    }

    /// Adds a cluster, which starts at a byte of the text, with its reading. Called, not copied, so that text without
    /// readings is measured as fast as before.
    #[inline(never)]
    pub fn measure(&self, ruler: &mut Ruler, cluster: &Cluster, at: usize) -> Option<&'static str> {
        let mark = self.mark(at);
        match mark {
            Some(mark) => ruler.take_read(cluster, mark.cells),
            None => ruler.take(cluster),
        }
        mark.map(|mark| mark.syllable)
    }

    /// Cells of a line: from its first cluster, or that one's reading, to the last.
    pub fn width(&self, shown: &Shown, line: &Range<usize>, style: &Style) -> u32 {
        let mut ruler = Ruler::new(style, shown.han);
        for cluster in clusters(shown.text.get(line.clone()).unwrap_or(""), style.ambiguous) {
            ruler.stand(shown, line.start + cluster.at);
            self.measure(&mut ruler, &cluster, line.start + cluster.at);
        }
        ruler.end
    }

    /// Appends a line to a row, with blank cells at some places besides those that readings ask for, and gives the row
    /// to stand above it; `None` where nothing in the line has a reading.
    pub fn lay(
        &self,
        shown: &Shown,
        line: &Range<usize>,
        gaps: &[(usize, u16)],
        style: &Style,
        row: &mut Row,
    ) -> Option<Row> {
        let mut ruler = Ruler::new(style, shown.han);
        let mut above = Row::new(RowRole::Ruby, row.block);
        let mut gaps = gaps.iter().peekable();
        let left = row.width();
        let column = |cells: u32| left.saturating_add(u16::try_from(cells).unwrap_or(u16::MAX));
        // Clusters that stand side by side go over together.
        let mut from = line.start;
        let mut end = left;
        for cluster in clusters(shown.text.get(line.clone()).unwrap_or(""), style.ambiguous) {
            let at = line.start + cluster.at;
            if let Some((_, cells)) = gaps.next_if(|gap| gap.0 == at) {
                ruler.part(*cells);
            }
            ruler.stand(shown, at);
            let syllable = self.measure(&mut ruler, &cluster, at);
            let start = column(ruler.cells.saturating_sub(u32::from(cluster.width)));
            if start > end {
                // Marks that open stay with what they open.
                let side = shown.text.get(from..at).unwrap_or("");
                let before = from + side.trim_end_matches(is_opening).len();
                row.show(shown, from..before, style.ambiguous);
                row.pad(start - end);
                from = before;
            }
            end = start.saturating_add(cluster.width);
            if let Some(syllable) = syllable {
                above.pad(column(ruler.start).saturating_sub(above.width()));
                above.add(syllable, style.ambiguous);
            }
        }
        row.show(shown, from..line.end, style.ambiguous);
        (above.width() > 0).then_some(above)
    }
}

/// The style to find a line's gaps with: the cells that always part Han and Latin are the ruler's.
pub fn unparted(style: &Style) -> Style {
    Style {
        autospace: match style.autospace {
            Autospace::Always => Autospace::Off,
            other => other,
        },
        ..style.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NARROW: Ambiguous = Ambiguous::Narrow;

    /// A line of a text with its readings, and how many cells were measured.
    fn line(text: &str, gaps: &[(usize, u16)]) -> (String, String, u32) {
        let shown = Shown::plain(text, true);
        let (all, style) = (0..shown.text.len(), Style::default());
        let ruby = Ruby::of(&shown, all.clone(), Pinyin::All, 20, NARROW);
        let mut row = Row::new(RowRole::Body, None);
        let above = ruby.lay(&shown, &all, gaps, &style, &mut row);
        let above = above.map_or_else(String::new, |row| row.text().to_owned());
        let width = ruby.width(&shown, &all, &style);
        (above, row.text().to_owned(), width)
    }

    fn check(text: &str, above: &str, below: &str) {
        let (found, row, width) = line(text, &[]);
        assert_eq!((found.as_str(), row.as_str()), (above, below));
        assert_eq!(
            width as usize,
            text_width(&found, NARROW).max(text_width(&row, NARROW))
        );
    }

    #[test]
    fn a_piece_is_read_as_a_part_of_the_whole() {
        let shown = Shown::plain(&"重庆银行行长，".repeat(300), true);
        let (whole, style) = (
            0..shown.text.len(),
            Style {
                pinyin: Pinyin::All,
                ..Style::default()
            },
        );
        let all = Ruby::of(&shown, whole.clone(), Pinyin::All, 20, NARROW);
        // It begins and ends amid a word.
        let part = 21 * 100 + 9..21 * 200 + 9;
        let piece = Ruby::near(&shown, &part, &whole, &style, 20);
        assert!(piece.is_of(&part) && !piece.is_of(&whole));
        assert!(part.into_iter().all(|at| piece.at(at) == all.at(at)));
        assert_eq!(piece.at(21 * 100 + 9), Some("háng"));
    }

    #[test]
    fn a_reading_stands_centred_over_its_character() {
        check("装", "zhuāng", "  装");
        check("江", "jiāng", " 江");
        check("鹅", "é", "鹅");
    }

    #[test]
    fn a_cell_at_least_stands_between_readings() {
        check("双窗", "shuāng chuāng", "  双     窗");
        check("阿鹅", "ā é", "阿鹅");
        check("大地", "dà dì", "大 地");
    }

    #[test]
    fn a_reading_may_stand_out_over_what_has_none() {
        check("装，“装”", "zhuāng zhuāng", "  装，  “装”");
        check("装，你", "zhuāng nǐ", "  装， 你");
        check("A双1", "shuāng", "A 双1");
    }

    #[test]
    fn blank_cells_part_readings_too() {
        let (above, row, _) = line("大地", &[(3, 2)]);
        assert_eq!((above.as_str(), row.as_str()), ("dà   dì", "大   地"));
    }

    #[test]
    fn what_the_program_adds_is_not_read() {
        let shown = Shown::words("下转第2版");
        assert!(Ruby::of(&shown, shown.trimmed(), Pinyin::All, 20, NARROW).is_empty());
    }

    proptest! {
        #[test]
        fn readings_never_touch_and_a_line_is_as_wide_as_measured(text in "[装地阿，“”a1 —一鹅]{0,24}") {
            let (above, row, width) = line(&text, &[]);
            let syllables: Vec<&str> = above.split(' ').filter(|s| !s.is_empty()).collect();
            let han = text.chars().filter(|c| "装地阿一鹅".contains(*c)).count();
            prop_assert_eq!(syllables.len(), han);
            let widest = text_width(&above, NARROW).max(text_width(row.trim_end(), NARROW));
            prop_assert_eq!(width as usize, widest);
            // Each reading stands over its character, and no more than half a cell aside.
            let starts = |line: &str, of: &dyn Fn(char) -> bool| {
                let at = line.char_indices().filter(|(_, c)| of(*c)).map(|(at, _)| at);
                at.map(|at| text_width(line.get(..at).unwrap_or(""), NARROW)).collect::<Vec<_>>()
            };
            let below = starts(&row, &|c| "装地阿一鹅".contains(c));
            let mut from = 0;
            for (syllable, at) in syllables.iter().zip(below) {
                let place = above.get(from..).and_then(|rest| rest.find(syllable)).unwrap_or(0);
                let start = text_width(above.get(..from + place).unwrap_or(""), NARROW);
                from += place + syllable.len();
                let centre = 2 * start + text_width(syllable, NARROW);
                prop_assert!(centre.abs_diff(2 * at + 2) <= 1, "{above:?} over {row:?}");
            }
        }
    }
}
