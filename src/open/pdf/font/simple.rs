//! Simple fonts (ISO 32000-2, 9.6): codes of one byte; but bytes of GBK and its kin, which old Chinese programs write in
//! fonts that claim to be Latin.

use super::super::bounds::Budget;
use super::code::Code;
use super::program::{CodeShown, FontProgram};
use super::{names, widths};
use encoding_rs::Encoding;
use hayro_syntax::object::{Array, Dict, Name, Object};
use pdf_encoding::{ForwardMap, MACEXPERT, MACROMAN, STANDARD, SYMBOL, WINANSI, ZDINGBAT};

/// A simple font.
#[derive(Debug)]
pub struct Simple {
    /// What each code reads.
    texts: Vec<Option<String>>,
    /// How far each goes on, in the font's units.
    advances: Vec<f64>,
    /// The encoding of two bytes that its strings are really in.
    double: Option<&'static Encoding>,
}

/// Words of font names by the encoding of their systems.
const SYSTEMS: [(&Encoding, &[&str]); 4] = [
    (
        encoding_rs::BIG5,
        &["細明", "標楷", "新細", "mingliu", "dfkai", "華康"],
    ),
    (
        encoding_rs::SHIFT_JIS,
        &["明朝", "ゴシック", "mincho", "ms-gothic", "msgothic"],
    ),
    (
        encoding_rs::EUC_KR,
        &["굴림", "바탕", "돋움", "batang", "gulim", "dotum"],
    ),
    (
        encoding_rs::GBK,
        &[
            "宋", "黑", "楷", "仿", "隶", "圆", "方正", "华文", "汉仪", "文鼎", "gb2312", "gbk",
            "simsun", "simhei", "simkai", "simfang", "nsimsun", "fangsong", "kaiti", "stsong",
            "stkaiti", "stheiti",
        ],
    ),
];

impl Simple {
    /// The font of a dictionary.
    pub fn new(
        dict: &Dict<'_>,
        descriptor: &Dict<'_>,
        base: &[u8],
        budget: &Budget<'_>,
        is_told: bool,
    ) -> Self {
        let is_type3 = dict.contains_key(b"CharProcs");
        let (encoding, differences) = encoding(dict);
        let plain = String::from_utf8_lossy(base).into_owned();
        // The program is asked where the dictionary leaves codes or widths open.
        let is_embedded = FontProgram::is_in(descriptor);
        let needed = !dict.contains_key(b"Widths") || !is_told && encoding.is_none();
        let program = needed
            .then(|| FontProgram::of(descriptor, budget))
            .flatten();
        let own = program.as_ref().map(FontProgram::codes).unwrap_or_default();
        let is_bare = !is_told && encoding.is_none() && differences.is_empty();
        let fallback = if is_type3 || is_bare && is_coded_at_will(dict, descriptor, &own) {
            None
        } else {
            Some(standing(&plain, is_embedded, dict))
        };
        let texts = (0..=255_u8)
            .map(|code| {
                let at = usize::from(code);
                let by = |map: &'static ForwardMap| in_map(map, code);
                let own = || own.get(at).and_then(|shown| shown.text.clone());
                if let Some(name) = differences.get(at).and_then(Option::as_ref) {
                    let numbered = || is_numbered(name, code).then(|| by(&WINANSI)).flatten();
                    let named = names::reading(name).or_else(own).or_else(numbered);
                    return named.or_else(|| encoding.filter(|_| is_type3).and_then(by));
                }
                let left = || fallback.filter(|_| code >= 0x20).and_then(by);
                let text = encoding.and_then(by).or_else(own).or_else(left);
                // Where no program is embedded, a code without a character shows nothing.
                text.or_else(|| (!is_embedded && !is_type3).then(String::new))
            })
            .collect::<Vec<_>>();
        let double = (!is_embedded && !is_told && !is_type3 && differences.is_empty())
            .then(|| system(base))
            .flatten();
        let advances = advances(dict, descriptor, &own, &texts, &plain);
        Self {
            texts,
            advances,
            double,
        }
    }

