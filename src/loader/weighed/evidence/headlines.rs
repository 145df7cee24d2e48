//! Headlines: the evidence that an article begins in a run of standalone lines, and with which of them.

use crate::loader::forms::bylines::Surety;
use crate::loader::forms::labels::{bracketed_end, is_bracketed};
use crate::loader::forms::numbering::numbered;
use crate::loader::source::lines::is_han;
use crate::loader::weighed::evidence::Tally;
use crate::loader::weighed::evidence::heads::Head;
use crate::loader::weighed::evidence::neighbours::Neighbours;
use crate::loader::weighed::features::cohesion::Lead;

/// What a heading mark says before its text's habits are known.
pub const MARKED: f32 = 2.;

/// Evidence that an article begins in a run of standalone lines, against their being subheads and short lines of text.
///
/// The weights are logistic regression's on the headlines and subheads of real papers' texts, rounded, and
/// halved where a habit of extraction rather than of papers speaks.
pub fn begins(heads: &[Head], length: usize, neighbours: &Neighbours, tally: &mut impl Tally) {
    if neighbours.fresh {
        tally.add("no text stands before it", 6.66);
    }
    tally.when(neighbours.feed, "a new page begins here", 2.);
    tally.when(
        neighbours.after_byline,
        "a byline ended the text before",
        2.23,
    );
    tally.when(
        neighbours.after_end,
        "the text before has come to its end",
        3.55,
    );
    tally.when(
        neighbours.after_data,
        "the line before says where data come from",
        1.2,
    );
    tally.when(neighbours.after_heads, "only heads stand before it", -1.48);
    tally.when(
        neighbours.after_open,
        "the text before has not ended",
        -0.61,
    );
    tally.when(neighbours.gap, "a gap stands before it", 1.76);
    signed(neighbours, tally);
    tally.when(neighbours.empty, "no text follows", -1.19);
    let named = heads
        .iter()
        .skip(1)
        .any(|h| h.names.is_some() && h.level == 0);
    tally.when(named, "one of its lines is a byline", 1.8);
    tally.when(
        neighbours.after_standalone,
        "only short lines stand before it",
        0.8,
    );
    matter(neighbours, tally);
    marks(heads, neighbours, tally);
    indents(neighbours, tally);
    match neighbours.parted {
        Some(true) => tally.add(
            "blank lines set it off from lines cut at a column's width",
            1.93,
        ),
        Some(false) => tally.add("no blank line sets it off", -1.02),
        None => {}
    }
    tally.add(
        "how many lines stand together",
        match length {
            1 => -1.6,
            2 => -1.08,
            3 => 0.88,
            4..=6 => 0.4,
            _ => -0.78,
        },
    );
    tally.when(
        neighbours.only,
        "would be the only subhead of its article",
        3.,
    );
    match neighbours.anew {
        Some(true) => tally.add("the legs begin anew here", 1.),
        Some(false) if neighbours.sure => {
            tally.add("the legs of the text before go on across it", -2.);
        }
        Some(false) => tally.add("the legs of the text before may go on across it", -1.),
        None => {}
    }
    words(heads, neighbours, tally);
}

/// Evidence from who wrote, and from where, by what follows.
fn signed(neighbours: &Neighbours, tally: &mut impl Tally) {
    match neighbours.byline {
        Some(Surety::Role) if neighbours.empty => tally.add("a byline follows, and no text", 0.03),
        Some(Surety::Role) => tally.add(
            "a byline follows",
            // Where several stories stand under one head, each subhead has its byline, and nothing tells their ranks.
            if neighbours.marked_text { 1.6 } else { 0.6 },
        ),
        Some(_) => tally.add("a name follows", 1.88),
        None => tally.add("no byline follows", -1.45),
    }
    tally.when(neighbours.dateline, "a dateline follows", 2.86);
    tally.when(
        neighbours.comes_from,
        "a text continued from another page follows",
        3.5,
    );
}

