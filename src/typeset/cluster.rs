//! Clusters (graphemes) and the one width function.

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// Bytes after which a cluster is taken for noise and cut, where it can be: the longest emoji sequences stay whole.
const LONGEST: usize = 64;

/// Cells that a cluster takes.
///
/// Equal to what the terminal library lays out with: `unicode-width`, but the half-width sound marks ﾞ ﾟ, which
/// terminals give a cell of their own, count one more. Widths of a text are sums over its clusters.
pub fn width(cluster: &str) -> u16 {
    if let [_] = cluster.as_bytes() {
        return 1;
    }
    let marks = cluster.matches(['\u{FF9E}', '\u{FF9F}']).count();
    u16::try_from(cluster.width().saturating_add(marks)).unwrap_or(u16::MAX)
}

/// Cells that a text takes: the sum of its clusters' widths.
pub fn text_width(text: &str) -> usize {
    clusters(text).map(|c| usize::from(c.width)).sum()
}

/// Whether a character adds no cell to the one before.
pub fn is_zero_width(c: char) -> bool {
    simple(c).is_none() && c.width() == Some(0) && !matches!(c, '\u{FF9E}' | '\u{FF9F}')
}

/// Whether a character is white space that a line's end swallows.
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
    /// Cells.
    pub width: u16,
}

impl Cluster<'_> {
    /// Whether it is a space that may end a line: white space that carries no mark, and binds nothing.
    pub fn is_blank(&self) -> bool {
        self.text.chars().all(is_space)
    }

    /// One past its last byte.
    pub fn end(&self) -> usize {
        self.at + self.text.len()
    }
}

/// The clusters of a text in order.
pub fn clusters(text: &str) -> Clusters<'_> {
    Clusters { text, at: 0 }
}

/// See [`clusters`].
#[derive(Clone, Debug)]
pub struct Clusters<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Iterator for Clusters<'a> {
    type Item = Cluster<'a>;

    fn next(&mut self) -> Option<Cluster<'a>> {
        let rest = self.text.get(self.at..)?;
        let mut chars = rest.chars();
        let first = chars.next()?;
        // Nearly all text is Han and plain Latin, where a character is a cluster if the next is plain too.
        let plain = matches!(chars.next().map(simple), None | Some(Some(_)));
        let (text, width) = if let Some(width) = simple(first).filter(|_| plain) {
            (rest.get(..first.len_utf8())?, width)
        } else {
            // Looking no farther keeps the time linear where a text is one endless cluster.
            let near = (1..=rest.len().min(4 * LONGEST))
                .rev()
                .find_map(|end| rest.get(..end))?;
            let whole = near.graphemes(true).next()?;
            let cut = whole.get(..bounded(whole))?;
            (cut, width(cut))
        };
        let at = self.at;
        self.at += text.len();
        Some(Cluster { at, text, width })
    }
}

/// Width of a character that never joins a plain neighbour into one cluster.
fn simple(c: char) -> Option<u16> {
    match c {
        ' '..='~'
        | '\u{B7}'
        | '\u{2013}'
        | '\u{2014}'
        | '\u{2018}'
        | '\u{2019}'
        | '\u{201C}'
        | '\u{201D}'
        | '\u{2026}' => Some(1),
        '\u{3000}'..='\u{3029}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30A0}'..='\u{30FF}'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}'
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

    fn parts(text: &str) -> Vec<&str> {
        clusters(text).map(|c| c.text).collect()
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
        assert!(clusters(&chain).all(|c| c.text.len() < 80));
        let stack = format!("e{}", "\u{301}".repeat(1000));
        assert_eq!(text_width(&stack), 1);
    }

    #[test]
    fn the_short_way_and_the_long_way_measure_alike() {
        for c in ('\0'..='\u{1FFFF}').filter(|c| !c.is_control()) {
            if let Some(cells) = simple(c) {
                assert_eq!(cells, width(c.encode_utf8(&mut [0; 4])), "{c:?}");
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
