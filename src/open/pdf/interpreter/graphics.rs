//! Operators of paths and colours (ISO 32000-2, 8.5 and 8.6).

use super::super::content::Operand;
use super::super::paths::Paint;
use super::super::state::colour;
use super::{Interpreter, Run, named, numbers};

impl Interpreter<'_> {
    /// Performs an operator of paths or colours; what is neither is passed over.
    pub(super) fn graphics(
        &mut self,
        operator: &[u8],
        operands: &[Operand<'_>],
        run: &mut Run<'_, '_>,
    ) {
        let (path, to_page) = (&mut run.path, &run.state.to_page);
        match operator {
            b"m" => path.move_to(pair(operands, 0), to_page),
            b"l" => path.line_to(pair(operands, 0), to_page),
            b"c" => path.curve_to(pair(operands, 4), to_page),
            b"v" | b"y" => path.curve_to(pair(operands, 2), to_page),
            b"h" => path.close(),
            b"re" => path.rectangle(numbers(operands), to_page),
            b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"n" => {
                self.paint(operator, run);
            }
            b"g" | b"rg" | b"k" => {
                run.state.fill = told(operands, false).unwrap_or(run.state.fill);
                run.state.fills_by_ink = false;
            }
            b"sc" | b"scn" => {
                let is_ink = run.state.fills_by_ink;
                run.state.fill = told(operands, is_ink).unwrap_or(run.state.fill);
            }
            b"G" | b"RG" | b"K" => {
                run.state.stroke = told(operands, false).unwrap_or(run.state.stroke);
            }
            b"SC" | b"SCN" => {
                run.state.stroke = told(operands, false).unwrap_or(run.state.stroke);
            }
            b"cs" => {
                run.state.fill = [0; 3];
                run.state.fills_by_ink =
                    named(operands).is_some_and(|name| run.named.is_of_inks(name));
            }
            b"CS" => run.state.stroke = [0; 3],
            _ => {}
        }
    }

    fn paint(&mut self, operator: &[u8], run: &mut Run<'_, '_>) {
        let state = &run.state;
        let (fill, stroke) = match operator {
            b"S" | b"s" => (None, Some(state.stroke)),
            b"f" | b"F" | b"f*" => (Some(state.fill), None),
            b"B" | b"B*" | b"b" | b"b*" => (Some(state.fill), Some(state.stroke)),
            _ => (None, None),
        };
        if matches!(operator, b"s" | b"b" | b"b*") {
            run.path.close();
        }
        let is_painted = fill.is_some() || stroke.is_some();
        if is_painted && run.path.is_picture() {
            self.drawn.curves += 1;
        }
        let drawings = run.path.paint(is_painted.then_some(Paint { fill, stroke }));
        self.drawn.drawings(drawings);
    }
}

/// The point whose numbers stand from this place on.
fn pair(operands: &[Operand<'_>], at: usize) -> (f64, f64) {
    let [x, y] = numbers(operands.get(at..).unwrap_or_default());
    (x, y)
}

/// The colour that the numbers before an operator tell; where they are amounts of an ink, as dark as there is of it. What
/// a pattern looks like is not asked.
fn told(operands: &[Operand<'_>], is_ink: bool) -> Option<[u8; 3]> {
    let components: Vec<f64> = operands.iter().map(Operand::number).collect();
    match *components {
        [ink] if is_ink => colour(&[1.0 - ink]),
        _ => colour(&components),
    }
}
