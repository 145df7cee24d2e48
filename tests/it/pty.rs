//! The program in a real pseudo-terminal: what it draws, what it answers, how it leaves.
#![allow(clippy::unwrap_used)]

use pty_process::blocking::{Command, Pty, open};
use rustix::termios::{LocalModes, tcgetattr};
use std::io::{Read, Write};
use std::os::fd::AsFd;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, ExitStatus};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// How long anything may take before it counts as never.
const LIMIT: Duration = Duration::from_secs(20);

pub const KANBAO: &str = env!("CARGO_BIN_EXE_kanbao");

const FRAME: &str = "\x1b[?2026h";

const BULLETIN: &str = "青川时报 2025年3月4日\n\n## 第01版：要闻\n\n### 一号桥今日通车\n\n本报讯 青川一号桥昨日上午正式通车，两岸居民步行十分钟即可往来。大桥全长三百二十米，桥面双向四车道，两侧设有人行道和观景台。工程于前年九月动工，由县交通局组织施工，历时十八个月完成。通车仪式上，两岸的老人代表一同走过了大桥。\n\n### 小学添了新图书馆\n\n本报讯 城东小学的新图书馆本周启用，藏书三千余册，周末也开放。馆内设有低年级阅读区和电子阅览室，由家长志愿者轮流值班。校长说，孩子们放学以后终于有了一个可以安静读书的地方，附近的居民也可以凭身份证进馆借阅。\n\n## 第02版：综合\n\n### 今年春茶提早上市\n\n本报讯 受暖冬影响，今年的春茶比往年技术员到各村上市。北山茶农说，第一批明前茶已经全部订完，价格与去年持平。县农业局提醒茶农注意倒春寒，及时覆盖保温，并将派出技术员到各村指导采摘和炒制，确保品质稳定。\n";

/// A program in a pseudo-terminal, and what that shows.
pub struct Screen {
    pty: Pty,
    child: Child,
    output: Receiver<Vec<u8>>,
    parser: vt100::Parser,
    raw: Vec<u8>,
    gone: bool,
}

