//! The printed page in legs, and cut into pages with folios.
#![allow(clippy::unwrap_used)]

use crate::print::printed;
use insta::assert_snapshot;
use kanbao::{
    issue::Issue,
    language::Language,
    loader,
    print::{PageFormat, PageOptions},
    typeset::{
        Style,
        cluster::{self, Ambiguous},
    },
};

/// Cells of a line where ambiguous characters are narrow.
fn text_width(line: &str) -> usize {
    cluster::text_width(line, Ambiguous::Narrow)
}

fn load(source: &str) -> Issue {
    let source = format!("+++\npaper = '云溪报'\ndate = 2025-10-17\nkanbao = 1\n+++\n\n{source}");
    loader::load(source.into_bytes(), &loader::Options::default()).issue
}

/// An issue of so many stories in two sections, with paragraphs from one line to many, subheads and verse.
fn issue(stories: usize) -> Issue {
    let mut source = String::from("# 第01版：要闻\n\n");
    for story in 0..stories {
        if story == stories / 2 {
            source.push_str("# 第02版：综合\n\n");
        }
        source.push_str("## 满山茶香迎远客 云溪开园\n\n##### 采茶人说秋茶\n\n");
        for paragraph in 0..=story % 5 {
            if paragraph == 2 {
                source.push_str("### 采茶人说\n\n");
            }
            let times = (story * 7 + paragraph * 5) % 23 + 1;
            source.push_str(&"满山都是采茶的人，".repeat(times));
            source.push_str("茶香飘到了对岸。\n\n");
        }
        if story % 3 == 1 {
            source.push_str("雾把对岸借走了  \n船还是照常开  \n竹篙点一下水  \n水就答应一声  \n\n");
        }
    }
    load(&source)
}

fn options(width: u16, columns: u16, height: Option<u16>) -> PageOptions {
    PageOptions {
        format: PageFormat::Lines,
        width,
        columns,
        height,
        form_feed: false,
        article: None,
        furniture: false,
        style: Style {
            justify: false,
            ..Style::default()
        },
        measure: 80,
        theme: None,
        links: false,
        language: Language::Chinese,
    }
}

/// The columns of the cells at which the rule between legs stands, for each line that has one.
fn rules(page: &str) -> Vec<Vec<usize>> {
    let columns = |line: &str| -> Vec<usize> {
        let rules = line.match_indices('│');
        rules
            .map(|(at, _)| text_width(line.get(..at).unwrap()))
            .collect()
    };
    page.lines()
        .map(columns)
        .filter(|c| !c.is_empty())
        .collect()
}

