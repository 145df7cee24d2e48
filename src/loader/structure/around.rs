//! What stands before and after a run of lone lines: the text's end above, the byline and lead below.

use super::bylines::Surety;
use super::captions;
use super::classes::Class;
use super::paragraphs::Context;
use super::rules::{RULES, starts_with};
use super::units::{Kind, Unit};
use crate::issue::FurnitureKind;
use crate::loader::lines::{Form, Line, fold, is_stop};

/// What stands before and after a run of lines.
#[derive(Debug, Default)]
pub(super) struct Around {
    /// Nothing of a story stands before it: the text's start, a section's heading, an editor line.
    pub fresh: bool,
    /// A byline stands before it, at a text's end.
    pub after_byline: bool,
    /// Only heads stand before it since the article's start.
    pub after_heads: bool,
    /// A short line without a mark stands before it, and it carries one.
    pub after_lone: bool,
    /// The text before ends in mid-sentence.
    pub after_open: bool,
    /// The text before ends with a note or jump line, as texts do.
    pub after_end: bool,
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
    /// The first characters of the text that follows, marks folded.
    pub lead: Vec<char>,
    /// Headings carry marks in this text.
    pub marked_text: bool,
    /// Whether blank lines set it off, where lines are cut at a column's width.
    pub parted: Option<bool>,
    /// The run's first line is indented as paragraphs are.
    pub indented: bool,
    /// The text after it is indented.
    pub indented_after: bool,
    /// The text before it is indented.
    pub indented_before: bool,
}

impl Around {
    pub fn of(context: &Context, units: &[Unit], from: usize, to: usize) -> Self {
        let mut around = Self {
            fresh: true,
            marked_text: context.marked,
            ..Self::default()
        };
        let first = units.get(from).map_or(0, Unit::first);
        if let Some(line) = context.lines.get(first) {
            around.gap = line.blanks > if context.spaced { 2 } else { 1 };
            around.feed = line.feed;
            around.indented = indented(line);
            let leg = context.legs.get(first).copied().unwrap_or(0);
            around.parted = (leg > 0).then_some(line.blanks > 0);
        }
        for u in (0..from).rev() {
            let Some(unit) = units.get(u) else { break };
            let last = context.lines.get(unit.last());
            let look = context.looks.get(unit.last());
            match unit.kind {
                Kind::Told => match look.map(|l| &l.class) {
                    Some(Class::Picture(_)) => continue,
                    Some(Class::JumpOn(_)) => {
                        around.fresh = false;
                        around.after_end = true;
                    }
                    Some(Class::Furniture(FurnitureKind::Editors)) => {
                        around.after_end = true;
                        continue;
                    }
                    Some(Class::Furniture(_)) => continue,
                    _ => {}
                },
                Kind::Byline | Kind::Names => {
                    around.fresh = false;
                    let above = u.checked_sub(1).and_then(|v| units.get(v));
                    let heads = above.is_some_and(|v| v.kind == Kind::Title);
                    around.after_heads = heads;
                    around.after_byline = !heads;
                }
                Kind::Title => {
                    around.fresh = false;
                    let marked = |i: usize| {
                        context
                            .lines
                            .get(i)
                            .is_some_and(|l| matches!(l.form, Form::Heading(_)))
                    };
                    around.after_lone = marked(first) && !marked(unit.first());
                }
                Kind::Block(Form::Image) => continue,
                Kind::Text | Kind::Block(_) => {
                    around.fresh = false;
                    around.indented_before = context.lines.get(unit.first()).is_some_and(indented);
                    if let (Some(line), Some(look)) = (last, look) {
                        around.after_end |= look.goes_on
                            || look.signed
                            || unit.kind == Kind::Text
                                && ends_article(line.span.of(context.source), unit);
                        around.after_open = !around.after_end
                            && !line.ends_sentence()
                            && unit.kind == Kind::Text
                            && line.width > 30;
                    }
                }
            }
            break;
        }
        around.look_after(context, units, to);
        around
    }

    fn look_after(&mut self, context: &Context, units: &[Unit], to: usize) {
        self.empty = true;
        for unit in units.get(to..).unwrap_or_default() {
            let look = context.looks.get(unit.first());
            match unit.kind {
                Kind::Byline => self.byline = Some(Surety::Role),
                Kind::Names => self.byline = self.byline.or(Some(Surety::Names)),
                Kind::Told => match look.map(|l| &l.class) {
                    Some(Class::Picture(_)) => {}
                    Some(Class::JumpFrom(_)) => self.comes_from = true,
                    _ => break,
                },
                Kind::Title => break,
                Kind::Block(Form::Image) => {}
                Kind::Block(_) => {
                    self.empty = false;
                    break;
                }
                Kind::Text => {
                    self.empty = false;
                    self.indented_after = context.lines.get(unit.first()).is_some_and(indented);
                    if let Some(look) = look {
                        self.dateline = look.dateline;
                        self.comes_from |= look.comes_from;
                    }
                    self.lead = unit
                        .lines
                        .iter()
                        .take(4)
                        .filter_map(|l| context.lines.get(*l as usize))
                        .flat_map(|l| l.span.of(context.source).chars().take(120).map(fold))
                        .take(160)
                        .collect();
                    break;
                }
            }
        }
    }
}

/// Whether a line is indented as paragraphs are.
fn indented(line: &Line) -> bool {
    (3..=8).contains(&line.indent)
}

/// Whether a paragraph's last line is one that ends articles: a note on the author, a byline, a credit.
fn ends_article(text: &str, unit: &Unit) -> bool {
    let count = text.len();
    let tail_start = text.char_indices().rev().nth(90).map_or(0, |(i, _)| i);
    let folded: String = text
        .get(tail_start..)
        .unwrap_or("")
        .chars()
        .map(fold)
        .collect();
    let bracket = folded.ends_with(['）', '〕'])
        && (unit.lines.len() == 1 && folded.starts_with(['（', '〔']) && count < 400
            || folded.rfind('（').is_some_and(|at| {
                let inside = folded.get(at..).unwrap_or("");
                folded.get(..at).is_some_and(|b| b.ends_with(is_stop))
                    && starts_with(inside, &RULES.note.starts)
            }));
    bracket
        || super::bylines::glued(&folded).is_some()
        || unit.lines.len() == 1 && captions::caption(&folded).is_some()
}
