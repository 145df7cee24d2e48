//! Corrections spread to the lines that go on from a corrected one.

use crate::correction::Role;
use crate::loader::corrections::Corrected;
use crate::loader::source::lines::Line;

/// What a line was taken for by its form.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Seen {
    /// Its form tells nothing: text or a heading.
    Free,
    /// A list's item, a row of a table and the like.
    Block,
    /// What its form tells, and no text of a story.
    Other,
}

/// What a corrected line is to be taken for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Taken {
    /// As it was told, or as the line was that it goes on from.
    As(Role),
    /// For one whose form tells nothing: of its paragraph something was told.
    Free,
}

/// What a line may go on from.
#[derive(Default)]
struct Above {
    /// What the last line is that a text may go on with, by its correction.
    text: Option<Role>,
    /// What the line right above is, where all that its column cut it into is that.
    line: Option<Role>,
    /// Whether any text stands above.
    any: bool,
}

impl Corrected {
    /// Spreads the corrections over lines from the top, each given with what it was taken for. `cut` tells whether the
    /// line above one ends at its column's edge. Gives for each what it is to be taken for, if anything was told.
    pub fn spread<'a>(
        &mut self,
        lines: impl Iterator<Item = (&'a Line, Seen)>,
        cut: impl Fn(usize) -> bool,
    ) -> Vec<Option<Taken>> {
        let mut above = Above::default();
        let spread = |(i, (line, seen)): (usize, (&Line, Seen))| {
            let start = line.whole.start;
            if !above.any
                && let Some((_, own)) = self.lines.get_mut(&start)
            {
                // Nothing stands above that it could go on with.
                own.joins = own.joins.filter(|joins| !joins);
            }
            if line.span.is_empty() {
                return None;
            }
            let own = self.at(start);
            let joins = own.and_then(|o| o.joins);
            let role = match own.and_then(|o| o.is) {
                Some(role) => Some(role),
                // What goes on with a head is one. Captions and furniture stand between, and nothing is joined to them.
                None if joins == Some(true) => above.text.filter(|r| *r != Role::Text),
                None if joins.is_some() || own.is_some_and(|o| o.begins) => None,
                // A correction of the first line of a caption holds for the lines in which it goes on, cut at its column's width.
                None => above.line.filter(|_| seen == Seen::Free && cut(i)),
            };
            let is_block = role.is_none() && seen == Seen::Block;
            let is_free = match role {
                Some(role) => role.is_head() || matches!(role, Role::Subhead | Role::Text),
                None => seen == Seen::Free || joins.is_some() && !is_block,
            };
            above.line = role.filter(|r| matches!(r, Role::Caption | Role::Furniture));
            if above.line.is_none() && (role.is_some() || is_free) {
                above.text = role;
            }
            above.any |= is_free || is_block;
            if let Some(role) = role {
                self.of(line.whole).is = Some(role);
                return Some(Taken::As(role));
            }
            (joins.is_some() && is_free).then_some(Taken::Free)
        };
        lines.enumerate().map(spread).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::corrections::LineCorrection;
    use crate::loader::source::lines::scan;

    /// What comes of lines by the corrections of some, all but the fifth cut at their column's edge.
    fn spread(corrections: &[(usize, LineCorrection)]) -> (Vec<Option<Taken>>, Corrected) {
        let lines = scan("跨江\n的新\n桥昨\n日通\n车\n两岸\n的人\n", 0);
        let mut corrected = Corrected::default();
        for (line, own) in corrections {
            *corrected.of(lines[*line].whole) = own.clone();
        }
        let seen = lines.iter().map(|line| (line, Seen::Free));
        let spread = corrected.spread(seen, |i| i != 5);
        (spread, corrected)
    }

    fn is(role: Role) -> LineCorrection {
        LineCorrection {
            is: Some(role),
            ..LineCorrection::default()
        }
    }

    fn joins() -> LineCorrection {
        LineCorrection {
            joins: Some(true),
            ..LineCorrection::default()
        }
    }

    fn all(role: Role, corrections: &[(usize, LineCorrection)]) -> Vec<usize> {
        let (spread, _) = spread(corrections);
        let of_role = |i: &usize| spread[*i] == Some(Taken::As(role));
        (0..spread.len()).filter(of_role).collect()
    }

    #[test]
    fn of_a_caption_that_its_column_cut_the_first_line_is_told() {
        let first = (2, is(Role::Caption));
        assert_eq!(all(Role::Caption, std::slice::from_ref(&first)), [2, 3, 4]);
        assert_eq!(all(Role::Caption, &[first, (4, is(Role::Text))]), [2, 3]);
        assert_eq!(all(Role::Deck, &[(2, is(Role::Deck))]), [2]);
    }

    #[test]
    fn what_goes_on_with_a_told_head_is_one_and_text_that_does_is_free() {
        let third = |role| spread(&[(2, is(role)), (3, joins())]).0[3];
        assert_eq!(third(Role::Deck), Some(Taken::As(Role::Deck)));
        assert_eq!(third(Role::Text), Some(Taken::Free));
        // A caption stands between and nothing is joined to it.
        assert_eq!(
            all(
                Role::Deck,
                &[(1, is(Role::Deck)), (2, is(Role::Caption)), (3, joins())]
            ),
            [1, 3]
        );
    }

    #[test]
    fn a_line_without_a_text_above_goes_on_with_nothing() {
        let joined = |line: usize| {
            let (_, corrected) = spread(&[(line, joins())]);
            let at = u32::try_from(line * 7).expect("a place");
            corrected.at(at).and_then(|own| own.joins)
        };
        assert_eq!(joined(0), None);
        assert_eq!(joined(1), Some(true));
    }
}
