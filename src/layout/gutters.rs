//! Gutters: white that runs down between columns. A gap in a line is one where the white goes on above and below it
//! between text that ends at its left and text that begins at its right.

use super::axes::middle_y;
use super::measure::median;
use super::rows::Rows;
use super::sheet::Extent;
use super::stretches::Stretch;

/// How far a gutter is followed up and down, in sizes of the body.
const FOLLOWED: f32 = 14.0;
/// Edges within this are aligned, in sizes of the body.
const ALIGNED: f32 = 0.5;
/// How far from a gutter its left column's ragged lines may end, in sizes of the body.
const RAGGED: f32 = 6.0;
/// Narrower text beside the white is no column: numbers of a list, cells of a table.
const NARROW: f32 = 3.0;
/// Where so many lines of a page end, and as many begin, a gap between two of these places is a gutter by itself.
const POPULAR: usize = 6;
/// So much white at least is behind a mark whose cell covers some of it, in sizes of the body.
const HIDDEN: f32 = 0.6;
/// So many places within one gap are tried.
const TRIED: usize = 6;

/// Knows where gutters are.
#[derive(Debug)]
pub(super) struct Gutters {
    phrases: Vec<Extent>,
    rows: Rows,
    /// Where lines begin and end, in order.
    starts: Vec<f32>,
    ends: Vec<f32>,
    body: f32,
}

impl Gutters {
    /// Looks at the phrases of a page whose text has this size.
    pub(super) fn new(phrases: &[Stretch], body: f32) -> Self {
        let wide = |p: &&Stretch| p.area.width() > NARROW * body && p.size < 1.3 * body;
        let mut starts: Vec<f32> = phrases.iter().filter(wide).map(|p| p.area.x0).collect();
        let mut ends: Vec<f32> = phrases.iter().filter(wide).map(|p| p.area.x1).collect();
        starts.sort_by(f32::total_cmp);
        ends.sort_by(f32::total_cmp);
        let phrases: Vec<Extent> = phrases.iter().map(|p| p.area).collect();
        Self {
            rows: Rows::new(phrases.clone(), 2.0 * body),
            phrases,
            starts,
            ends,
            body,
        }
    }

    /// Whether many lines of the page end where this gap begins, and begin where it ends.
    fn is_popular(&self, from: f32, to: f32) -> bool {
        let near = 0.2 * self.body;
        let count = |places: &[f32], at: f32| {
            places.partition_point(|p| *p <= at + near) - places.partition_point(|p| *p < at - near)
        };
        count(&self.ends, from) >= POPULAR && count(&self.starts, to) >= POPULAR
    }

    /// The phrases near a strip: as far above a row and below it as is said.
    fn near(&self, (from, to): (f32, f32), row: f32, far: f32) -> Vec<Extent> {
        let field = Extent {
            x0: from - RAGGED * self.body,
            x1: to + 3.0 * self.body,
            y0: row - far,
            y1: row + far,
        };
        let touching = self.rows.touching(&field).into_iter();
        touching.map(|i| self.phrases[i]).collect()
    }

    /// Whether a gutter passes through a gap of a row. The row is told by what stands before the gap.
    pub(super) fn pass(&self, (from, to): (f32, f32), before: &Extent, blank: bool) -> bool {
        if !blank && self.is_popular(from, to) {
            return true;
        }
        let row = middle_y(before);
        let far = FOLLOWED * self.body.max(0.5 * before.height());
        let near = self.near((from, to), row, far);
        // A gutter can be narrower than the gap: headings stand in the middle of their columns.
        let mut edges: Vec<f32> = near
            .iter()
            .map(|p| p.x0)
            .filter(|x| *x > from && *x <= to)
            .collect();
        edges.sort_by(f32::total_cmp);
        edges.dedup_by(|a, b| (*a - *b).abs() < ALIGNED * self.body);
        let within = edges
            .into_iter()
            .take(TRIED)
            .map(|edge| (from.max(edge - 0.9 * self.body), edge));
        std::iter::once((from, to))
            .chain(within)
            .any(|strip| self.is_gutter(&near, strip, row, blank))
    }

