//! The rows of `assets/evidence.toml`: each is used, once, has its reasons, and stands in the manual.

use std::collections::HashMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use toml::{Table, Value};

fn path(file: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(file)
}

fn read(file: &str) -> String {
    fs::read_to_string(path(file)).unwrap_or_else(|e| panic!("{file}: {e}"))
}

/// A group of rows, in the order of the file.
struct Group {
    name: String,
    about: Value,
    rows: Vec<(String, Table)>,
}

/// The groups in the order of the file.
fn groups() -> Vec<Group> {
    let text = read("assets/evidence.toml");
    let file: Table = text.parse().expect("TOML");
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
            let own = text
                .split_once(&format!("[{group}]\n"))
                .expect("the group")
                .1;
            rows.sort_by_key(|(id, _)| own.find(&format!("\n{id} = {{")));
            Group {
                name: group.to_owned(),
                about: table["about"].clone(),
                rows,
            }
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
    let names: Vec<&str> = sources
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | ':')))
        .collect();
    for group in groups() {
        for (id, row) in group.rows {
            let name = format!("{}::{}", group.name, id.to_uppercase());
            let uses = names.iter().filter(|n| **n == name).count();
            let weighs = row.contains_key("weight") || row.contains_key("bins");
            // What decides by itself and has no weight may do so in several places.
            assert!(
                uses == 1 || uses > 1 && !weighs,
                "{name} of assets/evidence.toml is used {uses} times"
            );
        }
    }
}

#[test]
fn every_row_has_a_reason_in_both_languages() {
    let han = |c: char| ('\u{4e00}'..'\u{a000}').contains(&c);
    let mut chinese_of = HashMap::new();
    for (id, row) in groups().into_iter().flat_map(|group| group.rows) {
        let text = |name: &str| row[name].as_str().expect("a text").to_owned();
        let (english, chinese) = (text("en"), text("zh"));
        assert!(chinese.chars().any(han) && !english.is_empty(), "{id}");
        let known = chinese_of
            .entry(english.clone())
            .or_insert_with(|| chinese.clone());
        assert_eq!(*known, chinese, "{english} is worded in two ways");
    }
}

/// The page of the manual in a language.
fn page(language: &str) -> String {
    let english = language == "en";
    let say = |en: &'static str, zh: &'static str| if english { en } else { zh };
    let mut page = format!(
        "# {}\n\n[{}](README.md)\n\n{}\n",
        say("The evidence", "读法的依据"),
        say("Manual", "手册"),
        say(
            "What `check --explain` tells, and how much each reason weighs. [How a text is read](reading.md) says how the weights are\n\
             used. The page is made from `assets/evidence.toml` by a test: do not change it by hand.\n\n\
             A weight is a natural logarithm of odds. It speaks for what stands over its table, below 0 against it. Where a weight\n\
             depends on a value, the table gives it for each range. A weight \"times\" something counts as often as that says.\n\
             An origin `hand` was set by hand; `fitted` was reckoned from labelled issues, on that day.\n\n\
             A piece is the line that may be gone on with; a leg is a column of type; heads are the lines over a text; a run is lines in a\n\
             row that stand alone; the rank of a heading is its level; furniture is what is no article's: mastheads, editor lines.",
            "`check --explain` 说的理由，以及每条理由有多重。怎样用这些权重，见[怎样读一篇文字](../reading.md)（英文）。本页由测试从\n\
             `assets/evidence.toml` 生成，不要手改。\n\n\
             权重是可能性之比的自然对数：支持表上所写的判断，小于 0 则反对。随数值而变的权重按范围分列；写明“乘以”的，\n\
             按所写的数量计。拟合的权重，是那一天从标注过的各期报纸里算出来的。\n\n\
             “前一截”是本行或许要接下去的那一行；“栏”是版面上竖着的一栏；“一级标题”各照它的 # 数；“杂项”是报头、责编之类。"
        )
    );
    for group in groups() {
        let about = group.about[language].as_str().expect("a text");
        let about = about.trim_end_matches(['.', '。']);
        let _ = writeln!(page, "\n## {about} (`{}`)\n", group.name);
        page.push_str(say(
            "| id | reason | weight | origin |\n",
            "| 名称 | 理由 | 权重 | 来源 |\n",
        ));
        page.push_str("|---|---|---|---|\n");
        for (id, row) in group.rows {
            let reason = row[language].as_str().expect("a text");
            let origin = row.get("origin").and_then(Value::as_str).unwrap_or("–");
            let origin = match origin.strip_prefix("fitted ") {
                _ if english => origin.to_owned(),
                Some(day) => format!("拟合于 {day}"),
                None => origin.replace("hand", "手定"),
            };
            let weight = weight(&row, english);
            let _ = writeln!(page, "| `{id}` | {reason} | {weight} | {origin} |");
        }
    }
    page
}

/// A row's weight, or the weights of its bins.
fn weight(row: &Table, english: bool) -> String {
    let of = row.get(if english { "of" } else { "of_zh" });
    let of = of.and_then(Value::as_str);
    match (row.get("weight"), row.get("bins")) {
        (Some(weight), _) => {
            let weight = shown(weight);
            match of {
                Some(of) if english => format!("{weight} times {of}"),
                Some(of) => format!("{weight} 乘以{of}"),
                None => weight,
            }
        }
        (None, Some(bins)) => {
            let bins = bins.as_array().expect("bins").iter();
            let bins = bins.map(|bin| {
                let (from, weight) = (shown(&bin[0]), shown(&bin[1]));
                if english {
                    format!("from {from}: {weight}")
                } else {
                    format!("{from} 起：{weight}")
                }
            });
            let bins: Vec<String> = bins.collect();
            let parted = bins.join(if english { "; " } else { "；" });
            let of = of.unwrap_or_default();
            if english {
                format!("{parted} ({of})")
            } else {
                format!("{parted}（{of}）")
            }
        }
        (None, None) => "–".to_owned(),
    }
}

fn shown(number: &Value) -> String {
    match number {
        Value::Float(number) => number.to_string(),
        other => other.to_string(),
    }
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
