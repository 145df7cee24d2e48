//! Reading: bytes in, an issue and its defects out. Only the operating system can make it fail.

mod algorithms;
mod assemble;
mod choose;
mod corrections;
mod evidence;
mod explain;
mod forms;
mod front;
mod ground;
mod published;
mod rules;
mod scan;
mod side;
mod source;
mod weighed;

#[cfg(feature = "weighing")]
pub use self::evidence::weights;
pub use self::rules::{Mistake, RuleWrong, Rules};
pub use choose::Method;
pub use explain::{Explained, explain};
pub use ground::{
    Choice, Clue, Evidence, Ground, LineMark as Marked, RankQuestion, Ranked, Reading,
};
pub use source::encoding::decode;

use self::assemble::{continued, doubts, tidy::tidy};
use self::scan::Scanned;
use self::source::notes;
use self::weighed::{context::Context, reading};
use crate::correction::{Correction, Unmet};
use crate::issue::{Defect, Issue, Mark, MarkKind, Span, Text};
use std::sync::Arc;

/// What reading gives.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The issue.
    pub issue: Issue,
    /// What was not as it should be, in order of lines.
    pub defects: Vec<Defect>,
    /// How many line cuts were joined.
    pub joins: usize,
    /// For each correction of [`Options`] the line that it stands at, counted from 1; `None` where it is not applied.
    pub applied: Vec<Option<usize>>,
    /// Which of the corrections do not hold, wholly or in part, and why.
    pub unmet: Vec<(usize, Unmet)>,
    /// What was weighed of each article for its being read wrong.
    #[cfg(feature = "weighing")]
    pub weighed: Vec<weights::WeighedDoubt>,
}

/// What the reader knows better than the bytes.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Options {
    /// The encoding, instead of telling it by content.
    pub encoding: Option<&'static encoding_rs::Encoding>,
    /// The words and forms of papers, instead of the built-in ones.
    pub rules: Option<Arc<Rules>>,
    /// What was read wrongly, corrected. An export of this program's is read by its marks alone.
    pub corrections: Vec<Correction>,
}

/// A text to be read, whatever it was made of.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Decoded {
    /// The text.
    pub source: String,
    /// What was wrong with what it was made of, by lines of the text.
    pub defects: Vec<Defect>,
}

/// Reads any bytes as an issue.
pub fn load(bytes: Vec<u8>, options: &Options) -> Loaded {
    let (source, defects) = source::encoding::decode(bytes, options.encoding);
    let decoded = Decoded { source, defects };
    read(decoded, options.rules.as_deref(), &options.corrections)
}

/// Reads a text again that was decoded before, by the same rules and with other corrections. What its bytes had wrong
/// is not told again.
pub fn reread(source: String, rules: Option<&Rules>, corrections: &[Correction]) -> Loaded {
    let decoded = Decoded {
        source,
        ..Decoded::default()
    };
    read(decoded, rules, corrections)
}

/// Reads a decoded text: scans it, decides what its lines are, puts articles together, and says what is in doubt.
pub fn read(decoded: Decoded, rules: Option<&Rules>, corrections: &[Correction]) -> Loaded {
    let Decoded {
        source,
        mut defects,
    } = decoded;
    let rules = rules.unwrap_or_else(|| Rules::built_in());
    let Scanned {
        mut issue,
        body,
        lines,
        mut corrected,
        mut applied,
        mut unmet,
        method,
    } = Scanned::of(source, rules, corrections, &mut defects);
    let mut joins = 0;
    #[cfg(feature = "weighing")]
    let mut weighed = Vec::new();
    match method {
        Method::Exported => published::read_export(rules, &mut issue, body, &corrected),
        Method::Marks => published::read_marks(rules, &mut issue, body, &corrected),
        Method::Plain => published::read_plain(rules, &mut issue, &lines, &corrected),
        Method::Weighed => {
            let source = std::mem::take(&mut issue.source);
            let (legs, recognised) = weighed::recognise(rules, &source, &lines, &mut corrected);
            let context = Context::new(rules, &source, &lines, &recognised, &legs, &corrected);
            let reading::WeighedReading {
                places,
                units,
                outline,
            } = reading::read(&context);
            let risks = places.into_risks();
            let mut found;
            (found, joins) = assemble::assemble(&context, &units, &outline, &mut issue);
            found.extend(doubts::find(
                &context,
                &risks,
                &units,
                &outline,
                &issue,
                #[cfg(feature = "weighing")]
                &mut weighed,
            ));
            found.extend(continued::join(&mut issue, &source));
            issue.source = source;
            defects.extend(found);
            notes::told_by_marks(&mut issue);
        }
    }
    corrected.settle_doubts(&issue, &mut defects);
    corrections::joins_and_ends(&issue, corrections, &mut applied, &mut unmet);
    defects.extend(corrections::defects(&issue, corrections, &unmet));
    tidy(rules, &mut issue);
    notes::lend(&mut issue);
    keep_the_rest(&mut issue);
    defects.sort_by_key(|d| d.line);
    Loaded {
        issue,
        defects,
        joins,
        applied,
        unmet,
        #[cfg(feature = "weighing")]
        weighed,
    }
}

/// Names what no part holds as markup, so that the parts tile the source (architecture, rule 6).
fn keep_the_rest(issue: &mut Issue) {
    let mut spans = part_spans(issue);
    spans.sort_unstable();
    let mut at = 0;
    let end = Span::new(issue.source.len(), issue.source.len());
    for span in spans.into_iter().chain([end]) {
        let gap = Span {
            start: at,
            end: span.start,
        };
        if !gap.is_empty() && !gap.of(&issue.source).trim().is_empty() {
            issue.marks.push(Mark {
                span: gap,
                kind: MarkKind::Markup,
            });
        }
        at = at.max(span.end);
    }
    issue.marks.sort_by_key(|m| m.span);
}

/// The places of all texts and marks of an issue; a dateline and a column's name in a headline's brackets are
/// places within another text and not among them.
pub fn part_spans(issue: &Issue) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut take =
        |text: &Text| spans.extend(text.runs.iter().map(|r| r.span).filter(|s| !s.is_empty()));
    for section in &issue.sections {
        for article in &section.articles {
            article.texts().for_each(&mut take);
        }
    }
    issue.furniture.iter().map(|f| &f.text).for_each(&mut take);
    spans.extend(issue.marks.iter().map(|m| m.span));
    spans
}
