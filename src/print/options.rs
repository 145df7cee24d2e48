//! How to print.

use crate::{language::Language, theme::Theme, typeset::Style};

/// What is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum PageFormat {
    /// Lines set for a grid of cells, with a theme's colours or without.
    #[default]
    Lines,
    /// One HTML file, which sets its lines itself.
    Html,
}

/// How to print.
#[derive(Clone, Debug)]
pub struct PageOptions {
    /// What is written.
    pub format: PageFormat,
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

impl Default for PageOptions {
    /// One page without end, 80 cells wide, without colours; the program's own words in English.
    fn default() -> Self {
        Self {
            format: PageFormat::default(),
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

/// Lines at a page's foot: a rule, and the folio.
pub const FOOT: u16 = 2;
