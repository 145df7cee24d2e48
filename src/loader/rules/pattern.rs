//! Patterns of whole lines: `*` is any run of characters, `#` a number; blanks count nowhere.

use crate::loader::rules::gather::Gather;
use crate::loader::rules::list::List;
use crate::loader::source::lines::is_numeral;
use std::borrow::Cow;
use std::collections::HashSet;

/// Most signs of a pattern, as many as there are bits for the places in it.
pub const LONGEST: usize = 127;

/// A list of patterns.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Patterns {
    all: Vec<Pattern>,
    /// The longest run of characters of each: only lines that hold it are compared with the pattern.
    runs: List,
    /// The patterns without a character.
    bare: Vec<u32>,
}

/// A pattern, with its places as bits: 1 stands before its first sign.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Pattern {
    words: Cow<'static, str>,
    /// Places before which characters stand, by these.
    characters: Vec<(char, u128)>,
    /// Places of `*`, and of `#`.
    any: u128,
    number: u128,
    /// The place behind it.
    end: u128,
}

/// A piece of a pattern.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Part {
    /// This character.
    Character(char),
    /// Any characters, or none.
    Any,
    /// One digit or more, Chinese numerals too.
    Number,
}

impl Gather for Patterns {
    fn fill(&mut self, words: &mut dyn Iterator<Item = &'static str>) {
        self.take(words.map(Cow::Borrowed));
    }

    fn add(&mut self, words: Vec<String>) {
        self.take(words.into_iter().map(Cow::Owned));
    }

    fn remove(&mut self, words: &HashSet<&str>) {
        self.all.retain(|p| !words.contains(&*p.words));
        self.take(std::iter::empty());
    }

    fn known(&self) -> Box<dyn Fn(&str) -> bool + '_> {
        let all: HashSet<&str> = self.all.iter().map(|p| &*p.words).collect();
        Box::new(move |word| all.contains(word))
    }

    fn count(&self) -> usize {
        self.all.len()
    }
}

impl Patterns {
    /// Adds patterns; one that says the same as another changes nothing.
    fn take(&mut self, words: impl Iterator<Item = Cow<'static, str>>) {
        let known = self.all.iter().map(|p| parts(&p.words));
        let mut known: HashSet<Vec<Part>> = known.collect();
        for words in words {
            let parts = parts(&words);
            if !known.contains(&parts) {
                self.all.push(Pattern::new(words, &parts));
                known.insert(parts);
            }
        }
        let runs = self.all.iter().map(|p| longest_run(&parts(&p.words)));
        let runs: Vec<String> = runs.collect();
        let bare = runs.iter().zip(0..).filter(|(run, _)| run.is_empty());
        self.bare = bare.map(|(_, n)| n).collect();
        self.runs = List::of(runs.into_iter().map(Cow::Owned).collect());
    }

    /// Whether a whole line fits one of them.
    pub fn fit(&self, line: &str) -> bool {
        self.which(line).is_some()
    }

    /// The first of them that a whole line fits.
    pub fn which(&self, line: &str) -> Option<&str> {
        if self.all.is_empty() {
            return None;
        }
        let line: String = line.chars().filter(|c| !c.is_whitespace()).collect();
        let mut likely: Vec<u32> = self.runs.places(&line).into_iter().map(|p| p.0).collect();
        likely.extend(&self.bare);
        likely.sort_unstable();
        let mut likely = likely.iter().filter_map(|n| self.all.get(*n as usize));
        likely.find(|p| p.fits(&line)).map(|p| &*p.words)
    }
}

impl Pattern {
    fn new(words: Cow<'static, str>, parts: &[Part]) -> Self {
        let mut pattern = Self {
            words,
            characters: Vec::new(),
            any: 0,
            number: 0,
            end: 1,
        };
        for part in parts.iter().take(LONGEST) {
            match part {
                Part::Any => pattern.any |= pattern.end,
                Part::Number => pattern.number |= pattern.end,
                Part::Character(c) => {
                    let known = pattern.characters.iter_mut().find(|(own, _)| own == c);
                    match known {
                        Some((_, places)) => *places |= pattern.end,
                        None => pattern.characters.push((*c, pattern.end)),
                    }
                }
            }
            pattern.end <<= 1;
        }
        pattern
    }

    /// Whether a line without blanks is as the pattern says. All ways to read the line by it are followed at once, so
    /// that no pattern takes long.
    fn fits(&self, line: &str) -> bool {
        let mut now = self.passed_over(1);
        for c in line.chars() {
            let own = self.characters.iter().find(|(own, _)| *own == c);
            let here = own.map_or(0, |(_, places)| now & places);
            let number = if is_digit(c) { now & self.number } else { 0 };
            now = self.passed_over(now & self.any | number | (here | number) << 1);
            if now == 0 {
                return false;
            }
        }
        now & self.end != 0
    }

