//! The rules of a page, as what parts text: lines drawn, and the edges of boxes and tints.

use super::axes::laid;
use super::rows::Rows;
use super::sheet::{Direction, DrawingKind, Extent, Sheet};

/// What parts text.
#[derive(Debug, Default)]
pub(super) struct Partings {
    /// Upright lines: rules, and the sides of boxes.
    pub(super) upright: Vec<Extent>,
    /// Level lines.
    pub(super) level: Vec<Extent>,
}

impl Partings {
    /// The partings of a sheet whose text has this size. What is smaller than a few characters parts nothing: underlines
    /// are level and short, the bars of letters upright and short.
    pub(super) fn new(sheet: &Sheet, size: f32) -> Self {
        let mut partings = Self::default();
        for drawing in &sheet.drawings {
            let Extent { x0, y0, x1, y1 } = drawing.area;
            if [x0, y0, x1, y1].iter().any(|n| !n.is_finite()) {
                continue;
            }
            let (wide, high) = (x1 - x0, y1 - y0);
            let thin = 0.5 * size;
            if wide <= thin && high > 1.5 * size {
                partings.upright.push(drawing.area);
            } else if high <= thin && wide > 1.5 * size {
                partings.level.push(drawing.area);
            } else if drawing.shape != DrawingKind::Rule && wide > 3.0 * size && high > 2.0 * size {
                partings.upright.extend([
                    Extent {
                        x1: x0,
                        ..drawing.area
                    },
                    Extent {
                        x0: x1,
                        ..drawing.area
                    },
                ]);
                partings.level.extend([
                    Extent {
                        y1: y0,
                        ..drawing.area
                    },
                    Extent {
                        y0: y1,
                        ..drawing.area
                    },
                ]);
            }
        }
        partings
    }

    /// What parts the lines of a direction from each other, filed.
    pub(super) fn along(&self, direction: Direction, size: f32) -> Rows {
        let lines = match direction {
            Direction::Right | Direction::Left | Direction::Slanted => &self.level,
            Direction::Down | Direction::TurnedDown | Direction::TurnedUp => &self.upright,
        };
        Rows::new(
            lines.iter().map(|a| laid(*a, direction)).collect(),
            4.0 * size,
        )
    }

    /// What parts the glyphs of lines of a direction, filed.
    pub(super) fn across(&self, direction: Direction, size: f32) -> Rows {
        let lines = match direction {
            Direction::Right | Direction::Left | Direction::Slanted => &self.upright,
            Direction::Down | Direction::TurnedDown | Direction::TurnedUp => &self.level,
        };
        Rows::new(
            lines.iter().map(|a| laid(*a, direction)).collect(),
            4.0 * size,
        )
    }
}
