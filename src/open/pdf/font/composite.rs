//! Composite fonts (ISO 32000-2, 9.7): codes of one to four bytes, numbers of glyphs, and what those read.

use super::super::bounds::Budget;
use super::super::cmaps::{self, CMaps, Codes};
use super::super::filters;
use super::code::Code;
use super::program::FontProgram;
use super::widths::Widths;
use hayro_cmap::{CMap, CidFamily, WritingMode};
use hayro_syntax::object::{Array, Dict, Object, Stream, String as Bytes};
use pdf_encoding::MACROMAN;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::rc::Rc;

/// A composite font.
#[derive(Debug)]
pub struct Composite {
    /// From codes to numbers of glyphs (CIDs).
    encoding: Rc<CMap>,
    /// How the codes are written, where they are a text's own bytes.
    codes: Option<Codes>,
    /// What CIDs of a known collection read.
    collection: Option<Rc<CMap>>,
    widths: Widths,
    /// Whether the font is left to the system, and its glyphs are numbered as the program there has them.
    is_foreign: bool,
    /// The embedded program, asked only where nothing better tells.
    own: OnceCell<Own>,
}

/// What an embedded program tells.
#[derive(Debug, Default)]
struct Own {
    /// What its glyphs read.
    glyphs: HashMap<u16, String>,
    /// From CIDs to glyphs.
    order: Order,
}

/// How CIDs lead to an embedded program's glyphs.
#[derive(Debug, Default)]
enum Order {
    /// They are the glyphs' numbers.
    #[default]
    Same,
    /// The file lists them: two bytes each.
    Listed(Vec<u8>),
    /// The program lists them.
    Own(HashMap<u16, u16>),
}

impl Composite {
    /// The font of a dictionary, and the descriptor of its descendant.
    pub fn new<'a>(dict: &Dict<'a>, maps: &CMaps, budget: &Budget<'_>) -> (Self, Dict<'a>) {
        let (encoding, name) = encoding(dict, maps, budget);
        let (descendant, descriptor) = descendant(dict);
        let codes = name.as_deref().and_then(Codes::of);
        let own = encoding.metadata().character_collection.as_ref();
        let own = own.map(|collection| collection.family.clone());
        let family = own
            .filter(|family| family.ucs2_cmap().is_some())
            .or_else(|| family(&descendant));
        let collection = family
            .and_then(|family| family.ucs2_cmap())
            .and_then(|name| maps.named(name.to_bytes()));
        let font = Self {
            encoding,
            codes,
            collection,
            widths: Widths::of(&descendant),
            is_foreign: !FontProgram::is_in(&descriptor),
            own: OnceCell::new(),
        };
        (font, descriptor)
    }

    /// Whether its lines run down.
    pub fn vertical(&self) -> bool {
        self.encoding.metadata().writing_mode == Some(WritingMode::Vertical)
    }

    /// The first code of a string, and its bytes.
    pub fn next(&self, bytes: &[u8]) -> (u32, usize) {
        let mut code = 0;
        for (n, byte) in bytes.iter().take(4).enumerate() {
            code = code << 8 | u32::from(*byte);
            let length = u8::try_from(n + 1).unwrap_or(4);
            if self.encoding.lookup_cid_code(code, length).is_some() {
                return (code, n + 1);
            }
        }
        // None that the map has: as many bytes as its codes are likely to have.
        let wanted = match (self.codes, bytes.first()) {
            (Some(Codes::Utf16), Some(0xd8..=0xdb)) | (Some(Codes::Utf32), _) => 4,
            (Some(Codes::Bytes(_)), Some(0..=0x80)) => 1,
            _ => 2,
        };
        let taken = bytes.get(..wanted).unwrap_or(bytes);
        let code = taken
            .iter()
            .fold(0, |code, byte| code << 8 | u32::from(*byte));
        (code, taken.len().max(1))
    }

    /// What a code reads by how it is written: it is text itself, whatever else is said of it.
    pub fn written(&self, code: u32, length: usize) -> Option<String> {
        let text = self.codes?.reading(code, length);
        text.filter(|text| !text.contains(cmaps::is_private))
    }

    /// What a code reads by the collection that its CID is of.
    pub fn collected(&self, code: u32, length: usize) -> Option<String> {
        let cid = self.cid(code, length);
        match &self.collection {
            Some(map) => cmaps::reading(map, cid),
            None if self.is_foreign => in_usual_order(cid),
            None => None,
        }
    }

    /// What a code reads by the embedded program of the font's dictionary.
    pub fn reading_of_program(
        &self,
        (code, length): (u32, usize),
        dict: &Dict<'_>,
        budget: &Budget<'_>,
    ) -> Option<String> {
        let own = self.own.get_or_init(|| {
            let (descendant, descriptor) = descendant(dict);
            let program = FontProgram::of(&descriptor, budget);
            program.map_or_else(Own::default, |program| Own {
                glyphs: program.glyphs(),
                order: Order::of(&descendant, &program, budget),
            })
        });
        let glyph = own.order.glyph(self.cid(code, length))?;
        own.glyphs.get(&glyph).cloned()
    }

    /// How far a code goes on.
    pub fn code(&self, code: u32, length: usize) -> Code {
        let (advance, origin, descent) = self.widths.glyph(self.cid(code, length));
        Code {
            text: None,
            advance,
            origin,
            descent,
        }
    }

    fn cid(&self, code: u32, length: usize) -> u32 {
        let bytes = u8::try_from(length).unwrap_or(4);
        self.encoding.lookup_cid_code(code, bytes).unwrap_or(0)
    }
}

