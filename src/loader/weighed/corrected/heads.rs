//! What a reader told of an article's heads: where they begin, and which they are.

use crate::correction::Role;
use crate::loader::weighed::context::Context;
use crate::loader::weighed::corrected::lines::AGAINST;
use crate::loader::weighed::corrected::units::{begins, unit_role};
use crate::loader::weighed::evidence::Tally;
use crate::loader::weighed::evidence::heads::{Head, Shares};
use crate::loader::weighed::units::Unit;
use std::ops::Range;

/// From this number of lone lines on a run is parted where heads are told, as no more are looked at.
const FAR: usize = 4;

/// Parts runs of lone lines where an article is told to begin, and where a told head follows what stands below it.
pub fn parted(context: &Context, units: &[Unit], runs: Vec<Range<usize>>) -> Vec<Range<usize>> {
    if context.corrected.is_empty() {
        return runs;
    }
    let corrected = |u: usize| units.get(u).and_then(|unit| unit_role(context, unit));
    let mut out = Vec::with_capacity(runs.len());
    for run in runs {
        let mut from = run.start;
        for u in run.start + 1..run.end {
            let head = corrected(u).filter(|r| r.is_head() && *r != Role::Deck);
            let after = corrected(u - 1).map(rank);
            let anew = head.is_some_and(|h| match after {
                Some(above) => above > rank(h),
                None => u - from > FAR,
            });
            if anew || begins(context, units, u) {
                out.push(from..u);
                from = u;
            }
        }
        out.push(from..run.end);
    }
    out
}

/// The order in which heads stand over a text.
fn rank(role: Role) -> u8 {
    match role {
        Role::Column => 0,
        Role::Kicker => 1,
        Role::Headline => 2,
        Role::Deck => 3,
        _ => 4,
    }
}

/// Weighs one way to share heads out by what they are told to be.
pub fn shared(heads: &[Head], shares: Shares, tally: &mut impl Tally) {
    let ends = [
        (shares.column, Role::Column),
        (shares.kicker, Role::Kicker),
        (shares.headline, Role::Headline),
        (shares.deck, Role::Deck),
        (shares.byline, Role::Byline),
    ];
    let parts = ends
        .iter()
        .flat_map(|(count, role)| std::iter::repeat_n(*role, *count));
    for (head, part) in heads.iter().zip(parts) {
        tally.when(
            head.corrected.is_some_and(|corrected| corrected != part),
            "is told to be something else",
            AGAINST,
        );
    }
}

/// Weighs which lines of a run are an article's heads: none that is told a head lies outside, and one that is told
/// to begin an article is its first.
pub fn outside(
    context: &Context,
    units: &[Unit],
    at: usize,
    [before, after]: [&[Head]; 2],
    tally: &mut impl Tally,
) {
    for head in before.iter().chain(after) {
        tally.when(
            head.corrected.is_some_and(Role::is_head),
            "a line beside them is told to be a head",
            AGAINST,
        );
    }
    tally.when(
        !before.is_empty() && begins(context, units, at),
        "an article is told to begin before them",
        AGAINST,
    );
}

/// Weighs whether an article begins in a run.
pub fn article(
    context: &Context,
    units: &[Unit],
    at: usize,
    heads: &[Head],
    tally: &mut impl Tally,
) {
    let corrected = |test: fn(Role) -> bool| heads.iter().any(|h| h.corrected.is_some_and(test));
    if corrected(|r| r.is_head() && r != Role::Deck) || begins(context, units, at) {
        tally.add("is told to begin an article", -AGAINST);
    } else if heads.iter().all(|h| h.corrected.is_some()) {
        tally.add("is told to begin none", AGAINST);
    }
}
