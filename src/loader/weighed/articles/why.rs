//! Why an article begins in a run of standalone lines or does not, and why its lines are shared out as they are.

use crate::correction::Role;
use crate::loader::algorithms::likelihoods::{LogSum, sigmoid};
use crate::loader::evidence::{Bins, EvidenceRow, Reasons, Tally};
use crate::loader::ground::{self, Choice};
use crate::loader::weighed::articles::reading::{
    RunReading, UNSIGNED, each_extent, heads, read_run,
};
use crate::loader::weighed::articles::runs::Runs;
use crate::loader::weighed::articles::starts::unsigned;
use crate::loader::weighed::articles::trust::TRUST;
use crate::loader::weighed::context::Context;
use crate::loader::weighed::evidence::headlines::{MARKED, begins, extent};
use crate::loader::weighed::evidence::heads::{Head, Shares};
use crate::loader::weighed::units::Unit;
use crate::loader::weighed::{corrected, decks};
use std::collections::HashMap;

/// Where articles begin, with what was weighed for it.
pub struct Starts<'a> {
    context: &'a Context<'a>,
    units: &'a [Unit],
    runs: Runs<'a>,
    /// The run that each standalone line belongs to.
    run_of: HashMap<usize, usize>,
    /// For each run the last one before it, and the first one after it, in which an article begins.
    nearest: Vec<[Option<usize>; 2]>,
    /// The run that was asked about last, and the answer.
    last: Option<(usize, Vec<Choice>)>,
}

/// One way to read a run in which an article begins: lines before its heads, the heads, lines after them.
struct Way<'h> {
    parts: [&'h [Head]; 3],
    shares: Shares,
}

impl<'a> Starts<'a> {
    /// Reads where articles begin.
    pub fn read(context: &'a Context<'a>, units: &'a [Unit]) -> Self {
        let runs = Runs::read(context, units);
        let mut run_of = HashMap::new();
        for (r, range) in runs.ranges.iter().enumerate() {
            let own = units.get(range.clone()).unwrap_or_default();
            for line in own.iter().flat_map(|u| &u.lines) {
                run_of.entry(*line as usize).or_insert(r);
            }
        }
        Self {
            nearest: nearest(&runs.starts),
            context,
            units,
            runs,
            run_of,
            last: None,
        }
    }

    /// Why a line, by its index, is read as it is within its run.
    pub fn why(&mut self, line: usize) -> Vec<Choice> {
        let Some(&r) = self.run_of.get(&line) else {
            return Vec::new();
        };
        // All lines of a run have the same answer, so it is found once.
        if self.last.as_ref().is_none_or(|(last, _)| *last != r) {
            self.last = Some((r, self.of_run(r)));
        }
        let choices = self.last.iter().flat_map(|(_, choices)| choices).cloned();
        choices
            .map(|mut choice| {
                let readings = std::iter::once(&mut choice.chosen).chain(&mut choice.rival);
                readings.for_each(|reading| put_in(line, reading));
                choice
            })
            .collect()
    }

    fn of_run(&self, r: usize) -> Vec<Choice> {
        let starts = self.runs.starts.get(r).copied().unwrap_or(false);
        let shares = if starts { self.shares(r) } else { None };
        self.start(r).into_iter().chain(shares).collect()
    }

    fn line(&self, unit: usize) -> usize {
        self.units.get(unit).map_or(0, Unit::first)
    }

    fn heads(&self, r: usize) -> Option<Vec<Head>> {
        let (run, neighbours) = (self.runs.ranges.get(r)?, self.runs.all_neighbours.get(r)?);
        let recurring = &self.runs.recurring;
        Some(heads(
            self.context,
            self.units,
            run.clone(),
            neighbours,
            recurring,
        ))
    }

    /// How a run is read, whether or not an article may begin in it.
    fn whole(&self, r: usize) -> Option<RunReading> {
        let (run, neighbours) = (self.runs.ranges.get(r)?, self.runs.all_neighbours.get(r)?);
        let recurring = &self.runs.recurring;
        let run = run.clone();
        Some(read_run(
            self.context,
            self.units,
            run,
            neighbours,
            recurring,
            true,
        ))
    }

