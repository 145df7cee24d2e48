//! Lists of words, made to be asked often: however many words a list has, a text is asked in time by its own length.

use crate::loader::rules::gather::Gather;
use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::HashSet;
use std::ops::ControlFlow;

/// A list of words that is asked often whether a text begins or ends with one of them: nearly always none, and
/// mostly told by the first or last character alone.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct List {
    words: Vec<Cow<'static, str>>,
    heads: Sorted,
    tails: Sorted,
}

impl Gather for List {
    fn fill(&mut self, words: &mut dyn Iterator<Item = &'static str>) {
        self.words.extend(words.map(Cow::Borrowed));
        self.sort();
    }

    fn add(&mut self, words: Vec<String>) {
        let mut known: HashSet<Cow<'static, str>> = self.words.iter().cloned().collect();
        let words = words.into_iter().map(Cow::<str>::Owned);
        let new: Vec<_> = words.filter(|word| known.insert(word.clone())).collect();
        self.words.extend(new);
        self.sort();
    }

    fn remove(&mut self, words: &HashSet<&str>) {
        self.words.retain(|word| !words.contains(&**word));
        self.sort();
    }

    fn known(&self) -> Box<dyn Fn(&str) -> bool + '_> {
        Box::new(|word| self.holds(word))
    }

    fn count(&self) -> usize {
        self.words.len()
    }
}

impl List {
    /// A list of words, those that are there twice included.
    pub fn of(words: Vec<Cow<'static, str>>) -> Self {
        let mut list = Self {
            words,
            ..Self::default()
        };
        list.sort();
        list
    }

    fn sort(&mut self) {
        self.heads = Sorted::of(&self.words, End::Head);
        self.tails = Sorted::of(&self.words, End::Tail);
    }

    /// Whether it holds no word.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The words in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|w| &**w)
    }

    /// Whether a text is one of the words.
    pub fn holds(&self, text: &str) -> bool {
        let ends = text.chars().next().zip(text.chars().next_back());
        ends.is_some_and(|(first, last)| {
            has(&self.heads.bits, first) && has(&self.tails.bits, last) && self.finds(text)
        })
    }

    fn finds(&self, text: &str) -> bool {
        let known = self
            .heads
            .words
            .binary_search_by(|n| self.word(*n).cmp(text));
        known.is_ok()
    }

    fn word(&self, n: u32) -> &str {
        self.words.get(n as usize).map_or("", |w| w)
    }

    /// The first of the words that a text begins with.
    pub fn beginning(&self, text: &str) -> Option<&str> {
        let mut found = None;
        let _ = self.heads.each(&self.words, text, |n| {
            found = Some(found.map_or(n, |f: u32| f.min(n)));
            ControlFlow::Continue(())
        });
        found.map(|n| self.word(n))
    }

    /// The words that a text begins with, in their order.
    pub fn beginnings(&self, text: &str) -> Vec<&str> {
        self.all(&self.heads, text)
    }

    /// The words that a text ends with, in their order.
    pub fn endings(&self, text: &str) -> Vec<&str> {
        self.all(&self.tails, text)
    }

    fn all(&self, sorted: &Sorted, text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        let _ = sorted.each(&self.words, text, |n| {
            found.push(n);
            ControlFlow::Continue(())
        });
        found.sort_unstable();
        found.into_iter().map(|n| self.word(n)).collect()
    }

    /// The words that stand in a text, in their order, each with the byte where it first does.
    pub fn within(&self, text: &str) -> Vec<(usize, &str)> {
        let places = self.places(text).into_iter();
        places.map(|(n, at)| (at, self.word(n))).collect()
    }

    /// The numbers of the words that stand in a text, in their order, each with the byte where it first does.
    pub fn places(&self, text: &str) -> Vec<(u32, usize)> {
        // Few characters begin a word: looking at those costs less than looking for each word.
        let mut found: Vec<(u32, usize)> = Vec::new();
        for (at, _) in text.char_indices().filter(|(_, c)| self.may_begin(*c)) {
            let rest = text.get(at..).unwrap_or("");
            let _ = self.heads.each(&self.words, rest, |n| {
                found.push((n, at));
                ControlFlow::Continue(())
            });
        }
        found.sort_unstable();
        found.dedup_by_key(|f| f.0);
        found
    }

    /// Whether one of the words stands in a text.
    pub fn is_within(&self, text: &str) -> bool {
        text.char_indices().any(|(at, c)| {
            let rest = || text.get(at..).unwrap_or("");
            self.may_begin(c) && starts_with(rest(), self)
        })
    }

    /// A text with a blank for each of the words that stand in it; of those that begin in one place the longest counts.
    pub fn blanked(&self, text: &str) -> String {
        let mut blanked = String::with_capacity(text.len());
        let mut from = 0;
        for (at, c) in text.char_indices().filter(|(_, c)| self.may_begin(*c)) {
            let words = || self.beginnings(text.get(at..).unwrap_or(""));
            let longest = if at < from {
                None
            } else {
                words().into_iter().map(str::len).max()
            };
            if let Some(length) = longest {
                blanked.push_str(text.get(from..at).unwrap_or(""));
                blanked.push(' ');
                from = at + length.max(c.len_utf8());
            }
        }
        blanked.push_str(text.get(from..).unwrap_or(""));
        blanked
    }

    /// Whether a character may begin a word of the list; a wrong yes is possible, a wrong no is not.
    pub fn may_begin(&self, c: char) -> bool {
        has(&self.heads.bits, c)
    }
}

