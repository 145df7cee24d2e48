//! The order of stacks that no straight cut parts: each after what stands above it, and legs after the legs before them.

use super::axes::overlap_x;
use super::measure::{HEADING, Scale};
use super::stacks::LaidStack;

/// More than this are only sorted.
const MOST: usize = 500;

/// Orders what cannot be cut.
pub(super) fn greedy(items: &[LaidStack], scale: Scale) -> Vec<LaidStack> {
    let mut rest: Vec<LaidStack> = items.to_vec();
    rest.sort_by(|a, b| {
        a.area
            .y0
            .total_cmp(&b.area.y0)
            .then(a.area.x0.total_cmp(&b.area.x0))
    });
    if rest.len() > MOST {
        return rest;
    }
    // How many stand above each and are not read yet.
    let above = |a: &LaidStack, b: &LaidStack| {
        let shared = overlap_x(&a.area, &b.area);
        a.area.y0 < b.area.y0 && shared > 0.2 * a.area.width().min(b.area.width())
    };
    let mut waits: Vec<usize> = rest
        .iter()
        .map(|b| rest.iter().filter(|a| above(a, b)).count())
        .collect();
    let mut done = vec![false; rest.len()];
    let mut ordered = Vec::with_capacity(rest.len());
    let mut last: Option<usize> = None;
    let mut top = f32::NEG_INFINITY;
    for _ in 0..rest.len() {
        let free = || (0..rest.len()).filter(|i| !done[*i] && waits[*i] == 0);
        let text = |i: usize| rest[i].size <= HEADING * scale.body;
        let next = last
            .filter(|l| text(*l))
            .and_then(|l| {
                free()
                    .find(|i| text(*i) && follows(&rest[l], &rest[*i], scale))
                    .or_else(|| next_leg(&rest, l, top, scale, free()))
            })
            .or_else(|| free().next());
        // The first that waits, where none is free: none of them is above itself, so that does not happen.
        let Some(next) = next.or_else(|| (0..rest.len()).find(|i| !done[*i])) else {
            break;
        };
        if text(next) && last.is_none_or(|l| !text(l)) {
            top = rest[next].area.y0;
        }
        done[next] = true;
        for (i, wait) in waits.iter_mut().enumerate() {
            if above(&rest[next], &rest[i]) {
                *wait = wait.saturating_sub(1);
            }
        }
        ordered.push(rest[next]);
        last = Some(next);
    }
    ordered
}

/// Whether a stack goes on right below another.
fn follows(before: &LaidStack, after: &LaidStack, scale: Scale) -> bool {
    let gap = after.area.y0 - before.area.y1;
    overlap_x(&before.area, &after.area) > 0.0
        && gap > -0.5 * scale.body
        && gap < 1.6 * scale.leading
}

/// The leg to the right of one, as high as the first leg of the article or beside this one.
fn next_leg(
    rest: &[LaidStack],
    last: usize,
    top: f32,
    scale: Scale,
    free: impl Iterator<Item = usize>,
) -> Option<usize> {
    let from = &rest[last].area;
    free.filter(|i| {
        let (to, size) = (&rest[*i].area, rest[*i].size);
        let beside = to.x0 - from.x1;
        beside > -0.5 * scale.body
            && beside < 5.0 * scale.body
            && size <= HEADING * scale.body
            && to.y0 >= top - 1.2 * scale.leading
            && to.y0 < from.y1
    })
    .min_by(|a, b| rest[*a].area.x0.total_cmp(&rest[*b].area.x0))
}
