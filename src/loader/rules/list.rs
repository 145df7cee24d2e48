//! Lists of words, made to be asked often.

use std::borrow::Cow;

/// What takes up the words of a list of the rules.
pub(super) trait Gather {
    /// Adds a word; one that is there already changes nothing.
    fn add(&mut self, word: Cow<'static, str>);
    /// Adds words without asking whether they are there, which takes longer; one that is does no harm.
    fn fill(&mut self, words: &mut dyn Iterator<Item = &'static str>) {
        words.for_each(|word| self.add(Cow::Borrowed(word)));
    }
    /// Takes a word away; false where it is not there.
    fn remove(&mut self, word: &str) -> bool;
}

/// A list of words that is asked often whether a text begins or ends with one of them: nearly always none, and
/// mostly told by the first or last character alone.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(in crate::loader) struct List {
    words: Vec<Cow<'static, str>>,
    firsts: [u64; 4],
    lasts: [u64; 4],
}

impl Gather for List {
    fn add(&mut self, word: Cow<'static, str>) {
        if !self.holds(&word) {
            self.put(word);
        }
    }

    fn fill(&mut self, words: &mut dyn Iterator<Item = &'static str>) {
        words.for_each(|word| self.put(Cow::Borrowed(word)));
    }

    fn remove(&mut self, word: &str) -> bool {
        // The characters' bits stay: they only say that a word may be there.
        let before = self.words.len();
        self.words.retain(|w| w != word);
        self.words.len() < before
    }
}

impl List {
    fn put(&mut self, word: Cow<'static, str>) {
        if let (Some(first), Some(last)) = (word.chars().next(), word.chars().next_back()) {
            set(&mut self.firsts, first);
            set(&mut self.lasts, last);
            self.words.push(word);
        }
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
        text.chars().next().is_some_and(|c| self.may_begin(c))
            && self.words.iter().any(|w| w == text)
    }

    /// Whether a character may begin a word of the list; a wrong yes is possible, a wrong no is not.
    pub fn may_begin(&self, c: char) -> bool {
        has(&self.firsts, c)
    }
}

/// Single characters, written as one text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(in crate::loader) struct Characters {
    sorted: Vec<char>,
}

impl Gather for Characters {
    fn add(&mut self, word: Cow<'static, str>) {
        self.sorted.extend(word.chars());
        self.sorted.sort_unstable();
        self.sorted.dedup();
    }

    fn remove(&mut self, word: &str) -> bool {
        let before = self.sorted.len();
        self.sorted.retain(|c| !word.contains(*c));
        self.sorted.len() < before
    }
}

impl Characters {
    /// Whether a character is among them.
    pub fn holds(&self, c: char) -> bool {
        self.sorted.binary_search(&c).is_ok()
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
pub(in crate::loader) fn starts_with(text: &str, list: &List) -> bool {
    text.chars().next().is_some_and(|c| has(&list.firsts, c))
        && list.words.iter().any(|w| text.starts_with(&**w))
}

/// Whether a text ends with one of the words.
pub(in crate::loader) fn ends_with(text: &str, list: &List) -> bool {
    text.chars()
        .next_back()
        .is_some_and(|c| has(&list.lasts, c))
        && list.words.iter().any(|w| text.ends_with(&**w))
}