    /// Why an article begins in a run, or does not.
    fn start(&self, r: usize) -> Option<Choice> {
        let run = self.runs.ranges.get(r)?;
        let neighbours = self.runs.all_neighbours.get(r)?;
        let reading = self.runs.readings.get(r)?;
        let chosen = *self.runs.starts.get(r)?;
        let [with, without] = [true, false].map(|start| self.score(r, start));
        let mut reasons = Reasons::default();
        if !chosen {
            reasons.against();
        }
        let heads = self.heads(r)?;
        begins(&heads, run.len(), neighbours, &mut reasons);
        corrected::article(self.units, run.start, &heads, &mut reasons);
        if reading.level > 0 {
            // The level's own habits stand in for what a mark says in general.
            reasons.times(TRUST, reading.level_odds);
            reasons.times(MARKED, -1.);
        }
        let signs = [true, false].map(|start| self.unsigned(r, start));
        reasons.times(UNSIGNED, signs[0] - signs[1]);
        let margin = if chosen {
            with - without
        } else {
            without - with
        };
        let last = self.units.get(run.end - 1).map_or(0, Unit::last);
        let lines = [self.line(run.start), last];
        Some(Choice {
            chosen: ground::Reading::Article(chosen, lines),
            rival: Some(ground::Reading::Article(!chosen, lines)),
            likely: 1. - sigmoid(-margin),
            margin,
            #[cfg(feature = "weighing")]
            amounts: reasons.amounts(),
            evidence: reasons.sorted(),
        })
    }

    /// The score that a run adds if an article begins in it, or none does, with its effect on the next start.
    fn score(&self, r: usize, start: bool) -> f32 {
        let reading = self.runs.readings.get(r).filter(|_| start);
        reading.map_or(0., |r| r.article) + self.unsigned(r, start) * UNSIGNED.weight()
    }

    /// How many articles without a signature are closed at a run and at the next start.
    fn unsigned(&self, r: usize, start: bool) -> f32 {
        let [before, next] = self.nearest.get(r).copied().unwrap_or_default();
        let [before, next] = [before, next].map(|n| self.runs.readings.get(n?));
        // Where the text begins no article is open, and none is closed.
        let mut signed = before.is_none_or(|reading| reading.signed);
        let mut count = 0.;
        if start && let Some(reading) = self.runs.readings.get(r) {
            count += unsigned(signed, reading);
            signed = self.whole(r).map_or(reading.signed, |whole| whole.signed);
        }
        count + next.map_or(0., |reading| unsigned(signed, reading))
    }

    /// Why a run's lines are shared out as they are.
    fn shares(&self, r: usize) -> Option<Choice> {
        let heads = self.heads(r)?;
        let mut ways: Vec<(f32, Way)> = Vec::new();
        let mut all = LogSum::default();
        each_extent(&heads, |parts| {
            decks::each_way(parts[1].len(), |shares| {
                let way = Way { parts, shares };
                let mut score = 0f32;
                self.weigh(r, &way, &mut score);
                all.add(score);
                ways.push((score, way));
            });
        });
        ways.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut ways = ways.into_iter();
        let (first, chosen) = ways.next()?;
        let (second, rival) = ways.next()?;
        let mut reasons = Reasons::default();
        self.weigh(r, &chosen, &mut reasons);
        reasons.against();
        self.weigh(r, &rival, &mut reasons);
        Some(Choice {
            chosen: self.shared(r, &chosen),
            rival: Some(self.shared(r, &rival)),
            likely: all.share(first),
            margin: first - second,
            #[cfg(feature = "weighing")]
            amounts: reasons.amounts(),
            evidence: reasons.sorted(),
        })
    }

    /// Evidence for a way to share a run's lines out, each line by its index in the text.
    fn weigh(&self, r: usize, way: &Way, tally: &mut impl Tally) {
        let (Some(run), Some(neighbours)) =
            (self.runs.ranges.get(r), self.runs.all_neighbours.get(r))
        else {
            return;
        };
        let [before, own, after] = way.parts;
        let left = run.len() - before.len() - own.len();
        extent(way.parts, left, neighbours, tally);
        corrected::outside(self.units, run.start, [before, after], tally);
        let first = run.start + before.len();
        let line = |at: usize| self.line(first + at);
        decks::weigh(own, way.shares, &mut Lines { tally, line });
    }

    fn shared(&self, r: usize, way: &Way) -> ground::Reading {
        let run = self.runs.ranges.get(r).cloned().unwrap_or_default();
        let Shares {
            column,
            kicker,
            headline,
            deck,
            byline,
        } = way.shares;
        let parts = [
            (way.parts[0].len(), None),
            (column, Some(Role::Column)),
            (kicker, Some(Role::Kicker)),
            (headline, Some(Role::Headline)),
            (deck, Some(Role::Deck)),
            (byline, Some(Role::Byline)),
            (run.len(), None),
        ];
        let roles = parts
            .into_iter()
            .flat_map(|(count, role)| std::iter::repeat_n(role, count));
        let lines = |u: usize| {
            let unit = self.units.get(u).into_iter();
            unit.flat_map(|u| u.lines.iter().map(|l| *l as usize))
        };
        let each = run.zip(roles);
        let all: Vec<(usize, Option<Role>)> = each
            .flat_map(|(u, role)| lines(u).map(move |line| (line, role)))
            .collect();
        ground::Reading::Shares(shortened(all))
    }
}

