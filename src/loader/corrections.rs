//! What the reader told of lines, laid over the reading. All that follows from it is decided here, as plain data: for each
//! line, for two lines one above the other ([`seams`]), and for each unit that a reading takes as one ([`units`]).
//!
//! The readings know no corrections but these data. Each applies them where it makes its units.

mod kinds;
mod led;
mod seams;
mod sections;
mod spread;
mod units;
mod unmet;

pub(crate) use kinds::in_one_line;
pub use seams::{as_one, goes_on, may_be, parted};
pub use sections::section;
pub use spread::{Seen, Taken};
pub(crate) use units::UnitCorrection;
pub use unmet::{defects, joins_and_ends};

use crate::correction::Role;
use crate::issue::{Defect, Issue, Span};
use std::collections::BTreeMap;

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
    /// By each line's first byte, with the byte at its end.
    lines: BTreeMap<u32, (u32, LineCorrection)>,
}

impl Corrected {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The correction of the line in which a byte stands.
    pub fn at(&self, byte: u32) -> Option<&LineCorrection> {
        self.line_at(byte).map(|(_, correction)| correction)
    }

    /// The same, with the line's first byte.
    pub fn line_at(&self, byte: u32) -> Option<(u32, &LineCorrection)> {
        let (start, (end, correction)) = self.lines.range(..=byte).next_back()?;
        (byte <= *end).then_some((*start, correction))
    }

    /// The correction of a line, to add to.
    fn of(&mut self, line: Span) -> &mut LineCorrection {
        let fresh = || (line.end, LineCorrection::default());
        let (_, correction) = self.lines.entry(line.start).or_insert_with(fresh);
        correction
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::correction::{Correction, Edge};
    use crate::loader::source::lines::starts;

    #[test]
    fn a_correction_is_of_all_its_line_and_of_no_other() {
        let source = "新桥\r\n通车\r\n两岸\n";
        let issue = Issue {
            source: source.to_owned(),
            line_starts: starts(source),
            ..Issue::default()
        };
        let ends = Correction {
            text: "通车".to_owned(),
            article: Some(Edge::Ends),
            ..Correction::default()
        };
        let (corrected, applied, _) = Corrected::read(&issue, 0, &[ends]);
        assert_eq!(applied, [Some(2)]);
        let of: Vec<u32> = (0..22).filter(|at| corrected.at(*at).is_some()).collect();
        assert_eq!(of, (8..16).collect::<Vec<_>>());
    }
}
