//! Reading is total and loses nothing: any bytes give an issue, and its parts tile the source.

use super::dice::Dice;
use super::maker;
use kanbao::issue::{Block, BlockKind, Issue, Span, Text};
use kanbao::loader::{self, Loaded, Options};

pub fn holds(bytes: &[u8]) {
    let mut dice = Dice::new(bytes);
    let encoding = match dice.below(8) {
        7 => Some(dice.of(&[
            encoding_rs::GB18030,
            encoding_rs::BIG5,
            encoding_rs::UTF_16LE,
            encoding_rs::UTF_8,
        ])),
        _ => None,
    };
    let options = Options {
        encoding,
        ..Options::default()
    };
    let file = maker::bytes(&mut dice);
    let loaded = loader::load(file.clone(), &options);
    check(&loaded);
    assert_eq!(
        loader::load(file, &options).issue,
        loaded.issue,
        "read twice"
    );
    let again = loader::reread(loaded.issue.source.clone(), None, &[]);
    assert_eq!(again.issue, loaded.issue, "read again");
}

/// That what was read is whole and in order.
pub fn check(loaded: &Loaded) {
    let issue = &loaded.issue;
    let faults = faults(issue);
    assert!(
        faults.is_empty(),
        "{}\nin {:?}",
        faults.join("\n"),
        issue.source
    );
    let lines = issue.line_starts.len().max(1);
    for defect in &loaded.defects {
        assert!(
            (1..=lines).contains(&defect.line),
            "{defect:?} of {lines} lines"
        );
    }
    assert!(loaded.defects.is_sorted_by_key(|d| d.line));
    for (text, name) in lines_of_words(issue) {
        let words = text.of(&issue.source);
        assert!(
            !words.contains(['\n', '\r']),
            "{name} {words:?} is of several lines in {:?}",
            issue.source
        );
    }
    for (_, article) in issue.articles() {
        for block in &article.blocks {
            let tab = if block.kind == BlockKind::Table {
                '\t'
            } else {
                '\n'
            };
            for run in &block.text.runs {
                let words = run.span.of(&issue.source);
                assert!(
                    !words.contains(['\n', '\r', tab]),
                    "{words:?} is several rows or cells in {:?}",
                    issue.source
                );
            }
        }
    }
}

/// The texts that are one line each, by what they are: all but tables, code, and furniture, which may be
/// either.
fn lines_of_words(issue: &Issue) -> Vec<(&Text, &'static str)> {
    let mut found: Vec<(&Text, &str)> = Vec::new();
    for section in &issue.sections {
        found.extend(section.name.iter().map(|t| (t, "a section's name")));
        for article in &section.articles {
            for (text, name) in [
                (&article.column, "column"),
                (&article.kicker, "kicker"),
                (&article.headline, "headline"),
                (&article.deck, "deck"),
                (&article.byline, "byline"),
                (&article.dateline, "dateline"),
            ] {
                found.extend(text.iter().map(|t| (t, name)));
            }
            // Hard breaks part lines of items, quotations and notes.
            let rows = |b: &&Block| {
                use BlockKind::{Code, List, Note, Quote, Table};
                matches!(b.kind, Table | Code | List | Quote | Note)
            };
            let blocks = article.blocks.iter().filter(|b| !rows(b));
            found.extend(blocks.map(|b| (&b.text, "a block")));
        }
    }
    found
}

/// The places of an issue's parts, each named. A section's name stands in the mark of its heading, a dateline in its
/// paragraph, and a column's name may stand in the headline; they are no parts of their own there.
fn parts(issue: &Issue) -> Vec<(Span, &'static str)> {
    let mut parts = Vec::new();
    let mut add = |text: &Text, name| {
        parts.extend(text.runs.iter().map(|r| (r.span, name)));
    };
    for section in &issue.sections {
        for article in &section.articles {
            let heads = [
                (&article.kicker, "kicker"),
                (&article.headline, "headline"),
                (&article.deck, "deck"),
                (&article.byline, "byline"),
            ];
            for (text, name) in heads {
                if let Some(text) = text {
                    add(text, name);
                }
            }
            if let Some(column) = article.column_apart() {
                add(column, "column");
            }
            for block in &article.blocks {
                add(&block.text, "block");
            }
        }
    }
    for furniture in &issue.furniture {
        add(&furniture.text, "furniture");
    }
    parts.extend(issue.marks.iter().map(|m| (m.span, "mark")));
    parts
}

/// What is wrong with the tiling: characters in no part, or in two.
pub fn faults(issue: &Issue) -> Vec<String> {
    let mut parts = parts(issue);
    parts.retain(|(span, _)| !span.is_empty());
    parts.sort_unstable();
    let mut faults = Vec::new();
    let mut end = 0;
    let mut before = "the beginning";
    let around = |span: Span| span.of(&issue.source).chars().take(40).collect::<String>();
    for (span, name) in parts
        .into_iter()
        .chain([(Span::new(issue.source.len(), issue.source.len()), "the end")])
    {
        if issue.source.get(span.range()).is_none() {
            faults.push(format!("{name} {span:?} is no place of the source"));
            continue;
        }
        if span.start < end {
            faults.push(format!("{name} {:?} overlaps {before}", around(span)));
        }
        let gap = Span {
            start: end,
            end: span.start,
        };
        if !gap.is_empty() && !gap.of(&issue.source).trim().is_empty() {
            faults.push(format!(
                "{:?} between {before} and {name} is lost",
                around(gap)
            ));
        }
        (end, before) = (end.max(span.end), name);
    }
    faults
}