    /// The first code of a string, and its bytes.
    pub fn next(&self, bytes: &[u8]) -> (u32, usize) {
        match (self.double, bytes) {
            (Some(encoding), [lead @ 0x81..=0xfe, trail, ..])
                if is_pair(encoding, *lead, *trail) =>
            {
                (u32::from(*lead) << 8 | u32::from(*trail), 2)
            }
            (_, [code, ..]) => (u32::from(*code), 1),
            (_, []) => (0, 1),
        }
    }

    /// What a code reads by itself, and how far it goes on.
    pub fn code(&self, code: u32, length: usize) -> Code {
        let bytes = code.to_be_bytes();
        let advance = |byte: u8| {
            let listed = self.advances.get(usize::from(byte));
            listed.copied().unwrap_or_default()
        };
        let [.., lead, trail] = bytes;
        let (text, advance) = match self.double {
            Some(encoding) if length == 2 => {
                let pair = [lead, trail];
                let text = encoding.decode_without_bom_handling_and_without_replacement(&pair);
                // Each byte goes on by its own width: half of a Han.
                let advance = advance(lead) + advance(trail);
                let advance = if advance > 0.0 { advance } else { 1000.0 };
                (text.map(std::borrow::Cow::into_owned), advance)
            }
            _ => {
                let text = self.texts.get(usize::from(trail)).cloned().flatten();
                (text, advance(trail))
            }
        };
        Code {
            text,
            advance,
            origin: (advance / 2.0, 880.0),
            descent: -1000.0,
        }
    }
}

/// Whether an embedded font calls its glyphs by any codes: one that says to have letters of its own kind, and has them
/// at codes of controls, or as wide as the size, as Han are.
fn is_coded_at_will(dict: &Dict<'_>, descriptor: &Dict<'_>, own: &[CodeShown]) -> bool {
    let is_symbolic = descriptor.get::<i32>(b"Flags").unwrap_or(0) & SYMBOLIC != 0;
    let controls = own.get(1..32).unwrap_or_default();
    let at_controls = controls
        .iter()
        .filter(|shown| shown.advance.is_some())
        .count();
    let widths = dict.get::<Array<'_>>(b"Widths");
    let widths = widths.iter().flat_map(Array::iter::<f32>);
    let (mut wide, mut listed) = (0, 0);
    for width in widths.take(256).filter(|width| *width > 0.0) {
        listed += 1;
        wide += usize::from(width >= 990.0);
    }
    is_symbolic && FontProgram::is_in(descriptor) && (at_controls > 3 || wide * 2 > listed)
}

/// The flag of a font whose characters are not those of Latin text (ISO 32000-2, table 121).
const SYMBOLIC: i32 = 1 << 2;

/// The character of a code in an encoding. Its hyphen is one that is seen, and no hint where a word may be parted.
fn in_map(map: &'static ForwardMap, code: u8) -> Option<String> {
    let c = map.get(code)?;
    Some(if c == '\u{ad}' { '-' } else { c }.to_string())
}

/// Whether a glyph's name is but its code: `a65`, `c065` for 65, which shows A.
fn is_numbered(name: &str, code: u8) -> bool {
    let digits = name.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    digits.len() < name.len() && digits.parse() == Ok(code)
}

/// Whether two bytes are a character of an encoding.
fn is_pair(encoding: &'static Encoding, lead: u8, trail: u8) -> bool {
    let pair = [lead, trail];
    let text = encoding.decode_without_bom_handling_and_without_replacement(&pair);
    text.is_some_and(|text| text.chars().count() == 1)
}

