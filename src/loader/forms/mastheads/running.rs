//! Running heads of pages: page and name stand before or behind the day. 第05版 民生 2023年10月24日, 山城报 2023年10月24日 A05 民生.

use crate::loader::forms::dates::{find_date, narrow};
use crate::loader::forms::mastheads::is_name_of_paper;
use crate::loader::forms::sections::{self, Heading};
use crate::loader::rules::Rules;
use crate::loader::source::lines::is_han;
use std::ops::Range;

/// The page and its name in a running head, and where the rest of it stands, the day in it.
pub fn page_in(rules: &Rules, text: &str) -> Option<(Range<usize>, Heading)> {
    at_end(rules, text)
        .or_else(|| named_before(rules, text))
        .or_else(|| at_start(rules, text))
}

fn is_dated(text: &str) -> bool {
    find_date(&narrow(text)).is_some()
}

/// Whether a page's form says that it is one: 第5版, A05, 05.
fn is_sure(heading: &Heading) -> bool {
    let page = |c: char| c == '0' || c.is_ascii_uppercase();
    !heading.name.is_empty() && (heading.sure || heading.page.starts_with(page))
}

/// Where the words of a line begin.
fn starts(text: &str) -> impl DoubleEndedIterator<Item = usize> {
    let mut blank = true;
    let starts: Vec<usize> = text
        .char_indices()
        .filter_map(|(at, c)| {
            let start = blank && !c.is_whitespace();
            blank = c.is_whitespace();
            start.then_some(at)
        })
        .collect();
    starts.into_iter()
}

/// … 2023年10月24日 星期二 A05 民生
fn at_end(rules: &Rules, text: &str) -> Option<(Range<usize>, Heading)> {
    starts(text).skip(1).find_map(|at| {
        let heading = sections::heading(rules, text.get(at..)?)?;
        let name = heading.name.start + at..heading.name.end + at;
        let found = is_sure(&heading) && is_dated(text.get(..at)?);
        found.then_some((0..at, Heading { name, ..heading }))
    })
}

/// … 2023年10月24日 星期二 民生 A05
fn named_before(rules: &Rules, text: &str) -> Option<(Range<usize>, Heading)> {
    let mut words = starts(text).rev();
    let (page_at, name_at) = (words.next()?, words.next()?);
    let name = text.get(name_at..page_at)?.trim_end();
    let page = sections::heading(rules, &format!("{} {name}", text.get(page_at..)?))?;
    let plain = (2..=8).contains(&name.chars().count())
        && name.chars().all(is_han)
        && !name.starts_with("星期")
        && !name.starts_with('周')
        && !is_name_of_paper(rules, name);
    let heading = Heading {
        name: name_at..name_at + name.len(),
        ..page
    };
    let found = plain && is_sure(&heading) && is_dated(text.get(..name_at)?);
    found.then_some((0..name_at, heading))
}

/// 第05版 民生 2023年10月24日 星期二
fn at_start(rules: &Rules, text: &str) -> Option<(Range<usize>, Heading)> {
    if !text.starts_with(|c: char| c == '第' || c.is_ascii_digit() || c.is_ascii_uppercase()) {
        return None;
    }
    starts(text).skip(1).find_map(|at| {
        let heading = sections::heading(rules, text.get(..at)?.trim_end())?;
        let found = is_sure(&heading) && is_dated(text.get(at..)?);
        found.then_some((at..text.len(), heading))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_and_name_stand_on_either_side_of_the_day() {
        for (text, page) in [
            ("山城报 2023年10月24日 星期二 A05 民生", "A05"),
            ("2023年10月24日　星期二　第05版：民生", "05"),
            ("第05版 民生 2023年10月24日 星期二", "05"),
            ("05 民生 山城报 2023年10月24日", "05"),
            ("A05·民生 2023年10月24日 星期二", "A05"),
            ("山城报 2023年10月24日 星期二 民生 05", "05"),
            ("2023年10月24日 星期二 民生 第5版", "5"),
        ] {
            let (rest, heading) = page_in(Rules::built_in(), text).expect(text);
            assert_eq!(text.get(heading.name), Some("民生"), "{text}");
            assert_eq!(heading.page, page, "{text}");
            assert!(is_dated(text.get(rest).unwrap_or_default()), "{text}");
        }
    }

    #[test]
    fn a_day_alone_or_a_sentence_has_no_page() {
        for text in [
            "山城报 2023年10月24日 今日8版",
            "2023年10月24日 星期二 第1234期",
            "05 民生项目2023年10月24日全部完工",
        ] {
            assert_eq!(page_in(Rules::built_in(), text), None, "{text}");
        }
    }
}
