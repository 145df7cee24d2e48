//! A subcommand's name that is mistyped is no file's: what was meant, where the arguments cannot be read otherwise.

use crate::config::near::nearest;
use crate::guard::told;
use crate::language::Language;
use clap::Command;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::ffi::{OsStr, OsString};
use std::path::Path;

/// The mistake of a word that stands where a subcommand does, by which clap takes one behind it for wrong.
pub fn among(arguments: &[OsString], error: &clap::Error, command: &Command) -> Option<Mistyped> {
    // What stands behind is blamed as an argument, or as a subcommand where it is near one's name.
    let kind = match error.kind() {
        ErrorKind::UnknownArgument => ContextKind::InvalidArg,
        ErrorKind::InvalidSubcommand => ContextKind::InvalidSubcommand,
        _ => return None,
    };
    let Some(ContextValue::String(blamed)) = error.get(kind) else {
        return None;
    };
    let at = first_word(arguments, command)?;
    let word = arguments.get(at)?;
    if subcommand(arguments, command).is_some() {
        return None;
    }
    let before = arguments.iter().take(at);
    // What stands before it is wrong whatever it is.
    if before
        .filter_map(|a| a.to_str())
        .any(|a| a.starts_with(blamed.as_str()))
    {
        return None;
    }
    // A wrong option is of no command, if this word is none and near none.
    let nearest = meant(word, command);
    let none = is_none(word) && (nearest.is_some() || !blamed.starts_with('-'));
    none.then(|| mistake(word, nearest, command))
}

/// The subcommand that the arguments are for.
pub fn subcommand<'a>(arguments: &'a [OsString], command: &Command) -> Option<&'a str> {
    let word = arguments.get(first_word(arguments, command)?)?.to_str()?;
    command.find_subcommand(word).map(|_| word)
}

/// The mistake of a lone word, where it is near a subcommand's name.
pub fn alone(word: &Path, command: &Command) -> Option<Mistyped> {
    first(word, command).filter(|mistyped| mistyped.nearest.is_some())
}

/// The mistake of a word before others, whatever it is near: files are rarely named like that, and subcommands are.
pub fn first(word: &Path, command: &Command) -> Option<Mistyped> {
    let word = word.as_os_str();
    is_none(word).then(|| mistake(word, meant(word, command), command))
}

fn mistake(word: &OsStr, nearest: Option<String>, command: &Command) -> Mistyped {
    Mistyped {
        given: word.to_string_lossy().into_owned(),
        nearest,
        names: names(command),
    }
}

/// A word that is neither a file's name nor a subcommand's.
#[derive(Debug)]
pub struct Mistyped {
    given: String,
    /// What is near it, as it is written behind the program's name.
    nearest: Option<String>,
    /// The subcommands there are.
    names: Vec<String>,
}

impl Mistyped {
    /// What is wrong, and what to write instead.
    pub fn tell(&self, language: Language) -> String {
        let names = self.names.join(language.say("、", ", "));
        let given = told(&self.given);
        match language {
            Language::Chinese => {
                let what = match &self.nearest {
                    Some(nearest) => format!("最接近的是 kanbao {nearest}"),
                    None => format!("子命令有 {names}"),
                };
                format!("没有文件 {given}，也没有这个子命令；{what}")
            }
            Language::English => {
                let what = match &self.nearest {
                    Some(nearest) => format!("the nearest is kanbao {nearest}"),
                    None => format!("subcommands are {names}"),
                };
                format!("there is no file {given} and no such subcommand; {what}")
            }
        }
    }
}

/// The names of the subcommands.
fn names(command: &Command) -> Vec<String> {
    let subcommands = command.get_subcommands();
    subcommands.map(|s| s.get_name().to_owned()).collect()
}

/// Whether a word is neither a file's name, nor looks like one.
fn is_none(word: &OsStr) -> bool {
    let bytes = word.as_encoded_bytes();
    !bytes.contains(&b'/')
        && !bytes.contains(&b'.')
        && Path::new(word)
            .symlink_metadata()
            .is_err_and(|e| e.kind() == std::io::ErrorKind::NotFound)
}

/// What is written in place of a word, where something is near it.
fn meant(word: &OsStr, command: &Command) -> Option<String> {
    let word = word.to_str()?;
    // Other programs have subcommands for these.
    let options = ["help", "version"];
    let names = names(command);
    let all = names.iter().map(String::as_str).chain(options);
    let nearest = nearest(word, all)?;
    Some(if options.contains(&nearest) {
        format!("--{nearest}")
    } else {
        nearest.to_owned()
    })
}

/// Which argument is the first that is no option and no option's value.
fn first_word(arguments: &[OsString], command: &Command) -> Option<usize> {
    let takes_value = |option: &str| {
        command.get_arguments().any(|arg| {
            let is = |dashes: &str, name: &str| option.strip_prefix(dashes) == Some(name);
            let long = arg.get_long().is_some_and(|long| is("--", long));
            let mut own = [0; 4];
            let short = arg
                .get_short()
                .is_some_and(|short| is("-", short.encode_utf8(&mut own)));
            (long || short) && arg.get_action().takes_values()
        })
    };
    let mut rest = arguments.iter().enumerate().skip(1);
    while let Some((at, argument)) = rest.next() {
        match argument.to_str() {
            Some("--") => return None,
            Some(option) if option.len() > 1 && option.starts_with('-') => {
                if takes_value(option) {
                    rest.next();
                }
            }
            _ => return Some(at),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::usage;

    fn split(line: &str) -> Vec<OsString> {
        line.split(' ').map(OsString::from).collect()
    }

    fn first(line: &str) -> Option<String> {
        let arguments = split(line);
        let at = first_word(&arguments, &usage::command(Language::English))?;
        arguments.get(at).map(|a| a.to_string_lossy().into_owned())
    }

    #[test]
    fn a_word_is_told_from_an_options_value() {
        let prnt = Some("prnt".to_owned());
        assert_eq!(first("kanbao prnt a.txt"), prnt);
        assert_eq!(first("kanbao -c theme=night --rules r.toml prnt -x"), prnt);
        assert_eq!(first("kanbao -ctheme=night --encoding=gbk prnt"), prnt);
        assert_eq!(first("kanbao --no-corrections prnt x"), prnt);
        assert_eq!(first("kanbao -").as_deref(), Some("-"));
        assert_eq!(first("kanbao -- prnt"), None);
        assert_eq!(first("kanbao -c"), None);
    }

    #[test]
    fn the_word_is_blamed_and_not_what_stands_behind_it() {
        let blames = |line: &str| {
            let mut command = usage::command(Language::English);
            let error = command.try_get_matches_from_mut(split(line)).err()?;
            let mistyped = among(&split(line), &error, &command);
            mistyped.map(|e| e.tell(Language::English))
        };
        let told = |line: &str| blames(line).unwrap_or_default();
        insta::assert_snapshot!(told("kanbao prnt --width 3"), @"there is no file prnt and no such subcommand; the nearest is kanbao print");
        insta::assert_snapshot!(told("kanbao help --width 3"), @"there is no file help and no such subcommand; the nearest is kanbao --help");
        for of_an_argument in [
            "kanbao print --zzz",
            "kanbao prnt a.txt",
            "kanbao -c theme=night wrap a.txt b.txt",
            "kanbao --widht 3 a.txt",
            "kanbao zzz --widht 3",
            "kanbao nowhere.txt a.txt",
            "kanbao ./prnt a.txt",
            "kanbao wrap a.txt b.txt",
        ] {
            assert_eq!(blames(of_an_argument), None, "{of_an_argument}");
        }
    }
}
