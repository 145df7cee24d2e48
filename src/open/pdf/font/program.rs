//! An embedded font program, asked which characters its glyphs are: by its character maps, its glyphs' names, its own
//! encoding.

use super::super::bounds::Budget;
use super::super::filters;
use super::names;
use hayro_syntax::object::{Dict, Stream};
use pdf_encoding::STANDARD;
use std::collections::HashMap;
use ttf_parser::{Face, GlyphId, PlatformId, cff, cmap};

/// A font program's bytes.
#[derive(Debug)]
pub struct FontProgram(Vec<u8>);

/// What a simple font's codes show by the program itself.
#[derive(Clone, Debug, Default)]
pub struct CodeShown {
    /// What it reads.
    pub text: Option<String>,
    /// How far it goes on, in thousandths.
    pub advance: Option<f64>,
}

impl FontProgram {
    /// The program of a font's descriptor, where one is embedded.
    pub fn of(descriptor: &Dict<'_>, budget: &Budget<'_>) -> Option<Self> {
        let keys: [&[u8]; 3] = [b"FontFile2", b"FontFile3", b"FontFile"];
        let stream = keys
            .iter()
            .find_map(|key| descriptor.get::<Stream<'_>>(key))?;
        let decoded = filters::decode(&stream, budget.bytes());
        budget.spend_bytes(decoded.cost);
        (!decoded.bytes.is_empty()).then_some(Self(decoded.bytes))
    }

    /// Whether a font's descriptor holds a program.
    pub fn is_in(descriptor: &Dict<'_>) -> bool {
        let keys: [&[u8]; 3] = [b"FontFile2", b"FontFile3", b"FontFile"];
        keys.iter().any(|key| descriptor.contains_key(key))
    }

    /// What each glyph reads, by its number.
    pub fn glyphs(&self) -> HashMap<u16, String> {
        if let Ok(face) = Face::parse(&self.0, 0) {
            return of_face(&face);
        }
        let mut glyphs = HashMap::new();
        if let Some(table) = cff::Table::parse(&self.0) {
            for glyph in 0..table.number_of_glyphs() {
                let name = table.glyph_name(GlyphId(glyph));
                if let Some(text) = name.and_then(names::reading) {
                    glyphs.insert(glyph, text);
                }
            }
        }
        glyphs
    }

    /// The glyph of each CID, where the program has numbers of its own for them.
    pub fn glyphs_of_cids(&self) -> Option<HashMap<u16, u16>> {
        let bare = cff::Table::parse(&self.0);
        let table = bare.or_else(|| Face::parse(&self.0, 0).ok()?.tables().cff)?;
        let pairs = (0..table.number_of_glyphs())
            .filter_map(|glyph| Some((table.glyph_cid(GlyphId(glyph))?, glyph)));
        let map: HashMap<u16, u16> = pairs.collect();
        (!map.is_empty()).then_some(map)
    }

    /// What the 256 codes of a simple font show by the program alone.
    pub fn codes(&self) -> Vec<CodeShown> {
        if let Ok(face) = Face::parse(&self.0, 0) {
            return codes_of_face(&face);
        }
        if let Some(table) = cff::Table::parse(&self.0) {
            return (0..=255)
                .map(|code| {
                    let glyph = table.glyph_index(code);
                    CodeShown {
                        text: glyph.and_then(|glyph| names::reading(table.glyph_name(glyph)?)),
                        advance: glyph
                            .and_then(|glyph| table.glyph_width(glyph))
                            .map(f64::from),
                    }
                })
                .collect();
        }
        type1_codes(&self.0)
    }
}

/// What glyphs read by a face's character maps; where those say nothing by their names; and what the face puts in place
/// of others (forms for vertical lines).
fn of_face(face: &Face<'_>) -> HashMap<u16, String> {
    let mut glyphs: HashMap<u16, char> = HashMap::new();
    let maps = face.tables().cmap.map(|table| table.subtables);
    for map in maps
        .into_iter()
        .flatten()
        .filter(cmap::Subtable::is_unicode)
    {
        map.codepoints(|code| {
            if let (Some(glyph), Some(c)) = (map.glyph_index(code), char::from_u32(code)) {
                let known = glyphs.entry(glyph.0).or_insert(c);
                if rarity(c) < rarity(*known) {
                    *known = c;
                }
            }
        });
    }
    let mut glyphs: HashMap<u16, String> = glyphs
        .into_iter()
        .map(|(glyph, c)| (glyph, c.to_string()))
        .collect();
    for glyph in 0..face.number_of_glyphs() {
        if !glyphs.contains_key(&glyph)
            && let Some(text) = face.glyph_name(GlyphId(glyph)).and_then(names::reading)
        {
            glyphs.insert(glyph, text);
        }
    }
    let substitutes: Vec<(u16, u16)> = substitutions(face);
    for (from, to) in substitutes {
        if let Some(text) = glyphs.get(&from).cloned() {
            glyphs.entry(to).or_insert(text);
        }
    }
    glyphs
}

/// Of characters that share a glyph the common one: no private ones, no radicals, no compatibility forms.
fn rarity(c: char) -> u8 {
    match c {
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' => 4,
        '\u{2e80}'..='\u{2fdf}' => 3,
        '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}' | '\u{a0}' | '\u{ad}' => 2,
        '\u{3400}'..='\u{4dbf}' | '\u{2010}'..='\u{2012}' | '\u{2212}' => 1,
        _ => 0,
    }
}

/// Glyphs that a face puts in place of single others (OpenType, GSUB type 1).
fn substitutions(face: &Face<'_>) -> Vec<(u16, u16)> {
    use ttf_parser::gsub::{SingleSubstitution, SubstitutionSubtable};
    let mut pairs = Vec::new();
    let Some(table) = face.tables().gsub else {
        return pairs;
    };
    for lookup in table.lookups {
        for subtable in lookup.subtables.into_iter::<SubstitutionSubtable<'_>>() {
            let SubstitutionSubtable::Single(single) = subtable else {
                continue;
            };
            for glyph in (0..face.number_of_glyphs()).map(GlyphId) {
                let Some(at) = single.coverage().get(glyph) else {
                    continue;
                };
                let to = match single {
                    SingleSubstitution::Format1 { delta, .. } => {
                        Some(glyph.0.wrapping_add_signed(delta))
                    }
                    SingleSubstitution::Format2 { substitutes, .. } => {
                        substitutes.get(at).map(|glyph| glyph.0)
                    }
                };
                pairs.extend(to.map(|to| (glyph.0, to)));
            }
        }
    }
    pairs
}

