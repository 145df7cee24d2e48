//! Why a line was read as it was: the explanation agrees with the reading, and speaks both languages.
#![allow(clippy::unwrap_used)]

use kanbao::app::index::Index;
use kanbao::app::parts::{ReadAs, SourceParts};
use kanbao::correction::{Correction, Role};
use kanbao::issue::{BlockKind, FurnitureKind, Issue, Span};
use kanbao::loader::{self, Choice, Ground, Loaded, Marked, Options, Reading, Rules, explain};
use proptest::prelude::*;
use std::fs;
use std::sync::Arc;

const SAMPLE: &str = include_str!("../../assets/sample.txt");

fn load(text: &str, rules: Option<Arc<Rules>>, corrections: &[Correction]) -> Loaded {
    let options = Options {
        rules,
        corrections: corrections.to_vec(),
        ..Options::default()
    };
    loader::load(text.as_bytes().to_vec(), &options)
}

fn line(issue: &Issue, number: usize) -> Span {
    let at = |n: usize| {
        let start = issue.line_starts.get(n);
        start.map_or(issue.source.len(), |s| *s as usize)
    };
    Span::new(at(number - 1), at(number))
}

/// The lines of a text with what they were read as and why.
fn all(text: &str, rules: Option<&Arc<Rules>>, corrections: &[Correction]) -> Vec<Explained> {
    let loaded = load(text, rules.cloned(), corrections);
    let issue = &loaded.issue;
    let numbers: Vec<usize> = (1..=issue.line_starts.len()).collect();
    let grounds = explain(issue, rules.map(|r| &**r), corrections, &numbers).lines;
    let parts = SourceParts::of(issue, &Index::of(issue));
    numbers
        .into_iter()
        .zip(grounds)
        .map(|(number, ground)| Explained {
            number,
            text: line(issue, number).of(&issue.source).trim().to_owned(),
            part: parts.within(line(issue, number)).map(|p| p.part),
            ground,
        })
        .collect()
}

struct Explained {
    number: usize,
    text: String,
    part: Option<ReadAs>,
    ground: Option<Ground>,
}

/// The explanation of the line that holds some words.
fn of(text: &str, words: &str) -> (ReadAs, Ground) {
    told(text, words, None, &[])
}

fn told(
    text: &str,
    words: &str,
    rules: Option<&Arc<Rules>>,
    corrections: &[Correction],
) -> (ReadAs, Ground) {
    let all = all(text, rules, corrections);
    let found = all.into_iter().find(|e| e.text.contains(words)).unwrap();
    (found.part.unwrap(), found.ground.unwrap())
}

fn choices(ground: &Ground) -> &[Choice] {
    match ground {
        Ground::Weighed(choices) => choices,
        other => panic!("not weighed: {other:?}"),
    }
}

fn reasons(choice: &Choice) -> Vec<&str> {
    choice.evidence.iter().map(|e| e.reason.english).collect()
}

/// The words that told a line by its form.
fn rule(ground: &Ground) -> (&'static str, &'static str, &str) {
    let Ground::Form(clues) = ground else {
        panic!("not told by its form: {ground:?}")
    };
    let (table, list, word) = clues[0].rule.as_ref().unwrap();
    (table, list, word)
}

/// A paper without marks, its paragraph cut by a column.
const PAPER: &str = "苇河日报 2025年10月17日 星期五 第12期

第02版：综合

苇河上的摆渡人

本报记者 纪苏

天还没有亮，渡口的灯已经点着了，老船工把缆绳解开，等着头一班赶集的人，风从上游吹下来，带着雪水的凉气，对岸的狗叫了两声又不叫了，他在这条河上来来回回

摆渡了四十年，每一块石头都认得。

老船工说，桥修好了，渡船还要再开一阵子，好让两岸的老人不必绕路，也让赶集的人照旧有个歇脚说话的地方。

图为老船工在解缆绳。 纪苏摄

（下转第4版）

本版责编：唐小满 校对：顾一苇
";

