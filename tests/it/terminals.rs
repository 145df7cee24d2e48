//! Terminals of other kinds: asked how wide they show what is ambiguous, and old ones sent only what they know.

use crate::pty::{KANBAO, Screen, bulletin, home};
use kanbao::typeset::{Ambiguous, cluster::text_width};
use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

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

/// Whether a screen shows the article in this kind.
fn in_kind(wide: bool) -> impl Fn(&Screen) -> bool {
    move |screen| is_wide(screen) == wide && screen.text().contains("石狮子")
}

#[test]
fn a_terminal_is_asked_at_every_start_and_its_answer_kept() {
    for (column, word, wide) in [(6, "narrow", false), (7, "wide", true)] {
        let home = home();
        let file = quoted(home.path());
        let mut screen = open(&[&file], home.path(), &[]);
        screen.until("the question", |screen| screen.raw().contains(QUESTION));
        // Typed ahead, before the answer and behind it: none is lost.
        screen.press(&format!("<\x1b[2;{column}R?"));
        screen.shows("帮助").press("?");
        screen.until("its kind", in_kind(wide));
        screen.press("q").end();
        assert!(kept(home.path()).contains(&format!("\"xterm-256color\": \"{word}\"")));

        // What was told is the first guess of the next time, before any answer.
        let mut screen = open(&[&file], home.path(), &[]);
        screen.until("its kind", in_kind(wide));
        screen.press("q").end();
        assert_eq!(screen.raw().matches(QUESTION).count(), 1);

        // Another terminal is another's.
        let mut screen = open(&[&file], home.path(), &[("TERM_PROGRAM", "mintty")]);
        screen.until("its kind", in_kind(false));
        screen.press("q").end();
    }
}

#[test]
fn a_terminal_of_the_same_name_that_answers_otherwise_is_laid_out_anew() {
    for (column, guess, wide) in [(6, "wide", false), (7, "narrow", true)] {
        let home = home();
        let file = quoted(home.path());
        let state = home.path().join(".local/state/kanbao");
        std::fs::create_dir_all(&state).expect("the folder is there");
        let guessed = format!("{{\"xterm-256color\": \"{guess}\"}}");
        std::fs::write(state.join("terminals.json"), guessed).expect("it is written");
        let mut screen = open(&[&file], home.path(), &[]);
        screen.until("the guess", in_kind(!wide));
        let cleared = screen.raw().matches("\x1b[2J").count();
        screen.press(&format!("\x1b[2;{column}R"));
        screen.until("the answer", in_kind(wide));
        assert!(screen.raw().matches("\x1b[2J").count() > cleared);
        screen.press("q").end();
        assert!(!kept(home.path()).contains(guess));
    }
}

/// Leaves a reader under a shell, and answers it a moment later; whether the shell has read the answer as typed.
fn leaks() -> bool {
    let home = home();
    let file = quoted(home.path());
    let script = r#""$KANBAO" "$FILE"; read line; echo "typed:$line.""#;
    let env = [("FILE", file.as_str())];
    let mut screen = Screen::open("sh", &["-c", script], (80, 24), home.path(), &env);
    screen.shows("石狮子").press("q");
    while screen.pump(Duration::from_millis(30)) {}
    screen.press("\x1b[2;6R");
    screen.until("the shell", |screen| screen.raw().contains("?1049l"));
    let typed = |screen: &Screen| screen.raw().contains("typed:");
    screen.press("\n").until("the line", typed).end();
    screen.raw().contains("2;6R")
}

