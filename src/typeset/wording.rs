//! The program's own words in lines: help, messages and the manual page. `textwrap` weighs the lines. They may end where
//! those of the papers' text may, but a word of Han stays whole wherever it fits into a line.

use super::breaks::Breaks;
use super::class::{is_figure, is_wide_word};
use super::cluster::{Ambiguous, clusters, text_width};
use super::sense::Sense;
use std::ops::Range;
use textwrap::core::Fragment;
use textwrap::wrap_algorithms::{Penalties, wrap_optimal_fit};

/// The price of ending a line between two words, by [`Sense::price`]; within one it is four times as much.
const WORDS: u64 = 16;
/// Cells that rather stay blank at a line's end than that a particle, or what a number counts, begins the next.
const BLANK: usize = 8;

/// What stays whole in lines.
#[derive(Clone, Debug)]
struct Piece {
    /// Its bytes, and the blanks behind it.
    range: Range<usize>,
    /// Cells without the blanks behind it, and of these.
    cells: [usize; 2],
    /// Whether a line should rather not end with it.
    leads: bool,
}

impl Piece {
    fn of(text: &str, range: Range<usize>, leads: bool, ambiguous: Ambiguous) -> Self {
        let whole = text.get(range.clone()).unwrap_or("");
        let words = text_width(whole.trim_end(), ambiguous);
        Self {
            range,
            cells: [words, text_width(whole, ambiguous).saturating_sub(words)],
            leads,
        }
    }
}

impl Fragment for Piece {
    fn width(&self) -> f64 {
        cells(self.cells[0])
    }

    fn whitespace_width(&self) -> f64 {
        cells(self.cells[1])
    }

    /// No cell, but enough for textwrap to weigh it as a hyphen.
    fn penalty_width(&self) -> f64 {
        if self.leads { 0.25 } else { 0.0 }
    }
}

/// A paragraph in lines of at most so many cells; a character wider than that stands alone.
pub fn lines(text: &str, width: u16, ambiguous: Ambiguous) -> Vec<String> {
    let text = text.trim();
    let mut pieces = Vec::new();
    for (range, leads) in word_ranges(text) {
        take(text, range, leads, (width.into(), ambiguous), &mut pieces);
    }
    in_lines(text, &pieces, width)
}

/// A message in lines of so many cells. A path or name in it that someone may copy stays whole, however wide it is.
pub fn message(text: &str, width: u16, ambiguous: Ambiguous) -> Vec<String> {
    let text = text.trim();
    let mut words = word_ranges(text);
    words.dedup_by(|(next, leads), (whole, whole_leads)| {
        let within = is_to_copy(text, next.start);
        if within {
            (whole.end, *whole_leads) = (next.end, *leads);
        }
        within
    });
    let pieces = words
        .into_iter()
        .map(|(range, leads)| Piece::of(text, range, leads, ambiguous));
    in_lines(text, &pieces.collect::<Vec<_>>(), width)
}

/// The pieces of a text that had better stay whole, each with the marks and blanks behind it: a line may end after any of them.
pub fn words(text: &str) -> Vec<&str> {
    let mut from = 0;
    let ends = word_ranges(text).into_iter().filter(|(_, leads)| !leads);
    ends.filter_map(|(range, _)| text.get(std::mem::replace(&mut from, range.end)..range.end))
        .collect()
}

/// The best lines of a text that consists of these pieces.
fn in_lines(text: &str, pieces: &[Piece], width: u16) -> Vec<String> {
    if pieces.is_empty() {
        return Vec::new();
    }
    let most = usize::from(width).saturating_add(1);
    let penalties = Penalties {
        hyphen_penalty: BLANK * BLANK,
        // More than all lines together can gain by it.
        overflow_penalty: (most * most + 1000).saturating_mul(pieces.len()),
        ..Penalties::new()
    };
    let measure = f64::from(width) + 0.5;
    let Ok(lines) = wrap_optimal_fit(pieces, &[measure], &penalties) else {
        return vec![text.to_owned()];
    };
    let range = |line: &[Piece]| Some(line.first()?.range.start..line.last()?.range.end);
    let line = |line: &[Piece]| text.get(range(line)?).map(|line| line.trim().to_owned());
    lines.into_iter().filter_map(line).collect()
}

