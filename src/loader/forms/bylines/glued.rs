//! Bylines glued by extraction to the end of the last paragraph, of a bracket there, or of an editor line.

use crate::loader::forms::bylines::names::is_speech;
use crate::loader::forms::bylines::tokens::Surety;
use crate::loader::forms::bylines::{LONGEST, byline};
use crate::loader::rules::{Rules, starts_with};
use crate::loader::source::lines::{is_han, is_stop};

/// The byline glued to the end of a paragraph: its byte range within `text`, bracket included, and within
/// the bracket. `text` is folded.
pub fn glued(rules: &Rules, text: &str) -> Option<(std::ops::Range<usize>, Surety)> {
    // After a sentence's end stands nothing.
    if text.ends_with(is_stop) {
        return None;
    }
    let tail_start = text.char_indices().rev().nth(LONGEST).map_or(0, |(i, _)| i);
    let tail = text.get(tail_start..).unwrap_or("");
    if text.ends_with('）') {
        let open = text.rfind('（')?;
        let inner = text.get(open + '（'.len_utf8()..text.len() - '）'.len_utf8())?;
        let before = text.get(..open).unwrap_or("").trim_end();
        // 据新华社北京5月5日电（记者某某）: a bracket of the dateline's stands before the text, not after it.
        let after = before.ends_with(is_stop) || before.ends_with(['”', '』', '」']);
        if after && byline(rules, inner) == Some(Surety::Role) {
            return Some((open..text.len(), Surety::Role));
        }
        // 王小川（山城大学教授） ends with a bracket, too.
        let named = before
            .chars()
            .next_back()
            .is_some_and(|c| is_han(c) && !after);
        if !named {
            return None;
        }
    }
    // The earliest stop after which only a byline follows, parted by a space.
    for (at, c) in tail.char_indices() {
        let ends = is_stop(c)
            || after_address(tail, at, c)
            || matches!(c, '”' | '’' | '）' | '」' | '』' | '〕' | '】' | '.' | '"');
        if !ends {
            continue;
        }
        let after = tail.get(at + c.len_utf8()..).unwrap_or("");
        let rest = after.trim_start();
        if rest.is_empty() || rest.starts_with(['”', '’', '）', '」', '』']) {
            continue;
        }
        let spaced = rest.len() < after.len();
        let bare = rest.trim_end();
        if spaced
            && (2..=3).contains(&bare.chars().count())
            && bare.chars().all(is_han)
            && !is_speech(rules, bare)
        {
            // Two or three characters alone after a stop and a space: a name, however rare.
            return Some((text.len() - rest.len()..text.len(), Surety::Names));
        }
        if let Some(surety) = byline(rules, rest)
            && (spaced && (surety != Surety::Office || c != '）')
                || surety == Surety::Role && is_stop(c) && rest.contains("记者"))
        {
            return Some((text.len() - rest.len()..text.len(), surety));
        }
    }
    None
}

/// Whether an address ends with the character at a place: 栏目投稿邮箱：a@b.cn 王小川.
fn after_address(text: &str, at: usize, c: char) -> bool {
    let before = || text.get(..at).unwrap_or("");
    c.is_ascii_alphanumeric()
        && text
            .get(at + 1..)
            .is_some_and(|t| t.starts_with(char::is_whitespace))
        && before()
            .rsplit(|c: char| !c.is_ascii_graphic())
            .next()
            .is_some_and(|word| word.contains('@'))
}

/// The byline glued to the end of an editor line (版式设计：王小川 记者 李大江): its byte range. `text` is folded.
pub fn glued_to_editors(rules: &Rules, text: &str) -> Option<std::ops::Range<usize>> {
    let editors = |t: &str| {
        t.split(|c: char| c.is_whitespace() || matches!(c, '：' | '、' | '/'))
            .any(|word| starts_with(word, &rules.furniture.editors))
    };
    let mut words = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = words.next() {
        let Some((start, _)) = words.peek().filter(|_| c.is_whitespace()) else {
            continue;
        };
        let rest = text.get(*start..)?;
        let begins = rest
            .split_whitespace()
            .next()
            .is_some_and(|word| rules.byline.reporters.is_within(word));
        if begins && !editors(rest) && byline(rules, rest) == Some(Surety::Role) {
            return editors(text.get(..at)?).then_some(*start..text.len());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    #![allow(clippy::string_slice)]
    use super::*;

    #[test]
    fn a_byline_glued_to_the_last_line_is_found() {
        let text = "他们都很高兴。 记者 王小川";
        let (range, surety) = glued(Rules::built_in(), text).expect("it has one");
        assert_eq!((&text[range], surety), ("记者 王小川", Surety::Role));
        assert!(glued(Rules::built_in(), "他们都很高兴。 王小川").is_some());
        for byline in [
            "□ 王小川（山城大学法学院院长、教授）",
            "□ 本报记者 王小川 □ 本报实习生 李大江",
        ] {
            let text = format!("他们都很高兴。 {byline}");
            let (range, _) = glued(Rules::built_in(), &text).expect("it has one");
            assert_eq!(&text[range], byline);
        }
        let text = "大家说好。（记者王小川）";
        assert_eq!(
            &text[glued(Rules::built_in(), text).expect("it has one").0],
            "（记者王小川）"
        );
        assert_eq!(
            glued(Rules::built_in(), "本报北京5月5日电（记者王小川）"),
            None
        );
        assert_eq!(glued(Rules::built_in(), "他们都很高兴。"), None);
        let text = "栏目投稿邮箱：a@b.cn 王小川";
        let (range, _) = glued(Rules::built_in(), text).expect("it has one");
        assert_eq!(&text[range], "王小川");
    }

    #[test]
    fn a_byline_glued_to_an_editor_line_is_found() {
        let text = "版式设计：王小山 记者 李大江 文/图";
        let range = glued_to_editors(Rules::built_in(), text).expect("it has one");
        assert_eq!(&text[range], "记者 李大江 文/图");
        for text in [
            "本版责编：王小山 记者部 李大江",
            "责编 王小山 记者 李大江 校对 王小川",
            "版式：王小山",
        ] {
            assert_eq!(glued_to_editors(Rules::built_in(), text), None, "{text}");
        }
    }
}
