//! Every default key, tried: what it does, in each place where it means something.

use crate::reader::{PAPER, Reader, issue};
use icu_segmenter::{WordSegmenter, options::WordBreakInvariantOptions};
use kanbao::app::help::Help;
use kanbao::app::{Effect, HelpLine, Pane};
use kanbao::keymap::Keymap;
use kanbao::language::Language;
use kanbao::typeset::Ambiguous;
use std::collections::BTreeSet;

/// Long enough to scroll, with a section before and one after.
fn paper() -> String {
    let text: Vec<String> = (0..80).map(|n| format!("第{n}段江水东流。\n\n")).collect();
    let text = text.concat();
    format!("## 01 甲\n# 一\n短。\n## 02 乙\n# 二\n{text}# 三\n短，潮。\n## 03 丙\n# 四\n潮。\n")
}

/// What is seen of a reader, for telling what a key changed.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Seen {
    article: usize,
    top: usize,
    pane: Pane,
    screen: String,
    last: Option<Effect>,
}

impl Seen {
    /// Whether a correction was told to the outside, and this to the reader.
    fn told(&self, words: &str) -> bool {
        self.last == Some(Effect::ReadAgain) && self.screen.contains(words)
    }
}

fn seen(r: &Reader) -> Seen {
    Seen {
        article: r.state.article(),
        top: r.state.viewport().top,
        pane: r.pane(),
        screen: r.screen(),
        last: r.effects.last().cloned(),
    }
}

/// A reader of the long article in the middle, a few rows down, after some keys.
fn reader(before: &str) -> Reader {
    let mut r = Reader::open(&paper(), 120, 30);
    r.press("n30j").press(before);
    r.effects.clear();
    r
}

type Check = fn(&Seen, &Seen) -> bool;

