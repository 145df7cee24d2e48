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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::correction::Role;
    use crate::loader::source::lines::starts;

    fn issue(source: &str) -> Issue {
        Issue {
            source: source.to_owned(),
            line_starts: starts(source),
            ..Issue::default()
        }
    }

    /// A line that is told to be a deck.
    fn deck(text: &str) -> Correction {
        Correction {
            text: text.to_owned(),
            is: Some(Role::Deck),
            ..Correction::default()
        }
    }

    /// What each line of a text was told, in words.
    fn lines(issue: &Issue, corrected: &Corrected) -> Vec<String> {
        let line = |start: &u32| {
            let own = corrected.at(*start).cloned().unwrap_or_default();
            let joins = own
                .joins
                .map(|joins| if joins { "joins" } else { "parted" });
            let edges = [(own.begins, "begins"), (own.ends, "ends")].into_iter();
            let edges = edges.filter_map(|(is, edge)| is.then_some(edge));
            let told = own.is.map(Role::name).into_iter().chain(joins).chain(edges);
            let told: Vec<&str> = told.chain(own.section.as_deref()).collect();
            told.join(" ")
        };
        let starts = issue.line_starts.iter().take(issue.line_count());
        starts.map(line).collect()
    }

    #[test]
    fn a_line_is_looked_for_below_the_front_and_not_in_it() {
        let issue = issue("新桥昨日通车\n两岸的人都来看\n");
        let asked = [deck("新桥昨日通车"), deck("两岸的人都来看")];
        let (corrected, applied, unmet) = Corrected::read(&issue, 19, &asked);
        assert_eq!(applied, [None, Some(2)]);
        assert_eq!(unmet, [(0, Unmet::Gone)]);
        assert_eq!(lines(&issue, &corrected), ["", "deck"]);
    }

    #[test]
    fn of_lines_alike_the_number_tells_which_and_without_it_none_is_told() {
        let issue = issue("新桥昨日通车\n两岸的人都来看\n新桥昨日通车\n");
        let third = Correction {
            line: Some(3),
            ..deck("新桥昨日通车")
        };
        let (corrected, applied, unmet) = Corrected::read(&issue, 0, &[deck(&third.text), third]);
        assert_eq!(
            (applied, unmet),
            (vec![None, Some(3)], vec![(0, Unmet::Unclear)])
        );
        assert_eq!(lines(&issue, &corrected), ["", "", "deck"]);
    }

    #[test]
    fn a_line_that_was_cut_since_is_what_it_was_in_all_its_pieces() {
        let issue = issue("新桥昨日\n通车两岸\n的人来看\n渡口停航\n");
        let whole = Correction {
            joins: Some(false),
            article: Some(Edge::Begins),
            section: Some("副刊".to_owned()),
            ..deck("新桥昨日通车两岸的人来看")
        };
        let (corrected, applied, _) = Corrected::read(&issue, 0, &[whole]);
        let first = "deck parted begins 副刊";
        assert_eq!(applied, [Some(1)]);
        assert_eq!(lines(&issue, &corrected), [first, "deck", "deck", ""]);
    }

    #[test]
    fn an_article_ends_with_the_last_piece_of_its_line() {
        let issue = issue("新桥昨日\n通车两岸\n的人来看");
        let ends = Correction {
            is: None,
            article: Some(Edge::Ends),
            ..deck("新桥昨日通车两岸的人来看")
        };
        let (corrected, applied, unmet) = Corrected::read(&issue, 0, &[ends]);
        assert_eq!((applied, unmet), (vec![Some(1)], vec![]));
        assert_eq!(lines(&issue, &corrected), ["", "", "ends"]);
    }

    #[test]
    fn no_article_ends_within_a_line_that_goes_on_beyond_its_text_now() {
        let issue = issue("新桥昨日通车两岸的人都来看\n");
        let ends = Correction {
            is: None,
            article: Some(Edge::Ends),
            ..deck("新桥昨日通车两岸")
        };
        let more = Correction {
            is: Some(Role::Deck),
            ..ends.clone()
        };
        let (corrected, applied, unmet) = Corrected::read(&issue, 0, &[ends, more]);
        assert_eq!(applied, [None, Some(1)], "what else was told holds");
        assert_eq!(unmet, [(0, Unmet::Cut), (1, Unmet::Cut)]);
        assert_eq!(lines(&issue, &corrected), ["deck"]);
    }

    #[test]
    fn corrections_of_one_line_add_up_and_the_last_word_holds() {
        let issue = issue("新桥昨日通车\n");
        let told = |is, joins, section: &str| Correction {
            is,
            joins,
            section: Some(section.to_owned()).filter(|name| !name.is_empty()),
            ..deck("新桥昨日通车")
        };
        let asked = [
            told(Some(Role::Deck), None, "要闻"),
            told(None, Some(true), "副刊"),
            told(Some(Role::Kicker), None, ""),
        ];
        let (corrected, applied, _) = Corrected::read(&issue, 0, &asked);
        assert_eq!(applied, [Some(1); 3]);
        assert_eq!(lines(&issue, &corrected), ["kicker joins 副刊"]);
    }

    #[test]
    fn an_exports_corrections_all_stay_unused() {
        let (corrected, applied, unmet) = Corrected::of_export(&[deck("新桥"), deck("渡口")]);
        assert!(corrected.is_empty());
        assert_eq!(applied, [None, None]);
        assert_eq!(unmet, [(0, Unmet::Export), (1, Unmet::Export)]);
    }
}
