//! Rule 9: nothing that comes from outside commands the terminal. One hostile text is put into every input — each part
//! of a bulletin, names of files and folders, arguments, settings, rules, corrections, the environment — and every
//! writer is run on it: no command, direction, tag or hidden character may come out.
#![allow(clippy::unwrap_used)]

use crate::pty::{KANBAO, Screen, home};
use crate::reader::Reader;
use kanbao::app::Message;
use kanbao::language::{Language, words::Notice};
use std::ffi::{OsStr, OsString};
use std::fmt::Write as _;
use std::io::Write as _;
use std::os::unix::ffi::OsStringExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// What acts on a terminal, turns the text around, or smuggles letters. Told here once more, by Unicode's names.
const ACTS: [std::ops::RangeInclusive<char>; 9] = [
    // C0 and DEL, C1.
    '\0'..='\u{1F}',
    '\u{7F}'..='\u{9F}',
    // ALM, LRM and RLM, line and paragraph separators, embeddings and overrides, isolates and what is deprecated.
    '\u{61C}'..='\u{61C}',
    '\u{200E}'..='\u{200F}',
    '\u{2028}'..='\u{202E}',
    '\u{2066}'..='\u{206F}',
    // Interlinear annotation.
    '\u{FFF9}'..='\u{FFFB}',
    // Tags.
    '\u{E0000}'..='\u{E00FF}',
    '\u{E01F0}'..='\u{E0FFF}',
];

/// What shows nothing and does nothing: ZWSP, WJ and invisible operators, BOM, old format characters.
const HIDES: [std::ops::RangeInclusive<char>; 7] = [
    '\u{AD}'..='\u{AD}',
    '\u{180E}'..='\u{180E}',
    '\u{200B}'..='\u{200B}',
    '\u{2060}'..='\u{2065}',
    '\u{FEFF}'..='\u{FEFF}',
    '\u{1BCA0}'..='\u{1BCA3}',
    '\u{1D173}'..='\u{1D17A}',
];

/// Commands as terminals take them: a title, the clipboard, the screen cleared, a device's string, an application's.
const COMMANDS: &str = "\x1b]0;own\x07\x1b]52;c;b3du\x07\x1b[2J\u{9b}5n\u{9d}2;own\u{9c}\x1bP1$r\x1b\\\x1b_Gown\x1b\\\x1bc";

/// Commands and some of each kind, in a name of a file: not too long, and without what no name holds.
const NAME: &str =
    "\x1b]52;c;b3du\x07\u{9b}2J\u{202e}\u{61c}\u{2028}\u{fff9}\u{e0041}\u{200b}\u{feff}\x7f\r\n\t";

/// All of it in one line of a text, which ends at neither CR nor LF.
fn hostile() -> String {
    let some_tags =
        |c: &char| *c < '\u{E0000}' || ['\u{E0001}', '\u{E0041}', '\u{E007F}'].contains(c);
    let all = ACTS.iter().chain(&HIDES).cloned().flatten();
    let each: String = all
        .filter(some_tags)
        .filter(|c| !matches!(c, '\n' | '\r' | '\t'))
        .collect();
    format!("{COMMANDS}{each}")
}

/// The same without control characters, which no address may hold in any case.
fn quiet() -> String {
    hostile()
        .chars()
        .filter(|c| (acts(*c) || hides(*c)) && !c.is_control())
        .collect()
}

fn acts(c: char) -> bool {
    ACTS.iter().any(|range| range.contains(&c)) && !matches!(c, '\n' | '\t')
}

fn hides(c: char) -> bool {
    HIDES.iter().any(|range| range.contains(&c))
}

