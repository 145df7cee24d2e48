//! Lines of one size that stand below each other at one pitch become a stack: a leg, or a part of one, or a heading of
//! several lines.

use super::axes::{laid, middle_x, middle_y, overlap_x, overlap_y};
use super::lines::PrintedLine;
use super::measure::median;
use super::rows::Rows;
use super::rules::Partings;
use super::sheet::{Direction, Extent};

/// Lines differ in size where one is smaller than this share of the other.
const SAME_SIZE: f32 = 0.88;
/// The same where the fonts differ, too.
const SAME_FACE: f32 = 0.97;
/// A stack goes on while its pitch does, within this.
const PITCH: f32 = 1.3;

/// Lines below each other, laid so that they run to the right.
#[derive(Clone, Debug)]
pub(super) struct Stack {
    /// Its lines by number, from the first to the last.
    pub(super) lines: Vec<usize>,
    /// Where it stands on the page.
    pub(super) area: Extent,
    /// The size of its lines.
    pub(super) size: f32,
    /// Which way they run.
    pub(super) direction: Direction,
}

/// A stack as it is ordered: laid in the main direction of its region.
#[derive(Clone, Copy, Debug)]
pub(super) struct LaidStack {
    /// Its number.
    pub(super) stack: usize,
    /// Where it stands.
    pub(super) area: Extent,
    /// Its size.
    pub(super) size: f32,
}

/// The usual distance from one line of the body to the next.
pub(super) fn leading(lines: &[PrintedLine], body: f32) -> f32 {
    let mut pitches = Vec::new();
    for direction in [Direction::Right, Direction::Down] {
        let own: Vec<Extent> = lines
            .iter()
            .filter(|l| l.direction == direction && (0.9..=1.1).contains(&(l.size / body)))
            .map(|l| laid(l.area, direction))
            .collect();
        let rows = Rows::new(own.clone(), 2.0 * body);
        for area in &own {
            let below = Extent {
                y0: area.y1,
                y1: area.y1 + 2.0 * body,
                ..*area
            };
            let pitch = rows
                .touching(&below)
                .into_iter()
                .map(|i| middle_y(&own[i]) - middle_y(area));
            pitches.extend(pitch.filter(|p| *p > 0.6 * body).min_by(f32::total_cmp));
        }
    }
    median(pitches)
        .unwrap_or(1.35 * body)
        .clamp(body, 2.5 * body)
}

/// Makes stacks of the lines.
pub(super) fn stacks(
    lines: &[PrintedLine],
    partings: &Partings,
    body: f32,
    leading: f32,
) -> Vec<Stack> {
    let mut stacks = Vec::new();
    for direction in [
        Direction::Right,
        Direction::Down,
        Direction::TurnedUp,
        Direction::Left,
        Direction::Slanted,
    ] {
        let own: Vec<usize> = (0..lines.len())
            .filter(|i| lines[*i].direction == direction)
            .collect();
        if !own.is_empty() {
            let tower = Tower::new(lines, own, direction, (body, leading));
            tower.build(&partings.along(direction, body), &mut stacks);
        }
    }
    stacks
}

/// The lines of one direction while they are stacked.
struct Tower<'a> {
    lines: &'a [PrintedLine],
    own: Vec<usize>,
    areas: Vec<Extent>,
    rows: Rows,
    direction: Direction,
    body: f32,
    leading: f32,
}

impl<'a> Tower<'a> {
    fn new(
        lines: &'a [PrintedLine],
        mut own: Vec<usize>,
        direction: Direction,
        (body, leading): (f32, f32),
    ) -> Self {
        let area = |i: usize| laid(lines[i].area, direction);
        own.sort_by(|a, b| {
            middle_y(&area(*a))
                .total_cmp(&middle_y(&area(*b)))
                .then(area(*a).x0.total_cmp(&area(*b).x0))
        });
        let areas: Vec<Extent> = own.iter().map(|i| area(*i)).collect();
        Self {
            lines,
            own,
            rows: Rows::new(areas.clone(), 2.0 * body),
            areas,
            direction,
            body,
            leading,
        }
    }

    fn build(&self, rules: &Rows, stacks: &mut Vec<Stack>) {
        // The stack of each line, and its pitch, once it has two lines.
        let mut of: Vec<usize> = Vec::with_capacity(self.own.len());
        let mut pitch: Vec<Option<f32>> = vec![None; stacks.len()];
        let mut last: Vec<usize> = vec![usize::MAX; stacks.len()];
        for at in 0..self.own.len() {
            let line = &self.lines[self.own[at]];
            let above = self.above(at).filter(|above| {
                let stack = of[*above];
                last[stack] == *above && self.goes_on(*above, at, pitch[stack], rules)
            });
            if let Some(above) = above {
                let stack = of[above];
                pitch[stack] = Some(middle_y(&self.areas[at]) - middle_y(&self.areas[above]));
                last[stack] = at;
                stacks[stack].lines.push(self.own[at]);
                stacks[stack].area = stacks[stack].area.with(&line.area);
                of.push(stack);
            } else {
                of.push(stacks.len());
                pitch.push(None);
                last.push(at);
                stacks.push(Stack {
                    lines: vec![self.own[at]],
                    area: line.area,
                    size: line.size,
                    direction: self.direction,
                });
            }
        }
    }