/// A key, the place where it is tried, the keys that lead there, and what must be so after it.
const KEYS: &[(&str, &str, &str, Check)] = &[
    ("j", "reading", "", |a, b| b.top == a.top + 1),
    ("<Down>", "reading", "", |a, b| b.top == a.top + 1),
    ("<C-e>", "reading", "", |a, b| b.top == a.top + 1),
    ("k", "reading", "", |a, b| b.top + 1 == a.top),
    ("<Up>", "reading", "", |a, b| b.top + 1 == a.top),
    ("<C-y>", "reading", "", |a, b| b.top + 1 == a.top),
    ("<C-d>", "reading", "", |a, b| b.top == a.top + 12),
    ("d", "reading", "", |a, b| b.top == a.top + 12),
    ("<C-u>", "reading", "", |a, b| b.top + 12 == a.top),
    ("u", "reading", "", |a, b| b.top + 12 == a.top),
    ("<Space>", "reading", "", |a, b| b.top == a.top + 24),
    ("<PgDn>", "reading", "", |a, b| b.top == a.top + 24),
    ("<C-f>", "reading", "", |a, b| b.top == a.top + 24),
    ("b", "reading", "", |a, b| b.top + 24 == a.top),
    ("<PgUp>", "reading", "", |a, b| b.top + 24 == a.top),
    ("<C-b>", "reading", "", |a, b| b.top + 24 == a.top),
    ("g", "reading", "", |_, b| b.top == 0),
    ("<Home>", "reading", "", |_, b| b.top == 0),
    ("G", "reading", "", |a, b| {
        b.top > a.top + 12 && b.screen.contains("下一篇：")
    }),
    ("<End>", "reading", "", |a, b| {
        b.top > a.top + 12 && b.screen.contains("下一篇：")
    }),
    ("0", "reading", "1", |_, b| b.screen.contains(" 10  ")),
    ("1", "reading", "", |_, b| b.screen.contains(" 1  乙")),
    ("2", "reading", "", |_, b| b.screen.contains(" 2  乙")),
    ("3", "reading", "", |_, b| b.screen.contains(" 3  乙")),
    ("4", "reading", "", |_, b| b.screen.contains(" 4  乙")),
    ("5", "reading", "", |_, b| b.screen.contains(" 5  乙")),
    ("6", "reading", "", |_, b| b.screen.contains(" 6  乙")),
    ("7", "reading", "", |_, b| b.screen.contains(" 7  乙")),
    ("8", "reading", "", |_, b| b.screen.contains(" 8  乙")),
    ("9", "reading", "", |_, b| b.screen.contains(" 9  乙")),
    ("n", "reading", "", |_, b| b.article == 2),
    ("p", "reading", "", |_, b| b.article == 0),
    ("]", "reading", "", |_, b| b.article == 3),
    ("[", "reading", "", |_, b| b.article == 0),
    ("s", "reading", "3", |_, b| b.article == 3),
    ("<A-1>", "reading", "", |_, b| b.article == 0),
    ("<A-2>", "reading", "]", |_, b| b.article == 1),
    ("<A-3>", "reading", "", |_, b| b.article == 3),
    ("<A-4>", "reading", "", |_, b| {
        b.screen.contains("没有第 4 版")
    }),
    ("<A-5>", "reading", "", |_, b| {
        b.screen.contains("没有第 5 版")
    }),
    ("<A-6>", "reading", "", |_, b| {
        b.screen.contains("没有第 6 版")
    }),
    ("<A-7>", "reading", "", |_, b| {
        b.screen.contains("没有第 7 版")
    }),
    ("<A-8>", "reading", "", |_, b| {
        b.screen.contains("没有第 8 版")
    }),
    ("<A-9>", "reading", "", |_, b| {
        b.screen.contains("没有第 9 版")
    }),
    ("<Tab>", "reading", "", |_, b| b.pane == Pane::Contents),
    ("<S-Tab>", "reading", "<Tab>", |_, b| {
        b.pane == Pane::Article
    }),
    ("<Enter>", "reading", "h", |_, b| b.pane == Pane::Article),
    ("l", "reading", "h", |_, b| b.pane == Pane::Article),
    ("<Right>", "reading", "h", |_, b| b.pane == Pane::Article),
    ("h", "reading", "", |_, b| b.pane == Pane::Contents),
    ("<Left>", "reading", "", |_, b| b.pane == Pane::Contents),
    ("<C-o>", "reading", "n", |_, b| b.article == 1),
    ("<A-Left>", "reading", "n", |_, b| b.article == 1),
    (">", "reading", "n<C-o>", |_, b| b.article == 2),
    ("<A-Right>", "reading", "n<C-o>", |_, b| b.article == 2),
    ("/", "reading", "", |_, b| b.pane == Pane::Find),
    ("n", "lit", "/潮<Enter>", |a, b| {
        (a.article, b.article) == (2, 3)
    }),
    ("N", "lit", "/潮<Enter>n", |a, b| {
        (a.article, b.article) == (3, 2)
    }),
    ("f", "reading", "", |_, b| b.pane == Pane::Headlines),
    ("m", "reading", "", |_, b| b.screen.contains("▸*二")),
    ("'", "reading", "mn", |_, b| b.article == 1),
    ("o", "reading", "", |_, b| b.pane == Pane::Source),
    ("+", "reading", "--", |_, b| b.screen.contains("每行 35 字")),
    ("=", "reading", "--", |_, b| b.screen.contains("每行 35 字")),
    ("-", "reading", "", |_, b| b.screen.contains("每行 35 字")),
    ("c", "reading", "", |a, b| {
        b.screen.contains("两栏放不下") && b.top == a.top
    }),
    ("v", "reading", "l", |_, b| b.screen.contains("竖排")),
    ("t", "reading", "", |a, b| {
        b.screen.contains("江水東流") && b.screen.contains("显示为繁体") && b.top == a.top
    }),
    ("t", "reading", "t", |a, b| {
        a.screen.contains("江水東流") && b.screen.contains("江水东流") && b.top == a.top
    }),
    ("P", "reading", "", |a, b| {
        b.screen.contains("拼音：全部") && b.screen.contains("jiāng") && !a.screen.contains("jiāng")
    }),
    ("y", "reading", "p", |_, b| {
        b.last == Some(Effect::Copy("短。".into()))
    }),
    (
        "Y",
        "reading",
        "p",
        |_, b| matches!(&b.last, Some(Effect::Copy(t)) if t.ends_with("一\n短。")),
    ),
    ("r", "reading", "", |_, b| b.screen.contains("已标为读过")),
    ("}", "reading", "", |_, b| b.screen.contains("没有存疑之处")),
    ("{", "reading", "", |_, b| b.screen.contains("没有存疑之处")),
    ("?", "reading", "", |_, b| b.pane == Pane::Help),
    ("<F1>", "reading", "", |_, b| b.pane == Pane::Help),
    ("<C-l>", "reading", "", |_, b| {
        b.last == Some(Effect::Redraw)
    }),
    ("<Esc>", "reading", "", |_, b| b.pane == Pane::Contents),
    ("q", "reading", "", |_, b| b.last == Some(Effect::Quit)),
    ("<C-c>", "reading", "", |_, b| b.last == Some(Effect::Quit)),
    ("<C-z>", "reading", "", |_, b| {
        b.last == Some(Effect::Suspend)
    }),
    ("H", "source", "o", |_, b| b.told("已更正：主题")),
    ("K", "source", "o", |_, b| b.told("已更正：引题")),
    ("D", "source", "o", |_, b| b.told("已更正：副题")),
    ("L", "source", "o", |_, b| b.told("已更正：栏目")),
    ("B", "source", "o", |_, b| b.told("已更正：署名")),
    ("S", "source", "o", |_, b| b.told("已更正：小标题")),
    ("C", "source", "o", |_, b| b.told("已更正：图说")),
    ("F", "source", "o", |_, b| b.told("已更正：版面文字")),
    ("T", "source", "o", |_, b| b.told("已更正：正文")),
    ("J", "source", "o", |_, b| b.told("已更正：接上段")),
    ("P", "source", "o", |_, b| b.told("已更正：另起段")),
    ("A", "source", "o", |_, b| b.told("已更正：起一篇")),
    ("E", "source", "o", |_, b| b.told("已更正：一篇到此")),
    ("V", "source", "o", |_, b| b.pane == Pane::Section),
    ("X", "source", "oH", |_, b| b.told("已取消本行的更正")),
    ("u", "source", "oH", |_, b| b.told("已撤销")),
    ("<C-r>", "source", "oHu", |_, b| b.told("已重做")),
    ("o", "source", "o", |_, b| b.pane == Pane::Article),
    ("h", "source", "o", |_, b| b.pane == Pane::Article),
    ("<Left>", "source", "o", |_, b| b.pane == Pane::Article),
    ("?", "help", "?", |_, b| b.pane == Pane::Article),
    ("<F1>", "help", "?", |_, b| b.pane == Pane::Article),
    ("<Enter>", "prompt", "f四", |_, b| {
        (b.pane, b.article) == (Pane::Article, 3)
    }),
    ("<Esc>", "prompt", "f四", |_, b| {
        (b.pane, b.article) == (Pane::Article, 1)
    }),
    ("<Down>", "prompt", "f", |a, b| {
        a.screen.contains("2/4") && b.screen.contains("3/4")
    }),
    ("<C-n>", "prompt", "f", |a, b| {
        a.screen.contains("2/4") && b.screen.contains("3/4")
    }),
    ("<Up>", "prompt", "/潮<Enter>/", |_, b| {
        b.screen.contains("查找：潮")
    }),
    ("<C-p>", "prompt", "f", |a, b| {
        a.screen.contains("2/4") && b.screen.contains("1/4")
    }),
    ("<BS>", "prompt", "/潮汐", |_, b| {
        b.screen.contains("查找：潮 ")
    }),
    ("<C-h>", "prompt", "/潮汐", |_, b| {
        b.screen.contains("查找：潮 ")
    }),
    ("<Del>", "prompt", "/潮汐<Home>", |_, b| {
        b.screen.contains("查找：汐 ")
    }),
    ("<C-w>", "prompt", "/潮 汐", |_, b| {
        b.screen.contains("查找：潮  ")
    }),
    ("<C-u>", "prompt", "/潮 汐", |_, b| {
        b.screen.contains("查找：  ")
    }),
    ("<Left>", "prompt", "/潮汐<Left>", |a, b| a.pane == b.pane),
    ("<C-b>", "prompt", "/潮汐", |a, b| a.pane == b.pane),
    ("<Right>", "prompt", "/潮汐<Home>", |a, b| {
        a.pane == b.pane
    }),
    ("<C-f>", "prompt", "/潮汐<Home>", |a, b| a.pane == b.pane),
    ("<Home>", "prompt", "/潮汐", |a, b| a.pane == b.pane),
    ("<C-a>", "prompt", "/潮汐", |a, b| a.pane == b.pane),
    ("<End>", "prompt", "/潮汐<Home>", |a, b| a.pane == b.pane),
    ("<C-e>", "prompt", "/潮汐<Home>", |a, b| a.pane == b.pane),
];

