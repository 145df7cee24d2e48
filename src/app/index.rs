//! The issue's articles by number, for walking through them: which section each is in, and what it is called.

use crate::issue::{Article, Issue, Section, Text};
use crate::typeset::display::{Shown, Space};
use crate::typeset::{Names, Notes, Script};
use std::collections::HashMap;

/// A line of the contents.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Item {
    /// A section's heading: the section's index.
    Section(usize),
    /// An article by its number.
    Article(usize),
}

/// Where every article stands. Articles are numbered through the issue, from 0.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// Section of each article, and which it is there.
    places: Vec<(u32, u32)>,
    /// Number of each section's first article.
    firsts: Vec<usize>,
    /// What the contents list; a section without page and name has no heading.
    items: Vec<Item>,
    /// Where each article stands in `items`.
    item_of: Vec<u32>,
    /// Whether another section has the same name.
    namesakes: Vec<bool>,
}

impl Index {
    /// Numbers an issue's articles.
    pub fn of(issue: &Issue) -> Self {
        let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let mut index = Self::default();
        for (s, section) in issue.sections.iter().enumerate() {
            index.firsts.push(index.places.len());
            if section.page.is_some() || section.name.as_ref().is_some_and(|n| !n.is_empty()) {
                index.items.push(Item::Section(s));
            }
            for a in 0..section.articles.len() {
                index.item_of.push(small(index.items.len()));
                index.items.push(Item::Article(index.places.len()));
                index.places.push((small(s), small(a)));
            }
        }
        index.namesakes = namesakes(issue);
        index
    }

    /// Whether another section has the name of this one.
    pub fn has_namesake(&self, section: usize) -> bool {
        self.namesakes.get(section).copied().unwrap_or(false)
    }

    /// How many articles there are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// An article by its number.
    pub fn article<'a>(&self, issue: &'a Issue, number: usize) -> Option<&'a Article> {
        let &(s, a) = self.places.get(number)?;
        issue.sections.get(s as usize)?.articles.get(a as usize)
    }

    /// The section of an article: its index, and itself.
    pub fn section<'a>(&self, issue: &'a Issue, number: usize) -> Option<(usize, &'a Section)> {
        let &(s, _) = self.places.get(number)?;
        issue.sections.get(s as usize).map(|x| (s as usize, x))
    }

    /// Whether articles stand in more than one section.
    pub fn has_sections(&self) -> bool {
        let section = |place: Option<&(u32, u32)>| place.map(|&(section, _)| section);
        section(self.places.first()) != section(self.places.last())
    }

    /// Which article of its section one is, counted from 0.
    pub fn rank(&self, number: usize) -> usize {
        self.places.get(number).map_or(0, |&(_, a)| a as usize)
    }

    /// The number of a section's first article; `None` where the section has none.
    pub fn first_of(&self, section: usize) -> Option<usize> {
        let &first = self.firsts.get(section)?;
        let end = self.firsts.get(section + 1).copied();
        (first < end.unwrap_or(self.len())).then_some(first)
    }

    /// What the contents list.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// Where an article stands in [`Index::items`].
    pub fn item_of(&self, number: usize) -> usize {
        self.item_of.get(number).map_or(0, |&i| i as usize)
    }
}

/// Of each section, whether another has its name.
fn namesakes(issue: &Issue) -> Vec<bool> {
    let name = |section: &Section| {
        let name = section.name.as_ref();
        name.map_or_else(String::new, |name| shown(name, &issue.source))
    };
    let names: Vec<String> = issue.sections.iter().map(name).collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for name in names.iter().filter(|name| !name.is_empty()) {
        *counts.entry(name).or_default() += 1;
    }
    let shared = |name: &String| counts.get(name.as_str()).is_some_and(|&n| n > 1);
    names.iter().map(shared).collect()
}

/// Characters of a text that stand for a headline where there is none.
const FIRST_WORDS: usize = 40;

/// A short text as it is shown in lists, as it is written: one line, without what must not reach a terminal.
pub fn shown(text: &Text, source: &str) -> String {
    shown_in(text, source, Script::AsIs)
}

/// The same as it is shown in a script.
pub fn shown_in(text: &Text, source: &str, script: Script) -> String {
    noted_in(text, source, script, &Notes::default(), &Names::default())
}

