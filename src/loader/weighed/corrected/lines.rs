//! Corrections of lines, where their places are read.

use crate::correction::Role;
use crate::loader::corrections::LineCorrection;
use crate::loader::weighed::classes::recognised::Class;
use crate::loader::weighed::context::{Context, cut_by_leg};

/// Weight against a reading that contradicts a correction. It is finite, so that of corrections that contradict each
/// other most are kept.
pub const AGAINST: f32 = -1000.;

pub fn say<'a>(context: &'a Context, line: usize) -> Option<&'a LineCorrection> {
    if context.corrected.is_empty() {
        return None;
    }
    context.corrected.at(context.lines.get(line)?.whole.start)
}

/// The role of a line by its correction.
pub fn role(context: &Context, line: usize) -> Option<Role> {
    say(context, line)?.is
}

/// Whether a line goes on with the one before, by its correction.
pub fn joins(context: &Context, line: usize) -> Option<bool> {
    say(context, line)?.joins
}

/// Whether no correction parts two neighbouring lines. A correction of a heading's first line holds for the rest of it;
/// one of the rest parts it.
pub fn as_one(context: &Context, a: usize, b: usize) -> bool {
    let (above, own) = (role(context, a), role(context, b));
    let heading = |r: Role| r.is_head() || r == Role::Subhead;
    let alike = match (above, own) {
        (Some(one), None) => heading(one),
        _ => above == own,
    };
    alike
        && say(context, b)
            .is_none_or(|s| s.joins != Some(false) && !s.begins && s.section.is_none())
        && say(context, a).is_none_or(|s| !s.ends)
}

/// The free line that line `i` may go on: `before` by what stands between, `last` whatever does.
pub fn before(
    context: &Context,
    i: usize,
    last: Option<usize>,
    before: Option<usize>,
) -> Option<usize> {
    if context.corrected.is_empty() {
        return before;
    }
    let own = say(context, i);
    match own.and_then(|s| s.joins) {
        Some(true) => return last,
        Some(false) => return None,
        None => {}
    }
    let parted = own.is_some_and(|s| s.begins || s.section.is_some())
        || last.and_then(|l| say(context, l)).is_some_and(|s| s.ends);
    before.filter(|_| !parted)
}

/// Weighs the places that a free line may have, in the order begins, goes on, alone, names.
pub fn place(context: &Context, i: usize, own: &mut [f32; 4]) {
    if context.corrected.is_empty() {
        return;
    }
    let correction = say(context, i);
    let role = correction.and_then(|s| s.is);
    let against: &[usize] = match role {
        Some(Role::Text) => &[2, 3],
        Some(_) => &[0, 1, 3],
        // Below a heading that its column's edge cut it goes on with that.
        None if correction.is_some_and(|s| s.joins == Some(true)) => {
            let cut = i.checked_sub(1).is_some_and(|p| cut_by_leg(context, p));
            if cut { &[0, 3] } else { &[0, 2, 3] }
        }
        None => {
            let next = (i + 1..context.lines.len()).find(|n| {
                context
                    .recognised
                    .get(*n)
                    .is_some_and(|l| l.class == Class::Free)
            });
            // What another line goes on with is a paragraph, or a heading right above it.
            if let Some(next) = next.filter(|n| joins(context, *n) == Some(true)) {
                if next == i + 1 && cut_by_leg(context, i) {
                    &[3]
                } else {
                    &[2, 3]
                }
            } else {
                &[]
            }
        }
    };
    for state in against {
        own[*state] += AGAINST;
    }
    if role == Some(Role::Text) && correction.is_some_and(|s| s.joins == Some(true)) {
        own[0] += AGAINST;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::correction::{Correction, Edge};
    use crate::loader::weighed::tests::{corrected, joined, told};

    const PAGE: &str = "新桥昨日通车\n两岸一家亲\n两岸的人都来看。\n桥下还泊着渡船。\n";

    #[test]
    fn what_is_told_of_a_headings_first_line_holds_for_the_rest_of_it() {
        let one = |corrections: &[Correction]| {
            corrected(PAGE, corrections, |context| as_one(context, 0, 1))
        };
        assert!(one(&[told("新桥昨日通车", Role::Headline)]));
        assert!(!one(&[told("两岸一家亲", Role::Deck)]));
        assert!(!one(&[
            told("新桥昨日通车", Role::Headline),
            joined("两岸一家亲", false)
        ]));
    }

    #[test]
    fn a_line_told_to_go_on_does_so_whatever_stands_between() {
        let above = |corrections: &[Correction]| {
            corrected(PAGE, corrections, |context| {
                before(context, 3, Some(2), None)
            })
        };
        assert_eq!(above(&[joined("桥下还泊着渡船。", true)]), Some(2));
        assert_eq!(above(&[joined("两岸的人都来看。", true)]), None);
    }

    #[test]
    fn a_line_goes_on_across_no_edge_of_an_article_that_is_told() {
        let edge = |line: &str, edge| Correction {
            article: Some(edge),
            ..joined(line, false)
        };
        let above = |correction| {
            corrected(PAGE, &[correction], |context| {
                before(context, 3, Some(2), Some(2))
            })
        };
        let alone = |line: &str, at| Correction {
            joins: None,
            ..edge(line, at)
        };
        assert_eq!(above(alone("两岸的人都来看。", Edge::Ends)), None);
        assert_eq!(above(alone("桥下还泊着渡船。", Edge::Begins)), None);
        assert_eq!(above(alone("两岸的人都来看。", Edge::Begins)), Some(2));
    }

    #[test]
    fn what_is_told_goes_against_all_other_places() {
        let places = |correction, line| {
            let mut own = [0f32; 4];
            corrected(PAGE, &[correction], |context| {
                place(context, line, &mut own);
            });
            own.map(|weight| weight == 0.)
        };
        assert_eq!(
            places(told("两岸一家亲", Role::Text), 1),
            [true, true, false, false]
        );
        assert_eq!(
            places(told("两岸一家亲", Role::Deck), 1),
            [false, false, true, false]
        );
        // What the next line goes on with is a paragraph.
        assert_eq!(
            places(joined("两岸的人都来看。", true), 1),
            [true, true, false, false]
        );
        assert_eq!(places(joined("两岸的人都来看。", false), 1), [true; 4]);
    }
}
