//! The model: an issue of a paper as sections, articles and blocks, all of them places in one source text.
//!
//! Nothing here owns text of its own: a [`Text`] is a list of [`Run`]s, places of the decoded source and what
//! joins them, so that what is read can always be led back to what stood in the file.

mod date;
mod defect;
mod reason;
mod stanzas;

pub use date::{Date, MONTHS};
pub use defect::Defect;
pub use reason::Reason;
pub use stanzas::stanzas;

use serde::Serialize;

/// A half-open range of bytes of the issue's source.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span of these bytes.
    pub fn new(start: usize, end: usize) -> Self {
        let fit = |n| u32::try_from(n).unwrap_or(u32::MAX);
        Self {
            start: fit(start),
            end: fit(end),
        }
    }

    /// The span as a range to index a string with.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Bytes in it.
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start) as usize
    }

    /// Whether it holds no byte.
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The source's text there; empty where the span does not fit the source.
    pub fn of(self, source: &str) -> &str {
        source.get(self.range()).unwrap_or("")
    }
}

/// A place of the source within a [`Text`], and what stands between it and the run before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Run {
    /// The characters, as they stand in the source.
    pub span: Span,
    /// A character put before them that the source writes otherwise: a space where two Latin lines are joined,
    /// `\n` between a table's rows, `\t` between its cells, the character an entity stands for.
    pub joint: Option<char>,
}

/// A text put together from places of the source.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Text {
    /// The places, in reading order.
    pub runs: Vec<Run>,
}

impl Text {
    /// The text that stands in one place.
    pub fn at(span: Span) -> Self {
        Self {
            runs: vec![Run { span, joint: None }],
        }
    }

    /// The text itself, put together from the source.
    pub fn of(&self, source: &str) -> String {
        let mut text = String::with_capacity(self.runs.iter().map(|r| r.span.len() + 1).sum());
        for run in &self.runs {
            text.extend(run.joint);
            text.push_str(run.span.of(source));
        }
        text
    }

    /// The place in the source of the character at a byte of the text itself (of [`Text::of`]); the text's
    /// end gives the end of the last run.
    pub fn source_byte(&self, offset: usize) -> u32 {
        let mut rest = offset;
        for run in &self.runs {
            let joint = run.joint.map_or(0, char::len_utf8);
            if rest < joint + run.span.len() {
                return run.span.start + Span::new(0, rest.saturating_sub(joint)).end;
            }
            rest -= joint + run.span.len();
        }
        self.runs.last().map_or(0, |r| r.span.end)
    }

    /// From the first byte of the earliest run to the last of the latest.
    pub fn hull(&self) -> Span {
        let start = self.runs.iter().map(|r| r.span.start).min().unwrap_or(0);
        let end = self.runs.iter().map(|r| r.span.end).max().unwrap_or(0);
        Span { start, end }
    }

    /// Whether no character is in it.
    pub fn is_empty(&self) -> bool {
        self.runs
            .iter()
            .all(|r| r.span.is_empty() && r.joint.is_none())
    }
}

/// A whole number (期) of a paper.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Issue {
    /// The decoded text that every span points into.
    pub source: String,
    /// Byte at which each line of the source starts; the first is 0.
    pub line_starts: Vec<u32>,
    /// 报名, as front matter or masthead give it.
    pub paper: Option<String>,
    /// The day it came out.
    pub date: Option<Date>,
    /// Issue number, letters and digits only.
    pub number: Option<String>,
    /// The issue's own title, where front matter gives one.
    pub title: Option<String>,
    /// Its sections in order; a bulletin without any has one, without page and name.
    pub sections: Vec<Section>,
    /// What belongs to the page and not to a story.
    pub furniture: Vec<Furniture>,
    /// What is neither story nor furniture: heading marks, jump lines, markup.
    pub marks: Vec<Mark>,
}

impl Issue {
    /// The line, counted from 1, in which a byte of the source stands.
    pub fn line_of(&self, byte: u32) -> usize {
        self.line_starts
            .partition_point(|&start| start <= byte)
            .max(1)
    }

    /// How many lines the source has; the end of the last does not begin another.
    pub fn line_count(&self) -> usize {
        let last = self.line_starts.last();
        let empty = last.is_some_and(|s| *s as usize >= self.source.len());
        self.line_starts.len() - usize::from(empty)
    }

    /// First and last line, counted from 1, that a span touches.
    pub fn lines_of(&self, span: Span) -> [usize; 2] {
        [
            self.line_of(span.start),
            self.line_of(span.end.saturating_sub(1).max(span.start)),
        ]
    }

    /// All articles in order, each with its section's index.
    pub fn articles(&self) -> impl Iterator<Item = (usize, &Article)> {
        self.sections
            .iter()
            .enumerate()
            .flat_map(|(s, section)| section.articles.iter().map(move |a| (s, a)))
    }

    /// The page of the section that holds an article of this issue's.
    pub fn page_of(&self, article: &Article) -> Option<&str> {
        let here = |s: &&Section| {
            s.articles
                .as_ptr_range()
                .contains(&std::ptr::from_ref(article))
        };
        self.sections.iter().find(here)?.page.as_deref()
    }
}

/// A section (版): a page of the paper with its articles.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Section {
    /// Page, letters and digits only (`02`, `A1`).
    pub page: Option<String>,
    /// Name, without the page.
    pub name: Option<Text>,
    /// Its articles in order.
    pub articles: Vec<Article>,
}

