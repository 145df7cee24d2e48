//! Clusters (graphemes) and the one width function.

pub use super::ambiguous::{is_ambiguous, is_drawn_wide};
use std::borrow::Cow;
use std::str::Chars;
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// Bytes after which a cluster is taken for noise and cut, where it can be: the longest emoji sequences stay whole.
const LONGEST: usize = 64;

/// How a terminal shows the characters that UAX #11 leaves to the context, East Asian Ambiguous: “ ” … — · ① → ★,
/// Greek and Cyrillic among them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Ambiguous {
    /// In one cell, as most do.
    #[default]
    Narrow,
    /// In one cell, and a blank one is kept behind those that fonts draw over the next ([`is_drawn_wide`]): ① ★ ℃.
    Spaced,
    /// In two, as some do that are set up for Chinese, Japanese or Korean.
    Wide,
}

impl Ambiguous {
    /// Cells of such a character in a terminal.
    pub fn cells(self) -> u16 {
        match self {
            Self::Narrow | Self::Spaced => 1,
            Self::Wide => 2,
        }
    }

    /// The same with a blank cell behind what fonts draw over the next, where a terminal gives it one.
    #[must_use]
    pub fn spaced(self) -> Self {
        match self {
            Self::Narrow => Self::Spaced,
            other => other,
        }
    }

    /// The same as the terminal itself counts it.
    #[must_use]
    pub fn unspaced(self) -> Self {
        match self {
            Self::Spaced => Self::Narrow,
            other => other,
        }
    }

    /// Whether a character of one cell takes two here.
    fn widens(self, c: char) -> bool {
        match self {
            Self::Narrow => false,
            Self::Spaced => is_drawn_wide(c),
            Self::Wide => is_ambiguous(c),
        }
    }
}

/// Cells that a cluster takes.
///
/// `unicode-width`, but the half-width sound marks ﾞ ﾟ, which terminals give a cell of their own, count one more: what
/// the terminal library lays out with. Where ambiguous characters are wide, those of one cell take two; where they are
/// spaced, some do. Widths of a text are sums over its clusters.
pub fn width(cluster: &str, ambiguous: Ambiguous) -> u16 {
    if let [_] = cluster.as_bytes() {
        return 1;
    }
    let wide = |cells| {
        let base = cluster.chars().next();
        cells == 1 && base.is_some_and(|c| ambiguous.widens(c))
    };
    let cells = cluster.width();
    let cells = if wide(cells) { 2 } else { cells };
    let marks = cluster.matches(['\u{FF9E}', '\u{FF9F}']).count();
    u16::try_from(cells.saturating_add(marks)).unwrap_or(u16::MAX)
}

/// Cells that a text takes: the sum of its clusters' widths.
pub fn text_width(text: &str, ambiguous: Ambiguous) -> usize {
    // Where all are plain, nothing joins.
    let mut cells = 0;
    for c in text.chars() {
        let Some(width) = simple(c, ambiguous) else {
            let all = clusters(text, ambiguous);
            return all.map(|c| usize::from(c.width)).sum();
        };
        cells += usize::from(width);
    }
    cells
}

/// A text as it is written where a terminal puts one character behind the other: with the blanks that are kept behind
/// some, but at its end.
pub fn with_blanks(text: &str, ambiguous: Ambiguous) -> Cow<'_, str> {
    if ambiguous != Ambiguous::Spaced || !text.chars().any(is_drawn_wide) {
        return Cow::Borrowed(text);
    }
    let mut written = String::with_capacity(text.len() + text.len() / 8);
    for cluster in clusters(text, ambiguous) {
        written.push_str(cluster.text);
        if cluster.end() < text.len() && cluster.width > width(cluster.text, ambiguous.unspaced()) {
            written.push(' ');
        }
    }
    Cow::Owned(written)
}

/// A rule of at most so many cells, drawn with a character of ambiguous width.
pub fn rule(stroke: char, cells: usize, ambiguous: Ambiguous) -> String {
    let count = cells / usize::from(ambiguous.cells());
    std::iter::repeat_n(stroke, count).collect()
}

/// Whether a character adds no cell to the one before.
pub fn is_zero_width(c: char) -> bool {
    simple(c, Ambiguous::Narrow).is_none()
        && c.width() == Some(0)
        && !matches!(c, '\u{FF9E}' | '\u{FF9F}')
}

/// Whether a character makes one cluster with whatever stands before it.
pub fn joins_before(c: char) -> bool {
    let before = |c: char| {
        let both: String = [' ', c].into_iter().collect();
        both.graphemes(true).nth(1).is_none()
    };
    simple(c, Ambiguous::Narrow).is_none() && before(c)
}

/// Whether a character is white space that a line's end swallows.
#[inline]
pub fn is_space(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{A0}' | '\u{2007}' | '\u{202F}')
}

/// A cluster of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cluster<'a> {
    /// Byte at which it starts.
    pub at: usize,
    /// Its characters.
    pub text: &'a str,
    /// The first of them.
    pub first: char,
    /// The last of them.
    pub last: char,
    /// Cells.
    pub width: u16,
}

