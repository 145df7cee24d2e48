//! Footnotes: which lines are some, and under which articles they stand.

use crate::print::options;
use kanbao::export::{self, ExportFormat};
use kanbao::issue::{BlockKind, Issue};
use kanbao::language::Language;
use kanbao::loader::{self, Loaded};
use kanbao::print::{self, PageOptions};

fn load(text: &str) -> Loaded {
    loader::load(text.as_bytes().to_vec(), &loader::Options::default())
}

fn printed(issue: &Issue, format: print::PageFormat) -> String {
    let options = PageOptions {
        format,
        language: Language::English,
        ..options(40)
    };
    crate::print::printed(issue, &options)
}

fn exported(loaded: &Loaded, format: ExportFormat) -> String {
    let mut out = Vec::new();
    export::export(loaded, format, &mut out).expect("memory takes it");
    String::from_utf8(out).expect("it is UTF-8")
}

/// Each note's words, in the order of the text.
fn notes(text: &str) -> Vec<String> {
    let issue = load(text).issue;
    let blocks = issue.articles().flat_map(|(_, a)| &a.blocks);
    let notes = blocks.filter(|b| b.kind == BlockKind::Note);
    notes.map(|b| b.text.of(&issue.source)).collect()
}

const SHARED: &str = "# 云溪周讯\n\n## 茶园开园\n\n本周六，云溪镇茶园开园[^b]，采茶的人也多了三成[^c]。\n\n## 新书架\n\n图书馆添了两个书架[^B]，放满了书。\n\n## 新路\n\n路修好了。\n\n[^b]: 见县志。\n\n    又见镇志。\n\n[^c]: 去年的。\n";

