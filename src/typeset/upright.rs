//! Vertical setting (竖排): what stands in each row of a line that runs down.
//!
//! A line's row is a pair of cells, so that lengths down a line are counted in cells as lengths along one are: a Han
//! character takes two, and so does every other cluster, but that two figures stand side by side in one pair.

use super::{
    Ambiguous,
    cluster::{Cluster, clusters, joins_before},
};
use std::borrow::Cow;

/// Cells of a row.
pub const ROW: u16 = 2;

/// What stands for a cluster that no pair of cells holds (geta, the mark that printers put for a missing letter).
const GETA: &str = "〓";

/// Cells down a line that a cluster of a text takes.
pub fn cells(text: &str, cluster: &Cluster) -> u16 {
    match cluster.width {
        0 => 0,
        _ if is_paired(text, cluster.at) => 1,
        _ => ROW,
    }
}

/// Cells down a line that a text takes.
pub fn text_cells(text: &str) -> usize {
    // Where a cluster has any width, it has a row, however wide it is.
    let all = clusters(text, Ambiguous::Narrow);
    all.map(|c| usize::from(cells(text, &c))).sum()
}

/// Whether a figure is one of two that stand side by side: they are a whole number, and no part of a word (23日, but
/// neither 2023, 13.2, 10:30 nor G30).
pub fn is_paired(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let digit = |at: Option<usize>| {
        at.and_then(|at| bytes.get(at))
            .is_some_and(u8::is_ascii_digit)
    };
    if !digit(Some(at)) {
        return false;
    }
    let start = if digit(at.checked_sub(1)) { at - 1 } else { at };
    let end = start + 2;
    if !digit(Some(start + 1)) {
        return false;
    }
    let joins = |mark: Option<usize>, beyond: Option<usize>| {
        let Some(&byte) = mark.and_then(|at| bytes.get(at)) else {
            return false;
        };
        byte.is_ascii_alphanumeric() || b".,:/-".contains(&byte) && digit(beyond)
    };
    // A mark that joins the second makes it another cluster.
    let marked = || {
        let second = text.get(start + 1..).unwrap_or("");
        let next = bytes.get(end).is_some_and(|b| !b.is_ascii());
        next && clusters(second, Ambiguous::Narrow)
            .next()
            .is_some_and(|c| c.text.len() > 1)
    };
    !marked()
        && !joins(start.checked_sub(1), start.checked_sub(2))
        && !joins(Some(end), Some(end + 1))
}

/// Whether the second of two paired figures stands here: nothing parts it from the first.
pub fn is_second(text: &str, at: usize) -> bool {
    let first = at.checked_sub(1);
    is_paired(text, at) && first.is_some_and(|first| is_paired(text, first))
}

/// A cluster as it stands in its row, where that is other than itself; `cluster` is a part of `text`.
pub fn form<'a>(text: &str, cluster: &Cluster<'a>) -> Option<Cow<'a, str>> {
    if is_paired(text, cluster.at) || cluster.width == 0 {
        return None;
    }
    let mut chars = cluster.text.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        let turned = if c == '’' && is_apostrophe(text, cluster) {
            Some('＇')
        } else {
            turned(c)
        };
        if let Some(other) = turned {
            return Some(Cow::Owned(other.to_string()));
        }
    }
    if let Some(kana) = kana(cluster.text) {
        return Some(Cow::Owned(kana.to_string()));
    }
    match cluster.width {
        // In a row of its own it would join the row above.
        _ if joins_before(cluster.first) => Some(Cow::Borrowed(GETA)),
        1 => Some(Cow::Owned(format!("{} ", cluster.text))),
        2 => None,
        _ => Some(Cow::Borrowed(GETA)),
    }
}

/// Words of the program's own as they stand down a line.
pub fn words(text: &str, ambiguous: Ambiguous) -> String {
    let mut words = String::with_capacity(text.len());
    for cluster in clusters(text, ambiguous) {
        words.push_str(form(text, &cluster).as_deref().unwrap_or(cluster.text));
    }
    words
}

/// What stands in each row of a line's text, from its first: one wide cluster, two figures, or one narrow cluster with a
/// blank cell.
pub fn rows(line: &str, ambiguous: Ambiguous) -> impl Iterator<Item = &str> {
    let mut rest = line;
    std::iter::from_fn(move || {
        let mut end = 0;
        let mut cells = 0;
        for cluster in clusters(rest, ambiguous) {
            if cells > 0 && cells + cluster.width > ROW {
                break;
            }
            cells += cluster.width;
            end = cluster.end();
        }
        let (row, after) = rest.split_at_checked(end)?;
        rest = after;
        (!row.is_empty()).then_some(row)
    })
}

fn is_apostrophe(text: &str, cluster: &Cluster) -> bool {
    let before = text.get(..cluster.at).and_then(|t| t.chars().next_back());
    let after = text.get(cluster.end()..).and_then(|t| t.chars().next());
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() && c < '\u{250}');
    latin(before) && latin(after)
}

/// Half-width kana in their full-width forms, from U+FF66 on, and the rows of those that a sound mark changes.
const KANA: &str = "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";
const VOICED: &str = "カキクケコサシスセソタチツテトハヒフヘホ";
const HALF_VOICED: &str = "ハヒフヘホ";

