//! Pages drawn for tests: text becomes glyphs, so that a test shows the page that it speaks of.

use super::measure::is_wide;
use super::sheet::{Direction, Drawing, DrawingKind, Extent, Face, Glyph, Ink, Sheet};

/// A page while it is drawn.
#[derive(Debug)]
pub(super) struct Drawn {
    pub(super) sheet: Sheet,
}

impl Drawn {
    /// An empty page.
    pub(super) fn new(width: f32, height: f32) -> Self {
        let faces = vec![
            Face::default(),
            Face {
                name: "Other".into(),
                weight: 700,
            },
        ];
        Self {
            sheet: Sheet {
                width,
                height,
                faces,
                ..Sheet::default()
            },
        }
    }

    /// A page of text of size 10: each row 14 below the one above, Han 10 wide, other characters 5. Blanks draw nothing;
    /// `│` is a piece of an upright rule, and a row of `─` a level one.
    pub(super) fn page(rows: &str) -> Self {
        let mut page = Self::new(1000.0, 1000.0);
        let mut y = 20.0;
        for row in rows.lines() {
            let mut x = 20.0;
            let mut level: Option<(f32, f32)> = None;
            for c in row.chars() {
                match c {
                    '│' => page.rule(x + 2.0, y - 2.0, x + 2.5, y + 14.0),
                    '─' => level = Some((level.map_or(x, |l| l.0), x + 5.0)),
                    c if c.is_whitespace() => {}
                    c => page.glyph(x, y, 10.0, c),
                }
                x += advance(c, 10.0);
            }
            if let Some((from, to)) = level {
                page.rule(from, y + 5.0, to, y + 5.5);
            }
            y += 14.0;
        }
        page
    }

    /// One glyph with its upper left corner there.
    pub(super) fn glyph(&mut self, x: f32, y: f32, size: f32, c: char) {
        let area = Extent {
            x0: x,
            y0: y,
            x1: x + advance(c, size),
            y1: y + size,
        };
        self.cell(area, size, c, Direction::Right);
    }

    /// One glyph in this cell.
    pub(super) fn cell(&mut self, area: Extent, size: f32, c: char, direction: Direction) {
        let start = u32::try_from(self.sheet.text.len()).expect("pages of tests are small");
        self.sheet.text.push(c);
        let end = u32::try_from(self.sheet.text.len()).expect("pages of tests are small");
        self.sheet.glyphs.push(Glyph {
            start,
            end,
            area,
            size,
            face: 0,
            colour: [0; 3],
            ink: Ink::Filled,
            direction,
        });
    }

    /// A line of text; blanks are drawn as glyphs, as most programs do. Gives where it ends.
    pub(super) fn line(&mut self, x: f32, y: f32, size: f32, text: &str) -> f32 {
        text.chars().fold(x, |x, c| {
            self.glyph(x, y, size, c);
            x + advance(c, size)
        })
    }

    /// Glyphs one below the other, of a font for level lines.
    pub(super) fn down(&mut self, x: f32, y: f32, size: f32, text: &str) {
        text.chars().fold(y, |y, c| {
            self.glyph(x, y, size, c);
            y + size
        });
    }

    /// What was drawn last gets another font.
    pub(super) fn other_face(&mut self, glyphs: usize) {
        for glyph in self.sheet.glyphs.iter_mut().rev().take(glyphs) {
            glyph.face = 1;
        }
    }

    /// A rule.
    pub(super) fn rule(&mut self, x0: f32, y0: f32, x1: f32, y1: f32) {
        self.sheet.drawings.push(Drawing {
            area: Extent { x0, y0, x1, y1 },
            shape: DrawingKind::Rule,
            colour: [0; 3],
        });
    }

    /// What the page reads.
    pub(super) fn reads(&self) -> String {
        super::text(&self.sheet)
    }
}

fn advance(c: char, size: f32) -> f32 {
    if is_wide(c) || c == '\u{3000}' {
        size
    } else {
        size / 2.0
    }
}
