//! The command line as a user meets it: what each command writes, and with which exit status it ends.
#![allow(clippy::unwrap_used)]

use kanbao::typeset::{Ambiguous, cluster::text_width};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const BULLETIN: &str = "# 一号桥今日通车\n\n本报讯 青川一号桥昨日上午正式通车，两岸居民步行十分钟即可往来。大桥全长三百二十米，桥面双向四车道，两侧设有人行道和观景台。工程于前年九月动工，由县交通局组织施工，历时十八个月完成。通车仪式上，两岸的老人代表一同走过了大桥。\n\n# 今年春茶提早上市\n\n本报讯 受暖冬影响，今年的春茶比往年早了一周上市。北山茶农说，第一批明前茶已经全部订完，价格与去年持平。县农业局提醒茶农注意倒春寒，及时覆盖保温，并将派出技术员到各村指导采摘和炒制，确保品质稳定。\n";

/// Runs the program in a folder, in English, with something on standard input.
fn run(folder: &Path, args: &[&str], input: &[u8]) -> Output {
    run_in(folder, args, input, &[("LC_ALL", "en_US.UTF-8")])
}

fn run_in(folder: &Path, args: &[&str], input: &[u8], env: &[(&str, &str)]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_kanbao"))
        .args(args)
        .current_dir(folder)
        .env_clear()
        .env("HOME", folder)
        .envs(env.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that reads no input closes the pipe.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.txt"), BULLETIN).unwrap();
    folder
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn bare_and_print_write_the_same_page() {
    let folder = folder();
    let bare = run(folder.path(), &["a.txt"], b"");
    assert_eq!(bare.status.code(), Some(0));
    assert!(out(&bare).contains("一号桥今日通车") && out(&bare).contains("暖冬"));
    assert_eq!(
        out(&bare),
        out(&run(folder.path(), &["print", "a.txt"], b""))
    );
    assert_eq!(
        out(&bare),
        out(&run(folder.path(), &["print", "-"], BULLETIN.as_bytes()))
    );
    assert_eq!(
        out(&bare),
        out(&run(
            folder.path(),
            &["-c", "typeset.indent=4", "a.txt"],
            b""
        ))
    );
    assert!(!out(&bare).contains('\x1b'));
}

#[test]
fn the_form_that_is_asked_for_is_printed_wherever_it_goes() {
    let folder = folder();
    let print = |form: &str| {
        out(&run(
            folder.path(),
            &["print", "--format", form, "a.txt"],
            b"",
        ))
    };
    let (ansi, text, html) = (print("ansi"), print("text"), print("html"));
    assert!(ansi.contains("\x1b["), "{ansi}");
    assert!(!text.contains('\x1b'));
    assert_eq!(text, out(&run(folder.path(), &["print", "a.txt"], b"")));
    assert!(html.starts_with("<!DOCTYPE html>\n"), "{html}");
    let plain = run(
        folder.path(),
        &["print", "--format", "ansi", "-c", "theme=plain", "a.txt"],
        b"",
    );
    assert!(
        !out(&plain).contains("\x1b[3"),
        "a colour in the theme without any"
    );
}

#[test]
fn one_article_can_be_printed() {
    let folder = folder();
    let second = run(
        folder.path(),
        &["print", "--article", "2", "--width", "40", "a.txt"],
        b"",
    );
    assert!(out(&second).contains("今年春茶提早上市") && !out(&second).contains("一号桥"));
    let third = run(folder.path(), &["print", "--article", "3", "a.txt"], b"");
    assert_eq!(third.status.code(), Some(2));
    assert_eq!(
        err(&third),
        "kanbao: there is no article 3: the issue has 2\n"
    );
}

#[test]
fn settings_change_the_page() {
    let folder = folder();
    let plain = run(folder.path(), &["print", "a.txt"], b"");
    let wide = run(
        folder.path(),
        &[
            "-c",
            "typeset.indent=0",
            "print",
            "a.txt",
            "-c",
            "typeset.measure=20",
        ],
        b"",
    );
    assert_ne!(out(&plain), out(&wide));
    assert!(
        out(&wide)
            .lines()
            .any(|line| line.trim_start() == line && line.starts_with("本报讯"))
            || out(&wide).lines().count() > out(&plain).lines().count()
    );
}

#[test]
fn a_wrong_setting_is_refused_before_anything_is_read() {
    let folder = folder();
    for args in [
        &["-c", "typeset.ident=1", "a.txt"][..],
        &["export", "-c", "typeset.ident=1", "nowhere"],
        &["-c", "typeset.ident=1", "check"],
    ] {
        let output = run(folder.path(), args, b"");
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(
            err(&output),
            "kanbao: there is no setting typeset.ident; the nearest is typeset.indent\n"
        );
        assert_eq!(out(&output), "");
    }
}

#[test]
fn the_structure_is_exported_in_three_forms() {
    let folder = folder();
    let json = run(folder.path(), &["export", "--format", "json", "a.txt"], b"");
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(
        json["sections"][0]["articles"][1]["headline"],
        "今年春茶提早上市"
    );
    for form in ["markdown", "text"] {
        let output = run(folder.path(), &["export", "--format", form, "a.txt"], b"");
        assert!(out(&output).contains("今年春茶提早上市"), "{form}");
    }
    let wrong = run(
        folder.path(),
        &["export", "--format", "markdwon", "a.txt"],
        b"",
    );
    assert_eq!(wrong.status.code(), Some(2));
    assert!(err(&wrong).contains("markdown"));
}

#[test]
fn check_reports_what_it_found_and_its_status_tells_of_defects() {
    let folder = folder();
    let clean = run(folder.path(), &["check", "a.txt"], b"");
    assert_eq!(clean.status.code(), Some(0));
    assert!(
        out(&clean).starts_with("a.txt: 2 articles"),
        "{}",
        out(&clean)
    );
    let broken = [
        b"# \xcd\xe2\n\n".as_slice(),
        BULLETIN.as_bytes(),
        b"\xff\xfe\n",
    ]
    .concat();
    std::fs::write(folder.path().join("b.txt"), broken).unwrap();
    let broken = run(
        folder.path(),
        &["check", "--encoding", "utf-8", "b.txt"],
        b"",
    );
    assert_eq!(broken.status.code(), Some(1));
    assert!(
        out(&broken)
            .lines()
            .any(|line| line.starts_with("b.txt:1: ")),
        "{}",
        out(&broken)
    );
}

#[test]
fn an_encoding_can_be_named() {
    let folder = folder();
    let (bytes, _, _) = encoding_rs::GBK.encode(BULLETIN);
    let output = run(folder.path(), &["print", "--encoding", "gbk", "-"], &bytes);
    assert!(out(&output).contains("今年春茶提早上市"));
    let output = run(
        folder.path(),
        &["--encoding", "big5", "print", "--encoding", "gbk", "-"],
        &bytes,
    );
    assert!(out(&output).contains("今年春茶提早上市"));
    let wrong = run(
        folder.path(),
        &["print", "--encoding", "gbkk", "a.txt"],
        b"",
    );
    assert_eq!(wrong.status.code(), Some(2));
    assert!(err(&wrong).contains("--encoding gbk"));
}

#[test]
fn what_cannot_go_together_is_told() {
    let folder = folder();
    let of = |args: &[&str]| run(folder.path(), args, b"");
    let feeds = of(&["print", "--form-feed", "a.txt"]);
    assert_eq!(feeds.status.code(), Some(2));
    assert_eq!(
        err(&feeds),
        "kanbao: --form-feed parts pages; give their height with --height N\n"
    );
    // Vertical lines stand on pages in any case.
    for vertical in ["--vertical", "-ctypeset.vertical=true"] {
        let page = of(&["print", "--form-feed", vertical, "a.txt"]);
        assert_eq!(page.status.code(), Some(0), "{}", err(&page));
        assert!(out(&page).lines().count() >= 39);
    }
    let legs = of(&[
        "print",
        "--columns",
        "2",
        "-c",
        "typeset.vertical=true",
        "a.txt",
    ]);
    assert_eq!(legs.status.code(), Some(2));
    assert!(err(&legs).contains("--columns does not go with typeset.vertical=true"));
    let legs = of(&["print", "--columns", "2", "--vertical", "a.txt"]);
    assert_eq!(legs.status.code(), Some(2));
}

#[test]
fn what_is_sent_to_standard_input_is_the_paper_where_no_file_is_named() {
    let folder = folder();
    let sent = |args: &[&str]| run(folder.path(), args, BULLETIN.as_bytes());
    for command in [&[][..], &["print"], &["export"], &["wrap"]] {
        let named = [command, &["-"]].concat();
        assert!(
            out(&sent(command)).contains("今年春茶提早上市"),
            "{command:?}"
        );
        assert_eq!(out(&sent(command)), out(&sent(&named)), "{command:?}");
        assert_eq!(err(&sent(command)), "", "{command:?}");
    }
    assert!(out(&sent(&["check"])).starts_with("(standard input): 2 articles"));
    // From a file, too.
    let redirected = Command::new(env!("CARGO_BIN_EXE_kanbao"))
        .arg("check")
        .env("LC_ALL", "C")
        .env("HOME", folder.path())
        .stdin(std::fs::File::open(folder.path().join("a.txt")).unwrap())
        .output()
        .unwrap();
    assert!(out(&redirected).starts_with("(standard input): 2 articles"));
    let fixed = out(&sent(&["fix", "--line", "5", "--as", "subhead"]));
    assert!(fixed.contains("(standard input):5: subhead"), "{fixed}");
    assert_eq!(fixed, out(&sent(&["fix"])));
    // A file that is named comes first.
    assert!(out(&sent(&["check", "a.txt"])).starts_with("a.txt: "));
}

#[test]
fn nothing_sent_to_standard_input_is_told() {
    let folder = folder();
    for command in ["", "print", "export", "check", "fix"] {
        let args: Vec<&str> = command.split_whitespace().collect();
        for nothing in ["", "\n \u{3000}\n"] {
            let output = run(folder.path(), &args, nothing.as_bytes());
            assert_eq!(output.status.code(), Some(1), "{command}");
            assert_eq!(
                err(&output),
                "kanbao: (standard input): nothing to read\n",
                "{command}"
            );
        }
    }
    let chinese = run_in(folder.path(), &[], b"", &[("LC_ALL", "zh_CN.UTF-8")]);
    assert_eq!(err(&chinese), "kanbao: （标准输入）: 没有可读的内容\n");
}

#[test]
fn where_nobody_sends_anything_the_sample_is_the_paper() {
    // As a program has it that a service or an editor runs: what never holds anything, or nothing at all.
    for input in ["< /dev/null", "<&-"] {
        for command in ["", "print", "check"] {
            let output = Command::new("sh")
                .args(["-c", &format!("\"$KANBAO\" {command} {input}")])
                .env("KANBAO", env!("CARGO_BIN_EXE_kanbao"))
                .env("LC_ALL", "C")
                .output()
                .unwrap();
            assert_eq!(err(&output), "", "{command} {input}");
            assert!(out(&output).contains(if command == "check" {
                "(built-in sample): "
            } else {
                "鹭汀报"
            }));
        }
    }
}

#[test]
fn commands_that_read_no_paper_wait_for_none() {
    let folder = folder();
    for args in [
        &["rules"][..],
        &["man"],
        &["completions", "bash"],
        &["--help"],
    ] {
        // Its standard input stays open while it runs.
        let mut child = Command::new(env!("CARGO_BIN_EXE_kanbao"))
            .args(args)
            .current_dir(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let input = child.stdin.take();
        assert!(child.wait().unwrap().success(), "{args:?}");
        drop(input);
    }
}

#[test]
fn a_mistyped_subcommand_is_blamed_and_not_what_stands_behind_it() {
    let folder = folder();
    let of = |line: &str, locale: &str| {
        let args: Vec<&str> = line.split(' ').collect();
        let output = run_in(folder.path(), &args, b"", &[("LC_ALL", locale)]);
        assert_eq!(output.status.code(), Some(2), "{line}");
        assert_eq!(out(&output), "", "{line}");
        err(&output)
    };
    let print = "there is no file prnt and no such subcommand; the nearest is kanbao print";
    for line in [
        "prnt a.txt",
        "prnt",
        "prnt --width 60 a.txt",
        "-c theme=night prnt a.txt",
        "prnt check",
        "prnt x",
    ] {
        assert_eq!(of(line, "C"), format!("kanbao: {print}\n"), "{line}");
    }
    for (line, told) in [
        (
            "prnt a.txt",
            "没有文件 prnt，也没有这个子命令；最接近的是 kanbao print",
        ),
        (
            "chekc",
            "没有文件 chekc，也没有这个子命令；最接近的是 kanbao check",
        ),
        (
            "zzz a.txt",
            "没有文件 zzz，也没有这个子命令；子命令有 print、wrap、export、check、fix、rules、completions、man",
        ),
        (
            "help",
            "没有文件 help，也没有这个子命令；最接近的是 kanbao --help",
        ),
    ] {
        assert_eq!(
            of(line, "zh_CN.UTF-8"),
            format!("kanbao: {told}\n"),
            "{line}"
        );
    }
    // A subcommand that is there is none to blame.
    for (line, told) in [
        (
            "print --zzz",
            "there is no option --zzz; see kanbao print --help",
        ),
        (
            "check --strct a.txt",
            "there is no option --strct; the nearest is --strict; see kanbao check --help",
        ),
        (
            "wrap a.txt b.txt",
            "b.txt is one argument too many; see kanbao wrap --help",
        ),
        (
            "--form-feed a.txt",
            "there is no option --form-feed; the nearest is kanbao print --form-feed; see kanbao --help",
        ),
    ] {
        assert_eq!(of(line, "C"), format!("kanbao: {told}\n"), "{line}");
    }
    // What looks like a path, and what is near nothing, is a file that is not there.
    for line in ["prnt.txt", "./prnt", "tomorrow"] {
        assert!(of(line, "C").starts_with(&format!(
            "kanbao: cannot open {line}: there is no such file"
        )));
    }
    // What is there is a file, whatever it is called.
    std::fs::copy(folder.path().join("a.txt"), folder.path().join("prnt")).unwrap();
    assert!(out(&run(folder.path(), &["prnt"], b"")).contains("今年春茶提早上市"));
    let both = out(&run(folder.path(), &["prnt", "a.txt"], b""));
    assert_eq!(both.matches("今年春茶提早上市").count(), 2, "{both}");
}

#[test]
fn a_file_named_like_a_subcommand_can_be_read() {
    let folder = folder();
    std::fs::copy(folder.path().join("a.txt"), folder.path().join("print")).unwrap();
    assert!(out(&run(folder.path(), &["./print"], b"")).contains("今年春茶提早上市"));
    assert!(out(&run(folder.path(), &["print", "print"], b"")).contains("今年春茶提早上市"));
}

#[test]
fn help_manual_and_completions_know_every_command() {
    let folder = folder();
    let help = out(&run(folder.path(), &["--help"], b""));
    let manual = out(&run(folder.path(), &["man"], b""));
    for word in ["print", "export", "check", "completions", "man", "encoding"] {
        assert!(help.contains(word), "{word} is not in the help");
        assert!(manual.contains(word), "{word} is not in the manual page");
    }
    for setting in kanbao::config::SETTINGS {
        assert!(
            help.contains(setting.key) && manual.contains(setting.key),
            "{}",
            setting.key
        );
    }
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = run(folder.path(), &["completions", shell], b"");
        assert_eq!(script.status.code(), Some(0));
        assert!(out(&script).contains("furniture"), "{shell}");
    }
}

#[test]
fn the_help_speaks_the_reader_s_language() {
    let folder = folder();
    let chinese = run_in(folder.path(), &["--help"], b"", &[("LANG", "zh_CN.UTF-8")]);
    insta::assert_snapshot!(out(&chinese).lines().take(16).collect::<Vec<_>>().join("\n"), @"
    在终端里读报：把 PDF 或抽取出来的文本还原成版面

    用法：kanbao [选项] [文件]... [子命令]

    子命令：
      print        把排好的版面写到标准输出
      wrap         只排版：把文本的各段排成行
      export       导出还原的结构
      check        报告读到了什么，有什么疑点
      fix          更正读错的行：列出、添加、删除
      rules        写出内置的规则，作为自己的规则文件的底稿
      completions  生成命令补全脚本
      man          生成手册页

    参数：
      [文件]
    ");
    let asked = run(folder.path(), &["-c", "language=zh", "nowhere.txt"], b"");
    assert!(err(&asked).contains("没有这个文件"));
}

#[test]
fn the_manual_may_end_its_lines_between_words_of_han_and_hyphenates_no_name() {
    let folder = folder();
    let manual = out(&run(folder.path(), &["-c", "language=zh", "man"], b""));
    let text = manual.lines().filter(|line| !line.starts_with('.'));
    let longest = text.flat_map(|line| line.split([' ', '\u{3000}']).flat_map(|w| w.split("\\:")));
    let han = |word: &str| word.chars().filter(|c| !c.is_ascii()).count();
    assert!(longest.map(han).all(|characters| characters < 12));
    assert!(manual.contains("\n.ad l\n.nh\n"), "{manual}");
    let english = out(&run(folder.path(), &["-c", "language=en", "man"], b""));
    assert!(!english.contains("\\:newspapers"), "{english}");
}

#[test]
fn the_chinese_help_has_no_english_words_and_stands_in_columns() {
    let folder = folder();
    for line in [
        "--help",
        "-h",
        "print --help",
        "print -h",
        "wrap -h",
        "export -h",
        "check -h",
        "fix -h",
        "completions -h",
        "man -h",
    ] {
        let mut arguments = vec!["-c", "language=zh"];
        arguments.extend(line.split(' '));
        let help = out(&run(folder.path(), &arguments, b""));
        assert!(help.contains("\n用法：kanbao"), "{help}");
        for word in [
            "Usage", "OPTIONS", "ossible", "default", "Options", "Commands",
        ] {
            assert!(!help.contains(word), "{word}: {help}");
        }
        let cells = |text: &str| text_width(text, Ambiguous::Narrow);
        assert!(help.lines().all(|l| cells(l) <= 80), "{help}");
        // What is said of each option begins in the same cell.
        let mut columns = BTreeSet::new();
        for line in help.lines().filter(|l| l.trim_start().starts_with('-')) {
            let (_, said) = line.trim_start().split_once("  ").unwrap_or_default();
            if !said.is_empty() {
                columns.insert(cells(line) - cells(said.trim_start()));
            }
        }
        assert!(columns.len() <= 1, "{columns:?}: {help}");
    }
}

#[test]
fn messages_speak_english_in_locale_c_and_text_stays_as_it_is() {
    let folder = folder();
    for locale in ["C", "POSIX", ""] {
        let output = run_in(folder.path(), &["a.txt"], b"", &[("LC_ALL", locale)]);
        assert!(out(&output).contains("今年春茶提早上市"), "{locale}");
        let missing = run_in(folder.path(), &["nowhere.txt"], b"", &[("LC_ALL", locale)]);
        assert!(
            err(&missing).starts_with("kanbao: cannot open nowhere.txt: there is no such file")
        );
    }
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let folder = folder();
    std::fs::write(folder.path().join("long.txt"), BULLETIN.repeat(5000)).unwrap();
    for args in [
        &["print", "long.txt"][..],
        &["export", "long.txt"],
        &["check", "--strict", "long.txt"],
    ] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_kanbao"))
            .args(args)
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(err(&output), "", "{args:?}");
        assert!(
            output.status.code().is_some_and(|status| status < 2),
            "{args:?}"
        );
    }
}

const RULES: &str = "[column]\nnames = [\"桥头小议\"]\n";
const COLUMN: &str = "# 一号桥今日通车\n\n本报讯 青川一号桥昨日上午正式通车，两岸居民步行十分钟即可往来，桥面双向四车道。\n\n桥头小议\n\n# 今年春茶提早上市\n\n本报讯 受暖冬影响，今年的春茶比往年早了一周上市，第一批明前茶已经全部订完。\n";

/// A folder with an issue whose column only a rule knows.
fn folder_with_a_column() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.txt"), COLUMN).unwrap();
    folder
}

fn column(folder: &Path, args: &[&str]) -> bool {
    let args = [args, &["export", "a.txt"]].concat();
    let export = run(folder, &args, b"");
    assert_eq!(err(&export), "");
    out(&export).contains("\"column\": \"桥头小议\"")
}

#[test]
fn rules_are_found_in_the_settings_folder_beside_the_issue_and_by_name() {
    for place in [".config/kanbao/rules.toml", "kanbao-rules.toml"] {
        let folder = folder_with_a_column();
        let folder = folder.path();
        assert!(!column(folder, &[]));
        let path = folder.join(place);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, RULES).unwrap();
        assert!(column(folder, &[]), "{place}");
        std::fs::write(folder.join("none.toml"), "").unwrap();
        assert!(!column(folder, &["--rules", "none.toml"]), "{place}");
        std::fs::write(folder.join("own.toml"), RULES).unwrap();
        assert!(column(folder, &["--rules", "own.toml"]), "{place}");
    }
}

