//! Putting sections and articles into the issue.

use crate::issue::{Article, Furniture, FurnitureKind, Issue, Mark, MarkKind, Section, Text};
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

/// Keeps what belongs to no article.
pub fn set_aside(issue: &mut Issue, text: Text) {
    issue.furniture.push(Furniture {
        kind: FurnitureKind::Other,
        text,
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::Span;

    #[test]
    fn a_sections_heading_that_becomes_a_headline_is_no_mark_any_more() {
        let source = "要闻\n编者的话\n";
        let [first, second] = [(0, 6), (7, 19)].map(|(start, end)| Text::at(Span::new(start, end)));
        let mut issue = Issue::default();
        for text in [&first, &second] {
            begin_section(Rules::built_in(), &mut issue, source, text);
        }
        let mut heading = Some(second);
        open_under(&mut issue, &mut heading);
        open_under(&mut issue, &mut heading);
        let marks: Vec<&str> = issue.marks.iter().map(|m| m.span.of(source)).collect();
        assert_eq!(marks, ["要闻"]);
        let headlines = issue
            .articles()
            .map(|(_, a)| a.headline.as_ref().map(|h| h.of(source)));
        assert_eq!(headlines.collect::<Vec<_>>(), [Some("编者的话".to_owned())]);
    }

    #[test]
    fn an_article_begins_in_the_section_begun_last_and_in_one_of_its_own_before_any() {
        let mut issue = Issue::default();
        article(&mut issue).continued_on = Some("3".to_owned());
        article(&mut issue).continued_from = Some("1".to_owned());
        assert_eq!(issue.articles().count(), 1, "both speak of one article");
        begin_section(
            Rules::built_in(),
            &mut issue,
            "副刊",
            &Text::at(Span::new(0, 6)),
        );
        article(&mut issue);
        let counts = issue.sections.iter().map(|s| s.articles.len());
        assert_eq!(counts.collect::<Vec<_>>(), [1, 1]);
    }
}
