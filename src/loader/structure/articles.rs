//! Where articles begin: each run of lines that stand alone is a headline's, subheads, or short lines of the
//! text, as its own form and what stands before and after it tell.

use super::around::{Around, arounds};
use super::decks::{self, Shares};
use super::headlines::{MARKED, begins, echo, extent};
use super::heads::Head;
use super::legs::is_full;
use super::paragraphs::Context;
use super::told;
use super::units::{Kind, Unit};
use crate::loader::lines::Form;
use std::collections::HashMap;
use std::ops::Range;

/// What a unit is in the story it belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    /// 栏目; an article begins with the first of these parts.
    Column,
    /// 引题.
    Kicker,
    /// 主题.
    Headline,
    /// 副题.
    Deck,
    /// 署名 among the heads.
    Byline,
    /// 小标题.
    Subhead,
    /// As its kind says.
    Body,
}

/// The reading of all units.
#[derive(Debug)]
pub(super) struct Outline {
    /// What each unit is.
    pub parts: Vec<Part>,
    /// Whether an article begins at the unit.
    pub begins: Vec<bool>,
    /// Units read in doubt, with what else they might be.
    pub doubts: Vec<(usize, &'static str)>,
}

/// Weight of what a text's own habits say of a level of heading marks.
const TRUST: f32 = 1.68;
/// Below this margin between the best reading and the next best, a reading is in doubt.
const DOUBT: f32 = 0.8;
/// Lines of a run from which it may hold more than one article's heads.
const LONG: usize = 6;
/// Most lines of a run that are looked at as heads.
const MOST: usize = 9;

/// Reads where articles begin: of all ways to part the text at its runs of lone lines, the likeliest is taken
/// (Viterbi's algorithm, with whether the open article has shown a byline or a dateline as its state).
pub(super) fn outline(context: &Context, units: &[Unit]) -> Outline {
    let recurring = recurring(context, units);
    let mut outline = Outline {
        parts: vec![Part::Body; units.len()],
        begins: vec![false; units.len()],
        doubts: Vec::new(),
    };
    let runs = told::parted(context, units, runs(context, units));
    let arounds = arounds(context, units, &runs);
    let readings: Vec<Reading> = runs
        .iter()
        .zip(&arounds)
        .map(|(r, around)| read_run(context, units, r.clone(), around, &recurring))
        .collect();
    let readings = trust_marks(readings);
    let starts = starts(&readings);
    for ((run, reading), start) in runs.iter().zip(&readings).zip(&starts) {
        mark(
            &mut outline,
            run.start,
            run.len(),
            start.is_some().then_some(reading.shares),
        );
        if reading.tail_byline
            && start.is_some()
            && reading.shares.0 > 0
            && let Some(part) = outline.parts.get_mut(run.start)
        {
            *part = Part::Byline;
        }
    }
    for (run, margin) in runs.iter().zip(margins(&readings, &starts)) {
        if margin < DOUBT {
            outline.doubts.push((run.start, "headline or text"));
        }
    }
    told::settle(context, units, &mut outline);
    outline
}

/// How far each level of heading mark can be trusted in this text: where nearly all lines of a level are
/// headlines by other evidence, the rest of them are too; where many are not, the mark says little.
fn trust_marks(mut readings: Vec<Reading>) -> Vec<Reading> {
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
            reading.article += TRUST * trust - MARKED;
        }
    }
    readings
}

/// The runs of units that stand alone.
fn runs(context: &Context, units: &[Unit]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < units.len() {
        let length = units
            .get(at..)
            .unwrap_or_default()
            .iter()
            .take_while(|u| u.kind == Kind::Title)
            .count();
        if length > LONG {
            // Many short lines: verse, lists. A marked line after unmarked ones begins anew.
            let marked = |u: usize| {
                units
                    .get(u)
                    .and_then(|u| context.lines.get(u.first()))
                    .is_some_and(|l| matches!(l.form, Form::Heading(_)))
            };
            let mut from = at;
            for u in at + 1..at + length {
                if marked(u) && !marked(u - 1) {
                    runs.push(from..u);
                    from = u;
                }
            }
            runs.push(from..at + length);
        } else if length > 0 {
            runs.push(at..at + length);
        }
        at += length.max(1);
    }
    runs
}

