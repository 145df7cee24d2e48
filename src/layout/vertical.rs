//! Vertical lines of upright glyphs, told by where the glyphs stand: many programs draw one horizontal glyph below the
//! other. A column of lines that have one glyph each is no vertical line.

use std::collections::HashMap;

use super::axes::{middle_x, middle_y};
use super::clean::Letter;
use super::measure::{is_wide, median};
use super::rows::cell_of;
use super::sheet::{Direction, Sheet};

/// How many glyphs of one cell are looked at.
const MOST: usize = 24;
/// Glyphs below each other are one line where their middles are not further apart than this, in sizes.
const PITCH: f32 = 2.2;
/// From this share of its Han on, a page is set vertically, and what could be either is, too.
const MOSTLY: f32 = 0.6;

/// Turns to [`Direction::Down`] the glyphs that stand in vertical lines.
pub(super) fn find_vertical(sheet: &Sheet, letters: &mut [Letter], body: f32) {
    let wide: Vec<bool> = letters
        .iter()
        .map(|m| sheet.read(&sheet.glyphs[m.glyph]).chars().all(is_wide))
        .collect();
    let upright: Vec<usize> = (0..letters.len())
        .filter(|i| upright_glyph(letters[*i].direction))
        .collect();
    if !upright.iter().any(|i| wide[*i]) {
        return;
    }
    let places = Places::new(letters, &upright, body);
    let mut next: HashMap<usize, (usize, f32)> = HashMap::new();
    let mut beside: HashMap<usize, f32> = HashMap::new();
    for &i in &upright {
        let (below, side) = places.neighbours(letters, i);
        if let Some(below) = below {
            next.insert(i, below);
        }
        beside.insert(i, side);
    }
    let mut rest = Vec::new();
    for chain in chains(&upright, &next) {
        if runs_down(letters, &chain, &wide, &beside, body) {
            for i in chain {
                letters[i].direction = Direction::Down;
            }
        } else {
            rest.push(chain);
        }
    }
    let han = || upright.iter().copied().filter(|i| wide[*i]);
    let down = han()
        .filter(|i| letters[*i].direction == Direction::Down)
        .count();
    #[expect(clippy::cast_precision_loss, reason = "a share needs no more")]
    if (down as f32) < MOSTLY * han().count() as f32 {
        return;
    }
    for chain in rest {
        let side = median(
            chain
                .iter()
                .filter_map(|i| beside.get(i).copied())
                .collect(),
        )
        .unwrap_or(PITCH);
        let mean = pitch(letters, &chain, body);
        if mean < 1.3
            && mean < side + 0.1
            && chain.iter().filter(|i| wide[**i]).count() * 2 >= chain.len()
        {
            for i in chain {
                letters[i].direction = Direction::Down;
            }
        }
    }
    // A glyph by itself, as a mark or a number at the head of a line.
    for &i in &upright {
        if let Some(&(below, _)) = next.get(&i) {
            let free = |i: usize| wide[i] && beside.get(&i).is_none_or(|side| *side > 1.25);
            for (one, other) in [(i, below), (below, i)] {
                if free(one) && letters[other].direction == Direction::Down {
                    letters[one].direction = Direction::Down;
                }
            }
        }
    }
}

/// How far the glyphs of a chain are from each other, in their size.
#[expect(clippy::cast_precision_loss, reason = "a mean needs no more")]
fn pitch(letters: &[Letter], chain: &[usize], body: f32) -> f32 {
    let size = median(chain.iter().map(|i| letters[*i].size).collect()).unwrap_or(body);
    let (Some(&first), Some(&last)) = (chain.first(), chain.last()) else {
        return 9.0;
    };
    (middle_y(&letters[last].area) - middle_y(&letters[first].area))
        / (size * (chain.len() - 1).max(1) as f32)
}

