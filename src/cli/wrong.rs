//! What can go wrong, told in the reader's language: on which path, why, and what to do.

use crate::cli::explain;
use crate::cli::fix;
use crate::cli::foreign::Foreign;
use crate::cli::kept::fault;
use crate::cli::mistyped;
use crate::cli::open::{no_encoding, shown};
use crate::config;
use crate::guard::told;
use crate::language::Language;
use crate::store::{Mistake, SidecarError, Wrong};
use crate::{run, terminal};
use std::io;
use std::path::{Path, PathBuf};

/// Why the program could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A setting is wrong.
    #[error("a setting is wrong")]
    Setting(#[from] config::Error),
    /// No encoding has this label.
    #[error("there is no encoding {given}")]
    Encoding {
        /// What was given.
        given: String,
        /// The nearest common label, where one is near.
        nearest: Option<&'static str>,
    },
    /// A word is neither a file's name nor a subcommand's.
    #[error("there is no such subcommand")]
    NoCommand(mistyped::Mistyped),
    /// A file stood before a subcommand's name.
    #[error("a file stands before the subcommand")]
    TwoThings(PathBuf),
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
    /// The issue has not so many articles.
    #[error("there is no article {wanted}")]
    NoArticle {
        /// The article asked for.
        wanted: usize,
        /// How many there are.
        there: usize,
    },
    /// Form feeds were asked for where no pages are.
    #[error("there are no pages to part")]
    NoPages,
    /// Legs were asked for where lines run down.
    #[error("vertical lines stand in no columns")]
    VerticalColumns,
    /// Corrections cannot be read or kept.
    #[error("corrections cannot be read or kept")]
    Corrections(#[from] SidecarError),
    /// A correction cannot be made or taken away.
    #[error("the correction cannot be made")]
    Fix(#[from] fix::Wrong),
    /// A line cannot be explained.
    #[error("the line cannot be explained")]
    Explain(#[from] explain::Wrong),
    /// Standard output took no more.
    #[error("standard output cannot be written")]
    Output(#[source] io::Error),
    /// The terminal cannot be read in, or failed.
    #[error(transparent)]
    Screen(#[from] run::Error),
}

impl Error {
    /// Whether it is only that nobody reads our output any more.
    pub fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Output(e) if e.kind() == io::ErrorKind::BrokenPipe)
    }

    /// The whole chain, and what to do.
    #[expect(clippy::too_many_lines, reason = "a table of messages")]
    pub fn tell(&self, language: Language) -> String {
        let zh = language == Language::Chinese;
        match self {
            Self::Setting(error) => error.tell(language),
            Self::Encoding { given, nearest } => no_encoding(given, *nearest, language),
            Self::NoCommand(mistyped) => mistyped.tell(language),
            Self::TwoThings(file) => {
                let file = shown(file);
                if zh {
                    format!("{file} 写在了子命令前面；请写成 kanbao 子命令 {file}")
                } else {
                    format!("{file} stands before the subcommand; write: kanbao SUBCOMMAND {file}")
                }
            }
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
            Self::NoArticle { wanted, there } if zh => format!("没有第 {wanted} 篇：共 {there} 篇"),
            Self::NoArticle { wanted, there } => {
                format!("there is no article {wanted}: the issue has {there}")
            }
            Self::NoPages => language
                .say(
                    "--form-feed 在页与页之间加换页符；请用 --height N 指明每页的行数",
                    "--form-feed parts pages; give their height with --height N",
                )
                .to_owned(),
            Self::VerticalColumns => language
                .say(
                    "竖排不分栏：--columns 不能与 typeset.vertical=true 同用",
                    "vertical lines stand in no columns: --columns does not go with typeset.vertical=true",
                )
                .to_owned(),
            Self::Corrections(error) => sidecar_error(error, language),
            Self::Fix(wrong) => wrong.tell(language),
            Self::Explain(wrong) => wrong.tell(language),
            Self::Output(cause) => {
                let why = reason(cause, language);
                if zh {
                    format!("无法写到标准输出：{why}")
                } else {
                    format!("cannot write to standard output: {why}")
                }
            }
            Self::Screen(run::Error::Terminal(error)) => no_terminal(error, language),
            Self::Screen(run::Error::Unkept(words)) => words.clone(),
            Self::Screen(run::Error::Screen(cause)) => {
                let why = reason(cause, language);
                if zh {
                    format!("终端出错：{why}")
                } else {
                    format!("the terminal failed: {why}")
                }
            }
        }
    }
}

/// Why corrections were not read or kept, and what to do.
pub fn sidecar_error(error: &SidecarError, language: Language) -> String {
    let zh = language == Language::Chinese;
    match error {
        SidecarError::Mistake(mistake) => {
            let (path, line) = (shown(&mistake.path), mistake.line);
            let what = in_sidecar(&mistake.what, language);
            if zh {
                format!("{path}:{line}: {what}；请改好，现在不用其中的更正")
            } else {
                format!("{path}:{line}: {what}; mend it, its corrections are not used")
            }
        }
        SidecarError::File { path, cause } => {
            let (path, why) = (shown(path), fault(cause, language));
            if zh {
                format!("更正无法读写：{path}：{why}")
            } else {
                format!("corrections cannot be read or kept: {path}: {why}")
            }
        }
        SidecarError::NoPlace => language
            .say(
                "更正无处保存：请设置 HOME 或 XDG_STATE_HOME",
                "corrections are not kept: set HOME or XDG_STATE_HOME",
            )
            .to_owned(),
    }
}

/// The same in a line of the screen: what to do comes before what a narrow window cuts off.
pub fn sidecar_notice(error: &SidecarError, language: Language) -> String {
    let zh = language == Language::Chinese;
    let name = |path: &Path| shown(path.file_name().map_or(path, Path::new));
    match error {
        SidecarError::Mistake(Mistake { path, line, what }) => {
            let (name, what) = (name(path), in_sidecar(what, language));
            if zh {
                format!("更正未用，第 {line} 行：{what}（{name}）")
            } else {
                format!("corrections unused, line {line}: {what} ({name})")
            }
        }
        SidecarError::File { path, cause } => {
            let (name, why) = (name(path), fault(cause, language));
            if zh {
                format!("更正无法读写：{why}（{name}）")
            } else {
                format!("corrections cannot be read or kept: {why} ({name})")
            }
        }
        SidecarError::NoPlace => sidecar_error(error, language),
    }
}

/// What is wrong in a file of corrections.
fn in_sidecar(wrong: &Wrong, language: Language) -> String {
    let zh = language == Language::Chinese;
    match wrong {
        Wrong::Unknown(given, known) if zh => {
            let known = told(&known.replace(", ", "、"));
            format!("没有 {}；可用 {known}", told(given))
        }
        Wrong::Unknown(given, known) => {
            format!("there is no {}; write {}", told(given), told(known))
        }
        Wrong::Kind(given, expected) if zh => {
            let expected = told(kind(expected));
            format!("这里的值不对（{}），应是{expected}", told(given))
        }
        Wrong::Kind(given, expected) => {
            format!("this is {}; write {}", told(given), told(expected))
        }
        Wrong::Syntax(what) if zh => format!("不合 TOML 的写法：{}", in_one_line(what)),
        Wrong::Syntax(what) => in_one_line(what),
        Wrong::Encoding if zh => "不是 UTF-8；请存成 UTF-8".to_owned(),
        Wrong::NoText if zh => "缺 text；请写这一行原来的文字".to_owned(),
        Wrong::NothingTold if zh => {
            "没有说这一行怎么改；请写 is、joins、article 或 section".to_owned()
        }
        Wrong::NoSection if zh => "section 是空的；请写版次和版名，如 \"02 要闻\"".to_owned(),
        Wrong::LineZero if zh => "行号从 1 数起".to_owned(),
        plain => plain.to_string(),
    }
}

/// The words of TOML's reader, which may quote the file and stand on several lines.
pub fn in_one_line(words: &str) -> String {
    let lines: Vec<&str> = words.lines().map(str::trim).collect();
    told(&lines.join(" "))
}

/// A kind of value as TOML's reader names it.
fn kind(expected: &str) -> &str {
    match expected {
        "a string" => "加引号的文字",
        "a boolean" => " true 或 false",
        "a number" => "数字",
        "[[correction]]" => " [[correction]]",
        other => other,
    }
}

/// Why the operating system refused.
pub fn reason(error: &io::Error, language: Language) -> String {
    let words = match error.kind() {
        io::ErrorKind::NotFound => ("没有这个文件", "there is no such file"),
        io::ErrorKind::PermissionDenied => ("没有权限", "permission denied"),
        io::ErrorKind::StorageFull => ("磁盘已满", "the disk is full"),
        io::ErrorKind::IsADirectory => ("是文件夹", "it is a folder"),
        io::ErrorKind::FileTooLarge => (
            "超过了对文件大小的限制",
            "the limit on files' sizes is reached",
        ),
        io::ErrorKind::ReadOnlyFilesystem => ("文件系统是只读的", "the file system is read-only"),
        io::ErrorKind::NotADirectory => ("路径中有一段不是文件夹", "part of the path is no folder"),
        io::ErrorKind::InvalidFilename => ("文件名太长", "the name is too long"),
        // In the system's words, or a library's, which may name a path.
        _ => return told(&error.to_string()),
    };
    language.say(words.0, words.1).to_owned()
}

/// What to do about it.
fn advice(error: &io::Error, language: Language) -> &'static str {
    match error.kind() {
        io::ErrorKind::NotFound => language.say(
            "；请检查路径。子命令有 print、wrap、export、check、fix、rules、completions、man",
            "; check the path. Subcommands are print, wrap, export, check, fix, rules, completions, man",
        ),
        io::ErrorKind::PermissionDenied => language.say(
            "；请用 ls -l 查看文件的权限",
            "; see its permissions with ls -l",
        ),
        _ => "",
    }
}

fn no_terminal(error: &terminal::Error, language: Language) -> String {
    match error {
        terminal::Error::NoScreen => language
            .say(
                "标准输出不是终端；请用 kanbao print",
                "standard output is no terminal; use kanbao print",
            )
            .to_owned(),
        terminal::Error::NoKeys(_) => language
            .say(
                "没有可以按键的终端；请在终端里运行，或用 kanbao print",
                "there is no terminal to read keys from; run it in one, or use kanbao print",
            )
            .to_owned(),
        terminal::Error::Io(cause) => {
            let why = reason(cause, language);
            match language {
                Language::Chinese => format!("无法设置终端：{why}；请改用 kanbao print"),
                Language::English => {
                    format!("cannot set up the terminal: {why}; use kanbao print instead")
                }
            }
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

    #[test]
    fn only_output_may_be_closed_quietly() {
        assert!(Error::Output(io::ErrorKind::BrokenPipe.into()).is_closed_pipe());
        assert!(!Error::Output(io::ErrorKind::StorageFull.into()).is_closed_pipe());
        assert!(
            !Error::Screen(run::Error::Screen(io::ErrorKind::BrokenPipe.into())).is_closed_pipe()
        );
    }

    #[test]
    fn a_mistake_in_the_corrections_is_told_before_its_file() {
        let mistake = |what| {
            SidecarError::Mistake(Mistake {
                path: PathBuf::from("/papers/2025/a.txt.kanbao.toml"),
                line: 3,
                what,
            })
        };
        let unknown = Wrong::Unknown("headlin".into(), "headline, kicker".into());
        assert_eq!(
            sidecar_notice(&mistake(unknown), Language::Chinese),
            "更正未用，第 3 行：没有 headlin；可用 headline、kicker（a.txt.kanbao.toml）"
        );
        let kind = Wrong::Kind("integer `3`".into(), "a boolean".into());
        assert_eq!(
            sidecar_notice(&mistake(kind), Language::English),
            "corrections unused, line 3: this is integer `3`; write a boolean (a.txt.kanbao.toml)"
        );
    }
}
