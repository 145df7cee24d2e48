//! What is promised to other programs: the built-in sample read exactly, and the JSON of `docs/json.md`.

use kanbao::{
    issue::{Article, Block, Issue, Text},
    loader::{self, Loaded},
};
use serde_json::{Value, json};

/// The built-in sample, as extraction left it.
const SAMPLE: &str = include_str!("../../assets/sample.txt");
/// What it truly says, written by hand.
const TRUTH: &str = include_str!("sample.json");

fn loaded(text: &str) -> Loaded {
    loader::load(text.as_bytes().to_vec(), &loader::Options::default())
}

fn truth() -> Value {
    serde_json::from_str(TRUTH).expect("sample.json is JSON")
}

/// The model in the words of the contract, read from the spans and not from `export`.
fn shown(issue: &Issue) -> Value {
    let said = |text: &Text| text.of(&issue.source);
    let field = |text: &Option<Text>| text.as_ref().map(said);
    let block = |b: &Block| json!({"kind": b.kind, "text": said(&b.text), "lines": issue.lines_of(b.text.hull())});
    let article = |a: &Article| {
        json!({
            "kicker": field(&a.kicker), "headline": field(&a.headline), "deck": field(&a.deck),
            "byline": field(&a.byline), "dateline": field(&a.dateline), "column": field(&a.column),
            "continued_on": a.continued_on, "continued_from": a.continued_from,
            "lines": issue.lines_of(a.hull()),
            "blocks": a.blocks.iter().map(block).collect::<Vec<_>>(),
        })
    };
    json!({
        "paper": issue.paper, "date": issue.date.map(|d| d.to_string()), "number": issue.number,
        "sections": issue.sections.iter().map(|s| json!({
            "page": s.page, "name": field(&s.name),
            "articles": s.articles.iter().map(article).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "furniture": issue.furniture.iter().map(|f| json!({
            "kind": f.kind, "text": said(&f.text), "lines": issue.lines_of(f.text.hull()),
        })).collect::<Vec<_>>(),
    })
}

/// Every place where `found` is not what `truth` says, as `path: truth ≠ found`; what the truth does not name is free.
fn differences(path: &str, truth: &Value, found: &Value, out: &mut Vec<String>) {
    match (truth, found) {
        (Value::Object(t), Value::Object(f)) => {
            for (key, value) in t {
                let at = format!("{path}.{key}");
                differences(&at, value, f.get(key).unwrap_or(&Value::Null), out);
            }
        }
        (Value::Array(t), Value::Array(f)) => {
            for i in 0..t.len().max(f.len()) {
                let (t, f) = (t.get(i), f.get(i));
                let at = format!("{path}[{i}]");
                differences(
                    &at,
                    t.unwrap_or(&Value::Null),
                    f.unwrap_or(&Value::Null),
                    out,
                );
            }
        }
        _ if truth == found => {}
        _ => {
            let short = |v: &Value| v.to_string().chars().take(160).collect::<String>();
            out.push(format!(
                "{path}:\n  truth {}\n  found {}",
                short(truth),
                short(found)
            ));
        }
    }
}

fn assert_same(truth: &Value, found: &Value) {
    let mut out = Vec::new();
    differences("", truth, found, &mut out);
    assert!(
        out.is_empty(),
        "{} differences:\n{}",
        out.len(),
        out.join("\n")
    );
}

#[test]
fn the_sample_is_read_exactly() {
    let mut truth = truth();
    // What only the export says.
    let fields = truth.as_object_mut().expect("an object");
    fields.retain(|key, _| key != "format" && key != "defects");
    for section in fields["sections"].as_array_mut().expect("sections") {
        for article in section["articles"].as_array_mut().expect("articles") {
            for block in article["blocks"].as_array_mut().expect("blocks") {
                block.as_object_mut().expect("a block").remove("pieces");
            }
        }
    }
    assert_same(&truth, &shown(&loaded(SAMPLE).issue));
}

#[test]
fn the_sample_has_no_defect() {
    assert_eq!(loaded(SAMPLE).defects, []);
}

#[test]
fn the_sample_shows_what_the_program_does() {
    let truth = truth();
    let sections = truth["sections"].as_array().expect("sections");
    let articles = || {
        sections
            .iter()
            .flat_map(|s| s["articles"].as_array().expect("articles"))
    };
    assert!(sections.len() >= 3 && articles().count() >= 10);
    for kind in [
        "paragraph",
        "subhead",
        "caption",
        "list",
        "table",
        "note",
        "verse",
    ] {
        assert!(
            articles().any(|a| a["blocks"]
                .as_array()
                .expect("blocks")
                .iter()
                .any(|b| b["kind"] == kind)),
            "the sample has no {kind}"
        );
    }
    for field in [
        "kicker",
        "deck",
        "byline",
        "dateline",
        "column",
        "continued_on",
    ] {
        assert!(
            articles().any(|a| a[field].is_string()),
            "the sample has no {field}"
        );
    }
    // The first article explains the keys.
    let news = articles().next().expect("a first article").to_string();
    for key in [
        "n", "p", "]", "[", "j", "k", "/", "f", "o", "?", "q", "+", "-", "y",
    ] {
        assert!(
            news.contains(&format!("“{key}”")),
            "the news leaves out {key}"
        );
    }
}
