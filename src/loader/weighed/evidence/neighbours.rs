//! The neighbours of a run of standalone lines: the text's end above, the byline and lead below.

mod near;

use crate::issue::FurnitureKind;
use crate::loader::forms::bylines::Surety;
use crate::loader::forms::captions;
use crate::loader::rules::{Rules, starts_with};
use crate::loader::side;
use crate::loader::source::lines::{Form, folded, indented, is_stop};
use crate::loader::weighed::classes::recognised::{Class, Recognised};
use crate::loader::weighed::context::Context;
use crate::loader::weighed::features::cohesion::{Lead, Pairs};
use crate::loader::weighed::units::{Unit, UnitKind};
use near::Near;
use std::ops::Range;

/// What stands before and after a run of lines.
#[derive(Debug, Default)]
pub struct Neighbours {
    /// Nothing of a story stands before it: the text's start, a section's heading, an editor line.
    pub fresh: bool,
    /// A byline stands before it, at a text's end.
    pub after_byline: bool,
    /// Only heads stand before it since the article's start.
    pub after_heads: bool,
    /// A short line without a mark stands before it, and it carries one.
    pub after_standalone: bool,
    /// The text before ends in mid-sentence.
    pub after_open: bool,
    /// The text before ends with a note or jump line, as texts do.
    pub after_end: bool,
    /// The line before it says where data come from, as under charts and at texts' ends.
    pub after_data: bool,
    /// Blank lines before it, beyond what is usual.
    pub gap: bool,
    /// A form feed before it.
    pub feed: bool,
    /// A byline follows.
    pub byline: Option<Surety>,
    /// A dateline follows.
    pub dateline: bool,
    /// 上接 follows.
    pub comes_from: bool,
    /// Nothing of a text follows.
    pub empty: bool,
    /// The unit of the text that follows.
    pub text: Option<usize>,
    /// Headings carry marks in this text.
    pub marked_text: bool,
    /// Whether blank lines set it off, where lines are cut at a column's width.
    pub parted: Option<bool>,
    /// The run's first line is indented as paragraphs are.
    pub indented: bool,
    /// Blank lines part it from the text after it, where lines are cut at a column's width.
    pub parted_after: bool,
    /// The text after it is indented.
    pub indented_after: bool,
    /// The text before it is indented.
    pub indented_before: bool,
    /// Whether its lines would be the only subhead of their article.
    pub only: bool,
    /// Whether a story's legs begin anew here, or go on across it; `None` where their height is not known.
    pub anew: Option<bool>,
    /// Whether the leg that goes on across it ends with a cut.
    pub sure: bool,
    /// Share of the following text's pairs of characters that the text before holds, too.
    pub cohesion: f32,
    /// Share of its own pairs of characters that the text before holds.
    pub recalls: f32,
    /// How far it is built like the run before it, and like that after it: 0 not, 1 as long, 2 with some of its words,
    /// 3 both.
    pub like_before: u8,
    /// See `like_before`.
    pub like_after: u8,
}

impl Neighbours {
    fn of(context: &Context, units: &[Unit], near: &Near, from: usize, to: usize) -> Self {
        let mut neighbours = Self {
            fresh: true,
            marked_text: context.marked,
            ..Self::default()
        };
        let first = units.get(from).map_or(0, Unit::first);
        if let Some(line) = context.lines.get(first) {
            neighbours.gap = line.blanks > if context.spaced { 2 } else { 1 };
            neighbours.feed = line.feed;
            neighbours.indented = indented(line);
            let leg = context.legs.get(first).copied().unwrap_or(0);
            neighbours.parted = (leg > 0).then_some(line.blanks > 0);
        }
        neighbours.look_before(context, units, from);
        neighbours.look_after(context, units, to);
        neighbours.only = context.is_only(first);
        if let Some(text) = near.after(to).next().and_then(|u| units.get(u)) {
            neighbours.anew = context.heights.anew(first..text.first() + 1);
            neighbours.sure = context.heights.sure(text.first());
        }
        neighbours.cohere(context, units, near, from, to);
        neighbours
    }

