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
            assert_eq!(crate::loader::faults(&issue), Vec::<String>::new());
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
    fences_around_parts_of_a_page_are_no_text "divs" "md",
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

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_newsletter_s_export_is_read_again_as_it_was(blocks in prop::collection::vec(written(), 1..16), title in words()) {
        let text = format!("# {title}\n\n{}\n", blocks.join("\n\n"));
        prop_assert_eq!(structure(&text), structure(&crate::contract::markdown(&text)));
    }
}
