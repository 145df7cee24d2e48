//! Headings: kicker, headline, deck and byline, centred and broken by sense into lines of near equal length.

use super::{
    Role, Row, Style,
    class::{is_closing, is_opening, is_stroke, is_wide_word},
    cluster::text_width,
    display::Shown,
    line::{Shape, Stop, optimum},
    paragraph::{Frame, Setting},
    upright,
    words::word_starts,
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
    let plain = style.unfilled();
    let frame = Frame {
        measure: width.max(1),
        ..Frame::default()
    };
    let mut setting = Setting::new(shown, range.clone(), &plain, frame);
    let stops = setting.stops();
    let text = shown.text.get(range).unwrap_or("");
    let measure = u32::from(frame.measure);
    // A deck's dash stands out, and its other lines begin under the words.
    let dash = text.len() - text.trim_start_matches(is_dash).len();
    let dash = text.get(..dash).unwrap_or("");
    let dash = if style.vertical {
        upright::text_cells(dash)
    } else {
        text_width(dash, style.ambiguous)
    };
    let turned = if role == Role::Deck && dash < usize::from(width / 4) {
        u16::try_from(dash).unwrap_or(0)
    } else {
        0
    };
    let mut lines = Vec::new();
    let mut from = 0;
    for to in balanced(&stops, text, measure, u32::from(turned)) {
        let mut line = Row::new(role, block);
        let above = setting.lay(&stops, from, to, &mut line);
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

/// The stops at which a heading's lines end: the paper's own line ends (a space between Han) first, after a mark
/// next, then between words, and lines near equal. Lines but the first stand in by `turned` cells.
fn balanced(stops: &[Stop], text: &str, measure: u32, turned: u32) -> Vec<usize> {
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
    let heading = Heading {
        stops,
        text,
        words: words(stops, text),
        spaces: spaces(stops, text),
        starts: word_starts(text),
        turned,
        square: u64::from(whole / u32::try_from(least.max(1)).unwrap_or(1)).pow(2),
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
    /// Spaces between Han up to each stop.
    spaces: Vec<usize>,
    /// Bytes at which words begin.
    starts: Vec<usize>,
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
fn spaces(stops: &[Stop], text: &str) -> Vec<usize> {
    let mut count = 0;
    let parted = |stop: &Stop| {
        count += usize::from(is_parted(text, stop.at as usize));
        count
    };
    stops.iter().map(parted).collect()
}

/// Whether a space between Han, or after their marks, stands before a byte.
fn is_parted(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or("");
    let after = text.get(at..).and_then(|t| t.chars().next());
    let words = before.trim_end();
    let han = |c: char| is_wide_word(c) || is_closing(c);
    words.len() < before.len()
        && after
            .is_some_and(|after| is_wide_word(after) || words.chars().next_back().is_some_and(han))
}

/// Words of one Han that belong to what follows: a line may begin with one, and should not end with it.
const LEADING: &str = "在与和及暨或为向对让把被以从到将由给跟同按据因如使令于至并但而再不未无就才都也还又更最很為與對讓將給據後無還從於並";
/// The same that stand before a number or a name and are its part.
const BOUND: &str = "第每各本该該这這那首";
/// Figures as Han write them.
const FIGURES: &str = "〇零一二三四五六七八九十百千万亿两萬億兩";

impl Heading<'_> {
    /// What ending a line at a stop costs: nothing at the paper's own line end (a space between Han), more after a mark
    /// that pauses or before a dash, then at brackets, between words, and most within a word.
    fn price(&self, stop: &Stop) -> u64 {
        let at = stop.at as usize;
        let last = self.text.get(..at).and_then(|t| t.chars().next_back());
        let after = self.text.get(at..).and_then(|t| t.chars().next());
        let (Some(last), Some(after)) = (last, after) else {
            return 0;
        };
        let square = self.square;
        let place = if last.is_whitespace() {
            if is_parted(self.text, at) {
                0
            } else {
                square / 16
            }
        } else if is_dash(after) && !is_dash(last) {
            // A line's best place for a dash is its head, where the text's rule would rather have it at an end.
            return square / 8;
        } else if "，。：；！？".contains(last) || is_stroke(last) {
            square / 8
        } else if is_closing(last) || is_opening(after) && after != '“' && after != '‘' {
            square / 2
        } else {
            self.between_words(at)
        };
        place.saturating_add(u64::from(stop.cost) * 4)
    }

    /// What ending a line between two words costs, or within one.
    fn between_words(&self, at: usize) -> u64 {
        let Ok(index) = self.starts.binary_search(&at) else {
            return self.square * 4;
        };
        let word = |from: Option<usize>, to: Option<usize>| {
            let to = to.and_then(|i| self.starts.get(i)).copied();
            let from = from.and_then(|i| self.starts.get(i)).copied();
            let word = from.zip(to).and_then(|(from, to)| self.text.get(from..to));
            let mut chars = word.unwrap_or("").chars();
            // Only a word of one Han can belong to another.
            chars
                .next()
                .filter(|&c| chars.next().is_none() && is_wide_word(c))
        };
        let ends = word(index.checked_sub(1), Some(index));
        let begins = word(Some(index), Some(index + 1));
        let figure = self.text.get(at..).and_then(|t| t.chars().next());
        let figure = figure.is_some_and(|c| FIGURES.contains(c) || c.is_ascii_digit());
        let leads = ends.is_some_and(|c| {
            LEADING.contains(c) || BOUND.contains(c) || "下上前后後".contains(c) && figure
        });
        // A suffix, a particle: 开发 and 区, 成就 and 展, 开幕 and 了.
        let trails = begins.is_some_and(|c| !LEADING.contains(c) && !BOUND.contains(c) && !figure);
        // A number and what it counts.
        let counts = ends.is_some_and(|c| FIGURES.contains(c));
        self.square * (1 + u64::from(leads) + u64::from(trails) + u64::from(counts))
    }
}

/// A dash's strokes.
fn is_dash(c: char) -> bool {
    is_stroke(c) && !matches!(c, '…' | '⋯')
}
