//! The set page on standard output: masthead, sections ruled off, articles with their heads centred.

mod colour;

use crate::{
    issue::{Article, Block, BlockKind, Issue, Section},
    language::Language,
    theme::{Role, Theme},
    typeset::{Facts, Style, centred_words, compose},
};
use colour::{END, begin, role};
use std::{
    io::{self, Write},
    thread,
};

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
    let page = Page::new(issue, options);
    let parts = page.parts();
    let mut groups = Vec::new();
    let mut from = 0;
    let mut bytes = 0;
    for (number, part) in parts.iter().enumerate() {
        bytes += part.bytes();
        if bytes >= GROUP || number + 1 == parts.len() {
            groups.push(parts.get(from..=number).unwrap_or(&[]));
            from = number + 1;
            bytes = 0;
        }
    }
    let threads = thread::available_parallelism().map_or(1, usize::from);
    for batch in groups.chunks(threads) {
        let (own, others) = batch.split_at(1.min(batch.len()));
        let page = &page;
        thread::scope(|scope| {
            let set: Vec<_> = others
                .iter()
                .map(|group| scope.spawn(move || page.set(group)))
                .collect();
            for group in own {
                out.write_all(page.set(group).as_bytes())?;
            }
            for (set, group) in set.into_iter().zip(others) {
                // A part that could not be set apart is set here, where its panic is the caller's.
                let text = set.join().unwrap_or_else(|_| page.set(group));
                out.write_all(text.as_bytes())?;
            }
            Ok::<(), io::Error>(())
        })?;
    }
    out.flush()
}

/// Bytes of source that are set together; smaller issues are set without threads.
const GROUP: usize = 1 << 17;

/// A part of what is printed, which can be set by itself.
enum Part<'a> {
    /// Paper, date and number.
    Masthead,
    /// A section's rule, page and name.
    Section { section: &'a Section, first: bool },
    /// An article, below another's rule or by itself.
    Article { article: &'a Article, place: Place },
    /// What belongs to no story, as notes.
    Furniture { first: bool },
}

/// What stands above an article.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Nothing.
    Alone,
    /// Its section's rule.
    First,
    /// Another article.
    Next,
}

impl Part<'_> {
    fn bytes(&self) -> usize {
        match self {
            Self::Article { article, .. } => article.texts().map(|t| t.hull().len()).sum(),
            _ => 0,
        }
    }
}

/// The page that parts are set on.
struct Page<'a> {
    issue: &'a Issue,
    options: &'a Options,
    /// Cells of the text's own page.
    width: u16,
    /// Blank cells before it.
    margin: usize,
}

impl<'a> Page<'a> {
    fn new(issue: &'a Issue, options: &'a Options) -> Self {
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
        }
    }

    /// What is to be printed, in order.
    fn parts(&self) -> Vec<Part<'a>> {
        let mut parts = Vec::new();
        if let Some(number) = self.options.article {
            let article = number
                .checked_sub(1)
                .and_then(|n| self.issue.articles().nth(n));
            parts.extend(article.map(|(_, article)| Part::Article {
                article,
                place: Place::Alone,
            }));
        } else {
            if !self.masthead().is_empty() {
                parts.push(Part::Masthead);
            }
            for section in &self.issue.sections {
                let named = section.page.is_some() || section.name.is_some();
                if section.articles.is_empty() && !named {
                    continue;
                }
                let first = parts.is_empty();
                parts.push(Part::Section { section, first });
                let articles = section.articles.iter().enumerate();
                parts.extend(articles.map(|(number, article)| Part::Article {
                    article,
                    place: if number == 0 {
                        Place::First
                    } else {
                        Place::Next
                    },
                }));
            }
        }
        if self.options.furniture && !self.issue.furniture.is_empty() {
            let first = parts.is_empty();
            parts.push(Part::Furniture { first });
        }
        parts
    }

    fn set(&self, parts: &[Part]) -> String {
        let mut sheet = Sheet {
            page: self,
            text: String::new(),
        };
        for part in parts {
            sheet.part(part);
        }
        sheet.text
    }

    /// What is known of paper, date and number.
    fn masthead(&self) -> Vec<(String, Role)> {
        let language = self.options.language;
        let name = self.issue.paper.as_ref().or(self.issue.title.as_ref());
        let facts: Vec<String> = [
            self.issue.date.map(|d| language.date(d)),
            self.issue.number.as_ref().map(|n| language.number(n)),
        ]
        .into_iter()
        .flatten()
        .collect();
        let facts = (!facts.is_empty()).then(|| (facts.join(" · "), Role::Fact));
        let name = name.map(|n| (n.clone(), Role::Masthead));
        [name, facts].into_iter().flatten().collect()
    }
}

