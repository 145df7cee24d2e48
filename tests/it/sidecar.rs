//! Corrections as files: kept beside the file or in the state folder, written by hand, with mistakes, and by `fix`.
#![allow(clippy::unwrap_used)]

use kanbao::correction::{Correction, Edge, Role};
use kanbao::store::{Fault, LONG_PATIENCE, Sidecar, SidecarError, Store};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

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

#[test]
fn a_file_in_another_form_is_added_to_and_taken_from() {
    let folder = folder();
    let path = folder.path().join("a.txt.kanbao.toml");
    let fix = |args: &[&str]| said(&run(folder.path(), &[&["fix", "a.txt"], args].concat()));
    for own in [
        "correction = [ { text = \"夜市开张\", is = \"subhead\" } ]\n",
        "\u{FEFF}[[correction]]\ntext = \"夜市开张\"\nis = \"subhead\"\n",
        "[[ correction ]]\r\ntext = \"夜市开张\"\r\nis = \"subhead\"\r\n",
        "[[\"correction\"]]\n\"text\" = '''\n夜市开张''' # ours\nis = 'subhead'",
    ] {
        fs::write(&path, own).unwrap();
        let (status, two) = fix(&["--line", "1", "--as", "kicker"]);
        assert_eq!(status, 0, "{own}: {two}");
        let both = "a.txt: 2 corrections\n1. a.txt:5: subhead";
        assert!(two.starts_with(both), "{own}: {two}");
        let (_, one) = fix(&["--remove", "1"]);
        let left = "a.txt: 1 correction\n1. a.txt:1: kicker";
        assert!(one.starts_with(left), "{own}: {one}");
    }
}

#[test]
fn a_later_version_s_keys_are_passed_over_and_stay() {
    let folder = folder();
    let path = folder.path().join("a.txt.kanbao.toml");
    let kept = sidecar(folder.path());
    let entry = "[[correction]]\ntext = '夜市开张'\nis = 'subhead'\nwhy = 'small'\n\n[[correction]]\ntext = '桥'\nis = 'poem'\n\n[meta]\nby = 'me'\n";
    fs::write(&path, entry).unwrap();
    assert!(matches!(kept.read(), Err(SidecarError::Mistake(m)) if m.line == 4));
    let later = format!("kanbao = 2\n\n{entry}");
    fs::write(&path, &later).unwrap();
    let before = kept.read().unwrap();
    assert_eq!(before[0], told("夜市开张", Role::Subhead));
    let mut ours = before.clone();
    ours[0].is = Some(Role::Deck);
    kept.keep(&ours, &before, LONG_PATIENCE).unwrap();
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        later.replace("'subhead'", "\"deck\"")
    );
}

#[test]
fn corrections_told_at_once_are_all_kept() {
    let folder = folder();
    let path = folder.path();
    std::thread::scope(|scope| {
        for writer in 0..8 {
            scope.spawn(move || {
                let kept = sidecar(path);
                let mut ours: Vec<Correction> = Vec::new();
                for n in 0..4 {
                    let before = ours.clone();
                    ours.push(told(&format!("行{writer}·{n}"), Role::Text));
                    kept.keep(&ours, &before, LONG_PATIENCE).unwrap();
                }
            });
        }
    });
    assert_eq!(sidecar(path).read().unwrap().len(), 32);
    let files = fs::read_dir(path).unwrap().map(|e| e.unwrap().file_name());
    let mut names: Vec<_> = files.collect();
    names.sort();
    assert_eq!(
        names,
        ["a.txt", "a.txt.kanbao.toml"],
        "nothing else lies there"
    );
}

#[test]
fn where_another_program_does_not_let_go_that_is_told() {
    let folder = folder();
    let lock = fs::File::open(folder.path()).unwrap();
    lock.lock().unwrap();
    let all = [told("夜市开张", Role::Text)];
    let kept = sidecar(folder.path());
    let refused = kept.keep(&all, &[], Duration::ZERO).unwrap_err();
    let SidecarError::File { path, cause } = &refused else {
        panic!("{refused:?}");
    };
    assert!(matches!(cause, Fault::Busy) && path.ends_with("a.txt.kanbao.toml"));
    drop(lock);
    kept.keep(&all, &[], Duration::ZERO).unwrap();
    assert_eq!(kept.read().unwrap(), all);
}

