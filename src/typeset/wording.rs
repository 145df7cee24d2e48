//! The program's own words in lines: the help, in the reader and of the commands. `textwrap` weighs the lines. They may
//! end where those of the papers' text may, but a word of Han stays whole wherever it fits into a line.

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
    if text.is_empty() {
        return Vec::new();
    }
    let pieces = pieces(text, width.into(), ambiguous);
    let most = usize::from(width).saturating_add(1);
    let penalties = Penalties {
        hyphen_penalty: BLANK * BLANK,
        // More than all lines together can gain by it.
        overflow_penalty: (most * most + 1000).saturating_mul(pieces.len()),
        ..Penalties::new()
    };
    let measure = f64::from(width) + 0.5;
    let Ok(lines) = wrap_optimal_fit(&pieces, &[measure], &penalties) else {
        return vec![text.to_owned()];
    };
    let range = |line: &[Piece]| Some(line.first()?.range.start..line.last()?.range.end);
    let line = |line: &[Piece]| text.get(range(line)?).map(|line| line.trim().to_owned());
    lines.into_iter().filter_map(line).collect()
}

fn cells(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

/// The pieces of a text: words with the marks bound to them, and parts of what is wider than a line.
fn pieces(text: &str, width: usize, ambiguous: Ambiguous) -> Vec<Piece> {
    let sense = Sense::of(text);
    let mut breaks = Breaks::of(text, true);
    let mut pieces = Vec::new();
    let mut from = 0;
    for (at, c) in text.char_indices() {
        let Some(place) = breaks.before(c, at).filter(|place| place.at > 0) else {
            continue;
        };
        let price = sense.price(at, WORDS);
        if price <= 2 * WORDS {
            let leads = price > WORDS || place.cost > 0 || is_counted(text, at);
            take(text, from..at, leads, (width, ambiguous), &mut pieces);
            from = at;
        }
    }
    take(
        text,
        from..text.len(),
        false,
        (width, ambiguous),
        &mut pieces,
    );
    pieces
}

/// Appends a piece, in parts where it is too wide.
fn take(
    text: &str,
    range: Range<usize>,
    leads: bool,
    (width, ambiguous): (usize, Ambiguous),
    pieces: &mut Vec<Piece>,
) {
    let piece = |range: Range<usize>, leads| {
        let whole = text.get(range.clone()).unwrap_or("");
        let words = text_width(whole.trim_end(), ambiguous);
        Piece {
            range,
            cells: [words, text_width(whole, ambiguous).saturating_sub(words)],
            leads,
        }
    };
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
