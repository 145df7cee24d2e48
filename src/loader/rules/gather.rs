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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(words: &[&str]) -> Characters {
        let mut characters = Characters::default();
        characters.add(words.iter().copied().map(str::to_owned).collect());
        characters
    }

    #[test]
    fn a_text_is_taken_up_by_its_characters_each_once() {
        let characters = of(&["桥渡", "渡口", ""]);
        assert_eq!(characters.count(), 3);
        assert!("桥渡口".chars().all(|c| characters.holds(c)));
        assert!(!characters.holds('船') && !Characters::default().holds('桥'));
    }

    #[test]
    fn built_in_words_are_taken_up_as_a_readers_own_are() {
        let mut filled = Characters::default();
        filled.fill(&mut ["桥渡", "渡口"].into_iter());
        assert_eq!(filled, of(&["口", "桥", "渡"]));
    }

    #[test]
    fn what_is_taken_away_goes_by_its_characters_and_what_is_not_there_changes_nothing() {
        let mut characters = of(&["桥渡口船"]);
        characters.remove(&HashSet::from(["渡船", "山"]));
        assert_eq!(characters, of(&["桥口"]));
    }

    #[test]
    fn a_word_is_known_where_any_of_its_characters_is() {
        let characters = of(&["桥口"]);
        let known = characters.known();
        assert!(known("渡口") && known("桥"));
        assert!(!known("渡船") && !known(""));
    }

    proptest! {
        #[test]
        fn characters_are_a_set(steps in prop::collection::vec((any::<bool>(), "[新桥渡口船工]{0,4}"), 0..12)) {
            let (mut characters, mut set) = (Characters::default(), HashSet::new());
            for (adds, word) in &steps {
                if *adds {
                    characters.add(vec![word.clone()]);
                    set.extend(word.chars());
                } else {
                    characters.remove(&HashSet::from([&**word]));
                    set.retain(|c| !word.contains(*c));
                }
            }
            prop_assert_eq!(characters.count(), set.len());
            for c in "新桥渡口船工山".chars() {
                prop_assert_eq!(characters.holds(c), set.contains(&c), "{}", c);
            }
        }
    }
}
