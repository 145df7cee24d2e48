//! Labels: names of columns and boxes, words in brackets, and who took the chair, recognised by their form.

use crate::loader::forms::bylines::is_name;
use crate::loader::rules::Rules;
use crate::loader::source::lines::{is_closing, is_han};

/// Whether a line heads a box inside a story, with or without marks around its words. `text` is folded.
pub fn is_box(rules: &Rules, text: &str) -> bool {
    let bare = bare_column(text).trim_end_matches('：');
    rules.headline.boxes.holds(bare)
}

/// Whether a line tells who spoke and who took the chair, as decks of reports on meetings do: 王小川讲话 李大江主持.
pub fn is_chair(rules: &Rules, text: &str) -> bool {
    let chair = |part: &str| {
        let ends = rules.deck.chairs.endings(part);
        ends.into_iter().any(|end| {
            let who = part.strip_suffix(end).map(str::trim_end);
            who.is_some_and(|who| {
                let mut names = who.split('、').filter(|n| !n.is_empty()).peekable();
                names.peek().is_some() && names.all(|n| is_name(rules, n))
            })
        })
    };
    let mut parts = text.split_whitespace().peekable();
    parts.peek().is_some() && parts.all(chair) || chair(text)
}

/// A column's name without the marks around it.
pub fn bare_column(text: &str) -> &str {
    text.trim_matches(|c: char| {
        // Han are none, and most lines have them at both ends.
        !is_han(c)
            && (c.is_whitespace() || "■●◆□▲★·•|｜▌—-－【】［］[]〔〕《》〈〉「」“”".contains(c))
    })
}

/// Whether a text is the name of a column that the rules know, with or without marks around it.
pub fn is_column(rules: &Rules, text: &str) -> bool {
    !rules.column.names.is_empty() && rules.column.names.holds(bare_column(text))
}

/// The column's name in brackets at a headline's end: 盯紧安全（今日谈） → 今日谈.
pub fn bracketed_end(text: &str) -> Option<&str> {
    let inner = text.strip_suffix("）")?;
    let open = inner.rfind('（')?;
    let name = inner.get(open + '（'.len_utf8()..)?;
    let count = name.chars().count();
    let letters = name
        .chars()
        .filter(|c| is_han(*c) || c.is_alphabetic())
        .count();
    let plain =
        !name.contains(['，', '。', '；', '：']) && !name.starts_with(|c: char| c.is_ascii_digit());
    // （上）（二）（2020—2025） count parts or years; they name no column.
    let han = |t: &str| t.contains(is_han);
    (open > 0
        // A Latin name in a Chinese headline's brackets is what the headline speaks of: （FIBA）.
        && (han(name) || !han(text))
        && (2..=40).contains(&count)
        && letters * 2 > count
        && plain
        && !(count <= 2
            && name
                .chars()
                .all(|c| "上中下续一二三四五六七八九十".contains(c))))
    .then_some(name)
}

/// Whether the whole of a text stands in brackets.
pub fn is_bracketed(text: &str) -> bool {
    matches!(text.chars().next(), Some('（' | '［' | '[' | '〔' | '【'))
        && text
            .chars()
            .next_back()
            .is_some_and(|c| is_closing(c) || c == '］')
}

/// Whether a text is one quotation.
pub fn quoted(text: &str) -> bool {
    text.starts_with(['“', '「'])
        && text.ends_with(['”', '」'])
        && text.matches(['“', '「']).count() == 1
}
