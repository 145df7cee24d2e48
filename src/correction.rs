//! Corrections: what a reader says of lines that were read wrongly. Plain data, led back to its line by the line's
//! own text, so that a correction outlives another extraction of the same page.

mod place;

pub use self::place::{Found, find};

use crate::issue::Issue;
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// What is told of one line of the source.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Correction {
    /// The line's text; a long one by its first and last words, with `…` between them.
    pub text: String,
    /// The line's number when it was corrected, counted from 1: chooses between lines of the same text.
    pub line: Option<usize>,
    /// The words before the line, where its text alone does not tell it apart.
    pub above: Option<String>,
    /// The words after it.
    pub below: Option<String>,
    /// What the line is.
    pub is: Option<Role>,
    /// Whether the line goes on with the paragraph before, or begins one.
    pub joins: Option<bool>,
    /// Whether an article begins or ends with the line.
    pub article: Option<Edge>,
    /// Page and name of a section that begins before the line.
    pub section: Option<String>,
}

/// What a line can be told to be.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Role {
    /// 主题.
    Headline,
    /// 引题.
    Kicker,
    /// 副题.
    Deck,
    /// 栏目.
    Column,
    /// 署名.
    Byline,
    /// 小标题.
    Subhead,
    /// 图说.
    Caption,
    /// What belongs to the page and to no story.
    Furniture,
    /// Text of a story.
    Text,
    /// A section's heading.
    Section,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Headline,
        Self::Kicker,
        Self::Deck,
        Self::Column,
        Self::Byline,
        Self::Subhead,
        Self::Caption,
        Self::Furniture,
        Self::Text,
        Self::Section,
    ];

    /// Its name in a file of corrections.
    pub fn name(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Kicker => "kicker",
            Self::Deck => "deck",
            Self::Column => "column",
            Self::Byline => "byline",
            Self::Subhead => "subhead",
            Self::Caption => "caption",
            Self::Furniture => "furniture",
            Self::Text => "text",
            Self::Section => "section",
        }
    }

    /// Whether a line of this kind stands over a text.
    pub fn is_head(self) -> bool {
        matches!(
            self,
            Self::Headline | Self::Kicker | Self::Deck | Self::Column
        )
    }
}

/// An article's edge at a line.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Edge {
    /// It is the first of its article.
    Begins,
    /// It is the last.
    Ends,
}

impl Edge {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Begins, Self::Ends];

    /// Its name in a file of corrections.
    pub fn name(self) -> &'static str {
        match self {
            Self::Begins => "begins",
            Self::Ends => "ends",
        }
    }
}

/// One thing told of a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Said {
    /// What it is.
    Is(Role),
    /// Whether it goes on with the paragraph before.
    Joins(bool),
    /// An article's edge.
    Article(Edge),
    /// The section that begins before it.
    Section(String),
}

/// Why something told of a line does not hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unmet {
    /// No line is the one that it was told of.
    Gone,
    /// Several lines may be.
    Unclear,
    /// The line goes on beyond the text now, and no article can end within it.
    Cut,
    /// An export of this program's is read by its marks alone.
    Export,
    /// It should go on with the text before, and there is none.
    NothingBefore,
    /// It should go on with what stands before, and one of the two is no text that could.
    NotJoined,
    /// It should begin a paragraph, and it is no text that could.
    NotParted,
    /// An article should end with it, and none has begun.
    NoArticle,
}

impl Unmet {
    /// Whether this is about what was said.
    pub fn concerns(self, said: &Said) -> bool {
        match self {
            Self::Gone | Self::Unclear | Self::Export => true,
            Self::NothingBefore | Self::NotJoined => *said == Said::Joins(true),
            Self::NotParted => *said == Said::Joins(false),
            Self::Cut | Self::NoArticle => *said == Said::Article(Edge::Ends),
        }
    }

    /// Why, in English.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Gone => "no line of the text is this any more",
            Self::Unclear => "several lines have this text; add line = or above = to tell which",
            Self::Cut => "the line goes on beyond this text now, and no article can end within it",
            Self::Export => {
                "an export of kanbao's is read by its marks alone; change these instead of \
                 correcting how they are read"
            }
            Self::NothingBefore => "no text stands before the line that it could go on with",
            Self::NotJoined => {
                "the line, or what stands before it, is no text that could be one with the other"
            }
            Self::NotParted => "the line is no text that could begin a paragraph",
            Self::NoArticle => "no article has begun that could end with the line",
        }
    }
}

/// Characters of a line from which on only its ends are kept.
const LONG: usize = 48;
/// Characters kept of a long line's beginning and of its end.
const KEPT: (usize, usize) = (28, 12);
/// Characters kept of what stands before and after a line.
const AROUND: usize = 20;
/// A text of fewer words' characters is kept with what stands around it, though it be the only one.
const SHORT: usize = 8;

impl Correction {
    /// A correction of a line, counted from 1, that says nothing yet; `None` where the line is blank.
    pub fn at(issue: &Issue, line: usize) -> Option<Self> {
        Self::among(issue, line, &Recurring::of(issue))
    }

