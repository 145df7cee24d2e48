//! Which characters stand side by side in a text: where a line goes on the one before, the characters at the
//! seam mostly make a word that stands elsewhere too; where a paragraph or headline ends, they rarely do.
//!
//! No dictionary is needed, and the test holds for any subject and script. Pairs and triples of characters are
//! kept as bits by their hash; a wrong "yes" now and then only weakens the evidence.

use crate::loader::source::lines::{Line, each_char, is_han};

/// Bytes of text looked at; a paper's words are all there by then, and time stays linear.
const SAMPLE: usize = 3 << 20;
/// Bits of the largest table, a power of two.
const BITS: usize = 1 << 22;
/// Bits of the table for each byte of text: a short text fills a hundredth of its own, and opens sooner than it
/// would with the largest, whose pages the system has to find first.
const BITS_A_BYTE: usize = 32;

/// Pairs and triples of characters that stand together in a text.
#[derive(Debug)]
pub struct Bigrams {
    bits: Vec<u64>,
    /// Characters seen, up to where the share of pairs seen by chance no longer matters.
    seen: usize,
}

/// How well two characters at a seam go together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Seam {
    /// They stand together elsewhere, with a third.
    Word,
    /// They stand together elsewhere.
    Pair,
    /// They do not.
    Strange,
    /// Too little is known, or they are no characters of words.
    Unknown,
}

impl Bigrams {
    /// Gathers the pairs and triples within the lines of a text.
    pub fn gather(source: &str, lines: &[Line]) -> Self {
        let bits = source
            .len()
            .saturating_mul(BITS_A_BYTE)
            .clamp(1 << 12, BITS);
        let mut words = Self {
            bits: vec![0; bits.next_power_of_two() / 64],
            seen: 0,
        };
        let mut bytes = 0;
        for line in lines {
            let text = line.span.of(source);
            bytes += text.len();
            if bytes > SAMPLE {
                break;
            }
            words.take(text);
        }
        words
    }

    /// Takes up a line's pairs and triples.
    fn take(&mut self, text: &str) {
        // The last three characters, 21 bits each, and how many of them are part of words.
        let (mut key, mut run) = (0u64, 0);
        each_char(text, |c, han| {
            if c < 0x80 {
                return true;
            }
            key = (key << 21 | u64::from(c)) & ((1 << 63) - 1);
            if han || is_kana(c) {
                if run > 0 {
                    self.put(mix(key & ((1 << 42) - 1)));
                }
                if run > 1 {
                    self.put(mix(1 << 63 | key));
                }
                self.seen += 1;
                run += 1;
            } else {
                run = 0;
            }
            true
        });
    }

    /// Looks at the seam between two texts.
    pub fn seam(&self, before: &str, after: &str) -> Seam {
        const ENOUGH: usize = 1500;
        let mut back = before.chars().rev();
        let mut ahead = after.chars();
        let (Some(b), Some(c)) = (back.next(), ahead.next()) else {
            return Seam::Unknown;
        };
        if self.seen < ENOUGH || !is_word(b) || !is_word(c) {
            return Seam::Unknown;
        }
        if !self.has(pair(b, c)) {
            return Seam::Strange;
        }
        let left = back
            .next()
            .is_some_and(|a| is_word(a) && self.has(triple(a, b, c)));
        let right = ahead
            .next()
            .is_some_and(|d| is_word(d) && self.has(triple(b, c, d)));
        if left || right {
            Seam::Word
        } else {
            Seam::Pair
        }
    }

    fn put(&mut self, hash: usize) {
        let at = self.at(hash);
        if let Some(word) = self.bits.get_mut(at) {
            *word |= 1 << (hash % 64);
        }
    }

    fn has(&self, hash: usize) -> bool {
        let word = self.bits.get(self.at(hash));
        word.is_some_and(|word| word & (1 << (hash % 64)) != 0)
    }

    /// The word of the table that holds a hash's bit.
    fn at(&self, hash: usize) -> usize {
        (hash / 64) & self.bits.len().saturating_sub(1)
    }
}

/// Whether a character is part of words as they are written without spaces.
fn is_word(c: char) -> bool {
    is_han(c) || is_kana(c as u32)
}

fn is_kana(c: u32) -> bool {
    (0x3040..=0x30FF).contains(&c)
}

fn pair(a: char, b: char) -> usize {
    mix(u64::from(a as u32) << 21 | u64::from(b as u32))
}

fn triple(a: char, b: char, c: char) -> usize {
    mix(1 << 63 | u64::from(a as u32) << 42 | u64::from(b as u32) << 21 | u64::from(c as u32))
}

/// Fibonacci hashing to the table's size.
fn mix(key: u64) -> usize {
    let hash = key.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    usize::try_from((hash ^ hash >> 32) & (BITS as u64 - 1)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::source::lines::scan;

    #[test]
    fn a_word_cut_in_two_is_known_from_elsewhere() {
        let text = "新能源汽车产业集群正在形成。\n".repeat(120);
        let words = Bigrams::gather(&text, &scan(&text, 0));
        assert_eq!(words.seam("发展新能源汽", "车产业"), Seam::Word);
        assert_eq!(words.seam("形成集", "车"), Seam::Strange);
        assert_eq!(words.seam("形成，", "车"), Seam::Unknown);
    }
}