    /// The one line right above a line, if each is the other's only neighbour.
    fn above(&self, at: usize) -> Option<usize> {
        let area = &self.areas[at];
        let size = self.lines[self.own[at]].size;
        let reach = 2.6 * size.max(self.body);
        let field = Extent {
            y0: area.y0 - reach,
            y1: middle_y(area),
            ..*area
        };
        let near = self.rows.touching(&field);
        let over = near
            .into_iter()
            .filter(|i| *i < at && middle_y(&self.areas[*i]) < middle_y(area) - 0.4 * size);
        let over: Vec<usize> = over
            .filter(|i| overlap_x(&self.areas[*i], area) > 0.3 * size)
            .collect();
        let nearest = over
            .iter()
            .copied()
            .max_by(|a, b| self.areas[*a].y1.total_cmp(&self.areas[*b].y1))?;
        let row = |i: usize, of: &Extent| {
            overlap_y(&self.areas[i], of) > 0.5 * self.areas[i].height().min(of.height())
        };
        let above = &self.areas[nearest];
        let alone = !over.iter().any(|i| *i != nearest && row(*i, above));
        // Nor may two lines hang on the one above.
        let under = Extent {
            x0: above.x0,
            x1: above.x1,
            y0: area.y0,
            y1: area.y1,
        };
        let hangs = |i: usize| {
            i != at && i != nearest && row(i, area) && overlap_x(&self.areas[i], above) > 0.3 * size
        };
        (alone && !self.rows.touching(&under).into_iter().any(hangs)).then_some(nearest)
    }

    fn goes_on(&self, above: usize, at: usize, pitch: Option<f32>, rules: &Rows) -> bool {
        let (upper, lower) = (&self.lines[self.own[above]], &self.lines[self.own[at]]);
        let (a, b) = (&self.areas[above], &self.areas[at]);
        let size = upper.size.max(lower.size);
        let ratio = upper.size.min(lower.size) / size;
        if ratio < SAME_SIZE || (upper.face != lower.face && ratio < SAME_FACE) {
            return false;
        }
        let own = middle_y(b) - middle_y(a);
        let usual = pitch.unwrap_or(if size < 1.2 * self.body {
            self.leading
        } else {
            1.35 * size
        });
        if own > PITCH * usual || own > 2.5 * size {
            return false;
        }
        // One edge, or one middle, or an indent of a few characters.
        let edge = (a.x0 - b.x0).abs() < 4.5 * size
            || (middle_x(a) - middle_x(b)).abs() < size
            || (a.x1 - b.x1).abs() < size;
        let between = Extent {
            x0: a.x0.max(b.x0),
            x1: a.x1.min(b.x1),
            y0: middle_y(a),
            y1: middle_y(b),
        };
        edge && overlap_x(a, b) > 0.0 && rules.touching(&between).is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::super::drawn::Drawn;

    #[test]
    fn blocks_are_parted_by_one_blank_line_and_paragraphs_by_none() {
        let mut page = Drawn::page(
            "\n\n　　水位回落以后渠道完工\n稻田一季下来少花七十多元\n　　堤上种了一排杨树还有柳\n\n\n公告一则请看下面这一段话\n有关事项如下从本月起施行\n",
        );
        page.line(20.0, 15.0, 20.0, "渠道完工");
        assert_eq!(
            page.reads(),
            "渠道完工\n\n　　水位回落以后渠道完工\n稻田一季下来少花七十多元\n　　堤上种了一排杨树还有柳\n\n公告一则请看下面这一段话\n有关事项如下从本月起施行\n"
        );
    }

    #[test]
    fn more_white_than_between_lines_parts_blocks() {
        let mut page = Drawn::page("水位回落以后渠道完工\n稻田一季下来少花钱了\n");
        page.line(20.0, 54.0, 10.0, "公告一则请看下面的话");
        assert!(
            page.reads().ends_with("\n\n公告一则请看下面的话\n"),
            "{}",
            page.reads()
        );
    }

    #[test]
    fn a_rule_parts_lines_that_are_near() {
        let mut page = Drawn::page("水位回落以后渠道完工\n稻田一季下来少花钱了\n");
        page.rule(20.0, 31.5, 120.0, 32.0);
        assert_eq!(
            page.reads(),
            "水位回落以后渠道完工\n\n稻田一季下来少花钱了\n"
        );
    }
}
