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
use crate::issue::FurnitureKind;
use crate::loader::lines::{Form, Line, fold, is_han, is_stop};
use std::collections::HashMap;
use std::ops::Range;

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

/// What a heading mark says before its text's habits are known.
const MARKED: f32 = 2.;
/// Below this margin between the best reading and the next best, a reading is in doubt.
const DOUBT: f32 = 0.8;
/// Lines of a run from which it may hold more than one article's heads.
const LONG: usize = 6;
/// Most lines of a run that are looked at as heads.
const MOST: usize = 9;

/// Reads where articles begin: of all ways to part the text at its runs of lone lines, the likeliest is taken
/// (Viterbi's algorithm, with whether the open article has shown a byline or a dateline as its state).
pub(super) fn outline(context: &Context, units: &[Unit]) -> Outline {
    let recurring = recurring(context, units);
    let mut outline = Outline {
        parts: vec![Part::Body; units.len()],
        begins: vec![false; units.len()],
        doubts: Vec::new(),
    };
    let runs = runs(context, units);
    let readings: Vec<Reading> = runs
        .iter()
        .map(|r| read_run(context, units, r.clone(), &recurring))
        .collect();
    let readings = trust_marks(readings);
    let starts = starts(&readings);
    for ((run, reading), start) in runs.iter().zip(&readings).zip(&starts) {
        mark(
            &mut outline,
            run.start,
            run.len(),
            start.is_some().then_some(reading.shares),
        );
        if reading.tail_byline && start.is_some() && reading.shares.0 > 0 {
            if let Some(part) = outline.parts.get_mut(run.start) {
                *part = Part::Byline;
            }
        }
    }
    for (run, margin) in runs.iter().zip(margins(&readings, &starts)) {
        if margin < DOUBT {
            outline.doubts.push((run.start, "headline or text"));
        }
    }
    outline
}

/// How far each level of heading mark can be trusted in this text: where nearly all lines of a level are
/// headlines by other evidence, the rest of them are too; where many are not, the mark says little.
fn trust_marks(mut readings: Vec<Reading>) -> Vec<Reading> {
    let mut counts = [(0f32, 0f32); 7];
    for reading in readings.iter().filter(|r| r.level > 0) {
        if let Some((headlines, others)) = counts.get_mut(usize::from(reading.level)) {
            if reading.article > 0. {
                *headlines += 1.;
            } else {
                *others += 1.;
            }
        }
    }
    for reading in readings.iter_mut().filter(|r| r.level > 0) {
        if let Some((headlines, others)) = counts.get(usize::from(reading.level)) {
            let trust = ((headlines + 3.) / (others + 0.6)).ln().clamp(-1., 4.);
            reading.article += trust - MARKED;
        }
    }
    readings
}

/// The runs of units that stand alone.
fn runs(context: &Context, units: &[Unit]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < units.len() {
        let length = units
            .get(at..)
            .unwrap_or_default()
            .iter()
            .take_while(|u| u.kind == Kind::Title)
            .count();
        if length > LONG {
            // Many short lines: verse, lists. A marked line after unmarked ones begins anew.
            let marked = |u: usize| {
                units
                    .get(u)
                    .and_then(|u| context.lines.get(u.first()))
                    .is_some_and(|l| matches!(l.form, Form::Heading(_)))
            };
            let mut from = at;
            for u in at + 1..at + length {
                if marked(u) && !marked(u - 1) {
                    runs.push(from..u);
                    from = u;
                }
            }
            runs.push(from..at + length);
        } else if length > 0 {
            runs.push(at..at + length);
        }
        at += length.max(1);
    }
    runs
}

