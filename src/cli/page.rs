//! `kanbao print`: the set page on standard output.

use crate::cli::common::files_help;
use crate::cli::outcome::{Issues, Outcome, something};
use crate::cli::{Common, Error};
use crate::config::Settings;
use crate::open::Input;
use crate::print::{self, PageOptions};
use crate::tell::output::{Unwritten, write_out};
use crate::tell::spoken::{locale, say};
use crate::terminal::{self, kind::TerminalKind};
use crate::theme::{Depth, Theme};
use crate::typeset::{Ambiguous, Style};
use crate::view::signs::in_plain;
use clap::{Args, ValueEnum};
use ratatui::style::Modifier;
use std::io::{self, IsTerminal};
use std::path::PathBuf;

/// Columns of a page where nothing says otherwise.
pub const DEFAULT_WIDTH: u16 = 80;

/// Rows of a page of lines that run down, where nothing says otherwise.
pub const DEFAULT_HEIGHT: u16 = 40;
/// The fewest rows of a page.
const LEAST_HEIGHT: u16 = 10;

/// What to print, and how.
#[derive(Args, Debug, Default)]
pub struct PrintArguments {
    #[arg(value_name = say("文件", "FILE"), help = files_help())]
    pub files: Vec<PathBuf>,
    #[arg(
        long,
        value_enum,
        value_name = say("格式", "FORMAT"),
        help = say("输出的格式；缺省时写到终端的为 ansi，否则为 text", "The form to write [default: ansi on a terminal, else text]"),
    )]
    format: Option<Form>,
    #[arg(
        long,
        value_name = "N",
        value_parser = clap::value_parser!(u16).range(1..=10_000),
        help = say("版面宽度，以格计；缺省为终端的宽度，没有终端时为 80", "Columns of the page [default: the terminal's, else 80]"),
    )]
    width: Option<u16>,
    #[arg(
        long,
        value_name = "N",
        value_parser = clap::value_parser!(u16).range(1..=100),
        help = say("正文分成 N 栏，各栏等高；宽度不够就少分", "Set text in N legs of equal height; fewer where the width has no room"),
    )]
    columns: Option<u16>,
    #[arg(
        long,
        value_name = "N",
        value_parser = clap::value_parser!(u16).range(10..=10_000),
        help = say("分页，每页 N 行，末行是报名、日期、版次和页码；不足的以空行补满（html 由打印机分页）", "Pages of N lines, the last with paper, date, section and number, filled up with blank lines (html leaves it to the printer)"),
    )]
    height: Option<u16>,
    #[arg(
        long,
        conflicts_with = "columns",
        help = say("竖排：行自上而下，从右往左；每页的行数取 --height，缺省为终端的高度，没有终端时为 40", "Set vertical lines, from the right to the left, on pages of --height rows [default: the terminal's, else 40]"),
    )]
    vertical: bool,
    #[arg(long, help = say("页与页之间加换页符，供打印机用（less 会显示为 ^L）；与 --height 或 --vertical 同用", "Part pages with form feeds, too, as printers want (less shows ^L); goes with --height or --vertical"))]
    form_feed: bool,
    #[arg(long, value_name = "K", help = say("只打印第 K 篇", "Print only article K, counted from 1"))]
    article: Option<usize>,
    #[arg(long, help = say("在末尾附上报头、版次、责编等版面文字", "Print what belongs to the page and to no story small at the end"))]
    furniture: bool,
}

/// A form to print, as it is named on the command line.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Form {
    #[value(help = say("排好的行，带终端的颜色", "Set lines, with a terminal's colours"))]
    Ansi,
    #[value(help = say("排好的行，不带颜色", "Set lines, without colours"))]
    Text,
    #[value(help = say("一个独立的网页，行由浏览器排，宽度取 typeset.measure", "One web page; the browser sets its lines, as wide as typeset.measure"))]
    Html,
}

