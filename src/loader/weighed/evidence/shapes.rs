//! Shapes: the evidence of the lines over a text side by side: how long they are, how balanced, whether they give
//! numbers, and how much of each returns in the text that follows.
//!
//! The weights are those of a log-linear model of all ways to share the lines out, fitted on real papers' decks.

use crate::loader::weighed::evidence::Tally;
use crate::loader::weighed::evidence::heads::Head;
use std::cmp::Ordering;

/// How far a line's echo must be ahead of another's to tell something.
const AHEAD: f32 = 0.15;

/// Evidence from the lines' shapes.
pub fn shapes(kickers: &[Head], lines: &[Head], decks: &[Head], tally: &mut impl Tally) {
    for head in kickers {
        kicker(head, tally);
    }
    for head in lines {
        line(head, tally);
    }
    for head in decks {
        deck(head, tally);
    }
    if lines.iter().any(|h| h.open != 0) {
        let open: i16 = lines.iter().fold(0, |sum, h| sum.saturating_add(h.open));
        tally.when(
            open == 0 && lines.len() > 1,
            "its lines close together what each leaves open",
            1.5,
        );
        tally.when(open != 0, "leaves a bracket or quotation open", -1.);
    }
    if let ([.., above], [first, ..]) = (kickers, lines) {
        under_kicker(above, first, tally);
    }
    if let ([.., last], [below, ..]) = (lines, decks) {
        over_deck(last, below, tally);
    }
    for pair in lines.windows(2) {
        if let [a, b] = pair {
            tally.when(
                a.echo > b.echo + AHEAD,
                "the line above returns more in the text than that below",
                0.26,
            );
        }
    }
}

fn kicker(head: &Head, tally: &mut impl Tally) {
    tally.add(
        "the kicker's length",
        match ems(head) {
            0..=4 => -0.55,
            5..=10 => -0.17,
            18..=23 => 0.2,
            _ => 0.4,
        },
    );
    tally.when(head.balanced, "the kicker is balanced", 0.63);
    tally.when(head.numbers, "the kicker gives numbers", 0.26);
    tally.when(head.comma, "the kicker has a comma", 0.32);
    tally.when(head.open != 0, "the kicker leaves a bracket open", -1.);
}

fn line(head: &Head, tally: &mut impl Tally) {
    tally.add(
        "how much of the headline's line returns in the text",
        match head.echo {
            e if e < 0.2 => -0.22,
            e if e < 0.4 => 0.22,
            e if e < 0.6 => 0.,
            e if e < 0.8 => -0.27,
            _ => 0.45,
        },
    );
    tally.add(
        "the length of the headline's line",
        match ems(head) {
            0..=4 => 0.45,
            5..=7 => 0.68,
            8..=13 => 0.25,
            14..=17 => 0.02,
            18..=23 => -0.44,
            _ => -0.6,
        },
    );
    tally.when(head.balanced, "the headline's line is balanced", -0.29);
}

fn deck(head: &Head, tally: &mut impl Tally) {
    tally.add(
        "how much of the deck returns in the text",
        match head.echo {
            e if e < 0.2 => -0.25,
            e if e < 0.6 => -0.15,
            e if e < 0.8 => 0.25,
            _ => 0.05,
        },
    );
    tally.when(head.spaced, "the deck is in two parts", -0.22);
    tally.when(head.open != 0, "the deck leaves a bracket open", -1.);
}

/// Evidence from a headline and the kicker above it.
fn under_kicker(kicker: &Head, line: &Head, tally: &mut impl Tally) {
    tally.when(
        kicker.event_end && !line.balanced && !line.spaced,
        "another headline under an event",
        0.26,
    );
    tally.when(
        line.event_end,
        "the headline under a kicker ends with an event",
        -0.23,
    );
    tally.when(
        kicker.width == line.width,
        "the kicker is as long as the headline",
        0.21,
    );
    tally.when(
        kicker.echo > line.echo + AHEAD,
        "the kicker returns more than the headline",
        0.14,
    );
}

/// Evidence from a headline and the deck below it.
fn over_deck(line: &Head, deck: &Head, tally: &mut impl Tally) {
    // Under what happens in general; events and slogans stand as kickers over numbers, too.
    let general = ems(line) > 10 && !line.event_end && !line.balanced && !line.spaced;
    tally.when(
        deck.numbers && !line.numbers,
        "the deck gives numbers, the headline none",
        if general { 1.5 } else { 0.8 },
    );
    match (line.event_end, deck.balanced) {
        (true, false) => tally.add("a deck under an event", 0.38),
        (false, false) => tally.add("a deck under no event", -0.66),
        _ => {}
    }
    tally.when(
        deck.width.cmp(&line.width) == Ordering::Greater,
        "the deck is longer than the headline",
        -0.18,
    );
    if deck.echo > line.echo + AHEAD {
        tally.add("the deck returns more than the headline", -0.74);
    } else if line.echo > deck.echo + AHEAD {
        tally.add("the headline returns more than the deck", 0.48);
    }
}

fn ems(head: &Head) -> u32 {
    head.width / 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::weighed::tests::{heads, sum};

    fn weigh(kickers: &[&str], lines: &[&str], decks: &[&str]) -> f32 {
        let [kickers, lines, decks] = [kickers, lines, decks].map(heads);
        sum(|tally| shapes(&kickers, &lines, &decks, tally))
    }

    #[test]
    fn a_headlines_lines_close_what_they_open() {
        let closed = weigh(&[], &["老船工说“这座桥", "我等了一辈子”"], &[]);
        let open = weigh(&[], &["老船工说“这座桥", "我等了一辈子啊"], &[]);
        assert!(closed > open + 2., "{closed} {open}");
        // Each by itself, they are no headline and deck.
        assert!(closed > weigh(&[], &["老船工说“这座桥"], &["我等了一辈子”"]));
    }

    #[test]
    fn a_deck_gives_the_numbers_that_the_headline_lacks() {
        let numbers = |headline| {
            weigh(&[], &[headline], &["全长八百米，惠及65个村"])
                - weigh(&[], &[headline], &["全长数百步，惠及许多村"])
        };
        assert!(
            numbers("山城的新桥修了三年才等到通车") > numbers("新桥通车惠及65个村庄的三万百姓")
        );
    }

    #[test]
    fn what_returns_in_the_text_is_the_headline_and_not_the_deck() {
        let [mut headline, mut deck] = [heads(&["新桥昨日通车"]), heads(&["两岸从此朝发夕至"])];
        let weigh =
            |headline: &[Head], deck: &[Head]| sum(|tally| shapes(&[], headline, deck, tally));
        (headline[0].echo, deck[0].echo) = (0.9, 0.3);
        let right = weigh(&headline, &deck);
        (headline[0].echo, deck[0].echo) = (0.3, 0.9);
        assert!(right > weigh(&headline, &deck));
    }
}
