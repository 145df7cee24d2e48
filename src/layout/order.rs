//! The order in which stacks are read: the page is cut by white and rules, again and again, and the parts are read from
//! left to right and from top to bottom; where lines run down, by tiers and from right to left.

use super::axes::{laid, overlap_x};
use super::chunks::merge;
use super::greedy::greedy;
use super::measure::{HEADING, Scale};
use super::rules::Partings;
use super::sheet::{Direction, Extent};
use super::stacks::{LaidStack, Stack};

/// Cuts within cuts: more are not found in print.
const DEEPEST: usize = 48;
/// White narrower than this, in sizes of the body, is no gutter.
const GUTTER: f32 = 0.55;
/// A gap counts with the widest from this share of its width on.
const WIDE: f32 = 0.75;
/// With more pictures than this a page is no paper's: they tell nothing of its stories.
const MOST_PICTURES: usize = 100;
/// By this share of its size text is thought smaller where its edges touch.
const LOOSE: f32 = 0.25;
/// What is cut: items, and what stands between them.
#[derive(Clone, Debug, Default)]
struct Region {
    items: Vec<LaidStack>,
    upright: Vec<Extent>,
    level: Vec<Extent>,
    pictures: Vec<Extent>,
}

/// Gives the stacks in reading order, by number. `down` tells that most lines run down.
pub(super) fn order(
    stacks: &[Stack],
    partings: &Partings,
    pictures: &[Extent],
    scale: Scale,
    down: bool,
) -> Vec<usize> {
    let direction = if down {
        Direction::Down
    } else {
        Direction::Right
    };
    let lay =
        |areas: &[Extent]| -> Vec<Extent> { areas.iter().map(|a| laid(*a, direction)).collect() };
    let (upright, level) = if down {
        (&partings.level, &partings.upright)
    } else {
        (&partings.upright, &partings.level)
    };
    let item = |(stack, s): (usize, &Stack)| LaidStack {
        stack,
        area: laid(s.area, direction),
        size: s.size,
    };
    let region = Region {
        items: stacks.iter().enumerate().map(item).collect(),
        upright: lay(upright),
        level: lay(level),
        pictures: lay(pictures),
    };
    region
        .read(scale, DEEPEST)
        .into_iter()
        .map(|i| i.stack)
        .collect()
}

/// White through a whole region, with what speaks for cutting there.
#[derive(Clone, Copy, Debug)]
struct Gap {
    from: f32,
    to: f32,
    /// Which share of its length has a rule.
    ruled: f32,
}

impl Gap {
    fn width(&self) -> f32 {
        self.to - self.from
    }
}

/// Which share of a gap's length has a rule in it.
fn share_ruled(rules: &[[f32; 4]], (from, to): (f32, f32), (begin, end): (f32, f32)) -> f32 {
    let last = rules.partition_point(|r| r[0] <= to);
    // A rule is thin: what begins before the gap ends in it or before it.
    let first = rules.partition_point(|r| r[0] < from).saturating_sub(8);
    let within = rules[first..last].iter().filter(|r| r[1] >= from);
    let mut pieces: Vec<(f32, f32)> = within.map(|r| (r[2].max(begin), r[3].min(end))).collect();
    pieces.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut covered, mut reached) = (0.0, f32::NEG_INFINITY);
    for (a, b) in pieces {
        covered += (b - a.max(reached)).max(0.0);
        reached = reached.max(b);
    }
    covered / (end - begin).max(0.01)
}

/// The gaps that are worth it, if any.
fn pick(gaps: &[Gap], keep: &dyn Fn(&Gap) -> bool) -> Option<Vec<Gap>> {
    let kept: Vec<Gap> = gaps.iter().copied().filter(keep).collect();
    (!kept.is_empty()).then_some(kept)
}

/// The widest of some gaps, and those that are nearly as wide.
fn widest(gaps: &[Gap]) -> Option<Vec<Gap>> {
    let most = gaps.iter().map(Gap::width).max_by(f32::total_cmp)?;
    pick(gaps, &|g| g.width() >= WIDE * most)
}

impl Region {
    /// Its items in reading order.
    fn read(self, scale: Scale, deep: usize) -> Vec<LaidStack> {
        if self.items.len() < 2 {
            return self.items;
        }
        let Some((gaps, across)) = (deep > 0).then(|| self.choose(scale)).flatten() else {
            return greedy(&self.items, scale);
        };
        let parts = self
            .cut(&gaps, across)
            .into_iter()
            .map(|part| part.read(scale, deep - 1));
        if across {
            parts.flatten().collect()
        } else {
            merge(parts.collect(), scale)
        }
    }

