//! A table of characters and phrases by which a text of one script is written in another: the longest phrase holds, as
//! in OpenCC. Packed by `build/opencc.rs`, unpacked when first asked for.

use std::ops::Range;

/// The Han that heads are looked up for without a search.
const HAN: Range<u32> = 0x3400..0xA000;

/// Set in the index beside the number of a head whose character is always written otherwise in the other script.
const TELLING: u16 = 1 << 15;

/// How a character stands in a phrase.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cover {
    /// In none.
    None,
    /// One begins with it.
    Begins,
    /// One has begun before it.
    Within,
}

/// What may be converted, by its first character.
#[derive(Debug, Default)]
pub struct Table {
    /// For each of [`HAN`] the number of its head, counted from 1, and whether it is telling; 0 for none.
    index: Vec<u16>,
    heads: Vec<Head>,
    choices: Vec<u16>,
    /// All phrases, those of a head in the order of their rest.
    phrases: Vec<Phrase>,
    /// The phrases' second and further characters.
    rests: Vec<u16>,
    /// Bits of the first two characters of all phrases, by [`bit`]: most pairs of a text begin none.
    pairs: Vec<u64>,
    /// Which choice is taken at each character of a phrase; the first at those left out.
    patterns: Vec<Vec<u8>>,
    /// Characters of which one is beyond 16 bits, with what they become, in order.
    wide: Vec<(char, char)>,
}

/// A character with what begins with it.
#[derive(Clone, Copy, Debug, Default)]
struct Head {
    /// Whether it is a character of the other script, too.
    own: bool,
    /// How many choices it has; none for a character that stays.
    count: u8,
    /// First of them.
    choices: u32,
    /// Its phrases.
    from: u32,
    to: u32,
}

/// A phrase but for its first character.
#[derive(Clone, Copy, Debug)]
struct Phrase {
    /// First of its further characters.
    rest: u32,
    /// Itself, as most phrases differ there.
    second: u16,
    /// How many there are.
    len: u8,
    /// Its pattern of choices.
    pattern: u8,
}

impl Table {
    /// Unpacks a table; the rest of a broken one is left out.
    pub fn unpack(packed: &[u8]) -> Self {
        let mut table = Self {
            phrases: Vec::with_capacity(packed.len() / 6),
            rests: Vec::with_capacity(packed.len() / 2),
            index: vec![0; HAN.len()],
            pairs: vec![0; 1 << (PAIR_BITS - 6)],
            ..Self::default()
        };
        let mut bytes = Bytes(packed);
        for _ in 0..bytes.byte() {
            let len = bytes.byte();
            let pattern = (0..len).map(|_| bytes.byte()).collect();
            table.patterns.push(pattern);
        }
        for _ in 0..bytes.word() {
            table.head(&mut bytes);
        }
        let wide: Vec<char> = std::str::from_utf8(bytes.0).unwrap_or("").chars().collect();
        let pair = |pair: &[char]| Some((*pair.first()?, *pair.last()?));
        table.wide = wide.chunks_exact(2).filter_map(pair).collect();
        table
    }

    fn head(&mut self, bytes: &mut Bytes) {
        let c = bytes.word();
        let flags = bytes.byte();
        let mut head = Head {
            own: flags & 1 == 1,
            count: flags >> 1,
            choices: small(self.choices.len()),
            from: small(self.phrases.len()),
            to: 0,
        };
        let first = self.choices.len();
        bytes.words(head.count, &mut self.choices);
        let changes = self.choices.get(first).is_some_and(|&to| to != c);
        for _ in 0..bytes.word() {
            let lens = bytes.byte();
            let pattern = bytes.byte();
            let (same, new) = (lens >> 4, lens & 15);
            let rest = self.rests.len();
            let before = self.phrases.last().map_or(rest, |p| p.rest as usize);
            self.rests
                .extend_from_within(before..(before + usize::from(same)).min(rest));
            bytes.words(new, &mut self.rests);
            let second = self.rests.get(rest).copied().unwrap_or(0);
            let (word, bit) = bit(u32::from(c), u32::from(second));
            if let Some(word) = self.pairs.get_mut(word) {
                *word |= bit;
            }
            self.phrases.push(Phrase {
                rest: small(rest),
                second,
                len: same + new,
                pattern,
            });
        }
        head.to = small(self.phrases.len());
        self.heads.push(head);
        if let Some(entry) = self.index.get_mut(slot(u32::from(c))) {
            let telling = changes && !head.own;
            *entry = u16::try_from(self.heads.len()).unwrap_or(0) | u16::from(telling) << 15;
        }
    }

    fn head_of(&self, c: char) -> Option<&Head> {
        let entry = *self.index.get(slot(u32::from(c)))?;
        let number = usize::from(entry & !TELLING);
        self.heads.get(number.checked_sub(1)?)
    }

    /// Whether a character is always written otherwise in the other script, and so shows what a text is written in.
    pub fn is_telling(&self, c: char) -> bool {
        let entry = self.index.get(slot(u32::from(c)));
        entry.is_some_and(|entry| entry & TELLING > 0)
    }

