//! What of a sheet is read: each glyph once, whatever was drawn to make it bold; hidden text where nothing else can be
//! read; nothing beside the page. Blanks are told apart.

use std::collections::HashMap;

use super::axes::{overlap_x, overlap_y};
use super::measure::median;
use super::rows::{Rows, cell_of};
use super::sheet::{Direction, Extent, Glyph, Ink, Sheet};

/// Within this share of its size, and of half its width, a glyph that is drawn again is the same one.
const SAME: f32 = 0.2;
/// Hidden text is dropped where this share of it is covered.
const COVERED: f32 = 0.3;

/// A glyph that is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letter {
    /// Its number in [`Sheet::glyphs`].
    pub(super) glyph: usize,
    /// Its cell on the page.
    pub(super) area: Extent,
    /// Its size, always more than nothing.
    pub(super) size: f32,
    /// Which way its line runs; vertical lines of plain glyphs are told later.
    pub(super) direction: Direction,
}

/// What is read of a sheet.
#[derive(Debug, Default)]
pub(super) struct Cleaned {
    /// Glyphs that show something.
    pub(super) letters: Vec<Letter>,
    /// Blanks.
    pub(super) blanks: Vec<Letter>,
}

/// Sifts the glyphs of a sheet.
pub(super) fn clean(sheet: &Sheet) -> Cleaned {
    let covered = Covered::new(sheet);
    let mut cleaned = Cleaned::default();
    let mut seen = Seen::default();
    for (number, glyph) in sheet.glyphs.iter().enumerate() {
        if beside(sheet, &glyph.area) {
            continue;
        }
        let text = sheet.read(glyph);
        let size = size(glyph);
        let area = cell(glyph, size);
        let letter = Letter {
            glyph: number,
            area,
            size,
            direction: glyph.direction,
        };
        if is_blank(text) {
            cleaned.blanks.push(letter);
        } else if !(glyph.ink == Ink::Hidden && covered.share(&glyph.area) > COVERED)
            && seen.first(text, &letter)
        {
            cleaned.letters.push(letter);
        }
    }
    cleaned
}

/// Whether a glyph's text shows nothing.
fn is_blank(text: &str) -> bool {
    text.chars().all(|c| {
        c.is_whitespace() || c.is_control() || matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}')
    })
}

/// Whether nothing of an area is on the page. What is no number is nowhere.
fn beside(sheet: &Sheet, area: &Extent) -> bool {
    let numbers = [area.x0, area.y0, area.x1, area.y1];
    let off = |from: f32, to: f32, most: f32| to < 0.0 || (most > 0.0 && from > most);
    numbers.iter().any(|n| !n.is_finite())
        || off(area.x0, area.x1, sheet.width)
        || off(area.y0, area.y1, sheet.height)
}

/// A glyph's size; where it has none that makes sense, that of its cell.
fn size(glyph: &Glyph) -> f32 {
    let cell = glyph.area.height().max(glyph.area.width());
    let size = if glyph.size.is_finite() && glyph.size > 0.0 {
        glyph.size
    } else {
        cell
    };
    size.clamp(0.05, 20_000.0)
}

/// A glyph's cell, no higher than its size: fonts reach above and below it as they like, and so far that lines overlap.
fn cell(glyph: &Glyph, size: f32) -> Extent {
    let Extent { x0, y0, x1, y1 } = glyph.area;
    let within = |a: f32, b: f32| {
        let (middle, half) = (f32::midpoint(a, b), size / 2.0);
        if b - a > size {
            (middle - half, middle + half)
        } else {
            (a, b)
        }
    };
    match glyph.direction {
        Direction::Right | Direction::Left => {
            let (y0, y1) = within(y0, y1);
            Extent { x0, y0, x1, y1 }
        }
        Direction::TurnedDown | Direction::TurnedUp => {
            let (x0, x1) = within(x0, x1);
            Extent { x0, y0, x1, y1 }
        }
        Direction::Down | Direction::Slanted => glyph.area,
    }
}

/// What a glyph reads, the step of its size, and its cell.
type Kind<'a> = (&'a str, i32, i32, i32);

/// The glyphs that were seen, by what they read, their size and place.
#[derive(Default)]
struct Seen<'a> {
    /// Left edge, upper edge, size.
    places: HashMap<Kind<'a>, Vec<(f32, f32, f32)>>,
}