/// Whether a text begins with one of the words.
pub fn starts_with(text: &str, list: &List) -> bool {
    list.heads.any(&list.words, text)
}

/// Whether a text ends with one of the words.
pub fn ends_with(text: &str, list: &List) -> bool {
    list.tails.any(&list.words, text)
}

/// From which end words are read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum End {
    #[default]
    Head,
    Tail,
}

impl End {
    /// The character of a text behind so many bytes, from this end.
    fn char(self, text: &str, depth: usize) -> Option<char> {
        match self {
            Self::Head => text.get(depth..)?.chars().next(),
            Self::Tail => text
                .get(..text.len().checked_sub(depth)?)?
                .chars()
                .next_back(),
        }
    }

    fn compare(self, a: &str, b: &str) -> Ordering {
        match self {
            Self::Head => a.cmp(b),
            Self::Tail => a.chars().rev().cmp(b.chars().rev()),
        }
    }
}

/// Words in the order of their characters from one end: those that a text begins or ends with are found by going along
/// its characters.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Sorted {
    end: End,
    /// The words by their numbers.
    words: Vec<u32>,
    /// The first character of each.
    chars: Vec<char>,
    /// Which characters these are.
    bits: Bits,
}

/// Which characters there are, as bits by their hash.
type Bits = [u64; 16];