/// The named encoding, and the names that replace codes of it.
fn encoding(dict: &Dict<'_>) -> (Option<&'static ForwardMap>, Vec<Option<String>>) {
    let map = |name: &Name<'_>| -> Option<&'static ForwardMap> {
        match name.as_ref() {
            b"WinAnsiEncoding" => Some(&WINANSI),
            b"MacRomanEncoding" => Some(&MACROMAN),
            b"MacExpertEncoding" => Some(&MACEXPERT),
            b"StandardEncoding" => Some(&STANDARD),
            _ => None,
        }
    };
    match dict.get::<Object<'_>>(b"Encoding") {
        Some(Object::Name(name)) => (map(&name), Vec::new()),
        Some(Object::Dict(encoding)) => {
            let base = encoding.get::<Name<'_>>(b"BaseEncoding");
            let mut names = vec![None; 256];
            let mut at = 0;
            let differences = encoding.get::<Array<'_>>(b"Differences");
            for object in differences.iter().flat_map(Array::iter::<Object<'_>>) {
                match object {
                    Object::Number(number) => {
                        at = usize::try_from(number.as_i64()).unwrap_or(usize::MAX);
                    }
                    Object::Name(name) => {
                        if let Some(place) = names.get_mut(at) {
                            *place = Some(name.as_str().to_owned());
                        }
                        at = at.saturating_add(1);
                    }
                    _ => {}
                }
            }
            (base.as_ref().and_then(map), names)
        }
        _ => (None, Vec::new()),
    }
}

/// The encoding that codes stand in where nothing names one.
fn standing(name: &str, is_embedded: bool, dict: &Dict<'_>) -> &'static ForwardMap {
    let name = name.to_lowercase();
    let subtype = dict.get::<Name<'_>>(b"Subtype");
    let is_truetype = subtype.is_some_and(|name| name.as_ref() == b"TrueType");
    if !is_embedded && name.contains("symbol") {
        &SYMBOL
    } else if name.contains("dingbat") {
        &ZDINGBAT
    } else if is_truetype {
        &WINANSI
    } else {
        &STANDARD
    }
}

/// The encoding of two bytes that a font of this name is written in: by its system's words in its name, and by a name in
/// that system's bytes.
fn system(base: &[u8]) -> Option<&'static Encoding> {
    let says = |encoding: &'static Encoding, words: &[&str]| {
        let name = encoding.decode_without_bom_handling_and_without_replacement(base)?;
        let name = name.to_lowercase();
        let said = words.iter().any(|word| name.contains(&word.to_lowercase()));
        said.then_some(encoding)
    };
    let said = SYSTEMS
        .iter()
        .find_map(|(encoding, words)| says(encoding, words));
    let in_bytes = base.iter().any(|byte| *byte >= 0x80);
    said.or_else(|| in_bytes.then_some(encoding_rs::GBK))
}

/// How far each code goes on: as listed; else as the program has it; else as the standard fonts have it.
fn advances(
    dict: &Dict<'_>,
    descriptor: &Dict<'_>,
    own: &[CodeShown],
    texts: &[Option<String>],
    name: &str,
) -> Vec<f64> {
    let first = dict.get::<i32>(b"FirstChar").unwrap_or(0);
    let first = usize::try_from(first).unwrap_or(0);
    let listed: Option<Vec<f64>> = dict.get::<Array<'_>>(b"Widths").map(|array| {
        let widths = array.iter::<f32>().take(256);
        widths.map(f64::from).collect()
    });
    let missing = descriptor.get::<f32>(b"MissingWidth").map(f64::from);
    (0..256)
        .map(|code: usize| {
            let listed = listed.as_ref().map(|widths| {
                let width = code.checked_sub(first).and_then(|at| widths.get(at));
                width.copied().or(missing)
            });
            let shown = || own.get(code).and_then(|shown| shown.advance);
            let usual = || {
                let text = texts.get(code).and_then(Option::as_ref);
                let c = text.and_then(|text| text.chars().next());
                c.map_or(0.0, |c| widths::standard(name, c))
            };
            match listed {
                Some(Some(width)) => width,
                Some(None) => shown().unwrap_or(0.0),
                None => missing
                    .filter(|m| *m > 0.0)
                    .or_else(shown)
                    .unwrap_or_else(usual),
            }
        })
        .collect()
}
