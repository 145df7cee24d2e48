//! What takes up the words of a rules file, and single characters as one such list.

use std::collections::HashSet;

/// What takes up the words of a list of the rules. Words come all at once, so that many take no longer than each for
/// itself.
pub trait Gather {
    /// Takes the built-in words.
    fn fill(&mut self, words: &mut dyn Iterator<Item = &'static str>);
    /// Adds words; those that are there already change nothing.
    fn add(&mut self, words: Vec<String>);
    /// Takes words away.
    fn remove(&mut self, words: &HashSet<&str>);
    /// What tells of a word whether it is there.
    fn known(&self) -> Box<dyn Fn(&str) -> bool + '_>;
    /// How many words there are.
    fn count(&self) -> usize;
}

/// Single characters, written as one text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Characters {
    sorted: Vec<char>,
}

impl Gather for Characters {
    fn fill(&mut self, words: &mut dyn Iterator<Item = &'static str>) {
        self.add(words.map(str::to_owned).collect());
    }

    fn add(&mut self, words: Vec<String>) {
        self.sorted.extend(words.iter().flat_map(|w| w.chars()));
        self.sorted.sort_unstable();
        self.sorted.dedup();
    }

    fn remove(&mut self, words: &HashSet<&str>) {
        let gone: HashSet<char> = words.iter().flat_map(|w| w.chars()).collect();
        self.sorted.retain(|c| !gone.contains(c));
    }

    fn known(&self) -> Box<dyn Fn(&str) -> bool + '_> {
        Box::new(|word| word.chars().any(|c| self.holds(c)))
    }

    fn count(&self) -> usize {
        self.sorted.len()
    }
}

impl Characters {
    /// Whether a character is among them.
    pub fn holds(&self, c: char) -> bool {
        self.sorted.binary_search(&c).is_ok()
    }
}