fn cells(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

/// The bytes of a text's words with the marks bound to them, and whether a line should rather not end with one.
fn word_ranges(text: &str) -> Vec<(Range<usize>, bool)> {
    let sense = Sense::of(text);
    let mut breaks = Breaks::of(text, true);
    let mut words = Vec::new();
    let mut from = 0;
    for (at, c) in text.char_indices() {
        let Some(place) = breaks.before(c, at).filter(|place| place.at > 0) else {
            continue;
        };
        let price = sense.price(at, WORDS);
        if price <= 2 * WORDS && !is_in_option(text, at) {
            let leads = price > WORDS || place.cost > 0 || is_counted(text, at);
            words.push((from..at, leads));
            from = at;
        }
    }
    if from < text.len() {
        words.push((from..text.len(), false));
    }
    words
}

/// Appends a piece, in parts where it is too wide.
fn take(
    text: &str,
    range: Range<usize>,
    leads: bool,
    (width, ambiguous): (usize, Ambiguous),
    pieces: &mut Vec<Piece>,
) {
    let piece = |range, leads| Piece::of(text, range, leads, ambiguous);
    let whole = piece(range.clone(), leads);
    if whole.cells[0] <= width {
        pieces.push(whole);
        return;
    }
    let words = text.get(range.clone()).unwrap_or("").trim_end();
    // Where the part begins, and the last place in it where a mark ends; and the cells to each.
    let (mut from, mut mark, mut cells) = ((range.start, 0), (range.start, 0), 0);
    for cluster in clusters(words, ambiguous) {
        let (at, own) = (range.start + cluster.at, usize::from(cluster.width));
        while cells + own - from.1 > width && at > from.0 {
            let to = if mark.0 > from.0 { mark } else { (at, cells) };
            pieces.push(piece(from.0..to.0, false));
            from = to;
        }
        cells += own;
        if cluster.text.ends_with(|c: char| c.is_ascii_punctuation()) {
            mark = (range.start + cluster.end(), cells);
        }
    }
    pieces.push(piece(from.0..range.end, leads));
}

/// Whether the hyphens of an option stand before this byte: --width.
fn is_in_option(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or("");
    let name = before.trim_end_matches('-');
    name.len() < before.len() && !name.ends_with(char::is_alphanumeric)
}

/// Whether this byte stands within a path, a name or the first words of a command, which someone may copy.
fn is_to_copy(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    let ends = |c: char| c.is_whitespace() || !c.is_ascii() && !c.is_alphanumeric();
    let word = before.rsplit(ends).next().unwrap_or("");
    let goes_on = !word.is_empty() && !after.starts_with(ends);
    before.ends_with("kanbao ")
        || goes_on
            && (word.contains('/') || word.is_ascii() && after.starts_with(|c: char| c.is_ascii()))
}

/// Whether a blank stands between a figure and Han before this byte: 160 列.
fn is_counted(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    before.trim_end().ends_with(is_figure) && after.starts_with(is_wide_word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn narrow(text: &str, width: u16) -> Vec<String> {
        lines(text, width, Ambiguous::Narrow)
    }

    #[test]
    fn no_word_of_han_is_parted_that_fits_into_a_line() {
        for (text, width, expected) in [
            ("文末接着读下一篇", 14, &["文末接着读", "下一篇"][..]),
            ("目录里是下一篇", 12, &["目录里是", "下一篇"]),
            ("打开标题、版名", 10, &["打开标题、", "版名"]),
        ] {
            assert_eq!(narrow(text, width), expected, "{text}");
        }
    }

    #[test]
    fn words_of_alphabets_are_parted_at_blanks() {
        assert_eq!(narrow("the long river", 9), ["the long", "river"]);
        assert_eq!(narrow("riverbank", 4), ["rive", "rban", "k"]);
        assert_eq!(narrow("river.bank", 7), ["river.", "bank"]);
        assert_eq!(narrow("a  riverbank  b", 6), ["a", "riverb", "ank  b"]);
    }

    #[test]
    fn no_mark_comes_to_a_lines_head_and_no_figure_from_what_it_counts() {
        assert_eq!(narrow("江水东流，春潮", 8), ["江水", "东流，", "春潮"]);
        assert_eq!(
            narrow("窗口要有 160 列以上", 12),
            ["窗口要有", "160 列以上"]
        );
    }

    #[test]
    fn a_path_stays_whole_in_a_message() {
        let path = "/srv/papers/山城日报/2026-05-18.txt";
        let text = format!("没有这个文件：{path}；请写别的");
        let lines = message(&text, 16, Ambiguous::Narrow);
        let whole = format!("文件：{path}；");
        assert_eq!(lines, ["没有这个", &whole, "请写别的"]);
    }

    #[test]
    fn an_option_s_name_stays_with_its_hyphens() {
        let text = "there is no option --widht, see --width";
        for width in 8..40 {
            assert!(
                narrow(text, width).iter().all(|line| !line.ends_with('-')),
                "{width}"
            );
        }
        assert_eq!(narrow("没有选项 --widht", 12), ["没有选项", "--widht"]);
    }

    #[test]
    fn words_make_up_the_text() {
        let text = "文末接着读 下一篇（-c 键=值）。";
        assert_eq!(words(text).concat(), text);
        assert!(words(text).contains(&"下一篇"), "{:?}", words(text));
    }

    #[test]
    fn nothing_makes_no_line() {
        assert!(narrow("  ", 10).is_empty());
        assert_eq!(narrow("江水", 0), ["江", "水"]);
    }

    proptest! {
        #[test]
        fn all_words_stand_in_lines_that_fit(
            text in "\\PC{0,60}|[字词，。“a1 /-]{0,80}|[a-z]{30,90}( [a-z]{1,90}){0,3}",
            width in 0_u16..60,
        ) {
            for ambiguous in [Ambiguous::Narrow, Ambiguous::Wide] {
                let lines = lines(&text, width, ambiguous);
                let bare = |t: &str| t.chars().filter(|c| !c.is_whitespace()).collect::<String>();
                prop_assert_eq!(bare(&lines.concat()), bare(&text));
                let widest = clusters(&text, ambiguous).map(|c| usize::from(c.width)).max();
                let most = usize::from(width).max(widest.unwrap_or(0));
                for line in &lines {
                    prop_assert!(text_width(line, ambiguous) <= most, "{lines:?}");
                }
            }
        }
    }
}
