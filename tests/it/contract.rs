//! What is promised to other programs: the built-in sample read exactly, and the JSON of `docs/json.md`.

use kanbao::{
    export::{self, ExportFormat},
    issue::{Article, Block, Issue, Text},
    loader::{self, Loaded},
};
use serde_json::{Value, json};

/// The built-in sample, as extraction left it.
const SAMPLE: &str = include_str!("../../assets/sample.txt");
/// What it truly says, written by hand.
const TRUTH: &str = include_str!("sample.json");

/// The shape of the JSON.
const SCHEMA: &str = include_str!("../../docs/issue.schema.json");

/// A text with everything in it that a terminal must not get, in every part of an article.
const HOSTILE: &str = "# 标题\u{1b}[31m红了\u{202e}倒着\n\n记者\u{7} 某某\n\n正文里有\u{9b}2J和\u{2066}隔离\u{2069}。\n\n- 一项\u{8}\n\n| 甲\u{1b} | 乙 |\n|---|---|\n| 一 | 二\u{200f} |\n";

fn loaded(text: &str) -> Loaded {
    loader::load(text.as_bytes().to_vec(), &loader::Options::default())
}

fn truth() -> Value {
    serde_json::from_str(TRUTH).expect("sample.json is JSON")
}

fn exported(text: &str, format: ExportFormat) -> String {
    let mut out = Vec::new();
    export::export(&loaded(text), format, &mut out).expect("memory takes it");
    String::from_utf8(out).expect("an export is UTF-8")
}

/// What is wrong with a value by `docs/issue.schema.json`, a line for each fault.
fn faults(value: &Value) -> Vec<String> {
    let schema = serde_json::from_str(SCHEMA).expect("the schema is JSON");
    let validator = jsonschema::draft202012::new(&schema).expect("the schema is one");
    let faults = validator.iter_errors(value);
    faults
        .map(|e| format!("{}: {e}", e.instance_path()))
        .collect()
}

