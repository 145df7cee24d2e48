//! Headlines: the evidence that an article begins in a run of standalone lines, and with which of them.

use crate::loader::evidence::rows::{extent, starts};
use crate::loader::evidence::{EvidenceRow, Tally};
use crate::loader::forms::bylines::Surety;
use crate::loader::forms::labels::{bracketed_end, is_bracketed};
use crate::loader::forms::numbering::numbered;
use crate::loader::source::lines::is_han;
use crate::loader::weighed::evidence::heads::Head;
use crate::loader::weighed::evidence::neighbours::Neighbours;
use crate::loader::weighed::features::cohesion::Lead;

/// What a heading mark says before its text's habits are known.
pub const MARKED: EvidenceRow = starts::MARKED;

/// Evidence that an article begins in a run of standalone lines, against their being subheads and short lines of text.
///
/// The weights are logistic regression's on the headlines and subheads of real papers' texts, rounded, and
/// halved where a habit of extraction rather than of papers speaks.
pub fn begins(heads: &[Head], length: usize, neighbours: &Neighbours, tally: &mut impl Tally) {
    if neighbours.fresh {
        tally.add(starts::FRESH);
    }
    tally.when(neighbours.feed, starts::PAGE);
    tally.when(neighbours.after_byline, starts::AFTER_BYLINE);
    tally.when(neighbours.after_end, starts::AFTER_END);
    tally.when(neighbours.after_data, starts::AFTER_DATA);
    tally.when(neighbours.after_heads, starts::AFTER_HEADS);
    tally.when(neighbours.after_open, starts::AFTER_OPEN);
    tally.when(neighbours.gap, starts::GAP);
    signed(neighbours, tally);
    tally.when(neighbours.empty, starts::EMPTY);
    let named = heads
        .iter()
        .skip(1)
        .any(|h| h.names.is_some() && h.level == 0);
    tally.when(named, starts::BYLINE_IN_RUN);
    tally.when(neighbours.after_standalone, starts::AFTER_SHORT_LINES);
    matter(neighbours, tally);
    marks(heads, neighbours, tally);
    indents(neighbours, tally);
    match neighbours.parted {
        Some(true) => tally.add(starts::SET_OFF),
        Some(false) => tally.add(starts::NOT_SET_OFF),
        None => {}
    }
    tally.bin(starts::LINES, u32::try_from(length).unwrap_or(u32::MAX));
    tally.when(neighbours.only, starts::ONLY_SUBHEAD);
    match neighbours.anew {
        Some(true) => tally.add(starts::LEGS_ANEW),
        Some(false) if neighbours.sure => {
            tally.add(starts::LEGS_ACROSS);
        }
        Some(false) => tally.add(starts::LEGS_MAY_CROSS),
        None => {}
    }
    words(heads, neighbours, tally);
}

/// Evidence from who wrote, and from where, by what follows.
fn signed(neighbours: &Neighbours, tally: &mut impl Tally) {
    match neighbours.byline {
        Some(Surety::Role) if neighbours.empty => {}
        Some(Surety::Role) => tally.add(
            // Where several stories stand under one head, each subhead has its byline, and nothing tells their ranks.
            if neighbours.marked_text {
                starts::BYLINE
            } else {
                starts::BYLINE_UNMARKED
            },
        ),
        Some(_) => tally.add(starts::NAME),
        None => tally.add(starts::UNSIGNED_TEXT),
    }
    tally.when(neighbours.dateline, starts::DATELINE);
    tally.when(neighbours.comes_from, starts::CONTINUED);
}

/// Evidence from the matter of the texts on both sides and of the neighbouring runs.
fn matter(neighbours: &Neighbours, tally: &mut impl Tally) {
    if !neighbours.fresh && !neighbours.empty {
        tally.bin(starts::COHESION, neighbours.cohesion);
    }
    if !neighbours.fresh {
        tally.bin(starts::RECALLS, neighbours.recalls);
    }
    tally.add(if neighbours.like_before > 0 {
        starts::LIKE_BEFORE
    } else {
        starts::UNLIKE_BEFORE
    });
    tally.when(neighbours.like_after == 1, starts::LIKE_AFTER);
}

/// Evidence from heading marks.
fn marks(heads: &[Head], neighbours: &Neighbours, tally: &mut impl Tally) {
    if neighbours.marked_text {
        if heads.iter().any(|h| h.level > 0) {
            tally.add(MARKED);
        } else {
            tally.add(starts::NOT_MARKED);
        }
    }
}

/// Evidence from indents: headlines are set from the margin, paragraphs and subheads are indented alike.
fn indents(neighbours: &Neighbours, tally: &mut impl Tally) {
    match (neighbours.indented, neighbours.indented_after) {
        (false, false) => tally.add(starts::NONE_INDENTED),
        (false, true) => tally.add(starts::NOT_INDENTED),
        (true, _) => tally.add(starts::INDENTED),
    }
    tally.when(
        neighbours.indented_after != neighbours.indented_before
            && !neighbours.indented
            && !neighbours.fresh,
        starts::INDENTS_CHANGE,
    );
}

