//! Makes constants of the rows of `assets/evidence.toml` for `src/loader/evidence.rs`: weights are known when the program
//! is built, and no table is searched while a text is read. A row that lacks something, or has what no row has, stops
//! the build.

use std::fmt::Write;
use std::path::Path;
use toml::de::{DeTable, DeValue};

const FILE: &str = "assets/evidence.toml";

/// Writes `evidence.rs` into a folder.
pub fn write(folder: &Path) {
    println!("cargo::rerun-if-changed={FILE}");
    let text = std::fs::read_to_string(FILE).unwrap_or_else(|e| panic!("{FILE}: {e}"));
    let file = DeTable::parse(&text).unwrap_or_else(|e| panic!("{FILE}: {e}"));
    let mut rows = Rows::default();
    let mut code = String::new();
    for (group, table) in file.get_ref() {
        let group = group.get_ref();
        let _ = writeln!(code, "pub mod {group} {{");
        let mut about = false;
        for (id, row) in entries(table.get_ref()) {
            about |= id == "about";
            let plain = |c: char| c.is_ascii_lowercase() || c == '_';
            assert!(
                id.chars().all(plain),
                "{FILE}: {group}.{id} is no id: small letters and _"
            );
            let fields = row
                .as_table()
                .unwrap_or_else(|| panic!("{group}.{id} is no row"));
            if id == "about" {
                continue;
            }
            rows.row(&format!("{group}.{id}"), fields, &mut code);
        }
        assert!(about, "{FILE}: {group} does not say what it is about");
        code.push_str("}\n");
    }
    let _ = writeln!(
        code,
        "/// Id and reason of each row, by its number.\npub static ROWS: [(&str, Reason); {}] = [{}];",
        rows.count, rows.listed
    );
    let _ = writeln!(
        code,
        "/// Weight of each row, by its number.\n#[cfg(feature = \"weighing\")]\npub const WEIGHTS: [f32; {}] = [{}];",
        rows.count, rows.weights
    );
    std::fs::write(folder.join("evidence.rs"), code).expect("cargo made the folder");
}

/// The rows so far. Each bin of a row counts as one.
#[derive(Default)]
struct Rows {
    count: usize,
    listed: String,
    weights: String,
}

impl Rows {
    /// Writes the constant of a row.
    fn row(&mut self, id: &str, fields: &DeTable, code: &mut String) {
        for (name, _) in fields {
            let known = ["weight", "bins", "of", "of_zh", "origin", "en", "zh"];
            assert!(
                known.contains(&&**name.get_ref()),
                "{FILE}: {id} has no use for {}",
                name.get_ref()
            );
        }
        let text = |name: &str| fields.get(name).and_then(|v| v.get_ref().as_str());
        let (Some(english), Some(chinese)) = (text("en"), text("zh")) else {
            panic!("{FILE}: {id} needs a reason in both languages, en and zh");
        };
        let name = id.rsplit('.').next().unwrap_or(id).to_uppercase();
        let reason = format!("super::Reason {{ english: {english:?}, chinese: {chinese:?} }}");
        let _ = writeln!(code, "    /// It {english}.");
        let (weight, bins) = (fields.get("weight"), fields.get("bins"));
        if weight.is_none() && bins.is_none() {
            // What decides by itself.
            assert!(
                id.starts_with("forms."),
                "{FILE}: {id} has neither a weight nor bins"
            );
            let _ = writeln!(code, "    pub const {name}: super::Reason = {reason};");
            return;
        }
        let origin = text("origin").unwrap_or_default();
        assert!(
            origin == "hand" || origin.strip_prefix("fitted ").is_some_and(is_day),
            "{FILE}: the origin of {id} is \"hand\", or \"fitted\" with the day"
        );
        match (weight, bins) {
            (Some(weight), None) => {
                let weight = number(id, weight.get_ref());
                let _ = writeln!(
                    code,
                    "    pub const {name}: super::EvidenceRow = super::EvidenceRow::new({}, {weight});",
                    self.count
                );
                self.count(id, &weight, english, chinese);
            }
            (None, Some(bins)) => {
                let first = self.count;
                let mut all = String::new();
                let mut last = f32::NEG_INFINITY;
                let bins = bins
                    .get_ref()
                    .as_array()
                    .unwrap_or_else(|| panic!("{FILE}: the bins of {id} are no list"));
                for bin in bins {
                    let Some([from, weight]) = bin.get_ref().as_array().map(|a| &**a) else {
                        panic!("{FILE}: a bin of {id} is [from, weight]");
                    };
                    let (from, weight) = (number(id, from.get_ref()), number(id, weight.get_ref()));
                    let begins: f32 = from.parse().expect("a number");
                    assert!(begins > last, "{FILE}: the bins of {id} do not go up");
                    last = begins;
                    let _ = write!(all, "({from}, {weight}), ");
                    self.count(
                        &format!("{id}.{}", self.count - first),
                        &weight,
                        english,
                        chinese,
                    );
                }
                let _ = writeln!(
                    code,
                    "    pub const {name}: super::Bins = super::Bins::new({first}, &[{all}]);"
                );
            }
            _ => panic!("{FILE}: {id} has a weight and bins"),
        }
    }

    fn count(&mut self, id: &str, weight: &str, english: &str, chinese: &str) {
        self.count += 1;
        let _ = write!(
            self.listed,
            "({id:?}, Reason {{ english: {english:?}, chinese: {chinese:?} }}), "
        );
        let _ = write!(self.weights, "{weight}, ");
    }
}

/// Whether a text is a day: 2026-12-01.
fn is_day(text: &str) -> bool {
    let digits = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    lengths == [4, 2, 2] && text.split('-').all(digits)
}

/// The rows of a group.
fn entries<'t>(group: &'t DeValue<'t>) -> impl Iterator<Item = (&'t str, &'t DeValue<'t>)> {
    let table = group.as_table().expect("a group is a table");
    table
        .iter()
        .map(|(id, row)| (&**id.get_ref(), row.get_ref()))
}

/// A number as Rust writes a floating one.
fn number(id: &str, value: &DeValue) -> String {
    let text = match value {
        DeValue::Float(number) => number.as_str().to_owned(),
        DeValue::Integer(number) => format!("{}.", number.as_str()),
        other => panic!(
            "{FILE}: {id} has a {} where a number stands",
            other.type_str()
        ),
    };
    let value: f32 = text
        .parse()
        .unwrap_or_else(|_| panic!("{FILE}: {id} has {text} where a number stands"));
    assert!(
        value.is_finite(),
        "{FILE}: {id} has {text} where a number stands"
    );
    format!("{value:?}")
}