/// What a run of lone lines may be.
#[derive(Debug)]
struct Reading {
    /// Evidence that an article begins in it, against its being text.
    article: f32,
    /// How far that is ahead of the next best way to share the lines out.
    margin: f32,
    /// The best way to share the lines out, after so many lines of the text before.
    shares: (usize, Shares),
    /// Its first line may be the byline of the text before.
    tail_byline: bool,
    /// Level of the highest mark in it; 0 without one.
    level: u8,
    /// Nothing of a story stands before it.
    fresh: bool,
    /// A byline or dateline follows.
    signed: bool,
    /// A byline stood before it, at a text's end.
    after_byline: bool,
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
    run: Range<usize>,
    recurring: &HashMap<&str, usize>,
) -> Reading {
    let heads: Vec<Head> = run
        .clone()
        .take(MOST)
        .filter_map(|u| head(context, units.get(u)?, recurring))
        .collect();
    let around = Around::of(context, units, run.start, run.end);
    let length = run.len();
    let mut article = 0f32;
    begins(&heads, length, &around, &mut article);
    let (mut best, mut first, mut second) =
        ((0, Shares::default()), f32::NEG_INFINITY, f32::NEG_INFINITY);
    for skip in 0..heads.len().min(6) {
        for taken in 1..=(heads.len() - skip).min(6) {
            let Some(own) = heads.get(skip..skip + taken) else {
                continue;
            };
            let (shares, deck, margin) = decks::share(own);
            let mut score = deck;
            extent(
                heads.get(..skip).unwrap_or_default(),
                own,
                length - skip - taken,
                &around,
                &mut score,
            );
            // The next best way to share the same lines out is a rival too.
            second = second.max(score - margin).max(score.min(first));
            if score > first {
                (best, first) = ((skip, shares), score);
            }
        }
    }
    Reading {
        article,
        margin: first - second,
        shares: best,
        tail_byline: !around.fresh
            && !around.after_byline
            && heads.first().is_some_and(|h| h.names.is_some()),
        level: heads
            .iter()
            .map(|h| h.level)
            .filter(|l| *l > 0)
            .min()
            .unwrap_or(0),
        fresh: around.fresh,
        signed: around.byline.is_some() || around.dateline || around.comes_from,
        after_byline: around.after_byline || around.after_end,
    }
}

/// An article shows who wrote it or where it was written; one that shows neither is less likely to be one.
const UNSIGNED: f32 = -1.2;

/// What closing the open article at a run costs, by whether it has been signed at its head.
fn closing(signed: bool, reading: &Reading) -> f32 {
    if signed || reading.after_byline {
        0.
    } else {
        UNSIGNED
    }
}

/// For each run whether an article begins there, as the score by which that reading leads; `None` for text.
fn starts(readings: &[Reading]) -> Vec<Option<f32>> {
    // Scores with the open article unsigned and signed; where the text begins none is open.
    let mut scores = [0f32, 0f32];
    let mut back: Vec<[(bool, usize); 2]> = Vec::with_capacity(readings.len());
    for reading in readings {
        let mut next = [f32::NEG_INFINITY; 2];
        let mut from = [(false, 0); 2];
        for (state, score) in scores.iter().enumerate() {
            let as_text = *score;
            if as_text > next[state] {
                (next[state], from[state]) = (as_text, (false, state));
            }
            let to = usize::from(reading.signed);
            let as_article = score
                + reading.article
                + if reading.fresh {
                    0.
                } else {
                    closing(state == 1, reading)
                };
            if as_article > next[to] {
                (next[to], from[to]) = (as_article, (true, state));
            }
        }
        scores = next;
        back.push(from);
    }
    let mut state = usize::from(scores[1] > scores[0]);
    let mut starts = vec![None; readings.len()];
    for (slot, from) in starts.iter_mut().zip(&back).rev() {
        let (start, before) = from[state];
        *slot = start.then_some(0.);
        state = before;
    }
    starts
}

/// How far each run's reading leads its opposite, all others left as they are.
fn margins(readings: &[Reading], starts: &[Option<f32>]) -> Vec<f32> {
    readings
        .iter()
        .zip(starts)
        .map(|(reading, start)| {
            let gap = reading.article
                + if reading.signed || reading.after_byline || reading.fresh {
                    0.
                } else {
                    UNSIGNED
                };
            if start.is_some() {
                gap.min(reading.margin)
            } else {
                -gap
            }
        })
        .collect()
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
    /// Headings carry marks in this text.
    marked_text: bool,
    /// Whether blank lines set it off, where lines are cut at a column's width.
    parted: Option<bool>,
    /// The run's first line is indented as paragraphs are.
    indented: bool,
    /// The text after it is indented.
    indented_after: bool,
    /// The text before it is indented.
    indented_before: bool,
}

