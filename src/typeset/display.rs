//! Display normalisation: a text as it is shown, every byte of it with its way back to the source.

mod composed;
mod numbered;
mod parts;
mod radicals;
mod scripted;

pub use super::gate::Space;
use super::{
    class::is_wide_word,
    cluster::{Ambiguous, clusters, is_space},
    gate::Gate,
    marks::{Change, changes},
    notes::Notes,
};
use crate::issue::{Span, Text};
pub use composed::{parts as letter_parts, printable};
pub use parts::Note;
use parts::{Parts, Ticks};
pub use radicals::han;
use std::ops::Range;

/// Where a word may be parted, written into it; nothing shows it within a line.
pub const SOFT_HYPHEN: char = '\u{AD}';

/// A text as it is shown.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Shown {
    /// Its characters.
    pub text: String,
    /// Whether Han or kana are in it: then the Chinese rules hold.
    pub han: bool,
    /// Code, numbers of notes, soft hyphens.
    pub parts: Parts,
    stretches: Vec<Stretch>,
}

/// A part of a shown text and the place it comes from. Where both have as many bytes, byte stands for byte.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Stretch {
    /// First byte in the shown text.
    at: usize,
    /// Bytes there.
    len: usize,
    /// Place in the source, empty for a character that the source writes otherwise; `None` for words that the
    /// program adds.
    source: Option<Span>,
}

impl Stretch {
    fn is_verbatim(&self) -> bool {
        self.source.is_some_and(|s| s.len() == self.len)
    }
}

impl Shown {
    /// The text without what must not reach a terminal, and with full-width marks where they belong if wanted.
    pub fn of(text: &Text, source: &str, space: Space, fullwidth: bool) -> Self {
        Self::noted(text, source, space, fullwidth, &Notes::default())
    }

    /// The same with raised numbers for the marks of notes.
    pub fn noted(text: &Text, source: &str, space: Space, fullwidth: bool, notes: &Notes) -> Self {
        let mut shown = Self::default();
        let mut gate = Gate::default();
        let mut ticks = Ticks::default();
        for run in &text.runs {
            if let Some(joint) = run.joint {
                let place = Span {
                    start: run.span.start,
                    end: run.span.start,
                };
                let ends = joint == '\n' && space == Space::Lines;
                if let Some(c) = gate.pass(joint, if ends { Space::Kept } else { space }) {
                    shown.push(c.encode_utf8(&mut [0; 4]), place);
                }
            }
            let from = shown.text.len();
            shown.take(run.span, run.span.of(source), &mut gate, space);
            if shown.text.len() > from && ticks.hold(source, run.span) {
                shown.parts.code.push(from..shown.text.len());
                let soft = shown.parts.soft.partition_point(|&at| at <= from);
                shown.parts.soft.truncate(soft);
            }
            shown.link(run.span, notes);
        }
        let mut shown = shown.ideographic();
        shown.han = shown.text.chars().any(is_wide_word);
        shown
            .ticked()
            .composed()
            .numbered(notes)
            .normalised(fullwidth)
    }

    /// The same with Han for the radicals that stand for them.
    fn ideographic(self) -> Self {
        let changes = radicals::radicals(&self.text);
        if changes.is_empty() {
            self
        } else {
            self.changed(&changes)
        }
    }

    /// The same with letters that have their marks in them.
    fn composed(self) -> Self {
        let changes = composed::composed(&self.text, &self.parts.code);
        if changes.is_empty() {
            self
        } else {
            self.changed(&changes)
        }
    }

    /// The same with full-width marks where they belong, if wanted.
    fn normalised(self, fullwidth: bool) -> Self {
        if !fullwidth || !self.han {
            return self;
        }
        let changes = changes(&self.text, &self.parts.code);
        if changes.is_empty() {
            return self;
        }
        self.changed(&changes)
    }

    /// A text that stands in no issue and is its own source, as it is but, if wanted, for full-width marks where they
    /// belong and Han for radicals.
    pub fn plain(text: &str, fullwidth: bool) -> Self {
        let mut shown = Self::default();
        shown.push(text, Span::new(0, text.len()));
        if fullwidth {
            shown = shown.ideographic();
        }
        shown.han = shown.text.chars().any(is_wide_word);
        shown.ticked().normalised(fullwidth)
    }

    /// Words that the program adds.
    pub fn words(text: &str) -> Self {
        let mut shown = Self::default();
        shown.add_words(text);
        shown
    }

    /// Appends words that the program adds.
    pub fn add_words(&mut self, text: &str) {
        let text = harmless(text);
        self.han |= text.chars().any(is_wide_word);
        if !text.is_empty() {
            self.push_as(&text, None);
        }
    }

