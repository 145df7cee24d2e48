//! A page whose text lies on its side or head is read as it is when one turns it.

use super::sheet::{Direction, Drawing, Extent, Glyph, Sheet};
use std::borrow::Cow;

/// How a page is turned so that its text stands upright.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Turn {
    /// A quarter, against the clock.
    Left,
    /// A quarter, with the clock.
    Right,
    /// Half.
    Around,
}

/// The sheet as its text is read: turned where more than half of its glyphs are.
pub fn upright(sheet: &Sheet) -> Cow<'_, Sheet> {
    let share = |direction: Direction| {
        let glyphs = sheet.glyphs.iter();
        glyphs.filter(|glyph| glyph.direction == direction).count()
    };
    let ways = [
        (Direction::TurnedDown, Turn::Left),
        (Direction::TurnedUp, Turn::Right),
        (Direction::Left, Turn::Around),
    ];
    let turned = ways
        .into_iter()
        .find(|(direction, _)| share(*direction) * 2 > sheet.glyphs.len());
    match turned {
        Some((_, turn)) => Cow::Owned(turn.sheet(sheet)),
        None => Cow::Borrowed(sheet),
    }
}

impl Turn {
    fn sheet(self, sheet: &Sheet) -> Sheet {
        let (width, height) = (sheet.width, sheet.height);
        let turn = |extent: &Extent| self.extent(extent, width, height);
        let (width, height) = match self {
            Self::Around => (width, height),
            Self::Left | Self::Right => (height, width),
        };
        let glyphs = sheet.glyphs.iter().map(|glyph| Glyph {
            area: turn(&glyph.area),
            direction: self.direction(glyph.direction),
            ..glyph.clone()
        });
        let drawings = sheet.drawings.iter().map(|drawing| Drawing {
            area: turn(&drawing.area),
            ..*drawing
        });
        Sheet {
            width,
            height,
            text: sheet.text.clone(),
            glyphs: glyphs.collect(),
            faces: sheet.faces.clone(),
            drawings: drawings.collect(),
            pictures: sheet.pictures.iter().map(turn).collect(),
        }
    }

    fn extent(self, extent: &Extent, width: f32, height: f32) -> Extent {
        let Extent { x0, y0, x1, y1 } = *extent;
        let [x0, y0, x1, y1] = match self {
            Self::Left => [y0, width - x1, y1, width - x0],
            Self::Right => [height - y1, x0, height - y0, x1],
            Self::Around => [width - x1, height - y1, width - x0, height - y0],
        };
        Extent { x0, y0, x1, y1 }
    }

    fn direction(self, direction: Direction) -> Direction {
        const ROUND: [Direction; 4] = [
            Direction::Right,
            Direction::TurnedDown,
            Direction::Left,
            Direction::TurnedUp,
        ];
        let steps = match self {
            Self::Left => 3,
            Self::Right => 1,
            Self::Around => 2,
        };
        let at = ROUND.iter().position(|way| *way == direction);
        // What stood upright one above the other now lies.
        at.map_or(Direction::Slanted, |at| ROUND[(at + steps) % ROUND.len()])
    }
}

#[cfg(test)]
mod tests {
    use super::super::text;
    use super::*;

    /// A sheet of two columns of two lines each, as letters in a grid.
    fn columns() -> Sheet {
        let mut sheet = Sheet {
            width: 300.0,
            height: 200.0,
            ..Sheet::default()
        };
        for (x, y, line) in [
            (20.0, 20.0, "桥头的灯亮了"),
            (20.0, 36.0, "船工收了桨。"),
            (160.0, 20.0, "粮站的门开了"),
            (160.0, 36.0, "车排到路口。"),
        ] {
            let mut left = x;
            for c in line.chars() {
                let start = u32::try_from(sheet.text.len()).unwrap_or_default();
                sheet.text.push(c);
                sheet.glyphs.push(Glyph {
                    start,
                    end: u32::try_from(sheet.text.len()).unwrap_or_default(),
                    area: Extent {
                        x0: left,
                        y0: y,
                        x1: left + 10.0,
                        y1: y + 10.0,
                    },
                    size: 10.0,
                    face: 0,
                    colour: [0; 3],
                    ink: super::super::sheet::Ink::Filled,
                    direction: Direction::Right,
                });
                left += 10.0;
            }
        }
        sheet
    }

    #[test]
    fn a_page_is_read_alike_however_it_lies() {
        let sheet = columns();
        let read = text(&sheet);
        assert!(read.contains("桥头的灯亮了\n船工收了桨。"), "{read}");
        for turn in [Turn::Left, Turn::Right, Turn::Around] {
            let lying = turn.sheet(&sheet);
            assert_ne!(lying.glyphs[0].direction, Direction::Right);
            assert_eq!(text(&lying), read, "{turn:?}");
        }
    }

    #[test]
    fn a_few_turned_letters_turn_no_page() {
        let mut sheet = columns();
        for glyph in sheet.glyphs.iter_mut().take(6) {
            glyph.direction = Direction::TurnedUp;
        }
        assert!(matches!(upright(&sheet), Cow::Borrowed(_)));
    }
}