#[test]
fn mistakes_in_rules_are_told_and_the_issue_opens_without_them() {
    let folder = folder_with_a_column();
    let folder = folder.path();
    std::fs::write(
        folder.join("kanbao-rules.toml"),
        "[column]\nnames = [\"桥头小议\"]\nname = [\"小议\"]\n",
    )
    .unwrap();
    let mistake = "kanbao-rules.toml:3: rules: column 1: [column] has no list name; the nearest is names (the file is not used)\n";
    let check = run(folder, &["check", "a.txt"], b"");
    assert!(out(&check).ends_with(mistake), "{}", out(&check));
    assert_eq!((check.status.code(), err(&check).as_str()), (Some(1), ""));
    for args in [&["a.txt"][..], &["export", "a.txt"], &["print", "a.txt"]] {
        let run = run(folder, args, b"");
        assert_eq!(run.status.code(), Some(0));
        assert_eq!(err(&run), format!("kanbao: {mistake}"));
        assert!(out(&run).contains("春茶") && !out(&run).contains("\"column\": \"桥"));
    }
}

#[test]
fn a_rules_file_that_cannot_be_read_is_told() {
    let folder = folder_with_a_column();
    let folder = folder.path();
    let missing = run(folder, &["--rules", "none.toml", "a.txt"], b"");
    assert_eq!(missing.status.code(), Some(2));
    assert_eq!(
        err(&missing),
        "kanbao: cannot open the rules in none.toml: there is no such file; check the path behind --rules\n"
    );
    std::fs::write(folder.join("kanbao-rules.toml"), b"# \n\xff\xfe\n").unwrap();
    let check = run(folder, &["check", "a.txt"], b"");
    assert!(out(&check).contains("kanbao-rules.toml:2: rules: is not UTF-8"));
}

