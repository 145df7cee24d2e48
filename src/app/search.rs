//! Finding in the issue: every match in headings and text, in reading order, as places of the source.

use super::fold::{END, Folded, folded, minds_case, with_case};
use super::index::Index;
use crate::issue::{Issue, Span};
use memchr::memmem;

/// A match.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Match {
    /// The article's number.
    pub article: usize,
    /// The first of its places in [`Search::places`].
    first: u32,
    /// One past the last.
    end: u32,
}

/// What was searched for and found.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// The words searched for, as typed.
    pub query: String,
    /// Whether the matches are shown and walked.
    pub lit: bool,
    /// The match one is at.
    pub current: usize,
    matches: Vec<Match>,
    places: Vec<Span>,
}

impl Search {
    /// Every match in the issue.
    pub fn matches(&self) -> &[Match] {
        &self.matches
    }

    /// The places of a match: more than one where a line cut or a picture's caption stands within.
    pub fn places(&self, found: Match) -> &[Span] {
        self.places
            .get(found.first as usize..found.end as usize)
            .unwrap_or(&[])
    }

    /// The first place of the match one is at, with its article.
    pub fn place(&self) -> Option<(usize, Span)> {
        let found = *self.matches.get(self.current)?;
        Some((found.article, *self.places(found).first()?))
    }

    /// The matches in an article, with their number among all.
    pub fn in_article(&self, article: usize) -> impl Iterator<Item = (usize, Match)> {
        let start = self.matches.partition_point(|m| m.article < article);
        self.matches
            .iter()
            .copied()
            .enumerate()
            .skip(start)
            .take_while(move |(_, m)| m.article == article)
    }

    /// The first match at or after a place: an article's byte of the source.
    pub fn from(&self, article: usize, byte: u32) -> Option<usize> {
        let after = |m: &Match| {
            let start = self.places(*m).first().map_or(0, |p| p.start);
            m.article > article || m.article == article && start >= byte
        };
        self.matches.iter().position(after)
    }
}

/// The issue's texts folded, kept while it is read.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    folded: Folded,
    /// Where each article ends in the folded text.
    ends: Vec<u32>,
}

impl Corpus {
    /// Folds all texts of an issue.
    pub fn of(issue: &Issue, index: &Index) -> Self {
        let mut corpus = Self::default();
        corpus.folded.text.reserve(issue.source.len());
        for number in 0..index.len() {
            if let Some(article) = index.article(issue, number) {
                // A column's name that is repeated from the headline is found there.
                for text in article.texts() {
                    corpus.folded.push(text, &issue.source);
                }
            }
            let end = u32::try_from(corpus.folded.text.len()).unwrap_or(u32::MAX);
            corpus.ends.push(end);
        }
        corpus
    }

    /// Searches for words as typed.
    pub fn search(&self, query: &str, source: &str) -> Search {
        let mut search = Search {
            query: query.to_owned(),
            lit: true,
            ..Search::default()
        };
        let needle = folded(query);
        if needle.is_empty() || needle.contains(END) {
            return search;
        }
        let case = minds_case(query).then(|| with_case(query));
        let mut article = 0;
        for at in memmem::find_iter(self.folded.text.as_bytes(), needle.as_bytes()) {
            while self.ends.get(article).is_some_and(|&e| e as usize <= at) {
                article += 1;
            }
            let places = self.folded.places(at..at + needle.len());
            if let Some(case) = &case
                && !same_but_blanks(case, &places, source)
            {
                continue;
            }
            let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            let first = small(search.places.len());
            search.places.extend(places);
            search.matches.push(Match {
                article,
                first,
                end: small(search.places.len()),
            });
        }
        search
    }
}

/// Whether places of the source say what is wanted, capitals included.
fn same_but_blanks(wanted: &str, places: &[Span], source: &str) -> bool {
    let found: String = places.iter().map(|p| with_case(p.of(source))).collect();
    let dark = |c: &char| !c.is_whitespace();
    found.chars().filter(dark).eq(wanted.chars().filter(dark))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::testing::issue;

    fn find(lines: &str, query: &str) -> Vec<(usize, String)> {
        let issue = issue(lines);
        let corpus = Corpus::of(&issue, &Index::of(&issue));
        let search = corpus.search(query, &issue.source);
        let words = |m: &Match| {
            let places = search.places(*m);
            places.iter().map(|p| p.of(&issue.source)).collect()
        };
        search
            .matches()
            .iter()
            .map(|m| (m.article, words(m)))
            .collect()
    }

    const PAPER: &str = "\
# 江上潮声
江水东流,潮来
潮往。ABC 与 abc
# 岸上灯火
灯火如潮。";

    #[test]
    fn headings_and_text_are_searched_in_reading_order() {
        let found = find(PAPER, "潮");
        let articles: Vec<usize> = found.iter().map(|f| f.0).collect();
        assert_eq!(articles, [0, 0, 0, 1]);
    }

    #[test]
    fn a_mark_is_found_in_either_width() {
        assert_eq!(find(PAPER, "流，潮"), [(0, "流,潮".to_owned())]);
    }

    #[test]
    fn words_are_found_across_a_joined_line_cut() {
        assert_eq!(find(PAPER, "潮来潮往"), [(0, "潮来潮往".to_owned())]);
    }

    #[test]
    fn no_match_crosses_from_one_text_into_another() {
        assert!(find(PAPER, "潮声江水").is_empty());
        assert!(find(PAPER, "").is_empty());
    }

    #[test]
    fn either_script_finds_both() {
        const PAPER: &str = "\
# 头发护理
理髮店与发展。答复說明，看着AI
# 皇后
以後的皇后，看著ＡＩ，趙頔";
        assert_eq!(find(PAPER, "發").len(), 3);
        assert_eq!(find(PAPER, "理发"), [(0, "理髮".to_owned())]);
        assert_eq!(find(PAPER, "答覆说"), [(0, "答复說".to_owned())]);
        assert_eq!(find(PAPER, "以后"), [(1, "以後".to_owned())]);
        assert_eq!(find(PAPER, "看着AI").len(), 2);
        assert_eq!(find(PAPER, "看著ai").len(), 2);
        assert_eq!(find(PAPER, "赵𬱖"), [(1, "趙頔".to_owned())]);
        assert!(find(PAPER, "皇帝").is_empty());
    }

    #[test]
    fn small_letters_find_both_and_capitals_themselves() {
        assert_eq!(find(PAPER, "abc").len(), 2);
        assert_eq!(find(PAPER, "ABC"), [(0, "ABC".to_owned())]);
    }
}
