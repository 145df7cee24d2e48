//! Decks: which of the lines over a text is kicker (引题), headline (主题), deck (副题), column's name (栏目)
//! or byline. All ways to share the lines out in that order are scored, and the best is taken.

use super::bylines::Surety;
use super::evidence::Tally;
use super::heads::{Head, bracketed_end, is_bracketed, quoted};
use super::shapes::shapes;
use super::told;
use crate::loader::lines::is_han;

/// How the lines are shared out, counted from the first.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Shares {
    pub column: usize,
    pub kicker: usize,
    pub headline: usize,
    pub deck: usize,
    pub byline: usize,
}

/// The best way to share the lines out, its score, and how far the next best is behind.
pub(super) fn share(heads: &[Head]) -> (Shares, f32, f32) {
    let n = heads.len();
    let (mut best, mut first, mut second) = (
        Shares {
            headline: n,
            ..Shares::default()
        },
        f32::NEG_INFINITY,
        f32::NEG_INFINITY,
    );
    for column in 0..=n.min(2) {
        for kicker in 0..=(n - column).min(3) {
            for headline in 1..=(n - column - kicker).min(4) {
                for byline in 0..=1 {
                    let Some(deck) = n
                        .checked_sub(column + kicker + headline + byline)
                        .filter(|d| *d <= 3)
                    else {
                        continue;
                    };
                    let shares = Shares {
                        column,
                        kicker,
                        headline,
                        deck,
                        byline,
                    };
                    let mut score = 0f32;
                    weigh(heads, shares, &mut score);
                    if score > first {
                        (best, second, first) = (shares, first, score);
                    } else if score > second {
                        second = score;
                    }
                }
            }
        }
    }
    (best, first, first - second)
}

/// Evidence for one way to share the lines out.
pub(super) fn weigh(heads: &[Head], shares: Shares, tally: &mut impl Tally) {
    prior(shares, tally);
    told::shared(heads, shares, tally);
    let (columns, rest) = heads.split_at(shares.column.min(heads.len()));
    let (kickers, rest) = rest.split_at(shares.kicker.min(rest.len()));
    let (lines, rest) = rest.split_at(shares.headline.min(rest.len()));
    let (decks, bylines) = rest.split_at(shares.deck.min(rest.len()));
    let main = lines.iter().map(|h| level(h, heads)).min().unwrap_or(9);
    shapes(kickers, lines, decks, tally);
    for head in columns {
        as_column(head, lines, heads, tally);
    }
    for head in kickers {
        as_kicker(head, tally);
        beside(head, main, heads, tally);
    }
    for (i, head) in lines.iter().enumerate() {
        as_headline(head, i + 1 == lines.len(), tally);
        tally.when(
            level(head, heads) > main,
            "a headline's lines differ in level",
            -2.72,
        );
    }
    for pair in lines.windows(2) {
        if let [a, b] = pair {
            same_headline(a, b, lines.len(), tally);
            let alike =
                a.level > 0 && a.level == b.level && heads.iter().any(|h| level(h, heads) > main);
            tally.when(
                alike,
                "both carry the headline's mark, and others do not",
                1.5,
            );
        }
    }
    if let ([.., above], [first, ..]) = (kickers, lines) {
        tally.when(
            above.full && !above.text.ends_with("——") && above.width >= first.width,
            "the kicker was cut by its column",
            -1.18,
        );
    }
    for pair in kickers.windows(2) {
        tally.when(
            pair.first().is_some_and(|k| !k.full),
            "two lines of kicker",
            -1.82,
        );
    }
    for (i, head) in decks.iter().enumerate() {
        as_deck(
            head,
            i > 0 && decks.get(i - 1).is_some_and(|d| d.full),
            tally,
        );
        beside(head, main, heads, tally);
    }
    for head in bylines {
        as_byline(head, tally);
    }
}

/// How often papers' articles have these parts: a quarter a kicker, a tenth a deck, a few both; many
/// headlines stand on two lines.
fn prior(shares: Shares, tally: &mut impl Tally) {
    tally.add(
        "how common such a deck is",
        match (shares.kicker, shares.headline, shares.deck) {
            (0, 1, 0) => -0.4,
            (1, 1, 0) => -1.5,
            (0, 1, 1) => -2.2,
            (0, 2, 0) => -2.0,
            (1, 1, 1) => -3.0,
            (1, 2, 0) => -3.0,
            (0, 2, 1) => -3.6,
            (1, 2, 1) => -4.2,
            (0, 3, 0) => -4.5,
            (2, 1, 0) => -4.0,
            (0, 1, 2) => -3.8,
            (k, h, d) => -3. - 0.8 * f32::from(u8::try_from(k + h + d).unwrap_or(u8::MAX)),
        },
    );
    tally.when(
        shares.column > 0,
        "a column's name stands over few articles",
        -1.58,
    );
    tally.when(shares.column > 1, "two names of columns", -3.);
}

