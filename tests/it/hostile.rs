//! What bad input gets: each a sensible result or a clear error, never a crash.
#![allow(clippy::unwrap_used)]

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Runs the program on a file in every way that needs no terminal.
fn every_way(folder: &Path, file: &str) -> Vec<(String, Output)> {
    let ways: &[&[&str]] = &[
        &[],
        &["print"],
        &["print", "--width", "20", "--furniture"],
        &["export", "--format", "json"],
        &["export", "--format", "markdown"],
        &["export", "--format", "text"],
        &["check"],
    ];
    ways.iter()
        .map(|args| {
            let output = Command::new(env!("CARGO_BIN_EXE_kanbao"))
                .args(*args)
                .arg(file)
                .current_dir(folder)
                .env_clear()
                .env("LC_ALL", "en_US.UTF-8")
                .stdin(Stdio::null())
                .output()
                .unwrap();
            (format!("kanbao {} {file}", args.join(" ")), output)
        })
        .collect()
}

/// What standard error says, the same for every way.
fn refused(folder: &Path, file: &str) -> String {
    let mut said = String::new();
    for (way, output) in every_way(folder, file) {
        assert_eq!(output.status.code(), Some(2), "{way}");
        assert_eq!(output.stdout, b"", "{way}");
        said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(said.lines().count(), 1, "{way}: {said}");
    }
    said
}

/// That every way ends well, and writes nothing that could command a terminal.
fn read(folder: &Path, file: &str) {
    for (way, output) in every_way(folder, file) {
        let out = String::from_utf8(output.stdout).unwrap();
        assert!(
            output.status.code().is_some_and(|status| status < 2),
            "{way}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        let bad = |c: char| {
            c.is_control() && c != '\n' && c != '\t' || ('\u{202a}'..='\u{202e}').contains(&c)
        };
        assert!(
            !out.contains(bad),
            "{way} writes {:?}",
            out.chars().find(|c| bad(*c))
        );
    }
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn a_missing_file() {
    let said = refused(folder().path(), "nowhere.txt");
    insta::assert_snapshot!(said, @"kanbao: cannot open nowhere.txt: there is no such file; check the path. Subcommands are print, wrap, export, check, fix, rules, completions, man");
}

#[test]
fn a_folder() {
    let folder = folder();
    std::fs::create_dir(folder.path().join("papers")).unwrap();
    insta::assert_snapshot!(refused(folder.path(), "papers"), @"kanbao: papers holds no PDF and no text; name a file, or a folder, that holds a paper");
}

#[test]
fn a_file_that_may_not_be_read() {
    let folder = folder();
    let path = folder.path().join("secret.txt");
    std::fs::write(&path, "密").unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::read(&path).is_ok() {
        // root may read everything.
        return;
    }
    insta::assert_snapshot!(refused(folder.path(), "secret.txt"), @"kanbao: cannot open secret.txt: permission denied; see its permissions with ls -l");
}

#[test]
fn formats_that_are_no_text() {
    let folder = folder();
    let write = |name: &str, bytes: &[u8]| {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    };
    write("issue.pdf", b"%PDF-1.4\n");
    write("disguised.txt", b"%PDF-1.4\n");
    write("issue.docx", b"anything");
    write("issue.txt.gz", b"\x1f\x8b\x08\0");
    insta::assert_snapshot!(refused(folder.path(), "issue.pdf"), @"kanbao: issue.pdf is a PDF too damaged to be read; get it anew, or try: mutool clean issue.pdf out.pdf, or qpdf issue.pdf out.pdf");
    insta::assert_snapshot!(refused(folder.path(), "disguised.txt"), @"kanbao: disguised.txt is a PDF too damaged to be read; get it anew, or try: mutool clean disguised.txt out.pdf, or qpdf disguised.txt out.pdf");
    insta::assert_snapshot!(refused(folder.path(), "issue.docx"), @"kanbao: issue.docx is a Word document, not text; try: pandoc -t markdown --wrap=none issue.docx | kanbao -");
    insta::assert_snapshot!(refused(folder.path(), "issue.txt.gz"), @"kanbao: issue.txt.gz is compressed by gzip, not text; try: gzip -dc issue.txt.gz | kanbao -");
}

#[test]
fn a_binary() {
    let folder = folder();
    let noise: Vec<u8> = (0..20_000_u32)
        .map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()[1])
        .collect();
    std::fs::write(folder.path().join("noise"), &noise).unwrap();
    insta::assert_snapshot!(refused(folder.path(), "noise"), @"kanbao: noise is no text; if it is text in some encoding, name that with --encoding");
    let output = Command::new(env!("CARGO_BIN_EXE_kanbao"))
        .args(["check", "--encoding", "gbk"])
        .arg(folder.path().join("noise"))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
}

