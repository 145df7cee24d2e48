//! The manual's tables of keys, settings and commands are those of the program.

use super::{FRONT, read};
use kanbao::config::{SETTINGS, SettingKind, Settings};
use std::{collections::BTreeSet, process::Command};

const KEYS: [&str; 2] = ["docs/keys.md", "docs/zh-CN/keys.md"];
const OF_SETTINGS: [&str; 2] = ["docs/settings.md", "docs/zh-CN/settings.md"];
const COMMANDS: [&str; 2] = ["docs/commands.md", "docs/zh-CN/commands.md"];

/// What stands between backquotes.
fn quoted(text: &str) -> BTreeSet<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

/// The first cell of each row of the tables that begin with keys.
fn cells_of_keys(page: &str) -> Vec<&str> {
    let tables = page
        .split("\n\n")
        .filter(|part| part.starts_with("| keys |") || part.starts_with("| 键 |"));
    tables
        .flat_map(|table| table.lines().skip(2))
        .filter_map(|row| row.split('|').nth(1))
        .collect()
}

/// A chord of `keys.toml` as the manual writes it: `<C-d>` is `Ctrl-D`, `<Down>` is `↓`.
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
        "BS" => "Backspace".to_owned(),
        "Del" => "Delete".to_owned(),
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

/// Each key of the reader: what it does, and the chord as the manual writes it.
fn chords() -> Vec<(String, String)> {
    let keys: toml::Table = read("assets/keys.toml").parse().expect("keys.toml is TOML");
    let entries = keys["key"].as_array().expect("a list of keys").iter();
    let chords = entries.flat_map(|entry| {
        let action = entry["action"].as_str().expect("an action").to_owned();
        let chords = entry["keys"].as_array().expect("a list of chords").iter();
        chords.map(move |chord| (action.clone(), written(chord.as_str().expect("a chord"))))
    });
    let chords: Vec<_> = chords.collect();
    assert!(chords.len() > 50);
    chords
}

#[test]
fn every_key_of_the_reader_is_in_the_manual() {
    for file in KEYS {
        let page = read(file);
        let cells = cells_of_keys(&page).join(" ");
        let quoted = quoted(&cells);
        for (action, chord) in chords() {
            // Digits stand as a count's example, and one section for the nine.
            let spoken = matches!(
                action.as_str(),
                "Count" | "NumberedSection" | "CountedSection"
            );
            assert!(
                spoken || quoted.contains(chord.as_str()),
                "{file} leaves out {chord}, {action}"
            );
        }
    }
}

#[test]
fn every_key_that_is_written_of_is_one_of_the_reader() {
    let chords: BTreeSet<String> = chords().into_iter().map(|(_, chord)| chord).collect();
    for file in KEYS.into_iter().chain(FRONT) {
        let page = read(file);
        let cells = cells_of_keys(&page);
        assert!(cells.len() >= 12, "{file}: no table of keys");
        for key in cells.into_iter().flat_map(quoted) {
            // `2s` is a count and a key.
            let key = key.trim_start_matches(|c: char| c.is_ascii_digit());
            assert!(chords.contains(key), "{file}: no key {key}");
        }
    }
}

#[test]
fn every_setting_is_in_the_manual_with_what_it_takes_and_its_default() {
    for file in OF_SETTINGS {
        let page = read(file);
        for setting in SETTINGS {
            let begin = format!("| `{}` |", setting.key);
            let mut rows = page.lines().filter(|l| l.starts_with(&begin));
            let (Some(row), None) = (rows.next(), rows.next()) else {
                panic!("{file}: not one row of {}", setting.key)
            };
            let cells: Vec<&str> = row.split('|').map(str::trim).collect();
            let default = setting.value(&Settings::default());
            assert_eq!(cells[3], format!("`{default}`"), "{file}: {}", setting.key);
            let taken: Vec<String> = match setting.kind {
                SettingKind::Switch => ["`true`", "`false`"].map(str::to_owned).into(),
                SettingKind::Choice(words) | SettingKind::Program(words) => {
                    words.iter().map(|word| format!("`{word}`")).collect()
                }
                SettingKind::Count(least, most) => vec![format!(" {least} "), format!(" {most}")],
            };
            let cell = cells[2].replace('，', "， ");
            for word in taken {
                assert!(cell.contains(&word), "{file}: {}: {word}", setting.key);
            }
        }
        let rows = page.lines().filter(|l| {
            let key = l.strip_prefix("| `").and_then(|l| l.split('`').next());
            key.is_some_and(|key| !key.contains('$') && !key.contains('/'))
        });
        let there = rows.count();
        assert_eq!(there, SETTINGS.len(), "{file}: a setting that is not there");
    }
}

/// The words of the help in English.
fn help(arguments: &[&str]) -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_kanbao"))
        .args(arguments)
        .env_clear()
        .output()
        .expect("the program runs");
    assert!(run.status.success(), "{arguments:?}");
    String::from_utf8(run.stdout).expect("help is UTF-8")
}

/// The options that a help names.
fn options(help: &str) -> BTreeSet<String> {
    let words = help.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
    let options = words.filter(|word| word.starts_with("--") && word.len() > 2);
    options
        .filter(|word| !["--help", "--version"].contains(word))
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_command_and_option_is_in_the_manual() {
    let overview = help(&["--help"]);
    let commands: Vec<&str> = overview
        .lines()
        .skip_while(|l| *l != "Commands:")
        .skip(1)
        .take_while(|l| l.starts_with("  "))
        .filter_map(|l| l.split_whitespace().next())
        .collect();
    assert!(commands.len() >= 8, "{overview}");
    let common = options(&overview);
    assert!(common.contains("--encoding"), "{common:?}");
    for file in COMMANDS {
        let page = read(file);
        for option in &common {
            let row = format!("\n| `{option}");
            assert!(page.contains(&row), "{file}: {option}");
        }
        for &command in &commands {
            let row = format!("\n| `kanbao {command}");
            assert!(page.contains(&row), "{file}: {command}");
            let own = options(&help(&[command, "--help"]));
            let mut own = own.difference(&common).peekable();
            if own.peek().is_none() {
                continue;
            }
            let section = page
                .split("\n## ")
                .find(|s| s.starts_with(&format!("{command}\n")));
            let section = section.unwrap_or_else(|| panic!("{file}: no section {command}"));
            for option in own {
                assert!(
                    section.contains(option.as_str()),
                    "{file}: {command} {option}"
                );
            }
        }
    }
}
