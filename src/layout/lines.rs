//! Printed lines: glyphs of one direction on one baseline, cut where a gutter or a rule passes through.

use std::collections::HashMap;

use super::axes::{back, kin, middle_y};
use super::clean::Cleaned;
use super::gutters::Gutters;
use super::measure::is_wide;
use super::rows::Rows;
use super::rules::Partings;
use super::sheet::{Direction, Extent, Sheet};
use super::slanted::slanted;
use super::stretches::{Stretch, continues, join};
use super::words::Blanks;

/// What is set tight: gaps up to this share of the size. Words of a heading stand further apart than that, and so may
/// two headings beside each other.
const TIGHT: f32 = 0.2;
/// In text of the body's size no gutter is narrower than this.
const PHRASE: f32 = 0.4;
/// Further than this from each other, two pieces on one baseline are two lines even without a gutter.
const WIDE_GAP: f32 = 1.3;
/// The same where blanks are drawn between them.
const BLANK_GAP: f32 = 3.2;
/// How often stretches are looked at again for gutters that marks hide.
const SPLITS: usize = 4;

/// A printed line.
#[derive(Clone, Debug)]
pub(super) struct PrintedLine {
    /// Where it stands on the page.
    pub(super) area: Extent,
    /// The size of its largest glyphs.
    pub(super) size: f32,
    /// Which way it runs.
    pub(super) direction: Direction,
    /// The font that most of its glyphs have.
    pub(super) face: u16,
    /// What it reads.
    pub(super) text: String,
}

/// Makes lines of the glyphs. `body` is the size of most.
pub(super) fn lines(
    sheet: &Sheet,
    cleaned: &Cleaned,
    partings: &Partings,
    body: f32,
) -> Vec<PrintedLine> {
    let letters = &cleaned.letters;
    let mut lines = Vec::new();
    for direction in [
        Direction::Right,
        Direction::Down,
        Direction::TurnedUp,
        Direction::Left,
        Direction::Slanted,
    ] {
        let members: Vec<usize> = (0..letters.len())
            .filter(|i| kin(letters[*i].direction) == direction)
            .collect();
        if members.is_empty() {
            continue;
        }
        let blanks = Blanks::new(sheet, cleaned, direction, body);
        let stretches = if direction == Direction::Slanted {
            slanted(letters, &members)
        } else {
            let read = |i: usize| sheet.read(&sheet.glyphs[letters[i].glyph]);
            let closing = |i: usize| read(i).chars().all(closes);
            let late = |i: usize| read(i).chars().all(|c| closes(c) && is_wide(c));
            let rules = partings.across(direction, body);
            let assembly = Assembly {
                cleaned,
                blanks: &blanks,
                rules,
                body,
                direction,
                closing: &closing,
                late: &late,
            };
            assembly.lines(members.iter().map(|i| Stretch::of(letters, *i)).collect())
        };
        for stretch in stretches {
            lines.push(PrintedLine {
                area: back(stretch.area, direction),
                size: stretch.size,
                direction,
                face: face(sheet, cleaned, &stretch),
                text: blanks.spell(sheet, letters, &stretch),
            });
        }
    }
    lines
}

/// Whether no line begins with a mark. A wide one may cover the white behind it with its cell: where marks are squeezed
/// to half their width, and where a program places the glyphs of a vertical line by their ink.
fn closes(c: char) -> bool {
    "，。、；：？！」』）》〉】〕”’,.;:?!)]}%".contains(c)
}

/// From single glyphs to lines.
struct Assembly<'a> {
    cleaned: &'a Cleaned,
    blanks: &'a Blanks,
    rules: Rows,
    body: f32,
    direction: Direction,
    /// Whether no line begins with a glyph.
    closing: &'a dyn Fn(usize) -> bool,
    /// Whether its cell may cover the white behind it.
    late: &'a dyn Fn(usize) -> bool,
}

