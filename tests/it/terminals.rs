//! Terminals of other kinds: asked how wide they show what is ambiguous, and old ones sent only what they know.

use crate::pty::{KANBAO, Screen, bulletin, home};
use kanbao::typeset::{Ambiguous, cluster::text_width};
use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;

/// What is sent to ask.
const QUESTION: &str = "中中“\x1b[6n";

const QUOTED: &str = "# 桥头的“石狮子”\n\n本报讯 石匠说“明天……”，便走了。\n";

fn open(args: &[&str], home: &Path, env: &[(&str, &str)]) -> Screen {
    Screen::open(KANBAO, args, (80, 24), home, env)
}

fn quoted(home: &Path) -> String {
    let path = home.join("quoted.txt");
    std::fs::write(&path, QUOTED).expect("the folder is there");
    path.to_str().expect("UTF-8").to_owned()
}

/// What is kept of terminals.
fn kept(home: &Path) -> String {
    std::fs::read_to_string(home.join(".local/state/kanbao/terminals.json")).unwrap_or_default()
}

/// The program's own divider: ASCII where ambiguous characters are wide.
fn is_wide(screen: &Screen) -> bool {
    let text = screen.text();
    text.contains("----") && !text.contains('─')
}

#[test]
fn a_terminal_is_asked_once_and_its_answer_kept() {
    for (column, word, wide) in [(6, "narrow", false), (7, "wide", true)] {
        let home = home();
        let file = quoted(home.path());
        let mut screen = open(&[&file], home.path(), &[]);
        screen.until("the question", |screen| screen.raw().contains(QUESTION));
        // Typed ahead, before the answer and behind it: none is lost.
        screen.press(&format!("<\x1b[2;{column}R?"));
        screen.shows("帮助").press("?");
        screen.until("its kind", |screen| {
            is_wide(screen) == wide && screen.text().contains("石狮子")
        });
        screen.press("q").end();
        assert!(kept(home.path()).contains(&format!("\"xterm-256color\": \"{word}\"")));

        let mut screen = open(&[&file], home.path(), &[]);
        screen.shows("石狮子");
        assert_eq!(is_wide(&screen), wide);
        screen.press("q").end();
        assert!(!screen.raw().contains(QUESTION), "it is asked again");

        // Another terminal is another's.
        let mut screen = open(&[&file], home.path(), &[("TERM_PROGRAM", "mintty")]);
        screen.until("the question", |screen| screen.raw().contains(QUESTION));
        screen.press("q").end();
    }
}

#[test]
fn a_terminal_that_does_not_answer_is_not_waited_for() {
    let home = home();
    let mut screen = Screen::kanbao(&[&bulletin(home.path())], home.path());
    screen
        .shows("一号桥今日通车")
        .press("n")
        .shows("周末也开放");
    screen.press("q");
    assert_eq!(screen.end().code(), Some(0));
    assert_eq!(kept(home.path()), "");
}

#[test]
fn what_is_set_needs_no_question() {
    let home = home();
    let file = quoted(home.path());
    for (setting, wide) in [
        ("display.ambiguous=wide", true),
        ("display.ambiguous=narrow", false),
    ] {
        let mut screen = open(&["-c", setting, &file], home.path(), &[]);
        screen
            .shows("石狮子")
            .press("\x0c")
            .press("?")
            .shows("帮助");
        assert!(!screen.raw().contains("\x1b[6n"), "{setting}");
        screen.press("?");
        screen.until("its kind", |screen| is_wide(screen) == wide);
        screen.press("q").end();
    }
}

/// What a command writes into a pipe.
fn piped(args: &[&str], home: &Path, text: &str) -> String {
    let mut child = std::process::Command::new(KANBAO)
        .args(args)
        .env("HOME", home)
        .env("TERM", "xterm-256color")
        .env("LC_ALL", "zh_CN.UTF-8")
        .env_remove("XDG_STATE_HOME")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut input = child.stdin.take().expect("a pipe");
    input.write_all(text.as_bytes()).expect("it reads");
    drop(input);
    let output = child.wait_with_output().expect("it ends");
    String::from_utf8(output.stdout).expect("UTF-8")
}

