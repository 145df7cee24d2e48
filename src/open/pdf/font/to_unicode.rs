//! What the file itself says that a font's codes read (ISO 32000-2, 9.10.3).

use super::super::bounds::Budget;
use super::super::cmaps::{self, CMaps};
use super::super::content::{Content, Operand};
use super::super::filters;
use hayro_cmap::CMap;
use hayro_syntax::object::{Dict, Name, Stream};
use std::collections::BTreeMap;
use std::rc::Rc;

/// What is said.
#[derive(Debug)]
pub enum ToUnicode {
    /// A map.
    Map(Rc<CMap>),
    /// Entries of a map that breaks the rules of its language, gathered one by one.
    Entries(BTreeMap<u32, (u32, Vec<u16>)>),
    /// That the codes are UTF-16 themselves.
    Itself,
}

impl ToUnicode {
    /// What the dictionary of a font says.
    pub fn of(dict: &Dict<'_>, maps: &CMaps, budget: &Budget<'_>) -> Option<Self> {
        if let Some(stream) = dict.get::<Stream<'_>>(b"ToUnicode") {
            let decoded = filters::decode(&stream, budget.bytes());
            budget.spend_bytes(decoded.cost);
            let map = cmaps::parse(&decoded.bytes).map(|map| Self::Map(Rc::new(map)));
            return map.or_else(|| Some(Self::Entries(entries(&decoded.bytes))));
        }
        let name = dict.get::<Name<'_>>(b"ToUnicode")?;
        match name.as_ref() {
            b"Identity-H" | b"Identity-V" => Some(Self::Itself),
            name => maps.named(name).map(Self::Map),
        }
    }

    /// What a code reads.
    pub fn reading(&self, code: u32) -> Option<String> {
        match self {
            Self::Map(map) => cmaps::reading(map, code),
            Self::Entries(entries) => {
                let (first, (last, units)) = entries.range(..=code).next_back()?;
                let mut units = units.clone();
                let more = u16::try_from(code - first).ok().filter(|_| code <= *last)?;
                let end = units.last_mut()?;
                *end = end.checked_add(more)?;
                let text = String::from_utf16(&units).ok()?;
                (!text.contains(['\0', '\u{fffd}'])).then_some(text)
            }
            // Said of fonts whose codes are none: glyphs of a font's own have low numbers.
            Self::Itself => char::from_u32(code)
                .filter(|c| !c.is_control())
                .map(String::from),
        }
    }

    /// Whether it is said of each code by itself, and not in general.
    pub fn is_of_codes(&self) -> bool {
        !matches!(self, Self::Itself)
    }
}

/// The entries of a map's text: `<from> <to>` behind `beginbfchar`, `<first> <last> <to>` behind `beginbfrange`.
fn entries(bytes: &[u8]) -> BTreeMap<u32, (u32, Vec<u16>)> {
    let mut entries = BTreeMap::new();
    let mut content = Content::new(bytes);
    while let Some((operator, operands)) = content.next() {
        match operator {
            b"endbfchar" => {
                for pair in operands.chunks_exact(2) {
                    if let [Operand::Bytes(code), Operand::Bytes(to)] = pair {
                        entries.insert(number(code), (number(code), units(to)));
                    }
                }
            }
            b"endbfrange" => {
                for triple in operands.chunks_exact(3) {
                    match triple {
                        [
                            Operand::Bytes(first),
                            Operand::Bytes(last),
                            Operand::Bytes(to),
                        ] => {
                            entries.insert(number(first), (number(last), units(to)));
                        }
                        [Operand::Bytes(first), _, Operand::Array(each)] => {
                            for (code, to) in (number(first)..).zip(each) {
                                if let Operand::Bytes(to) = to {
                                    entries.insert(code, (code, units(to)));
                                }
                            }
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    entries
}

fn number(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .fold(0, |number, byte| number << 8 | u32::from(*byte))
}

fn units(bytes: &[u8]) -> Vec<u16> {
    match bytes {
        [one] => vec![u16::from(*one)],
        more => {
            let pairs = more.chunks_exact(2);
            pairs
                .map(|pair| u16::from(pair[0]) << 8 | u16::from(pair[1]))
                .collect()
        }
    }
}
