//! The command line: one definition feeds the parser, `--help`, the manual page and the completions.

mod check;
mod common;
mod explain;
mod fix;
mod foreign;
mod help;
mod kept;
mod manual;
mod mistyped;
mod open;
mod page;
mod report;
mod rules;
mod shell;
mod tell;
mod usage;
mod wrap;
mod wrong;

pub use crate::cli::kept::{state_error, warn};
pub use crate::cli::open::{Input, Opened, Origin, shown};
pub use crate::cli::rules::{notice, rules_places};
pub use crate::cli::tell::complain;
pub use crate::cli::wrong::{Error, sidecar_error, sidecar_notice};

use crate::cli::common::Common;
use crate::export::{self, Format};
use crate::language::Language;
use crate::loader::{Loaded, Rules};
use crate::{run, terminal};
use clap::{FromArgMatches, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::OnceLock;

/// The language of the help: that of the locale, unless an argument sets another.
static LANGUAGE: OnceLock<Language> = OnceLock::new();

/// Chooses between two wordings in the language of the help.
fn say(chinese: &'static str, english: &'static str) -> &'static str {
    spoken().say(chinese, english)
}

/// The language of the help and of messages.
fn spoken() -> Language {
    *LANGUAGE.get_or_init(locale)
}

#[derive(Parser, Debug)]
#[command(
    name = "kanbao",
    version,
    about = say("在终端里读报：把抽取出来的报纸文本还原成版面", "Read newspapers in the terminal, rebuilt from extracted text"),
    after_help = say("文件若与子命令同名，写成 ./print 的样子。全部设置项见 kanbao --help。",
        "A file named like a subcommand is opened as ./print. All settings are listed by `kanbao --help`."),
    subcommand_help_heading = say("子命令", "Commands"),
    disable_help_subcommand = true,
)]
struct Cli {
    #[arg(value_name = say("文件", "FILE"), help = file_help())]
    file: Option<PathBuf>,
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand, Debug)]
enum Command {
    #[command(about = say("把排好的版面写到标准输出", "Write the set page to standard output"))]
    Print {
        #[command(flatten)]
        print: page::Page,
        #[command(flatten)]
        common: Common,
    },
    #[command(about = say("只排版：把文本的各段排成行", "Set a text's paragraphs in lines, and nothing else"))]
    Wrap(wrap::Wrap),
    #[command(about = say("导出还原的结构", "Write the rebuilt structure for other programs"))]
    Export {
        #[arg(value_name = say("文件", "FILE"), help = file_help())]
        file: Option<PathBuf>,
        #[arg(long, value_enum, default_value_t = Form::Json, value_name = say("格式", "FORMAT"), help = say("导出的格式", "The form to write"))]
        format: Form,
        #[command(flatten)]
        common: Common,
    },
    #[command(about = say("报告读到了什么，有什么疑点", "Report what was found, and every defect"))]
    Check {
        #[command(flatten)]
        check: check::Check,
        #[command(flatten)]
        common: Common,
    },
    #[command(about = say("更正读错的行：列出、添加、删除", "List, add or remove corrections of lines read wrongly"))]
    Fix {
        #[command(flatten)]
        fix: fix::Fix,
        #[command(flatten)]
        common: Common,
    },
    #[command(about = say("写出内置的规则，作为自己的规则文件的底稿", "Write the built-in rules, as a file of your own to begin with"))]
    Rules,
    #[command(about = say("生成命令补全脚本", "Write a completion script"))]
    Completions {
        #[arg(value_name = "SHELL", help = say("哪种 shell", "For which shell"))]
        shell: clap_complete::Shell,
    },
    #[command(about = say("生成手册页", "Write the manual page"))]
    Man,
}

/// A form to export, as it is named on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Form {
    Json,
    Markdown,
    Text,
}

fn file_help() -> &'static str {
    say(
        "要读的文件；- 为标准输入；缺省时读管道或 < 送来的文本，都没有则打开内置样报",
        "The bulletin; - for standard input; none for what is piped in, else for the built-in sample",
    )
}

/// What a run came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Outcome {
    /// Done, whatever the defects.
    Done,
    /// `check` found something, or there was nothing to read.
    Found,
}

