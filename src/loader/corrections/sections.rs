//! The page and the name of a section that a correction begins.

use crate::issue::{Run, Span, Text};
use crate::loader::forms::sections;
use crate::loader::rules::Rules;
use crate::loader::source::lines::folded;

/// The page and the name of a section that a correction begins, its name as a text at a place.
pub fn section(rules: &Rules, place: u32, said: &str) -> (Option<String>, Option<Text>) {
    let said = said.trim();
    let folded: String = folded(said);
    let named = |name: &str| (!name.is_empty()).then(|| words_at(place, name));
    if let Some(heading) = sections::heading(rules, &folded) {
        let name = folded.get(heading.name).unwrap_or("").trim();
        let page = Some(heading.page).filter(|p| !p.is_empty());
        return (page, named(name));
    }
    match sections::number(said) {
        Some((page, rest)) if rest.is_empty() || rest.starts_with(char::is_whitespace) => {
            (Some(page), named(rest.trim()))
        }
        _ => (None, named(said)),
    }
}

/// Words that do not stand in the source, as a text at a place of it.
fn words_at(place: u32, words: &str) -> Text {
    let span = Span {
        start: place,
        end: place,
    };
    Text {
        runs: words
            .chars()
            .map(|c| Run {
                span,
                joint: Some(c),
            })
            .collect(),
    }
}
