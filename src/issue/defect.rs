//! What is not as it should be in what was read.

use serde::Serialize;

/// Something in the input that is not as it should be, or that was read in doubt.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Defect {
    /// Line of the source, counted from 1.
    pub line: usize,
    /// What kind: `encoding`, `scan`, `front-matter`, `doubt`, `jump`, `headline`, …
    pub kind: &'static str,
    /// What is wrong and what to do.
    pub message: String,
    /// The same in Chinese, where it names what no list of wordings has.
    #[serde(skip)]
    pub chinese: Option<String>,
}

impl Defect {
    /// Whether it is of the bytes, however their text is read.
    pub fn is_of_bytes(&self) -> bool {
        matches!(self.kind, "encoding" | "scan" | "glyphs" | "page")
    }
}