/// A bulletin that says by its marks what each line is, all of it hostile.
fn marked() -> String {
    let (h, q) = (hostile(), quiet());
    let toml = "报\\u001b]0;own\\u0007\\u009b2J\\u202e\\u2028\\ufff9\\U000e0041\\n二";
    format!(
        "+++\ntitle = \"题{toml}\"\npaper = \"{toml}\"\nnumber = \"{toml}\"\ndate = \"{toml}\"\nkanbao = 1\n+++\n\n\
         # 第01版：要{h}闻\n\n## 头{h}条[^1]\n\n###### 栏{h}目\n\n#### 引{h}题\n\n##### 副{h}题\n\n**记者 某{h}某**\n\n\
         *（上接第{h}3版）*\n\n正{h}文，见[这{h}里](https://a.example/{h}x)和<a href=\"https://b.example/{h}\" title=\"{h}\">那{h}里</a>，\
         又见 https://c.example/{h}y ，[甲](https://d.example/{q}x)<a href=\"https://e.example/{q}\" title=\"{q}\">乙</a>，用`码{h}`，<ruby>汉{h}<rt>han{h}</rt></ruby>[^1]。com{h}mittee\tb\n\n### 小标{h}题\n\n\
         ![图{h}](https://p.example/{h}.png \"{h}\")\n\n*图{h}说*\n\n> 引{h}文\n\n- 项{h}目\n  1. 次{h}项\n\n诗{h}行  \n再{h}行  \n\n\
         | 表{h} | 头{h} |\n| --- | --- |\n| 格{h} | 1{h} |\n\n```lang{h}\n码{h}\n\t行{h}\n```\n\n<small>附{h}注</small>\n\n---\n\n\
         [^1]: 脚{h}注\n\n*（下转第{h}4版）*\n\n## \u{200b}\u{202e}\n\n{h}\n"
    )
}

/// A bulletin as extraction leaves it: a letter's head, mastheads, furniture, lines cut.
fn plain() -> String {
    let h = hostile();
    format!(
        "Subject: 鹭{h}汀\nDate: 2025年3月4日{h}\n\n鹭{h}汀报 2025年3月4日 星期二 第12{h}86期\n第01版：要{h}闻\n责编：某{h}某\n\n\
         一号{h}桥今日通车\n副{h}题在此\n本报记者 林{h}小舟\n\n本报讯 青川一号桥{h}昨日上午正式通车，两岸居民\n步行十分钟{h}即可往来。\n\n\
         图为{h}大桥。某{h}摄\n（下转第{h}2版）\n\n第02版：综{h}合\n\n（上接第1版）\n二、{h}小标题\n\n又{h}一段，比前一段长一些，说的是桥上的石狮子。\n"
    )
}

/// A bulletin with YAML at its head, and HTML.
fn mixed() -> String {
    let h = hostile();
    format!(
        "---\ntitle: 报{h}\nnumber: 5{h}\n---\n\n# 标{h}题\n\n<div align=\"{h}\">正{h}文<br/>二{h}行</div>\n\n<img src=\"a{h}.png\" alt=\"图{h}\">\n\n\
         <!-- {h} -->\n\n[n{h}]: https://n.example/{h}\n\n见[名][n{h}]。\n"
    )
}

