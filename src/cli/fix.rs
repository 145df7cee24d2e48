//! `fix`: lists the corrections of a bulletin, adds one, or takes some away.

pub mod wrong;

use crate::cli::Error;
use crate::cli::common::Common;
use crate::cli::fix::wrong::FixError;
use crate::cli::outcome::{Outcome, something};
use crate::correction::{Correction, Edge, Role, Said};
use crate::guard::{self, told};
use crate::language::Language;
use crate::open::origin::Origin;
use crate::open::{Input, Opened};
use crate::store::LONG_PATIENCE;
use crate::tell;
use crate::tell::spoken::{say, spoken};
use clap::Args;
use clap::builder::PossibleValuesParser;
use clap::builder::TypedValueParser;
use std::io::{self, Write};
use std::path::PathBuf;

/// What `fix` is asked to do; to list, where nothing is said.
#[derive(Args, Clone, Debug)]
// The group's name is that of its command.
#[group(skip)]
pub struct Fix {
    #[arg(value_name = say("文件", "FILE"), help = say("要更正的一期：文件、同一期的各版、文件夹或 ZIP；- 为标准输入", "The issue to correct: a file, its pages, a folder or a ZIP archive; - for standard input"))]
    pub(crate) files: Vec<PathBuf>,
    #[arg(long, value_name = "N", conflicts_with_all = ["remove", "remove_all"], help = say("更正原文的第 N 行", "Correct line N of the text"))]
    line: Option<usize>,
    #[arg(
        long = "as",
        value_name = say("类别", "KIND"),
        requires = "line",
        value_parser = PossibleValuesParser::new(Role::ALL.map(Role::name)).map(|name| role(&name)),
        help = say("这一行是什么", "What the line is"),
    )]
    is: Option<Role>,
    #[arg(long, requires = "line", conflicts_with = "part", help = say("接上一段", "The line goes on with the paragraph before"))]
    join: bool,
    #[arg(long, requires = "line", help = say("另起一段", "The line begins a paragraph"))]
    part: bool,
    #[arg(long, requires = "line", conflicts_with = "end", help = say("从这一行起是一篇", "An article begins with the line"))]
    begin: bool,
    #[arg(long, requires = "line", help = say("一篇到这一行为止", "An article ends with the line"))]
    end: bool,
    #[arg(long, value_name = say("版", "NAME"), requires = "line", help = say("这一行之前起一版，如 \"02 要闻\"", "A section begins before the line, such as \"02 News\""))]
    section: Option<String>,
    #[arg(long, value_name = "N", conflicts_with = "remove_all", help = say("删去第 N 条更正，可以重复", "Remove correction N of the list (repeatable)"))]
    remove: Vec<usize>,
    #[arg(long, help = say("删去全部更正", "Remove all corrections"))]
    remove_all: bool,
}

/// The role of a name that the definition has let through.
fn role(name: &str) -> Role {
    let named = Role::ALL.into_iter().find(|r| r.name() == name);
    named.unwrap_or(Role::Text)
}

impl Fix {
    /// Does it, and lists what there is then.
    pub fn run(&self, input: Input, common: &Common) -> Result<Outcome, Error> {
        if input.origin == Origin::Sample {
            return Err(FixError::Sample.into());
        }
        let mut opened = common.read(input, true)?;
        opened.warn_of_rules();
        if let Some(wrong) = opened.wrong.take() {
            return Err(wrong.into());
        }
        let mut corrections = opened.corrections.clone();
        let told = match self.line {
            Some(line) => Some(self.add(line, &opened, &mut corrections)?),
            None => None,
        };
        self.take_away(&mut corrections)?;
        if corrections != opened.corrections {
            let before = opened.read_again(corrections);
            if let (Some(line), Some(n)) = (self.line, told) {
                self.holds(line, n, &opened)?;
            }
            if let Some(sidecar) = &opened.sidecar {
                sidecar.keep(&opened.corrections, &before, LONG_PATIENCE)?;
                // Others may have told something meanwhile.
                let kept = sidecar.read()?;
                if kept != opened.corrections {
                    opened.read_again(kept);
                }
            }
        }
        tell::lines(|out| list(&opened, spoken(), out))?;
        if something(&opened.loaded, &opened.origin) == Outcome::Found {
            return Ok(Outcome::Found);
        }
        let all = opened.loaded.applied.iter().all(Option::is_some);
        Ok(if all && opened.loaded.unmet.is_empty() {
            Outcome::Done
        } else {
            Outcome::Found
        })
    }

