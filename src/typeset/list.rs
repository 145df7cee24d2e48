//! Lists: each item hangs on its number or mark.

use super::{
    class::is_raised,
    cluster::{Ambiguous, text_width},
    display::Shown,
};

/// An item's own numbering, space after it included, in bytes and cells: 1. 1、 (1) （一） 一、 第一， ① •; zeros
/// where it has none.
pub fn numbering(shown: &Shown, ambiguous: Ambiguous) -> (usize, u16) {
    let text = shown.text.get(shown.trimmed()).unwrap_or("");
    let len = numbering_len(text);
    if len == 0 {
        return (0, 0);
    }
    let rest = text.get(len..).unwrap_or("");
    let bytes = len + (rest.len() - rest.trim_start().len());
    let cells = text_width(text.get(..bytes).unwrap_or(""), ambiguous);
    (bytes, u16::try_from(cells).unwrap_or(0))
}

/// Whether a text begins with a number or mark of its own.
pub fn is_numbered(text: &str) -> bool {
    numbering_len(text) > 0
}

/// Bytes of the numbering at a text's start.
fn numbering_len(text: &str) -> usize {
    let number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百〇零".contains(c);
    let mut chars = text.char_indices().take(8).peekable();
    let Some(&(_, first)) = chars.peek() else {
        return 0;
    };
    let circled = matches!(first, '\u{2460}'..='\u{24FF}' | '\u{2776}'..='\u{2793}' | '\u{3220}'..='\u{3229}');
    if circled || is_bullet(first) {
        return first.len_utf8();
    }
    // A footnote's: ¹ ¹².
    if is_raised(first) {
        let rest = text.trim_start_matches(is_raised);
        return text.len() - rest.len();
    }
    let bracketed = matches!(first, '(' | '（' | '[' | '［' | '〔');
    if bracketed || first == '第' {
        chars.next();
        // A footnote, as Markdown marks it: [^1]:
        chars.next_if(|&(_, c)| first == '[' && c == '^');
    }
    let mut count = 0;
    while chars.next_if(|&(_, c)| number(c)).is_some() {
        count += 1;
    }
    let Some((at, end)) = chars.next() else {
        return 0;
    };
    let letter = count == 0 && !bracketed && first.is_ascii_alphabetic();
    if letter {
        // a) or a. parted from its words: a word of one letter is none.
        let marked = chars.next().is_some_and(|(_, c)| matches!(c, '.' | ')'));
        return match chars.next() {
            Some((at, ' ')) if marked => at,
            _ => 0,
        };
    }
    let closes = if bracketed {
        matches!(end, ')' | '）' | ']' | '］' | '〕')
    } else if first == '第' {
        matches!(end, '，' | '、' | '：')
    } else {
        matches!(end, '.' | '．' | '、' | ')' | '）')
    };
    // 3.5 is a figure, not item 3.
    let figure = end == '.' && chars.next().is_some_and(|(_, c)| c.is_ascii_digit());
    if count > 0 && closes && !figure {
        let len = at + end.len_utf8();
        let colon = text.starts_with("[^") && text.get(len..).is_some_and(|t| t.starts_with(':'));
        len + usize::from(colon)
    } else {
        0
    }
}

/// Whether a character is a list's mark.
pub fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '•' | '·'
            | '●'
            | '■'
            | '◆'
            | '▪'
            | '○'
            | '□'
            | '◇'
            | '★'
            | '☆'
            | '▲'
            | '△'
            | '►'
            | '▶'
            | '※'
            | '☐'
            | '☑'
            | '*'
            | '-'
            | '–'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbering of an item, and the cells it takes.
    fn check(item: &str, numbering: &str, cells: u16) {
        let (bytes, found) = super::numbering(&Shown::words(item), Ambiguous::Narrow);
        assert_eq!(
            (item.get(..bytes), found),
            (Some(numbering), cells),
            "{item}"
        );
    }

    #[test]
    fn every_numbering_of_official_chinese_is_known() {
        check("一、总则", "一、", 4);
        check("（一）总则", "（一）", 6);
        check("(一) 总则", "(一) ", 5);
        check("1.总则", "1.", 2);
        check("1. 总则", "1. ", 3);
        check("12、总则", "12、", 4);
        check("（1）总则", "（1）", 5);
        check("1）总则", "1）", 3);
        check("①总则", "①", 1);
        check("第一，总则", "第一，", 6);
        check("a) first", "a) ", 3);
        check("• 要点", "• ", 2);
        check("★要点", "★", 1);
        check("[1]引自县志", "[1]", 3);
        check("[^1]: 引自县志", "[^1]: ", 6);
    }

    #[test]
    fn what_only_looks_like_numbering_is_text() {
        check("3.5万人到场", "", 0);
        check("2023年的工作", "", 0);
        check("一天早上", "", 0);
        check("（作者为教师）", "", 0);
        check("第一天", "", 0);
        check("a word", "", 0);
        check("[^甲]", "", 0);
        check("", "", 0);
    }
}
