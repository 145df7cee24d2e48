//! Every command of README and the manual works as it is written: each console block is run in a shell at a terminal, in
//! a folder with the example files, with a fresh HOME.
//!
//! What is no part of kanbao has something to stand in for it, so that no other program is needed.

use super::{fenced, kanbao, pages, read};
use crate::pdf::{paper, zip};
use crate::pty::{Screen, home};
use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

const SAMPLE: &str = include_str!("../../../assets/sample.txt");

/// Programs by name, and what stands in for them. kanbao itself is run, and its exit status written down.
const PROGRAMS: [(&str, &str); 8] = [
    (
        "kanbao",
        "\"$KANBAO\" \"$@\"; status=$?; echo \"$status $*\" >> \"$LOG\"; exit $status",
    ),
    ("lpr", "cat > /dev/null"),
    ("less", "cat > /dev/null"),
    ("jq", "cat > /dev/null"),
    (
        "pdftotext",
        "case $2 in -) cat FILE;; *) cat FILE > \"$2\";; esac",
    ),
    ("mutool", "[ \"$4\" = -o ] && cat FILE > \"$5\""),
    ("ocrmypdf", "test -f \"$3\" && cat A1.pdf > \"$4\""),
    ("mineru", "test -f \"$2\""),
];

/// A folder with the example files, and a HOME with nothing in it.
struct Place {
    folder: tempfile::TempDir,
    home: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let place = Self {
            folder: home(),
            home: home(),
        };
        let rules = read("docs/rules.md");
        let rules = fenced(&rules, "toml");
        let (big5, ..) =
            encoding_rs::BIG5.encode("## 渡口的燈亮了\n\n本報訊 昨晚七時，渡口的燈亮了。\n");
        let lines = [
            "渡口的灯亮了",
            "本报讯 昨晚七时，渡口的灯亮了。灯杆高八米六。",
        ];
        let (paper, scan) = (paper(&[&lines]), paper(&[&[]]));
        let files: [(&str, &[u8]); 9] = [
            ("FILE", SAMPLE.as_bytes()),
            ("paper.txt", SAMPLE.as_bytes()),
            ("luting.toml", rules[0].as_bytes()),
            ("old.txt", &big5),
            ("paper.pdf", &paper),
            ("A1.pdf", &paper),
            ("A2.pdf", &paper),
            ("pages/1.pdf", &paper),
            ("scan.pdf", &scan),
        ];
        fs::create_dir(place.at("pages")).expect("a folder");
        for (name, bytes) in files {
            fs::write(place.at(name), bytes).expect("a file");
        }
        fs::write(place.at("pages.zip"), zip(&[("1.pdf", &paper)])).expect("a file");
        fs::create_dir(place.at("bin")).expect("a folder");
        for (name, script) in PROGRAMS {
            let program = place.at("bin").join(name);
            fs::write(&program, format!("#!/bin/sh\n{script}\n")).expect("a file");
            fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("a program");
        }
        place
    }

    fn at(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    /// Runs a line in a shell at a terminal. Where the reader opens, `q` leaves it.
    fn run(&self, page: &str, line: &str) {
        let _ = fs::remove_file(self.at("log"));
        let script = format!("cd \"$FOLDER\" || exit\n{line}");
        let path = format!(
            "{}:{}",
            self.at("bin").display(),
            std::env::var("PATH").unwrap_or_default()
        );
        let locale = if page.contains("zh-CN") {
            "zh_CN.UTF-8"
        } else {
            "en_US.UTF-8"
        };
        let variable = |path: &Path| path.to_str().expect("UTF-8").to_owned();
        let (folder, log) = (variable(self.folder.path()), variable(&self.at("log")));
        let environment = [
            ("PATH", path.as_str()),
            ("FOLDER", folder.as_str()),
            ("LOG", log.as_str()),
            ("LC_ALL", locale),
        ];
        let home = self.home.path();
        let mut screen = Screen::open("sh", &["-c", &script], (100, 30), home, &environment);
        let status = screen.leaves("q");
        let said = screen.raw();
        assert_eq!(status.code(), Some(0), "{page}: {line}\n{said}");
        // Whatever goes wrong is told so.
        assert!(!said.contains("kanbao: "), "{page}: {line}\n{said}");
        let runs = fs::read_to_string(self.at("log")).unwrap_or_default();
        let good = runs.lines().all(|run| run.starts_with("0 "));
        assert!(good, "{page}: {line}\n{runs}");
        let asked = line
            .split(['|', '&'])
            .filter(|part| part.trim().starts_with("kanbao"));
        assert!(
            runs.lines().count() >= asked.count(),
            "{page}: {line}\n{runs}"
        );
        if let Some((_, file)) = line.rsplit_once("> ") {
            let file = match file.strip_prefix("~/") {
                Some(inside) => home.join(inside),
                None => self.at(file),
            };
            let written = fs::metadata(&file).map_or(0, |about| about.len());
            assert!(written > 0, "{page}: {line}: {} is empty", file.display());
        }
    }
}

