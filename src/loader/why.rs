//! Why lines were read as they were. The lines are read again, and the functions that weighed the evidence are asked
//! for their reasons: nothing is kept for it when an issue is loaded.

use crate::correction::Correction;
use crate::issue::Issue;
use crate::loader::front;
use crate::loader::ground::Ground;
use crate::loader::ground::mark;
use crate::loader::lines::{self};
use crate::loader::markdown::clean;
use crate::loader::rules::Rules;
use crate::loader::structure::explain;
use crate::loader::told::Told;

/// Tells why lines, counted from 1, were read as they were, by the rules and corrections that the issue was read with.
/// `None` where nothing stands in the line, or there is none.
pub fn explain(
    issue: &Issue,
    rules: Option<&Rules>,
    corrections: &[Correction],
    wanted: &[usize],
) -> Vec<Option<Ground>> {
    let rules = rules.unwrap_or_else(|| Rules::built_in());
    let mut again = Issue {
        source: issue.source.clone(),
        line_starts: issue.line_starts.clone(),
        ..Issue::default()
    };
    // What is wrong was told when the issue was read.
    let mut defects = Vec::new();
    let said = front::read(&mut again, &mut defects);
    let mut lines = lines::scan(&again.source, said.body);
    let (exported, body) = (said.exported, said.body);
    let (mut told, ..) = if exported {
        Told::of_export(corrections)
    } else {
        Told::read(&again, body, corrections)
    };
    let index = |number: usize| {
        let start = *issue.line_starts.get(number.checked_sub(1)?)?;
        lines.binary_search_by_key(&start, |l| l.whole.start).ok()
    };
    let found: Vec<Option<usize>> = wanted.iter().map(|n| index(*n)).collect();
    let grounds: Vec<Ground> = if exported || clean::is_clean(rules, &again.source, &lines) {
        let plain = !exported && clean::is_plain(rules, &again.source, &lines);
        let ground = |i: &usize| {
            let told = lines.get(*i).and_then(|l| told.at(l.whole.start));
            match told.and_then(|s| s.is) {
                Some(_) => Ground::Told,
                None if plain => Ground::Whole,
                None => Ground::Trusted {
                    mark: mark(&again.source, &lines, *i),
                    exported,
                },
            }
        };
        found.iter().flatten().map(ground).collect()
    } else {
        crate::loader::notes::told_by_lines(&again.source, &mut lines);
        let all: Vec<usize> = found.iter().flatten().copied().collect();
        explain::explain(rules, &mut again, &lines, &mut told, &all)
    };
    let mut grounds = grounds.into_iter();
    let front = |number: usize| {
        let start = issue.line_starts.get(number.checked_sub(1)?)?;
        let end = issue.line_starts.get(number).map_or(body, |e| *e as usize);
        let text = issue.source.get(*start as usize..end.min(body))?;
        (!text.trim().is_empty()).then_some(Ground::Front)
    };
    wanted
        .iter()
        .zip(found)
        .map(|(number, found)| match found {
            Some(_) => grounds.next(),
            None => front(*number),
        })
        .collect()
}
