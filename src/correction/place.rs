//! Where a correction's line stands in a text: by its words alone, without marks and spaces, so that another
//! extraction's heading marks, spaces and line cuts do not part it from its line.
//!
//! Many corrections are looked for in many lines at once. A line is compared with the few whose words it begins with
//! ([`prefixes`]), and lines alike are told apart by what stands around them without going through all ([`list`]).

mod list;
mod prefixes;
mod words;

use self::list::{Candidate, Candidates, Picked};
use self::prefixes::Prefixes;
use self::words::Words;
pub(super) use self::words::{key, line, lines};
use super::Correction;
use crate::issue::{Issue, Span};
use std::collections::HashMap;

/// What became of a correction's line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Found {
    /// It stands there: its first and last line, counted from 1. More than one where the text was cut since.
    At {
        /// The line its text begins.
        first: usize,
        /// The line its text ends with.
        last: usize,
        /// Whether that line ends where the text does.
        whole: bool,
    },
    /// No line has this text, or none in these surroundings.
    Gone,
    /// So many lines have this text, and nothing tells them apart.
    Unclear(usize),
}

/// Counts steps of the search, so that a test sees how they grow.
#[cfg(test)]
fn work(steps: usize) {
    WORK.set(WORK.get() + steps);
}

#[cfg(not(test))]
fn work(_: usize) {}

#[cfg(test)]
thread_local! {
    static WORK: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Lines over which a text that was cut since is followed.
const FOLLOWED: usize = 64;

/// A correction's text, ready to be looked for.
struct Wanted {
    /// Its words, or those before `…`.
    head: String,
    /// Its words after `…`, of a long line.
    tail: Option<String>,
    above: Option<String>,
    below: Option<String>,
}

impl Wanted {
    fn of(correction: &Correction) -> Self {
        let text = correction.text.trim();
        let parted = text.split_once('…').map(|(a, b)| (key(a), key(b)));
        let around = |text: &Option<String>| text.as_deref().map(key).filter(|t| !t.is_empty());
        // Of “…” as a line's own last mark nothing is made: its words before it are all there are.
        let (head, tail) = match parted {
            Some((head, tail)) if !head.is_empty() && !tail.is_empty() => (head, Some(tail)),
            _ => (key(text), None),
        };
        Self {
            head,
            tail,
            above: around(&correction.above),
            below: around(&correction.below),
        }
    }
}

/// Where the words of a head stand: the line that they begin, the one that they end in, and whether it ends with them.
#[derive(Clone, Copy)]
struct Hit {
    first: usize,
    last: usize,
    whole: bool,
}

/// Looks for the lines of corrections in a text, from a byte on.
pub fn find(issue: &Issue, from: usize, corrections: &[Correction]) -> Vec<Found> {
    if corrections.is_empty() {
        return Vec::new();
    }
    let wanted: Vec<Wanted> = corrections.iter().map(Wanted::of).collect();
    let words = Words::of(issue);
    let from = issue.line_of(Span::new(from, from).start);
    let heads = Prefixes::of(wanted.iter().map(|w| w.head.clone()).collect());
    let hits = hits(&words, from, &heads);
    let tails = wanted.iter().filter_map(|w| w.tail.as_deref());
    let ends = ends(&words, from, tails.collect());
    let longest = |of: fn(&Wanted) -> &Option<String>| {
        let lengths = wanted
            .iter()
            .filter_map(|w| of(w).as_ref().map(String::len));
        lengths.max().unwrap_or(0)
    };
    let around = [longest(|w| &w.above), longest(|w| &w.below)];
    // Corrections of one text share the lines that may be theirs.
    let mut whole: HashMap<&str, Candidates> = HashMap::new();
    let mut ended: HashMap<(&str, &str), Candidates> = HashMap::new();
    let mut open: HashMap<&str, Candidates> = HashMap::new();
    let none: Vec<Hit> = Vec::new();
    let found = corrections.iter().zip(&wanted).map(|(correction, want)| {
        let head = want.head.as_str();
        let hits = heads
            .position(head)
            .and_then(|n| hits.get(n))
            .unwrap_or(&none);
        let (above, below) = (want.above.as_deref(), want.below.as_deref());
        let new = |candidates| Candidates::new(candidates, around);
        let picked = match want.tail.as_deref() {
            None => {
                let list = whole
                    .entry(head)
                    .or_insert_with(|| new(kept_whole(hits, head)));
                list.pick(&words, above, below)
            }
            Some(tail) => {
                let list = ended.entry((head, tail)).or_insert_with(|| {
                    let ends = ends.get(tail).map_or(&[] as &[usize], Vec::as_slice);
                    new(kept_by_ends(&words, hits, ends, head))
                });
                let picked = list.pick(&words, above, below);
                // Of a line whose end is another now the beginning still speaks.
                if picked.is_empty() {
                    let list = open.entry(head).or_insert_with(|| new(begun(hits)));
                    list.pick(&words, above, below)
                } else {
                    picked
                }
            }
        };
        choose(correction, &picked)
    });
    found.collect()
}

/// For each head the lines that begin with its words, or begin them where the next lines go on with them.
fn hits(words: &Words, from: usize, heads: &Prefixes) -> Vec<Vec<Hit>> {
    let mut hits = vec![Vec::new(); heads.len()];
    for first in from..=words.lines() {
        if words.line(first).is_empty() {
            continue;
        }
        for head in heads.of_text(words.from(first, FOLLOWED + 1)) {
            work(1);
            let end = words.start(first) + heads.text(head).len();
            let last = words.line_before(end);
            if let Some(list) = hits.get_mut(head) {
                list.push(Hit {
                    first,
                    last,
                    whole: words.start(last + 1) == end,
                });
            }
        }
    }
    hits
}

/// For each tail the lines that end with its words.
fn ends<'a>(words: &Words, from: usize, tails: Vec<&'a str>) -> HashMap<&'a str, Vec<usize>> {
    let mut ends: HashMap<&str, Vec<usize>> = HashMap::new();
    for tail in tails {
        ends.entry(tail).or_default();
    }
    if ends.is_empty() {
        return ends;
    }
    let backwards = |text: &str| text.chars().rev().collect::<String>();
    let forwards: HashMap<String, &str> = ends.keys().map(|t| (backwards(t), *t)).collect();
    let longest = ends.keys().map(|t| t.chars().count()).max().unwrap_or(0);
    let tails = Prefixes::of(forwards.keys().cloned().collect());
    for line in from..=words.lines() {
        let end: String = words.line(line).chars().rev().take(longest).collect();
        for tail in tails.of_text(&end) {
            let list = forwards.get(tails.text(tail)).and_then(|t| ends.get_mut(t));
            if let Some(list) = list {
                list.push(line);
            }
        }
    }
    ends
}

