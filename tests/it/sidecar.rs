//! Corrections as files: kept beside the file or in the state folder, written by hand, with mistakes, and by `fix`.
#![allow(clippy::unwrap_used)]

use kanbao::correction::{Correction, Edge, Role};
use kanbao::store::{LONG_PATIENCE, Sidecar, SidecarError, Store};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const PAPER: &str = "# 青川大桥昨日通车\n\n本报讯 青川大桥昨日上午正式通车，两岸居民步行十分钟即可往来。大桥全长三百二十米，桥面双向四车道。\n\n# 夜市开张\n\n本报讯 河堤夜市昨晚开市，一百二十个摊位排成两行，灯火通明。九点以后客人最多，摊主们忙到半夜。\n";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), PAPER).unwrap();
    folder
}

fn sidecar(folder: &Path) -> Sidecar {
    Sidecar::of_file(&folder.join("a.txt"), &Store::at(folder.join("state")))
}

fn told(text: &str, is: Role) -> Correction {
    Correction {
        text: text.into(),
        is: Some(is),
        ..Correction::default()
    }
}

#[test]
fn corrections_are_kept_beside_the_file_and_the_file_goes_with_the_last() {
    let folder = folder();
    let kept = sidecar(folder.path());
    assert_eq!(kept.read().unwrap(), []);
    let all = [
        told("夜市开张", Role::Subhead),
        Correction {
            line: Some(3),
            above: Some("上".into()),
            joins: Some(true),
            article: Some(Edge::Ends),
            section: Some("02 “要闻”".into()),
            ..told("本报讯 \"青川\"…\\往来。", Role::Text)
        },
    ];
    kept.keep(&all, &[], LONG_PATIENCE).unwrap();
    assert_eq!(kept.read().unwrap(), all);
    let path = folder.path().join("a.txt.kanbao.toml");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.starts_with("# What kanbao is told"), "{text}");
    assert!(
        text.contains("\n[[correction]]\ntext = \"夜市开张\"\nis = \"subhead\"\n"),
        "{text}"
    );
    kept.keep(&[], &all, LONG_PATIENCE).unwrap();
    assert!(!path.exists());
}

#[test]
fn what_people_wrote_stays_as_they_wrote_it() {
    let folder = folder();
    let path = folder.path().join("a.txt.kanbao.toml");
    let own = "# ours\n\n# it is no headline\n[[correction]]\nis   = 'subhead' # sure\ntext = '夜市开张'\n";
    fs::write(&path, own).unwrap();
    let kept = sidecar(folder.path());
    let before = kept.read().unwrap();
    // Meanwhile somebody adds one that we have not read.
    fs::write(
        &path,
        format!("{own}\n[[correction]]\ntext = '桥'\nis = 'text'\n"),
    )
    .unwrap();
    let mut ours = before.clone();
    ours.push(told("青川", Role::Deck));
    kept.keep(&ours, &before, LONG_PATIENCE).unwrap();
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.starts_with(own), "{text}");
    let names: Vec<String> = kept.read().unwrap().into_iter().map(|c| c.text).collect();
    assert_eq!(names, ["夜市开张", "桥", "青川"]);
}

#[test]
fn what_is_told_anew_of_a_line_stands_in_its_place_under_its_comment() {
    let folder = folder();
    let path = folder.path().join("a.txt.kanbao.toml");
    let own = "# ours\n\n# a fair\n[[correction]]\ntext = '夜市开张'\nis = 'subhead'\n\n[[correction]]\ntext = '桥'\nis = 'text'\n";
    fs::write(&path, own).unwrap();
    let kept = sidecar(folder.path());
    let before = kept.read().unwrap();
    let mut ours = before.clone();
    ours[0].is = Some(Role::Headline);
    kept.keep(&ours, &before, LONG_PATIENCE).unwrap();
    assert_eq!(kept.read().unwrap(), ours);
    let text = fs::read_to_string(&path).unwrap();
    assert!(
        text.starts_with("# ours\n\n# a fair\n[[correction]]\n"),
        "{text}"
    );
}

