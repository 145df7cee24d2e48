//! The rules of the house that can be seen in the sources: who may name whom, and what no file may hold.
//!
//! The table of rooms in ARCHITECTURE.md is the law, and is read from there, so that it cannot part from the code.

#[path = "house/circles.rs"]
mod circles;
#[path = "house/paths.rs"]
mod paths;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// All files under a folder of the project, by their path from its root with `/`, sorted.
fn files_under(folder: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut open = vec![root().join(folder)];
    while let Some(dir) = open.pop() {
        let Ok(entries) = fs::read_dir(&dir) else {
            continue;
        };
        for path in entries.map(|e| e.expect("a readable folder").path()) {
            if path.is_dir() {
                open.push(path);
            } else {
                let inside = path.strip_prefix(root()).expect("under the root");
                let parts: Vec<_> = inside.iter().map(|p| p.to_string_lossy()).collect();
                out.push(parts.join("/"));
            }
        }
    }
    out.sort();
    out
}

fn is_rust(file: &str) -> bool {
    Path::new(file).extension().is_some_and(|e| e == "rs")
}

fn sources() -> Vec<String> {
    let mut files = files_under("src");
    files.retain(|f| is_rust(f));
    assert!(files.len() > 5, "the sources are not where they were");
    files
}

/// The sources that are not unit tests in a file of their own.
fn sources_but_tests() -> Vec<String> {
    let mut files = sources();
    files.retain(|f| !f.ends_with("/tests.rs") && !f.contains("/tests/"));
    files
}

/// Every text file that the project is made of.
fn texts() -> Vec<String> {
    let mut files: Vec<String> = [
        "src", "tests", "assets", "docs", "benches", "scripts", ".ci",
    ]
    .iter()
    .flat_map(|f| files_under(f))
    .collect();
    let top = fs::read_dir(root()).expect("the root is readable");
    for path in top.map(|e| e.expect("a readable folder").path()) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if ["md", "toml"]
            .iter()
            .any(|x| path.extension().is_some_and(|e| e == *x))
        {
            files.push(name.into_owned());
        }
    }
    files.retain(|f| fs::read_to_string(root().join(f)).is_ok());
    files
}

/// A row of the table of rooms.
struct Room {
    name: String,
    files: Vec<String>,
    ours: BTreeSet<String>,
    outside: BTreeSet<String>,
    all: bool,
}

impl Room {
    fn holds(&self, file: &str) -> bool {
        self.files
            .iter()
            .any(|f| f == file || f.ends_with('/') && file.starts_with(f.as_str()))
    }
}