impl Assembly<'_> {
    fn lines(&self, single: Vec<Stretch>) -> Vec<Stretch> {
        let body = self.body;
        let tight = join(single, body, TIGHT, |a, b| {
            continues(a, b, |_| TIGHT)
                .filter(|_| b.area.x0 - a.area.x1 < 0.1 * a.size || !self.parted(a, b))
        });
        let closes = |s: &Stretch| s.letters.first().is_some_and(|i| (self.closing)(*i));
        let mut phrases = join(tight, body, WIDE_GAP, |a, b| {
            let most = |big: f32| match () {
                () if self.direction == Direction::Down && closes(b) => WIDE_GAP,
                () if big < 1.3 * body => PHRASE,
                () => TIGHT,
            };
            continues(a, b, most).filter(|_| !self.parted(a, b))
        });
        let mut gutters = Gutters::new(&self.trimmed(&phrases), body);
        // What is split gives evidence for what is not yet.
        for _ in 0..SPLITS {
            let split: Vec<Stretch> = phrases
                .iter()
                .flat_map(|p| self.split(p, &gutters))
                .collect();
            if split.len() == phrases.len() {
                break;
            }
            gutters = Gutters::new(&self.trimmed(&split), body);
            phrases = split;
        }
        let lines = join(phrases, body, BLANK_GAP, |a, b| {
            let cost = continues(a, b, |_| BLANK_GAP)?;
            let gap = (b.area.x0 - a.area.x1) / a.size.max(b.size);
            if self.hides(a, b, &gutters) || self.parted(a, b) {
                return None;
            }
            if gap < TIGHT {
                return Some(cost);
            }
            let blank = self.blanks.between(a, b);
            let most = if blank { BLANK_GAP } else { WIDE_GAP };
            if gap > most {
                return None;
            }
            let sure = (blank && gap < 0.7) || closes(b);
            (sure || !gutters.pass((self.end(a), b.area.x0), &a.core, blank)).then_some(cost)
        });
        if self.direction == Direction::Down {
            self.trimmed(&lines)
        } else {
            lines
        }
    }

    /// Stretches without the white that a late mark at their end would cover.
    fn trimmed(&self, stretches: &[Stretch]) -> Vec<Stretch> {
        let trim = |stretch: &Stretch| {
            let mut stretch = stretch.clone();
            stretch.area.x1 = self.end(&stretch);
            stretch
        };
        stretches.iter().map(trim).collect()
    }

    /// Where a stretch ends, without that white.
    fn end(&self, stretch: &Stretch) -> f32 {
        let end = stretch.area.x1;
        let Some(&last) = stretch.letters.last().filter(|i| (self.late)(**i)) else {
            return end;
        };
        let cell = Stretch::of(&self.cleaned.letters, last).area;
        end.min(cell.x0 + 0.4 * stretch.last).max(stretch.area.x0)
    }

    /// Whether a rule stands between two stretches.
    fn parted(&self, a: &Stretch, b: &Stretch) -> bool {
        let (x0, x1) = (a.area.x1.min(b.area.x0), b.area.x0.max(a.area.x1));
        let middle = f32::midpoint(middle_y(&a.core), middle_y(&b.core));
        !self
            .rules
            .touching(&Extent {
                x0,
                x1,
                y0: middle,
                y1: middle,
            })
            .is_empty()
    }

    /// Parts a stretch where a column begins behind a mark whose cell hides the gutter.
    fn split(&self, phrase: &Stretch, gutters: &Gutters) -> Vec<Stretch> {
        let mut parts: Vec<Stretch> = Vec::new();
        for &i in &phrase.letters {
            let glyph = Stretch::of(&self.cleaned.letters, i);
            match parts.last_mut() {
                Some(part) if !self.hides(part, &glyph, gutters) => part.push(glyph),
                _ => parts.push(glyph),
            }
        }
        parts
    }

    /// Whether a mark at the end of a stretch hides the gutter before the next. In a level line it leaves some white.
    fn hides(&self, before: &Stretch, after: &Stretch, gutters: &Gutters) -> bool {
        let gap = (after.area.x0 - before.area.x1) / after.size;
        let late = before.letters.last().is_some_and(|i| (self.late)(*i));
        late && (self.direction == Direction::Down || gap > 0.7 * TIGHT)
            && gutters.begins(before, after.area.x0)
    }
}

/// The font of most glyphs; among Han theirs, as Latin within them has its own.
fn face(sheet: &Sheet, cleaned: &Cleaned, stretch: &Stretch) -> u16 {
    let mut counts: HashMap<u16, usize> = HashMap::new();
    for &i in &stretch.letters {
        let glyph = &sheet.glyphs[cleaned.letters[i].glyph];
        let han = sheet.read(glyph).chars().any(is_wide);
        *counts.entry(glyph.face).or_default() += if han { 4 } else { 1 };
    }
    let most = counts
        .into_iter()
        .max_by_key(|(face, count)| (*count, std::cmp::Reverse(*face)));
    most.map_or(0, |(face, _)| face)
}

#[cfg(test)]
mod tests {
    use super::super::drawn::Drawn;
    use super::*;

    #[test]
    fn a_line_is_read_by_place_and_not_by_the_order_of_drawing() {
        let mut page = Drawn::page("水位回落渠道完工");
        page.sheet.glyphs.reverse();
        assert_eq!(page.reads(), "水位回落渠道完工\n");
    }

    #[test]
    fn raised_lowered_and_larger_glyphs_stay_in_their_line() {
        let mut page = Drawn::new(500.0, 200.0);
        let x = page.line(20.0, 20.0, 10.0, "面积12km");
        page.glyph(x, 18.0, 6.0, '2');
        let x = page.line(x + 3.0, 20.0, 10.0, "投资");
        page.glyph(x, 16.0, 15.0, '8');
        page.line(x + 7.5, 20.0, 10.0, "万元");
        assert_eq!(page.reads(), "面积12km2投资8万元\n");
    }

    #[test]
    fn turned_lines_are_lines_of_their_own() {
        let mut page = Drawn::page("水位回落渠道完工");
        for (n, c) in "abcd".chars().enumerate() {
            let at = 5.0 * f32::from(u8::try_from(n).unwrap_or(0));
            let cell = |x: f32, y: f32| Extent {
                x0: x,
                y0: y,
                x1: x + 10.0,
                y1: y + 5.0,
            };
            page.cell(cell(300.0, 100.0 - at), 10.0, c, Direction::TurnedUp);
            page.cell(cell(400.0, 100.0 + at), 10.0, c, Direction::TurnedDown);
            let left = Extent {
                x0: 300.0 - at,
                y0: 200.0,
                x1: 305.0 - at,
                y1: 210.0,
            };
            page.cell(left, 10.0, c, Direction::Left);
            page.cell(cell(300.0 + at, 300.0 - at), 10.0, c, Direction::Slanted);
        }
        let text = page.reads();
        assert_eq!(text.lines().filter(|l| *l == "abcd").count(), 4, "{text}");
    }

    #[test]
    fn vertical_lines_are_read_from_right_to_left() {
        let mut page = Drawn::new(300.0, 300.0);
        for (x, line) in [
            (100.0, "渠道已經全部完工"),
            (85.0, "稻田少花七十多元"),
            (115.0, "兩岸的水位都回落"),
        ] {
            page.down(x, 20.0, 10.0, line);
        }
        assert_eq!(
            page.reads(),
            "兩岸的水位都回落\n渠道已經全部完工\n稻田少花七十多元\n"
        );
    }
}
