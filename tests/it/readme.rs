//! README and the manual in `docs/`: what they promise is there, and both languages say the same.

#[path = "readme/ci.rs"]
mod ci;
#[path = "readme/links.rs"]
mod links;
#[path = "readme/running.rs"]
mod running;
#[path = "readme/tables.rs"]
mod tables;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// The front door, in both languages.
const FRONT: [&str; 2] = ["README.md", "README.zh-CN.md"];

/// A file of the project.
fn read(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The pages of a folder of the project, by name, sorted.
fn pages_in(folder: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let files = fs::read_dir(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let files = files.map(|file| file.expect("a file").path());
    let pages = files.filter(|file| file.extension().is_some_and(|ending| ending == "md"));
    let names = pages.filter_map(|page| page.file_name()?.to_str().map(str::to_owned));
    let mut pages: Vec<String> = names.collect();
    pages.sort();
    pages
}

/// Each page that there is in both languages, English first.
fn pairs() -> Vec<[String; 2]> {
    let manual = pages_in("docs/zh-CN").into_iter();
    let manual = manual.map(|page| [format!("docs/{page}"), format!("docs/zh-CN/{page}")]);
    let pairs: Vec<_> = [FRONT.map(str::to_owned)]
        .into_iter()
        .chain(manual)
        .collect();
    assert!(pairs.len() > 5);
    pairs
}

/// README and all of the manual.
fn pages() -> Vec<String> {
    let manual = ["docs", "docs/zh-CN"].into_iter();
    let manual = manual.flat_map(|folder| {
        pages_in(folder)
            .into_iter()
            .map(move |p| format!("{folder}/{p}"))
    });
    FRONT.into_iter().map(str::to_owned).chain(manual).collect()
}

/// What stands in the fences of a kind.
fn fenced<'a>(page: &'a str, kind: &str) -> Vec<&'a str> {
    let begin = format!("```{kind}\n");
    let parts = page.split(begin.as_str()).skip(1);
    parts
        .map(|part| part.split_once("```").expect("a fence has its end").0)
        .collect()
}

/// Runs the program on standard input.
fn kanbao(arguments: &[&str], input: &str) -> String {
    use std::io::Write;
    let mut child = Command::new(env!("CARGO_BIN_EXE_kanbao"))
        .args(arguments)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(input.as_bytes()).expect("it reads");
    drop(stdin);
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{arguments:?}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn the_first_two_commands_stand_in_both_readmes() {
    for file in FRONT {
        let page = read(file);
        let lines: Vec<&str> = fenced(&page, "console")
            .into_iter()
            .flat_map(str::lines)
            .collect();
        for command in ["$ cargo run --release", "$ cargo test"] {
            let found = lines.iter().filter(|line| **line == command).count();
            assert_eq!(found, 1, "{file}: {command}");
        }
        let first = page.lines().position(|l| l == "$ cargo run --release");
        assert!(first.is_some_and(|line| line < 20), "{file}: it stands low");
    }
}

#[test]
fn a_readme_is_read_in_one_go() {
    for file in FRONT {
        let lines = read(file).lines().count();
        assert!(lines <= 130, "{file} has {lines} lines");
    }
}

#[test]
fn the_page_in_the_readmes_is_what_the_program_makes_of_the_damage() {
    for (file, language) in FRONT.into_iter().zip(["en", "zh"]) {
        let page = read(file);
        let [damaged, set] = fenced(&page, "text")[..] else {
            panic!("{file}: not two texts")
        };
        assert!(page.contains("`kanbao print --width 42`"), "{file}");
        let language = format!("language={language}");
        let printed = kanbao(&["print", "--width", "42", "-c", &language, "-"], damaged);
        assert_eq!(set, printed, "{file}");
    }
}

#[test]
fn the_manual_has_each_page_in_its_index() {
    for (folder, index) in [
        ("docs", "docs/README.md"),
        ("docs/zh-CN", "docs/zh-CN/README.md"),
    ] {
        let index = read(index);
        for page in pages_in(folder).iter().filter(|page| *page != "README.md") {
            let line = index.lines().filter(|l| l.contains(&format!("]({page})")));
            assert_eq!(line.count(), 1, "{folder}/README.md: {page}");
        }
    }
}

/// A page in two languages is one page: as many headings, rows and items, and the same commands.
#[test]
fn both_languages_say_the_same() {
    let bare = |l: &str| l.split(['#', '"']).next().unwrap_or(l).trim().to_owned();
    let commands = |page: &str| -> Vec<String> {
        let lines = page.lines().filter(|l| l.starts_with("$ "));
        lines.map(bare).collect()
    };
    let count = |page: &str, of: &str| page.lines().filter(|l| l.starts_with(of)).count();
    for pair in pairs() {
        let [english, chinese] = pair.each_ref().map(|page| read(page));
        assert_eq!(commands(&english), commands(&chinese), "{pair:?}");
        for of in ["#", "|", "- ", "```", "!["] {
            assert_eq!(count(&english, of), count(&chinese, of), "{pair:?}: {of}");
        }
    }
}
