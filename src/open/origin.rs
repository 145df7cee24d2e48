//! Where a bulletin comes from, and how its path is named in messages.

use crate::guard;
use crate::language::Language;
use std::path::{Path, PathBuf};

/// Where a bulletin comes from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Origin {
    /// The built-in sample.
    Sample,
    /// Standard input.
    Standard,
    /// A file, by the path as it was written.
    File(PathBuf),
}

impl Origin {
    /// Its name, fit for a terminal.
    pub fn name(&self, language: Language) -> String {
        match self {
            Self::Sample => language.say("（内置样报）", "(built-in sample)").to_owned(),
            Self::Standard => language.say("（标准输入）", "(standard input)").to_owned(),
            Self::File(path) => shown(path),
        }
    }

    /// The path that was named, where one was.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Sample | Self::Standard => None,
        }
    }
}

/// A path as a message names it.
pub fn shown(path: &Path) -> String {
    guard::line(&path.to_string_lossy())
}
