//! Patterns of whole lines: `*` is any run of characters, `#` a number; blanks count nowhere.

use super::list::Gather;
use std::borrow::Cow;

/// A list of patterns.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(in crate::loader) struct Patterns {
    patterns: Vec<(Cow<'static, str>, Vec<Part>)>,
}

/// A piece of a pattern.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Part {
    /// This character.
    Character(char),
    /// Any characters, or none.
    Any,
    /// One digit or more, Chinese numerals too.
    Number,
}

impl Gather for Patterns {
    fn add(&mut self, word: Cow<'static, str>) {
        let parts = parts(&word);
        if !self.patterns.iter().any(|(_, p)| *p == parts) {
            self.patterns.push((word, parts));
        }
    }

    fn remove(&mut self, word: &str) -> bool {
        let before = self.patterns.len();
        self.patterns.retain(|(w, _)| w != word);
        self.patterns.len() < before
    }
}

impl Patterns {
    /// Whether a whole line fits one of them.
    pub fn fit(&self, line: &str) -> bool {
        self.which(line).is_some()
    }

    /// The first of them that a whole line fits.
    pub fn which(&self, line: &str) -> Option<&str> {
        let mut patterns = self.patterns.iter();
        patterns
            .find(|(_, parts)| fits(parts, line))
            .map(|(pattern, _)| &**pattern)
    }
}

/// Characters of a pattern that are neither signs nor blanks: how much of a line it says.
pub(super) fn said(pattern: &str) -> usize {
    let said = |p: &&Part| matches!(p, Part::Character(_));
    parts(pattern).iter().filter(said).count()
}

/// Whether a pattern leaves a part of the line open.
pub(super) fn is_open(pattern: &str) -> bool {
    pattern.contains('*')
}

fn parts(pattern: &str) -> Vec<Part> {
    let part = |c| match c {
        '*' => Part::Any,
        '#' => Part::Number,
        c => Part::Character(c),
    };
    pattern
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(part)
        .collect()
}

/// Follows all ways to read the line by the pattern at once, so that no pattern takes long.
fn fits(parts: &[Part], line: &str) -> bool {
    let mut now = vec![false; parts.len() + 1];
    now[0] = true;
    pass_over(parts, &mut now);
    let mut next = now.clone();
    for c in line.chars().filter(|c| !c.is_whitespace()) {
        next.fill(false);
        for (i, part) in parts.iter().enumerate().filter(|(i, _)| now[*i]) {
            match part {
                Part::Any => next[i] = true,
                Part::Number if is_digit(c) => (next[i], next[i + 1]) = (true, true),
                Part::Character(own) if *own == c => next[i + 1] = true,
                _ => {}
            }
        }
        pass_over(parts, &mut next);
        std::mem::swap(&mut now, &mut next);
    }
    now[parts.len()]
}

/// An open place may hold nothing.
fn pass_over(parts: &[Part], at: &mut [bool]) {
    for (i, part) in parts.iter().enumerate() {
        at[i + 1] |= at[i] && *part == Part::Any;
    }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c) || "〇○零一二三四五六七八九十百".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(pattern: &str, line: &str) -> bool {
        fits(&parts(pattern), line)
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
        let line = "一".repeat(300);
        assert!(!fit(&format!("{}终", "*#".repeat(40)), &line));
    }
}