/// Parts set one below the other.
struct Sheet<'a> {
    page: &'a Page<'a>,
    text: String,
}

impl Sheet<'_> {
    fn part(&mut self, part: &Part) {
        match part {
            Part::Masthead => {
                for (words, look) in self.page.masthead() {
                    self.words(&words, look);
                }
            }
            Part::Section { section, first } => {
                if !first {
                    self.blank();
                }
                self.section(section);
            }
            Part::Article { article, place } => {
                if *place != Place::Alone {
                    self.blank();
                }
                if *place == Place::Next {
                    self.rule(self.page.width / 4);
                    self.blank();
                }
                let language = self.page.options.language;
                let facts = language.facts(article, &self.page.issue.source);
                self.article(article, &facts, None);
            }
            Part::Furniture { first } => {
                if !first {
                    self.blank();
                }
                self.rule(self.page.width);
                self.furniture();
            }
        }
    }

    /// A section under its rule, with page and name where the bulletin gives them.
    fn section(&mut self, section: &Section) {
        let page = section.page.as_ref();
        let page = page.map(|p| self.page.options.language.page(p));
        let name = section.name.as_ref();
        let name = name.map(|n| n.of(&self.page.issue.source));
        let heading: Vec<String> = [page, name].into_iter().flatten().collect();
        self.rule(self.page.width);
        if !heading.is_empty() {
            self.words(&heading.join(" "), Role::Section);
            self.rule(self.page.width);
        }
    }

    fn furniture(&mut self) {
        let furniture = self.page.issue.furniture.iter();
        let lines = Article {
            blocks: furniture
                .map(|f| Block {
                    kind: BlockKind::Verse,
                    text: f.text.clone(),
                    depth: 0,
                })
                .collect(),
            ..Article::default()
        };
        self.article(&lines, &Facts::default(), Some(Role::Fact));
    }

    /// An article's rows, in their own roles' looks or all in one.
    fn article(&mut self, article: &Article, facts: &Facts, look: Option<Role>) {
        let (page, style) = (self.page, &self.page.options.style);
        let galley = compose(article, &page.issue.source, facts, page.width, style);
        for row in &galley.rows {
            self.line(row.text(), look.unwrap_or(role(row.role)));
        }
    }

    /// Words of the page's own, centred.
    fn words(&mut self, words: &str, look: Role) {
        for row in centred_words(words, self.page.width, &self.page.options.style) {
            self.line(row.text(), look);
        }
    }

    /// A rule of so many cells, in the page's middle.
    fn rule(&mut self, cells: u16) {
        let cells = cells.clamp(1, self.page.width.max(1));
        let blank = " ".repeat(usize::from(self.page.width.saturating_sub(cells) / 2));
        let rule = "─".repeat(usize::from(cells));
        self.line(&(blank + &rule), Role::Border);
    }

    fn blank(&mut self) {
        self.text.push('\n');
    }

    /// One line; blank cells are printed at its start only, and without colour.
    fn line(&mut self, text: &str, look: Role) {
        let text = text.trim_end_matches(' ');
        let words = text.trim_start_matches(' ');
        if !words.is_empty() {
            let blank = self.page.margin + text.len() - words.len();
            self.text.extend(std::iter::repeat_n(' ', blank));
            let theme = self.page.options.theme.as_ref();
            let begin = theme.map_or_else(String::new, |t| begin(t.style(look)));
            self.text.push_str(&begin);
            self.text.push_str(words);
            if !begin.is_empty() {
                self.text.push_str(END);
            }
        }
        self.text.push('\n');
    }
}
