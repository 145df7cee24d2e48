//! The definition in the reader's language, and what is said of arguments that do not fit it.

use crate::cli::advice::Advice;
use crate::cli::arguments::Cli;
use crate::cli::manual;
use crate::config::near::nearest;
use crate::guard::told;
use crate::language::Language;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory};

/// The definition, with clap's own words in the language asked for.
pub fn command(language: Language) -> Command {
    localised(Cli::command(), language)
        .arg(version(language))
        .disable_version_flag(true)
        .after_long_help(manual::settings(language))
        .subcommand_value_name(language.say("子命令", "COMMAND"))
}

fn localised(command: Command, language: Language) -> Command {
    let heading = |arg: Arg| {
        let heading = if arg.is_positional() {
            language.say("参数", "Arguments")
        } else {
            language.say("选项", "Options")
        };
        arg.help_heading(heading)
    };
    command
        .help_template(language.say(
            "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}",
            "{about-with-newline}\nUsage: {usage}\n\n{all-args}{after-help}",
        ))
        .disable_help_flag(true)
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .action(ArgAction::Help)
                .help(language.say(
                    "显示帮助；--help 更详细",
                    "Print this help; --help says more",
                )),
        )
        .mut_args(heading)
        .mut_subcommands(|command| localised(command, language))
}

fn version(language: Language) -> Arg {
    Arg::new("version")
        .short('V')
        .long("version")
        .action(ArgAction::Version)
        .help_heading(language.say("选项", "Options"))
        .help(language.say("显示版本", "Print the version"))
}

/// What was meant by an option or a value, where one is near.
fn meant(
    error: &clap::Error,
    command: &Command,
    subcommand: Option<&str>,
    given: &str,
) -> Option<String> {
    match error.kind() {
        ErrorKind::UnknownArgument => nearest_option(given, subcommand, command),
        _ => match (
            error.get(ContextKind::ValidValue),
            error.get(ContextKind::InvalidValue),
        ) {
            (Some(ContextValue::Strings(values)), Some(ContextValue::String(value))) => {
                nearest(value, values.iter().map(String::as_str)).map(str::to_owned)
            }
            _ => None,
        },
    }
}

/// What is wrong with the arguments of a command, which are for one of its subcommands or for none; `None` where nothing
/// is: help and version were asked for.
pub fn mistake(
    error: &clap::Error,
    command: &Command,
    subcommand: Option<&str>,
    language: Language,
) -> Option<String> {
    if !error.use_stderr() {
        return None;
    }
    let zh = language == Language::Chinese;
    let told = |kind| {
        let words = error.get(kind).map(|value| words(value, language));
        words.filter(|words| !words.is_empty())
    };
    let given = told(ContextKind::InvalidArg).unwrap_or_default();
    let what = match error.kind() {
        ErrorKind::UnknownArgument if given.starts_with('-') => match language {
            Language::Chinese => format!("没有选项 {given}"),
            Language::English => format!("there is no option {given}"),
        },
        ErrorKind::UnknownArgument => match language {
            Language::Chinese => format!("多了一个参数 {given}"),
            Language::English => format!("{given} is one argument too many"),
        },
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            match (told(ContextKind::InvalidValue), zh) {
                (Some(value), true) => format!("{given} 的值不能是 {value}"),
                (Some(value), false) => format!("{given} does not take {value}"),
                (None, true) => format!("{given} 后面缺少值"),
                (None, false) => format!("a value is missing behind {given}"),
            }
        }
        ErrorKind::ArgumentConflict => match (told(ContextKind::PriorArg), zh) {
            (Some(prior), true) if prior != given => format!("{given} 不能与 {prior} 同用"),
            (Some(prior), false) if prior != given => format!("{given} does not go with {prior}"),
            (_, true) => format!("{given} 只能写一次"),
            (_, false) => format!("{given} is given twice"),
        },
        ErrorKind::MissingRequiredArgument if zh => format!("缺少 {given}"),
        ErrorKind::MissingRequiredArgument => format!("{given} is missing"),
        ErrorKind::TooManyValues => {
            let value = told(ContextKind::InvalidValue).unwrap_or_default();
            match language {
                Language::Chinese => format!("{given} 不带值，不能写 {value}"),
                Language::English => format!("{given} takes no value, but was given {value}"),
            }
        }
        ErrorKind::InvalidUtf8 => language
            .say("有一个参数不是 UTF-8", "an argument is not UTF-8")
            .to_owned(),
        ErrorKind::InvalidSubcommand => {
            let name = told(ContextKind::InvalidSubcommand).unwrap_or_default();
            match language {
                Language::Chinese => format!("没有子命令 {name}"),
                Language::English => format!("there is no subcommand {name}"),
            }
        }
        _ => format!("{} {given}", language.say("参数有误", "wrong arguments:")),
    };
    let what = what.trim_end();
    let allowed = match (told(ContextKind::ValidValue), range(error)) {
        (Some(values), _) if zh => format!("，应为 {values}"),
        (Some(values), _) => format!(", but {values}"),
        (None, Some((least, most))) if zh => format!("，应在 {least} 到 {most} 之间"),
        (None, Some((least, most))) => format!(", but {least} to {most}"),
        (None, None) if is_no_number(error) => {
            language.say("，应为整数", ", but a number").to_owned()
        }
        (None, None) => own_words(error, language).unwrap_or_default(),
    };
    let nearest = meant(error, command, subcommand, &given);
    let nearest = nearest.map_or_else(String::new, |nearest| match language {
        Language::Chinese => format!("；最接近的是 {nearest}"),
        Language::English => format!("; the nearest is {nearest}"),
    });
    let help = language.say("。用法见", "; see");
    let whose = subcommand.map_or_else(String::new, |name| format!("{name} "));
    Some(format!(
        "{what}{allowed}{nearest}{help} kanbao {whose}--help"
    ))
}