    /// Places, and those behind open ones, which may hold nothing.
    fn passed_over(&self, places: u128) -> u128 {
        places | (places & self.any) << 1
    }
}

/// Characters of a pattern that are neither signs nor blanks: how much of a line it says.
pub fn said(pattern: &str) -> usize {
    let said = |p: &&Part| matches!(p, Part::Character(_));
    parts(pattern).iter().filter(said).count()
}

/// Whether a pattern leaves a part of the line open.
pub fn is_open(pattern: &str) -> bool {
    pattern.contains('*')
}

/// The signs of a pattern; open places beside each other are one.
fn parts(pattern: &str) -> Vec<Part> {
    let part = |c| match c {
        '*' => Part::Any,
        '#' => Part::Number,
        c => Part::Character(c),
    };
    let signs = pattern.chars().filter(|c| !c.is_whitespace());
    let mut parts: Vec<Part> = signs.map(part).collect();
    parts.dedup_by(|a, b| *a == Part::Any && *b == Part::Any);
    parts
}

/// The longest run of characters in a pattern.
fn longest_run(parts: &[Part]) -> String {
    let character = |p: &Part| match p {
        Part::Character(c) => Some(*c),
        Part::Any | Part::Number => None,
    };
    let runs = parts.split(|p| character(p).is_none());
    let longest = runs.max_by_key(|run| run.len()).unwrap_or_default();
    longest.iter().filter_map(character).collect()
}

fn is_digit(c: char) -> bool {
    is_numeral(c) || ('０'..='９').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fit(pattern: &str, line: &str) -> bool {
        let mut patterns = Patterns::default();
        patterns.add(vec![pattern.to_owned()]);
        patterns.fit(line)
    }

    #[test]
    fn a_star_is_anything_and_a_hash_a_number() {
        assert!(fit("今日#版", "今日8版"));
        assert!(fit("今日#版", "今日十二版"));
        assert!(!fit("今日#版", "今日版"));
        assert!(fit("鹭汀报*第#期*", "鹭汀报 10月17日 第1286期"));
        assert!(fit("鹭汀报*", "鹭汀报"));
        assert!(!fit("鹭汀报", "鹭汀报社"));
        assert!(fit("*#*5", "第125"));
    }

    #[test]
    fn blanks_count_nowhere() {
        assert!(fit("天气 晴", "天　气晴"));
        assert!(fit("天气晴", "天 气 晴 "));
    }

    #[test]
    fn no_pattern_takes_long() {
        // Tried one way after the other, this would not end.
        let line = "一".repeat(100_000);
        assert!(!fit(&format!("{}终", "*#".repeat(40)), &line));
        assert!(fit(&format!("{}一", "*#".repeat(40)), &line));
    }

    #[test]
    fn a_line_is_compared_only_with_the_patterns_whose_words_it_holds() {
        // Compared with each, these lines take minutes.
        let all: Vec<String> = (0..1000).map(|n| format!("*#鹭汀{n:03}*")).collect();
        let mut patterns = Patterns::default();
        patterns.add(all);
        let line = format!("7{}", "鹭汀 一 ".repeat(100));
        assert!((0..2000).all(|_| !patterns.fit(&line)));
        assert_eq!(patterns.which("第7鹭 汀 999期"), Some("*#鹭汀999*"));
    }

    /// Whether the signs from one on fit the rest of a line, tried one way after the other.
    fn slowly(parts: &[Part], line: &[char]) -> bool {
        match (parts, line) {
            ([], rest) => rest.is_empty(),
            ([Part::Any, after @ ..], rest) => {
                (0..=rest.len()).any(|n| slowly(after, rest.get(n..).unwrap_or_default()))
            }
            ([Part::Number, after @ ..], [c, rest @ ..]) => {
                is_digit(*c) && (slowly(after, rest) || slowly(parts, rest))
            }
            ([Part::Character(own), after @ ..], [c, rest @ ..]) => own == c && slowly(after, rest),
            _ => false,
        }
    }

    proptest! {
        #[test]
        fn all_ways_at_once_are_each_way_after_the_other(
            all in prop::collection::vec("[甲1*# ]{1,5}", 1..4), line in "[甲1 ]{0,6}"
        ) {
            let mut patterns = Patterns::default();
            patterns.add(all.clone());
            let bare: Vec<char> = line.chars().filter(|c| *c != ' ').collect();
            let first = all.iter().find(|p| slowly(&parts(p), &bare));
            prop_assert_eq!(patterns.which(&line), first.map(String::as_str));
        }
    }
}
