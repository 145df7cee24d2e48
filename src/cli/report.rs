//! What `check` prints: what was found, then each defect where editors and people look for it.

use crate::guard;
use crate::issue::FurnitureKind;
use crate::language::Language;
use crate::loader::Loaded;
use crate::open::rules::RulesFault;
use std::io::{self, Write};

/// Writes the findings and the defects of a bulletin, by its name and as a shell takes it where one can, and the mistakes
/// in the rules it was read by.
pub fn report(
    loaded: &Loaded,
    faults: &[RulesFault],
    (name, argument): (&str, Option<&str>),
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    let issue = &loaded.issue;
    let zh = language == Language::Chinese;
    let articles = issue.articles().count();
    // An issue without sections has one without a name, which is none to count.
    let sections = issue
        .sections
        .iter()
        .filter(|s| s.name.is_some() || s.page.is_some())
        .count();
    let mut facts = vec![
        counted(articles, zh, "篇稿件", "article"),
        counted(sections, zh, "个版", "section"),
        if zh {
            format!("接合断行 {} 处", loaded.joins)
        } else {
            counted(loaded.joins, zh, "", "joined line cut")
        },
    ];
    let furniture = furniture(loaded, zh);
    if zh {
        facts.push(format!(
            "略去版面文字 {} 处{furniture}",
            issue.furniture.len()
        ));
    } else {
        facts.push(format!(
            "{} of the page left out{furniture}",
            counted(issue.furniture.len(), zh, "", "piece")
        ));
    }
    facts.push(counted(
        loaded.defects.len() + faults.len(),
        zh,
        "处缺陷或疑点",
        "defect",
    ));
    writeln!(
        out,
        "{name}{}{}",
        language.say("：", ": "),
        facts.join(language.say("，", ", "))
    )?;
    for defect in &loaded.defects {
        writeln!(
            out,
            "{name}:{}: {}: {}",
            defect.line,
            defect.kind,
            guard::line(&language.defect(defect))
        )?;
    }
    for fault in faults {
        writeln!(out, "{}", fault.tell(language))?;
    }
    let doubt = loaded.defects.iter().find(|d| d.kind == "doubt");
    if let Some((doubt, argument)) = doubt.zip(argument) {
        let ask = format!("kanbao check --explain {} {argument}", doubt.line);
        let ask = ask.trim_end();
        match language {
            Language::Chinese => writeln!(out, "存疑的行为什么那样读，可以问：{ask}")?,
            Language::English => writeln!(out, "to see why a line in doubt was read so: {ask}")?,
        }
    }
    Ok(())
}

/// So many of a thing.
fn counted(count: usize, zh: bool, chinese: &str, english: &str) -> String {
    match (zh, count) {
        (true, _) => format!("{count} {chinese}"),
        (false, 1) => format!("1 {english}"),
        (false, _) => format!("{count} {english}s"),
    }
}

/// How many pieces of each kind of furniture, in brackets.
fn furniture(loaded: &Loaded, zh: bool) -> String {
    const KINDS: [(FurnitureKind, &str, &str); 7] = [
        (FurnitureKind::Masthead, "报头", "masthead"),
        (FurnitureKind::Folio, "版次", "folio"),
        (FurnitureKind::Editors, "责编", "editors"),
        (FurnitureKind::Teaser, "导读", "teaser"),
        (FurnitureKind::Slogan, "标语", "slogan"),
        (FurnitureKind::Credit, "图片来源", "credit"),
        (FurnitureKind::Other, "其他", "other"),
    ];
    let parts: Vec<String> = KINDS
        .iter()
        .filter_map(|(kind, chinese, english)| {
            let count = loaded
                .issue
                .furniture
                .iter()
                .filter(|f| f.kind == *kind)
                .count();
            (count > 0).then(|| format!("{} {count}", if zh { chinese } else { english }))
        })
        .collect();
    match (parts.is_empty(), zh) {
        (true, _) => String::new(),
        (false, true) => format!("（{}）", parts.join("、")),
        (false, false) => format!(" ({})", parts.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::issue::{Article, Defect, Furniture, Issue, Section, Text};

    fn loaded() -> Loaded {
        let mut loaded = Loaded::default();
        let piece = |kind| Furniture {
            kind,
            text: Text::default(),
        };
        loaded.issue = Issue {
            sections: vec![Section {
                page: Some("01".into()),
                articles: vec![Article::default(); 3],
                ..Section::default()
            }],
            furniture: vec![
                piece(FurnitureKind::Folio),
                piece(FurnitureKind::Editors),
                piece(FurnitureKind::Folio),
            ],
            ..Issue::default()
        };
        loaded.joins = 12;
        loaded.defects = vec![Defect {
            line: 7,
            kind: "doubt",
            message: "引题或主题？\x1b[2J".into(),
            chinese: None,
        }];
        loaded
    }

    fn reported(language: Language) -> String {
        let mut out = Vec::new();
        report(
            &loaded(),
            &[],
            ("10月.txt", Some("10月.txt")),
            language,
            &mut out,
        )
        .unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn findings_and_defects() {
        insta::assert_snapshot!(reported(Language::Chinese), @"
        10月.txt：3 篇稿件，1 个版，接合断行 12 处，略去版面文字 3 处（版次 2、责编 1），1 处缺陷或疑点
        10月.txt:7: doubt: 引题或主题？�[2J
        存疑的行为什么那样读，可以问：kanbao check --explain 7 10月.txt
        ");
        insta::assert_snapshot!(reported(Language::English), @"
        10月.txt: 3 articles, 1 section, 12 joined line cuts, 3 pieces of the page left out (folio 2, editors 1), 1 defect
        10月.txt:7: doubt: 引题或主题？�[2J
        to see why a line in doubt was read so: kanbao check --explain 7 10月.txt
        ");
    }
}