    /// Measures how far the texts before and after speak of the same.
    fn cohere(&mut self, context: &Context, units: &[Unit], near: &Near, from: usize, to: usize) {
        const WINDOW: usize = 260;
        let text = |l: &u32| {
            let line = context.lines.get(*l as usize);
            line.map_or("", |l| l.span.of(context.source))
        };
        let above = near.before(from).filter_map(|u| units.get(u));
        let before = Pairs::of(above.flat_map(|u| u.lines.iter().rev().map(text)), WINDOW);
        let below = near.after(to).filter_map(|u| units.get(u));
        self.cohesion = before.share(below.flat_map(|u| u.lines.iter().map(text)), WINDOW);
        let own = units.get(from..to).unwrap_or_default().iter();
        self.recalls = before.share(own.flat_map(|u| u.lines.iter().map(text)), usize::MAX);
    }

    fn look_before(&mut self, context: &Context, units: &[Unit], from: usize) {
        let first = units.get(from).map_or(0, Unit::first);
        for u in (0..from).rev() {
            let Some(unit) = units.get(u) else { break };
            let last = context.lines.get(unit.last());
            let seen = context.recognised.get(unit.last());
            match unit.kind {
                UnitKind::Recognised => match seen.map(|l| &l.class) {
                    Some(Class::Picture(_)) => {
                        self.after_data |= last.is_some_and(|l| {
                            let words = l.span.of(context.source);
                            starts_with(words, &context.rules.caption.data)
                        });
                        continue;
                    }
                    Some(Class::JumpOn(_)) => {
                        self.fresh = false;
                        self.after_end = true;
                    }
                    Some(Class::Furniture(FurnitureKind::Editors)) => {
                        self.after_end = true;
                        continue;
                    }
                    Some(Class::Furniture(_)) => continue,
                    _ => {}
                },
                UnitKind::Byline | UnitKind::Names => {
                    self.fresh = false;
                    let above = u.checked_sub(1).and_then(|v| units.get(v));
                    let heads = above.is_some_and(|v| v.kind == UnitKind::Title);
                    self.after_heads = heads;
                    self.after_byline = !heads;
                }
                UnitKind::Title => {
                    self.fresh = false;
                    let marked = |i: usize| {
                        context
                            .lines
                            .get(i)
                            .is_some_and(|l| matches!(l.form, Form::Heading(_)))
                    };
                    self.after_standalone = marked(first) && !marked(unit.first());
                }
                UnitKind::Block(Form::Image) => continue,
                UnitKind::Text | UnitKind::Block(_) => {
                    self.fresh = false;
                    self.indented_before = context.lines.get(unit.first()).is_some_and(indented);
                    if let (Some(line), Some(seen)) = (last, seen) {
                        self.after_end |= seen.goes_on
                            || seen.signed
                            || unit.kind == UnitKind::Text
                                && ends_article(context.rules, line.span.of(context.source), unit);
                        self.after_open = !self.after_end
                            && !line.ends_sentence()
                            && unit.kind == UnitKind::Text
                            && line.width > 30;
                    }
                }
            }
            break;
        }
    }

