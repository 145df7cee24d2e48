//! The set page on standard output: masthead, sections ruled off, articles with their heads centred.

mod colour;
mod html;
mod legs;
mod masthead;
mod pages;
mod parts;
mod sheet;
mod strip;
mod upright;

use crate::{issue::Issue, language::Language, theme::Theme, typeset::Style};
use pages::Pages;
use sheet::Sheet;
use std::{
    io::{self, Write},
    thread,
};

/// What is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Format {
    /// Lines set for a grid of cells, with a theme's colours or without.
    #[default]
    Lines,
    /// One HTML file, which sets its lines itself.
    Html,
}

/// How to print.
#[derive(Clone, Debug)]
pub struct Options {
    /// What is written.
    pub format: Format,
    /// Cells of the page; nothing passes the last. HTML has no cells, and does without.
    pub width: u16,
    /// Legs that the text of an article is set in; as many as the width has room for.
    pub columns: u16,
    /// Lines of a page, folio included; `None` for one page without end. Lines that run down need it.
    pub height: Option<u16>,
    /// Whether a form feed ends each page.
    pub form_feed: bool,
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
    /// Whether links are links in the terminal, too (OSC 8).
    pub links: bool,
    /// Of the few words that the program adds.
    pub language: Language,
}

impl Default for Options {
    /// One page without end, 80 cells wide, without colours; the program's own words in English.
    fn default() -> Self {
        Self {
            format: Format::default(),
            width: 80,
            columns: 1,
            height: None,
            form_feed: false,
            article: None,
            furniture: false,
            style: Style::default(),
            measure: 80,
            theme: None,
            links: false,
            language: Language::English,
        }
    }
}

/// An issue as it is printed, in a string.
pub fn to_string(issue: &Issue, options: &Options) -> String {
    let mut page = Vec::new();
    // A vector takes all that is written.
    let _ = print(issue, options, &mut page);
    String::from_utf8_lossy(&page).into_owned()
}

/// Prints an issue.
///
/// # Errors
/// When it cannot be written; what the issue holds never makes it fail.
pub fn print(issue: &Issue, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    if options.format == Format::Html {
        return html::write(issue, options, out);
    }
    let sheet = Sheet::new(issue, options);
    let parts = parts::parts(&sheet);
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
    let mut pages = Pages::new(&sheet, out);
    let threads = thread::available_parallelism().map_or(1, usize::from);
    for batch in groups.chunks(threads) {
        let (own, others) = batch.split_at(1.min(batch.len()));
        let sheet = &sheet;
        thread::scope(|scope| {
            let set: Vec<_> = others
                .iter()
                .map(|group| scope.spawn(move || sheet.set(group)))
                .collect();
            for group in own {
                pages.take(sheet.set(group))?;
            }
            for (set, group) in set.into_iter().zip(others) {
                // A part that could not be set apart is set here, where its panic is the caller's.
                pages.take(set.join().unwrap_or_else(|_| sheet.set(group)))?;
            }
            Ok::<(), io::Error>(())
        })?;
    }
    pages.end()
}

/// Bytes of source that are set together; smaller issues are set without threads.
const GROUP: usize = 1 << 17;