#[test]
fn text_stands_in_legs_of_one_height_below_a_head_that_spans_them() {
    let issue = load(&format!(
        "# 要闻\n\n## 满山茶香迎远客\n\n**记者 白露**\n\n{}\n\n{}\n",
        "十月的云溪镇，满山都是采茶的人。".repeat(4),
        "茶香飘过了河，飘到对岸的船上。".repeat(3)
    ));
    assert_snapshot!(printed(&issue, &options(60, 2, None)), @"
                              云溪报
                       2025年10月17日 星期五
    ═══════════════════════════════════════════════════════════
                               要闻
    ───────────────────────────────────────────────────────────

                          满山茶香迎远客
                        记者 白露 · 109 字

        十月的云溪镇，满山都是   │     茶香飘过了河，飘到对岸
    采茶的人。十月的云溪镇，满   │ 的船上。茶香飘过了河，飘到
    山都是采茶的人。十月的云溪   │ 对岸的船上。茶香飘过了河，
    镇，满山都是采茶的人。十月   │ 飘到对岸的船上。
    的云溪镇，满山都是采茶的人。 │
    ");
}

#[test]
fn a_width_without_room_for_the_legs_has_fewer() {
    let legs = |width, columns| {
        let page = printed(&issue(4), &options(width, columns, None));
        let widest = page.lines().map(text_width).max().unwrap();
        assert!(
            widest <= usize::from(width.max(2)),
            "{widest} of {width} cells"
        );
        rules(&page).iter().map(Vec::len).max().unwrap_or(0) + 1
    };
    assert_eq!(legs(100, 3), 3);
    assert_eq!(legs(100, 9), 4);
    assert_eq!(legs(60, 3), 2);
    assert_eq!(legs(40, 3), 1);
    assert_eq!(legs(1, 100), 1);
}

#[test]
fn the_rule_between_legs_stands_in_one_column() {
    for columns in 2..=4 {
        let page = printed(&issue(9), &options(120, columns, None));
        let rules = rules(&page);
        let whole = rules.iter().max_by_key(|r| r.len()).unwrap().clone();
        assert_eq!(whole.len(), usize::from(columns) - 1);
        assert!(rules.iter().all(|r| whole.starts_with(r)), "{page}");
    }
}

#[test]
fn tables_and_code_span_the_legs() {
    let issue = load(
        "# 要闻\n\n## 茶\n\n开园了。\n\n| 茶园的名字 | 今年产的茶 |\n| --- | --- |\n| 云溪 | 绿茶和红茶都有一些 |\n\n收园了。\n",
    );
    let page = printed(&issue, &options(50, 2, None));
    assert!(page.contains("茶园的名字  今年产的茶\n"), "{page}");
    let places = ["开园", "绿茶和红茶都有一些", "收园"].map(|words| page.find(words).unwrap());
    assert!(places.is_sorted());
}

/// The pages without their feet.
fn pages(text: &str, height: usize) -> Vec<Vec<&str>> {
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len() % height, 0, "{text}");
    let body = |page: &[&'_ str]| page.len() - 2;
    lines
        .chunks(height)
        .map(|page| page[..body(page)].to_vec())
        .collect()
}

#[test]
fn each_page_has_its_lines_and_a_folio() {
    let text = printed(&issue(9), &options(60, 1, Some(20)));
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines.len() > 60 && lines.len().is_multiple_of(20));
    for (number, page) in lines.chunks(20).enumerate() {
        let number = format!("- {} -", number + 1);
        assert!(
            page[19].contains("云溪报") && page[19].ends_with(&number),
            "{page:?}"
        );
        assert_eq!(page[18], "─".repeat(60));
        assert!(!page[0].is_empty(), "a page begins with a blank line");
    }
    assert_snapshot!(lines[19], @"云溪报 · 2025年10月17日 星期五 · 第01版 要闻           - 1 -");
    assert_snapshot!(lines[lines.len() - 1], @"云溪报 · 2025年10月17日 星期五 · 第02版 综合          - 12 -");
}

fn upright(width: u16, height: u16) -> PageOptions {
    let along = options(width, 1, Some(height));
    PageOptions {
        style: Style {
            vertical: true,
            ..along.style
        },
        ..along
    }
}

