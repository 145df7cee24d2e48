//! What stands where: areas by the rows that they touch, so that a pass asks only for its neighbours.

use std::collections::HashMap;

use super::sheet::Extent;

/// An area that touches more rows than this is taller than any line of text: it is filed in the first ones only.
const MOST_ROWS: i32 = 48;
/// How many areas are looked at to the left of a place, for one that reaches over it. In print few overlap.
const MOST_BACK: usize = 48;

/// In which cell of this width a place is.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the cast saturates, and far places may share a cell"
)]
pub(super) fn cell_of(place: f32, width: f32) -> i32 {
    ((place / width).floor() as i32).clamp(-1_000_000, 1_000_000)
}

/// The cells from one place to another, not more than a few.
pub(super) fn cells_of(from: f32, to: f32, width: f32) -> std::ops::RangeInclusive<i32> {
    let first = cell_of(from, width);
    first..=cell_of(to, width).min(first + MOST_ROWS)
}

/// Areas by rows.
#[derive(Debug)]
pub(super) struct Rows {
    height: f32,
    /// In each row: left edge, number; from left to right.
    filed: HashMap<i32, Vec<(f32, usize)>>,
    areas: Vec<Extent>,
}

impl Rows {
    /// Files areas by rows of this height.
    pub(super) fn new(areas: Vec<Extent>, height: f32) -> Self {
        let mut filed: HashMap<i32, Vec<(f32, usize)>> = HashMap::new();
        for (number, area) in areas.iter().enumerate() {
            for row in cells_of(area.y0, area.y1, height) {
                filed.entry(row).or_default().push((area.x0, number));
            }
        }
        for row in filed.values_mut() {
            row.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        }
        Self {
            height,
            filed,
            areas,
        }
    }

    /// The areas that touch this one, by number: once each, from one row to the next and from left to right.
    pub(super) fn touching(&self, area: &Extent) -> Vec<usize> {
        let mut found = Vec::new();
        let first = cell_of(area.y0, self.height);
        for at in cells_of(area.y0, area.y1, self.height) {
            let Some(row) = self.filed.get(&at) else {
                continue;
            };
            let end = row.partition_point(|(x0, _)| *x0 <= area.x1);
            let begin = row
                .partition_point(|(x0, _)| *x0 < area.x0)
                .saturating_sub(MOST_BACK);
            let near = row.get(begin..end).unwrap_or_default();
            for &(_, number) in near.iter().take(4 * MOST_BACK) {
                let other = &self.areas[number];
                let here = other.x1 >= area.x0 && other.y1 >= area.y0 && other.y0 <= area.y1;
                // It is told of in the first of the rows that it shares with the area.
                if here && cell_of(other.y0, self.height).max(first) == at {
                    found.push(number);
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(x0: f32, y0: f32, x1: f32, y1: f32) -> Extent {
        Extent { x0, y0, x1, y1 }
    }

    #[test]
    fn what_touches_is_found_once_and_nothing_else() {
        let areas = vec![
            area(0.0, 0.0, 50.0, 30.0),
            area(60.0, 0.0, 90.0, 9.0),
            area(0.0, 40.0, 90.0, 49.0),
        ];
        let rows = Rows::new(areas, 10.0);
        assert_eq!(rows.touching(&area(40.0, 5.0, 70.0, 25.0)), [0, 1]);
        assert_eq!(rows.touching(&area(45.0, 35.0, 46.0, 45.0)), [2]);
        assert!(rows.touching(&area(52.0, 0.0, 58.0, 30.0)).is_empty());
    }

    #[test]
    fn places_that_are_no_numbers_or_far_away_are_survived() {
        let far = area(f32::NEG_INFINITY, f32::NAN, f32::INFINITY, 1e30);
        let rows = Rows::new(vec![far, area(0.0, 0.0, 1.0, 1.0)], 10.0);
        assert!(rows.touching(&area(0.0, 0.0, 1.0, 1.0)).contains(&1));
        let _ = rows.touching(&far);
    }
}
