//! The head of a printed issue: paper, date and number over a double rule.

use super::{sheet::PrintedSheet, strip::StripLine};
use crate::{
    theme::Role,
    typeset::{
        cluster::{self, text_width},
        upright::{self, ROW},
    },
};

impl PrintedSheet<'_> {
    /// Paper, date and number, as far as they are known, each in words.
    pub fn facts(&self) -> (Option<String>, Option<String>, Option<String>) {
        let language = self.options.language;
        let name = self.issue.paper.as_ref().or(self.issue.title.as_ref());
        (
            name.map(|n| self.spelled(n)),
            self.issue.date.map(|d| self.spelled(&language.date(d))),
            self.issue
                .number
                .as_ref()
                .map(|n| self.spelled(&language.number(n))),
        )
    }

    /// The paper's name, and under it the date at the left and the number at the right where both have room; a double
    /// rule below.
    pub fn masthead(&self) -> Vec<StripLine> {
        let (name, date, number) = self.facts();
        let mut lines = Vec::new();
        if let Some(name) = name {
            self.words(&name, Role::Masthead, &mut lines);
        }
        let width = usize::from(self.width);
        let vertical = self.options.style.vertical;
        match (date, number) {
            (Some(date), Some(number)) if !vertical => {
                let cells =
                    text_width(&date, self.ambiguous()) + text_width(&number, self.ambiguous());
                match width.checked_sub(cells) {
                    Some(blank) if blank > 1 => {
                        let facts = format!("{date}{}{number}", " ".repeat(blank));
                        lines.push(self.line(&facts, Role::Fact));
                    }
                    _ => {
                        self.words(&date, Role::Fact, &mut lines);
                        self.words(&number, Role::Fact, &mut lines);
                    }
                }
            }
            (fact, other) => {
                for fact in [fact, other].into_iter().flatten() {
                    self.words(&fact, Role::Fact, &mut lines);
                }
            }
        }
        lines.push(self.double_rule());
        lines
    }

    /// The rule below the masthead.
    fn double_rule(&self) -> StripLine {
        let cells = usize::from(self.width.max(1));
        let rule = if self.options.style.vertical {
            let row = upright::words("║", self.ambiguous());
            row.repeat(cells / usize::from(ROW))
        } else {
            cluster::rule('═', cells, self.ambiguous())
        };
        self.line(&rule, Role::Border)
    }
}