    /// Whether a column begins at a place within a stretch: the white before it goes on above and below.
    pub(super) fn begins(&self, stretch: &Stretch, at: f32) -> bool {
        let near = ALIGNED * self.body;
        let starts = |place: f32| self.starts.partition_point(|x| *x < place);
        if starts(at + near) < starts(at - near) + 2 {
            return false;
        }
        let row = middle_y(&stretch.core);
        let far = FOLLOWED * self.body;
        let near = self.near((at, at), row, far);
        self.is_gutter(&near, (at - HIDDEN * self.body, at), row, true)
    }

    /// Whether the white at this strip lies between two columns.
    fn is_gutter(&self, near: &[Extent], (from, to): (f32, f32), row: f32, blank: bool) -> bool {
        let slack = 0.25 * (to - from);
        let (mut top, mut bottom) = (f32::NEG_INFINITY, f32::INFINITY);
        let own = |p: &Extent| p.y0 < row && p.y1 > row;
        let crosses = |p: &&Extent| p.x0 < to - slack && p.x1 > from + slack && !own(p);
        for phrase in near.iter().filter(crosses) {
            if middle_y(phrase) < row {
                top = top.max(phrase.y1);
            } else {
                bottom = bottom.min(phrase.y0);
            }
        }
        let level = |p: &&Extent| middle_y(p) > top && middle_y(p) < bottom && !own(p);
        let left: Vec<&Extent> = near
            .iter()
            .filter(|p| p.x1 <= from + slack)
            .filter(level)
            .collect();
        let right: Vec<&Extent> = near
            .iter()
            .filter(|p| p.x0 >= to - slack)
            .filter(level)
            .collect();
        let edge = right.iter().map(|p| p.x0).fold(f32::INFINITY, f32::min);
        let aligned = right
            .iter()
            .filter(|p| p.x0 - edge < ALIGNED * self.body)
            .count();
        let wide = |side: &[&Extent]| {
            median(side.iter().map(|p| p.width()).collect()).is_some_and(|w| w > NARROW * self.body)
        };
        // Where the edges are sharp, one more line at a side is enough.
        let near = 0.25 * self.body;
        let ends = left.iter().any(|p| (p.x1 - from).abs() < near)
            || (left.len() > 1 && to - from >= HIDDEN * self.body);
        let sharp = !blank && ends && right.iter().any(|p| (p.x0 - to).abs() < near);
        (sharp || (aligned > 1 && left.len() > 1)) && wide(&left) && wide(&right)
    }
}

#[cfg(test)]
mod tests {
    use super::super::drawn::Drawn;

    #[test]
    fn a_gutter_parts_lines_however_narrow_it_is() {
        let page = Drawn::page(
            "河道清淤过半以后水位 每亩稻田省水五成以上\n回落两岸的田已经翻过 一季下来少花七十多元\n三遍堤上种了一排杨树 入冬以前渠道全部完工\n",
        );
        let text = page.reads();
        assert!(text.starts_with("河道清淤过半以后水位\n回落两岸"), "{text}");
        assert!(text.contains("每亩稻田省水五成以上\n一季"), "{text}");
    }

    #[test]
    fn words_above_each_other_are_no_columns() {
        let page = Drawn::page(
            "1.  the river rose again\n2.  the ferry was late and\n3.  the bridge was closed\n",
        );
        assert!(
            page.reads()
                .contains("1. the river rose again\n2. the ferry"),
            "{}",
            page.reads()
        );
    }

    #[test]
    fn a_heading_over_two_columns_is_not_cut() {
        let mut page = Drawn::page(
            "\n\n\n河道清淤过半以后水位  每亩稻田省水五成以上\n回落两岸的田已经翻过  一季下来少花七十多元\n三遍堤上种了一排杨树  入冬以前渠道全部完工\n",
        );
        page.line(30.0, 20.0, 20.0, "河道 清淤过半");
        assert!(
            page.reads().starts_with("河道 清淤过半\n"),
            "{}",
            page.reads()
        );
    }

    #[test]
    fn a_rule_parts_what_it_stands_between() {
        let page = Drawn::page("水位│渠道│完工\n水位│渠道│完工\n");
        let text = page.reads();
        assert!(text.contains("水位\n水位\n"), "{text}");
    }
}