#[test]
fn what_a_killed_writer_left_is_cleared_away() {
    let folder = folder();
    fs::write(folder.path().join(".a.txt.kanbao.toml.new"), "half a").unwrap();
    let all = [told("夜市开张", Role::Text)];
    sidecar(folder.path())
        .keep(&all, &[], LONG_PATIENCE)
        .unwrap();
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn a_file_that_is_too_large_is_refused_and_left_alone() {
    let folder = folder();
    let path = folder.path().join("a.txt.kanbao.toml");
    fs::File::create(&path).unwrap().set_len(3 << 30).unwrap();
    let fix = ["fix", "a.txt", "--line", "5", "--as", "text"];
    let (status, words) = said(&run(folder.path(), &fix));
    assert_eq!(status, 2);
    assert_eq!(
        words,
        "kanbao: corrections cannot be read or kept: a.txt.kanbao.toml: larger than 8 MiB; shorten it or move it away\n"
    );
    assert_eq!(fs::metadata(&path).unwrap().len(), 3 << 30);
    // No more is written than can be read again.
    fs::remove_file(&path).unwrap();
    let long = told(&"长".repeat(3 << 20), Role::Text);
    let refused = sidecar(folder.path()).keep(&[long], &[], LONG_PATIENCE);
    let Err(SidecarError::File { cause, .. }) = refused else {
        panic!("{refused:?}");
    };
    assert!(matches!(cause, Fault::TooLarge(_)) && !path.exists());
}

#[test]
fn a_pipe_in_the_place_of_the_file_neither_blocks_nor_is_replaced() {
    let folder = folder();
    let path = folder.path().join("a.txt.kanbao.toml");
    let piped = Command::new("mkfifo").arg(&path).status().unwrap();
    assert!(piped.success());
    let all = [told("夜市开张", Role::Subhead)];
    let kept = sidecar(folder.path());
    kept.keep(&all, &[], LONG_PATIENCE).unwrap();
    assert_eq!(kept.read().unwrap(), all);
    assert!(!fs::metadata(&path).unwrap().is_file());
    let state = folder.path().join("state/corrections");
    let about = fs::metadata(&state).unwrap();
    assert_eq!(about.permissions().mode() & 0o777, 0o700);
    // As soon as the place is free all goes there.
    fs::remove_file(&path).unwrap();
    let both = [all[0].clone(), told("桥", Role::Text)];
    kept.keep(&both, &all, LONG_PATIENCE).unwrap();
    assert_eq!(kept.read().unwrap(), both);
    assert!(path.is_file() && fs::read_dir(&state).unwrap().count() == 0);
}

#[test]
fn a_link_to_the_file_stays_one() {
    let folder = folder();
    let path = folder.path().join("a.txt.kanbao.toml");
    let elsewhere = folder.path().join("kept.toml");
    fs::write(&elsewhere, "# ours\n").unwrap();
    std::os::unix::fs::symlink(&elsewhere, &path).unwrap();
    let all = [told("夜市开张", Role::Text)];
    sidecar(folder.path())
        .keep(&all, &[], LONG_PATIENCE)
        .unwrap();
    assert!(fs::symlink_metadata(&path).unwrap().is_symlink());
    let text = fs::read_to_string(&elsewhere).unwrap();
    assert!(text.starts_with("# ours\n\n[[correction]]\n"), "{text}");
}

#[test]
fn only_a_file_that_is_not_there_would_be_made() {
    let folder = folder();
    let kept = sidecar(folder.path());
    let path = folder.path().join("a.txt.kanbao.toml");
    assert_eq!(kept.would_make(), Some(path.as_path()));
    fs::write(&path, "").unwrap();
    assert_eq!(kept.would_make(), None);
    let nowhere = Sidecar::of_bytes(b"text", &Store::at(folder.path().join("state")));
    assert_eq!(nowhere.would_make(), None);
}

#[test]
fn what_does_not_hold_is_refused_by_fix() {
    let folder = folder();
    let path = folder.path().join("a.txt.kanbao.toml");
    let fix = |lang: &str, args: &[&str]| {
        let language = format!("language={lang}");
        let all = [&["fix", "a.txt", "-c", &language], args].concat();
        said(&run(folder.path(), &all))
    };
    let (status, words) = fix("en", &["--line", "1", "--join"]);
    assert_eq!(
        (status, words.as_str()),
        (
            2,
            "kanbao: line 1 was not corrected: no text stands before the line that it could go on with\n"
        )
    );
    let (_, words) = fix("zh", &["--line", "1", "--join"]);
    assert_eq!(words, "kanbao: 第 1 行没有更正：这一行前面没有可接的正文\n");
    assert!(!path.exists());
    assert_eq!(fix("en", &["--line", "3", "--join"]).0, 0);
    // Written by hand it is told, and changes nothing.
    let own = "[[correction]]\ntext = '青川大桥昨日通车'\njoins = true\n";
    fs::write(&path, own).unwrap();
    let (status, words) = fix("en", &[]);
    assert_eq!(status, 1);
    assert!(
        words.contains("1. not applied: goes on with the text before"),
        "{words}"
    );
}

#[test]
fn what_a_pipe_brings_is_known_by_its_content() {
    let folder = folder();
    let script =
        "\"$KANBAO\" fix <(cat a.txt) --line 5 --as subhead && \"$KANBAO\" fix <(cat a.txt)";
    let output = Command::new("bash")
        .args(["-c", script])
        .current_dir(folder.path())
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("KANBAO", env!("CARGO_BIN_EXE_kanbao"))
        .env("HOME", folder.path())
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .output();
    // Not every machine has bash.
    let Ok(output) = output else { return };
    let (status, words) = said(&output);
    assert_eq!(
        (status, words.matches("subhead").count()),
        (0, 2),
        "{words}"
    );
}