/// Whether a glyph stands upright: a font for vertical lines is often used for a few marks alone, amid plain glyphs.
fn upright_glyph(direction: Direction) -> bool {
    matches!(direction, Direction::Right | Direction::Down)
}

/// Glyphs one below the other, each the nearest to the other.
fn chains(upright: &[usize], next: &HashMap<usize, (usize, f32)>) -> Vec<Vec<usize>> {
    let mut above: HashMap<usize, (usize, f32)> = HashMap::new();
    for &i in upright {
        if let Some(&(below, pitch)) = next.get(&i) {
            let best = above.entry(below).or_insert((i, pitch));
            if pitch < best.1 {
                *best = (i, pitch);
            }
        }
    }
    let held = |i: usize| {
        next.get(&i)
            .map(|n| n.0)
            .filter(|n| above.get(n).is_some_and(|a| a.0 == i))
    };
    let heads = upright
        .iter()
        .copied()
        .filter(|i| above.get(i).is_none_or(|a| held(a.0) != Some(*i)));
    heads
        .map(|head| {
            std::iter::successors(Some(head), |i| held(*i))
                .take(upright.len())
                .collect()
        })
        .filter(|chain: &Vec<usize>| chain.len() > 1)
        .collect()
}

/// Whether a chain is a vertical line: its glyphs are nearer to each other than to those beside them.
fn runs_down(
    letters: &[Letter],
    chain: &[usize],
    wide: &[bool],
    beside: &HashMap<usize, f32>,
    body: f32,
) -> bool {
    let wide_ones = chain.iter().filter(|i| wide[**i]).count();
    if 2 * wide_ones < chain.len() {
        return false;
    }
    let size = median(chain.iter().map(|i| letters[*i].size).collect()).unwrap_or(body);
    let pitch = pitch(letters, chain, body);
    let apart = median(
        chain
            .iter()
            .map(|i| beside.get(i).copied().unwrap_or(PITCH).min(9.0))
            .collect(),
    )
    .unwrap_or(9.0);
    let alone = chain
        .iter()
        .filter(|i| beside.get(i).is_none_or(|b| *b > 2.0))
        .count()
        * 4
        >= chain.len() * 3;
    if alone {
        // No line goes on from it to the side. Text of one glyph a line stands further apart than a vertical line does.
        return pitch < 1.22 || (size > 1.25 * body && pitch < 1.45);
    }
    // No horizontal line is so wide open that its glyphs stand further apart than its lines.
    let nearer = pitch < apart - 0.1 || (apart > 1.2 && pitch < apart - 0.04);
    chain.len() > 2 && nearer && pitch < 1.35
}

/// Glyphs by cells as large as a few characters, for each doubling of size: what is much smaller or larger is no neighbour.
struct Places {
    cells: HashMap<(i32, i32, i32), Vec<usize>>,
    floor: f32,
}

impl Places {
    fn new(letters: &[Letter], upright: &[usize], body: f32) -> Self {
        let mut places = Self {
            cells: HashMap::new(),
            floor: body * 0.05,
        };
        for &i in upright {
            let letter = &letters[i];
            // Filed in its own band of sizes and, at the border of two, in both.
            let band = places.band(letter.size);
            let (low, high) = (
                places.band(letter.size * 0.8),
                places.band(letter.size * 1.25),
            );
            for b in [low, band, high] {
                let cell = places.cell(b);
                let key = (
                    b,
                    cell_of(middle_x(&letter.area), cell),
                    cell_of(middle_y(&letter.area), cell),
                );
                let list = places.cells.entry(key).or_default();
                if list.last() != Some(&i) && list.len() < MOST {
                    list.push(i);
                }
            }
        }
        places
    }

    fn band(&self, size: f32) -> i32 {
        cell_of(size.max(self.floor).log2(), 1.0)
    }