/// Lines for a text kept whole: the line is it, begins with it, or begins it and the next lines go on with it.
fn kept_whole(hits: &[Hit], head: &str) -> Vec<Candidate> {
    // A few characters begin many lines.
    let long = head.chars().count() >= super::SHORT;
    let fits = hits.iter().filter(|h| h.last > h.first || h.whole || long);
    let candidate = |h: &Hit| Candidate {
        first: h.first,
        last: h.last,
        whole: h.whole,
        rank: if h.whole && h.first == h.last { 3 } else { 2 },
    };
    fits.map(candidate).collect()
}

/// Lines for a long text kept by its ends: the line has both, or it begins the text and one of the next lines ends it.
fn kept_by_ends(words: &Words, hits: &[Hit], ends: &[usize], head: &str) -> Vec<Candidate> {
    let candidate = |hit: &Hit, end: usize| {
        let whole =
            hit.last == hit.first && end == hit.first && words.line(hit.first).len() > head.len();
        Candidate {
            first: hit.first,
            last: end,
            whole: true,
            rank: if whole { 3 } else { 2 },
        }
    };
    work(hits.len().min(ends.len()));
    let mut list = Vec::new();
    if hits.len() <= ends.len() {
        for hit in hits {
            let end = ends.get(ends.partition_point(|end| *end < hit.last));
            list.extend(
                end.filter(|end| **end < hit.last + FOLLOWED)
                    .map(|end| candidate(hit, *end)),
            );
        }
    } else {
        let mut before = 0;
        for &end in ends {
            let from = (before + 1).max((end + 1).saturating_sub(FOLLOWED));
            let first = hits.partition_point(|hit| hit.last < from);
            let near = hits.iter().skip(first).take_while(|hit| hit.last <= end);
            list.extend(near.map(|hit| candidate(hit, end)));
            before = end;
        }
    }
    list
}

/// Lines that begin a long text whose end is not found.
fn begun(hits: &[Hit]) -> Vec<Candidate> {
    let candidate = |h: &Hit| Candidate {
        first: h.first,
        last: h.last,
        whole: false,
        rank: 1,
    };
    hits.iter().map(candidate).collect()
}

/// Chooses among the lines that agree best: by the old number.
fn choose(correction: &Correction, picked: &Picked) -> Found {
    let nearest = match correction.line {
        Some(line) => picked.nearest(line),
        None => picked.some(),
    };
    match nearest {
        (0, _) => Found::Gone,
        (1, Some(only)) => Found::At {
            first: only.first,
            last: only.last,
            whole: only.whole,
        },
        (more, _) => Found::Unclear(more),
    }
}

#[cfg(test)]
mod tests;