impl Around {
    fn of(context: &Context, units: &[Unit], from: usize, to: usize) -> Self {
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
                Kind::Title => around.fresh = false,
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

/// Evidence that an article begins in a run of lone lines, against subheads and short lines of text.
///
/// The weights are logistic regression's on the headlines and subheads of real papers' texts, rounded, and
/// halved where a habit of extraction rather than of papers speaks.
fn begins(heads: &[Head], length: usize, around: &Around, tally: &mut impl Tally) {
    if around.fresh {
        tally.add("no text stands before it", 8.);
    }
    tally.when(around.feed, "a new page begins here", 2.);
    tally.when(around.after_byline, "a byline ended the text before", 2.4);
    tally.when(around.after_end, "the text before has come to its end", 3.4);
    tally.when(around.after_heads, "only heads stand before it", -2.);
    tally.when(around.after_open, "the text before has not ended", -1.);
    tally.when(around.gap, "a gap stands before it", 1.7);
    match around.byline {
        Some(Surety::Role) => tally.add("a byline follows", 0.8),
        Some(_) => tally.add("a name follows", 1.8),
        None => tally.add("no byline follows", -1.2),
    }
    tally.when(around.dateline, "a dateline follows", 2.8);
    tally.when(
        around.comes_from,
        "a text continued from another page follows",
        3.5,
    );
    tally.when(around.empty, "no text follows", -1.);
    marks(heads, around, tally);
    indents(around, tally);
    match around.parted {
        Some(true) => tally.add(
            "blank lines set it off from lines cut at a column's width",
            2.,
        ),
        Some(false) => tally.add("no blank line sets it off", -0.9),
        None => {}
    }
    tally.add(
        "how many lines stand together",
        match length {
            1 => -1.6,
            2 => -0.7,
            3 => 1.2,
            4..=6 => 0.4,
            _ => -1.,
        },
    );
    words(heads, around, tally);
}

/// Evidence from heading marks.
fn marks(heads: &[Head], around: &Around, tally: &mut impl Tally) {
    if around.marked_text {
        if heads.iter().any(|h| h.level > 0) {
            tally.add("is marked as a heading", MARKED);
        } else {
            tally.add("holds no line marked as a heading", -4.8);
        }
    }
}

/// Evidence from indents: headlines are set from the margin, paragraphs and subheads are indented alike.
fn indents(around: &Around, tally: &mut impl Tally) {
    match (around.indented, around.indented_after) {
        (false, false) => tally.add("nothing is indented here", 0.6),
        (false, true) => tally.add("is not indented, as paragraphs are here", 2.8),
        (true, _) => tally.add("is indented, as paragraphs are", -2.6),
    }
    tally.when(
        around.indented_after != around.indented_before && !around.indented && !around.fresh,
        "paragraphs are indented otherwise before and after",
        1.2,
    );
}

/// Evidence from the lines' own words.
fn words(heads: &[Head], around: &Around, tally: &mut impl Tally) {
    let any = |test: fn(&Head) -> bool| heads.iter().any(test);
    tally.when(
        any(|h| bracketed_end(&h.text).is_some()),
        "ends with a column's name in brackets",
        4.,
    );
    tally.when(
        any(|h| numbered(&h.text)),
        "is numbered, as subheads are",
        -2.5,
    );
    tally.when(
        any(|h| h.text.starts_with('“') && h.text.ends_with('”')),
        "is one quotation",
        -1.4,
    );
    tally.when(any(|h| h.text.contains('，')), "has a comma", -1.);
    tally.when(any(|h| h.text.contains('：')), "has a colon", -0.7);
    tally.when(
        any(|h| h.text.chars().any(|c| c.is_ascii_digit())),
        "gives numbers",
        0.6,
    );
    let dash = any(|h| h.text.starts_with("——") || h.text.ends_with("——"));
    tally.when(
        dash,
        "begins or ends with a dash, as decks and kickers do",
        0.5,
    );
    if let Some(head) = heads.iter().max_by_key(|h| h.width) {
        let ems = if head.alphabetic {
            head.width / 4
        } else {
            head.width / 2
        };
        tally.add(
            "its length",
            match ems {
                0..=4 => 0.,
                5..=7 => -0.2,
                8..=10 => -0.7,
                11..=13 => -0.4,
                14..=17 => 0.1,
                18..=23 => 0.4,
                _ => 0.,
            },
        );
    }
    let echo = heads
        .iter()
        .map(|h| echo(&h.text, &around.lead))
        .fold(0., f32::max);
    tally.add("its words return in the text that follows", 1.6 * echo);
}

/// Evidence on which of a run's lines are an article's heads: the lines `before` them belong to the text
/// before, `rest` lines after them to its own text.
fn extent(before: &[Head], heads: &[Head], rest: usize, around: &Around, tally: &mut impl Tally) {
    let skip = before.len();
    for head in before.iter().take(3) {
        let cost = match head.names {
            _ if around.fresh => -7.,
            Some(Surety::Office | Surety::Role) => 0.5,
            _ if around.marked_text && head.level == 0 => -0.7,
            _ => -2.,
        };
        tally.add("lines before it belong to the text before", cost);
    }
    for _ in 0..rest.min(3) {
        tally.add("lines after it belong to its text", -1.2);
    }
    let settled = around.after_byline || around.after_end || around.gap;
    tally.when(
        settled && skip == 0,
        "the text before has come to its end",
        2.5,
    );
    let opens = around.byline.is_some() || around.dateline || around.comes_from;
    tally.when(opens && rest == 0, "a byline or dateline follows", 2.5);
    tally.when(around.empty && rest == 0, "no text follows", -2.);
    if around.marked_text && heads.iter().all(|h| h.level == 0) {
        tally.add("holds no line marked as a heading", -4.);
    }
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
