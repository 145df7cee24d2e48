//! The definition in the reader's language, and what is said of arguments that do not fit it.

use super::{Cli, manual};
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

/// What is wrong with the arguments, in Chinese; `None` where nothing is: help and version were asked for.
pub fn in_chinese(error: &clap::Error) -> Option<String> {
    if !error.use_stderr() {
        return None;
    }
    let told = |kind| error.get(kind).map(words).filter(|words| !words.is_empty());
    let given = || told(ContextKind::InvalidArg).unwrap_or_default();
    let what = match error.kind() {
        ErrorKind::UnknownArgument => format!("没有选项或参数 {}", given()),
        ErrorKind::InvalidSubcommand => {
            let name = told(ContextKind::InvalidSubcommand).unwrap_or_default();
            format!("没有子命令 {name}")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            match told(ContextKind::InvalidValue) {
                Some(value) => format!("{} 的值不能是 {value}", given()),
                None => format!("{} 后面缺少值", given()),
            }
        }
        ErrorKind::ArgumentConflict => match told(ContextKind::PriorArg) {
            Some(prior) if prior != given() => format!("{} 不能与 {prior} 同用", given()),
            _ => format!("{} 只能写一次", given()),
        },
        ErrorKind::MissingRequiredArgument => format!("缺少 {}", given()),
        ErrorKind::TooManyValues => {
            let value = told(ContextKind::InvalidValue).unwrap_or_default();
            format!("{} 不带值，不能写 {value}", given())
        }
        ErrorKind::InvalidUtf8 => "有一个参数不是 UTF-8".to_owned(),
        _ => format!("参数有误 {}", given()).trim_end().to_owned(),
    };
    let allowed = match (told(ContextKind::ValidValue), range(error)) {
        (Some(values), _) => format!("，应为 {values}"),
        (None, Some(range)) => format!("，应在 {range} 之间"),
        (None, None) if is_no_number(error) => "，应为整数".to_owned(),
        (None, None) => own_words(error).map_or_else(String::new, |words| format!("；{words}")),
    };
    let near = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedValue,
        ContextKind::SuggestedSubcommand,
    ];
    let nearest = near.into_iter().find_map(told);
    let nearest = nearest.map_or_else(String::new, |nearest| format!("；最接近的是 {nearest}"));
    let whose = told(ContextKind::Usage).map_or_else(String::new, |usage| subcommand(&usage));
    Some(format!(
        "{what}{allowed}{nearest}。用法见 kanbao {whose}--help"
    ))
}

/// The subcommand that a usage line is of, and a blank; nothing where it is the program's own.
fn subcommand(usage: &str) -> String {
    let mut words = usage.split_whitespace();
    let name = words.find(|word| *word == "kanbao").and(words.next());
    let own = name.filter(|name| name.bytes().all(|b| b.is_ascii_lowercase()));
    own.map_or_else(String::new, |name| format!("{name} "))
}

/// Whether something else stood where a number was wanted.
fn is_no_number(error: &clap::Error) -> bool {
    let cause = std::error::Error::source(error);
    cause.is_some_and(<dyn std::error::Error>::is::<std::num::ParseIntError>)
}

/// The numbers that an option takes, where one out of them was given.
fn range(error: &clap::Error) -> Option<String> {
    let cause = std::error::Error::source(error)?.to_string();
    let (_, range) = cause.split_once(" is not in ")?;
    Some(range.replace("..=", " 到 "))
}

/// What our own reading of a value says, where it speaks Chinese.
fn own_words(error: &clap::Error) -> Option<String> {
    let cause = std::error::Error::source(error)?.to_string();
    cause.contains(is_han).then_some(cause)
}

fn is_han(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

/// A piece of an error's context in words.
fn words(value: &ContextValue) -> String {
    match value {
        ContextValue::String(word) => word.clone(),
        ContextValue::Strings(words) => words.join("、"),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(line: &str) -> String {
        match command(Language::Chinese).try_get_matches_from(line.split(' ')) {
            Ok(_) => "fits".to_owned(),
            Err(error) => in_chinese(&error).unwrap_or_default(),
        }
    }

    #[test]
    fn mistakes_are_explained_in_chinese() {
        insta::assert_snapshot!(told("kanbao print --widht 3"), @"没有选项或参数 --widht；最接近的是 --width。用法见 kanbao print --help");
        insta::assert_snapshot!(told("kanbao print --width 0"), @"--width <N> 的值不能是 0，应在 1 到 10000 之间。用法见 kanbao --help");
        insta::assert_snapshot!(told("kanbao print --width x"), @"--width <N> 的值不能是 x，应为整数。用法见 kanbao --help");
        insta::assert_snapshot!(told("kanbao export --format jsn"), @"--format <FORMAT> 的值不能是 jsn，应为 json、markdown、text；最接近的是 json。用法见 kanbao --help");
        insta::assert_snapshot!(told("kanbao -c"), @"-c <KEY=VALUE> 后面缺少值。用法见 kanbao --help");
        insta::assert_snapshot!(told("kanbao completions"), @"缺少 <SHELL>。用法见 kanbao completions --help");
        insta::assert_snapshot!(told("kanbao print --vertical --columns 2"), @"--vertical 不能与 --columns <N> 同用。用法见 kanbao print --help");
        insta::assert_snapshot!(told("kanbao print --width 3 --width 4"), @"--width <N> 只能写一次。用法见 kanbao print --help");
        insta::assert_snapshot!(told("kanbao print --vertical=x"), @"--vertical 不带值，不能写 x。用法见 kanbao print --help");
        insta::assert_snapshot!(told("kanbao a.txt b.txt"), @"没有选项或参数 b.txt。用法见 kanbao --help");
    }

    #[test]
    fn both_languages_keep_the_definition_sound() {
        command(Language::Chinese).debug_assert();
        command(Language::English).debug_assert();
    }
}
