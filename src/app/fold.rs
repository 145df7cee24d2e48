//! Folding for the search: what a reader would call the same is the same.
//!
//! Full-width forms and marks are folded to half-width ones, as extraction wrote either; curly quotes to straight,
//! the dashes and dots that the typesetter shows alike to one; all white space to a blank; letters to small ones, with
//! their marks behind them, as extraction may write them;
//! Han of one script to those that they stand for in the other, so that either finds both, and radicals to their Han.

use crate::issue::{Span, Text};
use crate::typeset::{
    display::han,
    display::{SOFT_HYPHEN, letter_parts},
    script::Alike,
};
use std::ops::Range;

/// Texts folded one after the other, with the way back to the source.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    /// The folded texts; [`END`] stands after each.
    pub text: String,
    /// Where the way back changes: from this byte of `text` on, the source's byte is that many further (or back).
    steps: Vec<Step>,
}

/// Stands between folded texts; a folded query cannot hold it.
pub const END: char = '\n';

/// What the folded text from a byte on came from.
#[derive(Clone, Copy, Debug)]
struct Step {
    at: u32,
    source: u32,
    /// Bytes of the source, where a character was folded to another; `None` where byte stands for byte.
    folded: Option<u8>,
}

impl Folded {
    /// Appends a text.
    pub fn push(&mut self, text: &Text, source: &str) {
        for run in &text.runs {
            if let Some(joint) = run.joint {
                self.step(run.span.start, Some(0));
                self.fold(joint);
            }
            self.push_span(run.span.of(source), run.span.start);
        }
        self.text.push(END);
    }

    /// Appends a place of the source.
    fn push_span(&mut self, text: &str, start: u32) {
        let at = |n: usize| start.saturating_add(u32::try_from(n).unwrap_or(u32::MAX));
        self.step(start, None);
        let alike = Alike::all();
        let bytes = text.as_bytes();
        let mut done = 0;
        let mut i = 0;
        while let Some(&byte) = bytes.get(i) {
            // Most of a Chinese text is Han of three bytes each, which stay as they are or become others of three.
            if matches!(byte, 0xE4..=0xE9) {
                if let Some(other) = bytes.get(i..).and_then(code).and_then(|c| alike.other(c)) {
                    self.text.push_str(text.get(done..i).unwrap_or(""));
                    self.text.push(other);
                    done = i + 3;
                }
                i += 3;
                continue;
            }
            if matches!(byte, b'a'..=b'z' | b'!'..=b'@' | b' ') {
                i += 1;
                continue;
            }
            let Some(c) = text.get(i..).and_then(|t| t.chars().next()) else {
                break;
            };
            let len = c.len_utf8();
            let plain = |same| same == c && !c.is_uppercase() && letter_parts(c).nth(1).is_none();
            if matches!(fold(c), Fold::One(same) if plain(same)) {
                i += len;
                continue;
            }
            self.text.push_str(text.get(done..i).unwrap_or(""));
            self.step(at(i), u8::try_from(len).ok());
            self.fold(c);
            i += len;
            done = i;
            self.step(at(i), None);
        }
        self.text.push_str(text.get(done..).unwrap_or(""));
    }

    fn fold(&mut self, c: char) {
        match fold(c) {
            Fold::One(c) => self.text.extend(c.to_lowercase().flat_map(letter_parts)),
            Fold::Dash => self.text.push_str("——"),
            Fold::Nothing => {}
        }
    }

    fn step(&mut self, source: u32, folded: Option<u8>) {
        let at = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        if self.steps.last().is_some_and(|last| last.at == at) {
            self.steps.pop();
        }
        self.steps.push(Step { at, source, folded });
    }

    /// The places of the source that a range of the folded text came from, in order.
    pub fn places(&self, range: Range<usize>) -> Vec<Span> {
        let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let (start, end) = (small(range.start), small(range.end));
        let first = self.steps.partition_point(|s| s.at <= start).max(1) - 1;
        let mut places: Vec<Span> = Vec::new();
        for (i, step) in self.steps.iter().enumerate().skip(first) {
            if step.at >= end {
                break;
            }
            let next = self.steps.get(i + 1).map_or(u32::MAX, |n| n.at);
            let place = match step.folded {
                Some(len) => Span {
                    start: step.source,
                    end: step.source.saturating_add(u32::from(len)),
                },
                None => Span {
                    start: step.source.saturating_add(start.saturating_sub(step.at)),
                    end: step.source.saturating_add(end.min(next) - step.at),
                },
            };
            match places.last_mut() {
                Some(last) if last.end == place.start => last.end = place.end,
                _ if place.is_empty() => {}
                _ => places.push(place),
            }
        }
        places
    }
}

/// A query as it is searched for.
pub fn folded(query: &str) -> String {
    let mut folded = Folded::default();
    for c in query.chars() {
        folded.fold(c);
    }
    folded.text
}

/// Whether a query asks for its capitals: it has one (smart case).
pub fn minds_case(query: &str) -> bool {
    query
        .chars()
        .any(|c| matches!(fold(c), Fold::One(c) if c.is_uppercase()))
}

/// A text folded but for its case.
pub fn with_case(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match fold(c) {
            Fold::One(c) => out.extend(letter_parts(c)),
            Fold::Dash => out.push_str("——"),
            Fold::Nothing => {}
        }
    }
    out
}

