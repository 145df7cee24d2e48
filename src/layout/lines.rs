//! Printed lines: glyphs of one direction on one baseline, cut where a gutter or a rule passes through.

use std::collections::HashMap;

use super::axes::{back, kin, middle_y};
use super::clean::Cleaned;
use super::gutters::Gutters;
use super::measure::is_wide;
use super::rows::Rows;
use super::rules::Partings;
use super::sheet::{Area, Direction, Sheet};
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
    pub(super) area: Area,
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
            let rules = partings.across(direction, body);
            let assembly = Assembly {
                cleaned,
                blanks: &blanks,
                rules,
                body,
                direction,
                closing: &closing,
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

/// Whether a text begins or ends with a mark that no line begins with. In a vertical line it stands late in its cell, and
/// programs that place glyphs by their ink move the cell: away from what is before it, over the white behind it.
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
            let hidden =
                a.letters.last().is_some_and(|i| self.is_late(*i)) && gutters.begins(a, b.area.x0);
            if hidden || self.parted(a, b) {
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
            let sure =
                (blank && gap < 0.7) || b.letters.first().is_some_and(|i| (self.closing)(*i));
            (sure || !gutters.pass(a, b, blank)).then_some(cost)
        });
        self.trimmed(&lines)
    }

    /// Whether a glyph hides white behind it.
    fn is_late(&self, letter: usize) -> bool {
        self.direction == Direction::Down && (self.closing)(letter)
    }

    /// Stretches without the white that a late mark at their end would cover.
    fn trimmed(&self, stretches: &[Stretch]) -> Vec<Stretch> {
        let trim = |stretch: &Stretch| {
            let mut stretch = stretch.clone();
            if let Some(&last) = stretch.letters.last()
                && self.is_late(last)
            {
                let cell = Stretch::of(&self.cleaned.letters, last).area;
                stretch.area.x1 = stretch
                    .area
                    .x1
                    .min(cell.x0 + 0.4 * stretch.last)
                    .max(stretch.area.x0);
            }
            stretch
        };
        stretches.iter().map(trim).collect()
    }

    /// Whether a rule stands between two stretches.
    fn parted(&self, a: &Stretch, b: &Stretch) -> bool {
        let (x0, x1) = (a.area.x1.min(b.area.x0), b.area.x0.max(a.area.x1));
        let middle = f32::midpoint(middle_y(&a.core), middle_y(&b.core));
        !self
            .rules
            .touching(&Area {
                x0,
                x1,
                y0: middle,
                y1: middle,
            })
            .is_empty()
    }

    /// Parts a stretch where a column begins behind a mark whose cell hides the gutter.
    fn split(&self, phrase: &Stretch, gutters: &Gutters) -> Vec<Stretch> {
        if self.direction != Direction::Down {
            return vec![phrase.clone()];
        }
        let mut parts: Vec<Stretch> = Vec::new();
        let mut before: Option<usize> = None;
        for &i in &phrase.letters {
            let glyph = Stretch::of(&self.cleaned.letters, i);
            let begins =
                before.is_some_and(|b| self.is_late(b)) && gutters.begins(phrase, glyph.area.x0);
            match parts.last_mut() {
                Some(part) if !begins => part.push(glyph),
                _ => parts.push(glyph),
            }
            before = Some(i);
        }
        parts
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