/// Runs the program on its arguments; prints what went wrong and gives the exit status: 0 done, 1 `check` found
/// something or there was nothing to read, 2 could not.
pub fn main(arguments: &[OsString]) -> ExitCode {
    let language = *LANGUAGE.get_or_init(|| asked_for(arguments).unwrap_or_else(locale));
    tell::guard_panics();
    // Whatever name we were called by: it would be quoted in the help.
    let own = OsString::from("kanbao");
    let arguments: Vec<OsString> = [own]
        .into_iter()
        .chain(arguments.iter().skip(1).cloned())
        .collect();
    let cli = match understood(&arguments, language) {
        Ok(cli) => cli,
        Err(status) => return status,
    };
    match cli.run() {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Found) => ExitCode::from(1),
        // Whoever read our output had enough of it.
        Err(error) if error.is_closed_pipe() => ExitCode::SUCCESS,
        Err(error) => {
            tell::complain(&error.tell(language));
            ExitCode::from(2)
        }
    }
}

/// What the arguments ask for; else the status to end with, where help or version was asked for, or a mistake told.
#[allow(
    clippy::disallowed_methods,
    reason = "help and version, which quote nothing"
)]
fn understood(arguments: &[OsString], language: Language) -> Result<Cli, ExitCode> {
    // What is said of the arguments is put into words only where something is to be said.
    if let Ok(cli) = Cli::try_parse_from(arguments) {
        return Ok(cli);
    }
    let mut command = usage::command(language);
    if language == Language::Chinese {
        let long = !arguments.iter().any(|a| a == "-h");
        command = help::helpful(command, long, help_width());
    }
    let matches = command.try_get_matches_from_mut(arguments);
    let error = match matches.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => return Ok(cli),
        Err(error) => error,
    };
    let subcommand = mistyped::subcommand(arguments, &command);
    if let Some(words) = usage::mistake(&error, &command, subcommand, language) {
        let mistyped = mistyped::among(arguments, &error, &command);
        let words = mistyped.map_or(words, |mistyped| mistyped.tell(language));
        tell::complain(&words);
    } else {
        let _ = error.print();
    }
    // Help and version are no errors; clap tells the statuses apart.
    let status = u8::try_from(error.exit_code()).unwrap_or(2);
    Err(ExitCode::from(status))
}

/// Cells of a line of the help: as many as the terminal has, but no more than are easily read.
fn help_width() -> u16 {
    terminal::size().map_or(page::DEFAULT_WIDTH, |(columns, _)| columns.min(100))
}

/// The language of the locale.
fn locale() -> Language {
    let of = |name| std::env::var(name).ok();
    Language::from_locale(
        of("LC_ALL").as_deref(),
        of("LC_MESSAGES").as_deref(),
        of("LANG").as_deref(),
    )
}

/// The language that an argument sets, looked for before the arguments are read, since reading them may fail.
fn asked_for(arguments: &[OsString]) -> Option<Language> {
    let codes = arguments.iter().rev().filter_map(|a| {
        let a = a.to_str()?;
        a.strip_prefix("-c")
            .unwrap_or(a)
            .trim_start_matches('=')
            .strip_prefix("language=")
    });
    codes.take(1).find_map(Language::from_code)
}