/// A half-width kana with its sound mark, if it has one, as one full-width kana; a sound mark alone as a full-width one.
fn kana(cluster: &str) -> Option<char> {
    match cluster {
        "\u{FF9E}" => return Some('゛'),
        "\u{FF9F}" => return Some('゜'),
        _ => {}
    }
    let mut chars = cluster.chars();
    let place = u32::from(chars.next()?).checked_sub(0xFF66)?;
    let full = KANA.chars().nth(usize::try_from(place).ok()?)?;
    let full = if full == 'ー' { '︱' } else { full };
    let marked = |kana: &str, by: u32| {
        let changes = kana.contains(full);
        changes
            .then(|| char::from_u32(u32::from(full) + by))
            .flatten()
    };
    match (chars.next(), chars.next()) {
        (None, _) => Some(full),
        (Some('\u{FF9E}'), None) if full == 'ウ' => Some('ヴ'),
        (Some('\u{FF9E}'), None) => marked(VOICED, 1),
        (Some('\u{FF9F}'), None) => marked(HALF_VOICED, 2),
        _ => None,
    }
}

/// A character in its vertical form, or in its full-width one; `None` where it has neither. Quotation marks turn to
/// corner brackets, as the Mainland's vertical text has them.
///
/// Forms: Unicode, "Vertical Forms" (U+FE10) and "CJK Compatibility Forms" (U+FE30), which UAX #50 maps these marks to.
fn turned(c: char) -> Option<char> {
    Some(match c {
        '，' | ',' => '︐',
        '、' => '︑',
        '。' => '︒',
        '：' | ':' => '︓',
        '；' | ';' => '︔',
        '！' | '!' => '︕',
        '？' | '?' => '︖',
        '〖' => '︗',
        '〗' => '︘',
        '…' | '⋯' => '︙',
        '‥' => '︰',
        '—' | '─' | '―' | '│' | 'ー' => '︱',
        '-' | '–' | '‐' | '‑' | '－' | '−' => '︲',
        '_' | '＿' => '︳',
        '～' | '~' | '〜' => '︴',
        '（' | '(' => '︵',
        '）' | ')' => '︶',
        '｛' | '{' => '︷',
        '｝' | '}' => '︸',
        '〔' => '︹',
        '〕' => '︺',
        '【' => '︻',
        '】' => '︼',
        '《' => '︽',
        '》' => '︾',
        '〈' => '︿',
        '〉' => '﹀',
        '「' | '‘' => '﹁',
        '」' | '’' => '﹂',
        '『' | '“' => '﹃',
        '』' | '”' => '﹄',
        '［' | '[' => '﹇',
        '］' | ']' => '﹈',
        '·' | '•' | '‧' | '･' => '・',
        ' ' | '\u{A0}' => '\u{3000}',
        '!'..='~' => char::from_u32(u32::from(c) - 0x21 + 0xFF01)?,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{super::cluster::text_width, *};
    use proptest::prelude::*;

    #[test]
    fn marks_take_their_vertical_forms() {
        let flat = "，、。：；！？〖〗…—（）｛｝〔〕【】《》〈〉「」『』［］“”‘’";
        let upright = "︐︑︒︓︔︕︖︗︘︙︱︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄﹇﹈﹃﹄﹁﹂";
        assert_eq!(words(flat, Ambiguous::Narrow), upright);
    }

    #[test]
    fn two_figures_stand_side_by_side_and_other_numbers_one_below_the_other() {
        for (flat, upright) in [
            ("10月23日", "10月23日"),
            ("2023年5月", "２０２３年５月"),
            ("13.2万", "１３．２万"),
            ("10:30", "１０︓３０"),
            ("87%", "87％"),
            ("G30路", "Ｇ３０路"),
            ("1-12", "１︲１２"),
            ("Tea's", "Ｔｅａ＇ｓ"),
            ("don’t", "ｄｏｎ＇ｔ"),
        ] {
            assert_eq!(words(flat, Ambiguous::Narrow), upright, "{flat}");
        }
    }

    #[test]
    fn what_has_no_wide_form_has_a_blank_cell_beside_it() {
        assert_eq!(words("é①", Ambiguous::Narrow), "é ① ");
        assert_eq!(words("é①", Ambiguous::Wide), "é①");
    }

    #[test]
    fn half_width_kana_stand_in_their_full_width_forms() {
        assert_eq!(words("ｱﾊﾟｶﾞｳﾞﾋﾞｰﾝ", Ambiguous::Narrow), "アパガヴビ︱ン");
        assert_eq!(text_cells("ﾊﾟｶﾞ"), 4);
        assert_eq!(words("ﾞ", Ambiguous::Narrow), "゛");
    }

    #[test]
    fn a_mark_without_a_letter_joins_no_row_above() {
        for mark in ["\u{E33}", "\u{C82}", "\u{FF9E}\u{FF9E}"] {
            assert_eq!(words(mark, Ambiguous::Narrow), "〓", "{mark:?}");
        }
        assert_eq!(words("กำ", Ambiguous::Narrow), "กำ");
        assert_eq!(words("ก็", Ambiguous::Narrow), "ก็ ");
    }

    #[test]
    fn a_figure_with_a_mark_is_no_half_of_a_pair() {
        // U+0C82 is a mark with a width of its own.
        for text in ["00\u{C82}", "00\u{301}", "00\u{FF9E}"] {
            assert_eq!(text_cells(text), 4, "{text:?}");
        }
        assert_eq!(text_cells("00字"), 4);
    }

    proptest! {
        #[test]
        fn a_text_takes_as_many_cells_as_its_forms(text in "[字，。“”’0-9a-z.:/ é①👩\u{301}\u{200B}ﾊﾟｶﾞﾝ-]{0,24}|\\PC{0,16}", wide in any::<bool>()) {
            let ambiguous = if wide { Ambiguous::Wide } else { Ambiguous::Narrow };
            prop_assert_eq!(text_width(&words(&text, ambiguous), ambiguous), text_cells(&text));
        }
    }
}