enum Fold {
    One(char),
    /// ⸺, which is shown as ——.
    Dash,
    /// A soft hyphen, which shows nothing within a line.
    Nothing,
}

/// The number of a character of three bytes that stands first.
#[inline]
fn code(bytes: &[u8]) -> Option<u32> {
    let &[first, second, third] = bytes.first_chunk::<3>()?;
    Some(u32::from(first & 0x0F) << 12 | u32::from(second & 0x3F) << 6 | u32::from(third & 0x3F))
}

/// The form of a character that stands for all its forms, but for its case.
fn fold(c: char) -> Fold {
    Fold::One(match c {
        // The full-width forms of ASCII, in ASCII's order.
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        '•' | '‧' | '・' => '·',
        '｡' => '。',
        '､' => '、',
        '\u{2E3A}' => return Fold::Dash,
        SOFT_HYPHEN => return Fold::Nothing,
        c if c.is_whitespace() || c.is_control() => ' ',
        c => Alike::all().form(han(c)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::Run;
    use proptest::prelude::*;

    fn of(source: &str) -> Folded {
        let mut folded = Folded::default();
        folded.push(&Text::at(Span::new(0, source.len())), source);
        folded
    }

    #[test]
    fn a_radical_is_found_by_its_han() {
        assert_eq!(folded("⽂化⻋站"), folded("文化车站"));
    }

    #[test]
    fn full_and_half_width_are_one() {
        assert_eq!(folded("ＡＢＣ，（１２％）"), "abc,(12%)");
        assert_eq!(folded("“潮”　汐"), "\"潮\" 汐");
        assert_eq!(folded("⸺"), "——");
    }

    #[test]
    fn a_soft_hyphen_parts_no_word() {
        let folded = of("a sepa\u{AD}rate part");
        assert_eq!(folded.text, "a separate part\n");
        assert_eq!(
            folded.places(2.."a separate".len()),
            [Span::new(2, 6), Span::new(8, 12)]
        );
        assert_eq!(super::folded("sepa\u{AD}rate"), "separate");
    }

    #[test]
    fn a_letter_is_found_however_its_mark_is_written() {
        for one in ["lǜ", "Lu\u{308}\u{300}", "l\u{FC}\u{300}"] {
            assert_eq!(folded(one), "lu\u{308}\u{300}");
        }
        let source = "读hǎo，ha\u{30C}o";
        let folded = of(source);
        let query = super::folded("hǎo");
        let found: Vec<&str> = folded
            .text
            .match_indices(&query)
            .flat_map(|(at, _)| folded.places(at..at + query.len()))
            .map(|place| place.of(source))
            .collect();
        assert_eq!(found, ["hǎo", "ha\u{30C}o"]);
        assert_eq!(with_case("Lǚ"), with_case("Lu\u{308}\u{30C}"));
        assert_eq!(super::folded("가Ж"), "가ж");
    }

    #[test]
    fn a_capital_in_the_query_is_minded() {
        assert!(minds_case("Ａa"));
        assert!(!minds_case("潮a"));
        assert_eq!(with_case("ＡＩ，x"), "AI,x");
    }

    #[test]
    fn the_way_back_leads_to_the_character() {
        let source = "江，水⸺流發ABC趙𬱖（东）";
        let folded = of(source);
        for part in [
            "江",
            "，",
            "，水",
            "⸺流",
            "流發",
            "ABC",
            "趙𬱖（",
            "𬱖",
            "（东）",
            "）",
        ] {
            let at = folded.text.find(&super::folded(part)).unwrap_or(0);
            let places = folded.places(at..at + super::folded(part).len());
            let words: Vec<&str> = places.iter().map(|p| p.of(source)).collect();
            assert_eq!(words, [part]);
        }
    }

    #[test]
    fn joined_lines_are_one_text() {
        let source = "江水\n东流";
        let span = |part: &str| {
            let at = source.find(part).unwrap_or(0);
            Span::new(at, at + part.len())
        };
        let run = |part| Run {
            span: span(part),
            joint: None,
        };
        let text = Text {
            runs: vec![run("江水"), run("东流")],
        };
        let mut folded = Folded::default();
        folded.push(&text, source);
        assert_eq!(folded.text, "江水东流\n");
        let at = "江".len();
        assert_eq!(
            folded.places(at..at + "水东".len()),
            [span("水"), span("东")]
        );
    }

    #[test]
    fn either_script_is_one() {
        assert_eq!(folded("頭髮發展，皇后以後"), folded("头发发展，皇后以后"));
        assert_eq!(of("頭髮發展").text, of("头发发展").text);
        assert_eq!(with_case("ＡＩ發"), "AI发");
    }

    proptest! {
        #[test]
        fn every_byte_leads_into_the_source(source in "[a-cA-C江水發㑳𬱖𠀀，“ａＢ⸺\n İßǚé\u{301}]{0,30}") {
            let folded = of(&source);
            let ends: Vec<usize> = folded.text.char_indices().map(|(at, _)| at).collect();
            for (i, &from) in ends.iter().enumerate() {
                for &to in ends.get(i + 1..).unwrap_or(&[]) {
                    for place in folded.places(from..to) {
                        prop_assert!(place.start <= place.end && place.end as usize <= source.len());
                        prop_assert!(source.get(place.range()).is_some());
                    }
                }
            }
        }
    }
}
