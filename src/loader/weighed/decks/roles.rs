//! Roles: the evidence that a line over a text is its column's name, kicker, headline, deck or byline.

use crate::loader::forms::bylines::Surety;
use crate::loader::source::lines::{is_han, is_numeral};

use crate::loader::evidence::Tally;
use crate::loader::evidence::rows::{bylines, columns, decks, headlines, kickers, pairs};
use crate::loader::forms::labels::{bracketed_end, is_bracketed, quoted};
use crate::loader::weighed::evidence::heads::Head;

pub fn as_column(head: &Head, lines: &[Head], heads: &[Head], tally: &mut impl Tally) {
    let main = lines.iter().map(|h| level(h, heads)).min().unwrap_or(9);
    tally.when(level(head, heads) < main, columns::RANKS_ABOVE);
    let count = head.text.chars().count();
    let repeated = lines
        .last()
        .and_then(|h| bracketed_end(&h.text))
        .is_some_and(|c| c == head.text);
    tally.when(repeated, columns::REPEATED);
    tally.when(head.column, columns::KNOWN);
    tally.when(head.label && !head.column, columns::ENDING);
    if !repeated && !head.column {
        match head.recurs {
            0..=1 if head.label => {}
            0..=1 => tally.add(columns::ONCE),
            2 if count <= 6 => tally.add(columns::SHORT_TWICE),
            2 => tally.add(columns::TWICE),
            _ => tally.add(columns::OFTEN),
        }
        tally.when(count > 8, columns::LONG);
    }
    tally.when(count > 14 || head.spaced, columns::NO_NAME);
}

pub fn as_kicker(head: &Head, tally: &mut impl Tally) {
    let text = head.text.as_str();
    if head.kicker_end {
        tally.add(if text.ends_with("——") {
            kickers::DASH_LAST
        } else {
            kickers::ENDING
        });
    } else {
        tally.when(head.event_end, kickers::EVENT);
    }
    let count = text.chars().count();
    tally.when(head.digest, kickers::DIGEST);
    tally.when(count > 32, kickers::LONG);
    tally.when(bracketed_end(text).is_some(), kickers::COLUMN_IN_BRACKETS);
    tally.when(
        text.starts_with("——") || text.starts_with("――"),
        kickers::DASH_FIRST,
    );
    tally.when(quoted(text), kickers::QUOTATION);
    tally.when(text.ends_with(['？', '！']), kickers::ASKS);
    tally.when(head.place, kickers::PLACE);
    tally.when(head.chair, kickers::CHAIR);
    tally.when(head.day, kickers::DAY);
    tally.when(head.count, kickers::COUNT);
    let label = head.recurs > 1 && count <= 8 && !head.spaced;
    tally.when(label, kickers::RECURS);
    tally.when(is_bracketed(text), kickers::BRACKETED);
}

pub fn as_headline(head: &Head, last: bool, tally: &mut impl Tally) {
    let text = head.text.as_str();
    tally.when(is_number(text), headlines::DOCUMENT_NUMBER);
    tally.when(head.day, headlines::DAY);
    tally.when(head.chair, headlines::CHAIR);
    tally.when(head.count, headlines::COUNT);
    tally.when(
        bracketed_end(text).is_some() && last,
        headlines::COLUMN_IN_BRACKETS,
    );
    tally.when(text.ends_with("——"), headlines::DASH_LAST);
    tally.when(text.starts_with("——"), headlines::DASH_FIRST);
    tally.when(is_bracketed(text), headlines::BRACKETED);
    tally.when(head.spaced, headlines::SPACED);
    tally.when(quoted(text), headlines::QUOTATION);
    tally.when(text.ends_with(['？', '！']), headlines::ASKS);
    tally.when(
        head.kicker_end && text.chars().count() > 8,
        headlines::KICKER_ENDING,
    );
    tally.when(head.width > 60 && !head.alphabetic, headlines::LONG);
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
    tally.when(b.blanks > a.blanks.saturating_add(2), pairs::APART);
    let apart = x.abs_diff(y);
    tally.bin(pairs::LENGTHS, apart);
    tally.when(x + y > 60 && lines == 2 && !a.alphabetic, pairs::LONG);
    tally.when(a.text.ends_with(['，', '、', '：', '·']), pairs::GOES_ON);
    tally.when(a.text.matches(['，', '、']).count() > 0, pairs::COMMA);
    tally.when(a.spaced, pairs::SPACED);
    tally.when(x <= 8, pairs::SHORT);
}

pub fn as_deck(head: &Head, tally: &mut impl Tally) {
    let text = head.text.as_str();
    tally.when(head.boxed, decks::BOXED);
    tally.when(
        text.starts_with("——") || text.starts_with("――") || text.starts_with('—'),
        decks::DASH_FIRST,
    );
    tally.when(is_bracketed(text), decks::BRACKETED);
    tally.when(head.deck_start, decks::BEGINNING);
    tally.when(head.chair, decks::CHAIR);
    tally.when(head.count, decks::COUNT);
    tally.when(
        bracketed_end(text).is_some() && !is_bracketed(text),
        decks::COLUMN_IN_BRACKETS,
    );
    tally.when(text.ends_with("——"), decks::DASH_LAST);
    tally.when(text.chars().any(|c| c.is_ascii_digit()), decks::NUMBERS);
    tally.when(quoted(text), decks::QUOTATION);
    tally.when(text.chars().count() <= 6, decks::SHORT);
}

pub fn as_byline(head: &Head, tally: &mut impl Tally) {
    match head.names {
        Some(Surety::Names) => tally.add(bylines::ONLY_NAMES),
        // A byline with a role in it is told by its form, and is not weighed among the heads.
        Some(Surety::Titled | Surety::Role) => tally.add(bylines::TITLED),
        Some(Surety::Body) => tally.add(bylines::BODY),
        Some(Surety::Office) => {
            tally.add(if head.named {
                bylines::OFFICE_AND_NAME
            } else {
                bylines::OFFICE
            });
        }
        None if !head.boxed
            && (2..=3).contains(&head.text.chars().count())
            && head.text.chars().all(is_han) =>
        {
            tally.add(bylines::SHORT);
        }
        None => tally.add(bylines::OTHER),
    }
    tally.when(head.level > 0, bylines::MARKED);
}

/// Whether a line is the number of a document and nothing else: 第七十四号, 〔十四届〕第十八号.
fn is_number(text: &str) -> bool {
    if !text.ends_with('号') {
        return false;
    }
    let bare = text.rsplit(['〕', '］', ']', '）']).next().unwrap_or(text);
    let number = bare.strip_prefix('第').and_then(|t| t.strip_suffix('号'));
    number.is_some_and(|n| !n.is_empty() && n.chars().all(is_numeral))
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
