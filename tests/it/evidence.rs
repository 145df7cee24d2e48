//! The rows of `assets/evidence.toml`: each is used, once, has its reasons, and stands in the manual.

use std::fs;
use std::path::Path;
use toml::{Table, Value};

fn path(file: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(file)
}

fn read(file: &str) -> String {
    fs::read_to_string(path(file)).unwrap_or_else(|e| panic!("{file}: {e}"))
}

/// The groups in the order of the file, each with its rows in that order.
fn groups() -> Vec<(String, Value, Vec<(String, Table)>)> {
    let text = read("assets/evidence.toml");
    let file: Table = text.parse().expect("TOML");
    let ids: Vec<&str> = text
        .lines()
        .filter_map(|l| l.split_once(" = {"))
        .map(|(id, _)| id)
        .collect();
    let names = text
        .lines()
        .filter_map(|l| l.strip_prefix('[')?.strip_suffix(']'));
    names
        .map(|group| {
            let table = file[group].as_table().expect("a table");
            let mut rows: Vec<(String, Table)> = table
                .iter()
                .filter(|(id, _)| *id != "about")
                .map(|(id, row)| (id.clone(), row.as_table().expect("a row").clone()))
                .collect();
            rows.sort_by_key(|(id, _)| ids.iter().position(|i| i == id));
            (group.to_owned(), table["about"].clone(), rows)
        })
        .collect()
}

/// All sources of the loader, without their tests.
fn loader() -> String {
    let mut open = vec![path("src/loader")];
    let mut all = String::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let file = entry.expect("an entry").path();
            if file.is_dir() {
                open.push(file);
            } else if !file.ends_with("tests.rs") {
                let source = fs::read_to_string(&file).expect("a source");
                let code = source
                    .split("#[cfg(test)]\nmod tests")
                    .next()
                    .unwrap_or_default();
                for line in code
                    .lines()
                    .filter(|line| !line.trim_start().starts_with("//"))
                {
                    all.push_str(line);
                    all.push('\n');
                }
            }
        }
    }
    all
}

#[test]
fn every_row_is_used_once() {
    let sources = loader();
    let word = |c: char| c.is_alphanumeric() || c == '_';
    for (group, _, rows) in groups() {
        for (id, row) in rows {
            let weighs = row.contains_key("weight") || row.contains_key("bins");
            let name = format!("{group}::{}", id.to_uppercase());
            let uses = sources.match_indices(&name);
            let uses = uses.filter(|(at, _)| {
                let after = sources[at + name.len()..].chars().next();
                let before = sources[..*at].chars().next_back();
                !after.is_some_and(word) && !before.is_some_and(word)
            });
            let uses = uses.count();
            // What decides by itself and has no weight may do so in several places.
            assert!(
                uses == 1 || uses > 1 && !weighs,
                "{group}.{id} of assets/evidence.toml is used {uses} times"
            );
        }
    }
}

#[test]
fn every_row_has_a_reason_in_both_languages() {
    let han = |c: char| ('\u{4e00}'..'\u{a000}').contains(&c);
    let mut chinese_of = std::collections::HashMap::new();
    for (group, _, rows) in groups() {
        for (id, row) in rows {
            let text = |name: &str| row[name].as_str().expect("a text").to_owned();
            let (english, chinese) = (text("en"), text("zh"));
            assert!(
                chinese.chars().any(han) && !english.is_empty(),
                "{group}.{id}"
            );
            let known = chinese_of
                .entry(english.clone())
                .or_insert_with(|| chinese.clone());
            assert_eq!(*known, chinese, "{english} is worded in two ways");
        }
    }
}

/// The page of the manual in a language.
fn page(language: &str) -> String {
    let english = language == "en";
    let say = |en: &'static str, zh: &'static str| if english { en } else { zh };
    let mut page = format!(
        "# {}\n\n[{}](README.md)\n\n{}\n",
        say("The evidence", "凭什么这样读"),
        say("Manual", "手册"),
        say(
            "What `check --explain` tells, and how much each reason weighs. [How a text is read](reading.md) says how the weights are\n\
             used. The page is made from `assets/evidence.toml` by a test: do not change it by hand.\n\n\
             A weight is a natural logarithm of odds. It speaks for what stands over its table, below 0 against it. Where a weight\n\
             depends on a value, the table gives it for each range. A weight \"times\" something counts as often as that says.\n\
             An origin `hand` was set by hand; `fitted` was reckoned from labelled issues, on that day.",
            "`check --explain` 说的理由，以及每条理由有多重。怎样用这些权重，见[怎样读一篇文字](../reading.md)（英文）。本页由测试从\n\
             `assets/evidence.toml` 生成，不要手改。\n\n\
             权重是可能性之比的自然对数：支持表上所写的判断，小于 0 则反对。随数值而变的权重按范围分列；写明“乘以”的，\n\
             按所写的数量计。来源 `hand` 是手定的，`fitted` 是那一天从标注过的各期报纸里算出来的。"
        )
    );
    for (group, about, rows) in groups() {
        let about = about[language]
            .as_str()
            .expect("a text")
            .trim_end_matches(['.', '。']);
        page.push_str(&format!("\n## {about} (`{group}`)\n\n"));
        page.push_str(say(
            "| id | reason | weight | origin |\n",
            "| 名称 | 理由 | 权重 | 来源 |\n",
        ));
        page.push_str("|---|---|---|---|\n");
        for (id, row) in rows {
            let reason = row[language].as_str().expect("a text");
            let of = row.get("of").and_then(Value::as_str);
            let weight = match (row.get("weight"), row.get("bins")) {
                (Some(weight), _) => {
                    let times = say("times", "乘以");
                    let weight = shown(weight);
                    of.map_or_else(|| weight.clone(), |of| format!("{weight} {times} {of}"))
                }
                (None, Some(bins)) => {
                    let bins = bins.as_array().expect("bins").iter().map(|bin| {
                        let from = shown(&bin[0]);
                        format!("{} {from}: {}", say("from", "自"), shown(&bin[1]))
                    });
                    let bins: Vec<String> = bins.collect();
                    format!("{} ({})", bins.join("; "), of.unwrap_or_default())
                }
                (None, None) => "–".to_owned(),
            };
            let origin = row.get("origin").and_then(Value::as_str).unwrap_or("–");
            page.push_str(&format!("| `{id}` | {reason} | {weight} | {origin} |\n"));
        }
    }
    page
}

fn shown(number: &Value) -> String {
    let number = number
        .as_float()
        .or_else(|| number.as_integer().map(|n| n as f64));
    format!("{}", number.expect("a number"))
}

#[test]
fn the_manual_has_every_row() {
    for (language, file) in [("en", "docs/evidence.md"), ("zh", "docs/zh-CN/evidence.md")] {
        let page = page(language);
        if std::env::var_os("UPDATE_DOCS").is_some() {
            fs::write(path(file), &page).expect("the manual can be written");
        }
        let stands = fs::read_to_string(path(file)).unwrap_or_default();
        assert!(
            stands == page,
            "{file} is not as assets/evidence.toml says: UPDATE_DOCS=1 cargo test --test it evidence"
        );
    }
}
