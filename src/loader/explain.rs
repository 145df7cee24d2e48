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

/// Tells why a text and its lines, counted from 1, were read as they were, by the rules and corrections that the issue was
/// read with.
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
        let mut whys = match method {
            Method::Marks => published::why_marks(rules, &mut again, body, &corrected),
            _ => Vec::new(),
        };
        whys.sort_by_key(|(words, _)| words.start);
        let ranks = |i: usize| {
            let line = lines.get(i).map_or_else(Span::default, |l| l.whole);
            let at = whys.partition_point(|(words, _)| words.start < line.start);
            let own = whys.get(at).filter(|(words, _)| words.start < line.end);
            own.map(|(_, ranks)| ranks.clone()).unwrap_or_default()
        };
        let ground = |i: &usize| {
            let corrected = lines.get(*i).and_then(|l| corrected.at(l.whole.start));
            let short = short.next();
            match (corrected.and_then(|s| s.is), short) {
                (Some(_), _) => Ground::Told,
                (None, Some((evidence, place))) => Ground::Whole { evidence, place },
                (None, None) => Ground::Trusted {
                    mark: mark(&again.source, &lines, *i),
                    exported: method == Method::Exported,
                    ranks: ranks(*i),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::correction::Role;
    use crate::loader::ground::LineMark;
    use crate::loader::{Options, load};

    const STORY: &str =
        "两岸的人都来看，桥下还泊着渡船，船工说从今天起不再摆渡了，要去桥头开一间茶馆。";

    /// Three headlines at the lines 1, 5 and 9, each with a text below it.
    fn stories(mark: &str, story: &str) -> String {
        let lines = ["新桥昨日通车", "渡口改作公园", "桥头开了茶馆"];
        lines
            .map(|line| format!("{mark}{line}\n\n{story}\n\n"))
            .concat()
    }

    /// The same below a heading and a link, from the line 5 on: its marks can be trusted.
    fn letter() -> String {
        let head = "# 山城周刊\n\n- 见[原文](http://example.org)\n\n";
        format!("{head}{}", stories("## ", STORY))
    }

    /// The same with texts that are cut: evidence has to be weighed.
    fn cut() -> String {
        stories("", STORY.trim_end_matches("一间茶馆。"))
    }

    fn explained(text: &str, corrections: &[Correction], wanted: &[usize]) -> Explained {
        let options = Options {
            corrections: corrections.to_vec(),
            ..Options::default()
        };
        let issue = load(text.as_bytes().to_vec(), &options).issue;
        explain(&issue, None, corrections, wanted)
    }

    fn told(text: &str) -> [Correction; 1] {
        [Correction {
            text: text.to_owned(),
            is: Some(Role::Subhead),
            ..Correction::default()
        }]
    }

    #[test]
    fn the_lines_before_the_text_are_its_front_and_blank_ones_are_nothing() {
        let front = "+++\npaper = \"山城报\"\n\nnumber = 3\n+++\n\n";
        let text = format!("{front}{}", cut());
        let lines = explained(&text, &[], &[1, 2, 3, 4, 5, 6, 7, 8]).lines;
        for line in [0, 1, 3, 4] {
            assert_eq!(lines[line], Some(Ground::Front), "{line}");
        }
        assert!(matches!(&lines[6], Some(Ground::Weighed(_))));
        assert_eq!([&lines[2], &lines[5], &lines[7]], [&None; 3]);
    }

    #[test]
    fn of_a_line_that_is_not_there_nothing_is_told() {
        for text in [cut(), letter(), stories("", STORY), String::new()] {
            let lines = explained(&text, &[], &[0, 999, usize::MAX]).lines;
            assert_eq!(lines, [None, None, None], "{text}");
        }
    }

    #[test]
    fn lines_are_explained_in_the_order_asked_and_as_often() {
        for text in [cut(), letter(), stories("", STORY)] {
            let of = |wanted: &[usize]| explained(&text, &[], wanted).lines;
            let (one, two) = (of(&[1]).remove(0), of(&[3]).remove(0));
            assert!(one.is_some() && one != two, "{text}");
            assert_eq!(of(&[3, 2, 1, 3]), [two.clone(), None, one, two]);
        }
    }

    #[test]
    fn where_marks_are_trusted_a_headings_rank_is_explained_and_no_other_lines() {
        let Explained { method, lines, .. } = explained(&letter(), &[], &[3, 5, 7]);
        let shown = lines.iter().map(|line| match line {
            Some(Ground::Trusted {
                mark,
                exported,
                ranks,
            }) => (*mark, *exported, ranks.is_empty()),
            other => panic!("{other:?}"),
        });
        assert_eq!(method, Method::Marks);
        let heading = Some(LineMark::Heading(2));
        let expected = [
            (Some(LineMark::List), false, true),
            (heading, false, false),
            (None, false, true),
        ];
        assert_eq!(shown.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn of_whole_lines_is_told_what_speaks_for_a_head() {
        let Explained { method, lines, .. } = explained(&stories("", STORY), &[], &[5]);
        assert_eq!(method, Method::Plain);
        assert!(
            matches!(&lines[0], Some(Ground::Whole { evidence, .. }) if !evidence.is_empty()),
            "{lines:?}"
        );
    }

    #[test]
    fn a_correction_is_the_ground_of_its_line_and_of_no_other() {
        let corrections = told("渡口改作公园");
        for (text, lines) in [(letter(), [5, 9]), (stories("", STORY), [1, 5])] {
            let lines = explained(&text, &corrections, &lines).lines;
            assert_ne!(lines[0], Some(Ground::Told), "{text}");
            assert_eq!(lines[1], Some(Ground::Told), "{text}");
        }
    }

    #[test]
    fn where_evidence_is_weighed_a_correction_is_the_weightiest() {
        let lines = explained(&cut(), &told("渡口改作公园"), &[5]).lines;
        let Some(Ground::Weighed(choices)) = &lines[0] else {
            panic!("{lines:?}");
        };
        let mut first = choices.iter().filter_map(|choice| choice.evidence.first());
        assert!(first.any(|e| e.id.starts_with("told.")), "{choices:?}");
    }

    #[test]
    fn an_exports_marks_decide_whatever_was_told() {
        let text = format!("+++\nkanbao = 1\n+++\n\n{}", stories("## ", STORY));
        let told = told("新桥昨日通车");
        let Explained {
            method,
            evidence,
            lines,
        } = explained(&text, &told, &[5]);
        assert_eq!((method, evidence.len()), (Method::Exported, 0));
        let ground = Ground::Trusted {
            mark: Some(LineMark::Heading(2)),
            exported: true,
            ranks: Vec::new(),
        };
        assert_eq!(lines, [Some(ground)]);
    }

    #[test]
    fn a_text_is_explained_by_the_method_that_it_was_read_with_and_what_spoke_for_it() {
        for (text, method) in [
            (letter(), Method::Marks),
            (stories("", STORY), Method::Plain),
            (cut(), Method::Weighed),
        ] {
            let explained = explained(&text, &[], &[]);
            let sum: f32 = explained.evidence.iter().map(|e| e.weight).sum();
            assert_eq!(explained.method, method, "{text}");
            assert_eq!(sum > 0., method != Method::Weighed, "{text}");
            assert!(explained.lines.is_empty() && !explained.evidence.is_empty());
        }
    }

    #[test]
    fn a_readers_own_rule_is_the_ground_of_a_line_only_where_it_is_in_force() {
        let own = Rules::built_in().extended("[section]\nlines = [\"渡口改作公园\"]\n");
        let own = own.expect("they are right");
        let issue = load(cut().into_bytes(), &Options::default()).issue;
        let ground = |rules| explain(&issue, rules, &[], &[5]).lines.remove(0);
        let Some(Ground::Form(clues)) = ground(Some(&own)) else {
            panic!("{:?}", ground(Some(&own)));
        };
        let rule = ("section", "lines", "渡口改作公园".to_owned());
        assert!(
            clues.iter().any(|clue| clue.rule.as_ref() == Some(&rule)),
            "{clues:?}"
        );
        assert!(matches!(ground(None), Some(Ground::Weighed(_))));
    }
}
