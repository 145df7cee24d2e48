//! Turns the TOML files of `assets/` into data for `src/assets.rs`: parsing them took a quarter of the time to the
//! first screen. A file that is no TOML, or holds what the program has no use for, stops the build. The tables of
//! `assets/opencc/` are packed for `src/typeset/script/`, and the readings of `assets/pinyin.txt` become tables, which
//! need no start at all. The rows of `assets/evidence.toml` become constants for `src/loader/evidence.rs`.

#[path = "build/evidence.rs"]
mod evidence;
#[path = "build/opencc.rs"]
mod opencc;

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;
use std::path::Path;
use toml::de::{DeTable, DeValue};

fn main() {
    let mut code = String::new();
    readings(&mut code);
    for (name, meaning) in [
        ("keys", "The built-in keys."),
        ("rules", "The words and forms of papers."),
        ("themes", "The built-in themes."),
    ] {
        let path = format!("assets/{name}.toml");
        println!("cargo::rerun-if-changed={path}");
        let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
        let file = DeTable::parse(&text).unwrap_or_else(|e| panic!("{path}: {e}"));
        let _ = write!(
            code,
            "/// {meaning}\npub static {}: Value = ",
            name.to_uppercase()
        );
        table(file.get_ref(), &mut code);
        code.push_str(";\n");
    }
    let folder = std::env::var("OUT_DIR").expect("cargo names the folder");
    std::fs::write(Path::new(&folder).join("assets.rs"), code).expect("cargo made the folder");
    evidence::write(Path::new(&folder));
    opencc::pack(Path::new(&folder));
}

fn table(table: &DeTable, code: &mut String) {
    code.push_str("Value::Table(&[");
    for (name, entry) in table {
        let _ = write!(code, "({:?}, ", name.get_ref());
        value(entry.get_ref(), code);
        code.push_str("), ");
    }
    code.push_str("])");
}

fn value(given: &DeValue, code: &mut String) {
    match given {
        DeValue::String(text) => drop(write!(code, "Value::Text({text:?})")),
        DeValue::Boolean(switch) => drop(write!(code, "Value::Switch({switch})")),
        DeValue::Array(values) => {
            code.push_str("Value::List(&[");
            for inner in values {
                value(inner.get_ref(), code);
                code.push_str(", ");
            }
            code.push_str("])");
        }
        DeValue::Table(inner) => table(inner, code),
        other => panic!("the assets hold no {}", other.type_str()),
    }
}

/// Characters that have a place of their own in the table of readings.
const BLOCKS: [(u16, u16); 4] = [
    (0x3007, 0x3007),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
];

/// Each word with whether it stands free, and its syllables that are not those of its characters alone, by place.
type Words = BTreeMap<Vec<u16>, (u16, BTreeMap<usize, u16>)>;

