//! What the reading of a line rests on: its marks, its form, or evidence that was weighed.

use crate::correction::Role;
use crate::issue::Reason;
use crate::loader::source::lines::{Form, Line};

/// What the reading of a line rests on.
#[derive(Clone, PartialEq, Debug)]
pub enum Ground {
    /// It stands before the text, as front matter or header lines do.
    Front,
    /// The text's marks can be trusted, and decide.
    Trusted {
        /// The line's own.
        mark: Option<LineMark>,
        /// Whether the text is an export of this program's.
        exported: bool,
        /// What was asked of a heading's rank.
        ranks: Vec<Ranked>,
    },
    /// The text has no marks and its paragraphs are whole: short lines apart from them head them.
    Whole {
        /// What speaks for the line being such a line, above 0, and against it.
        evidence: Vec<Evidence>,
        /// Where it stands among the short lines over its text.
        place: Option<Reason>,
    },
    /// Its own mark decides.
    Marked(LineMark),
    /// A correction decides.
    Told,
    /// Its own form decides.
    Form(Vec<Clue>),
    /// Evidence was weighed, for the line and for its run of standalone lines.
    Weighed(Vec<Choice>),
}

/// One question about the rank of a heading, and what decided it.
#[derive(Clone, PartialEq, Debug)]
pub struct Ranked {
    /// What was asked.
    pub question: RankQuestion,
    /// Whether it is so.
    pub holds: bool,
    /// What speaks for it, above 0, and against it.
    pub evidence: Vec<Evidence>,
}

/// What may be asked of the rank of a heading.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RankQuestion {
    /// Whether headings of its level are sections of the next level's.
    Section,
    /// Whether headings of the only level name regular parts of the paper.
    RegularPart,
    /// Whether it is a subhead of the article that its section is.
    Subhead,
    /// Whether it names a part that is left empty this time.
    EmptyPart,
}

/// What marks a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LineMark {
    /// So many `#`, or one of the rules under it.
    Heading(u8),
    /// A list's bullet or number.
    List,
    /// `>`.
    Quote,
    /// `|`, or a table's tags.
    Row,
    /// `![…](…)`.
    Image,
    /// Three or more dashes, stars or lines.
    Rule,
    /// A fence around it.
    Code,
    /// `[^1]:`, or the space that sets its further lines in.
    Note,
    /// `**` around all of it.
    Strong,
}

/// One thing about a line's form by which it was recognised.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Clue {
    /// What it is.
    pub reason: Reason,
    /// The table and the list of the rules that hold the word, and the word.
    pub rule: Option<(&'static str, &'static str, String)>,
}

/// One choice between readings, and what decided it.
#[derive(Clone, PartialEq, Debug)]
pub struct Choice {
    /// What was chosen.
    pub chosen: Reading,
    /// The next best; `None` where nothing else could be.
    pub rival: Option<Reading>,
    /// How likely the chosen one is by the scores, 0 to 1.
    pub likely: f32,
    /// How far its score leads the next best's, in natural logarithms of odds.
    pub margin: f32,
    /// What makes up the margin: above 0 it speaks for the chosen one, below for the next best. The heaviest first.
    pub evidence: Vec<Evidence>,
    /// How much of each row makes up the margin, whatever its weight.
    #[cfg(feature = "weighing")]
    pub amounts: Vec<(&'static str, f32)>,
}

/// A reading. Lines are counted from 1.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reading {
    /// The line begins a paragraph.
    Begins,
    /// It goes on with the paragraph of this line.
    GoesOn(usize),
    /// It stands alone.
    Alone,
    /// It is a byline of names.
    Names,
    /// Whether an article begins in a run of standalone lines, from the first to the last.
    Article(bool, [usize; 2]),
    /// What each of the lines is; `None` for one of the text. Of many that are the same, the first and the last are
    /// named, and the line that was asked about.
    Shares(Vec<(usize, Option<Role>)>),
}

/// What speaks for a reading.
#[derive(Clone, PartialEq, Debug)]
pub struct Evidence {
    /// The line it is about, counted from 1; `None` for the choice as a whole.
    pub line: Option<usize>,
    /// As what that line is weighed.
    pub role: Option<Role>,
    /// The row of the evidence: `seams.indented`.
    pub id: &'static str,
    /// What it says.
    pub reason: Reason,
    /// Its weight, in natural logarithms of odds.
    pub weight: f32,
    /// The value that its weight depends on, where it depends on one.
    pub value: Option<f64>,
}

/// What marks a line, if anything does.
pub fn mark(source: &str, lines: &[Line], i: usize) -> Option<LineMark> {
    let line = lines.get(i)?;
    let text = line.span.of(source);
    let below = lines.get(i + 1).filter(|n| n.blanks == 0);
    let rule = below.filter(|n| n.form == Form::Rule);
    let number = text.trim_start_matches(|c: char| c.is_ascii_digit());
    Some(match line.form {
        Form::Heading(level) => LineMark::Heading(level),
        Form::List => LineMark::List,
        Form::Quote => LineMark::Quote,
        Form::Row => LineMark::Row,
        Form::Image => LineMark::Image,
        Form::Rule => LineMark::Rule,
        Form::Code => LineMark::Code,
        Form::Note => LineMark::Note,
        Form::Text if line.strong => LineMark::Strong,
        Form::Text if number.len() < text.len() && number.starts_with(". ") => LineMark::List,
        Form::Text => match rule.map(|r| r.whole.of(source).trim()) {
            Some(r) if r.bytes().all(|b| b == b'=') => LineMark::Heading(1),
            Some(r) if r.bytes().all(|b| b == b'-') => LineMark::Heading(2),
            _ => return None,
        },
    })
}
