//! Display normalisation: a text as it is shown, every byte of it with its way back to the source.

use super::{
    class::{is_closing, is_han, is_wide_word},
    cluster::{Cluster, clusters, is_zero_width},
};
use crate::issue::{Span, Text};
use std::ops::Range;

/// Bytes of zero-width characters shown on one base; more is noise.
const MARKS: usize = 48;

/// A text as it is shown.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Shown {
    /// Its characters.
    pub text: String,
    /// Whether Han or kana are in it: then the Chinese rules hold.
    pub han: bool,
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

/// How white space is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Space {
    /// A tab or a line end is one space.
    Plain,
    /// Tabs and line ends are kept: they part cells and rows.
    Kept,
}

impl Shown {
    /// The text without what must not reach a terminal, and with full-width marks where they belong if wanted.
    pub fn of(text: &Text, source: &str, space: Space, fullwidth: bool) -> Self {
        let mut shown = Self::default();
        let mut gate = Gate::default();
        for run in &text.runs {
            if let Some(joint) = run.joint {
                let place = Span {
                    start: run.span.start,
                    end: run.span.start,
                };
                if let Some(c) = gate.pass(joint, space) {
                    shown.push(c.encode_utf8(&mut [0; 4]), place);
                }
            }
            shown.take(run.span, run.span.of(source), &mut gate, space);
        }
        shown.han = shown.text.chars().any(is_wide_word);
        if fullwidth && shown.han {
            let changes = changes(&shown.text);
            if !changes.is_empty() {
                shown = shown.changed(&changes);
            }
        }
        shown
    }

    /// Words that the program adds.
    pub fn words(text: &str) -> Self {
        let mut shown = Self::default();
        shown.add_words(text);
        shown
    }