/// The same without the marks of notes; the names keep their form.
fn noted_in(text: &Text, source: &str, script: Script, notes: &Notes, names: &Names) -> String {
    let shown = Shown::of(text, source, Space::Plain, true);
    let shown = shown.named_in_script(script, source, names);
    let words = shown.text.get(shown.trimmed()).unwrap_or("");
    notes.taken_out(words.to_owned())
}

/// What an article is called, as it is written: its headline, or the first words of its text; empty where it has
/// neither.
pub fn name(article: &Article, source: &str) -> String {
    name_in(article, source, Script::AsIs)
}

/// What an article is called, as it is shown in a script.
pub fn name_in(article: &Article, source: &str, script: Script) -> String {
    if let Some(headline) = &article.headline {
        let marked = headline
            .runs
            .iter()
            .any(|r| r.span.of(source).contains("[^"));
        let notes = marked.then(|| Notes::of(article, source));
        let names = match script {
            Script::AsIs | Script::Simplified => Names::default(),
            _ => Names::of(article, source),
        };
        let name = noted_in(headline, source, script, &notes.unwrap_or_default(), &names);
        if !name.is_empty() {
            return name;
        }
    }
    let heads = [&article.kicker, &article.deck, &article.column];
    let texts = article.blocks.iter().map(|b| &b.text);
    texts
        .chain(heads.into_iter().flatten())
        .map(|text| shown_in(&beginning(text, source), source, script))
        .find(|words| !words.is_empty())
        .map_or_else(String::new, |words| {
            words.chars().take(FIRST_WORDS).collect()
        })
}

/// The beginning of a text that may be very long.
fn beginning(text: &Text, source: &str) -> Text {
    let mut rest = 4 * FIRST_WORDS;
    let mut runs = Vec::new();
    for run in &text.runs {
        let mut run = *run;
        let words = run.span.of(source);
        let end = words
            .char_indices()
            .map(|(at, _)| at)
            .find(|&at| at >= rest)
            .unwrap_or(words.len());
        run.span.end = run.span.start + crate::issue::Span::new(0, end).end;
        rest = rest.saturating_sub(end);
        runs.push(run);
        if rest == 0 {
            break;
        }
    }
    Text { runs }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::{Block, BlockKind, Span};

    fn text(source: &str, part: &str) -> Text {
        let at = source.find(part).unwrap_or(0);
        Text::at(Span::new(at, at + part.len()))
    }

    fn issue() -> Issue {
        let source = "要闻\n甲\n乙\n\n丙的正文在此".to_owned();
        let headed = |part| Article {
            headline: Some(text(&source, part)),
            ..Article::default()
        };
        let bare = Article {
            blocks: vec![Block {
                kind: BlockKind::Paragraph,
                text: text(&source, "丙的正文在此"),
                depth: 0,
            }],
            ..Article::default()
        };
        let sections = vec![
            Section {
                page: Some("01".into()),
                name: Some(text(&source, "要闻")),
                articles: vec![headed("甲"), headed("乙")],
            },
            Section {
                page: Some("02".into()),
                ..Section::default()
            },
            Section {
                articles: vec![bare],
                ..Section::default()
            },
        ];
        Issue {
            source,
            sections,
            ..Issue::default()
        }
    }

    #[test]
    fn articles_are_numbered_through_the_sections() {
        let issue = issue();
        let index = Index::of(&issue);
        assert_eq!(index.len(), 3);
        assert_eq!((index.rank(1), index.rank(2)), (1, 0));
        assert_eq!(index.section(&issue, 2).map(|s| s.0), Some(2));
        assert_eq!(index.first_of(0), Some(0));
        assert_eq!(index.first_of(1), None);
        assert_eq!(index.first_of(2), Some(2));
        assert_eq!(index.first_of(3), None);
    }

    #[test]
    fn a_section_without_page_and_name_has_no_heading() {
        let index = Index::of(&issue());
        let items = [
            Item::Section(0),
            Item::Article(0),
            Item::Article(1),
            Item::Section(1),
            Item::Article(2),
        ];
        assert_eq!(index.items(), items);
        assert_eq!(index.item_of(2), 4);
    }

    #[test]
    fn an_article_without_headline_is_called_by_its_first_words() {
        let issue = issue();
        let index = Index::of(&issue);
        let called = |n| {
            index
                .article(&issue, n)
                .map(|a| name(a, &issue.source))
                .unwrap_or_default()
        };
        assert_eq!(called(1), "乙");
        assert_eq!(called(2), "丙的正文在此");
        assert_eq!(name(&Article::default(), ""), "");
    }
}
