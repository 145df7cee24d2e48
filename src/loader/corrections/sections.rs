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

#[cfg(test)]
mod tests {
    use super::*;

    /// Page and name of a section that is told so.
    fn told(said: &str) -> (Option<String>, Option<String>) {
        let (page, name) = section(Rules::built_in(), 7, said);
        (page, name.map(|name| name.of("新桥昨日通车")))
    }

    fn both(page: &str, name: &str) -> (Option<String>, Option<String>) {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        (some(page), some(name))
    }

    #[test]
    fn a_section_is_told_in_the_form_of_its_heading() {
        assert_eq!(told("第03版：经济"), both("03", "经济"));
        assert_eq!(told("第03版:经济"), both("03", "经济"));
        assert_eq!(told("A02 要闻"), both("A02", "要闻"));
        assert_eq!(told("第3版"), both("3", ""));
        assert_eq!(told("  Page 3: Sport "), both("3", "Sport"));
    }

    #[test]
    fn a_number_before_a_name_is_its_page_and_a_number_in_it_is_not() {
        assert_eq!(told("3 渡口"), both("3", "渡口"));
        assert_eq!(told("十二　渡口"), both("12", "渡口"));
        assert_eq!(told("3"), both("3", ""));
        assert_eq!(told("3号渡口"), both("", "3号渡口"));
        assert_eq!(told("十里渡口"), both("", "十里渡口"));
    }

    #[test]
    fn a_name_alone_has_no_page_and_blanks_have_no_name() {
        assert_eq!(told(" 渡口 "), both("", "渡口"));
        assert_eq!(told("  "), both("", ""));
        assert_eq!(told(""), both("", ""));
    }

    #[test]
    fn the_name_stands_at_its_place_and_takes_nothing_of_the_source() {
        let (_, name) = section(Rules::built_in(), 7, "3 渡口");
        let name = name.expect("it has one");
        let place = Span { start: 7, end: 7 };
        assert!(name.runs.iter().all(|run| run.span == place));
        assert_eq!((name.hull(), name.of("")), (place, "渡口".to_owned()));
    }
}
