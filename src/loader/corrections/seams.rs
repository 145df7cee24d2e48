//! What corrections join and part: two lines, the one above the other.

use crate::correction::Role;
use crate::loader::corrections::LineCorrection;

/// Whether corrections part two lines, whatever these are: an article or a section ends or begins between them, or a
/// paragraph does.
pub fn parted(above: Option<&LineCorrection>, own: Option<&LineCorrection>) -> bool {
    above.is_some_and(|a| a.ends)
        || own.is_some_and(|o| o.joins == Some(false) || o.begins || o.section.is_some())
}

/// Whether no correction parts two lines of a heading. A correction of its first line holds for the rest of it; one of
/// the rest parts it.
pub fn as_one(above: Option<&LineCorrection>, own: Option<&LineCorrection>) -> bool {
    let role = |correction: Option<&LineCorrection>| correction.and_then(|c| c.is);
    let alike = match (role(above), role(own)) {
        (Some(role), None) => role.is_head() || role == Role::Subhead,
        (above, own) => above == own,
    };
    alike && !parted(above, own)
}

/// The line of a text that another may go on with: `last` where it was told to, whatever stands between; else `before`,
/// the one that it may go on with by what stands between. `correction` gives what was told of a line.
pub fn goes_on<'a>(
    correction: impl Fn(usize) -> Option<&'a LineCorrection>,
    line: usize,
    last: Option<usize>,
    before: Option<usize>,
) -> Option<usize> {
    let own = correction(line);
    if own.and_then(|o| o.joins) == Some(true) {
        return last;
    }
    before.filter(|_| !parted(last.and_then(&correction), own))
}

/// Which states a line of a text may have by its correction, and by that of the next such line: whether it may begin a
/// paragraph, go on with one, stand alone as a heading does, name who wrote the text. `cut` tells whether the line above it
/// ends at its column's edge; `next`, where the next line was told to go on with it, whether it does so at that edge.
pub fn may_be(
    own: Option<&LineCorrection>,
    cut: impl Fn() -> bool,
    next: impl Fn() -> Option<bool>,
) -> [bool; 4] {
    let joins = own.and_then(|o| o.joins) == Some(true);
    match own.and_then(|o| o.is) {
        Some(Role::Text) => [!joins, true, false, false],
        Some(_) => [false, false, true, false],
        // Below a heading that its column's edge cut it goes on with that.
        None if joins => [false, true, cut(), false],
        // What another line goes on with is a paragraph, or a heading right above it.
        None => next().map_or([true; 4], |cut| [true, true, cut, false]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(role: Role) -> LineCorrection {
        LineCorrection {
            is: Some(role),
            ..LineCorrection::default()
        }
    }

    fn joins(joins: bool) -> LineCorrection {
        LineCorrection {
            joins: Some(joins),
            ..LineCorrection::default()
        }
    }

    #[test]
    fn what_is_told_of_a_headings_first_line_holds_for_the_rest_of_it() {
        let headline = is(Role::Headline);
        assert!(as_one(Some(&headline), None));
        assert!(!as_one(None, Some(&is(Role::Deck))));
        assert!(!as_one(Some(&headline), Some(&joins(false))));
        assert!(!as_one(Some(&is(Role::Text)), None));
        assert!(as_one(Some(&headline), Some(&headline)));
    }

    /// The line that the third of three goes on with, the second right above it or apart from it.
    fn above(corrections: &[(usize, LineCorrection)], before: Option<usize>) -> Option<usize> {
        let correction = |line| {
            let mut all = corrections.iter();
            all.find(|(of, _)| *of == line).map(|(_, own)| own)
        };
        goes_on(correction, 2, Some(1), before)
    }

    #[test]
    fn a_line_told_to_go_on_does_so_whatever_stands_between() {
        assert_eq!(above(&[(2, joins(true))], None), Some(1));
        assert_eq!(above(&[(1, joins(true))], None), None);
    }

    #[test]
    fn a_line_goes_on_across_no_edge_of_an_article_or_a_section_that_is_told() {
        let begins = LineCorrection {
            begins: true,
            ..LineCorrection::default()
        };
        let ends = LineCorrection {
            ends: true,
            ..LineCorrection::default()
        };
        let section = LineCorrection {
            section: Some("副刊".to_owned()),
            ..LineCorrection::default()
        };
        for edge in [
            (1, ends),
            (2, begins.clone()),
            (2, section),
            (2, joins(false)),
        ] {
            assert_eq!(
                above(std::slice::from_ref(&edge), Some(1)),
                None,
                "{edge:?}"
            );
        }
        assert_eq!(above(&[(1, begins)], Some(1)), Some(1));
    }

    #[test]
    fn below_and_above_a_cut_heading_a_line_may_be_one_with_it() {
        let alone = |own: Option<&LineCorrection>, cut, next| may_be(own, || cut, || next)[2];
        let on = joins(true);
        assert!(alone(Some(&on), true, None));
        assert!(!alone(Some(&on), false, None));
        assert!(alone(None, false, Some(true)));
        assert!(!alone(None, true, Some(false)));
    }
}
