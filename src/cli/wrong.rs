//! What can go wrong, told in the reader's language: on which path, why, and what to do.

use crate::cli::fix::wrong;
use crate::cli::{explain, mistyped};
use crate::language::Language;
use crate::open::kept::sidecar_error;
use crate::open::origin::shown;
use crate::open::reasons::reason;
use crate::open::shell;
use crate::run::error;
use crate::store::SidecarError;
use crate::tell::output::Unwritten;
use crate::{config, terminal};
use std::io;
use std::path::PathBuf;

/// Why the program could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A setting is wrong.
    #[error("a setting is wrong")]
    Setting(#[from] config::Error),
    /// The bulletin cannot be opened.
    #[error(transparent)]
    Open(#[from] crate::open::error::Error),
    /// A word is neither a file's name nor a subcommand's.
    #[error("there is no such subcommand")]
    NoCommand(mistyped::Mistyped),
    /// A file stood before a subcommand's name.
    #[error("a file stands before the subcommand")]
    TwoThings(PathBuf),
    /// The issue has not so many articles.
    #[error("there is no article {wanted}")]
    NoArticle {
        /// The article asked for.
        wanted: usize,
        /// How many there are.
        there: usize,
    },
    /// Several issues were named for what is done with one.
    #[error("{there} issues were named")]
    Several {
        /// What is done with one.
        what: &'static str,
        /// How many were named.
        there: usize,
        /// The archive that they are in, where they cannot be named one by one.
        archive: Option<PathBuf>,
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
    Fix(#[from] wrong::FixError),
    /// A line cannot be explained.
    #[error("the line cannot be explained")]
    Explain(#[from] explain::AskedError),
    /// Standard output took no more.
    #[error(transparent)]
    Output(#[from] Unwritten),
    /// The terminal cannot be read in, or failed.
    #[error(transparent)]
    Screen(#[from] error::Error),
}

impl Error {
    /// Whether it is only that nobody reads our output any more.
    pub fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Output(Unwritten(e)) if e.kind() == io::ErrorKind::BrokenPipe)
    }

    /// The whole chain, and what to do.
    pub fn tell(&self, language: Language) -> String {
        let zh = language == Language::Chinese;
        match self {
            Self::Open(error) => error.tell(language),
            Self::Setting(error) => error.tell(language),
            Self::NoCommand(mistyped) => mistyped.tell(language),
            Self::TwoThings(file) => {
                let file = shown(file);
                if zh {
                    format!("{file} 写在了子命令前面；请写成 kanbao 子命令 {file}")
                } else {
                    format!("{file} stands before the subcommand; write: kanbao SUBCOMMAND {file}")
                }
            }
            Self::NoArticle { wanted, there } if zh => format!("没有第 {wanted} 篇：共 {there} 篇"),
            Self::NoArticle { wanted, there } => {
                format!("there is no article {wanted}: the issue has {there}")
            }
            Self::Several {
                what,
                there,
                archive,
            } => {
                let archive = archive.as_ref().map(|path| shell::word(path));
                let way = match (archive, zh) {
                    (None, true) => "请只指定一期".to_owned(),
                    (None, false) => "name one of them".to_owned(),
                    (Some(path), true) => format!("请先解开（unzip {path}），再只指定一期"),
                    (Some(path), false) => format!("unpack them (unzip {path}) and name one"),
                };
                if zh {
                    format!("{what} 一次只用于一期，这里有 {there} 期；{way}，或用 --one 合为一期")
                } else {
                    format!("{what} takes one issue, and these are {there}; {way}, or read all as one with --one")
                }
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
            Self::Output(Unwritten(cause)) => {
                let why = reason(cause, language);
                if zh {
                    format!("无法写到标准输出：{why}")
                } else {
                    format!("cannot write to standard output: {why}")
                }
            }
            Self::Screen(error::Error::Terminal(error)) => no_terminal(error, language),
            Self::Screen(error::Error::Unkept(words)) => words.clone(),
            Self::Screen(error::Error::Screen(cause)) => {
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
    use crate::run::error;

    #[test]
    fn only_output_may_be_closed_quietly() {
        assert!(Error::Output(Unwritten(io::ErrorKind::BrokenPipe.into())).is_closed_pipe());
        assert!(!Error::Output(Unwritten(io::ErrorKind::StorageFull.into())).is_closed_pipe());
        assert!(
            !Error::Screen(error::Error::Screen(io::ErrorKind::BrokenPipe.into())).is_closed_pipe()
        );
    }
}
