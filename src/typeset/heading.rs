//! Headings: kicker, headline, deck and byline, centred and broken by sense into lines of near equal length.

use super::{
    Row, RowRole, Style,
    cluster::{Ambiguous, clusters, text_width},
    display::Shown,
    line::{Shape, Stop, optimum},
    paragraph::{Frame, Typesetting},
    sense::{Sense, is_dash},
    upright,
};

use crate::issue::Span;

/// Stops beyond which a heading is a paragraph by mistake, set line by line without weighing all its lines.
pub const LONGEST: usize = 400;
/// Lines that a heading may take beyond the fewest, to be broken where sense ends.
const MORE: usize = 3;

/// Rows of words that are no article's, centred on a page: a paper's name, a section's. They show no source.
pub fn centred_words(words: &str, width: u16, style: &Style) -> Vec<Row> {
    let mut rows = Vec::new();
    let shown = Shown::words(words);
    centred(&shown, RowRole::Headline, None, width, style, &mut rows);
    rows
}

/// Appends a text's lines, centred on the page.
pub fn centred(
    shown: &Shown,
    role: RowRole,
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
    let mut setting = Typesetting::new(shown, range.clone(), &plain, frame);
    let mut stops = setting.stops();
    let text = shown.text.get(range.clone()).unwrap_or("");
    let measure = u32::from(frame.measure);
    // A deck's dash stands out, and its other lines begin under the words.
    let dash = text.len() - text.trim_start_matches(is_dash).len();
    let dash = text.get(..dash).unwrap_or("");
    let dash = if style.vertical {
        upright::text_cells(dash)
    } else {
        text_width(dash, style.ambiguous)
    };
    let turned = if role == RowRole::Deck && dash < usize::from(width / 4) {
        u16::try_from(dash).unwrap_or(0)
    } else {
        0
    };
    let mut lines = Vec::new();
    let mut from = 0;
    let names = role == RowRole::Byline;
    for to in balanced(&stops, text, names, measure, u32::from(turned)) {
        let mut line = Row::new(role, block);
        let shown_to = stops[to].at;
        stops[to].at = before_dot(shown, range.start, text, shown_to);
        let above = setting.lay(&stops, from, to, &mut line);
        stops[to].at = shown_to;
        line.trim_end();
        lines.push((above, line));
        from = to;
    }
    let blank = |line: usize| if line > 0 { turned } else { 0 };
    let wide = |(above, line): &(Option<Row>, Row)| {
        let above = above.as_ref().map_or(0, Row::width);
        line.width().max(above)
    };
    let cells = lines.iter().enumerate();
    let cells = cells.map(|(at, line)| wide(line).saturating_add(blank(at)));
    let widest = cells.max().unwrap_or(0);
    for (at, line) in lines.iter().enumerate() {
        let own = if turned > 0 { widest } else { wide(line) };
        let left = style.even(width.saturating_sub(own) / 2) + blank(at);
        for line in line.0.iter().chain([&line.1]) {
            let mut row = Row::new(line.role, block);
            row.pad(left);
            row.join(line);
            rows.push(row);
        }
    }
}

/// Where a line's words end that ends at a byte of a text: before a dot that the program put between a byline and what
/// stands beside it, as before a blank.
fn before_dot(shown: &Shown, from: usize, text: &str, end: u32) -> u32 {
    let words = text.get(..end as usize).unwrap_or("").trim_end();
    let Some(words) = words.strip_suffix('·') else {
        return end;
    };
    let at = from + words.len();
    let added = shown.places(at..at + '·'.len_utf8());
    let added = added
        .map(|place| place.source)
        .all(|source| source.is_none());
    if added && end as usize != text.len() {
        Span::new(0, words.len()).end
    } else {
        end
    }
}

/// The stops at which a heading's lines end: the paper's own line ends (a space between Han) first, after a mark
/// next, then between words, and lines near equal; in a line of names, between those. Lines but the first stand in by
/// `turned` cells.
fn balanced(stops: &[Stop], text: &str, names: bool, measure: u32, turned: u32) -> Vec<usize> {
    let whole = stops.last().map_or(0, |s| s.end);
    if whole <= measure || stops.len() <= 2 {
        return vec![stops.len() - 1];
    }
    let shape = Shape {
        measure,
        first: 0,
        turned,
        orphan_after: usize::MAX,
        grid: false,
    };
    let full = optimum(stops, &shape);
    if stops.len() > LONGEST || full.len() > 12 {
        return full;
    }
    let least = full.len().min(whole.div_ceil(measure.max(1)) as usize);
    let sense = if names {
        Sense::of_names(text)
    } else {
        Sense::of(text).in_lines(measure.saturating_sub(turned))
    };
    let heading = Heading {
        stops,
        words: words(stops, text),
        // Names stand side by side as long as they fit.
        spaces: if names {
            vec![0; stops.len()]
        } else {
            spaces(stops, &sense)
        },
        sense,
        turned,
        square: u64::from(whole / u32::try_from(least.max(1)).unwrap_or(1)).pow(2),
    };
    (least..=full.len() + MORE)
        .filter_map(|lines| in_lines(&heading, measure, lines))
        .min_by_key(|(cost, _)| *cost)
        .map_or(full, |(_, ends)| ends)
}

