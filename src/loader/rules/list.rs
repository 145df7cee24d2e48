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
    /// First and last character of each word: most words are passed over by them, without a look at the word.
    ends: Vec<(char, char)>,
    firsts: Bits,
    lasts: Bits,
}

/// Which characters there are, as bits by their hash.
type Bits = [u64; 16];

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
        self.ends = self.words.iter().filter_map(|w| ends(w)).collect();
        self.words.len() < before
    }
}

/// First and last character of a word.
fn ends(word: &str) -> Option<(char, char)> {
    let mut chars = word.chars();
    let first = chars.next()?;
    Some((first, chars.next_back().unwrap_or(first)))
}

impl List {
    fn put(&mut self, word: Cow<'static, str>) {
        if let Some((first, last)) = ends(&word) {
            set(&mut self.firsts, first);
            set(&mut self.lasts, last);
            self.ends.push((first, last));
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
        ends(text).is_some_and(|(first, last)| {
            has(&self.firsts, first)
                && has(&self.lasts, last)
                && self.from(first).any(|w| w == text)
        })
    }

    /// The words that begin with a character, in order.
    fn from(&self, first: char) -> impl Iterator<Item = &str> {
        let words = self.words.iter().zip(&self.ends);
        words.filter_map(move |(word, ends)| (ends.0 == first).then_some(&**word))
    }

    /// The first of the words that a text begins with.
    pub fn beginning(&self, text: &str) -> Option<&str> {
        let first = text.chars().next()?;
        if !self.may_begin(first) {
            return None;
        }
        self.from(first).find(|word| text.starts_with(word))
    }

    /// The words that stand in a text, in their order, each with the byte where it first does.
    pub fn within(&self, text: &str) -> Vec<(usize, &str)> {
        // Few characters begin a word: looking at those costs less than looking for each word.
        let begin = |(at, c)| self.may_begin(c).then(|| text.get(at..)).flatten();
        let mut found: Vec<(usize, usize)> = Vec::new();
        for rest in text.char_indices().filter_map(begin) {
            let first = rest.chars().next();
            for (n, (word, ends)) in self.words.iter().zip(&self.ends).enumerate() {
                if Some(ends.0) == first && rest.starts_with(&**word) {
                    found.push((n, text.len() - rest.len()));
                }
            }
        }
        found.sort_unstable();
        found.dedup_by_key(|f| f.0);
        let word = |(n, at)| Some((at, &**self.words.get::<usize>(n)?));
        found.into_iter().filter_map(word).collect()
    }

    /// Whether one of the words stands in a text.
    pub fn is_within(&self, text: &str) -> bool {
        text.char_indices().any(|(at, c)| {
            let rest = || text.get(at..).unwrap_or("");
            self.may_begin(c) && self.from(c).any(|word| rest().starts_with(word))
        })
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

/// Whether a text begins with one of the words.
pub(in crate::loader) fn starts_with(text: &str, list: &List) -> bool {
    list.beginning(text).is_some()
}

/// Whether a text ends with one of the words.
pub(in crate::loader) fn ends_with(text: &str, list: &List) -> bool {
    text.chars().next_back().is_some_and(|c| {
        let mut words = list.words.iter().zip(&list.ends);
        has(&list.lasts, c) && words.any(|(w, ends)| ends.1 == c && text.ends_with(&**w))
    })
}
