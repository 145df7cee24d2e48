//! What is copied: to a program of the system where there is one, else to the terminal; and what is said of it.

use crate::pty::{KANBAO, Screen, bulletin, home};
use crate::terminals::programs;
use std::path::Path;

/// What the terminal is sent with text for its clipboard.
const OSC: &str = "\x1b]52;c;";

/// A program that takes what it is given into a file, and what it was called with into another.
const TAKES: &str = "echo \"$@\" > \"$HOME/called\"; exec cat > \"$HOME/taken\"";

fn open(args: &[&str], home: &Path, env: &[(&str, &str)]) -> Screen {
    let mut screen = Screen::open(KANBAO, args, (160, 30), home, env);
    screen
        .shows("一号桥今日通车")
        .answered("n")
        .shows("周末也开放");
    screen
}

fn read(home: &Path, file: &str) -> String {
    std::fs::read_to_string(home.join(file)).unwrap_or_default()
}

#[test]
fn what_the_terminal_is_sent_is_said_to_be_sent() {
    let home = home();
    let mut screen = open(&[&bulletin(home.path())], home.path(), &[]);
    screen.press("y").shows("全文已发往终端剪贴板");
    screen
        .press("Y")
        .shows("全文及出处已发往终端剪贴板")
        .press("q")
        .end();
    assert_eq!(screen.raw().matches(OSC).count(), 2);
    let home = self::home();
    let mut screen = open(
        &[&bulletin(home.path())],
        home.path(),
        &[("LC_ALL", "en_US.UTF-8")],
    );
    screen
        .press("y")
        .shows("the article was sent to the terminal's clipboard")
        .press("q")
        .end();
}

#[test]
fn a_program_of_what_is_around_takes_it() {
    for (env, name, called) in [
        (("DISPLAY", ":9"), "xclip", "-selection clipboard -in"),
        (("DISPLAY", ":9"), "xsel", "--clipboard --input"),
        (
            ("WAYLAND_DISPLAY", "wayland-9"),
            "wl-copy",
            "--type text/plain",
        ),
    ] {
        let home = home();
        let path = programs(home.path(), &[(name, TAKES)]);
        // No other of these is found, whatever the machine has.
        let path = format!(
            "{}:{}",
            path.split(':').next().unwrap_or(""),
            cat(home.path())
        );
        let mut screen = open(
            &[&bulletin(home.path())],
            home.path(),
            &[env, ("PATH", &path)],
        );
        screen.press("y").shows(&format!("全文已复制（{name}）"));
        assert!(read(home.path(), "taken").starts_with("本报讯 城东小学的新图书馆本周启用"));
        assert_eq!(read(home.path(), "called").trim(), called);
        screen
            .press("Y")
            .shows(&format!("全文及出处已复制（{name}）"))
            .press("q")
            .end();
        assert!(read(home.path(), "taken").contains("小学添了新图书馆"));
        assert!(!screen.raw().contains(OSC));
    }
}

/// A folder in which `cat` and `sleep` are, and nothing else.
fn cat(home: &Path) -> String {
    let folder = home.join("tools");
    std::fs::create_dir_all(&folder).expect("the folder is there");
    for tool in ["cat", "sleep"] {
        let there = ["/usr/bin", "/bin"].map(|f| Path::new(f).join(tool));
        let tool_path = there
            .iter()
            .find(|path| path.exists())
            .expect("the tool is there");
        let _ = std::os::unix::fs::symlink(tool_path, folder.join(tool));
    }
    folder.display().to_string()
}

#[test]
fn tmux_takes_it_into_its_buffer_by_its_older_words_too() {
    for script in [
        TAKES,
        "case \"$*\" in *-w*) exit 1;; esac; exec cat > \"$HOME/taken\"",
    ] {
        let home = home();
        let path = programs(home.path(), &[("tmux", script)]);
        let env = [
            ("TMUX", "/t,1,0"),
            ("PATH", &path),
            ("SSH_TTY", "/dev/pts/9"),
        ];
        let mut screen = open(&[&bulletin(home.path())], home.path(), &env);
        screen
            .press("y")
            .shows("全文已放进 tmux 的缓冲区")
            .press("q")
            .end();
        assert!(read(home.path(), "taken").starts_with("本报讯"));
        assert!(!screen.raw().contains(OSC));
    }
}

#[test]
fn windows_is_given_what_it_reads() {
    let home = home();
    let path = programs(home.path(), &[("clip.exe", TAKES)]);
    let env = [("WSL_DISTRO_NAME", "Debian"), ("PATH", &path)];
    let mut screen = open(&[&bulletin(home.path())], home.path(), &env);
    screen
        .press("y")
        .shows("全文已复制（clip.exe）")
        .press("q")
        .end();
    let taken = std::fs::read(home.path().join("taken")).expect("it was taken");
    let units = taken
        .chunks(2)
        .map(|two| u16::from_le_bytes([two[0], two[1]]));
    let text: String = char::decode_utf16(units)
        .map(|c| c.expect("UTF-16"))
        .collect();
    assert!(text.starts_with("本报讯 城东小学"), "{text}");
}

