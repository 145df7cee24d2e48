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
            let late = |i: usize| direction == Direction::Down && is_late(read(i));
            let rules = partings.across(direction, body);
            let assembly = Assembly {
                cleaned,
                blanks: &blanks,
                rules,
                body,
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

/// Whether a mark stands late in its cell in a vertical line. Programs that place glyphs by their ink move its cell on,
/// over the white behind it.
fn is_late(text: &str) -> bool {
    text.ends_with(['，', '。', '、', '；', '：', '？', '！', '」', '』', '）'])
}

/// From single glyphs to lines.
struct Assembly<'a> {
    cleaned: &'a Cleaned,
    blanks: &'a Blanks,
    rules: Rows,
    body: f32,
    late: &'a dyn Fn(usize) -> bool,
}

impl Assembly<'_> {
    fn lines(&self, single: Vec<Stretch>) -> Vec<Stretch> {
        let body = self.body;
        let tight = join(single, body, TIGHT, |a, b| {
            continues(a, b, |_| TIGHT)
                .filter(|_| b.area.x0 - a.area.x1 < 0.1 * a.size || !self.parted(a, b))
        });
        let mut phrases = join(tight, body, PHRASE, |a, b| {
            continues(a, b, |big| if big < 1.3 * body { PHRASE } else { TIGHT })
                .filter(|_| !self.parted(a, b))
        });
        let mut gutters = Gutters::new(&phrases, body);
        let split: Vec<Stretch> = phrases
            .iter()
            .flat_map(|p| self.split(p, &gutters))
            .collect();
        if split.len() > phrases.len() {
            gutters = Gutters::new(&split, body);
            phrases = split;
        }
        join(phrases, body, BLANK_GAP, |a, b| {
            let cost = continues(a, b, |_| BLANK_GAP)?;
            let gap = (b.area.x0 - a.area.x1) / a.size.max(b.size);
            if gap < TIGHT {
                let late = a.letters.last().is_some_and(|i| (self.late)(*i))
                    && gutters.begins(a, b.area.x0);
                return (!late && !self.parted(a, b)).then_some(cost);
            }
            let blank = self.blanks.between(a, b);
            let most = if blank { BLANK_GAP } else { WIDE_GAP };
            if gap > most || self.parted(a, b) {
                return None;
            }
            let sure = blank && gap < 0.7;
            (sure || !gutters.pass(a, b, blank)).then_some(cost)
        })
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
        let mut parts: Vec<Stretch> = Vec::new();
        let mut before: Option<usize> = None;
        for &i in &phrase.letters {
            let glyph = Stretch::of(&self.cleaned.letters, i);
            let begins =
                before.is_some_and(|b| (self.late)(b)) && gutters.begins(phrase, glyph.area.x0);
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