    /// The same, where it is known which lines are alike: what many lines of an issue are told with.
    pub fn among(issue: &Issue, line: usize, alike: &Recurring) -> Option<Self> {
        let text = bare(place::line(issue, line)?);
        let wanted = place::key(text);
        if wanted.is_empty() {
            return None;
        }
        let mut correction = Self {
            text: shortened(text),
            line: Some(line),
            ..Self::default()
        };
        if alike.holds(&wanted) || wanted.chars().count() < SHORT {
            correction.above = neighbour(issue, (1..line).rev()).map(|t| last(&t, AROUND));
            let lines = issue.line_starts.len();
            correction.below = neighbour(issue, line + 1..=lines).map(|t| first(&t, AROUND));
        }
        Some(correction)
    }

    /// Adds what is said; what was said of the same matter before gives way.
    pub fn say(&mut self, said: Said) {
        // A line is a section's heading, or one of a given name begins with it.
        match &said {
            Said::Is(Role::Section) => self.section = None,
            Said::Section(_) if self.is == Some(Role::Section) => self.is = None,
            _ => {}
        }
        match said {
            Said::Is(role) => self.is = Some(role),
            Said::Joins(joins) => self.joins = Some(joins),
            Said::Article(edge) => self.article = Some(edge),
            Said::Section(name) => self.section = Some(name),
        }
    }

    /// Whether this is said already.
    pub fn says(&self, said: &Said) -> bool {
        match said {
            Said::Is(role) => self.is == Some(*role),
            Said::Joins(joins) => self.joins == Some(*joins),
            Said::Article(edge) => self.article == Some(*edge),
            Said::Section(name) => self.section.as_ref() == Some(name),
        }
    }

    /// Takes back what is said, if it is.
    pub fn unsay(&mut self, said: &Said) {
        if self.says(said) {
            match said {
                Said::Is(_) => self.is = None,
                Said::Joins(_) => self.joins = None,
                Said::Article(_) => self.article = None,
                Said::Section(_) => self.section = None,
            }
        }
    }

    /// This with what changed from one correction of the line to another.
    #[must_use]
    pub fn changed(&self, from: &Self, to: &Self) -> Self {
        let mut changed = self.clone();
        if from.is != to.is {
            changed.is = to.is;
        }
        if from.joins != to.joins {
            changed.joins = to.joins;
        }
        if from.article != to.article {
            changed.article = to.article;
        }
        if from.section != to.section {
            changed.section.clone_from(&to.section);
        }
        if changed.is == Some(Role::Section) && changed.section.is_some() {
            // A line is a section's heading, or one of a given name begins with it.
            if to.section.is_some() {
                changed.is = None;
            } else {
                changed.section = None;
            }
        }
        changed
    }

    /// All that is said.
    pub fn all(&self) -> impl Iterator<Item = Said> {
        [
            self.is.map(Said::Is),
            self.joins.map(Said::Joins),
            self.article.map(Said::Article),
            self.section.clone().map(Said::Section),
        ]
        .into_iter()
        .flatten()
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.all().next().is_none()
    }
}

/// The words that more than one line of an issue has.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Recurring {
    /// Hashes of the words: one that is taken for another costs a correction no more than what stands around its line.
    words: HashSet<u64>,
}

impl Recurring {
    /// Looks through an issue's lines.
    pub fn of(issue: &Issue) -> Self {
        let mut seen = HashSet::new();
        let mut words = HashSet::new();
        for (_, line) in place::lines(issue, 0) {
            let key = hash(&place::key(line));
            if !seen.insert(key) {
                words.insert(key);
            }
        }
        Self { words }
    }

    fn holds(&self, words: &str) -> bool {
        self.words.contains(&hash(words))
    }
}

fn hash(words: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    words.hash(&mut hasher);
    hasher.finish()
}

/// A line without the marks and the space around its words: those are what extraction changes.
fn bare(line: &str) -> &str {
    let marks = |c: char| c.is_whitespace() || matches!(c, '#' | '>' | '*' | '\u{FEFF}');
    line.trim_matches(marks)
}

/// The nearest of some lines that is not blank.
fn neighbour(issue: &Issue, mut lines: impl Iterator<Item = usize>) -> Option<String> {
    lines.find_map(|n| {
        let text = bare(place::line(issue, n)?);
        (!place::key(text).is_empty()).then(|| text.to_owned())
    })
}

/// A text as it is kept: whole, or its beginning and its end.
fn shortened(text: &str) -> String {
    if text.chars().count() < LONG {
        return text.to_owned();
    }
    format!("{}…{}", first(text, KEPT.0), last(text, KEPT.1))
}

fn first(text: &str, count: usize) -> String {
    text.chars().take(count).collect()
}

fn last(text: &str, count: usize) -> String {
    let skipped = text.chars().count().saturating_sub(count);
    text.chars().skip(skipped).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_section_s_heading_or_one_begins_with_it_never_both() {
        let mut correction = Correction::default();
        correction.say(Said::Section("02 要闻".into()));
        correction.say(Said::Is(Role::Section));
        assert!(correction.all().eq([Said::Is(Role::Section)]));
        correction.say(Said::Section("02 要闻".into()));
        assert!(correction.all().eq([Said::Section("02 要闻".into())]));
    }
}
