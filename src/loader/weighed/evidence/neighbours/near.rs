//! The paragraphs nearest to each place between units, before it and after it on the same page. They are found for all
//! places at once: between two paragraphs standalone lines may stand by the thousand.

use crate::loader::weighed::classes::recognised::Recognised;
use crate::loader::weighed::evidence::neighbours::is_page;
use crate::loader::weighed::units::{Unit, UnitKind};

/// Stands for no unit.
const NONE: u32 = u32::MAX;

/// The paragraphs nearest to each place between units.
pub struct Near {
    /// For each unit the nearest paragraph before it, and the nearest from it on.
    places: Vec<(u32, u32)>,
}

impl Near {
    /// Finds them.
    pub fn of(recognised: &[Recognised], units: &[Unit]) -> Self {
        let number = |u: usize| u32::try_from(u).unwrap_or(NONE);
        let mut places = vec![(NONE, NONE); units.len() + 1];
        let near = |near: u32, u: usize, unit: &Unit| match unit.kind {
            UnitKind::Text => number(u),
            UnitKind::Recognised if is_page(recognised, unit) => NONE,
            _ => near,
        };
        let mut before = NONE;
        for ((u, unit), place) in units.iter().enumerate().zip(places.iter_mut().skip(1)) {
            before = near(before, u, unit);
            place.0 = before;
        }
        let mut after = NONE;
        for ((u, unit), place) in units.iter().enumerate().zip(&mut places).rev() {
            after = near(after, u, unit);
            place.1 = after;
        }
        Self { places }
    }

    /// The paragraphs of the same page before a unit, the nearest first.
    pub fn before(&self, unit: usize) -> impl Iterator<Item = usize> {
        let step = move |u: usize| {
            let near = self.places.get(u).map_or(NONE, |p| p.0);
            (near != NONE).then_some(near as usize)
        };
        std::iter::successors(step(unit), move |u| step(*u))
    }

    /// The paragraphs of the same page from a unit on, the nearest first.
    pub fn after(&self, unit: usize) -> impl Iterator<Item = usize> {
        let step = move |u: usize| {
            let near = self.places.get(u).map_or(NONE, |p| p.1);
            (near != NONE).then_some(near as usize)
        };
        std::iter::successors(step(unit), move |u| step(*u + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::weighed::tests::{looked_over, units};

    fn near(between: &str) -> (Vec<usize>, Vec<usize>) {
        let text = format!("两岸的人都来看。\n桥下还泊着渡船。\n{between}\n石阶一级也不拆。\n");
        looked_over(&text, |context| {
            let near = Near::of(context.recognised, &units("ttrt"));
            (near.before(2).collect(), near.after(2).collect())
        })
    }

    #[test]
    fn the_nearest_paragraphs_come_first_and_lines_of_the_page_part_none() {
        assert_eq!(near("责任编辑：王小川"), (vec![1, 0], vec![3]));
    }

    #[test]
    fn no_paragraph_of_another_page_is_near() {
        let (before, after) = near("第03版：经济");
        assert_eq!(before, [1, 0]);
        assert!(after.is_empty());
        let whole = |u: usize| {
            looked_over(
                "两岸的人都来看。\n第03版：经济\n石阶一级也不拆。\n",
                |context| {
                    Near::of(context.recognised, &units("trt"))
                        .before(u)
                        .collect::<Vec<_>>()
                },
            )
        };
        assert!(whole(2).is_empty());
    }
}
