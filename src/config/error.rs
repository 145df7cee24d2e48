//! Why a setting cannot be made, and what to write instead.

use super::Kind;
use crate::language::Language;

/// A setting that cannot be made.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Error {
    /// There is no `=` in it.
    #[error("{given} is not of the form KEY=VALUE")]
    NoValue {
        /// What was given.
        given: String,
        /// The nearest key with its default.
        nearest: String,
    },
    /// No setting has this key.
    #[error("there is no setting {given}")]
    UnknownKey {
        /// What was given.
        given: String,
        /// The nearest key.
        nearest: &'static str,
    },
    /// The setting does not take this value.
    #[error("{key} does not take {given}")]
    BadValue {
        /// The setting.
        key: &'static str,
        /// What it takes.
        kind: Kind,
        /// What was given.
        given: String,
        /// The nearest value that it takes.
        nearest: String,
    },
}

impl Error {
    /// What is wrong and what to write instead.
    pub fn tell(&self, language: Language) -> String {
        let zh = language == Language::Chinese;
        match self {
            Self::NoValue { given, nearest } if zh => {
                format!("-c {given}：应写成 键=值，例如 -c {nearest}")
            }
            Self::NoValue { given, nearest } => {
                format!("-c {given}: write KEY=VALUE, for example -c {nearest}")
            }
            Self::UnknownKey { given, nearest } if zh => {
                format!("没有设置项 {given}；最接近的是 {nearest}")
            }
            Self::UnknownKey { given, nearest } => {
                format!("there is no setting {given}; the nearest is {nearest}")
            }
            Self::BadValue {
                key,
                kind,
                given,
                nearest,
            } => {
                let takes = kind.words(language);
                if zh {
                    format!(
                        "设置项 {key} 的值不能是 {given}，应为 {takes}；最接近的是 {key}={nearest}"
                    )
                } else {
                    format!(
                        "{key} does not take {given}, but {takes}; the nearest is {key}={nearest}"
                    )
                }
            }
        }
    }
}
