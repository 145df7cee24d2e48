//! Text operators (ISO 32000-2, 9.4): where each glyph of a string stands on the page.

use super::super::content::Operand;
use super::super::matrix::{Matrix, single};
use super::super::state::GraphicsState;
use super::named::NamedThings;
use super::{Interpreter, Run, named, numbers};
use crate::layout::sheet::{Direction, Glyph};

/// Where lines of text stand: the text matrix, and that of the line.
#[derive(Debug)]
pub struct TextLines {
    text: Matrix,
    line: Matrix,
}

impl Default for TextLines {
    fn default() -> Self {
        Self {
            text: Matrix::IDENTITY,
            line: Matrix::IDENTITY,
        }
    }
}

impl TextLines {
    /// On to a line that begins so far from this one.
    fn next(&mut self, x: f64, y: f64) {
        self.line = Matrix::shift(x, y).then(self.line);
        self.text = self.line;
    }
}

/// From a font's baseline to the foot of its cell, and to the head, in its size: those of most fonts of Han.
const FOOT: f64 = -0.12;
const HEAD: f64 = 0.88;

/// How far a line may lean and still run straight: as sheets lie on a scanner.
const LEAN: f64 = 8.0;

impl Interpreter<'_> {
    /// Performs a text operator.
    pub(super) fn text(
        &mut self,
        operator: &[u8],
        operands: &[Operand<'_>],
        run: &mut Run<'_, '_>,
    ) {
        let [first, second] = numbers(operands);
        let state = &mut run.state;
        match operator {
            b"BT" => run.lines = TextLines::default(),
            b"Tc" => state.between = first,
            b"Tw" => state.at_space = first,
            b"Tz" => state.stretch = first / 100.0,
            b"TL" => state.leading = first,
            b"Ts" => state.rise = first,
            b"Tr" => {
                let modes = 0..8_u8;
                let mode = modes.into_iter().find(|mode| f64::from(*mode) >= first);
                state.mode = mode.unwrap_or_default();
            }
            b"Tf" => {
                state.size = second;
                let fonts = self.shared.fonts;
                run.state.font = named(operands).map(|name| {
                    let font = run.named.font(name, fonts);
                    font.unwrap_or_else(|| NamedThings::missing(name, fonts, self.shared.budget))
                });
            }
            b"Td" => run.lines.next(first, second),
            b"TD" => {
                state.leading = -second;
                run.lines.next(first, second);
            }
            b"Tm" => {
                run.lines.line = Matrix(numbers(operands));
                run.lines.text = run.lines.line;
            }
            b"T*" => run.lines.next(0.0, -state.leading),
            b"Tj" | b"TJ" => self.show(operands.first(), run),
            b"'" => {
                run.lines.next(0.0, -state.leading);
                self.show(operands.first(), run);
            }
            b"\"" => {
                (state.at_space, state.between) = (first, second);
                run.lines.next(0.0, -state.leading);
                self.show(operands.get(2), run);
            }
            _ => {}
        }
    }

    /// Shows a string, or strings with shifts between them in thousandths.
    fn show(&mut self, shown: Option<&Operand<'_>>, run: &mut Run<'_, '_>) {
        let (state, lines) = (&run.state, &mut run.lines);
        match shown {
            Some(Operand::Bytes(bytes)) => self.show_bytes(bytes, state, lines),
            Some(Operand::Array(parts)) => {
                let vertical = state.font.as_ref().is_some_and(|font| font.0.vertical);
                for part in parts {
                    match part {
                        Operand::Bytes(bytes) => self.show_bytes(bytes, state, lines),
                        Operand::Number(shift) => {
                            let by = -shift / 1000.0 * state.size;
                            let shift = if vertical {
                                Matrix::shift(0.0, by)
                            } else {
                                Matrix::shift(by * state.stretch, 0.0)
                            };
                            lines.text = shift.then(lines.text);
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }

    fn show_bytes(&mut self, bytes: &[u8], state: &GraphicsState<'_>, lines: &mut TextLines) {
        let Some((font, dict)) = state.font.as_deref() else {
            return;
        };
        let mut rest = bytes;
        while !rest.is_empty() {
            let (code, length) = font.next(rest);
            rest = rest.get(length..).unwrap_or_default();
            let shown = font.code((code, length), dict, self.shared.budget);
            let glyph = Matrix([
                state.size * state.stretch,
                0.0,
                0.0,
                state.size,
                0.0,
                state.rise,
            ]);
            let to_page = glyph.then(lines.text).then(state.to_page);
            let across = shown.advance * font.scale;
            let (cell, step) = if font.vertical {
                let (x, y) = (shown.origin.0 * font.scale, shown.origin.1 * font.scale);
                let wide = if across > 0.0 { across } else { 1.0 };
                let cell = [-x, FOOT - y, wide - x, HEAD - y];
                (cell, shown.descent * font.scale)
            } else {
                ([0.0, FOOT, across, HEAD], across)
            };
            let glyph = Glyph {
                start: 0,
                end: 0,
                area: to_page.area(cell),
                size: single(height(&to_page)),
                face: 0,
                colour: state.colour(),
                ink: state.ink(),
                direction: direction(&to_page, font.vertical),
            };
            self.drawn.glyph(font, shown.text.as_deref(), glyph);
            let blank = if code == 32 && length == 1 {
                state.at_space
            } else {
                0.0
            };
            let by = step * state.size + state.between + blank;
            let shift = if font.vertical {
                Matrix::shift(0.0, by)
            } else {
                Matrix::shift(by * state.stretch, 0.0)
            };
            lines.text = shift.then(lines.text);
        }
    }
}

/// How high an em is on the page, in points.
fn height(to_page: &Matrix) -> f64 {
    let m = to_page.0;
    m[2].hypot(m[3])
}

/// Which way a line runs, by the direction that its letters stand in.
fn direction(to_page: &Matrix, vertical: bool) -> Direction {
    let m = to_page.0;
    // Downwards on the page is positive, as sheets have it.
    let angle = m[1].atan2(m[0]).to_degrees();
    let near = |straight: f64| {
        let lean = (angle - straight).rem_euclid(360.0);
        lean.min(360.0 - lean) <= LEAN
    };
    match vertical {
        true if near(0.0) => Direction::Down,
        false if near(0.0) => Direction::Right,
        false if near(90.0) => Direction::TurnedDown,
        false if near(-90.0) => Direction::TurnedUp,
        false if near(180.0) => Direction::Left,
        _ => Direction::Slanted,
    }
}
