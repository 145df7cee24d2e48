//! What is opened: PDF, folders and archives of pages, several files; by the command line and its exit status.
#![allow(clippy::unwrap_used)]

use crate::pdf::{paper, zip};
use crate::pty::{Screen, home};
use std::fs;
use std::io::Write;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const FRONT: [&str; 4] = [
    "渡口装了新灯",
    "本报讯 昨晚七时，渡口的新路灯亮了。灯杆高八米六，",
    "照得见对岸的台阶。船工说，鱼都要睡不着了。路灯由县",
    "里出钱，电费由渡口付，每晚七时开，末班船过后关。",
];

const BACK: [&str; 4] = [
    "老桥今日重开",
    "本报讯 老桥的围挡今天早晨撤去了最后一块，行人可以",
    "走上桥面了。桥工说，栏杆上的漆还没有干，请大家走路",
    "的时候不要靠在上面。大桥全长一百八十六米四。",
];

/// Runs the program in a folder, in English, with something on standard input.
fn run(folder: &Path, line: &str, input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_kanbao"))
        .args(line.split_whitespace())
        .current_dir(folder)
        .env_clear()
        .env("HOME", folder.join("home"))
        .env("LC_ALL", "en_US.UTF-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that reads no input closes the pipe.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// What a command writes that succeeds.
fn done(folder: &Path, line: &str) -> String {
    let output = run(folder, line, b"");
    assert_eq!(output.status.code(), Some(0), "{line}: {}", err(&output));
    out(&output)
}

fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

/// The names of the issues that `check` reports on.
fn checked(folder: &Path, line: &str) -> Vec<String> {
    let report = out(&run(folder, &format!("check {line}"), b""));
    let facts = report
        .lines()
        .filter(|line| line.contains(" joined line cut"));
    facts
        .map(|line| line.split(": ").next().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn a_pdf_is_read_by_every_command_from_a_file_and_through_a_pipe() {
    let pdf = paper(&[&FRONT, &BACK]);
    let folder = folder(&[("paper.pdf", &pdf), ("no.name", &pdf)]);
    let at = folder.path();
    let page = done(at, "print --width 60 paper.pdf");
    assert!(
        page.contains("渡口装了新灯") && page.contains("老桥今日重开"),
        "{page}"
    );
    assert_eq!(page, done(at, "print --width 60 no.name"));
    let sent = run(at, "print --width 60", &pdf);
    assert_eq!(page, out(&sent), "{}", err(&sent));
    assert!(done(at, "export paper.pdf").contains("\"headline\": \"渡口装了新灯\""));
    assert_eq!(checked(at, "paper.pdf"), ["paper.pdf"]);
}

#[test]
fn the_source_is_the_text_whose_lines_check_counts() {
    let folder = folder(&[("paper.pdf", &paper(&[&FRONT, &BACK]))]);
    let at = folder.path();
    let source = done(at, "export --format source paper.pdf");
    let [front, back] = source.split('\u{c}').collect::<Vec<_>>()[..] else {
        panic!("{source:?}")
    };
    let lines = |text: &str| -> Vec<String> {
        let lines = text.lines().filter(|line| !line.trim().is_empty());
        lines.map(|line| line.trim().to_owned()).collect()
    };
    assert_eq!(lines(front), FRONT);
    assert_eq!(lines(back), BACK);
    let line = source
        .lines()
        .position(|line| line.contains(BACK[0]))
        .unwrap()
        + 1;
    let why = done(at, &format!("check --explain {line} paper.pdf"));
    assert!(why.contains(BACK[0]), "{why}");
    // Read again as a text it is the same issue.
    fs::write(at.join("paper.txt"), &source).unwrap();
    assert_eq!(done(at, "export paper.txt"), done(at, "export paper.pdf"));
}

#[test]
fn corrections_of_a_pdf_hold_and_lie_beside_it() {
    let folder = folder(&[("paper.pdf", &paper(&[&FRONT]))]);
    let at = folder.path();
    let source = done(at, "export --format source paper.pdf");
    let line = source.lines().position(|l| l.contains(FRONT[0])).unwrap() + 1;
    done(at, &format!("fix paper.pdf --line {line} --as furniture"));
    assert!(at.join("paper.pdf.kanbao.toml").is_file());
    assert!(!done(at, "export paper.pdf").contains("\"headline\": \"渡口"));
    assert!(done(at, "export --no-corrections paper.pdf").contains("\"headline\": \"渡口"));
}

#[test]
fn a_page_without_text_is_a_defect_that_names_it_and_what_to_do() {
    let folder = folder(&[
        ("paper.pdf", &paper(&[&FRONT, &[]])),
        ("scan.pdf", &paper(&[&[]])),
    ]);
    let at = folder.path();
    let output = run(at, "check paper.pdf", b"");
    assert_eq!(output.status.code(), Some(1));
    let told = ": scan: page 2 of paper.pdf shows pictures and no text; have it recognised first: ocrmypdf -l chi_sim paper.pdf out.pdf";
    assert!(out(&output).contains(told), "{}", out(&output));
    let told = "paper.pdf 第 2 页只有图，没有文字；请先识别：ocrmypdf -l chi_sim paper.pdf out.pdf";
    let chinese = out(&run(at, "-c language=zh check paper.pdf", b""));
    assert!(chinese.contains(told), "{chinese}");
    // Where there is nothing else, that is said whatever was asked.
    for line in ["print scan.pdf", "export scan.pdf", "scan.pdf"] {
        let output = run(at, line, b"");
        assert_eq!(output.status.code(), Some(1), "{line}");
        assert!(err(&output).contains("scan.pdf: nothing to read"), "{line}");
        assert!(
            err(&output).contains("ocrmypdf"),
            "{line}: {}",
            err(&output)
        );
    }
}

#[test]
fn a_pdf_that_does_not_open_says_why_and_what_to_do() {
    let folder = folder(&[("broken.pdf", b"%PDF-1.7\nnothing of it\n")]);
    let output = run(folder.path(), "broken.pdf", b"");
    assert_eq!(output.status.code(), Some(2));
    let told = "kanbao: broken.pdf is a PDF too damaged to be read; get it anew, or try: mutool clean broken.pdf out.pdf, or qpdf broken.pdf out.pdf\n";
    assert_eq!(err(&output), told);
}

#[test]
fn numbered_pages_are_one_issue_in_their_order() {
    let (front, back) = (paper(&[&FRONT]), paper(&[&BACK]));
    let folder = folder(&[
        ("A2.pdf", &front),
        ("A10.pdf", &back),
        ("B1.pdf", &back),
        ("other.pdf", &front),
        ("2025-10-17.txt", FRONT.join("\n").as_bytes()),
        ("2025-10-18.txt", BACK.join("\n").as_bytes()),
    ]);
    let at = folder.path();
    assert_eq!(checked(at, "B1.pdf A10.pdf A2.pdf"), ["A2.pdf…B1.pdf"]);
    let source = done(at, "export --format source A10.pdf A2.pdf");
    assert!(source.find(FRONT[0]) < source.find(BACK[0]), "{source}");
    assert_eq!(
        checked(at, "A10.pdf other.pdf A2.pdf"),
        ["A2.pdf…A10.pdf", "other.pdf"]
    );
    let days = "2025-10-17.txt 2025-10-18.txt";
    assert_eq!(checked(at, days), ["2025-10-17.txt", "2025-10-18.txt"]);
    // Who reads decides otherwise.
    assert_eq!(checked(at, "--each A2.pdf A10.pdf"), ["A2.pdf", "A10.pdf"]);
    assert_eq!(
        checked(at, &format!("{days} --one")),
        ["2025-10-17.txt…2025-10-18.txt"]
    );
    assert_eq!(
        run(at, "print --one --each A2.pdf", b"").status.code(),
        Some(2)
    );
}

#[test]
fn a_folder_of_pages_is_an_issue_and_so_is_an_archive() {
    let (front, back) = (paper(&[&FRONT]), paper(&[&BACK]));
    let pages: [(&str, &[u8]); 4] = [
        ("01.pdf", &front),
        ("02.pdf", &back),
        ("notes.txt", b"no page"),
        (".hidden.pdf", &front),
    ];
    let named = pages.map(|(name, bytes)| (format!("in/{name}"), bytes));
    let mut files: Vec<(&str, &[u8])> = named.iter().map(|(n, b)| (n.as_str(), *b)).collect();
    let packed = zip(&[&pages[..], &[("__MACOSX/._01.pdf", &front)]].concat());
    let apart = zip(&[("noon.pdf", &front), ("night.pdf", &back)]);
    let nested = zip(&[("pages.zip", &packed)]);
    files.extend([
        ("pages.zip", packed.as_slice()),
        ("apart.zip", &apart),
        ("nested.zip", &nested),
        ("texts/1.txt", FRONT[0].as_bytes()),
        ("texts/2.txt", BACK[0].as_bytes()),
        ("texts/kanbao-rules.toml", b""),
    ]);
    let folder = folder(&files);
    let at = folder.path();
    let source = done(at, "export --format source in");
    assert_eq!(source.matches('\u{c}').count(), 1, "{source}");
    assert_eq!(source, done(at, "export --format source pages.zip"));
    assert_eq!(source, out(&run(at, "export --format source -", &packed)));
    assert_eq!(
        checked(at, "in/ pages.zip texts"),
        ["in", "pages.zip", "texts"]
    );
    assert_eq!(
        checked(at, "apart.zip"),
        ["apart.zip/night.pdf", "apart.zip/noon.pdf"]
    );
    assert_eq!(checked(at, "--one apart.zip"), ["apart.zip"]);
    let empty = run(at, "nested.zip", b"");
    assert_eq!(empty.status.code(), Some(2));
    assert!(err(&empty).contains("nested.zip holds no PDF and no text"));
    // Corrections lie beside the folder and the archive.
    for name in ["in", "pages.zip"] {
        let line = source.lines().position(|l| l.contains(FRONT[0])).unwrap() + 1;
        done(at, &format!("fix {name} --line {line} --as furniture"));
        assert!(at.join(format!("{name}.kanbao.toml")).is_file());
    }
}

#[test]
fn an_archive_that_lies_or_is_cut_is_told_and_nothing_more() {
    let text = "渡口的灯亮了。".repeat(1000);
    let packed = zip(&[("01.txt", text.as_bytes()), ("02.txt", b"two")]);
    let said = u32::try_from(text.len()).unwrap().to_le_bytes();
    let mut lies = packed.clone();
    for at in 0..packed.len() - 4 {
        if packed[at..at + 4] == said {
            lies[at..at + 4].copy_from_slice(&[0xFF, 0xFF, 0xFF, 0x02]);
        }
    }
    let folder = folder(&[
        ("lies.zip", &lies),
        ("cut.zip", &packed[..packed.len() / 2]),
    ]);
    for name in ["lies.zip", "cut.zip"] {
        let output = run(folder.path(), &format!("check {name}"), b"");
        assert_ne!(output.status.code(), Some(0), "{name}");
        let told = out(&output) + &err(&output);
        assert!(told.contains("is a damaged archive"), "{name}: {told}");
    }
}

#[test]
fn an_archive_unpacks_to_a_bound_that_follows_its_size() {
    let mut packed = zip(&[
        ("01.txt", BACK.join("\n").as_bytes()),
        ("02.txt", FRONT.join("\n").as_bytes()),
    ]);
    // The size that both entries of the first say it has when it is unpacked: one byte more than a small one may have.
    let list = packed
        .windows(4)
        .position(|four| four == b"PK\x01\x02")
        .unwrap();
    for at in [22, list + 24] {
        packed[at..at + 4].copy_from_slice(&0x0400_0001_u32.to_le_bytes());
    }
    let folder = folder(&[("large.zip", &packed)]);
    let at = folder.path();
    let told = "large.zip/01.txt would grow beyond all bounds and was not unpacked; if you trust it, unpack it with unzip first\n";
    let output = run(at, "check large.zip", b"");
    assert_eq!(output.status.code(), Some(1));
    let defect = format!("large.zip:1: page: {told}");
    assert!(out(&output).contains(&defect), "{}", out(&output));
    // The others are read.
    assert!(done(at, "print large.zip").contains(FRONT[0]));
    let output = run(at, "check --each large.zip", b"");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(err(&output), format!("kanbao: {told}"));
}

#[test]
fn names_in_an_archive_are_told_below_it() {
    let pdf = paper(&[&FRONT]);
    let folder = folder(&[
        ("dot.zip", &zip(&[("./01.pdf", &pdf), ("./02.pdf", &pdf)])),
        (
            "up.zip",
            &zip(&[("../x/noon.pdf", &pdf), ("/etc/night.pdf", &pdf)]),
        ),
    ]);
    let at = folder.path();
    assert_eq!(checked(at, "dot.zip"), ["dot.zip"]);
    assert_eq!(
        checked(at, "up.zip"),
        ["up.zip/etc/night.pdf", "up.zip/x/noon.pdf"]
    );
}

#[test]
fn several_issues_are_done_one_after_another() {
    let folder = folder(&[
        ("noon.pdf", &paper(&[&FRONT])),
        ("night.txt", BACK.join("\n").as_bytes()),
        ("empty.txt", b""),
    ]);
    let at = folder.path();
    let json = done(at, "export noon.pdf night.txt");
    let headlines: Vec<serde_json::Value> = json
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .map(|issue| issue["sections"][0]["articles"][0]["headline"].clone())
        .collect();
    assert_eq!(headlines, [FRONT[0], BACK[0]]);
    let page = done(at, "print noon.pdf night.txt");
    assert!(page.find(FRONT[0]) < page.find(BACK[0]), "{page}");
    let text = done(at, "export --format text noon.pdf night.txt");
    assert_eq!(text.matches("\u{c}\n").count(), 1);
    // The worst of what came of each.
    assert_eq!(
        run(at, "print noon.pdf empty.txt", b"").status.code(),
        Some(1)
    );
    let missing = run(at, "print missing.pdf night.txt empty.txt", b"");
    assert_eq!(missing.status.code(), Some(2));
    assert!(err(&missing).contains("cannot open missing.pdf"));
    assert!(out(&missing).contains(BACK[0]));
    for line in [
        "fix",
        "check --explain 1",
        "print --article 1",
        "print --format html",
    ] {
        let output = run(at, &format!("{line} noon.pdf night.txt"), b"");
        assert_eq!(output.status.code(), Some(2), "{line}");
        assert!(
            err(&output).contains("takes one issue, and these are 2"),
            "{line}"
        );
    }
}

#[test]
fn a_password_opens_a_pdf_and_none_or_a_wrong_one_is_said_to_be_so() {
    let locked: &[u8] = include_bytes!("../pdf/password.pdf");
    let folder = folder(&[
        ("locked.pdf", locked),
        ("open.pdf", include_bytes!("../pdf/rc4-40.pdf")),
    ]);
    let at = folder.path();
    let text = done(at, "export --format source --password bridge locked.pdf");
    assert!(text.contains("The bridge is open."), "{text}");
    // Who opens with an empty one needs none, and takes another.
    assert_eq!(text, done(at, "export --format source open.pdf"));
    assert_eq!(
        text,
        done(at, "--password nothing export --format source open.pdf")
    );
    for (line, told) in [
        (
            "check locked.pdf",
            "locked.pdf has a password; give it with --password TEXT",
        ),
        (
            "check --password rope locked.pdf",
            "the password is not that of locked.pdf; give the right one with --password",
        ),
        (
            "-c language=zh check --password rope locked.pdf",
            "locked.pdf 的密码不对；请用 --password 给出正确的密码",
        ),
    ] {
        let output = run(at, line, b"");
        assert_eq!(output.status.code(), Some(2), "{line}");
        assert_eq!(err(&output), format!("kanbao: {told}\n"), "{line}");
    }
}

#[test]
fn at_a_terminal_a_password_is_asked_for_and_not_shown() {
    let folder = folder(&[("locked.pdf", include_bytes!("../pdf/password.pdf"))]);
    let path = folder.path().join("locked.pdf").display().to_string();
    let home = home();
    let args = ["-c", "language=en", "check", &path];
    let mut screen = Screen::kanbao(&args, home.path());
    screen.shows("password of ").press("rope\r");
    // A character is taken back by a key.
    screen.shows("wrong; password of ").press("bridgex\u{7f}\r");
    screen.shows("article");
    assert_eq!(screen.end().code(), Some(0), "{}", screen.raw());
    for typed in ["rope", "bridge"] {
        assert!(!screen.raw().contains(typed), "{}", screen.raw());
    }
    let mut screen = Screen::kanbao(&args, home.path());
    screen.shows("password of ").press("\u{4}");
    screen.shows("has a password");
    assert_eq!(screen.end().code(), Some(2), "{}", screen.raw());
    // Ctrl-C ends it as a signal would, of which a shell makes 130.
    let mut screen = Screen::kanbao(&args, home.path());
    screen.shows("password of ").press("\u{3}");
    assert_eq!(screen.end().signal(), Some(2), "{}", screen.raw());
    assert!(!screen.raw().contains("has a password"), "{}", screen.raw());
}

#[test]
fn a_page_that_is_named_pdf_and_is_none_is_a_defect_that_names_it() {
    let pdf = paper(&[&FRONT]);
    let pages: [(&str, &[u8]); 6] = [
        ("01.pdf", &pdf),
        ("02.pdf", b"<!DOCTYPE html><html>no such page</html>"),
        ("03.pdf", b""),
        ("04.pdf", b"\x89PNG\r\n\x1a\n0000"),
        ("05.pdf", b"Not found\n"),
        ("06.pdf", &pdf),
    ];
    let named = pages.map(|(name, bytes)| (format!("in/{name}"), bytes));
    let mut files: Vec<(&str, &[u8])> = named.iter().map(|(n, b)| (n.as_str(), *b)).collect();
    let packed = zip(&pages);
    files.extend([
        ("pages.zip", packed.as_slice()),
        ("apart/noon.pdf", &pdf),
        ("apart/night.pdf", b"Not found\n"),
        ("text.pdf", "渡口的灯亮了。\n".as_bytes()),
    ]);
    let folder = folder(&files);
    let at = folder.path();
    for name in ["in", "pages.zip"] {
        let report = out(&run(at, &format!("check {name}"), b""));
        for told in [
            "02.pdf is no PDF, but a web page (HTML); get it anew",
            "03.pdf is empty; get it anew",
            "04.pdf is no PDF, but a picture; get it anew",
            "05.pdf is no PDF, but a text; get it anew",
        ] {
            let told = format!(": page: {name}/{told}\n");
            assert!(report.contains(&told), "{told}{report}");
        }
        let chinese = out(&run(at, &format!("-c language=zh check {name}"), b""));
        let told = format!("{name}/02.pdf 不是 PDF，而是网页（HTML）；请重新下载");
        assert!(chinese.contains(&told), "{chinese}");
        let source = done(at, &format!("export --format source {name}"));
        assert!(!source.contains("Not found"), "{source}");
    }
    let one_by_one = out(&run(at, "check in/01.pdf in/03.pdf in/05.pdf", b""));
    for told in ["in/03.pdf is empty", "in/05.pdf is no PDF, but a text"] {
        assert!(one_by_one.contains(told), "{one_by_one}");
    }
    let apart = run(at, "check apart", b"");
    assert_eq!(apart.status.code(), Some(2));
    assert!(err(&apart).contains("apart/night.pdf is no PDF, but a text"));
    // Who names a text alone reads it.
    assert!(done(at, "print text.pdf").contains("渡口的灯亮了。"));
}

#[test]
fn a_cover_belongs_to_the_numbered_pages_beside_it() {
    let (front, back) = (paper(&[&FRONT]), paper(&[&BACK]));
    let with = |name| zip(&[("01.pdf", &back), ("02.pdf", &back), (name, &front)]);
    let folder = folder(&[
        ("in/01.pdf", &back),
        ("in/02.pdf", &back),
        ("in/封面.pdf", &front),
        ("cover.zip", &with("cover.pdf")),
        ("day.zip", &with("2025-10-17.pdf")),
        ("few.zip", &zip(&[("01.pdf", &back), ("cover.pdf", &front)])),
    ]);
    let at = folder.path();
    for name in ["in", "cover.zip"] {
        assert_eq!(checked(at, name), [name]);
        let source = done(at, &format!("export --format source {name}"));
        assert!(source.find(FRONT[0]) < source.find(BACK[0]), "{source}");
    }
    assert_eq!(checked(at, "day.zip").len(), 2);
    assert_eq!(checked(at, "few.zip").len(), 2);
}

#[test]
fn an_archive_comes_through_a_named_pipe_too() {
    let pdf = paper(&[&FRONT]);
    let folder = folder(&[]);
    let pipe = folder.path().join("pipe");
    assert!(
        Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    let packed = zip(&[("01.pdf", &pdf)]);
    let sent = |line: &str| {
        let (pipe, packed) = (pipe.clone(), packed.clone());
        let writer = std::thread::spawn(move || fs::write(pipe, packed));
        let said = done(folder.path(), line);
        writer.join().unwrap().unwrap();
        said
    };
    let page = sent("print pipe");
    assert!(page.contains(FRONT[0]), "{page}");
    // What is told of its lines is not kept beside a pipe.
    sent("fix pipe --line 1 --as furniture");
    assert!(!folder.path().join("pipe.kanbao.toml").exists());
    assert!(!sent("export pipe").contains("\"headline\": \"渡口"));
}

#[test]
fn what_helps_with_a_file_in_an_archive_takes_it_out_first() {
    let broken: &[u8] = b"%PDF-1.7\nnothing of it\n";
    let pdf = paper(&[&FRONT]);
    let pages = zip(&[
        ("01.pdf", &pdf),
        ("02.pdf", broken),
        ("03.pdf", &paper(&[&[]])),
    ]);
    let apart = zip(&[("noon.pdf", &pdf), ("night.pdf", &pdf)]);
    let folder = folder(&[("p'.zip", &pages), ("apart.zip", &apart)]);
    let at = folder.path();
    let report = out(&run(at, "check p'.zip", b""));
    for told in [
        r"p'.zip/02.pdf is a PDF too damaged to be read; get it anew, or take it out of the archive (unzip 'p'\''.zip') and try: mutool clean 02.pdf out.pdf, or qpdf 02.pdf out.pdf",
        r"page 1 of p'.zip/03.pdf shows pictures and no text; take it out of the archive (unzip 'p'\''.zip') and have it recognised: ocrmypdf -l chi_sim 03.pdf out.pdf",
    ] {
        assert!(report.contains(told), "{report}");
    }
    // Standard input has a name of its own.
    let report = out(&run(at, "check", &pages));
    let told = "(standard input)/02.pdf is a PDF too damaged to be read; get it anew, or take it out of the archive and try: mutool clean 02.pdf out.pdf";
    assert!(report.contains(told), "{report}");
    let alone = err(&run(at, "print", broken));
    assert!(alone.starts_with("kanbao: (standard input) is a PDF too damaged"));
    let fixed = err(&run(at, "fix apart.zip", b""));
    let told = "fix takes one issue, and these are 2; unpack them (unzip apart.zip) and name one, or read all as one with --one";
    assert!(fixed.contains(told), "{fixed}");
    let many: Vec<String> = (0..=4096).map(|n| format!("{n}.pdf")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b""[..])).collect();
    fs::write(at.join("many.zip"), zip(&many)).unwrap();
    let told = "many.zip holds more than 4096 files; unpack it with unzip, then name some of them";
    assert!(err(&run(at, "check many.zip", b"")).contains(told));
}

#[test]
fn the_source_is_written_though_no_story_is_in_it() {
    let folder = folder(&[("note.txt", b"Issue 1293\n"), ("empty.txt", b" \n")]);
    let at = folder.path();
    assert_eq!(run(at, "print note.txt", b"").status.code(), Some(1));
    let output = run(at, "export --format source note.txt", b"");
    assert_eq!(
        (output.status.code(), out(&output).as_str()),
        (Some(0), "Issue 1293\n")
    );
    assert_eq!(err(&output), "");
    let empty = run(at, "export --format source empty.txt", b"");
    assert_eq!(empty.status.code(), Some(1));
}

#[test]
fn the_reader_opens_what_can_be_read_and_names_what_cannot() {
    let folder = folder(&[
        ("noon.txt", FRONT.join("\n").as_bytes()),
        ("broken.pdf", b"%PDF-1.7\nnothing of it\n"),
    ]);
    let path = |name: &str| folder.path().join(name).display().to_string();
    let home = home();
    let args = [
        "-c",
        "language=en",
        &path("broken.pdf"),
        &path("no.pdf"),
        &path("noon.txt"),
    ];
    let mut screen = Screen::kanbao(&args, home.path());
    screen.shows(FRONT[0]).shows("cannot open").press("q");
    assert_eq!(screen.end().code(), Some(0), "{}", screen.raw());
    let args = ["-c", "language=en", &path("broken.pdf"), &path("no.pdf")];
    let mut screen = Screen::kanbao(&args, home.path());
    assert_eq!(screen.end().code(), Some(2), "{}", screen.raw());
    for told in ["cannot open", "is a PDF too damaged"] {
        assert!(screen.raw().contains(told), "{}", screen.raw());
    }
}
