//! Structure: lines to sections and articles, by the evidence of the whole text.
//!
//! Each job has a file: [`classes`] what a line's own form tells, [`legs`] how wide the columns were,
//! [`paragraphs`] which lines go together, [`decks`] which heading line is which, [`articles`] where articles
//! begin, and the forms themselves in [`bylines`], [`captions`], [`datelines`], [`furniture`], [`jumps`] and
//! [`sections`]. The words all this rests on are data: `assets/rules.toml`.

mod around;
mod articles;
mod assemble;
mod bylines;
mod captions;
mod class;
mod classes;
mod cohesion;
mod context;
mod continued;
mod datelines;
mod dates;
mod decks;
mod doubts;
mod evidence;
mod explain;
mod finish;
mod furniture;
mod guides;
mod headlines;
mod heads;
mod heights;
mod histories;
mod joints;
mod jumps;
mod labels;
mod legs;
mod lone;
mod mastheads;
mod numbering;
mod outline;
mod paragraphs;
mod place;
mod reading;
mod remarks;
mod seams;
mod sections;
mod shapes;
mod told;
mod turnovers;
mod units;
mod words;

use crate::issue::{Article, Defect, Issue, Section, Text};
use crate::loader::lines::Line;
use crate::loader::rules::Rules;
use crate::loader::tidy::Broom;
use crate::loader::told::Told;
pub use dates::find_date;
pub use explain::explain;
use reading::Reading;

/// Reads lines as a newspaper: fills in the issue's sections, furniture, marks and masthead. Returns the
/// defects and how many line cuts were joined.
pub fn read(
    rules: &Rules,
    issue: &mut Issue,
    lines: &[Line],
    told: &mut Told,
) -> (Vec<Defect>, usize) {
    let source = std::mem::take(&mut issue.source);
    let legs = legs::widths(lines);
    let mut looks = classes::look(rules, &source, lines, &legs);
    told::classes(rules, told, &source, lines, &legs, &mut looks);
    let context = context::Context::new(rules, &source, lines, &looks, &legs, told);
    let Reading {
        places,
        units,
        outline,
    } = reading::read(&context);
    let risks = places.into_risks();
    let (mut defects, joins) = assemble::assemble(&context, &units, &outline, issue);
    defects.extend(doubts::find(&context, &risks, &units, &outline, issue));
    defects.extend(continued::join(issue, &source));
    issue.source = source;
    (defects, joins)
}

/// Looks for what an article's texts hold: a byline glued to the end, the dateline, the column's name in
/// brackets. In an `exported` text only what the text itself says is looked for: its byline is marked.
pub fn finish_article(
    rules: &Rules,
    article: &mut Article,
    source: &str,
    broom: Broom,
    exported: bool,
) {
    finish::finish_article(rules, article, source, broom, exported);
}

/// Looks for the words that an article's first paragraph begins with: its dateline.
pub fn find_dateline(rules: &Rules, article: &mut Article, source: &str) {
    finish::find_dateline(rules, article, source);
}

/// The page that a whole line says a story goes on to. `text` is folded to full-width marks.
pub fn jump_on(rules: &Rules, text: &str) -> Option<String> {
    jumps::on(rules, text)
        .filter(|j| j.range.start == 0)
        .map(|j| j.page)
}

/// The page that a whole line says a story comes from. `text` is folded to full-width marks.
pub fn jump_from(rules: &Rules, text: &str) -> Option<String> {
    jumps::from(rules, text)
        .filter(|j| j.range.end >= text.trim_end().len())
        .map(|j| j.page)
}

/// A section's page and name out of its heading.
pub fn section_of(rules: &Rules, text: &Text, source: &str) -> (Option<String>, Option<Text>) {
    let text = &crate::loader::tidy::tidied(text.clone(), source);
    let folded = crate::loader::texts::folded(text, source);
    let Some(heading) = sections::heading(rules, &folded) else {
        return (None, (!text.is_empty()).then(|| text.clone()));
    };
    let from = folded
        .get(..heading.name.start)
        .map_or(0, |t| t.chars().count());
    let length = folded.get(heading.name).map_or(0, |t| t.chars().count());
    let name = crate::loader::texts::slice(text, source, from, length);
    (Some(heading.page), (!name.is_empty()).then_some(name))
}

/// The page and the name of a section that is told to begin, its name as a text at a place of the source.
pub fn section_told(rules: &Rules, place: u32, said: &str) -> (Option<String>, Option<Text>) {
    told::section(rules, place, said)
}

