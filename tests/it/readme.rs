//! What README.md and README.zh-CN.md say of keys, settings and commands is what the program does.

use kanbao::config::{SETTINGS, Settings};
use std::{collections::BTreeSet, fs, process::Command};

const PAPERS: [&str; 2] = ["README.md", "README.zh-CN.md"];

fn read(file: &str) -> String {
    let path = format!("{}/{file}", env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// What stands between backquotes outside of fenced code.
fn quoted(text: &str) -> BTreeSet<String> {
    let mut fenced = false;
    let lines = text.lines().filter(|line| {
        let fence = line.starts_with("```");
        fenced ^= fence;
        !fenced && !fence
    });
    lines
        .flat_map(|l| l.split('`').skip(1).step_by(2))
        .map(str::to_owned)
        .collect()
}

/// A chord of `keys.toml` as the papers write it: `<C-d>` is `Ctrl-D`, `<Down>` is `↓`.
fn written(chord: &str) -> String {
    let Some(inner) = chord.strip_prefix('<').and_then(|c| c.strip_suffix('>')) else {
        return chord.to_owned();
    };
    let (held, key) = inner.split_once('-').unwrap_or(("", inner));
    let key = match key {
        "Up" => "↑".to_owned(),
        "Down" => "↓".to_owned(),
        "Left" => "←".to_owned(),
        "Right" => "→".to_owned(),
        letter if letter.len() == 1 => letter.to_uppercase(),
        name => name.to_owned(),
    };
    match held {
        "C" => format!("Ctrl-{key}"),
        "A" => format!("Alt-{key}"),
        "S" => format!("Shift-{key}"),
        _ => key,
    }
}

#[test]
fn every_key_of_the_reader_is_in_the_papers() {
    let keys: toml::Table = read("assets/keys.toml").parse().expect("keys.toml is TOML");
    let entries = keys["key"].as_array().expect("a list of keys");
    assert!(entries.len() > 20);
    for paper in PAPERS {
        let quoted = quoted(&read(paper));
        for entry in entries {
            let prompt = entry["in"]
                .as_array()
                .is_some_and(|w| w.iter().all(|w| w.as_str() == Some("prompt")));
            let chords = entry["keys"].as_array().expect("a list of chords");
            let named = chords
                .iter()
                .filter_map(|c| c.as_str())
                .any(|c| quoted.contains(&written(c)));
            // A prompt's keys are those of every line of text; digits stand as a count's example.
            let spoken = prompt
                || entry["message"].as_str() == Some("Digit(#)")
                || entry["message"].as_str() == Some("Section");
            assert!(named || spoken, "{paper} leaves out {chords:?}");
        }
    }
}

#[test]
fn every_key_of_the_papers_is_one_of_the_reader() {
    let keys: toml::Table = read("assets/keys.toml").parse().expect("keys.toml is TOML");
    let chords: BTreeSet<String> = keys["key"]
        .as_array()
        .expect("a list of keys")
        .iter()
        .flat_map(|e| e["keys"].as_array().expect("a list of chords"))
        .map(|c| written(c.as_str().expect("a chord")))
        .collect();
    for paper in PAPERS {
        let text = read(paper);
        let table = text
            .split("\n\n")
            .find(|part| part.contains("| `j` `k`"))
            .expect("a table of keys");
        for row in table.lines().skip(2) {
            let cell = row.split('|').nth(1).expect("a first cell");
            for key in quoted(cell) {
                // `2s` is a count and a key.
                let key = key.trim_start_matches(|c: char| c.is_ascii_digit());
                assert!(chords.contains(key), "{paper}: no key {key}");
            }
        }
    }
}

#[test]
fn every_setting_is_in_the_papers_with_its_default() {
    for paper in PAPERS {
        let text = read(paper);
        for setting in SETTINGS {
            let row = text
                .lines()
                .find(|l| l.starts_with(&format!("| `{}` |", setting.key)));
            let row = row.unwrap_or_else(|| panic!("{paper} leaves out {}", setting.key));
            let default = setting.value(&Settings::default());
            let cell = row.split('|').nth(3).map(str::trim);
            assert_eq!(
                cell,
                Some(format!("`{default}`").as_str()),
                "{paper}: default of {}",
                setting.key
            );
        }
        let named = text.lines().filter(|l| {
            l.starts_with("| `typeset.")
                || l.starts_with("| `display.")
                || l.starts_with("| `theme`")
                || l.starts_with("| `language`")
        });
        assert_eq!(
            named.count(),
            SETTINGS.len(),
            "{paper} names a setting that is not there"
        );
    }
}

#[test]
fn every_command_and_option_is_in_the_papers() {
    let help = |arguments: &[&str]| {
        let run = Command::new(env!("CARGO_BIN_EXE_kanbao"))
            .args(arguments)
            .env("LC_ALL", "C")
            .output()
            .expect("the program runs");
        assert!(run.status.success(), "{arguments:?}");
        String::from_utf8(run.stdout).expect("help is UTF-8")
    };
    let commands = ["print", "export", "check", "fix", "completions", "man"];
    let mut options: BTreeSet<String> = BTreeSet::new();
    for command in commands {
        let text = help(&[command, "--help"]);
        for word in text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')) {
            if word.starts_with("--") && word.len() > 2 && word != "--help" && word != "--version" {
                options.insert(word.to_owned());
            }
        }
    }
    assert!(
        options.contains("--width") && options.contains("--strict"),
        "{options:?}"
    );
    let overview = help(&["--help"]);
    for paper in PAPERS {
        let text = read(paper);
        for command in commands {
            assert!(
                overview.contains(&format!("  {command}")),
                "no command {command}"
            );
            assert!(
                text.contains(&format!("kanbao {command}")),
                "{paper} leaves out {command}"
            );
        }
        for option in &options {
            assert!(text.contains(option), "{paper} leaves out {option}");
        }
    }
}

/// The two papers are one text in two languages.
#[test]
fn the_papers_say_the_same() {
    let parts = |text: &str, of: fn(&str) -> bool| text.lines().filter(|l| of(l)).count();
    let commands = |text: &str| -> Vec<String> {
        let bare = |l: &str| l.split(['#', '"']).next().unwrap_or(l).trim().to_owned();
        text.lines()
            .filter(|l| l.starts_with("$ "))
            .map(bare)
            .collect()
    };
    let [english, chinese] = PAPERS.map(read);
    assert_eq!(commands(&english), commands(&chinese));
    for of in [
        |l: &str| l.starts_with('#'),
        |l: &str| l.starts_with('|'),
        |l: &str| l.starts_with("- "),
    ] {
        assert_eq!(parts(&english, of), parts(&chinese, of));
    }
}
