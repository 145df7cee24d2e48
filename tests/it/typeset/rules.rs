//! The rules of setting, one test each, named by the rule.

use super::{Story, ragged, set, set_with};
use insta::assert_snapshot;
use kanbao::typeset::{
    Autospace, Pinyin, Row, RowRole, Style,
    cluster::{Ambiguous, clusters, is_ambiguous, text_width, width},
};
use proptest::prelude::*;
use ratatui::buffer::CellWidth as _;

#[test]
fn a_paragraph_is_set_in_full_lines() {
    assert_snapshot!(set(
        "p: 本报讯 10月23日,云溪镇的茶农们迎来了今年的第2批采购商。来自3个省的47名采购商走进茶园,现场订下9.2万斤秋茶。",
        40), @"
    |    本报讯 10月23日，云溪镇的茶农们迎   |
    |来了今年的第2批采购商。来自3个省的47名  |
    |采购商走进茶园，现场订下9.2万斤秋茶。   |
    ");
}

#[test]
fn a_first_line_is_indented_two_em_once() {
    assert_snapshot!(set("p: 　　云溪镇的茶农们迎来了采购商。", 24), @"
    |  云溪镇的茶农们迎来了  |
    |采购商。                |
    ");
}

#[test]
fn a_first_line_is_indented_one_em_where_the_measure_is_short() {
    assert_snapshot!(set("p: 云溪镇的茶农们迎来了采购商。", 20), @"
    |  云溪镇的茶农们迎  |
    |来了采购商。        |
    ");
}

#[test]
fn a_full_stop_hangs_in_the_gutter() {
    assert_snapshot!(set_with(
        "p: 云溪镇的茶农迎来采购商。他们走进茶园。",
        24,
        &Style {
            indent: 0,
            ..ragged()
        }), @"
    |云溪镇的茶农迎来采购商。|
    |他们走进茶园。          |
    ");
}

#[test]
fn hanging_can_be_switched_off() {
    let style = Style {
        indent: 0,
        hang: false,
        squeeze: false,
        ..ragged()
    };
    assert_snapshot!(set_with("p: 云溪镇的茶农迎来采购商。他们走进茶园。", 20, &style), @"
    |云溪镇的茶农迎来采购|
    |商。他们走进茶园。  |
    ");
}

#[test]
fn one_of_several_marks_never_hangs() {
    let style = Style {
        indent: 0,
        squeeze: false,
        ..ragged()
    };
    assert_snapshot!(set_with(
        "p: 他说“茶农迎来采购商”。他们走进茶园看了又看。",
        22,
        &style), @"
    |他说“茶农迎来采购     |
    |商”。他们走进茶园看   |
    |了又看。              |
    ");
}

#[test]
fn a_closing_mark_gives_its_empty_half_to_the_gutter() {
    let style = Style {
        indent: 0,
        hang: false,
        ..ragged()
    };
    assert_snapshot!(set_with(
        "p: 云溪A镇的茶（老王）与采购商走进茶园看了又看。",
        20,
        &style), @"
    |云溪A镇的茶（老王） |
    |与采购商走进茶园看  |
    |了又看。            |
    ");
}

#[test]
fn a_line_of_han_takes_blanks_in_pairs_alone_and_ends_a_cell_short_rather() {
    assert_snapshot!(set(
        "p: 第2批来自3省的47名采购商走进A区茶园，订下9万斤茶。",
        25), @"
    |  第2批来自 3 省的47名   |
    |采购商走进 A 区茶园，    |
    |订下9万斤茶。            |
    ");
}

#[test]
fn a_justified_line_takes_blanks_after_marks_too_and_the_last_takes_none() {
    let style = Style {
        justify: true,
        ..Style::default()
    };
    assert_snapshot!(set_with(
        "p: 茶农，A采茶；采购商茶商走进茶园里，订下了新茶。",
        25,
        &style), @"
    |  茶农，A采茶； 采购商   |
    |茶商走进茶园里，订下了   |
    |新茶。                   |
    ");
    assert_snapshot!(set_with(
        "p: The tea growers of Yunxi welcomed the second group of buyers this year.",
        36,
        &style), @"
    |    The   tea  growers   of  Yunxi  |
    |welcomed   the  second   group  of  |
    |buyers this year.                   |
    ");
}

#[test]
fn spare_cells_part_han_and_latin_where_they_fill_a_ragged_line() {
    let style = Style {
        autospace: Autospace::Fill,
        ..ragged()
    };
    assert_snapshot!(set_with(
        "p: 记者从A区了解到，今年第2批来自三省的采购商到了。",
        25,
        &style), @"
    |  记者从 A 区了解到，    |
    |今年第 2 批来自三省的    |
    |采购商到了。             |
    ");
}

#[test]
fn han_and_latin_can_always_be_parted() {
    let style = Style {
        autospace: Autospace::Always,
        indent: 0,
        ..ragged()
    };
    assert_snapshot!(set_with(
        "p: 共有3个省的47名客商走进A区，比2022年多。",
        26,
        &style), @"
    |共有 3 个省的 47 名客商   |
    |走进 A 区，比 2022 年多。 |
    ");
}

#[test]
fn a_last_line_holds_two_han_where_another_set_of_breaks_allows() {
    let text = "p: 云溪镇的茶农们迎来采购商了。";
    let style = Style {
        indent: 0,
        hang: false,
        squeeze: false,
        ..ragged()
    };
    assert_snapshot!(set_with(text, 26, &style), @"
    |云溪镇的茶农们迎来采购    |
    |商了。                    |
    ");
    assert_snapshot!(set_with(
        text,
        26,
        &Style {
            orphans: false,
            ..style
        }), @"
    |云溪镇的茶农们迎来采购商  |
    |了。                      |
    ");
}

#[test]
fn a_number_keeps_its_counter_where_the_line_is_not_ugly() {
    assert_snapshot!(set_with(
        "p: 茶农们在这里迎来了2023年的采购商。",
        26,
        &Style {
            indent: 0,
            ..ragged()
        }), @"
    |茶农们在这里迎来了2023年  |
    |的采购商。                |
    ");
}

#[test]
fn a_word_wider_than_the_measure_is_parted_at_its_marks() {
    assert_snapshot!(set(
        "p: 详见https://www.example.org/reports/2023/10/tea-harvest.html一文。",
        24), @"
    |  详见https://          |
    |www.example.org/        |
    |reports/2023/10/tea-    |
    |harvest.html一文。      |
    ");
}

#[test]
fn a_word_that_fits_a_line_is_not_parted_for_the_indent() {
    assert_snapshot!(set("p: Internationalisation是一个长词。", 22), @"
    |Internationalisation  |
    |是一个长词。          |
    ");
}

#[test]
fn an_english_paragraph_is_set_by_words() {
    assert_snapshot!(set(
        "p: The tea growers of Yunxi welcomed the second group of buyers this year, who walked the hills for two days.",
        36), @"
    |    The tea growers of Yunxi        |
    |welcomed the second group of        |
    |buyers this year, who walked the    |
    |hills for two days.                 |
    ");
}

#[test]
fn english_words_can_be_parted_with_hyphens() {
    let text = "p: The tea growers of Yunxi welcomed representatives of an international organisation in the morning.";
    let style = Style {
        hyphenate: true,
        ..ragged()
    };
    assert_snapshot!(set_with(text, 30, &style), @"
    |    The tea growers of Yunxi  |
    |welcomed representatives of   |
    |an international organisa-    |
    |tion in the morning.          |
    ");
    assert!(!set_with(text, 30, &ragged()).contains('-'));
}

#[test]
fn a_korean_paragraph_keeps_its_words() {
    assert_snapshot!(set_with(
        "p: 대한민국의 신문을 읽는 사람들은 아침마다 차를 마신다.",
        24,
        &ragged()), @"
    |  대한민국의 신문을     |
    |읽는 사람들은 아침마다  |
    |차를 마신다.            |
    ");
}

#[test]
fn leading_and_paragraph_gap_are_blank_rows() {
    let style = Style {
        leading: 1,
        paragraph_gap: 2,
        ..Style::default()
    };
    assert_snapshot!(set_with(
        "p: 云溪镇的茶农们迎来了采购商。\np: 他们走进茶园。",
        20,
        &style), @"
    |  云溪镇的茶农们迎  |
    |                    |
    |来了采购商。        |
    |                    |
    |                    |
    |  他们走进茶园。    |
    ");
}

/// Han words, Latin words, figures and quoted passages with single marks between, as a paper has them.
fn prose() -> impl Strategy<Value = String> {
    let han = prop::sample::select(vec!["茶", "云溪", "采购商", "发展大局", "乡村", "的", "一"]);
    let other = prop::sample::select(vec![
        "AIoT",
        "9.2万斤",
        "2023年10月",
        "87.6%",
        "COVID-19",
        "30万台",
        "·",
    ]);
    let mark = prop::sample::select(vec![
        "，", "。", "、", "；", "！", "：", "——", "……", ",", " ", "", "",
    ]);
    let quoted = han.clone().prop_map(|h| format!("“{h}”"));
    let title = han.clone().prop_map(|h| format!("《{h}》"));
    let word = prop_oneof![
        8 => han.clone().prop_map(str::to_owned),
        2 => (han.clone(), other, han).prop_map(|(a, b, c)| format!("{a}{b}{c}")),
        1 => quoted,
        1 => title,
    ];
    prop::collection::vec((word, mark), 1..60).prop_map(|parts| {
        parts
            .into_iter()
            .flat_map(|(w, m)| [w, m.to_owned()])
            .collect()
    })
}

/// Mostly none, as is usual.
fn any_pinyin() -> impl Strategy<Value = Pinyin> {
    let [off, all, rare, rarer] = Pinyin::ALL;
    prop::sample::select(vec![off, off, off, all, all, rare, rarer])
}

fn any_style() -> impl Strategy<Value = Style> {
    let space = prop::sample::select(vec![Autospace::Off, Autospace::Fill, Autospace::Always]);
    let ambiguous = [Ambiguous::Narrow, Ambiguous::Spaced, Ambiguous::Wide];
    let ambiguous = prop::sample::select(ambiguous.to_vec());
    (any::<[bool; 6]>(), 0..5_u16, space, any_pinyin(), ambiguous).prop_map(
        |(
            [hang, squeeze, justify, fullwidth, orphans, hyphenate],
            indent,
            autospace,
            pinyin,
            ambiguous,
        )| {
            Style {
                pinyin,
                indent,
                justify,
                hang,
                squeeze,
                autospace,
                fullwidth,
                hyphenate,
                orphans,
                ambiguous,
                ..Style::default()
            }
        },
    )
}

proptest! {
    /// Rule 7.
    #[test]
    fn no_line_is_too_wide_and_no_forbidden_mark_stands_at_its_head_or_tail(
        text in prose(), page in 16..90_u16, style in any_style(),
    ) {
        let galley = Story::of(&format!("p: {text}")).set(page, &style);
        let (above, lines): (Vec<&Row>, Vec<&Row>) =
            galley.rows.iter().partition(|row| row.role == RowRole::Ruby);
        for row in above {
            prop_assert!(row.width() <= page, "{} > {page}: {:?}", row.width(), row.text());
            prop_assert_eq!(usize::from(row.width()), text_width(row.text(), style.ambiguous));
            prop_assert!(!row.has_source());
        }
        let rows: Vec<&str> = lines.iter().map(|r| r.text().trim()).collect();
        for (number, row) in lines.into_iter().enumerate() {
            prop_assert!(row.width() <= page, "{} > {page}: {:?}", row.width(), rows);
            prop_assert_eq!(usize::from(row.width()), text_width(row.text(), style.ambiguous));
            prop_assert_eq!(row.text(), row.text().trim_end());
            let (head, tail) = (rows[number].chars().next(), rows[number].chars().next_back());
            if number > 0 {
                let spaced = text.contains(' ');
                prop_assert!(!head.is_some_and(|c| "，。、；！：”》·".contains(c) || ",%".contains(c) && !spaced), "{:?}", rows);
            }
            if number + 1 < rows.len() {
                prop_assert!(!tail.is_some_and(|c| "“《".contains(c)), "{:?}", rows);
            }
        }
        // Every row of readings stands above a line of its own.
        for (number, row) in galley.rows.iter().enumerate().filter(|(_, r)| r.role == RowRole::Ruby) {
            prop_assert!(galley.is_read(number + 1) && galley.rows[number + 1].role == RowRole::Body);
            prop_assert_eq!(row.block, galley.rows[number + 1].block);
        }
        // No character is lost, and none but blank cells added.
        let bare = |t: &str| t.chars().filter(|c| *c != ' ').collect::<String>();
        if !style.fullwidth {
            prop_assert_eq!(bare(&rows.concat()), bare(&text));
        }
    }

    /// What is not shown, such as a joiner of words, may stand within a cluster of what is.
    #[test]
    fn a_row_is_as_wide_as_what_it_shows(
        text in "[👩👧🇨🇳❤1é江กำｶﾞ，a \u{2060}\u{200D}\u{FE0F}\u{20E3}\u{301}\u{AD}\u{200B}]{0,40}",
        page in 8..40_u16, style in any_style(), vertical in any::<bool>(),
    ) {
        let mut story = Story::of("");
        for kind in ["headline", "byline", "p", "list", "verse", "table", "code", "caption"] {
            story.add(kind, &text);
        }
        let style = Style { vertical, ..style };
        for row in &story.set(page, &style).rows {
            prop_assert_eq!(usize::from(row.width()), text_width(row.text(), style.ambiguous), "{:?}", row.text());
            for cell in 0..row.width() {
                let byte = row.source_at(cell).map_or(0, |byte| byte as usize);
                prop_assert!(story.source.is_char_boundary(byte));
            }
        }
    }

    /// Rules 7, 9 and 10 for what no paper prints.
    #[test]
    fn any_text_is_set_at_any_width(text in "\\PC{0,80}|(?s).{0,80}", page in 0..40_u16, style in any_style()) {
        let mut story = Story::of("");
        for kind in ["headline", "byline", "p", "list", "quote", "verse", "table", "code", "caption", "note", "image"] {
            story.add(kind, &text);
        }
        let galley = story.set(page, &style);
        let widest = clusters(&text, style.ambiguous).map(|c| c.width).max().unwrap_or(0).max(2);
        for row in &galley.rows {
            prop_assert!(row.width() <= page.max(widest), "{} > {page}: {:?}", row.width(), row.text());
            let steers = |c: char| c.is_control() || ('\u{202A}'..='\u{202E}').contains(&c);
            prop_assert!(!row.text().contains(steers));
        }
    }
}

proptest! {
    /// A blank that the text does not have shows as a hole.
    #[test]
    fn by_default_no_blank_is_put_in_but_on_both_sides_of_a_latin_word(text in prose(), page in 16..90_u16) {
        let galley = Story::of(&format!("p: {text}")).set(page, &Style::default());
        let kept: Vec<char> = text.chars().collect();
        let mut at = 0;
        for row in &galley.rows {
            let (mut gaps, mut before) = (Vec::new(), ' ');
            for (n, c) in row.text().trim().chars().enumerate() {
                if c == ' ' {
                    if kept.get(at) == Some(&' ') {
                        at += 1;
                    } else if before != ' ' {
                        gaps.push(n);
                    }
                } else {
                    while kept.get(at) == Some(&' ') {
                        at += 1;
                    }
                    at += 1;
                }
                before = c;
            }
            let chars: Vec<char> = row.text().trim().chars().collect();
            let narrow = |n: usize| chars.get(n).is_some_and(|c| c.is_ascii_graphic() || "℃".contains(*c));
            prop_assert_eq!(gaps.len() % 2, 0, "{:?}", row.text());
            for pair in gaps.chunks(2) {
                prop_assert!(narrow(pair[0] + 1) && narrow(pair[1] - 1), "{:?}", row.text());
            }
        }
    }
}

/// Rule 12.
#[test]
fn our_width_is_the_width_that_ratatui_lays_out_with() {
    let mut text =
        String::from("e\u{301}z\u{300}\u{301}👨‍👩‍👧🇨🇳1️⃣❤️☀ｶﾞﾊﾟか\u{3099}क्षिกำ각가\u{1100}\u{1161}");
    for c in ('!'..='\u{1FFFF}').filter(|c| !c.is_control()) {
        text.push(c);
        text.push('字');
    }
    let (narrow, wide) = (Ambiguous::Narrow, Ambiguous::Wide);
    for (cluster, other) in clusters(&text, narrow).zip(clusters(&text, wide)) {
        let (text, cells) = (cluster.text, cluster.width);
        assert_eq!(cells, text.cell_width(), "{text:?}");
        assert_eq!(width(text, narrow), cells, "{text:?}");
        // Where ambiguous characters are wide nothing else becomes so, and nothing becomes narrower.
        assert_eq!((other.text, other.width), (text, width(text, wide)));
        assert!(other.width >= cells, "{text:?}");
        let ambiguous = text.chars().next().is_some_and(is_ambiguous);
        assert_eq!(other.width > cells, ambiguous && cells == 1, "{text:?}");
    }
}

#[test]
fn no_row_has_more_cells_than_the_widest_page() {
    // A row's cells are counted in sixteen bits.
    for kind in ["code", "table", "p", "verse", "headline"] {
        for words in ["a", "江", "a\t", "茶 "] {
            let galley = Story::of(&format!("{kind}: {}", words.repeat(70_000)))
                .set(u16::MAX, &Style::default());
            for row in &galley.rows {
                assert_eq!(
                    text_width(row.text(), Ambiguous::Narrow),
                    usize::from(row.width()),
                    "{kind} {words:?}"
                );
            }
        }
    }
}

#[test]
fn a_line_of_code_of_any_length_is_cut_where_the_page_ends() {
    // More cells than can be counted in sixteen bits.
    let galley = Story::of(&format!("code: {}", "a".repeat(70_000))).set(80, &Style::default());
    assert!(galley.rows.iter().all(|row| row.width() <= 80));
    assert_eq!(galley.rows.len(), 875);
}

#[test]
fn a_paragraph_of_megabytes_is_set_in_linear_time() {
    in_linear_time("云溪镇的茶农们迎来了2023年的采购商，", Pinyin::Off);
}

#[test]
fn readings_of_megabytes_are_set_in_linear_time() {
    in_linear_time("云溪镇的茶农们迎来了为采购商而来的", Pinyin::All);
}

fn in_linear_time(words: &str, pinyin: Pinyin) {
    let time = |times: usize| {
        let story = Story::of(&format!("p: {}", words.repeat(times)));
        let style = Style {
            pinyin,
            ..Style::default()
        };
        let start = std::time::Instant::now();
        let rows = story.set(80, &style).rows.len();
        assert!(rows > times / 3);
        start.elapsed()
    };
    // The best of some, as others use the processor, too.
    let best = |count| (0..4).map(|_| time(count)).min().expect("there are some");
    let (short, long) = (best(1000), best(8000));
    assert!(long < short * 40, "{short:?} {long:?}");
}
