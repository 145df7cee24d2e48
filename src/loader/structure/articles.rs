//! Where articles begin: each run of lines that stand alone is a headline's, subheads, or short lines of the
//! text, as its own form and what stands before and after it tell.

mod runs;
mod why;

use crate::loader::lines::Line;
use crate::loader::structure::around::{Around, lead};
use crate::loader::structure::cohesion::Lead;
use crate::loader::structure::context::Context;
use crate::loader::structure::decks;
use crate::loader::structure::evidence::{Mass, wrong};
use crate::loader::structure::headlines::{MARKED, begins, echo, extent};
use crate::loader::structure::heads::Head;
use crate::loader::structure::heads::Shares;
use crate::loader::structure::outline::Outline;
use crate::loader::structure::outline::Part;
use crate::loader::structure::outline::Risk;
use crate::loader::structure::told;
use crate::loader::structure::units::Unit;
use std::collections::HashMap;
use std::ops::Range;

use runs::Runs;
pub use why::Starts;

/// Weight of what a text's own habits say of a level of heading marks.
const TRUST: f32 = 1.68;
/// Most lines of a run that are looked at as heads.
const MOST: usize = 9;

/// Reads where articles begin: of all ways to part the text at its runs of lone lines, the likeliest is taken
/// (Viterbi's algorithm, with whether the open article has shown a byline or a dateline as its state).
pub fn outline(context: &Context, units: &[Unit]) -> Outline {
    let mut outline = Outline {
        parts: vec![Part::Body; units.len()],
        begins: vec![false; units.len()],
        risks: Vec::new(),
    };
    let Runs {
        ranges: runs,
        readings,
        starts,
        ..
    } = Runs::read(context, units);
    for ((run, reading), start) in runs.iter().zip(&readings).zip(&starts) {
        mark(
            &mut outline,
            run.start,
            run.len(),
            start.then_some(reading.shares),
        );
        if reading.tail_byline
            && *start
            && reading.shares.0 > 0
            && let Some(part) = outline.parts.get_mut(run.start)
        {
            *part = Part::Byline;
        }
    }
    outline.risks = risks(&runs, &readings, &starts);
    told::settle(context, units, &mut outline);
    outline
}

/// How often the trust in levels is reckoned where their marks differ.
const AGAIN: usize = 4;

/// How far each level of heading mark can be trusted in this text: where nearly all lines of a level are
/// headlines by other evidence, the rest of them are too; where many are not, the mark says little.
fn trust_marks(mut readings: Vec<Reading>) -> Vec<Reading> {
    // What is learnt of the levels tells more of each line, and that more of the levels; where all marks are alike,
    // they tell headlines from subheads no better the second time.
    let level = |l: u8| readings.iter().any(|r| r.level == l);
    let alike = (1..=6).filter(|l| level(*l)).count() < 2;
    for _ in 0..if alike { 1 } else { AGAIN } {
        let mut counts = [(0f32, 0f32); 7];
        for reading in readings.iter().filter(|r| r.level > 0) {
            if let Some((headlines, others)) = counts.get_mut(usize::from(reading.level)) {
                let likely = 1. / (1. + (-reading.article).exp());
                *headlines += likely;
                *others += 1. - likely;
            }
        }
        for reading in readings.iter_mut().filter(|r| r.level > 0) {
            if let Some((headlines, others)) = counts.get(usize::from(reading.level)) {
                let trust = ((headlines + 3.) / (others + 0.6)).ln().clamp(-1., 4.);
                reading.article -= reading.trust;
                reading.trust = TRUST * trust - MARKED;
                reading.article += reading.trust;
            }
        }
    }
    readings
}

/// What a run of lone lines may be.
#[derive(Debug)]
struct Reading {
    /// Evidence that an article begins in it, against its being text.
    article: f32,
    /// What of it the trust in its mark makes.
    trust: f32,
    /// How likely the best way to share the lines out is wrong.
    shares_wrong: f32,
    /// The best way to share the lines out, after so many lines of the text before.
    shares: (usize, Shares),
    /// Its first line may be the byline of the text before.
    tail_byline: bool,
    /// Level of the highest mark in it; 0 without one.
    level: u8,
    /// Nothing of a story stands before it.
    fresh: bool,
    /// A byline or dateline follows.
    signed: bool,
    /// A byline stood before it, at a text's end.
    after_byline: bool,
}

/// Reads a run. How its lines would be shared out is told `always`, or only where an article may begin in it: there are
/// many ways.
fn read_run(
    context: &Context,
    units: &[Unit],
    run: Range<usize>,
    around: &Around,
    recurring: &HashMap<&str, usize>,
    always: bool,
) -> Reading {
    let heads = heads(context, units, run.clone(), around, recurring);
    let length = run.len();
    let mut article = 0f32;
    begins(&heads, length, around, &mut article);
    told::article(context, units, run.start, &heads, &mut article);
    let level = heads.iter().map(|h| h.level).filter(|l| *l > 0).min();
    let (mut best, mut first) = ((0, Shares::default()), f32::NEG_INFINITY);
    let mut all = Mass::default();
    let may_begin = level.is_some() || article >= HOPELESS;
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
        extent(parts, left, around, &mut score);
        told::outside(context, units, run.start, [before, rest], &mut score);
        // All ways to share the same lines out are rivals, too.
        all.add(ways.log() + score - deck);
        if score > first {
            (best, first) = ((before.len(), shares), score);
        }
    });
    Reading {
        article,
        trust: 0.,
        shares_wrong: 1. - (first - all.log()).exp(),
        shares: best,
        tail_byline: !around.fresh
            && !around.after_byline
            && heads.first().is_some_and(|h| h.names.is_some() && !h.place),
        level: level.unwrap_or(0),
        fresh: around.fresh,
        signed: around.byline.is_some()
            || around.dateline
            || around.comes_from
            || best.1.byline > 0,
        after_byline: around.after_byline || around.after_end,
    }
}

