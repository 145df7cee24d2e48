//! A reader's own rules change the reading: each kind of them by a text that is read otherwise without it.

use kanbao::issue::{Article, FurnitureKind, Issue, Text};
use kanbao::loader::{self, Options, Rules};
use std::sync::Arc;

fn read(text: &str, rules: Option<&str>) -> Issue {
    let rules = rules.map(|own| {
        let rules = Rules::built_in().extended(own);
        Arc::new(rules.unwrap_or_else(|mistakes| panic!("{mistakes:?}")))
    });
    let options = Options {
        rules,
        ..Options::default()
    };
    loader::load(text.as_bytes().to_vec(), &options).issue
}

/// What is asked of an issue before and after a rule is made.
fn told(text: &str, rules: &str, ask: impl Fn(&Issue) -> String) -> (String, String) {
    (ask(&read(text, None)), ask(&read(text, Some(rules))))
}

fn of(issue: &Issue, text: Option<&Text>) -> String {
    text.map_or("none".to_owned(), |t| t.of(&issue.source))
}

fn articles(issue: &Issue) -> Vec<&Article> {
    issue.articles().map(|(_, a)| a).collect()
}

fn last(issue: &Issue) -> &Article {
    articles(issue)
        .last()
        .copied()
        .expect("there is an article")
}

fn furniture(issue: &Issue) -> String {
    let kind = |k: FurnitureKind| format!("{k:?}").to_lowercase();
    let pieces = issue.furniture.iter();
    let pieces: Vec<String> = pieces
        .map(|f| format!("{} {}", kind(f.kind), f.text.of(&issue.source)))
        .collect();
    pieces.join("; ")
}

fn changed((before, after): (String, String), expected: [&str; 2]) {
    assert_eq!([before.as_str(), after.as_str()], expected);
}

/// A paper's page with a line of its own in it.
fn page(line: &str) -> String {
    [
        "第01版：要闻",
        "# 渡口的新船下水",
        "记者 高宁",
        "　　本报讯 昨天上午，渡口的新船下水，船工们站在岸上看了很久，谁也不肯先走。",
        "　　船长二十米，能坐六十个人，明年春天开始载客。",
        line,
        "# 老街的路灯换了",
        "记者 高宁",
        "　　本报讯 老街的路灯昨晚全部换成新的，街坊说亮堂多了。",
    ]
    .join("\n\n")
}

#[test]
fn a_papers_name_makes_a_line_its_masthead() {
    let rules = "[masthead]\nnames = [\"鹭汀报\"]\n";
    for line in [
        "鹭汀报 十月十七日 星期五",
        "2025.10.17 鹭汀报 第8版",
        "《鹭汀报》 新闻热线：0555-1234567",
    ] {
        let (before, after) = told(&page(line), rules, furniture);
        assert!(!before.contains("masthead"), "{line}: {before}");
        assert_eq!(after, format!("masthead {line}"));
        let issue = read(&page(line), Some(rules));
        assert_eq!(issue.paper.as_deref(), Some("鹭汀报"));
    }
    // Its name in a headline, or beside a reporter's, is none.
    for line in [
        "# 鹭汀报创刊三十年",
        "鹭汀报今年评出十位好人",
        "鹭汀报 高宁",
    ] {
        assert_eq!(furniture(&read(&page(line), Some(rules))), "", "{line}");
    }
}

#[test]
fn a_mastheads_line_is_known_by_its_pattern() {
    let line = "鹭汀之声 乙巳年八月廿六 距元旦 76 天";
    let rules = "[masthead]\nlines = [\"鹭汀之声 * 距元旦#天\"]\n";
    changed(
        told(&page(line), rules, furniture),
        ["", &format!("masthead {line}")],
    );
}

#[test]
fn a_line_of_the_page_is_known_by_its_pattern() {
    let line = "鹭汀报社出品 24小时守候 55512345";
    let rules = "[furniture]\nlines = [\"鹭汀报社出品 *\"]\n";
    changed(
        told(&page(line), rules, furniture),
        ["", &format!("other {line}")],
    );
}

