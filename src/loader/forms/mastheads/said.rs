//! What a masthead, an issue's title or a page's running head says, read into the issue.

use crate::issue::{Issue, Section, Text};
use crate::loader::forms::mastheads::{imprint, is_name_of_paper, masthead, titled};
use crate::loader::rules::Rules;
use crate::loader::source::texts;

/// Whether a heading names a paper or one of its issues: it has a number or a day, or is named as papers are.
/// `text` is folded to full-width marks.
pub fn is_title(rules: &Rules, text: &str) -> bool {
    let said = titled(text);
    said.number.is_some()
        || said.date.is_some()
        || is_name_of_paper(rules, text.trim_end_matches(['》', ' ', '】']))
}

/// Whether a line is a masthead, or a part of one: the issue's number and day. `text` is folded.
pub fn is_masthead(rules: &Rules, text: &str) -> bool {
    masthead(rules, text).is_some() || imprint(rules, text).is_some()
}

/// Reads a masthead line into the issue; false if the line is none. `text` is folded to full-width marks.
pub fn read_masthead(rules: &Rules, issue: &mut Issue, text: &str) -> bool {
    let Some(said) = masthead(rules, text).or_else(|| imprint(rules, text)) else {
        return false;
    };
    issue.paper = issue.paper.take().or(said.paper);
    issue.date = issue.date.or(said.date);
    issue.number = issue.number.take().or(said.number);
    true
}

/// Whether a line is a page's running head: the day, the page and its name. `text` is folded.
pub fn is_running_head(rules: &Rules, text: &str) -> bool {
    masthead(rules, text).is_some_and(|m| m.section.is_some())
}

/// The section that a masthead names at its end, as a page's running head does.
pub fn section_in_masthead(rules: &Rules, text: &Text, source: &str) -> Option<Section> {
    let folded = texts::folded(text, source);
    let heading = masthead(rules, &folded)?.section?;
    let chars = |t: Option<&str>| t.map_or(0, |t| t.chars().count());
    let from = chars(folded.get(..heading.name.start));
    let length = chars(folded.get(heading.name));
    Some(Section {
        page: Some(heading.page),
        name: Some(texts::slice(text, source, from, length)),
        articles: Vec::new(),
    })
}

/// Reads an issue's title for paper, day and number.
pub fn read_title(rules: &Rules, issue: &mut Issue, text: &Text, source: &str) {
    let folded = texts::folded(text, source);
    let masthead = masthead(rules, &folded).unwrap_or_else(|| titled(&folded));
    // 海州市人民政府公报: the title is the paper's name.
    let name = folded.trim();
    let whole = is_name_of_paper(rules, name) && name.chars().count() <= 20;
    let paper = masthead.paper.or_else(|| whole.then(|| name.to_owned()));
    issue.paper = issue.paper.take().or(paper);
    issue.date = issue.date.or(masthead.date);
    issue.number = issue.number.take().or(masthead.number);
    issue.title.get_or_insert_with(|| text.of(source));
}
