//! The character maps that are named and not written in the file: Adobe's for Chinese, Japanese and Korean.

use encoding_rs::Encoding;
use hayro_cmap::{BfString, CMap, CMapName, load_embedded};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// Maps that were asked for, by their names.
#[derive(Debug, Default)]
pub struct CMaps(RefCell<HashMap<Vec<u8>, Option<Rc<CMap>>>>);

impl CMaps {
    /// The map of a name; `None` where there is none.
    pub fn named(&self, name: &[u8]) -> Option<Rc<CMap>> {
        if let Some(map) = self.0.borrow().get(name) {
            return map.clone();
        }
        let map = match name {
            b"Identity-H" => Some(CMap::identity_h()),
            b"Identity-V" => Some(CMap::identity_v()),
            name => load_embedded(CMapName::from_bytes(name)).and_then(parse),
        };
        let map = map.map(Rc::new);
        self.0.borrow_mut().insert(name.to_vec(), map.clone());
        map
    }
}

/// A map as a file writes it; `None` where it breaks the rules of its language.
pub fn parse(bytes: &[u8]) -> Option<CMap> {
    CMap::parse(bytes, load_embedded)
}

/// What a map says that a code reads.
pub fn reading(map: &CMap, code: u32) -> Option<String> {
    let text = match map.lookup_bf_string(code)? {
        BfString::Char(c) => c.to_string(),
        BfString::String(text) => text,
    };
    let says_nothing = |c: char| matches!(c, '\0' | '\u{fffd}');
    (!text.is_empty() && !text.contains(says_nothing)).then_some(text)
}

/// How the codes of a named map are written, where they are a text's own bytes.
#[derive(Clone, Copy, Debug)]
pub enum Codes {
    /// In an encoding of bytes.
    Bytes(&'static Encoding),
    /// In UTF-16, big end first, or UCS-2.
    Utf16,
    /// In UTF-32, big end first.
    Utf32,
    /// In UTF-8.
    Utf8,
}

impl Codes {
    /// How the codes of the map of this name are written (ISO 32000-2, table 116); `None` where they are numbers of
    /// glyphs, or of nobody knows what.
    pub fn of(name: &[u8]) -> Option<Self> {
        let name = std::str::from_utf8(name).ok()?;
        if name.contains("UTF32") {
            return Some(Self::Utf32);
        }
        if name.contains("UTF8") {
            return Some(Self::Utf8);
        }
        if name.contains("UTF16") || name.contains("UCS2") {
            return Some(Self::Utf16);
        }
        let encoding = match name.trim_end_matches(['H', 'V']).trim_end_matches('-') {
            "GBK-EUC" | "GBKp-EUC" | "GBK2K" | "GB-EUC" | "GBpc-EUC" => encoding_rs::GB18030,
            "ETen-B5" | "ETenms-B5" | "B5pc" | "HKscs-B5" => encoding_rs::BIG5,
            "90ms-RKSJ" | "90msp-RKSJ" | "90pv-RKSJ" | "Ext-RKSJ" | "Add-RKSJ" | "83pv-RKSJ" => {
                encoding_rs::SHIFT_JIS
            }
            "EUC" => encoding_rs::EUC_JP,
            "KSC-EUC" | "KSCms-UHC" | "KSCms-UHC-HW" | "KSCpc-EUC" => encoding_rs::EUC_KR,
            _ => return None,
        };
        Some(Self::Bytes(encoding))
    }

    /// What a code of so many bytes reads.
    pub fn reading(self, code: u32, length: usize) -> Option<String> {
        let bytes = code.to_be_bytes();
        let bytes = bytes.get(4_usize.checked_sub(length)?..)?;
        match self {
            Self::Bytes(encoding) => {
                let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
                // Bytes that an encoding leaves open are a font's own.
                let known = text.chars().all(|c| !is_private(c) && !c.is_control());
                known.then(|| text.into_owned())
            }
            Self::Utf16 => {
                let units = bytes.chunks_exact(2).filter_map(|pair| match pair {
                    [high, low] => Some(u16::from_be_bytes([*high, *low])),
                    _ => None,
                });
                let text: Option<String> = char::decode_utf16(units).map(Result::ok).collect();
                text.filter(|text| !text.is_empty() && !text.contains('\0'))
            }
            Self::Utf32 => char::from_u32(code).map(String::from),
            Self::Utf8 => std::str::from_utf8(bytes).ok().map(str::to_owned),
        }
    }
}

/// Whether a character is of a private use area, which no one else reads.
pub fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}