    /// Appends another shown text.
    pub fn append(&mut self, other: &Self) {
        self.han |= other.han;
        self.copy(other, 0..other.text.len());
    }

    /// A part of it as a text of its own.
    #[must_use]
    pub fn part(&self, range: Range<usize>) -> Self {
        let mut part = Self {
            han: self.han,
            ..Self::default()
        };
        part.copy(self, range);
        part
    }

    /// Copies a place of the source, in as long pieces as nothing has to be dropped from.
    fn take(&mut self, span: Span, text: &str, gate: &mut Gate, space: Space) {
        let mut from = 0;
        let place = |range: Range<usize>| Span {
            start: span.start + Span::new(0, range.start).end,
            end: span.start + Span::new(0, range.end).end,
        };
        for (at, c) in text.char_indices() {
            if gate.goes_through(c) {
                continue;
            }
            let passed = gate.pass(c, space);
            if passed == Some(c) {
                continue;
            }
            self.push(text.get(from..at).unwrap_or(""), place(from..at));
            if c == SOFT_HYPHEN {
                self.parts.soft.push(self.text.len());
            }
            from = at + c.len_utf8();
            if let Some(other) = passed {
                self.push(other.encode_utf8(&mut [0; 4]), place(at..from));
            }
        }
        self.push(text.get(from..).unwrap_or(""), place(from..text.len()));
    }

    /// Appends characters and the place they come from.
    fn push(&mut self, text: &str, source: Span) {
        if text.is_empty() {
            return;
        }
        let at = self.text.len();
        self.text.push_str(text);
        let verbatim = text.len() == source.len();
        match self.stretches.last_mut() {
            Some(Stretch {
                len,
                source: Some(last),
                ..
            }) if verbatim && *len == last.len() && last.end == source.start => {
                *len += text.len();
                last.end = source.end;
            }
            _ => self.stretches.push(Stretch {
                at,
                len: text.len(),
                source: Some(source),
            }),
        }
    }

    /// The same with some characters shown otherwise.
    fn changed(&self, changes: &[Change]) -> Self {
        let mut shown = Self {
            text: String::with_capacity(self.text.len() + 2 * changes.len()),
            han: self.han,
            parts: Parts::default(),
            stretches: Vec::with_capacity(self.stretches.len() + 2 * changes.len()),
        };
        let mut from = 0;
        for change in changes {
            shown.copy(self, from..change.at);
            let places = self.places(change.at..change.at + change.len);
            // What stands for several characters comes from all their places.
            let whole = places.filter_map(|p| p.source).reduce(|first, last| Span {
                start: first.start,
                end: last.end,
            });
            shown.push_as(&change.to, whole);
            from = change.at + change.len;
        }
        shown.copy(self, from..self.text.len());
        shown
    }

    /// Appends characters that stand for others: never merged with what is copied.
    fn push_as(&mut self, text: &str, source: Option<Span>) {
        self.stretches.push(Stretch {
            at: self.text.len(),
            len: text.len(),
            source,
        });
        self.text.push_str(text);
    }

    fn copy(&mut self, from: &Self, range: Range<usize>) {
        if !from.parts.is_empty() {
            self.parts.copy(&from.parts, &range, self.text.len());
        }
        for place in from.places(range) {
            let text = from.text.get(place.range).unwrap_or("");
            match place.source {
                Some(source) => self.push(text, source),
                None => self.push_as(text, None),
            }
        }
    }

    /// The parts of a range of the shown text with the places they come from, in order.
    pub fn places(&self, range: Range<usize>) -> impl Iterator<Item = ShownPlace> {
        let (from, to) = (range.start, range.end);
        let first = self.stretches.partition_point(|s| s.at + s.len <= from);
        self.stretches
            .get(first..)
            .unwrap_or(&[])
            .iter()
            .take_while(move |s| s.at < to)
            .map(move |s| {
                let start = from.max(s.at);
                let end = to.min(s.at + s.len);
                let source = s.source.map(|source| {
                    if s.is_verbatim() {
                        Span {
                            start: source.start + Span::new(0, start - s.at).end,
                            end: source.start + Span::new(0, end - s.at).end,
                        }
                    } else {
                        source
                    }
                });
                ShownPlace {
                    range: start..end,
                    source,
                }
            })
    }

    /// The parts of a range that come from the source, as long as they go on.
    pub fn sourced(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let mut parts: Vec<Range<usize>> = Vec::new();
        for place in self.places(range) {
            match parts.last_mut() {
                _ if place.source.is_none() => {}
                Some(last) if last.end == place.range.start => last.end = place.range.end,
                _ => parts.push(place.range),
            }
        }
        parts
    }

