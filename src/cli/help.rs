//! The help in both languages: whole, its columns counted in cells, its lines broken as all of the program's words are. clap has
//! English words of its own in it, and breaks lines only at blanks.

use crate::cli::manual;
use crate::language::Language;
use crate::typeset::cluster::text_width;
use crate::typeset::{Ambiguous, wording};
use clap::builder::{PossibleValue, Str};
use clap::{Arg, Command};
use std::fmt::Write;

/// Cells before an option's name where `-h` has no room for its letter.
const INDENT: usize = 2;
/// Cells before what is said of an option, where that stands below its name.
const BELOW: usize = 10;
/// The fewest cells that lines beside the names are worth.
const NARROW: usize = 24;

/// A definition with its help, and that of all its subcommands, in lines of at most so many cells; `long` as `--help` tells
/// it, not `-h`.
pub fn helpful(command: Command, language: Language, long: bool, width: u16) -> Command {
    let mut built = command.clone();
    // The names in the usage lines are known once all is built.
    built.build();
    let page = Page {
        text: String::new(),
        language,
        long,
        width: width.into(),
    };
    let text = page.clone().of(&built, true);
    let mut helpful = command.override_help(text);
    for sub in built.get_subcommands() {
        let text = page.clone().of(sub, false);
        helpful = helpful.mut_subcommand(sub.get_name(), |s| s.override_help(text));
    }
    helpful
}

/// How a command is written: clap's line, with the one English word in it told.
fn usage(command: &Command, language: Language) -> String {
    let line = command.clone().render_usage().to_string();
    let line = line.strip_prefix("Usage: ").unwrap_or(&line);
    line.replace("[OPTIONS]", language.say("[选项]", "[OPTIONS]"))
        .trim_end()
        .to_owned()
}

/// What is said of an argument or a subcommand.
struct Entry {
    name: String,
    help: String,
    /// Values that have words of their own.
    values: Vec<(String, String)>,
}

impl Entry {
    fn of(arg: &Arg, language: Language) -> Self {
        let mut help = arg.get_help().map(ToString::to_string).unwrap_or_default();
        let possible = arg.get_possible_values();
        let told = |v: &PossibleValue| {
            let words = v.get_help().map(ToString::to_string);
            words.map(|words| (v.get_name().to_owned(), words))
        };
        let values: Vec<_> = possible.iter().filter_map(told).collect();
        if arg.get_action().takes_values() {
            let names: Vec<&str> = possible.iter().map(PossibleValue::get_name).collect();
            let defaults = arg.get_default_values().iter();
            let defaults: Vec<_> = defaults.map(|v| v.to_string_lossy()).collect();
            help.push_str(&facts(&names.join("、"), &defaults.join("、"), language));
        }
        Self {
            name: name(arg),
            help,
            values,
        }
    }
}

/// What values an argument takes, and which if none is given; nothing of what is empty.
fn facts(names: &str, default: &str, language: Language) -> String {
    let default = match (default, language) {
        ("", _) => String::new(),
        (default, Language::Chinese) => format!("缺省 {default}"),
        (default, Language::English) => format!(" [default: {default}]"),
    };
    match (names, language) {
        ("", Language::Chinese) if default.is_empty() => String::new(),
        ("", Language::Chinese) => format!("（{default}）"),
        (names, Language::Chinese) if default.is_empty() => format!("（{names}）"),
        (names, Language::Chinese) => format!("（{names}；{default}）"),
        ("", Language::English) => default,
        (names, Language::English) => {
            format!("{default} [possible values: {}]", names.replace('、', ", "))
        }
    }
}

/// An argument as it is written: `-h, --help`, `    --width <N>`, `[文件]`.
fn name(arg: &Arg) -> String {
    let value = || {
        let names = arg.get_value_names().unwrap_or_default();
        let names: Vec<&str> = names.iter().map(Str::as_str).collect();
        names.join(" ")
    };
    if arg.is_positional() {
        let (open, close) = if arg.is_required_set() {
            ('<', '>')
        } else {
            ('[', ']')
        };
        return format!("{open}{}{close}", value());
    }
    let mut name = match (arg.get_short(), arg.get_long()) {
        (Some(short), Some(long)) => format!("-{short}, --{long}"),
        (Some(short), None) => format!("-{short}"),
        (None, long) => format!("    --{}", long.unwrap_or_default()),
    };
    if arg.get_action().takes_values() {
        let _ = write!(name, " <{}>", value());
    }
    name
}

