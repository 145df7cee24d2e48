//! Putting sections and articles into the issue.

use crate::issue::{Article, Issue, Mark, MarkKind, Section, Text};
use crate::loader::forms::sections;
use crate::loader::rules::Rules;

pub fn begin_section(rules: &Rules, issue: &mut Issue, source: &str, text: &Text) {
    let (page, name) = sections::section_of(rules, text, source);
    issue.marks.extend(
        text.runs
            .iter()
            .filter(|r| !r.span.is_empty())
            .map(|r| Mark {
                span: r.span,
                kind: MarkKind::Section,
            }),
    );
    issue.sections.push(Section {
        page,
        name,
        articles: Vec::new(),
    });
}

pub fn begin_article(issue: &mut Issue) {
    if issue.sections.is_empty() {
        issue.sections.push(Section::default());
    }
    if let Some(section) = issue.sections.last_mut() {
        section.articles.push(Article::default());
    }
}

pub fn article(issue: &mut Issue) -> &mut Article {
    if issue.sections.last().is_none_or(|s| s.articles.is_empty()) {
        begin_article(issue);
    }
    issue
        .sections
        .last_mut()
        .and_then(|s| s.articles.last_mut())
        .expect("an article was begun where none was open")
}

/// Text under a section's own heading is an article of the section's name.
pub fn open_under(issue: &mut Issue, heading: &mut Option<Text>) {
    if let Some(text) = heading.take() {
        // The heading's words are the article's headline now, and no mark.
        let own =
            |m: &Mark| m.kind == MarkKind::Section && text.runs.iter().any(|r| r.span == m.span);
        while issue.marks.last().is_some_and(own) {
            issue.marks.pop();
        }
        begin_article(issue);
        article(issue).headline = Some(text);
    }
}