#[test]
fn a_slogan_is_known_by_its_beginning() {
    let line = "读鹭汀 知家乡";
    let rules = "[furniture]\nslogans = [\"读鹭汀\"]\n";
    changed(
        told(&page(line), rules, furniture),
        ["", &format!("slogan {line}")],
    );
}

#[test]
fn a_columns_name_stands_over_its_headline() {
    let rules = "[column]\nnames = [\"桥头小议\"]\n";
    for line in ["桥头小议", "# 桥头小议", "【桥头小议】", "## ■ 桥头小议"] {
        let ask = |issue: &Issue| {
            let article = last(issue);
            format!(
                "{}: {}",
                of(issue, article.column.as_ref()),
                of(issue, article.headline.as_ref())
            )
        };
        let (before, after) = told(&page(line), rules, ask);
        assert!(!before.starts_with("桥头小议:"), "{line}: {before}");
        assert_eq!(after, "桥头小议: 老街的路灯换了", "{line}");
    }
}

#[test]
fn a_columns_name_begins_an_article_where_nothing_is_marked() {
    let text = "第01版：要闻\n\n渡口的新船下水\n\n记者 高宁\n\n本报讯 昨天上午，渡口的新船下水，船工们站在岸上看了很久。\n\n\
        船长二十米，能坐六十个人，明年春天开始载客。\n\n桥头小议\n\n别让好事等太久\n\n\
        新船停在码头已经半个月，百姓天天来看，天天问几时开。好事不怕晚，怕的是没人说清楚为什么晚。\n";
    let rules = "[column]\nnames = [\"桥头小议\"]\n";
    let ask = |issue: &Issue| {
        let article = last(issue);
        format!(
            "{}: {}",
            of(issue, article.column.as_ref()),
            of(issue, article.headline.as_ref())
        )
    };
    let (_, after) = told(text, rules, ask);
    assert_eq!(after, "桥头小议: 别让好事等太久");
}

#[test]
fn a_sections_name_is_known_after_a_number_and_as_a_line() {
    let names = |issue: &Issue| {
        let sections = issue.sections.iter();
        let names: Vec<String> = sections
            .map(|s| {
                format!(
                    "{:?} {}",
                    s.page.as_deref().unwrap_or(""),
                    of(issue, s.name.as_ref())
                )
            })
            .collect();
        names.join("; ")
    };
    let text = page("3 渡口").replace("第01版：要闻", "1 街巷");
    changed(
        told(&text, "[section]\nnames = [\"渡口\", \"街巷\"]\n", names),
        ["\"\" none", "\"1\" 街巷; \"3\" 渡口"],
    );
    changed(
        told(
            &page("城乡·渡口"),
            "[section]\nlines = [\"城乡·渡口\"]\n",
            names,
        ),
        ["\"01\" 要闻", "\"01\" 要闻; \"\" 城乡·渡口"],
    );
}

#[test]
fn a_reporters_rare_name_is_a_byline() {
    let byline = |issue: &Issue| of(issue, last(issue).byline.as_ref());
    let rules = "[byline]\nnames = [\"渡口老船工\", \"阿波\"]\n";
    for name in ["渡口老船工", "阿波 渡口老船工"] {
        let text = page("").replace(
            "# 老街的路灯换了\n\n记者 高宁",
            &format!("# 老街的路灯换了\n\n{name}"),
        );
        changed(told(&text, rules, byline), ["none", name]);
    }
    let text = page("")
        .replace("# 老街的路灯换了\n\n记者 高宁", "# 老街的路灯换了")
        .replace("亮堂多了。", "亮堂多了。 渡口老船工");
    changed(told(&text, rules, byline), ["none", "渡口老船工"]);
}

#[test]
fn a_role_and_an_outlet_make_a_byline() {
    let byline = |issue: &Issue| of(issue, last(issue).byline.as_ref());
    for (rules, line) in [
        ("[byline]\nroles = [\"通联员\"]\n", "通联员 阿波浪"),
        ("[byline]\nroles = [\"鹭汀融媒\"]\n", "鹭汀融媒 阿波浪"),
    ] {
        let text = page("").replace(
            "# 老街的路灯换了\n\n记者 高宁",
            &format!("# 老街的路灯换了\n\n{line}"),
        );
        let (before, after) = told(&text, rules, byline);
        assert_ne!(before, line);
        assert_eq!(after, line);
    }
}

