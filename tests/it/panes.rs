//! What the panes show where: heads and contents of one order, room above a headline, one article alone.
#![allow(clippy::unwrap_used)]

use crate::reader::{PAPER, Reader, issue};
use kanbao::app::corrections::Reread;
use kanbao::app::{Message, Pane};
use kanbao::issue::Issue;
use kanbao::language::Language;
use kanbao::print::{self, PageOptions};

/// The rows in which some words stand, in a part of the screen.
fn row_of(r: &Reader, columns: std::ops::Range<usize>, words: &str) -> Option<usize> {
    let buffer = r.buffer();
    (0..buffer.area.height).position(|y| {
        let cells = columns.clone().filter_map(|x| u16::try_from(x).ok());
        let row: String = cells.map(|x| buffer[(x, y)].symbol()).collect();
        row.replace(' ', "").contains(words)
    })
}

#[test]
fn the_parts_of_a_head_stand_in_one_order_over_the_article_and_in_the_contents() {
    let r = Reader::open(PAPER, 120, 40);
    let place = |columns: std::ops::Range<usize>| {
        ["春潮涌动处", "江水东流潮声起"].map(|words| row_of(&r, columns.clone(), words).unwrap())
    };
    let [contents, article] = [place(0..40), place(42..120)];
    assert!(
        contents[0] < contents[1] && article[0] < article[1],
        "{}",
        r.screen()
    );
    let deck = "# 江上灯火\n< 渔舟唱晚时\n文。\n# 又一篇";
    let r = Reader::open(deck, 120, 40);
    for columns in [0..40, 42..120] {
        let [headline, deck] =
            ["江上灯火", "渔舟唱晚时"].map(|words| row_of(&r, columns.clone(), words).unwrap());
        assert!(headline < deck, "{}", r.screen());
    }
    // The mark stands where the item begins.
    assert!(Reader::open(PAPER, 120, 40).shows("▌▸ 春潮涌动处"));
}

#[test]
fn a_blank_row_stands_above_the_first_headline_where_there_is_room() {
    for (size, first) in [((120, 40), 3), ((80, 24), 3), ((41, 20), 3), ((40, 12), 1)] {
        let mut r = Reader::open("# 江上灯火\n文。\n# 又一篇", size.0, size.1);
        r.tell(Message::ToArticle);
        let from = if size.0 == 120 { 42 } else { 0 };
        assert_eq!(
            row_of(&r, from..size.0.into(), "江上灯火"),
            Some(first),
            "{}",
            r.screen()
        );
        assert!(!r.status().contains("下一版"), "there is one section");
        // It goes when the text moves.
        assert_eq!(r.state.viewport().top, 0);
    }
}

#[test]
fn no_blank_row_pushes_the_end_of_an_article_out_of_the_window() {
    // Headline, facts, a blank row, the text, another blank row, and what comes next.
    for lines in 8..=20 {
        let text = format!("# 江上灯火\n{}# 又一篇", "江水东流。\n\n".repeat(lines));
        let mut r = Reader::open(&text, 80, 24);
        r.press("<Enter>");
        let fits = lines + 5 <= 20;
        assert_eq!(r.shows("下一篇："), fits, "{lines}\n{}", r.screen());
    }
}

#[test]
fn a_low_window_lists_an_article_a_row() {
    let text = "# 江上灯火\n> 渔舟唱晚时\n文\n# 春\n< 春天来得早\n文\n# 三\n";
    for (size, close) in [((80, 22), false), ((80, 21), true), ((40, 12), true)] {
        let r = Reader::open(text, size.0, size.1);
        let rows = r.rows();
        let first = rows.iter().position(|row| row.contains('▌')).unwrap_or(0);
        let listed = rows[first..]
            .iter()
            .take_while(|row| !row.is_empty())
            .count();
        assert_eq!(
            listed,
            if close { 3 } else { 5 },
            "{size:?}\n{}",
            r.screen()
        );
        assert_eq!(r.shows("渔舟唱晚时"), !close);
    }
    let long = format!("# {}\n# 又", "江水东流".repeat(12));
    let r = Reader::open(&long, 40, 12);
    assert!(
        r.rows()[1].ends_with('…') && r.rows()[2].contains("· 又"),
        "{}",
        r.screen()
    );
}