/// Evidence from the matter of the texts on both sides and of the neighbouring runs.
fn matter(neighbours: &Neighbours, tally: &mut impl Tally) {
    if !neighbours.fresh && !neighbours.empty {
        tally.add(
            "how much of the text before returns in the text after",
            match neighbours.cohesion {
                c if c < 0.04 => 0.81,
                c if c < 0.08 => 1.02,
                c if c < 0.12 => 0.04,
                c if c < 0.16 => -0.25,
                _ => -0.58,
            },
        );
    }
    if !neighbours.fresh {
        tally.add(
            "how much of its own words stand in the text before",
            match neighbours.recalls {
                r if r < 0.15 => 0.9,
                r if r < 0.3 => 0.34,
                r if r < 0.45 => -0.25,
                _ => -0.3,
            },
        );
    }
    match neighbours.like_before {
        0 => tally.add("is not built like the standalone line before", 0.01),
        _ => tally.add("is built like the standalone line before", -0.46),
    }
    tally.when(
        neighbours.like_after == 1,
        "is as long as the standalone line after",
        -0.79,
    );
}

/// Evidence from heading marks.
fn marks(heads: &[Head], neighbours: &Neighbours, tally: &mut impl Tally) {
    if neighbours.marked_text {
        if heads.iter().any(|h| h.level > 0) {
            tally.add("is marked as a heading", MARKED);
        } else {
            tally.add("holds no line marked as a heading", -5.43);
        }
    }
}

/// Evidence from indents: headlines are set from the margin, paragraphs and subheads are indented alike.
fn indents(neighbours: &Neighbours, tally: &mut impl Tally) {
    match (neighbours.indented, neighbours.indented_after) {
        (false, false) => tally.add("nothing is indented here", -0.3),
        (false, true) => tally.add("is not indented, as paragraphs are here", 3.35),
        (true, _) => tally.add("is indented, as paragraphs are", -3.2),
    }
    tally.when(
        neighbours.indented_after != neighbours.indented_before
            && !neighbours.indented
            && !neighbours.fresh,
        "paragraphs are indented otherwise before and after",
        1.64,
    );
}

/// Evidence from the lines' own words.
fn words(heads: &[Head], neighbours: &Neighbours, tally: &mut impl Tally) {
    let any = |test: fn(&Head) -> bool| heads.iter().any(test);
    tally.when(any(|h| h.column), "holds a known column's name", 4.);
    let days = any(|h| h.day) && heads.iter().all(|h| h.day || h.names.is_some());
    tally.when(days, "is a signature or a day and no more", -5.);
    tally.when(
        any(|h| bracketed_end(&h.text).is_some()),
        "ends with a column's name in brackets",
        4.35,
    );
    tally.when(
        any(|h| numbered(&h.text)),
        "is numbered, as subheads are",
        -2.67,
    );
    tally.when(
        any(|h| h.text.starts_with('“') && h.text.ends_with('”')),
        "is one quotation",
        -1.49,
    );
    tally.when(any(|h| h.text.contains('，')), "has a comma", -1.11);
    tally.when(any(|h| h.text.contains('：')), "has a colon", -0.7);
    tally.when(
        any(|h| h.text.chars().any(|c| c.is_ascii_digit())),
        "gives numbers",
        0.47,
    );
    tally.when(
        neighbours.marked_text && any(|h| h.strong),
        "is strong, as subheads are where headlines are marked",
        -2.,
    );
    tally.when(
        heads.first().is_some_and(|h| h.boxed),
        "heads a box inside a story",
        -3.,
    );
    let passed = |h: &Head| is_bracketed(&h.text) && h.text.contains('日') && h.numbers;
    tally.when(
        heads.iter().skip(1).any(passed),
        "gives in brackets when it was passed, under a title",
        3.,
    );
    let notice = any(|h| h.width <= 32 && h.notice);
    tally.when(notice, "names a notice", 2.72);
    let deck = heads.iter().skip(1).any(|h| h.text.starts_with("——"));
    tally.when(
        deck,
        "a line that begins with a dash, as decks do, stands below",
        0.3,
    );
    let dash = !deck && any(|h| h.text.starts_with("——") || h.text.ends_with("——"));
    tally.when(
        dash,
        "begins or ends with a dash, as decks and kickers do",
        -0.51,
    );
    if let Some(head) = heads.iter().max_by_key(|h| h.width) {
        let ems = if head.alphabetic {
            head.width / 4
        } else {
            head.width / 2
        };
        tally.add(
            "its length",
            match ems {
                0..=4 => 0.33,
                5..=7 => -0.01,
                8..=10 => -0.98,
                11..=13 => -0.71,
                14..=17 => -0.11,
                18..=23 => 0.27,
                _ => 0.33,
            },
        );
    }
    let echo = heads.iter().map(|h| h.echo).fold(0., f32::max);
    tally.add("its words return in the text that follows", 2.6 * echo);
}

