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

/// The places inside a text where a line may end, in order; `han` puts the Chinese rules in force. `shadow` is
/// the text's [`shadow`].
pub fn breaks<'a>(text: &'a str, shadow: &'a str, han: bool) -> impl Iterator<Item = Break> + 'a {
    segmenter(han)
        .segment_str(shadow)
        .filter(move |&at| at > 0 && at < text.len())
        .filter_map(move |at| {
            let cost = if han { cost(text, at) } else { plain(text, at) };
            cost.map(|cost| Break { at, cost })
        })
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

/// A copy of equal byte length that UAX #14 reads as Chinese means it: its class QU would glue “ ” ‘ ’ to both
/// neighbours, and ～ ／ might start a line. Text without Han stands for itself.
pub fn shadow(text: &str, han: bool) -> Cow<'_, str> {
    const SHADOWED: [char; 7] = ['“', '”', '‘', '’', '～', '／', '"'];
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
    let counted = is_counter(after)
        && (is_figure(before) || is_magnitude(before) && prior.is_some_and(is_figure));
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