#[test]
fn a_dateline_begins_with_the_papers_own_words() {
    let dateline = |issue: &Issue| of(issue, last(issue).dateline.as_ref());
    let text = page("").replace("　　本报讯 老街", "　　鹭汀讯 老街");
    changed(
        told(&text, "[dateline]\nstarts = [\"鹭汀\"]\n", dateline),
        ["none", "鹭汀讯"],
    );
}

#[test]
fn captions_and_notes_are_known_by_the_papers_own_words() {
    let kinds = |issue: &Issue| {
        let blocks = articles(issue).into_iter().flat_map(|a| &a.blocks);
        let kinds = blocks.map(|b| format!("{:?}", b.kind));
        kinds
            .filter(|k| k != "Paragraph")
            .collect::<Vec<_>>()
            .join(" ")
    };
    changed(
        told(
            &page("画面：新船停在岸边，船工在擦洗甲板。"),
            "[caption]\nstarts = [\"画面：\"]\n",
            kinds,
        ),
        ["", "Caption"],
    );
    changed(
        told(
            &page("（口述：阮大年，整理：本社）"),
            "[note]\nstarts = [\"（口述\"]\n",
            kinds,
        ),
        ["", "Note"],
    );
}

#[test]
fn a_jump_line_is_known_by_the_papers_own_words() {
    let goes_on = |issue: &Issue| format!("{:?}", articles(issue)[0].continued_on);
    changed(
        told(
            &page("（余文见第3版）"),
            "[jump]\non = [\"余文见\"]\n",
            goes_on,
        ),
        ["None", "Some(\"3\")"],
    );
}

#[test]
fn a_built_in_word_can_be_taken_away() {
    let rules = "[without.furniture]\nslogans = [\"更多精彩内容\"]\n";
    changed(
        told(&page("更多精彩内容请看明天"), rules, furniture),
        ["slogan 更多精彩内容请看明天", ""],
    );
}

#[test]
fn rules_that_say_nothing_change_nothing() {
    let text = include_str!("../../assets/sample.txt");
    for rules in ["", "[byline]\nnames = []\n", Rules::template().as_str()] {
        assert_eq!(read(text, Some(rules)), read(text, None));
    }
}

/// What tells of rules, in both languages.
const MANUALS: [&str; 2] = ["docs/rules.md", "docs/zh-CN/rules.md"];

/// A file of the project.
fn file(path: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(path).expect("it is there")
}

#[test]
fn ten_thousand_names_are_looked_for_in_time_by_the_text() {
    // Each looked for in each line, these take minutes.
    let names: Vec<String> = (0..10_000).map(|n| format!("\"鹭汀{n:04}\"")).collect();
    let names = names.join(",");
    let lines: Vec<String> = (0..1000).map(|n| format!("\"鹭汀{n:04}*\"")).collect();
    let rules = format!(
        "[masthead]\nnames = [{names}]\n[byline]\nnames = [{names}]\n[caption]\nstarts = [{names}]\n[furniture]\nlines = [{}]\n",
        lines.join(",")
    );
    let text = page("鹭汀999这里没有人\n").repeat(400);
    let issue = read(&text, Some(&rules));
    assert_eq!(furniture(&issue), furniture(&read(&text, None)));
    let found = read(&page("鹭汀0999这里有人"), Some(&rules));
    assert!(furniture(&found).contains("other 鹭汀0999这里有人"));
}

#[test]
fn the_manual_names_every_list() {
    for path in MANUALS {
        let manual = file(path);
        for (table, lists) in Rules::TABLES {
            for list in *lists {
                let name = format!("`{table}.{list}`");
                assert!(manual.contains(&name), "{path}: {name}");
            }
        }
    }
}

#[test]
fn the_examples_in_the_manuals_are_right() {
    for path in MANUALS {
        let text = file(path);
        let mut examples = text.split("```toml\n").skip(1).peekable();
        assert!(examples.peek().is_some(), "{path}");
        for example in examples {
            let example = example.split("```").next().unwrap_or("");
            let rules = Rules::built_in().extended(example);
            assert!(rules.is_ok(), "{path}: {rules:?}");
        }
    }
}
