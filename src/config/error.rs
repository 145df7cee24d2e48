//! A setting that cannot be made: what is wrong with it, and what to write instead.

use super::SettingKind;
use crate::guard::told;
use crate::language::Language;

/// A setting that cannot be made.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Error {
    /// There is no `=` in it.
    #[error("{given} is not of the form KEY=VALUE")]
    NoValue {
        /// What was given.
        given: String,
        /// A key with its default: the nearest, where one is near.
        example: String,
    },
    /// No setting has this key.
    #[error("there is no setting {given}")]
    UnknownKey {
        /// What was given.
        given: String,
        /// The nearest key, where one is near.
        nearest: Option<&'static str>,
    },
    /// The setting does not take this value.
    #[error("{key} does not take {given}")]
    BadValue {
        /// The setting.
        key: &'static str,
        /// What it takes.
        kind: SettingKind,
        /// What was given.
        given: String,
        /// The nearest value that it takes, where one is near.
        nearest: Option<String>,
    },
}

impl Error {
    /// What is wrong and what to write instead.
    pub fn tell(&self, language: Language) -> String {
        let zh = language == Language::Chinese;
        match self {
            Self::NoValue { given, example } => {
                let given = told(given);
                if zh {
                    format!("-c {given}：应写成 键=值，例如 -c {example}")
                } else {
                    format!("-c {given}: write KEY=VALUE, for example -c {example}")
                }
            }
            Self::UnknownKey { given, nearest } => {
                let given = told(given);
                match (nearest, language) {
                    (Some(nearest), Language::Chinese) => {
                        format!("没有设置项 {given}；最接近的是 {nearest}")
                    }
                    (Some(nearest), Language::English) => {
                        format!("there is no setting {given}; the nearest is {nearest}")
                    }
                    (None, Language::Chinese) => {
                        format!("没有设置项 {given}；全部设置项见 kanbao --help")
                    }
                    (None, Language::English) => {
                        format!("there is no setting {given}; kanbao --help lists them all")
                    }
                }
            }
            Self::BadValue {
                key,
                kind,
                given,
                nearest,
            } => {
                let (given, takes) = (told(given), kind.words(language));
                let nearest = nearest.as_ref().map_or_else(String::new, |nearest| {
                    let words = language.say("；最接近的是", "; the nearest is");
                    format!("{words} {key}={nearest}")
                });
                if zh {
                    format!("设置项 {key} 的值不能是 {given}，应为 {takes}{nearest}")
                } else {
                    format!("{key} does not take {given}, but {takes}{nearest}")
                }
            }
        }
    }
}
