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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::correction::Role;
    use crate::issue::{Article, Block, BlockKind, Furniture, FurnitureKind, Run, Section, Span};
    use crate::loader::source::lines::starts;
    use proptest::prelude::*;

    /// An issue of lines of two characters: `p` begins a paragraph, `+` goes on with it, `f` is furniture, `m` a mark.
    fn issue(kinds: &str) -> Issue {
        let source = "渡口\n".repeat(kinds.len());
        let mut issue = Issue {
            line_starts: starts(&source),
            sections: vec![Section::default()],
            source,
            ..Issue::default()
        };
        let mut article = Article::default();
        for (at, kind) in (0..).step_by(7).zip(kinds.chars()) {
            put(&mut issue, &mut article, Span::new(at, at + 6), kind);
        }
        issue.sections[0].articles.push(article);
        issue
    }

    /// Puts a line to where it is of.
    fn put(issue: &mut Issue, article: &mut Article, span: Span, kind: char) {
        let text = Text::at(span);
        let (furniture, paragraph) = (FurnitureKind::Other, BlockKind::Paragraph);
        match (kind, article.blocks.last_mut()) {
            ('+', Some(block)) => block.text.runs.push(Run { span, joint: None }),
            ('p' | '+', _) => article.blocks.push(Block {
                kind: paragraph,
                text,
                depth: 0,
            }),
            ('f', _) => issue.furniture.push(Furniture {
                kind: furniture,
                text,
            }),
            _ => {}
        }
    }

    /// What of a correction at a line, counted from 1, does not hold, and whether it is applied.
    fn asked(kinds: &str, line: usize, correction: Correction) -> (Vec<Unmet>, bool) {
        let (mut applied, mut unmet) = ([Some(line)], Vec::new());
        joins_and_ends(&issue(kinds), &[correction], &mut applied, &mut unmet);
        (
            unmet.into_iter().map(|(_, why)| why).collect(),
            applied[0].is_some(),
        )
    }

    fn joins(joins: bool) -> Correction {
        Correction {
            joins: Some(joins),
            ..Correction::default()
        }
    }

    fn ends() -> Correction {
        Correction {
            article: Some(Edge::Ends),
            ..Correction::default()
        }
    }

    #[test]
    fn a_line_goes_on_with_a_text_where_one_stands_before_it() {
        assert_eq!(asked("pp+", 3, joins(true)), (vec![], true));
        assert_eq!(
            asked("pp+", 2, joins(true)),
            (vec![Unmet::NotJoined], false)
        );
        assert_eq!(
            asked("pp+", 1, joins(true)),
            (vec![Unmet::NothingBefore], false)
        );
        assert_eq!(
            asked("ffp", 2, joins(true)),
            (vec![Unmet::NothingBefore], false)
        );
        assert_eq!(
            asked("pfp", 2, joins(true)),
            (vec![Unmet::NotJoined], false)
        );
    }

    #[test]
    fn a_line_that_begins_a_paragraph_is_text_and_goes_on_with_nothing() {
        assert_eq!(asked("pp+", 2, joins(false)), (vec![], true));
        assert_eq!(asked("pf+", 2, joins(false)), (vec![], true));
        assert_eq!(
            asked("pp+", 3, joins(false)),
            (vec![Unmet::NotParted], false)
        );
        assert_eq!(
            asked("pmp", 2, joins(false)),
            (vec![Unmet::NotParted], false)
        );
    }

    #[test]
    fn an_article_ends_with_a_line_where_one_has_begun() {
        assert_eq!(asked("fp+f", 1, ends()), (vec![Unmet::NoArticle], false));
        for line in 2..=4 {
            assert_eq!(asked("fp+f", line, ends()), (vec![], true), "{line}");
        }
    }

    #[test]
    fn what_else_a_correction_says_is_applied_still() {
        let more = Correction {
            is: Some(Role::Text),
            ..joins(true)
        };
        assert_eq!(asked("pp+", 2, more), (vec![Unmet::NotJoined], true));
        let both = Correction {
            joins: Some(true),
            ..ends()
        };
        let unmet = vec![Unmet::NothingBefore, Unmet::NoArticle];
        assert_eq!(asked("fp", 1, both), (unmet, false));
    }

    #[test]
    fn a_correction_of_other_matters_or_without_a_line_is_left_as_it_is() {
        let role = Correction {
            is: Some(Role::Deck),
            ..Correction::default()
        };
        assert_eq!(asked("m", 1, role), (vec![], true));
        let (mut applied, mut unmet) = ([None, Some(1)], vec![(0, Unmet::Gone)]);
        let both = [joins(true), joins(false)];
        joins_and_ends(&issue("p"), &both, &mut applied, &mut unmet);
        assert_eq!((applied, unmet), ([None, Some(1)], vec![(0, Unmet::Gone)]));
    }

    #[test]
    fn two_places_of_one_line_are_no_join() {
        let mut issue = issue("p");
        let runs = [Span::new(0, 3), Span::new(3, 6)].map(|span| Run { span, joint: None });
        issue.sections[0].articles[0].blocks[0].text.runs = runs.to_vec();
        let (mut applied, mut unmet) = ([Some(1)], Vec::new());
        joins_and_ends(&issue, &[joins(false)], &mut applied, &mut unmet);
        assert_eq!((applied, unmet), ([Some(1)], vec![]));
    }

    #[test]
    fn each_correction_that_is_not_met_is_a_defect_at_its_line_within_the_text() {
        let of = |text: &str, line| Correction {
            text: text.to_owned(),
            line,
            ..Correction::default()
        };
        let told = [of("新桥", Some(2)), of("渡口", None), of("船工", Some(99))];
        let unmet = [(0, Unmet::Gone), (1, Unmet::Unclear), (2, Unmet::NotJoined)];
        let found = defects(&issue("pp"), &told, &unmet);
        let lines: Vec<usize> = found.iter().map(|d| d.line).collect();
        assert_eq!(lines, [2, 1, 3]);
        for ((defect, (n, why)), told) in found.iter().zip(unmet).zip(&told) {
            let number = format!("correction {} of", n + 1);
            let parts = [&number, &told.text, why.reason()];
            assert!(
                parts.iter().all(|part| defect.message.contains(*part)),
                "{defect:?}"
            );
        }
    }

    #[test]
    fn an_exports_unused_corrections_are_one_defect() {
        let told = [joins(true), joins(true)];
        let found = defects(
            &issue("pp"),
            &told,
            &[(0, Unmet::Export), (1, Unmet::Export)],
        );
        let found: Vec<_> = found.iter().map(|d| (d.line, &*d.message)).collect();
        assert_eq!(found, [(1, Unmet::Export.reason())]);
        assert!(defects(&issue("pp"), &told, &[]).is_empty());
    }

    proptest! {
        #[test]
        fn of_any_text_the_lines_that_go_on_are_those_that_may_be_told_so(kinds in "p[p+]{0,7}") {
            let issue = issue(&kinds);
            for told in [true, false] {
                let corrections = vec![joins(told); kinds.len()];
                let mut applied: Vec<_> = (1..=kinds.len()).map(Some).collect();
                joins_and_ends(&issue, &corrections, &mut applied, &mut Vec::new());
                let held: Vec<bool> = applied.iter().map(Option::is_some).collect();
                let goes_on: Vec<bool> = kinds.chars().map(|kind| (kind == '+') == told).collect();
                prop_assert_eq!(held, goes_on);
            }
        }
    }
}
