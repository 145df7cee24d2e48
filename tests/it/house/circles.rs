//! Circles of files: files that lead to each other by the items that they use, counted from where an item is defined.
//!
//! A `mod` and a `pub use` only hand a name on, and do not count; nor do methods, which a path does not name.

use super::{module_of, paths, read, sources_but_tests};
use std::collections::{BTreeMap, BTreeSet};

/// Files of the largest circle at most.
const LARGEST: usize = 3;

type Module = Vec<String>;

/// From each file to those that it uses, with the names that it uses.
type Arrows<'a> = BTreeMap<&'a str, BTreeMap<&'a str, BTreeSet<String>>>;

/// What a name stands for.
enum Meaning {
    Module(Module),
    /// An item of this module, by its name.
    Item(Module, String),
}

/// The sources as modules.
struct Sources {
    files: BTreeMap<Module, String>,
    named: BTreeMap<Module, paths::Named>,
}

impl Sources {
    fn read() -> Self {
        let mut files = BTreeMap::new();
        let mut named = BTreeMap::new();
        for file in sources_but_tests() {
            if file == "src/main.rs" {
                continue;
            }
            named.insert(module_of(&file), paths::read(&read(&file)));
            files.insert(module_of(&file), file);
        }
        Self { files, named }
    }

    /// What a path means in a module; `None` for what is not ours. `steps` bounds names that lead in a circle.
    fn meaning(&self, module: &[String], path: &[String], steps: usize) -> Option<Meaning> {
        let steps = steps.checked_sub(1)?;
        let (first, mut rest) = path.split_first()?;
        let mut here = match first.as_str() {
            "crate" | "kanbao" => Meaning::Module(Module::new()),
            "self" => Meaning::Module(module.to_vec()),
            "super" => Meaning::Module(module.split_last()?.1.to_vec()),
            name if rest.is_empty() => self.name(module, name, steps)?,
            // What something is taken out of is a module, should an item have the same name.
            name => self
                .module(module, name, steps)
                .or_else(|| self.name(module, name, steps))?,
        };
        while let (Meaning::Module(at), Some((next, after))) = (&here, rest.split_first()) {
            here = match next.as_str() {
                "self" => Meaning::Module(at.clone()),
                "super" => Meaning::Module(at.split_last()?.1.to_vec()),
                name => self.name(at, name, steps)?,
            };
            rest = after;
        }
        Some(here)
    }

    /// The module that a name means in a module.
    fn module(&self, module: &[String], name: &str, steps: usize) -> Option<Meaning> {
        let used = self
            .named
            .get(module)?
            .uses
            .iter()
            .find(|used| used.name == name)?;
        let meaning = self.meaning(module, &used.path, steps)?;
        matches!(meaning, Meaning::Module(_)).then_some(meaning)
    }

    /// What a name means in a module.
    fn name(&self, module: &[String], name: &str, steps: usize) -> Option<Meaning> {
        let named = self.named.get(module)?;
        if named.items.iter().any(|item| item == name) {
            return Some(Meaning::Item(module.to_vec(), name.to_owned()));
        }
        let child: Module = module.iter().cloned().chain([name.to_owned()]).collect();
        if self.files.contains_key(&child) {
            return Some(Meaning::Module(child));
        }
        let used = named.uses.iter().find(|used| used.name == name)?;
        self.meaning(module, &used.path, steps)
    }

    /// The files whose items each file uses, with the names of those.
    fn arrows(&self) -> Arrows<'_> {
        let mut arrows = Arrows::new();
        for (module, named) in &self.named {
            let to = arrows.entry(self.files[module].as_str()).or_default();
            let own = named.uses.iter().filter(|used| !used.is_public);
            for path in own.map(|used| &used.path).chain(&named.paths) {
                let Some(Meaning::Item(at, item)) = self.meaning(module, path, 20) else {
                    continue;
                };
                if at != *module {
                    to.entry(self.files[&at].as_str()).or_default().insert(item);
                }
            }
        }
        arrows
    }
}

