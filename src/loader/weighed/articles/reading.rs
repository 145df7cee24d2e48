//! How a run of standalone lines may be read: which of its lines are an article's heads, and which part each has.

use crate::loader::algorithms::likelihoods::LogSum;
use crate::loader::evidence::EvidenceRow;
use crate::loader::evidence::rows::starts;
use crate::loader::source::lines::Line;
use crate::loader::weighed::context::Context;
use crate::loader::weighed::evidence::headlines::{begins, echo, extent};
use crate::loader::weighed::evidence::heads::{Head, Shares};
use crate::loader::weighed::evidence::neighbours::{Neighbours, lead};
use crate::loader::weighed::features::cohesion::Lead;
use crate::loader::weighed::units::Unit;
use crate::loader::weighed::{corrected, decks};
use std::collections::HashMap;
use std::ops::Range;

/// Most lines of a run that are looked at as heads.
pub const MOST: usize = 9;

/// What a run of standalone lines may be.
#[derive(Debug)]
pub struct RunReading {
    /// Evidence that an article begins in it, against its being text.
    pub article: f32,
    /// What of it the trust in its mark makes.
    pub trust: f32,
    /// Natural logarithm of the odds that a line of its mark's level is a headline's; 0 without a mark.
    pub level_odds: f32,
    /// How likely the best way to share the lines out is wrong.
    pub shares_wrong: f32,
    /// The best way to share the lines out, after so many lines of the text before.
    pub shares: (usize, Shares),
    /// Its first line may be the byline of the text before.
    pub tail_byline: bool,
    /// Level of the highest mark in it; 0 without one.
    pub level: u8,
    /// Nothing of a story stands before it.
    pub fresh: bool,
    /// A byline or dateline follows.
    pub signed: bool,
    /// A byline stood before it, at a text's end.
    pub after_byline: bool,
}

/// Reads a run. The best way to share its lines out is searched for `always`, or only where an article may begin in it:
/// there are many ways.
pub fn read_run(
    context: &Context,
    units: &[Unit],
    run: Range<usize>,
    neighbours: &Neighbours,
    recurring: &HashMap<&str, usize>,
    always: bool,
) -> RunReading {
    let heads = heads(context, units, run.clone(), neighbours, recurring);
    let length = run.len();
    let mut article = 0f32;
    begins(&heads, length, neighbours, &mut article);
    corrected::article(units, run.start, &heads, &mut article);
    let level = heads.iter().map(|h| h.level).filter(|l| *l > 0).min();
    let (mut best, mut first) = ((0, Shares::default()), f32::NEG_INFINITY);
    let mut all = LogSum::default();
    let may_begin = level.is_some() || article >= hopeless();
    let weighed = if always || may_begin {
        heads.as_slice()
    } else {
        &[]
    };
    each_extent(weighed, |parts| {
        let [before, own, rest] = parts;
        let (shares, deck, ways) = decks::share(own);
        let mut score = deck;
        let left = length - before.len() - own.len();
        extent(parts, left, neighbours, &mut score);
        corrected::outside(units, run.start, [before, rest], &mut score);
        // All ways to share the same lines out are rivals, too.
        all.add(ways.log() + score - deck);
        if score > first {
            (best, first) = ((before.len(), shares), score);
        }
    });
    RunReading {
        article,
        trust: 0.,
        level_odds: 0.,
        shares_wrong: 1. - all.share(first),
        shares: best,
        tail_byline: !neighbours.fresh
            && !neighbours.after_byline
            && heads.first().is_some_and(|h| h.names.is_some() && !h.place),
        level: level.unwrap_or(0),
        fresh: neighbours.fresh,
        signed: neighbours.byline.is_some()
            || neighbours.dateline
            || neighbours.comes_from
            || best.1.byline > 0,
        after_byline: neighbours.after_byline || neighbours.after_end,
    }
}