/// A mark's level to compare by: a line without one ranks below all marks where others have them.
fn level(head: &Head, heads: &[Head]) -> u8 {
    if head.level == 0 && heads.iter().any(|h| h.level > 0) {
        9
    } else {
        head.level
    }
}

/// Kicker and deck rank below the headline where the marks' levels differ.
fn beside(head: &Head, main: u8, heads: &[Head], tally: &mut impl Tally) {
    let differ = heads.iter().any(|h| level(h, heads) != main);
    let own = level(head, heads);
    if differ {
        if own == 9 {
            tally.add("carries no mark, though the headline does", -2.11);
        } else {
            tally.when(own > main, "ranks below the headline", 1.42);
            tally.when(own == main, "ranks with the headline, others do not", -1.);
            tally.when(own < main, "ranks above the headline", -4.2);
        }
    }
}

fn as_column(head: &Head, lines: &[Head], heads: &[Head], tally: &mut impl Tally) {
    let main = lines.iter().map(|h| level(h, heads)).min().unwrap_or(9);
    tally.when(level(head, heads) < main, "ranks above the headline", -3.);
    let count = head.text.chars().count();
    let repeated = lines
        .last()
        .and_then(|h| bracketed_end(&h.text))
        .is_some_and(|c| c == head.text);
    tally.when(repeated, "the headline names it in brackets", 8.);
    tally.when(head.column, "is a known column's name", 9.);
    if !repeated && !head.column {
        tally.add(
            "how often it recurs in the text",
            match head.recurs {
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

fn as_kicker(head: &Head, tally: &mut impl Tally) {
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
    let label = head.recurs > 1 && count <= 8 && !head.spaced;
    tally.when(label, "recurs in the text, as columns' names do", -1.);
    tally.when(is_bracketed(text), "stands in brackets", -3.);
}

fn as_headline(head: &Head, last: bool, tally: &mut impl Tally) {
    let text = head.text.as_str();
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
fn same_headline(a: &Head, b: &Head, lines: usize, tally: &mut impl Tally) {
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
    if a.full {
        tally.add(
            "the line above was cut by its column",
            if y < x { 2.5 } else { 1. },
        );
        return;
    }
    tally.when(b.blanks > a.blanks + 2, "far apart", -2.);
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

fn as_deck(head: &Head, goes_on: bool, tally: &mut impl Tally) {
    let text = head.text.as_str();
    if goes_on {
        tally.add("goes on from the line above", 2.13);
        return;
    }
    tally.when(
        text.starts_with("——") || text.starts_with("――") || text.starts_with('—'),
        "begins with a dash, as decks do",
        6.,
    );
    tally.when(is_bracketed(text), "stands in brackets", 3.81);
    tally.when(head.deck_start, "begins as decks do", 2.26);
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

fn as_byline(head: &Head, tally: &mut impl Tally) {
    match head.names {
        Some(Surety::Role) => tally.add("is a byline", 6.),
        Some(Surety::Names) => tally.add("holds names and nothing else", 2.2),
        Some(Surety::Office) => {
            tally.add("holds an office", if head.named { 4. } else { 1.2 });
        }
        None if (2..=3).contains(&head.text.chars().count()) && head.text.chars().all(is_han) => {
            tally.add("is as short as a name", -1.65);
        }
        None => tally.add("is no byline", -8.68),
    }
    tally.when(head.level > 0, "is marked as a heading", -3.);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::lines::scan;
    use crate::loader::rules::Rules;

    fn shares(text: &str) -> (usize, usize, usize, usize) {
        let lines = scan(text, 0);
        let heads: Vec<Head> = lines
            .iter()
            .map(|l| Head::new(Rules::built_in(), text, l, false, 1, None))
            .collect();
        let (s, _, _) = share(&heads);
        (s.column, s.kicker, s.headline, s.deck)
    }

    #[test]
    fn levels_tell_the_headline() {
        assert_eq!(
            shares("## 山城召开春耕现场会\n# 一粒种子进万家\n## 引领农户增收"),
            (0, 1, 1, 1)
        );
        assert_eq!(
            shares("## 新桥昨日通车\n### 两岸百姓少走十里路"),
            (0, 0, 1, 1)
        );
    }

    #[test]
    fn dashes_tell_kicker_and_deck() {
        assert_eq!(
            shares("山城区种粮大户李大江——\n把好种子留给乡亲"),
            (0, 1, 1, 0)
        );
        assert_eq!(shares("把好种子留给乡亲\n——访种粮大户李大江"), (0, 0, 1, 1));
    }

    #[test]
    fn two_lines_of_one_length_are_one_headline() {
        assert_eq!(shares("# 抢抓农时不松劲\n# 春耕备耕正当时"), (0, 0, 2, 0));
    }

    #[test]
    fn a_name_in_brackets_tells_the_column() {
        assert_eq!(bracketed_end("盯紧安全（今日谈）"), Some("今日谈"));
        assert_eq!(bracketed_end("长路（上）"), None);
        assert_eq!(shares("今日谈\n盯紧安全（今日谈）"), (1, 0, 1, 0));
    }
}
