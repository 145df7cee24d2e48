//! Corrections out of TOML, in every form that people may write it in; what is wrong is told with its place.

use crate::correction::{Correction, Edge, Role};
use toml_edit::{Document, Item, Key, TableLike};

/// The key of the corrections.
pub const CORRECTION: &str = "correction";
/// The key of what the file beside the paper tells and is to hold no longer.
pub const WITHDRAWN: &str = "withdrawn";
/// The key of the form's number.
const FORM: &str = "kanbao";
/// The number of this form.
const OURS: i64 = 1;

/// What a correction may hold.
const FIELDS: [&str; 8] = [
    "text", "line", "above", "below", "is", "joins", "article", "section",
];

/// What is wrong in a file of corrections.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum SidecarWrong {
    /// It is not UTF-8.
    #[error("this is not UTF-8; save the file as UTF-8")]
    Encoding,
    /// A correction names no line.
    #[error("text is missing or empty; write the line's own words")]
    NoText,
    /// A correction says nothing of its line.
    #[error("nothing is told of this line; write is, joins, article or section")]
    NothingTold,
    /// A section has no name.
    #[error("section is empty; write its page and name, such as \"02 要闻\"")]
    NoSection,
    /// A line's number is 0.
    #[error("lines are counted from 1")]
    LineZero,
    /// There is no such word here; those that are.
    #[error("there is no {0}; write {1}")]
    Unknown(String, String),
    /// A value is of another kind than it has to be: what is there, and what is expected.
    #[error("this is {0}; write {1}")]
    Kind(String, String),
    /// It is no TOML, in the words of its reader.
    #[error("{0}")]
    Syntax(String),
}

/// A file of corrections, read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ToldLines {
    /// The corrections.
    pub corrections: Vec<Correction>,
    /// What the file beside the paper tells and is to hold no longer.
    pub withdrawn: Vec<Correction>,
}

/// What is wrong at a byte.
type Fault = (usize, SidecarWrong);

/// Reads corrections; `withdrawn` too where the file lies in the state folder. A mistake is a byte and what is wrong
/// there. A file that says to be of a later form may hold what is not known here: that is passed over.
pub fn parse(text: &str, in_state: bool) -> Result<ToldLines, Fault> {
    let document = Document::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |s| s.start);
        (at, SidecarWrong::Syntax(error.message().to_owned()))
    })?;
    let later = match document.get(FORM) {
        Some(item) => whole(item, text)? > OURS,
        None => false,
    };
    let mut told = ToldLines::default();
    for (name, item) in document.iter() {
        match name {
            CORRECTION => told.corrections = entries(item, text, later)?,
            WITHDRAWN if in_state => told.withdrawn = entries(item, text, later)?,
            FORM => {}
            _ if later => {}
            _ => {
                let at = key_at(document.key(name), item);
                return Err((
                    at,
                    SidecarWrong::Unknown(name.to_owned(), CORRECTION.to_owned()),
                ));
            }
        }
    }
    Ok(told)
}

fn entries(item: &Item, text: &str, later: bool) -> Result<Vec<Correction>, Fault> {
    if let Some(tables) = item.as_array_of_tables() {
        let each = tables
            .iter()
            .map(|t| entry(t, start(t.span()), text, later));
        return each.collect();
    }
    let kind = |at, given| (at, SidecarWrong::Kind(given, format!("[[{CORRECTION}]]")));
    let Some(array) = item.as_array() else {
        return Err(kind(start(item.span()), given(item, text)));
    };
    let each = array.iter().map(|value| {
        let at = start(value.span());
        match value.as_inline_table() {
            Some(table) => entry(table, at, text, later),
            None => Err(kind(at, value.type_name().to_owned())),
        }
    });
    each.collect()
}

/// One correction, which stands at a byte.
fn entry(table: &dyn TableLike, at: usize, text: &str, later: bool) -> Result<Correction, Fault> {
    let mut told = Correction::default();
    for (name, item) in table.iter() {
        match name {
            "text" => told.text = words(item, text)?,
            "line" => told.line = Some(line(item, text)?),
            "above" => told.above = Some(words(item, text)?),
            "below" => told.below = Some(words(item, text)?),
            "section" => told.section = Some(words(item, text)?),
            "joins" => told.joins = Some(yes_or_no(item, text)?),
            "is" => {
                let known = Role::ALL.map(|role| (role.name(), role));
                told.is = named(item, &known, text, later)?;
            }
            "article" => {
                let known = Edge::ALL.map(|edge| (edge.name(), edge));
                told.article = named(item, &known, text, later)?;
            }
            _ if later => {}
            _ => {
                let at = key_at(table.key(name), item);
                return Err((
                    at,
                    SidecarWrong::Unknown(name.to_owned(), FIELDS.join(", ")),
                ));
            }
        }
    }
    let empty = |text: &String| text.trim().is_empty();
    if empty(&told.text) {
        Err((at, SidecarWrong::NoText))
    } else if told.is_empty() && !later {
        Err((at, SidecarWrong::NothingTold))
    } else if told.section.as_ref().is_some_and(empty) {
        Err((at, SidecarWrong::NoSection))
    } else {
        Ok(told)
    }
}

fn words(item: &Item, text: &str) -> Result<String, Fault> {
    let words = item.as_str().map(str::to_owned);
    words.ok_or_else(|| kind(item, "a string", text))
}

fn yes_or_no(item: &Item, text: &str) -> Result<bool, Fault> {
    item.as_bool().ok_or_else(|| kind(item, "a boolean", text))
}

fn whole(item: &Item, text: &str) -> Result<i64, Fault> {
    item.as_integer()
        .ok_or_else(|| kind(item, "a number", text))
}

fn line(item: &Item, text: &str) -> Result<usize, Fault> {
    match usize::try_from(whole(item, text)?) {
        Ok(0) => Err((start(item.span()), SidecarWrong::LineZero)),
        Ok(line) => Ok(line),
        Err(_) => Err(kind(item, "a number", text)),
    }
}

/// What a word means; in a file of a later form nothing where it is not known.
fn named<T: Copy>(
    item: &Item,
    known: &[(&str, T)],
    text: &str,
    later: bool,
) -> Result<Option<T>, Fault> {
    let word = words(item, text)?;
    match known.iter().find(|(name, _)| *name == word) {
        Some((_, means)) => Ok(Some(*means)),
        None if later => Ok(None),
        None => {
            let names: Vec<&str> = known.iter().map(|k| k.0).collect();
            Err((
                start(item.span()),
                SidecarWrong::Unknown(word, names.join(", ")),
            ))
        }
    }
}

fn kind(item: &Item, expected: &str, text: &str) -> Fault {
    let wrong = SidecarWrong::Kind(given(item, text), expected.to_owned());
    (start(item.span()), wrong)
}

/// What is there, by its kind and its wording where that is short.
fn given(item: &Item, text: &str) -> String {
    let wording = item.span().and_then(|s| text.get(s));
    match wording.filter(|w| item.is_value() && w.chars().count() <= 20) {
        Some(wording) => format!("{} `{wording}`", item.type_name()),
        None => item.type_name().to_owned(),
    }
}

fn start(span: Option<std::ops::Range<usize>>) -> usize {
    span.map_or(0, |s| s.start)
}

fn key_at(key: Option<&Key>, item: &Item) -> usize {
    start(key.and_then(Key::span).or_else(|| item.span()))
}