#[test]
fn each_kind_of_line_is_explained() {
    let (part, ground) = of(PAPER, "苇河日报 2025");
    assert_eq!(part, ReadAs::Furniture(FurnitureKind::Masthead));
    assert!(matches!(ground, Ground::Form(clues) if clues[0].rule.is_none()));

    let (_, ground) = of(PAPER, "第02版");
    assert!(
        matches!(ground, Ground::Form(clues) if clues[0].reason.english.contains("section headings"))
    );

    let (part, ground) = of(PAPER, "苇河上的");
    assert_eq!(part, ReadAs::Headline);
    let chosen: Vec<&Reading> = choices(&ground).iter().map(|c| &c.chosen).collect();
    assert_eq!(chosen, [&Reading::Alone, &Reading::Article(true, [5, 5])]);
    assert!(reasons(&choices(&ground)[1]).contains(&"a byline follows, in a text without marks"));

    assert_eq!(rule(&of(PAPER, "本报记者").1), ("byline", "roles", "记者"));

    let (part, ground) = of(PAPER, "摆渡了四十年");
    assert_eq!(part, ReadAs::Block(BlockKind::Paragraph, false));
    assert_eq!(choices(&ground)[0].chosen, Reading::GoesOn(9));
    assert_eq!(choices(&ground)[0].rival, Some(Reading::Begins));
    assert!(reasons(&choices(&ground)[0]).contains(&"the piece before ends in mid-sentence"));

    let (part, ground) = of(PAPER, "桥修好了");
    assert_eq!(part, ReadAs::Block(BlockKind::Paragraph, true));
    assert_eq!(choices(&ground)[0].chosen, Reading::Begins);
    assert_eq!(choices(&ground)[0].rival, Some(Reading::GoesOn(11)));
    assert_eq!(
        reasons(&choices(&ground)[0]),
        ["the piece before ends a sentence"]
    );

    assert_eq!(rule(&of(PAPER, "图为").1), ("caption", "starts", "图为"));
    assert_eq!(rule(&of(PAPER, "下转").1), ("jump", "on", "下转"));
    assert_eq!(
        rule(&of(PAPER, "本版责编").1),
        ("furniture", "editors", "本版责编")
    );
}

#[test]
fn bare_names_subheads_and_marked_lines_are_explained() {
    let text = "苇河上的摆渡人\n\n高宁\n\n天还没有亮，渡口的灯已经点着了，老船工把缆绳解开，等着头一班赶集的人，他在这条河上来来回回\n\n摆渡了四十年，每一块石头都认得。\n\n一、缆绳\n\n- 旧缆绳三根\n\n老船工说，桥修好了，渡船还要再开一阵子，好让两岸的老人不必绕路。\n\n桥修好了\n\n本报讯 苇河老铁桥昨日通车。\n";
    let (part, ground) = of(text, "高宁");
    assert_eq!(part, ReadAs::Byline);
    let place = &choices(&ground)[0];
    assert_eq!(place.chosen, Reading::Names);
    assert!(reasons(place).contains(&"holds names and nothing else"));

    let (part, ground) = of(text, "一、缆绳");
    assert_eq!(part, ReadAs::Block(BlockKind::Subhead, true));
    let start = &choices(&ground)[1];
    assert_eq!(start.chosen, Reading::Article(false, [9, 9]));
    assert!(reasons(start).contains(&"is numbered, as subheads are"));

    let (part, ground) = of(text, "旧缆绳");
    assert_eq!(part, ReadAs::Block(BlockKind::List, true));
    assert_eq!(ground, Ground::Marked(Marked::List));
}

#[test]
fn the_shares_of_heads_are_explained_line_by_line() {
    let text = "## 渡口昨日恢复通航\n# 一条船载着两岸人\n## 早晚各加开三班\n\n本报讯 渡口昨日恢复通航，两岸的人又能乘船来往，早晚各加开三班。\n";
    let (part, ground) = of(text, "早晚各加开三班");
    assert_eq!(part, ReadAs::Deck);
    let shares = &choices(&ground)[2];
    let roles = [(1, Role::Kicker), (2, Role::Headline), (3, Role::Deck)];
    let roles = roles.map(|(line, role)| (line, Some(role)));
    assert_eq!(shares.chosen, Reading::Shares(roles.to_vec()));
    let mut own = shares.evidence.iter().filter(|e| e.line == Some(3));
    assert!(
        own.any(|e| (e.role, e.reason.english) == (Some(Role::Deck), "ranks below the headline"))
    );
}

#[test]
fn a_correction_is_named_as_what_decided() {
    let correction = |text: &str, is| Correction {
        text: text.to_owned(),
        is: Some(is),
        ..Correction::default()
    };
    let caption = [correction(
        "老船工说，桥修好了，渡船还要再开一阵子，好让两岸的老人不必绕路，也让赶集的人照旧有个歇脚说话的地方。",
        Role::Caption,
    )];
    assert_eq!(told(PAPER, "桥修好了", None, &caption).1, Ground::Told);
    let subhead = [correction("苇河上的摆渡人", Role::Subhead)];
    let (_, ground) = told(PAPER, "苇河上的", None, &subhead);
    let start = &choices(&ground)[1];
    assert_eq!(start.chosen, Reading::Article(false, [5, 5]));
    assert_eq!(reasons(start)[0], "is told to begin none");
}

