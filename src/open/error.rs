//! Why a bulletin cannot be opened, told in the reader's language: on which path, why, and what to do.

use crate::guard;
use crate::language::Language;
use crate::open::bounds::MOST_FILES;
#[cfg(feature = "pdf")]
use crate::open::faults::{self, ArchiveFault, NoPdf};
use crate::open::foreign::Foreign;
use crate::open::origin::shown;
use crate::open::reasons::{advice, reason};
#[cfg(feature = "pdf")]
use crate::open::{origin::PagePlace, pdf::PdfError};
use std::io;
use std::path::PathBuf;

/// Why a bulletin cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No encoding has this label.
    #[error("there is no encoding {given}")]
    Encoding {
        /// What was given.
        given: String,
        /// The nearest common label, where one is near.
        nearest: Option<&'static str>,
    },
    /// The file cannot be read.
    #[error("{path} cannot be read")]
    Read {
        /// The file, or `-`.
        path: PathBuf,
        /// Why not.
        #[source]
        cause: io::Error,
    },
    /// The rules that were named cannot be read.
    #[error("the rules in {path} cannot be read")]
    Rules {
        /// Their file.
        path: PathBuf,
        /// Why not.
        #[source]
        cause: io::Error,
    },
    /// It is a folder.
    #[error("{0} is a folder")]
    Folder(PathBuf),
    /// It is larger than can be read.
    #[error("{0} is too large")]
    TooLarge(PathBuf),
    /// It is no text, but of a format that other programs turn into text.
    #[error("{path} is no text")]
    Foreign {
        /// The file, or `-`.
        path: PathBuf,
        /// What it is.
        format: &'static Foreign,
    },
    /// It is no text, and of no format that we know.
    #[error("{0} is no text")]
    Binary(PathBuf),
    /// It is a PDF that does not open.
    #[cfg(feature = "pdf")]
    #[error("{} does not open", place.path.display())]
    Pdf {
        /// The file.
        place: PagePlace,
        /// Why not.
        why: PdfError,
        /// Whether a password was given, or asked for and typed.
        given: bool,
    },
    /// It is one of several pages and none of PDF, as its name says.
    #[cfg(feature = "pdf")]
    #[error("{} is no PDF", place.path.display())]
    NoPdf {
        /// The file.
        place: PagePlace,
        /// What it is instead.
        what: NoPdf,
    },
    /// It is an archive that cannot be read, or some of it.
    #[cfg(feature = "pdf")]
    #[error("{path} cannot be unpacked")]
    Archive {
        /// The archive, or a file in it.
        path: PathBuf,
        /// Why not.
        why: ArchiveFault,
    },
    /// A folder or an archive without pages.
    #[error("{0} holds no pages")]
    NoPages(PathBuf),
    /// A folder or an archive with more files than an issue has pages.
    #[error("{0} holds too many files")]
    TooMany(PathBuf),
}

impl Error {
    /// The whole chain, and what to do.
    pub fn tell(&self, language: Language) -> String {
        let zh = language == Language::Chinese;
        match self {
            Self::Encoding { given, nearest } => no_encoding(given, *nearest, language),
            Self::Read { path, cause } => {
                let (path, why, what) = (
                    shown(path),
                    reason(cause, language),
                    advice(cause, language),
                );
                if zh {
                    format!("打不开 {path}：{why}{what}")
                } else {
                    format!("cannot open {path}: {why}{what}")
                }
            }
            Self::Rules { path, cause } => {
                let (path, why) = (shown(path), reason(cause, language));
                if zh {
                    format!("打不开规则文件 {path}：{why}；请检查 --rules 后面的路径")
                } else {
                    format!("cannot open the rules in {path}: {why}; check the path behind --rules")
                }
            }
            Self::Folder(path) if zh => format!("{} 是文件夹；请指定其中的一个文件", shown(path)),
            Self::Folder(path) => {
                format!("{} is a folder; name one of the files in it", shown(path))
            }
            Self::TooLarge(path) if zh => format!("{} 超过 1 GiB；请先拆成几个文件", shown(path)),
            Self::TooLarge(path) => format!(
                "{} is larger than 1 GiB; split it into several files",
                shown(path)
            ),
            Self::Foreign { path, format } => format.tell(path, language),
            #[cfg(feature = "pdf")]
            Self::Pdf { place, why, given } => faults::pdf(place, *why, *given, language),
            #[cfg(feature = "pdf")]
            Self::NoPdf { place, what } => faults::no_pdf(place, *what, language),
            #[cfg(feature = "pdf")]
            Self::Archive { path, why } => faults::archive(path, *why, language),
            Self::NoPages(path) if zh => format!(
                "{} 里没有 PDF，也没有文本；请指定有报纸的文件或文件夹",
                shown(path)
            ),
            Self::NoPages(path) => format!(
                "{} holds no PDF and no text; name a file, or a folder, that holds a paper",
                shown(path)
            ),
            Self::TooMany(path) if zh => {
                format!(
                    "{} 里超过 {MOST_FILES} 个文件；请指定其中的几个",
                    shown(path)
                )
            }
            Self::TooMany(path) => format!(
                "{} holds more than {MOST_FILES} files; name some of them",
                shown(path)
            ),
            Self::Binary(path) if zh => {
                format!(
                    "{} 不是文本；若是某种编码的文本，请用 --encoding 指明",
                    shown(path)
                )
            }
            Self::Binary(path) => {
                format!(
                    "{} is no text; if it is text in some encoding, name that with --encoding",
                    shown(path)
                )
            }
        }
    }
}

/// Labels that a mistaken one is compared with, and that are named where it is near none.
pub const ENCODINGS: [&str; 8] = [
    "utf-8",
    "gb18030",
    "gbk",
    "gb2312",
    "big5",
    "utf-16le",
    "utf-16be",
    "shift_jis",
];

/// What to write instead of a label that no encoding has.
pub fn no_encoding(given: &str, nearest: Option<&str>, language: Language) -> String {
    let (given, known) = (guard::told(given), ENCODINGS.join(language.say("、", ", ")));
    match (nearest, language) {
        (Some(nearest), Language::Chinese) => {
            format!("没有名为 {given} 的编码；最接近的是 --encoding {nearest}")
        }
        (Some(nearest), Language::English) => {
            format!("there is no encoding {given}; the nearest is --encoding {nearest}")
        }
        (None, Language::Chinese) => {
            format!("没有名为 {given} 的编码；可用 {known} 和 WHATWG 的其他名称")
        }
        (None, Language::English) => {
            format!(
                "there is no encoding {given}; known are {known} and the other labels of WHATWG"
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_name_path_cause_and_remedy() {
        let missing = || Error::Read {
            path: "无.txt".into(),
            cause: io::ErrorKind::NotFound.into(),
        };
        insta::assert_snapshot!(missing().tell(Language::Chinese), @"打不开 无.txt：没有这个文件；请检查路径。子命令有 print、wrap、export、check、fix、rules、completions、man");
        insta::assert_snapshot!(missing().tell(Language::English), @"cannot open 无.txt: there is no such file; check the path. Subcommands are print, wrap, export, check, fix, rules, completions, man");
    }
}
