//! Small texts on which a promise was once broken, each for its kind. The long property tests found most of them.

use crate::promises::{corrected, export, load};
use kanbao::correction::{Correction, Edge, Role, Said};
use kanbao::issue::Issue;
use kanbao::loader::{self, Loaded, Options};
use kanbao::typeset::{Facts, Style, compose};

fn read(text: &str) -> Loaded {
    let loaded = loader::load(text.as_bytes().to_vec(), &Options::default());
    load::check(&loaded);
    loaded
}

/// Every text of the articles' blocks.
fn blocks(issue: &Issue) -> Vec<String> {
    let blocks = issue.articles().flat_map(|(_, a)| &a.blocks);
    blocks.map(|b| b.text.of(&issue.source)).collect()
}

fn headlines(issue: &Issue) -> Vec<String> {
    let articles = issue.articles().filter_map(|(_, a)| a.headline.as_ref());
    articles.map(|t| t.of(&issue.source)).collect()
}

#[test]
fn heads_far_apart_are_read() {
    read(&format!(
        "{}江水东流潮声起\n岸上人家灯火明\n",
        "\n".repeat(254)
    ));
    read(&format!("江水东流\n{}岸上人家\n灯火明\n", "\n".repeat(300)));
}

#[test]
fn marks_nested_by_the_hundred_are_read() {
    for mark in ["_", "*", "**", "~~"] {
        for sign in ["\u{fffd}", "江", " "] {
            let (open, close) = (mark.repeat(600), mark.repeat(600));
            read(&format!("{open}{sign}{close}\n#\n##\n"));
        }
    }
}

#[test]
fn an_entity_for_a_line_s_end_ends_none() {
    for text in [
        "# 报 第3期\n\n## 甲&#10;乙\n\n甲**乙**。&#10;&#10;# 丙&#13;&#9;丁&#x2028;戊\n\n## 己\n\n<p>庚&#10;辛</p>\n",
        "甲**乙**。&#10;丙\n\n# 丁\n\n- 项&#10;目\n",
        "# 甲\n\n| 乙&#9;丙 | 丁 |\n|---|---|\n| 戊&#10;己 | 庚 |\n",
        "# 甲\n\n<table><tr><td>乙&#9;丙</td><td>丁&#10;戊</td></tr></table>\n",
    ] {
        read(text);
    }
    let issue = read("# 报 第3期\n\n## 甲&#10;乙\n\n丙&#10;丁。\n\n## 戊\n\n己\n").issue;
    assert_eq!(headlines(&issue), ["甲 乙", "戊"]);
    assert_eq!(blocks(&issue), ["丙 丁。", "己"]);
}

#[test]
fn a_table_s_tag_outside_a_table_parts_no_rows() {
    for tag in ["<tr>", "<td>", "<th>", "<table><tr><td>"] {
        let issue = read(&format!("# 江{tag}水\n\n渡口。\n")).issue;
        assert_eq!(headlines(&issue), ["江 水"], "{tag}");
        read(&format!("- 江{tag}水\n\n> 江{tag}水\n\n**江**{tag}水\n"));
    }
}

#[test]
fn a_tab_in_a_cell_begins_no_other() {
    let issue = read("# 甲\n\n| 乙\t丙 | 丁 |\n|---|---|\n| 戊 | 己 |\n").issue;
    assert_eq!(blocks(&issue), ["乙 丙\t丁\n戊\t己"]);
    read("# 甲\n\n<table><tr><td>乙\t丙</td><td>丁\n戊</td></tr></table>\n");
}

#[test]
fn a_day_far_off_is_read_back_from_an_export() {
    for text in [
        "\n民國2025年1月1日聞\n",
        "+++\ndate = 1600-01-01\n+++\n江水\n",
        "+++\ndate = 0000-01-01\n+++\n江水\n",
        "江城报 9999年1月1日 第3期\n\n# 江水\n\n渡口。\n",
    ] {
        export::keeps(text);
    }
}

#[test]
fn an_item_without_a_mark_has_one_in_every_export() {
    export::keeps("#\n<li>\n#");
    export::keeps("# 甲\n\n<ul><li>乙</li><li>丙<ol><li>丁</li></ol></li></ul>\n");
}

