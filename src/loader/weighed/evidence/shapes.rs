//! Shapes: the evidence of the lines over a text side by side: how long they are, how balanced, whether they give
//! numbers, and how much of each returns in the text that follows.
//!
//! The weights are those of a log-linear model of all ways to share the lines out, fitted on real papers' decks.

use crate::loader::evidence::Tally;
use crate::loader::evidence::rows::shapes;
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
        tally.when(open == 0 && lines.len() > 1, shapes::CLOSES);
        tally.when(open != 0, shapes::OPEN);
    }
    if let ([.., above], [first, ..]) = (kickers, lines) {
        under_kicker(above, first, tally);
    }
    if let ([.., last], [below, ..]) = (lines, decks) {
        over_deck(last, below, tally);
    }
    for pair in lines.windows(2) {
        if let [a, b] = pair {
            tally.when(a.echo > b.echo + AHEAD, shapes::ECHO_FALLS);
        }
    }
}

fn kicker(head: &Head, tally: &mut impl Tally) {
    tally.bin(shapes::KICKER_LENGTH, ems(head));
    tally.when(head.balanced, shapes::KICKER_BALANCED);
    tally.when(head.numbers, shapes::KICKER_NUMBERS);
    tally.when(head.comma, shapes::KICKER_COMMA);
    tally.when(head.open != 0, shapes::KICKER_OPEN);
}

fn line(head: &Head, tally: &mut impl Tally) {
    tally.bin(shapes::HEADLINE_ECHO, head.echo);
    tally.bin(shapes::HEADLINE_LENGTH, ems(head));
    tally.when(head.balanced, shapes::HEADLINE_BALANCED);
}

fn deck(head: &Head, tally: &mut impl Tally) {
    tally.bin(shapes::DECK_ECHO, head.echo);
    tally.when(head.spaced, shapes::DECK_SPACED);
    tally.when(head.open != 0, shapes::DECK_OPEN);
}

/// Evidence from a headline and the kicker above it.
fn under_kicker(kicker: &Head, line: &Head, tally: &mut impl Tally) {
    tally.when(
        kicker.event_end && !line.balanced && !line.spaced,
        shapes::KICKER_EVENT,
    );
    tally.when(line.event_end, shapes::HEADLINE_EVENT);
    tally.when(kicker.width == line.width, shapes::KICKER_AS_LONG);
    tally.when(kicker.echo > line.echo + AHEAD, shapes::KICKER_ECHO);
}

/// Evidence from a headline and the deck below it.
fn over_deck(line: &Head, deck: &Head, tally: &mut impl Tally) {
    // Under what happens in general; events and slogans stand as kickers over numbers, too.
    let general = ems(line) > 10 && !line.event_end && !line.balanced && !line.spaced;
    if deck.numbers && !line.numbers {
        tally.add(if general {
            shapes::DECK_NUMBERS_GENERAL
        } else {
            shapes::DECK_NUMBERS
        });
    }
    match (line.event_end, deck.balanced) {
        (true, false) => tally.add(shapes::DECK_UNDER_EVENT),
        (false, false) => tally.add(shapes::DECK_UNDER_NO_EVENT),
        _ => {}
    }
    tally.when(
        deck.width.cmp(&line.width) == Ordering::Greater,
        shapes::DECK_LONGER,
    );
    if deck.echo > line.echo + AHEAD {
        tally.add(shapes::DECK_ECHOES_MORE);
    } else if line.echo > deck.echo + AHEAD {
        tally.add(shapes::HEADLINE_ECHOES_MORE);
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
