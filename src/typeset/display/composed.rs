//! Letters with marks of their own, as extraction leaves them: ǎ written as a and a mark above it. Fonts and terminals
//! often place such a mark beside its letter, so the letter that has the mark in it is shown where Unicode has one.

use super::{super::marks::Change, harmless};
use std::{borrow::Cow, ops::Range};
use unicode_normalization::UnicodeNormalization as _;

/// The letters of a text that have a form of one character, in order; what is code stays as it is written.
pub fn composed(text: &str, code: &[Range<usize>]) -> Vec<Change> {
    let mut changes = Vec::new();
    // The marks are those that begin with these bytes; nearly no text has any.
    if !text.bytes().any(|byte| matches!(byte, 0xCC | 0xCD)) {
        return changes;
    }
    let is_mark = |c: char| matches!(c, '\u{300}'..='\u{36F}');
    let mut chars = text.char_indices().peekable();
    while let Some((at, _)) = chars.next() {
        let mut end = at;
        while let Some((mark, c)) = chars.next_if(|&(_, c)| is_mark(c)) {
            end = mark + c.len_utf8();
        }
        let Some(letter) = text.get(at..end).filter(|letter| !letter.is_empty()) else {
            continue;
        };
        let one: String = letter.nfc().collect();
        let near = code.get(code.partition_point(|code| code.end <= at));
        let written = near.is_some_and(|code| code.contains(&at));
        if one.chars().count() < letter.chars().count() && !written {
            changes.push(Change {
                at,
                len: letter.len(),
                to: Cow::Owned(one),
            });
        }
    }
    changes
}

/// Words as they are shown: without what steers a terminal, in letters that have their marks in them.
pub fn printable(text: &str) -> String {
    let plain = harmless(text);
    let mut words = String::with_capacity(plain.len());
    let mut from = 0;
    for change in composed(&plain, &[]) {
        words.push_str(plain.get(from..change.at).unwrap_or(""));
        words.push_str(&change.to);
        from = change.at + change.len;
    }
    words.push_str(plain.get(from..).unwrap_or(""));
    words
}

/// A letter and its marks, each by itself, where it has them in it: what one looks for a letter by, however it is written.
pub fn parts(c: char) -> impl Iterator<Item = char> {
    // Those of Latin; Hangul, which would be parted too, are read as they are.
    let letter = matches!(c, '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}');
    let parts = letter.then(|| std::iter::once(c).nfd());
    let own = (!letter).then_some(c);
    parts.into_iter().flatten().chain(own)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let mut shown = text.to_owned();
        for change in composed(text, &[]).iter().rev() {
            shown.replace_range(change.at..change.at + change.len, &change.to);
        }
        shown
    }

    #[test]
    fn pinyin_is_shown_in_letters_that_have_their_tone() {
        let vowels = "a\u{304}a\u{301}a\u{30C}a\u{300} e\u{304}e\u{301}e\u{30C}e\u{300} i\u{30C} o\u{30C} u\u{30C}";
        assert_eq!(shown(vowels), "āáǎà ēéěè ǐ ǒ ǔ");
        let umlauts =
            "u\u{308}u\u{308}\u{304}u\u{308}\u{301}u\u{308}\u{30C}u\u{308}\u{300}ü\u{30C}";
        assert_eq!(shown(umlauts), "üǖǘǚǜǚ");
        assert_eq!(
            shown("m\u{301}n\u{301}n\u{30C}n\u{300}e\u{302}\u{301}e\u{302}\u{300}"),
            "ḿńňǹếề"
        );
        assert_eq!(shown("Z\u{302}A\u{30C}"), "ẐǍ");
    }

    #[test]
    fn what_has_no_form_of_its_own_keeps_its_marks() {
        for text in [
            "m\u{300}",
            "e\u{302}\u{304}".nfc().collect::<String>().as_str(),
            "z\u{32F}",
            "字\u{301}",
            "\u{301}",
        ] {
            assert_eq!(shown(text), text);
        }
        // As far as there is one.
        assert_eq!(shown("e\u{302}\u{30C}"), "ê\u{30C}");
        assert_eq!(shown("茶a，āē"), "茶a，āē");
    }

    #[test]
    fn words_of_names_are_shown_likewise() {
        assert_eq!(printable("hǎo ha\u{30C}o\u{1b}[m"), "hǎo hǎo[m");
        assert_eq!(printable("江城晚报"), "江城晚报");
    }

    #[test]
    fn code_stays_as_it_is_written() {
        let code = vec![Range { start: 0, end: 3 }];
        assert!(composed("a\u{30C}", &code).is_empty());
    }
}
