//! The lines that `check --explain` is asked about, and why one cannot be explained.

use crate::cli::advice::Advice;
use crate::language::Language;
use crate::tell::spoken::say;
use std::ops::RangeInclusive;

/// Lines asked about: one, or from one to another.
pub type Lines = RangeInclusive<usize>;

/// Reads `12` or `12-15`.
///
/// # Errors
/// Why it is neither.
pub fn lines(text: &str) -> Result<Lines, Advice> {
    let number = |text: &str| text.trim().parse::<usize>().ok().filter(|n| *n > 0);
    let (from, to) = text.split_once('-').unwrap_or((text, text));
    match (number(from), number(to)) {
        (Some(from), Some(to)) if from <= to => Ok(from..=to),
        _ => Err(Advice(say(
            "请写行号，或像 12-15 那样写两个",
            "write a line's number, or two as 12-15",
        ))),
    }
}

/// Why a line cannot be explained.
#[derive(Debug, thiserror::Error)]
pub enum AskedError {
    /// The text has not so many lines.
    #[error("{name} has no line {wanted}")]
    Beyond {
        /// The bulletin's name.
        name: String,
        /// The line asked for.
        wanted: usize,
        /// How many there are.
        there: usize,
    },
    /// Nothing stands there.
    #[error("{name} is blank at line {wanted}")]
    Blank {
        /// The bulletin's name.
        name: String,
        /// The line asked for.
        wanted: usize,
    },
}

impl AskedError {
    /// What is wrong, and what there is.
    pub fn tell(&self, language: Language) -> String {
        let zh = language == Language::Chinese;
        match self {
            Self::Beyond {
                name,
                wanted,
                there,
            } if zh => {
                format!("{name}：没有第 {wanted} 行，共 {there} 行")
            }
            Self::Beyond {
                name,
                wanted,
                there,
            } => {
                format!("{name}: there is no line {wanted}: the text has {there} lines")
            }
            Self::Blank { name, wanted } if zh => {
                format!("{name}：第 {wanted} 行是空行，没有可说明的")
            }
            Self::Blank { name, wanted } => {
                format!("{name}: line {wanted} is blank, there is nothing to explain")
            }
        }
    }
}