/// The lines of a run that are looked at as heads.
pub fn heads(
    context: &Context,
    units: &[Unit],
    run: Range<usize>,
    neighbours: &Neighbours,
    recurring: &HashMap<&str, usize>,
) -> Vec<Head> {
    let lead = lead(context, units, neighbours);
    run.take(MOST)
        .filter_map(|u| head(context, units.get(u)?, &lead, recurring))
        .collect()
}

/// All ways to part lines into those before an article's heads, its heads, and those after them.
pub fn each_extent<'a>(heads: &'a [Head], mut take: impl FnMut([&'a [Head]; 3])) {
    for skip in 0..heads.len().min(6) {
        for taken in 1..=(heads.len() - skip).min(6) {
            let (before, rest) = heads.split_at(skip);
            let (own, rest) = rest.split_at(taken);
            take([before, own, rest]);
        }
    }
}

/// An article shows who wrote it or where it was written; one that shows neither is less likely to be one.
pub const UNSIGNED: EvidenceRow = starts::UNSIGNED;

/// Evidence below which no article begins at lines without marks, however all others are read. It outweighs what their
/// signature is worth to the next article.
fn hopeless() -> f32 {
    1.25 * UNSIGNED.weight()
}

pub fn head(
    context: &Context,
    unit: &Unit,
    lead: &Lead,
    recurring: &HashMap<&str, usize>,
) -> Option<Head> {
    let first = context.lines.get(unit.first())?;
    let rest = unit.lines.iter().skip(1);
    let rest: Vec<&Line> = rest
        .filter_map(|l| context.lines.get(*l as usize))
        .collect();
    let recurs = recurring
        .get(first.span.of(context.source))
        .copied()
        .filter(|_| rest.is_empty())
        .unwrap_or(1);
    let names = context
        .recognised
        .get(unit.first())
        .filter(|_| unit.lines.len() == 1)
        .and_then(|l| l.names);
    let mut head = Head::new(context.rules, context.source, first, &rest, names);
    head.recurs = recurs;
    head.echo = echo(&head.text, lead);
    head.corrected = unit.role();
    Some(head)
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::loader::weighed::tests::{heads as heads_of, looked_over, units};

    /// A run without a mark that says this for an article.
    pub fn reading(article: f32) -> RunReading {
        RunReading {
            article,
            trust: 0.,
            level_odds: 0.,
            shares_wrong: 0.,
            shares: (0, Shares::default()),
            tail_byline: false,
            level: 0,
            fresh: false,
            signed: false,
            after_byline: false,
        }
    }

    #[test]
    fn every_stretch_of_a_short_run_is_tried_once_as_the_heads() {
        let lines = heads_of(&["引题", "主题", "副题", "小标题"]);
        let mut tried = Vec::new();
        each_extent(&lines, |[before, own, rest]| {
            assert_eq!(before.len() + own.len() + rest.len(), lines.len());
            tried.push((before.len(), own.len()));
        });
        let stretches = (0..4).flat_map(|skip| (1..=4 - skip).map(move |taken| (skip, taken)));
        assert_eq!(tried, stretches.collect::<Vec<_>>());
    }

    #[test]
    fn lines_over_a_dateline_are_heads_and_those_amid_a_text_need_not_be() {
        let read = |after: &str| {
            let text = format!("两岸的人都来看，桥下还泊着渡船。\n新桥昨日通车\n{after}\n");
            looked_over(&text, |context| {
                let units = units("tlt");
                let neighbours = crate::loader::weighed::evidence::neighbours::all_neighbours(
                    context,
                    &units,
                    std::slice::from_ref(&(1..2)),
                );
                read_run(context, &units, 1..2, &neighbours[0], &HashMap::new(), true)
            })
        };
        let (dated, plain) = (
            read("本报讯　跨江的新桥昨日通车，桥长八百米。"),
            read("跨江的新桥全长八百米，建设历时三年。"),
        );
        assert!(dated.signed && !plain.signed);
        assert!(dated.article > plain.article);
        assert_eq!((dated.shares.0, dated.shares.1.headline), (0, 1));
    }

    #[test]
    fn of_a_long_run_few_lines_are_looked_at_and_fewer_are_heads() {
        let text = "新桥昨日通车\n".repeat(12);
        looked_over(&text, |context| {
            let units = units(&"l".repeat(12));
            let heads = heads(
                context,
                &units,
                0..12,
                &Neighbours::default(),
                &HashMap::new(),
            );
            assert_eq!(heads.len(), MOST);
            let (mut before, mut own) = (0, 0);
            each_extent(&heads, |[skipped, taken, _]| {
                (before, own) = (before.max(skipped.len()), own.max(taken.len()));
            });
            assert_eq!((before, own), (5, 6));
        });
    }

    /// A head of these lines, put together as one, in a text whose first words stand alone three times.
    fn head_of(text: &str, lines: &[u32]) -> Head {
        looked_over(text, |context| {
            let mut unit = units("l").remove(0);
            unit.lines = lines.iter().copied().collect();
            let first = context.lines[unit.first()].span.of(context.source);
            let recurring = HashMap::from([(first, 3)]);
            head(context, &unit, &Lead::of(Vec::new()), &recurring).expect("a line")
        })
    }

    #[test]
    fn a_head_of_one_line_recurs_and_may_be_names_and_one_of_two_lines_is_neither() {
        let text = "王小川 李大江\n新桥昨日通车\n";
        let one = head_of(text, &[0]);
        assert!(one.recurs == 3 && one.names.is_some());
        let two = head_of(text, &[0, 1]);
        assert!(two.recurs == 1 && two.names.is_none());
        assert_eq!(two.text.matches("新桥").count(), 1);
    }

    /// Reads the run of a text's lone lines.
    fn run_of(text: &str, kinds: &str, always: bool) -> RunReading {
        looked_over(text, |context| {
            let units = units(kinds);
            let start = kinds.find('l').expect("a run");
            let end = kinds.rfind('l').expect("a run") + 1;
            let runs = std::slice::from_ref(&(start..end)).to_vec();
            let near = crate::loader::weighed::evidence::neighbours::all_neighbours(
                context, &units, &runs,
            );
            read_run(
                context,
                &units,
                start..end,
                &near[0],
                &HashMap::new(),
                always,
            )
        })
    }

    #[test]
    fn names_over_a_headline_may_sign_the_text_before_where_there_is_one() {
        const STORY: &str = "两岸的人都来看，桥下还泊着渡船。\n";
        const NEXT: &str = "新桥昨日通车\n本报讯　跨江的新桥昨日通车。\n";
        let signs = |above: &str, kinds| run_of(&format!("{above}{NEXT}"), kinds, true).tail_byline;
        assert!(signs(&format!("{STORY}王小川\n"), "tllt"));
        assert!(!signs(&format!("{STORY}天堑变通途\n"), "tllt"));
        assert!(!signs("王小川\n", "llt"), "nothing stands before");
        let signed = format!("{STORY}记者 李大江\n王小川\n");
        assert!(!signs(&signed, "tbllt"), "the text before is signed");
    }

    #[test]
    fn a_run_without_hope_of_an_article_is_shared_out_only_where_that_is_asked() {
        let text = |line: &str| format!("两岸的人都来看，桥下还泊着的\n{line}\n渡船不再开了。\n");
        let shared = |line: &str, always| {
            let reading = run_of(&text(line), "tlt", always);
            (
                reading.article < hopeless(),
                reading.shares.1 != Shares::default(),
            )
        };
        assert_eq!(shared("（一）船", true), (true, true));
        assert_eq!(shared("（一）船", false), (true, false));
        // A mark is hope, whatever speaks against it.
        assert!(shared("# （一）船", false).1);
    }

    #[test]
    fn the_highest_mark_of_a_run_is_its_level_and_a_run_without_one_has_none() {
        let level =
            |lines: &str| run_of(&format!("{lines}两岸的人都来看。\n"), "lllt", false).level;
        assert_eq!(level("### 天堑变通途\n## 新桥昨日通车\n两岸一家亲\n"), 2);
        assert_eq!(level("天堑变通途\n新桥昨日通车\n两岸一家亲\n"), 0);
    }
}
