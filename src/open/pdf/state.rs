//! The graphics state (ISO 32000-2, 8.4 and 9.3), as far as it says where text stands and how it looks.

use super::font::Font;
use super::matrix::Matrix;
use crate::layout::sheet::Ink;
use hayro_syntax::object::Dict;
use std::rc::Rc;

/// A font, and the dictionary it is of.
pub type Called<'a> = Rc<(Rc<Font>, Dict<'a>)>;

/// The state that `q` keeps and `Q` brings back.
#[derive(Clone, Debug)]
pub struct GraphicsState<'a> {
    /// From user space to the page as it is looked at.
    pub to_page: Matrix,
    /// The font, and the dictionary it is of.
    pub font: Option<Called<'a>>,
    /// Its size, in text space units.
    pub size: f64,
    /// Blank between characters (`Tc`).
    pub between: f64,
    /// Blank more at each space (`Tw`).
    pub at_space: f64,
    /// How far glyphs are stretched (`Tz`); 1 is as they are.
    pub stretch: f64,
    /// From line to line (`TL`).
    pub leading: f64,
    /// Above the baseline (`Ts`).
    pub rise: f64,
    /// How text is drawn (`Tr`, table 104).
    pub mode: u8,
    /// The colour of what is filled.
    pub fill: [u8; 3],
    /// Whether that is told by amounts of an ink.
    pub fills_by_ink: bool,
    /// The colour of what is stroked.
    pub stroke: [u8; 3],
}

impl GraphicsState<'_> {
    /// The state at a page's beginning.
    pub fn new(to_page: Matrix) -> Self {
        Self {
            to_page,
            font: None,
            size: 1.0,
            between: 0.0,
            at_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
            fill: [0; 3],
            fills_by_ink: false,
            stroke: [0; 3],
        }
    }

    /// How ink comes to the page.
    pub fn ink(&self) -> Ink {
        match self.mode {
            3 | 7 => Ink::Hidden,
            1 | 2 | 5 | 6 => Ink::Stroked,
            _ => Ink::Filled,
        }
    }

    /// The colour of text.
    pub fn colour(&self) -> [u8; 3] {
        if self.mode == 1 {
            self.stroke
        } else {
            self.fill
        }
    }
}

/// A colour by its components: one of grey, three of red, green, blue, four of cyan, magenta, yellow, black.
pub fn colour(components: &[f64]) -> Option<[u8; 3]> {
    let byte = |value: f64| {
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped to 0 to 255"
        )]
        let byte = (value.clamp(0.0, 1.0) * 255.0).round() as u8;
        byte
    };
    match components {
        [grey] => Some([byte(*grey); 3]),
        [red, green, blue] => Some([byte(*red), byte(*green), byte(*blue)]),
        [cyan, magenta, yellow, black] => {
            let light =
                |ink: f64| byte((1.0 - ink.clamp(0.0, 1.0)) * (1.0 - black.clamp(0.0, 1.0)));
            Some([light(*cyan), light(*magenta), light(*yellow)])
        }
        _ => None,
    }
}