/// What codes show by a face: its map for symbols, where codes stand by themselves or from U+F000 on, or the one of the
/// Macintosh (ISO 32000-2, 9.6.5.4).
fn codes_of_face(face: &Face<'_>) -> Vec<CodeShown> {
    let glyphs = of_face(face);
    let upem = f64::from(face.units_per_em().max(1));
    let maps = face.tables().cmap.map(|table| table.subtables);
    let maps: Vec<cmap::Subtable<'_>> = maps.into_iter().flatten().collect();
    let symbols = maps
        .iter()
        .find(|map| map.platform_id == PlatformId::Windows && map.encoding_id == 0);
    let macintosh = maps
        .iter()
        .find(|map| map.platform_id == PlatformId::Macintosh);
    (0..256_u32)
        .map(|code| {
            let symbol = symbols.and_then(|map| {
                let offsets = [0xf000, 0, 0xf100, 0xf200];
                offsets
                    .iter()
                    .find_map(|offset| map.glyph_index(code + offset))
            });
            let glyph = symbol.or_else(|| macintosh.and_then(|map| map.glyph_index(code)));
            let glyph = glyph.filter(|glyph| glyph.0 != 0);
            CodeShown {
                text: glyph.and_then(|glyph| glyphs.get(&glyph.0).cloned()),
                advance: glyph
                    .and_then(|glyph| face.glyph_hor_advance(glyph))
                    .map(|advance| f64::from(advance) * 1000.0 / upem),
            }
        })
        .collect()
}

/// What codes show by a Type 1 program's own encoding, which stands in its readable part: `dup 65 /A put`.
fn type1_codes(bytes: &[u8]) -> Vec<CodeShown> {
    let mut codes = vec![CodeShown::default(); 256];
    let end = memchr::memmem::find(bytes, b"eexec").unwrap_or(bytes.len());
    let head = String::from_utf8_lossy(bytes.get(..end).unwrap_or_default());
    let Some((_, encoding)) = head.split_once("/Encoding") else {
        return codes;
    };
    if encoding.trim_start().starts_with("StandardEncoding") {
        for (code, shown) in (0..=255).zip(&mut codes) {
            shown.text = STANDARD.get(code).map(String::from);
        }
        return codes;
    }
    let mut words = encoding.split_whitespace();
    while let Some(word) = words.next() {
        match word {
            "dup" => {
                let code = words.next().and_then(|code| code.parse::<usize>().ok());
                let name = words.next().and_then(|name| name.strip_prefix('/'));
                if let Some((shown, name)) = code.and_then(|code| codes.get_mut(code)).zip(name) {
                    shown.text = names::reading(name);
                }
            }
            "def" | "readonly" => break,
            _ => {}
        }
    }
    codes
}