    fn look_after(&mut self, context: &Context, units: &[Unit], to: usize) {
        self.empty = true;
        if let Some(next) = units.get(to).map(Unit::first) {
            let blanks = context.lines.get(next).is_some_and(|l| l.blanks > 0);
            self.parted_after = blanks && context.leg(next) > 0;
        }
        for (u, unit) in units.iter().enumerate().skip(to) {
            let seen = context.recognised.get(unit.first());
            match unit.kind {
                UnitKind::Byline => self.byline = Some(Surety::Role),
                UnitKind::Names => self.byline = self.byline.or(Some(Surety::Names)),
                UnitKind::Recognised => match seen.map(|l| &l.class) {
                    Some(Class::Picture(_)) => {}
                    Some(Class::JumpFrom(_)) => self.comes_from = true,
                    _ => break,
                },
                UnitKind::Title => break,
                UnitKind::Block(Form::Image) => {}
                UnitKind::Block(_) => {
                    self.empty = false;
                    break;
                }
                UnitKind::Text => {
                    self.empty = false;
                    self.indented_after = context.lines.get(unit.first()).is_some_and(indented);
                    if let Some(seen) = seen {
                        self.dateline = seen.dateline;
                        self.comes_from |= seen.comes_from;
                    }
                    self.text = Some(u);
                    break;
                }
            }
        }
    }
}

/// The first characters of the text that follows a run.
pub fn lead(context: &Context, units: &[Unit], neighbours: &Neighbours) -> Lead {
    let unit = neighbours.text.and_then(|u| units.get(u));
    let lines = unit.map_or(&[][..], |u| &u.lines).iter().take(4);
    let lines = lines.filter_map(|l| context.lines.get(*l as usize));
    let mut chars = Vec::with_capacity(LEAD);
    for line in lines {
        let left = LEAD - chars.len();
        let text = line.span.of(context.source);
        chars.extend(text.chars().take(left.min(120)));
    }
    Lead::of(chars)
}

/// Characters of a text's beginning in which a headline's words are looked for.
const LEAD: usize = 160;

/// Whether a unit parts pages: a section's heading or the masthead.
fn is_page(recognised: &[Recognised], unit: &Unit) -> bool {
    unit.kind == UnitKind::Recognised
        && matches!(
            recognised.get(unit.first()).map(|l| &l.class),
            Some(Class::Section(_) | Class::Masthead(_))
        )
}

/// Whether a paragraph's last line is one that ends articles: a note on the author, a byline, a credit.
fn ends_article(rules: &Rules, text: &str, unit: &Unit) -> bool {
    let count = text.len();
    let tail_start = text.char_indices().rev().nth(90).map_or(0, |(i, _)| i);
    let folded = folded(text.get(tail_start..).unwrap_or(""));
    let bracket = folded.ends_with(['）', '〕'])
        && (unit.lines.len() == 1 && folded.starts_with(['（', '〔']) && count < 400
            || folded.rfind('（').is_some_and(|at| {
                let inside = folded.get(at..).unwrap_or("");
                folded.get(..at).is_some_and(|b| b.ends_with(is_stop))
                    && starts_with(inside, &rules.note.starts)
            }));
    bracket
        || crate::loader::forms::bylines::glued(rules, &folded).is_some()
        || unit.lines.len() == 1 && captions::caption(rules, &folded).is_some()
}

/// Blank lines are a habit of a text where they set off at least one of so many runs of standalone lines.
const SET_OFF: usize = 6;

/// The neighbours of each run, and how far it is built like the runs beside it.
pub fn all_neighbours(context: &Context, units: &[Unit], runs: &[Range<usize>]) -> Vec<Neighbours> {
    let near = Near::of(context.recognised, units);
    let mut all_neighbours: Vec<Neighbours> = side::each(runs, 2, |_, r| {
        Neighbours::of(context, units, &near, r.start, r.end)
    });
    // Where blank lines set off hardly any run, their absence says nothing.
    let parted = all_neighbours
        .iter()
        .filter(|a| a.parted == Some(true))
        .count();
    if parted * SET_OFF < all_neighbours.len() {
        for neighbours in all_neighbours
            .iter_mut()
            .filter(|a| a.parted == Some(false))
        {
            neighbours.parted = None;
        }
    }
    let pairs: Vec<&[Range<usize>]> = runs.windows(2).collect();
    let likenesses = side::each(&pairs, 1, |_, pair| match pair {
        [a, b] => alike(context, units, a, b),
        _ => 0,
    });
    for (at, alike) in (1..).zip(likenesses) {
        if let Some(before) = all_neighbours.get_mut(at - 1) {
            before.like_after = alike;
        }
        if let Some(after) = all_neighbours.get_mut(at) {
            after.like_before = alike;
        }
    }
    all_neighbours
}

