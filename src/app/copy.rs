//! An article as text for the clipboard: paragraphs joined, with the source's own characters.

use super::index::shown;
use crate::guard::content;
use crate::issue::{Article, BlockKind, Issue, Text};
use crate::language::Language;

/// An article's text, a line for each paragraph.
pub fn text(article: &Article, source: &str) -> String {
    let lines: Vec<String> = article
        .blocks
        .iter()
        .filter(|b| b.kind != BlockKind::Rule)
        .map(|b| content(b.text.of(source).trim()))
        .filter(|line| !line.is_empty())
        .collect();
    lines.join("\n")
}

/// An article's text with paper, date and number, kicker, headline, deck and byline above it.
pub fn with_origin(issue: &Issue, article: &Article, language: Language) -> String {
    let paper = issue.paper.as_ref().or(issue.title.as_ref());
    let origin: Vec<String> = [
        paper.cloned(),
        issue.date.map(|date| language.date(date)),
        issue.number.as_ref().map(|n| language.number(n)),
    ]
    .into_iter()
    .flatten()
    .map(|part| content(part.trim()))
    .collect();
    let head = |text: &Option<Text>| text.as_ref().map(|t| shown(t, &issue.source));
    let parts = [
        Some(origin.join(" ")),
        head(&article.kicker),
        head(&article.headline),
        head(&article.deck),
        head(&article.byline),
        Some(text(article, &issue.source)),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    parts.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::testing::issue;
    use crate::issue::Date;

    #[test]
    fn line_cuts_are_joined_and_marks_stay_as_they_came() {
        let issue = issue("# 潮声\n江水,\n东流\n\n春潮起\u{1b}[2J");
        let article = &issue.sections[0].articles[0];
        assert_eq!(text(article, &issue.source), "江水,东流\n春潮起\u{FFFD}[2J");
    }

    #[test]
    fn the_origin_stands_above() {
        let mut issue = issue("> 引\n# 潮声\n< 副\n@ 某某\n江水");
        issue.paper = Some("江报".into());
        issue.date = Date::new(2024, 2, 29);
        let article = &issue.sections[0].articles[1];
        assert_eq!(
            with_origin(&issue, article, Language::Chinese),
            "江报 2024年2月29日 星期四\n潮声\n副\n某某\n江水"
        );
        issue.paper = None;
        issue.date = None;
        let article = &issue.sections[0].articles[1];
        assert!(with_origin(&issue, article, Language::English).starts_with("潮声"));
    }
}
