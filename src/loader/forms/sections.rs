//! Section headings (版) in their many forms: 第02版：要闻, 02 要闻, A02 要闻, ■02版·要闻, Page 2: Business.

use crate::loader::Text;
use crate::loader::rules::Rules;
use crate::loader::source::broom::tidied;
use crate::loader::source::lines::is_han;
use crate::loader::source::texts;
use std::ops::Range;

/// A line read as a section's heading.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Heading {
    /// Page, letters and digits only; empty where it has none.
    pub page: String,
    /// Where the name stands within the line.
    pub name: Range<usize>,
    /// Whether the form leaves no doubt (版 or Page stands in it).
    pub sure: bool,
    /// Whether page and name are a newspaper's: A05 评论, with a letter or two figures and a name that the rules know.
    pub known: bool,
}

/// Reads a line as a section's heading. `text` is folded to full-width marks.
pub fn heading(rules: &Rules, text: &str) -> Option<Heading> {
    let bare = text
        .trim_start_matches(['■', '●', '◆', '□', '▲', '【', '[', '★', '▌', '|', '｜'])
        .trim_start();
    let offset = text.len() - bare.len();
    if bare.chars().count() > 30 {
        return None;
    }
    if let Some(found) = english(bare) {
        return Some(Heading {
            name: found.name.start + offset..found.name.end + offset,
            ..found
        });
    }
    let (ordinal, rest) = match bare.strip_prefix('第') {
        Some(rest) => (true, rest),
        None => (false, bare),
    };
    let (page, rest) = number(rest)?;
    let (leaf, rest) = match rest.trim_start().strip_prefix('版') {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    if ordinal && !leaf {
        return None;
    }
    let name = rest.trim_start_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '：' | '·' | '•' | '|' | '｜' | '-' | '—' | '－' | '/' | '／' | '】' | ']' | '版'
            )
    });
    let parted = name.len() < rest.len();
    let end = text
        .trim_end_matches([']', '】', '■', '●', '|', '｜'])
        .trim_end()
        .len();
    let start = text.len() - name.len();
    let name_text = text.get(start..end).unwrap_or("");
    let plain = name_text.chars().count() <= 16
        && name_text.chars().all(|c| {
            is_han(c)
                || c.is_alphanumeric()
                || matches!(
                    c,
                    ' ' | '\u{3000}'
                        | '·'
                        | '•'
                        | '/'
                        | '／'
                        | '、'
                        | '—'
                        | '-'
                        | '“'
                        | '”'
                        | '（'
                        | '）'
                )
        });
    // 版 closes a page's number only where a name follows apart, or nothing does: 第3版修订 is a text.
    let sure = leaf && (parted || name_text.is_empty());
    let zero = page.len() >= 2 && page.starts_with(|c: char| c == '0' || c.is_ascii_uppercase());
    let known = rules.section.names.holds(name_text);
    let likely = parted
        && !leaf
        && (zero && (1..=12).contains(&name_text.chars().count()) || known)
        && !name_text.contains(|c: char| c.is_ascii_digit());
    (plain && (sure || likely) && !name_text.starts_with(['年', '月', '日'])).then(|| Heading {
        page,
        name: start..end.max(start),
        sure,
        known: zero && known,
    })
}

fn english(text: &str) -> Option<Heading> {
    let rest = text
        .strip_prefix("Page ")
        .or_else(|| text.strip_prefix("PAGE "))?;
    let digits = rest.chars().take_while(char::is_ascii_alphanumeric).count();
    let page = rest.get(..digits)?;
    let name = rest.get(digits..)?.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, '：' | '-' | '–' | '—' | '|' | '·')
    });
    let valid = page.contains(|c: char| c.is_ascii_digit())
        && page.len() <= 4
        && !name.starts_with("of ")
        && name.split_whitespace().count() <= 5;
    valid.then(|| Heading {
        page: page.to_owned(),
        name: text.len() - name.len()..text.len(),
        sure: true,
        known: false,
    })
}

/// A page's number: digits with a letter before or after them, or Chinese numerals; and what follows it.
pub fn number(text: &str) -> Option<(String, &str)> {
    let latin: usize = text.chars().take_while(char::is_ascii_alphanumeric).count();
    let head = text.get(..latin)?;
    let digits = head.chars().filter(char::is_ascii_digit).count();
    if (1..=3).contains(&digits) && latin - digits <= 1 {
        return Some((head.to_ascii_uppercase(), text.get(latin..)?));
    }
    if latin > 0 {
        return None;
    }
    let numeral = |c: char| {
        matches!(
            c,
            '〇' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十'
        )
    };
    let (han, rest) = text.split_at(text.find(|c| !numeral(c)).unwrap_or(text.len()));
    Some((chinese_number(han)?.to_string(), rest))
}

/// The value of a Chinese number under 100.
pub fn chinese_number(text: &str) -> Option<u32> {
    let digit = |c: char| {
        "〇一二三四五六七八九"
            .chars()
            .position(|d| d == c)
            .or_else(|| (c == '零').then_some(0))
            .and_then(|d| u32::try_from(d).ok())
    };
    let chars: Vec<char> = text.chars().collect();
    match chars.as_slice() {
        ['十'] => Some(10),
        ['十', a] => Some(10 + digit(*a)?),
        [a, '十'] => Some(digit(*a)? * 10),
        [a, '十', b] => Some(digit(*a)? * 10 + digit(*b)?),
        [a] => digit(*a),
        [a, b] => Some(digit(*a)? * 10 + digit(*b)?),
        _ => None,
    }
}

/// A section's page and name out of its heading.
pub fn section_of(rules: &Rules, text: &Text, source: &str) -> (Option<String>, Option<Text>) {
    let text = &tidied(text.clone(), source);
    let folded = texts::folded(text, source);
    let Some(found) = heading(rules, &folded) else {
        return (None, (!text.is_empty()).then(|| text.clone()));
    };
    let from = folded
        .get(..found.name.start)
        .map_or(0, |t| t.chars().count());
    let length = folded.get(found.name).map_or(0, |t| t.chars().count());
    let name = texts::slice(text, source, from, length);
    (Some(found.page), (!name.is_empty()).then_some(name))
}

/// Whether a heading is a page's: 第02版：要闻. `text` is folded to full-width marks.
pub fn is_page(rules: &Rules, text: &str) -> bool {
    heading(rules, text).is_some_and(|h| h.sure)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::string_slice)]
    use super::*;

    fn read(text: &str) -> Option<(String, &str)> {
        heading(Rules::built_in(), text).map(|h| (h.page, &text[h.name]))
    }

    #[test]
    fn the_forms_papers_use() {
        let some = |page: &str, name| Some((page.to_owned(), name));
        assert_eq!(read("第02版：要闻"), some("02", "要闻"));
        assert_eq!(read("02版·要闻"), some("02", "要闻"));
        assert_eq!(read("02 要闻"), some("02", "要闻"));
        assert_eq!(read("A02 要闻"), some("A02", "要闻"));
        assert_eq!(read("■02版 特别报道"), some("02", "特别报道"));
        assert_eq!(read("第十二版　副刊"), some("12", "副刊"));
        assert_eq!(read("Page 3：Sport"), some("3", "Sport"));
        assert_eq!(read("第3版"), some("3", ""));
    }

    #[test]
    fn texts_with_numbers_are_none() {
        for text in [
            "第3版修订草案提交审议",
            "2023年要闻回顾",
            "3 个月后再看",
            "一版责编：某某",
            "12 月 3 日",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