    /// Sees that what was told of the line holds.
    fn holds(&self, line: usize, n: usize, opened: &Opened) -> Result<(), FixError> {
        let said = self.said();
        let unmet = &opened.loaded.unmet;
        let mut whys = unmet.iter().filter(|(of, _)| *of == n).map(|(_, why)| *why);
        match whys.find(|why| said.iter().any(|said| why.concerns(said))) {
            Some(why) => Err(FixError::Unmet { line, why }),
            None => Ok(()),
        }
    }

    /// All that is told of the line.
    fn said(&self) -> Vec<Said> {
        let edge = |asked: bool, said: Said| asked.then_some(said);
        [
            self.is.map(Said::Is),
            edge(self.join, Said::Joins(true)),
            edge(self.part, Said::Joins(false)),
            edge(self.begin, Said::Article(Edge::Begins)),
            edge(self.end, Said::Article(Edge::Ends)),
            self.section.clone().map(Said::Section),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// Tells what is said of a line, and gives the number of its correction, counted from 0.
    fn add(
        &self,
        line: usize,
        opened: &Opened,
        corrections: &mut Vec<Correction>,
    ) -> Result<usize, Error> {
        let said = self.said();
        if said.is_empty() {
            return Err(FixError::NothingTold.into());
        }
        if self
            .section
            .as_deref()
            .is_some_and(|s| s.trim().is_empty() || s.contains('\n'))
        {
            return Err(FixError::Section.into());
        }
        let issue = &opened.loaded.issue;
        let known = opened.loaded.applied.iter().position(|l| *l == Some(line));
        if known.is_none() {
            let new = Correction::at(issue, line).ok_or(FixError::NoLine {
                wanted: line,
                there: issue.line_count(),
            })?;
            corrections.push(new);
        }
        let at = known.unwrap_or(corrections.len().saturating_sub(1));
        if let Some(correction) = corrections.get_mut(at) {
            for said in said {
                correction.say(said);
            }
        }
        Ok(at)
    }

    fn take_away(&self, corrections: &mut Vec<Correction>) -> Result<(), Error> {
        let there = corrections.len();
        if let Some(&wanted) = self.remove.iter().find(|n| !(1..=there).contains(*n)) {
            return Err(FixError::NoCorrection { wanted, there }.into());
        }
        let mut number = 0;
        corrections.retain(|_| {
            number += 1;
            !self.remove_all && !self.remove.contains(&number)
        });
        Ok(())
    }
}

/// Lists the corrections: number, line, what is told of it, its text, and whether it is applied.
fn list(opened: &Opened, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let zh = language == Language::Chinese;
    let name = opened.origin.name(language);
    let count = opened.corrections.len();
    let applied = opened.loaded.applied.iter().flatten().count();
    let counts = match (zh, count) {
        (true, _) if applied < count => format!("{count} 条更正，{} 条没有用上", count - applied),
        (true, _) => format!("{count} 条更正"),
        (false, 1) if applied == 1 => "1 correction".to_owned(),
        (false, 1) => "1 correction, not applied".to_owned(),
        (false, _) if applied < count => {
            format!(
                "{count} corrections, {} of them not applied",
                count - applied
            )
        }
        (false, _) => format!("{count} corrections"),
    };
    writeln!(out, "{name}{}{counts}", language.say("：", ": "))?;
    for (n, (correction, line)) in opened
        .corrections
        .iter()
        .zip(&opened.loaded.applied)
        .enumerate()
    {
        let place = match line {
            Some(line) => format!("{name}:{line}"),
            None => language.say("没有用上", "not applied").to_owned(),
        };
        let text = told(&correction.text);
        let what = told(&language.told(correction));
        writeln!(out, "{}. {place}: {what}: “{text}”", n + 1)?;
    }
    for defect in opened
        .loaded
        .defects
        .iter()
        .filter(|d| d.kind == "correction")
    {
        let message = guard::line(&defect.message);
        writeln!(out, "{name}:{}: {}: {message}", defect.line, defect.kind)?;
    }
    Ok(())
}
