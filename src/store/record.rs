//! The record of one bulletin, and how two readers' records become one.

use super::Bulletin;
use crate::app::Place;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// What is kept of one bulletin.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Record {
    /// The file it was read from last, for people who look into the folder.
    pub path: Option<PathBuf>,
    /// The place, the articles read, the bookmarks.
    #[serde(flatten)]
    pub place: Place,
}

impl Record {
    /// The record of a bulletin.
    pub fn new(bulletin: &Bulletin, place: &Place) -> Self {
        Self {
            path: bulletin.path.clone(),
            place: place.clone(),
        }
    }

    /// This record with the marks that another reader has kept meanwhile. `before` is what this reader began with.
    #[must_use]
    pub fn merged(mut self, kept: Option<Self>, before: &Place) -> Self {
        if let Some(kept) = kept {
            self.path = self.path.or(kept.path);
            let (ours, theirs) = (&mut self.place, kept.place);
            ours.read = merge(&ours.read, &before.read, theirs.read);
            ours.bookmarks = merge(&ours.bookmarks, &before.bookmarks, theirs.bookmarks);
        }
        self
    }
}

/// What they have, with what we added and without what we took away.
fn merge(ours: &[String], before: &[String], theirs: Vec<String>) -> Vec<String> {
    let taken = |key: &String| before.contains(key) && !ours.contains(key);
    let mut merged: Vec<String> = theirs.into_iter().filter(|key| !taken(key)).collect();
    merged.extend(ours.iter().filter(|key| !before.contains(key)).cloned());
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