const SPOKEN: &str = "石匠说“明天——后天……”，茶农问“①还是②？”，掌柜答“③·④”，众人说“好”，便走了。山上的“雾”散得早，\
    采茶的“人”也走得早……到晌午——“篮子”便满了，石匠说“好。”于是“都”下山去。";

/// Cells of the widest line.
fn widest(text: &str, ambiguous: Ambiguous) -> usize {
    let lines = text.lines().map(|line| text_width(line, ambiguous));
    lines.max().unwrap_or(0)
}

#[test]
fn what_is_printed_and_wrapped_is_as_wide_as_is_set() {
    let home = home();
    let table = "# 茶\n\n正文。\n\n|“名”|数|\n|---|---|\n|“甲”…|①|\n|“乙”……|②|\n";
    for (word, ambiguous) in [("narrow", Ambiguous::Narrow), ("wide", Ambiguous::Wide)] {
        let set = format!("display.ambiguous={word}");
        for width in [20, 33, 40, 72] {
            let cells = width.to_string();
            let args = ["wrap", "--width", &cells, "-c", &set];
            let lines = piped(&args, home.path(), SPOKEN);
            assert!(
                (width - 3..=width).contains(&widest(&lines, ambiguous)),
                "{word}: {lines}"
            );
            let args = [
                "print", "--width", &cells, "-c", &set, "--height", "24", "-",
            ];
            let page = piped(
                &args,
                home.path(),
                &format!("# 茶 “茶”\n\n{SPOKEN}\n\n{table}"),
            );
            assert!(
                (width - 3..=width).contains(&widest(&page, ambiguous)),
                "{word}: {page}"
            );
            // The second column of the table begins where it begins.
            let starts: Vec<usize> = ["数", "①", "②"]
                .iter()
                .map(|name| {
                    let line = page
                        .lines()
                        .rfind(|l| l.trim_end().ends_with(name))
                        .unwrap_or("");
                    text_width(line.trim_end().trim_end_matches(name), ambiguous)
                })
                .collect();
            assert!(
                starts[0] > 0 && starts.iter().all(|s| *s == starts[0]),
                "{page}"
            );
        }
    }
}

#[test]
fn a_closing_quotation_mark_gives_up_its_empty_half_where_it_has_one() {
    let home = home();
    // Nine Han, a letter and ” end half in the gutter: 19 cells of text, 2 of “, 2 of ” less 1.
    let text = "“A茶茶茶茶茶茶茶茶茶”茶茶茶茶茶茶";
    let args = [
        "wrap",
        "--width",
        "24",
        "-c",
        "typeset.indent=0",
        "-c",
        "typeset.hang=false",
        "-c",
        "display.ambiguous=wide",
    ];
    let lines = piped(&args, home.path(), text);
    assert_eq!(lines.lines().next(), Some("“A茶茶茶茶茶茶茶茶茶”"));
}

#[test]
fn a_pipe_goes_by_the_setting_and_a_terminal_by_its_answer() {
    let home = home();
    let state = home.path().join(".local/state/kanbao");
    std::fs::create_dir_all(&state).expect("the folder is there");
    std::fs::write(
        state.join("terminals.json"),
        "{\"xterm-256color\": \"wide\"}",
    )
    .expect("it is written");
    let file = home.path().join("spoken.txt");
    std::fs::write(&file, SPOKEN).expect("it is written");
    let args = ["wrap", "--width", "40", file.to_str().expect("UTF-8")];
    let lines = piped(&args, home.path(), "");
    assert!(widest(&lines, Ambiguous::Wide) > 40 && widest(&lines, Ambiguous::Narrow) <= 40);
    let mut screen = open(&args, home.path(), &[]);
    screen.end();
    assert!(!screen.raw().contains("\x1b[6n"));
    let lines = screen.raw().replace('\r', "");
    assert!(
        (38..=40).contains(&widest(&lines, Ambiguous::Wide)),
        "{lines}"
    );
}

