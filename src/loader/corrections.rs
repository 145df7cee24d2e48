//! Corrections, led to the lines of this text. They are certain evidence: the lines are read by them, and so are their
//! neighbours.

mod sections;
mod unmet;

pub use sections::section;
pub use unmet::{defects, joins_and_ends};

use crate::correction::{Correction, Edge, Found, Role, Unmet, find};
use crate::issue::{Article, Block, BlockKind, Defect, Issue, Run, Span, Text};
use std::collections::HashMap;

/// The correction of a line.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct LineCorrection {
    /// What it is.
    pub is: Option<Role>,
    /// Whether it goes on with the paragraph before.
    pub joins: Option<bool>,
    /// Whether an article begins with it.
    pub begins: bool,
    /// Whether an article ends with it.
    pub ends: bool,
    /// The section that begins before it.
    pub section: Option<String>,
}

/// The corrections of a text's lines.
#[derive(Clone, Debug, Default)]
pub(crate) struct Corrected {
    /// By the byte at which the line starts.
    says: HashMap<u32, LineCorrection>,
}

impl Corrected {
    /// Finds the lines of corrections in a text, from a byte on. Gives for each correction the line that it stands at,
    /// counted from 1, and which are not met and why.
    pub fn read(
        issue: &Issue,
        from: usize,
        corrections: &[Correction],
    ) -> (Self, Vec<Option<usize>>, Vec<(usize, Unmet)>) {
        let mut corrected = Self::default();
        let found = find(issue, from, corrections);
        let mut applied = Vec::with_capacity(corrections.len());
        let mut unmet = Vec::new();
        for (n, (correction, found)) in corrections.iter().zip(found).enumerate() {
            let mut at = None;
            match found {
                Found::At { first, last, whole } => {
                    let cut = correction.article == Some(Edge::Ends) && !whole;
                    if cut {
                        unmet.push((n, Unmet::Cut));
                    }
                    if correction
                        .all()
                        .any(|said| !cut || !Unmet::Cut.concerns(&said))
                    {
                        corrected.take(issue, correction, [first, last], whole);
                        at = Some(first);
                    }
                }
                Found::Gone => unmet.push((n, Unmet::Gone)),
                Found::Unclear(_) => unmet.push((n, Unmet::Unclear)),
            }
            applied.push(at);
        }
        (corrected, applied, unmet)
    }

    /// An export's lines have none: its marks are exact, and corrections stay unused.
    pub fn of_export(
        corrections: &[Correction],
    ) -> (Self, Vec<Option<usize>>, Vec<(usize, Unmet)>) {
        let unmet = (0..corrections.len()).map(|n| (n, Unmet::Export));
        (
            Self::default(),
            vec![None; corrections.len()],
            unmet.collect(),
        )
    }

