//! The lines that may be the ones of a text, told apart by what stands around them.

use super::words::Words;
use super::work;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::rc::Rc;

/// Lines before and after that are looked at for what stood around.
const NEAR: usize = 6;

/// A line that may be the one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Candidate {
    /// The line its text begins.
    pub first: usize,
    /// The line its text ends with.
    pub last: usize,
    /// Whether that line ends where the text does.
    pub whole: bool,
    /// How well the text agrees: 3 wholly, 2 where the line is cut otherwise, 1 where its end is not found.
    pub rank: u8,
}

/// Lines in their order, of the best rank.
type Lines = Rc<Vec<Candidate>>;

/// The lines that agree best; no line is in both.
#[derive(Clone)]
pub struct Picked(Vec<Lines>);

/// The lines that may be the ones of a text, in their order.
pub struct Candidates {
    all: Vec<Candidate>,
    /// Bytes of what stands before and after that are compared.
    around: [usize; 2],
    /// By what stands before and by what stands after: made where it is asked for.
    sorted: [Option<Vec<usize>>; 2],
    sides: [HashMap<String, Rc<Vec<usize>>>; 2],
    both: HashMap<(String, String), Picked>,
    one: [HashMap<String, Lines>; 2],
    best: Option<Lines>,
}

/// What stands before a line is looked at backwards.
const BEFORE: usize = 0;
const AFTER: usize = 1;

impl Candidates {
    /// A list, for texts around of so many bytes.
    pub fn new(all: Vec<Candidate>, around: [usize; 2]) -> Self {
        Self {
            all,
            around,
            sorted: [None, None],
            sides: [HashMap::new(), HashMap::new()],
            both: HashMap::new(),
            one: [HashMap::new(), HashMap::new()],
            best: None,
        }
    }

    /// The lines that agree best with what stood around; none where neither side agrees.
    pub fn pick(&mut self, words: &Words, above: Option<&str>, below: Option<&str>) -> Picked {
        match (above, below) {
            (None, None) => {
                let all = &self.all;
                let best = self.best.get_or_insert_with(|| best(all.iter().copied()));
                Picked(vec![Rc::clone(best)])
            }
            (Some(above), None) => Picked(vec![self.one(words, BEFORE, above)]),
            (None, Some(below)) => Picked(vec![self.one(words, AFTER, below)]),
            (Some(above), Some(below)) => self.two(words, above, below),
        }
    }

    fn one(&mut self, words: &Words, side: usize, text: &str) -> Lines {
        if let Some(known) = self.one[side].get(text) {
            return Rc::clone(known);
        }
        let agree = self.agree(words, side, text);
        let lines = best(agree.iter().filter_map(|n| self.all.get(*n).copied()));
        self.one[side].insert(text.to_owned(), Rc::clone(&lines));
        lines
    }

    /// Where both sides agree with a line, that; else where one does.
    fn two(&mut self, words: &Words, above: &str, below: &str) -> Picked {
        let key = (above.to_owned(), below.to_owned());
        if let Some(known) = self.both.get(&key) {
            return known.clone();
        }
        let before = self.agree(words, BEFORE, above);
        let after = self.agree(words, AFTER, below);
        work(before.len().min(after.len()));
        let (few, other, text) = if before.len() < after.len() {
            (before, AFTER, below)
        } else {
            (after, BEFORE, above)
        };
        let agree = few.iter().filter_map(|n| self.all.get(*n));
        let agree = agree.filter(|c| compare(words, c, other, text) == Ordering::Equal);
        let lines = best(agree.copied());
        let picked = if lines.is_empty() {
            let sides = [
                self.one(words, BEFORE, above),
                self.one(words, AFTER, below),
            ];
            let rank = |lines: &Lines| lines.first().map(|c| c.rank);
            let top = sides.iter().map(rank).max().flatten();
            Picked(sides.into_iter().filter(|l| rank(l) == top).collect())
        } else {
            Picked(vec![lines])
        };
        self.both.insert(key, picked.clone());
        picked
    }

