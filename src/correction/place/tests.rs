//! Lines found again: by marks and cuts that changed, by what stands around, and as one would who looks at all of them.
#![allow(clippy::unwrap_used)]

use super::*;
use proptest::prelude::*;

fn issue(text: &str) -> Issue {
    let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(i, _)| i + 1));
    Issue {
        source: text.to_owned(),
        line_starts: starts.map(|n| u32::try_from(n).unwrap()).collect(),
        ..Issue::default()
    }
}

/// The lines found in `after` for a correction of a line of `before`.
fn moved(before: &str, line: usize, after: &str) -> Option<(usize, usize)> {
    let correction = Correction::at(&issue(before), line).unwrap();
    match find(&issue(after), 0, &[correction])[0] {
        Found::At { first, last, .. } => Some((first, last)),
        _ => None,
    }
}

const HEAD: &str = "江水东流潮声起";
const LONG: &str = "江上第三座桥今天上午通车，桥长一千二百米，双向四车道，两侧设有人行道和观景台，两岸居民步行十分钟即可往来。";

#[test]
fn marks_spaces_and_widths_do_not_part_it_from_its_line() {
    let before = format!("{HEAD},岸上人家\n正文在此。");
    let after = format!("报头\n\n## {HEAD}， 岸上人家\n正文在此。");
    assert_eq!(moved(&before, 1, &after), Some((3, 3)));
}

#[test]
fn it_is_followed_over_lines_that_are_cut_elsewhere_now() {
    let before = format!("题\n{LONG}\n又一段。");
    let cut = "题\n江上第三座桥今天上午通车，桥长\n一千二百米，双向四车道，两侧设有人行道和\n观景台，两岸居民步行十分钟即可往来。\n又一段。";
    assert_eq!(moved(&before, 2, cut), Some((2, 4)));
    let (half, rest) = (format!("{HEAD}岸上"), "人家灯火明");
    let before = format!("{half}{rest}\n文。");
    assert_eq!(
        moved(&before, 1, &format!("{half}\n\n{rest}\n文。")),
        Some((1, 3))
    );
    let longer = format!("{half}{rest}，又有一句在后\n文。");
    assert_eq!(moved(&before, 1, &longer), Some((1, 1)));
}

#[test]
fn a_line_that_is_gone_is_found_nowhere_else() {
    let before = format!("{HEAD}一\n文。");
    assert_eq!(moved(&before, 1, "江水东流\n文。"), None);
    assert_eq!(moved(&before, 1, "江水\n文。江水东流潮声起一"), None);
    // Two briefs had one title; of the one that was corrected nothing is left.
    let before = "简讯\n桥修好了。\n简讯\n灯亮起来了。";
    assert_eq!(moved(before, 1, "报头\n简讯\n灯亮起来了。"), None);
    assert_eq!(moved(before, 3, "报头\n简讯\n灯亮起来了。"), Some((2, 2)));
}

#[test]
fn lines_of_one_text_are_told_apart_by_what_stands_around_and_then_by_number() {
    let before = "简讯\n桥修好了。\n简讯\n灯亮起来了。\n简讯\n桥修好了。";
    assert_eq!(moved(before, 1, before), Some((1, 1)));
    assert_eq!(moved(before, 3, before), Some((3, 3)));
    assert_eq!(
        moved(before, 5, &format!("新行\n{before}")),
        Some((6, 6)),
        "both neighbours agree"
    );
    let by_hand = |line| Correction {
        text: "简讯".into(),
        line,
        ..Correction::default()
    };
    assert_eq!(
        find(&issue(before), 0, &[by_hand(None)]),
        [Found::Unclear(3)]
    );
    assert!(matches!(
        find(&issue(before), 0, &[by_hand(Some(3))])[0],
        Found::At { first: 3, .. }
    ));
}

#[test]
fn the_search_grows_with_the_lines_and_not_with_their_square() {
    const LINES: usize = 800;
    let opening = "记者从江边渡口传来消息说今年春天的潮水比往年来得早一些并且持续的时间也更长久";
    let texts: [fn(usize, &str) -> String; 5] = [
        |n, _| format!("记{n}号消息江水上涨"),
        |_, _| "简讯".to_owned(),
        |n, _| {
            if n % 2 == 0 {
                "简讯".to_owned()
            } else {
                format!("第{n}条消息")
            }
        },
        |n, opening| format!("{opening}，这是第{n:04}条消息的末尾，完了"),
        |n, opening| format!("{opening}，这是第{n:04}条消息，{opening}，都是这样结束的"),
    ];
    for (kind, text) in texts.iter().enumerate() {
        let lines: Vec<String> = (0..LINES).map(|n| text(n, opening)).collect();
        let issue = issue(&lines.join("\n"));
        let around = |n: usize, of: fn(&str) -> String| lines.get(n).map(|l| of(l));
        for with in [false, true] {
            let correction = |(n, line): (usize, &String)| Correction {
                text: crate::correction::shortened(line),
                line: Some(n + 1),
                above: around(n.wrapping_sub(1), |l| crate::correction::last(l, 20))
                    .filter(|_| with),
                below: around(n + 1, |l| crate::correction::first(l, 20)).filter(|_| with),
                ..Correction::default()
            };
            let told: Vec<Correction> = lines.iter().enumerate().map(correction).collect();
            WORK.set(0);
            let found = find(&issue, 0, &told);
            let all = found
                .iter()
                .enumerate()
                .all(|(n, found)| matches!(found, Found::At { first, .. } if *first == n + 1));
            assert!(all, "{kind}");
            let steps = WORK.get();
            assert!(
                steps < 4 * FOLLOWED * LINES,
                "{kind}, {with}: {steps} steps"
            );
        }
    }
}

