//! Pinyin above the text: in the reader, on the printed page and in the web page, by the setting and by its key.
#![allow(clippy::unwrap_used)]

use crate::print::printed;
use crate::reader::Reader;
use insta::assert_snapshot;
use kanbao::{
    app::Message,
    config::Settings,
    issue::Issue,
    language::Language,
    loader,
    print::{PageFormat, PageOptions},
    theme::Theme,
    typeset::{Ambiguous, Pinyin, RowRole, Style, cluster::text_width, wrap},
};
use std::convert::Infallible;

fn load(source: &str) -> Issue {
    let source = format!("+++\nkanbao = 1\n+++\n\n{source}");
    loader::load(source.into_bytes(), &loader::Options::default()).issue
}

fn style(pinyin: Pinyin) -> Style {
    Style {
        pinyin,
        ..Style::default()
    }
}

fn options(width: u16, style: Style) -> PageOptions {
    PageOptions {
        format: PageFormat::Lines,
        width,
        columns: 1,
        height: None,
        form_feed: false,
        article: Some(1),
        furniture: false,
        style,
        measure: 80,
        theme: None,
        links: false,
        language: Language::Chinese,
    }
}

const STORY: &str = "\
## 银行行长行走长江

> 音乐会上

本报讯 10月23日，双窗银行的3位会计把茶种在了长江边，“种子发芽”，茶农谖说。

- 一张桌子

|名|数|
|-|-|
|茶|3|
";