#[test]
fn where_the_folder_takes_no_files_the_state_folder_does() {
    let folder = folder();
    let papers = folder.path().join("papers");
    fs::create_dir(&papers).unwrap();
    fs::write(papers.join("a.txt"), PAPER).unwrap();
    let kept = Sidecar::of_file(
        &papers.join("a.txt"),
        &Store::at(folder.path().join("state")),
    );
    let all = [told("夜市开张", Role::Subhead)];
    // Even a reader whom no permission stops cannot write where a folder of that name stands.
    fs::create_dir_all(papers.join("a.txt.kanbao.toml/in")).unwrap();
    fs::set_permissions(&papers, fs::Permissions::from_mode(0o555)).unwrap();
    let there = || {
        fs::read_dir(folder.path().join("state/corrections"))
            .unwrap()
            .count()
    };
    let state = Sidecar::of_file(
        &papers.join("a.txt"),
        &Store::at(folder.path().join("state")),
    );
    let written = kept.keep(&all, &[], LONG_PATIENCE);
    fs::set_permissions(&papers, fs::Permissions::from_mode(0o755)).unwrap();
    written.unwrap();
    assert_eq!(there(), 1);
    assert_eq!(state.read().unwrap(), all);
}

#[test]
fn mistakes_are_named_with_their_line_and_left_alone() {
    let folder = folder();
    let path = folder.path().join("a.txt.kanbao.toml");
    let kept = sidecar(folder.path());
    for (text, line, what) in [
        ("[[correction]]\ntext = 'x'\nis = 'headlin'\n", 3, "headlin"),
        ("\n[[correction]]\ntext = 'x'\nfoo = 1\n", 4, "foo"),
        ("[[corrections]]\ntext = 'x'\n", 1, "corrections"),
        ("[[correction]]\ntext = 'x'\n", 1, "nothing is told"),
        (
            "[[correction]]\nis = 'text'\ntext = ' '\n",
            1,
            "text is missing or empty",
        ),
        ("[[correction]]\nis = 'text'\n", 1, "text is missing"),
        (
            "[[correction]]\ntext = 'x'\njoins = 3\n",
            3,
            "write a boolean",
        ),
        ("[[correction]]\ntext = 'x\n", 2, ""),
    ] {
        fs::write(&path, text).unwrap();
        let Err(SidecarError::Mistake(mistake)) = kept.read() else {
            panic!("{text} has no mistake");
        };
        assert_eq!(
            (mistake.line, mistake.what.to_string().contains(what)),
            (line, true),
            "{text}: {mistake}"
        );
        assert!(
            kept.keep(&[told("夜市开张", Role::Text)], &[], LONG_PATIENCE)
                .is_err()
        );
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
    }
    fs::write(&path, b"\xff\xfe").unwrap();
    assert!(matches!(kept.read(), Err(SidecarError::Mistake(m)) if m.line == 1));
}

