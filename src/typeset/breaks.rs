//! Where a line may end: UAX #14 on a shadow copy in which Chinese quotation marks open and close, less what
//! Chinese forbids, and with a price on what it would rather not.

use super::class::{
    is_bound_to_figure, is_bound_to_previous, is_counter, is_figure, is_hangul, is_latin,
    is_magnitude, is_opening, is_raised, is_stroke, is_wide_word,
};
use icu_locale_core::{LanguageIdentifier, langid};
use icu_segmenter::{
    LineSegmenter, LineSegmenterBorrowed,
    options::{LineBreakOptions, LineBreakStrictness},
};
use std::{borrow::Cow, sync::OnceLock};

/// Prices of breaks that are better not made, in square cells of slack: each is made where the line would
/// otherwise be shorter by more than its root. A figure holds its counter hardest (2023|年), a name its parts less
/// (穆罕默德·|本), and a dash the words before it least, for only the strictest reading of CLREQ binds it to them.
const COUNTED: u32 = 49;
const NAME: u32 = 36;
const DASH: u32 = 25;

/// A place where a line may end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Break {
    /// Byte at which the next line starts.
    pub at: usize,
    /// What breaking there costs, in square cells of slack; 0 for a good place.
    pub cost: u32,
}

/// Tells the places inside a text where a line may end; `han` puts the Chinese rules in force.
///
/// Han and the marks among them, which nearly all Chinese text is, are told by pairs; only what else comes is given to
/// UAX #14, from the character before it to the next Han, beyond which its rules never look.
#[derive(Debug)]
pub struct Breaks<'a> {
    text: &'a str,
    han: bool,
    /// First byte of the last character that was looked at.
    start: usize,
    /// One past the last byte that was.
    end: usize,
    /// What that character is; `None` before the first.
    left: Option<Kind>,
    /// The text's shadow, once it was needed.
    shadow: Option<Cow<'a, str>>,
    /// Places that UAX #14 gave, and how many of them lie behind.
    found: Vec<Break>,
    passed: usize,
}

/// A character that its neighbours alone tell about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Han,
    /// A full-width mark that closes.
    Closing,
    /// A full-width mark that opens.
    Opening,
}

impl Kind {
    #[inline]
    fn of(c: char) -> Option<Self> {
        if is_common_han(c) {
            return Some(Self::Han);
        }
        match c {
            '，' | '。' | '、' | '：' | '；' | '！' | '？' | '”' | '」' | '』' | '）' | '》'
            | '〉' | '】' | '〗' | '〕' => Some(Self::Closing),
            '“' | '‘' | '「' | '『' | '（' | '《' | '〈' | '【' | '〖' | '〔' => {
                Some(Self::Opening)
            }
            _ => None,
        }
    }
}

impl<'a> Breaks<'a> {
    /// The places of a text.
    pub fn of(text: &'a str, han: bool) -> Self {
        Self {
            text,
            han,
            start: 0,
            end: 0,
            left: None,
            shadow: None,
            found: Vec::new(),
            passed: 0,
        }
    }

    /// The place before a character of the text, whose first byte is told; `None` where no line may end there. It has
    /// to be asked in the text's order, but not for every character.
    #[inline]
    pub fn before(&mut self, c: char, at: usize) -> Option<Break> {
        if self.han
            && at == self.end
            && let Some(kind) = Kind::of(c)
        {
            let left = self.left.replace(kind);
            let start = std::mem::replace(&mut self.start, at);
            self.end = at + c.len_utf8();
            return match (left, kind) {
                (None | Some(Kind::Opening), _) | (_, Kind::Closing) => None,
                (Some(Kind::Han), Kind::Han) => self.between_han(start, at),
                _ => Some(Break { at, cost: 0 }),
            };
        }
        while at >= self.end && self.end < self.text.len() {
            self.others();
        }
        let behind = |place: &Break| place.at < at;
        while self.found.get(self.passed).is_some_and(behind) {
            self.passed += 1;
        }
        let next = self.found.get(self.passed);
        next.copied().filter(|place| place.at == at)
    }

    /// The place between two Han, by their first bytes.
    #[inline]
    fn between_han(&self, start: usize, at: usize) -> Option<Break> {
        let before = self.text.get(start..at).and_then(|c| c.chars().next());
        let cost = if before.is_some_and(is_magnitude) {
            cost(self.text, at)?
        } else {
            0
        };
        Some(Break { at, cost })
    }

    /// Finds the places in what is no plain Chinese, up to the next Han.
    fn others(&mut self) {
        let (text, han, start) = (self.text, self.han, self.start);
        let rest = text.get(self.end..).unwrap_or("");
        let next = if han { rest.find(is_common_han) } else { None };
        let next = next.map_or(text.len(), |next| self.end + next);
        let last = text.get(next..).and_then(|t| t.chars().next());
        self.start = next;
        self.end = next + last.map_or(0, char::len_utf8);
        self.left = last.map(|_| Kind::Han);
        let mut part = text.get(start..self.end).unwrap_or("");
        if han && part.contains(SHADOWED) {
            let shadow = self.shadow.get_or_insert_with(|| shadow(text, han));
            part = shadow.get(start..self.end).unwrap_or(part);
        }
        let places = segmenter(han).segment_str(part).map(|at| start + at);
        let inside = places.filter(|&at| at > start && at < self.end);
        self.found.clear();
        self.passed = 0;
        self.found.extend(inside.filter_map(|at| {
            let cost = if han { cost(text, at) } else { plain(text, at) };
            cost.map(|cost| Break { at, cost })
        }));
    }
}