    /// The shown text's bytes without white space at both ends.
    pub fn trimmed(&self) -> Range<usize> {
        self.trim(0..self.text.len())
    }

    /// A range of the shown text without white space at both ends.
    pub fn trim(&self, range: Range<usize>) -> Range<usize> {
        self.trim_by(range, char::is_whitespace)
    }

    /// A line of the shown text without the spaces that its ends swallow.
    pub fn trim_line(&self, range: Range<usize>) -> Range<usize> {
        self.trim_by(range, is_space)
    }

    fn trim_by(&self, range: Range<usize>, space: fn(char) -> bool) -> Range<usize> {
        let text = self.text.get(range.clone()).unwrap_or("");
        // A space that carries a mark is shown.
        let blank: usize = clusters(text, Ambiguous::Narrow)
            .map(|c| c.text)
            .take_while(|c| c.chars().all(space))
            .map(str::len)
            .sum();
        let start = range.start + blank;
        let rest = text.get(blank..).unwrap_or("");
        start..(start + rest.trim_end_matches(space).len())
    }
}

/// A text without what steers a terminal or turns the text around.
pub fn harmless(text: &str) -> String {
    let mut gate = Gate::default();
    text.chars()
        .filter_map(|c| gate.pass(c, Space::Plain))
        .collect()
}