/// The option nearest to a mistaken one, where one is near: of the subcommand that it was given to, else of another,
/// with that one's name.
fn nearest_option(given: &str, subcommand: Option<&str>, command: &Command) -> Option<String> {
    let given = given.strip_prefix("--")?;
    let near = |command: &Command| {
        let longs = command.get_arguments().filter_map(clap::Arg::get_long);
        nearest(given, longs).map(|long| format!("--{long}"))
    };
    let own = subcommand.and_then(|name| command.find_subcommand(name));
    let others = || {
        let mut others = command.get_subcommands().filter(|_| subcommand.is_none());
        others.find_map(|sub| Some(format!("kanbao {} {}", sub.get_name(), near(sub)?)))
    };
    own.and_then(near).or_else(|| near(command)).or_else(others)
}

/// Whether something else stood where a number was wanted.
fn is_no_number(error: &clap::Error) -> bool {
    let cause = std::error::Error::source(error);
    cause.is_some_and(<dyn std::error::Error>::is::<std::num::ParseIntError>)
}

/// The least and the most that an option takes, where a number out of them was given.
fn range(error: &clap::Error) -> Option<(String, String)> {
    let cause = std::error::Error::source(error)?.to_string();
    let (_, range) = cause.split_once(" is not in ")?;
    let (least, most) = range.split_once("..=")?;
    Some((least.to_owned(), most.to_owned()))
}

/// What our own reading of a value says.
fn own_words(error: &clap::Error, language: Language) -> Option<String> {
    let cause = std::error::Error::source(error)?;
    let ours = cause.is::<Advice>().then(|| cause.to_string())?;
    Some(format!("{}{ours}", language.say("；", "; ")))
}

