//! A long article in two legs side by side, in a wide window.
#![allow(clippy::unwrap_used)]

use crate::reader::{Reader, issue};
use kanbao::app::{Message, Pane, ReaderSettings, State};
use kanbao::theme::{Role, Theme};
use kanbao::view::caret;

/// An article of so many numbered paragraphs of some 50 Han, with one before and one after it.
fn paper(paragraphs: usize) -> String {
    let paragraphs: Vec<String> = (1..=paragraphs)
        .map(|n| format!("第{n}段{}。\n\n", "江水东流潮来潮往".repeat(6)))
        .collect();
    let text = paragraphs.concat();
    format!("## 01 要闻\n# 短讯\n短。\n# 两栏的长文\n{text}^ 2\n## 02 综合\n# 末篇\nv 1\n完。")
}

fn open(paragraphs: usize, columns: u16, rows: u16) -> Reader {
    let mut r = Reader::open(&paper(paragraphs), columns, rows);
    r.press("n");
    r
}

/// The words of a row in both legs: what stands between the rules.
fn legs(row: &str) -> Vec<&str> {
    row.split('│').skip(1).map(str::trim).collect()
}

/// A text without the blanks that a line was filled with.
fn bare(text: &str) -> String {
    text.replace(' ', "")
}

fn in_legs(r: &Reader) -> bool {
    r.rows().iter().any(|row| legs(row).len() == 2)
}

#[test]
fn a_long_article_stands_in_two_legs_from_160_columns_on() {
    assert!(!in_legs(&open(60, 159, 40)));
    for columns in [160, 200, 300] {
        let r = open(60, columns, 40);
        let rows = r.rows();
        assert!(in_legs(&r), "{}", r.screen());
        // The head stands over both, the text goes on from the left leg's end at the right one's beginning.
        let first = rows.iter().position(|row| legs(row).len() == 2).unwrap();
        assert!(rows[..first].iter().any(|row| row.contains("两栏的长文")));
        assert!(bare(legs(&rows[first])[0]).starts_with("第1段"));
        let text: String = (0..2)
            .flat_map(|leg| {
                rows.iter()
                    .filter_map(move |row| legs(row).get(leg).copied())
            })
            .collect();
        let text = bare(&text);
        let places: Vec<Option<usize>> = (1..20).map(|n| text.find(&format!("第{n}段"))).collect();
        assert!(
            places.iter().all(Option::is_some) && places.is_sorted(),
            "{}",
            r.screen()
        );
    }
}

#[test]
fn an_article_that_fits_one_leg_stays_one() {
    let r = open(3, 200, 40);
    assert!(!in_legs(&r) && r.shows("下一篇："), "{}", r.screen());
    // As soon as its end would be out of sight, there are two.
    let legged = (4..30).find(|&n| in_legs(&open(n, 200, 40)));
    let alone = |n| {
        let mut r = open(n, 200, 40);
        r.press("c");
        r
    };
    let n = legged.unwrap();
    assert!(alone(n - 1).shows("下一篇：") && !alone(n).shows("下一篇："));
}

#[test]
fn a_key_and_a_setting_turn_them_on_and_off() {
    let mut r = open(60, 200, 40);
    r.press("<Space>jjj");
    let top = r.state.place();
    r.press("c");
    assert!(
        !in_legs(&r) && r.status().starts_with("不分栏"),
        "{}",
        r.screen()
    );
    assert_eq!(r.state.place(), top);
    r.press("c");
    assert!(in_legs(&r) && r.status().starts_with("长文分两栏"));
    assert_eq!(r.state.place(), top);
    let settings = ReaderSettings {
        legs: false,
        ..ReaderSettings::default()
    };
    let mut r = Reader::start(State::new(issue(&paper(60)), Vec::new(), settings), 200, 40);
    r.press("n");
    assert!(!in_legs(&r));
}

#[test]
fn where_two_legs_have_no_room_the_key_says_so_and_changes_nothing() {
    let mut r = open(60, 120, 40);
    r.press("c");
    assert!(r.status().contains("放不下"), "{}", r.status());
    r.tell(Message::Resize(200, 40));
    assert!(in_legs(&r), "{}", r.screen());
}