impl Screen {
    pub fn open(
        program: &str,
        args: &[&str],
        size: (u16, u16),
        home: &Path,
        env: &[(&str, &str)],
    ) -> Self {
        let (pty, pts) = open().unwrap();
        pty.resize(pty_process::Size::new(size.1, size.0)).unwrap();
        let mut command = Command::new(program)
            .args(args)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("TERM", "xterm-256color")
            .env("LC_ALL", "zh_CN.UTF-8")
            .env("HOME", home)
            .env("KANBAO", KANBAO);
        for (name, value) in env {
            command = command.env(name, value);
        }
        let child = command.spawn(pts).unwrap();
        let mut master = std::fs::File::from(pty.as_fd().try_clone_to_owned().unwrap());
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut bytes = vec![0; 1 << 16];
            // The last program's end shows as an error.
            while let Ok(read @ 1..) = master.read(&mut bytes) {
                if sender.send(bytes[..read].to_vec()).is_err() {
                    return;
                }
            }
        });
        let (rows, columns) = (size.1.max(1), size.0.max(1));
        let parser = vt100::Parser::new(rows.try_into().unwrap(), columns.try_into().unwrap(), 0);
        Self {
            pty,
            child,
            output,
            parser,
            raw: Vec::new(),
            gone: false,
        }
    }

    pub fn kanbao(args: &[&str], home: &Path) -> Self {
        Self::open(KANBAO, args, (120, 40), home, &[])
    }

    pub fn text(&self) -> String {
        self.parser.screen().contents()
    }

    /// The cursor's row and column, from 0, and whether it is shown.
    pub fn cursor(&self) -> ((u16, u16), bool) {
        let screen = self.parser.screen();
        (screen.cursor_position(), !screen.hide_cursor())
    }

    pub fn raw(&self) -> String {
        String::from_utf8_lossy(&self.raw).into_owned()
    }

    /// Takes what comes within a time; false if nothing did.
    pub fn pump(&mut self, time: Duration) -> bool {
        match self.output.recv_timeout(time) {
            Ok(bytes) => {
                self.parser.process(&bytes);
                self.raw.extend(bytes);
                true
            }
            Err(RecvTimeoutError::Timeout) => false,
            Err(RecvTimeoutError::Disconnected) => {
                self.gone = true;
                false
            }
        }
    }

    /// Waits until something holds.
    pub fn until(&mut self, what: &str, holds: impl Fn(&Self) -> bool) -> &mut Self {
        let end = Instant::now() + LIMIT;
        while !holds(self) {
            let left = end.saturating_duration_since(Instant::now());
            assert!(
                !left.is_zero() && !self.gone,
                "{what} does not come; the screen is\n{}\n{:?}",
                self.text(),
                self.raw()
            );
            self.pump(left.min(Duration::from_millis(200)));
        }
        self
    }

    pub fn shows(&mut self, text: &str) -> &mut Self {
        self.until(text, |screen| screen.text().contains(text))
    }

    pub fn press(&mut self, keys: &str) -> &mut Self {
        self.pty.write_all(keys.as_bytes()).unwrap();
        self
    }

    /// Presses keys and waits for the frame that answers.
    pub fn answered(&mut self, keys: &str) -> &mut Self {
        let before = self.frames();
        self.press(keys)
            .until("a frame", |screen| screen.frames() > before)
    }

    /// Changes the window's size.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.pty
            .resize(pty_process::Size::new(rows, columns))
            .unwrap();
        let (rows, columns) = (rows.try_into().unwrap(), columns.try_into().unwrap());
        self.parser.screen_mut().set_size(rows, columns);
    }

    fn frames(&self) -> usize {
        self.raw().matches(FRAME).count()
    }

    fn signal(&self, name: &str) {
        let pid = self.child.id().to_string();
        assert!(
            std::process::Command::new("kill")
                .args([name, &pid])
                .status()
                .unwrap()
                .success()
        );
    }

    pub fn end(&mut self) -> ExitStatus {
        let end = Instant::now() + LIMIT;
        while !self.gone {
            assert!(
                Instant::now() < end,
                "it does not end; the screen is\n{}",
                self.text()
            );
            self.pump(Duration::from_millis(200));
        }
        self.child.wait().unwrap()
    }

    /// Waits for the end; where another screen was opened and has come to rest, presses keys to leave it.
    pub fn leaves(&mut self, keys: &str) -> ExitStatus {
        let end = Instant::now() + LIMIT;
        while !self.gone {
            assert!(Instant::now() < end, "it does not end\n{}", self.text());
            let rests = !self.pump(Duration::from_millis(200));
            if rests && !self.gone && self.parser.screen().alternate_screen() {
                self.press(keys);
            }
        }
        self.child.wait().unwrap()
    }

    /// What must be true of a terminal given back.
    fn is_restored(&self) {
        let raw = self.raw();
        let after = |sequence: &str| {
            raw.rfind(sequence)
                .unwrap_or_else(|| panic!("no {sequence:?} in {raw:?}"))
        };
        for (set, unset) in [
            ("?1049h", "?1049l"),
            ("?25l", "?25h"),
            ("?7l", "?7h"),
            ("?1000h", "?1000l"),
            ("?2004h", "?2004l"),
            ("\x1b[22;2t", "\x1b[23;2t"),
        ] {
            assert!(after(unset) > after(set), "{set} is left");
        }
        assert!(!self.parser.screen().alternate_screen() && !self.parser.screen().hide_cursor());
        let modes = tcgetattr(&self.pty).unwrap().local_modes;
        assert!(
            modes.contains(LocalModes::ICANON | LocalModes::ECHO),
            "the terminal is left in raw mode"
        );
    }
}

pub fn home() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