/// Makes `assets/pinyin.txt` the `READINGS` of `src/assets.rs`, which says what its tables hold.
fn readings(code: &mut String) {
    let path = "assets/pinyin.txt";
    println!("cargo::rerun-if-changed={path}");
    let text = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{path}: {e}"));
    let mut section = "";
    let mut syllables: Vec<&str> = Vec::new();
    let mut numbers: HashMap<&str, u16> = HashMap::new();
    let mut number = |syllable| {
        *numbers.entry(syllable).or_insert_with(|| {
            syllables.push(syllable);
            small(syllables.len() - 1)
        })
    };
    let mut characters: HashMap<char, u16> = HashMap::new();
    let mut levels: HashMap<char, u16> = HashMap::new();
    let mut traditional: BTreeMap<u16, u16> = BTreeMap::new();
    let mut words = Words::new();
    for line in text.lines() {
        if line.starts_with('#') || line.is_empty() {
            continue;
        }
        if line.starts_with('[') {
            section = line;
            continue;
        }
        let (first, rest) = line.split_once(' ').expect("a name, then what it names");
        match section {
            "[characters]" => {
                let syllable = number(first);
                characters.extend(rest.chars().map(|c| (c, syllable)));
            }
            "[common]" => {
                let level = if first == "2500" { 2 } else { 1 };
                levels.extend(rest.chars().map(|c| (c, level)));
            }
            "[traditional]" => traditional.extend(rest.split(' ').map(|pair| {
                let pair = units(pair);
                (pair[0], pair[1])
            })),
            "[words]" => {
                let (syllable, listed) = rest.split_once(' ').expect("a reading, then its words");
                for entry in listed.split(' ') {
                    take_word(entry, (first, syllable), &mut words, &mut number);
                }
            }
            other => panic!("{path} has no use for {other}"),
        }
    }
    let bare = |c: u16| char::from_u32(c.into()).expect("Han of the basic plane");
    let _ = write!(
        code,
        "/// How Han read.\npub static READINGS: Readings = Readings {{ syllables: {:?}, blocks: &[",
        syllables.join(" ")
    );
    for (from, to) in BLOCKS {
        let entry = |c: u16| {
            let simple = traditional.get(&c).map_or(bare(c), |&c| bare(c));
            let level = levels.get(&simple).or(levels.get(&bare(c)));
            let syllable = characters.get(&bare(c)).map_or(0, |s| s + 1);
            syllable | level.copied().unwrap_or(0) << 12
        };
        let entries: Vec<u16> = (from..=to).map(entry).collect();
        let _ = write!(code, "({from}, &{entries:?}), ");
    }
    let (starts, stream) = packed(&words);
    let traditional: Vec<(u16, u16)> = traditional.into_iter().collect();
    let _ = writeln!(
        code,
        "], heads: &{starts:?}, words: &{stream:?}, traditional: &{traditional:?} }};"
    );
}

/// Takes up a word of a list: its own syllables, and the one that the list's character has in it.
fn take_word<'a>(
    entry: &'a str,
    (character, syllable): (&str, &'a str),
    words: &mut Words,
    mut number: impl FnMut(&'a str) -> u16,
) {
    let (word, all) = entry.split_once('=').unwrap_or((entry, ""));
    let free = u16::from(word.starts_with('~')) | u16::from(word.ends_with('~')) << 1;
    let word = word.trim_matches('~');
    let (marks, own) = words.entry(units(word)).or_default();
    *marks |= free;
    let all = all.split('·').filter(|s| !s.is_empty()).enumerate();
    own.extend(all.map(|(at, s)| (at, number(s))));
    let places = word.chars().enumerate();
    let places = places.filter(|(_, c)| character == c.to_string());
    own.extend(places.map(|(at, _)| (at, number(syllable))));
}

/// The characters of a word as numbers.
fn units(word: &str) -> Vec<u16> {
    let units: Vec<u16> = word.encode_utf16().collect();
    assert!((2..=16).contains(&units.len()), "{word} is no word");
    units
}

/// A number of the readings' tables.
fn small(number: usize) -> u16 {
    u16::try_from(number)
        .ok()
        .filter(|&n| n < 1 << 12)
        .expect("tables of twelve bits")
}

/// Words in one row, and where in it those begin that have a first character in common.
fn packed(words: &Words) -> (Vec<(u16, u32)>, Vec<u16>) {
    let mut heads: BTreeMap<u16, Vec<_>> = BTreeMap::new();
    for (word, (free, own)) in words {
        let found = heads.entry(word[0]).or_default();
        found.push((&word[1..], free, own));
    }
    let mut starts = Vec::new();
    let mut stream: Vec<u16> = Vec::new();
    for (head, mut found) in heads {
        starts.push((head, u32::try_from(stream.len()).expect("few words")));
        found.sort_by_key(|(rest, ..)| (rest[0], std::cmp::Reverse(rest.len())));
        for (rest, free, own) in found {
            stream.push(small(rest.len()) | free << 6 | small(own.len()) << 8);
            stream.extend(rest);
            stream.extend(own.iter().map(|(&at, s)| small(at) << 12 | s));
        }
    }
    (starts, stream)
}
