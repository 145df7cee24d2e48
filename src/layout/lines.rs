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
const PHRASE: f32 = 0.6;
/// The same in vertical lines: programs that place their glyphs by their ink leave tiers less white.
const PHRASE_DOWN: f32 = 0.35;
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
        let phrase = if direction == Direction::Down {
            PHRASE_DOWN
        } else {
            PHRASE
        };
        let stretches = if direction == Direction::Slanted {
            slanted(letters, &members)
        } else {
            let single = members.iter().map(|i| Stretch::of(letters, *i)).collect();
            assemble(
                single,
                &blanks,
                &partings.across(direction, body),
                (body, phrase),
            )
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

/// From single glyphs to lines.
fn assemble(
    single: Vec<Stretch>,
    blanks: &Blanks,
    rules: &Rows,
    (body, phrase): (f32, f32),
) -> Vec<Stretch> {
    let parted = |a: &Stretch, b: &Stretch| {
        let gap = Area {
            x0: a.area.x1.min(b.area.x0),
            x1: b.area.x0.max(a.area.x1),
            ..a.core
        };
        let middle = f32::midpoint(middle_y(&a.core), middle_y(&b.core));
        !rules
            .touching(&Area {
                y0: middle,
                y1: middle,
                ..gap
            })
            .is_empty()
    };
    let tight = join(single, body, TIGHT, |a, b| {
        continues(a, b, |_| TIGHT).filter(|_| b.area.x0 - a.area.x1 < 0.1 * a.size || !parted(a, b))
    });
    let phrases = join(tight, body, phrase, |a, b| {
        continues(a, b, |big| if big < 1.3 * body { phrase } else { TIGHT })
            .filter(|_| !parted(a, b))
    });
    let gutters = Gutters::new(&phrases, body);
    join(phrases, body, BLANK_GAP, |a, b| {
        let cost = continues(a, b, |_| BLANK_GAP)?;
        let size = a.size.max(b.size);
        let gap = (b.area.x0 - a.area.x1) / size;
        if gap < TIGHT {
            return (!parted(a, b)).then_some(cost);
        }
        let blank = blanks.between(a, b);
        let most = if blank { BLANK_GAP } else { WIDE_GAP };
        if gap > most || parted(a, b) {
            return None;
        }
        let sure = blank && gap < 0.7;
        (sure || !gutters.pass(a, b)).then_some(cost)
    })
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
