//! The options that every command takes, and what they come to: settings, the rules in force, what is opened.

use crate::cli::Error;
use crate::cli::outcome::Issues;
use crate::config::Settings;
use crate::language::Language;
use crate::loader;
use crate::open::kept::warn;
use crate::open::passwords::Passwords;
use crate::open::{self, Input, Opened, Together, encodings, rules};
use crate::store::Store;
use crate::tell::spoken::{say, spoken};
use crate::terminal::kind::TerminalKind;
use crate::terminal::{self, ask};
use crate::typeset::Style;
use clap::Args;
use encoding_rs::Encoding;
use rustix::fs::FileType;
use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::sync::Arc;

/// Options that every command takes, before its name or after it.
#[derive(Args, Clone, Debug, Default)]
pub struct Common {
    #[arg(
        short = 'c',
        value_name = say("键=值", "KEY=VALUE"),
        help = say("本次运行的一项设置，可以重复", "Make a setting for this run (repeatable)"),
    )]
    pub set: Vec<String>,
    #[arg(
        long,
        value_name = say("编码", "NAME"),
        help = say("文本的编码，例如 gb18030；缺省时从内容判断", "The text's encoding, such as gb18030, instead of telling it by content"),
    )]
    pub encoding: Option<String>,
    #[arg(
        long,
        value_name = say("文件", "FILE"),
        help = say("自己的规则文件，代替平常查找的那些（见 kanbao rules）", "Rules of your own, instead of those looked for (see `kanbao rules`)"),
    )]
    pub rules: Option<PathBuf>,
    #[arg(
        long,
        help = say("不用 FILE.kanbao.toml 里的更正", "Read without the corrections of FILE.kanbao.toml"),
    )]
    pub no_corrections: bool,
    #[arg(
        long,
        value_name = say("密码", "TEXT"),
        help = say("PDF 的密码；缺省时在终端里询问", "The password of PDFs [default: asked for at the terminal]"),
    )]
    pub password: Option<String>,
    #[arg(
        long,
        conflicts_with = "each",
        help = say("所有文件合为一期", "Read all files as one issue"),
    )]
    pub one: bool,
    #[arg(
        long,
        help = say("每个文件各为一期；缺省时文件名是同一期各版的合为一期", "Read each file as an issue [default: numbered pages of one day are one]"),
    )]
    pub each: bool,
    /// What was given, and what was typed in this run.
    #[arg(skip)]
    passwords: Passwords,
}

impl Common {
    /// These and what stood behind the subcommand's name, which comes later and decides.
    pub fn with(mut self, own: Self) -> Self {
        self.set.extend(own.set);
        self.encoding = own.encoding.or(self.encoding);
        self.rules = own.rules.or(self.rules);
        self.no_corrections |= own.no_corrections;
        self.password = own.password.or(self.password);
        // What stands later decides.
        if own.one || own.each {
            (self.one, self.each) = (own.one, own.each);
        }
        self.passwords = Passwords::new(self.password.clone(), ask_for_password);
        self
    }

    /// Whether a setting is among those made for this run.
    pub fn sets(&self, key: &str) -> bool {
        let mut keys = self.set.iter().filter_map(|s| s.split_once('='));
        keys.any(|(set, _)| set.trim() == key)
    }

    /// The settings of this run.
    pub fn settings(&self) -> Result<Settings, Error> {
        let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let mut settings = Settings::new(no_color);
        for assignment in &self.set {
            settings.set(assignment)?;
        }
        Ok(settings)
    }

    /// How text is set on standard output. A pipe is never asked, nor is a terminal: where the setting leaves it open,
    /// ambiguous characters are as wide as the terminal there has told a reading before, and narrow elsewhere.
    pub fn style(settings: &Settings) -> Style {
        let told = || {
            let shown = io::stdout().is_terminal() && terminal::is_capable();
            let kept = || {
                let store = Store::of_user();
                let kept = store.told(&ask::name()).ambiguous;
                warn(&store.troubles());
                kept
            };
            shown.then(kept).flatten().unwrap_or_default()
        };
        Style {
            ambiguous: settings.ambiguous.unwrap_or_else(told),
            ..settings.style.clone()
        }
    }

