//! A sheet: all that is printed on one page, as boxes. Points (1/72 inch) from the page's top left corner, y downwards,
//! as the page is looked at: turned and cropped.

/// An upright box on a sheet, in points. `x0 <= x1` and `y0 <= y1`.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Extent {
    /// Left edge.
    pub x0: f32,
    /// Upper edge.
    pub y0: f32,
    /// Right edge.
    pub x1: f32,
    /// Lower edge.
    pub y1: f32,
}

impl Extent {
    /// Its width, in points.
    pub fn width(&self) -> f32 {
        self.x1 - self.x0
    }

    /// Its height, in points.
    pub fn height(&self) -> f32 {
        self.y1 - self.y0
    }

    /// The smallest area that holds both.
    #[must_use]
    pub fn with(&self, other: &Self) -> Self {
        Self {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }
}

/// How a glyph's ink comes to the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Ink {
    /// Its shape is filled.
    #[default]
    Filled,
    /// Its outline is drawn, with or without filling: bold made of a plain font.
    Stroked,
    /// It leaves no ink: the text that OCR lays under a scan.
    Hidden,
}

/// Which way a line of glyphs runs on the page as it is looked at.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Direction {
    /// Glyph beside glyph, from left to right.
    #[default]
    Right,
    /// Glyph below glyph, each upright: a vertical line of Han.
    Down,
    /// Turned clockwise, so that the line runs downwards.
    TurnedDown,
    /// Turned counterclockwise, so that the line runs upwards.
    TurnedUp,
    /// Upside down, from right to left.
    Left,
    /// At another angle.
    Slanted,
}

/// One drawn glyph.
#[derive(Clone, PartialEq, Debug)]
pub struct Glyph {
    /// Where its text begins in [`Sheet::text`], in bytes.
    pub start: u32,
    /// Where its text ends.
    pub end: u32,
    /// Its cell: as wide as the line goes on by it, from the font's ascent to its descent.
    pub area: Extent,
    /// The font's size on the page, in points.
    pub size: f32,
    /// Its font's number in [`Sheet::faces`].
    pub face: u16,
    /// Red, green, blue.
    pub colour: [u8; 3],
    /// How it is drawn.
    pub ink: Ink,
    /// Which way its line runs.
    pub direction: Direction,
}

/// A font as the layout looks at it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Face {
    /// The font's name, without the letters of a subset.
    pub name: String,
    /// Its weight, 100 to 950; 400 is regular, 700 bold.
    pub weight: u16,
}

/// What a drawn shape is to the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DrawingKind {
    /// A rule: a line, or a box as thin as one.
    Rule,
    /// The outline of a box.
    Outline,
    /// A filled area.
    Tint,
}

/// A drawn rule, box or filled area.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Drawing {
    /// Where it stands.
    pub area: Extent,
    /// What it is.
    pub shape: DrawingKind,
    /// Red, green, blue.
    pub colour: [u8; 3],
}

/// All that is printed on one page.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Sheet {
    /// Its width as it is looked at, in points.
    pub width: f32,
    /// Its height, in points.
    pub height: f32,
    /// The text of all glyphs, one after another as they are drawn.
    pub text: String,
    /// The glyphs, as they are drawn. Those without text are left out; what no one can read is U+FFFD.
    pub glyphs: Vec<Glyph>,
    /// The fonts of the glyphs.
    pub faces: Vec<Face>,
    /// Rules, boxes, filled areas, as they are drawn.
    pub drawings: Vec<Drawing>,
    /// Pictures.
    pub pictures: Vec<Extent>,
}

impl Sheet {
    /// What a glyph reads.
    pub fn read(&self, glyph: &Glyph) -> &str {
        let range = glyph.start as usize..glyph.end as usize;
        self.text.get(range).unwrap_or_default()
    }
}
