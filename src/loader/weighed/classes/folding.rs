//! Folding a line where its form is looked at: as a whole, or only its ends where it is long, and only where they may tell
//! something.

use crate::loader::source::lines::{self, Line};

/// Half ems of the longest line that is looked at as a whole; of longer ones only the ends are, if at all.
const LONG: u32 = 330;
/// Characters of a line's head and tail.
const HEAD_CHARS: usize = 60;
const TAIL_CHARS: usize = 100;

/// A line's parts, marks folded, in a buffer that serves for all lines.
pub struct Folding<'a> {
    text: &'a str,
    chars: u32,
    /// Whether the buffer holds the whole line.
    whole: bool,
    buffer: &'a mut String,
}

impl<'a> Folding<'a> {
    pub fn of(text: &'a str, line: &Line, buffer: &'a mut String) -> Self {
        let whole = line.width <= LONG;
        if whole {
            fold_into(buffer, text);
        }
        Self {
            text,
            chars: line.chars,
            whole,
            buffer,
        }
    }

    /// The whole line, if it is looked at as a whole.
    pub fn into_whole(self) -> Option<&'a str> {
        self.whole.then_some(&**self.buffer)
    }

    /// Its beginning.
    pub fn head(&mut self) -> &str {
        let short = self.chars as usize <= HEAD_CHARS;
        self.part(|text| if short { text } else { head(text, HEAD_CHARS) })
    }

    /// Its end.
    pub fn tail(&mut self) -> &str {
        let short = self.chars as usize <= TAIL_CHARS;
        self.part(|text| if short { text } else { tail(text, TAIL_CHARS) })
    }

    fn part(&mut self, cut: impl Fn(&str) -> &str) -> &str {
        if self.whole {
            return cut(self.buffer);
        }
        fold_into(self.buffer, cut(self.text));
        self.buffer
    }
}

fn head(text: &str, chars: usize) -> &str {
    text.char_indices()
        .nth(chars)
        .map_or(text, |(i, _)| text.get(..i).unwrap_or(text))
}

fn tail(text: &str, chars: usize) -> &str {
    text.char_indices()
        .rev()
        .nth(chars)
        .map_or(text, |(i, _)| text.get(i..).unwrap_or(text))
}

fn fold_into(buffer: &mut String, text: &str) {
    buffer.clear();
    lines::fold_into(buffer, text);
}
