//! Corrections as evidence: a text read wrongly and corrected is read right, all else stays, and nothing is lost.

#![allow(clippy::unwrap_used)]

use crate::loader::mangled;
use crate::promises::load::faults;
use kanbao::correction::{Correction, Edge, Role, Said, Unmet};
use kanbao::issue::{BlockKind, Issue, Text};
use kanbao::loader::{Loaded, Options, Rules, load, reread};
use proptest::prelude::*;
use std::fmt::Write;
use std::sync::Arc;

fn read(text: &str, corrections: &[Correction]) -> Loaded {
    let options = Options {
        corrections: corrections.to_vec(),
        ..Options::default()
    };
    load(text.as_bytes().to_vec(), &options)
}

/// What is told of the lines that hold some words.
fn corrections(text: &str, told: &[(&str, Said)]) -> Vec<Correction> {
    let issue = read(text, &[]).issue;
    let line = |words: &str| {
        let at = text.find(words).unwrap_or_else(|| panic!("no {words}"));
        issue.line_of(u32::try_from(at).unwrap())
    };
    let correction = |(words, said): &(&str, Said)| {
        let mut correction = Correction::at(&issue, line(words)).unwrap();
        correction.say(said.clone());
        correction
    };
    told.iter().map(correction).collect()
}

/// An issue at a glance: sections, articles with their heads, blocks by the first letter of their kind, furniture.
fn outline(issue: &Issue) -> String {
    let mut out = String::new();
    let words = |text: &Text| text.of(&issue.source);
    for section in &issue.sections {
        let name = section.name.as_ref().map(words);
        if section.page.is_some() || name.is_some() {
            let (page, name) = (
                section.page.clone().unwrap_or_default(),
                name.unwrap_or_default(),
            );
            writeln!(out, "[{page} {name}]").unwrap();
        }
        for article in &section.articles {
            let heads = [
                ("栏", &article.column),
                ("引", &article.kicker),
                ("题", &article.headline),
                ("副", &article.deck),
                ("署", &article.byline),
            ];
            let heads: Vec<String> = heads
                .iter()
                .filter_map(|(name, text)| Some(format!("{name}:{}", words(text.as_ref()?))))
                .collect();
            writeln!(out, "* {}", heads.join(" ")).unwrap();
            for block in &article.blocks {
                let kind = match block.kind {
                    BlockKind::Paragraph => "P",
                    BlockKind::Subhead => "S",
                    BlockKind::Caption => "C",
                    BlockKind::Note => "N",
                    BlockKind::Verse => "V",
                    BlockKind::List => "L",
                    _ => "?",
                };
                let text: String = words(&block.text).chars().take(14).collect();
                writeln!(out, "  {kind} {text}").unwrap();
            }
        }
    }
    for furniture in &issue.furniture {
        writeln!(out, "~ {}", words(&furniture.text)).unwrap();
    }
    out
}

/// What a correction changes in the outline of a text: lines that go (-) and lines that come (+). Nothing of the text
/// is lost, and all that is told is applied.
fn changes(text: &str, said: &[(&str, Said)]) -> Vec<String> {
    let loaded = read(text, &corrections(text, said));
    assert_eq!(faults(&loaded.issue), Vec::<String>::new());
    assert!(
        loaded.applied.iter().all(Option::is_some),
        "{:?}",
        loaded.applied
    );
    assert!(
        loaded.defects.iter().all(|d| d.kind != "correction"),
        "{:?}",
        loaded.defects
    );
    let (before, after) = (outline(&read(text, &[]).issue), outline(&loaded.issue));
    let but = |one: &str, other: &str, sign: &str| -> Vec<String> {
        let lines = one.lines().filter(|l| !other.lines().any(|o| o == *l));
        lines.map(|l| format!("{sign}{}", l.trim())).collect()
    };
    [but(&before, &after, "-"), but(&after, &before, "+")].concat()
}

/// Clean paragraphs under marked headlines, as extraction leaves them.
const PAPER: &str = "\
# 青川大桥昨日通车

