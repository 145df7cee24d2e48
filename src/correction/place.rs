//! Where a correction's line stands in a text: by its words alone, without marks and spaces, so that another
//! extraction's heading marks, spaces and line cuts do not part it from its line.

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

/// Lines over which a text that was cut since is followed.
const FOLLOWED: usize = 64;
/// Lines before and after that are looked at for what stood around.
const NEAR: usize = 6;

/// The words of a text: its letters and digits; its other characters where it has none.
pub(super) fn key(text: &str) -> String {
    let words: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
    if words.is_empty() {
        text.chars().filter(|c| !is_blank(*c)).collect()
    } else {
        words
    }
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{FEFF}' | '\u{200B}' | '#' | '*')
}

/// A line's text, its end left off; `None` beyond the last.
pub(super) fn line(issue: &Issue, number: usize) -> Option<&str> {
    let start = *issue.line_starts.get(number.checked_sub(1)?)?;
    let end = issue
        .line_starts
        .get(number)
        .map_or(issue.source.len(), |end| *end as usize);
    let span = Span::new(start as usize, end);
    Some(span.of(&issue.source).trim_end_matches(['\n', '\r']))
}

/// The lines from the one on that holds a byte, each with its number.
pub(super) fn lines(issue: &Issue, from: usize) -> impl Iterator<Item = (usize, &str)> {
    let first = issue.line_of(Span::new(from, from).start);
    (first..=issue.line_starts.len()).filter_map(|n| Some((n, line(issue, n)?)))
}

/// A correction's text, ready to be looked for.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
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

/// A line that may be the one.
#[derive(Clone, Debug)]
struct Candidate {
    first: usize,
    last: usize,
    whole: bool,
    /// How well the text agrees: 3 wholly, 2 where the line is cut otherwise.
    rank: u8,
    /// How many of the texts around agree.
    around: u8,
}

/// Looks for the lines of corrections in a text, from a byte on.
pub fn find(issue: &Issue, from: usize, corrections: &[Correction]) -> Vec<Found> {
    if corrections.is_empty() {
        return Vec::new();
    }
    // What is looked for alike is looked for once, as often as it is told of.
    let mut wanted: Vec<Wanted> = Vec::new();
    let mut numbers: HashMap<Wanted, usize> = HashMap::new();
    let mut of = Vec::with_capacity(corrections.len());
    for want in corrections.iter().map(Wanted::of) {
        let number = *numbers.entry(want.clone()).or_insert(wanted.len());
        of.push(number);
        if number == wanted.len() {
            wanted.push(want);
        }
    }
    // By the first character, so that a line is compared with few corrections.
    let mut by_first: HashMap<char, Vec<usize>> = HashMap::new();
    for (n, want) in wanted.iter().enumerate() {
        if let Some(c) = want.head.chars().next() {
            by_first.entry(c).or_default().push(n);
        }
    }
    let mut candidates: Vec<Vec<Candidate>> = vec![Vec::new(); wanted.len()];
    for (number, text) in lines(issue, from) {
        let first = text.chars().find(|c| c.is_alphanumeric());
        let Some(first) = first.or_else(|| text.chars().find(|c| !is_blank(*c))) else {
            continue;
        };
        let Some(few) = by_first.get(&first) else {
            continue;
        };
        let words = key(text);
        let mut around = Around::default();
        for &n in few {
            if let (Some(want), Some(list)) = (wanted.get(n), candidates.get_mut(n)) {
                list.extend(agrees(issue, number, &words, want, &mut around));
            }
        }
    }
    candidates.iter_mut().for_each(keep_best);
    let both = corrections.iter().zip(of);
    both.map(|(correction, n)| choose(correction, candidates.get(n).map_or(&[], |c| c)))
        .collect()
}

/// The words of the lines before and after one, looked up when they are asked for.
#[derive(Default)]
struct Around {
    before: Option<String>,
    /// After which line, and the words.
    after: Option<(usize, String)>,
}

impl Around {
    fn before(&mut self, issue: &Issue, number: usize) -> &str {
        self.before.get_or_insert_with(|| {
            let lines = (1..number).rev().filter_map(|n| line(issue, n));
            let mut near: Vec<String> = lines.take(NEAR).map(key).collect();
            near.reverse();
            near.concat()
        })
    }

    fn after(&mut self, issue: &Issue, number: usize) -> &str {
        let known = self.after.take().filter(|(after, _)| *after == number);
        let after = known.unwrap_or_else(|| {
            let lines = (number + 1..=issue.line_starts.len()).filter_map(|n| line(issue, n));
            (number, lines.take(NEAR).map(key).collect())
        });
        &self.after.insert(after).1
    }
}

