//! What a shown text holds that characters alone do not tell: code to be left as it is written, numbers of notes, places
//! of soft hyphens.

use crate::issue::Span;
use std::ops::Range;

/// Bytes of markup that are looked at before and after words.
const NEAR: usize = 64;

/// Bytes of code between ticks that are shown, at most: what is longer is text between two slips.
const LONGEST: usize = 400;

/// Such parts of a text, each by its bytes there, in order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Parts {
    /// Code within a line: nothing in it is changed, parted by blank cells, or read aloud.
    pub code: Vec<Range<usize>>,
    /// Raised numbers of notes, which stand close to what they follow.
    pub notes: Vec<Note>,
    /// Where a word may be parted with a hyphen, as the source's soft hyphens say.
    pub soft: Vec<usize>,
}

/// The raised number of a note.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Note {
    /// Its bytes.
    pub range: Range<usize>,
    /// The number, counted from 1.
    pub number: usize,
    /// Whether the note's words follow.
    pub defines: bool,
}

impl Parts {
    /// Whether there are none.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.code.is_empty() && self.notes.is_empty() && self.soft.is_empty()
    }

    /// Whether a byte is of code.
    pub fn is_code(&self, at: usize) -> bool {
        within(&self.code, at).is_some()
    }

    /// Whether a range is one stretch of code from end to end.
    pub fn is_all_code(&self, range: &Range<usize>) -> bool {
        within(&self.code, range.start) == Some(range)
    }

    /// The note whose number takes up a range.
    pub fn note(&self, range: &Range<usize>) -> Option<&Note> {
        let at = self.notes.partition_point(|n| n.range.end <= range.start);
        self.notes.get(at).filter(|n| n.range == *range)
    }

    /// The places of soft hyphens in a range, its end left out.
    pub fn soft_in(&self, range: &Range<usize>) -> &[usize] {
        let from = self.soft.partition_point(|&at| at < range.start);
        let rest = self.soft.get(from..).unwrap_or_default();
        let count = rest.partition_point(|&at| at < range.end);
        rest.get(..count).unwrap_or_default()
    }

    /// Whether a byte of a text stands right behind the hyphens that a word of code begins with, as in `--width`.
    pub fn follows_hyphens(&self, text: &str, at: usize) -> bool {
        let code = within(&self.code, at).and_then(|code| text.get(code.start..at));
        code.is_some_and(|before| {
            let head = before.trim_end_matches('-');
            head.len() < before.len() && !head.ends_with(char::is_alphanumeric)
        })
    }

    /// Whether no blank cell may be put in at a byte: within code, or beside a note's number.
    pub fn is_solid(&self, at: usize) -> bool {
        if self.is_empty() {
            return false;
        }
        let inside = within(&self.code, at).is_some_and(|code| code.start < at);
        let beside = || {
            let after = self.notes.partition_point(|n| n.range.end < at);
            self.notes.get(after).is_some_and(|n| n.range.start <= at)
        };
        inside || beside()
    }

    /// Takes over what stands in a range of another text that is copied here, to a byte.
    pub fn copy(&mut self, from: &Self, range: &Range<usize>, to: usize) {
        let here = |at: usize| at.clamp(range.start, range.end) - range.start + to;
        let first = from.code.partition_point(|c| c.end <= range.start);
        let there = from.code.get(first..).unwrap_or_default().iter();
        for part in there.take_while(|c| c.start < range.end) {
            let part = here(part.start)..here(part.end);
            match self.code.last_mut() {
                // It was copied in two pieces.
                Some(last) if last.end == part.start && part.start == to => last.end = part.end,
                _ => self.code.push(part),
            }
        }
        let first = from.notes.partition_point(|n| n.range.end <= range.start);
        let there = from.notes.get(first..).unwrap_or_default().iter();
        for note in there.take_while(|n| n.range.start < range.end) {
            let range = here(note.range.start)..here(note.range.end);
            self.notes.push(Note { range, ..*note });
        }
        let first = from.soft.partition_point(|&at| at <= range.start);
        let there = from.soft.get(first..).unwrap_or_default().iter();
        let there = there.take_while(|&&at| at <= range.end);
        self.soft.extend(there.map(|&at| here(at)));
    }

    /// The same for a text of as many characters, where some have more or fewer bytes.
    #[must_use]
    pub fn moved(mut self, old: &str, new: &str) -> Self {
        // Bytes are asked for in order.
        let mover = || {
            let mut chars = old.char_indices().zip(new.char_indices());
            let mut last = (0, 0);
            move |at: usize| {
                while last.0 < at {
                    let next = chars.next().map(|((a, _), (b, _))| (a, b));
                    last = next.unwrap_or((usize::MAX, new.len()));
                }
                last.1
            }
        };
        let (mut code, mut notes) = (mover(), mover());
        for part in &mut self.code {
            *part = code(part.start)..code(part.end);
        }
        for note in &mut self.notes {
            note.range = notes(note.range.start)..notes(note.range.end);
        }
        let soft = self.soft.into_iter().map(mover()).collect();
        Self { soft, ..self }
    }
}

/// The stretches of a text between ticks, those included: code in a text whose marks are shown, as in a commit's message.
pub fn ticked(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    let next = |from: usize| {
        let at = from + text.get(from..)?.find('`')?;
        let rest = text.get(at..)?;
        Some(at..at + rest.len() - rest.trim_start_matches('`').len())
    };
    while let Some(open) = next(from) {
        from = open.end;
        let mut close = next(from);
        while let Some(ticks) = close.take_if(|ticks| ticks.len() != open.len()) {
            close = next(ticks.end).filter(|ticks| ticks.end - open.end <= LONGEST);
        }
        if let Some(close) = close.filter(|close| close.end - open.end <= LONGEST) {
            found.push(open.start..close.end);
            from = close.end;
        }
    }
    found
}

