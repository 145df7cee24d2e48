//! A font as far as text needs it: which codes a string holds, what they read, how far they go on.

mod code;
mod composite;
mod names;
mod program;
mod simple;
mod to_unicode;
mod weight;
mod widths;

use super::bounds::Budget;
use super::cmaps::{self, CMaps};
use super::fold::folded;
use crate::layout::sheet::Face;
use code::Code;
use composite::Composite;
use hayro_syntax::object::{Dict, Name};
use simple::Simple;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use to_unicode::ToUnicode;

/// A font.
#[derive(Debug)]
pub struct Font {
    /// How the layout looks at it.
    pub face: Face,
    /// Whether its lines run down.
    pub vertical: bool,
    /// Text space units for one of its own: a thousandth but for Type 3.
    pub scale: f64,
    codes: Kind,
    to_unicode: Option<ToUnicode>,
    is_missing: bool,
    seen: RefCell<HashMap<(u32, usize), Rc<Code>>>,
}

#[derive(Debug)]
enum Kind {
    Composite(Box<Composite>),
    Simple(Simple),
}

impl Font {
    /// The font of a dictionary (ISO 32000-2, 9.5 to 9.7).
    pub fn new(dict: &Dict<'_>, maps: &CMaps, budget: &Budget<'_>) -> Self {
        let subtype = dict.get::<Name<'_>>(b"Subtype");
        let subtype = subtype.as_ref().map_or(&b""[..], |name| name.as_ref());
        let to_unicode = ToUnicode::of(dict, maps, budget);
        let base = dict.get::<Name<'_>>(b"BaseFont");
        let base = base.map(|name| name.as_ref().to_vec()).unwrap_or_default();
        let is_composite = subtype == b"Type0" || dict.contains_key(b"DescendantFonts");
        let mut scale = 0.001;
        let (codes, descriptor) = if is_composite {
            let (composite, descriptor) = Composite::new(dict, maps, budget);
            (Kind::Composite(Box::new(composite)), descriptor)
        } else {
            if subtype == b"Type3" {
                let matrix = dict.get::<[f32; 6]>(b"FontMatrix");
                scale = matrix.map_or(scale, |m| f64::from(m[0]).abs().max(f64::from(m[1]).abs()));
            }
            let descriptor = dict.get::<Dict<'_>>(b"FontDescriptor").unwrap_or_default();
            let simple = Simple::new(dict, &descriptor, &base, budget, to_unicode.is_some());
            (Kind::Simple(simple), descriptor)
        };
        let name = weight::plain_name(&base, dict);
        Self {
            face: Face {
                weight: weight::of(&name, &descriptor),
                name,
            },
            vertical: matches!(&codes, Kind::Composite(composite) if composite.vertical()),
            scale,
            codes,
            to_unicode,
            is_missing: false,
            seen: RefCell::default(),
        }
    }

    /// A standard font, for text that the file leaves to the reader to draw.
    pub fn standard(maps: &CMaps, budget: &Budget<'_>) -> Self {
        let mut font = Self::new(&Dict::empty(), maps, budget);
        "Helvetica".clone_into(&mut font.face.name);
        font
    }

    /// A font that the file does not hold. Letters are read as such; what are no letters nobody can read.
    pub fn missing(name: &str, maps: &CMaps, budget: &Budget<'_>) -> Self {
        let mut font = Self::standard(maps, budget);
        name.clone_into(&mut font.face.name);
        font.is_missing = true;
        font
    }

    /// How wide a character is in the standard font, in its size.
    pub fn standard_width(c: char) -> f64 {
        widths::standard("Helvetica", c) / 1000.0
    }

    /// The first code of a string: its number and its bytes, at least one. The string is not empty.
    pub fn next(&self, bytes: &[u8]) -> (u32, usize) {
        if self.is_missing && !bytes.iter().all(|byte| matches!(byte, b' '..=b'~')) {
            // Codes of two bytes, as nearly all fonts have them that are not Latin.
            return (u32::MAX, bytes.len().min(2));
        }
        match &self.codes {
            Kind::Composite(composite) => composite.next(bytes),
            Kind::Simple(simple) => simple.next(bytes),
        }
    }

    /// What a code of so many bytes shows. The font's dictionary is asked again where nothing told yet.
    pub fn code(&self, code: (u32, usize), dict: &Dict<'_>, budget: &Budget<'_>) -> Rc<Code> {
        if let Some(known) = self.seen.borrow().get(&code) {
            return known.clone();
        }
        let found = Rc::new(self.look_up(code, dict, budget));
        self.seen.borrow_mut().insert(code, found.clone());
        found
    }

    fn look_up(&self, (code, length): (u32, usize), dict: &Dict<'_>, budget: &Budget<'_>) -> Code {
        if code == u32::MAX {
            return Code {
                advance: 1000.0,
                ..Code::default()
            };
        }
        let told = self.to_unicode.as_ref();
        let said = told.and_then(|told| told.reading(code));
        // What the file says of a code is believed, but where that is a character of nobody's, or said in general.
        let is_vague = told.is_some_and(|told| !told.is_of_codes())
            || said
                .as_ref()
                .is_some_and(|text| text.chars().all(cmaps::is_private));
        let (vague, said) = if is_vague { (said, None) } else { (None, said) };
        let (text, shown) = match &self.codes {
            Kind::Composite(font) => {
                let text = font
                    .written(code, length)
                    .or(said)
                    .or_else(|| font.collected(code, length))
                    .or_else(|| font.reading_of_program((code, length), dict, budget));
                (text, font.code(code, length))
            }
            Kind::Simple(font) => {
                let mut shown = font.code(code, length);
                (said.or(shown.text.take()), shown)
            }
        };
        Code {
            text: text.or(vague).map(|text| folded(&text)),
            ..shown
        }
    }
}
