//! Why a correction cannot be made or taken away, and what to do.

use crate::correction::Unmet;
use crate::language::Language;

/// Why a correction cannot be made or taken away.
#[derive(Debug, thiserror::Error)]
pub enum FixError {
    /// The text has not so many lines, or nothing stands in this one.
    #[error("line {wanted} takes no correction")]
    NoLine {
        /// The line asked for.
        wanted: usize,
        /// How many there are.
        there: usize,
    },
    /// There are not so many corrections.
    #[error("there is no correction {wanted}")]
    NoCorrection {
        /// The correction asked for.
        wanted: usize,
        /// How many there are.
        there: usize,
    },
    /// A line is named, and nothing is told of it.
    #[error("nothing is told of the line")]
    NothingTold,
    /// A section is told to begin, without a name or with one of several lines.
    #[error("no name of a section")]
    Section,
    /// What is told of the line does not hold, so that it is not kept.
    #[error("line {line} cannot be corrected so")]
    Unmet {
        /// The line.
        line: usize,
        /// Why.
        why: Unmet,
    },
    /// Corrections of the built-in sample are not kept.
    #[error("the sample's corrections are not kept")]
    Sample,
}

impl FixError {
    /// What is wrong, and what to do.
    pub fn tell(&self, language: Language) -> String {
        let zh = language == Language::Chinese;
        match self {
            Self::NoLine { wanted, there } if zh => {
                format!("第 {wanted} 行没有文字可以更正：共 {there} 行")
            }
            Self::NoLine { wanted, there } => {
                format!("line {wanted} has no text to correct: the text has {there} lines")
            }
            Self::NoCorrection { wanted, there } if zh => {
                format!("没有第 {wanted} 条更正：共 {there} 条")
            }
            Self::NoCorrection { wanted, there } => {
                format!("there is no correction {wanted}: there are {there}")
            }
            Self::NothingTold => language
                .say(
                    "没有说明怎样更正；请用 --as、--join、--part、--begin、--end 或 --section",
                    "nothing is told of the line; use --as, --join, --part, --begin, --end or --section",
                )
                .to_owned(),
            Self::Section => language
                .say(
                    "版名不能是空的，也不能有两行；请写版次和版名，例如“02 要闻”",
                    "the section has no name, or one of two lines; write its page and name, such as \"02 要闻\"",
                )
                .to_owned(),
            Self::Unmet { line, why } => {
                let why = language.unmet(*why);
                if zh {
                    format!("第 {line} 行没有更正：{why}")
                } else {
                    format!("line {line} was not corrected: {why}")
                }
            }
            Self::Sample => language
                .say(
                    "内置样报的更正不保存；请指定文件",
                    "corrections of the built-in sample are not kept; name a file",
                )
                .to_owned(),
        }
    }
}
