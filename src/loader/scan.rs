//! The scan of a text: its front matter, its lines, the corrections led to them, and how it is to be read.

use crate::correction::{Correction, Unmet};
use crate::issue::{Defect, Issue};
use crate::loader::choose::{Method, choose};
use crate::loader::corrections::Corrected;
use crate::loader::front;
use crate::loader::rules::Rules;
use crate::loader::source::lines::{self, Line};
use crate::loader::source::notes;

/// A text that was scanned, before it is read.
pub struct Scanned {
    /// The issue, with nothing but the source and what its front matter says.
    pub issue: Issue,
    /// The byte at which the text begins, after the front matter.
    pub body: usize,
    /// Its lines, from there on.
    pub lines: Vec<Line>,
    /// What is told of them.
    pub corrected: Corrected,
    /// For each correction the line that it stands at.
    pub applied: Vec<Option<usize>>,
    /// Which corrections are not met, and why.
    pub unmet: Vec<(usize, Unmet)>,
    /// How it is read.
    pub method: Method,
}

impl Scanned {
    /// Scans a decoded text, and chooses how it is read. Defects of its front matter are added to `defects`.
    pub fn of(
        source: String,
        rules: &Rules,
        corrections: &[Correction],
        defects: &mut Vec<Defect>,
    ) -> Self {
        let mut issue = Issue {
            source,
            ..Issue::default()
        };
        issue.line_starts = lines::starts(&issue.source);
        let said = front::read(&mut issue, defects);
        let mut lines = lines::scan(&issue.source, said.body);
        let (corrected, applied, unmet) = if said.exported {
            Corrected::of_export(corrections)
        } else {
            Corrected::read(&issue, said.body, corrections)
        };
        let method = choose(rules, &issue.source, &lines, said.exported);
        if method == Method::Weighed {
            notes::told_by_lines(&issue.source, &mut lines);
        }
        Self {
            issue,
            body: said.body,
            lines,
            corrected,
            applied,
            unmet,
            method,
        }
    }
}
