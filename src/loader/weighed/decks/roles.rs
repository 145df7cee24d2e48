//! Roles: the evidence that a line over a text is its column's name, kicker, headline, deck or byline.

use crate::loader::forms::bylines::Surety;
use crate::loader::source::lines::is_han;

use crate::loader::forms::labels::{bracketed_end, is_bracketed, quoted};
use crate::loader::weighed::evidence::Tally;
use crate::loader::weighed::evidence::heads::Head;

pub fn as_column(head: &Head, lines: &[Head], heads: &[Head], tally: &mut impl Tally) {
    let main = lines.iter().map(|h| level(h, heads)).min().unwrap_or(9);
    tally.when(level(head, heads) < main, "ranks above the headline", -3.);
    let count = head.text.chars().count();
    let repeated = lines
        .last()
        .and_then(|h| bracketed_end(&h.text))
        .is_some_and(|c| c == head.text);
    tally.when(repeated, "the headline names it in brackets", 8.);
    tally.when(head.column, "is a known column's name", 9.);
    tally.when(head.label && !head.column, "ends as columns' names do", 1.5);
    if !repeated && !head.column {
        tally.add(
            "how often it recurs in the text",
            match head.recurs {
                0..=1 if head.label => 0.,
                0..=1 => -3.,
                2 if count <= 6 => 2.5,
                2 => 1.,
                _ => 3.,
            },
        );
        tally.when(count > 8, "is long for a column's name", -2.);
    }
    tally.when(count > 14 || head.spaced, "is no name", -2.93);
}

pub fn as_kicker(head: &Head, tally: &mut impl Tally) {
    let text = head.text.as_str();
    if head.kicker_end {
        tally.add(
            "ends as kickers do",
            if text.ends_with("——") { 4.5 } else { 2.2 },
        );
    } else {
        tally.when(head.event_end, "ends with an event", 1.26);
    }
    let count = text.chars().count();
    tally.when(count <= 6, "is short", -0.09);
    tally.when(head.digest, "names a digest, which is a headline", -5.);
    tally.when(count > 32, "is long for a kicker", -1.11);
    tally.when(
        bracketed_end(text).is_some(),
        "ends with a column's name in brackets",
        -4.,
    );
    tally.when(
        text.starts_with("——") || text.starts_with("――"),
        "begins with a dash",
        -5.,
    );
    tally.when(quoted(text), "is one quotation", -1.44);
    tally.when(
        text.ends_with(['？', '！']),
        "ends with a question or exclamation mark",
        -1.,
    );
    tally.when(head.place, "names a place or a body and no more", 2.2);
    tally.when(head.chair, "tells who spoke or took the chair", -5.);
    tally.when(head.day, "is a day and no more", -4.);
    tally.when(head.count, "is a number and no more", -5.);
    let label = head.recurs > 1 && count <= 8 && !head.spaced;
    tally.when(label, "recurs in the text, as columns' names do", -1.);
    tally.when(is_bracketed(text), "stands in brackets", -3.);
}

pub fn as_headline(head: &Head, last: bool, tally: &mut impl Tally) {
    let text = head.text.as_str();
    tally.when(is_number(text), "is a document's number", -4.);
    tally.when(head.day, "is a day and no more", -6.);
    tally.when(head.chair, "tells who spoke or took the chair", -5.);
    tally.when(head.count, "is a number and no more", -5.);
    tally.when(
        bracketed_end(text).is_some() && last,
        "ends with a column's name in brackets",
        3.19,
    );
    tally.when(text.ends_with("——"), "ends with a dash, as kickers do", -4.);
    tally.when(
        text.starts_with("——"),
        "begins with a dash, as decks do",
        -5.,
    );
    tally.when(is_bracketed(text), "stands in brackets", -3.23);
    tally.when(head.spaced, "is in two parts", 0.18);
    tally.when(quoted(text), "is one quotation", 0.53);
    tally.when(text.ends_with(['？', '！']), "asks or exclaims", 0.6);
    tally.when(
        head.kicker_end && text.chars().count() > 8,
        "ends as kickers do",
        -1.5,
    );
    tally.when(
        head.width > 60 && !head.alphabetic,
        "is long for a headline's line",
        -1.11,
    );
}

/// Evidence that a headline runs over two lines.
pub fn same_headline(a: &Head, b: &Head, lines: usize, tally: &mut impl Tally) {
    let bare = |h: &Head| {
        bracketed_end(&h.text).map_or(h.width, |c| {
            h.width.saturating_sub(
                c.chars()
                    .map(|c| if c.is_ascii() { 1 } else { 2 })
                    .sum::<u32>()
                    + 4,
            )
        })
    };
    let (x, y) = (bare(a), bare(b));
    tally.when(b.blanks > a.blanks.saturating_add(2), "far apart", -2.);
    let apart = x.abs_diff(y);
    tally.add(
        "how near its lines are in length",
        match apart {
            0 => 1.6,
            1..=2 => 0.7,
            3..=4 => 0.,
            _ => -1.4,
        },
    );
    tally.when(
        x + y > 60 && lines == 2 && !a.alphabetic,
        "long for one headline",
        -1.05,
    );
    tally.when(
        a.text.ends_with(['，', '、', '：', '·']),
        "the line above goes on",
        2.,
    );
    tally.when(
        a.text.matches(['，', '、']).count() > 0,
        "the line above has a comma",
        -0.48,
    );
    tally.when(a.spaced, "the line above is in two parts by itself", -0.94);
    tally.when(x <= 8, "the line above is short", -0.71);
}

