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
    /// The pairs of a text's characters.
    pub fn of(text: impl Iterator<Item = char>) -> Self {
        let mut bits = [0u64; WORDS];
        for (a, b) in pairs(text) {
            let (word, bit) = place(a, b);
            if let Some(slot) = bits.get_mut(word) {
                *slot |= bit;
            }
        }
        Self { bits }
    }

    /// Share of a text's pairs that stand among these, 0 to 1; 0 where it has fewer than three.
    pub fn share(&self, text: impl Iterator<Item = char>) -> f32 {
        let (mut all, mut found) = (0u16, 0u16);
        for (a, b) in pairs(text) {
            let (word, bit) = place(a, b);
            all = all.saturating_add(1);
            found += u16::from(self.bits.get(word).is_some_and(|w| w & bit != 0));
        }
        if all < 3 {
            0.
        } else {
            f32::from(found) / f32::from(all)
        }
    }
}

fn pairs(text: impl Iterator<Item = char>) -> impl Iterator<Item = (char, char)> {
    let mut before = '\0';
    text.filter_map(move |c| {
        let a = std::mem::replace(&mut before, c);
        (is_han(a) && is_han(c)).then_some((a, c))
    })
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
        let before = Pairs::of("渡口的老船工阮大年说，渡船恢复平日班次。".chars());
        let same = before.share("老船工阮大年把渡船交给儿子。".chars());
        let other = before.share("今年头一批新稻入仓，粮价平稳。".chars());
        assert!(same > 0.4 && other < 0.1, "{same} {other}");
    }

    #[test]
    fn too_short_a_text_shares_nothing() {
        assert!(Pairs::of("渡船".chars()).share("渡船".chars()) < 0.1);
    }
}
