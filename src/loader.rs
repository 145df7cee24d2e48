//! Reading: bytes in, an issue and its defects out. Only the operating system can make it fail.

use crate::issue::{Defect, Issue};

/// What reading gives.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The issue.
    pub issue: Issue,
    /// What was not as it should be, in order of lines.
    pub defects: Vec<Defect>,
    /// How many line cuts were joined.
    pub joins: usize,
}

/// What the reader knows better than the bytes.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Options {
    /// The encoding's label (WHATWG), instead of telling it by content.
    pub encoding: Option<&'static encoding_rs::Encoding>,
}

/// Reads any bytes as an issue.
pub fn load(_bytes: Vec<u8>, _options: &Options) -> Loaded {
    Loaded::default()
}
