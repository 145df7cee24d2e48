//! How text goes on from stack to stack: where its column begins, which leg goes on which, and what stands in its way.

use super::axes::{laid, middle_y};
use super::lines::PrintedLine;
use super::measure::Scale;
use super::rows::Rows;
use super::sheet::{Direction, Extent};
use super::stacks::Stack;

/// How far a paragraph is indented, in sizes: Chinese papers indent by two.
pub(super) const INDENT: std::ops::RangeInclusive<f32> = 1.5..=2.6;
/// What stands in a text's way has no more lines than this: a caption, a byline.
const ASIDE: usize = 5;
/// So many stacks may stand in a text's way.
const ASIDES: usize = 2;

/// The stacks of a page with what is known of their columns.
#[derive(Debug)]
pub(super) struct Flow<'a> {
    lines: &'a [PrintedLine],
    stacks: &'a [Stack],
    /// Where the column of each stack begins, as laid.
    pub(super) edges: Vec<f32>,
}

/// Where a line stands, as laid.
pub(super) fn place(line: &PrintedLine) -> Extent {
    laid(line.area, line.direction)
}

impl<'a> Flow<'a> {
    /// Looks at the stacks of a page.
    pub(super) fn new(lines: &'a [PrintedLine], stacks: &'a [Stack], scale: Scale) -> Self {
        Self {
            lines,
            stacks,
            edges: edges(lines, stacks, scale),
        }
    }

    /// Whether a paragraph goes on from one stack to the next leg: the line before is full, and the next begins at the
    /// edge.
    pub(super) fn goes_on(&self, before: usize, after: usize) -> bool {
        let (upper, lower) = (&self.stacks[before], &self.stacks[after]);
        let (Some(&last), Some(&first)) = (upper.lines.last(), lower.lines.first()) else {
            return false;
        };
        let (last, first) = (&self.lines[last], &self.lines[first]);
        let same = last.direction == first.direction
            && (last.size / first.size - 1.0).abs() < 0.05
            && last.face == first.face;
        let (a, b) = (
            laid(upper.area, last.direction),
            laid(lower.area, first.direction),
        );
        // Another leg: beside the first, not below it.
        let beside = middle_y(&place(first)) < middle_y(&place(last)) && b.x0 > a.x1 - last.size;
        let full = place(last).x1 > a.x1 - 1.2 * last.size && upper.lines.len() > 1;
        let flush = place(first).x0 < self.edges[after] + 0.5 * first.size;
        let ended = last.text.ends_with(['。', '！', '？', '.', '!', '?']);
        same && beside && full && flush && !ended
    }

    /// Leads what stands in a text's way, as a caption above the next leg, behind the text.
    pub(super) fn unbroken(&self, order: &[usize]) -> Vec<usize> {
        let mut out = Vec::with_capacity(order.len());
        let mut held: Vec<usize> = Vec::new();
        let mut at = 0;
        while let Some(&stack) = order.get(at) {
            out.push(stack);
            at += 1;
            let asides = order[at..]
                .iter()
                .take(ASIDES)
                .take_while(|s| self.is_aside(stack, **s))
                .count();
            let skipped = (1..=asides).find(|n| {
                order
                    .get(at + n)
                    .is_some_and(|next| self.goes_on(stack, *next))
            });
            if let Some(skipped) = skipped {
                held.extend(&order[at..at + skipped]);
                at += skipped;
            } else if !order.get(at).is_some_and(|next| self.goes_on(stack, *next)) {
                out.append(&mut held);
            }
        }
        out
    }

    /// Whether a stack is no part of a text: a few lines of another font or size.
    fn is_aside(&self, text: usize, aside: usize) -> bool {
        let (Some(&last), Some(&first)) = (
            self.stacks[text].lines.last(),
            self.stacks[aside].lines.first(),
        ) else {
            return false;
        };
        let (last, first) = (&self.lines[last], &self.lines[first]);
        let small = first.size < 1.2 * last.size && self.stacks[aside].lines.len() <= ASIDE;
        small && (last.face != first.face || (first.size / last.size - 1.0).abs() > 0.04)
    }
}

/// Where columns begin: most stacks tell by themselves; one or two lines are told by what stands above and below.
fn edges(lines: &[PrintedLine], stacks: &[Stack], scale: Scale) -> Vec<f32> {
    let own = |s: &Stack| {
        s.lines
            .iter()
            .map(|l| place(&lines[*l]).x0)
            .fold(f32::INFINITY, f32::min)
    };
    let alone: Vec<f32> = stacks.iter().map(own).collect();
    let areas: Vec<Extent> = stacks.iter().map(|s| laid(s.area, s.direction)).collect();
    let mut edges = alone.clone();
    for direction in [Direction::Right, Direction::Down] {
        let members: Vec<usize> = (0..stacks.len())
            .filter(|i| stacks[*i].direction == direction)
            .collect();
        let rows = Rows::new(
            members.iter().map(|i| areas[*i]).collect(),
            4.0 * scale.body,
        );
        for &i in members.iter().filter(|i| stacks[**i].lines.len() < 3) {
            let size = stacks[i].size;
            let far = 8.0 * scale.leading;
            let field = Extent {
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

#[cfg(test)]
mod tests {
    use super::super::drawn::Drawn;
    use super::super::sheet::Extent;

    #[test]
    fn a_caption_above_the_next_leg_is_read_behind_the_text() {
        let mut page = Drawn::new(400.0, 400.0);
        for (n, (left, right)) in [
            ("入冬以来沿河十二个村", ""),
            ("都在忙同一件事情清淤", ""),
            ("河道浅了水就走不动水", "汛期就要往田里走道理"),
            ("往低处流人往实处走年", "谁都懂难的是谁先下。"),
        ]
        .iter()
        .enumerate()
        {
            let y = 60.0 + 14.0 * f32::from(u8::try_from(n).unwrap_or(0));
            page.line(20.0, y, 10.0, left);
            page.line(140.0, y, 10.0, right);
        }
        page.sheet.pictures.push(Extent {
            x0: 140.0,
            y0: 40.0,
            x1: 240.0,
            y1: 70.0,
        });
        page.line(140.0, 72.0, 9.0, "清淤的船。高宁摄");
        page.other_face(8);
        assert_eq!(
            page.reads(),
            "入冬以来沿河十二个村\n都在忙同一件事情清淤\n河道浅了水就走不动水\n往低处流人往实处走年\n汛期就要往田里走道理\n谁都懂难的是谁先下。\n\n清淤的船。高宁摄\n"
        );
    }
}
