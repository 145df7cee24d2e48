//! Corrections in one array (`correction = [{ … }, …]`): the array's wording with some of them changed, without some, and
//! with more.
//!
//! Between two of them stand a comma, blanks, line ends and comments. A comment behind one on its line, and comments
//! on lines of their own right above it, are its own and go with it; all others stay.

use super::entry;
use super::merge::{Fate, MergePlan};
use super::wording::with_line_ends;
use crate::correction::Correction;
use std::ops::Range;
use toml_edit::{Array, RawString};

/// An array's new wording, from the bracket to the bracket.
pub fn edited(
    text: &str,
    array: &Array,
    there: &[Correction],
    plan: &MergePlan,
    line_end: &str,
) -> String {
    let mut tail = of(text, array.trailing().span());
    let mut comma = array.trailing_comma();
    let mut out: Vec<(String, String)> = Vec::new();
    // Where the one before has gone: what stays of all that stood before it.
    let mut left: Option<String> = None;
    let after = |left: Option<String>, between: &str| match left {
        Some(left) => left + first_line(between).1,
        None => between.to_owned(),
    };
    for (n, (value, fate)) in array.iter().zip(&plan.fates).enumerate() {
        let decor = value.decor();
        let lead = of(text, decor.prefix().and_then(RawString::span));
        let wording = of(text, value.span());
        let mut behind = of(text, decor.suffix().and_then(RawString::span));
        if n + 1 == array.len() && !comma {
            // Without a comma all up to the bracket stands behind the last.
            (tail, behind) = (behind, "");
        }
        let lead = after(left.take(), lead);
        let wording = match (fate, there.get(n)) {
            (Fate::Goes, _) => {
                let (first, lines) = first_line(&lead);
                left = Some(first.to_owned() + without_own_comments(lines));
                continue;
            }
            (Fate::Becomes(to), Some(from)) => {
                let new = entry::changed_inline(wording, from, to);
                with_line_ends(&new.unwrap_or_else(|| entry::inline(to)), line_end)
            }
            _ => wording.to_owned(),
        };
        out.push((lead, wording + behind));
    }
    let mut tail = after(left, tail);
    for new in &plan.added {
        let (lead, rest) = place(&out, &tail, line_end);
        out.push((lead, entry::inline(new)));
        tail = rest;
    }
    comma &= !out.is_empty();
    let entries: Vec<String> = out.into_iter().map(|(lead, word)| lead + &word).collect();
    let comma = if comma { "," } else { "" };
    format!("[{}{comma}{tail}]", entries.join(","))
}

/// What stands before a new last one, and what comes to stand behind it.
fn place(out: &[(String, String)], tail: &str, line_end: &str) -> (String, String) {
    let (first, rest) = first_line(tail);
    let broken = out.iter().any(|(lead, _)| lead.contains('\n')) || !first.is_empty();
    if !broken {
        let lead = if out.is_empty() { tail } else { " " };
        return (lead.to_owned(), tail.to_owned());
    }
    let indent = out.last().and_then(|(lead, _)| lead.rsplit('\n').next());
    let indent = indent.filter(|i| i.trim().is_empty()).unwrap_or("  ");
    let first = if first.is_empty() { line_end } else { first };
    (format!("{first}{indent}"), format!("{line_end}{rest}"))
}

/// Blanks and comments up to and with the first line end, and the rest; all of it is rest where there is none.
fn first_line(between: &str) -> (&str, &str) {
    let end = between.find('\n').map_or(0, |at| at + 1);
    between.split_at_checked(end).unwrap_or(("", between))
}

/// Lines of blanks and comments without the comments right above their end.
fn without_own_comments(lines: &str) -> &str {
    let mut end = lines.rfind('\n').map_or(0, |at| at + 1);
    while let Some(before) = lines.get(..end).and_then(|l| l.strip_suffix('\n')) {
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = before.get(start..).unwrap_or("");
        if !line.trim_start().starts_with('#') {
            break;
        }
        end = start;
    }
    lines.get(..end).unwrap_or("")
}

fn of(text: &str, span: Option<Range<usize>>) -> &str {
    span.and_then(|span| text.get(span)).unwrap_or("")
}
