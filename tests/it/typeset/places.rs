//! The way back: a place in the text is a byte of the source, whatever the rows.

use super::{Story, ragged};
use kanbao::{issue::Span, typeset::Style};
use proptest::prelude::*;

const STORY: &str = "
    kicker: 云溪镇开展秋茶节活动
    headline: 满山茶香迎远客
    byline: 记者 白露
    p: 本报讯 10月23日,云溪镇的茶农们迎来了今年的第2批采购商。来自3个省的47名采购商走⏎进茶园,现场订下9.2万斤秋茶。
    subhead: 一片叶子
    p: 镇长说:“我们的茶叶不愁卖!”这句话他说了3年。
    table: 品种|产量|价格⏎云雾|4.1|300⏎毛尖|5.1|280
    list: 第一项工作是修路,第二项工作是通水,第三项工作是请来更多的采购商。
";

/// Rule 8.
#[test]
fn a_place_survives_another_width() {
    let story = Story::of(STORY);
    for (from, to) in [(40, 80), (80, 24), (24, 13)] {
        let (one, other) = (story.set(from, &Style::default()), story.set(to, &ragged()));
        for row in 0..one.rows.len() {
            let byte = one.byte_of(row);
            let found = &other.rows[other.row_of(byte)];
            let shown = found.columns_of(Span {
                start: byte,
                end: byte + 1,
            });
            assert!(shown.is_some(), "{byte} is not in {:?}", found.text());
        }
    }
}

#[test]
fn a_row_is_found_by_its_first_byte() {
    let story = Story::of(STORY);
    for width in [12, 20, 40, 80] {
        let galley = story.set(width, &Style::default());
        for (number, row) in galley
            .rows
            .iter()
            .enumerate()
            .filter(|(_, r)| r.has_source())
        {
            let found = galley.row_of(galley.byte_of(number));
            // A table's row shows places of several rows side by side.
            if row.block != Some(3) {
                assert_eq!(found, number, "{:?}", row.text());
            }
        }
    }
}

#[test]
fn a_byte_that_no_row_shows_belongs_to_the_row_before() {
    let story = Story::of("p: 茶山。\np: 茶海。");
    let galley = story.set(40, &Style::default());
    let cut = u32::try_from(story.source.find('\n').unwrap()).unwrap();
    assert_eq!(galley.row_of(cut), 0);
    assert_eq!(galley.row_of(u32::MAX), 1);
}

#[test]
fn a_blank_row_has_the_place_of_the_next() {
    let story = Story::of("headline: 茶山\np: 茶海。");
    let galley = story.set(40, &Style::default());
    assert_eq!(galley.rows[1].text(), "");
    assert_eq!(galley.byte_of(1), galley.byte_of(2));
    assert_eq!(galley.byte_of(99), galley.byte_of(2));
}

#[test]
fn a_match_is_found_in_its_columns() {
    let story = Story::of("p: 他说“云溪镇”,真的。");
    let galley = story.set(40, &Style::default());
    assert_eq!(galley.rows[0].text(), "    他说“云溪镇”，真的。");
    let columns = |part: &str| {
        let start = story.source.find(part).unwrap();
        galley.rows[0].columns_of(Span::new(start, start + part.len()))
    };
    assert_eq!(columns("云溪"), Some(9..13));
    assert_eq!(columns("”,真"), Some(15..20));
    assert_eq!(columns(","), Some(16..18));
    assert_eq!(galley.rows[0].columns_of(Span::new(900, 901)), None);
}

#[test]
fn a_match_over_a_line_cut_is_shown_whole() {
    let story = Story::of("p: 采购商走⏎进茶园。");
    let galley = story.set(40, &Style::default());
    let start = story.source.find('走').unwrap();
    let end = story.source.find('茶').unwrap();
    assert_eq!(
        galley.rows[0].columns_of(Span::new(start, end)),
        Some(10..14)
    );
}

#[test]
fn a_match_over_two_rows_has_columns_in_each() {
    let story = Story::of("p: 云溪镇的茶农们迎来了采购商。");
    let galley = story.set(20, &ragged());
    let start = story.source.find("迎来").unwrap();
    let span = Span::new(start, start + "迎来了采购商".len());
    let found: Vec<_> = galley
        .rows
        .iter()
        .filter_map(|r| r.columns_of(span))
        .collect();
    assert_eq!(found, [16..18, 0..10]);
}

#[test]
fn a_column_leads_back_to_its_byte() {
    let story = Story::of("p: 他说,真的。");
    let galley = story.set(40, &Style::default());
    let row = &galley.rows[0];
    let at = |part: &str| u32::try_from(story.source.find(part).unwrap()).ok();
    assert_eq!(row.source_at(0), None);
    assert_eq!(row.source_at(4), at("他"));
    assert_eq!(row.source_at(5), at("他"));
    assert_eq!(row.source_at(8), at(","));
    assert_eq!(row.source_at(9), at(","));
    assert_eq!(row.source_at(10), at("真"));
    assert_eq!(row.source_at(40), None);
}

#[test]
fn blank_cells_of_justification_are_no_place() {
    let story = Story::of("p: 第2批来自3省的47名采购商走进A区茶园，订下9万斤茶。");
    let galley = story.set(25, &Style::default());
    for row in &galley.rows {
        let bytes: Vec<u32> = (0..row.width()).filter_map(|c| row.source_at(c)).collect();
        assert!(bytes.is_sorted(), "{:?}", row.text());
    }
}

#[test]
fn words_of_the_program_have_no_place() {
    let story = Story::of("byline: 记者 白露");
    let facts = kanbao::typeset::Facts {
        after_byline: "552 字".to_owned(),
        ..Default::default()
    };
    let galley = story.set_with(&facts, 40, &Style::default());
    let row = &galley.rows[0];
    assert_eq!(row.text().trim(), "记者 白露 · 552 字");
    assert_eq!(row.source_at(row.width() - 1), None);
    assert!(row.source_at(row.width() - 10).is_some());
}

proptest! {
    #[test]
    fn every_shown_cell_leads_back_and_forth(text in "[云溪茶农A-c1-9，。“”, ]{1,60}", width in 4..40_u16) {
        let mut story = Story::of("");
        story.add("p", &text);
        let galley = story.set(width, &Style::default());
        for (number, row) in galley.rows.iter().enumerate() {
            for column in 0..row.width() {
                if let Some(byte) = row.source_at(column) {
                    prop_assert_eq!(galley.row_of(byte), number);
                    let columns = row.columns_of(Span { start: byte, end: byte + 1 });
                    prop_assert!(columns.is_some_and(|c| c.contains(&column)));
                }
            }
        }
    }
}
