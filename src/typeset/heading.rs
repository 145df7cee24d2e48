//! Headings: kicker, headline, deck and byline, centred and broken by sense into lines of near equal length.

use super::{
    Role, Row, Style,
    class::{is_closing, is_wide_word},
    display::Shown,
    line::{Shape, Stop, optimum},
    paragraph::{Frame, Setting},
};

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
    let plain = Style {
        hang: false,
        squeeze: false,
        ..style.clone()
    };
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
    (least..=full.len() + 1)
        .filter_map(|lines| in_lines(stops, text, measure, lines))
        .min_by_key(|(cost, _)| *cost)
        .map_or(full, |(_, ends)| ends)
}

/// The best setting in just so many lines, with its cost; `None` where there is none.
fn in_lines(stops: &[Stop], text: &str, measure: u32, lines: usize) -> Option<(u64, Vec<usize>)> {
    let whole = stops.last()?.end;
    let ideal = u64::from(whole) / lines.max(1) as u64;
    let prices: Vec<u64> = stops.iter().map(|s| price(s, text, ideal)).collect();
    let words: Vec<usize> = words(stops, text);
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

/// What ending a heading's line at a stop costs.
fn price(stop: &Stop, text: &str, ideal: u64) -> u64 {
    let mut before = text.get(..stop.at as usize).unwrap_or("").chars().rev();
    let place = match (
        before.next(),
        text.get(stop.at as usize..).and_then(|t| t.chars().next()),
    ) {
        (_, None) => 0,
        (Some(' ' | '\u{3000}'), Some(after))
            if before
                .next()
                .is_some_and(|c| is_wide_word(c) || is_closing(c))
                || is_wide_word(after) =>
        {
            0
        }
        (Some(' '), _) => ideal * ideal / 16,
        (Some(c), _) if is_closing(c) => ideal * ideal / 4,
        _ => ideal * ideal,
    };
    place.saturating_add(u64::from(stop.cost) * 4)
}