/// Runs the program in a folder in a language, with more of an environment, and says what it wrote.
fn run(
    folder: &Path,
    args: &[OsString],
    locale: &str,
    env: &[(&str, &OsStr)],
    input: &[u8],
) -> Output {
    let mut child = Command::new(KANBAO)
        .args(args)
        .current_dir(folder)
        .env_clear()
        .env("HOME", folder)
        .env("LC_ALL", locale)
        .envs(env.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

/// Text that goes back to an editor loses its commands and nothing else; a terminal is shown less (`wrap.rs`).
fn keeps_all_but_commands(args: &[OsString]) -> bool {
    args.iter().any(|a| a == "wrap" || a == "source")
}

/// That nothing got out, of neither stream. Colours that were asked for are the program's own.
fn is_clean(args: &[OsString], output: &Output) {
    let html = args.iter().any(|a| a == "html");
    let ansi = args.iter().any(|a| a == "ansi");
    for (stream, bytes) in [("out", &output.stdout), ("err", &output.stderr)] {
        let text = str::from_utf8(bytes).unwrap_or_else(|e| panic!("{args:?} {stream}: {e}"));
        let text = if ansi {
            without_colours(text)
        } else {
            text.to_owned()
        };
        let feeds = args.iter().any(|a| a == "--form-feed" || a == "source");
        let bad = |c: char| {
            let own = feeds && c == '\u{c}' || html && c == '\u{ad}';
            let kept = stream == "out" && keeps_all_but_commands(args) && !c.is_control();
            !own && !kept && (acts(c) || hides(c))
        };
        if let Some((at, c)) = text.char_indices().find(|(_, c)| bad(*c)) {
            let from = text
                .get(..at)
                .unwrap()
                .char_indices()
                .nth_back(30)
                .map_or(0, |(at, _)| at);
            panic!(
                "{args:?} writes {c:?} to std{stream} behind {:?}",
                &text.get(from..at)
            );
        }
    }
    assert!(
        output.status.code().is_some_and(|status| status <= 2),
        "{args:?}: {:?}",
        output.status
    );
}

/// A text without the colours and attributes that the program sets (SGR).
fn without_colours(text: &str) -> String {
    let mut parts = text.split("\x1b[");
    let mut out = parts.next().unwrap_or("").to_owned();
    for part in parts {
        let end = part.find(|c: char| !c.is_ascii_digit() && !";:".contains(c));
        let end = end.unwrap_or(part.len());
        match part.split_at(end) {
            (_, rest) if rest.starts_with('m') => out.push_str(rest.trim_start_matches('m')),
            _ => {
                let _ = write!(out, "\x1b[{part}");
            }
        }
    }
    out
}

fn words(line: &str) -> Vec<OsString> {
    line.split_whitespace().map(OsString::from).collect()
}

/// Every command that reads a bulletin, in every form that it writes.
const READERS: [&str; 20] = [
    "",
    "print --format ansi --width 60",
    "print --format text --furniture",
    "print --format html --furniture",
    "print --format html --article 1 -c typeset.pinyin=all",
    "print --columns 3 --width 120 --height 20 --form-feed",
    "print --vertical --format ansi -c theme=night",
    "print -c typeset.pinyin=all -c typeset.script=traditional -c display.ambiguous=wide",
    "wrap --width 30",
    "wrap --lines --width 8 -c typeset.pinyin=all",
    "export --format json",
    "export --format markdown",
    "export --format text",
    "export --format source",
    "check --strict",
    "check --explain 1-9999",
    "fix",
    "fix --line 9 --as headline --begin",
    "fix",
    "check --explain 9",
];

const LOCALES: [&str; 2] = ["zh_CN.UTF-8", "en_US.UTF-8"];

#[test]
fn nothing_in_a_text_commands_a_terminal_by_any_writer() {
    for (n, text) in [marked(), plain(), mixed()].into_iter().enumerate() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.txt"), text).unwrap();
        for (m, line) in READERS.iter().enumerate() {
            let mut args = words(line);
            args.push("a.txt".into());
            let output = run(folder.path(), &args, LOCALES[(n + m) % 2], &[], b"");
            is_clean(&args, &output);
            assert!(
                !output.stdout.is_empty() || output.status.code() == Some(2),
                "{args:?}"
            );
        }
    }
}

#[test]
fn what_a_json_reader_is_given_is_the_text_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("a.txt"),
        format!("# 标题\n\n正{}文。\n", hostile()),
    )
    .unwrap();
    let output = run(folder.path(), &words("export a.txt"), "C", &[], b"");
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = json["sections"][0]["articles"][0]["blocks"][0]["text"]
        .as_str()
        .unwrap();
    // What parts no words is left out when a text is read.
    let read = hostile().replace(['\u{200b}', '\u{2060}', '\u{feff}'], "");
    assert_eq!(text, format!("正{read}文。"));
}

#[test]
fn no_name_of_a_file_or_folder_commands_a_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join(NAME);
    std::fs::create_dir(&inner).unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = inner.join(format!("{NAME}{name}"));
        std::fs::write(&path, bytes).unwrap();
        path.into_os_string()
    };
    let paper = write(".txt", "# 标题\n\n正文\n\n\u{ff}又\n".as_bytes());
    let others = [
        write(".empty", b""),
        write(".pdf", b"%PDF-1.4\n"),
        write(".noise", &[0; 200]),
        write(".corrected", b"# a\n"),
        inner.join("missing.txt").into_os_string(),
        inner.join("missing").into_os_string(),
        inner.join("a".repeat(300)).into_os_string(),
        inner.clone().into_os_string(),
        NAME.repeat(1000).into(),
        OsString::from_vec(b"\xff\x1b[2J".to_vec()),
    ];
    write(".corrected.kanbao.toml", b"x");
    write(".rules", b"x");
    let rules = inner.join(format!("{NAME}.rules"));
    for (n, line) in READERS.iter().enumerate() {
        let mut args = words(line);
        args.push(paper.clone());
        is_clean(&args, &run(folder.path(), &args, LOCALES[n % 2], &[], b""));
    }
    for locale in LOCALES {
        for file in &others {
            for line in [
                "",
                "print",
                "check",
                "fix --line 1 --as text",
                "wrap",
                "export",
            ] {
                let mut args = words(line);
                args.push(file.clone());
                let output = run(folder.path(), &args, locale, &[], b"");
                is_clean(&args, &output);
                assert!(output.stderr.len() < 20_000, "{args:?}");
            }
        }
        let args = [
            OsString::from("--rules"),
            rules.clone().into(),
            paper.clone(),
        ];
        is_clean(&args, &run(folder.path(), &args, locale, &[], b""));
        let args = [paper.clone(), OsString::from("print")];
        is_clean(&args, &run(folder.path(), &args, locale, &[], b""));
    }
}