/// How far two runs are built alike, as the subheads of one text are: 1 as long, 2 with the same words, 3 both.
fn alike(context: &Context, units: &[Unit], a: &Range<usize>, b: &Range<usize>) -> u8 {
    if a.len() > 2 || b.len() > 2 {
        return 0;
    }
    let measure = |run: &Range<usize>| {
        let lines = units.get(run.clone()).unwrap_or_default().iter();
        let lines = lines.flat_map(|u| &u.lines);
        let lines = lines.filter_map(|l| context.lines.get(*l as usize));
        lines.map(|l| l.width).sum::<u32>()
    };
    let texts = |run: &Range<usize>| {
        let lines = units.get(run.clone()).unwrap_or_default().iter();
        let lines = lines.flat_map(|u| &u.lines);
        let lines = lines.filter_map(|l| context.lines.get(*l as usize));
        lines.map(|l| l.span.of(context.source))
    };
    let long = measure(a).abs_diff(measure(b)) <= 2;
    let words = Pairs::of(texts(a), usize::MAX).share(texts(b), usize::MAX) >= 0.25;
    u8::from(long) + 2 * u8::from(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::weighed::tests::{looked_over, units};

    /// The neighbours of the last standalone line of a text whose lines are of these kinds.
    fn of(text: &str, kinds: &str) -> Neighbours {
        let at = kinds.rfind('l').expect("a lone line");
        looked_over(text, |context| {
            let mut all =
                all_neighbours(context, &units(kinds), std::slice::from_ref(&(at..at + 1)));
            all.pop().expect("one run")
        })
    }

    const STORY: &str = "两岸的人都来看，桥下还泊着渡船，船工说从今天起不再摆渡了。";

    #[test]
    fn a_byline_ends_the_text_above_it_unless_it_stands_under_a_head() {
        let ended = of(&format!("{STORY}\n本报记者　王小川\n渡口改作公园\n"), "tbl");
        assert!(ended.after_byline && !ended.after_heads);
        let headed = of("新桥昨日通车\n本报记者　王小川\n渡口改作公园\n", "lbl");
        assert!(headed.after_heads && !headed.after_byline);
    }

    #[test]
    fn nothing_of_a_story_stands_before_a_line_at_the_pages_head() {
        assert!(of("渡口改作公园\n", "l").fresh);
        assert!(of("第03版：经济\n渡口改作公园\n", "rl").fresh);
        assert!(of("责任编辑：王小川\n渡口改作公园\n", "rl").fresh);
        assert!(!of(&format!("{STORY}\n渡口改作公园\n"), "tl").fresh);
    }

    #[test]
    fn the_text_before_is_open_where_it_lacks_its_stop() {
        let open = |line: &str| of(&format!("{line}\n渡口改作公园\n"), "tl").after_open;
        assert!(open(STORY.trim_end_matches('。')));
        assert!(!open(STORY));
        assert!(!open("两岸的人都来看"), "too short to have been cut");
    }

    #[test]
    fn what_follows_is_looked_for_behind_pictures_and_not_behind_a_page() {
        let text = |between: &str| format!("渡口改作公园\n{between}\n本报讯　石阶一级也不拆。\n");
        let pictured = of(&text("图为渡口的早晨。王小川摄"), "lrt");
        assert_eq!(
            (pictured.text, pictured.dateline, pictured.empty),
            (Some(2), true, false)
        );
        let parted = of(&text("第03版：经济"), "lrt");
        assert_eq!(
            (parted.text, parted.dateline, parted.empty),
            (None, false, true)
        );
    }
}