#[test]
fn every_default_key_does_what_it_says() {
    for (key, place, before, check) in KEYS {
        let mut r = reader(before);
        let first = seen(&r);
        r.press(key);
        let after = seen(&r);
        assert!(
            check(&first, &after),
            "{key} in {place} after {before:?}:\n{}",
            after.screen
        );
        // A key at a prompt that moves only the cursor shows it in where the next character goes.
        if first.pane == Pane::Find && first.screen == after.screen {
            continue;
        }
        assert_ne!(first, after, "{key} in {place} after {before:?}");
    }
}

#[test]
fn the_cursor_of_a_prompt_moves_as_its_keys_say() {
    for (key, before, becomes) in [
        ("<Left>", "/潮汐", "潮x汐"),
        ("<C-b>", "/潮汐", "潮x汐"),
        ("<Right>", "/潮汐<Home>", "潮x汐"),
        ("<C-f>", "/潮汐<Home>", "潮x汐"),
        ("<Home>", "/潮汐", "x潮汐"),
        ("<C-a>", "/潮汐", "x潮汐"),
        ("<End>", "/潮汐<Home>", "潮汐x"),
        ("<C-e>", "/潮汐<Home>", "潮汐x"),
    ] {
        let mut r = reader(before);
        r.press(key).press("x");
        assert!(
            r.status().starts_with(&format!("查找：{becomes}")),
            "{key}: {}",
            r.status()
        );
    }
}

