//! Texts by what others begin with: of many texts those that one begins with are found without going through all.

/// Texts in order, each with the longest of the others that it begins with.
pub struct Prefixes {
    sorted: Vec<String>,
    parents: Vec<Option<usize>>,
}

impl Prefixes {
    /// Texts, each once.
    pub fn of(mut texts: Vec<String>) -> Self {
        texts.sort_unstable();
        texts.dedup();
        let mut parents = Vec::with_capacity(texts.len());
        let mut open: Vec<usize> = Vec::new();
        for (n, text) in texts.iter().enumerate() {
            while let Some(&last) = open.last()
                && !text.starts_with(texts.get(last).map_or("", String::as_str))
            {
                open.pop();
            }
            parents.push(open.last().copied());
            open.push(n);
        }
        Self {
            sorted: texts,
            parents,
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.sorted.len()
    }

    /// One of them.
    pub fn text(&self, n: usize) -> &str {
        self.sorted.get(n).map_or("", String::as_str)
    }

    /// Which of them this is.
    pub fn position(&self, text: &str) -> Option<usize> {
        self.sorted.binary_search_by(|t| t.as_str().cmp(text)).ok()
    }

    /// Those that a text begins with, the longest first; the empty one is none.
    pub fn of_text(&self, text: &str) -> impl Iterator<Item = usize> {
        // What the text begins with stands before it, and so does all between the two begin with it.
        let after = self.sorted.partition_point(|t| t.as_str() <= text);
        let nearest = after.checked_sub(1);
        std::iter::successors(nearest, |n| *self.parents.get(*n)?)
            .filter(|n| !self.text(*n).is_empty() && text.starts_with(self.text(*n)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn all_that_a_text_begins_with_are_found(texts in prop::collection::vec("[ab江]{0,4}", 0..12), text in "[ab江]{0,6}") {
            let prefixes = Prefixes::of(texts.clone());
            let mut found: Vec<&str> = prefixes.of_text(&text).map(|n| prefixes.text(n)).collect();
            found.reverse();
            let mut all: Vec<&str> = texts.iter().map(String::as_str).filter(|t| !t.is_empty() && text.starts_with(t)).collect();
            all.sort_unstable();
            all.dedup();
            prop_assert_eq!(found, all);
        }
    }
}
