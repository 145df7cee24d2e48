//! Corrections: a text read wrongly and corrected is read right, all else stays, and nothing is lost.

use crate::loader::{faults, mangled};
use kanbao::correction::{Correction, Edge, Role, Said};
use kanbao::issue::{BlockKind, Issue, Text};
use kanbao::loader::{Loaded, Options, load};
use proptest::prelude::*;
use std::fmt::Write;

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

/// The outline of a text with what is told of its lines; nothing is lost, and all is applied.
fn told(text: &str, said: &[(&str, Said)]) -> String {
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
    outline(&loaded.issue)
}

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

#[test]
fn without_corrections_it_is_read_as_ever() {
    insta::assert_snapshot!(told(PAPER, &[]));
}

#[test]
fn a_line_is_what_it_is_told_to_be() {
    use Role::{
        Byline, Caption, Column, Deck, Furniture, Headline, Kicker, Section, Subhead, Text,
    };
    let mut all = String::new();
    for role in [
        Headline, Kicker, Deck, Column, Byline, Subhead, Caption, Furniture, Text, Section,
    ] {
        for line in ["夜市开张", "桥头的石狮子"] {
            writeln!(all, "== {line} {}", role.name()).unwrap();
            all.push_str(&told(PAPER, &[(line, Said::Is(role))]));
        }
    }
    insta::assert_snapshot!(all);
}

#[test]
fn paragraphs_are_joined_and_parted_as_told() {
    let mut all = String::new();
    for (line, joins) in [("桥头的石狮子", true), ("两侧设有人行道", false)] {
        writeln!(all, "== {line} {joins}").unwrap();
        all.push_str(&told(PAPER, &[(line, Said::Joins(joins))]));
    }
    insta::assert_snapshot!(all);
}

#[test]
fn articles_begin_and_end_where_told_and_sections_begin() {
    let mut all = String::new();
    for (line, said) in [
        ("桥头的石狮子", Said::Article(Edge::Begins)),
        ("本报讯 青川", Said::Article(Edge::Ends)),
        ("夜市开张", Said::Article(Edge::Begins)),
        ("夜市开张", Said::Section("02 综合".into())),
        ("桥头的石狮子", Said::Section("副刊".into())),
    ] {
        writeln!(all, "== {line} {said:?}").unwrap();
        all.push_str(&told(PAPER, &[(line, said)]));
    }
    insta::assert_snapshot!(all);
}
