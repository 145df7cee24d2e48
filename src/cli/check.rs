//! `check`: what was found and every defect; or why lines were read as they were.

use crate::cli::common::{Common, files_help};
use crate::cli::explain::{self, Lines};
use crate::cli::outcome::{Issues, Outcome, is_something};
use crate::cli::page::DEFAULT_WIDTH;
use crate::cli::{Error, report};
use crate::config::Settings;
use crate::open::{Input, Opened};
use crate::tell::spoken::{say, spoken};
use crate::{tell, terminal};
use clap::Args;
use std::path::PathBuf;

/// What `check` is asked.
#[derive(Args, Clone, Debug)]
// The group's name is that of its command.
#[group(skip)]
pub struct Check {
    #[arg(value_name = say("文件", "FILE"), help = files_help())]
    pub files: Vec<PathBuf>,
    #[arg(long, help = say("存疑之处也算缺陷", "Count a doubt as a defect, too"))]
    strict: bool,
    #[arg(
        long,
        value_name = say("行号", "LINE"),
        value_parser = explain::lines,
        help = say(
            "只说明这一行（或 12-15 这几行）为什么这样读，可以重复",
            "Tell only why a line, or lines such as 12-15, were read as they were (repeatable)",
        ),
    )]
    explain: Vec<Lines>,
}

impl Check {
    /// Reports on each issue, or explains lines of one; what it comes to is the same.
    pub fn run(
        &self,
        issues: Issues,
        common: &Common,
        settings: &Settings,
    ) -> Result<Outcome, Error> {
        if self.explain.is_empty() {
            issues.each(|input| self.check(input, common, settings))
        } else {
            self.check(issues.one("check --explain")?, common, settings)
        }
    }

    fn check(&self, input: Input, common: &Common, settings: &Settings) -> Result<Outcome, Error> {
        let opened = common.open(input)?;
        opened.warn_of_corrections();
        let language = spoken();
        if self.explain.is_empty() {
            let name = opened.origin.name(language);
            let argument = explain::as_argument(&opened.origin);
            let names = (name.as_str(), argument.as_deref());
            let (loaded, faults) = (&opened.loaded, &opened.faults);
            tell::lines(|out| report::report(loaded, faults, names, language, out))?;
        } else {
            opened.warn_of_rules();
            let cells = terminal::size().map_or(DEFAULT_WIDTH, |(columns, _)| columns);
            let ambiguous = Common::style(settings).ambiguous;
            explain::explain(&opened, &self.explain, cells, ambiguous, language)?;
        }
        let Opened {
            loaded,
            origin,
            wrong,
            faults,
            ..
        } = opened;
        if is_something(&loaded, &origin) == Outcome::Found {
            return Ok(Outcome::Found);
        }
        let mut defects = loaded.defects.iter();
        let bad = defects.any(|defect| self.strict || defect.kind != "doubt");
        let bad = bad || wrong.is_some() || !faults.is_empty();
        // The program ends here: giving up a long text's articles one by one would only take time.
        std::mem::forget(loaded);
        Ok(if bad { Outcome::Found } else { Outcome::Done })
    }
}