#[test]
fn pages_turn_by_both_legs_and_nothing_is_left_out() {
    let mut r = open(90, 200, 30);
    let total = r.state.viewport().total;
    let (mut tops, mut seen) = (vec![], 0);
    loop {
        let view = r.state.viewport();
        assert!(
            view.top <= seen,
            "rows {seen} to {} are passed over",
            view.top
        );
        assert!(view.top == 0 || view.top + view.height > seen);
        seen = view.top + view.height;
        tops.push(view.top);
        if seen >= total {
            break;
        }
        r.press("<PgDn>");
    }
    // A screen of two legs has about twice the rows of the window.
    assert!(
        tops.len() <= total / 40 && tops.len() > 2,
        "{tops:?} of {total}"
    );
    assert!(r.status().contains("100%") && r.shows("下一篇：末篇"));
    r.press("<PgDn>");
    assert_eq!(Some(&r.state.viewport().top), tops.last());
    // Back over the same pages, but for the last, which is full.
    tops.pop();
    r.press("g");
    for _ in 1..tops.len() {
        r.press("<Space>");
    }
    for top in tops.iter().rev() {
        assert_eq!(r.state.viewport().top, *top);
        r.press("b");
    }
}

#[test]
fn a_page_back_ends_with_what_the_page_began_with() {
    // A head over both legs makes a page hold less.
    for rows in 1..4 {
        let mut r = open(90, 200, 30);
        r.press(&"j".repeat(rows)).press("<Space>b");
        assert_eq!(r.state.viewport().top, rows);
    }
}

#[test]
fn both_legs_flow_by_a_row() {
    let mut r = open(60, 200, 30);
    for n in 1..40 {
        r.press("j");
        assert_eq!(r.state.viewport().top, n);
    }
    for n in (0..39).rev() {
        r.press("k");
        assert_eq!(r.state.viewport().top, n);
    }
    r.press("G");
    let end = r.state.viewport();
    assert_eq!(end.top + end.height, end.total);
    r.press("j");
    assert_eq!(r.state.viewport(), end);
}

#[test]
fn matches_links_and_the_cursor_are_found_in_the_right_leg() {
    let mut r = open(60, 200, 40);
    r.press("/第19段<Enter>");
    let at = caret(&r.state);
    let (buffer, style) = (r.buffer(), Theme::default().style(Role::Found));
    assert_eq!(buffer[(at.x, at.y)].symbol(), "第");
    assert_eq!(buffer[(at.x, at.y)].fg, style.fg.unwrap());
    assert!(at.x > 130, "{at:?}\n{}", r.screen());
    // On no other screen than that which was there.
    assert_eq!(r.state.viewport().top, 0);
    r.press("/第50段<Enter>");
    let at = caret(&r.state);
    assert_eq!(r.buffer()[(at.x, at.y)].symbol(), "第");
    r.press("<Esc>G");
    let rows = r.rows();
    let find = |words: &str| rows.iter().position(|row| row.contains(words)).unwrap();
    let y = u16::try_from(find("下转第2版")).unwrap();
    assert!(
        legs(&rows[usize::from(y)])[1].contains("下转第2版"),
        "{}",
        r.screen()
    );
    // Beside it, in the left leg, there is nothing to follow.
    r.tell(Message::Click(70, y));
    assert_eq!(r.state.article(), 1);
    r.tell(Message::Click(180, y));
    assert_eq!((r.state.article(), r.pane()), (2, Pane::Article));
    r.press("pG");
    let y = u16::try_from(find("下一篇：")).unwrap();
    r.tell(Message::Click(190, y));
    assert_eq!(r.state.article(), 2);
}

#[test]
fn a_place_survives_other_sizes_and_settings() {
    let mut r = open(60, 200, 40);
    r.press("<Space>");
    let place = r.state.place();
    for (columns, rows) in [
        (120, 30),
        (160, 20),
        (240, 60),
        (80, 24),
        (161, 9),
        (200, 40),
    ] {
        r.tell(Message::Resize(columns, rows));
        assert_eq!(r.state.place(), place);
    }
    let before = r.screen();
    r.press("vv");
    r.tell(Message::Redraw);
    assert_eq!(r.screen(), before);
    r.press("--");
    assert!(
        in_legs(&r) && r.status().contains("每行 29 字"),
        "{}",
        r.screen()
    );
    assert_eq!(r.state.place(), place);
}

#[test]
fn lines_that_run_down_stand_in_no_legs_and_readings_keep_their_lines() {
    let mut r = open(60, 200, 40);
    r.press("v");
    assert!(!in_legs(&r), "{}", r.screen());
    r.press("vPj");
    assert!(in_legs(&r) && r.shows("jiāng"), "{}", r.screen());
    let at = caret(&r.state);
    assert_eq!(r.buffer()[(at.x, at.y)].symbol().len(), 3);
}