/// Evidence from the lines' own words.
fn words(heads: &[Head], neighbours: &Neighbours, tally: &mut impl Tally) {
    let any = |test: fn(&Head) -> bool| heads.iter().any(test);
    tally.when(any(|h| h.column), starts::COLUMN);
    let days = any(|h| h.day) && heads.iter().all(|h| h.day || h.names.is_some());
    tally.when(days, starts::SIGNATURE);
    tally.when(
        any(|h| bracketed_end(&h.text).is_some()),
        starts::COLUMN_IN_BRACKETS,
    );
    tally.when(any(|h| numbered(&h.text)), starts::NUMBERED);
    tally.when(
        any(|h| h.text.starts_with('“') && h.text.ends_with('”')),
        starts::QUOTATION,
    );
    tally.when(any(|h| h.text.contains('，')), starts::COMMA);
    tally.when(any(|h| h.text.contains('：')), starts::COLON);
    tally.when(
        any(|h| h.text.chars().any(|c| c.is_ascii_digit())),
        starts::NUMBERS,
    );
    tally.when(neighbours.marked_text && any(|h| h.strong), starts::STRONG);
    tally.when(heads.first().is_some_and(|h| h.boxed), starts::BOXED);
    let passed = |h: &Head| is_bracketed(&h.text) && h.text.contains('日') && h.numbers;
    tally.when(heads.iter().skip(1).any(passed), starts::LAW_HISTORY);
    let notice = any(|h| h.width <= 32 && h.notice);
    tally.when(notice, starts::NOTICE);
    let deck = heads.iter().skip(1).any(|h| h.text.starts_with("——"));
    tally.when(deck, starts::DASH_BELOW);
    let dash = !deck && any(|h| h.text.starts_with("——") || h.text.ends_with("——"));
    tally.when(dash, starts::DASH);
    if let Some(head) = heads.iter().max_by_key(|h| h.width) {
        let ems = if head.alphabetic {
            head.width / 4
        } else {
            head.width / 2
        };
        tally.bin(starts::LENGTH, ems);
    }
    let echo = heads.iter().map(|h| h.echo).fold(0., f32::max);
    tally.times(starts::ECHO, echo);
}

/// Evidence on which of a run's lines are an article's heads: the lines `before` them belong to the text
/// before, `rest` lines after them to its own text.
pub fn extent(
    [before, heads, after]: [&[Head]; 3],
    rest: usize,
    neighbours: &Neighbours,
    tally: &mut impl Tally,
) {
    let skip = before.len();
    let main = heads
        .iter()
        .map(|h| h.level)
        .filter(|l| *l > 0)
        .min()
        .unwrap_or(0);
    let ranks = after.iter().take(2).any(|h| h.level > 0 && h.level <= main);
    tally.when(ranks, extent::RANK_BELOW);
    let unmarked = |h: &Head| neighbours.marked_text && h.level == 0;
    for head in before.iter().take(3) {
        let row = match head.names {
            _ if neighbours.fresh => extent::LINE_ABOVE_ALL,
            // A signature is not marked as a heading; a day under it is no head.
            _ if head.level > 0 => extent::MARKED_BEFORE,
            _ if head.day => extent::DAY_BEFORE,
            Some(Surety::Body | Surety::Titled | Surety::Role) => extent::SIGNATURE_BEFORE,
            // A place or a body is a kicker sooner: 某市某镇 / 一片茶叶富一方.
            Some(Surety::Office) if head.place => extent::PLACE_BEFORE,
            // It may as well be the kicker: 国家药监局 / 联合检查药店.
            Some(Surety::Office) => extent::OFFICE_BEFORE,
            // A text that has ended is not followed by half a sentence, but a kicker may have lost its mark.
            None if unmarked(head) && head.width >= 16 && !head.named && !neighbours.after_open => {
                tally.times(extent::ECHO_BEFORE, head.echo);
                extent::LONG_BEFORE
            }
            _ if unmarked(head) => extent::UNMARKED_BEFORE,
            _ => extent::LINE_BEFORE,
        };
        tally.add(row);
    }
    for at in 0..rest.min(3) {
        let boxed = after.get(at).is_some_and(|h| h.boxed);
        let digest = heads.last().is_some_and(|h| h.digest);
        tally.add(match at {
            0 if digest => extent::ITEM_AFTER,
            _ if boxed => extent::BOX_AFTER,
            0 => extent::LINE_AFTER,
            _ => extent::FURTHER_LINE_AFTER,
        });
    }
    let bare = after
        .first()
        .is_some_and(|h| h.level == 0 && !h.strong && !h.boxed && !numbered(&h.text));
    tally.when(
        bare && !neighbours.marked_text && !heads.last().is_some_and(|h| h.digest),
        extent::SUBHEAD_FIRST,
    );
    set_apart(heads, after, neighbours, tally);
    let settled = neighbours.after_byline || neighbours.after_end || neighbours.gap;
    tally.when(settled && skip == 0, extent::AFTER_END);
    let opens = neighbours.byline.is_some() || neighbours.dateline || neighbours.comes_from;
    let item = heads.last().is_some_and(|h| h.digest) && rest == 1;
    tally.when(opens && (rest == 0 || item), extent::SIGNED);
    tally.when(neighbours.empty && rest == 0, extent::EMPTY);
    if neighbours.marked_text && heads.iter().all(|h| h.level == 0) {
        tally.add(extent::NOT_MARKED);
    }
}