/// What a run of lone lines may be.
#[derive(Debug)]
struct Reading {
    /// Evidence that an article begins in it, against its being text.
    article: f32,
    /// How far that is ahead of the next best way to share the lines out.
    margin: f32,
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

/// How often the words of each short line that stands alone do so.
fn recurring<'a>(context: &Context<'a>, units: &[Unit]) -> HashMap<&'a str, usize> {
    let mut counts = HashMap::new();
    for (u, unit) in units
        .iter()
        .enumerate()
        .filter(|(_, u)| u.kind == Kind::Title)
    {
        let next = units.get(u + 1).and_then(|n| context.looks.get(n.first()));
        // A headline stands again over the continued piece of its story.
        let again = next.is_some_and(|l| l.comes_from);
        if let Some(line) = context
            .lines
            .get(unit.first())
            .filter(|l| l.width <= 28 && !again)
        {
            *counts.entry(line.span.of(context.source)).or_insert(0) += 1;
        }
    }
    counts
}

fn read_run(
    context: &Context,
    units: &[Unit],
    run: Range<usize>,
    around: &Around,
    recurring: &HashMap<&str, usize>,
) -> Reading {
    let heads: Vec<Head> = run
        .clone()
        .take(MOST)
        .filter_map(|u| head(context, units.get(u)?, around, recurring))
        .collect();
    let length = run.len();
    let mut article = 0f32;
    begins(&heads, length, around, &mut article);
    told::article(context, units, run.start, &heads, &mut article);
    let (mut best, mut first, mut second) =
        ((0, Shares::default()), f32::NEG_INFINITY, f32::NEG_INFINITY);
    for skip in 0..heads.len().min(6) {
        for taken in 1..=(heads.len() - skip).min(6) {
            let Some(own) = heads.get(skip..skip + taken) else {
                continue;
            };
            let (shares, deck, margin) = decks::share(own);
            let mut score = deck;
            let rest = heads.get(skip + taken..).unwrap_or_default();
            let before = heads.get(..skip).unwrap_or_default();
            extent(
                [before, own, rest],
                length - skip - taken,
                around,
                &mut score,
            );
            told::outside(context, units, run.start, [before, rest], &mut score);
            // The next best way to share the same lines out is a rival too.
            second = second.max(score - margin).max(score.min(first));
            if score > first {
                (best, first) = ((skip, shares), score);
            }
        }
    }
    Reading {
        article,
        margin: first - second,
        shares: best,
        tail_byline: !around.fresh
            && !around.after_byline
            && heads.first().is_some_and(|h| h.names.is_some()),
        level: heads
            .iter()
            .map(|h| h.level)
            .filter(|l| *l > 0)
            .min()
            .unwrap_or(0),
        fresh: around.fresh,
        signed: around.byline.is_some()
            || around.dateline
            || around.comes_from
            || best.1.byline > 0,
        after_byline: around.after_byline || around.after_end,
    }
}

/// An article shows who wrote it or where it was written; one that shows neither is less likely to be one.
const UNSIGNED: f32 = -0.6;

/// What closing the open article at a run costs, by whether it has been signed at its head.
fn closing(signed: bool, reading: &Reading) -> f32 {
    if signed || reading.after_byline {
        0.
    } else {
        UNSIGNED
    }
}

/// For each run whether an article begins there, as the score by which that reading leads; `None` for text.
fn starts(readings: &[Reading]) -> Vec<Option<f32>> {
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
    let mut starts = vec![None; readings.len()];
    for (slot, from) in starts.iter_mut().zip(&back).rev() {
        let (start, before) = from[state];
        *slot = start.then_some(0.);
        state = before;
    }
    starts
}

/// How far each run's reading leads its opposite, all others left as they are.
fn margins(readings: &[Reading], starts: &[Option<f32>]) -> Vec<f32> {
    readings
        .iter()
        .zip(starts)
        .map(|(reading, start)| {
            let gap = reading.article
                + if reading.signed || reading.after_byline || reading.fresh {
                    0.
                } else {
                    UNSIGNED
                };
            if start.is_some() {
                gap.min(reading.margin)
            } else {
                -gap
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
    around: &Around,
    recurring: &HashMap<&str, usize>,
) -> Option<Head> {
    let i = unit.first();
    let line = context.lines.get(i)?;
    let leg = context.legs.get(i).copied().unwrap_or(0);
    let full = context
        .lines
        .get(i + 1)
        .is_some_and(|n| n.blanks == 0 && is_full(line, n.span.of(context.source), leg));
    let recurs = recurring
        .get(line.span.of(context.source))
        .copied()
        .unwrap_or(1);
    let names = context.looks.get(i).and_then(|l| l.names);
    let mut head = Head::new(context.rules, context.source, line, full, recurs, names);
    head.echo = echo(&head.text, &around.lead);
    head.told = told::role(context, i);
    Some(head)
}
