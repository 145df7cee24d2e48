//! Papers and newsletters as they are published: what each text in `papers/` is read as, and that nothing of it is lost.

use crate::contract::structure;
use kanbao::issue::{BlockKind, Issue, Text};
use kanbao::loader::{self, Options};
use proptest::prelude::*;
use std::fmt::Write;

/// An issue in short: sections, headlines with what stands around them, and how many blocks of a kind follow one another.
fn outline(issue: &Issue) -> String {
    let of = |text: &Option<Text>| text.as_ref().map(|t| t.of(&issue.source));
    let date = issue.date.map(|d| d.to_string());
    let said = [&issue.paper, &date, &issue.number];
    let mut out: String = said
        .map(|s| s.as_deref().unwrap_or("-").to_owned())
        .join(" | ");
    for section in &issue.sections {
        let name = of(&section.name).unwrap_or_default();
        let page = section.page.as_deref().unwrap_or_default();
        let _ = write!(out, "\n= {}", format!("{page} {name}").trim());
        for article in &section.articles {
            let _ = write!(out, "\n# {}", of(&article.headline).unwrap_or_default());
            for (sign, text) in [
                ('^', &article.kicker),
                ('_', &article.deck),
                ('@', &article.byline),
            ] {
                if let Some(text) = of(text) {
                    let _ = write!(out, " {sign}{text}");
                }
            }
            let kinds: Vec<BlockKind> = article.blocks.iter().map(|b| b.kind).collect();
            for run in kinds.chunk_by(|a, b| a == b) {
                let _ = write!(out, "\n  {:?} {}", run[0], run.len());
            }
        }
    }
    for run in issue.furniture.chunk_by(|a, b| a.kind == b.kind) {
        let _ = write!(out, "\n~ {:?} {}", run[0].kind, run.len());
    }
    out
}

macro_rules! papers {
    ($($test:ident $name:literal $kind:literal),+ $(,)?) => {$(
        #[test]
        fn $test() {
            let text = include_str!(concat!("papers/", $name, ".", $kind));
            let issue = loader::load(text.as_bytes().to_vec(), &Options::default()).issue;
            let expected = include_str!(concat!("papers/", $name, ".outline"));
            assert_eq!(outline(&issue), expected.trim_end());
            assert_eq!(crate::promises::load::faults(&issue), Vec::<String>::new());
            let again = crate::contract::markdown(text);
            assert_eq!(structure(text), structure(&again));
        }
    )+};
}

papers! {
    numbered_links_head_articles_and_a_topic_keeps_its_subheads "weekly" "md",
    a_numbered_link_with_its_text_run_on_is_an_article "projects" "md",
    strong_first_lines_head_their_paragraphs "strong-lines" "md",
    sections_with_a_text_of_their_own_hold_articles_too "this-week" "md",
    recurring_links_are_no_text "broadcast" "md",
    front_matter_of_other_programs_and_contents_are_no_text "front-matter" "md",
    underlined_headings_head_sections "underlined" "md",
    strong_lines_are_headings_where_there_are_no_others "community" "md",
    numbered_subheads_stay_in_their_article "gazette" "md",
    short_numbered_lines_head_articles "numbered" "md",
    a_paper_s_name_over_its_day_is_the_masthead "school" "md",
    a_letter_s_lines_alone_head_articles "letter" "txt",
    a_note_stands_under_the_text_that_refers_to_it "digest" "md",
    emphasised_lines_under_headlines_cut_no_paragraph "feed" "md",
    few_texts_under_many_headings_are_trusted "sosik" "md",
    a_list_in_a_story_makes_no_section_of_it "release" "md",
    lines_about_the_issue_are_no_article "kouhou" "md",
    a_signature_stands_over_its_day "signed" "md",
    short_lines_over_whole_paragraphs_head_articles "jianbao" "txt",
    lines_in_brackets_are_sections_and_labels "court" "txt",
    contents_without_marks_are_no_text "contents" "txt",
    a_paper_without_stops_has_its_articles "unstopped" "txt",
    names_under_headlines_sign_essays "essays" "txt",
    a_running_head_begins_its_section_and_a_picture_no_article "layout" "md",
    a_comment_in_a_picture_s_place_is_a_picture "campus" "md",
    a_price_beside_the_day_belongs_to_the_masthead "gazette-en" "md",
    fences_around_parts_of_a_page_are_no_text "divs" "md",
    a_part_without_text_makes_no_newsletter_a_page "changes" "md",
    pages_over_headings_of_one_level_are_trusted "pages" "md",
    underlined_subheads_stand_below_marked_headings "compilers" "md",
    rules_between_texts_are_no_articles "genres" "md",
    a_label_before_a_numbered_link_stays_with_it "labels" "md",
    marks_of_pages_are_no_text_and_running_heads_are_sections "ocr" "md",
    links_on_lines_of_their_own_head_their_paragraphs "links" "md",
    a_late_heading_of_a_higher_rank_is_one_of_the_others "this-month" "md",
    the_whole_part_with_the_contents_is_no_text "projects-html" "md",
    rules_over_headings_part_articles "ruled" "md",
    a_part_before_the_first_section_makes_no_section_of_its_level "early" "md",
    items_with_the_words_of_headings_are_contents "contents-list" "md",
    a_picture_over_the_masthead_hides_it_not "pictured" "md",
    short_names_over_headlines_of_an_old_paper_are_sections "old" "txt",
    a_provincial_daily_has_its_own_bylines_datelines_and_labels "provincial" "md",
    a_question_over_a_byline_and_a_poem_s_title_are_headlines "evening" "txt",
}

