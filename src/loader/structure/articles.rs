//! Where articles begin: each run of lines that stand alone is a headline's, subheads, or short lines of the
//! text, as its own form and what stands before and after it tell.

use super::bylines::Surety;
use super::captions;
use super::classes::Class;
use super::decks::{self, Head, Shares, bracketed_end};
use super::evidence::Tally;
use super::legs::is_full;
use super::paragraphs::{Context, numbered};
use super::rules::{RULES, starts_with};
use super::units::{Kind, Unit};
use crate::loader::lines::{Form, fold, is_han, is_stop};
use std::collections::HashMap;

/// What a unit is in the story it belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    /// 栏目; an article begins with the first of these parts.
    Column,
    /// 引题.
    Kicker,
    /// 主题.
    Headline,
    /// 副题.
    Deck,
    /// 署名 among the heads.
    Byline,
    /// 小标题.
    Subhead,
    /// As its kind says.
    Body,
}

/// The reading of all units.
#[derive(Debug)]
pub(super) struct Outline {
    /// What each unit is.
    pub parts: Vec<Part>,
    /// Whether an article begins at the unit.
    pub begins: Vec<bool>,
    /// Units read in doubt, with what else they might be.
    pub doubts: Vec<(usize, &'static str)>,
}

/// Below this margin between the best reading and the next best, a reading is in doubt.
const DOUBT: f32 = 0.8;
/// Most lines of a run that are looked at as heads.
const MOST: usize = 9;

/// Reads where articles begin.
pub(super) fn outline(context: &Context, units: &[Unit]) -> Outline {
    let recurring = recurring(context, units);
    let mut outline = Outline {
        parts: vec![Part::Body; units.len()],
        begins: vec![false; units.len()],
        doubts: Vec::new(),
    };
    let mut at = 0;
    while at < units.len() {
        if units.get(at).is_none_or(|u| u.kind != Kind::Title) {
            at += 1;
            continue;
        }
        let length = units
            .get(at..)
            .unwrap_or_default()
            .iter()
            .take_while(|u| u.kind == Kind::Title)
            .count();
        read_run(context, units, at, length, &recurring, &mut outline);
        at += length;
    }
    outline
}

/// How often the words of each short line that stands alone do so.
fn recurring<'a>(context: &Context<'a>, units: &[Unit]) -> HashMap<&'a str, usize> {
    let mut counts = HashMap::new();
    for unit in units.iter().filter(|u| u.kind == Kind::Title) {
        if let Some(line) = context.lines.get(unit.first()).filter(|l| l.width <= 28) {
            *counts.entry(line.span.of(context.source)).or_insert(0) += 1;
        }
    }
    counts
}

fn read_run(
    context: &Context,
    units: &[Unit],
    at: usize,
    length: usize,
    recurring: &HashMap<&str, usize>,
    outline: &mut Outline,
) {
    let heads: Vec<Head> = (at..at + length.min(MOST))
        .filter_map(|u| head(context, units.get(u)?, recurring))
        .collect();
    let around = Around::of(context, units, at, at + length, outline);
    let mut none = 0f32;
    no_article(&heads, length, &around, &mut none);
    let (mut best, mut first, mut second) = (None, none, f32::NEG_INFINITY);
    for skip in 0..heads.len().min(6) {
        for taken in 1..=(heads.len() - skip).min(6) {
            let Some(own) = heads.get(skip..skip + taken) else {
                continue;
            };
            let (shares, deck, margin) = decks::share(own);
            let mut score = deck;
            article(own, skip, length - skip - taken, &around, &mut score);
            // The next best way to share the same lines out is a rival too.
            second = second.max(score - margin).max(score.min(first));
            if score > first {
                (best, first) = (Some((skip, shares)), score);
            }
        }
    }
    mark(outline, at, length, best);
    if first - second < DOUBT {
        outline.doubts.push((
            at,
            if best.is_some() {
                "headline, or part of the text"
            } else {
                "part of the text, or a headline"
            },
        ));
    }
}

fn mark(outline: &mut Outline, at: usize, length: usize, best: Option<(usize, Shares)>) {
    let (skip, shares) = best.unwrap_or((length, Shares::default()));
    let parts = std::iter::repeat_n(Part::Subhead, skip)
        .chain(std::iter::repeat_n(Part::Column, shares.column))
        .chain(std::iter::repeat_n(Part::Kicker, shares.kicker))
        .chain(std::iter::repeat_n(Part::Headline, shares.headline))
        .chain(std::iter::repeat_n(Part::Deck, shares.deck))
        .chain(std::iter::repeat_n(Part::Byline, shares.byline))
        .chain(std::iter::repeat(Part::Subhead));
    for (slot, part) in outline.parts.iter_mut().skip(at).take(length).zip(parts) {
        *slot = part;
    }
    if best.is_some() {
        if let Some(begins) = outline.begins.get_mut(at + skip) {
            *begins = true;
        }
    }
}

fn head(context: &Context, unit: &Unit, recurring: &HashMap<&str, usize>) -> Option<Head> {
    let i = unit.first();
    let line = context.lines.get(i)?;
    let leg = context.legs.get(i).copied().unwrap_or(0);
    let full = context
        .lines
        .get(i + 1)
        .is_some_and(|n| n.blanks == 0 && is_full(line, n.span.of(context.source), leg));
    let recurs = recurring
        .get(line.span.of(context.source))
        .copied()
        .unwrap_or(1);
    let names = context.looks.get(i).and_then(|l| l.names);
    Some(Head::new(context.source, line, full, recurs, names))
}