    fn bounds(&self) -> Extent {
        let areas = self.items.iter().map(|i| i.area);
        areas.reduce(|a, b| a.with(&b)).unwrap_or_default()
    }

    /// Where to cut: the gaps, and whether they run across (one part above the other).
    fn choose(&self, scale: Scale) -> Option<(Vec<Gap>, bool)> {
        let level = self.gaps(true, scale, None);
        let upright = self.gaps(false, scale, None);
        if let Some(ruled) = pick(&level, &|g| g.ruled > 0.8) {
            return Some((ruled, true));
        }
        let is_ruled = |g: &Gap| g.ruled > 0.6;
        if let Some(gutters) = pick(&upright, &|g| {
            is_ruled(g) || g.width() > GUTTER * scale.body
        }) {
            // What a rule stands beside is not above it: such a gap across does not come to this.
            if let Some(head) = self.below_first(&level, scale) {
                return Some((vec![head], true));
            }
            let stories = self.between_stories(&level, scale);
            if !stories.is_empty() {
                return Some((stories, true));
            }
            return Some((pick(&gutters, &is_ruled).unwrap_or(gutters), false));
        }
        widest(&level)
            .map(|gaps| (gaps, true))
            .or_else(|| self.choose_loosely(scale))
    }

    /// Where no clean white is left: without what is drawn, then between edges that touch.
    fn choose_loosely(&self, scale: Scale) -> Option<(Vec<Gap>, bool)> {
        for (slack, gutter) in [(0.0, GUTTER), (LOOSE, 0.0)] {
            let upright = self.gaps(false, scale, Some(slack));
            if let Some(gutters) = pick(&upright, &|g| g.width() > gutter * scale.body) {
                return Some((gutters, false));
            }
            if let Some(gaps) = widest(&self.gaps(true, scale, Some(slack))) {
                return Some((gaps, true));
            }
        }
        None
    }

    /// White that runs through the whole region, across or down. With slack, what is drawn does not count, and text is
    /// smaller by this share of its size.
    fn gaps(&self, across: bool, scale: Scale, slack: Option<f32>) -> Vec<Gap> {
        let turn = |a: &Extent| if across { (a.y0, a.y1) } else { (a.x0, a.x1) };
        let bounds = self.bounds();
        let (from, to) = turn(&bounds);
        let text = |item: &LaidStack| {
            let ((a, b), by) = (turn(&item.area), slack.unwrap_or(0.0) * item.size);
            if b - a > 2.0 * by {
                (a + by, b - by)
            } else {
                (f32::midpoint(a, b), f32::midpoint(a, b))
            }
        };
        let mut taken: Vec<(f32, f32)> = self.items.iter().map(text).collect();
        if slack.is_none() {
            let slack = 0.3 * scale.body;
            let crossing = if across { &self.upright } else { &self.level };
            // The sides of a box stand beside what is in it, and cross nothing.
            let inside = |r: &&Extent| {
                let (a, b, low, high) = if across {
                    (r.x0, r.x1, bounds.x0, bounds.x1)
                } else {
                    (r.y0, r.y1, bounds.y0, bounds.y1)
                };
                b > low && a < high
            };
            let drawn = crossing
                .iter()
                .chain(&self.pictures)
                .filter(inside)
                .map(turn)
                .map(|(a, b)| (a + slack, b - slack));
            taken.extend(drawn.filter(|(a, b)| a < b && *b > from && *a < to));
        }
        taken.sort_by(|a, b| a.0.total_cmp(&b.0));
        let rules = self.along(across);
        let mut gaps = Vec::new();
        let mut end = f32::NEG_INFINITY;
        for (a, b) in taken {
            if a > end && end > from && a < to {
                let share = share_ruled(
                    &rules,
                    (end, a),
                    if across {
                        (bounds.x0, bounds.x1)
                    } else {
                        (bounds.y0, bounds.y1)
                    },
                );
                gaps.push(Gap {
                    from: end,
                    to: a,
                    ruled: share,
                });
            }
            end = end.max(b);
        }
        gaps
    }

