//! Slanted lines: a stamp or a watermark runs at an angle that only the places of its glyphs tell. They are taken as
//! they are drawn.

use super::axes::{middle_x, middle_y};
use super::clean::Letter;
use super::stretches::Stretch;

/// Glyphs drawn one after the other are one line where their middles are not further apart than this, in sizes.
const NEAR: f32 = 1.8;

/// Lines of slanted glyphs.
pub(super) fn slanted(letters: &[Letter], members: &[usize]) -> Vec<Stretch> {
    let mut lines: Vec<Stretch> = Vec::new();
    let mut last: Option<usize> = None;
    for &i in members {
        let near = last.is_some_and(|l| {
            let (a, b) = (&letters[l], &letters[i]);
            let far = (middle_x(&a.area) - middle_x(&b.area))
                .hypot(middle_y(&a.area) - middle_y(&b.area));
            far <= NEAR * a.size.max(b.size) && (0.8..=1.25).contains(&(a.size / b.size))
        });
        let glyph = Stretch::of(letters, i);
        match lines.last_mut() {
            Some(line) if near => {
                line.area = line.area.with(&glyph.area);
                line.letters.push(i);
            }
            _ => lines.push(glyph),
        }
        last = Some(i);
    }
    lines
}
