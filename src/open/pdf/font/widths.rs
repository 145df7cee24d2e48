//! How far glyphs go on: the widths that a font's dictionary lists, and those of the standard fonts, which need not.

use super::super::bounds::WIDTHS;
use hayro_syntax::object::{Array, Dict, Object};
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization as _;

/// Widths of a composite font's glyphs (ISO 32000-2, 9.7.4.3), in thousandths.
#[derive(Debug, Default)]
pub struct Widths {
    /// Horizontal ones.
    across: HashMap<u32, f64>,
    /// Where none is listed.
    otherwise: f64,
    /// How far down, and the origin of the vertical line.
    down: HashMap<u32, [f64; 3]>,
    /// The origin's height, and how far down, where none are listed.
    otherwise_down: (f64, f64),
}

impl Widths {
    /// The widths of a descendant font.
    pub fn of(descendant: &Dict<'_>) -> Self {
        let array = |key: &[u8]| descendant.get::<Array<'_>>(key);
        let down = descendant.get::<[f32; 2]>(b"DW2");
        Self {
            across: listed(array(b"W"), |[width]| width),
            otherwise: descendant.get::<f32>(b"DW").map_or(1000.0, f64::from),
            down: listed(array(b"W2"), |triple: [f64; 3]| triple),
            otherwise_down: down.map_or((880.0, -1000.0), |[y, w]| (f64::from(y), f64::from(w))),
        }
    }

    /// A glyph's advance, its vertical line's origin, and how far that goes on.
    pub fn glyph(&self, cid: u32) -> (f64, (f64, f64), f64) {
        let across = self.across.get(&cid).copied().unwrap_or(self.otherwise);
        let (height, down) = self.otherwise_down;
        match self.down.get(&cid) {
            Some([down, x, y]) => (across, (*x, *y), *down),
            None => (across, (across / 2.0, height), down),
        }
    }
}

/// A list of `first [n n n …]` and `first last n`, each with N numbers for a glyph. No more glyphs are told than a font
/// can have.
fn listed<const N: usize, T: Copy>(
    array: Option<Array<'_>>,
    of: impl Fn([f64; N]) -> T,
) -> HashMap<u32, T> {
    let mut found = HashMap::new();
    let Some(array) = array else { return found };
    let mut items = array.iter::<Object<'_>>();
    let number = |object: &Object<'_>| match object {
        Object::Number(number) => Some(number.as_f64()),
        _ => None,
    };
    let code = |object: &Object<'_>| match object {
        Object::Number(number) => u32::try_from(number.as_i64().clamp(0, 65535)).ok(),
        _ => None,
    };
    let mut told = 0;
    while let Some(item) = items.next().filter(|_| told < WIDTHS) {
        let Some(first) = code(&item) else { continue };
        match items.next() {
            Some(Object::Array(list)) => {
                let numbers: Vec<f64> = list.iter::<f32>().take(WIDTHS).map(f64::from).collect();
                for (cid, each) in (first..=65535).zip(numbers.chunks_exact(N)) {
                    if let Ok(each) = <[f64; N]>::try_from(each) {
                        found.insert(cid, of(each));
                        told += 1;
                    }
                }
            }
            Some(last) => {
                let Some(last) = code(&last) else { continue };
                let mut each = [0.0; N];
                for place in &mut each {
                    *place = items.next().as_ref().and_then(number).unwrap_or(0.0);
                }
                for cid in first..=last {
                    found.insert(cid, of(each));
                    told += 1;
                }
            }
            None => break,
        }
    }
    found
}

/// The width of a character in the standard font that this name is of, or is like (ISO 32000-2, 9.6.2.2); in thousandths.
pub fn standard(name: &str, c: char) -> f64 {
    let name = name.to_lowercase();
    let has = |parts: &[&str]| parts.iter().any(|part| name.contains(part));
    if has(&["courier", "mono", "consol"]) {
        return 600.0;
    }
    let bold = has(&["bold", "black", "heavy"]);
    let table = match (
        has(&["times", "serif", "roman", "georgia", "garamond"]),
        bold,
    ) {
        (true, false) => &TIMES_ROMAN,
        (true, true) => &TIMES_BOLD,
        (false, false) => &HELVETICA,
        (false, true) => &HELVETICA_BOLD,
    };
    // A letter with an accent is as wide as without.
    let base = std::iter::once(c).nfd().next().unwrap_or(c);
    let at = u32::from(base)
        .checked_sub(0x20)
        .and_then(|at| usize::try_from(at).ok());
    let width = at.and_then(|at| table.get(at)).copied();
    f64::from(width.unwrap_or(match c {
        '\u{2e80}'..='\u{ffff}' => 1000,
        _ => 556,
    }))
}

/// Widths of Helvetica, U+0020 to U+007E.
const HELVETICA: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// Widths of Helvetica-Bold, U+0020 to U+007E.
const HELVETICA_BOLD: [u16; 95] = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667,
    611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556,
    278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
];

/// Widths of Times-Roman, U+0020 to U+007E.
const TIMES_ROMAN: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500,
    500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611,
    556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722,
    722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500,
    278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
];

/// Widths of Times-Bold, U+0020 to U+007E.
const TIMES_BOLD: [u16; 95] = [
    250, 333, 555, 500, 500, 1000, 833, 278, 333, 333, 500, 570, 250, 333, 250, 278, 500, 500, 500,
    500, 500, 500, 500, 500, 500, 500, 333, 333, 570, 570, 570, 500, 930, 722, 667, 722, 722, 667,
    611, 778, 778, 389, 500, 778, 667, 944, 722, 778, 611, 778, 722, 556, 667, 722, 722, 1000, 722,
    722, 667, 333, 278, 333, 581, 500, 333, 500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556,
    278, 833, 556, 500, 556, 556, 444, 389, 333, 556, 500, 722, 500, 500, 444, 394, 220, 394, 520,
];
