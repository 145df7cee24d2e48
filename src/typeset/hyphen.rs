//! Where words may be parted with a hyphen: at soft hyphens, and English ones between syllables.

use super::{Style, display::Shown};
use hypher::{Lang, hyphenate};
use std::{iter::Peekable, ops::Range};

/// Letters under which a word is left whole.
const SHORT: usize = 6;

/// The commonest words of English, by which it is known. None is a word of another language that leaves out
/// accents, but for a few that others of the list outweigh.
const COMMON: [&str; 24] = [
    "the", "of", "and", "to", "in", "is", "that", "for", "it", "was", "with", "as", "on", "by",
    "at", "from", "this", "are", "be", "which", "or", "were", "has", "not",
];

/// Whether a text is English: one in eight of its words at least is among the commonest, which no other language
/// that uses the same letters comes near.
pub fn is_english(text: &str) -> bool {
    let (mut words, mut common) = (0_usize, 0_usize);
    for word in text.split(|c: char| !c.is_alphabetic() && c != '’' && c != '\'') {
        if word.is_empty() {
            continue;
        }
        words += 1;
        let known = COMMON.iter().any(|w| w.eq_ignore_ascii_case(word));
        common += usize::from(known);
    }
    words >= 4 && common * 8 >= words
}

/// The bytes of a range of a shown text, counted from its start, at which a word may be parted with a hyphen, in order:
/// where the source says so, and where its language does, if wanted. Lines that run down part no words.
pub fn hyphens(shown: &Shown, range: &Range<usize>, style: &Style) -> Vec<usize> {
    if style.vertical {
        return Vec::new();
    }
    let text = shown.text.get(range.clone()).unwrap_or("");
    let mut places = if style.hyphenate && !shown.han {
        syllables(text)
    } else {
        Vec::new()
    };
    let soft = &shown.parts.soft;
    if soft.is_empty() {
        return places;
    }
    // Between two letters: elsewhere a soft hyphen says nothing.
    let within = |at: &usize| {
        let parts = text.split_at_checked(*at);
        parts.is_some_and(|(before, after)| {
            before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric)
        })
    };
    let own = soft.iter().filter_map(|at| at.checked_sub(range.start));
    places.extend(own.filter(within));
    places.sort_unstable();
    places.dedup();
    places
}

/// The place at a byte, if one of those to come is there; those before it are passed.
#[inline]
pub fn next_at(places: &mut Peekable<impl Iterator<Item = usize>>, at: usize) -> Option<usize> {
    places.peek()?;
    while places.next_if(|&place| place < at).is_some() {}
    places.next_if_eq(&at)
}

/// The bytes of a text between two syllables of a word, in order: none where its language is not known.
fn syllables(text: &str) -> Vec<usize> {
    let mut places = Vec::new();
    if !is_english(text) {
        return places;
    }
    let mut from = 0;
    // A word with figures, marks or letters of other scripts in it is none to be parted.
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_matches(|c: char| !c.is_alphanumeric());
        let start = from
            + (piece.len()
                - piece
                    .trim_start_matches(|c: char| !c.is_alphanumeric())
                    .len());
        from += piece.len();
        let lower = word.bytes().skip(1).all(|b| b.is_ascii_lowercase());
        if word.len() < SHORT || !lower || !word.is_ascii() {
            continue;
        }
        let mut at = start;
        let mut syllables = hyphenate(word, Lang::English).peekable();
        while let Some(syllable) = syllables.next() {
            at += syllable.len();
            if syllables.peek().is_some() {
                places.push(at);
            }
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parted(text: &str) -> String {
        let mut parted = text.to_owned();
        for at in syllables(text).into_iter().rev() {
            parted.insert(at, '-');
        }
        parted
    }

    #[test]
    fn english_words_are_parted_between_syllables() {
        assert_eq!(
            parted("The development of hyphenation in this country was “remarkable”, it is said."),
            "The de-vel-op-ment of hy-phen-ation in this coun-try was “re-mark-able”, it is said."
        );
    }

    #[test]
    fn names_figures_and_addresses_stay_whole() {
        for whole in [
            "The NATO2024abcdef of https://example.org/development is at UNESCOWORLD for it.",
            "Développement économique de la région, dans le département de la Côte.",
            "Entwicklung der Wirtschaft in Niedersachsen und Bremen verlangsamt sich deutlich.",
        ] {
            assert_eq!(parted(whole), whole);
        }
    }
}
