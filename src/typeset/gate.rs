//! What reaches the display, character by character: nothing that steers a terminal or turns the text around.

use super::cluster::is_zero_width;
use crate::guard::{Nature, kind};

/// Bytes of zero-width characters shown on one base; more is noise.
const MARKS: usize = 48;
/// Joiners in one emoji; the longest families have three.
const JOINERS: usize = 8;

/// How white space is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Space {
    /// A tab or a line end is one space.
    Plain,
    /// So it is, but for what ends a line for good: a line end that joins two parts of a text.
    Lines,
    /// Tabs and line ends are kept: they part cells and rows.
    Kept,
}

/// What has gone through to the display so far, as far as it matters for the next character.
#[derive(Default)]
pub struct Gate {
    /// The last character that went through.
    last: Option<char>,
    /// Bytes of zero-width characters since the last that took a cell.
    marks: usize,
    /// Joiners since the last character that did not follow one.
    joined: usize,
}

impl Gate {
    /// Whether a character is of those that go through as they are, whatever stands before: Han and its marks. Such a
    /// one is through then.
    #[inline]
    pub fn goes_through(&mut self, c: char) -> bool {
        let plain = matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3000}'..='\u{3029}' | '\u{FF01}'..='\u{FF60}' | ' '..='~');
        if plain {
            *self = Self {
                last: Some(c),
                marks: 0,
                joined: 0,
            };
        }
        plain
    }

    /// The character to show for one of the source; `None` where it is dropped.
    pub fn pass(&mut self, c: char, space: Space) -> Option<char> {
        if self.goes_through(c) {
            return Some(c);
        }
        let shown = match c {
            '\n' | '\t' if space == Space::Kept => c,
            '\t' | '\n' | '\r' => ' ',
            _ if kind(c, self.last) != Nature::Seen => return None,
            '\u{FE0F}' if !self.last.is_some_and(takes_emoji_form) => return None,
            _ if is_zero_width(c) => {
                self.marks += c.len_utf8();
                self.joined += usize::from(c == '\u{200D}');
                let based = self.last.is_some_and(|l| !matches!(l, '\n' | '\t'));
                if !based || self.marks > MARKS || self.joined > JOINERS {
                    return None;
                }
                c
            }
            _ => {
                self.marks = 0;
                if self.last != Some('\u{200D}') {
                    self.joined = 0;
                }
                c
            }
        };
        self.last = Some(shown);
        Some(shown)
    }
}

/// Whether VS16 after a character asks for an emoji. Digits, # and * take it as keycaps; letters and Han never.
fn takes_emoji_form(c: char) -> bool {
    matches!(c, '#' | '*' | '0'..='9' | '\u{A9}' | '\u{AE}' | '\u{203C}' | '\u{2049}' | '\u{3030}' | '\u{303D}'
        | '\u{3297}' | '\u{3299}' | '\u{2100}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}')
}
