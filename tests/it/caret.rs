//! The terminal's cursor stands where the reader is, so that input methods, magnifiers and screen readers follow.
#![allow(clippy::unwrap_used)]

use crate::pty::Screen;
use crate::reader::{PAPER, Reader};
use kanbao::app::Message;
use kanbao::view::caret;

/// The words from the cursor on, in its row; and whether the cursor is seen.
fn at(r: &Reader) -> (String, bool) {
    let caret = caret(&r.state);
    let buffer = r.buffer();
    let words: String = (caret.x..buffer.area.width)
        .map(|x| buffer[(x, caret.y)].symbol())
        .collect();
    // The second half of a wide character is a blank cell.
    let words: String = words.split(' ').collect();
    (words, caret.shown)
}

fn starts(r: &Reader, with: &str) {
    let (words, shown) = at(r);
    assert!(
        words.starts_with(with) && !shown,
        "{with}: {words}\n{}",
        r.screen()
    );
}

#[test]
fn in_the_contents_it_stands_at_the_headline_chosen() {
    for size in [(120, 20), (80, 24), (40, 12)] {
        let mut r = Reader::open(PAPER, size.0, size.1);
        r.tell(Message::ToContents);
        starts(&r, "江水东流");
        r.press("jj");
        starts(&r, "岸上人家");
        r.press("k");
        starts(&r, "新桥今日");
    }
}

#[test]
fn in_the_article_it_stands_at_the_first_line_of_text_or_at_the_match() {
    for size in [(120, 12), (40, 12)] {
        let mut r = Reader::open(PAPER, size.0, size.1);
        r.tell(Message::ToArticle);
        starts(&r, "春潮涌动");
        // Rows of the head go one by one; blank ones are passed over.
        let mut lines = vec![at(&r).0];
        for _ in 0..9 {
            r.press("j");
            let line = at(&r).0;
            if lines.last() != Some(&line) {
                lines.push(line);
            }
        }
        assert!(
            lines.len() > 4 && lines.iter().all(|l| !l.is_empty()),
            "{lines:?}"
        );
        r.press("/水位<Enter>");
        // The first match may go on in the next row.
        starts(&r, "水");
        r.press("n");
        starts(&r, "水位");
        // Where the match has gone off the screen, the first line is where one reads.
        r.press("g");
        starts(&r, "春潮涌动");
    }
}

#[test]
fn of_lines_that_run_down_it_stands_at_the_first() {
    let mut r = Reader::open(PAPER, 100, 20);
    r.tell(Message::ToArticle).tell(Message::Turn);
    let first = caret(&r.state);
    assert_eq!(r.buffer()[(first.x, first.y)].symbol(), "春");
    r.press("j");
    let next = caret(&r.state);
    assert!(next.x >= first.x - 3 && next.y > 1, "{next:?}");
    assert_eq!(r.buffer()[(next.x, next.y)].symbol(), "江");
}

#[test]
fn over_readings_it_stands_at_what_is_read() {
    let mut r = Reader::open(PAPER, 80, 24);
    r.tell(Message::ToArticle);
    while !r.status().contains("全") {
        r.tell(Message::NextPinyin);
    }
    starts(&r, "春潮涌动");
}

#[test]
fn in_the_source_it_stands_at_the_line_chosen() {
    let mut r = Reader::open(PAPER, 120, 20);
    r.press("og");
    starts(&r, "##01要闻");
    r.press("jj");
    starts(&r, ">春潮");
}

#[test]
fn it_is_in_the_window_whatever_is_open() {
    for size in [(0, 0), (1, 1), (20, 5), (40, 8), (120, 40)] {
        let mut r = Reader::open(PAPER, size.0, size.1);
        for keys in [
            "", "?", "?f", "x<Esc>", "o", "Hzz<Esc>", "q/潮汐", "<Enter>",
        ] {
            r.press(keys);
            let caret = caret(&r.state);
            assert!(
                caret.x < size.0.max(1) && caret.y < size.1.max(1),
                "{size:?} {keys}: {caret:?}"
            );
        }
    }
}

#[test]
fn at_a_prompt_it_stands_where_the_next_character_goes_and_is_seen() {
    let mut r = Reader::open(PAPER, 120, 20);
    let column = |r: &Reader| {
        let caret = caret(&r.state);
        assert!(caret.shown && caret.y == 19, "{caret:?}");
        caret.x
    };
    // One blank, then the name of the prompt.
    r.press("/");
    let start = column(&r);
    assert_eq!(start, 1 + 6);
    r.press("潮a汐");
    assert_eq!(column(&r), start + 5);
    r.press("<Left>");
    assert_eq!(
        (column(&r), at(&r).0.chars().next()),
        (start + 3, Some('汐'))
    );
    r.press("<Left><Left>");
    assert_eq!(column(&r), start);
    r.press("<Right>");
    assert_eq!(column(&r), start + 2);
    r.press("<End>");
    assert_eq!(column(&r), start + 5);
    r.press("<Home>");
    assert_eq!(column(&r), start);
    r.press("<Esc>f新");
    assert_eq!(column(&r), start + 2);
    r.press("<Esc>");
    assert!(!caret(&r.state).shown);
}

#[test]
fn a_line_longer_than_the_window_keeps_it_in_sight() {
    let mut r = Reader::open(PAPER, 40, 12);
    r.press("/").press(&"潮".repeat(60));
    let end = caret(&r.state);
    assert!(end.shown && end.x < 40 && end.x > 34, "{end:?}");
    r.press("<Home>");
    assert_eq!(caret(&r.state).x, 1 + 6);
}

#[test]
fn the_terminals_own_goes_there_after_every_frame() {
    let home = tempfile::tempdir().unwrap();
    let mut screen = Screen::kanbao(&[], home.path());
    screen.shows("帮助");
    let place = |screen: &Screen| screen.cursor();
    let ((row, column), shown) = place(&screen);
    assert!(row < 38 && column > 20 && !shown, "{row} {column}");
    screen.answered("/");
    assert_eq!(place(&screen), ((39, 7), true));
    screen.answered("ab");
    screen.until("a cursor", |s| s.cursor() == ((39, 9), true));
    // Nothing changes but where the next character goes.
    screen.press("\x1b[D");
    screen.until("a cursor", |s| s.cursor() == ((39, 8), true));
    screen.press("\x1b");
    screen.until("a hidden cursor", |s| s.cursor() == ((row, column), false));
    screen.press("q");
    screen.end();
}