fn run(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kanbao"))
        .args(args)
        .current_dir(folder)
        .env_clear()
        .env("HOME", folder)
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn said(output: &Output) -> (i32, String) {
    let text = [output.stdout.as_slice(), &output.stderr].concat();
    (
        output.status.code().unwrap(),
        String::from_utf8(text).unwrap(),
    )
}

#[test]
fn fix_adds_lists_and_removes_and_every_command_goes_by_it() {
    let folder = folder();
    let fix = |args: &[&str]| said(&run(folder.path(), &[&["fix", "a.txt"], args].concat()));
    assert_eq!(fix(&[]), (0, "a.txt: 0 corrections\n".into()));
    let one = "a.txt: 1 correction\n1. a.txt:5: subhead: “夜市开张”\n";
    assert_eq!(fix(&["--line", "5", "--as", "subhead"]), (0, one.into()));
    assert_eq!(fix(&[]), (0, one.into()));
    let export = |args: &[&str]| {
        said(&run(
            folder.path(),
            &[&["export", "--format", "markdown", "a.txt"], args].concat(),
        ))
        .1
    };
    assert!(export(&[]).contains("### 夜市开张"));
    assert!(
        export(&["--no-corrections"]).contains("## 夜市开张")
            && !export(&["--no-corrections"]).contains("### 夜市开张")
    );
    let (_, page) = said(&run(folder.path(), &["check", "a.txt"]));
    assert!(page.starts_with("a.txt: 1 article,"), "{page}");
    // More of the same line becomes one correction.
    let (_, two) = fix(&["--line", "5", "--begin", "--section", "02 City"]);
    assert!(
        two.contains("1. a.txt:5: subhead, begins an article, section “02 City” begins before it"),
        "{two}"
    );
    assert_eq!(
        fix(&["--remove", "1"]),
        (0, "a.txt: 0 corrections\n".into())
    );
    assert!(!folder.path().join("a.txt.kanbao.toml").exists());
    fix(&["--line", "1", "--join"]);
    assert_eq!(fix(&["--remove-all"]).0, 0);
}

#[test]
fn what_fix_cannot_do_is_told() {
    let folder = folder();
    let fix = |args: &[&str]| said(&run(folder.path(), &[&["fix", "a.txt"], args].concat()));
    for name in ["", "  ", "a\nb"] {
        let (status, words) = fix(&["--line", "1", "--section", name]);
        assert_eq!(status, 2);
        assert!(
            words.starts_with("kanbao: the section has no name"),
            "{words}"
        );
        assert!(!folder.path().join("a.txt.kanbao.toml").exists());
    }
    assert_eq!(
        fix(&["--line", "4", "--as", "text"]),
        (
            2,
            "kanbao: line 4 has no text to correct: the text has 7 lines\n".into()
        )
    );
    assert_eq!(
        fix(&["--remove", "3"]),
        (2, "kanbao: there is no correction 3: there are 0\n".into())
    );
    assert_eq!(fix(&["--line", "1"]).0, 2);
    assert_eq!(fix(&["--line", "1", "--as", "poem"]).0, 2);
    assert_eq!(
        said(&run(folder.path(), &["fix"])).0,
        2,
        "the sample's are not kept"
    );
}

#[test]
fn an_issue_opens_without_a_sidecar_that_has_a_mistake() {
    let folder = folder();
    let path = folder.path().join("a.txt.kanbao.toml");
    fs::write(&path, "[[correction]]\ntext = '夜市开张'\nis = 'poem'\n").unwrap();
    for args in [
        &["print", "a.txt"][..],
        &["export", "a.txt"],
        &["check", "a.txt"],
        &["a.txt"],
    ] {
        let output = run(folder.path(), args);
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(
            told.starts_with("kanbao: a.txt.kanbao.toml:3: "),
            "{args:?}: {told}"
        );
        assert!(told.contains("poem") && told.lines().count() == 1, "{told}");
        assert!(!output.stdout.is_empty());
        let status = i32::from(args.contains(&"check"));
        assert_eq!(output.status.code(), Some(status), "{args:?}");
    }
    assert_eq!(said(&run(folder.path(), &["fix", "a.txt"])).0, 2);
    fs::write(
        &path,
        "[[correction]]\ntext = '没有这样的一行'\nis = 'text'\n",
    )
    .unwrap();
    let (status, told) = said(&run(folder.path(), &["fix", "a.txt"]));
    assert_eq!(status, 1);
    assert!(
        told.contains("1 correction, not applied\n1. not applied: text: “没有这样的一行”"),
        "{told}"
    );
    let (status, told) = said(&run(folder.path(), &["check", "a.txt"]));
    assert!(
        status == 1 && told.contains("a.txt:1: correction: "),
        "{told}"
    );
}
