//! `kanbao export`: the rebuilt structure for other programs.

use crate::cli::Error;
use crate::cli::common::{Common, files_help};
use crate::cli::outcome::{Issues, Outcome, something};
use crate::export::{self, ExportFormat};
use crate::guard;
use crate::tell::output::write_out;
use crate::tell::spoken::say;
use clap::{Args, ValueEnum};
use std::io::{self, IsTerminal};
use std::path::PathBuf;

/// What to export, and how.
#[derive(Args, Debug)]
pub struct ExportArguments {
    #[arg(value_name = say("文件", "FILE"), help = files_help())]
    pub files: Vec<PathBuf>,
    #[arg(long, value_enum, default_value_t = ExportForm::Json, value_name = say("格式", "FORMAT"), help = say("导出的格式", "The form to write"))]
    format: ExportForm,
}

/// A form to export, as it is named on the command line.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum ExportForm {
    #[value(help = say("结构；不止一期时每期一行", "The structure; of several issues each is a line"))]
    Json,
    #[value(help = say("Markdown，可以再读回来", "Markdown, which can be read again"))]
    Markdown,
    #[value(help = say("纯文本", "Plain text"))]
    Text,
    #[value(help = say("读到的原文，一行对一行，行号与 check 一致", "The text as it was read, by the lines that check counts"))]
    Source,
}

impl ExportArguments {
    /// Exports each issue, one after another.
    pub fn run(&self, issues: Issues, common: &Common) -> Result<Outcome, Error> {
        let several = issues.inputs.len() > 1;
        let format = match self.format {
            ExportForm::Json if several => ExportFormat::JsonLine,
            ExportForm::Json => ExportFormat::Json,
            ExportForm::Markdown => ExportFormat::Markdown,
            ExportForm::Text => ExportFormat::Text,
            ExportForm::Source => ExportFormat::Source,
        };
        let mut first = true;
        issues.each(|input| {
            let (loaded, origin) = common.open(input)?.warned();
            let parted = !std::mem::take(&mut first) && self.format != ExportForm::Json;
            if self.format == ExportForm::Source && io::stdout().is_terminal() {
                // A terminal is shown nothing that hides, and no page's end.
                let shown = loaded.issue.source.replace('\u{c}', "");
                let shown = guard::lines(&shown.replace('\t', " ").replace("\r\n", "\n"));
                write_out(|out| out.write_all(shown.as_bytes()))?;
            } else {
                write_out(|out| {
                    if parted {
                        out.write_all(b"\x0c\n")?;
                    }
                    export::export(&loaded, format, out)
                })?;
            }
            // Text in which there is no story is none the less what was asked for.
            if self.format == ExportForm::Source && !loaded.issue.source.trim().is_empty() {
                return Ok(Outcome::Done);
            }
            Ok(something(&loaded, &origin))
        })
    }
}