#[test]
fn every_command_of_the_manual_works() {
    // A block that stands in both languages is run once.
    let mut seen = BTreeSet::new();
    let mut run = 0;
    for page in pages() {
        let text = read(&page);
        for block in fenced(&text, "console") {
            let lines = block.lines().filter_map(|line| line.strip_prefix("$ "));
            // How the program itself is built and tested is not for a test to run.
            let lines: Vec<&str> = lines.filter(|line| !line.starts_with("cargo ")).collect();
            if lines.is_empty() || !seen.insert(lines.clone().join("\n")) {
                continue;
            }
            let place = Place::new();
            for line in lines {
                place.run(&page, line);
                run += 1;
            }
        }
    }
    assert!(run > 50, "{run} commands");
}

#[test]
fn what_is_written_as_a_command_stands_in_a_console_block() {
    for page in pages() {
        let text = read(&page);
        let blocks = fenced(&text, "console").concat();
        let count = |text: &str| text.lines().filter(|line| line.starts_with("$ ")).count();
        assert_eq!(count(&text), count(&blocks), "{page}");
        assert_eq!(count(&blocks), blocks.lines().count(), "{page}");
    }
}

/// What has weight in a text that is only set in lines.
fn words(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn an_editor_can_set_a_text_again_and_again() {
    for page in ["docs/commands.md", "docs/zh-CN/commands.md"] {
        let page = read(page);
        let command = fenced(&page, "vim")[0].trim().replace("\\ ", " ");
        let command = command
            .strip_prefix("set formatprg=kanbao ")
            .expect("a filter");
        let arguments: Vec<&str> = command.split(' ').collect();
        let once = kanbao(&arguments, SAMPLE);
        assert_eq!(words(&once), words(SAMPLE));
        // The bars of a table are no running text.
        let running = SAMPLE.lines().filter(|line| !line.starts_with('|'));
        let once = kanbao(&arguments, &running.collect::<Vec<_>>().join("\n"));
        assert!(kanbao(&arguments, &once) == once);
    }
}

#[test]
fn the_example_of_corrections_is_read() {
    for page in ["docs/corrections.md", "docs/zh-CN/corrections.md"] {
        let text = read(page);
        let place = Place::new();
        fs::write(place.at("FILE.kanbao.toml"), fenced(&text, "toml")[0]).expect("a file");
        let run = std::process::Command::new(crate::pty::KANBAO)
            .args(["fix", "FILE"])
            .current_dir(place.folder.path())
            .env_clear()
            .env("HOME", place.home.path())
            .output()
            .expect("it runs");
        let (said, listed) = [&run.stderr, &run.stdout]
            .map(|b| String::from_utf8_lossy(b))
            .into();
        assert_eq!(said, "", "{page}");
        assert!(
            listed.starts_with("FILE: 4 corrections"),
            "{page}: {listed}"
        );
    }
}
