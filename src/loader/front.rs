//! Front matter: TOML between two `+++` lines at a text's head, with `paper`, `date`, `number` and `title`.
//! Keys of other programs are passed over; a mistake is a defect, and the text is read all the same. What other
//! programs put there, YAML between `---` lines and a letter's header lines, is read for the same keys.

mod headers;

use crate::issue::{Date, Defect, Issue, Mark, MarkKind, Span};
use crate::loader::forms::dates::find_date;
use serde::Deserialize;
use toml::{Spanned, Value};

/// The keys read, each whatever its type, so that a mistake in one does not hide the others.
#[derive(Debug, Default, Deserialize)]
struct Front {
    paper: Option<Spanned<Value>>,
    date: Option<Spanned<Value>>,
    number: Option<Spanned<Value>>,
    title: Option<Spanned<Value>>,
    kanbao: Option<Spanned<Value>>,
}

/// What front matter says beside the issue's fields.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct FrontMatter {
    /// Byte at which the text proper begins.
    pub body: usize,
    /// Whether the text is an export of this program's, and its marks are exact.
    pub exported: bool,
}

/// Reads front matter into the issue.
pub fn read(issue: &mut Issue, defects: &mut Vec<Defect>) -> FrontMatter {
    let Some((inner, end)) = bounds(&issue.source) else {
        return FrontMatter {
            body: headers::read(issue),
            exported: false,
        };
    };
    issue.marks.push(Mark {
        span: Span::new(0, end),
        kind: MarkKind::Front,
    });
    let text = inner.of(&issue.source).to_owned();
    let mut said = FrontMatter {
        body: end,
        exported: false,
    };
    let mut defect = |issue: &Issue, at: usize, message: String| {
        let byte = Span::new(inner.start as usize + at, 0).start;
        let line = issue.line_of(byte);
        let start = issue.line_starts.get(line - 1).copied().unwrap_or(0);
        let column = Span { start, end: byte }.of(&issue.source).chars().count() + 1;
        defects.push(Defect {
            line,
            kind: "front-matter",
            message: format!("column {column}: {message}"),
            chinese: None,
        });
    };
    let front: Front = match toml::from_str(&text) {
        Ok(front) => front,
        Err(error) => {
            let at = error.span().map_or(0, |s| s.start);
            defect(
                issue,
                at,
                format!(
                    "{}; correct the TOML between the +++ lines",
                    error.message()
                ),
            );
            return said;
        }
    };
    let mut word = |issue: &Issue, value: Option<Spanned<Value>>, name: &str| -> Option<String> {
        let value = value?;
        match value.get_ref() {
            Value::String(s) if !s.trim().is_empty() => Some(s.trim().to_owned()),
            Value::Integer(n) => Some(n.to_string()),
            Value::Datetime(d) => Some(d.to_string()),
            Value::String(_) => None,
            other => {
                defect(
                    issue,
                    value.span().start,
                    format!("{name} is {}; write {name} = \"…\"", other.type_str()),
                );
                None
            }
        }
    };
    issue.paper = word(issue, front.paper, "paper");
    issue.title = word(issue, front.title, "title");
    issue.number = word(issue, front.number, "number")
        .map(|n| n.chars().filter(|c| c.is_alphanumeric()).collect());
    let date_at = front.date.as_ref().map_or(0, |d| d.span().start);
    let day = front.date.as_ref().and_then(|d| day_of(d.get_ref()));
    if let Some(date) = word(issue, front.date, "date") {
        issue.date = day.or_else(|| find_date(&date).map(|d| d.0));
        if issue.date.is_none() {
            defect(
                issue,
                date_at,
                format!("date “{date}” is no day of the calendar; write date = 2023-10-24"),
            );
        }
    }
    said.exported = front
        .kanbao
        .is_some_and(|v| v.get_ref().as_integer() == Some(1));
    said
}

/// A day as TOML has it, which may be of any year; one in words is looked for as in a text.
fn day_of(value: &Value) -> Option<Date> {
    let date = value.as_datetime()?.date?;
    Date::new(date.year, date.month, date.day)
}

/// The text between the `+++` lines, and the byte after the second.
fn bounds(source: &str) -> Option<(Span, usize)> {
    let rest = source.trim_start_matches(['\n', '\r', ' ', '\u{FEFF}']);
    let start = source.len() - rest.len();
    let open = rest.strip_prefix("+++")?;
    let line_end = open.find(['\n', '\r'])?;
    if !open.get(..line_end)?.trim().is_empty() {
        return None;
    }
    let from = start + 3 + line_end;
    let mut at = from;
    for line in source.get(from..)?.split_inclusive(['\n', '\r']) {
        if line.trim() == "+++" {
            return Some((Span::new(from, at), at + line.len()));
        }
        at += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use crate::loader::{Options, load};

    #[test]
    fn its_keys_are_read() {
        let text = "+++\npaper = \"山城报\"\ndate = 2023-10-24\nnumber = 12\ntags = [\"a\"]\n+++\n\n# 标题\n\n正文在此。\n";
        let loaded = load(text.as_bytes().to_vec(), &Options::default());
        let issue = &loaded.issue;
        assert_eq!(
            (issue.paper.as_deref(), issue.number.as_deref()),
            (Some("山城报"), Some("12"))
        );
        assert_eq!(issue.date.unwrap().to_string(), "2023-10-24");
        assert_eq!(loaded.defects, []);
    }

    #[test]
    fn a_mistake_is_named_with_line_and_column_and_the_rest_is_read() {
        let text = "+++\npaper = \"山城报\"\ndate = \"明天\"\n+++\n\n# 标题\n\n正文在此。\n";
        let loaded = load(text.as_bytes().to_vec(), &Options::default());
        assert_eq!(loaded.issue.paper.as_deref(), Some("山城报"));
        assert_eq!(
            (loaded.defects[0].line, loaded.defects[0].kind),
            (3, "front-matter")
        );
        assert!(
            loaded.defects[0].message.starts_with("column 8"),
            "{:?}",
            loaded.defects
        );
        let text = "+++\npaper = = 3\n+++\n\n# 标题\n\n正文在此。\n";
        let loaded = load(text.as_bytes().to_vec(), &Options::default());
        assert_eq!(
            (loaded.defects[0].line, loaded.issue.sections.len()),
            (2, 1)
        );
    }
}