/// A help being written.
#[derive(Clone)]
struct Page {
    text: String,
    language: Language,
    long: bool,
    width: usize,
}

impl Page {
    /// The help of one command, of the `whole` program or of a subcommand.
    fn of(mut self, command: &Command, whole: bool) -> String {
        let language = self.language;
        if let Some(about) = command.get_about() {
            self.set(&about.to_string(), 0);
        }
        self.text.push_str(language.say("\n用法：", "\nUsage: "));
        self.text.push_str(&usage(command, language));
        self.text.push('\n');
        let subcommands: Vec<Entry> = command
            .get_subcommands()
            .map(|sub| Entry {
                name: sub.get_name().to_owned(),
                help: sub.get_about().map(ToString::to_string).unwrap_or_default(),
                values: Vec::new(),
            })
            .collect();
        // A list of names is read in one look, however long the help.
        self.entries(language.say("子命令：", "Commands:"), &subcommands, false);
        let (positional, options): (Vec<&Arg>, Vec<&Arg>) = command
            .get_arguments()
            .filter(|arg| !arg.is_hide_set())
            .partition(|arg| arg.is_positional());
        let entries = |args: Vec<&Arg>| -> Vec<Entry> {
            args.into_iter()
                .map(|arg| Entry::of(arg, language))
                .collect()
        };
        let long = self.long;
        self.entries(
            language.say("参数：", "Arguments:"),
            &entries(positional),
            long,
        );
        self.entries(language.say("选项：", "Options:"), &entries(options), long);
        if whole && long {
            self.settings();
        } else if let Some(after) = command.get_after_help() {
            self.text.push('\n');
            self.set(&after.to_string(), 0);
        }
        self.text
    }

    /// A list under its heading; what is said of each beside its name, or below it.
    fn entries(&mut self, heading: &str, entries: &[Entry], below: bool) {
        if entries.is_empty() {
            return;
        }
        self.text.push('\n');
        self.text.push_str(heading);
        self.text.push('\n');
        let cells = |text: &str| text_width(text, Ambiguous::Narrow);
        let column = entries.iter().map(|e| cells(&e.name)).max().unwrap_or(0) + INDENT + 2;
        let below = below || self.width < column + NARROW;
        for (i, entry) in entries.iter().enumerate() {
            if below && self.long && i > 0 {
                self.text.push('\n');
            }
            self.text.push_str(&" ".repeat(INDENT));
            self.text.push_str(&entry.name);
            if below {
                self.text.push('\n');
                self.set(&entry.help, BELOW);
            } else {
                let blank = column - INDENT - cells(&entry.name);
                self.text.push_str(&" ".repeat(blank));
                let lines = self.lines(&entry.help, column);
                let parted = format!("\n{}", " ".repeat(column));
                self.text.push_str(&lines.join(&parted));
                self.text.push('\n');
            }
            if self.long {
                for (name, words) in &entry.values {
                    let parted = self.language.say("：", ": ");
                    self.set(&format!("{name}{parted}{words}"), BELOW + 2);
                }
            }
        }
    }

    /// All settings, and the exit status.
    fn settings(&mut self) {
        self.text.push('\n');
        for line in manual::settings(self.language).lines() {
            let words = line.trim_start();
            self.set(words, line.len() - words.len());
        }
    }

    /// Appends words in lines that stand in by so many cells.
    fn set(&mut self, words: &str, indent: usize) {
        let lines = self.lines(words, indent);
        for line in &lines {
            self.text.push_str(&" ".repeat(indent));
            self.text.push_str(line);
            self.text.push('\n');
        }
        if lines.is_empty() {
            self.text.push('\n');
        }
    }

    /// Words in lines for a page on which they stand in by so many cells.
    fn lines(&self, words: &str, indent: usize) -> Vec<String> {
        let width = self.width.saturating_sub(indent).max(NARROW);
        let width = u16::try_from(width).unwrap_or(u16::MAX);
        wording::lines(words, width, Ambiguous::Narrow)
    }
}