/// A heading to be broken.
struct Heading<'a> {
    stops: &'a [Stop],
    sense: Sense<'a>,
    /// Letters, figures and Han before each stop.
    words: Vec<usize>,
    /// Spaces between Han up to each stop.
    spaces: Vec<usize>,
    /// Cells that lines but the first stand in by.
    turned: u32,
    /// What a break between words costs: the square of a line's cells, were there as few lines as can be. So a line
    /// more has to earn its break, too.
    square: u64,
}

/// The best setting in just so many lines, with its cost; `None` where there is none.
fn in_lines(heading: &Heading, measure: u32, lines: usize) -> Option<(u64, Vec<usize>)> {
    let stops = heading.stops;
    let whole = stops.last()?.end;
    let ideal = u64::from(whole) / lines.max(1) as u64;
    let prices: Vec<u64> = stops.iter().map(|stop| heading.price(stop)).collect();
    let words = &heading.words;
    // best[n][i]: the cheapest way to end line n at stop i, and where line n started.
    let mut best = vec![vec![None::<(u64, usize)>; stops.len()]; lines + 1];
    best[0][0] = Some((0, 0));
    for line in 1..=lines {
        for to in 1..stops.len() {
            for from in (0..to).rev() {
                let blank = if from == 0 { 0 } else { heading.turned };
                let width = stops[to].end.saturating_sub(stops[from].start) + blank;
                if width > measure && from + 1 < to {
                    break;
                }
                let Some((before, _)) = best[line - 1][from] else {
                    continue;
                };
                let off = ideal.abs_diff(u64::from(width));
                let single = words[to] - words[from] < 2;
                // A phrase's end that is passed over, where lines have to be broken elsewhere.
                let passed = heading.spaces[to - 1] - heading.spaces[from];
                let cost = before
                    .saturating_add(off * off * 2)
                    .saturating_add(passed as u64 * heading.square / 2)
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

/// How many of the stops up to each stand after a space between Han, where the paper ends a line.
fn spaces(stops: &[Stop], sense: &Sense) -> Vec<usize> {
    let mut count = 0;
    let parted = |stop: &Stop| {
        count += usize::from(sense.is_parted(stop.at as usize));
        count
    };
    stops.iter().map(parted).collect()
}

impl Heading<'_> {
    /// What ending a line at a stop costs, by sense and by the rules of lines.
    fn price(&self, stop: &Stop) -> u64 {
        let at = stop.at as usize;
        let place = self.sense.price(at, self.square);
        if self.sense.begins_well(at) {
            return place;
        }
        place.saturating_add(u64::from(stop.cost) * 4)
    }
}

/// Where the second of two lines of a heading begins that does not fit one line of so many cells; `None` where there is
/// nothing to part. What does not fit two lines is cut, so the first is filled as far as sense lets it.
pub fn second_line(text: &str, cells: u16, ambiguous: Ambiguous) -> Option<usize> {
    let measure = u32::from(cells);
    let shown = Shown::plain(beginning(text, cells, ambiguous), false);
    let style = Style {
        ambiguous,
        ..Style::default().unfilled()
    };
    let frame = Frame {
        measure: cells.max(1),
        ..Frame::default()
    };
    let range = shown.trimmed();
    let from = range.start;
    let stops = Typesetting::new(&shown, range.clone(), &style, frame).stops();
    let text = shown.text.get(range)?;
    let whole = stops.last().filter(|last| last.end > measure)?.end;
    let words = words(&stops, text);
    let sense = Sense::of(text).in_lines(measure);
    let square = u64::from(whole.min(2 * measure) / 2).pow(2);
    let inner = 1..stops.len() - 1;
    let costs = inner.filter(|&i| stops[i].end <= measure).map(|i| {
        let (first, second) = (stops[i].end, whole - stops[i].start);
        let off = u64::from(if second <= measure {
            first.abs_diff(second) / 2
        } else {
            measure - first
        });
        let single = words[i] < 2 || words[stops.len() - 1] - words[i] < 2;
        let place = sense.price(stops[i].at as usize, square);
        let cost = off * off * 2 + place + if single { square * 4 } else { 0 };
        // No word is torn, and then all of it seen.
        let torn = sense.tears(stops[i].at as usize);
        let cut = second > measure;
        (torn, cut, cost + u64::from(stops[i].cost) * 4, i)
    });
    let (_, _, _, best) = costs.min()?;
    Some(from + stops[best].at as usize)
}

/// As much of a text as two lines hold, and some more, which tells where their words end.
fn beginning(text: &str, cells: u16, ambiguous: Ambiguous) -> &str {
    const MORE: u32 = 16;
    let most = 2 * u32::from(cells) + MORE;
    let mut used = 0;
    let mut bytes = 16 * most as usize;
    for cluster in clusters(text, ambiguous) {
        if used > most || cluster.at > bytes {
            bytes = cluster.at;
            break;
        }
        used += u32::from(cluster.width);
    }
    text.get(..bytes).unwrap_or(text)
}
