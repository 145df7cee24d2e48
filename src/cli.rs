//! The command line: one definition feeds the parser, `--help`, the manual page and the completions.

mod advice;
mod arguments;
mod check;
mod common;
mod explain;
mod exporting;
pub mod fix;
mod help;
mod manual;
mod mistyped;
mod outcome;
mod page;
mod report;
mod usage;
mod wrap;
mod wrong;

use crate::cli::arguments::{Cli, Command};
use crate::cli::outcome::{Outcome, something};
pub use crate::cli::wrong::Error;
use crate::open::origin::Origin;
use crate::tell::output::write_out;
use crate::tell::spoken::{locale, speak, spoken};
use crate::{issue, open, tell};

use crate::cli::common::Common;
use crate::language::Language;
use crate::loader::Rules;
use crate::{run, terminal};
use clap::{FromArgMatches, Parser};
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

/// Runs the program on its arguments; prints what went wrong and gives the exit status: 0 done, 1 `check` found
/// something or there was nothing to read, 2 could not.
pub fn main(arguments: &[OsString]) -> ExitCode {
    let language = speak(asked_for(arguments));
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
        Ok(Outcome::Failed) => ExitCode::from(2),
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
    let long = !arguments.iter().any(|a| a == "-h");
    let mut command = help::helpful(usage::command(language), language, long, help_width());
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
        let common = |own: Common| self.common.clone().with(own);
        let Some(command) = self.command else {
            return read(&self.files, &common(Common::default()));
        };
        if let Some(file) = self.files.into_iter().next() {
            let mistyped = mistyped::alone(&file, &usage::command(spoken()));
            return Err(mistyped.map_or(Error::TwoThings(file), Error::NoCommand));
        }
        match command {
            Command::Print { print, common: own } => {
                let common = common(own);
                let (issues, settings) = (common.issues(&print.files)?, common.settings()?);
                print.run(issues, &common, &settings)
            }
            Command::Wrap(wrap) => wrap.run(&self.common),
            Command::Export {
                export,
                common: own,
            } => {
                let common = common(own);
                common.settings()?;
                export.run(common.issues(&export.files)?, &common)
            }
            Command::Check { check, common: own } => {
                let common = common(own);
                let settings = common.settings()?;
                check.run(common.issues(&check.files)?, &common, &settings)
            }
            Command::Fix { fix, common: own } => {
                let common = common(own);
                common.settings()?;
                fix.run(common.issues(&fix.files)?.one("fix")?, &common)
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

/// Reads the first issue in the terminal, and names the others; where there is none to draw on, prints them all.
fn read(files: &[PathBuf], common: &Common) -> Result<Outcome, Error> {
    let settings = common.settings()?;
    let issues = common.issues(files)?;
    if let Some(open::error::Error::Read { path, .. }) = issues.errors.first() {
        let command = usage::command(spoken());
        let mistyped = match files {
            [first, _, ..] if first == path => mistyped::first(path, &command),
            _ => mistyped::alone(path, &command),
        };
        if let Some(mistyped) = mistyped {
            return Err(Error::NoCommand(mistyped));
        }
    }
    if !terminal::is_capable() {
        return page::PrintArguments::default().run(issues, common, &settings);
    }
    let language = settings.language.unwrap_or_else(locale);
    let mut errors: Vec<Error> = issues.errors.into_iter().map(Error::from).collect();
    let mut inputs = issues.inputs.into_iter();
    // The first that can be read.
    let opened = inputs.find_map(|input| match common.open(input) {
        Ok(opened) => Some(opened),
        Err(error) => {
            errors.push(error);
            None
        }
    });
    let Some(opened) = opened else {
        let last = errors.pop().unwrap_or(Error::NoPages);
        for error in errors {
            tell::complain(&error.tell(spoken()));
        }
        return Err(last);
    };
    let beside = run::Beside {
        others: inputs.map(|input| input.origin.name(language)).collect(),
        unread: errors.iter().map(|error| error.tell(language)).collect(),
    };
    // A command before us that failed is no paper: its words should stay on the screen; nor is a scan one.
    let loaded = &opened.loaded;
    let is_scan = || loaded.defects.iter().any(issue::Defect::is_of_bytes);
    let is_empty = loaded.issue.source.trim().is_empty();
    if is_empty && (opened.origin == Origin::Standard || is_scan()) {
        return Ok(something(loaded, &opened.origin));
    }
    run::run(opened, &beside, &settings, language)?;
    Ok(Outcome::Done)
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
        let files = |line: &str| -> Vec<String> {
            let files = parse(line).files.into_iter();
            files.map(|file| file.display().to_string()).collect()
        };
        assert_eq!(files("kanbao today.txt"), ["today.txt"]);
        assert_eq!(files("kanbao -"), ["-"]);
        assert_eq!(files("kanbao ./print"), ["./print"]);
        assert_eq!(files("kanbao 01.pdf 02.pdf"), ["01.pdf", "02.pdf"]);
        assert!(files("kanbao").is_empty());
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