impl PrintArguments {
    /// Prints each issue, one after another.
    pub fn run(
        &self,
        issues: Issues,
        common: &Common,
        settings: &Settings,
    ) -> Result<Outcome, Error> {
        let vertical = self.vertical || settings.style.vertical;
        if vertical && self.columns.is_some() {
            return Err(Error::VerticalColumns);
        }
        if self.form_feed && self.height.is_none() && !vertical {
            return Err(Error::NoPages);
        }
        if let Some(what) = self.of_one() {
            return self.print(issues.one(what)?, common, settings);
        }
        let mut first = true;
        issues.each(|input| {
            if !std::mem::take(&mut first) {
                let between = if self.form_feed { "\u{c}" } else { "\n" };
                write_out(|out| out.write_all(between.as_bytes()))?;
            }
            self.print(input, common, settings)
        })
    }

    /// What is asked for that only one issue has.
    fn of_one(&self) -> Option<&'static str> {
        match self.format {
            _ if self.article.is_some() => Some("print --article"),
            Some(Form::Html) => Some("print --format html"),
            _ => None,
        }
    }

    fn print(&self, input: Input, common: &Common, settings: &Settings) -> Result<Outcome, Error> {
        let vertical = self.vertical || settings.style.vertical;
        let (loaded, origin) = common.open(input)?.warned();
        let outcome = something(&loaded, &origin);
        if let Some(wanted) = self.article {
            let there = loaded.issue.articles().count();
            if outcome == Outcome::Done && !(1..=there).contains(&wanted) {
                return Err(Error::NoArticle { wanted, there });
            }
        }
        let width = self
            .width
            .or_else(|| terminal::size().map(|(columns, _)| columns))
            .unwrap_or(DEFAULT_WIDTH);
        let style = Style {
            vertical,
            ..Common::page_style(settings)
        };
        let height = self.height.or_else(|| {
            let rows = terminal::size().map(|(_, rows)| rows);
            style
                .vertical
                .then(|| rows.unwrap_or(DEFAULT_HEIGHT).max(LEAST_HEIGHT))
        });
        let options = PageOptions {
            format: match self.format {
                Some(Form::Html) => print::PageFormat::Html,
                _ => print::PageFormat::Lines,
            },
            width,
            columns: self.columns.unwrap_or(1),
            height,
            form_feed: self.form_feed,
            article: self.article,
            furniture: self.furniture,
            style,
            measure: settings.measure,
            theme: self.theme(common, settings),
            links: is_shown() && TerminalKind::here().shows_links(settings.links),
            language: settings.language.unwrap_or_else(locale),
        };
        // A sign of two cells has no plain one in its place.
        let narrow = options.style.ambiguous != Ambiguous::Wide;
        if is_shown()
            && TerminalKind::here().plain
            && narrow
            && options.format == print::PageFormat::Lines
        {
            let mut page = Vec::new();
            print::print(&loaded.issue, &options, &mut page).map_err(Unwritten)?;
            let page = in_plain(&String::from_utf8_lossy(&page));
            write_out(|out| out.write_all(page.as_bytes()))?;
        } else {
            write_out(|out| print::print(&loaded.issue, &options, out))?;
        }
        Ok(outcome)
    }

    /// The colours, where there are to be any. Who asks for them on the command line overrules `NO_COLOR`.
    fn theme(&self, common: &Common, settings: &Settings) -> Option<Theme> {
        let shown = is_shown();
        let theme = match self.format {
            Some(Form::Ansi) if common.sets("theme") => Some(settings.theme()),
            Some(Form::Ansi) => Some(Theme::default()),
            Some(Form::Text | Form::Html) => None,
            None => shown.then(|| settings.theme()),
        };
        // Into a pipe goes what was asked for: who reads it may have every colour.
        let kind = TerminalKind::here();
        theme.map(|theme| {
            let theme = theme.without_ground(settings.ground);
            if shown {
                theme.on(kind.depth, kind.attributes, settings.ground)
            } else {
                theme.on(Depth::True, Modifier::all(), settings.ground)
            }
        })
    }
}

/// Whether standard output is a terminal that shows what is written there.
fn is_shown() -> bool {
    io::stdout().is_terminal() && terminal::is_capable()
}
