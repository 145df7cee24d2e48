//! Every link in README, the manual and the other papers leads to a file and a heading that are there.

use super::{pages, read};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

/// The papers beside README.
const OTHERS: [&str; 4] = [
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
];

/// What the links and pictures of a page lead to.
fn targets(page: &str) -> Vec<String> {
    let events = Parser::new_ext(page, Options::ENABLE_TABLES);
    let targets = events.filter_map(|event| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => Some(dest_url),
        _ => None,
    });
    targets.map(|target| target.to_string()).collect()
}

/// The anchors of a page's headings, as GitHub makes them.
fn anchors(page: &str) -> BTreeSet<String> {
    let mut anchors = BTreeSet::new();
    let mut heading: Option<String> = None;
    for event in Parser::new_ext(page, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => anchors.extend(heading.take().map(|h| anchor(&h))),
            Event::Text(text) | Event::Code(text) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&text);
                }
            }
            _ => {}
        }
    }
    anchors
}

fn anchor(heading: &str) -> String {
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
    let lower = heading.to_lowercase();
    lower
        .chars()
        .filter(kept)
        .collect::<String>()
        .replace(' ', "-")
}

/// A link's file by its path from the project's root; what leads up out of it is refused.
fn resolved(from: &str, link: &str) -> Option<String> {
    let mut path = PathBuf::from(from);
    path.pop();
    for part in Path::new(link).components() {
        match part {
            Component::Normal(name) => path.push(name),
            Component::ParentDir => path.pop().then_some(())?,
            Component::CurDir => {}
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    path.to_str().map(str::to_owned)
}

/// Of each link of a page into the project: the link, its file, and the anchor that it names.
fn links(page: &str) -> Vec<(String, String, Option<String>)> {
    let targets = targets(&read(page)).into_iter();
    let local = targets.filter(|target| !target.starts_with("https://"));
    let links = local.map(|link| {
        let (file, anchor) = match link.split_once('#') {
            Some((file, anchor)) => (file, Some(anchor.to_owned())),
            None => (link.as_str(), None),
        };
        let file = match file {
            "" => page.to_owned(),
            _ => resolved(page, file).unwrap_or_else(|| panic!("{page}: {link}")),
        };
        (link, file, anchor)
    });
    links.collect()
}

#[test]
fn every_link_leads_somewhere() {
    let mut seen = 0;
    for page in pages().into_iter().chain(OTHERS.map(str::to_owned)) {
        for (link, file, anchor) in links(&page) {
            seen += 1;
            let there = Path::new(env!("CARGO_MANIFEST_DIR")).join(&file).exists();
            assert!(there, "{page}: {link}: no file {file}");
            if let Some(anchor) = anchor {
                let there = anchors(&read(&file));
                assert!(there.contains(&anchor), "{page}: {link}: {there:?}");
            }
        }
    }
    assert!(seen > 80, "{seen} links");
}

/// Whether a pattern of Cargo.toml's `exclude` leaves a file out: a path from the root, with `*` in its last part.
fn leaves_out(pattern: &str, file: &str) -> bool {
    let pattern = pattern.strip_prefix('/').expect("from the root");
    match pattern.split_once('*') {
        Some((start, end)) => file.starts_with(start) && file.ends_with(end),
        None => Path::new(file).starts_with(pattern),
    }
}

#[test]
fn what_readme_links_to_is_packed() {
    let manifest: toml::Table = read("Cargo.toml").parse().expect("Cargo.toml is TOML");
    let excluded = manifest["package"]
        .get("exclude")
        .and_then(|e| e.as_array());
    let excluded: Vec<&str> = excluded
        .into_iter()
        .flatten()
        .filter_map(|e| e.as_str())
        .collect();
    for page in pages() {
        for (link, file, _) in links(&page) {
            let out = excluded.iter().find(|pattern| leaves_out(pattern, &file));
            assert_eq!(out, None, "{page}: {link}");
        }
    }
}

#[test]
fn anchors_are_as_github_makes_them() {
    assert_eq!(anchor("From a PDF to a text"), "from-a-pdf-to-a-text");
    assert_eq!(anchor("从 PDF 到文本"), "从-pdf-到文本");
    assert_eq!(anchor("A, B: `c`"), "a-b-c");
}
