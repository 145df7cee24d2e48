//! Turns the TOML files of `assets/` into data for `src/assets.rs`: parsing them took a quarter of the time to the
//! first screen. A file that is no TOML, or holds what the program has no use for, stops the build. The tables of
//! `assets/opencc/` are packed for `src/typeset/script/`.

#[path = "build/opencc.rs"]
mod opencc;

use std::fmt::Write;
use std::path::Path;
use toml::de::{DeTable, DeValue};

fn main() {
    let mut code = String::new();
    for (name, meaning) in [
        ("keys", "The built-in keys."),
        ("rules", "The words and forms of papers."),
        ("themes", "The built-in themes."),
    ] {
        let path = format!("assets/{name}.toml");
        println!("cargo::rerun-if-changed={path}");
        let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
        let file = DeTable::parse(&text).unwrap_or_else(|e| panic!("{path}: {e}"));
        let _ = write!(
            code,
            "/// {meaning}\npub static {}: Value = ",
            name.to_uppercase()
        );
        table(file.get_ref(), &mut code);
        code.push_str(";\n");
    }
    let folder = std::env::var("OUT_DIR").expect("cargo names the folder");
    std::fs::write(Path::new(&folder).join("assets.rs"), code).expect("cargo made the folder");
    opencc::pack(Path::new(&folder));
}

fn table(table: &DeTable, code: &mut String) {
    code.push_str("Value::Table(&[");
    for (name, entry) in table {
        let _ = write!(code, "({:?}, ", name.get_ref());
        value(entry.get_ref(), code);
        code.push_str("), ");
    }
    code.push_str("])");
}

fn value(given: &DeValue, code: &mut String) {
    match given {
        DeValue::String(text) => drop(write!(code, "Value::Text({text:?})")),
        DeValue::Boolean(switch) => drop(write!(code, "Value::Switch({switch})")),
        DeValue::Array(values) => {
            code.push_str("Value::List(&[");
            for inner in values {
                value(inner.get_ref(), code);
                code.push_str(", ");
            }
            code.push_str("])");
        }
        DeValue::Table(inner) => table(inner, code),
        other => panic!("the assets hold no {}", other.type_str()),
    }
}