#[test]
fn drawing_anew_asks_anew() {
    let home = home();
    let file = quoted(home.path());
    let mut screen = open(&[&file], home.path(), &[]);
    screen.shows("石狮子").press("\x1b[2;6R").press("\x0c");
    screen.until("a second question", |s| {
        s.raw().matches(QUESTION).count() == 2
    });
    screen.press("\x1b[2;7R");
    screen.until("the other kind", is_wide);
    screen.press("q").end();
    assert!(kept(home.path()).contains("wide"));
}

#[test]
fn a_terminal_without_utf8_is_sent_ascii_and_told_so() {
    let home = home();
    let mut screen = open(&[&quoted(home.path())], home.path(), &[("LC_ALL", "C")]);
    screen.until("the question", |screen| screen.raw().contains(QUESTION));
    screen.press("\x1b[2;8R").shows("does not read UTF-8");
    assert!(screen.text().is_ascii(), "{}", screen.text());
    screen.press("q").end();
    assert_eq!(kept(home.path()), "");
}

#[test]
fn old_terminals_are_sent_only_what_they_know() {
    for term in ["vt100", "vt220", "linux"] {
        let home = home();
        let file = bulletin(home.path());
        let mut screen = open(
            &[&file, "-c", "theme=paper"],
            home.path(),
            &[("TERM", term)],
        );
        screen.shows("一号桥今日通车").press("n").press("y");
        screen.until("a word of it", |screen| {
            screen.text().contains("没有剪贴板")
        });
        screen.press("q").end();
        let raw = screen.raw();
        for unknown in [
            "\x1b]", "?1049", "?1000", "?1006", "?2004", "?2026", "38;", "48;", "─", "│", "▌", "✓",
        ] {
            assert!(!raw.contains(unknown), "{term} is sent {unknown:?}");
        }
        let looks = raw
            .split("\x1b[")
            .filter_map(|s| s.split_once('m').map(|(codes, _)| codes));
        let mut codes = looks
            .flat_map(|codes| codes.split(';'))
            .filter_map(|c| c.parse().ok());
        let coloured = codes.any(|code: u16| (30..=37).contains(&code));
        assert_eq!(coloured, term == "linux", "{term}: {raw:?}");
        // What stood there is gone, and the cursor is at the top of an empty screen.
        assert_eq!(screen.text().trim(), "", "{term}");
        assert!(
            raw.ends_with("\x1b[m\x1b[?7h\x1b[?25h\x1b[H\x1b[2J"),
            "{term}"
        );
    }
}

#[test]
fn a_page_printed_on_an_old_terminal_has_plain_signs() {
    let home = home();
    let file = quoted(home.path());
    for (term, plain) in [("vt100", true), ("linux", true), ("xterm-256color", false)] {
        let mut screen = open(&["print", &file], home.path(), &[("TERM", term)]);
        screen.end();
        let raw = screen.raw();
        assert_eq!(
            raw.contains("\"石狮子\"") && !raw.contains('─'),
            plain,
            "{term}: {raw}"
        );
        assert!(raw.contains("石匠说"));
    }
}

#[test]
fn colours_go_by_what_the_terminal_has() {
    let home = home();
    let file = bulletin(home.path());
    for (colours, seen, unseen) in [("truecolor", "38;2;", "38;5;"), ("", "38;5;", "38;2;")] {
        let env = [("COLORTERM", colours)];
        let mut screen = open(&[&file, "-c", "theme=paper"], home.path(), &env);
        screen.shows("一号桥今日通车").press("q").end();
        assert!(
            screen.raw().contains(seen) && !screen.raw().contains(unseen),
            "{colours}"
        );
    }
}
