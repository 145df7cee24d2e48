//! `kanbao wrap`: paragraphs in, set lines out, and nothing else.
#![allow(clippy::unwrap_used)]

use kanbao::typeset::cluster::{self, Ambiguous};
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Cells of a line where ambiguous characters are narrow.
fn text_width(line: &str) -> usize {
    cluster::text_width(line, Ambiguous::Narrow)
}

/// The program, in English.
fn program(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kanbao"));
    command
        .arg("wrap")
        .args(args)
        .env_clear()
        .env("LC_ALL", "en_US.UTF-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn run(args: &[&str], input: &[u8]) -> Output {
    let mut child = program(args).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            // A program that reads no input closes the pipe.
            let _ = stdin.write_all(input);
        });
        child.wait_with_output().unwrap()
    })
}

/// What standard input comes out as.
fn wrapped(args: &[&str], input: &str) -> String {
    let output = run(args, input.as_bytes());
    assert_eq!(output.status.code(), Some(0), "{args:?}");
    assert_eq!(output.stderr, b"");
    String::from_utf8(output.stdout).unwrap()
}

/// Settings under which no character is added or changed.
const PLAIN: [&str; 8] = [
    "-c",
    "typeset.fullwidth=false",
    "-c",
    "typeset.autospace=off",
    "-c",
    "typeset.justify=false",
    "-c",
    "typeset.indent=0",
];

fn plain(width: u16, input: &str) -> String {
    let width = width.to_string();
    let args: Vec<&str> = PLAIN.into_iter().chain(["--width", &width]).collect();
    wrapped(&args, input)
}