    fn take(&mut self, issue: &Issue, correction: &Correction, lines: [usize; 2], whole: bool) {
        let [first, last] = lines;
        let start = |line: usize| issue.line_starts.get(line - 1).copied();
        // A line that was cut since is what it was in all its pieces.
        for line in first..=last {
            if let (Some(role), Some(start)) = (correction.is, start(line)) {
                self.says.entry(start).or_default().is = Some(role);
            }
        }
        if let Some(start) = start(first) {
            let say = self.says.entry(start).or_default();
            say.joins = correction.joins.or(say.joins);
            say.begins |= correction.article == Some(Edge::Begins);
            say.section = correction.section.clone().or(say.section.take());
        }
        if let (Some(Edge::Ends), true, Some(start)) = (correction.article, whole, start(last)) {
            self.says.entry(start).or_default().ends = true;
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.says.is_empty()
    }

    /// The correction of the line that starts at a byte.
    pub fn at(&self, start: u32) -> Option<&LineCorrection> {
        self.says.get(&start)
    }

    /// The correction of the line in which a byte stands.
    pub fn of_text_at(&self, issue: &Issue, byte: u32) -> Option<&LineCorrection> {
        if self.is_empty() {
            return None;
        }
        self.at(*issue.line_starts.get(issue.line_of(byte) - 1)?)
    }

    /// The correction of the line in which a byte stands, by the bytes at which all lines start.
    pub fn on_line_of(&self, starts: &[u32], byte: u32) -> Option<&LineCorrection> {
        if self.is_empty() {
            return None;
        }
        self.at(line_start(starts, byte)?)
    }

    /// Gives a line a role, unless a correction gives it one.
    pub fn tell(&mut self, start: u32, role: Role) {
        self.says.entry(start).or_default().is.get_or_insert(role);
    }

    /// Forgets that a line is to go on with the text before.
    pub fn forget_join(&mut self, start: u32) {
        if let Some(say) = self.says.get_mut(&start) {
            say.joins = say.joins.filter(|joins| !joins);
        }
    }

    /// Gives the blocks of all articles their corrected kinds: see [`Corrected::keep`].
    pub fn keep_kinds(&self, issue: &mut Issue) {
        if self.is_empty() {
            return;
        }
        let starts = std::mem::take(&mut issue.line_starts);
        for article in issue.sections.iter_mut().flat_map(|s| &mut s.articles) {
            self.keep(article, |place| line_start(&starts, place));
        }
        issue.line_starts = starts;
    }

    /// Gives an article's blocks their corrected kinds, where their form spoke otherwise, and gives the text back what
    /// was taken off it for a deck or a byline. `line` gives the byte at which a place's line starts.
    pub fn keep(&self, article: &mut Article, line: impl Fn(u32) -> Option<u32>) {
        let role = |text: &Text| {
            let line = line(text.runs.first()?.span.start)?;
            Some((self.at(line)?.is?, line))
        };
        let is_text = |text: &Text| matches!(role(text), Some((Role::Text, _)));
        let paragraph = |text| Block {
            kind: BlockKind::Paragraph,
            text,
            depth: 0,
        };
        if article.deck.as_ref().is_some_and(is_text)
            && let Some(text) = article.deck.take()
        {
            article.blocks.insert(0, paragraph(text));
        }
        if article.byline.as_ref().is_some_and(is_text)
            && let Some(byline) = article.byline.take()
        {
            let own = role(&byline);
            match article.blocks.iter_mut().rfind(|b| role(&b.text) == own) {
                Some(block) => block.text.runs.extend(byline.runs),
                None => article.blocks.push(paragraph(byline)),
            }
        }
        for block in &mut article.blocks {
            match role(&block.text) {
                Some((Role::Text, _)) => block.kind = BlockKind::Paragraph,
                Some((Role::Subhead, _)) => block.kind = BlockKind::Subhead,
                _ => continue,
            }
            block.text = in_one_line(std::mem::take(&mut block.text));
        }
    }

    /// Takes the doubts off corrected lines.
    pub fn settle_doubts(&self, issue: &Issue, defects: &mut Vec<Defect>) {
        if self.is_empty() {
            return;
        }
        defects.retain(|defect| {
            let start = issue.line_starts.get(defect.line.saturating_sub(1));
            defect.kind != "doubt" || start.is_none_or(|s| self.at(*s).is_none())
        });
    }
}

/// The byte at which the line of a place starts.
fn line_start(starts: &[u32], place: u32) -> Option<u32> {
    let after = starts.partition_point(|start| *start <= place);
    starts.get(after.checked_sub(1)?).copied()
}

/// A text in one line: blanks part the rows and cells of a table or of code that is corrected to be something else.
pub(crate) fn in_one_line(mut text: Text) -> Text {
    for run in &mut text.runs {
        if matches!(run.joint, Some('\n' | '\t')) {
            run.joint = Some(' ');
        }
    }
    text
}

/// Words that do not stand in the source, as a text at a place of it.
pub(crate) fn words_at(place: u32, words: &str) -> Text {
    let span = Span {
        start: place,
        end: place,
    };
    Text {
        runs: words
            .chars()
            .map(|c| Run {
                span,
                joint: Some(c),
            })
            .collect(),
    }
}