/// Whether a line speaks of the picture beside it. `text` is folded to full-width marks.
pub fn is_caption(rules: &Rules, text: &str) -> bool {
    captions::caption(rules, text).is_some()
}

/// Whether a line says who wrote, with a word that says so. `text` is folded to full-width marks.
pub fn is_byline(rules: &Rules, text: &str) -> bool {
    bylines::byline(rules, text) == Some(bylines::Surety::Role)
}

/// Whether a line beside a text says who wrote it, by a role, by names alone or in a bracket of its own. `text` is
/// folded to full-width marks.
pub fn is_signed(rules: &Rules, text: &str) -> bool {
    let enclosed = text.starts_with('（') && text.ends_with('）');
    bylines::byline(rules, text).is_some_and(|s| match s {
        bylines::Surety::Role => true,
        bylines::Surety::Names => text.chars().count() <= 16,
        bylines::Surety::Titled => enclosed || text.chars().count() <= 24,
        bylines::Surety::Office | bylines::Surety::Body => enclosed,
    })
}

/// Whether a heading names a paper or one of its issues: it has a number or a day, or is named as papers are.
/// `text` is folded to full-width marks.
pub fn is_title(rules: &Rules, text: &str) -> bool {
    let said = mastheads::titled(text);
    said.number.is_some()
        || said.date.is_some()
        || mastheads::is_name_of_paper(rules, text.trim_end_matches(['》', ' ', '】']))
}

/// Whether a heading is a page's: 第02版：要闻. `text` is folded to full-width marks.
pub fn is_page(rules: &Rules, text: &str) -> bool {
    sections::heading(rules, text).is_some_and(|h| h.sure)
}

/// What a line of the page's is, if it is one. `text` is folded to full-width marks.
pub fn furniture_of(rules: &Rules, text: &str) -> Option<crate::issue::FurnitureKind> {
    furniture::furniture(rules, text)
}

/// Whether a line speaks of the paper or newsletter itself. `text` is folded to full-width marks.
pub fn is_about(rules: &Rules, text: &str) -> bool {
    furniture::furniture(rules, text).is_some() || rules.furniture.about.is_within(text)
}

/// Whether a line is a masthead, or a part of one: the issue's number and day. `text` is folded.
pub fn is_masthead(rules: &Rules, text: &str) -> bool {
    mastheads::masthead(rules, text).is_some() || mastheads::imprint(text).is_some()
}

/// Reads a masthead line into the issue; false if the line is none. `text` is folded to full-width marks.
pub fn read_masthead(rules: &Rules, issue: &mut Issue, text: &str) -> bool {
    let Some(masthead) = mastheads::masthead(rules, text).or_else(|| mastheads::imprint(text))
    else {
        return false;
    };
    issue.paper = issue.paper.take().or(masthead.paper);
    issue.date = issue.date.or(masthead.date);
    issue.number = issue.number.take().or(masthead.number);
    true
}

/// Whether a line is a page's running head: the day, the page and its name. `text` is folded.
pub fn is_running_head(rules: &Rules, text: &str) -> bool {
    mastheads::masthead(rules, text).is_some_and(|m| m.section.is_some())
}

/// The section that a masthead names at its end, as a page's running head does.
pub fn section_in_masthead(rules: &Rules, text: &Text, source: &str) -> Option<Section> {
    let folded = crate::loader::texts::folded(text, source);
    let heading = mastheads::masthead(rules, &folded)?.section?;
    let chars = |t: Option<&str>| t.map_or(0, |t| t.chars().count());
    let from = chars(folded.get(..heading.name.start));
    let length = chars(folded.get(heading.name));
    Some(Section {
        page: Some(heading.page),
        name: Some(crate::loader::texts::slice(text, source, from, length)),
        articles: Vec::new(),
    })
}

/// Reads an issue's title for paper, day and number.
pub fn read_title(rules: &Rules, issue: &mut Issue, text: &Text, source: &str) {
    let folded = crate::loader::texts::folded(text, source);
    let masthead =
        mastheads::masthead(rules, &folded).unwrap_or_else(|| mastheads::titled(&folded));
    // 海州市人民政府公报: the title is the paper's name.
    let name = folded.trim();
    let whole = mastheads::is_name_of_paper(rules, name) && name.chars().count() <= 20;
    let paper = masthead.paper.or_else(|| whole.then(|| name.to_owned()));
    issue.paper = issue.paper.take().or(paper);
    issue.date = issue.date.or(masthead.date);
    issue.number = issue.number.take().or(masthead.number);
    issue.title.get_or_insert_with(|| text.of(source));
}
