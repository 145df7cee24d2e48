//! Counting: what a line's characters are, and how many of each. Most are Han that their first byte alone tells, U+5000
//! to U+9FFF; the rest are looked at one by one.

use crate::issue::Span;
use crate::loader::source::lines::{Line, is_han};

/// Goes through a text's characters, each with whether it is Han, for as long as they are taken.
#[inline]
pub(crate) fn each_char(text: &str, mut take: impl FnMut(u32, bool) -> bool) {
    let mut bytes = text.as_bytes();
    loop {
        let (code, han);
        match bytes {
            // Three bytes that begin so are Han, which most of a text is: U+5000 to U+9FFF.
            [a @ 0xE5..=0xE9, b, c, rest @ ..] => {
                code = u32::from(a & 15) << 12 | u32::from(b & 63) << 6 | u32::from(c & 63);
                han = true;
                bytes = rest;
            }
            [a @ ..0x80, rest @ ..] => {
                code = u32::from(*a);
                han = false;
                bytes = rest;
            }
            _ => {
                let rest = text.get(text.len() - bytes.len()..).unwrap_or("");
                let Some(c) = rest.chars().next() else { return };
                code = c as u32;
                han = is_han(c);
                bytes = bytes.get(c.len_utf8()..).unwrap_or_default();
            }
        }
        if !take(code, han) {
            return;
        }
    }
}

/// Fills in what has to be counted.
pub fn measure(line: &mut Line, text: &str) {
    let mut bytes = text.as_bytes();
    let (mut after_han, mut han_before_space) = (false, false);
    // Bytes of Han that their first byte alone tells, as it does of most: U+5000 to U+9FFF.
    let mut common = 0;
    loop {
        let left = bytes.len();
        while let [0xE5..=0xE9, _, _, rest @ ..] = bytes {
            bytes = rest;
        }
        if bytes.len() < left {
            common += left - bytes.len();
            line.spaced |= han_before_space;
            (after_han, han_before_space) = (true, false);
        }
        let rest = text.get(text.len() - bytes.len()..).unwrap_or("");
        let Some(c) = rest.chars().next() else { break };
        bytes = bytes.get(c.len_utf8()..).unwrap_or_default();
        line.chars += 1;
        if c.is_ascii() {
            line.width += 1;
            match c {
                ' ' => {
                    han_before_space |= after_han;
                    after_han = false;
                    continue;
                }
                'A'..='Z' | 'a'..='z' => line.letters += 1,
                '!' | '?' => line.stops = line.stops.saturating_add(1),
                ',' | ';' => line.commas = line.commas.saturating_add(1),
                '(' => line.open += i16::from(line.open < i16::MAX),
                ')' => line.open -= i16::from(line.open > i16::MIN),
                _ => {}
            }
        } else if is_han(c) {
            line.width += 2;
            line.han += 1;
            line.spaced |= han_before_space;
            (after_han, han_before_space) = (true, false);
            continue;
        } else {
            match c {
                '。' | '！' | '？' | '…' => line.stops = line.stops.saturating_add(1),
                '，' | '、' | '；' => line.commas = line.commas.saturating_add(1),
                '“' | '‘' | '（' | '《' | '「' | '『' | '【' => {
                    line.open += i16::from(line.open < i16::MAX);
                }
                '”' | '’' | '）' | '》' | '」' | '』' | '】' => {
                    line.open -= i16::from(line.open > i16::MIN);
                }
                '\u{3000}' => {
                    han_before_space |= after_han;
                    line.width += 2;
                    after_han = false;
                    continue;
                }
                _ if c.is_alphabetic() => line.letters += 1,
                _ => {}
            }
            line.width += if matches!(c, '“' | '”' | '‘' | '’' | '…' | '—' | '·')
                || c as u32 > 0x2E7F
            {
                2
            } else {
                1
            };
        }
        (after_han, han_before_space) = (false, false);
    }
    let common = Span::new(0, common / 3).end;
    line.chars += common;
    line.han += common;
    line.width += 2 * common;
    line.before_last = text.chars().rev().nth(1).unwrap_or('\0');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_character_is_told_from_its_bytes() {
        let text = "a é中文一丁㐀𠀀〇，カ😀\u{5000}\u{9FFF}\u{4FFF}\u{A000}";
        let mut found = Vec::new();
        each_char(text, |code, han| {
            found.push((char::from_u32(code), han));
            true
        });
        let all: Vec<_> = text.chars().map(|c| (Some(c), is_han(c))).collect();
        assert_eq!(found, all);
    }
}
