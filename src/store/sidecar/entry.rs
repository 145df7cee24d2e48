//! One correction as TOML: written anew, or changed where it stands, so that its other words and its comments stay.

use crate::correction::Correction;
use toml_edit::{ArrayOfTables, DocumentMut, InlineTable, Item, Table, TableLike, Value};

/// What a correction says, key by key, in the order in which it is written.
fn fields(correction: &Correction) -> [(&'static str, Option<Value>); 8] {
    let words = |text: &Option<String>| text.as_deref().map(Value::from);
    let number = correction.line.and_then(|line| i64::try_from(line).ok());
    [
        ("text", Some(Value::from(correction.text.as_str()))),
        ("line", number.map(Value::from)),
        ("above", words(&correction.above)),
        ("below", words(&correction.below)),
        ("is", correction.is.map(|role| Value::from(role.name()))),
        ("joins", correction.joins.map(Value::from)),
        (
            "article",
            correction.article.map(|edge| Value::from(edge.name())),
        ),
        ("section", words(&correction.section)),
    ]
}

/// A correction as a table under a heading.
pub fn table(key: &str, correction: &Correction) -> String {
    let mut table = Table::new();
    for (name, value) in fields(correction) {
        if let Some(value) = value {
            table.insert(name, Item::Value(value));
        }
    }
    table.decor_mut().set_prefix("");
    let mut tables = ArrayOfTables::new();
    tables.push(table);
    let mut document = DocumentMut::new();
    document.insert(key, Item::ArrayOfTables(tables));
    document.to_string()
}

/// A correction as a table in braces.
pub fn inline(correction: &Correction) -> String {
    let mut table = InlineTable::new();
    for (name, value) in fields(correction) {
        if let Some(value) = value {
            table.insert(name, value);
        }
    }
    table.to_string()
}

/// A table under its heading, changed to say something else; `None` where the wording cannot be read by itself.
pub fn changed_table(
    wording: &str,
    key: &str,
    from: &Correction,
    to: &Correction,
) -> Option<String> {
    let mut document: DocumentMut = wording.parse().ok()?;
    let tables = document.get_mut(key)?.as_array_of_tables_mut()?;
    change(tables.get_mut(0)?, from, to);
    Some(document.to_string())
}

/// A table in braces, changed to say something else; `None` where the wording cannot be read by itself.
pub fn changed_inline(wording: &str, from: &Correction, to: &Correction) -> Option<String> {
    let mut value: Value = wording.parse().ok()?;
    let table = value.as_inline_table_mut()?;
    // The blank before the brace belongs to whatever stands there last.
    let end = last(table).map(|v| v.decor().suffix().cloned().unwrap_or_default());
    let end = end.filter(|end| end.as_str().is_some_and(|end| end.trim().is_empty()));
    if let (Some(_), Some(value)) = (&end, last(table)) {
        value.decor_mut().set_suffix("");
    }
    change(table, from, to);
    if let (Some(end), Some(value)) = (end, last(table)) {
        value.decor_mut().set_suffix(end);
    }
    Some(value.to_string())
}

fn last(table: &mut InlineTable) -> Option<&mut Value> {
    table.iter_mut().last().map(|(_, value)| value)
}

fn change(table: &mut dyn TableLike, from: &Correction, to: &Correction) {
    let same = |a: &Option<Value>, b: &Option<Value>| {
        a.as_ref().map(ToString::to_string) == b.as_ref().map(ToString::to_string)
    };
    for ((name, old), (_, new)) in fields(from).into_iter().zip(fields(to)) {
        if same(&old, &new) {
            continue;
        }
        let Some(mut new) = new else {
            table.remove(name);
            continue;
        };
        if let Some(there) = table.get_mut(name).and_then(Item::as_value_mut) {
            *new.decor_mut() = there.decor().clone();
            *there = new;
        } else {
            table.insert(name, Item::Value(new));
        }
    }
}