    #[expect(
        clippy::unused_self,
        clippy::cast_precision_loss,
        reason = "a band is a small number"
    )]
    fn cell(&self, band: i32) -> f32 {
        4.0 * 2.0_f32.powf(band as f32)
    }

    /// The nearest glyph below with its distance, and how far the nearest one beside is, in sizes.
    fn neighbours(&self, letters: &[Letter], i: usize) -> (Option<(usize, f32)>, f32) {
        let letter = &letters[i];
        let size = letter.size;
        let (x, y) = (middle_x(&letter.area), middle_y(&letter.area));
        let band = self.band(size);
        let cell = self.cell(band);
        let (mut below, mut apart) = (None::<(usize, f32)>, f32::INFINITY);
        for cx in cell_of(x - 2.2 * size, cell)..=cell_of(x + 2.2 * size, cell) {
            for cy in cell_of(y - 0.5 * size, cell)..=cell_of(y + PITCH * size, cell) {
                for &other in self.cells.get(&(band, cx, cy)).into_iter().flatten() {
                    let near = &letters[other];
                    let ratio = near.size / size;
                    if other == i || !(0.8..=1.25).contains(&ratio) {
                        continue;
                    }
                    let dx = (middle_x(&near.area) - x).abs() / size;
                    let dy = (middle_y(&near.area) - y) / size;
                    if dy > 0.2 && dy <= PITCH && dx < 0.25 && below.is_none_or(|b| dy < b.1) {
                        below = Some((other, dy));
                    }
                    if dy.abs() < 0.45 && dx > 0.3 {
                        apart = apart.min(dx);
                    }
                }
            }
        }
        (below, apart)
    }
}

#[cfg(test)]
mod tests {
    use super::super::drawn::Drawn;
    use super::super::{clean::clean, measure::body_size};
    use super::*;

    fn down(page: &Drawn) -> String {
        let mut letters = clean(&page.sheet).letters;
        let body = body_size(&letters);
        find_vertical(&page.sheet, &mut letters, body);
        let own = letters.iter().filter(|l| l.direction == Direction::Down);
        own.map(|l| page.sheet.read(&page.sheet.glyphs[l.glyph]))
            .collect()
    }

    const TEXT: &str = "入冬以来沿河十二个村子\n都在忙同一件事清淤河道\n浅了水就走不动水走不动\n来年的汛期就要往田里走\n";

    #[test]
    fn level_text_runs_across_however_near_its_lines_are() {
        let mut page = Drawn::new(400.0, 200.0);
        for (n, line) in TEXT.lines().enumerate() {
            page.line(
                20.0,
                20.0 + 12.0 * f32::from(u8::try_from(n).unwrap_or(0)),
                10.0,
                line,
            );
        }
        assert_eq!(down(&page), "");
    }

    #[test]
    fn a_vertical_page_of_plain_glyphs_runs_down() {
        let mut page = Drawn::new(200.0, 200.0);
        for (n, line) in TEXT.lines().enumerate() {
            page.down(
                150.0 - 15.0 * f32::from(u8::try_from(n).unwrap_or(0)),
                20.0,
                10.0,
                line,
            );
        }
        assert_eq!(
            down(&page).chars().count(),
            TEXT.chars().filter(|c| *c != '\n').count()
        );
    }

    #[test]
    fn a_vertical_heading_runs_down_beside_level_text() {
        let mut page = Drawn::page(TEXT);
        page.down(200.0, 20.0, 24.0, "清淤记");
        assert_eq!(down(&page), "清淤记");
    }

    #[test]
    fn lines_of_one_glyph_each_are_no_vertical_line() {
        // Numbers of a list, and marks in a column of a table.
        assert_eq!(down(&Drawn::page(&format!("{TEXT}1\n2\n3\n4\n"))), "");
        let mut table = Drawn::page(TEXT);
        for (n, c) in "优良优优".chars().enumerate() {
            table.glyph(
                300.0,
                20.0 + 14.0 * f32::from(u8::try_from(n).unwrap_or(0)),
                10.0,
                c,
            );
        }
        assert_eq!(down(&table), "");
    }
}