pub fn as_deck(head: &Head, tally: &mut impl Tally) {
    let text = head.text.as_str();
    tally.when(head.boxed, "heads a box inside a story", -4.);
    tally.when(
        text.starts_with("——") || text.starts_with("――") || text.starts_with('—'),
        "begins with a dash, as decks do",
        6.,
    );
    tally.when(is_bracketed(text), "stands in brackets", 3.81);
    tally.when(head.deck_start, "begins as decks do", 2.26);
    tally.when(head.chair, "tells who spoke or took the chair", 4.5);
    tally.when(head.count, "is a number and no more", -5.);
    tally.when(
        bracketed_end(text).is_some() && !is_bracketed(text),
        "ends with a column's name in brackets",
        -4.,
    );
    tally.when(text.ends_with("——"), "ends with a dash", -3.);
    tally.when(
        text.chars().any(|c| c.is_ascii_digit()),
        "gives numbers",
        0.53,
    );
    tally.when(quoted(text), "is one quotation", -0.7);
    tally.when(text.chars().count() <= 6, "is short for a deck", -1.36);
}

pub fn as_byline(head: &Head, tally: &mut impl Tally) {
    match head.names {
        Some(Surety::Role) => tally.add("is a byline", 6.),
        Some(Surety::Names) => tally.add("holds names and nothing else", 2.2),
        Some(Surety::Titled) => tally.add("gives an office or a place, and a name", 4.),
        Some(Surety::Body) => tally.add("is a body that signs a text as a whole", 2.),
        Some(Surety::Office) => {
            tally.add("holds an office", if head.named { 4. } else { 1.2 });
        }
        None if !head.boxed
            && (2..=3).contains(&head.text.chars().count())
            && head.text.chars().all(is_han) =>
        {
            tally.add("is as short as a name", -1.65);
        }
        None => tally.add("is no byline", -8.68),
    }
    tally.when(head.level > 0, "is marked as a heading", -3.);
}

/// Whether a line is the number of a document and nothing else: 第七十四号, 〔十四届〕第十八号.
fn is_number(text: &str) -> bool {
    if !text.ends_with('号') {
        return false;
    }
    let bare = text.rsplit(['〕', '］', ']', '）']).next().unwrap_or(text);
    let number = bare.strip_prefix('第').and_then(|t| t.strip_suffix('号'));
    number.is_some_and(|n| {
        !n.is_empty()
            && n.chars()
                .all(|c| c.is_ascii_digit() || "〇一二三四五六七八九十百".contains(c))
    })
}

/// A mark's level to compare by: a line without one ranks below all marks where others have them.
pub fn level(head: &Head, heads: &[Head]) -> u8 {
    if head.level == 0 && heads.iter().any(|h| h.level > 0) {
        9
    } else {
        head.level
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::weighed::tests::{head, heads, sum};

    fn kicker(line: &str) -> f32 {
        sum(|tally| as_kicker(&head(line), tally))
    }

    fn headline(line: &str) -> f32 {
        sum(|tally| as_headline(&head(line), true, tally))
    }

    fn deck(line: &str) -> f32 {
        sum(|tally| as_deck(&head(line), tally))
    }

    #[test]
    fn a_dash_at_its_end_makes_a_kicker_and_one_at_its_beginning_a_deck() {
        let (ends, begins) = ("渡口百年话变迁——", "——渡口百年话变迁");
        assert!(kicker(ends) > headline(ends) && kicker(ends) > deck(ends));
        assert!(deck(begins) > headline(begins) && deck(begins) > kicker(begins));
        let plain = "渡口百年话变迁";
        assert!(kicker(ends) > kicker(plain) + 2. && deck(begins) > deck(plain) + 2.);
        assert!(
            (kicker(plain) - headline(plain)).abs() < 2.
                && (deck(plain) - headline(plain)).abs() < 2.
        );
    }

    #[test]
    fn two_lines_of_one_length_are_a_headline_sooner_than_a_long_and_a_short_one() {
        let both = |a: &str, b: &str| sum(|tally| same_headline(&head(a), &head(b), 2, tally));
        assert!(
            both("一桥飞架大江南北", "两岸从此朝发夕至") > both("一桥飞架大江南北两岸通", "通车了")
        );
        // The name of a column in brackets is not counted.
        assert!(
            both("一桥飞架大江南北", "两岸从此朝发夕至（今日谈）")
                > both("一桥飞架大江南北", "两岸从此朝发夕至再不必等船")
        );
    }

    #[test]
    fn a_columns_name_recurs_or_is_built_like_one() {
        let column = |line: &str, recurs| {
            let head = Head {
                recurs,
                ..head(line)
            };
            let lines = heads(&["新桥昨日通车"]);
            sum(|tally| as_column(&head, &lines, &lines, tally))
        };
        assert!(column("江上灯火", 3) > 0. && column("江上灯火", 1) < 0.);
        assert!(column("城南快评", 1) > 0.);
        assert!(column("江上灯火照两岸渔船晚归", 3) < column("江上灯火", 3));
    }

    #[test]
    fn a_byline_carries_no_heading_mark() {
        let byline = |level| {
            let head = Head {
                names: Some(Surety::Names),
                level,
                ..head("王小川")
            };
            sum(|tally| as_byline(&head, tally))
        };
        assert!(byline(0) > 0. && byline(2) < 0.);
        assert!(sum(|tally| as_byline(&head("新桥昨日通车"), tally)) < -5.);
    }

    #[test]
    fn a_line_without_a_mark_ranks_below_all_marks_where_there_are_some() {
        let marked = heads(&["## 新桥昨日通车", "两岸一家亲"]);
        assert_eq!(
            (level(&marked[0], &marked), level(&marked[1], &marked)),
            (2, 9)
        );
        let plain = heads(&["新桥昨日通车", "两岸一家亲"]);
        assert_eq!(level(&plain[1], &plain), 0);
    }
}
