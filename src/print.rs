//! The set page on standard output: masthead, sections ruled off, articles with their heads centred.

mod colour;

use crate::{
    issue::{Article, Block, BlockKind, Issue, Section},
    language::Language,
    theme::{Role, Theme},
    typeset::{Facts, Row, Style, centred_words, compose},
};
use colour::{END, begin, role};
use std::io::{self, Write};

/// How to print.
#[derive(Clone, Debug)]
pub struct Options {
    /// Cells of the page; nothing passes the last.
    pub width: u16,
    /// Only this article, counted from 1.
    pub article: Option<usize>,
    /// Whether furniture is printed small at the end.
    pub furniture: bool,
    /// How text is set.
    pub style: Style,
    /// `typeset.measure`: at most this many cells of text to a line; the text is centred in a wider page.
    pub measure: u16,
    /// Colours, when standard output is a terminal.
    pub theme: Option<Theme>,
    /// Of the few words that the program adds.
    pub language: Language,
}

/// Prints an issue.
///
/// # Errors
/// When it cannot be written; what the issue holds never makes it fail.
pub fn print(issue: &Issue, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page::new(issue, options, out);
    if let Some(number) = options.article {
        if let Some((_, article)) = number.checked_sub(1).and_then(|n| issue.articles().nth(n)) {
            page.article(article)?;
        }
    } else {
        page.masthead()?;
        for section in &issue.sections {
            page.section(section)?;
        }
    }
    if options.furniture {
        page.furniture()?;
    }
    page.out.flush()
}

/// The page while it is printed.
struct Page<'a> {
    issue: &'a Issue,
    options: &'a Options,
    /// Cells of the text's own page.
    width: u16,
    /// Blank cells before it.
    margin: usize,
    /// Whether anything has been printed.
    begun: bool,
    out: &'a mut dyn Write,
}

impl<'a> Page<'a> {
    fn new(issue: &'a Issue, options: &'a Options, out: &'a mut dyn Write) -> Self {
        let whole = options
            .measure
            .max(1)
            .saturating_add(options.style.gutter());
        let width = options.width.min(whole);
        Self {
            issue,
            options,
            width,
            margin: usize::from((options.width - width) / 2),
            begun: false,
            out,
        }
    }

    /// What is known of paper, date and number; nothing where nothing is known.
    fn masthead(&mut self) -> io::Result<()> {
        let language = self.options.language;
        let name = self.issue.paper.as_ref().or(self.issue.title.as_ref());
        let facts: Vec<String> = [
            self.issue.date.map(|d| language.date(d)),
            self.issue.number.as_ref().map(|n| language.number(n)),
        ]
        .into_iter()
        .flatten()
        .collect();
        if let Some(name) = name {
            self.words(name, Role::Masthead)?;
        }
        if !facts.is_empty() {
            self.words(&facts.join(" · "), Role::Fact)?;
        }
        Ok(())
    }

    /// A section under its rule, with page and name where the bulletin gives them.
    fn section(&mut self, section: &Section) -> io::Result<()> {
        if section.articles.is_empty() && section.page.is_none() && section.name.is_none() {
            return Ok(());
        }
        if self.begun {
            self.blank()?;
        }
        self.rule(self.width)?;
        let page = section.page.as_ref().map(|p| self.options.language.page(p));
        let name = section.name.as_ref().map(|n| n.of(&self.issue.source));
        let heading: Vec<String> = [page, name].into_iter().flatten().collect();
        if !heading.is_empty() {
            self.words(&heading.join(" "), Role::Section)?;
            self.rule(self.width)?;
        }
        for (number, article) in section.articles.iter().enumerate() {
            self.blank()?;
            if number > 0 {
                self.rule(self.width / 4)?;
                self.blank()?;
            }
            self.article(article)?;
        }
        Ok(())
    }

    fn article(&mut self, article: &Article) -> io::Result<()> {
        let facts = self.options.language.facts(article, &self.issue.source);
        self.set(article, &facts, None)
    }

    /// What belongs to the page and to no story, as notes.
    fn furniture(&mut self) -> io::Result<()> {
        if self.issue.furniture.is_empty() {
            return Ok(());
        }
        if self.begun {
            self.blank()?;
        }
        self.rule(self.width)?;
        let notes = Article {
            blocks: self
                .issue
                .furniture
                .iter()
                .map(|f| Block {
                    kind: BlockKind::Note,
                    text: f.text.clone(),
                    depth: 0,
                })
                .collect(),
            ..Article::default()
        };
        self.set(&notes, &Facts::default(), Some(Role::Fact))
    }

    /// Sets an article and prints its rows, in their own roles' looks or all in one.
    fn set(&mut self, article: &Article, facts: &Facts, look: Option<Role>) -> io::Result<()> {
        let galley = compose(
            article,
            &self.issue.source,
            facts,
            self.width,
            &self.options.style,
        );
        for row in &galley.rows {
            self.row(row, look.unwrap_or(role(row.role)))?;
        }
        Ok(())
    }

    /// Words of the page's own, centred.
    fn words(&mut self, words: &str, look: Role) -> io::Result<()> {
        for row in centred_words(words, self.width, &self.options.style) {
            self.row(&row, look)?;
        }
        Ok(())
    }

    fn row(&mut self, row: &Row, look: Role) -> io::Result<()> {
        self.line(row.text(), look)
    }

    /// A rule of so many cells, in the page's middle.
    fn rule(&mut self, cells: u16) -> io::Result<()> {
        let blank = " ".repeat(usize::from((self.width - cells.min(self.width)) / 2));
        let rule = "─".repeat(usize::from(cells.max(1).min(self.width)));
        self.line(&format!("{blank}{rule}"), Role::Border)
    }

    fn blank(&mut self) -> io::Result<()> {
        self.line("", Role::Body)
    }

    /// One line; blank cells at its end are never printed, nor coloured at its start.
    fn line(&mut self, text: &str, look: Role) -> io::Result<()> {
        self.begun = true;
        let text = text.trim_end_matches(' ');
        let words = text.trim_start_matches(' ');
        if words.is_empty() {
            return self.out.write_all(b"\n");
        }
        let blank = self.margin + text.len() - words.len();
        let theme = self.options.theme.as_ref();
        let style = theme.map_or_else(String::new, |t| begin(t.style(look)));
        let end = if style.is_empty() { "" } else { END };
        writeln!(self.out, "{:blank$}{style}{words}{end}", "")
    }
}