#[test]
fn no_name_in_an_archive_commands_a_terminal() {
    let names = [format!("{NAME}a.txt"), format!("{NAME}/b.txt")];
    let empty = format!("{NAME}.pdf");
    let folder = tempfile::tempdir().unwrap();
    let files = [
        (names[0].as_str(), "# 标题\n\n正文。\n".as_bytes()),
        (names[1].as_str(), b"\xff\xff\n"),
    ];
    let broken = [(empty.as_str(), &b"%PDF-1.4\n"[..])];
    std::fs::write(folder.path().join("a.zip"), crate::pdf::zip(&files)).unwrap();
    std::fs::write(folder.path().join("b.zip"), crate::pdf::zip(&broken)).unwrap();
    for locale in LOCALES {
        for line in [
            "check",
            "print",
            "export",
            "fix",
            "check --one",
            "check --encoding utf-8",
        ] {
            for file in ["a.zip", "b.zip"] {
                let mut args = words(line);
                args.push(file.into());
                is_clean(&args, &run(folder.path(), &args, locale, &[], b""));
            }
        }
    }
}

#[test]
fn no_argument_commands_a_terminal() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.txt"), "# 标题\n\n正文。\n").unwrap();
    // No argument holds a NUL.
    let hostile = hostile().replace('\0', "");
    let h = OsString::from(&hostile);
    let joined = |before: &str, after: &str| OsString::from(format!("{before}{hostile}{after}"));
    let mut lines: Vec<Vec<OsString>> = Vec::new();
    for before in [
        "",
        "-c",
        "--encoding",
        "--rules",
        "print",
        "print --width",
        "print --height",
        "print --columns",
        "print --article",
        "print --format",
        "export --format",
        "completions",
        "check --explain",
        "fix a.txt --line",
        "fix a.txt --line 1 --as",
        "fix a.txt --line 1 --section",
        "fix a.txt --remove",
        "wrap --width",
        "a.txt",
        "rules",
        "man",
        "a.txt b.txt",
        "print a.txt --encoding",
        "check a.txt --rules",
    ] {
        let mut line = words(before);
        line.push(h.clone());
        lines.push(line.clone());
        line.push("a.txt".into());
        lines.push(line);
    }
    lines.push(vec!["-c".into(), joined("", "=1"), "a.txt".into()]);
    lines.push(vec![joined("--", "")]);
    lines.push(vec!["print".into(), joined("--", "=3")]);
    lines.push(vec!["print".into(), joined("-", "")]);
    lines.push(vec!["print".into(), joined("--vertical=", "")]);
    lines.push(vec!["print".into(), joined("--widht=", "")]);
    lines.push(vec![h.clone(), "print".into()]);
    for key in [
        "theme",
        "typeset.indent",
        "typeset.hang",
        "typeset.script",
        "language",
    ] {
        lines.push(vec![
            "-c".into(),
            joined(&format!("{key}="), ""),
            "a.txt".into(),
        ]);
    }
    // What was told once more, as it is kept now.
    lines.push(words("fix a.txt"));
    lines.push(words("check a.txt --explain 1"));
    for locale in LOCALES {
        for args in &lines {
            is_clean(args, &run(folder.path(), args, locale, &[], b""));
        }
    }
}

#[test]
fn the_name_that_the_program_is_called_by_commands_no_terminal() {
    for line in [
        "--help",
        "-h",
        "--version",
        "print --help",
        "--widht",
        "man",
        "completions bash",
    ] {
        let output = Command::new(KANBAO)
            .arg0(NAME)
            .args(words(line))
            .env("LC_ALL", "C")
            .stdin(Stdio::null())
            .output()
            .unwrap();
        is_clean(&words(line), &output);
    }
}

