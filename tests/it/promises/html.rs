//! Any text as HTML is a whole page: each tag that is opened is closed in its place, no id stands twice, and nothing
//! of the text becomes a tag, an attribute or a character that steers.

use super::dice::Dice;
use super::{maker, print as lines, steers};
use kanbao::loader;
use kanbao::print::{PageFormat, PageOptions, print};
use std::collections::BTreeSet;

/// Elements that have no end.
const EMPTY: &[&str] = &["!DOCTYPE", "meta", "input", "hr", "br", "wbr"];

/// Attributes that the page has.
const ATTRIBUTES: &[&str] = &[
    "aria-hidden",
    "aria-label",
    "aria-labelledby",
    "charset",
    "checked",
    "class",
    "content",
    "datetime",
    "dir",
    "height",
    "href",
    "html",
    "id",
    "lang",
    "name",
    "rel",
    "role",
    "scope",
    "span",
    "start",
    "style",
    "title",
    "type",
    "value",
];

pub fn holds(bytes: &[u8]) {
    let mut dice = Dice::new(bytes);
    let options = PageOptions {
        format: PageFormat::Html,
        theme: None,
        links: false,
        ..lines::options(&mut dice)
    };
    let text = maker::text(&mut dice);
    let issue = loader::load(text.into_bytes(), &loader::Options::default()).issue;
    let mut out = Vec::new();
    print(&issue, &options, &mut out).expect("memory takes it");
    let page = String::from_utf8(out).expect("a page is UTF-8");
    if options
        .article
        .is_none_or(|n| (1..=issue.articles().count()).contains(&n))
    {
        is_well_formed(&page);
    }
    let stray = page
        .chars()
        .find(|c| steers(*c) && !['\n', '\t'].contains(c));
    assert_eq!(stray, None, "of {:?}", issue.source);
}

/// Sees that every tag that is opened is closed in its place, that no id stands twice, and that attributes are those
/// of the page.
pub fn is_well_formed(page: &str) {
    let mut open = Vec::new();
    let mut ids = BTreeSet::new();
    let (before, after) = page.split_once("<style>").expect("a style sheet");
    let (_, after) = after.split_once("</style>").expect("its end");
    for part in [before, after] {
        for tag in part.split('<').skip(1) {
            let (tag, _) = tag.split_once('>').expect("a tag ends");
            let name = tag.split(char::is_whitespace).next().unwrap_or("");
            attributes(tag, name);
            if let Some((_, id)) = tag.split_once(" id=\"") {
                assert!(ids.insert(id.split('"').next()), "{tag} twice");
            }
            if EMPTY.contains(&name) {
                continue;
            }
            match name.strip_prefix('/') {
                Some(name) => assert_eq!(open.pop(), Some(name), "in {page}"),
                None => open.push(name),
            }
        }
    }
    assert!(open.is_empty(), "{open:?} stay open");
}

/// Sees that what follows a tag's name is attributes of the page's own.
fn attributes(tag: &str, name: &str) {
    for (n, piece) in tag.split_at(name.len()).1.split('"').enumerate() {
        if n % 2 == 0 {
            for attribute in piece.split_whitespace() {
                let attribute = attribute.trim_end_matches('=');
                assert!(ATTRIBUTES.contains(&attribute), "{attribute} in <{tag}>");
            }
        }
    }
}
