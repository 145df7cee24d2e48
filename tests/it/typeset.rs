//! Setting whole articles: what the reader sees, the rules that hold, and the way back to the source.
#![allow(clippy::unwrap_used)]

use kanbao::{
    issue::{Article, Block, BlockKind, Span, Text},
    typeset::{Facts, Galley, Style, compose},
};

fn at(source: &str, part: &str) -> Text {
    let start = source.find(part).unwrap();
    Text::at(Span::new(start, start + part.len()))
}

/// An article of paragraphs, one for each line of the source.
fn story(source: &str) -> Article {
    Article {
        blocks: source
            .lines()
            .map(|line| Block {
                kind: BlockKind::Paragraph,
                text: at(source, line),
                depth: 0,
            })
            .collect(),
        ..Article::default()
    }
}

fn page(galley: &Galley) -> String {
    let mut page = String::new();
    for row in &galley.rows {
        page.push_str(row.text());
        page.push_str("|\n");
    }
    page
}

#[test]
fn a_story_is_set() {
    let source = "本报讯 10月23日,云溪镇的茶农们迎来了今年的第2批采购商。来自3个省的47名采购商走进茶园,现场订下9.2万斤秋茶,金额超过1,300万元。\n镇长说：“我们的茶叶不愁卖！”——这句话他说了3年,今年第1次有人信了。";
    let galley = compose(
        &story(source),
        source,
        &Facts::default(),
        40,
        &Style::default(),
    );
    insta::assert_snapshot!(page(&galley), @"
        本报讯  10月23日，云溪镇的茶农们迎|
    来了今年的第2批采购商。来自3个省的47名|
    采购商走进茶园，现场订下 9.2万斤秋茶，|
    金额超过1,300万元。|
        镇长说：“我们的茶叶不愁卖！”——这句|
    话他说了3年，今年第1次有人信了。|
    ");
}