/// Characters that steer a terminal or turn the direction of text.
fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The model in the words of the contract, read from the spans and not from `export`.
fn shown(issue: &Issue) -> Value {
    let said = |text: &Text| text.of(&issue.source);
    let field = |text: &Option<Text>| text.as_ref().map(said);
    let block = |b: &Block| json!({"kind": b.kind, "text": format!("{} {}", b.item_mark(&issue.source), said(&b.text)).trim_start(), "lines": issue.lines_of(b.text.hull())});
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

/// The facts of an export, one a line, each named by the article it belongs to, so that one article too many does
/// not make all that follow look wrong.
fn facts(value: &Value, under: &str, out: &mut Vec<String>) {
    match value {
        Value::Array(values) => values.iter().for_each(|v| facts(v, under, out)),
        Value::Object(fields) if fields.contains_key("kind") => {
            out.push(format!("{under} {value}"));
        }
        Value::Object(fields) => {
            let name = fields
                .get("headline")
                .or(fields.get("name"))
                .map(Value::to_string);
            let under = name.as_deref().unwrap_or(under);
            for (key, value) in fields {
                match value {
                    Value::Array(v) if v.iter().all(Value::is_number) => {
                        out.push(format!("{under} {key} {value}"));
                    }
                    Value::Array(_) | Value::Object(_) => facts(value, under, out),
                    _ => out.push(format!("{under} {key} {value}")),
                }
            }
        }
        _ => out.push(format!("{under} {value}")),
    }
}

fn assert_same(truth: &Value, found: &Value) {
    let mut out = Vec::new();
    differences("", truth, found, &mut out);
    if out.is_empty() {
        return;
    }
    let (mut wanted, mut had) = (Vec::new(), Vec::new());
    facts(truth, "", &mut wanted);
    facts(found, "", &mut had);
    let missing = wanted
        .iter()
        .filter(|w| !had.contains(w))
        .map(|w| format!("- {w}"));
    let extra = had
        .iter()
        .filter(|h| !wanted.contains(h))
        .map(|h| format!("+ {h}"));
    let lines: Vec<String> = missing
        .chain(extra)
        .map(|l| l.chars().take(200).collect())
        .collect();
    panic!(
        "not as it should be:\n{}\nfirst place: {}",
        lines.join("\n"),
        out[0]
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

#[test]
fn the_sample_is_exported_exactly() {
    let found = serde_json::from_str(&exported(SAMPLE, ExportFormat::Json)).expect("JSON");
    assert_same(&truth(), &found);
}

#[test]
fn the_schema_holds_for_what_is_exported() {
    assert_eq!(faults(&truth()), [""; 0], "the sample's truth");
    let twisted = "+++\npaper = \n+++\n下转第9版(下转第9版)\n\n\u{fffd}\n```\ncode\n";
    for text in [
        SAMPLE,
        HOSTILE,
        "",
        "\n\n \n",
        "# 只有标题\n",
        "一句话",
        "---\n> 引文\n\n![图](a.png)\n",
        twisted,
    ] {
        let found = serde_json::from_str(&exported(text, ExportFormat::Json)).expect("JSON");
        assert_eq!(faults(&found), [""; 0], "export of {text:?}");
    }
}

#[test]
fn the_schema_is_closed() {
    let change = |at: &str, value: Value| {
        let mut changed = truth();
        let (parent, key) = at.rsplit_once('/').expect("a pointer");
        changed.pointer_mut(parent).expect("is there")[key] = value;
        faults(&changed)
    };
    for (at, value) in [
        ("/extra", json!(1)),
        ("/format", json!(2)),
        ("/date", json!("2025-13-01")),
        ("/number", json!("No. 5")),
        ("/sections/0/page", json!("第1版")),
        ("/sections/0/extra", json!(null)),
        ("/sections/0/articles/0/headline", json!("")),
        ("/sections/0/articles/0/extra", json!(null)),
        ("/sections/0/articles/0/lines", json!([1])),
        ("/sections/0/articles/0/lines", json!([0, 3])),
        ("/sections/0/articles/0/blocks/0/kind", json!("heading")),
        ("/sections/0/articles/0/blocks/0/depth", json!(1)),
        ("/sections/0/articles/0/blocks/0/pieces", json!([[1, 2]])),
        ("/furniture/0/kind", json!("advertisement")),
        ("/defects", json!([{"line": 1, "kind": "doubt"}])),
    ] {
        assert_ne!(
            change(at, value.clone()),
            [""; 0],
            "{at} may not be {value}"
        );
    }
}

#[test]
fn no_control_character_leaves_in_an_export() {
    for (format, kept) in [
        (ExportFormat::Json, true),
        (ExportFormat::Markdown, false),
        (ExportFormat::Text, false),
    ] {
        let text = exported(HOSTILE, format);
        assert!(text.contains("红了"), "{format:?} holds the text");
        let stray = text
            .chars()
            .find(|c| steers(*c) && !['\n', '\t'].contains(c));
        assert_eq!(stray, None, "{format:?} lets a character through");
        if kept {
            let value: Value = serde_json::from_str(&text).expect("JSON");
            let said = value.to_string();
            assert!(
                said.contains('\u{202e}'),
                "JSON escapes it and does not change it"
            );
        } else {
            assert!(
                text.contains('\u{fffd}'),
                "{format:?} shows that something stood there"
            );
        }
    }
}

#[test]
fn no_text_of_the_contract_has_white_space_at_its_ends() {
    let padded = "# 　标题 \n\n　　正文一段。 　\n\n>  引文 \n\n  -  一项  \n";
    for text in [SAMPLE, padded] {
        let value: Value = serde_json::from_str(&exported(text, ExportFormat::Json)).expect("JSON");
        let mut open = vec![&value];
        while let Some(value) = open.pop() {
            match value {
                Value::String(s) => assert_eq!(s, s.trim()),
                Value::Array(a) => open.extend(a),
                Value::Object(o) => open.extend(o.values()),
                _ => {}
            }
        }
    }
}

/// The sections of a text, with all that an export keeps: no lines.
pub fn structure(text: &str) -> Value {
    let value: Value = serde_json::from_str(&exported(text, ExportFormat::Json)).expect("JSON");
    let mut sections = value["sections"].clone();
    for section in sections.as_array_mut().expect("sections") {
        for article in section["articles"].as_array_mut().expect("articles") {
            article.as_object_mut().expect("an article").remove("lines");
            for block in article["blocks"].as_array_mut().expect("blocks") {
                block
                    .as_object_mut()
                    .expect("a block")
                    .retain(|k, _| k == "kind" || k == "text");
            }
        }
    }
    sections
}

/// A text's Markdown export.
pub fn markdown(text: &str) -> String {
    exported(text, ExportFormat::Markdown)
}

#[test]
fn a_day_counted_from_the_republic_is_exported_in_the_common_era_and_read_again() {
    for (day, expected) in [
        ("中華民國一百一十四年十月十七日", Some("2025-10-17")),
        ("民國114年10月17日", Some("2025-10-17")),
        ("民国廿四年五月五日", Some("1935-05-05")),
        ("民國元年一月一日", Some("1912-01-01")),
        ("民國99999年1月1日", None),
        ("民國2025年1月1日", None),
    ] {
        let text = format!(
            "鷺汀報 {day} 星期五\n\n渡口的新船下水\n\n本報訊 昨日上午，渡口的新船下水，船工們站在岸上看了很久，誰也不肯先走。\n"
        );
        let date = |text: &str| {
            let value: Value =
                serde_json::from_str(&exported(text, ExportFormat::Json)).expect("JSON");
            value.get("date").and_then(Value::as_str).map(str::to_owned)
        };
        assert_eq!(date(&text).as_deref(), expected, "{day}");
        let again = exported(&text, ExportFormat::Markdown);
        assert_eq!(date(&again).as_deref(), expected, "{again}");
    }
}

#[test]
fn reading_a_markdown_export_again_gives_the_same_structure() {
    assert_same(&structure(SAMPLE), &structure(&markdown(SAMPLE)));
}
