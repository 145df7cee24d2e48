//! Where a correction's line stands in a text: by its words alone, without marks and spaces, so that another
//! extraction's heading marks, spaces and line cuts do not part it from its line.
//!
//! Many corrections are looked for in many lines at once. A line is compared with the few whose words it begins with
//! ([`prefixes`]), and lines alike are told apart by what stands around them without going through all ([`list`]).

mod list;
mod prefixes;
mod words;

use self::list::{Candidate, List, Picked};
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
            Some((head, tail)) if !head.is_empty() => (head, Some(tail)),
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
    let mut whole: HashMap<&str, List> = HashMap::new();
    let mut ended: HashMap<(&str, &str), List> = HashMap::new();
    let mut open: HashMap<&str, List> = HashMap::new();
    let none: Vec<Hit> = Vec::new();
    let found = corrections.iter().zip(&wanted).map(|(correction, want)| {
        let head = want.head.as_str();
        let hits = heads
            .position(head)
            .and_then(|n| hits.get(n))
            .unwrap_or(&none);
        let (above, below) = (want.above.as_deref(), want.below.as_deref());
        let new = |candidates| List::new(candidates, around);
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
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn issue(text: &str) -> Issue {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(i, _)| i + 1));
        Issue {
            source: text.to_owned(),
            line_starts: starts.map(|n| u32::try_from(n).unwrap()).collect(),
            ..Issue::default()
        }
    }

    /// The lines found in `after` for a correction of a line of `before`.
    fn moved(before: &str, line: usize, after: &str) -> Option<(usize, usize)> {
        let correction = Correction::at(&issue(before), line).unwrap();
        match find(&issue(after), 0, &[correction])[0] {
            Found::At { first, last, .. } => Some((first, last)),
            _ => None,
        }
    }

    const HEAD: &str = "江水东流潮声起";
    const LONG: &str = "江上第三座桥今天上午通车，桥长一千二百米，双向四车道，两侧设有人行道和观景台，两岸居民步行十分钟即可往来。";

    #[test]
    fn marks_spaces_and_widths_do_not_part_it_from_its_line() {
        let before = format!("{HEAD},岸上人家\n正文在此。");
        let after = format!("报头\n\n## {HEAD}， 岸上人家\n正文在此。");
        assert_eq!(moved(&before, 1, &after), Some((3, 3)));
    }

    #[test]
    fn it_is_followed_over_lines_that_are_cut_elsewhere_now() {
        let before = format!("题\n{LONG}\n又一段。");
        let cut = "题\n江上第三座桥今天上午通车，桥长\n一千二百米，双向四车道，两侧设有人行道和\n观景台，两岸居民步行十分钟即可往来。\n又一段。";
        assert_eq!(moved(&before, 2, cut), Some((2, 4)));
        let (half, rest) = (format!("{HEAD}岸上"), "人家灯火明");
        let before = format!("{half}{rest}\n文。");
        assert_eq!(
            moved(&before, 1, &format!("{half}\n\n{rest}\n文。")),
            Some((1, 3))
        );
        let longer = format!("{half}{rest}，又有一句在后\n文。");
        assert_eq!(moved(&before, 1, &longer), Some((1, 1)));
    }

    #[test]
    fn a_line_that_is_gone_is_found_nowhere_else() {
        let before = format!("{HEAD}一\n文。");
        assert_eq!(moved(&before, 1, "江水东流\n文。"), None);
        assert_eq!(moved(&before, 1, "江水\n文。江水东流潮声起一"), None);
        // Two briefs had one title; of the one that was corrected nothing is left.
        let before = "简讯\n桥修好了。\n简讯\n灯亮起来了。";
        assert_eq!(moved(before, 1, "报头\n简讯\n灯亮起来了。"), None);
        assert_eq!(moved(before, 3, "报头\n简讯\n灯亮起来了。"), Some((2, 2)));
    }

    #[test]
    fn lines_of_one_text_are_told_apart_by_what_stands_around_and_then_by_number() {
        let before = "简讯\n桥修好了。\n简讯\n灯亮起来了。\n简讯\n桥修好了。";
        assert_eq!(moved(before, 1, before), Some((1, 1)));
        assert_eq!(moved(before, 3, before), Some((3, 3)));
        assert_eq!(
            moved(before, 5, &format!("新行\n{before}")),
            Some((6, 6)),
            "both neighbours agree"
        );
        let by_hand = |line| Correction {
            text: "简讯".into(),
            line,
            ..Correction::default()
        };
        assert_eq!(
            find(&issue(before), 0, &[by_hand(None)]),
            [Found::Unclear(3)]
        );
        assert!(matches!(
            find(&issue(before), 0, &[by_hand(Some(3))])[0],
            Found::At { first: 3, .. }
        ));
    }

    #[test]
    fn the_search_grows_with_the_lines_and_not_with_their_square() {
        const LINES: usize = 800;
        let opening =
            "记者从江边渡口传来消息说今年春天的潮水比往年来得早一些并且持续的时间也更长久";
        let texts: [fn(usize, &str) -> String; 5] = [
            |n, _| format!("记{n}号消息江水上涨"),
            |_, _| "简讯".to_owned(),
            |n, _| {
                if n % 2 == 0 {
                    "简讯".to_owned()
                } else {
                    format!("第{n}条消息")
                }
            },
            |n, opening| format!("{opening}，这是第{n:04}条消息的末尾，完了"),
            |n, opening| format!("{opening}，这是第{n:04}条消息，{opening}，都是这样结束的"),
        ];
        for (kind, text) in texts.iter().enumerate() {
            let lines: Vec<String> = (0..LINES).map(|n| text(n, opening)).collect();
            let issue = issue(&lines.join("\n"));
            let around = |n: usize, of: fn(&str) -> String| lines.get(n).map(|l| of(l));
            for with in [false, true] {
                let correction = |(n, line): (usize, &String)| Correction {
                    text: crate::correction::shortened(line),
                    line: Some(n + 1),
                    above: around(n.wrapping_sub(1), |l| crate::correction::last(l, 20))
                        .filter(|_| with),
                    below: around(n + 1, |l| crate::correction::first(l, 20)).filter(|_| with),
                    ..Correction::default()
                };
                let told: Vec<Correction> = lines.iter().enumerate().map(correction).collect();
                WORK.set(0);
                let found = find(&issue, 0, &told);
                let all = found
                    .iter()
                    .enumerate()
                    .all(|(n, found)| matches!(found, Found::At { first, .. } if *first == n + 1));
                assert!(all, "{kind}");
                let steps = WORK.get();
                assert!(
                    steps < 4 * FOLLOWED * LINES,
                    "{kind}, {with}: {steps} steps"
                );
            }
        }
    }

    #[test]
    fn a_blank_line_takes_no_correction() {
        assert_eq!(Correction::at(&issue("一\n\n二"), 2), None);
        assert_eq!(Correction::at(&issue("一"), 9), None);
    }
}
