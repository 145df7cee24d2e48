//! Corrections of units: lines that a reading takes as one, a paragraph, a heading, a piece of Markdown.

use crate::correction::Role;
use crate::loader::corrections::Corrected;

/// The correction of a unit.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct UnitCorrection {
    /// What it is: the first role that one of its lines was given.
    pub is: Option<Role>,
    /// Whether it goes on with the paragraph before.
    pub joins: Option<bool>,
    /// Whether an article begins with it by a correction of its own.
    pub begins: bool,
    /// Whether an article ends with it.
    pub ends: bool,
    /// Whether an article ends right above it by another's correction.
    pub after_end: bool,
    /// The section that begins before it, and a place in the line that says so.
    pub section: Option<(u32, String)>,
}

impl UnitCorrection {
    /// Whether a line of the unit itself was corrected.
    pub fn is_own(&self) -> bool {
        let own = Self {
            after_end: false,
            ..self.clone()
        };
        own != Self::default()
    }
}

impl Corrected {
    /// The corrections of a reading's units in their order. Each is given by a place in each of its lines, and whether it
    /// is the page's own: an article ends above the first below it that is not.
    pub fn units<L: IntoIterator<Item = u32>>(
        &self,
        units: impl Iterator<Item = (L, bool)>,
    ) -> Vec<Option<UnitCorrection>> {
        let mut ended = false;
        let unit = |(places, is_page): (L, bool)| {
            let mut unit = UnitCorrection::default();
            for place in places {
                let Some(line) = self.at(place) else { continue };
                unit.is = unit.is.or(line.is);
                unit.joins = unit.joins.or(line.joins);
                unit.begins |= line.begins;
                if unit.section.is_none() {
                    unit.section = line.section.clone().map(|name| (place, name));
                }
                unit.ends |= line.ends;
            }
            unit.after_end = ended && !is_page;
            ended = unit.ends || ended && is_page;
            (unit != UnitCorrection::default()).then_some(unit)
        };
        units.map(unit).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::Span;
    use crate::loader::corrections::LineCorrection;

    /// The corrections of units of one line each, `r` the page's own, by those of their lines.
    fn units(kinds: &str, lines: &[(u32, LineCorrection)]) -> Vec<Option<UnitCorrection>> {
        let mut corrected = Corrected::default();
        for (at, own) in lines {
            *corrected.of(Span {
                start: *at,
                end: *at,
            }) = own.clone();
        }
        corrected.units(
            (0..)
                .zip(kinds.chars())
                .map(|(at, kind)| ([at], kind == 'r')),
        )
    }

    #[test]
    fn below_an_article_told_to_end_the_next_begins_after_the_pages_own_lines() {
        let ends = LineCorrection {
            ends: true,
            ..LineCorrection::default()
        };
        let above = |kinds: &str, ends: &[(u32, LineCorrection)]| {
            let units = units(kinds, ends);
            let after = |u: &usize| units[*u].as_ref().is_some_and(|own| own.after_end);
            (0..units.len()).filter(after).collect::<Vec<_>>()
        };
        assert_eq!(above("ltrlt", &[(1, ends.clone())]), [3]);
        assert_eq!(above("lttlt", &[(1, ends.clone())]), [2]);
        // One of the page's own lines ends an article, too.
        assert_eq!(above("ltrlt", &[(2, ends)]), [3]);
    }

    #[test]
    fn a_unit_is_what_the_first_corrected_of_its_lines_is() {
        let line = |role, section: Option<&str>| LineCorrection {
            is: Some(role),
            section: section.map(str::to_owned),
            ..LineCorrection::default()
        };
        let mut corrected = Corrected::default();
        *corrected.of(Span { start: 10, end: 19 }) = line(Role::Deck, None);
        *corrected.of(Span { start: 20, end: 29 }) = line(Role::Kicker, Some("副刊"));
        let unit = corrected.units(std::iter::once(([3, 12, 25], false)));
        let unit = unit.into_iter().next().flatten().expect("a correction");
        assert_eq!(unit.is, Some(Role::Deck));
        assert_eq!(unit.section, Some((25, "副刊".to_owned())));
        assert!(unit.is_own() && !unit.begins);
    }
}
