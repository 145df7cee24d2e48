//! A page read from its geometry: what stands on a sheet, as boxes, becomes text in reading order. Pure: it knows no file
//! format, opens nothing and names no other room.
//!
//! Passes, each a file: glyphs are sifted (`clean`), vertical lines found (`vertical`), glyphs joined to lines
//! (`stretches`, `gutters`, `lines`, `words`, `initials`), lines to stacks (`stacks`), stacks put in order (`order`,
//! `chunks`, `greedy`), and written (`flow`, `write`).

mod axes;
mod chunks;
mod clean;
#[cfg(test)]
mod drawn;
mod flow;
mod greedy;
mod gutters;
mod initials;
mod lines;
mod measure;
mod order;
mod rows;
mod rules;
pub mod sheet;
mod slanted;
mod stacks;
mod stretches;
mod turned;
mod vertical;
mod words;
mod write;

use self::sheet::{Direction, Sheet};

/// The text of a sheet in reading order: a line for each printed line, blank lines between blocks.
pub fn text(sheet: &Sheet) -> String {
    let sheet = &*turned::upright(sheet);
    let mut cleaned = clean::clean(sheet);
    let body = measure::body_size(&cleaned.letters);
    vertical::find_vertical(sheet, &mut cleaned.letters, body);
    let partings = rules::Partings::new(sheet, body);
    let lines = initials::join_initials(lines::lines(sheet, &cleaned, &partings, body), body);
    let scale = measure::Scale {
        body,
        leading: stacks::leading(&lines, body),
    };
    let stacks = stacks::stacks(&lines, &partings, scale.body, scale.leading);
    let down = cleaned
        .letters
        .iter()
        .filter(|l| l.direction == Direction::Down)
        .count()
        * 2
        > cleaned.letters.len();
    let order = order::order(&stacks, &partings, &sheet.pictures, scale, down);
    write::write(&lines, &stacks, &order, scale)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::drawn::Drawn;
    use super::sheet::{Drawing, DrawingKind, Extent, Ink};
    use super::*;

    fn characters<'a>(texts: impl Iterator<Item = &'a str>) -> BTreeMap<char, usize> {
        let mut counts = BTreeMap::new();
        for c in texts.flat_map(str::chars).filter(|c| !c.is_whitespace()) {
            *counts.entry(c).or_default() += 1;
        }
        counts
    }

    prop_compose! {
        fn place()(x in -100.0..900_f32, y in -100.0..1300_f32, wide in 0.0..200_f32, high in 0.0..40_f32) -> Extent {
            Extent { x0: x, y0: y, x1: x + wide, y1: y + high }
        }
    }

    prop_compose! {
        fn glyph()(
            place in prop_oneof![place(), (0..40_u8, 0..60_u8).prop_map(|(x, y)| {
                let (x, y) = (f32::from(x) * 10.0, f32::from(y) * 14.0);
                Extent { x0: x, y0: y, x1: x + 10.0, y1: y + 10.0 }
            })],
            size in prop_oneof![Just(10.0), Just(0.0), Just(f32::NAN), 0.1..90_f32],
            c in prop_oneof![Just('河'), Just('a'), Just(' '), Just('，'), Just('1'), Just('道')],
            direction in prop_oneof![
                4 => Just(Direction::Right), 1 => Just(Direction::Down), 1 => Just(Direction::TurnedDown),
                1 => Just(Direction::TurnedUp), 1 => Just(Direction::Left), 1 => Just(Direction::Slanted),
            ],
            hidden in any::<bool>(),
        ) -> (Extent, f32, char, Direction, bool) {
            (place, size, c, direction, hidden)
        }
    }

    proptest! {
        #[test]
        fn every_glyph_that_is_read_is_written_once(
            glyphs in prop::collection::vec(glyph(), 0..200),
            drawings in prop::collection::vec((place(), 0..3_u8), 0..20),
            pictures in prop::collection::vec(place(), 0..4),
        ) {
            let mut page = Drawn::new(800.0, 1200.0);
            for (area, size, c, direction, hidden) in glyphs {
                page.cell(area, size, c, direction);
                if let Some(glyph) = page.sheet.glyphs.last_mut().filter(|_| hidden) {
                    glyph.ink = Ink::Hidden;
                }
            }
            let shape = |n| [DrawingKind::Rule, DrawingKind::Outline, DrawingKind::Tint][usize::from(n)];
            let drawing = |(area, n)| Drawing { area, shape: shape(n), colour: [0; 3] };
            page.sheet.drawings = drawings.into_iter().map(drawing).collect();
            page.sheet.pictures = pictures;
            let cleaned = clean::clean(&page.sheet);
            let kept = cleaned.letters.iter().map(|l| page.sheet.read(&page.sheet.glyphs[l.glyph]));
            prop_assert_eq!(characters(kept), characters(std::iter::once(page.reads().as_str())));
        }
    }

    #[test]
    fn glyphs_that_all_stand_in_one_place_are_read() {
        let mut page = Drawn::new(800.0, 1200.0);
        let han: Vec<char> = ('\u{4E00}'..'\u{9000}').collect();
        for c in &han {
            page.glyph(100.0, 100.0, 10.0, *c);
        }
        assert_eq!(
            page.reads().chars().filter(|c| !c.is_whitespace()).count(),
            han.len()
        );
    }

    #[test]
    fn a_sheet_with_nothing_on_it_reads_as_nothing() {
        assert_eq!(text(&Sheet::default()), "");
    }
}