    /// The lines that one side agrees with, in their order.
    fn agree(&mut self, words: &Words, side: usize, text: &str) -> Rc<Vec<usize>> {
        if let Some(known) = self.sides[side].get(text) {
            return Rc::clone(known);
        }
        let (all, limit) = (&self.all, self.around[side]);
        let sorted = self.sorted[side].get_or_insert_with(|| {
            work(all.len());
            let mut sorted: Vec<usize> = (0..all.len()).collect();
            sorted.sort_by(|a, b| match (all.get(*a), all.get(*b)) {
                (Some(a), Some(b)) => {
                    let (a, b) = (around(words, a, side), around(words, b, side));
                    order(side, a, b, limit)
                }
                _ => Ordering::Equal,
            });
            sorted
        });
        let to = |n: &usize| {
            all.get(*n)
                .map_or(Ordering::Less, |c| compare(words, c, side, text))
        };
        let start = sorted.partition_point(|n| to(n) == Ordering::Less);
        let end = sorted.partition_point(|n| to(n) != Ordering::Greater);
        let mut agree = sorted.get(start..end).unwrap_or(&[]).to_vec();
        agree.sort_unstable();
        work(agree.len());
        let agree = Rc::new(agree);
        self.sides[side].insert(text.to_owned(), Rc::clone(&agree));
        agree
    }
}

impl Picked {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|lines| lines.is_empty())
    }

    /// How many there are, and one of them.
    pub fn some(&self) -> (usize, Option<Candidate>) {
        let count = self.0.iter().map(|lines| lines.len()).sum();
        let one = self.0.iter().find_map(|lines| lines.first().copied());
        (count, one)
    }

    /// How many are nearest to a line, and one of them.
    pub fn nearest(&self, line: usize) -> (usize, Option<Candidate>) {
        let mut near: Vec<Candidate> = Vec::new();
        for lines in &self.0 {
            let after = lines.partition_point(|c| c.first < line);
            let before = after.checked_sub(1).and_then(|n| lines.get(n));
            near.extend(before.into_iter().chain(lines.get(after)).copied());
        }
        let best = near.iter().map(|c| c.first.abs_diff(line)).min();
        near.retain(|c| Some(c.first.abs_diff(line)) == best);
        (near.len(), near.first().copied())
    }
}

/// Those of the best rank.
fn best(candidates: impl Iterator<Item = Candidate>) -> Lines {
    let mut lines: Vec<Candidate> = candidates.collect();
    work(lines.len());
    let best = lines.iter().map(|c| c.rank).max();
    lines.retain(|c| Some(c.rank) == best);
    Rc::new(lines)
}

/// The words on one side of a line.
fn around<'a>(words: &'a Words, candidate: &Candidate, side: usize) -> &'a [u8] {
    match side {
        BEFORE => words.before(candidate.first, NEAR),
        _ => words.from(candidate.last + 1, NEAR),
    }
    .as_bytes()
}

/// How the words on one side of a line, as many as a text has, are to that text.
fn compare(words: &Words, candidate: &Candidate, side: usize, text: &str) -> Ordering {
    let there = around(words, candidate, side);
    let near = match side {
        BEFORE => there.get(there.len().saturating_sub(text.len())..),
        _ => there.get(..text.len()),
    };
    order(side, near.unwrap_or(there), text.as_bytes(), usize::MAX)
}

/// The order of words: of those after a line from their beginning on, of those before it from their end on.
fn order(side: usize, a: &[u8], b: &[u8], limit: usize) -> Ordering {
    match side {
        BEFORE => {
            let [a, b] = [a, b].map(|text| text.iter().rev().take(limit));
            a.cmp(b)
        }
        _ => a.iter().take(limit).cmp(b.iter().take(limit)),
    }
}
