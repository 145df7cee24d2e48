//! A file of corrections changed as text: what is not changed keeps its wording to the byte, in whatever form of TOML it
//! was written.

use super::merge::{Fate, MergePlan};
use super::{array, entry};
use crate::correction::Correction;
use std::ops::Range;
use toml_edit::{Document, Item, RawString, Table};

/// The text with the corrections under a key as planned; those `there` are in it now, in this order.
pub fn edited(text: &str, key: &str, there: &[Correction], plan: &MergePlan) -> String {
    if plan.is_nothing() {
        return text.to_owned();
    }
    let line_end = line_end(text);
    let Ok(document) = Document::parse(text) else {
        // It was read, so it can be read again.
        return text.to_owned();
    };
    let mut cuts: Vec<(Range<usize>, String)> = Vec::new();
    match document.get(key) {
        Some(Item::ArrayOfTables(tables)) => {
            for ((table, fate), from) in tables.iter().zip(&plan.fates).zip(there) {
                match fate {
                    Fate::Stays => {}
                    Fate::Becomes(to) => {
                        let own = own_lines(text, table);
                        let wording = text.get(own.clone()).unwrap_or("");
                        let new = entry::changed_table(wording, key, from, to)
                            .unwrap_or_else(|| entry::table(key, to));
                        cuts.push((own, with_line_ends(&new, self::line_end(wording))));
                    }
                    Fate::Goes => gone(text, table, &mut cuts),
                }
            }
        }
        Some(Item::Value(value)) if value.is_array() => {
            if let (Some(array), Some(span)) = (value.as_array(), value.span()) {
                return spliced(
                    text,
                    vec![(span, array::edited(text, array, there, plan, line_end))],
                );
            }
        }
        _ => {}
    }
    let mut new = spliced(text, cuts);
    for correction in &plan.added {
        if !new.is_empty() && !new.ends_with('\n') {
            new.push_str(line_end);
        }
        if !new.trim_start_matches('\u{FEFF}').trim().is_empty() {
            new.push_str(line_end);
        }
        new.push_str(&with_line_ends(&entry::table(key, correction), line_end));
    }
    new
}

/// The text with pieces of it replaced; none lies within another.
fn spliced(text: &str, mut cuts: Vec<(Range<usize>, String)>) -> String {
    cuts.sort_by_key(|(range, _)| range.start);
    let mut new = String::with_capacity(text.len());
    let mut at = 0;
    for (range, words) in cuts {
        new.push_str(text.get(at..range.start.max(at)).unwrap_or(""));
        new.push_str(&words);
        at = range.end.max(at);
    }
    new.push_str(text.get(at..).unwrap_or(""));
    new
}

/// Takes out a table with the comments right above it, and the tables within it.
fn gone(text: &str, table: &Table, cuts: &mut Vec<(Range<usize>, String)>) {
    let own = own_lines(text, table);
    let floor = table.decor().prefix().and_then(RawString::span);
    let floor = floor.map_or(own.start, |span| span.start.min(own.start));
    let above = |start: usize, is_ours: fn(&str) -> bool| {
        let mut start = start;
        while let Some(line) = line_before(text, start, floor).filter(|l| is_ours(l)) {
            start -= line.len();
        }
        start
    };
    let start = above(own.start, |line| line.trim_start().starts_with('#'));
    let start = above(start, |line| line.trim().is_empty());
    let mut end = own.end;
    let bare = |text: &str| text.trim_start_matches('\u{FEFF}').is_empty();
    if text.get(..start).is_some_and(bare) {
        // Nothing is left above: the blank lines below part it from nothing.
        while let Some(line) = line_at(text, end).filter(|line| line.trim().is_empty()) {
            end += line.len();
        }
    }
    cuts.push((start..end, String::new()));
    within(text, table, cuts);
}

/// Takes out the tables with headings of their own that stand within another.
fn within(text: &str, table: &Table, cuts: &mut Vec<(Range<usize>, String)>) {
    for (_, item) in table {
        match item {
            Item::Table(inner) if inner.is_dotted() || inner.is_implicit() => {
                within(text, inner, cuts);
            }
            Item::Table(inner) => gone(text, inner, cuts),
            Item::ArrayOfTables(tables) => tables.iter().for_each(|t| gone(text, t, cuts)),
            _ => {}
        }
    }
}

/// The lines of a table itself: from its heading to the last of its values.
fn own_lines(text: &str, table: &Table) -> Range<usize> {
    let heading = table.span().unwrap_or(0..0);
    let start = text.get(..heading.start).and_then(|t| t.rfind('\n'));
    let end = heading.end.max(end_of_values(table));
    let rest = text.get(end..).unwrap_or("");
    let length = rest.find('\n').map_or(rest.len(), |at| at + 1);
    // A byte order mark is no part of the first line.
    let start = start.map_or(0, |at| at + 1);
    let mark = text.get(start..).is_some_and(|t| t.starts_with('\u{FEFF}'));
    let start = start + if mark { '\u{FEFF}'.len_utf8() } else { 0 };
    start..end + length
}

fn end_of_values(table: &Table) -> usize {
    let ends = table.iter().map(|(_, item)| match item {
        Item::Value(value) => value.span().map_or(0, |s| s.end),
        Item::Table(inner) if inner.is_dotted() => end_of_values(inner),
        _ => 0,
    });
    ends.max().unwrap_or(0)
}

/// The line that ends at a byte, if it begins at the floor or after it.
fn line_before(text: &str, at: usize, floor: usize) -> Option<&str> {
    let before = text.get(floor..at)?;
    let start = before.strip_suffix('\n')?.rfind('\n');
    before.get(start.map_or(0, |at| at + 1)..)
}

/// The line that begins at a byte, if it has an end.
fn line_at(text: &str, at: usize) -> Option<&str> {
    let rest = text.get(at..)?;
    rest.get(..=rest.find('\n')?)
}

/// How lines end in a text.
fn line_end(text: &str) -> &'static str {
    let first = text.find('\n').and_then(|at| text.get(..at));
    if first.is_some_and(|line| line.ends_with('\r')) {
        "\r\n"
    } else {
        "\n"
    }
}

/// Words with all lines ended alike.
pub fn with_line_ends(words: &str, line_end: &str) -> String {
    words.replace("\r\n", "\n").replace('\n', line_end)
}

#[cfg(test)]
mod tests;