#[test]
fn paragraphs_are_set_and_blank_lines_between_them_stay() {
    let text =
        "云溪镇的茶农们迎来了今年的第2批采购商。\n\n\nThe tea growers of\nYunxi welcomed them.\n";
    insta::assert_snapshot!(wrapped(&["--width", "22"], text), @"
      云溪镇的茶农们迎来
    了今年的第2批采购商。


      The tea growers of
    Yunxi welcomed them.
    ");
}

#[test]
fn the_page_holds_the_gutter_and_without_one_the_line_is_as_long_as_the_page() {
    let text = "云溪镇的茶农们迎来了，今年的采购商走进了茶园里头。";
    insta::assert_snapshot!(plain(22, text), @"
    云溪镇的茶农们迎来了，
    今年的采购商走进了茶
    园里头。
    ");
    let none = ["-c", "typeset.hang=false", "-c", "typeset.squeeze=false"];
    let args: Vec<&str> = PLAIN
        .into_iter()
        .chain(none)
        .chain(["--width", "22"])
        .collect();
    insta::assert_snapshot!(wrapped(&args, text), @"
    云溪镇的茶农们迎来了，
    今年的采购商走进了茶园
    里头。
    ");
    assert!(wrapped(&args, &"茶".repeat(40)).starts_with(&format!("{}\n", "茶".repeat(11))));
}

#[test]
fn the_lines_of_a_paragraph_are_joined_by_their_script() {
    assert_eq!(plain(60, "云溪镇的\n茶农\n"), "云溪镇的茶农\n");
    assert_eq!(
        plain(60, "Tea is\n  good,\r\nthey say.\n"),
        "Tea is good, they say.\n"
    );
    assert_eq!(plain(60, "他说：\n“好”\n的。"), "他说：“好”的。\n");
    assert_eq!(plain(60, "a well-\nknown tea"), "a well-known tea\n");
    assert_eq!(plain(60, "대한민국의\n신문"), "대한민국의 신문\n");
    assert_eq!(plain(60, "in 1990\n2000 kg"), "in 1990 2000 kg\n");
}

#[test]
fn whether_han_and_latin_are_parted_at_a_line_end_is_told_by_the_paragraph() {
    assert_eq!(plain(60, "用 Rust 写，比\nC 好"), "用 Rust 写，比 C 好\n");
    assert_eq!(plain(60, "用Rust写，比\nC好"), "用Rust写，比C好\n");
}

#[test]
fn each_line_can_be_a_paragraph() {
    let text = "云溪镇的茶农\n迎来了采购商\n";
    assert_eq!(
        wrapped(&["--lines", "--width", "30"], text),
        "    云溪镇的茶农\n    迎来了采购商\n"
    );
    assert_eq!(
        wrapped(
            &["--lines", "-c", "typeset.paragraph_gap=1", "--width", "30"],
            text
        ),
        "    云溪镇的茶农\n\n    迎来了采购商\n"
    );
}

#[test]
fn a_paragraphs_own_indent_is_never_doubled_and_stays_where_none_is_set() {
    let text = "　　云溪镇的茶农";
    assert_eq!(wrapped(&["--width", "30"], text), "    云溪镇的茶农\n");
    assert_eq!(plain(30, text), "　　云溪镇的茶农\n");
}

#[test]
fn every_setting_of_the_typesetter_works() {
    let text = "在A区,好茶!云溪镇的茶农们迎来了，今年的采购商走进了茶园里头。";
    let orphan = "云溪镇的茶农们迎来采购商了。";
    let english =
        "The growers of the town welcomed a representative of the organisation in the morning.";
    for (setting, text) in [
        ("typeset.indent=0", text),
        ("typeset.justify=true", text),
        ("typeset.hang=false", text),
        (
            "typeset.squeeze=false",
            "说起云溪镇的“茶园茶农（们）”来“好”。",
        ),
        ("typeset.autospace=always", text),
        ("typeset.autospace=off", text),
        ("typeset.fullwidth=false", text),
        ("typeset.orphans=false", orphan),
        ("typeset.hyphenate=true", english),
        ("typeset.leading=1", text),
        ("typeset.measure=12", text),
        ("typeset.pinyin=all", text),
    ] {
        let set = |settings: &[&str]| {
            (16..40)
                .step_by(3)
                .map(|width| {
                    let width = width.to_string();
                    let mut args = vec!["--width", &width];
                    args.extend(settings.iter().flat_map(|s| ["-c", s]));
                    wrapped(&args, text)
                })
                .collect::<Vec<_>>()
        };
        assert_ne!(set(&[]), set(&[setting]), "{setting}");
    }
    let refused = run(&["-c", "typeset.hang=maybe"], b"");
    assert_eq!(refused.status.code(), Some(2));
    assert_eq!(
        String::from_utf8_lossy(&refused.stderr),
        "kanbao: typeset.hang does not take maybe, but true or false\n"
    );
}

#[test]
fn the_longest_line_is_the_pages_unless_a_measure_is_set() {
    let text = "茶".repeat(100);
    let widest = |args: &[&str]| wrapped(args, &text).lines().map(text_width).max();
    assert_eq!(widest(&["--width", "120"]), Some(118));
    assert_eq!(
        widest(&["--width", "120", "-c", "typeset.measure=60"]),
        Some(60)
    );
    assert_eq!(widest(&[]), Some(78));
}

#[test]
fn no_character_is_lost_or_changed() {
    let text = "a\u{AD}b\u{200B}c 目\u{2060}录\u{A0}“好”\u{FEFF},，见https://a.cn/b?c=d e\u{301}👨‍👩‍👧 \u{202E}x\u{1}y 本·朱——……(1)";
    let bare = |t: &str| {
        t.chars()
            .filter(|c| !matches!(c, ' ' | '\n'))
            .collect::<String>()
    };
    for width in 1..60 {
        // But for a control character, which is no text.
        let all = bare(text).replace('\u{1}', "\u{FFFD}");
        assert_eq!(bare(&plain(width, text)), all, "{width}");
    }
}

#[test]
fn what_was_set_can_be_set_again() {
    let text =
        "云溪镇的茶农们在2023年迎来了AIoT公司的采购商，well-known tea growers都来了，共计30万斤。";
    for width in 8..60 {
        let once = plain(width, text);
        assert_eq!(plain(width, &once), once, "{width}");
        assert_eq!(
            once.lines()
                .map(text_width)
                .max()
                .map(|w| w <= width.into()),
            Some(true)
        );
    }
}

#[test]
fn a_file_is_read_in_its_own_encoding() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    let text = "plain words\n\n云溪镇的茶农们迎来了采购商，他们走进茶园。\n";
    std::fs::write(&path, encoding_rs::GB18030.encode(text).0).unwrap();
    let path = path.to_str().unwrap();
    let expected = "plain words\n\n云溪镇的茶农们迎来了采购商，他们走进茶园。\n";
    let read = |args: &[&str]| {
        let args: Vec<&str> = PLAIN.iter().chain(args).copied().collect();
        wrapped(&args, "")
    };
    assert_eq!(read(&[path]), expected);
    assert_eq!(read(&["--encoding", "gbk", path]), expected);
    let marked = run(
        &PLAIN,
        &[
            b"\xFF\xFE".to_vec(),
            "茶\n".encode_utf16().flat_map(u16::to_le_bytes).collect(),
        ]
        .concat(),
    );
    assert_eq!(marked.stdout, "茶\n".as_bytes());
}

#[test]
fn a_paragraph_comes_out_as_soon_as_it_is_whole() {
    let mut child = program(&PLAIN).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    stdin.write_all("茶园。\n\n还没".as_bytes()).unwrap();
    let mut first = [0; 10];
    stdout.read_exact(&mut first).unwrap();
    assert_eq!(first, *"茶园。\n".as_bytes());
    stdin.write_all("完".as_bytes()).unwrap();
    drop(stdin);
    let mut rest = String::new();
    stdout.read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "\n还没完\n");
    assert!(child.wait().unwrap().success());
}

#[test]
fn errors_name_the_file_and_the_reason() {
    let said = |args: &[&str]| {
        let output = run(args, b"");
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(output.stdout, b"");
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(
        said(&["nowhere.txt"])
            .starts_with("kanbao: cannot open nowhere.txt: there is no such file")
    );
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    assert!(said(&[path]).contains("is a folder"));
    for width in ["0", "100000"] {
        assert!(said(&["--width", width]).contains("--width"));
    }
    assert!(said(&["-c", "typeset.measure=0"]).contains("4 to 400"));
}

#[test]
fn nobody_reading_on_is_no_error() {
    let mut child = program(&[]).spawn().unwrap();
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().unwrap();
    let line = "云溪镇的茶农们迎来了采购商。\n\n";
    while stdin.write_all(line.repeat(1000).as_bytes()).is_ok() {}
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr), (Some(0), Vec::new()));
}

