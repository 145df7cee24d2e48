//! Corrections that do not hold once the text is read: each is a defect that says why.

use crate::correction::{Correction, Edge, Said, Unmet};
use crate::issue::{Defect, Issue, Text};
use std::collections::BTreeMap;

/// What a line was read as.
#[derive(Clone, Copy, Default)]
struct Seat {
    /// Whether it is text, of a story or of the page.
    is_text: bool,
    /// Whether it goes on with a line before.
    goes_on: bool,
}

/// Checks whether lines go on with others, and whether articles end, where corrections say so. What does not hold is
/// added, and a correction that says nothing else is not applied.
pub fn joins_and_ends(
    issue: &Issue,
    corrections: &[Correction],
    applied: &mut [Option<usize>],
    unmet: &mut Vec<(usize, Unmet)>,
) {
    let asked = |c: &Correction| c.joins.is_some() || c.article == Some(Edge::Ends);
    let lines = corrections.iter().zip(applied.iter());
    let lines = lines
        .filter(|(c, _)| asked(c))
        .filter_map(|(_, line)| *line);
    let mut seats: BTreeMap<usize, Seat> = lines.map(|line| (line, Seat::default())).collect();
    if seats.is_empty() {
        return;
    }
    let mut first = usize::MAX;
    for (_, article) in issue.articles() {
        for text in article.texts() {
            first = first.min(seat(issue, text, &mut seats).unwrap_or(first));
        }
    }
    for furniture in &issue.furniture {
        seat(issue, &furniture.text, &mut seats);
    }
    for (n, (correction, applied)) in corrections.iter().zip(applied).enumerate() {
        let Some((line, seat)) = applied.and_then(|line| Some((line, seats.get(&line)?))) else {
            continue;
        };
        let joined = match correction.joins {
            Some(true) if seat.goes_on => None,
            Some(true) if line <= first => Some(Unmet::NothingBefore),
            Some(true) => Some(Unmet::NotJoined),
            Some(false) if seat.goes_on || !seat.is_text => Some(Unmet::NotParted),
            _ => None,
        };
        let ended = correction.article == Some(Edge::Ends) && line < first;
        let ended = ended.then_some(Unmet::NoArticle);
        let all: Vec<Unmet> = joined.into_iter().chain(ended).collect();
        let met = |said: &Said| !all.iter().any(|why| why.concerns(said));
        if !correction.all().any(|said| met(&said)) {
            *applied = None;
        }
        unmet.extend(all.into_iter().map(|why| (n, why)));
    }
}

/// Tells the seats of a text's lines, and gives its first line.
fn seat(issue: &Issue, text: &Text, seats: &mut BTreeMap<usize, Seat>) -> Option<usize> {
    let mut before: Option<usize> = None;
    let mut top = None;
    for span in text.runs.iter().map(|r| r.span).filter(|s| !s.is_empty()) {
        let (first, last) = (issue.line_of(span.start), issue.line_of(span.end - 1));
        top.get_or_insert(first);
        for (line, seat) in seats.range_mut(first..=last) {
            if before == Some(*line) {
                continue;
            }
            seat.is_text = true;
            seat.goes_on |= *line > first || before.is_some_and(|b| b < *line);
        }
        before = Some(last);
    }
    top
}

/// What is not met, as defects at the corrected lines.
pub fn defects(issue: &Issue, corrections: &[Correction], unmet: &[(usize, Unmet)]) -> Vec<Defect> {
    let defect = |line: usize, message: String| Defect {
        line: line.clamp(1, issue.line_starts.len().max(1)),
        kind: "correction",
        message,
        chinese: None,
    };
    let mut defects = Vec::new();
    for (n, why) in unmet {
        if *why == Unmet::Export {
            // The same of all.
            return vec![defect(1, why.reason().to_owned())];
        }
        if let Some(correction) = corrections.get(*n) {
            let message = format!(
                "correction {} of “{}” is kept and not applied: {}",
                n + 1,
                correction.text,
                why.reason()
            );
            defects.push(defect(correction.line.unwrap_or(1), message));
        }
    }
    defects
}