/// Evidence from how a run's lines are set: heads stand at the margin and together, apart from the text; subheads are
/// indented as its paragraphs are.
fn set_apart(heads: &[Head], after: &[Head], neighbours: &Neighbours, tally: &mut impl Tally) {
    let margin = heads.first().is_some_and(|h| !h.indented);
    if margin && neighbours.indented_after {
        let indented = heads.iter().any(|h| h.indented);
        tally.when(indented, extent::INDENTED);
        if let Some(next) = after.first() {
            if next.indented {
                tally.add(extent::INDENTED_AFTER);
            } else {
                tally.add(extent::MARGIN_AFTER);
            }
        }
    }
    if neighbours.parted_after
        && let Some(next) = after.first()
    {
        let together = after.iter().all(|h| h.blanks == 0);
        tally.when(together, extent::PARTED_FROM_TEXT);
        tally.when(next.blanks > 0, extent::PARTED);
    }
}

/// Share of a line's pairs of Han that return in a text.
pub fn echo(line: &str, lead: &Lead) -> f32 {
    let (mut pairs, mut found) = (0u16, 0u16);
    let mut before = '\0';
    for c in line.chars() {
        if is_han(before) && is_han(c) {
            pairs = pairs.saturating_add(1);
            found += u16::from(lead.holds(before, c));
        }
        before = c;
    }
    if pairs < 3 {
        0.
    } else {
        f32::from(found) / f32::from(pairs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::weighed::tests::{heads, sum};

    fn begun(lines: &[&str], neighbours: &Neighbours) -> f32 {
        sum(|tally| begins(&heads(lines), lines.len(), neighbours, tally))
    }

    #[test]
    fn what_follows_a_texts_end_begins_an_article_and_what_follows_half_a_sentence_hardly() {
        let line = ["新桥昨日通车"];
        let plain = begun(&line, &Neighbours::default());
        for after in [
            Neighbours {
                after_byline: true,
                ..Neighbours::default()
            },
            Neighbours {
                after_end: true,
                ..Neighbours::default()
            },
            Neighbours {
                dateline: true,
                ..Neighbours::default()
            },
        ] {
            assert!(begun(&line, &after) > plain, "{after:?}");
        }
        let open = Neighbours {
            after_open: true,
            ..Neighbours::default()
        };
        assert!(begun(&line, &open) < plain);
    }

    #[test]
    fn a_numbered_line_is_a_subhead_sooner() {
        let neighbours = Neighbours::default();
        assert!(begun(&["一、建桥通路"], &neighbours) < begun(&["一桥通两岸路"], &neighbours) - 2.);
    }

    #[test]
    fn subheads_stand_on_both_sides_of_text_that_is_about_the_same() {
        let about = |cohesion| {
            begun(
                &["新桥昨日通车"],
                &Neighbours {
                    cohesion,
                    ..Neighbours::default()
                },
            )
        };
        assert!(about(0.02) > about(0.3));
        let legs = |anew| {
            begun(
                &["新桥昨日通车"],
                &Neighbours {
                    anew,
                    ..Neighbours::default()
                },
            )
        };
        assert!(legs(Some(true)) > legs(None) && legs(None) > legs(Some(false)));
    }

    /// Evidence that the first of two lines belongs to the text before, less that it is the article's.
    fn left_out(lines: [&str; 2], neighbours: &Neighbours) -> f32 {
        let heads = heads(&lines);
        let way = |skip: usize| {
            sum(|tally| extent([&heads[..skip], &heads[skip..], &[]], 0, neighbours, tally))
        };
        way(1) - way(0)
    }

    #[test]
    fn a_day_over_a_headline_signs_the_text_before_unless_a_page_begins() {
        let lines = ["2026年4月3日", "新桥昨日通车"];
        let ended = Neighbours::default();
        assert!(left_out(lines, &ended) > left_out(["天堑变通途", "新桥昨日通车"], &ended));
        let fresh = Neighbours {
            fresh: true,
            ..Neighbours::default()
        };
        assert!(left_out(lines, &fresh) < -5.);
    }

    #[test]
    fn a_headlines_words_return_in_its_text() {
        let lead = |text: &str| Lead::of(text.chars().collect());
        let line = "新桥昨日通车";
        assert!(echo(line, &lead("本报讯　跨江的新桥昨日通车了。")) > 0.9);
        assert!(echo(line, &lead("老船工的茶馆开在桥头。")) < 0.1);
        assert!(
            echo("新桥", &lead("新桥通了。")) < 0.1,
            "two characters say nothing"
        );
    }
}