#[test]
fn lines_run_down_from_the_right_on_pages_with_folios() {
    assert_snapshot!(printed(&issue(1), &upright(40, 14)), @"
             ︱    ︱    ︱    ║
             ︱    ︱    ︱    ║     ２
             ︱    ︱    ︱    ║     ０
             ︱ 第 ︱    ︱ 第 ║     ２
             ︱ 02 ︱    ︱ 01 ║  星 ５ 云
             ︱ 版 ︱    ︱ 版 ║  期 年 溪
             ︱    ︱    ︱    ║  五 10 报
             ︱ 综 ︱    ︱ 要 ║     月
             ︱ 合 ︱    ︱ 闻 ║     17
             ︱    ︱    ︱    ║     日
             ︱    ︱    ︱    ║
             ︱    ︱    ︱    ║
    ──────────────────────────────────────
    云溪报 · 第01版 要闻             - 1 -
                      香                满
                      飘 满             山
                      到 山             茶
                      了 都       采    香
                      对 是    17 茶    迎
                      岸 采       人    远
                      ︒ 茶    字 说    客
                         的       秋
                         人       茶    云
                         ︐             溪
                         茶             开
                                        园
    ──────────────────────────────────────
    云溪报 · 第02版 综合             - 2 -
    ");
}

#[test]
fn cutting_lines_that_run_down_into_pages_loses_none() {
    let issue = issue(7);
    // The lines of all pages, the first of each at its right.
    let lines = |options: &PageOptions| -> Vec<String> {
        let page = printed(&issue, options);
        let mut lines = Vec::new();
        for page in pages(&page, usize::from(options.height.unwrap())) {
            let mut standing = std::collections::BTreeMap::new();
            for row in &page[..page.len() - 2] {
                let mut column = 0;
                for c in row.chars() {
                    let cells = text_width(&c.to_string());
                    if c != ' ' {
                        standing.entry(column).or_insert_with(String::new).push(c);
                    }
                    column += cells;
                }
                assert!(column <= usize::from(options.width));
            }
            lines.extend(standing.into_values().rev());
        }
        lines
    };
    let words = |options: &PageOptions| lines(options).concat().replace(['︱', '║', '　'], "");
    let one = words(&upright(10_000, 24));
    assert!(one.contains("采茶人说秋茶"));
    assert_eq!(words(&upright(50, 24)), one);
}

#[test]
fn a_narrow_folio_leaves_out_what_has_no_room() {
    for width in (1..80).step_by(3) {
        let text = printed(&issue(2), &options(width, 1, Some(30)));
        for line in text.lines().skip(29).step_by(30) {
            assert!(text_width(line) <= usize::from(width), "{line}");
            assert!(width < 7 || line.trim_end().ends_with('-'), "{line}");
        }
    }
}

#[test]
fn cutting_into_pages_loses_no_line() {
    let filled = |text: &str| -> Vec<String> {
        let lines = text.lines().map(str::trim_end);
        let told = |l: &&str| !l.is_empty() && !l.trim().chars().all(|c| c == '─');
        lines.filter(told).map(str::to_owned).collect()
    };
    let whole = filled(&printed(&issue(12), &options(50, 1, None)));
    for height in (10..60).step_by(7) {
        let text = printed(&issue(12), &options(50, 1, Some(height)));
        let pages = pages(&text, usize::from(height)).concat().join("\n");
        assert_eq!(filled(&pages), whole, "pages of {height} lines");
    }
}

#[test]
fn no_heading_stands_at_a_pages_foot_and_no_line_of_a_paragraph_alone() {
    let issue = issue(12);
    for height in (16..60).step_by(5) {
        let text = printed(&issue, &options(50, 1, Some(height)));
        let pages = pages(&text, usize::from(height));
        for pair in pages.windows(2) {
            let last: Vec<&str> = pair[0]
                .iter()
                .rev()
                .copied()
                .skip_while(|l| l.is_empty())
                .collect();
            let next = &pair[1];
            let heading = |l: &str| {
                ["迎远客", "采茶人说", "版 ", " 字", "───"]
                    .iter()
                    .any(|h| l.contains(h))
            };
            assert!(!heading(last[0]), "{} at a foot of {height}", last[0]);
            let begins = |l: &str| l.is_empty() || l.starts_with("    ") || heading(l);
            if !begins(next[0]) {
                assert!(
                    !begins(last[0]),
                    "one line of a paragraph at a foot of {height}"
                );
                assert!(
                    !begins(next[1]),
                    "one line of a paragraph at a head of {height}"
                );
            }
        }
    }
}

#[test]
fn pages_hold_legs() {
    let issue = issue(12);
    for height in [12, 30, 66] {
        let text = printed(&issue, &options(100, 3, Some(height)));
        let body = pages(&text, usize::from(height)).concat().join("\n");
        let whole = printed(&issue, &options(100, 3, None));
        for words in ["答应一声", "飘到", "迎远客"] {
            let count = |text: &str| text.matches(words).count();
            assert_eq!(count(&body), count(&whole), "{words} on pages of {height}");
        }
    }
}

#[test]
fn form_feeds_part_pages_where_they_are_asked_for() {
    let options = options(60, 1, Some(20));
    let plain = printed(&issue(9), &options);
    assert!(!plain.contains('\u{c}'));
    let fed = printed(
        &issue(9),
        &PageOptions {
            form_feed: true,
            ..options
        },
    );
    assert_eq!(fed.matches('\u{c}').count(), plain.lines().count() / 20 - 1);
    assert!(!fed.ends_with('\u{c}'));
    assert_eq!(fed.replace('\u{c}', ""), plain);
}

#[test]
fn what_is_higher_than_a_page_goes_on_on_the_next() {
    let headline = "满山茶香迎远客，".repeat(40);
    let issue = load(&format!(
        "# 要闻\n\n## {headline}\n\n开园了。\n\n## 空\n\n## 空空\n"
    ));
    for columns in 1..4 {
        for width in [1, 9, 30, 90] {
            let text = printed(&issue, &options(width, columns, Some(10)));
            pages(&text, 10);
            assert!(text.contains('开'));
        }
    }
    let empty = printed(&Issue::default(), &options(80, 2, Some(20)));
    assert_eq!(empty, "");
}
