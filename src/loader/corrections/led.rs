//! Corrections led to the lines of this text.

use crate::correction::{Correction, Edge, Found, Unmet, find};
use crate::issue::{Issue, Span};
use crate::loader::corrections::Corrected;

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
        let place = |line: usize| {
            let next = issue
                .line_starts
                .get(line)
                .map_or(u32::MAX, |next| next - 1);
            let start = *issue.line_starts.get(line - 1)?;
            Some(Span { start, end: next })
        };
        // A line that was cut since is what it was in all its pieces.
        for line in first..=last {
            if let (Some(role), Some(line)) = (correction.is, place(line)) {
                self.of(line).is = Some(role);
            }
        }
        if let Some(line) = place(first) {
            let own = self.of(line);
            own.joins = correction.joins.or(own.joins);
            own.begins |= correction.article == Some(Edge::Begins);
            own.section = correction.section.clone().or(own.section.take());
        }
        if let (Some(Edge::Ends), true, Some(line)) = (correction.article, whole, place(last)) {
            self.of(line).ends = true;
        }
    }
}
