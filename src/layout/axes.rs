//! Lines that run in any direction, laid so that each runs to the right and the next one stands below it: the passes
//! that make lines know one direction only.

use super::sheet::{Direction, Extent};

/// An area as it lies once the lines of its direction run to the right.
pub(super) fn laid(area: Extent, direction: Direction) -> Extent {
    let Extent { x0, y0, x1, y1 } = area;
    let [x0, y0, x1, y1] = match direction {
        Direction::Right | Direction::Slanted => [x0, y0, x1, y1],
        Direction::Down | Direction::TurnedDown => [y0, -x1, y1, -x0],
        Direction::TurnedUp => [-y1, x0, -y0, x1],
        Direction::Left => [-x1, -y1, -x0, -y0],
    };
    Extent { x0, y0, x1, y1 }
}

/// The laid area, back on the page.
pub(super) fn back(area: Extent, direction: Direction) -> Extent {
    let Extent { x0, y0, x1, y1 } = area;
    let [x0, y0, x1, y1] = match direction {
        Direction::Right | Direction::Slanted => [x0, y0, x1, y1],
        Direction::Down | Direction::TurnedDown => [-y1, x0, -y0, x1],
        Direction::TurnedUp => [y0, -x1, y1, -x0],
        Direction::Left => [-x1, -y1, -x0, -y0],
    };
    Extent { x0, y0, x1, y1 }
}

/// Glyphs of which directions make lines together: what is turned clockwise stands in a vertical line as Latin does
/// among Han.
pub(super) fn kin(direction: Direction) -> Direction {
    match direction {
        Direction::TurnedDown => Direction::Down,
        other => other,
    }
}

/// The middle of an area, across.
pub(super) fn middle_x(area: &Extent) -> f32 {
    f32::midpoint(area.x0, area.x1)
}

/// The middle of an area, down.
pub(super) fn middle_y(area: &Extent) -> f32 {
    f32::midpoint(area.y0, area.y1)
}

/// How far two areas overlap across; below nothing where they do not.
pub(super) fn overlap_x(a: &Extent, b: &Extent) -> f32 {
    a.x1.min(b.x1) - a.x0.max(b.x0)
}

/// How far two areas overlap down.
pub(super) fn overlap_y(a: &Extent, b: &Extent) -> f32 {
    a.y1.min(b.y1) - a.y0.max(b.y0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_laid_comes_back() {
        let area = Extent {
            x0: 1.0,
            y0: 2.0,
            x1: 5.0,
            y1: 9.0,
        };
        for direction in [
            Direction::Right,
            Direction::Down,
            Direction::TurnedDown,
            Direction::TurnedUp,
            Direction::Left,
            Direction::Slanted,
        ] {
            assert_eq!(back(laid(area, direction), direction), area);
        }
    }

    #[test]
    fn lines_run_to_the_right_and_down_once_they_are_laid() {
        let at = |x: f32, y: f32| Extent {
            x0: x,
            y0: y,
            x1: x + 1.0,
            y1: y + 1.0,
        };
        // (direction, a glyph, the next glyph, a glyph of the next line)
        let ways = [
            (Direction::Right, at(0.0, 0.0), at(1.0, 0.0), at(0.0, 2.0)),
            (Direction::Down, at(0.0, 0.0), at(0.0, 1.0), at(-2.0, 0.0)),
            (
                Direction::TurnedUp,
                at(0.0, 0.0),
                at(0.0, -1.0),
                at(2.0, 0.0),
            ),
            (Direction::Left, at(0.0, 0.0), at(-1.0, 0.0), at(0.0, -2.0)),
        ];
        for (direction, first, next, below) in ways {
            let [first, next, below] = [first, next, below].map(|a| laid(a, direction));
            assert!(
                next.x0 > first.x0 && (next.y0 - first.y0).abs() < 0.1,
                "{direction:?}"
            );
            assert!(
                below.y0 > first.y0 && (below.x0 - first.x0).abs() < 0.1,
                "{direction:?}"
            );
        }
    }
}