#[test]
fn every_default_key_has_a_test() {
    let keymap = Keymap::default();
    let tried: BTreeSet<(&str, &str)> = KEYS.iter().map(|&(key, place, ..)| (key, place)).collect();
    let mut bound = BTreeSet::new();
    for (key, places, texts) in keymap.entries() {
        assert!(
            texts.iter().all(|t| !t.is_empty()),
            "{key} has no help text"
        );
        // A key is tried in the first place it is bound in; the others share its message.
        let place = places.first().map_or("", String::as_str);
        assert!(
            tried.contains(&(key, place)),
            "{key} in {place} has no test"
        );
        bound.insert((key, place));
    }
    for tried in tried {
        assert!(bound.contains(&tried), "{tried:?} is tried and not bound");
    }
}

#[test]
fn keys_that_mean_nothing_do_nothing() {
    let mut r = Reader::open(PAPER, 120, 30);
    let before = seen(&r);
    r.press("xzX<F9><Ins><C-x>;");
    assert_eq!(seen(&r), before);
}

#[test]
fn keys_of_the_source_and_the_help_scroll_them() {
    for open in ["o", "?"] {
        for (down, up) in [
            ("j", "k"),
            ("<C-d>", "<C-u>"),
            ("<PgDn>", "<PgUp>"),
            ("<Space>", "b"),
            ("G", "g"),
        ] {
            let mut r = Reader::open(&paper(), 120, 20);
            r.press(open);
            if open == "o" {
                r.press("g");
            }
            // What was read up to its end counts as read when it is left, and stays so.
            let seen = |r: &Reader| r.rows().split_off(1);
            let first = seen(&r);
            r.press(down);
            assert_ne!(seen(&r), first, "{down} after {open}");
            r.press(up);
            assert_eq!(seen(&r), first, "{up} after {open}");
        }
    }
}

/// The places at which the lines of a text end that is set in some.
fn ends(text: &str, lines: &[&str]) -> Vec<usize> {
    let mut at = 0;
    let ends = lines.iter().map(|line| {
        let rest = text.get(at..).unwrap_or("");
        at += rest.find(line).expect("a line of the text") + line.len();
        at
    });
    ends.collect()
}

#[test]
fn no_word_of_the_help_is_parted_in_a_window_of_40_columns() {
    let words = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
    for language in [Language::Chinese, Language::English] {
        let guide = Keymap::default().guide(language);
        let help = Help::of(&guide.lines, 38, 50, Ambiguous::Narrow);
        let rows: Vec<_> = help.columns.iter().flatten().collect();
        let mut parted = 0;
        for (number, line) in guide.lines.iter().enumerate() {
            let (HelpLine::Entry { text, .. } | HelpLine::Group(text)) = line;
            let of_line = rows.iter().filter(|row| row.line == Some(number));
            let lines = of_line
                .map(|row| row.text.as_str())
                .filter(|text| !text.is_empty());
            let lines: Vec<&str> = lines.collect();
            let starts: Vec<usize> = words.segment_str(text).collect();
            parted += lines.len() - 1;
            for end in ends(text, &lines) {
                assert!(starts.contains(&end), "{text} in {lines:?}");
            }
        }
        assert!(parted > 15, "{language:?}: too few lines to tell");
    }
}

#[test]
fn the_source_names_the_keys_that_correct_in_a_window_of_40_columns_too() {
    let long = format!("# 一\n{}", "江水东流。\n".repeat(1500));
    for (language, hint) in [
        (Language::Chinese, "H 标题"),
        (Language::English, "H headline"),
    ] {
        for columns in [40, 41, 59, 60, 80, 120] {
            let mut r = Reader::of(issue(&long), language, columns, 12);
            r.press("oG");
            assert!(r.status().contains(hint), "{columns}: {}", r.status());
        }
    }
}
