//! Options that every command takes, and what is opened by them.

use super::open::{self, Input, Opened, Origin};
use super::{Error, say, sidecar_error, spoken};
use crate::config::Settings;
use crate::loader::Loaded;
use clap::Args;
use encoding_rs::Encoding;
use std::io::{self, Write};
use std::path::PathBuf;

/// Options that every command takes, before its name or after it.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct Common {
    #[arg(
        short = 'c',
        value_name = say("键=值", "KEY=VALUE"),
        help = say("本次运行的一项设置，可以重复", "Make a setting for this run (repeatable)"),
    )]
    set: Vec<String>,
    #[arg(
        long,
        value_name = say("编码", "NAME"),
        help = say("文本的编码，例如 gb18030；缺省时从内容判断", "The text's encoding, such as gb18030, instead of telling it by content"),
    )]
    encoding: Option<String>,
    #[arg(
        long,
        help = say("不用 FILE.kanbao.toml 里的更正", "Read without the corrections of FILE.kanbao.toml"),
    )]
    no_corrections: bool,
}

impl Common {
    /// These and what stood behind the subcommand's name, which comes later and decides.
    pub(super) fn with(mut self, own: Self) -> Self {
        self.set.extend(own.set);
        self.encoding = own.encoding.or(self.encoding);
        self.no_corrections |= own.no_corrections;
        self
    }

    /// Whether a setting is among those made for this run.
    pub(super) fn sets(&self, key: &str) -> bool {
        let mut keys = self.set.iter().filter_map(|s| s.split_once('='));
        keys.any(|(set, _)| set.trim() == key)
    }

    /// The settings of this run.
    pub(super) fn settings(&self) -> Result<Settings, Error> {
        let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let mut settings = Settings::new(no_color);
        for assignment in &self.set {
            settings.set(assignment)?;
        }
        Ok(settings)
    }

    /// Opens what there is to read.
    pub(super) fn input(&self, file: Option<PathBuf>) -> Result<Input, Error> {
        // The label first: a mistake in it needs no reading.
        self.encoding()?;
        open::open(file, self.encoding.is_some())
    }

    pub(super) fn encoding(&self) -> Result<Option<&'static Encoding>, Error> {
        self.encoding.as_deref().map(open::encoding).transpose()
    }

    /// Reads the issue with what is told of its lines.
    pub(super) fn open(&self, input: Input) -> Result<Opened, Error> {
        Ok(Opened::read(input, self.encoding()?, !self.no_corrections))
    }

    /// Reads the issue for a command that does one thing and ends; a mistake in its corrections is told on standard
    /// error. Says where the issue comes from, and whether there was such a mistake.
    pub(super) fn load(&self, input: Input) -> Result<(Loaded, Origin, bool), Error> {
        let opened = self.open(input)?;
        if let Some(wrong) = &opened.wrong {
            let words = sidecar_error(wrong, spoken());
            let _ = writeln!(io::stderr(), "kanbao: {words}");
        }
        Ok((opened.loaded, opened.origin, opened.wrong.is_some()))
    }
}
