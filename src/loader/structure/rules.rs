//! What is known of newspapers' words and forms, read from `assets/rules.toml`.

use serde::Deserialize;
use std::collections::HashSet;
use std::sync::LazyLock;

/// The built-in rules.
pub(super) static RULES: LazyLock<Rules> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../assets/rules.toml"))
        .expect("the built-in rules are tested to be valid")
});

/// Words and forms by what they tell.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rules {
    pub byline: Byline,
    pub dateline: Dateline,
    pub section: Section,
    pub furniture: Furniture,
    pub caption: Caption,
    pub note: Note,
    pub headline: Headline,
    pub deck: Deck,
    pub names: Names,
}

/// Who writes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Byline {
    pub roles: List,
    pub beside: List,
    pub offices: List,
}

/// How a story begins.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Dateline {
    pub starts: List,
    pub endings: List,
}

/// What sections are called.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Section {
    pub names: List,
}

/// What belongs to the page.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Furniture {
    pub editors: List,
    pub contact: List,
    pub slogans: List,
    pub teasers: List,
    pub guides: List,
}

/// What a picture's line looks like.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Caption {
    pub starts: List,
    pub ends: List,
}

/// Brackets that speak of the text.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Note {
    pub starts: List,
    pub lines: List,
    pub holds: List,
}

/// What headlines say.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Headline {
    pub notices: List,
}

/// How kickers and decks begin and end.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Deck {
    pub kicker_ends: List,
    pub event_ends: List,
    pub starts: List,
}

/// What people are called.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Names {
    #[serde(deserialize_with = "characters")]
    pub surnames: HashSet<char>,
    pub double: List,
}

fn characters<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<HashSet<char>, D::Error> {
    Ok(String::deserialize(deserializer)?.chars().collect())
}

/// A list of words that is asked often whether a text begins or ends with one of them: nearly always none, and
/// mostly told by the first or last character alone.
#[derive(Debug, Deserialize)]
#[serde(from = "Vec<String>")]
pub(super) struct List {
    words: Vec<String>,
    firsts: [u64; 4],
    lasts: [u64; 4],
}

impl From<Vec<String>> for List {
    fn from(words: Vec<String>) -> Self {
        let mut list = Self {
            words: Vec::new(),
            firsts: [0; 4],
            lasts: [0; 4],
        };
        for word in &words {
            if let (Some(first), Some(last)) = (word.chars().next(), word.chars().next_back()) {
                set(&mut list.firsts, first);
                set(&mut list.lasts, last);
            }
        }
        list.words = words;
        list
    }
}

impl List {
    /// The words in order.
    pub fn iter(&self) -> std::slice::Iter<'_, String> {
        self.words.iter()
    }

    /// Whether a character may begin a word of the list; a wrong yes is possible, a wrong no is not.
    pub fn may_begin(&self, c: char) -> bool {
        has(&self.firsts, c)
    }
}

fn place(c: char) -> (usize, u64) {
    let hash = (c as u32).wrapping_mul(0x9E37_79B1) >> 24;
    (hash as usize / 64, 1 << (hash % 64))
}

fn set(bits: &mut [u64; 4], c: char) {
    let (word, bit) = place(c);
    if let Some(bits) = bits.get_mut(word) {
        *bits |= bit;
    }
}

fn has(bits: &[u64; 4], c: char) -> bool {
    let (word, bit) = place(c);
    bits.get(word).is_some_and(|bits| bits & bit != 0)
}

/// Whether a text begins with one of the words.
pub(super) fn starts_with(text: &str, list: &List) -> bool {
    text.chars().next().is_some_and(|c| has(&list.firsts, c))
        && list.words.iter().any(|w| text.starts_with(w.as_str()))
}

/// Whether a text ends with one of the words.
pub(super) fn ends_with(text: &str, list: &List) -> bool {
    text.chars()
        .next_back()
        .is_some_and(|c| has(&list.lasts, c))
        && list.words.iter().any(|w| text.ends_with(w.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_rules_are_valid() {
        assert!(RULES.names.surnames.contains(&'王'));
    }
}