impl Sorted {
    fn of(words: &[Cow<'static, str>], end: End) -> Self {
        // Most words differ in the first character.
        let mut sorted: Vec<(char, &str, u32)> = words
            .iter()
            .zip(0..)
            .filter_map(|(word, n)| Some((end.char(word, 0)?, &**word, n)))
            .collect();
        sorted.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| end.compare(a.1, b.1)));
        let mut bits = Bits::default();
        for word in &sorted {
            set(&mut bits, word.0);
        }
        Self {
            end,
            words: sorted.iter().map(|word| word.2).collect(),
            chars: sorted.iter().map(|word| word.0).collect(),
            bits,
        }
    }

    /// Whether there is a word that a text has at this end.
    fn any(&self, words: &[Cow<'static, str>], text: &str) -> bool {
        let stop = |_| ControlFlow::Break(());
        self.each(words, text, stop).is_break()
    }

    /// Hands on the words that a text has at this end, the shortest first, until `take` has enough.
    fn each(
        &self,
        words: &[Cow<'static, str>],
        text: &str,
        mut take: impl FnMut(u32) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let Some(first) = self.end.char(text, 0).filter(|c| has(&self.bits, *c)) else {
            return ControlFlow::Continue(());
        };
        let from = self.chars.partition_point(|c| *c < first);
        let rest = self.chars.get(from..).unwrap_or_default();
        let to = from + rest.partition_point(|c| *c == first);
        let word = |n: &u32| words.get(*n as usize).map_or("", |w| &**w);
        let mut left = self.words.get(from..to).unwrap_or_default();
        let mut depth = first.len_utf8();
        // What is left has the text's characters up to this depth: the words that end there come first.
        loop {
            while let Some((n, others)) = left.split_first().filter(|(n, _)| word(n).len() == depth)
            {
                take(*n)?;
                left = others;
            }
            let next = self.end.char(text, depth).filter(|_| !left.is_empty());
            let Some(next) = next else {
                return ControlFlow::Continue(());
            };
            let char = |n: &u32| self.end.char(word(n), depth);
            let from = left.partition_point(|n| char(n) < Some(next));
            let rest = left.get(from..).unwrap_or_default();
            let to = rest.partition_point(|n| char(n) == Some(next));
            left = rest.get(..to).unwrap_or_default();
            depth += next.len_utf8();
        }
    }
}

fn place(c: char) -> (usize, u64) {
    let hash = (c as u32).wrapping_mul(0x9E37_79B1) >> 22;
    (hash as usize / 64, 1 << (hash % 64))
}

fn set(bits: &mut Bits, c: char) {
    let (word, bit) = place(c);
    if let Some(bits) = bits.get_mut(word) {
        *bits |= bit;
    }
}

fn has(bits: &Bits, c: char) -> bool {
    let (word, bit) = place(c);
    bits.get(word).is_some_and(|bits| bits & bit != 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn list(words: &[String]) -> List {
        let mut list = List::default();
        list.add(words.to_vec());
        list
    }

    #[test]
    fn the_words_of_a_long_list_are_found_without_a_look_at_each() {
        // Looked at one by one, these take minutes.
        let names: Vec<String> = (0..20_000).map(|n| format!("王{n:05}")).collect();
        let list = list(&names);
        let text = "王一王小王0王00王000王0000".repeat(4_000);
        assert!(!list.is_within(&text) && list.within(&text).is_empty());
        assert_eq!(
            list.within("见王00021和王19999"),
            [(3, "王00021"), (14, "王19999")]
        );
    }

    #[test]
    fn the_longest_word_in_a_place_becomes_a_blank() {
        let list = list(&["no", "november", "of"].map(str::to_owned));
        assert_eq!(list.blanked("no 5 of november"), "  5    ");
        assert_eq!(list.blanked("noof甲no"), "  甲 ");
        assert_eq!(list.blanked("甲乙"), "甲乙");
    }

    proptest! {
        #[test]
        fn a_list_is_asked_as_its_words_would_be_one_by_one(
            words in prop::collection::vec("[甲乙a]{1,4}", 0..12), text in "[甲乙a]{0,8}"
        ) {
            let list = list(&words);
            let all: Vec<&str> = list.iter().collect();
            let those = |test: &dyn Fn(&str) -> bool| -> Vec<&str> {
                all.iter().copied().filter(|w| test(w)).collect()
            };
            let starts = those(&|w| text.starts_with(w));
            let ends = those(&|w| text.ends_with(w));
            let within: Vec<_> = all.iter().filter_map(|w| Some((text.find(w)?, *w))).collect();
            prop_assert_eq!(starts_with(&text, &list), !starts.is_empty());
            prop_assert_eq!(ends_with(&text, &list), !ends.is_empty());
            prop_assert_eq!(list.beginning(&text), starts.first().copied());
            prop_assert_eq!(list.beginnings(&text), starts);
            prop_assert_eq!(list.endings(&text), ends);
            prop_assert_eq!(list.is_within(&text), !within.is_empty());
            prop_assert_eq!(list.within(&text), within);
            prop_assert_eq!(list.holds(&text), all.contains(&&*text));
        }
    }
}
