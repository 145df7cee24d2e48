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
    pub deck: Deck,
    pub names: Names,
}

/// Who writes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Byline {
    pub roles: Vec<String>,
    pub beside: Vec<String>,
    pub offices: Vec<String>,
}

/// How a story begins.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Dateline {
    pub starts: Vec<String>,
    pub endings: Vec<String>,
}

/// What sections are called.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Section {
    pub names: Vec<String>,
}

/// What belongs to the page.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Furniture {
    pub editors: Vec<String>,
    pub contact: Vec<String>,
    pub slogans: Vec<String>,
    pub teasers: Vec<String>,
}

/// What a picture's line looks like.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Caption {
    pub starts: Vec<String>,
    pub ends: Vec<String>,
}

/// Brackets that speak of the text.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Note {
    pub starts: Vec<String>,
    pub lines: Vec<String>,
    pub holds: Vec<String>,
}

/// How kickers and decks begin and end.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Deck {
    pub kicker_ends: Vec<String>,
    pub event_ends: Vec<String>,
    pub starts: Vec<String>,
}

/// What people are called.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Names {
    #[serde(deserialize_with = "characters")]
    pub surnames: HashSet<char>,
    pub double: Vec<String>,
}

fn characters<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<HashSet<char>, D::Error> {
    Ok(String::deserialize(deserializer)?.chars().collect())
}

/// Whether a text begins with one of the words.
pub(super) fn starts_with(text: &str, words: &[String]) -> bool {
    words.iter().any(|w| text.starts_with(w.as_str()))
}

/// Whether a text ends with one of the words.
pub(super) fn ends_with(text: &str, words: &[String]) -> bool {
    words.iter().any(|w| text.ends_with(w.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_rules_are_valid() {
        assert!(RULES.names.surnames.contains(&'王'));
    }
}
