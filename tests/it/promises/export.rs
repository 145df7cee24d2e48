//! An export as Markdown that is read again and exported says the same: in Markdown, in text and in JSON.
//!
//! The JSON is of the shape that its schema says.
//!
//! What an export leaves out is not compared: lines, furniture, defects. Characters that steer a terminal stand as
//! U+FFFD in Markdown and text, those that end lines as a blank, and are compared as that.

use super::dice::Dice;
use super::{load, maker, steers};
use jsonschema::Validator;
use kanbao::export::{ExportFormat, export};
use kanbao::guard;
use kanbao::loader::{self, Loaded, Options};
use serde_json::Value;
use std::sync::LazyLock;

pub fn holds(bytes: &[u8]) {
    let mut dice = Dice::new(bytes);
    keep(&loader::load(maker::bytes(&mut dice), &Options::default()));
}

/// Sees that the exports of a text keep what they promise to.
pub fn keeps(text: &str) {
    keep(&loader::load(text.as_bytes().to_vec(), &Options::default()));
}

fn keep(first: &Loaded) {
    load::check(first);
    let source = &first.issue.source;
    let markdown = exported(first, ExportFormat::Markdown);
    let again = loader::load(markdown.clone().into_bytes(), &Options::default());
    load::check(&again);
    assert_eq!(again.defects, [], "of the export of {source:?}");
    fits(first);
    for format in [
        ExportFormat::Json,
        ExportFormat::Markdown,
        ExportFormat::Text,
    ] {
        let (mut one, mut other) = (exported(first, format), exported(&again, format));
        let stray = one
            .chars()
            .find(|c| steers(*c) && !['\n', '\t'].contains(c));
        assert_eq!(stray, None, "{format:?} of {source:?}");
        if format == ExportFormat::Json {
            (one, other) = (kept(&one), kept(&other));
        }
        let parted = one.lines().zip(other.lines()).find(|(a, b)| a != b);
        assert!(
            one == other,
            "{format:?} is not read back: {parted:#?}\nof {source:?} by way of\n{markdown}"
        );
    }
}

/// Sees that the JSON is of the shape that `docs/issue.schema.json` says.
fn fits(loaded: &Loaded) {
    static SCHEMA: LazyLock<Validator> = LazyLock::new(|| {
        let schema = include_str!("../../../docs/issue.schema.json");
        let schema = serde_json::from_str(schema).expect("the schema is JSON");
        jsonschema::draft202012::new(&schema).expect("the schema is one")
    });
    let value: Value =
        serde_json::from_str(&exported(loaded, ExportFormat::Json)).expect("an export is JSON");
    let faults: Vec<String> = SCHEMA
        .iter_errors(&value)
        .map(|e| format!("{}: {e}", e.instance_path()))
        .collect();
    assert_eq!(faults, [""; 0], "of {:?}", loaded.issue.source);
}

fn exported(loaded: &Loaded, format: ExportFormat) -> String {
    let mut out = Vec::new();
    export(loaded, format, &mut out).expect("memory takes it");
    String::from_utf8(out).expect("an export is UTF-8")
}

/// What of the JSON an export in Markdown keeps.
fn kept(json: &str) -> String {
    let mut value: Value = serde_json::from_str(json).expect("JSON");
    if let Some(fields) = value.as_object_mut() {
        fields.retain(|name, _| !["furniture", "defects"].contains(&name.as_str()));
    }
    keep_words(&mut value);
    format!("{value:#}")
}

fn keep_words(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|name, _| !["lines", "pieces"].contains(&name.as_str()));
            fields.values_mut().for_each(keep_words);
        }
        Value::Array(values) => values.iter_mut().for_each(keep_words),
        Value::String(text) => {
            // What hides is in no export but JSON.
            *text = guard::content(text);
        }
        _ => {}
    }
}