#[test]
fn an_issue_of_one_article_has_no_contents() {
    for size in [(120, 40), (80, 24), (40, 12)] {
        let mut r = Reader::open("## 01 要闻\n# 江上灯火\n文。", size.0, size.1);
        let first = r.rows();
        assert_eq!(r.pane(), Pane::Article);
        assert!(!r.shows("▸") && !r.shows("│"), "{}", r.screen());
        // No key is named that leads nowhere.
        assert!(!r.status().contains("下一篇") && !r.status().contains("下一版"));
        for key in [
            "<Tab>", "h", "<Left>", "<Esc>", "<S-Tab>", "<Enter>", "n", "l",
        ] {
            r.press(key);
            assert_eq!(r.pane(), Pane::Article, "{key}");
            // Only the status line has something to say.
            let rows = r.rows();
            assert_eq!(rows[1..rows.len() - 1], first[1..first.len() - 1], "{key}");
        }
        assert!(size.0 < 80 || r.press("h").status().starts_with("只有这一篇"));
        // The source stands beside it all the same, and closes.
        r.press("o");
        assert_eq!(r.pane(), Pane::Source);
        r.press("<Esc>");
        assert_eq!(
            (r.pane(), r.rows()[1].clone()),
            (Pane::Article, first[1].clone())
        );
    }
}

#[test]
fn contents_come_and_go_with_the_articles_that_are_read_anew() {
    let two = issue("# 江上灯火\n文。\n# 又一篇\n文。");
    let mut one = two.clone();
    one.sections[0].articles.truncate(1);
    let again = |issue: &Issue| {
        Message::Reread(Box::new(Reread {
            issue: issue.clone(),
            defects: Vec::new(),
            lines: Vec::new(),
            unmet: Vec::new(),
        }))
    };
    let mut r = Reader::of(one.clone(), Language::Chinese, 120, 40);
    assert!(!r.shows("│"));
    r.tell(again(&two));
    assert!(r.shows("│") && r.shows("· 又一篇"), "{}", r.screen());
    r.press("h");
    assert_eq!(r.pane(), Pane::Contents);
    r.tell(again(&one));
    assert_eq!(r.pane(), Pane::Article);
    assert!(!r.shows("│") && r.shows("江上灯火"), "{}", r.screen());
}

#[test]
fn the_page_tells_sections_of_one_name_apart_in_the_status_line() {
    let text = "## 01 要闻\n# 甲\n# 乙\n## 02 综合\n# 丙\n## 03 要闻\n# 丁\n##  副刊\n# 戊\n##  副刊\n# 己";
    let mut r = Reader::open(text, 80, 24);
    let said: Vec<String> = (0..6)
        .map(|_| {
            let status = r.status();
            r.press("j");
            status.split("  ").next().unwrap_or("").to_owned()
        })
        .collect();
    assert_eq!(
        said,
        [
            "第01版 要闻 1/2",
            "第01版 要闻 2/2",
            "综合 1/1",
            "第03版 要闻 1/1",
            "副刊 1/1",
            "副刊 1/1"
        ]
    );
    let mut english = Reader::of(issue(text), Language::English, 80, 24);
    english.press("G").press("kk");
    assert!(
        english.status().starts_with("Page 03 要闻 1/1"),
        "{}",
        english.status()
    );
}

#[test]
fn print_and_screen_set_a_head_alike() {
    let mut r = Reader::open(PAPER, 82, 24);
    r.press("<Enter>");
    let options = PageOptions {
        width: 80,
        language: Language::Chinese,
        ..PageOptions::default()
    };
    let page = print::to_string(&issue(PAPER), &options);
    let head = |rows: &mut dyn Iterator<Item = String>| -> Vec<String> {
        let rows = rows.map(|row| row.trim().to_owned());
        let rows = rows.skip_while(|row| row != "春潮涌动处");
        let head: Vec<String> = rows.take(8).collect();
        assert!(head.len() == 8 && head[7].starts_with("本报讯"), "{head:?}");
        head
    };
    let screen = head(&mut r.rows().into_iter());
    assert_eq!(screen, head(&mut page.lines().map(str::to_owned)));
    assert_eq!((screen[1].as_str(), screen[3].as_str()), ("", ""));
}