#[test]
fn no_rules_file_commands_a_terminal() {
    let toml = "\\u001b]52;c;b3du\\u0007\\u009b2J\\u202e\\u2028\\ufff9\\U000e0041\\u200b\\n";
    let h = hostile();
    let files = [
        format!(
            "\"{toml}\" = []\n[\"x{toml}\"]\n[byline]\n\"{toml}\" = []\nroles = [\"{toml}\", \"\", 3]\n[furniture]\nlines = [\"*{toml}*\", \"*\"]\n[without.byline]\nroles = [\"{toml}\"]\n"
        ),
        format!(
            "[byline]\nroles = [\"记{toml}者\"]\n[column]\nnames = [\"栏{toml}目\"]\n[furniture]\nlines = [\"广{toml}告*\"]\n"
        ),
        format!("# {h}\n[byline]\nroles = \"{h}\"\n"),
        format!("{h} = 3\n"),
        format!("[{h}"),
        format!("a = '''{h}"),
        "[byline]\nroles = [\"\u{202e}\u{2028}\u{e0041}者\", 3]\n".to_owned(),
    ];
    let text = "# 标题\n\n记\x1b]52;c;b3du\x07\u{9b}2J\u{202e}\u{2028}\u{fff9}\u{e0041}\u{200b}者 某某\n\n正文。\n\n\u{202e}\u{2028}\u{e0041}者 某某\n";
    for file in files {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.txt"), text).unwrap();
        for place in [".config/kanbao/rules.toml", "kanbao-rules.toml"] {
            let path = folder.path().join(place);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &file).unwrap();
            for (n, line) in [
                "check a.txt",
                "a.txt",
                "check --explain 1-9 a.txt",
                "--rules kanbao-rules.toml fix a.txt",
            ]
            .iter()
            .enumerate()
            {
                let args = words(line);
                is_clean(&args, &run(folder.path(), &args, LOCALES[n % 2], &[], b""));
                is_clean(
                    &args,
                    &run(folder.path(), &args, LOCALES[(n + 1) % 2], &[], b""),
                );
            }
        }
    }
}

#[test]
fn no_corrections_command_a_terminal() {
    let toml = "\\u001b]52;c;b3du\\u0007\\u009b2J\\u202e\\u2028\\ufff9\\U000e0041\\u200b\\n";
    let h = hostile();
    let files = [
        format!("# {h}\n"),
        format!("[[correction]]\ntext = \"标{toml}题\"\nis = \"text\"\nabove = \"{toml}\"\n"),
        format!("[[correction]]\ntext = \"正文。\"\nsection = \"02 {toml}\"\n"),
        format!("[[correction]]\ntext = \"正文。\"\nis = \"{toml}\"\n"),
        format!("[[correction]]\ntext = \"正文。\"\n\"{toml}\" = 3\n"),
        format!("[[correction]]\ntext = \"正文。\"\njoins = \"{toml}\"\n"),
        format!("[\"{toml}\"]\n"),
        format!("[[correction]]\ntext = \"{h}\"\nis = \"text\"\n"),
        format!("{h}\n"),
        format!("[[correction]]\ntext = '''{h}"),
        "[[correction]]\ntext = \"正文。\"\nsection = \"02 \u{202e}\u{2028}\u{e0041}\u{9b}2J\"\n"
            .to_owned(),
    ];
    for file in files
        .iter()
        .map(String::as_bytes)
        .chain([&b"\xff\x1b[2J"[..]])
    {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.txt"), "# 标题\n\n正文。\n").unwrap();
        std::fs::write(folder.path().join("a.txt.kanbao.toml"), file).unwrap();
        for line in [
            "check a.txt",
            "fix a.txt",
            "check --explain 1-9 a.txt",
            "print a.txt",
            "fix a.txt --line 1 --as text",
            "fix a.txt --remove-all",
        ] {
            let args = words(line);
            for locale in LOCALES {
                is_clean(&args, &run(folder.path(), &args, locale, &[], b""));
            }
        }
    }
}