/// A bulletin in a folder, by its path.
pub fn bulletin(folder: &Path) -> String {
    let path = folder.join("bulletin.txt");
    std::fs::write(&path, BULLETIN).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn it_opens_answers_and_leaves() {
    let home = home();
    let mut screen = Screen::kanbao(&[&bulletin(home.path())], home.path());
    screen.shows("一号桥今日通车").shows("步行十分钟");
    screen.press("n").shows("周末也开放");
    screen.press("q");
    assert_eq!(screen.end().code(), Some(0));
    screen.is_restored();
}

#[test]
fn without_a_file_the_sample_opens() {
    let home = home();
    let mut screen = Screen::kanbao(&[], home.path());
    screen.until("the sample", |screen| {
        screen.text().chars().filter(|c| *c > '\u{4e00}').count() > 200
    });
    screen.press("q");
    assert_eq!(screen.end().code(), Some(0));
}

#[test]
fn signals_that_end_it_give_the_terminal_back() {
    for (name, number) in [("-TERM", 15), ("-HUP", 1), ("-INT", 2)] {
        let home = home();
        let mut screen = Screen::kanbao(&[&bulletin(home.path())], home.path());
        screen.shows("一号桥").answered("n").signal(name);
        assert_eq!(screen.end().signal(), Some(number));
        screen.is_restored();
        // What was read is kept all the same.
        let mut screen = Screen::kanbao(&[&bulletin(home.path())], home.path());
        screen.shows("周末也开放").press("q").end();
    }
}

#[test]
fn a_terminal_that_goes_away_ends_it() {
    let home = home();
    let mut screen = Screen::kanbao(&[&bulletin(home.path())], home.path());
    screen.shows("一号桥");
    let Screen {
        pty,
        mut child,
        output,
        ..
    } = screen;
    drop(pty);
    drop(output);
    // Its reader thread holds the other descriptor until the program's own end; the hang-up is told by a signal.
    assert!(
        std::process::Command::new("kill")
            .args(["-HUP", &child.id().to_string()])
            .status()
            .unwrap()
            .success()
    );
    // It may have seen that its terminal is gone before the signal comes.
    let status = child.wait().unwrap();
    let ended = status.code().is_some_and(|code| code != 101);
    assert!(status.signal() == Some(1) || ended, "{status}");
}

/// Runs in a terminal of its own, for the test below.
#[test]
fn inner_panic_while_the_terminal_is_taken() {
    if std::env::var_os("KANBAO_INNER_PANIC").is_some() {
        let mut terminal = kanbao::terminal::Terminal::open().unwrap();
        terminal.call("a title".to_owned());
        terminal
            .draw((40, 10), |buffer| {
                buffer.reset();
                kanbao::view::Caret::default()
            })
            .unwrap();
        panic!("a panic to be seen");
    }
}

#[test]
fn a_panic_gives_the_terminal_back_and_can_be_read() {
    let home = home();
    let this = std::env::current_exe().unwrap();
    let args = [
        "--exact",
        "pty::inner_panic_while_the_terminal_is_taken",
        "--nocapture",
    ];
    let mut screen = Screen::open(
        this.to_str().unwrap(),
        &args,
        (80, 24),
        home.path(),
        &[("KANBAO_INNER_PANIC", "1")],
    );
    assert!(!screen.end().success());
    screen.is_restored();
    let raw = screen.raw();
    assert!(
        raw.find("a panic to be seen") > raw.find("?1049l"),
        "{raw:?}"
    );
}

#[test]
fn ctrl_z_stops_the_job_and_fg_brings_it_back() {
    let home = home();
    let script =
        r#"set -m; "$KANBAO" "$FILE"; echo the-job-has-stopped; read line; fg; echo all-done"#;
    let file = bulletin(home.path());
    let mut screen = Screen::open(
        "sh",
        &["-c", script],
        (120, 40),
        home.path(),
        &[("FILE", &file)],
    );
    screen.shows("一号桥").answered("n").shows("周末也开放");
    screen.press("\x1a").until("the shell", |screen| {
        screen.raw().contains("the-job-has-stopped")
    });
    assert!(!screen.parser.screen().alternate_screen());
    let before = screen.frames();
    screen
        .press("\n")
        .until("a frame", |screen| screen.frames() > before)
        .shows("周末也开放");
    screen
        .press("q")
        .until("the shell", |screen| screen.raw().contains("all-done"));
    screen.end();
    screen.is_restored();
}

#[test]
fn ctrl_z_without_a_shell_does_not_freeze_it() {
    let home = home();
    let mut screen = Screen::kanbao(&[&bulletin(home.path())], home.path());
    screen
        .shows("一号桥")
        .answered("\x1a")
        .press("n")
        .shows("周末也开放")
        .press("q");
    assert_eq!(screen.end().code(), Some(0));
}

#[test]
fn stopped_and_continued_from_outside_it_draws_again() {
    let home = home();
    let mut screen = Screen::kanbao(&[&bulletin(home.path())], home.path());
    screen.shows("一号桥");
    let before = screen.frames();
    screen.signal("-CONT");
    screen
        .until("a frame", |screen| screen.frames() > before)
        .shows("步行十分钟")
        .press("q");
    assert_eq!(screen.end().code(), Some(0));
    screen.is_restored();
}

#[test]
fn a_bulletin_from_standard_input_takes_keys_from_the_terminal() {
    let home = home();
    let file = bulletin(home.path());
    let script = r#"cat "$FILE" | "$KANBAO" -"#;
    let mut screen = Screen::open(
        "sh",
        &["-c", script],
        (120, 40),
        home.path(),
        &[("FILE", &file)],
    );
    screen
        .shows("一号桥今日通车")
        .press("n")
        .shows("周末也开放")
        .press("q");
    assert_eq!(screen.end().code(), Some(0));
    screen.is_restored();
}

#[test]
fn what_is_piped_in_is_read_without_being_named() {
    let home = home();
    let file = bulletin(home.path());
    for script in [r#"cat "$FILE" | "$KANBAO""#, r#""$KANBAO" < "$FILE""#] {
        let mut screen = Screen::open(
            "sh",
            &["-c", script],
            (120, 40),
            home.path(),
            &[("FILE", &file)],
        );
        screen
            .shows("一号桥今日通车")
            .press("g")
            .press("n")
            .shows("周末也开放")
            .press("p")
            .press("q");
        assert_eq!(screen.end().code(), Some(0), "{script}");
        screen.is_restored();
    }
    // A command before it that failed leaves its words on the screen.
    let script = r#"{ echo failed >&2; } | "$KANBAO"; echo "status=$?""#;
    let mut screen = Screen::open("sh", &["-c", script], (120, 40), home.path(), &[]);
    screen
        .shows("failed")
        .shows("没有可读的内容")
        .shows("status=1")
        .end();
    assert!(!screen.raw().contains("?1049h"));
}

#[test]
#[cfg(target_os = "linux")]
fn no_terminal_for_keys_is_an_error_that_says_what_to_do() {
    let home = home();
    let file = bulletin(home.path());
    let script = r#"setsid -w "$KANBAO" "$FILE" < /dev/null; echo status=$?"#;
    let mut screen = Screen::open(
        "sh",
        &["-c", script],
        (80, 24),
        home.path(),
        &[("FILE", &file), ("LC_ALL", "C")],
    );
    screen.shows("status=2").shows("kanbao print");
    screen.end();
    assert!(!screen.raw().contains("?1049h"));
}

#[test]
fn a_mistake_is_told_in_lines_as_wide_as_the_terminal_and_keeps_its_words_whole() {
    for (locale, expected) in [
        (
            "zh_CN.UTF-8",
            "kanbao: 没有选项 --widht；最接近的是\n--width。用法见 kanbao print --help",
        ),
        (
            "C",
            "kanbao: there is no option --widht; the\nnearest is --width; see kanbao print\n--help",
        ),
    ] {
        let home = home();
        let args = ["print", "--widht", "3"];
        let mut screen = Screen::open(KANBAO, &args, (40, 24), home.path(), &[("LC_ALL", locale)]);
        assert_eq!(screen.end().code(), Some(2));
        assert_eq!(screen.text(), expected);
    }
}

#[test]
fn a_dumb_terminal_gets_the_printed_page() {
    for term in ["dumb", ""] {
        let home = home();
        let file = bulletin(home.path());
        let mut screen = Screen::open(KANBAO, &[&file], (60, 200), home.path(), &[("TERM", term)]);
        assert_eq!(screen.end().code(), Some(0));
        assert!(screen.text().contains("今年的春茶"));
        assert!(!screen.raw().contains('\x1b'), "{:?}", screen.raw());
    }
}

#[test]
fn any_window_down_to_nothing_is_survived() {
    let home = home();
    let file = bulletin(home.path());
    for size in [(0, 0), (1, 0), (0, 1), (1, 1), (2, 1), (1, 2), (5, 3)] {
        let mut screen = Screen::open(KANBAO, &[&file], size, home.path(), &[]);
        screen
            .until("a frame", |screen| screen.frames() > 0)
            .press("jnp?")
            .press("q")
            .press("q");
        assert_eq!(screen.end().code(), Some(0), "{size:?}");
    }
    let home = self::home();
    let mut screen = Screen::kanbao(&[&file], home.path());
    screen.shows("步行十分钟");
    for (columns, rows) in [(1, 1), (20, 5), (80, 24), (300, 90), (120, 40)] {
        screen.resize(columns, rows);
        let before = screen.frames();
        screen.until("a frame", |screen| screen.frames() > before);
    }
    screen.shows("步行十分钟").press("q");
    assert_eq!(screen.end().code(), Some(0));
}

#[test]
fn a_window_that_claims_to_be_larger_than_any_screen_is_survived() {
    let home = home();
    let script = format!(
        "ulimit -v 1500000; exec \"$KANBAO\" {}",
        bulletin(home.path())
    );
    let mut screen = Screen::open("sh", &["-c", &script], (120, 40), home.path(), &[]);
    screen.shows("步行十分钟");
    let before = screen.frames();
    let size = pty_process::Size::new(u16::MAX, u16::MAX);
    screen.pty.resize(size).unwrap();
    screen
        .until("a frame", |screen| screen.frames() > before)
        .press("j")
        .press("q");
    assert_eq!(screen.end().code(), Some(0));
}

#[test]
fn a_key_storm_does_not_lag_behind() {
    let home = home();
    let mut screen = Screen::kanbao(&[&bulletin(home.path())], home.path());
    screen.shows("一号桥");
    let before = screen.frames();
    // Far more than fits one read; the terminal driver holds 4 KB at a time.
    for _ in 0..10 {
        screen.press(&"jk".repeat(1000));
    }
    screen.press("n").shows("周末也开放");
    assert!(screen.frames() - before < 500, "a frame for each key");
    screen.press("q");
    assert_eq!(screen.end().code(), Some(0));
}

#[test]
fn pasted_text_is_no_keys() {
    let home = home();
    let mut screen = Screen::kanbao(&[&bulletin(home.path())], home.path());
    screen
        .shows("一号桥")
        .press("\x1b[200~qqq\x1b[201~n")
        .shows("周末也开放");
    screen
        .answered("/")
        .press("\x1b[200~春茶\x1b[201~\r")
        .shows("技术员到各村")
        .press("\x1bq");
    screen.press("q");
    screen.end();
}

/// A heading of the help.
const HELP: &str = "稿件与版面";

#[test]
fn esc_is_a_key_whatever_comes_behind_it() {
    let home = home();
    let mut screen = Screen::kanbao(&[&bulletin(home.path())], home.path());
    let closed = |screen: &Screen| !screen.text().contains(HELP);
    screen.shows("一号桥").press("?").shows(HELP);
    // Alone, and nothing else ever.
    screen.press("\x1b").until("it closes", closed);
    // At once with the next key, as tmux and screen pass it on.
    screen
        .press("?")
        .shows(HELP)
        .press("\x1bn")
        .until("it closes", closed);
    screen.shows("周末也开放");
    // At a prompt, too: what it means is what it means then.
    screen
        .press("/")
        .press("潮")
        .shows("潮")
        .press("\x1bn")
        .shows("技术员到各村");
    screen
        .press("?")
        .shows(HELP)
        .press("\x1b\x1b[1;1H")
        .until("it closes", closed);
    screen.press("q");
    assert_eq!(screen.end().code(), Some(0));
}

#[test]
fn chords_with_alt_that_mean_something_go_on_meaning_it() {
    let home = home();
    let mut screen = Screen::kanbao(&[&bulletin(home.path())], home.path());
    screen
        .shows("一号桥今日通车")
        .press("\x1b2")
        .shows("技术员到各村");
    // Back and forward again, as xterm and as rxvt send them.
    screen
        .press("\x1b[1;3D")
        .shows("步行十分钟")
        .press("\x1b[1;3C")
        .shows("技术员到各村");
    screen
        .press("\x1b\x1b[D")
        .shows("步行十分钟")
        .press("\x1b\x1b[C")
        .shows("技术员到各村");
    // Held with Alt by a sequence of its own, an unbound key is one that means nothing.
    screen
        .press("?")
        .shows(HELP)
        .press("\x1b[110;3u")
        .press("\x1b[1;3B");
    screen
        .press("\x1b[15~")
        .answered("j")
        .shows(HELP)
        .press("q")
        .press("q");
    assert_eq!(screen.end().code(), Some(0));
}

#[test]
fn nothing_is_drawn_when_nothing_changed() {
    let home = home();
    let mut screen = Screen::kanbao(&[&bulletin(home.path())], home.path());
    screen.shows("一号桥").answered("n").answered("p");
    // A key without a meaning, then one that answers: what came between is seen.
    let before = screen.frames();
    screen.press("\x1b[15~").press("\x1b[15~").answered("n");
    assert_eq!(screen.frames(), before + 1);
    screen.press("q").end();
}

#[test]
#[cfg(target_os = "linux")]
fn an_idle_reader_uses_no_processor_time() {
    let home = home();
    let mut screen = Screen::kanbao(&[&bulletin(home.path())], home.path());
    screen.shows("一号桥").answered("n");
    while screen.pump(Duration::from_millis(100)) {}
    // Each wait that ends, ends by a switch that the program asked for.
    let waits = |screen: &Screen| {
        let status =
            std::fs::read_to_string(format!("/proc/{}/status", screen.child.id())).unwrap();
        status
            .lines()
            .find(|line| line.starts_with("voluntary"))
            .unwrap()
            .to_owned()
    };
    let before = waits(&screen);
    assert!(!screen.pump(Duration::from_millis(300)));
    assert_eq!(waits(&screen), before);
    screen.press("q").end();
}

#[test]
fn the_place_and_the_marks_are_taken_up_again() {
    let home = home();
    let file = bulletin(home.path());
    let mut screen = Screen::kanbao(&[&file], home.path());
    screen
        .shows("一号桥")
        .press("nn")
        .shows("技术员到各村")
        .press("q")
        .end();
    // Moved and read from elsewhere, it is known by what it says.
    let moved = home.path().join("moved.txt");
    std::fs::rename(&file, &moved).unwrap();
    let mut screen = Screen::kanbao(&[moved.to_str().unwrap()], home.path());
    screen.shows("技术员到各村").press("q").end();
    // Changed, it is known by its path.
    std::fs::write(&moved, BULLETIN.replace("一号桥今日通车", "一号桥昨日通车")).unwrap();
    let mut screen = Screen::kanbao(&[moved.to_str().unwrap()], home.path());
    screen.shows("技术员到各村").press("q").end();
    // The sample names the file read last.
    let mut screen = Screen::kanbao(&[], home.path());
    screen.shows("moved.txt").press("q").end();
}

#[test]
fn an_unwritable_state_folder_is_one_warning() {
    let home = home();
    let file = bulletin(home.path());
    let state = home.path().join("state");
    std::fs::write(&state, "a file where a folder should be").unwrap();
    let mut screen = Screen::open(
        KANBAO,
        &[&file],
        (120, 40),
        home.path(),
        &[("XDG_STATE_HOME", state.to_str().unwrap())],
    );
    screen.shows("阅读进度未能保存").answered("n");
    assert!(!screen.text().contains("阅读进度未能保存"));
    screen.press("q");
    // Once more where it can be read, and nobody takes it for kept.
    assert_eq!(screen.end().code(), Some(2));
    let raw = screen.raw();
    let after = raw.rsplit("\x1b[?1049l").next().unwrap();
    assert!(after.contains("kanbao: 阅读进度未能保存"), "{after:?}");
}

#[test]
fn corrections_are_written_once_the_reader_lets_them_be() {
    let home = home();
    let file = bulletin(home.path());
    let kept = Path::new(&format!("{file}.kanbao.toml")).to_owned();
    let mut screen = Screen::kanbao(&[&file], home.path());
    screen
        .shows("一号桥")
        .press("o5GS")
        .shows("更正写入报纸旁的")
        .answered("\x1b");
    screen.shows("这次的更正不写入").press("qq");
    assert_eq!(screen.end().code(), Some(0));
    assert!(!kept.exists());
    let mut screen = Screen::kanbao(&[&file], home.path());
    screen
        .shows("一号桥")
        .press("o5GS")
        .shows("更正写入报纸旁的")
        .press("\r")
        .until("a file", |_| kept.exists());
    screen.press("qq");
    assert_eq!(screen.end().code(), Some(0));
    let text = std::fs::read_to_string(&kept).unwrap();
    assert!(text.contains("is = \"subhead\""), "{text}");
    // It is there now, and nobody is asked.
    let mut screen = Screen::kanbao(&[&file], home.path());
    screen
        .shows("一号桥")
        .press("o5GK")
        .shows("已更正：引题")
        .press("qq");
    assert_eq!(screen.end().code(), Some(0));
    let text = std::fs::read_to_string(&kept).unwrap();
    assert!(text.contains("is = \"kicker\""), "{text}");
}

#[test]
fn corrections_that_cannot_be_kept_are_told_on_leaving() {
    let home = home();
    let file = bulletin(home.path());
    let kept = Path::new(&format!("{file}.kanbao.toml")).to_owned();
    let own = "[[correction]]\ntext = '桥'\nis = 'poem'\n";
    std::fs::write(&kept, own).unwrap();
    let mut screen = Screen::kanbao(&[&file], home.path());
    screen
        .shows("更正未用，第 3 行")
        .press("o5GS")
        .until("a file that is told again", |screen| {
            screen.text().contains("小标题 · 已更正") && screen.text().contains("更正未用，第 3 行")
        });
    screen.press("qq");
    assert_eq!(screen.end().code(), Some(2));
    let raw = screen.raw();
    let after = raw.rsplit("\x1b[?1049l").next().unwrap();
    assert!(after.contains("kanbao.toml:3: 没有 poem"), "{after:?}");
    assert_eq!(std::fs::read_to_string(&kept).unwrap(), own);
}

#[test]
fn the_text_commands_no_terminal() {
    let home = home();
    let path = home.path().join("hostile.txt");
    let text =
        "# 标题\x1b]0;owned\x07\u{202e}\n\n正文\x1b[2J\x1b[31m红\u{9b}5n\0\x08\x7f\u{2066}完。\n";
    std::fs::write(&path, text).unwrap();
    let mut screen = Screen::kanbao(&[path.to_str().unwrap()], home.path());
    screen
        .shows("标题")
        .answered("o")
        .answered("o")
        .answered("?")
        .press("qq");
    screen.end();
    let raw = screen.raw();
    for bad in [
        "\x1b]0;",
        "\x07",
        "\u{202e}",
        "\u{2066}",
        "\u{9b}",
        "\0",
        "\x08",
        "\x7f",
        "\x1b[31m红",
    ] {
        assert!(!raw.contains(bad), "{bad:?} reaches the terminal");
    }
    // The first frame clears the screen once.
    assert_eq!(raw.matches("\x1b[2J").count(), 1, "{raw:?}");
}

#[test]
fn a_screen_of_chinese_costs_hardly_more_than_its_text() {
    let home = home();
    let mut screen = Screen::kanbao(&[], home.path());
    screen.until("a frame", |screen| screen.raw().contains("\x1b[?2026l"));
    let text: usize = screen
        .text()
        .lines()
        .map(|line| line.split_whitespace().map(str::len).sum::<usize>())
        .sum();
    let bytes = screen.raw.len();
    assert!(bytes * 2 < text * 3, "{bytes} bytes for {text} of text");
    screen.press("q").end();
}