本报讯 青川大桥昨日上午正式通车，两岸居民步行十分钟即可往来。大桥全长三百二十米，桥面双向四车道，

两侧设有人行道和观景台。建桥用了三年。

桥头的石狮子是从旧桥上搬来的，左边一只缺了耳朵。工匠照着老照片补好了它。

# 夜市开张

本报讯 河堤夜市昨晚开市，一百二十个摊位排成两行，灯火通明。九点以后客人最多，摊主们忙到半夜。

# 春耕正忙

本报讯 北乡的农田里，拖拉机从早响到晚。今年种子和肥料都备得早，农户说收成可望比去年好。
";

/// The same cut at a column's width, without marks.
const WRAPPED: &str = "\
青川大桥昨日通车
本报讯　青川大桥昨日上午正式通车，两
岸居民步行十分钟即可往来。大桥全长三
百二十米，桥面双向四车道，两侧设有人
行道和观景台。
桥头的石狮子是从旧桥上搬来的，左边一
只缺了耳朵。工匠照着老照片补好了它，
看起来和原先一样。
夜市开张
本报讯　河堤夜市昨晚开市，一百二十个
摊位排成两行，灯火通明。九点以后客人
最多，摊主们忙到半夜。
";

/// A newsletter whose marks are true.
const LETTER: &str = "\
# 青川周报

## 要闻

### 大桥通车