/// The segmenters, made once: Thai and its like load their models only where such text comes.
fn segmenter(han: bool) -> LineSegmenterBorrowed<'static> {
    static CHINESE: OnceLock<LineSegmenterBorrowed<'static>> = OnceLock::new();
    static OTHER: OnceLock<LineSegmenterBorrowed<'static>> = OnceLock::new();
    const ZH: LanguageIdentifier = langid!("zh");
    let make = |locale: Option<&LanguageIdentifier>| {
        let mut options = LineBreakOptions::default();
        options.strictness = Some(LineBreakStrictness::Strict);
        options.content_locale = locale;
        LineSegmenter::new_auto(options)
    };
    *if han {
        CHINESE.get_or_init(|| make(Some(&ZH)))
    } else {
        OTHER.get_or_init(|| make(None))
    }
}

/// What a text's [`shadow`] may write otherwise.
const SHADOWED: [char; 7] = ['“', '”', '‘', '’', '～', '／', '"'];

/// A copy of equal byte length that UAX #14 reads as Chinese means it: its class QU would glue “ ” ‘ ’ to both
/// neighbours, and ～ ／ might start a line. Text without Han stands for itself.
fn shadow(text: &str, han: bool) -> Cow<'_, str> {
    if !han || !text.contains(SHADOWED) {
        return Cow::Borrowed(text);
    }
    // Straight quotes open and close in turn, where they come in pairs.
    let paired = text.matches('"').count().is_multiple_of(2);
    let mut open = false;
    let mut shadow = String::with_capacity(text.len());
    let mut from = 0;
    for (at, found) in text.match_indices(SHADOWED) {
        let end = at + found.len();
        let rest = text.get(end..).unwrap_or("");
        let stand = match found {
            "“" => "「",
            "”" => "」",
            "‘" => "『",
            "’" => {
                let letter = |c: Option<char>| c.is_some_and(is_latin);
                let before = text.get(..at).and_then(|t| t.chars().next_back());
                if letter(before) && letter(rest.chars().next()) {
                    found
                } else {
                    "』"
                }
            }
            "\"" if paired => {
                open = !open;
                if open { "(" } else { ")" }
            }
            "\"" => found,
            _ => "、",
        };
        shadow.push_str(text.get(from..at).unwrap_or(""));
        shadow.push_str(stand);
        from = end;
    }
    shadow.push_str(text.get(from..).unwrap_or(""));
    Cow::Owned(shadow)
}

/// What a break that UAX #14 allows costs in a text without Han: nothing, but Korean words stay whole, and a note's number
/// with what it follows.
fn plain(text: &str, at: usize) -> Option<u32> {
    let before = text.get(..at)?.chars().next_back()?;
    let after = text.get(at..)?.chars().next()?;
    let split = is_hangul(before) && is_hangul(after);
    let parted = is_raised(after) && !before.is_whitespace();
    (!split && !parted).then_some(0)
}

/// What a break that UAX #14 allows costs in Chinese; `None` where Chinese forbids it.
fn cost(text: &str, at: usize) -> Option<u32> {
    let mut left = text.get(..at)?.chars().rev();
    let mut right = text.get(at..)?.chars();
    let (before, after) = (left.next()?, right.next()?);
    // The common case, decided first.
    if is_common_han(before) && is_common_han(after) && !is_magnitude(before) {
        return Some(0);
    }
    if before == ' ' || before == '\u{3000}' {
        let last = left.find(|c| !matches!(c, ' ' | '\u{3000}'));
        let marked = !after.is_ascii() && is_bound_to_previous(after) && !is_stroke(after);
        let opened = last.is_some_and(|c| !c.is_ascii() && is_opening(c));
        return (!marked && !opened).then_some(0);
    }
    let prior = left.next();
    let figures = |a: char, b: char| is_figure(a) && is_figure(b);
    let full_letter = |c: char| matches!(c, 'Ａ'..='Ｚ' | 'ａ'..='ｚ');
    let forbidden = is_bound_to_previous(after)
        || is_opening(before)
        || is_bound_to_figure(before) && is_figure(after)
        || is_stroke(before) && is_stroke(after)
        || after == '⸺'
        || matches!(after, '—' | '―') && right.clone().next() != Some(after)
        || before == '／'
        || before == '/' && is_wide_word(after)
        || is_hangul(before) && is_hangul(after)
        || figures(before, after)
        || full_letter(before) && full_letter(after)
        || before == '．' && is_figure(after) && prior.is_some_and(is_figure);
    if forbidden {
        return None;
    }
    let counted = (is_figure(before) || is_magnitude(before) && prior.is_some_and(is_figure))
        && is_counter(after);
    let name = matches!(before, '·' | '•' | '‧' | '・');
    let dash = matches!(after, '—' | '―' | '─');
    Some(if counted {
        COUNTED
    } else if name {
        NAME
    } else if dash {
        DASH
    } else {
        0
    })
}

/// The byte after which no last line may start (孤字, CLREQ): the second but last Han, or any word of another script.
pub fn orphan_after(text: &str) -> usize {
    let mut han = 0;
    for (at, c) in text.char_indices().rev() {
        if is_wide_word(c) {
            han += 1;
        } else if c.is_alphanumeric() && !is_raised(c) {
            han = 2;
        }
        if han == 2 {
            return at;
        }
    }
    usize::MAX
}

fn is_common_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}')
}

#[cfg(test)]
mod tests;