/// What stands before and after a run of lines.
#[derive(Debug, Default)]
struct Around {
    /// Nothing of a story stands before it: the text's start, a section's heading, an editor line.
    fresh: bool,
    /// A byline stands before it, at a text's end.
    after_byline: bool,
    /// Only heads stand before it since the article's start.
    after_heads: bool,
    /// The text before ends in mid-sentence.
    after_open: bool,
    /// The text before ends with a note or jump line, as texts do.
    after_end: bool,
    /// Blank lines before it, beyond what is usual.
    gap: bool,
    /// A form feed before it.
    feed: bool,
    /// A byline follows.
    byline: Option<Surety>,
    /// A dateline follows.
    dateline: bool,
    /// 上接 follows.
    comes_from: bool,
    /// Nothing of a text follows.
    empty: bool,
    /// The first characters of the text that follows, marks folded.
    lead: String,
    /// The lines are unmarked where headings carry marks.
    unmarked: bool,
}

impl Around {
    fn of(context: &Context, units: &[Unit], from: usize, to: usize, outline: &Outline) -> Self {
        let mut around = Self {
            fresh: true,
            ..Self::default()
        };
        let first = units.get(from).map_or(0, Unit::first);
        if let Some(line) = context.lines.get(first) {
            around.gap = line.blanks > if context.spaced { 2 } else { 1 };
            around.feed = line.feed;
            around.unmarked = context.marked && line.form == Form::Text;
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
                    _ => {}
                },
                Kind::Byline | Kind::Names => {
                    around.fresh = false;
                    let above = u.checked_sub(1).and_then(|v| outline.parts.get(v)).copied();
                    let heads = matches!(
                        above,
                        Some(Part::Kicker | Part::Headline | Part::Deck | Part::Column)
                    );
                    around.after_heads = heads;
                    around.after_byline = !heads;
                }
                Kind::Title => around.fresh = false,
                Kind::Block(Form::Image) => continue,
                Kind::Text | Kind::Block(_) => {
                    around.fresh = false;
                    if let (Some(line), Some(look)) = (last, look) {
                        around.after_end = look.goes_on
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

/// Evidence that no article begins in the run: its lines are subheads or short lines of the text.
fn no_article(heads: &[Head], length: usize, around: &Around, tally: &mut impl Tally) {
    tally.when(around.fresh, "no text stands before it", -7.);
    tally.when(around.feed, "a new page begins here", -2.);
    tally.when(around.after_heads, "only heads stand before it", 3.);
    for head in heads {
        tally.when(numbered(&head.text), "is numbered, as subheads are", 2.5);
        tally.when(
            bracketed_end(&head.text).is_some() && head.width > 16,
            "ends with a column's name in brackets",
            -2.,
        );
    }
    tally.when(length > 5, "stands among many short lines", 1.5);
    tally.when(around.unmarked, "is not marked, as headlines are here", 2.5);
    tally.when(length > 1, "several lines stand alone", -0.6);
}

/// Evidence that an article begins with these heads, after `skip` lines of the run and before `rest` more.
fn article(heads: &[Head], skip: usize, rest: usize, around: &Around, tally: &mut impl Tally) {
    for _ in 0..skip.min(3) {
        tally.add(
            "lines before it belong to the text before",
            if around.fresh { -5. } else { -2. },
        );
    }
    for _ in 0..rest.min(3) {
        tally.add("lines after it belong to its text", -1.2);
    }
    tally.when(
        around.after_byline && skip == 0,
        "a byline ended the text before",
        2.5,
    );
    tally.when(
        around.after_end && skip == 0,
        "the text before has come to its end",
        2.5,
    );
    tally.when(
        around.after_open && skip == 0,
        "the text before has not ended",
        -2.,
    );
    tally.when(around.gap, "a gap stands before it", 0.8);
    if rest == 0 {
        match around.byline {
            Some(Surety::Role) => tally.add("a byline follows", 3.5),
            Some(_) => tally.add("a name follows", 2.5),
            None => {}
        }
        tally.when(around.dateline, "a dateline follows", 5.);
        tally.when(
            around.comes_from,
            "a text continued from another page follows",
            5.,
        );
        tally.when(around.empty, "no text follows", -3.);
    }
    let longest = heads.iter().max_by_key(|h| h.width);
    if let Some(head) = longest {
        let ems = if head.alphabetic {
            head.width / 4
        } else {
            head.width / 2
        };
        tally.add(
            "its length",
            match ems {
                0..=3 => -2.,
                4..=6 => -1.,
                7..=9 => -0.4,
                10..=13 => 0.3,
                14..=24 => 0.9,
                _ => 0.4,
            },
        );
    }
    tally.when(heads.iter().any(|h| h.spaced), "is in two parts", 0.6);
    tally.when(
        heads.first().is_some_and(|h| numbered(&h.text)),
        "is numbered, as subheads are",
        -3.,
    );
    let echo = heads
        .iter()
        .map(|h| echo(&h.text, &around.lead))
        .fold(0., f32::max);
    tally.add("its words return in the text that follows", 2.5 * echo);
}

/// Share of a line's pairs of Han that return in a text.
fn echo(line: &str, lead: &str) -> f32 {
    let chars: Vec<(usize, char)> = line.char_indices().collect();
    let (mut pairs, mut found) = (0u16, 0u16);
    for pair in chars.windows(2) {
        if let [(at, a), (next, b)] = pair {
            if is_han(*a) && is_han(*b) {
                pairs = pairs.saturating_add(1);
                let both = line.get(*at..*next + b.len_utf8()).unwrap_or("");
                found += u16::from(lead.contains(both));
            }
        }
    }
    if pairs < 3 {
        0.
    } else {
        f32::from(found) / f32::from(pairs)
    }
}