大桥昨日[通车](https://example.org/a)。

- 全长三百二十米
- 双向四车道

两岸居民步行往来。

### 夜市开张

夜市有**一百二十**个摊位。

## 乡村

### 春耕正忙

拖拉机从早响到晚。
";

#[test]
fn a_line_is_what_it_is_told_to_be() {
    use Role::{
        Byline, Caption, Column, Deck, Furniture, Headline, Kicker, Section, Subhead, Text,
    };
    let marked: &[(Role, &[&str])] = &[
        (Headline, &[]),
        (Kicker, &["-* 题:夜市开张", "+* 引:夜市开张"]),
        (Column, &["-* 题:夜市开张", "+* 栏:夜市开张"]),
        (
            Deck,
            &[
                "-* 题:青川大桥昨日通车",
                "-* 题:夜市开张",
                "+* 题:青川大桥昨日通车 副:夜市开张",
            ],
        ),
        (
            Byline,
            &[
                "-* 题:青川大桥昨日通车",
                "-* 题:夜市开张",
                "+* 题:青川大桥昨日通车 署:夜市开张",
            ],
        ),
        (Subhead, &["-* 题:夜市开张", "+S 夜市开张"]),
        (Caption, &["-* 题:夜市开张", "+C 夜市开张"]),
        (Text, &["-* 题:夜市开张", "+P 夜市开张"]),
        (Furniture, &["-* 题:夜市开张", "+~ 夜市开张"]),
        (Section, &["-* 题:夜市开张", "+[ 夜市开张]", "+*"]),
    ];
    for (role, expected) in marked {
        assert_eq!(
            changes(PAPER, &[("夜市开张", Said::Is(*role))]),
            *expected,
            "{role:?}"
        );
    }
    let text = "桥头的石狮子是从旧桥上搬来的";
    let text: &[(Role, String)] = &[
        (Subhead, format!("+S {text}")),
        (Caption, format!("+C {text}")),
    ];
    for (role, expected) in text {
        let found = changes(PAPER, &[("桥头的石狮子", Said::Is(*role))]);
        assert_eq!(found.last(), Some(expected), "{role:?}");
        assert_eq!(found.len(), 2, "{found:?}");
    }
}

#[test]
fn the_lines_of_a_column_are_told_apart_too() {
    let found = changes(WRAPPED, &[("桥头的石狮子", Said::Is(Role::Caption))]);
    assert_eq!(
        found,
        [
            "-P 桥头的石狮子是从旧桥上搬来的",
            "+C 桥头的石狮子是从旧桥上搬来的"
        ],
        "a caption goes on to where its column's lines fall short"
    );
    let found = changes(WRAPPED, &[("岸居民步行", Said::Joins(false))]);
    assert_eq!(found, ["+P 岸居民步行十分钟即可往来。大"]);
    let found = changes(WRAPPED, &[("夜市开张", Said::Is(Role::Subhead))]);
    assert_eq!(found, ["-* 题:夜市开张", "+S 夜市开张"]);
    let two = [
        ("夜市开张", Said::Is(Role::Kicker)),
        ("本报讯　河堤", Said::Is(Role::Headline)),
    ];
    let found = changes(WRAPPED, &two);
    assert!(
        found.contains(&"+* 引:夜市开张 题:本报讯　河堤夜市昨晚开市，一百二十个".to_owned()),
        "{found:?}"
    );
}

#[test]
fn paragraphs_are_joined_and_parted_as_told() {
    let joined = changes(PAPER, &[("桥头的石狮子", Said::Joins(true))]);
    assert_eq!(joined, ["-P 桥头的石狮子是从旧桥上搬来的"]);
    let parted = changes(PAPER, &[("两侧设有人行道", Said::Joins(false))]);
    assert_eq!(parted, ["+P 两侧设有人行道和观景台。建桥"]);
    // What was a headline goes on with the text before, and its article with it.
    let headline = changes(PAPER, &[("夜市开张", Said::Joins(true))]);
    assert_eq!(headline, ["-* 题:夜市开张"]);
}

#[test]
fn what_is_told_of_a_headlines_first_line_holds_for_the_rest() {
    let text = "山城日报\u{3000}2026年4月3日\n\n山城新桥昨日通车，两岸居民从此\n不必再等渡船过江\n\n\
                本报讯\u{3000}山城新桥昨日通车，桥长\n八百米，两岸的人都来看，桥下还\n泊着渡船，船工说从今天起不再摆\n渡了。\n";
    let first = "山城新桥昨日通车，两岸";
    assert!(changes(text, &[(first, Said::Is(Role::Headline))]).is_empty());
    let found = changes(text, &[(first, Said::Is(Role::Subhead))]);
    assert!(
        found.contains(&"+S 山城新桥昨日通车，两岸居民从".to_owned()),
        "{found:?}"
    );
    let rest = found.iter().any(|change| change.contains(" 不必再等"));
    assert!(!rest, "the rest is no line of its own: {found:?}");
    let found = changes(text, &[("不必再等", Said::Joins(true))]);
    assert!(found.is_empty(), "{found:?}");
    // What is told of its second line parts it.
    let found = changes(text, &[("不必再等", Said::Is(Role::Deck))]);
    let heads = "+* 题:山城新桥昨日通车，两岸居民从此 副:不必再等渡船过江".to_owned();
    assert!(found.contains(&heads), "{found:?}");
}

#[test]
fn a_paragraph_is_joined_across_a_caption_that_is_told() {
    let text = PAPER.replace("两侧设有", "市民在桥上留影，\n\n两侧设有");
    let told = [
        ("市民在桥上", Said::Is(Role::Caption)),
        ("两侧设有人行道", Said::Joins(true)),
    ];
    let loaded = read(&text, &corrections(&text, &told));
    let after = outline(&loaded.issue);
    assert!(after.contains("  C 市民在桥上留影，"), "{after}");
    let first = &loaded.issue.sections[0].articles[0].blocks[0];
    let words = first.text.of(&loaded.issue.source);
    assert!(words.contains("双向四车道，两侧设有人行道"), "{words}");
}

#[test]
fn articles_begin_and_end_where_told_and_sections_begin() {
    let begins = changes(PAPER, &[("桥头的石狮子", Said::Article(Edge::Begins))]);
    assert_eq!(begins, ["+*"]);
    let ends = changes(PAPER, &[("建桥用了三年", Said::Article(Edge::Ends))]);
    assert_eq!(ends, ["+*"]);
    let already = changes(PAPER, &[("夜市开张", Said::Article(Edge::Begins))]);
    assert!(already.is_empty(), "{already:?}");
    let section = changes(PAPER, &[("夜市开张", Said::Section("02 综合".into()))]);
    assert_eq!(section, ["+[02 综合]"]);
    let nameless = changes(PAPER, &[("桥头的石狮子", Said::Section("副刊".into()))]);
    assert_eq!(nameless, ["+[ 副刊]", "+*"]);
}

#[test]
fn what_is_told_holds_where_the_marks_are_true() {
    let subhead = changes(LETTER, &[("夜市开张", Said::Is(Role::Subhead))]);
    assert_eq!(subhead, ["-* 题:夜市开张", "+S 夜市开张"]);
    let text = changes(LETTER, &[("两岸居民", Said::Is(Role::Headline))]);
    assert_eq!(text, ["-P 两岸居民步行往来。", "+* 题:两岸居民步行往来。"]);
    let item = changes(LETTER, &[("双向四车道", Said::Is(Role::Text))]);
    assert_eq!(item, ["-L 双向四车道", "+P 双向四车道"]);
    let furniture = changes(LETTER, &[("两岸居民", Said::Is(Role::Furniture))]);
    assert_eq!(
        furniture,
        ["-P 两岸居民步行往来。", "+~ 两岸居民步行往来。"]
    );
    let section = changes(LETTER, &[("夜市开张", Said::Section("市井".into()))]);
    assert_eq!(section, ["+[ 市井]"]);
    let begins = changes(LETTER, &[("两岸居民", Said::Article(Edge::Begins))]);
    assert_eq!(begins, ["+*"]);
    let ends = changes(LETTER, &[("双向四车道", Said::Article(Edge::Ends))]);
    assert_eq!(ends, ["+*"]);
    let kicker = changes(LETTER, &[("两岸居民", Said::Is(Role::Kicker))]);
    assert_eq!(
        kicker,
        [
            "-P 两岸居民步行往来。",
            "-* 题:夜市开张",
            "+* 引:两岸居民步行往来。 题:夜市开张"
        ]
    );
}

#[test]
fn a_correction_outlives_another_extraction() {
    let told = corrections(PAPER, &[("夜市开张", Said::Is(Role::Subhead))]);
    for changed in [
        PAPER.replace("# 夜市开张", "夜市 开张"),
        PAPER.replace("# 青川大桥", "报头在此\n\n### 青川大桥"),
    ] {
        let loaded = read(&changed, &told);
        assert!(loaded.applied[0].is_some());
        assert!(!outline(&loaded.issue).contains("* 题:夜市开张"));
    }
}

#[test]
fn a_correction_whose_line_is_gone_is_told_and_not_applied_elsewhere() {
    let told = corrections(PAPER, &[("夜市开张", Said::Is(Role::Subhead))]);
    let changed = PAPER.replace("夜市开张", "夜市昨天开张");
    let loaded = read(&changed, &told);
    assert_eq!(loaded.applied, [None]);
    let kinds: Vec<&str> = loaded.defects.iter().map(|d| d.kind).collect();
    assert!(kinds.contains(&"correction"), "{kinds:?}");
    assert_eq!(outline(&loaded.issue), outline(&read(&changed, &[]).issue));
}

/// Why what is told of the line with some words does not hold, and whether the issue is as without it.
fn unmet(text: &str, words: &str, said: Said) -> (Vec<Unmet>, bool) {
    let loaded = read(text, &corrections(text, &[(words, said)]));
    assert_eq!(faults(&loaded.issue), Vec::<String>::new());
    let whys: Vec<Unmet> = loaded.unmet.iter().map(|(_, why)| *why).collect();
    let told = loaded.defects.iter().filter(|d| d.kind == "correction");
    assert_eq!(told.count(), whys.len());
    assert_eq!(loaded.applied[0].is_none(), !whys.is_empty());
    (whys, loaded.issue == read(text, &[]).issue)
}

#[test]
fn what_has_nothing_before_it_goes_on_with_nothing() {
    let join = || Said::Joins(true);
    let nothing = (vec![Unmet::NothingBefore], true);
    assert_eq!(unmet(PAPER, "青川大桥昨日通车", join()), nothing);
    let page = format!("青川时报\n2025年3月4日 星期二\n第01版 要闻\n\n{PAPER}");
    for words in ["青川时报", "2025年", "第01版", "青川大桥昨日通车"] {
        assert_eq!(unmet(&page, words, join()), nothing, "{words}");
    }
    for words in ["本报讯 青川大桥", "桥头的石狮子", "夜市开张"] {
        assert_eq!(unmet(&page, words, join()).0, [], "{words}");
    }
    // What else is told of it holds.
    let mut told = corrections(PAPER, &[("青川大桥昨日通车", Said::Is(Role::Kicker))]);
    told[0].say(join());
    let loaded = read(PAPER, &told);
    assert!(loaded.applied[0].is_some());
    assert_eq!(loaded.unmet, [(0, Unmet::NothingBefore)]);
}

#[test]
fn what_cannot_be_as_it_is_told_is_told() {
    let page = format!("青川时报\n2025年3月4日 星期二\n第01版 要闻\n\n{PAPER}\n（下转第二版）\n");
    let end = || Said::Article(Edge::Ends);
    for words in ["青川时报", "第01版"] {
        assert_eq!(
            unmet(&page, words, end()),
            (vec![Unmet::NoArticle], true),
            "{words}"
        );
    }
    assert_eq!(unmet(&page, "青川大桥昨日上午", end()).0, []);
    // A jump line is no text.
    assert_eq!(
        unmet(&page, "下转", Said::Joins(true)).0,
        [Unmet::NotJoined]
    );
    assert_eq!(
        unmet(&page, "下转", Said::Joins(false)).0,
        [Unmet::NotParted]
    );
    // Where marks are trusted, the first paragraph below a headline has none of its article before it.
    let whys = unmet(LETTER, "夜市有", Said::Joins(true));
    assert_eq!(whys, (vec![Unmet::NotJoined], true));
    for words in ["青川大桥昨日通车", "本报讯 青川大桥", "桥头的石狮子"] {
        assert_eq!(unmet(PAPER, words, Said::Joins(false)).0, [], "{words}");
    }
}

#[test]
fn an_export_is_read_by_its_marks_alone() {
    let exported = format!("+++\nkanbao = 1\n+++\n\n## 夜市开张\n\n{}\n", "灯火通明。");
    let told = corrections(&exported, &[("夜市开张", Said::Is(Role::Text))]);
    let loaded = read(&exported, &told);
    assert_eq!(loaded.applied, [None]);
    assert!(outline(&loaded.issue).contains("* 题:夜市开张"));
    assert!(loaded.defects.iter().any(|d| d.kind == "correction"));
}

#[test]
fn what_is_told_is_no_longer_in_doubt() {
    let loaded = read(
        PAPER,
        &corrections(PAPER, &[("夜市开张", Said::Is(Role::Headline))]),
    );
    let line = loaded.applied[0].unwrap();
    assert!(loaded.defects.iter().all(|d| d.line != line));
}

#[test]
fn a_text_read_again_is_the_same() {
    let told = corrections(PAPER, &[("夜市开张", Said::Is(Role::Kicker))]);
    let (first, again) = (read(PAPER, &told), reread(PAPER.to_owned(), None, &told));
    assert_eq!(first.issue, again.issue);
    assert_eq!(first.applied, again.applied);
}

#[test]
fn a_text_read_again_goes_by_the_rules_in_force() {
    let told = corrections(PAPER, &[("夜市开张", Said::Is(Role::Kicker))]);
    let own = Rules::built_in()
        .extended("[furniture]\nlines = [\"夜市*\"]\n[section]\nlines = [\"夜市*\"]\n");
    let rules = Arc::new(own.unwrap());
    let options = Options {
        rules: Some(Arc::clone(&rules)),
        corrections: told.clone(),
        ..Options::default()
    };
    let first = load(PAPER.as_bytes().to_vec(), &options);
    let again = reread(PAPER.to_owned(), Some(&rules), &told);
    assert_eq!(first.issue, again.issue);
    // What is told outweighs the rules.
    assert!(outline(&again.issue).contains("引:夜市开张"));
    let without = reread(PAPER.to_owned(), Some(&rules), &[]);
    assert!(!outline(&without.issue).contains("题:夜市开张"));
}

#[test]
fn what_a_newsletter_says_of_itself_is_text_where_it_is_told_to_be() {
    const LETTER: &str = "# 山城周刊（第 12 期）\n\n2024年第12期\n\n本刊每周五更新，欢迎投稿。\n\n## 春耕\n\n种子已经运到村里。\n\n\
        ## 夏收\n\n麦子开镰了，人们起得很早。\n\n责任编辑：王小川\n";
    let alone = read(LETTER, &[]).issue;
    assert_eq!(articles(&alone), "春耕; 夏收");
    let told = corrections(
        LETTER,
        &[
            ("本刊每周五", Said::Is(Role::Text)),
            ("2024年第12期", Said::Is(Role::Headline)),
            ("责任编辑", Said::Is(Role::Text)),
        ],
    );
    let issue = read(LETTER, &told).issue;
    assert_eq!(articles(&issue), "2024年第12期; 春耕; 夏收");
    let held = |words: &str| {
        let mut blocks = issue.articles().flat_map(|(_, a)| &a.blocks);
        blocks.any(|b| b.text.of(&issue.source).contains(words))
    };
    assert!(held("本刊每周五更新") && held("责任编辑：王小川"));
}

/// The headlines.
fn articles(issue: &Issue) -> String {
    let headline = |text: Option<&Text>| text.map(|t| t.of(&issue.source)).unwrap_or_default();
    let all = issue.articles().map(|(_, a)| headline(a.headline.as_ref()));
    all.collect::<Vec<_>>().join("; ")
}

/// Anything told of any lines.
fn anything() -> impl Strategy<Value = Vec<(usize, Said)>> {
    let said = prop_oneof![
        4 => prop::sample::select(Role::ALL.to_vec()).prop_map(Said::Is),
        2 => any::<bool>().prop_map(Said::Joins),
        1 => Just(Said::Article(Edge::Begins)),
        1 => Just(Said::Article(Edge::Ends)),
        1 => "[0-9]{0,2} ?[一-十]{0,3}".prop_map(Said::Section),
    ];
    prop::collection::vec(
        (
            any::<prop::sample::Index>().prop_map(|i| i.index(1000)),
            said,
        ),
        0..12,
    )
}

fn all_holds(text: &str, said: &[(usize, Said)]) -> Result<(), TestCaseError> {
    let issue = read(text, &[]).issue;
    let lines = issue.line_starts.len();
    let mut told: Vec<Correction> = Vec::new();
    for (line, said) in said {
        if let Some(mut correction) = Correction::at(&issue, line % lines.max(1) + 1) {
            correction.say(said.clone());
            told.push(correction);
        }
    }
    let loaded = read(text, &told);
    prop_assert_eq!(faults(&loaded.issue), Vec::<String>::new());
    prop_assert_eq!(loaded.applied.len(), told.len());
    // On another text they are found or not, and lose nothing either.
    let other: String = text.chars().filter(|c| *c != '#').collect();
    prop_assert_eq!(faults(&read(&other, &told).issue), Vec::<String>::new());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_told_of_a_paper_loses_nothing(text in mangled(), said in anything()) {
        all_holds(&text, &said)?;
    }

    #[test]
    fn whatever_is_told_of_a_text_loses_nothing(
        text in "[一-十第版：,。#*>|\\-+`\\[\\](){}<>&;!_0-9a-z\r\n \u{3000}“”（）]{0,300}", said in anything()
    ) {
        all_holds(&text, &said)?;
    }

    #[test]
    fn whatever_is_told_of_a_newsletter_loses_nothing(said in anything()) {
        all_holds(LETTER, &said)?;
        all_holds(WRAPPED, &said)?;
    }
}
