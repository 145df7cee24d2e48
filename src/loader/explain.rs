//! Why lines were read as they were. The lines are read again, and the functions that weighed the evidence are asked
//! for their reasons: nothing is kept for it when an issue is loaded.

use crate::correction::Correction;
use crate::issue::{Issue, Span};
use crate::loader::choose::{self, Method};
use crate::loader::ground::{Evidence, Ground, mark};
use crate::loader::published::{self, plain};
use crate::loader::rules::Rules;
use crate::loader::scan::Scanned;
use crate::loader::weighed::context::Context;
use crate::loader::weighed::{self, explain, reading};

/// Why a text was read as it was.
#[derive(Clone, PartialEq, Debug)]
pub struct Explained {
    /// How it was read.
    pub method: Method,
    /// What spoke for that, above 0, and against it: for its marks being true, or for its being plain text as published.
    pub evidence: Vec<Evidence>,
    /// What each line asked for rests on; `None` where nothing stands in the line, or there is none.
    pub lines: Vec<Option<Ground>>,
}

/// Tells why a text and its lines, counted from 1, were read as they were, by the rules and corrections that the issue was read with.
pub fn explain(
    issue: &Issue,
    rules: Option<&Rules>,
    corrections: &[Correction],
    wanted: &[usize],
) -> Explained {
    let rules = rules.unwrap_or_else(|| Rules::built_in());
    // Defects were reported when the issue was read.
    let mut defects = Vec::new();
    let Scanned {
        issue: mut again,
        body,
        lines,
        mut corrected,
        method,
        ..
    } = Scanned::of(issue.source.clone(), rules, corrections, &mut defects);
    let index = |number: usize| {
        let start = *issue.line_starts.get(number.checked_sub(1)?)?;
        lines.binary_search_by_key(&start, |l| l.whole.start).ok()
    };
    let found: Vec<Option<usize>> = wanted.iter().map(|n| index(*n)).collect();
    let all: Vec<usize> = found.iter().flatten().copied().collect();
    let evidence = choose::why(rules, &again.source, &lines, method);
    let grounds: Vec<Ground> = if method == Method::Weighed {
        let numbers: Vec<usize> = lines.iter().map(|l| again.line_of(l.whole.start)).collect();
        let source = std::mem::take(&mut again.source);
        let (legs, recognised) = weighed::recognise(rules, &source, &lines, &mut corrected);
        let context = Context::new(rules, &source, &lines, &recognised, &legs, &corrected);
        explain::explain(&context, &reading::read(&context), &numbers, &all)
    } else {
        let mut short = match method {
            Method::Plain => plain::why(rules, &again.source, &lines, &all),
            _ => Vec::new(),
        }
        .into_iter();
        let whys = match method {
            Method::Marks => published::why_marks(rules, &mut again, body, &corrected),
            _ => Vec::new(),
        };
        let ranks = |i: usize| {
            let line = lines.get(i).map(|l| l.whole.start..l.whole.end);
            let own = |why: &&(Span, Vec<Evidence>)| {
                line.as_ref()
                    .is_some_and(|line| line.contains(&why.0.start))
            };
            whys.iter()
                .find(own)
                .map(|why| why.1.clone())
                .unwrap_or_default()
        };
        let ground = |i: &usize| {
            let corrected = lines.get(*i).and_then(|l| corrected.at(l.whole.start));
            let short = short.next();
            match (corrected.and_then(|s| s.is), short) {
                (Some(_), _) => Ground::Told,
                (None, Some(evidence)) => Ground::Whole(evidence),
                (None, None) => Ground::Trusted {
                    mark: mark(&again.source, &lines, *i),
                    exported: method == Method::Exported,
                    evidence: ranks(*i),
                },
            }
        };
        all.iter().map(ground).collect()
    };
    let mut grounds = grounds.into_iter();
    let front = |number: usize| {
        let start = issue.line_starts.get(number.checked_sub(1)?)?;
        let end = issue.line_starts.get(number).map_or(body, |e| *e as usize);
        let text = issue.source.get(*start as usize..end.min(body))?;
        (!text.trim().is_empty()).then_some(Ground::Front)
    };
    let each = wanted.iter().zip(found);
    let grounds = each.map(|(number, found)| match found {
        Some(_) => grounds.next(),
        None => front(*number),
    });
    Explained {
        method,
        evidence,
        lines: grounds.collect(),
    }
}
