//! Affine transforms of the plane, as PDF writes them (ISO 32000-2, 8.3.3): `[a b c d e f]`.

use crate::layout::sheet::Extent;

/// An affine transform: x' = a·x + c·y + e, y' = b·x + d·y + f.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Matrix(pub [f64; 6]);

impl Matrix {
    /// What leaves everything where it is.
    pub const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// A shift.
    pub const fn shift(x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// First this transform, then the other.
    #[must_use]
    pub fn then(self, next: Self) -> Self {
        let (a, b) = (self.0, next.0);
        Self([
            a[0] * b[0] + a[1] * b[2],
            a[0] * b[1] + a[1] * b[3],
            a[2] * b[0] + a[3] * b[2],
            a[2] * b[1] + a[3] * b[3],
            a[4] * b[0] + a[5] * b[2] + b[4],
            a[4] * b[1] + a[5] * b[3] + b[5],
        ])
    }

    /// Where a point comes to lie.
    pub fn at(&self, x: f64, y: f64) -> (f64, f64) {
        let m = self.0;
        (m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5])
    }

    /// The upright area that a transformed box takes, by two opposite corners.
    pub fn area(&self, [x0, y0, x1, y1]: [f64; 4]) -> Extent {
        let corners = [(x0, y0), (x1, y0), (x0, y1), (x1, y1)].map(|(x, y)| self.at(x, y));
        let least = |of: fn(&(f64, f64)) -> f64| corners.iter().map(of).fold(f64::MAX, f64::min);
        let most = |of: fn(&(f64, f64)) -> f64| corners.iter().map(of).fold(f64::MIN, f64::max);
        Extent {
            x0: single(least(|c| c.0)),
            y0: single(least(|c| c.1)),
            x1: single(most(|c| c.0)),
            y1: single(most(|c| c.1)),
        }
    }
}

/// A coordinate as sheets keep it. What is no number, or beyond any page, is the nearest that may be one.
pub fn single(value: f64) -> f32 {
    #[allow(
        clippy::cast_possible_truncation,
        reason = "a page is measured in thousands of points"
    )]
    let single = value.clamp(-1e6, 1e6) as f32;
    if single.is_nan() { 0.0 } else { single }
}