/// The character of a glyph in the order that Latin fonts of Windows begin by: that of the Macintosh (OpenType, `post`,
/// format 1), where the space is the third and other characters follow as in its encoding.
fn in_usual_order(glyph: u32) -> Option<String> {
    let code = match glyph {
        3..=97 => glyph + 29,
        98..=225 => glyph + 30,
        _ => return None,
    };
    let c = MACROMAN.get(u8::try_from(code).ok()?)?;
    Some(c.to_string())
}

/// The descendant font of a composite one, and its descriptor.
fn descendant<'a>(dict: &Dict<'a>) -> (Dict<'a>, Dict<'a>) {
    let array = dict.get::<Array<'a>>(b"DescendantFonts");
    let descendant = array
        .and_then(|array| array.iter::<Dict<'a>>().next())
        .or_else(|| dict.get::<Dict<'a>>(b"DescendantFonts"))
        .unwrap_or_default();
    let descriptor = descendant.get::<Dict<'a>>(b"FontDescriptor");
    (descendant, descriptor.unwrap_or_default())
}

impl Order {
    fn of(descendant: &Dict<'_>, program: &FontProgram, budget: &Budget<'_>) -> Self {
        if let Some(stream) = descendant.get::<Stream<'_>>(b"CIDToGIDMap") {
            let decoded = filters::decode(&stream, budget.bytes().min(1 << 17));
            budget.spend_bytes(decoded.cost);
            return Self::Listed(decoded.bytes);
        }
        program.glyphs_of_cids().map_or(Self::Same, Self::Own)
    }

    fn glyph(&self, cid: u32) -> Option<u16> {
        let cid = u16::try_from(cid).ok()?;
        match self {
            Self::Same => Some(cid),
            Self::Listed(map) => {
                let at = usize::from(cid) * 2;
                let pair = map.get(at..at + 2)?;
                Some(u16::from_be_bytes(pair.try_into().ok()?))
            }
            Self::Own(map) => map.get(&cid).copied(),
        }
    }
}

/// The map from codes to CIDs, and its name where it is a named one.
fn encoding(dict: &Dict<'_>, maps: &CMaps, budget: &Budget<'_>) -> (Rc<CMap>, Option<Vec<u8>>) {
    let named = |name: &[u8]| maps.named(name);
    let identity = || named(b"Identity-H").unwrap_or_else(|| Rc::new(CMap::identity_h()));
    match dict.get::<Object<'_>>(b"Encoding") {
        Some(Object::Name(name)) => {
            let name = name.as_ref().to_vec();
            let vertical = name.last() == Some(&b'V');
            let fallback = || {
                let identity: &[u8] = if vertical {
                    b"Identity-V"
                } else {
                    b"Identity-H"
                };
                named(identity)
            };
            let map = named(&name).or_else(fallback).unwrap_or_else(identity);
            (map, Some(name))
        }
        Some(Object::Stream(stream)) => {
            let decoded = filters::decode(&stream, budget.bytes());
            budget.spend_bytes(decoded.cost);
            let map = cmaps::parse(&decoded.bytes);
            // A map that is written in the file may still be one of the named.
            let name = map.as_ref().and_then(|map| map.metadata().name.clone());
            (map.map_or_else(identity, Rc::new), name)
        }
        _ => (identity(), None),
    }
}

/// The collection of characters that a descendant font's CIDs are of.
fn family(descendant: &Dict<'_>) -> Option<CidFamily> {
    let info = descendant.get::<Dict<'_>>(b"CIDSystemInfo")?;
    let registry = info.get::<Bytes<'_>>(b"Registry")?;
    let ordering = info.get::<Bytes<'_>>(b"Ordering")?;
    Some(CidFamily::from_registry_ordering(
        registry.as_bytes(),
        ordering.as_bytes(),
    ))
}