/// An article (稿件).
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Article {
    /// 栏目: the regular feature it belongs to.
    pub column: Option<Text>,
    /// 引题, above the headline.
    pub kicker: Option<Text>,
    /// 主题.
    pub headline: Option<Text>,
    /// 副题, below the headline.
    pub deck: Option<Text>,
    /// 署名, without brackets around it.
    pub byline: Option<Text>,
    /// 电头; it stands in the first paragraph too.
    pub dateline: Option<Text>,
    /// Page on which it goes on (下转), letters and digits only.
    pub continued_on: Option<String>,
    /// Page from which it comes (上接), letters and digits only.
    pub continued_from: Option<String>,
    /// Its text.
    pub blocks: Vec<Block>,
    /// Notes that it refers to and that stand in another article's text: they are set under this one too, and are
    /// none of its text.
    pub lent: Vec<Block>,
}

impl Article {
    /// Every text of the article, headings first; the column only where it stands apart from the headline.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        let heads = [&self.kicker, &self.headline, &self.deck, &self.byline];
        self.column_apart()
            .into_iter()
            .chain(heads.into_iter().flatten())
            .chain(self.blocks.iter().map(|b| &b.text))
    }

    /// What stands over the text, for changing it; the dateline, too.
    pub(crate) fn heads_mut(&mut self) -> impl Iterator<Item = &mut Text> {
        let heads = [
            &mut self.column,
            &mut self.kicker,
            &mut self.headline,
            &mut self.deck,
            &mut self.byline,
            &mut self.dateline,
        ];
        heads.into_iter().flatten()
    }

    /// The column, where its name stands in a line of its own and not in the headline's brackets.
    pub fn column_apart(&self) -> Option<&Text> {
        let headline = self.headline.as_ref().map_or(Span::default(), Text::hull);
        self.column.as_ref().filter(|column| {
            let place = column.hull();
            place.start < headline.start || headline.end < place.end
        })
    }

    /// Whether the story's pieces were put together on this page: it comes from its own page, and goes on nowhere.
    pub fn is_joined(&self, page: Option<&str>) -> bool {
        let bare = |page: &str| page.trim_start_matches('0').to_uppercase();
        let from = self.continued_from.as_deref().map(bare);
        from.is_some() && from == page.map(bare)
    }

    /// From the first byte of the earliest text to the last of the latest.
    pub fn hull(&self) -> Span {
        let hulls = || self.texts().filter(|t| !t.runs.is_empty()).map(Text::hull);
        let start = hulls().map(|h| h.start).min().unwrap_or(0);
        let end = hulls().map(|h| h.end).max().unwrap_or(0);
        Span { start, end }
    }
}

/// A paragraph or another piece of an article's text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its words; an image's are its description, a rule has an empty run at its place.
    pub text: Text,
    /// How deep it is nested in lists or quotes; 0 outside. A later paragraph of an item counts that item's list, too.
    pub depth: u8,
}

impl Block {
    /// The mark before an item of a list, as the source writes it: `-`, `*`, `+` or a number. Nothing where the item's
    /// text holds its own, and before other blocks.
    pub fn item_mark<'a>(&self, source: &'a str) -> &'a str {
        let start = self.text.hull().start as usize;
        let before = source.get(..start).filter(|_| self.kind == BlockKind::List);
        let line = before
            .and_then(|b| b.rsplit(['\n', '\r']).next())
            .unwrap_or("");
        // Of marks in one line, - 1. words, the last is the item's; tags may stand between it and the words.
        let (mut mark, mut rest) = ("", line);
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '>');
            let (word, after) = rest.split_once([' ', '\t']).unwrap_or(("", ""));
            let number = word.strip_suffix(['.', ')']).is_some_and(|n| {
                (1..=9).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit())
            });
            if !number && !matches!(word, "-" | "*" | "+") {
                return mark;
            }
            (mark, rest) = (word, after);
        }
    }
}

/// The kinds of [`Block`].
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum BlockKind {
    /// Running text.
    Paragraph,
    /// 小标题.
    Subhead,
    /// 图说.
    Caption,
    /// A passage set off as quoted.
    Quote,
    /// One item of a list.
    List,
    /// A table: cells parted by `\t`, rows by `\n`.
    Table,
    /// A note of the paper's own or of the author's: （作者为…）, footnotes.
    Note,
    /// One line of verse.
    Verse,
    /// A picture, by its description.
    Image,
    /// Text to be left as it stands, rows parted by `\n`.
    Code,
    /// A rule between two parts.
    Rule,
}

/// Something of the page that belongs to no story.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Furniture {
    /// What it is.
    pub kind: FurnitureKind,
    /// Its words.
    pub text: Text,
}

/// The kinds of [`Furniture`].
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FurnitureKind {
    /// 报头: the paper's name with its date and number.
    Masthead,
    /// 版次: a page's number or running head.
    Folio,
    /// 责编: who edited, proofread and laid out the page, and how to reach them.
    Editors,
    /// 导读: what stands on other pages.
    Teaser,
    /// A line that calls on readers.
    Slogan,
    /// Who took or lent a picture.
    Credit,
    /// Text of the page that fits nothing else.
    Other,
}

/// Part of the source that is no text to read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Mark {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: MarkKind,
}

/// The kinds of [`Mark`].
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum MarkKind {
    /// Markdown's or HTML's own signs, link targets, a hyphen at a line's end.
    Markup,
    /// A section's heading.
    Section,
    /// 转版: a jump line, or the headline repeated over the continued piece.
    Jump,
    /// Front matter.
    Front,
    /// A bracket or sign around a byline.
    Byline,
}
