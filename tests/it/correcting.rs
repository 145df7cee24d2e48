//! Correcting as a reader does it: the source beside the reading, doubts stepped through, lines told what they are,
//! undone and done again.

use crate::reader::Reader;
use kanbao::app::corrections::Reread;
use kanbao::app::{Effect, Message, Pane, ReaderSettings, State};
use kanbao::correction::{Correction, Role};
use kanbao::issue::Defect;
use kanbao::keymap::Keymap;
use kanbao::language::Language;
use kanbao::loader::{Options, load, reread};

const PAPER: &str = "\
# 青川大桥昨日通车

本报讯 青川大桥昨日上午正式通车，两岸居民步行十分钟即可往来。大桥全长三百二十米，桥面双向四车道。

桥头的石狮子是从旧桥上搬来的，左边一只缺了耳朵。工匠照着老照片补好了它。

# 夜市开张

本报讯 河堤夜市昨晚开市，一百二十个摊位排成两行，灯火通明。九点以后客人最多，摊主们忙到半夜。
";

fn open(columns: u16, rows: u16) -> Reader {
    let loaded = load(PAPER.as_bytes().to_vec(), &Options::default());
    let settings = ReaderSettings {
        guide: Keymap::default().guide(kanbao::language::Language::Chinese),
        ..ReaderSettings::default()
    };
    Reader::start(
        State::new(loaded.issue, loaded.defects, settings),
        columns,
        rows,
    )
}

/// Presses keys one by one, and answers as the outside does.
fn press(r: &mut Reader, keys: &str) {
    for key in crate::reader::chords(keys) {
        r.effects.clear();
        r.press(key);
        if r.effects.contains(&Effect::ReadAgain) {
            let loaded = reread(r.state.issue().source.clone(), None, r.state.corrections());
            r.tell(Message::Reread(Box::new(Reread {
                issue: loaded.issue,
                defects: loaded.defects,
                lines: loaded.applied,
                unmet: loaded.unmet,
            })));
        }
    }
}

fn roles(r: &Reader) -> Vec<Option<Role>> {
    r.state.corrections().iter().map(|c| c.is).collect()
}

#[test]
fn a_count_beyond_reason_tells_a_thousand_lines_and_each_is_found_again() {
    // Each looked for among all lines for itself, this takes minutes.
    let text = format!("潮声起\n\n{}", "江水东流，春潮又起\n".repeat(6000));
    let loaded = load(text.into_bytes(), &Options::default());
    let state = State::new(loaded.issue, loaded.defects, ReaderSettings::default());
    let mut r = Reader::start(state, 120, 24);
    r.press("o999999T");
    let told = r.state.corrections();
    assert_eq!(told.len(), 1000);
    let again = reread(r.state.issue().source.clone(), None, told);
    // The second line is blank.
    let lines = std::iter::once(1).chain(3..1002).map(Some);
    assert!(again.applied.into_iter().eq(lines));
}

#[test]
fn the_source_stands_beside_the_reading_and_both_go_together() {
    let mut r = open(120, 24);
    press(&mut r, "o");
    assert!(r.shows("▌# 青川大桥昨日通车"));
    assert!(r.shows("主题 · 第 1 篇 青川大桥昨日通车"));
    assert!(r.shows("│"), "the article stands at the right");
    press(&mut r, "jjj");
    assert_eq!(r.state.article(), 1);
    assert!(r.shows("第 7/"));
    press(&mut r, "g");
    assert_eq!(r.state.article(), 0);
    press(&mut r, "5G");
    assert!(r.shows("正文，起段 · 第 1 篇"));
    press(&mut r, "o");
    assert_eq!((r.pane(), r.state.article()), (Pane::Article, 0));
}

#[test]
fn a_line_is_corrected_undone_done_again_and_let_be() {
    let mut r = open(120, 24);
    press(&mut r, "o7GS");
    assert_eq!(r.state.issue().articles().count(), 1);
    assert!(r.shows("* 7▌# 夜市开张"));
    assert!(r.shows("小标题 · 已更正 · 第 1 篇"));
    assert!(r.status().starts_with("已更正：小标题"), "{}", r.status());
    press(&mut r, "u");
    assert_eq!(r.state.issue().articles().count(), 2);
    assert_eq!(roles(&r), []);
    press(&mut r, "<C-r>");
    assert_eq!(roles(&r), [Some(Role::Subhead)]);
    press(&mut r, "K");
    assert_eq!(roles(&r), [Some(Role::Kicker)]);
    press(&mut r, "X");
    assert_eq!((roles(&r), r.state.issue().articles().count()), (vec![], 2));
    press(&mut r, "X");
    assert!(r.status().starts_with("本行没有更正"));
    press(&mut r, "uuuu");
    assert!(r.status().starts_with("没有可撤销的"));
}

