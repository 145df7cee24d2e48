//! Runs of standalone lines: which lines they are, and how they are read together.

use crate::loader::side;
use crate::loader::source::lines::Form;
use crate::loader::weighed::articles::reading::{RunReading, read_run};
use crate::loader::weighed::articles::starts::starts;
use crate::loader::weighed::articles::trust::trust_marks;
use crate::loader::weighed::context::Context;
use crate::loader::weighed::corrected;
use crate::loader::weighed::evidence::neighbours::{Neighbours, all_neighbours};
use crate::loader::weighed::units::{Unit, UnitKind};
use std::collections::HashMap;
use std::ops::Range;

/// Lines of a run from which it may hold more than one article's heads.
const LONG: usize = 6;
/// Lines without a mark that are no heads where a marked line stands below them: verse, results, a table's lines.
const LIST: usize = 3;

/// The runs of standalone lines and how they are read.
pub struct Runs<'a> {
    /// Their units.
    pub ranges: Vec<Range<usize>>,
    /// The neighbours of each.
    pub all_neighbours: Vec<Neighbours>,
    /// How often the words of short standalone lines recur.
    pub recurring: HashMap<&'a str, usize>,
    /// What each may be.
    pub readings: Vec<RunReading>,
    /// Whether an article begins in each.
    pub starts: Vec<bool>,
}

impl<'a> Runs<'a> {
    /// Finds and reads them.
    pub fn read(context: &Context<'a>, units: &[Unit]) -> Self {
        let recurring = recurring(context, units);
        let runs = corrected::runs(context, units, runs(context, units));
        let all_neighbours = all_neighbours(context, units, &runs);
        let both: Vec<(&Range<usize>, &Neighbours)> = runs.iter().zip(&all_neighbours).collect();
        let readings = side::each(&both, 2, |_, (run, neighbours)| {
            read_run(
                context,
                units,
                (*run).clone(),
                neighbours,
                &recurring,
                false,
            )
        });
        let readings = trust_marks(readings);
        let starts = starts(&readings);
        Self {
            ranges: runs,
            all_neighbours,
            recurring,
            readings,
            starts,
        }
    }
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
            .take_while(|u| u.kind == UnitKind::Title)
            .count();
        if length > 0 {
            // Many short lines: verse, lists. A marked line after unmarked ones begins anew.
            let marked = |u: usize| {
                units
                    .get(u)
                    .and_then(|u| context.lines.get(u.first()))
                    .is_some_and(|l| matches!(l.form, Form::Heading(_)))
            };
            // Where lines are cut at a column's width, a blank line above a head parts it from the lines before.
            let parted = |u: usize| {
                units.get(u).map(Unit::first).is_some_and(|line| {
                    context.leg(line) > 0 && context.lines.get(line).is_some_and(|l| l.blanks > 0)
                })
            };
            let (mut from, mut bare) = (at, 0);
            for u in at..at + length {
                if u >= from + LIST && parted(u) && !parted(u - 1) {
                    runs.push(from..u);
                    (from, bare) = (u, 0);
                }
                if marked(u) {
                    if u > from && bare >= if length > LONG { 1 } else { LIST } {
                        runs.push(from..u);
                        from = u;
                    }
                    bare = 0;
                } else {
                    bare += 1;
                }
            }
            let end = at + length;
            let follows = units.get(end).is_some_and(|u| {
                matches!(u.kind, UnitKind::Text | UnitKind::Byline | UnitKind::Names)
            });
            if bare >= LONG && follows {
                // Verse or a list, and below it the headline of the text that follows.
                runs.push(from..end - 1);
                from = end - 1;
            }
            runs.push(from..end);
        }
        at += length.max(1);
    }
    runs
}

/// How often the words of each short line that stands alone do so.
fn recurring<'a>(context: &Context<'a>, units: &[Unit]) -> HashMap<&'a str, usize> {
    let mut counts = HashMap::new();
    for (u, unit) in units
        .iter()
        .enumerate()
        .filter(|(_, u)| u.kind == UnitKind::Title)
    {
        let next = units
            .get(u + 1)
            .and_then(|n| context.recognised.get(n.first()));
        // A headline stands again over the continued piece of its story.
        let again = next.is_some_and(|l| l.comes_from);
        if let Some(line) = context
            .lines
            .get(unit.first())
            .filter(|l| l.width <= 28 && !again && unit.lines.len() == 1)
        {
            *counts.entry(line.span.of(context.source)).or_insert(0) += 1;
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::weighed::tests::{looked_over, units};

    fn runs_of(text: &str, kinds: &str) -> Vec<Range<usize>> {
        looked_over(text, |context| runs(context, &units(kinds)))
    }

    #[test]
    fn a_mark_after_a_list_begins_a_run_and_one_after_a_kicker_does_not() {
        let marked = "# 新桥通车\n两岸的人都来看。\n";
        let list = format!("茶叶\n稻米\n渔网\n{marked}");
        assert_eq!(runs_of(&list, "llllt"), [0..3, 3..4]);
        let kicker = format!("天堑变通途\n山城昨日\n{marked}");
        assert_eq!(runs_of(&kicker, "lllt"), std::slice::from_ref(&(0..3)));
    }

    #[test]
    fn below_verse_the_last_line_heads_the_text_that_follows() {
        let verse = "江水东流\n船灯未灭\n桥影横斜\n两岸无眠\n渡口人散\n晓风又起\n新桥通车\n";
        let text = format!("{verse}两岸的人都来看。\n");
        assert_eq!(runs_of(&text, "lllllllt"), [0..6, 6..7]);
        assert_eq!(runs_of(verse, "lllllll"), std::slice::from_ref(&(0..7)));
    }

    #[test]
    fn a_headline_over_the_rest_of_its_story_does_not_recur() {
        let count = |rest: &str| {
            let text = format!("新桥通车\n两岸的人都来看。\n新桥通车\n{rest}\n");
            looked_over(&text, |context| {
                recurring(context, &units("ltlt")).get("新桥通车").copied()
            })
        };
        assert_eq!(count("桥下还泊着渡船。"), Some(2));
        assert_eq!(count("（上接第一版）桥下还泊着渡船。"), Some(1));
    }
}