#[test]
fn nothing_in_the_environment_commands_a_terminal() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.txt"), "# 标题\n\n正文。\n").unwrap();
    let h = OsString::from(hostile().replace('\0', ""));
    // A file where a folder should be.
    let state = folder.path().join(NAME);
    std::fs::write(&state, "").unwrap();
    for name in [
        "TERM",
        "COLORTERM",
        "LANG",
        "LC_ALL",
        "LC_MESSAGES",
        "NO_COLOR",
        "HOME",
        "TERM_PROGRAM",
        "COLUMNS",
        "RUST_BACKTRACE",
    ] {
        for line in [
            "a.txt",
            "check a.txt",
            "print --format ansi a.txt",
            "--help",
            "nowhere",
            "fix --line 1 --as text -",
        ] {
            let args = words(line);
            let output = run(
                folder.path(),
                &args,
                "C",
                &[(name, &h)],
                "# 题\n\n文。\n".as_bytes(),
            );
            is_clean(&args, &output);
        }
    }
    for (name, locale) in [
        ("XDG_STATE_HOME", "zh_CN.UTF-8"),
        ("XDG_CONFIG_HOME", "C"),
        ("XDG_STATE_HOME", "C"),
    ] {
        let args = words("fix --line 1 --as text -");
        let output = run(
            folder.path(),
            &args,
            locale,
            &[(name, state.as_os_str())],
            "# 题\n\n文。\n".as_bytes(),
        );
        is_clean(&args, &output);
        assert!(name != "XDG_STATE_HOME" || output.status.code() == Some(2));
    }
}

#[test]
fn no_cell_of_a_screen_holds_what_acts_or_hides() {
    for text in [marked(), plain(), mixed()] {
        let loaded = kanbao::loader::load(text.into_bytes(), &kanbao::loader::Options::default());
        for language in [Language::Chinese, Language::English] {
            let mut reader = Reader::of(loaded.issue.clone(), language, 100, 30);
            let paste = |text: &str| Message::Paste(text.to_owned());
            let told = Notice::Other(hostile());
            for keys in [
                "", "n", "n", "<Tab>", "<Tab>", "o", "}", "j", "j", "o", "v", "v", "t", "P", "?",
                "<Esc>", "f",
            ] {
                reader.press(keys);
                cells_are_clean(&mut reader, keys);
            }
            reader.tell(paste(&hostile()));
            cells_are_clean(&mut reader, "headlines");
            reader.press("<Esc>/").tell(paste(&hostile()));
            cells_are_clean(&mut reader, "a search");
            reader.press("<Enter>");
            cells_are_clean(&mut reader, "a search without a match");
            reader.press("oV").tell(paste(&hostile()));
            cells_are_clean(&mut reader, "a section's name");
            reader.press("<Enter>");
            cells_are_clean(&mut reader, "a section's name told");
            reader.tell(Message::Notify(told));
            cells_are_clean(&mut reader, "a notice");
        }
    }
}

fn cells_are_clean(reader: &mut Reader, what: &str) {
    for cell in &reader.buffer().content {
        let bad = cell
            .symbol()
            .chars()
            .find(|c| acts(*c) || hides(*c) || *c == '\n');
        assert_eq!(bad, None, "{what}: {:?}", cell.symbol());
    }
}

#[test]
fn what_is_copied_acts_nowhere() {
    use kanbao::app::Effect;
    let loaded = kanbao::loader::load(marked().into_bytes(), &kanbao::loader::Options::default());
    let mut reader = Reader::of(loaded.issue, Language::Chinese, 80, 24);
    reader.press("yY");
    let copied = reader.effects.iter().filter_map(|effect| match effect {
        Effect::Copy(text) => Some(text.as_str()),
        _ => None,
    });
    let copied: Vec<&str> = copied.collect();
    assert_eq!(copied.len(), 2);
    for text in copied {
        let bad = text.chars().find(|c| acts(*c) || hides(*c));
        assert_eq!(bad, None, "{text:?}");
    }
}

/// What a terminal is sent, parted: what it shows, and the commands, each with its first character.
fn parted(sent: &str) -> (String, Vec<String>) {
    let (mut shown, mut commands) = (String::new(), Vec::new());
    let mut rest = sent.chars().peekable();
    while let Some(c) = rest.next() {
        if c != '\x1b' {
            shown.push(c);
            continue;
        }
        let kind = rest.next().unwrap_or('?');
        let mut command = String::from(kind);
        let string = matches!(kind, ']' | 'P' | '_' | '^' | 'X');
        let ended = |command: &str| {
            !string
                && (kind != '['
                    || command.len() > 1 && command.ends_with(|c| ('@'..='~').contains(&c)))
        };
        while !ended(&command) {
            let Some(c) = rest.next() else { break };
            if string && (c == '\x07' || c == '\x1b' && rest.next_if_eq(&'\\').is_some()) {
                break;
            }
            command.push(c);
        }
        commands.push(command);
    }
    (shown, commands)
}