#[test]
fn an_answer_that_comes_while_it_leaves_is_not_typed_into_the_shell() {
    // It is waited for a moment only, and on a busy machine that may be over.
    assert!((0..5).any(|_| !leaks()), "the answer is left to the shell");
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
fn in_a_locale_without_utf8_nothing_but_ascii_goes_out_before_the_answer() {
    for locale in ["C", "POSIX", "zh_CN.GBK", ""] {
        let home = home();
        let env = [("LC_ALL", locale), ("LANG", "")];
        // What is set of widths does not tell what is read.
        for args in [&[][..], &["-c", "display.ambiguous=narrow"]] {
            let file = quoted(home.path());
            let args: Vec<&str> = args.iter().copied().chain([file.as_str()]).collect();
            let mut screen = open(&args, home.path(), &env);
            screen.shows("??????");
            let raw = screen.raw().replace(QUESTION, "");
            assert!(raw.is_ascii(), "{locale}: {raw:?}");
            screen.press("\x1b[2;6R").shows("石狮子").press("q").end();
        }
    }
}

#[test]
fn a_terminal_that_does_not_say_what_it_reads_is_told_of_with_what_to_do() {
    let home = home();
    let file = quoted(home.path());
    let mut screen = open(&[&file], home.path(), &[("LC_ALL", "C")]);
    screen.shows("set LANG=C.UTF-8");
    assert!(screen.text().is_ascii(), "{}", screen.text());
    // It may tell later, all the same.
    screen.press("\x1b[2;6R").shows("石狮子").press("q").end();
}

/// A folder with programs of these names, each a script for the shell; what `PATH` is with it.
pub fn programs(home: &Path, scripts: &[(&str, &str)]) -> String {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = home.join("bin");
    std::fs::create_dir_all(&folder).expect("the folder is there");
    for (name, script) in scripts {
        let file = folder.join(name);
        std::fs::write(&file, format!("#!/bin/sh\n{script}\n")).expect("it is written");
        let runs = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(&file, runs).expect("it is ours");
    }
    format!("{}:/usr/bin:/bin", folder.display())
}

#[test]
fn under_tmux_in_a_locale_without_utf8_tmux_is_asked_and_its_switch_named() {
    for (told, reads) in [("1", true), ("0", false), ("", false)] {
        let home = home();
        let file = quoted(home.path());
        let script = format!("[ \"$*\" = 'display-message -p #{{client_utf8}}' ] && echo {told}");
        let path = programs(home.path(), &[("tmux", &script)]);
        let env = [("LC_ALL", "C"), ("TMUX", "/t,1,0"), ("PATH", &path)];
        let mut screen = open(&[&file], home.path(), &env);
        screen.shows("??????").press("\x1b[2;6R");
        if reads {
            screen.shows("石狮子");
        } else {
            screen.shows("tmux -u");
            assert!(screen.text().is_ascii(), "{}", screen.text());
        }
        screen.press("q").end();
    }
}

#[test]
fn what_reads_no_utf8_under_screen_or_tmux_names_the_switch_that_helps() {
    for (variable, switch) in [("TMUX", "tmux -u"), ("STY", "screen -U")] {
        let home = home();
        let file = quoted(home.path());
        let mut screen = open(&[&file], home.path(), &[("LC_ALL", "C"), (variable, "1")]);
        screen.until("the question", |screen| screen.raw().contains(QUESTION));
        screen.press("\x1b[2;8R").shows(switch).press("q").end();
    }
}

#[test]
fn the_window_is_called_by_article_and_paper_and_gets_its_name_back() {
    let home = home();
    let file = bulletin(home.path());
    let mut screen = open(&[&file], home.path(), &[]);
    screen
        .shows("一号桥今日通车")
        .press("\rn")
        .shows("周末也开放")
        .press("q")
        .end();
    let raw = screen.raw();
    let at = |part: &str| {
        raw.find(part)
            .unwrap_or_else(|| panic!("no {part:?} in {raw:?}"))
    };
    let [kept, first, next, back] = [
        "\x1b[22;2t",
        "\x1b]2;一号桥今日通车 - 青川时报\x1b\\",
        "\x1b]2;小学添了新图书馆 - 青川时报\x1b\\",
        "\x1b[23;2t",
    ]
    .map(at);
    assert!(kept < first && first < next && next < back, "{raw:?}");

    // A paper without a name is called by its file; what is in either commands nothing.
    let path = home.path().join("no\x1b]0;name\u{202e}.txt");
    std::fs::write(&path, "# 茶\x07\u{9c}\x1b]2;owned\x07\n\n本报讯 茶。\n")
        .expect("it is written");
    let mut screen = open(&[path.to_str().expect("UTF-8")], home.path(), &[]);
    screen.press("\r").shows("本报讯").press("q").end();
    let raw = screen.raw();
    let title = raw
        .split("\x1b]2;")
        .nth(1)
        .and_then(|rest| rest.split("\x1b\\").next());
    assert_eq!(
        title,
        Some("茶]2;owned - no\u{FFFD}]0;name\u{FFFD}.txt"),
        "{raw:?}"
    );

    for (args, env) in [
        (
            &["-c", "display.title=false"][..],
            ("TERM", "xterm-256color"),
        ),
        (&[], ("TERM", "vt100")),
        (&[], ("STY", "1.pts")),
        (&[], ("TERM", "rxvt-unicode-256color")),
    ] {
        let args: Vec<&str> = args.iter().copied().chain([file.as_str()]).collect();
        let mut screen = open(&args, home.path(), &[env]);
        screen.shows("青川时报").press("q").end();
        let raw = screen.raw();
        assert!(
            !raw.contains("\x1b]2;") && !raw.contains(";2t"),
            "{env:?} {raw:?}"
        );
    }
}

#[test]
fn screen_is_not_asked_for_the_mouse_with_which_it_would_hold_esc_back() {
    let home = home();
    let env = [("TERM", "screen-256color"), ("STY", "1.pts")];
    let mut screen = open(&[&bulletin(home.path())], home.path(), &env);
    screen.shows("一号桥今日通车").press("q").end();
    assert!(!screen.raw().contains("?1000h"));
}

#[test]
fn a_terminal_that_lags_behind_its_size_is_drawn_once_more() {
    for (env, frames) in [(&[("MLTERM", "3.9.0")][..], 2), (&[], 1)] {
        let home = home();
        let file = bulletin(home.path());
        let mut screen = open(&[&file], home.path(), env);
        screen.shows("一号桥今日通车");
        let cleared = |screen: &Screen| screen.raw().matches("\x1b[2J").count();
        let before = cleared(&screen);
        screen.resize(100, 30);
        screen.until("its frames", |screen| cleared(screen) == before + frames);
        screen.answered("n").press("q").end();
        assert_eq!(cleared(&screen), before + frames);
    }
}

const CIRCLED: &str = "# 茶①\n\n本报讯 ①采②炒，温度25℃的Ⅲ级“★”茶。\n";

#[test]
fn a_blank_stands_behind_what_fonts_draw_over_the_next_cell() {
    let spaced = "① 采② 炒，温度25℃ 的Ⅲ 级“★ ”茶。";
    let tight = "①采②炒，温度25℃的Ⅲ级“★”茶。";
    let home = home();
    let file = home.path().join("circled.txt");
    std::fs::write(&file, CIRCLED).expect("it is written");
    let file = file.to_str().expect("UTF-8");
    for (set, shown) in [
        ("display.spaced=true", spaced),
        ("display.ambiguous=narrow", spaced),
        ("display.spaced=false", tight),
    ] {
        let mut screen = open(&["-c", set, file], home.path(), &[]);
        screen.press("\r").shows(shown).press("q").end();
        let page = piped(&["print", "-c", set, file], home.path(), "");
        assert!(page.contains(shown), "{page}");
        // At a line's end nothing comes over it.
        assert!(page.lines().all(|line| !line.ends_with(' ')), "{page}");
        // What goes on to another program stays as it is.
        for command in [&["wrap"][..], &["export"], &["print", "--format", "html"]] {
            let args = [command, &["-c", set, file]].concat();
            let text = piped(&args, home.path(), "");
            assert!(text.contains("①采②炒"), "{text}");
        }
    }
    // Two cells of the terminal's own need no blank, and an old terminal has other signs.
    let mut screen = open(
        &["-c", "display.ambiguous=wide", "print", file],
        home.path(),
        &[],
    );
    screen.end();
    assert!(screen.raw().contains("①采②炒"), "{}", screen.raw());
    let mut screen = open(&["print", file], home.path(), &[("TERM", "linux")]);
    screen.end();
    assert!(
        screen.raw().contains("①采②炒") && screen.raw().contains("\"*\""),
        "{}",
        screen.raw()
    );
}

#[test]
fn lines_with_blanks_behind_their_signs_are_as_wide_as_others() {
    let home = home();
    let text = format!(
        "# 茶\n\n{}\n",
        "春山①采茶②，炒茶③的人说，“④火候⑤要紧”，便走了，★★☆茶一级。".repeat(9)
    );
    for (width, columns) in [("40", "1"), ("33", "1"), ("100", "2"), ("120", "3")] {
        let args = [
            "print",
            "--width",
            width,
            "--columns",
            columns,
            "-c",
            "typeset.hang=false",
            "-",
        ];
        let page = piped(&args, home.path(), &text);
        let most: usize = width.parse().expect("a number");
        let widest = widest(&page, Ambiguous::Narrow);
        assert!(
            (most - 4..=most).contains(&widest),
            "{widest} of {most}: {page}"
        );
        // The rules between the legs stand below each other.
        let rules = page.lines().filter_map(|line| {
            let (leg, _) = line.split_once('│')?;
            Some(text_width(leg, Ambiguous::Narrow))
        });
        let rules: std::collections::BTreeSet<usize> = rules.collect();
        assert!(rules.len() <= 1, "{rules:?}: {page}");
    }
    let args = [
        "print",
        "--vertical",
        "--height",
        "12",
        "--width",
        "40",
        "-",
    ];
    let page = piped(&args, home.path(), &text);
    assert!(
        widest(&page, Ambiguous::Narrow) <= 40 && page.contains('①'),
        "{page}"
    );
}

#[test]
fn pinyin_is_written_in_letters_with_their_tone_wherever_it_goes() {
    let home = home();
    let text = "# 绿 lu\u{308}\u{300}\n\n本报讯 旅 lu\u{308}\u{30C}，好 ha\u{30C}o，嗯 n\u{301}，哼 m\u{300}。\n";
    for args in [
        &["print", "-"][..],
        &["print", "--format", "html", "-"],
        &["print", "-c", "typeset.pinyin=all", "-"],
        &["print", "--format", "html", "-c", "typeset.pinyin=all", "-"],
    ] {
        let page = piped(args, home.path(), text);
        assert!(
            page.contains("lǜ")
                && page.contains("lǚ")
                && page.contains("hǎo")
                && page.contains("ń"),
            "{page}"
        );
        // What has no letter of its own keeps its mark.
        let marks: String = page
            .chars()
            .filter(|c| ('\u{300}'..='\u{36F}').contains(c))
            .collect();
        assert_eq!(marks, "\u{300}", "{page}");
    }
    // The source's own characters go on.
    assert!(piped(&["export", "-"], home.path(), text).contains("lu\u{308}\u{30C}"));
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
            "\x1b]", "?1049", "?1000", "?1006", "?2004", "?2026", "2t", "38;", "48;", "─", "│",
            "▌", "✓",
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
fn colours_go_by_the_number_that_the_name_says() {
    let home = home();
    let file = bulletin(home.path());
    for (term, most) in [
        ("xterm-16color", 107),
        ("xterm-88color", 107),
        ("xterm-8color", 49),
    ] {
        let env = [("TERM", term), ("COLORTERM", "truecolor")];
        let mut screen = open(&[&file, "-c", "theme=paper"], home.path(), &env);
        screen.shows("一号桥今日通车").press("q").end();
        let raw = screen.raw();
        let looks = raw.split("\x1b[").filter_map(|s| s.split_once('m'));
        let looks =
            looks.filter(|(codes, _)| codes.bytes().all(|b| b.is_ascii_digit() || b == b';'));
        let codes: Vec<u16> = looks
            .flat_map(|(codes, _)| codes.split(';'))
            .filter_map(|c| c.parse().ok())
            .collect();
        assert!(
            codes.iter().any(|code| (30..=most).contains(code)),
            "{term}: {codes:?}"
        );
        assert!(
            codes
                .iter()
                .all(|code| *code <= most && *code != 38 && *code != 48),
            "{term}: {codes:?}"
        );
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

/// What is sent to ask for the ground.
const GROUND: &str = "\x1b]11;?\x1b\\";

/// The sequence that begins the theme's letters for headings of sections, on a dark ground and on a light one.
const DARK: &str = "38;5;80m";
const LIGHT: &str = "38;5;24m";

#[test]
fn colours_go_by_the_ground_that_the_terminal_tells() {
    for (colour, own, other) in [
        ("rgb:0000/2b2b/3636", DARK, LIGHT),
        ("rgb:fdfd/f6f6/e3e3", LIGHT, DARK),
    ] {
        let home = home();
        let file = bulletin(home.path());
        let mut screen = open(&[&file], home.path(), &[]);
        screen.until("the question", |screen| screen.raw().contains(QUESTION));
        let raw = screen.raw();
        assert!(raw.find(GROUND) < raw.find(QUESTION));
        // Typed ahead, before the answers and behind them: none is lost.
        screen.press(&format!("<\x1b]11;{colour}\x07\x1b[2;6R?"));
        screen.shows("帮助").press("?");
        screen.until("its colours", |screen| screen.raw().contains(own));
        screen.press("q").end();
        assert!(!screen.raw().contains(other), "{colour}");

        // What was told is the first guess of the next time; one that answers without a colour is another terminal.
        let mut screen = open(&[&file], home.path(), &[]);
        screen.until("its colours", |screen| screen.raw().contains(own));
        let before = screen.raw().len();
        screen.press("\x1b[2;6R");
        screen.until("no colours", |screen| screen.raw().len() > before);
        screen.press("q").end();
        assert!(!kept(home.path()).contains("background"));
    }
}

#[test]
fn a_ground_that_is_told_after_the_widths_is_kept_too() {
    let home = home();
    let file = bulletin(home.path());
    let mut screen = open(&[&file], home.path(), &[]);
    screen.until("the question", |screen| screen.raw().contains(QUESTION));
    screen.press("\x1b[2;6R").press("?").shows("帮助");
    screen.press("\x1b]11;rgb:ffff/ffff/ffff\x1b\\").press("?");
    screen.until("its colours", |screen| screen.raw().contains(LIGHT));
    screen.press("q").end();
    assert!(kept(home.path()).contains("\"background\": \"light\""));
}

#[test]
fn a_ground_that_is_set_is_not_asked_for() {
    for (word, own) in [("dark", DARK), ("light", LIGHT)] {
        let home = home();
        let setting = format!("display.background={word}");
        let mut screen = open(&["-c", &setting, &bulletin(home.path())], home.path(), &[]);
        screen.until("its colours", |screen| screen.raw().contains(own));
        screen
            .press("\x1b]11;rgb:8888/8888/8888\x07")
            .press("q")
            .end();
        assert!(!screen.raw().contains("\x1b]11"));
    }
}

#[test]
fn a_ground_between_and_one_not_told_leave_the_terminals_own_letters() {
    for answer in ["\x1b]11;rgb:8888/8888/8888\x07\x1b[2;6R", "\x1b[2;6R", ""] {
        let home = home();
        let mut screen = open(&[&bulletin(home.path())], home.path(), &[]);
        screen
            .shows("一号桥今日通车")
            .press(answer)
            .press("q")
            .end();
        let raw = screen.raw();
        assert!(!raw.contains(DARK) && !raw.contains(LIGHT), "{answer:?}");
    }
}

#[test]
fn old_terminals_are_not_asked_for_their_ground() {
    for term in ["linux", "vt220", "ansi"] {
        let home = home();
        let mut screen = open(&[&bulletin(home.path())], home.path(), &[("TERM", term)]);
        screen.shows("一号桥今日通车").press("q").end();
        assert!(!screen.raw().contains("\x1b]"), "{term}");
    }
}