#[test]
fn a_note_stands_under_each_article_that_refers_to_it() {
    let loaded = load(SHARED);
    insta::assert_snapshot!(printed(&loaded.issue, print::PageFormat::Lines), @"
                    云溪周讯
    ════════════════════════════════════════

                    茶园开园
                 53 characters

        本周六，云溪镇茶园开园¹，采茶的人
    也多了三成²。

        ────────
        ¹ 见县志。
        又见镇志。
        ² 去年的。

                   ──────────

                     新书架
                 19 characters

        图书馆添了两个书架¹，放满了书。

        ────────
        ¹ 见县志。
        又见镇志。

                   ──────────

                      新路
                  5 characters

        路修好了。
    ");
    let page = printed(&loaded.issue, print::PageFormat::Html);
    for mark in [
        "id=\"a1n1\"",
        "href=\"#a1n1\"",
        "id=\"a2n1\"",
        "href=\"#a2n1\"",
    ] {
        assert!(page.contains(mark), "{mark}: {page}");
    }
}

#[test]
fn exports_have_a_shared_note_once_and_read_back_alike() {
    let first = load(SHARED);
    let markdown = exported(&first, ExportFormat::Markdown);
    for format in [
        ExportFormat::Markdown,
        ExportFormat::Text,
        ExportFormat::Json,
    ] {
        assert_eq!(exported(&first, format).matches("又见镇志").count(), 1);
    }
    let again = load(&markdown);
    assert_eq!(exported(&again, ExportFormat::Markdown), markdown);
    assert_eq!(
        printed(&again.issue, print::PageFormat::Lines),
        printed(&first.issue, print::PageFormat::Lines)
    );
}

#[test]
fn what_two_articles_call_alike_is_lent_to_no_third() {
    let text = "+++\nkanbao = 1\n+++\n\n## 甲\n\n一[^1]。\n\n[^1]: 甲注。\n\n## 乙\n\n二\\[^1\\]。\n\n<small>\\[^1\\]: 乙注。</small>\n\n## 丙\n\n三\\[^1\\]。\n";
    let page = printed(&load(text).issue, print::PageFormat::Lines);
    assert_eq!(page.matches("注。").count(), 2, "{page}");
    assert!(page.contains("三[^1]。"), "{page}");
}

#[test]
fn what_is_lent_is_no_longer_than_the_source() {
    let article = |n: usize| format!("## 第{n}篇\n\n这里说的是茶园[^甲]。\n\n");
    let articles: String = (0..500).map(article).collect();
    let text = format!("# 云溪周讯\n\n{articles}[^甲]: {}。\n", "茶".repeat(2000));
    let issue = load(&text).issue;
    let lent = issue.articles().flat_map(|(_, a)| &a.lent);
    let length: usize = lent.map(|b| b.text.hull().len()).sum();
    assert!(length > 0 && length <= text.len(), "{length}");
}

#[test]
fn a_line_that_begins_a_note_begins_one_whatever_stands_above() {
    let text = "# 题\n\n正文[^1]与[^2]。\n\n[^1]: 甲注。\n[^2]: 乙注。\n";
    assert_eq!(notes(text), ["[^1]: 甲注。", "[^2]: 乙注。"]);
    insta::assert_snapshot!(printed(&load(text).issue, print::PageFormat::Lines), @"
    ────────────────────────────────────────

                       题
                 28 characters

        正文¹与²。

        ────────
        ¹ 甲注。
        ² 乙注。
    ");
    // Nothing refers to it.
    assert_eq!(notes("# 题\n\n正文。\n\n[^1]: 甲注。\n"), [""; 0]);
}

#[test]
fn lines_set_in_by_four_spaces_go_on_with_a_note() {
    let text = "# 题\n\n正文[^1]与[^2]。\n\n[^1]: 甲注，\n    甲又注。\n[^2]: 乙注。\n\n    乙再注。\n\n后文。\n";
    assert_eq!(
        notes(text),
        ["[^1]: 甲注，甲又注。", "[^2]: 乙注。", "乙再注。"]
    );
    // Paragraphs of Chinese are set in by two of its own spaces.
    let text = "# 题\n\n正文[^1]。\n\n[^1]: 甲注。\n　　后文说的是别的事。\n";
    assert_eq!(notes(text), ["[^1]: 甲注。"]);
}

#[test]
fn marks_in_a_table_s_cells_are_kept() {
    let table = "| 物[^a] | 数 |\n|---|---|\n| 猫[^a] | `甲`3[^b] |\n\n[^a]: 甲。\n\n[^b]: 乙。\n";
    for head in ["+++\nkanbao = 1\n+++\n\n## 题\n\n", "# 题\n\n正文。\n\n"] {
        let loaded = load(&format!("{head}{table}"));
        let page = printed(&loaded.issue, print::PageFormat::Lines);
        assert!(
            page.contains("物¹") && page.contains("猫¹") && page.contains("甲3²"),
            "{page}"
        );
        let text = exported(&loaded, ExportFormat::Text);
        assert!(text.contains("猫[^a]") && text.contains("3[^b]"), "{text}");
        let page = printed(&loaded.issue, print::PageFormat::Html);
        assert!(
            !page.contains("[^") && page.contains("<td>猫<sup><a href=\"#a1n1\""),
            "{page}"
        );
    }
}

#[test]
fn a_number_may_be_longer_than_its_mark() {
    let mark = |c: char| format!("甲[^{c}]");
    let note = |c: char| format!("[^{c}]: 注。\n\n");
    let marks: String = ('a'..='z').map(mark).collect();
    let notes: String = ('a'..='z').map(note).collect();
    let text = format!("+++\nkanbao = 1\n+++\n\n## 题\n\n{marks}。\n\n{notes}");
    let page = printed(&load(&text).issue, print::PageFormat::Html);
    assert!(page.contains("href=\"#a1n26\""), "{page}");
}

#[test]
fn of_two_notes_of_one_name_the_first_is_led_to() {
    let text = "+++\nkanbao = 1\n+++\n\n## 题\n\n甲[^1]。\n\n[^1]: 一。\n\n[^1]: 二。\n\n| 物 |\n|---|\n| [^1]: 三 |\n";
    let page = printed(&load(text).issue, print::PageFormat::Html);
    assert_eq!(page.matches("id=\"a1n1\"").count(), 1, "{page}");
    assert!(
        page.contains("role=\"doc-backlink\">1</a></sup> 一。"),
        "{page}"
    );
    assert!(page.contains("<sup>1</sup> 二。"), "{page}");
}