#[test]
fn a_reader_sends_a_terminal_no_commands_but_its_own() {
    let home = home();
    let folder = home.path().join(NAME);
    std::fs::create_dir(&folder).unwrap();
    let file = folder.join(format!("{NAME}.txt"));
    std::fs::write(&file, marked()).unwrap();
    let toml = "\\u001b]52;c;b3du\\u0007\\u009b2J\\u202e";
    std::fs::write(
        folder.join("kanbao-rules.toml"),
        format!("\"{toml}\" = 1\n"),
    )
    .unwrap();
    let beside = folder.join(format!("{NAME}.txt.kanbao.toml"));
    std::fs::write(
        beside,
        format!("[[correction]]\ntext = \"头\"\n\"{toml}\" = 1\n"),
    )
    .unwrap();
    let mut screen = Screen::open(
        KANBAO,
        &[file.to_str().unwrap()],
        (120, 40),
        home.path(),
        &[
            ("TERM", "xterm-256color\x1b]0;own\x07"),
            ("COLORTERM", "\x1b]0;own\x07"),
        ],
    );
    screen.shows("kanbao-rules.toml");
    for keys in ["n", "p", "o", "j", "o", "?", "?", "v", "v", "y", "P", "\t"] {
        screen.answered(keys);
    }
    screen
        .answered("/")
        .answered("\x1b[200~找\x1b]0;own\u{202e}\u{9b}2J\x1b[201~")
        .answered("\r");
    screen.press("q").end();
    // Without a file the sample names this one.
    let mut again = Screen::open(KANBAO, &[], (120, 40), home.path(), &[]);
    again.shows("上次读的是").press("q").end();
    for screen in [screen, again] {
        let raw = screen.raw();
        let (shown, commands) = parted(&raw);
        let bad = shown
            .chars()
            .find(|c| (acts(*c) || hides(*c)) && !matches!(c, '\r' | '\x08'));
        assert_eq!(bad, None, "what is shown: {shown:?}");
        for command in commands {
            let (kind, rest) = command.split_at(1);
            let own = match kind {
                // Colours, places, erasing, modes, the question.
                "[" => rest.ends_with([
                    'm', 'H', 'G', 'A', 'B', 'C', 'D', 'K', 'J', 'X', 'h', 'l', 'n', 't', 'd',
                ]),
                // The clipboard, in base64; a title.
                "]" => {
                    !rest.contains(|c| acts(c) || hides(c))
                        && !["0;own", "2;own", "52;c;b3du"].contains(&rest)
                }
                _ => false,
            };
            assert!(own, "{command:?}");
        }
        // The first frame clears the screen, and the widths' question another.
        assert!(raw.matches("\x1b[2J").count() <= 2);
    }
}

/// The project's sources, by their paths.
fn sources() -> Vec<(String, String)> {
    let mut sources = Vec::new();
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(std::fs::read_dir(&path).unwrap().map(|e| e.unwrap().path()));
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        sources.push((path.display().to_string(), text));
    }
    assert!(sources.len() > 100);
    sources
}

/// Nothing leaves the machine.
#[test]
fn no_source_speaks_to_the_network() {
    for (path, text) in sources() {
        for word in ["std::net", "TcpStream", "UdpSocket", "TcpListener"] {
            assert!(!text.contains(word), "{path} names {word}");
        }
    }
}

/// Two lists would part: who asks whether a character acts asks the guard.
#[test]
fn the_characters_that_act_are_told_in_one_place() {
    for (path, text) in sources() {
        let code = text.split("#[cfg(test)]").next().unwrap().to_lowercase();
        let tests = path.ends_with("/tests.rs") || path.contains("/tests/");
        for character in ["202a", "202e", "2066", "2069", "fff9", "61c", "e0020"] {
            assert!(
                tests
                    || path.ends_with("src/guard.rs")
                    || !code.contains(&format!("\\u{{{character}}}")),
                "{path} names U+{character}"
            );
        }
    }
}