#[test]
fn a_count_corrects_the_lines_after_too() {
    let mut r = open(80, 24);
    press(&mut r, "<Enter>o3G2F");
    assert_eq!(roles(&r), [Some(Role::Furniture), Some(Role::Furniture)]);
    let lines: Vec<Option<usize>> = r.state.corrections().iter().map(|c| c.line).collect();
    assert_eq!(lines, [Some(3), Some(5)], "blank lines do not count");
    press(&mut r, "u");
    assert_eq!(roles(&r), [], "one key is one step back");
}

#[test]
fn a_section_is_asked_for_by_name() {
    let mut r = open(120, 24);
    press(&mut r, "o7GV");
    assert_eq!(r.pane(), Pane::Section);
    press(&mut r, "02 市井<Enter>");
    let section = r
        .state
        .corrections()
        .first()
        .and_then(|c| c.section.clone());
    assert_eq!(section.as_deref(), Some("02 市井"));
    assert_eq!(r.pane(), Pane::Source);
    press(&mut r, "XV<Enter>");
    assert_eq!(roles(&r), [Some(Role::Section)], "no name: the line itself");
    press(&mut r, "oV");
    assert_eq!(
        r.pane(),
        Pane::Article,
        "correcting keys work in the source only"
    );
}

#[test]
fn marks_and_place_survive_another_reading() {
    let mut r = open(120, 24);
    press(&mut r, "nmo");
    press(&mut r, "5GA");
    assert_eq!(r.state.issue().articles().count(), 3);
    press(&mut r, "7G");
    assert_eq!(r.state.article(), 2);
    press(&mut r, "o");
    assert!(r.shows("▸*夜市开张"), "{}", r.screen());
}

#[test]
fn doubts_are_stepped_through_from_anywhere() {
    // Two corrections of lines that are not there are two places to look at.
    let gone = |line| Correction {
        text: "没有这样的一行".into(),
        line: Some(line),
        is: Some(Role::Text),
        ..Correction::default()
    };
    let options = Options {
        corrections: vec![gone(3), gone(7)],
        ..Options::default()
    };
    let loaded = load(PAPER.as_bytes().to_vec(), &options);
    let mut state = State::new(loaded.issue, loaded.defects, ReaderSettings::default());
    state.take_corrections(options.corrections, loaded.applied);
    let mut r = Reader::start(state, 80, 24);
    press(&mut r, "}");
    assert!(
        r.pane() == Pane::Source && r.shows("! 3▌"),
        "{}",
        r.screen()
    );
    press(&mut r, "}");
    assert!(r.shows("! 7▌"));
    assert!(r.shows("! correction 2"), "{}", r.screen());
    press(&mut r, "}");
    assert!(r.status().starts_with("后面没有存疑之处"));
    press(&mut r, "{");
    assert!(r.shows("! 3▌"));
    press(&mut r, "{");
    assert!(r.status().starts_with("前面没有存疑之处"));
}

#[test]
fn what_is_wrong_with_a_page_is_still_told_when_the_text_was_read_again() {
    let loaded = load(PAPER.as_bytes().to_vec(), &Options::default());
    let scan = Defect {
        line: 3,
        kind: "scan",
        message: "page 2 shows pictures".into(),
        chinese: Some("第 2 页只有图".into()),
    };
    let settings = ReaderSettings {
        guide: Keymap::default().guide(Language::Chinese),
        ..ReaderSettings::default()
    };
    let state = State::new(loaded.issue, vec![scan], settings);
    let mut r = Reader::start(state, 120, 24);
    press(&mut r, "}");
    assert!(r.shows("! 第 2 页只有图"), "{}", r.screen());
    press(&mut r, "7GS3G");
    assert_eq!(r.state.corrections().len(), 1);
    assert!(r.shows("! 第 2 页只有图"), "{}", r.screen());
}

#[test]
fn a_line_longer_than_the_screen_is_read_through_before_the_next() {
    let long = format!("# 题\n\n{}\n\n尾。\n", "江水东流，".repeat(200));
    let loaded = load(long.into_bytes(), &Options::default());
    let state = State::new(loaded.issue, loaded.defects, ReaderSettings::default());
    let mut r = Reader::start(state, 40, 12);
    press(&mut r, "<Enter>ogj");
    let mut seen = Vec::new();
    while !r.shows("尾。") && seen.len() < 200 {
        seen.push(r.screen());
        press(&mut r, "j");
    }
    assert!(seen.len() > 40, "{} screens", seen.len());
    press(&mut r, "k");
    let back = r.screen();
    press(&mut r, "jk");
    assert_eq!(r.screen(), back);
}

/// A reader who is asked before corrections are written.
fn open_asked(columns: u16, rows: u16, language: Language) -> Reader {
    let loaded = load(PAPER.as_bytes().to_vec(), &Options::default());
    let settings = ReaderSettings {
        guide: Keymap::default().guide(language),
        language,
        ..ReaderSettings::default()
    };
    let mut state = State::new(loaded.issue, loaded.defects, settings);
    state.ask_before_writing("a.txt.kanbao.toml".into());
    let mut r = Reader::start(state, columns, rows);
    press(&mut r, if columns < 100 { "<Enter>o" } else { "o" });
    r
}