#[test]
fn every_part_of_an_article_but_its_tables_has_readings() {
    assert_snapshot!(printed(&load(STORY), &options(44, style(Pinyin::All))), @"
      yín háng háng zhǎng xíng zǒu cháng jiāng
      银   行   行   长    行  走   长    江
                       52 字

            yīn yuè huì shàng
            音  乐  会   上

        běn bào xùn  yuè rì shuāng chuāng yín
        本  报  讯 10月23日， 双     窗   银
    háng de   wèi kuài jì bǎ chá zhòng zài le
     行  的 3 位   会  计 把 茶   种   在  了
    cháng jiāng biān zhǒng zi fā yá   chá nóng
     长    江    边，“种   子 发 芽”，茶   农
    xuān shuō
     谖   说。
          yī zhāng zhuō zi
        • 一  张    桌  子

                       名  数
                       ──────
                       茶   3
    ");
}

#[test]
fn rare_characters_alone_have_readings_and_other_lines_stand_as_ever() {
    assert_snapshot!(printed(&load(STORY), &options(30, style(Pinyin::Beyond3500))), @"
           银行行长行走长江
                52 字

            音乐会上

        本报讯 10月23日，双窗银
    行的3位会计把茶种在了长江边，
                   xuān
    “种子发芽”，茶农谖说。
        • 一张桌子

                名  数
                ──────
                茶   3
    ");
}

#[test]
fn blank_rows_stand_between_lines_with_their_readings_never_within() {
    let style = Style {
        leading: 1,
        indent: 0,
        ..style(Pinyin::All)
    };
    let story = load("## 大\n\n##### 地\n\n大地大地大地\n");
    assert_snapshot!(printed(&story, &options(16, style)), @"
           dà
           大

           dì
           地
          6 字

    dà dì dà dì
    大 地 大 地

    dà dì
    大 地
    ");
}

#[test]
fn a_setting_asks_for_readings_and_says_what_it_takes() {
    let mut settings = Settings::default();
    settings.set("typeset.pinyin=beyond-3500").unwrap();
    assert_eq!(settings.style.pinyin, Pinyin::Beyond3500);
    let refused = settings.set("typeset.pinyin=rare").unwrap_err();
    assert!(
        refused
            .tell(Language::English)
            .contains("off, all, beyond-2500, beyond-3500")
    );
}

#[test]
fn readings_are_ruby_in_the_web_page_except_where_the_program_speaks() {
    let options = PageOptions {
        format: PageFormat::Html,
        ..options(80, style(Pinyin::All))
    };
    let page = printed(&load(STORY), &options);
    let headline = "<ruby>银<rt>yín</rt></ruby><ruby>行<rt>háng</rt></ruby>";
    assert!(page.contains(headline), "{page}");
    assert!(page.contains("<ruby>谖<rt>xuān</rt></ruby><ruby>说<rt>shuō</rt></ruby>。"));
    assert!(page.contains("<td>茶</td>") && page.contains("<title>银行行长行走长江</title>"));
}

#[test]
fn a_theme_tells_readings_from_the_text() {
    let options = PageOptions {
        theme: Theme::named("paper"),
        ..options(44, style(Pinyin::All))
    };
    let page = printed(&load("## 茶\n\n大地。\n"), &options);
    assert!(page.contains("\x1b[38;2;102;92;77mdà dì\x1b[0m"), "{page}");
}

#[test]
fn a_row_of_readings_is_never_parted_from_its_line() {
    let text = "银行行长在长江边上行走，会计还在开会，音乐会上人人快乐。".repeat(8);
    let issue = load(&format!("## 茶\n\n{text}\n\n{text}\n"));
    for height in 8..30 {
        let options = PageOptions {
            columns: 2,
            height: Some(height),
            ..options(70, style(Pinyin::All))
        };
        let page = printed(&issue, &options);
        let lines: Vec<&str> = page.lines().collect();
        let read = |line: &str| line.contains('ā') || line.contains("áng") || line.contains("ài");
        let whole = lines.chunks(usize::from(height)).all(|page| {
            let last = page.iter().rev().skip(2).find(|line| !line.is_empty());
            !last.is_some_and(|line| read(line))
        });
        assert!(whole, "{height}\n{page}");
    }
}

#[test]
fn text_of_no_issue_is_read_too() {
    let mut lines = Vec::new();
    let style = Style {
        indent: 0,
        ..style(Pinyin::All)
    };
    let Ok(()) = wrap("银行的茶", 14, None, &style, |line| {
        lines.push(line.to_owned());
        Ok::<(), Infallible>(())
    });
    assert_eq!(lines, ["yín háng\n银   行", "de chá\n的 茶"]);
}

/// A long article, in a reader.
fn reader(columns: u16, rows: u16) -> Reader {
    let lines: Vec<String> = (0..60)
        .map(|n| format!("第{n}段江水东流不回头，银行行长在长江边上行走。\n\n"))
        .collect();
    let mut r = Reader::open(&format!("# 长文\n{}", lines.concat()), columns, rows);
    r.press("l");
    r
}

/// The role of the row at the article's top, and of the one above it.
fn top(r: &Reader) -> (RowRole, Option<RowRole>) {
    let (rows, top) = (&r.state.galley().rows, r.state.viewport().top);
    let above = top.checked_sub(1).and_then(|above| rows.get(above));
    (rows[top].role, above.map(|row| row.role))
}

#[test]
fn a_key_goes_through_all_that_can_be_read_and_the_place_stays() {
    for (columns, rows) in [(120, 40), (80, 24), (40, 12)] {
        let mut r = reader(columns, rows);
        r.press("20j");
        let (before, byte) = (r.screen(), r.state.galley().byte_of(r.state.viewport().top));
        for (said, read) in [
            ("全部", true),
            ("2500", false),
            ("3500", false),
            ("不注", false),
        ] {
            r.press("P");
            assert!(r.status().contains(said), "{}", r.status());
            let found = r
                .state
                .galley()
                .rows
                .iter()
                .any(|row| row.role == RowRole::Ruby);
            assert_eq!(found, read, "{said}");
            let view = r.state.viewport();
            let shown = (view.top..view.top + view.height).contains(&r.state.galley().row_of(byte));
            assert!(shown, "{said} at {columns}");
        }
        r.press("jk");
        assert_eq!(r.screen(), before);
    }
}

#[test]
fn no_page_begins_with_a_line_whose_readings_are_above_it() {
    for (columns, rows) in [(120, 40), (80, 24), (40, 12), (20, 6)] {
        let mut r = reader(columns, rows);
        r.press("P");
        for keys in [
            "j", "j", "j", "<Space>", "k", "k", "d", "b", "<C-d>", "3j", "7k", "40g", "<C-u>",
        ] {
            let before = r.state.viewport().top;
            r.press(keys);
            let (role, above) = top(&r);
            let begins = above != Some(RowRole::Ruby) || r.state.viewport().at_end();
            assert!(begins, "{keys} at {columns}: {role:?}");
            assert!(
                r.state.viewport().top != before || before == 0,
                "{keys} did nothing"
            );
        }
        r.press("G");
        assert!(r.state.viewport().at_end());
    }
}

#[test]
fn every_row_is_seen_when_going_down_page_by_page() {
    for rows in 5..14 {
        let mut r = reader(40, rows);
        r.press("P");
        let mut seen = 0;
        while !r.state.viewport().at_end() {
            let view = r.state.viewport();
            assert!(view.top <= seen, "rows {seen} to {} of {rows}", view.top);
            seen = view.top + view.height;
            r.press("<PgDn>");
        }
    }
}

#[test]
fn matches_are_lit_in_the_text_under_the_readings() {
    let mut r = reader(80, 24);
    r.press("P/行长<Enter>");
    let rows = r.rows();
    let row = rows
        .iter()
        .position(|row| row.contains("长") && row.contains("行"))
        .unwrap();
    let buffer = r.buffer();
    let (row, match_style) = (
        u16::try_from(row).unwrap(),
        Theme::default().style(kanbao::theme::Role::Found),
    );
    let lit: String = (0..80)
        .filter(|&x| buffer[(x, row)].bg == match_style.bg.unwrap())
        .map(|x| buffer[(x, row)].symbol())
        .collect();
    assert!(
        lit.replace(' ', "").contains("行长"),
        "{lit:?} in {}",
        rows[usize::from(row)]
    );
    let above = (0..80).all(|x| buffer[(x, row - 1)].bg != match_style.bg.unwrap());
    assert!(above, "the readings are lit");
}

#[test]
fn small_windows_and_short_lines_are_survived() {
    let issue = load(STORY);
    for width in 0..40 {
        for pinyin in Pinyin::ALL {
            let page = printed(&issue, &options(width, style(pinyin)));
            let widest = page
                .lines()
                .map(|line| text_width(line, Ambiguous::Narrow))
                .max()
                .unwrap_or(0);
            assert!(
                widest <= usize::from(width).max(2),
                "{widest} > {width}\n{page}"
            );
        }
    }
    let mut r = reader(40, 12);
    r.press("P");
    for (columns, rows) in [(20, 5), (3, 2), (0, 0), (21, 6), (200, 60)] {
        r.tell(Message::Resize(columns, rows));
        r.press("jjGk");
    }
}