    /// Appends words that the program adds.
    pub fn add_words(&mut self, text: &str) {
        let mut gate = Gate::default();
        let text: String = text
            .chars()
            .filter_map(|c| gate.pass(c, Space::Plain))
            .collect();
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

    /// Copies a place of the source, in as long pieces as nothing has to be dropped from.
    fn take(&mut self, span: Span, text: &str, gate: &mut Gate, space: Space) {
        let mut from = 0;
        let place = |range: Range<usize>| Span {
            start: span.start + Span::new(0, range.start).end,
            end: span.start + Span::new(0, range.end).end,
        };
        for (at, c) in text.char_indices() {
            let passed = gate.pass(c, space);
            if passed == Some(c) {
                continue;
            }
            self.push(text.get(from..at).unwrap_or(""), place(from..at));
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
            stretches: Vec::with_capacity(self.stretches.len() + 2 * changes.len()),
        };
        let mut from = 0;
        for change in changes {
            shown.copy(self, from..change.at);
            let places = self.places(change.at..change.at + change.len);
            shown.push_as(change.to, places.first().and_then(|p| p.source));
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
        for place in from.places(range) {
            let text = from.text.get(place.range).unwrap_or("");
            match place.source {
                Some(source) => self.push(text, source),
                None => self.push_as(text, None),
            }
        }
    }

    /// The parts of a range of the shown text with the places they come from, in order.
    pub fn places(&self, range: Range<usize>) -> Vec<Place> {
        let first = self
            .stretches
            .partition_point(|s| s.at + s.len <= range.start);
        self.stretches
            .get(first..)
            .unwrap_or(&[])
            .iter()
            .take_while(|s| s.at < range.end)
            .map(|s| {
                let start = range.start.max(s.at);
                let end = range.end.min(s.at + s.len);
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
                Place {
                    range: start..end,
                    source,
                }
            })
            .collect()
    }

    /// The shown text's bytes without white space at both ends.
    pub fn trimmed(&self) -> Range<usize> {
        self.trim(0..self.text.len())
    }

    /// A range of the shown text without white space at both ends.
    pub fn trim(&self, range: Range<usize>) -> Range<usize> {
        let text = self.text.get(range.clone()).unwrap_or("");
        // A space that carries a mark is shown.
        let blank: usize = clusters(text)
            .take_while(Cluster::is_blank)
            .map(|c| c.text.len())
            .sum();
        let start = range.start + blank;
        let rest = text.get(blank..).unwrap_or("");
        start..(start + rest.trim_end().len())
    }
}

/// A part of a shown text and where it comes from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// Bytes of the shown text.
    pub range: Range<usize>,
    /// Bytes of the source; `None` for words that the program adds.
    pub source: Option<Span>,
}

/// What has gone through to the display so far, as far as it matters for the next character.
#[derive(Default)]
struct Gate {
    /// The last character that went through.
    last: Option<char>,
    /// Bytes of zero-width characters since the last that took a cell.
    marks: usize,
    /// Joiners since the last character that did not follow one.
    joined: usize,
}

impl Gate {
    /// The character to show for one of the source; `None` where it is dropped.
    fn pass(&mut self, c: char, space: Space) -> Option<char> {
        // The common case first: ASCII, Han and its marks.
        let shown = match c {
            ' '..='~'
            | '\u{3000}'..='\u{3029}'
            | '\u{4E00}'..='\u{9FFF}'
            | '\u{FF01}'..='\u{FF60}' => {
                self.marks = 0;
                self.joined = 0;
                c
            }
            '\n' | '\t' if space == Space::Kept => c,
            '\t' | '\n' | '\r' => ' ',
            _ if c.is_control() || is_format(c) => return None,
            '\u{FE0F}' if !self.last.is_some_and(takes_emoji_form) => return None,
            _ if is_zero_width(c) => {
                self.marks += c.len_utf8();
                self.joined += usize::from(c == '\u{200D}');
                let based = self.last.is_some_and(|l| !matches!(l, '\n' | '\t'));
                if !based || self.marks > MARKS || self.joined > 8 {
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

/// Whether a character steers the text and shows nothing: dropped from display.
fn is_format(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E001F}' | '\u{E0080}'..='\u{E00FF}')
}

/// Whether VS16 after a character asks for an emoji. Digits, # and * take it as keycaps; letters and Han never.
fn takes_emoji_form(c: char) -> bool {
    matches!(c, '#' | '*' | '0'..='9' | '\u{A9}' | '\u{AE}' | '\u{203C}' | '\u{2049}' | '\u{3030}' | '\u{303D}'
        | '\u{3297}' | '\u{3299}' | '\u{2100}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}')
}

/// Characters to be shown otherwise.
struct Change {
    at: usize,
    len: usize,
    to: &'static str,
}

/// The half-width marks that stand among Han, and what they are shown as. GB/T 15834 knows only the full-width
/// forms; the marks between digits (13.2, 10:30, 1,234) and between Latin words stay.
fn changes(text: &str) -> Vec<Change> {
    let bytes = text.as_bytes();
    let mut changes = Vec::new();
    let mut open: Vec<(usize, usize, Option<char>)> = Vec::new();
    let mut at = 0;
    // The last character as shown, which a run of marks (?!) has to see.
    let mut before: Option<char> = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let to = match c {
            ',' | ';' | ':' | '!' | '?' if wants_full(before, next) => match c {
                ',' => "，",
                ';' => "；",
                ':' => "：",
                '!' => "！",
                _ => "？",
            },
            '\u{2E3A}' => "——",
            '\u{2022}' | '\u{2027}' if before.is_some_and(is_han) && next.is_some_and(is_han) => {
                "·"
            }
            '(' => {
                open.push((changes.len(), at, before));
                changes.push(Change {
                    at,
                    len: 1,
                    to: "(",
                });
                "("
            }
            ')' => {
                if let Some((index, start, prior)) = open.pop() {
                    let inner = text.get(start + 1..at).unwrap_or("");
                    let code = prior.is_some_and(|c| c.is_ascii_alphanumeric()) && inner.is_ascii();
                    let full = |c: Option<char>| {
                        c.is_some_and(|c| is_wide_word(c) || is_closing(c) && !c.is_ascii())
                    };
                    let pair = full(prior)
                        || full(inner.chars().next())
                        || full(inner.chars().next_back())
                        || full(next) && !code;
                    if pair {
                        if let Some(change) = changes.get_mut(index) {
                            change.to = "（";
                        }
                        changes.push(Change {
                            at,
                            len: 1,
                            to: "）",
                        });
                        before = Some('）');
                        at += 1;
                        continue;
                    }
                }
                ")"
            }
            _ => "",
        };
        if to.len() > 1 {
            changes.push(Change {
                at,
                len: c.len_utf8(),
                to,
            });
            before = to.chars().next_back();
        } else {
            before = Some(c);
        }
        at += c.len_utf8();
    }
    debug_assert_eq!(at, bytes.len());
    changes.retain(|c| c.to != "(");
    changes
}

/// Whether a half-width mark between these characters is a Chinese one.
fn wants_full(before: Option<char>, next: Option<char>) -> bool {
    let Some(before) = before else { return false };
    if is_wide_word(before) || is_closing(before) && !before.is_ascii() {
        return true;
    }
    // 增长10.5%,高于: after a figure or a Latin name the mark is Chinese where Han go on.
    (before.is_ascii_alphanumeric() || matches!(before, '%' | '‰' | '℃' | ')'))
        && next.is_some_and(is_han)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::issue::Run;
    use proptest::prelude::*;

    fn whole(source: &str) -> Shown {
        let text = Text::at(Span::new(0, source.len()));
        Shown::of(&text, source, Space::Plain, true)
    }

    /// What a source is shown as.
    fn check(source: &str, expected: &str) {
        assert_eq!(whole(source).text, expected, "{source}");
    }

    #[test]
    fn half_width_marks_after_han_are_shown_full_width() {
        check(
            "据了解,项目;总投资:不少!真的?",
            "据了解，项目；总投资：不少！真的？",
        );
        check("他说“好”,又说《书》;", "他说“好”，又说《书》；");
        check("什么?!", "什么？！");
    }

    #[test]
    fn marks_between_figures_and_in_latin_stay() {
        check(
            "增长13.2,1,234.56,在10:30见",
            "增长13.2,1,234.56，在10:30见",
        );
        check("比分3:2", "比分3:2");
        check("Hello, world: yes!", "Hello, world: yes!");
        check("在https://a.cn/b?c,d看", "在https://a.cn/b?c,d看");
    }

    #[test]
    fn a_mark_between_a_figure_and_han_is_chinese() {
        check("占87.6%;比上年", "占87.6%；比上年");
        check("物联网AIoT,与大数据", "物联网AIoT，与大数据");
    }

    #[test]
    fn brackets_beside_han_change_in_pairs() {
        check("30万台(套)产能", "30万台（套）产能");
        check("物联网(AIoT)和", "物联网（AIoT）和");
        check("(一)总则", "（一）总则");
        check("call f(x) here的", "call f(x) here的");
        check("函数 f(x)的值", "函数 f(x)的值");
        check("缺一半(的", "缺一半(的");
        check("缺一半)的", "缺一半)的");
    }

    #[test]
    fn dots_and_long_dashes_take_their_chinese_form() {
        check("穆罕默德•本‧朱马", "穆罕默德·本·朱马");
        check("他⸺这个人", "他——这个人");
        check("• 要点", "• 要点");
    }

    #[test]
    fn full_width_can_be_switched_off() {
        let source = "据了解,项目(套)";
        let text = Text::at(Span::new(0, source.len()));
        assert_eq!(Shown::of(&text, source, Space::Plain, false).text, source);
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
        check("一\u{E0001}二\u{E0080}三", "一二三");
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
            shown.places(at..at + part.len())[0].source.unwrap()
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
        let joint = shown.places(3..4)[0].source.unwrap();
        assert_eq!((joint.start, joint.end), (5, 5));
    }

    proptest! {
        #[test]
        fn shown_places_tile_the_text_and_stay_in_order(source in any::<String>()) {
            let shown = whole(&source);
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
            prop_assert!(!shown.text.contains(|c: char| c.is_control() || is_format(c)));
        }
    }
}