#[test]
fn what_is_read_is_read_again_from_an_export() {
    for text in [
        "潜\r新华社电",
        // Characters without width: a paragraph of nothing else, at a headline's end, in a section's name.
        "# 江水\n\n本报讯 江。\n\n\u{200b}\n\n本报讯 水。\n",
        "# 江\u{200b}\n\n- \u{200b}\n| 江水 |\n\n## \u{200b}\n\n水。\n",
        "江水江水\n\n# 江水\n江水江水江水\n===\n# 第1版：江水\u{200b}\n图为江水。\n\n本报记者 江水\n",
        // A lone # is no column.
        "江水\n\n第十二版\n#\n\t\n江水江水\n#\n# 江水（小议）\n\n\n",
        // A headline in two lines, its brackets between them.
        "\n注：（\n小议）\n",
        // Short lines that begin as stories do are verse.
        "新华社北京1月1日电 江水。\n\n江水东流\n\n导读 江水山城\n\n2024-02-30\n\n第一章 江水\n",
        // Cells with white space at their ends, and a tab in code.
        "# 甲\n\n| 乙&#9; | &#13;&#9; |\n|---|---|\n| \0 | 丙 |\n\n```\n\tfn main() {}\n```\n",
        "<table><tr><td> 乙</td><td></td><td> 丙\n</td></tr></table>\n",
        // What ends lines, and steers: a blank, and a sign that something stood there.
        "# 江水（江水江水\u{85}）\n\n江\u{2028}水\u{b}\t东\u{1b}流。\n",
    ] {
        export::keeps(text);
    }
}

#[test]
fn a_paragraph_s_code_is_one_line() {
    for text in [
        "# 报 第3期\n\n## 甲\n\n乙 `丙\n丁` 戊\n\n> `己\n> 庚`\n\n- `辛\n  壬`\n",
        "`江水`\n\n# 江\n## 第0\nP1\n`江\r水`\n",
    ] {
        read(text);
    }
    let issue = read("# 报 第3期\n\n## 甲\n\n乙 `丙\n丁` 戊\n\n## 己\n\n> `庚\n> 辛`\n").issue;
    assert_eq!(blocks(&issue), ["乙 丙 丁 戊", "庚 辛"]);
}

#[test]
fn a_carriage_return_alone_ends_a_line_of_markdown() {
    let issue = read("# 报 第3期\n\n## 甲\r乙\r\r丙\n\n## 丁\n\n```\n戊\r己\r\n庚\n```\n").issue;
    assert_eq!(headlines(&issue), ["甲", "丁"]);
    assert_eq!(blocks(&issue), ["乙", "丙", "戊\n己\n庚"]);
}

#[test]
fn code_that_is_told_to_be_a_head_is_one_line() {
    let text = "# 报 第3期\n\n## 甲\n\n乙\n\n```\n丙\n丁\n```\n\n## 戊\n\n| 己 | 庚 |\n|---|---|\n| 辛 | 壬 |\n";
    for role in Role::ALL {
        tell(text, &[("丙", Said::Is(role)), ("己", Said::Is(role))]);
    }
}

/// Tells something of the lines that hold some words.
fn tell(text: &str, told: &[(&str, Said)]) {
    let issue = read(text).issue;
    let mut corrections = Vec::new();
    for (words, said) in told {
        let at = text.find(words).expect("the words stand in the text");
        let line = issue.line_of(u32::try_from(at).expect("a short text"));
        let mut correction = Correction::at(&issue, line).expect("a line with words");
        correction.say(Said::Joins(true));
        correction.say(said.clone());
        corrections.push(correction);
    }
    corrected::told(text, &corrections);
}

#[test]
fn a_byline_that_is_told_to_go_on_lies_on_nothing_else() {
    let byline = || Said::Is(Role::Byline);
    tell(
        "# 江水东流潮声起\n\n本报记者\n\n本报讯 江水东流，潮声传到城里。\n",
        &[("本报记者", byline())],
    );
    tell("# s\n\n.\n\n**\n\n#\n", &[(".", byline())]);
    tell(
        "# 江水东流\n\n——\n\n本报讯 江水东流，潮声传到城里。\n",
        &[("——", byline())],
    );
    tell(
        "\n\n0\ns\n-\n\n# s\n\n.\n\n\n**\n\n\n#\n",
        &[("0", Said::Section(" x".to_owned())), (".", byline())],
    );
    tell(
        "# 江水东流\n\n（）\n\n江水东流，潮声传到城里。\n",
        &[("（）", Said::Article(Edge::Ends)), ("（）", byline())],
    );
}

#[test]
fn a_word_with_a_mark_behind_it_leaves_the_page_by_no_indent() {
    let issue = read("# 渡口\n\n*#^^^^^a）江水#\n").issue;
    let (_, article) = issue.articles().next().expect("the only one");
    for indent in 0..9 {
        for width in 6..14 {
            let style = Style {
                indent,
                squeeze: false,
                ..Style::default()
            };
            let galley = compose(article, &issue.source, &Facts::default(), width, &style);
            for row in &galley.rows {
                assert!(row.width() <= width, "{:?} at {width}", row.text());
            }
        }
    }
}