/// The lines of a run that are looked at as heads.
fn heads(
    context: &Context,
    units: &[Unit],
    run: Range<usize>,
    around: &Around,
    recurring: &HashMap<&str, usize>,
) -> Vec<Head> {
    let lead = lead(context, units, around);
    run.take(MOST)
        .filter_map(|u| head(context, units.get(u)?, &lead, recurring))
        .collect()
}

/// All ways to part lines into those before an article's heads, its heads, and those after them.
fn each_extent<'a>(heads: &'a [Head], mut take: impl FnMut([&'a [Head]; 3])) {
    for skip in 0..heads.len().min(6) {
        for taken in 1..=(heads.len() - skip).min(6) {
            let (before, rest) = heads.split_at(skip);
            let (own, rest) = rest.split_at(taken);
            take([before, own, rest]);
        }
    }
}

/// An article shows who wrote it or where it was written; one that shows neither is less likely to be one.
const UNSIGNED: f32 = -0.6;

/// Evidence below which no article begins at lines without marks, however all others are read: it outweighs what their
/// being signed is worth to the next article.
const HOPELESS: f32 = 1.25 * UNSIGNED;

/// What closing the open article at a run costs, by whether it has been signed at its head.
fn closing(signed: bool, reading: &Reading) -> f32 {
    if signed || reading.after_byline {
        0.
    } else {
        UNSIGNED
    }
}

/// For each run whether an article begins there.
fn starts(readings: &[Reading]) -> Vec<bool> {
    // Scores with the open article unsigned and signed; where the text begins none is open.
    let mut scores = [0f32, 0f32];
    let mut back: Vec<[(bool, usize); 2]> = Vec::with_capacity(readings.len());
    for reading in readings {
        let mut next = [f32::NEG_INFINITY; 2];
        let mut from = [(false, 0); 2];
        for (state, score) in scores.iter().enumerate() {
            let as_text = *score;
            if as_text > next[state] {
                (next[state], from[state]) = (as_text, (false, state));
            }
            let to = usize::from(reading.signed);
            let as_article = score
                + reading.article
                + if reading.fresh {
                    0.
                } else {
                    closing(state == 1, reading)
                };
            if as_article > next[to] {
                (next[to], from[to]) = (as_article, (true, state));
            }
        }
        scores = next;
        back.push(from);
    }
    let mut state = usize::from(scores[1] > scores[0]);
    let mut starts = vec![false; readings.len()];
    for (slot, from) in starts.iter_mut().zip(&back).rev() {
        let (start, before) = from[state];
        *slot = start;
        state = before;
    }
    starts
}

/// How likely each run's reading is wrong, all others left as they are.
fn risks(runs: &[Range<usize>], readings: &[Reading], starts: &[bool]) -> Vec<Risk> {
    let mut signed = false;
    let each = runs.iter().zip(readings).zip(starts);
    each.map(|((run, reading), start)| {
        let lead = reading.article
            + if reading.fresh {
                0.
            } else {
                closing(signed, reading)
            };
        if *start {
            signed = reading.signed;
        }
        let skipped = if *start { reading.shares.0 } else { 0 };
        let (start, shares) = if *start {
            (wrong(lead), reading.shares_wrong)
        } else {
            (wrong(-lead), 0.)
        };
        Risk {
            unit: run.start + skipped,
            over: skipped > 0,
            start,
            shares,
        }
    })
    .collect()
}

fn mark(outline: &mut Outline, at: usize, length: usize, best: Option<(usize, Shares)>) {
    let (skip, shares) = best.unwrap_or((length, Shares::default()));
    let parts = std::iter::repeat_n(Part::Subhead, skip)
        .chain(std::iter::repeat_n(Part::Column, shares.column))
        .chain(std::iter::repeat_n(Part::Kicker, shares.kicker))
        .chain(std::iter::repeat_n(Part::Headline, shares.headline))
        .chain(std::iter::repeat_n(Part::Deck, shares.deck))
        .chain(std::iter::repeat_n(Part::Byline, shares.byline))
        .chain(std::iter::repeat(Part::Subhead));
    for (slot, part) in outline.parts.iter_mut().skip(at).take(length).zip(parts) {
        *slot = part;
    }
    if best.is_some()
        && let Some(begins) = outline.begins.get_mut(at + skip)
    {
        *begins = true;
    }
}

fn head(
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
        .looks
        .get(unit.first())
        .filter(|_| unit.lines.len() == 1)
        .and_then(|l| l.names);
    let mut head = Head::new(context.rules, context.source, first, &rest, names);
    head.recurs = recurs;
    head.echo = echo(&head.text, lead);
    head.told = told::unit_role(context, unit);
    Some(head)
}