/// For each run the nearest ones before and after it in which an article begins.
fn nearest(starts: &[bool]) -> Vec<[Option<usize>; 2]> {
    let mut nearest = vec![[None; 2]; starts.len()];
    let mut seen = None;
    for (r, start) in starts.iter().enumerate() {
        nearest[r][0] = seen;
        seen = if *start { Some(r) } else { seen };
    }
    seen = None;
    for (r, start) in starts.iter().enumerate().rev() {
        nearest[r][1] = seen;
        seen = if *start { Some(r) } else { seen };
    }
    nearest
}

/// Most lines whose parts are named one by one. In longer lists the first and the last line stand for all between them that
/// have the same part.
const NAMED: usize = 24;

/// See [`NAMED`].
fn shortened(lines: Vec<(usize, Option<Role>)>) -> Vec<(usize, Option<Role>)> {
    if lines.len() <= NAMED {
        return lines;
    }
    let alike = lines.chunk_by(|a, b| a.1 == b.1);
    alike
        .flat_map(|lines| {
            let last = lines.last().filter(|_| lines.len() > 1);
            lines.first().into_iter().chain(last).copied()
        })
        .collect()
}

/// Adds a line to a list that was shortened, with the role of its neighbours.
fn put_in(line: usize, reading: &mut ground::Reading) {
    let ground::Reading::Shares(lines) = reading else {
        return;
    };
    let at = lines.partition_point(|(l, _)| *l < line);
    if let Some(&(after, role)) = lines.get(at)
        && after != line
        && at > 0
    {
        lines.insert(at, (line, role));
    }
}

/// Hands evidence on, with the lines counted in the text and not among the heads.
struct Lines<'t, T, F> {
    tally: &'t mut T,
    line: F,
}

impl<T: Tally, F: Fn(usize) -> usize> Tally for Lines<'_, T, F> {
    fn times(&mut self, row: EvidenceRow, amount: f32) {
        self.tally.times(row, amount);
    }

    fn bin(&mut self, bins: Bins, value: impl Into<f64>) {
        self.tally.bin(bins, value);
    }

    fn about(&mut self, line: Option<(usize, Role)>) {
        let line = line.map(|(at, role)| ((self.line)(at), role));
        self.tally.about(line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::source::lines::scan;
    use crate::loader::weighed::articles::starts::starts;
    use crate::loader::weighed::{Corrected, classes, legs};
    use crate::loader::{Rules, reading};

    #[test]
    fn where_lines_are_not_shared_out_no_article_begins_however_they_would_be() {
        // Short standalone lines, some of them names, between a line of text and the next.
        let mut text = String::new();
        let words: Vec<char> = "山水云月江河桥路春秋茶稻灯船渡口王小川李大江"
            .chars()
            .collect();
        for line in 0..400_usize {
            let at = line * line % (words.len() - 5);
            text.extend(words.iter().skip(at).take(2 + line % 4));
            text.push('\n');
            if line % 7 == 0 {
                text.push_str(
                    "两岸的人都来看，桥下还泊着渡船，船工说每天要来回几十趟才能把人都送过去。\n",
                );
            }
        }
        let rules = Rules::built_in();
        let lines = scan(&text, 0);
        let legs = legs::widths(&lines);
        let recognised = classes::recognise(rules, &text, &lines, &legs);
        let corrected = Corrected::default();
        let context = Context::new(rules, &text, &lines, &recognised, &legs, &corrected);
        let units = reading::read(&context).units;
        let read = Starts::read(&context, &units);
        let runs = 0..read.runs.readings.len();
        let whole: Vec<RunReading> = runs.filter_map(|r| read.whole(r)).collect();
        let both = || whole.iter().zip(&read.runs.readings);
        assert!(both().any(|(all, some)| all.shares != some.shares));
        assert!(both().all(|(all, some)| all.article.to_bits() == some.article.to_bits()));
        let chosen = starts(&whole);
        assert_eq!(chosen, read.runs.starts);
        for ((all, some), start) in both().zip(&chosen).filter(|(_, start)| **start) {
            assert_eq!(all.shares, some.shares, "{start}");
        }
    }
}
