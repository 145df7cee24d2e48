//! The paragraphs nearest to each place between units, before it and after it on the same page; known for all places
//! at once, so that lone lines by the thousand between two paragraphs are not gone through for each.

use crate::loader::weighed::context::Context;
use crate::loader::weighed::evidence::neighbours::is_page;
use crate::loader::weighed::units::{Kind, Unit};

/// Stands for no unit.
const NONE: u32 = u32::MAX;

/// The paragraphs nearest to each place between units.
pub struct Near {
    /// For each unit the nearest paragraph before it, and the nearest from it on.
    places: Vec<(u32, u32)>,
}

impl Near {
    /// Finds them.
    pub fn of(context: &Context, units: &[Unit]) -> Self {
        let number = |u: usize| u32::try_from(u).unwrap_or(NONE);
        let mut places = vec![(NONE, NONE); units.len() + 1];
        let near = |near: u32, u: usize, unit: &Unit| match unit.kind {
            Kind::Text => number(u),
            Kind::Recognised if is_page(context, unit) => NONE,
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