/// Kind and text of every block, as the JSON has them.
fn blocks(text: &str) -> Vec<String> {
    let sections = structure(text);
    let articles = sections.as_array().into_iter().flatten();
    articles
        .flat_map(|s| s["articles"].as_array().into_iter().flatten())
        .flat_map(|a| a["blocks"].as_array().into_iter().flatten())
        .map(|b| {
            let of = |key: &str| b[key].as_str().unwrap_or_default();
            format!("{}: {}", of("kind"), of("text"))
        })
        .collect()
}

#[test]
fn a_list_in_a_quotation_keeps_its_items_marks() {
    let text = "# 山谷周刊 第3期\n\n## 甲\n\n课程分三场。\n\n> - 上午：**春耕**\n> - 下午：渡口\n>\n> 3. 晚上：灯会\n\n## 乙\n\n渡口停航一天。\n";
    assert_eq!(
        blocks(text),
        [
            "paragraph: 课程分三场。",
            "quote: > - 上午：春耕",
            "quote: > - 下午：渡口",
            "quote: > 3. 晚上：灯会",
            "paragraph: 渡口停航一天。"
        ]
    );
    assert_eq!(structure(text), structure(&crate::contract::markdown(text)));
}

#[test]
fn a_quotation_keeps_its_mark_for_each_level() {
    let text = "# 山谷周刊 第3期\n\n## 甲\n\n他回信说：\n\n> 船修好了。\n>\n> > 何时开？\n\n<blockquote>周一开。</blockquote>\n\n## 乙\n\n渡口停航一天。\n";
    assert_eq!(
        blocks(text).get(1..4).unwrap_or_default(),
        [
            "quote: > 船修好了。",
            "quote: > > 何时开？",
            "quote: > 周一开。"
        ]
    );
    assert_eq!(structure(text), structure(&crate::contract::markdown(text)));
}

#[test]
fn an_item_in_an_empty_one_keeps_its_number_when_exported() {
    let text = "# 山谷周刊 第3期\n\n* >\n  1. 春耕\n  2. >\n\n## 乙\n\n渡口停航一天。\n";
    assert_eq!(blocks(text)[0], "list: 1. 春耕");
    assert_eq!(structure(text), structure(&crate::contract::markdown(text)));
}

/// Words of a heading or paragraph, marks that Markdown might take for its own among them.
fn words() -> impl Strategy<Value = String> {
    "[一-十春耕报渡口a-zA-Z0-9，：（）“”*_#>|`~&!\\[\\]+=.<-]{1,24}"
}

/// A block of a newsletter as it is written.
fn written() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => words().prop_map(|w| format!("{w}。")),
        1 => words().prop_map(|w| format!("## {w}")),
        1 => words().prop_map(|w| format!("### {w}")),
        1 => words().prop_map(|w| format!("**{w}**")),
        1 => words().prop_map(|w| format!("> {w}")),
        1 => (words(), words()).prop_map(|(a, b)| format!("> {a}\n> - {b}\n> - {a}\n>\n> 2) {b}")),
        1 => (words(), words()).prop_map(|(a, b)| format!("- {a}\n- {b}")),
        1 => (words(), words()).prop_map(|(a, b)| format!("* {a}\n  1. {b}\n  2. {a}")),
        1 => (words(), words()).prop_map(|(a, b)| format!("3. {a}\n4. {b}")),
        1 => (words(), words()).prop_map(|(a, b)| format!("1、[{a}](https://example.org)\n\n{b}。")),
        1 => (words(), words()).prop_map(|(a, b)| format!("| {a} | {b} |\n|---|---|\n| 一 | 二 |")),
        1 => words().prop_map(|w| format!("```\n{w}\n```")),
        1 => words().prop_map(|w| format!("<p>{w}</p><p><b>{w}</b></p>")),
        1 => words().prop_map(|w| format!("![{w}](a.png)")),
        1 => Just("---".to_owned()),
    ]
}

/// A line of a plain text as published, with what stands between it and the line before.
fn line() -> impl Strategy<Value = String> {
    let body = "[一-十春耕报渡口，：“”]{20,40}。";
    let words = prop_oneof![
        4 => body.prop_map(|b| b),
        2 => body.prop_map(|b| format!("　　{b}")),
        3 => words(),
        1 => "[一-十春耕报]{2,6}".prop_map(|w| format!("【{w}】")),
        1 => Just("记者 王小川".to_owned()),
        1 => Just("2025年3月1日".to_owned()),
        1 => Just("责任编辑：王小川".to_owned()),
        1 => Just("* * *".to_owned()),
    ];
    (words, prop::bool::weighted(0.9))
        .prop_map(|(w, apart)| if apart { format!("\n{w}") } else { w })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_newsletter_s_export_is_read_again_as_it_was(blocks in prop::collection::vec(written(), 1..16), title in words()) {
        let text = format!("# {title}\n\n{}\n", blocks.join("\n\n"));
        prop_assert_eq!(structure(&text), structure(&crate::contract::markdown(&text)));
    }

    #[test]
    fn any_plain_text_is_kept_whole_and_read_again_as_it_was(lines in prop::collection::vec(line(), 4..24)) {
        let text = format!("{}\n", lines.join("\n"));
        let issue = loader::load(text.clone().into_bytes(), &Options::default()).issue;
        prop_assert_eq!(crate::promises::load::faults(&issue), Vec::<String>::new());
        prop_assert_eq!(structure(&text), structure(&crate::contract::markdown(&text)));
    }
}