/// A part of a shown text and where it comes from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ShownPlace {
    /// Bytes of the shown text.
    pub range: Range<usize>,
    /// Bytes of the source; `None` for words that the program adds.
    pub source: Option<Span>,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::guard::is_harmless;
    use crate::issue::Run;
    use crate::typeset::Script;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization as _;

    fn whole(source: &str) -> Shown {
        let text = Text::at(Span::new(0, source.len()));
        Shown::of(&text, source, Space::Plain, true)
    }

    /// What a source is shown as.
    fn check(source: &str, expected: &str) {
        assert_eq!(whole(source).text, expected, "{source}");
    }

    #[test]
    fn full_width_can_be_switched_off() {
        let source = "据了解,项目(套)";
        let text = Text::at(Span::new(0, source.len()));
        assert_eq!(Shown::of(&text, source, Space::Plain, false).text, source);
    }

    #[test]
    fn radicals_are_shown_as_their_han_and_lead_back_to_themselves() {
        let source = "⼩镇的⻔,开了";
        let shown = whole(source);
        assert_eq!(shown.text, "小镇的门，开了");
        assert!(shown.han);
        let place = shown.places(0..3).next().and_then(|p| p.source);
        assert_eq!(place, Some(Span::new(0, 3)));
    }

    #[test]
    fn nothing_that_steers_a_terminal_is_shown() {
        check("红\u{1b}[31m字", "红[31m字");
        check("a\u{0}b\u{7f}c\u{9b}d", "abcd");
        check("左\u{202E}右\u{2066}中\u{2069}\u{200F}", "左右中");
        check(
            "软\u{AD}连\u{FEFF}字\u{2028}符\u{FFF9}号\u{200B}",
            "软连字符号",
        );
        check("一\u{E0001}二\u{E0080}三\u{E0041}\u{E007F}四", "一二三四");
        check("🏴\u{E0067}\u{E007F}", "🏴\u{E0067}\u{E007F}");
    }

    #[test]
    fn a_tab_and_a_line_end_are_spaces() {
        check("一\t二\n三", "一 二 三");
        let text = Text::at(Span::new(0, 3));
        assert_eq!(Shown::of(&text, "a\tb", Space::Kept, true).text, "a\tb");
    }

    #[test]
    fn vs16_stays_only_on_emoji() {
        check(
            "字\u{FE0F}❤\u{FE0F}1\u{FE0F}\u{20E3}",
            "字❤\u{FE0F}1\u{FE0F}\u{20E3}",
        );
    }

    #[test]
    fn a_letter_and_its_mark_are_shown_as_one_and_lead_to_both() {
        let source = "读lu\u{308}\u{30C}(a\u{30C})行";
        let shown = whole(source);
        assert_eq!(shown.text, "读lǚ（ǎ）行");
        let at = shown.text.find('ǚ').unwrap();
        let place = shown.places(at..at + 'ǚ'.len_utf8()).next().unwrap();
        assert_eq!(place.source.unwrap().of(source), "u\u{308}\u{30C}");
        assert_eq!(
            shown.text.nfd().collect::<String>(),
            source.replace('(', "（").replace(')', "）")
        );
    }

    #[test]
    fn a_thousand_marks_on_one_letter_are_cut_to_a_few_dozen_bytes() {
        let shown = whole(&format!("z{}字", "\u{300}".repeat(1000)));
        assert!(shown.text.len() < 64, "{}", shown.text.len());
        assert!(shown.text.ends_with('字'));
    }

    #[test]
    fn a_chain_of_joined_emoji_is_cut_to_the_length_of_the_longest_real_ones() {
        let chain = whole(&"👩\u{200D}".repeat(500));
        let longest = chain.text.split("👩👩").map(str::len).max();
        assert!(longest.is_some_and(|l| l < 80), "{longest:?}");
    }

    #[test]
    fn a_mark_without_a_base_is_not_shown() {
        check("\u{301}\u{301}首", "首");
    }

    #[test]
    fn every_shown_byte_knows_its_source() {
        let source = "甲,乙(丙)•丁";
        let shown = whole(source);
        assert_eq!(shown.text, "甲，乙（丙）•丁");
        let place = |part: &str| {
            let at = shown.text.find(part).unwrap();
            let place = shown.places(at..at + part.len()).next();
            place.unwrap().source.unwrap()
        };
        for (part, from) in [
            ("甲", "甲"),
            ("，", ","),
            ("（", "("),
            ("）", ")"),
            ("丁", "丁"),
        ] {
            assert_eq!(place(part).of(source), from, "{part}");
        }
    }

    fn spelled(source: &str, script: Script) -> Shown {
        whole(source).in_script(script, source)
    }

    #[test]
    fn what_another_script_shows_leads_to_the_character_it_stands_for() {
        let source = "赵𬱖,理发⸺台风(里)";
        let shown = spelled(source, Script::Traditional);
        assert_eq!(shown.text, "趙頔，理髮——颱風（裏）");
        let place = |part: &str| {
            let at = shown.text.find(part).unwrap();
            let places = shown.places(at..at + part.len());
            let words: Vec<&str> = places.map(|p| p.source.unwrap().of(source)).collect();
            words.concat()
        };
        for (part, from) in [
            ("趙", "赵"),
            ("頔", "𬱖"),
            ("，", ","),
            ("髮", "发"),
            ("——", "⸺"),
            ("颱風", "台风"),
            ("裏", "里"),
        ] {
            assert_eq!(place(part), from, "{part}");
        }
        let back = spelled("趙頔,理髮", Script::Simplified);
        assert_eq!(back.text, "赵𬱖，理发");
        assert_eq!(
            back.places(3..7)
                .next()
                .unwrap()
                .source
                .unwrap()
                .of("趙頔,理髮"),
            "頔"
        );
    }

    #[test]
    fn a_phrase_that_two_lines_share_is_one() {
        let source = "理\n发";
        let run = |start, end| Run {
            span: Span::new(start, end),
            joint: None,
        };
        let text = Text {
            runs: vec![run(0, 3), run(4, 7)],
        };
        let shown = Shown::of(&text, source, Space::Plain, true);
        let shown = shown.in_script(Script::Traditional, source);
        assert_eq!(shown.text, "理髮");
        assert_eq!(
            shown.places(3..6).next().unwrap().source,
            Some(Span::new(4, 7))
        );
    }

    #[test]
    fn a_joint_stands_where_its_run_starts() {
        let source = "one\n#two";
        let text = Text {
            runs: vec![
                Run {
                    span: Span::new(0, 3),
                    joint: None,
                },
                Run {
                    span: Span::new(5, 8),
                    joint: Some(' '),
                },
            ],
        };
        let shown = Shown::of(&text, source, Space::Plain, true);
        assert_eq!(shown.text, "one two");
        let joint = shown.places(3..4).next().unwrap().source.unwrap();
        assert_eq!((joint.start, joint.end), (5, 5));
    }

    /// Any text; more often one of what the scripts write differently and the marks change.
    fn texts() -> impl Strategy<Value = String> {
        prop_oneof![
            any::<String>(),
            "[赵𬱖頔趙發发后裏里,()⸺\u{20000}-\u{2A6DF}\u{0} a]{0,20}"
        ]
    }

    proptest! {
        #[test]
        fn shown_places_tile_the_text_and_stay_in_order(source in texts(), script in 0..5_usize) {
            let shown = spelled(&source, Script::ALL[script]);
            let mut at = 0;
            let mut from = 0;
            for place in shown.places(0..shown.text.len()) {
                let span = place.source.unwrap();
                prop_assert_eq!(place.range.start, at);
                prop_assert!(span.start >= from && span.end as usize <= source.len());
                prop_assert!(source.get(span.range()).is_some());
                at = place.range.end;
                from = span.end;
            }
            prop_assert_eq!(at, shown.text.len());
            prop_assert!(is_harmless(&shown.text));
            prop_assert_eq!(shown.text.chars().count(), whole(&source).text.chars().count());
        }
    }
}