/// What an office alone over an article's heads says for its being the signature of the text before: it may as well be
/// the kicker (国家药监局 / 联合检查药店).
const OFFICE: f32 = -1.;

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
    tally.when(ranks, "a line after it carries the headline's mark", -2.);
    let unmarked = |h: &Head| neighbours.marked_text && h.level == 0;
    for head in before.iter().take(3) {
        let cost = match head.names {
            _ if neighbours.fresh => -7.,
            // A signature is not marked as a heading; a day under it is no head.
            _ if head.level > 0 => -2.,
            _ if head.day => 0.5,
            Some(Surety::Body | Surety::Titled | Surety::Role) => 0.5,
            // A place or a body is a kicker sooner: 某市某镇 / 一片茶叶富一方.
            Some(Surety::Office) if head.place => -3.,
            Some(Surety::Office) => OFFICE,
            // A text that has ended is not followed by half a sentence, but a kicker may have lost its mark.
            None if unmarked(head) && head.width >= 16 && !head.named && !neighbours.after_open => {
                -2.7 - 1.3 * head.echo
            }
            _ if unmarked(head) => -0.7,
            _ => -2.,
        };
        tally.add("lines before it belong to the text before", cost);
    }
    for at in 0..rest.min(3) {
        let boxed = after.get(at).is_some_and(|h| h.boxed);
        let digest = heads.last().is_some_and(|h| h.digest);
        tally.add(
            "lines after it belong to its text",
            match at {
                0 if digest => 1.5,
                _ if boxed => -0.3,
                0 => -1.28,
                _ => -1.8,
            },
        );
    }
    let bare = after
        .first()
        .is_some_and(|h| h.level == 0 && !h.strong && !h.boxed && !numbered(&h.text));
    tally.when(
        bare && !neighbours.marked_text && !heads.last().is_some_and(|h| h.digest),
        "a text that begins with a subhead",
        -1.,
    );
    set_apart(heads, after, neighbours, tally);
    let settled = neighbours.after_byline || neighbours.after_end || neighbours.gap;
    tally.when(
        settled && skip == 0,
        "the text before has come to its end",
        2.08,
    );
    let opens = neighbours.byline.is_some() || neighbours.dateline || neighbours.comes_from;
    let item = heads.last().is_some_and(|h| h.digest) && rest == 1;
    tally.when(
        opens && (rest == 0 || item),
        "a byline or dateline follows",
        2.02,
    );
    tally.when(neighbours.empty && rest == 0, "no text follows", -2.);
    if neighbours.marked_text && heads.iter().all(|h| h.level == 0) {
        tally.add("holds no line marked as a heading", -4.);
    }
}

/// Evidence from how a run's lines are set: heads stand at the margin and together, apart from the text; subheads are
/// indented as its paragraphs are.
fn set_apart(heads: &[Head], after: &[Head], neighbours: &Neighbours, tally: &mut impl Tally) {
    let margin = heads.first().is_some_and(|h| !h.indented);
    if margin && neighbours.indented_after {
        let indented = heads.iter().any(|h| h.indented);
        tally.when(
            indented,
            "one of its lines is indented, as paragraphs are",
            -3.,
        );
        if let Some(next) = after.first() {
            if next.indented {
                tally.add("the line after it is indented, as paragraphs are", 1.5);
            } else {
                tally.add("the line after it stands at the margin, too", -2.);
            }
        }
    }
    if neighbours.parted_after
        && let Some(next) = after.first()
    {
        let together = after.iter().all(|h| h.blanks == 0);
        tally.when(
            together,
            "blank lines part the line after it from the text",
            -2.,
        );
        tally.when(
            next.blanks > 0,
            "a blank line parts it from the line after it",
            1.,
        );
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