#[test]
fn a_blank_line_takes_no_correction() {
    assert_eq!(Correction::at(&issue("一\n\n二"), 2), None);
    assert_eq!(Correction::at(&issue("一"), 9), None);
}

/// What a reader would find who compares each line with the correction, one after the other.
fn one_by_one(issue: &Issue, from: usize, correction: &Correction) -> Found {
    let want = Wanted::of(correction);
    let total = issue.line_starts.len();
    let words = |n: usize| line(issue, n).map(key).unwrap_or_default();
    let around = |first: usize, last: usize| {
        let before: String = (first.saturating_sub(6).max(1)..first).map(words).collect();
        let after: String = (last + 1..=total).take(6).map(words).collect();
        let above = want
            .above
            .as_ref()
            .is_some_and(|a| before.ends_with(a.as_str()));
        let below = want
            .below
            .as_ref()
            .is_some_and(|b| after.starts_with(b.as_str()));
        u8::from(above) + u8::from(below)
    };
    let mut found: Vec<(u8, u8, usize, usize, bool)> = Vec::new();
    for first in from..=total {
        let own = words(first);
        // Where the head ends, and whether its line does.
        let mut rest = want.head.as_str();
        let mut head = None;
        for n in (first..=total).take(FOLLOWED + 1) {
            let next = words(n);
            if own.is_empty() || next.is_empty() {
                continue;
            }
            if let Some(left) = rest.strip_prefix(next.as_str()) {
                rest = left;
                if rest.is_empty() {
                    head = Some((n, true));
                    break;
                }
            } else {
                head = next.starts_with(rest).then_some((n, false));
                break;
            }
        }
        let Some((end, whole)) = head else { continue };
        let mut add =
            |rank, last, whole| found.push((around(first, last), rank, first, last, whole));
        match &want.tail {
            None if whole && end == first => add(3, end, true),
            None if whole || end > first || want.head.chars().count() >= 8 => add(2, end, whole),
            None => {}
            Some(tail) => {
                let mut near = (end..=total).take(FOLLOWED);
                match near.find(|n| words(*n).ends_with(tail.as_str())) {
                    Some(n) if n == first && own.len() > want.head.len() => add(3, n, true),
                    Some(n) => add(2, n, true),
                    None => {}
                }
                // Its end may be another now.
                add(1, end, false);
            }
        }
    }
    if want.above.is_some() || want.below.is_some() {
        found.retain(|c| c.0 > 0);
    }
    if found.iter().any(|c| c.1 > 1) {
        found.retain(|c| c.1 > 1);
    }
    let best = found.iter().map(|c| (c.0, c.1)).max();
    found.retain(|c| Some((c.0, c.1)) == best);
    if let Some(line) = correction.line {
        let nearest = found.iter().map(|c| c.2.abs_diff(line)).min();
        found.retain(|c| Some(c.2.abs_diff(line)) == nearest);
    }
    match found.as_slice() {
        [] => Found::Gone,
        [(_, _, first, last, whole)] => Found::At {
            first: *first,
            last: *last,
            whole: *whole,
        },
        more => Found::Unclear(more.len()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn all_at_once_are_found_as_one_by_one(
        text in prop::collection::vec("[# ]?([江水]{0,3}|江水江水江水江水[江水]{0,2}|——)", 1..24),
        told in prop::collection::vec((
            "[江水]{1,4}|江水江水江水江水[江水]?|[江水]{1,3}…[江水]{0,2}|——",
            prop::option::of(1_usize..26),
            prop::option::of("[江水]{0,3}"),
            prop::option::of("[江水]{0,3}"),
        ), 1..8),
        from in 0_usize..12
    ) {
        let issue = issue(&text.join("\n"));
        let told: Vec<Correction> = told.into_iter().map(|(text, line, above, below)| {
            Correction { text, line, above, below, ..Correction::default() }
        }).collect();
        let found = find(&issue, from, &told);
        let first = issue.line_of(Span::new(from, from).start);
        for (correction, found) in told.iter().zip(found) {
            prop_assert_eq!(found, one_by_one(&issue, first, correction), "{:?}", correction);
        }
    }
}
