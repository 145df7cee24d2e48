//! Packs OpenCC's tables (`assets/opencc/`) for `src/typeset/script/`: a text of one script becomes one of the other
//! character for character, so of a phrase only the choice at each of its characters is kept. What does not fit that
//! stops the build.
//!
//! Left out are a dozen phrases with characters beyond the Basic Multilingual Plane (their characters are converted one by
//! one), and those that begin with a Latin letter and say no more than their characters.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fs,
    path::Path,
};

const FOLDER: &str = "assets/opencc";

/// What a text becomes, the first choice first.
type Entries = Vec<(Vec<char>, Vec<Vec<char>>)>;

/// The tables to be packed: a name, characters, phrases.
const TABLES: [(&str, &str, &[&str]); 4] = [
    (
        "traditional",
        "STCharacters",
        &["STPhrases", "STPhrases_GeneratedFromRegionalPhrases"],
    ),
    ("simplified", "TSCharacters", &["TSPhrases"]),
    ("taiwan", "TWVariants", &["TWVariantsPhrases"]),
    ("hongkong", "HKVariants", &["HKVariantsPhrases"]),
];

/// Packs all tables, and the one form by which characters that stand for one another are found.
pub fn pack(out: &Path) {
    let mut alike = Alike::default();
    for (name, characters, phrases) in TABLES {
        let mut characters = read(characters);
        if name == "simplified" {
            characters.extend(variants(&characters));
        }
        let mut all: BTreeMap<Vec<char>, Vec<char>> = BTreeMap::new();
        for file in phrases {
            for (key, values) in read(file) {
                let value = first(&key, values);
                all.entry(key).or_insert(value);
            }
        }
        for (key, values) in &characters {
            alike.join(key, &first(key, values.clone()));
        }
        for (key, value) in &all {
            alike.join(key, value);
        }
        let table = Table::of(&characters, &all);
        fs::write(out.join(format!("{name}.bin")), table.packed()).expect("the folder is there");
    }
    fs::write(out.join("alike.txt"), alike.pairs()).expect("the folder is there");
}

/// The forms of Taiwan and Hong Kong that the table to Simplified lacks: 衞 becomes what 衛 does.
fn variants(simplified: &Entries) -> Entries {
    let of = |c: &[char]| simplified.iter().find(|(key, _)| key == c);
    let mut found = Entries::new();
    for (standard, forms) in ["TWVariants", "HKVariants"].iter().flat_map(|f| read(f)) {
        for form in forms {
            let known = of(&form).is_some() || found.iter().any(|(key, _)| *key == form);
            if let Some((_, to)) = of(&standard).filter(|_| !known) {
                found.push((form, to.clone()));
            }
        }
    }
    found
}

fn read(file: &str) -> Entries {
    let path = format!("{FOLDER}/{file}.txt");
    println!("cargo::rerun-if-changed={path}");
    let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    let lines = text
        .lines()
        .filter(|l| !l.is_empty() && !l.starts_with('#'));
    lines
        .map(|line| {
            let (key, values) = line
                .split_once('\t')
                .unwrap_or_else(|| panic!("{path}: no tab in {line}"));
            let values = values.split(' ').map(|v| v.chars().collect());
            (key.chars().collect(), values.collect())
        })
        .collect()
}

/// What a text becomes; as many characters as it has.
fn first(key: &[char], values: Vec<Vec<char>>) -> Vec<char> {
    let value = values.into_iter().next().expect("a value stands there");
    assert_eq!(key.len(), value.len(), "{key:?} becomes {value:?}");
    value
}

fn small(c: char) -> Option<u16> {
    u16::try_from(u32::from(c)).ok()
}

/// A character that begins what can be converted.
#[derive(Default)]
struct Head {
    /// Whether it is a character of the other script, too.
    own: bool,
    /// What it becomes, the first alone, the others in phrases.
    choices: Vec<char>,
    /// Phrases that begin with it: the rest of each, and the number of its pattern of choices.
    phrases: BTreeMap<Vec<u16>, u8>,
}

#[derive(Default)]
struct Table {
    heads: BTreeMap<char, Head>,
    /// Which choice is taken at each character of a phrase; zeros at the end are left out.
    patterns: Vec<Vec<u8>>,
}

