//! Drawn paths as the layout sees them: rules, boxes, filled areas. Curves are no part of a page's structure.

use super::matrix::Matrix;
use crate::layout::sheet::{Drawing, DrawingKind, Extent};

/// The most segments of a path that are looked at: what has more is a picture.
const SEGMENTS: usize = 256;

/// The thickest rule, in points: a paper's heaviest rules are of six.
const THICKEST: f32 = 6.0;

/// A path as it is built.
#[derive(Debug, Default)]
pub struct Path {
    boxes: Vec<Extent>,
    segments: Vec<Extent>,
    is_curved: bool,
    at: (f64, f64),
    start: (f64, f64),
}

/// How a path is painted.
#[derive(Clone, Copy, Debug)]
pub struct Paint {
    /// In which colour it is filled, where it is.
    pub fill: Option<[u8; 3]>,
    /// In which colour it is stroked, where it is.
    pub stroke: Option<[u8; 3]>,
}

impl Path {
    /// Begins a part of the path.
    pub fn move_to(&mut self, (x, y): (f64, f64), to_page: &Matrix) {
        self.at = to_page.at(x, y);
        self.start = self.at;
    }

    /// A straight segment.
    pub fn line_to(&mut self, (x, y): (f64, f64), to_page: &Matrix) {
        self.segment(to_page.at(x, y));
    }

    /// A curve.
    pub fn curve_to(&mut self, (x, y): (f64, f64), to_page: &Matrix) {
        self.is_curved = true;
        self.at = to_page.at(x, y);
    }

    /// Back to where the part began.
    pub fn close(&mut self) {
        self.segment(self.start);
    }

    /// A rectangle.
    pub fn rectangle(&mut self, [x, y, width, height]: [f64; 4], to_page: &Matrix) {
        if self.boxes.len() < SEGMENTS {
            self.boxes.push(to_page.area([x, y, x + width, y + height]));
        }
    }

    fn segment(&mut self, to: (f64, f64)) {
        if self.segments.len() <= SEGMENTS {
            let [x0, y0] = [self.at.0, self.at.1];
            let corners = [x0, y0, to.0, to.1];
            self.segments.push(Matrix::IDENTITY.area(corners));
        }
        self.at = to;
    }

    /// Whether the path has curves or more segments than a box: part of a picture.
    pub fn is_picture(&self) -> bool {
        self.is_curved || self.segments.len() > SEGMENTS
    }

    /// Ends the path, and gives what it is on the page.
    pub fn paint(&mut self, paint: Option<Paint>) -> Vec<Drawing> {
        let path = std::mem::take(self);
        let Some(paint) = paint else {
            return Vec::new();
        };
        let mut drawings = Vec::new();
        let mut boxes = path.boxes;
        let mut segments = path.segments;
        if paint.fill.is_some() && !path.is_curved && (3..=6).contains(&segments.len()) {
            // A polygon of four sides is a rule or a box as well.
            let whole = segments.iter().copied().reduce(|a, b| a.with(&b));
            boxes.extend(whole);
            segments.clear();
        }
        for area in boxes {
            drawings.extend(paint.fill.map(|colour| Drawing {
                area,
                shape: if is_rule(&area) {
                    DrawingKind::Rule
                } else {
                    DrawingKind::Tint
                },
                colour,
            }));
            drawings.extend(paint.stroke.map(|colour| Drawing {
                area,
                shape: if is_rule(&area) {
                    DrawingKind::Rule
                } else {
                    DrawingKind::Outline
                },
                colour,
            }));
        }
        if let Some(colour) = paint.stroke
            && segments.len() <= SEGMENTS
        {
            let rules = segments.into_iter().filter(is_rule);
            drawings.extend(rules.map(|area| Drawing {
                area,
                shape: DrawingKind::Rule,
                colour,
            }));
        }
        drawings
    }
}

/// Whether an area is as thin as a rule, and longer than it is thick.
fn is_rule(area: &Extent) -> bool {
    let (thin, long) = (
        area.width().min(area.height()),
        area.width().max(area.height()),
    );
    thin <= THICKEST && long > 4.0 && long >= thin * 3.0
}