impl<'a> Seen<'a> {
    /// Whether no such glyph was seen at this place; it is now.
    fn first(&mut self, text: &'a str, letter: &Letter) -> bool {
        let Extent { x0, y0, x1, y1 } = letter.area;
        let band = letter.size.log2();
        let cell = 2.0_f32.powf(band.round());
        let near = SAME * letter.size;
        // Narrow letters stand close: an l beside an l is no bold l. Where a line runs down, it is their height that is small.
        let upright = matches!(
            letter.direction,
            Direction::Right | Direction::Left | Direction::Slanted
        );
        let floor = 0.02 * letter.size;
        let along = |extent: f32| near.min(0.5 * extent).max(floor);
        let (dx, dy) = if upright {
            (along(x1 - x0), near)
        } else {
            (near, along(y1 - y0))
        };
        for b in [cell_of(band - 0.2, 1.0), cell_of(band + 0.2, 1.0)] {
            for x in cell_of(x0 - dx, cell)..=cell_of(x0 + dx, cell) {
                for y in cell_of(y0 - dy, cell)..=cell_of(y0 + dy, cell) {
                    let Some(places) = self.places.get(&(text, b, x, y)) else {
                        continue;
                    };
                    let same = |&(px, py, size): &(f32, f32, f32)| {
                        (px - x0).abs() < dx
                            && (py - y0).abs() < dy
                            && (size / letter.size - 1.0).abs() < 0.12
                    };
                    if places.iter().any(same) {
                        return false;
                    }
                }
            }
        }
        let key = (
            text,
            cell_of(band, 1.0),
            cell_of(x0, cell),
            cell_of(y0, cell),
        );
        self.places
            .entry(key)
            .or_default()
            .push((x0, y0, letter.size));
        true
    }
}

/// Where visible text stands, looked up only where there is hidden text.
struct Covered {
    areas: Vec<Extent>,
    rows: Rows,
}

impl Covered {
    fn new(sheet: &Sheet) -> Self {
        let any_hidden = sheet.glyphs.iter().any(|g| g.ink == Ink::Hidden);
        let shows = |g: &&Glyph| {
            any_hidden
                && g.ink != Ink::Hidden
                && !beside(sheet, &g.area)
                && !is_blank(sheet.read(g))
        };
        let areas: Vec<Extent> = sheet.glyphs.iter().filter(shows).map(|g| g.area).collect();
        let height = median(areas.iter().map(Extent::height).collect())
            .unwrap_or(1.0)
            .max(0.1);
        Self {
            rows: Rows::new(areas.clone(), 2.0 * height),
            areas,
        }
    }

    /// Which share of an area is covered.
    fn share(&self, area: &Extent) -> f32 {
        let shared = |i: usize| {
            let other = &self.areas[i];
            overlap_x(area, other).max(0.0) * overlap_y(area, other).max(0.0)
        };
        let covered: f32 = self.rows.touching(area).into_iter().map(shared).sum();
        covered / (area.width() * area.height()).max(0.01)
    }
}

#[cfg(test)]
mod tests {
    use super::super::drawn::Drawn;
    use super::*;

    fn kept(sheet: &Sheet) -> String {
        clean(sheet)
            .letters
            .iter()
            .map(|l| sheet.read(&sheet.glyphs[l.glyph]))
            .collect()
    }

    #[test]
    fn a_glyph_drawn_again_to_make_it_bold_is_read_once() {
        for times in 1..=4 {
            let mut page = Drawn::new(200.0, 200.0);
            for shift in [0.0, 0.4, 0.8, 1.2].iter().take(times) {
                page.line(20.0 + shift, 20.0 + shift / 2.0, 10.0, "报头");
            }
            assert_eq!(kept(&page.sheet), "报头", "drawn {times} times");
        }
    }

    #[test]
    fn letters_that_stand_close_are_no_bold_ones() {
        let mut page = Drawn::new(200.0, 200.0);
        for x in [20.0, 21.5, 23.0] {
            page.cell(
                Extent {
                    x0: x,
                    y0: 20.0,
                    x1: x + 1.5,
                    y1: 30.0,
                },
                10.0,
                'l',
                Direction::Right,
            );
        }
        page.line(40.0, 20.0, 10.0, "……。。");
        assert_eq!(kept(&page.sheet), "lll……。。");
    }

    #[test]
    fn hidden_text_is_read_where_nothing_stands_over_it() {
        let mut page = Drawn::new(200.0, 200.0);
        page.line(20.0, 20.0, 10.0, "明暗");
        for glyph in &mut page.sheet.glyphs {
            glyph.ink = Ink::Hidden;
        }
        assert_eq!(kept(&page.sheet), "明暗");
        page.line(32.0, 21.0, 10.0, "見");
        assert_eq!(kept(&page.sheet), "明見");
    }

    #[test]
    fn blanks_are_apart_and_nothing_beside_the_page_is_read() {
        let mut page = Drawn::new(200.0, 200.0);
        page.line(20.0, 20.0, 10.0, "有 a");
        page.line(-30.0, 20.0, 10.0, "无");
        page.line(20.0, 201.0, 10.0, "无");
        page.glyph(f32::NAN, 20.0, 10.0, '无');
        assert_eq!(kept(&page.sheet), "有a");
        assert_eq!(clean(&page.sheet).blanks.len(), 1);
    }
}
