//! Where articles begin: each run of lines that stand alone is a headline's, subheads, or short lines of the
//! text, as its own form and what stands before and after it tell.

mod reading;
mod runs;
mod starts;
mod trust;
mod why;

use crate::loader::algorithms::likelihoods::sigmoid;
use crate::loader::weighed::articles::reading::RunReading;
use crate::loader::weighed::articles::starts::closing;
use crate::loader::weighed::context::Context;
use crate::loader::weighed::corrected;
use crate::loader::weighed::evidence::heads::Shares;
use crate::loader::weighed::outline::{Outline, Part, RunRisk};
use crate::loader::weighed::units::Unit;
use std::ops::Range;

use runs::Runs;
pub use why::Starts;

/// Reads where articles begin: of all ways to part the text at its runs of standalone lines, the likeliest is taken.
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
fn risks(runs: &[Range<usize>], readings: &[RunReading], starts: &[bool]) -> Vec<RunRisk> {
    let mut signed = false;
    let each = runs.iter().zip(readings).zip(starts);
    each.map(|((run, reading), start)| {
        let lead = reading.article + closing(signed, reading);
        if *start {
            signed = reading.signed;
        }
        let skipped = if *start { reading.shares.0 } else { 0 };
        let (start, shares) = if *start {
            (sigmoid(-lead), reading.shares_wrong)
        } else {
            (sigmoid(lead), 0.)
        };
        RunRisk {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::algorithms::likelihoods::sigmoid;
    use crate::loader::weighed::articles::reading::tests::reading;

    fn empty(units: usize) -> Outline {
        Outline {
            parts: vec![Part::Body; units],
            begins: vec![false; units],
            risks: Vec::new(),
        }
    }

    #[test]
    fn lines_of_a_run_are_subheads_but_for_the_heads_of_the_article_that_begins() {
        let mut outline = empty(6);
        let shares = Shares {
            kicker: 1,
            headline: 1,
            ..Shares::default()
        };
        mark(&mut outline, 1, 4, Some((1, shares)));
        let subhead = Part::Subhead;
        assert_eq!(
            outline.parts,
            [
                Part::Body,
                subhead,
                Part::Kicker,
                Part::Headline,
                subhead,
                Part::Body
            ]
        );
        assert_eq!(outline.begins, [false, false, true, false, false, false]);
        let mut outline = empty(2);
        mark(&mut outline, 0, 2, None);
        assert_eq!(
            (outline.parts, outline.begins),
            (vec![subhead; 2], vec![false; 2])
        );
    }

    #[test]
    fn a_run_is_doubted_by_its_own_evidence_and_by_who_signed_the_text_before() {
        let doubt = |signed| {
            let first = RunReading {
                fresh: true,
                signed,
                ..reading(6.)
            };
            risks(&[0..1, 3..4], &[first, reading(1.)], &[true, true])[1].start
        };
        assert!((doubt(true) - sigmoid(-1.)).abs() < 1e-6);
        assert!(doubt(false) > doubt(true));
    }

    #[test]
    fn an_article_below_lines_of_the_text_before_is_doubted_at_its_first_line() {
        let skip = RunReading {
            shares: (2, Shares::default()),
            ..reading(1.)
        };
        let [risk] = risks(std::slice::from_ref(&(4..8)), &[skip], &[true])[..] else {
            panic!("one run, one risk");
        };
        assert_eq!((risk.unit, risk.over), (6, true));
    }
}