    /// The rules that run along gaps, by their place: from, to, and where they begin and end along the gap.
    fn along(&self, across: bool) -> Vec<[f32; 4]> {
        let rules = if across { &self.level } else { &self.upright };
        let turn = |r: &Extent| {
            if across {
                [r.y0, r.y1, r.x0, r.x1]
            } else {
                [r.x0, r.x1, r.y0, r.y1]
            }
        };
        let mut along: Vec<[f32; 4]> = rules.iter().map(turn).collect();
        along.sort_by(|a, b| a[0].total_cmp(&b[0]));
        along
    }

    /// The gap below what stands first, if nothing stands beside that: a head is read before all that is under it, and
    /// may be narrower. A byline may stand beside a heading.
    fn below_first(&self, level: &[Gap], scale: Scale) -> Option<Gap> {
        let gap = *level.first()?;
        let above = |a: &Extent| a.y0 < gap.from;
        let first: Vec<&LaidStack> = self.items.iter().filter(|i| above(&i.area)).collect();
        let headings = first
            .iter()
            .filter(|i| i.size > HEADING * scale.body)
            .count();
        let line = |i: &&LaidStack| i.size > HEADING * scale.body || i.area.height() < 1.9 * i.size;
        let head = first.len() == 1 || (headings == 1 && first.len() < 4 && first.iter().all(line));
        (head && !self.pictures.iter().any(above)).then_some(gap)
    }

    /// The gaps where a story ends and another begins.
    fn between_stories(&self, level: &[Gap], scale: Scale) -> Vec<Gap> {
        let far = 1.5 * scale.leading;
        let heading = |i: &&LaidStack| i.size > HEADING * scale.body;
        let (mut ends, mut starts): (Vec<&LaidStack>, Vec<&LaidStack>) =
            (self.items.iter().collect(), self.items.iter().collect());
        ends.sort_by(|a, b| a.area.y1.total_cmp(&b.area.y1));
        starts.sort_by(|a, b| a.area.y0.total_cmp(&b.area.y0));
        // Text above, more white than between lines, a heading below.
        let at_heading = |gap: &Gap| {
            let above = ends.partition_point(|i| i.area.y1 <= gap.from - far)
                ..ends.partition_point(|i| i.area.y1 <= gap.from + 0.01);
            let below = starts.partition_point(|i| i.area.y0 < gap.to - 0.01)
                ..starts.partition_point(|i| i.area.y0 < gap.to + far);
            !ends[above].iter().any(heading) && starts[below].iter().any(heading)
        };
        let wide = level.iter().filter(|g| g.width() > 0.8 * scale.leading);
        wide.filter(|g| at_heading(g) || self.is_below_picture(g, scale))
            .copied()
            .collect()
    }

    /// Whether a gap parts a picture from the legs below it: a picture that is wider than a leg stands above all of them.
    fn is_below_picture(&self, gap: &Gap, scale: Scale) -> bool {
        let near = gap.from - 4.0 * scale.leading;
        let pictures: Vec<&Extent> = self
            .pictures
            .iter()
            .filter(|p| p.y1 > near && p.y1 <= gap.to)
            .collect();
        if pictures.is_empty() || self.pictures.len() > MOST_PICTURES {
            return false;
        }
        let items = self
            .items
            .iter()
            .copied()
            .filter(|i| i.area.y0 >= gap.from)
            .collect();
        let legs = Self {
            items,
            ..Self::default()
        }
        .gaps(false, scale, Some(0.0));
        let spans = |p: &Extent| {
            legs.iter()
                .any(|g| g.width() > GUTTER * scale.body && p.x0 < g.from && p.x1 > g.to)
        };
        pictures.into_iter().any(spans)
    }

    /// The parts between gaps.
    fn cut(self, gaps: &[Gap], across: bool) -> Vec<Self> {
        let part_of = |from: f32, to: f32| {
            let middle = f32::midpoint(from, to);
            gaps.partition_point(|g| f32::midpoint(g.from, g.to) < middle)
        };
        let turn = |a: &Extent| if across { (a.y0, a.y1) } else { (a.x0, a.x1) };
        let mut parts = vec![Self::default(); gaps.len() + 1];
        for item in &self.items {
            let (from, to) = turn(&item.area);
            parts[part_of(from, to)].items.push(*item);
        }
        let share =
            |areas: &[Extent], into: fn(&mut Self) -> &mut Vec<Extent>, parts: &mut Vec<Self>| {
                for area in areas {
                    let (from, to) = turn(area);
                    let (first, last) = (part_of(from, from), part_of(to, to));
                    for part in parts.iter_mut().take(last + 1).skip(first) {
                        into(part).push(*area);
                    }
                }
            };
        share(&self.upright, |p| &mut p.upright, &mut parts);
        share(&self.level, |p| &mut p.level, &mut parts);
        share(&self.pictures, |p| &mut p.pictures, &mut parts);
        for part in &mut parts {
            let bounds = part.bounds();
            part.level.retain(|r| overlap_x(r, &bounds) > 0.0);
        }
        parts.retain(|p| !p.items.is_empty());
        parts
    }
}

