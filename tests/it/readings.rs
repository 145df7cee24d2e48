//! Small texts that show what single rows of the evidence decide, and how each is read.
//!
//! `tests/readings/NAME.txt` is read as `NAME.read` says: its export as Markdown, then the doubts.

use kanbao::export::{ExportFormat, export};
use kanbao::loader::{self, Options};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// The texts, in order of their names.
fn texts() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readings");
    let files = fs::read_dir(folder).expect("the texts");
    let mut texts: Vec<PathBuf> = files
        .map(|file| file.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|end| end == "txt"))
        .collect();
    texts.sort();
    texts
}

/// How a text is read.
fn as_read(text: Vec<u8>) -> String {
    let loaded = loader::load(text, &Options::default());
    let mut out = Vec::new();
    export(&loaded, ExportFormat::Markdown, &mut out).expect("memory can be written");
    let mut read = String::from_utf8(out).expect("UTF-8");
    read.push_str("---- doubts\n");
    for doubt in loaded.defects.iter().filter(|d| d.kind == "doubt") {
        writeln!(read, "doubt {}: {}", doubt.line, doubt.message).expect("memory can be written");
    }
    read
}

#[test]
fn each_text_is_read_as_it_was() {
    let texts = texts();
    assert!(!texts.is_empty(), "no texts in tests/readings");
    let mut otherwise = Vec::new();
    for text in texts {
        let read = as_read(fs::read(&text).expect("a text"));
        let kept = text.with_extension("read");
        if std::env::var_os("UPDATE_READINGS").is_some() {
            fs::write(&kept, &read).expect("the reading can be written");
        }
        if fs::read_to_string(&kept).unwrap_or_default() != read {
            otherwise.push(format!("{}", kept.display()));
        }
    }
    assert!(
        otherwise.is_empty(),
        "read otherwise than kept:\n{}\nTo look at the difference: UPDATE_READINGS=1 cargo test --test it readings, then git diff",
        otherwise.join("\n")
    );
}
