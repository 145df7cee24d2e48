//! Jump lines (转版): where a story goes on (下转) and where it comes from (上接).

use crate::loader::forms::sections::number;
use crate::loader::rules::Rules;
use std::ops::Range;

/// A jump line within a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Jump {
    /// The page it names, letters and digits only.
    pub page: String,
    /// Where it stands, brackets and signs included.
    pub range: Range<usize>,
}

/// The jump line at a text's end: （下转第六版）, ▶下转4版. `text` is folded.
pub fn on(rules: &Rules, text: &str) -> Option<Jump> {
    let tail = text.char_indices().rev().nth(24).map_or(0, |(i, _)| i);
    // Most texts name no page.
    let names = |c| matches!(c, '版' | '页' | '頁');
    if !text.get(tail..)?.contains(names) {
        return None;
    }
    let end = text.get(tail..)?;
    let words = rules.jump.on.within(end).into_iter();
    let (at, word) = words
        .filter_map(|(_, w)| end.rfind(w).map(|at| (tail + at, w)))
        .min()?;
    let (page, rest) = page(text.get(at + word.len()..)?)?;
    let closed = rest
        .trim_start()
        .trim_start_matches(['）', ')', '】', ']', '▶', '►', '>', '》', '→', '。'])
        .trim();
    if !closed.is_empty() {
        return None;
    }
    let before = text
        .get(..at)?
        .trim_end_matches(['（', '(', '【', '[', '▶', '►', '→', '■', '●', ' ', '▷']);
    Some(Jump {
        page,
        range: before.len()..text.len(),
    })
}

/// The jump line at a text's start: （上接第一版）, ◀上接A1版. `text` is folded.
pub fn from(rules: &Rules, text: &str) -> Option<Jump> {
    let bare = text.trim_start_matches([
        '（', '(', '【', '[', '◀', '◄', '←', '■', '●', ' ', '◁', '\u{3000}',
    ]);
    let word = rules.jump.from.beginning(bare)?;
    let (page, rest) = page(bare.get(word.len()..)?)?;
    let after = rest
        .trim_start()
        .trim_start_matches(['）', ')', '】', ']', '◀'])
        .trim_start();
    let bracketed = bare.len() < text.len();
    (bracketed || after.is_empty()).then(|| Jump {
        page,
        range: 0..text.len() - after.len(),
    })
}

fn page(text: &str) -> Option<(String, &str)> {
    let rest = text.trim_start().trim_start_matches('第').trim_start();
    let (page, rest) = number(rest)?;
    let rest = rest.trim_start();
    let rest = rest
        .strip_prefix('版')
        .or_else(|| rest.strip_prefix('页'))
        .or_else(|| rest.strip_prefix('頁'))?;
    // 下转第六版要闻: the section's name may follow.
    Some((page, rest))
}

/// The page that a whole line says a story goes on to. `text` is folded to full-width marks.
pub fn jump_on(rules: &Rules, text: &str) -> Option<String> {
    on(rules, text)
        .filter(|j| j.range.start == 0)
        .map(|j| j.page)
}

/// The page that a whole line says a story comes from. `text` is folded to full-width marks.
pub fn jump_from(rules: &Rules, text: &str) -> Option<String> {
    from(rules, text)
        .filter(|j| j.range.end >= text.trim_end().len())
        .map(|j| j.page)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::string_slice)]
    use super::*;

    #[test]
    fn where_a_story_goes_on() {
        for (text, page, left) in [
            ("推进（下转第六版）", "6", "推进"),
            ("推进▶下转4版", "4", "推进"),
            ("推进。（下转A2版）", "A2", "推进。"),
        ] {
            let jump = on(Rules::built_in(), text).expect(text);
            assert_eq!(
                (jump.page.as_str(), &text[..jump.range.start]),
                (page, left)
            );
        }
        assert_eq!(on(Rules::built_in(), "他把版面转第二版编辑"), None);
    }

    #[test]
    fn where_a_story_comes_from() {
        for (text, page, left) in [
            ("（上接第一版）各地", "1", "各地"),
            ("◀上接A1版 各地", "A1", "各地"),
            ("（紧接第1版）各地", "1", "各地"),
        ] {
            let jump = from(Rules::built_in(), text).expect(text);
            assert_eq!((jump.page.as_str(), &text[jump.range.end..]), (page, left));
        }
        assert_eq!(from(Rules::built_in(), "上接天线的人"), None);
    }
}