#[test]
fn bad_input_is_set_all_the_same() {
    let stack = format!("字e{}字", "\u{301}".repeat(1000));
    let out = plain(10, &stack);
    assert_eq!(out.chars().filter(|c| *c == '\u{301}').count(), 1000);
    // Commands to a terminal are no text: what is piped on may come to one.
    let commands = "\u{1b}[31m红\u{0}\u{7f}字\u{9b}2J\r";
    assert_eq!(
        plain(12, commands).replace('\n', ""),
        "\u{FFFD}[31m红\u{FFFD}\u{FFFD}字\u{FFFD}2J"
    );
    for nothing in ["", "\n\n\n"] {
        assert_eq!(plain(10, nothing), nothing);
    }
    for narrow in 1..4 {
        assert_eq!(plain(narrow, "茶，园").replace('\n', ""), "茶，园");
    }
    let output = run(
        &PLAIN,
        &["茶园".as_bytes(), b"\xFF", "茶农\n".as_bytes()].concat(),
    );
    assert_eq!(output.stdout, "茶园\u{FFFD}茶农\n".as_bytes());
}

#[test]
fn a_paragraph_of_megabytes_is_set_line_by_line() {
    let text = "云溪镇的茶农们迎来了2023年的采购商，".repeat(20_000);
    let out = plain(80, &text);
    assert_eq!(out.replace('\n', ""), text);
    assert!(out.lines().all(|l| text_width(l) <= 80));
    let short = out.lines().filter(|l| text_width(l) < 72).count();
    assert!(short <= 1, "{short} short lines");
}

#[test]
fn a_terminal_is_not_steered_by_the_text() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.txt"), "茶\u{1b}]0;x\u{7}园\u{202E}").unwrap();
    let shown = on_terminal(folder.path());
    assert!(shown.contains("茶]0;x园"), "{shown:?}");
}

/// What the program writes to a terminal.
fn on_terminal(folder: &Path) -> String {
    let (mut pty, pts) = pty_process::blocking::open().unwrap();
    let mut child = pty_process::blocking::Command::new(env!("CARGO_BIN_EXE_kanbao"))
        .args(["wrap", "a.txt", "-c", "typeset.indent=0"])
        .current_dir(folder)
        .spawn(pts)
        .unwrap();
    let mut bytes = Vec::new();
    let mut block = [0; 256];
    // The end of a terminal is an error on Linux.
    while let Ok(read) = pty.read(&mut block) {
        bytes.extend(block.get(..read).unwrap_or(&[]));
        if read == 0 {
            break;
        }
    }
    assert!(child.wait().unwrap().success());
    String::from_utf8(bytes).unwrap()
}

#[test]
fn the_script_changes_only_where_it_is_set() {
    let input = "干净的头发，皇后以后。\n";
    assert_eq!(wrapped(&PLAIN, input), input);
    let set = [&PLAIN[..], &["-c", "typeset.script=traditional"]].concat();
    assert_eq!(wrapped(&set, input), "乾淨的頭髮，皇后以後。\n");
}

#[test]
fn a_soft_hyphen_is_kept_and_has_a_cell_where_a_line_ends_with_it() {
    let plain = [
        "typeset.indent=0",
        "typeset.justify=false",
        "typeset.autospace=off",
        "typeset.fullwidth=false",
    ];
    let mut args = vec!["--width", "6"];
    for setting in plain {
        args.extend(["-c", setting]);
    }
    let text = "com\u{AD}mit\u{AD}tee\n";
    let set = run(&args, text.as_bytes());
    let set = String::from_utf8(set.stdout).unwrap();
    // Seven cells with the hyphen are too many for commit-.
    assert_eq!(set, "com\u{AD}\nmit\u{AD}tee\n");
    let again = run(&["--width", "40", "-c", "typeset.indent=0"], set.as_bytes());
    assert_eq!(String::from_utf8(again.stdout).unwrap(), text);
}

#[test]
fn code_between_ticks_is_left_as_it_is() {
    let text = "先用`打印,(横)Rust排版!`吧,再看结果。";
    assert_eq!(
        wrapped(
            &[
                "--width",
                "80",
                "-c",
                "typeset.indent=0",
                "-c",
                "typeset.autospace=always"
            ],
            text
        ),
        "先用`打印,(横)Rust排版!`吧，再看结果。\n"
    );
}