#[test]
#[cfg(target_os = "linux")]
fn what_has_no_end_or_looks_so_is_told_by_its_head() {
    let folder = folder();
    insta::assert_snapshot!(refused(folder.path(), "/dev/zero"), @"kanbao: /dev/zero is no text; if it is text in some encoding, name that with --encoding");
    insta::assert_snapshot!(refused(folder.path(), "/dev/urandom"), @"kanbao: /dev/urandom is no text; if it is text in some encoding, name that with --encoding");
    let sparse = std::fs::File::create(folder.path().join("sparse")).unwrap();
    sparse.set_len(1 << 40).unwrap();
    insta::assert_snapshot!(refused(folder.path(), "sparse"), @"kanbao: sparse is no text; if it is text in some encoding, name that with --encoding");
    let limited = |script: &str| {
        // Of the program's own memory; what is not read takes none.
        let output = Command::new("sh")
            .args(["-c", &format!("ulimit -v 600000; {script}")])
            .current_dir(folder.path())
            .env("KANBAO", env!("CARGO_BIN_EXE_kanbao"))
            .env("LC_ALL", "C")
            .output()
            .unwrap();
        (
            output.status.code(),
            String::from_utf8(output.stderr).unwrap(),
        )
    };
    let (status, said) = limited("\"$KANBAO\" check --encoding gbk sparse");
    assert_eq!(
        (status, &*said),
        (
            Some(2),
            "kanbao: sparse is larger than 1 GiB; split it into several files\n"
        )
    );
    for script in [
        "\"$KANBAO\" check - < /dev/zero",
        "\"$KANBAO\" wrap - < /dev/urandom",
    ] {
        let (status, said) = limited(script);
        assert_eq!(status, Some(2), "{script}");
        assert!(said.starts_with("kanbao: - is no text"), "{said}");
    }
}

#[test]
fn nothing_to_read() {
    let folder = folder();
    std::fs::write(folder.path().join("empty"), "").unwrap();
    std::fs::write(folder.path().join("blank"), "\n \t\r\n\u{3000}\n\n").unwrap();
    std::fs::write(folder.path().join("mark"), "\u{feff}").unwrap();
    for file in ["empty", "blank", "mark"] {
        for (way, output) in every_way(folder.path(), file) {
            assert_eq!(output.status.code(), Some(1), "{way}");
            assert_eq!(
                String::from_utf8(output.stderr).unwrap(),
                format!("kanbao: {file}: nothing to read\n"),
                "{way}"
            );
        }
    }
}

#[test]
fn odd_shapes() {
    let folder = folder();
    let write = |name: &str, text: &str| {
        std::fs::write(folder.path().join(name), text).unwrap();
    };
    write("headings", &"# 只有标题\n\n".repeat(50));
    write("no-heading", "没有标题的一段话。\n\n又是一段。\n");
    write("one-word", "报");
    write("quotes", &format!("{} 深处\n", ">".repeat(5000)));
    write(
        "zalgo",
        &format!(
            "# 标{}题\n\n正{}文。\n",
            "\u{301}".repeat(1000),
            "\u{489}".repeat(1000)
        ),
    );
    for file in ["headings", "no-heading", "one-word", "quotes", "zalgo"] {
        read(folder.path(), file);
    }
}

#[test]
fn commands_in_the_text() {
    let folder = folder();
    let text = "# 标题\x1b]0;owned\x07\n\n正文\x1b[2J红\u{9b}5n\0\u{202e}反\u{2066}完。\r第二行\x0b\x0c\x08\x7f\n\n- 项\x1b[1m目\n\n| 表\x1b | 格 |\n|---|---|\n| \u{202d}一 | 二 |\n";
    std::fs::write(folder.path().join("commands"), text).unwrap();
    read(folder.path(), "commands");
}

#[test]
fn many_articles() {
    // A hundred thousand in a release build, where it takes no time.
    let count = if cfg!(debug_assertions) {
        5_000
    } else {
        100_000
    };
    let folder = folder();
    let story = "# 第{n}号桥今日正式通车\n\n本报讯 青川第{n}号桥昨日上午正式通车，两岸居民步行十分钟即可往来。大桥全长三百二十米，桥面双向四车道，两侧设有人行道和观景台。\n\n";
    let mut text = String::new();
    for n in 0..count {
        text.push_str(&story.replace("{n}", &n.to_string()));
    }
    std::fs::write(folder.path().join("many"), text).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_kanbao"))
        .args(["check", "many"])
        .current_dir(folder.path())
        .env("LC_ALL", "C")
        .output()
        .unwrap();
    assert!(
        String::from_utf8(output.stdout)
            .unwrap()
            .starts_with(&format!("many: {count} articles"))
    );
}

#[test]
fn one_very_long_line() {
    let length = if cfg!(debug_assertions) {
        300_000
    } else {
        10_000_000
    };
    let folder = folder();
    std::fs::write(folder.path().join("long"), "江水东流，".repeat(length / 15)).unwrap();
    for args in [["print", "long"], ["check", "long"]] {
        let output = Command::new(env!("CARGO_BIN_EXE_kanbao"))
            .args(args)
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        assert!(!output.stdout.is_empty());
    }
}

#[test]
#[cfg(target_os = "linux")]
fn standard_output_that_is_full_or_closed() {
    let folder = folder();
    std::fs::write(folder.path().join("a.txt"), "# 题\n\n文。\n").unwrap();
    let run = |script: &str| {
        let script = format!("\"$KANBAO\" print a.txt {script}");
        Command::new("sh")
            .args(["-c", &script])
            .current_dir(folder.path())
            .env("KANBAO", env!("CARGO_BIN_EXE_kanbao"))
            .env("LC_ALL", "C")
            .output()
            .unwrap()
    };
    let full = run("> /dev/full");
    assert_eq!(full.status.code(), Some(2));
    assert_eq!(
        String::from_utf8(full.stderr).unwrap(),
        "kanbao: cannot write to standard output: the disk is full\n"
    );
    // The standard library opens /dev/null in its place.
    assert_eq!(run(">&-").status.code(), Some(0));
}