    /// The same for a page, which is looked at: a text that goes on to another program is left as it is.
    pub fn page_style(settings: &Settings) -> Style {
        let style = Self::style(settings);
        // An old terminal has signs of its own for them, of one cell.
        let plain =
            io::stdout().is_terminal() && terminal::is_capable() && TerminalKind::here().plain;
        let ambiguous = if settings.spaced && !plain {
            style.ambiguous.spaced()
        } else {
            style.ambiguous
        };
        Style { ambiguous, ..style }
    }

    /// Tells what there is to read: the files named, else what was sent to standard input, else the sample.
    pub fn issues(&self, files: &[PathBuf]) -> Result<Issues, Error> {
        // The label first: a mistake in it needs no reading.
        self.encoding()?;
        let sent = files.is_empty().then(sent).flatten();
        let files = sent.as_ref().map_or(files, std::slice::from_ref);
        if files.is_empty() {
            return Ok(Issues {
                inputs: vec![open::sample()],
                errors: Vec::new(),
            });
        }
        let together = match (self.one, self.each) {
            (true, _) => Together::All,
            (_, true) => Together::None,
            _ => Together::ByName,
        };
        let (inputs, errors) = open::gather(files, together, self.encoding.is_some());
        Ok(Issues { inputs, errors })
    }

    /// The encoding that was asked for.
    pub fn encoding(&self) -> Result<Option<&'static Encoding>, Error> {
        let label = self.encoding.as_deref();
        Ok(label.map(encodings::encoding).transpose()?)
    }

    /// Reads the issue by the rules in force and with what is told of its lines.
    pub fn open(&self, input: Input) -> Result<Opened, Error> {
        self.read(input, !self.no_corrections)
    }

    /// Reads the issue by the rules in force, with what is told of its lines or without.
    pub fn read(&self, input: Input, corrected: bool) -> Result<Opened, Error> {
        let (rules, faults) = rules::in_force(self.rules.as_deref(), &input.origin)?;
        let options = loader::Options {
            encoding: self.encoding()?,
            rules: rules.map(Arc::new),
            ..loader::Options::default()
        };
        let passwords = &self.passwords;
        Ok(Opened::read(input, options, faults, corrected, passwords)?)
    }
}

/// Standard input, by its name as an argument, where something is sent there: it is no terminal, and not what never
/// holds anything, as a program that nobody feeds has it (`/dev/null`, or nothing at all).
fn sent() -> Option<PathBuf> {
    let input = io::stdin();
    let about = rustix::fs::fstat(&input).ok()?;
    let is_null = rustix::fs::stat("/dev/null").is_ok_and(|null| {
        FileType::from_raw_mode(about.st_mode) == FileType::CharacterDevice
            && about.st_rdev == null.st_rdev
    });
    (!input.is_terminal() && !is_null).then(|| "-".into())
}

/// Asks for a password at the terminal, where somebody is there to answer.
fn ask_for_password(file: &str, again: bool) -> Option<String> {
    let question = match (spoken(), again) {
        (Language::Chinese, false) => format!("{file} 的密码："),
        (Language::Chinese, true) => format!("不对，{file} 的密码："),
        (Language::English, false) => format!("password of {file}: "),
        (Language::English, true) => format!("wrong; password of {file}: "),
    };
    terminal::secret::ask(&question)
}

pub fn files_help() -> &'static str {
    say(
        "要读的文件（PDF 或文本）、文件夹或 ZIP；- 为标准输入；缺省时读管道或 < 送来的，都没有则打开内置样报",
        "Papers as PDF or text, folders or ZIP archives of them; - for standard input; none for what is piped in, else for the built-in sample",
    )
}
