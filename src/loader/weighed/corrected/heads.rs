//! Corrections of an article's heads: where they begin, and which they are.

use crate::correction::Role;
use crate::loader::weighed::context::Context;
use crate::loader::weighed::corrected::lines::AGAINST;
use crate::loader::weighed::corrected::units::{begins, unit_role};
use crate::loader::weighed::evidence::Tally;
use crate::loader::weighed::evidence::heads::{Head, Shares};
use crate::loader::weighed::units::Unit;
use std::ops::Range;

/// Standalone lines after which a corrected head begins a run of its own: no more are looked at as heads.
const FAR: usize = 4;

/// Parts runs of standalone lines where a correction begins an article, and where a corrected head stands below one of
/// lower rank.
pub fn parted(context: &Context, units: &[Unit], runs: Vec<Range<usize>>) -> Vec<Range<usize>> {
    if context.corrected.is_empty() {
        return runs;
    }
    let role = |u: usize| units.get(u).and_then(|unit| unit_role(context, unit));
    let mut out = Vec::with_capacity(runs.len());
    for run in runs {
        let mut from = run.start;
        for u in run.start + 1..run.end {
            let head = role(u).filter(|r| r.is_head() && *r != Role::Deck);
            let after = role(u - 1).map(rank);
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

/// Weighs one way to share heads out against their corrections.
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
            head.corrected.is_some_and(|role| role != part),
            "is told to be something else",
            AGAINST,
        );
    }
}

/// Weighs which lines of a run are an article's heads. No corrected head lies outside of them. A line that a correction
/// makes the first of an article is the first of them.
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
    let any = |test: fn(Role) -> bool| heads.iter().any(|h| h.corrected.is_some_and(test));
    if any(|r| r.is_head() && r != Role::Deck) || begins(context, units, at) {
        tally.add("is told to begin an article", -AGAINST);
    } else if heads.iter().all(|h| h.corrected.is_some()) {
        tally.add("is told to begin none", AGAINST);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::correction::Correction;
    use crate::loader::weighed::tests::{corrected, heads, sum, told, units};

    const PAGE: &str = "天堑变通途\n新桥昨日通车\n两岸一家亲\n两岸的人都来看。\n";

    fn runs(corrections: &[Correction]) -> Vec<Range<usize>> {
        corrected(PAGE, corrections, |context| {
            parted(context, &units("lllt"), std::iter::once(0..3).collect())
        })
    }

    #[test]
    fn a_told_head_below_a_lower_one_begins_a_run_and_one_below_a_higher_does_not() {
        let headline = told("新桥昨日通车", Role::Headline);
        assert_eq!(
            runs(&[told("天堑变通途", Role::Deck), headline.clone()]),
            [0..1, 1..3]
        );
        let whole = 0..3;
        assert_eq!(
            runs(&[told("天堑变通途", Role::Kicker), headline]),
            std::slice::from_ref(&whole)
        );
    }

    fn told_heads(roles: [Option<Role>; 2]) -> Vec<Head> {
        let mut heads = heads(&["天堑变通途", "新桥昨日通车"]);
        for (head, role) in heads.iter_mut().zip(roles) {
            head.corrected = role;
        }
        heads
    }

    #[test]
    fn lines_are_shared_out_as_they_are_told() {
        let told = told_heads([Some(Role::Kicker), None]);
        let kicker = Shares {
            kicker: 1,
            headline: 1,
            ..Shares::default()
        };
        let headline = Shares {
            headline: 2,
            ..Shares::default()
        };
        assert_eq!(
            sum(|tally| shared(&told, kicker, tally)).to_bits(),
            0f32.to_bits()
        );
        assert!(sum(|tally| shared(&told, headline, tally)) <= AGAINST);
    }

    #[test]
    fn no_told_head_is_left_outside_of_an_articles_heads() {
        let left = |role| {
            let heads = told_heads([role, None]);
            corrected(PAGE, &[], |context| {
                sum(|tally| outside(context, &units("lllt"), 0, [&heads[..1], &[]], tally))
            })
        };
        assert!(left(Some(Role::Kicker)) <= AGAINST);
        assert_eq!(left(Some(Role::Subhead)).to_bits(), 0f32.to_bits());
        assert_eq!(left(None).to_bits(), 0f32.to_bits());
    }

    #[test]
    fn an_article_begins_where_a_head_is_told_and_not_where_all_is_told_to_be_none() {
        let begun = |roles| {
            let heads = told_heads(roles);
            corrected(PAGE, &[], |context| {
                sum(|tally| article(context, &units("lllt"), 0, &heads, tally))
            })
        };
        assert!(begun([None, Some(Role::Headline)]) >= -AGAINST);
        assert!(begun([Some(Role::Subhead); 2]) <= AGAINST);
        assert_eq!(begun([None, Some(Role::Subhead)]).to_bits(), 0f32.to_bits());
    }
}
