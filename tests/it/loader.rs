//! Reading is total and loses nothing: any bytes give an issue whose parts tile its source.

use crate::promises::load::faults;
use kanbao::{
    issue::{Issue, MarkKind},
    loader::{self, Loaded},
};
use proptest::prelude::*;

const SAMPLE: &str = include_str!("../../assets/sample.txt");

fn load(bytes: impl Into<Vec<u8>>) -> Loaded {
    loader::load(bytes.into(), &loader::Options::default())
}

/// Chinese that was taken for markup: tiled, and yet lost to the reader.
fn words_in_markup(issue: &Issue) -> Vec<&str> {
    let marks = issue.marks.iter().filter(|m| m.kind == MarkKind::Markup);
    marks
        .map(|m| m.span.of(&issue.source))
        .filter(|text| text.contains(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)))
        .collect()
}

fn assert_tiled(bytes: &[u8]) {
    let loaded = load(bytes);
    let faults = faults(&loaded.issue);
    assert!(
        faults.is_empty(),
        "{}\nin {:?}",
        faults.join("\n"),
        loaded.issue.source
    );
}

#[test]
fn the_parts_of_the_sample_tile_it() {
    assert_tiled(SAMPLE.as_bytes());
}

#[test]
fn odd_texts_are_tiled() {
    for text in [
        "",
        "\n \n\t\n",
        "\u{feff}# 只有标题",
        "没有标题\n\n也没有版名",
        "+++\npaper = \n+++\n正文\n",
        "+++\npaper = \"某报\"\n+++\n\n# 题\n\n文\n",
        "# 一\n# 二\n# 三\n# 四\n# 五\n",
        "(上接第1版)没有头\n\n(下转第9版)\n",
        "- - - 一\n> > > 二\n\n***\n\n| 一 |\n|---|\n| 二\n",
        "```\n没有收尾\n",
        "<table><tr><td>甲</td></table>\n<!-- 没有收尾\n",
        "&amp;&lt;&#x4e00;&nosuch; \\* **粗 *斜\n",
        "[一]: http://a.b\n[二][一] ![图](a.png \"题\") [^1]\n\n[^1]: 注\n",
        "第一版：要闻\n第二版：综合\n",
        "第1版：甲\n\n# 少立一块牌子(小议)\n\n立牌子容易。(下转第2版)\n\n第2版：乙\n\n# 少立一块牌子(小议)\n\n(上接第1版)凿石阶费劲。\n",
        "一行\r二行\r\n三行\n\u{c}四行\u{2028}五行",
    ] {
        assert_tiled(text.as_bytes());
    }
}

/// The sample with some of its lines dropped, doubled, moved, cut or joined.
pub fn mangled() -> impl Strategy<Value = String> {
    let change = (
        any::<prop::sample::Index>(),
        any::<prop::sample::Index>(),
        0..6,
    );
    prop::collection::vec(change, 0..24).prop_map(|changes| {
        let mut lines: Vec<String> = SAMPLE.lines().map(str::to_owned).collect();
        for (one, other, what) in changes {
            let (i, j) = (one.index(lines.len()), other.index(lines.len()));
            match what {
                0 => drop(lines.remove(i)),
                1 => lines.insert(i, lines[j].clone()),
                2 => lines.swap(i, j),
                3 => {
                    let half = lines[i].chars().count() / 2;
                    let rest: String = lines[i].chars().skip(half).collect();
                    lines[i] = lines[i].chars().take(half).collect();
                    lines.insert(i + 1, rest);
                }
                4 => {
                    let bare = lines[i]
                        .trim_start_matches(['#', ' ', '*', '|', '-'])
                        .to_owned();
                    lines[i] = bare;
                }
                _ => lines[i].insert_str(0, ["# ", "> ", "- ", "　　", "**", "1. "][j % 6]),
            }
            if lines.is_empty() {
                lines.push(String::new());
            }
        }
        lines.join("\n")
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_give_an_issue(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let loaded = load(bytes);
        prop_assert_eq!(faults(&loaded.issue), Vec::<String>::new());
        let last = loaded.issue.line_starts.len().max(1);
        prop_assert!(loaded.defects.iter().all(|d| (1..=last).contains(&d.line)));
    }

    #[test]
    fn any_text_is_tiled(text in "[一-十第版：:,。#*>|\\-+=`\\[\\](){}<>&;!~_0-9a-z\r\n \u{3000}\u{1b}\u{202e}“”（）【】]{0,300}") {
        let loaded = load(text);
        prop_assert_eq!(faults(&loaded.issue), Vec::<String>::new());
    }

    #[test]
    fn the_parts_tile_the_source(text in mangled()) {
        let loaded = load(text);
        prop_assert_eq!(faults(&loaded.issue), Vec::<String>::new());
        prop_assert_eq!(words_in_markup(&loaded.issue), Vec::<&str>::new());
    }
}

#[test]
fn an_editor_line_that_its_column_cut_goes_on_in_the_next() {
    let words: Vec<char> =
        "江水漫过石阶之后，渡口的灯便亮了起来，老人坐在船头看水，孩子们一直跑到桥的那一头去了。"
            .repeat(12)
            .chars()
            .collect();
    let column: String = words
        .chunks(20)
        .map(|row| row.iter().collect::<String>() + "\n")
        .collect();
    let page = |head: &str, foot: &str| format!("{head}\n\n{column}{foot}");
    let editors = "一版责编：王小川 李大江 二版责编：赵一三版责\n编：孙二 钱三 吴四\n";
    let text = page("第01版：要闻\n\n山城的渡口", editors) + &page("第02版：综合\n\n新桥通车", "");
    let issue = load(text).issue;
    assert_eq!(issue.articles().count(), 2);
    assert_eq!(issue.furniture.len(), 2);
}
