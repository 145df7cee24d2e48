//! Setting: an article in, a galley of rows out, every row with its way back to the source.

use crate::issue::{Article, Span};

/// How text is set; the `typeset.*` settings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Style {
    /// Cells a paragraph's first line is indented (2 at most where the measure is under 24 cells).
    pub indent: u16,
    /// Whether lines are filled to the measure.
    pub justify: bool,
    /// Whether a full stop or comma may hang in the gutter.
    pub hang: bool,
    /// Whether half-width marks between Han are shown full-width.
    pub fullwidth: bool,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            indent: 4,
            justify: true,
            hang: true,
            fullwidth: true,
        }
    }
}

/// What a row of a galley is part of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// 栏目, above everything.
    Column,
    /// 引题.
    Kicker,
    /// 主题.
    Headline,
    /// 副题.
    Deck,
    /// 署名 and the facts beside it.
    Byline,
    /// Running text.
    Body,
    /// 小标题.
    Subhead,
    /// 图说.
    Caption,
    /// A quoted passage.
    Quote,
    /// A list's item.
    List,
    /// A table's row.
    Table,
    /// A note.
    Note,
    /// Verse.
    Verse,
    /// A picture's description.
    Image,
    /// Text left as it stands.
    Code,
    /// A rule.
    Rule,
    /// 转版: a link to where the story goes on or comes from.
    Jump,
}

/// Words that the program adds to an article, in the reader's language; empty where there is nothing to say.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Facts {
    /// Stands after the byline, or alone where there is none: `552 字`.
    pub after_byline: String,
    /// A jump line above the text: `上接第1版`.
    pub comes_from: String,
    /// A jump line below the text: `下转第6版`.
    pub goes_on: String,
}

/// One row of a galley.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// What it is part of.
    pub role: Role,
    /// Index of the article's block it belongs to; `None` for its head.
    pub block: Option<usize>,
}

/// A set article: rows from its head to its end.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Galley {
    /// The rows.
    pub rows: Vec<Row>,
}

impl Galley {
    /// The row that shows a byte of the source, or the nearest before it.
    pub fn row_of(&self, _byte: u32) -> usize {
        0
    }

    /// The first byte of the source that a row shows; where it shows none, that of the next row that does.
    pub fn byte_of(&self, _row: usize) -> u32 {
        0
    }
}

impl Row {
    /// The row as it is shown, from the page's first column, without trailing space.
    pub fn text(&self) -> &'static str {
        ""
    }

    /// Columns of cells, relative to the page, in which a part of the source is shown in this row.
    pub fn columns_of(&self, _span: Span) -> Option<std::ops::Range<u16>> {
        None
    }
}

/// Sets an article on a page of `width` cells (the gutter for hanging marks is inside it).
pub fn compose(
    _article: &Article,
    _source: &str,
    _facts: &Facts,
    _width: u16,
    _style: &Style,
) -> Galley {
    Galley::default()
}
