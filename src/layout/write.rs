//! The text of a page: its lines in reading order, paragraphs' indents kept, blank lines between blocks.

use super::axes::{laid, middle_y};
use super::lines::PrintedLine;
use super::measure::is_wide;
use super::order::Scale;
use super::sheet::{Area, Direction};
use super::stacks::Stack;

/// How far a paragraph is indented, in sizes: Chinese papers indent by two.
const INDENT: std::ops::RangeInclusive<f32> = 1.5..=2.6;

/// Writes the stacks in this order.
pub(super) fn write(
    lines: &[PrintedLine],
    stacks: &[Stack],
    order: &[usize],
    scale: Scale,
) -> String {
    let edges = edges(lines, stacks, scale);
    let mut text = String::new();
    let mut before: Option<usize> = None;
    for &number in order {
        let stack = &stacks[number];
        if let Some(before) = before
            && !goes_on(
                lines,
                (&stacks[before], edges[before]),
                (stack, edges[number]),
            )
        {
            text.push('\n');
        }
        for (at, &line) in stack.lines.iter().enumerate() {
            let printed = &lines[line];
            if at > 0 && parts(lines, stack, at, edges[number]) {
                text.push('\n');
            }
            text.extend(std::iter::repeat_n(
                '\u{3000}',
                indent(printed, edges[number]),
            ));
            text.push_str(&printed.text);
            text.push('\n');
        }
        before = Some(number);
    }
    text
}

fn place(line: &PrintedLine) -> Area {
    laid(line.area, line.direction)
}

/// Where the column of each stack begins, as laid: most stacks tell by themselves; a single line is told by what stands
/// above and below.
fn edges(lines: &[PrintedLine], stacks: &[Stack], scale: Scale) -> Vec<f32> {
    let own = |s: &Stack| {
        s.lines
            .iter()
            .map(|l| place(&lines[*l]).x0)
            .fold(f32::INFINITY, f32::min)
    };
    let alone: Vec<f32> = stacks.iter().map(own).collect();
    let areas: Vec<Area> = stacks.iter().map(|s| laid(s.area, s.direction)).collect();
    let mut edges = alone.clone();
    for direction in [Direction::Right, Direction::Down] {
        let members: Vec<usize> = (0..stacks.len())
            .filter(|i| stacks[*i].direction == direction)
            .collect();
        let rows = super::rows::Rows::new(
            members.iter().map(|i| areas[*i]).collect(),
            4.0 * scale.body,
        );
        for &i in members.iter().filter(|i| stacks[**i].lines.len() < 3) {
            let size = stacks[i].size;
            let far = 8.0 * scale.leading;
            let field = Area {
                x0: areas[i].x0 - 3.0 * size,
                y0: areas[i].y0 - far,
                y1: areas[i].y1 + far,
                ..areas[i]
            };
            let near = rows.touching(&field).into_iter().map(|n| members[n]);
            let fits = |n: usize| {
                (stacks[n].size / size - 1.0).abs() < 0.12
                    && INDENT.contains(&((alone[i] - alone[n]) / size))
            };
            if let Some(edge) = near
                .filter(|n| fits(*n))
                .map(|n| alone[n])
                .min_by(f32::total_cmp)
            {
                edges[i] = edge;
            }
        }
    }
    edges
}

/// How far a paragraph of Han is indented: by two in most papers, by one in some.
fn indent(line: &PrintedLine, edge: f32) -> usize {
    let han = line.text.chars().any(is_wide);
    let by = (place(line).x0 - edge) / line.size;
    match by {
        _ if !han => 0,
        _ if INDENT.contains(&by) => 2,
        _ if (0.75..1.4).contains(&by) => 1,
        _ => 0,
    }
}

/// Whether a stack parts before one of its lines: at a line of another font that stands by itself, as a subhead does.
fn parts(lines: &[PrintedLine], stack: &Stack, at: usize, edge: f32) -> bool {
    let (before, line) = (&lines[stack.lines[at - 1]], &lines[stack.lines[at]]);
    let own = |l: &PrintedLine| place(l).x0 > edge + 0.8 * l.size;
    before.face != line.face && own(line)
}

/// Whether a paragraph goes on from one stack to the next: the line before is full, and the next begins at the edge.
fn goes_on(lines: &[PrintedLine], before: (&Stack, f32), after: (&Stack, f32)) -> bool {
    let (Some(&last), Some(&first)) = (before.0.lines.last(), after.0.lines.first()) else {
        return false;
    };
    let (last, first) = (&lines[last], &lines[first]);
    let same = last.direction == first.direction
        && (last.size / first.size - 1.0).abs() < 0.05
        && last.face == first.face;
    let (a, b) = (
        laid(before.0.area, last.direction),
        laid(after.0.area, first.direction),
    );
    // Another leg: beside the first, not below it.
    let beside = middle_y(&place(first)) < middle_y(&place(last)) && b.x0 > a.x1 - last.size;
    let full = place(last).x1 > a.x1 - 1.2 * last.size && before.0.lines.len() > 1;
    let flush = place(first).x0 < after.1 + 0.5 * first.size;
    let ended = last.text.ends_with(['。', '！', '？', '.', '!', '?']);
    same && beside && full && flush && !ended
}