/// A piece of an error's context in words.
fn words(value: &ContextValue, language: Language) -> String {
    match value {
        ContextValue::String(word) => told(word),
        ContextValue::Strings(words) => {
            let words: Vec<String> = words.iter().map(|word| told(word)).collect();
            words.join(language.say("、", ", "))
        }
        other => told(&other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::mistyped::subcommand;
    use std::ffi::OsString;

    fn mistaken(line: &str, language: Language) -> String {
        let mut command = command(language);
        let arguments: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        match command.try_get_matches_from_mut(&arguments) {
            Ok(_) => "fits".to_owned(),
            Err(error) => {
                let subcommand = subcommand(&arguments, &command);
                mistake(&error, &command, subcommand, language).unwrap_or_default()
            }
        }
    }

    #[test]
    fn mistakes_are_explained_in_chinese() {
        let told = |line: &str| mistaken(line, Language::Chinese);
        insta::assert_snapshot!(told("kanbao print --widht 3"), @"没有选项 --widht；最接近的是 --width。用法见 kanbao print --help");
        insta::assert_snapshot!(told("kanbao print --zzz"), @"没有选项 --zzz。用法见 kanbao print --help");
        insta::assert_snapshot!(told("kanbao --form-feed"), @"没有选项 --form-feed；最接近的是 kanbao print --form-feed。用法见 kanbao --help");
        insta::assert_snapshot!(told("kanbao print --width 0"), @"--width <N> 的值不能是 0，应在 1 到 10000 之间。用法见 kanbao print --help");
        insta::assert_snapshot!(told("kanbao print --width x"), @"--width <N> 的值不能是 x，应为整数。用法见 kanbao print --help");
        insta::assert_snapshot!(told("kanbao export --format jsn"), @"--format <FORMAT> 的值不能是 jsn，应为 json、markdown、text、source；最接近的是 json。用法见 kanbao export --help");
        insta::assert_snapshot!(told("kanbao -c"), @"-c <KEY=VALUE> 后面缺少值。用法见 kanbao --help");
        insta::assert_snapshot!(told("kanbao completions"), @"缺少 <SHELL>。用法见 kanbao completions --help");
        insta::assert_snapshot!(told("kanbao print --vertical --columns 2"), @"--vertical 不能与 --columns <N> 同用。用法见 kanbao print --help");
        insta::assert_snapshot!(told("kanbao print --width 3 --width 4"), @"--width <N> 只能写一次。用法见 kanbao print --help");
        insta::assert_snapshot!(told("kanbao print --vertical=x"), @"--vertical 不带值，不能写 x。用法见 kanbao print --help");
        insta::assert_snapshot!(told("kanbao wrap a.txt b.txt"), @"多了一个参数 b.txt。用法见 kanbao wrap --help");
    }

    #[test]
    fn mistakes_are_explained_in_english() {
        let told = |line: &str| mistaken(line, Language::English);
        insta::assert_snapshot!(told("kanbao print --widht 3"), @"there is no option --widht; the nearest is --width; see kanbao print --help");
        insta::assert_snapshot!(told("kanbao print --zzz"), @"there is no option --zzz; see kanbao print --help");
        insta::assert_snapshot!(told("kanbao --form-feed"), @"there is no option --form-feed; the nearest is kanbao print --form-feed; see kanbao --help");
        insta::assert_snapshot!(told("kanbao print --width 0"), @"--width <N> does not take 0, but 1 to 10000; see kanbao print --help");
        insta::assert_snapshot!(told("kanbao print --width x"), @"--width <N> does not take x, but a number; see kanbao print --help");
        insta::assert_snapshot!(told("kanbao export --format jsn"), @"--format <FORMAT> does not take jsn, but json, markdown, text, source; the nearest is json; see kanbao export --help");
        insta::assert_snapshot!(told("kanbao export --format klingon"), @"--format <FORMAT> does not take klingon, but json, markdown, text, source; see kanbao export --help");
        insta::assert_snapshot!(told("kanbao -c"), @"a value is missing behind -c <KEY=VALUE>; see kanbao --help");
        insta::assert_snapshot!(told("kanbao completions"), @"<SHELL> is missing; see kanbao completions --help");
        insta::assert_snapshot!(told("kanbao print --vertical --columns 2"), @"--vertical does not go with --columns <N>; see kanbao print --help");
        insta::assert_snapshot!(told("kanbao print --width 3 --width 4"), @"--width <N> is given twice; see kanbao print --help");
        insta::assert_snapshot!(told("kanbao print --vertical=x"), @"--vertical takes no value, but was given x; see kanbao print --help");
        insta::assert_snapshot!(told("kanbao wrap a.txt b.txt"), @"b.txt is one argument too many; see kanbao wrap --help");
        insta::assert_snapshot!(told("kanbao check --explain x"), @"--explain <LINE> does not take x; write a line's number, or two as 12-15; see kanbao check --help");
    }

    #[test]
    fn what_an_argument_holds_acts_on_no_terminal() {
        for language in [Language::Chinese, Language::English] {
            for line in [
                "kanbao print --x\u{1b}]0;x\u{7}\u{202e}",
                "kanbao print --width \u{1b}[2J",
                "kanbao export --format \u{9b}2J\u{2028}",
                "kanbao completions \u{1b}c",
                "kanbao print --vertical=\u{1b}c",
            ] {
                let told = mistaken(line, language);
                assert!(crate::guard::is_harmless(&told), "{told:?}");
            }
        }
    }

    #[test]
    fn both_languages_keep_the_definition_sound() {
        command(Language::Chinese).debug_assert();
        command(Language::English).debug_assert();
    }
}