#[cfg(test)]
mod tests {
    use super::super::drawn::Drawn;

    const LEFT: [&str; 4] = [
        "甲一河道清淤过半水位",
        "甲二回落两岸田已翻过",
        "甲三三遍堤上种了杨树",
        "甲四渠道全部完工以后",
    ];
    const RIGHT: [&str; 4] = [
        "乙一每亩稻田省水五成",
        "乙二一季下来少花七十",
        "乙三多元入冬以前渠道",
        "乙四农闲时再修机耕路",
    ];

    fn legs(page: &mut Drawn, y: f32, names: [&str; 2]) {
        for (n, (left, right)) in LEFT.iter().zip(RIGHT).enumerate() {
            let y = y + 14.0 * f32::from(u8::try_from(n).unwrap_or(0));
            page.line(20.0, y, 10.0, &left.replace('甲', names[0]));
            page.line(140.0, y, 10.0, &right.replace('乙', names[1]));
        }
    }

    /// The first characters of the lines, where they begin a paragraph of these tests.
    fn order(page: &Drawn) -> String {
        page.reads()
            .lines()
            .filter_map(|l| l.trim().chars().next())
            .collect()
    }

    #[test]
    fn a_heading_is_read_before_the_columns_under_it_however_narrow_it_is() {
        let mut page = Drawn::new(300.0, 300.0);
        page.line(100.0, 20.0, 20.0, "题目");
        legs(&mut page, 60.0, ["甲", "乙"]);
        assert_eq!(order(&page), "题甲甲甲甲乙乙乙乙");
    }

    #[test]
    fn a_heading_in_a_box_is_read_before_the_legs_beside_it() {
        let mut page = Drawn::new(300.0, 300.0);
        page.line(150.0, 20.0, 20.0, "题目");
        legs(&mut page, 60.0, ["甲", "乙"]);
        for x in [10.0, 250.0] {
            page.rule(x, 10.0, x + 0.5, 160.0);
        }
        assert_eq!(order(&page), "题甲甲甲甲乙乙乙乙");
    }

    #[test]
    fn an_article_is_read_to_its_end_before_the_one_below_it() {
        let mut page = Drawn::new(300.0, 300.0);
        page.line(60.0, 20.0, 20.0, "题目一则");
        legs(&mut page, 60.0, ["甲", "乙"]);
        page.line(60.0, 140.0, 20.0, "文章二则");
        legs(&mut page, 180.0, ["丙", "丁"]);
        assert_eq!(order(&page), "题甲甲甲甲乙乙乙乙文丙丙丙丙丁丁丁丁");
    }

    #[test]
    fn a_rule_across_parts_columns_and_the_sides_of_a_box_do_not() {
        let mut page = Drawn::new(300.0, 300.0);
        legs(&mut page, 20.0, ["甲", "乙"]);
        page.rule(20.0, 84.0, 240.0, 84.5);
        legs(&mut page, 92.0, ["丙", "丁"]);
        for x in [10.0, 250.0] {
            page.rule(x, 10.0, x + 0.5, 160.0);
        }
        assert_eq!(order(&page), "甲甲甲甲乙乙乙乙丙丙丙丙丁丁丁丁");
    }

    #[test]
    fn tiers_of_a_vertical_page_are_read_from_right_to_left_and_from_top_to_bottom() {
        let mut page = Drawn::new(300.0, 300.0);
        for (n, (upper, lower)) in LEFT.iter().zip(RIGHT).enumerate() {
            let x = 100.0 - 15.0 * f32::from(u8::try_from(n).unwrap_or(0));
            page.down(x, 20.0, 10.0, upper);
            page.down(x, 135.0, 10.0, lower);
        }
        let read: Vec<String> = LEFT.iter().chain(&RIGHT).map(ToString::to_string).collect();
        assert_eq!(
            page.reads()
                .lines()
                .filter(|l| !l.is_empty())
                .collect::<Vec<_>>(),
            read
        );
    }
}