#[test]
fn a_rule_of_ones_own_is_named() {
    let own = "[furniture]\nlines = [\"老船工说*\"]\n";
    let rules = Arc::new(Rules::built_in().extended(own).unwrap());
    let (part, ground) = told(PAPER, "桥修好了", Some(&rules), &[]);
    assert_eq!(part, ReadAs::Furniture(FurnitureKind::Other));
    assert_eq!(rule(&ground), ("furniture", "lines", "老船工说*"));
}

#[test]
fn where_marks_are_trusted_the_mark_is_named() {
    let text = "# 苇河周刊\n\n## 桥\n\n桥修好了，[详情](https://example.org)。\n\n## 船\n\n- 渡船照开，[班次](https://example.org)\n- 早晚各加开三班\n\n一条船载着两岸人。\n\n河边\n----\n\n水涨了。\n";
    let mark = |words: &str| match of(text, words).1 {
        Ground::Trusted {
            mark,
            exported: false,
            ..
        } => mark,
        other => panic!("{words}: {other:?}"),
    };
    assert_eq!(mark("## 船"), Some(Marked::Heading(2)));
    assert_eq!(mark("早晚各加开"), Some(Marked::List));
    assert_eq!(mark("河边"), Some(Marked::Heading(2)));
    assert_eq!(mark("水涨了"), None);
    let exported = "+++\nkanbao = 1\n+++\n\n## 桥\n\n桥修好了。\n";
    assert_eq!(of(exported, "kanbao = 1").1, Ground::Front);
    let export = of(exported, "桥修好了").1;
    assert!(matches!(export, Ground::Trusted { exported: true, .. }));
}

#[test]
fn nothing_is_told_of_blank_lines_and_lines_that_are_not_there() {
    let loaded = load(PAPER, None, &[]);
    let told = explain(&loaded.issue, None, &[], &[0, 2, 999, 3]).lines;
    assert_eq!(
        told.iter().map(Option::is_some).collect::<Vec<_>>(),
        [false, false, false, true]
    );
}

/// Whether a line was read as the explanation says.
fn agrees(explained: &Explained) -> bool {
    let Some(Ground::Weighed(choices)) = &explained.ground else {
        return true;
    };
    let begun = |c: &Choice| matches!(c.chosen, Reading::Article(true, _));
    choices
        .iter()
        .all(|choice| match (&choice.chosen, explained.part) {
            (Reading::GoesOn(_), Some(ReadAs::Block(_, first))) => !first,
            (Reading::Begins, Some(ReadAs::Block(kind, first))) => {
                // A piece from another page is joined to its story.
                (first || explained.text.contains("上接")) && kind != BlockKind::Subhead
            }
            (Reading::Alone, Some(part)) => !matches!(part, ReadAs::Block(_, false)),
            (Reading::Article(false, _), Some(part)) => {
                !matches!(part, ReadAs::Headline | ReadAs::Kicker | ReadAs::Column)
            }
            (Reading::Shares(shares), Some(part)) if choices.iter().any(begun) => {
                let own = shares.iter().find(|(line, _)| *line == explained.number);
                match own.and_then(|(_, role)| *role) {
                    Some(Role::Headline) => part == ReadAs::Headline,
                    Some(Role::Kicker) => part == ReadAs::Kicker,
                    Some(Role::Deck) => part == ReadAs::Deck,
                    Some(Role::Column) => part == ReadAs::Column,
                    Some(Role::Byline) => part == ReadAs::Byline,
                    // The first may be the byline of the text before.
                    _ => matches!(part, ReadAs::Block(..) | ReadAs::Byline),
                }
            }
            _ => true,
        })
}

/// Sees that the evidence listed makes up the margin, and that what was chosen leads.
fn adds_up(explained: &Explained) -> Result<(), String> {
    let Some(Ground::Weighed(choices)) = &explained.ground else {
        return Ok(());
    };
    for choice in choices {
        let sum: f32 = choice.evidence.iter().map(|e| e.weight).sum();
        let all: f32 = choice.evidence.iter().map(|e| e.weight.abs()).sum();
        let near = 0.06 + all * 1e-3;
        let fits = (sum - choice.margin).abs() < near && choice.margin > -1e-3;
        if !fits || !(0. ..=1.).contains(&choice.likely) {
            return Err(format!("line {}: {sum} {choice:?}", explained.number));
        }
    }
    Ok(())
}