impl Cluster<'_> {
    /// Whether it is a space that may end a line: white space that carries no mark, and binds nothing.
    #[inline]
    pub fn is_blank(&self) -> bool {
        is_space(self.first) && self.text.chars().all(is_space)
    }

    /// One past its last byte.
    pub fn end(&self) -> usize {
        self.at + self.text.len()
    }
}

/// The clusters of a text in order.
pub fn clusters(text: &str, ambiguous: Ambiguous) -> Clusters<'_> {
    Clusters {
        text,
        at: 0,
        rest: text.chars(),
        next: None,
        ambiguous,
    }
}

/// See [`clusters`].
#[derive(Clone, Debug)]
pub struct Clusters<'a> {
    text: &'a str,
    at: usize,
    /// The characters from `at` on, but for the one that was looked at.
    rest: Chars<'a>,
    /// The character that stands next, where it was looked at, and its width, where it is plain.
    next: Option<(char, Option<u16>)>,
    ambiguous: Ambiguous,
}

impl<'a> Iterator for Clusters<'a> {
    type Item = Cluster<'a>;

    #[inline]
    fn next(&mut self) -> Option<Cluster<'a>> {
        let ambiguous = self.ambiguous;
        let look = |c| (c, simple(c, ambiguous));
        let (first, own) = match self.next.take() {
            Some(looked) => looked,
            None => self.rest.next().map(look)?,
        };
        // Nearly all text is Han and plain Latin, where a character is a cluster if the next is plain too.
        self.next = self.rest.next().map(look);
        match (own, self.next) {
            (Some(width), None | Some((_, Some(_)))) => {
                let at = self.at;
                self.at += first.len_utf8();
                Some(Cluster {
                    at,
                    text: self.text.get(at..self.at)?,
                    first,
                    last: first,
                    width,
                })
            }
            _ => self.grapheme(first),
        }
    }
}

impl<'a> Clusters<'a> {
    /// The cluster that begins with this character, which may be of many.
    fn grapheme(&mut self, first: char) -> Option<Cluster<'a>> {
        let rest = self.text.get(self.at..)?;
        // Looking no farther keeps the time linear where a text is one endless cluster.
        let near = (1..=rest.len().min(4 * LONGEST))
            .rev()
            .find_map(|end| rest.get(..end))?;
        let whole = near.graphemes(true).next()?;
        let text = whole.get(..bounded(whole))?;
        let at = self.at;
        self.at += text.len();
        self.rest = self.text.get(self.at..)?.chars();
        self.next = None;
        Some(Cluster {
            at,
            text,
            first,
            last: text.chars().next_back().unwrap_or(first),
            width: width(text, self.ambiguous),
        })
    }
}

/// Width of a character that never joins a plain neighbour into one cluster.
#[inline]
fn simple(c: char, ambiguous: Ambiguous) -> Option<u16> {
    if matches!(c, '\u{4E00}'..='\u{9FFF}') {
        return Some(2);
    }
    match c {
        ' '..='~' => Some(1),
        // Letters with their marks, as readings have them.
        '\u{C0}'..='\u{24F}' if ambiguous != Ambiguous::Wide || !is_ambiguous(c) => Some(1),
        '\u{C0}'..='\u{24F}' => Some(2),
        '\u{B7}'
        | '\u{2013}'
        | '\u{2014}'
        | '\u{2018}'
        | '\u{2019}'
        | '\u{201C}'
        | '\u{201D}'
        | '\u{2026}'
        | '\u{2500}'..='\u{254B}'
        | '\u{2550}'..='\u{2573}' => Some(ambiguous.cells()),
        '\u{3000}'..='\u{3029}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30A0}'..='\u{30FF}'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{FF01}'..='\u{FF60}' => Some(2),
        _ => None,
    }
}