/// The range that holds a byte.
fn within(ranges: &[Range<usize>], at: usize) -> Option<&Range<usize>> {
    let first = ranges.partition_point(|r| r.end <= at);
    ranges.get(first).filter(|r| r.start <= at)
}

/// Tells which places of a source are code within a line, by the marks around them; they are asked for in order.
#[derive(Default)]
pub struct Ticks {
    /// One past the marks that closed the last.
    closed: usize,
}

impl Ticks {
    /// Whether a place is code: `…`, or <code> and its kin.
    pub fn hold(&mut self, source: &str, place: Span) -> bool {
        let (Some(before), Some(after)) = (
            source.get(..place.start as usize),
            source.get(place.end as usize..),
        ) else {
            return false;
        };
        if before.ends_with('>') && after.starts_with("</") {
            return is_tagged(before, after);
        }
        // One blank at each side is the marks', where the code begins or ends with a tick of its own.
        let opened = before.strip_suffix(' ').unwrap_or(before);
        let closing = after.strip_prefix(' ').unwrap_or(after);
        if !opened.ends_with('`') || !closing.starts_with('`') {
            return false;
        }
        let bare = opened.trim_end_matches('`').len();
        let ticks = opened.len() - bare;
        let closed = closing.len() - closing.trim_start_matches('`').len();
        // The words between two codes have the marks of both beside them.
        if bare < self.closed || closed != ticks {
            return false;
        }
        self.closed = source.len() - closing.len() + ticks;
        true
    }
}

/// Whether a tag that says code opens before and closes after.
fn is_tagged(before: &str, after: &str) -> bool {
    let near = before.len().saturating_sub(NEAR);
    let tail = before.as_bytes().get(near..).unwrap_or_default();
    let Some(open) = tail.iter().rposition(|b| *b == b'<') else {
        return false;
    };
    let tag = tail.get(open + 1..).unwrap_or_default();
    ["code", "kbd", "samp", "tt"].iter().any(|name| {
        let named =
            |bytes: Option<&[u8]>| bytes.is_some_and(|b| b.eq_ignore_ascii_case(name.as_bytes()));
        let ends = |bytes: &[u8]| !bytes.get(name.len()).is_some_and(u8::is_ascii_alphanumeric);
        let close = after.as_bytes().get(2..).unwrap_or_default();
        named(tag.get(..name.len())) && ends(tag) && named(close.get(..name.len())) && ends(close)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(source: &str, word: &str) -> bool {
        let start = source.find(word).unwrap_or(0);
        let place = Span::new(start, start + word.len());
        Ticks::default().hold(source, place)
    }

    #[test]
    fn ticks_and_tags_around_words_make_them_code() {
        assert!(code("用 `甲,乙` 吧", "甲,乙"));
        assert!(code("用 `` `甲 `` 吧", "`甲"));
        assert!(code("按 <kbd>甲</kbd> 键", "甲"));
        assert!(code("按 <code class=\"x\">甲</code>", "甲"));
        assert!(!code("用 ``甲` 吧", "甲"));
        assert!(!code("一 <b>甲</b> 键", "甲"));
        assert!(!code("<codex>甲</codex>", "甲"));
        assert!(!code("甲", "甲"));
    }

    #[test]
    fn ticks_that_are_shown_hold_code_in_pairs() {
        let code = |text: &'static str| -> Vec<&str> {
            let found = ticked(text).into_iter();
            found.filter_map(|range| text.get(range)).collect()
        };
        assert_eq!(code("用`甲,乙`和``丙`丁``吧`"), ["`甲,乙`", "``丙`丁``"]);
        assert_eq!(code("一`二``三"), [""; 0]);
        assert_eq!(code(""), [""; 0]);
    }

    #[test]
    fn words_between_two_codes_are_none() {
        let source = "`甲`和`乙`";
        let mut ticks = Ticks::default();
        let places = [(1, 4), (5, 8), (9, 12)].map(|(a, b)| Span::new(a, b));
        assert_eq!(
            places.map(|place| ticks.hold(source, place)),
            [true, false, true]
        );
    }

    fn note(range: Range<usize>) -> Note {
        Note {
            range,
            number: 1,
            defines: false,
        }
    }

    #[test]
    fn parts_go_along_with_what_is_copied_and_respelled() {
        let parts = Parts {
            code: vec![3..6, 9..12],
            notes: vec![note(12..14)],
            soft: vec![3, 14],
        };
        let mut copied = Parts::default();
        copied.copy(&parts, &(0..4), 10);
        copied.copy(&parts, &(4..14), 14);
        assert_eq!(copied.code, [13..16, 19..22]);
        assert_eq!(copied.notes, [note(22..24)]);
        assert_eq!(copied.soft, [13, 24]);
        let one = Parts {
            code: vec![0..3, 3..7],
            notes: vec![note(7..9)],
            soft: vec![9],
        };
        let moved = one.moved("甲𬱖¹乙", "甲頔¹乙");
        assert_eq!(
            (moved.code, moved.notes),
            (vec![0..3, 3..6], vec![note(6..8)])
        );
        assert_eq!(moved.soft, [8]);
    }
}
