//! The text of a page: its lines in reading order, paragraphs' indents kept, blank lines between blocks.

use super::flow::{Flow, INDENT, place};
use super::lines::PrintedLine;
use super::measure::{Scale, is_wide};
use super::stacks::Stack;

/// Writes the stacks in this order.
pub(super) fn write(
    lines: &[PrintedLine],
    stacks: &[Stack],
    order: &[usize],
    scale: Scale,
) -> String {
    let flow = Flow::new(lines, stacks, scale);
    let mut text = String::new();
    let mut before: Option<usize> = None;
    for number in flow.unbroken(order) {
        let (stack, edge) = (&stacks[number], flow.edges[number]);
        if before.is_some_and(|before| !flow.goes_on(before, number)) {
            text.push('\n');
        }
        for (at, &line) in stack.lines.iter().enumerate() {
            if at > 0 && parts(lines, stack, at, edge) {
                text.push('\n');
            }
            text.push_str(indent(&lines[line], edge));
            text.push_str(&lines[line].text);
            text.push('\n');
        }
        before = Some(number);
    }
    text
}

/// How a paragraph is indented: one of Han by two in most papers, by one in some; of other scripts by about as much.
fn indent(line: &PrintedLine, edge: f32) -> &'static str {
    let by = (place(line).x0 - edge) / line.size;
    let han = line.text.chars().any(is_wide);
    match by {
        _ if INDENT.contains(&by) && han => "\u{3000}\u{3000}",
        _ if (0.75..1.4).contains(&by) && han => "\u{3000}",
        _ if (0.75..2.6).contains(&by) => "   ",
        _ => "",
    }
}

/// Whether a stack parts before one of its lines: at a line of another font that stands by itself, as a subhead does.
fn parts(lines: &[PrintedLine], stack: &Stack, at: usize, edge: f32) -> bool {
    let (before, line) = (&lines[stack.lines[at - 1]], &lines[stack.lines[at]]);
    before.face != line.face && place(line).x0 > edge + 0.8 * line.size
}

#[cfg(test)]
mod tests {
    use super::super::drawn::Drawn;

    #[test]
    fn paragraphs_keep_their_indent() {
        let han = Drawn::page("　　水位回落以后渠道完工\n稻田一季下来少花七十多元\n");
        assert!(
            han.reads().starts_with("\u{3000}\u{3000}水位"),
            "{}",
            han.reads()
        );
        let latin = Drawn::page("  the river rose again and\nthe ferry was late for us\n");
        assert!(
            latin.reads().starts_with("   the river"),
            "{}",
            latin.reads()
        );
    }
}