/// Bytes of a cluster to take as one: all, unless it is beyond reason and has a place to be cut.
fn bounded(cluster: &str) -> usize {
    if cluster.len() <= LONGEST {
        return cluster.len();
    }
    cluster
        .char_indices()
        .find(|&(at, c)| at >= LONGEST && !is_zero_width(c))
        .map_or(cluster.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const BOTH: [Ambiguous; 2] = [Ambiguous::Narrow, Ambiguous::Wide];
    const ALL: [Ambiguous; 3] = [Ambiguous::Narrow, Ambiguous::Spaced, Ambiguous::Wide];

    fn parts(text: &str) -> Vec<&str> {
        clusters(text, Ambiguous::Narrow).map(|c| c.text).collect()
    }

    #[test]
    fn clusters_are_graphemes() {
        for text in [
            "报纸，plain text",
            "e\u{301}a\u{308}",
            "👨‍👩‍👧🇨🇳1️⃣",
            "가각한글",
            "か\u{3099}ｶﾞ",
            "图\u{E0100}说",
        ] {
            assert_eq!(parts(text), text.graphemes(true).collect::<Vec<_>>());
        }
    }

    /// Unicode's own data, whose license stands beside it.
    #[test]
    fn clusters_are_those_of_unicodes_own_data() {
        let data = include_str!("../../tests/it/unicode/GraphemeBreakTest.txt");
        for line in data.lines().filter(|l| !l.starts_with('#')) {
            let expected: Vec<String> = line
                .split('÷')
                .map(|cluster| {
                    cluster
                        .split_whitespace()
                        .filter(|word| *word != "×")
                        .filter_map(|word| char::from_u32(u32::from_str_radix(word, 16).ok()?))
                        .collect::<String>()
                })
                .filter(|cluster| !cluster.is_empty())
                .collect();
            assert_eq!(parts(&expected.concat()), expected, "{line}");
        }
    }

    #[test]
    fn a_cluster_beyond_reason_is_cut_where_it_has_a_base() {
        let chain = "👩\u{200D}".repeat(100);
        assert!(clusters(&chain, Ambiguous::Narrow).all(|c| c.text.len() < 80));
        let stack = format!("e{}", "\u{301}".repeat(1000));
        assert_eq!(text_width(&stack, Ambiguous::Narrow), 1);
    }

    #[test]
    fn ambiguous_characters_take_one_cell_or_two_and_all_others_what_they_take() {
        for text in [
            "“",
            "”",
            "‘",
            "’",
            "…",
            "—",
            "·",
            "①",
            "★",
            "●",
            "→",
            "×",
            "℃",
            "※",
            "─",
            "│",
            "Ω",
            "Ж",
            "é",
            "\u{FFFD}",
            "é\u{323}",
        ] {
            let widths = BOTH.map(|ambiguous| width(text, ambiguous));
            assert_eq!(widths, [1, 2], "{text}");
            assert_eq!(BOTH.map(|a| text_width(text, a)), [1, 2], "{text}");
        }
        for text in [
            "报",
            "，",
            "a",
            "ñ",
            "ｱ",
            "ｶﾞ",
            "1️⃣",
            "👨\u{200D}👩\u{200D}👧",
            "🇨🇳",
            "가",
            "▸",
            "✓",
            "❤\u{FE0F}",
        ] {
            let [narrow, wide] = BOTH.map(|ambiguous| width(text, ambiguous));
            assert_eq!(narrow, wide, "{text}");
        }
        assert_eq!(BOTH.map(|a| text_width("他说：“走……”", a)), [12, 16]);
    }

    #[test]
    fn what_fonts_draw_over_the_next_cell_takes_two_where_it_is_spaced_and_nothing_else_more() {
        for c in "①⑳⓪❶➀⑴⒈Ⓐⓐ㉈Ⅻⅹ※℃★☆".chars() {
            assert_eq!(text_width(&c.to_string(), Ambiguous::Spaced), 2, "{c}");
        }
        for c in ('!'..='\u{1FFFF}').filter(|c| !c.is_control()) {
            let mut buffer = [0; 4];
            let [narrow, spaced, wide] = ALL.map(|a| width(c.encode_utf8(&mut buffer), a));
            assert_eq!(spaced, narrow + u16::from(is_drawn_wide(c)), "{c:?}");
            // Where a terminal gives two cells itself, no blank stands behind them.
            assert!(spaced <= wide || !is_ambiguous(c), "{c:?}");
        }
    }

    #[test]
    fn blanks_are_written_behind_what_is_drawn_over_the_next_cell_but_not_at_the_end() {
        let written = |text| with_blanks(text, Ambiguous::Spaced);
        assert_eq!(written("①茶②，Ⅲ A★"), "① 茶② ，Ⅲ  A★");
        assert_eq!(written("“茶”——é"), "“茶”——é");
        for text in ["①茶②，Ⅲ A★茶", "茶茶", "⓪⓪\u{301}a"] {
            let cells = text_width(text, Ambiguous::Spaced);
            assert_eq!(
                text_width(&written(text), Ambiguous::Narrow),
                cells,
                "{text}"
            );
            for other in BOTH {
                assert_eq!(with_blanks(text, other), text);
            }
        }
    }

    #[test]
    fn a_rule_of_wide_strokes_takes_no_more_cells_than_it_may() {
        for cells in 0..9 {
            let widths = BOTH.map(|a| text_width(&rule('─', cells, a), a));
            assert_eq!(widths, [cells, cells - cells % 2]);
        }
    }

    #[test]
    fn the_short_way_and_the_long_way_measure_alike() {
        for c in ('\0'..='\u{1FFFF}').filter(|c| !c.is_control()) {
            for ambiguous in ALL {
                if let Some(cells) = simple(c, ambiguous) {
                    assert_eq!(cells, width(c.encode_utf8(&mut [0; 4]), ambiguous), "{c:?}");
                }
            }
        }
    }

    proptest! {
        #[test]
        fn clusters_tile_any_text(text in any::<String>()) {
            prop_assert_eq!(parts(&text).concat(), text.clone());
            let short = text.graphemes(true).all(|g| g.len() <= LONGEST);
            if short {
                prop_assert_eq!(parts(&text), text.graphemes(true).collect::<Vec<_>>());
            }
        }
    }
}