impl Table {
    fn of(characters: &Entries, phrases: &BTreeMap<Vec<char>, Vec<char>>) -> Self {
        let mut table = Self::default();
        for (key, values) in characters {
            let &[c] = key.as_slice() else {
                panic!("{key:?} is no character");
            };
            let head = table.heads.entry(c).or_default();
            head.own = values.iter().any(|v| v == key);
            head.choices.push(first(key, values.clone())[0]);
        }
        let mut numbers: HashMap<Vec<u8>, u8> = HashMap::new();
        for (key, value) in phrases {
            if key.iter().chain(value).any(|&c| small(c).is_none()) {
                continue;
            }
            let mut pattern: Vec<u8> = key
                .iter()
                .zip(value)
                .map(|(&from, &to)| table.choice(from, to))
                .collect();
            while pattern.last() == Some(&0) {
                pattern.pop();
            }
            let begin = key[0];
            if !('\u{3400}'..='\u{9FFF}').contains(&begin) {
                assert!(pattern.is_empty(), "{key:?} begins with no Han");
                continue;
            }
            let count = numbers.len();
            let number = *numbers.entry(pattern.clone()).or_insert_with(|| {
                table.patterns.push(pattern);
                u8::try_from(count).expect("patterns are few")
            });
            let rest: Vec<u16> = key[1..].iter().filter_map(|&c| small(c)).collect();
            assert!(rest.len() < 16, "{key:?} is too long");
            let head = table.heads.entry(begin).or_default();
            head.phrases.insert(rest, number);
        }
        table
    }

    /// The number of a choice, which is added where it is none yet.
    fn choice(&mut self, from: char, to: char) -> u8 {
        if from == to && !self.heads.contains_key(&from) {
            return 0;
        }
        let head = self.heads.entry(from).or_default();
        if head.choices.is_empty() {
            head.choices.push(from);
        }
        let at = head.choices.iter().position(|&c| c == to);
        let at = at.unwrap_or_else(|| {
            head.choices.push(to);
            head.choices.len() - 1
        });
        u8::try_from(at).expect("choices are few")
    }

    /// Patterns, then heads, then what is beyond 16 bits as pairs of UTF-8; numbers are little-endian.
    fn packed(&self) -> Vec<u8> {
        let mut out = Vec::new();
        let byte = |n: usize| u8::try_from(n).expect("a byte holds it");
        let word = |n: usize| u16::try_from(n).expect("two bytes hold it").to_le_bytes();
        out.push(byte(self.patterns.len()));
        for pattern in &self.patterns {
            out.push(byte(pattern.len()));
            out.extend(pattern);
        }
        let mut wide = String::new();
        let heads = self.heads.iter().filter(|(c, _)| small(**c).is_some());
        out.extend(word(heads.clone().count()));
        for (c, head) in &self.heads {
            let first = head.choices.first().copied().unwrap_or(*c);
            if small(*c).is_none() || small(first).is_none() {
                wide.extend([*c, first]);
            }
            let Some(unit) = small(*c) else { continue };
            out.extend(unit.to_le_bytes());
            out.push(byte(head.choices.len()) << 1 | u8::from(head.own));
            for &choice in &head.choices {
                // 0 stands for a character beyond 16 bits, which is among the pairs.
                out.extend(small(choice).unwrap_or(0).to_le_bytes());
            }
            out.extend(word(head.phrases.len()));
            let mut before: &[u16] = &[];
            for (rest, number) in &head.phrases {
                let same = before.iter().zip(rest).take_while(|(a, b)| a == b).count();
                out.push(byte(same) << 4 | byte(rest.len() - same));
                out.push(*number);
                out.extend(rest[same..].iter().flat_map(|u| u.to_le_bytes()));
                before = rest;
            }
        }
        out.extend(wide.bytes());
        out
    }
}

/// Characters that some table lets stand for one another.
#[derive(Default)]
struct Alike {
    parents: HashMap<char, char>,
    /// How often each stands in a phrase.
    counts: HashMap<char, usize>,
}

impl Alike {
    fn join(&mut self, key: &[char], value: &[char]) {
        for (&a, &b) in key.iter().zip(value) {
            *self.counts.entry(a).or_default() += 1;
            let (a, b) = (self.root(a), self.root(b));
            if a != b {
                self.parents.insert(a, b);
            }
        }
    }

    fn root(&self, mut c: char) -> char {
        while let Some(&parent) = self.parents.get(&c) {
            c = parent;
        }
        c
    }

    /// Each character with the form that stands for all that are alike, in pairs: the one that phrases have most
    /// often, as those of a text in Simplified, by far the most, are then found as they are.
    fn pairs(&self) -> String {
        let mut sets: BTreeMap<char, BTreeSet<char>> = BTreeMap::new();
        for &c in self.parents.keys().chain(self.parents.values()) {
            sets.entry(self.root(c)).or_default().insert(c);
        }
        let mut pairs = BTreeMap::new();
        for set in sets.values() {
            let often = |c: &&char| self.counts.get(c).copied().unwrap_or(0);
            let best = set
                .iter()
                .max_by_key(|c| (small(**c).is_some(), often(c), std::cmp::Reverse(**c)))
                .expect("no set is empty");
            pairs.extend(set.iter().filter(|c| *c != best).map(|c| (*c, *best)));
        }
        pairs.into_iter().flat_map(|(c, best)| [c, best]).collect()
    }
}