#[test]
fn the_rules_command_writes_a_file_that_can_be_used() {
    let folder = folder_with_a_column();
    let template = run(folder.path(), &["rules"], b"");
    assert!(out(&template).contains("[column]") && out(&template).contains("# roles = "));
    std::fs::write(folder.path().join("kanbao-rules.toml"), template.stdout).unwrap();
    let check = run(folder.path(), &["check", "a.txt"], b"");
    assert_eq!((check.status.code(), err(&check).as_str()), (Some(0), ""));
}

/// An explanation without the evidence, whose weights are the loader's, and with its numbers masked.
fn frame(told: &str) -> String {
    let evidence = |line: &&str| line.starts_with("        ");
    assert!(told.lines().filter(evidence).all(|line| {
        let (weight, reason) = line.trim_start().split_once("  ").unwrap();
        weight.starts_with(['+', '-']) && weight.parse::<f32>().is_ok() && !reason.is_empty()
    }));
    assert!(told.lines().filter(evidence).count() > 3);
    let lines = told.lines().filter(|line| !evidence(line));
    let masked = lines.map(|line| {
        let words = line.split_inclusive([' ', '，', '：', '（']);
        let mask = |word: &str| {
            let number = word.trim_matches(|c: char| !c.is_ascii_digit());
            let fraction = number.contains('.') && number.parse::<f32>().is_ok();
            if fraction {
                word.replace(number, "N")
            } else {
                word.to_owned()
            }
        };
        words.map(mask).collect::<String>()
    });
    masked.collect::<Vec<_>>().join("\n").replace("> N", "N")
}

