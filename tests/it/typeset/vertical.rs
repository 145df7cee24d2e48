//! Lines that run down: the rules of the line hold down it too, and it leads back to the source.

use super::{Story, page};
use insta::assert_snapshot;
use kanbao::typeset::{
    Ambiguous, Galley, Style,
    cluster::text_width,
    upright::{ROW, rows, words},
};
use proptest::prelude::*;

fn style() -> Style {
    Style {
        vertical: true,
        ..Style::default()
    }
}

/// A galley as it is seen: its first line at the right.
fn seen(galley: &Galley, height: u16) -> String {
    let mut lines: Vec<_> = galley
        .rows
        .iter()
        .map(|r| rows(r.text(), Ambiguous::Narrow))
        .collect();
    let mut page = String::new();
    for _ in 0..height {
        let row: Vec<&str> = lines
            .iter_mut()
            .rev()
            .map(|line| line.next().unwrap_or("  "))
            .collect();
        page.push('|');
        page.push_str(&row.join(" "));
        page.push_str("|\n");
    }
    page
}

fn set(story: &str, height: u16) -> String {
    seen(&Story::of(story).set(height * ROW, &style()), height)
}

#[test]
fn a_paragraph_runs_down_from_the_right() {
    assert_snapshot!(set(
        "p: 10月23日，云溪镇的茶农“开园”（第2批），订下13.2万斤AI秋茶——真不少。", 14), @"
    |不 １ 农   |
    |少 ３ ﹃   |
    |︒ ． 开 10|
    |   ２ 园 月|
    |   万 ﹄ 23|
    |   斤 ︵ 日|
    |   Ａ 第 ︐|
    |   Ｉ ２ 云|
    |   秋 批 溪|
    |   茶 ︶ 镇|
    |   ︱ ︐ 的|
    |   ︱ 订 茶|
    |   真 下   |
    |           |
    ");
}

#[test]
fn heads_stand_in_the_middle_and_a_table_as_records() {
    assert_snapshot!(set(
        "kicker: 秋茶开园⏎
         headline: 满山茶香迎远客 云溪开园迎来采购商
         table: 村|斤⏎云溪|12⏎南埠|305", 12), @r#"
    |斤 村    斤 村               |
    |︓ ︓    ︓ ︓    云         |
    |３ 南    12 云    溪 满      |
    |０ 埠       溪    开 山      |
    |５                园 茶    秋|
    |                  迎 香    茶|
    |                  来 迎    开|
    |                  采 远    园|
    |                  购 客      |
    |                  商         |
    |                             |
    |                             |
    "#);
}

#[test]
fn items_and_notes_hang_on_their_numbers() {
    assert_snapshot!(set("list: 12. 云溪镇茶园今天开门迎客\ncaption: 茶园里的人\nrule", 12), @"
    |      ▴        12|
    |      茶       ．|
    |      园       　|
    |      里    门 云|
    |︱    的    迎 溪|
    |︱    人    客 镇|
    |︱             茶|
    |               园|
    |               今|
    |               天|
    |               开|
    |                 |
    ");
}

fn prose() -> impl Strategy<Value = String> {
    let unit = prop::sample::select(vec![
        "茶",
        "云溪",
        "的",
        "AIoT",
        "2023年",
        "9.2万斤",
        "12日",
        "本·朱",
        "——",
        "……",
        "，",
        "。”",
        "《书》",
        "“",
        " tea ",
        "87%",
        "é",
    ]);
    prop::collection::vec(unit, 1..40).prop_map(|units| units.concat())
}

proptest! {
    #[test]
    fn the_rules_of_the_line_hold_down_it(text in prose(), height in 16..40_u16, [hang, squeeze, justify] in any::<[bool; 3]>(), kind in 0..3_usize) {
        let ambiguous = [Ambiguous::Narrow, Ambiguous::Spaced, Ambiguous::Wide][kind];
        let style = Style { hang, squeeze, justify, ambiguous, ..style() };
        let galley = Story::of(&format!("p: {text}")).set(height * ROW, &style);
        let lines: Vec<&str> = galley.rows.iter().map(|r| r.text().trim_start_matches(' ')).collect();
        for (number, row) in galley.rows.iter().enumerate() {
            prop_assert!(row.width() <= height * ROW, "{:?}", lines);
            let blank = row.text().len() - lines[number].len();
            prop_assert!(blank.is_multiple_of(usize::from(ROW)) && (number == 0 || blank == 0));
            for row in rows(row.text(), style.ambiguous) {
                prop_assert_eq!(text_width(row, style.ambiguous), usize::from(ROW), "{:?}", lines);
            }
            let (head, tail) = (lines[number].chars().next(), lines[number].chars().next_back());
            prop_assert!(number == 0 || !head.is_some_and(|c| "︐︒﹄︾・％".contains(c)), "{:?}", lines);
            prop_assert!(number + 1 == lines.len() || !tail.is_some_and(|c| "﹃︽".contains(c)), "{:?}", lines);
        }
        let bare = |t: &str| t.replace(['\u{3000}', ' '], "");
        prop_assert_eq!(bare(&lines.concat()), bare(&words(&text, style.ambiguous)));
    }

    #[test]
    fn each_row_holds_one_pair_of_cells_whatever_stands_in_it(
        text in "[กเาำ็้น์ｱｶﾊﾟﾞｰかカ\u{3099}\u{309A}👩\u{200D}❤\u{FE0F}é\u{301}，。!10江a \u{2060}]{0,30}", height in 8..30_u16, wide in any::<bool>()
    ) {
        let ambiguous = if wide { Ambiguous::Wide } else { Ambiguous::Narrow };
        let style = Style { ambiguous, ..style() };
        let mut story = Story::of("");
        for kind in ["headline", "p", "list", "verse", "table", "code"] {
            story.add(kind, &text);
        }
        for row in &story.set(height * ROW, &style).rows {
            for pair in rows(row.text(), ambiguous) {
                prop_assert!(text_width(pair, ambiguous) <= usize::from(ROW), "{:?} {:?}", pair, row.text());
            }
            let pairs = rows(row.text(), ambiguous).count();
            prop_assert_eq!(usize::from(row.width().div_ceil(ROW)), pairs, "{:?}", row.text());
        }
    }

    #[test]
    fn every_row_leads_back_to_the_source(text in prose(), height in 8..40_u16) {
        let story = Story::of(&format!("p: {text}"));
        let galley = story.set(height * ROW, &style());
        for (number, row) in galley.rows.iter().enumerate() {
            for cell in 0..row.width() {
                let Some(byte) = row.source_at(cell) else { continue };
                prop_assert!(story.source.is_char_boundary(byte as usize));
                prop_assert_eq!(galley.row_of(byte), number);
            }
        }
    }

    #[test]
    fn any_text_is_set_at_any_height(text in "\\PC{0,80}|(?s).{0,80}", width in 0..40_u16) {
        let mut story = Story::of("");
        for kind in ["headline", "byline", "p", "list", "quote", "verse", "table", "code", "caption", "note", "image"] {
            story.add(kind, &text);
        }
        page(&story.set(width, &style()), width);
    }
}
