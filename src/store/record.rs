//! The record of one bulletin, and how two readers' records become one.

use super::Bulletin;
use crate::app::Place;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::{Map, Value};
use std::path::{Path, PathBuf};

/// What is kept of one bulletin.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Record {
    /// The file it was read from last, for people who look into the folder.
    #[serde(serialize_with = "as_text_if_any")]
    pub path: Option<PathBuf>,
    /// What its text is known by, whatever is told of its lines.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// The place, the articles read, the bookmarks.
    #[serde(flatten)]
    pub place: Place,
    /// What a later version keeps besides.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

/// A file's name as text: JSON holds no other. Where it is none, what can be read of it.
pub fn as_text<S: Serializer>(path: &Path, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&path.to_string_lossy())
}

#[expect(clippy::ref_option, reason = "serde hands it over so")]
fn as_text_if_any<S: Serializer>(path: &Option<PathBuf>, to: S) -> Result<S::Ok, S::Error> {
    match path {
        Some(path) => as_text(path, to),
        None => to.serialize_none(),
    }
}

impl Record {
    /// The record of a bulletin.
    pub fn new(bulletin: &Bulletin, place: &Place) -> Self {
        Self {
            path: bulletin.path.clone(),
            source: bulletin.source.clone(),
            place: place.clone(),
            more: Map::new(),
        }
    }

    /// This record with the marks that another reader has kept meanwhile, and with what a later version has. `before`
    /// is what this reader began with.
    #[must_use]
    pub fn merged(mut self, kept: Option<Self>, before: &Place) -> Self {
        if let Some(kept) = kept {
            self.path = self.path.or(kept.path);
            self.more = kept.more;
            let (ours, theirs) = (&mut self.place, kept.place);
            ours.read = merge(&ours.read, &before.read, theirs.read);
            ours.bookmarks = merge(&ours.bookmarks, &before.bookmarks, theirs.bookmarks);
        }
        self
    }
}

/// What they have, with what we added and without what we took away. All are sorted.
fn merge(ours: &[String], before: &[String], theirs: Vec<String>) -> Vec<String> {
    let has = |list: &[String], key: &String| list.binary_search(key).is_ok();
    let taken = |key: &String| has(before, key) && !has(ours, key);
    let mut merged: Vec<String> = theirs.into_iter().filter(|key| !taken(key)).collect();
    merged.extend(ours.iter().filter(|key| !has(before, key)).cloned());
    merged.sort_unstable();
    merged.dedup();
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn marks_of_two_readers_are_joined_and_own_changes_hold() {
        // Ours began with a b, read c and took b away; theirs added d meanwhile.
        assert_eq!(
            merge(&keys("a c"), &keys("a b"), keys("a b d")),
            keys("a c d")
        );
        // What they took away stays away, unless we made it.
        assert_eq!(merge(&keys("a b"), &keys("a b"), keys("a")), keys("a"));
        assert_eq!(merge(&keys("a b"), &keys("a"), keys("")), keys("b"));
    }
}