#[test]
fn check_explains_a_line_and_says_how_to_correct_it() {
    let folder = folder();
    let told = run(folder.path(), &["check", "--explain", "5", "a.txt"], b"");
    assert_eq!((told.status.code(), err(&told).as_str()), (Some(0), ""));
    insta::assert_snapshot!(frame(&out(&told)), @"
    a.txt:5
      # 今年春茶提早上市
      read as    headline
      article    2. 今年春茶提早上市
      stands alone: N %, N ahead of: begins a paragraph
        to correct to “text”: kanbao fix a.txt --line 5 --as text; or o, then T in the reader
      an article begins in line 5: N %, N ahead of: no article begins in line 5
        to correct to “subhead”: kanbao fix a.txt --line 5 --as subhead; or o, then S in the reader

    weighed line by line, since neither marks nor lines can be trusted:

    words of your paper's own go into a rules file: see kanbao rules
    ");
    let chinese = run_in(
        folder.path(),
        &["check", "a.txt", "--explain", "1"],
        b"",
        &[("LC_ALL", "zh_CN.UTF-8")],
    );
    insta::assert_snapshot!(frame(&out(&chinese)), @"
    a.txt:1
      # 一号桥今日通车
      读作  主题
      稿件  1. 一号桥今日通车
      独立成行：N%，超出其次 N（另起一段）
        改作“正文”：kanbao fix a.txt --line 1 --as text；或阅读时按 o 再按 T
      第 1 行起一篇：N%，超出其次 N（第 1 行不起篇）
        改作“小标题”：kanbao fix a.txt --line 1 --as subhead；或阅读时按 o 再按 S

    逐行权衡，因为记号和分行都靠不住：

    本报自有的词语可以写进规则文件：见 kanbao rules
    ");
}

#[test]
fn check_explains_several_lines_and_passes_over_blank_ones() {
    let folder = folder();
    let args = ["check", "--explain", "1-4", "--explain", "7", "-"];
    let told = out(&run(folder.path(), &args, BULLETIN.as_bytes()));
    let heads: Vec<&str> = told.lines().filter(|l| l.starts_with('(')).collect();
    let name = "(standard input)";
    assert_eq!(heads, [1, 3, 7].map(|n| format!("{name}:{n}")));
    assert!(told.contains("kanbao fix - --line 7"));
    let past_the_end = run(
        folder.path(),
        &["check", "--explain", "7-90", "-"],
        BULLETIN.as_bytes(),
    );
    assert!(out(&past_the_end).starts_with("(standard input):7\n"));
    let wide = |line: &str| unicode_width::UnicodeWidthStr::width(line) > 80;
    assert!(!told.lines().any(|l| l.starts_with("  本报讯") && wide(l)));
}

#[test]
fn what_cannot_be_explained_is_told_with_the_line_and_how_many_there_are() {
    let folder = folder();
    for (asked, wrong) in [
        ("2", "line 2 is blank, there is nothing to explain"),
        ("8", "there is no line 8: the text has 7 lines"),
        ("8-90", "there is no line 8: the text has 7 lines"),
    ] {
        let output = run(folder.path(), &["check", "--explain", asked, "a.txt"], b"");
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(err(&output), format!("kanbao: a.txt: {wrong}\n"));
        assert_eq!(out(&output), "");
    }
    for asked in ["0", "x", "5-3", ""] {
        let args = ["check", "--explain", asked, "a.txt"];
        let output = run(folder.path(), &args, b"");
        assert_eq!(output.status.code(), Some(2));
        assert!(err(&output).contains("write a line's number, or two as 12-15"));
        let output = run_in(folder.path(), &args, b"", &[("LC_ALL", "zh_CN.UTF-8")]);
        assert!(err(&output).contains("请写行号，或像 12-15 那样写两个"));
    }
}

#[test]
fn explaining_ends_as_the_check_does() {
    let folder = folder();
    std::fs::write(folder.path().join("b.txt"), b"# \xe6\xa1\xa5\n\n\xff.\n").unwrap();
    let broken = ["check", "--encoding", "utf-8", "b.txt"];
    let explained = [&broken[..], &["--explain", "1"]].concat();
    for args in [&broken[..], &explained] {
        assert_eq!(run(folder.path(), args, b"").status.code(), Some(1));
    }
    let corrected = ["fix", "a.txt", "--line", "5", "--as", "subhead"];
    assert_eq!(run(folder.path(), &corrected, b"").status.code(), Some(0));
    let told = run(folder.path(), &["check", "--explain", "5", "a.txt"], b"");
    assert!(
        out(&told).contains("corrected  1. subhead"),
        "{}",
        out(&told)
    );
    assert!(out(&told).contains("is told to begin none"));
}