impl Cli {
    fn run(self) -> Result<Outcome, Error> {
        let Some(command) = self.command else {
            return read(self.file.as_ref(), &self.common);
        };
        if let Some(file) = self.file {
            let mistyped = mistyped::alone(&file, &usage::command(spoken()));
            return Err(mistyped.unwrap_or(Error::TwoThings(file)));
        }
        let common = |own: Common| self.common.clone().with(own);
        match command {
            Command::Print { print, common: own } => {
                let common = common(own);
                let (input, settings) = (common.input(print.file.clone())?, common.settings()?);
                print.run(input, &common, &settings)
            }
            Command::Wrap(wrap) => wrap.run(&self.common),
            Command::Export {
                file,
                format,
                common: own,
            } => {
                let common = common(own);
                common.settings()?;
                let (loaded, origin) = common.open(common.input(file)?)?.warned();
                let format = match format {
                    Form::Json => Format::Json,
                    Form::Markdown => Format::Markdown,
                    Form::Text => Format::Text,
                };
                write_out(|out| export::export(&loaded, format, out))?;
                Ok(something(&loaded, &origin))
            }
            Command::Check { check, common: own } => {
                let common = common(own);
                let settings = common.settings()?;
                check.run(&common, &settings)
            }
            Command::Fix { fix, common: own } => {
                let common = common(own);
                common.settings()?;
                fix.run(common.input(fix.file.clone())?, &common)
            }
            Command::Rules => {
                write_out(|out| out.write_all(Rules::template().as_bytes()))?;
                Ok(Outcome::Done)
            }
            Command::Completions { shell } => {
                let mut script = Vec::new();
                clap_complete::generate(
                    shell,
                    &mut usage::command(spoken()),
                    "kanbao",
                    &mut script,
                );
                write_out(|out| out.write_all(&script))?;
                Ok(Outcome::Done)
            }
            Command::Man => {
                let page = manual::page(usage::command(spoken()));
                write_out(|out| out.write_all(&page))?;
                Ok(Outcome::Done)
            }
        }
    }
}

/// Reads in the terminal; where there is none to draw on, prints.
fn read(file: Option<&PathBuf>, common: &Common) -> Result<Outcome, Error> {
    let settings = common.settings()?;
    let input = match (common.input(file.cloned()), file) {
        (Err(Error::Read { path, cause }), Some(word)) => {
            let command = usage::command(spoken());
            let mistyped = mistyped::alone(word, &command);
            return Err(mistyped.unwrap_or(Error::Read { path, cause }));
        }
        (input, _) => input?,
    };
    if !terminal::is_capable() {
        return page::Page::default().run(input, common, &settings);
    }
    let opened = common.open(input)?;
    // A command before us that failed is no paper: its words should stay on the screen.
    if opened.origin == Origin::Standard && opened.loaded.issue.source.trim().is_empty() {
        return Ok(something(&opened.loaded, &opened.origin));
    }
    let language = settings.language.unwrap_or_else(locale);
    run::run(opened, &settings, language)?;
    Ok(Outcome::Done)
}

/// Says so on standard error where there is nothing to read.
fn something(loaded: &Loaded, origin: &Origin) -> Outcome {
    if loaded.issue.articles().next().is_some() {
        return Outcome::Done;
    }
    let language = spoken();
    let words = language.say("没有可读的内容", "nothing to read");
    tell::complain(&format!("{}: {words}", origin.name(language)));
    Outcome::Found
}

/// Writes to standard output, to the last byte.
fn write_out(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Error> {
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    write(&mut out)
        .and_then(|()| out.flush())
        .map_err(Error::Output)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn parse(line: &str) -> Cli {
        Cli::try_parse_from(line.split(' ')).unwrap()
    }

    #[test]
    fn settings_stand_before_and_behind_the_subcommand() {
        let cli = parse("kanbao -c typeset.indent=0 print -c typeset.indent=2 -c theme=night");
        let Some(Command::Print { common, .. }) = cli.command else {
            panic!()
        };
        let settings = cli.common.with(common).settings().unwrap();
        assert_eq!(
            (settings.style.indent, settings.theme.as_str()),
            (2, "night")
        );
    }

    #[test]
    fn a_bare_word_is_a_file() {
        assert_eq!(parse("kanbao today.txt").file, Some("today.txt".into()));
        assert_eq!(parse("kanbao -").file, Some("-".into()));
        assert_eq!(parse("kanbao ./print").file, Some("./print".into()));
        assert!(parse("kanbao").file.is_none());
    }

    #[test]
    fn the_language_asked_for_is_known_before_the_arguments_are_read() {
        let of = |line: &str| asked_for(&line.split(' ').map(OsString::from).collect::<Vec<_>>());
        assert_eq!(of("kanbao -c language=en --bogus"), Some(Language::English));
        assert_eq!(of("kanbao print -clanguage=zh"), Some(Language::Chinese));
        assert_eq!(
            of("kanbao -c=language=en -c language=zh"),
            Some(Language::Chinese)
        );
        assert_eq!(of("kanbao -c language=auto"), None);
        assert_eq!(of("kanbao -c theme=night"), None);
    }
}