#[test]
fn before_a_file_is_made_for_corrections_the_reader_is_asked_once() {
    let mut r = open_asked(120, 24, Language::Chinese);
    press(&mut r, "7GS");
    assert_eq!(r.pane(), Pane::Write);
    assert!(!r.effects.contains(&Effect::KeepCorrections));
    // The correction holds meanwhile.
    assert_eq!(r.state.issue().articles().count(), 1);
    assert!(r.shows("更正写入报纸旁的 a.txt.kanbao.toml？"));
    // Other keys wait for the answer.
    press(&mut r, "jKq");
    assert_eq!(
        (r.pane(), roles(&r)),
        (Pane::Write, vec![Some(Role::Subhead)])
    );
    press(&mut r, "<Enter>");
    assert_eq!(r.effects, [Effect::KeepCorrections]);
    assert_eq!(r.pane(), Pane::Source);
    press(&mut r, "K");
    assert_eq!(r.pane(), Pane::Source, "the answer is remembered");
    assert!(r.effects.contains(&Effect::KeepCorrections));
}

#[test]
fn corrections_that_are_not_to_be_written_hold_on_the_screen() {
    for no in ["<Esc>", "<C-c>"] {
        let mut r = open_asked(120, 24, Language::Chinese);
        press(&mut r, "7GS");
        press(&mut r, no);
        assert!(r.effects.is_empty(), "{:?}", r.effects);
        assert_eq!(r.pane(), Pane::Source);
        assert!(r.status().starts_with("这次的更正不写入"), "{}", r.status());
        assert_eq!(r.state.issue().articles().count(), 1);
        press(&mut r, "K");
        assert!(
            r.status().starts_with("已更正，不写入：引题"),
            "{}",
            r.status()
        );
        assert_eq!(r.pane(), Pane::Source, "the answer is remembered");
        assert!(!r.effects.contains(&Effect::KeepCorrections));
    }
}

#[test]
fn where_nothing_is_left_to_write_nobody_is_asked() {
    let mut r = open(120, 24);
    press(&mut r, "o7GS");
    assert!(
        r.effects.contains(&Effect::KeepCorrections),
        "there is a file"
    );
    let mut r = open_asked(120, 24, Language::English);
    press(&mut r, "7GJ");
    assert_eq!(r.pane(), Pane::Write);
    press(&mut r, "<Esc>u");
    assert_eq!((r.pane(), roles(&r)), (Pane::Source, vec![]));
}

#[test]
fn the_question_and_its_keys_are_on_every_screen() {
    let mut r = open_asked(40, 12, Language::English);
    press(&mut r, "7GS");
    insta::assert_snapshot!(r.screen(), @"
     0                      1 article · 1 read
     1    5 桥头的石狮子是从旧桥上搬来的，左边
     2      一只缺了耳朵。工匠照着老照片补好了
     3      它。
     4    6
     5  * 7▌# 夜市开张
     6    8
     7    9 本报讯 河堤夜市昨晚开市，一百二十
     8      个摊位排成两行，灯火通明。九点以后
     9      客人最多，摊主们忙到半夜。
    10  Write to a.txt.kanbao.toml?
    11  corrected:…   Enter write  Esc not now
    ");
    let mut r = open_asked(80, 24, Language::Chinese);
    press(&mut r, "7GS");
    let rows = r.rows();
    insta::assert_snapshot!(rows[21..].join("\n"), @"
     更正写入报纸旁的 a.txt.kanbao.toml？
    ────────────────────────────────────────────────────────────────────────────────
     已更正：小标题                                            Enter 写入  Esc 暂不
    ");
    for rows in 1..12 {
        let mut r = open_asked(40, rows, Language::Chinese);
        press(&mut r, "7GS");
        if r.shows("窗口太小") {
            assert!(rows < 5);
            continue;
        }
        assert!(
            r.shows("a.txt") && r.shows("Enter 写入  Esc 暂不"),
            "{}",
            r.screen()
        );
    }
}

#[test]
fn what_does_not_hold_is_taken_back_and_told() {
    let mut r = open(120, 24);
    let before = r.state.issue().clone();
    press(&mut r, "oJ");
    assert!(
        r.status().starts_with("没有更正：这一行前面没有可接的正文"),
        "{}",
        r.status()
    );
    assert_eq!(roles(&r), []);
    assert_eq!(*r.state.issue(), before);
    assert!(!r.effects.contains(&Effect::KeepCorrections));
    press(&mut r, "u");
    assert!(r.status().starts_with("没有可撤销的"), "it is no step");
    // What else is told of the line stays, and so does what may be done again.
    press(&mut r, "SKuJ");
    assert!(r.status().starts_with("没有更正"));
    assert_eq!(roles(&r), [Some(Role::Subhead)]);
    assert_eq!(r.state.corrections()[0].joins, None);
    press(&mut r, "<C-r>");
    assert_eq!(roles(&r), [Some(Role::Kicker)]);
    // The next paragraph has one before it.
    press(&mut r, "5GJ");
    assert!(r.status().starts_with("已更正：接上段"), "{}", r.status());
}