/// The files that a file leads to, itself only where a circle leads back.
fn reached<'a>(arrows: &Arrows<'a>, from: &str) -> BTreeSet<&'a str> {
    let mut open: Vec<&str> = arrows[from].keys().copied().collect();
    let mut seen = BTreeSet::new();
    while let Some(file) = open.pop() {
        if seen.insert(file) {
            open.extend(arrows[file].keys());
        }
    }
    seen
}

/// The circles, each as its files in order, the largest first.
fn circles<'a>(arrows: &Arrows<'a>) -> Vec<Vec<&'a str>> {
    let reach: BTreeMap<&str, BTreeSet<&str>> = arrows
        .keys()
        .map(|file| (*file, reached(arrows, file)))
        .collect();
    let mut found: BTreeSet<Vec<&str>> = BTreeSet::new();
    for (file, to) in &reach {
        let circle: Vec<&str> = to
            .iter()
            .copied()
            .filter(|other| reach[other].contains(file))
            .collect();
        if circle.len() > 1 {
            found.insert(circle);
        }
    }
    let mut found: Vec<_> = found.into_iter().collect();
    found.sort_by_key(|circle| std::cmp::Reverse(circle.len()));
    found
}

#[test]
fn no_circle_of_files_is_large() {
    let sources = Sources::read();
    let arrows = sources.arrows();
    let found = circles(&arrows);
    let large: Vec<String> = found
        .iter()
        .filter(|circle| circle.len() > LARGEST)
        .map(|circle| {
            let lines = circle.iter().map(|file| {
                let to = arrows[file].iter().filter(|to| circle.contains(to.0));
                let names = |names: &BTreeSet<String>| names.iter().cloned().collect::<Vec<_>>();
                let to = to.map(|(to, n)| format!("    {to}: {}", names(n).join(" ")));
                format!("  {file} uses\n{}", to.collect::<Vec<_>>().join("\n"))
            });
            format!(
                "{} files:\n{}",
                circle.len(),
                lines.collect::<Vec<_>>().join("\n")
            )
        })
        .collect();
    assert!(large.is_empty(), "{}", large.join("\n"));
}

#[test]
fn a_circle_is_found_through_names_handed_on_and_not_by_them() {
    let file = |module: &str| module.split('/').map(str::to_owned).collect::<Module>();
    let texts = [
        ("a", "mod one; mod two; pub use one::One;"),
        (
            "a/one",
            "use super::two; pub struct One; fn f() { two::Two::new() }",
        ),
        ("a/two", "use crate::a::One; pub struct Two(One);"),
        ("b", "use crate::a::One; fn f(_: One) {}"),
    ];
    let named = texts
        .iter()
        .map(|(module, text)| (file(module), paths::read(text)));
    let mut sources = Sources {
        files: texts
            .iter()
            .map(|(module, _)| (file(module), (*module).to_owned()))
            .collect(),
        named: named.collect(),
    };
    sources.named.insert(Module::new(), paths::Named::default());
    sources.files.insert(Module::new(), "lib".to_owned());
    assert_eq!(circles(&sources.arrows()), [["a/one", "a/two"]]);
}

/// The loader's rooms from the bottom, as the table in ARCHITECTURE.md lists them.
fn loader_rooms() -> Vec<String> {
    let text = read("ARCHITECTURE.md");
    let rows = text
        .lines()
        .skip_while(|l| !l.starts_with("| loader's room |"));
    let rows = rows.skip(2).take_while(|l| l.starts_with('|'));
    let rooms = rows.filter_map(|row| row.split('`').nth(1).map(str::to_owned));
    rooms.collect()
}

#[test]
fn the_loader_s_rooms_use_only_what_the_table_has_above_them() {
    let rooms = loader_rooms();
    let floor = |file: &str| {
        let inside = file.strip_prefix("src/loader/")?.trim_end_matches(".rs");
        let room = inside.split('/').next()?;
        let at = rooms.iter().position(|name| name == room);
        Some(at.unwrap_or_else(|| panic!("{file} is in no room of ARCHITECTURE.md's table")))
    };
    let sources = Sources::read();
    let mut faults = Vec::new();
    for (from, to) in sources.arrows() {
        for (to, names) in to {
            if let (Some(own), Some(other)) = (floor(from), floor(to))
                && other > own
            {
                faults.push(format!(
                    "{from} uses {names:?} of {to}, which stands below it in the table"
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