#[test]
fn a_program_that_fails_is_named_and_the_terminal_is_sent_it() {
    for (script, words) in [
        (
            "cat > /dev/null; exit 3",
            "xclip 失败（状态 3）；全文已发往终端剪贴板",
        ),
        ("exit 0", "xclip 没有读完；全文已发往终端剪贴板"),
    ] {
        let home = home();
        let path = programs(home.path(), &[("xclip", script), ("xsel", "exit 1")]);
        let file = long(home.path(), 70_000);
        let env = [("DISPLAY", ":9"), ("PATH", &path)];
        let mut screen = Screen::open(KANBAO, &[&file], (160, 30), home.path(), &env);
        screen
            .shows("长文")
            .press("y")
            .shows(words)
            .press("q")
            .end();
        assert!(screen.raw().contains(OSC));
    }
}

#[test]
fn a_program_that_hangs_is_not_waited_for() {
    let home = home();
    let path = programs(home.path(), &[("xclip", "sleep 600; :")]);
    let env = [("PATH", path.as_str())];
    let args = ["-c", "clipboard=xclip", &bulletin(home.path())];
    let mut screen = open(&args, home.path(), &env);
    // The reader goes on while it hangs.
    screen
        .press("y")
        .shows("正在复制")
        .press("n")
        .shows("技术员到各村");
    screen
        .shows("xclip 没有反应；全文已发往终端剪贴板")
        .press("q")
        .end();
    assert!(screen.raw().contains(OSC));
}

#[test]
fn a_program_that_stays_behind_holds_nothing_up() {
    let home = home();
    // As xclip does: what holds the selection goes on, with all that it inherited.
    let path = programs(
        home.path(),
        &[("xclip", "cat > \"$HOME/taken\"; sleep 20 &")],
    );
    let env = [("DISPLAY", ":9"), ("PATH", &path)];
    let mut screen = open(&[&bulletin(home.path())], home.path(), &env);
    screen.press("y").shows("全文已复制（xclip）").press("q");
    assert_eq!(screen.end().code(), Some(0));
}

#[test]
fn what_is_copied_last_is_there_after_leaving() {
    let home = home();
    let path = programs(
        home.path(),
        &[("xclip", "sleep .2; exec cat > \"$HOME/taken\"")],
    );
    let env = [("DISPLAY", ":9"), ("PATH", &path)];
    let mut screen = open(&[&bulletin(home.path())], home.path(), &env);
    screen.press("yq").end();
    assert!(read(home.path(), "taken").starts_with("本报讯 城东小学"));
}

#[test]
fn the_setting_decides_where_it_goes() {
    for (value, words, taken, sent) in [
        ("terminal", "全文已发往终端剪贴板", "", true),
        ("off", "没有复制：设置了 clipboard=off", "", false),
        ("mine --to  here", "全文已复制（mine）", "--to here", false),
        (
            "none-of-the-kind",
            "没有程序 none-of-the-kind；全文已发往终端剪贴板",
            "",
            true,
        ),
    ] {
        let home = home();
        let path = programs(home.path(), &[("xclip", TAKES), ("mine", TAKES)]);
        let env = [("DISPLAY", ":9"), ("PATH", path.as_str())];
        let set = format!("clipboard={value}");
        let file = bulletin(home.path());
        let mut screen = open(&["-c", &set, &file], home.path(), &env);
        screen.press("y").shows(words).press("q").end();
        assert_eq!(read(home.path(), "called").trim(), taken, "{value}");
        assert_eq!(screen.raw().contains(OSC), sent, "{value}");
    }
}

/// A bulletin of one article with so many bytes of text, by its path.
fn long(folder: &Path, bytes: usize) -> String {
    let sentence = "江水东流，两岸的人家都点起了灯。";
    let text = sentence.repeat(bytes / sentence.len());
    let path = folder.join("long.txt");
    std::fs::write(&path, format!("# 长文\n\n{text}\n")).expect("it is written");
    path.to_str().expect("UTF-8").to_owned()
}

#[test]
fn a_text_beyond_what_terminals_take_is_not_sent_and_the_way_out_named() {
    let home = home();
    for (bytes, sent) in [(74_000, true), (76_000, false), (3_000_000, false)] {
        let file = long(home.path(), bytes);
        let mut screen = Screen::open(KANBAO, &[&file], (160, 30), home.path(), &[]);
        screen.shows("长文").press("y");
        screen.shows(if sent {
            "全文已发往终端剪贴板"
        } else {
            "kanbao export"
        });
        screen.press("q").end();
        assert_eq!(screen.raw().contains(OSC), sent, "{bytes}");
    }
    // A program takes it whole.
    let path = programs(home.path(), &[("xclip", TAKES)]);
    let file = long(home.path(), 300_000);
    let env = [("DISPLAY", ":9"), ("PATH", path.as_str())];
    let mut screen = Screen::open(KANBAO, &[&file], (160, 30), home.path(), &env);
    screen
        .shows("长文")
        .press("y")
        .shows("全文已复制（xclip）")
        .press("q")
        .end();
    assert!(read(home.path(), "taken").len() > 299_000);
}