#[test]
fn every_line_of_a_long_paragraph_is_explained_in_time_by_their_number() {
    // With the paragraph read again for each line this takes hours.
    let text = format!("江水东流方向。\n\n{}", "paper = \"某报\"\n".repeat(4000));
    let all = all(&text, None, &[]);
    let weighed = |e: &&Explained| matches!(e.ground, Some(Ground::Weighed(_)));
    assert_eq!(all.iter().filter(weighed).count(), 4001);
}

#[test]
fn every_line_of_a_long_run_of_lone_lines_is_explained_in_time_by_their_number() {
    let text = "# 桥\n\n".repeat(4000);
    let marked = format!("{text}桥修好了，渡船还要再开一阵子，好让两岸的老人不必绕路。\n");
    let all = all(&marked, None, &[]);
    let last = all.iter().rfind(|e| e.text == "# 桥").unwrap();
    let shares = choices(last.ground.as_ref().unwrap()).last().unwrap();
    let Reading::Shares(lines) = &shares.chosen else {
        panic!("{shares:?}")
    };
    assert!(lines.iter().any(|(line, _)| *line == last.number) && lines.len() < 100);
}

fn papers() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/papers");
    let files = fs::read_dir(folder).unwrap();
    let paths = files.map(|f| f.unwrap().path());
    let texts = paths.filter(|p| p.extension().is_some_and(|e| e != "outline"));
    texts.map(|p| fs::read_to_string(p).unwrap()).collect()
}

#[test]
fn every_line_is_explained_as_it_was_read() {
    let plain = SAMPLE.replace("# ", "").replace('#', "");
    let flat = SAMPLE.replace("## ", "# ").replace("##", "");
    for text in [SAMPLE.to_owned(), plain, flat, PAPER.to_owned()]
        .into_iter()
        .chain(papers())
    {
        for explained in all(&text, None, &[]) {
            assert_eq!(
                explained.ground.is_some(),
                !explained.text.is_empty(),
                "{}: {}",
                explained.number,
                explained.text
            );
            adds_up(&explained).unwrap();
            assert!(
                agrees(&explained),
                "{}: {:?} {:?}",
                explained.number,
                explained.part,
                explained.ground
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn a_line_is_explained_alone_as_among_all(order in prop::collection::vec(0_usize..120, 4..60), again in 1_usize..12) {
        let lines: Vec<String> = papers().iter().flat_map(|p| p.lines().map(str::to_owned).collect::<Vec<_>>()).collect();
        let chosen: Vec<&str> = order.iter().filter_map(|n| lines.get(n * 7 % lines.len())).map(String::as_str).collect();
        // Runs of like lines are long.
        let text: String = chosen.iter().flat_map(|line| [*line, "\n"].repeat(if line.len() % 3 == 0 { again } else { 1 })).collect();
        let issue = load(&text, None, &[]).issue;
        let numbers: Vec<usize> = (1..=issue.line_starts.len()).collect();
        let backwards: Vec<usize> = numbers.iter().rev().copied().collect();
        let mut turned = explain(&issue, None, &[], &backwards).lines;
        turned.reverse();
        prop_assert_eq!(&explain(&issue, None, &[], &numbers).lines, &turned);
        let middle = (numbers.len() / 2).max(1);
        prop_assert_eq!(&explain(&issue, None, &[], &[middle]).lines[0], &turned[middle - 1]);
    }

    #[test]
    fn evidence_adds_up_in_any_text(order in prop::collection::vec(0_usize..120, 4..60)) {
        let lines: Vec<&str> = SAMPLE.lines().collect();
        let text: Vec<&str> = order.iter().filter_map(|n| lines.get(n * 2)).copied().collect();
        for explained in all(&text.join("\n"), None, &[]) {
            prop_assert_eq!(adds_up(&explained), Ok(()));
        }
    }
}

#[test]
fn a_line_told_by_a_word_is_read_otherwise_without_it() {
    for text in [SAMPLE, PAPER] {
        for explained in all(text, None, &[]) {
            let Some(Ground::Form(clues)) = &explained.ground else {
                continue;
            };
            let Some((table, list, word)) = clues.first().and_then(|c| c.rule.clone()) else {
                continue;
            };
            let without = format!("[without.{table}]\n{list} = [\"{word}\"]\n");
            let rules = Arc::new(Rules::built_in().extended(&without).unwrap());
            let after = all(text, Some(&rules), &[]);
            let after = &after[explained.number - 1];
            assert_ne!(after.ground, explained.ground, "{}", explained.text);
        }
    }
}
