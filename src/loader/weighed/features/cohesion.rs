//! Cohesion: how far two texts speak of the same. What stands on both sides of a subhead shares its names and
//! words; where an article ends and another begins, few words return (Hearst's `TextTiling` rests on the same).

use crate::loader::source::lines::each_char;

/// Pairs of Han that a text holds, as bits by their hash: a wrong yes now and then only weakens the evidence.
#[derive(Debug)]
pub struct Pairs {
    bits: [u64; WORDS],
}

/// 4,096 bits: a window's few hundred pairs fill a fourteenth of them.
const WORDS: usize = 64;

impl Pairs {
    /// The pairs of the first so many characters of texts that follow one another.
    pub fn of<'a>(texts: impl Iterator<Item = &'a str>, most: usize) -> Self {
        let mut found = Self { bits: [0; WORDS] };
        pairs(texts, most, |pair| found.add(pair));
        found
    }

    fn add(&mut self, pair: u64) {
        let (word, bit) = place(pair);
        if let Some(slot) = self.bits.get_mut(word) {
            *slot |= bit;
        }
    }

    fn may_hold(&self, pair: u64) -> bool {
        let (word, bit) = place(pair);
        self.bits.get(word).is_some_and(|w| w & bit != 0)
    }

    /// Share of such pairs that stand among these, 0 to 1; 0 where there are fewer than three.
    pub fn share<'a>(&self, texts: impl Iterator<Item = &'a str>, most: usize) -> f32 {
        let (mut all, mut found) = (0usize, 0usize);
        pairs(texts, most, |pair| {
            all += 1;
            found += usize::from(self.may_hold(pair));
        });
        let count = |n| f32::from(u16::try_from(n).unwrap_or(u16::MAX));
        if all < 3 {
            0.
        } else {
            count(found) / count(all)
        }
    }
}

/// The pairs of Han in the first so many characters of texts that follow one another.
fn pairs<'a>(texts: impl Iterator<Item = &'a str>, most: usize, mut take: impl FnMut(u64)) {
    // The character before; 0 where it is no Han.
    let (mut before, mut left) = (0u64, most);
    for text in texts {
        each_char(text, |c, han| {
            if left == 0 {
                return false;
            }
            left -= 1;
            if !han {
                before = 0;
                return true;
            }
            let own = u64::from(c);
            if before != 0 {
                take(before << 21 | own);
            }
            before = own;
            true
        });
        if left == 0 {
            return;
        }
    }
}

/// Where a pair's bit is.
fn place(pair: u64) -> (usize, u64) {
    let hash = pair.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 52;
    (usize::try_from(hash / 64).unwrap_or(0), 1 << (hash % 64))
}

/// The first characters of a text, asked which pairs of Han stand in it.
pub struct Lead {
    chars: Vec<char>,
    /// Most pairs do not stand in it: their bits say so.
    pairs: Pairs,
}

impl Lead {
    /// These characters.
    pub fn of(chars: Vec<char>) -> Self {
        let mut pairs = Pairs { bits: [0; WORDS] };
        for two in chars.windows(2) {
            if let &[a, b] = two {
                pairs.add(pair(a, b));
            }
        }
        Self { chars, pairs }
    }

    /// Whether a pair stands in it.
    pub fn holds(&self, a: char, b: char) -> bool {
        self.pairs.may_hold(pair(a, b)) && self.chars.windows(2).any(|two| two == [a, b])
    }
}

fn pair(a: char, b: char) -> u64 {
    u64::from(a as u32) << 21 | u64::from(b as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_on_one_matter_share_their_words() {
        let before = Pairs::of(["渡口的老船工阮大年说，渡船恢复平日班次。"].into_iter(), 99);
        let same = before.share(["老船工阮大年把", "渡船交给儿子。"].into_iter(), 99);
        let other = before.share(["今年头一批新稻入仓，粮价平稳。"].into_iter(), 99);
        assert!(same > 0.4 && other < 0.1, "{same} {other}");
    }

    #[test]
    fn too_short_a_text_shares_nothing() {
        assert!(Pairs::of(["渡船"].into_iter(), 99).share(["渡船"].into_iter(), 99) < 0.1);
    }
}
