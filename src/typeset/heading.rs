//! Headings: kicker, headline, deck and byline, centred and broken by sense into lines of near equal length.

use super::{
    Role, Row, Style,
    class::{is_closing, is_opening, is_wide_word},
    display::Shown,
    line::{Shape, Stop, optimum},
    paragraph::{Frame, Setting},
};
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed, options::WordBreakInvariantOptions};
use std::sync::OnceLock;

/// Stops beyond which a heading is a paragraph by mistake, set line by line without weighing all its lines.
const LONGEST: usize = 400;

/// Rows of words that are no article's, centred on a page: a paper's name, a section's. They show no source.
pub fn centred_words(words: &str, width: u16, style: &Style) -> Vec<Row> {
    let mut rows = Vec::new();
    let shown = Shown::words(words);
    centred(&shown, Role::Headline, None, width, style, &mut rows);
    rows
}

/// Appends a text's lines, centred on the page.
pub fn centred(
    shown: &Shown,
    role: Role,
    block: Option<usize>,
    width: u16,
    style: &Style,
    rows: &mut Vec<Row>,
) {
    let range = shown.trimmed();
    if range.is_empty() {
        return;
    }
    let plain = style.unfilled();
    let frame = Frame {
        measure: width.max(1),
        ..Frame::default()
    };
    let mut setting = Setting::new(shown, range.clone(), &plain, frame);
    let stops = setting.stops();
    let text = shown.text.get(range).unwrap_or("");
    let mut from = 0;
    for to in balanced(&stops, text, u32::from(frame.measure)) {
        let mut line = Row::new(role, block);
        setting.lay(&stops, from, to, &mut line);
        line.trim_end();
        let mut row = Row::new(role, block);
        row.pad(width.saturating_sub(line.width()) / 2);
        row.join(&line);
        rows.push(row);
        from = to;
    }
}

/// The stops at which a heading's lines end: the paper's own line ends (a space between Han) first, after a mark
/// next, and lines near equal.
fn balanced(stops: &[Stop], text: &str, measure: u32) -> Vec<usize> {
    let whole = stops.last().map_or(0, |s| s.end);
    if whole <= measure || stops.len() <= 2 {
        return vec![stops.len() - 1];
    }
    let shape = Shape {
        measure,
        first: 0,
        turned: 0,
        orphan_after: usize::MAX,
    };
    let full = optimum(stops, &shape);
    if stops.len() > LONGEST || full.len() > 12 {
        return full;
    }
    let least = full.len().min(whole.div_ceil(measure.max(1)) as usize);
    let heading = Heading {
        stops,
        text,
        words: words(stops, text),
        starts: word_starts(text),
    };
    (least..=full.len() + 1)
        .filter_map(|lines| in_lines(&heading, measure, lines))
        .min_by_key(|(cost, _)| *cost)
        .map_or(full, |(_, ends)| ends)
}

/// A heading to be broken.
struct Heading<'a> {
    stops: &'a [Stop],
    text: &'a str,
    /// Letters, figures and Han before each stop.
    words: Vec<usize>,
    /// Bytes at which words begin.
    starts: Vec<usize>,
}

/// The best setting in just so many lines, with its cost; `None` where there is none.
fn in_lines(heading: &Heading, measure: u32, lines: usize) -> Option<(u64, Vec<usize>)> {
    let Heading { stops, text, .. } = *heading;
    let whole = stops.last()?.end;
    let ideal = u64::from(whole) / lines.max(1) as u64;
    let price = |stop| price(stop, text, &heading.starts, ideal);
    let prices: Vec<u64> = stops.iter().map(price).collect();
    let words = &heading.words;
    // best[n][i]: the cheapest way to end line n at stop i, and where line n started.
    let mut best = vec![vec![None::<(u64, usize)>; stops.len()]; lines + 1];
    best[0][0] = Some((0, 0));
    for line in 1..=lines {
        for to in 1..stops.len() {
            for from in (0..to).rev() {
                let width = stops[to].end.saturating_sub(stops[from].start);
                if width > measure && from + 1 < to {
                    break;
                }
                let Some((before, _)) = best[line - 1][from] else {
                    continue;
                };
                let off = ideal.abs_diff(u64::from(width));
                let single = words[to] - words[from] < 2;
                let cost = before
                    .saturating_add(off * off)
                    .saturating_add(prices[to])
                    .saturating_add(if single { 1 << 31 } else { 0 });
                if best[line][to].is_none_or(|(found, _)| cost < found) {
                    best[line][to] = Some((cost, from));
                }
            }
        }
    }
    let (mut cost, _) = best[lines][stops.len() - 1]?;
    // One line more has to earn its place.
    cost = cost.saturating_add(lines as u64 * u64::from(measure) * u64::from(measure) / 8);
    let mut ends = Vec::with_capacity(lines);
    let mut at = stops.len() - 1;
    for line in (1..=lines).rev() {
        ends.push(at);
        at = best[line][at]?.1;
    }
    ends.reverse();
    Some((cost, ends))
}

/// How many letters, figures and Han stand before each stop.
fn words(stops: &[Stop], text: &str) -> Vec<usize> {
    let mut from = 0;
    let mut count = 0;
    let mut words = Vec::with_capacity(stops.len());
    for stop in stops {
        let part = text.get(from..stop.at as usize).unwrap_or("");
        count += part.chars().filter(|c| c.is_alphanumeric()).count();
        from = stop.at as usize;
        words.push(count);
    }
    words
}

/// The bytes at which words of a text begin, by the dictionary; loaded where a heading first has to be broken.
fn word_starts(text: &str) -> Vec<usize> {
    static WORDS: OnceLock<WordSegmenterBorrowed<'static>> = OnceLock::new();
    let words =
        WORDS.get_or_init(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()));
    words.segment_str(text).collect()
}

/// What ending a heading's line at a stop costs: nothing at the paper's own line end (a space between Han), more
/// after a mark or before a bracket, between words, and most within a word.
fn price(stop: &Stop, text: &str, starts: &[usize], ideal: u64) -> u64 {
    let at = stop.at as usize;
    let mut before = text.get(..at).unwrap_or("").chars().rev();
    let after = text.get(at..).and_then(|t| t.chars().next());
    let (Some(last), Some(after)) = (before.next(), after) else {
        return 0;
    };
    let square = ideal * ideal;
    let place = if last.is_whitespace() {
        let han = is_wide_word(after)
            || before
                .next()
                .is_some_and(|c| is_wide_word(c) || is_closing(c));
        if han { 0 } else { square / 16 }
    } else if is_closing(last) || is_opening(after) && after != '“' && after != '‘' {
        square / 4
    } else if starts.binary_search(&at).is_ok() {
        square
    } else {
        square * 3
    };
    place.saturating_add(u64::from(stop.cost) * 4)
}
