//! Cohesion: how far two texts speak of the same. What stands on both sides of a subhead shares its names and
//! words; where an article ends and another begins, few words return (Hearst's `TextTiling` rests on the same).

use crate::loader::lines::is_han;

/// Pairs of Han that a text holds, as bits by their hash: a wrong yes now and then only weakens the evidence.
#[derive(Debug)]
pub(super) struct Pairs {
    bits: [u64; WORDS],
}

/// 4,096 bits: a window's few hundred pairs fill a fourteenth of them.
const WORDS: usize = 64;

impl Pairs {
    /// The pairs of the first so many characters of texts that follow one another.
    pub fn of<'a>(texts: impl Iterator<Item = &'a str>, most: usize) -> Self {
        let mut bits = [0u64; WORDS];
        pairs(texts, most, |a, b| {
            let (word, bit) = place(a, b);
            if let Some(slot) = bits.get_mut(word) {
                *slot |= bit;
            }
        });
        Self { bits }
    }

    /// Share of such pairs that stand among these, 0 to 1; 0 where there are fewer than three.
    pub fn share<'a>(&self, texts: impl Iterator<Item = &'a str>, most: usize) -> f32 {
        let (mut all, mut found) = (0u16, 0u16);
        pairs(texts, most, |a, b| {
            let (word, bit) = place(a, b);
            all = all.saturating_add(1);
            found += u16::from(self.bits.get(word).is_some_and(|w| w & bit != 0));
        });
        if all < 3 {
            0.
        } else {
            f32::from(found) / f32::from(all)
        }
    }
}

fn pairs<'a>(texts: impl Iterator<Item = &'a str>, most: usize, mut take: impl FnMut(char, char)) {
    let mut before = None;
    let mut left = most;
    for text in texts {
        for c in text.chars() {
            if left == 0 {
                return;
            }
            left -= 1;
            let han = is_han(c).then_some(c);
            if let (Some(a), Some(b)) = (before, han) {
                take(a, b);
            }
            before = han;
        }
    }
}

fn place(a: char, b: char) -> (usize, u64) {
    let key = u64::from(a as u32) << 21 | u64::from(b as u32);
    let hash = key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 52;
    (usize::try_from(hash / 64).unwrap_or(0), 1 << (hash % 64))
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
