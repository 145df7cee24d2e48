//! Where articles begin: each run of lines that stand alone is a headline's, subheads, or short lines of the
//! text, as its own form and what stands before and after it tell.

mod reading;
mod runs;
mod starts;
mod trust;
mod why;

use crate::loader::weighed::articles::reading::Reading;
use crate::loader::weighed::articles::starts::closing;
use crate::loader::weighed::context::Context;
use crate::loader::weighed::corrected;
use crate::loader::weighed::evidence::heads::Shares;
use crate::loader::weighed::evidence::sigmoid;
use crate::loader::weighed::outline::{Outline, Part, Risk};
use crate::loader::weighed::units::Unit;
use std::ops::Range;

use runs::Runs;
pub use why::Starts;

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
    corrected::settle(context, units, &mut outline);
    outline
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
            (sigmoid(-lead), reading.shares_wrong)
        } else {
            (sigmoid(lead), 0.)
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