    /// What a character becomes, by its choice of this number; itself where there is none.
    fn choice(&self, c: char, number: u8) -> char {
        let wide = || {
            let at = self.wide.binary_search_by_key(&c, |w| w.0);
            at.ok().and_then(|at| self.wide.get(at)).map(|w| w.1)
        };
        match self.head_of(c) {
            Some(head) if number < head.count => {
                let unit = self
                    .choices
                    .get(head.choices as usize + usize::from(number));
                match unit {
                    Some(&unit) if unit > 0 => char::from_u32(unit.into()).unwrap_or(c),
                    _ => wide().unwrap_or(c),
                }
            }
            Some(_) => c,
            None if u32::from(c) > 0xFFFF => wide().unwrap_or(c),
            None => c,
        }
    }

    /// Whether a phrase may begin with a character and the one after it.
    fn may_begin(&self, c: char, rest: &str) -> bool {
        let second = rest.chars().next();
        second.is_some_and(|second| {
            let (word, bit) = bit(u32::from(c), u32::from(second));
            self.pairs.get(word).is_some_and(|w| w & bit > 0)
        })
    }

    /// The longest phrase that a text begins with, after its first character: how many characters more, and its
    /// pattern.
    fn phrase(&self, head: &Head, rest: &str) -> Option<(usize, &[u8])> {
        let mut found = None;
        let mut left = self.phrases.get(head.from as usize..head.to as usize)?;
        for (at, c) in rest.chars().enumerate() {
            let Ok(unit) = u16::try_from(u32::from(c)) else {
                break;
            };
            let unit_of = |p: &Phrase| match at {
                0 => p.second,
                _ if usize::from(p.len) > at => {
                    let unit = self.rests.get(p.rest as usize + at);
                    unit.copied().unwrap_or(0)
                }
                _ => 0,
            };
            let from = left.partition_point(|p| unit_of(p) < unit);
            left = left.get(from..)?;
            let to = left.iter().take_while(|p| unit_of(p) == unit).count();
            left = left.get(..to)?;
            let Some(first) = left.first() else { break };
            if usize::from(first.len) == at + 1 {
                found = Some((at + 1, first.pattern));
                left = left.get(1..)?;
            }
            if left.is_empty() {
                break;
            }
        }
        let (more, pattern) = found?;
        Some((more, self.patterns.get(usize::from(pattern))?))
    }

    /// Tells each character that is written otherwise in the other script: its byte, itself, and what it becomes.
    /// Where `keep`, those that the other script has as well stay: the text is of that script already. What `own` makes
    /// of a character at a byte goes before all phrases.
    pub fn changes(
        &self,
        text: &str,
        keep: bool,
        own: impl Fn(&str, usize, char, Cover) -> Option<char>,
        mut tell: impl FnMut(usize, char, char),
    ) {
        let mut chars = text.char_indices();
        // Characters of the phrase one is in, and the choices that are left for them.
        let mut more = 0_usize;
        let mut pattern: &[u8] = &[];
        while let Some((at, c)) = chars.next() {
            let head = self.head_of(c);
            let cover;
            if more > 0 {
                (more, pattern) = (more - 1, pattern.get(1..).unwrap_or(&[]));
                cover = Cover::Within;
            } else {
                let phrases = head.filter(|h| h.from < h.to && self.may_begin(c, chars.as_str()));
                let found = phrases.and_then(|h| self.phrase(h, chars.as_str()));
                (more, pattern) = found.unwrap_or((0, &[]));
                cover = found.map_or(Cover::None, |_| Cover::Begins);
            }
            if keep && head.is_some_and(|h| h.own) {
                continue;
            }
            let by_phrase = || self.choice(c, pattern.first().copied().unwrap_or(0));
            let to = own(text, at, c, cover).unwrap_or_else(by_phrase);
            if to != c {
                tell(at, c, to);
            }
        }
    }
}

/// How many bits tell pairs apart: some 30,000 pairs take an eighth of them.
const PAIR_BITS: u32 = 18;

/// The word of [`Table::pairs`] for two characters, and the bit in it.
fn bit(first: u32, second: u32) -> (usize, u64) {
    // Multiplied by 2³² divided by the golden ratio, neighbours lie apart.
    let hash = (first << 16 ^ second).wrapping_mul(0x9E37_79B9) >> (32 - PAIR_BITS);
    ((hash >> 6) as usize, 1 << (hash & 63))
}

fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn slot(c: u32) -> usize {
    usize::try_from(c.wrapping_sub(HAN.start)).unwrap_or(usize::MAX)
}

/// Packed bytes, read from the front; zeros beyond their end.
struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else {
            return 0;
        };
        self.0 = rest;
        *first
    }

    fn word(&mut self) -> u16 {
        u16::from_le_bytes([self.byte(), self.byte()])
    }

    fn words(&mut self, count: u8, out: &mut Vec<u16>) {
        let (words, rest) = self
            .0
            .split_at_checked(2 * usize::from(count))
            .unwrap_or_default();
        self.0 = rest;
        let (words, _) = words.as_chunks::<2>();
        out.extend(words.iter().map(|&word| u16::from_le_bytes(word)));
    }
}
