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
    /// Their corrections.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::correction::Role;

    fn scanned(source: &str, corrections: &[Correction]) -> Scanned {
        Scanned::of(
            source.to_owned(),
            Rules::built_in(),
            corrections,
            &mut Vec::new(),
        )
    }

    #[test]
    fn the_lines_begin_below_the_front_matter() {
        let source = "---\ntitle: 山城日报\n---\n新桥昨日通车\n两岸的人都来看\n";
        let scanned = scanned(source, &[]);
        assert_eq!(
            source.get(scanned.body..),
            Some("新桥昨日通车\n两岸的人都来看\n")
        );
        assert_eq!(scanned.lines.len(), 2);
        let body = u32::try_from(scanned.body).expect("a place in the file");
        assert_eq!(
            scanned.issue.line_of(body),
            4,
            "lines are counted in the file"
        );
    }

    #[test]
    fn corrections_are_led_to_their_lines_and_told_where_they_have_none() {
        let told = |text: &str| Correction {
            text: text.to_owned(),
            is: Some(Role::Deck),
            ..Correction::default()
        };
        let corrections = [told("两岸的人都来看"), told("桥下还泊着渡船")];
        let scanned = scanned("新桥昨日通车\n两岸的人都来看\n", &corrections);
        assert_eq!(scanned.applied, [Some(2), None]);
        assert_eq!(scanned.unmet, [(1, Unmet::Gone)]);
        let line = scanned.lines[1].whole.start;
        assert_eq!(
            scanned.corrected.at(line).and_then(|s| s.is),
            Some(Role::Deck)
        );
    }
}