/// What stands between backquotes.
fn quoted(cell: &str) -> Vec<String> {
    cell.split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

/// The table of rooms in ARCHITECTURE.md: name, files, what lives there, ours, outside.
fn rooms() -> Vec<Room> {
    let text = read("ARCHITECTURE.md");
    let rows = text
        .lines()
        .skip_while(|l| !l.starts_with("| room |"))
        .skip(2)
        .take_while(|l| l.starts_with('|'));
    let rooms: Vec<Room> = rows
        .map(|row| {
            let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
            assert_eq!(cells.len(), 5, "not five cells: {row}");
            Room {
                name: cells[0].into(),
                files: quoted(cells[1]),
                ours: quoted(cells[3]).into_iter().collect(),
                outside: quoted(cells[4]).into_iter().collect(),
                all: cells[3].starts_with("all"),
            }
        })
        .collect();
    assert!(
        rooms.len() >= 8,
        "the table of rooms is not in ARCHITECTURE.md"
    );
    rooms
}

/// Module path of a source: `src/loader/scan.rs` is `["loader", "scan"]`.
fn module_of(file: &str) -> Vec<String> {
    let inner = file.trim_start_matches("src/").trim_end_matches(".rs");
    inner
        .split('/')
        .filter(|s| !["lib", "main"].contains(s))
        .map(str::to_owned)
        .collect()
}

/// Which of our rooms a path names, if any; `super` is followed out of the file's own module.
fn ours(file: &str, path: &[String]) -> Option<String> {
    let name = |i: usize| path.get(i).cloned().unwrap_or_default();
    match path[0].as_str() {
        "crate" | "kanbao" => Some(name(1)),
        "super" => {
            let up = path.iter().take_while(|s| *s == "super").count();
            let module = module_of(file);
            let left = module.len().saturating_sub(up);
            if left == 0 {
                Some(name(up))
            } else {
                module.first().cloned()
            }
        }
        _ => None,
    }
}

/// The crates that Cargo.toml names, as code writes them.
fn crates() -> BTreeSet<String> {
    let manifest: toml::Table = read("Cargo.toml").parse().expect("Cargo.toml is TOML");
    ["dependencies", "dev-dependencies"]
        .iter()
        .filter_map(|t| manifest[*t].as_table())
        .flat_map(|t| t.keys().map(|k| k.replace('-', "_")))
        .collect()
}

/// Parts of std that touch the world outside; to wait for a time or to count it is not one.
const WORLD: [&str; 9] = [
    "fs", "env", "io", "time", "thread", "process", "net", "os", "*",
];

/// An outside crate, or part of std that needs leave, that a path names.
fn foreign(crates: &BTreeSet<String>, path: &[String]) -> Option<String> {
    let first = path[0].as_str();
    let world = ["std", "core", "alloc"].contains(&first)
        && path.get(1).is_some_and(|s| WORLD.contains(&s.as_str()))
        && path.get(2).is_none_or(|s| s != "Duration");
    (world || crates.contains(first)).then(|| path.join("::"))
}

/// Whether leave for a path or for what it lies in is in a list.
fn allowed(list: &BTreeSet<String>, path: &str) -> bool {
    list.iter().any(|a| {
        path == a
            || path
                .strip_prefix(a.as_str())
                .is_some_and(|rest| rest.starts_with("::"))
    })
}

/// Rule 1, and with it the table of rooms.
#[test]
fn each_room_names_only_what_the_table_lets_it() {
    let (rooms, crates) = (rooms(), crates());
    let mut faults = Vec::new();
    for file in sources_but_tests() {
        let Some(room) = rooms.iter().find(|r| r.holds(&file)) else {
            faults.push(format!("{file}: in no room of ARCHITECTURE.md"));
            continue;
        };
        if room.all {
            continue;
        }
        let own = module_of(&file).first().cloned().unwrap_or_default();
        for path in paths::named(&read(&file)) {
            if let Some(other) = ours(&file, &path)
                && other != own
                && !room.ours.contains(&other)
            {
                faults.push(format!("{file}: {} names {other}", room.name));
            }
            if let Some(outside) = foreign(&crates, &path)
                && !allowed(&room.outside, &outside)
            {
                faults.push(format!("{file}: {} names {outside}", room.name));
            }
        }
    }
    faults.dedup();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn each_room_of_the_table_stands() {
    let sources = sources();
    for room in rooms() {
        for file in room.files {
            let there = sources
                .iter()
                .any(|s| *s == file || file.ends_with('/') && s.starts_with(&file));
            assert!(there, "ARCHITECTURE.md names {file}, which is not there");
        }
    }
}

#[test]
fn each_crate_of_the_table_is_one_the_program_stands_on() {
    let manifest: toml::Table = read("Cargo.toml").parse().expect("Cargo.toml is TOML");
    let dependencies = manifest["dependencies"].as_table().expect("a table");
    for room in rooms() {
        for name in &room.outside {
            let name = name.split("::").next().unwrap_or(name);
            let there = name == "std"
                || dependencies.contains_key(&name.replace('_', "-"))
                || dependencies.contains_key(name);
            assert!(
                there,
                "the table lets {} name {name}, which Cargo.toml does not",
                room.name
            );
        }
    }
}

/// Rule 1 once more for the three rooms that must stay free of the world, whatever the table comes to say.
#[test]
fn issue_typeset_and_app_stay_free_of_the_world() {
    for room in rooms() {
        if ["model", "typeset", "app"].contains(&room.name.as_str()) {
            for name in room.outside {
                assert!(
                    !["ratatui", "crossterm", "std"]
                        .iter()
                        .any(|w| name.starts_with(w)),
                    "the table lets {} name {name}",
                    room.name
                );
            }
        }
    }
}

/// Rule 4.
#[test]
fn only_the_terminal_names_crossterm() {
    let manifest: toml::Table = read("Cargo.toml").parse().expect("Cargo.toml is TOML");
    assert!(
        !manifest["dependencies"]
            .as_table()
            .expect("a table")
            .contains_key("crossterm"),
        "crossterm comes through ratatui, so that the two versions cannot part"
    );
    for file in sources_but_tests() {
        let named = paths::named(&read(&file));
        let crossterm = named.iter().find(|p| p.iter().any(|s| s == "crossterm"));
        let terminal = file == "src/terminal.rs" || file.starts_with("src/terminal/");
        assert!(
            terminal || crossterm.is_none(),
            "{file} names {}",
            crossterm.map_or(String::new(), |p| p.join("::"))
        );
    }
}

/// Rule 13.
#[test]
fn each_file_says_what_it_is_for_and_stays_short() {
    let mut faults = Vec::new();
    for file in sources_but_tests() {
        let lines = read(&file)
            .lines()
            .take_while(|l| *l != "#[cfg(test)]")
            .count();
        if lines > 400 {
            faults.push(format!(
                "{file}: {lines} lines before its tests; part it by job"
            ));
        }
    }
    for file in sources()
        .into_iter()
        .chain(files_under("tests").into_iter().filter(|f| is_rust(f)))
    {
        let says = read(&file)
            .lines()
            .next()
            .is_some_and(|l| l.strip_prefix("//! ").is_some_and(|s| s.len() > 10));
        if !says {
            faults.push(format!("{file}: does not open with a `//!` line"));
        }
        if file.ends_with("/mod.rs") {
            faults.push(format!("{file}: `foo.rs` stands beside `foo/`"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// A name tells which type is meant. Only `Error` is each room's own, as is the custom.
#[test]
fn no_two_public_types_have_one_name() {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in sources_but_tests() {
        let text = read(&file);
        let code = text.lines().take_while(|line| *line != "#[cfg(test)]");
        for line in code.filter(|line| line.starts_with("pub")) {
            let words: Vec<&str> = line.split(|c: char| !c.is_alphanumeric()).collect();
            let kinds = ["struct", "enum", "trait", "type"];
            let name = words.windows(2).find(|pair| kinds.contains(&pair[0]));
            if let Some([_, name]) = name.filter(|pair| pair[1] != "Error") {
                found
                    .entry((*name).to_owned())
                    .or_default()
                    .push(file.clone());
            }
        }
    }
    found.retain(|_, files| files.len() > 1);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn nothing_is_left_for_later_and_no_path_is_of_one_machine() {
    // Put together here, so that this file does not name them itself.
    let later =
        ["TO|DO", "FIX|ME", "unimple|mented!", "to|do!", "X|XX:"].map(|w| w.replace('|', ""));
    let machine = ["/wo|rk/", "/ro|ot/", "/fa|rm/", "/User|s/"].map(|w| w.replace('|', ""));
    let mut faults = Vec::new();
    for file in texts() {
        for (number, line) in read(&file).lines().enumerate() {
            if let Some(word) = later
                .iter()
                .chain(&machine)
                .find(|w| line.contains(w.as_str()))
            {
                faults.push(format!("{file}:{}: {word}", number + 1));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Papers used for measuring lie beside the project where it is developed; none of their text may come in.
#[test]
fn no_text_of_the_measuring_papers_is_in_the_project() {
    const LENGTH: usize = 16;
    let han = |text: &str| -> Vec<char> {
        text.chars()
            .filter(|c| ('\u{3400}'..='\u{9fff}').contains(c))
            .collect()
    };
    let mut ours: BTreeMap<Vec<char>, String> = BTreeMap::new();
    for file in texts() {
        for piece in han(&read(&file)).windows(LENGTH) {
            ours.entry(piece.to_vec()).or_insert_with(|| file.clone());
        }
    }
    let shared = root().join("../shared");
    for folder in ["samples", "eval/issues"] {
        let Ok(entries) = fs::read_dir(shared.join(folder)) else {
            continue; // a clone of its own
        };
        for path in entries.flatten().map(|e| e.path()) {
            let text = fs::read_to_string(&path).unwrap_or_default();
            for piece in han(&text).windows(LENGTH) {
                let file = ours.get(piece);
                assert!(
                    file.is_none(),
                    "{} holds text of {}: {}",
                    file.map_or("", String::as_str),
                    path.display(),
                    piece.iter().collect::<String>()
                );
            }
        }
    }
}

/// The rules of ARCHITECTURE.md each name the tests that hold them.
#[test]
fn each_rule_is_held_by_tests_that_stand() {
    let text = read("ARCHITECTURE.md");
    let section = text
        .split("## Rules that hold")
        .nth(1)
        .and_then(|t| t.split("\n## ").next());
    let section = section.expect("a section of rules");
    let code: String = sources()
        .iter()
        .chain(files_under("tests").iter().filter(|file| is_rust(file)))
        .map(read)
        .collect();
    let mut faults = Vec::new();
    for rule in 1..=16 {
        let after = |n: usize| section.find(&format!("\n{n}. ")).unwrap_or(section.len());
        let body = section.get(after(rule)..after(rule + 1)).unwrap_or("");
        let held = body.split("Held by").nth(1).map(quoted).unwrap_or_default();
        if held.is_empty() {
            faults.push(format!("rule {rule} names no test"));
        }
        for name in held {
            if !code.contains(&format!("fn {name}(")) {
                faults.push(format!("rule {rule} names {name}, which is not there"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