/// Whether the text begins with a line; with what stands around it, of which something has to agree.
fn agrees(
    issue: &Issue,
    number: usize,
    words: &str,
    want: &Wanted,
    around: &mut Around,
) -> Option<Candidate> {
    let mut found = match &want.tail {
        None => agrees_whole(issue, number, words, &want.head)?,
        Some(tail) => agrees_ends(issue, number, words, &want.head, tail)?,
    };
    if let Some(above) = &want.above {
        let before = around.before(issue, number);
        found.around += u8::from(before.ends_with(above.as_str()));
    }
    if let Some(below) = &want.below {
        let after = around.after(issue, found.last);
        found.around += u8::from(after.starts_with(below.as_str()));
    }
    let told = want.above.is_some() || want.below.is_some();
    (!told || found.around > 0).then_some(found)
}

/// A text kept whole: the line is it, begins with it, or begins it and the next lines go on with it.
fn agrees_whole(issue: &Issue, number: usize, words: &str, head: &str) -> Option<Candidate> {
    let at = |last, whole, rank| Candidate {
        first: number,
        last,
        whole,
        rank,
        around: 0,
    };
    if words == head {
        return Some(at(number, true, 3));
    }
    if words.starts_with(head) {
        // A few characters begin many lines.
        return (head.chars().count() >= super::SHORT).then(|| at(number, false, 2));
    }
    let (last, whole) = follow(issue, number, words, head)?;
    Some(at(last, whole, 2))
}

/// A long text kept by its ends.
fn agrees_ends(
    issue: &Issue,
    number: usize,
    words: &str,
    head: &str,
    tail: &str,
) -> Option<Candidate> {
    let begins = if words.starts_with(head) {
        number
    } else {
        follow(issue, number, words, head)?.0
    };
    let whole = words.starts_with(head) && words.ends_with(tail) && words.len() > head.len();
    let end = (begins..=issue.line_starts.len())
        .take(FOLLOWED)
        .find(|n| line(issue, *n).is_some_and(|t| key(t).ends_with(tail)));
    Some(Candidate {
        first: number,
        last: if whole { number } else { end.unwrap_or(begins) },
        whole: whole || end.is_some(),
        rank: if whole { 3 } else { 2 },
        around: 0,
    })
}

/// The line with which a text ends that was cut since, and whether that line ends there, too.
fn follow(issue: &Issue, number: usize, words: &str, text: &str) -> Option<(usize, bool)> {
    let mut rest = text.strip_prefix(words).filter(|_| !words.is_empty())?;
    for n in (number + 1..=issue.line_starts.len()).take(FOLLOWED) {
        let next = key(line(issue, n)?);
        if next.is_empty() {
            continue;
        }
        if let Some(left) = rest.strip_prefix(next.as_str()) {
            rest = left;
            if rest.is_empty() {
                return Some((n, true));
            }
        } else {
            return next.starts_with(rest).then_some((n, false));
        }
    }
    None
}

/// Of the lines that agree keeps those around which most does, and of these those that agree best.
fn keep_best(list: &mut Vec<Candidate>) {
    let best = list.iter().map(|c| (c.around, c.rank)).max();
    list.retain(|c| Some((c.around, c.rank)) == best);
}

/// Chooses among the lines that agree equally, which are in order, by the old number.
fn choose(correction: &Correction, mut list: &[Candidate]) -> Found {
    if let (Some(line), [_, _, ..]) = (correction.line, list) {
        let after = list.partition_point(|c| c.first < line);
        let near = list.get(after.saturating_sub(1)..).unwrap_or_default();
        list = match near.get(..2.min(near.len())).unwrap_or_default() {
            [a, b] if a.first.abs_diff(line) < b.first.abs_diff(line) => std::slice::from_ref(a),
            [a, b] if a.first.abs_diff(line) > b.first.abs_diff(line) => std::slice::from_ref(b),
            both => both,
        };
    }
    match list {
        [] => Found::Gone,
        [only] => Found::At {
            first: only.first,
            last: only.last,
            whole: only.whole,
        },
        more => Found::Unclear(more.len()),
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
    fn a_blank_line_takes_no_correction() {
        assert_eq!(Correction::at(&issue("一\n\n二"), 2), None);
        assert_eq!(Correction::at(&issue("一"), 9), None);
    }
}
