//! Numbers that count the parts of a text.

use crate::loader::source::lines::is_count;

/// Whether a text begins with a number that counts parts: 一、 （一） 1. ①.
pub fn numbered(text: &str) -> bool {
    let text = text.trim_start_matches(['“', '「', '"']);
    let mut chars = text.chars();
    let first = chars.next().unwrap_or('\0');
    if ('①'..='⑳').contains(&first) {
        return true;
    }
    let digit = is_count;
    if matches!(first, '（' | '(') {
        let inner: String = chars.by_ref().take_while(|c| digit(*c)).collect();
        return !inner.is_empty()
            && text
                .chars()
                .nth(inner.chars().count() + 1)
                .is_some_and(|c| matches!(c, '）' | ')'));
    }
    if !digit(first) {
        return false;
    }
    let mut rest = text.chars().skip_while(|c| digit(*c));
    match rest.next() {
        Some('、' | '．') => true,
        Some('.') => rest.next().is_some_and(|c| !c.is_ascii_digit()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_number_and_its_mark_count_a_part() {
        for text in [
            "一、建桥通路",
            "十二、渡口",
            "（三）桥头",
            "(3) 桥头",
            "1．建桥",
            "12. 建桥",
            "①建桥",
            "⑳渡口",
            "“一、建桥通路”",
            "\"1. 建桥\"",
        ] {
            assert!(numbered(text), "{text}");
        }
    }

    #[test]
    fn a_number_that_is_a_word_of_the_text_counts_none() {
        for text in [
            "一桥通两岸路",
            "1.5公里的新桥",
            "1.",
            "2026年通车",
            "3：2险胜",
            "（甲）建桥",
            "（一次）建成",
            "（一",
            "（）建桥",
            "桥头一、二号",
            "、建桥",
            "㉑渡口",
            "",
        ] {
            assert!(!numbered(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_number_counts_a_part_with_its_mark_and_none_without(
            number in "[0-9]{1,3}|[一二三四五六七八九十]{1,3}", words in "[新桥渡口]{1,6}"
        ) {
            for mark in ["、", "．", "."] {
                let (marked, after) = (format!("{number}{mark}{words}"), format!("{words}{number}{mark}"));
                prop_assert!(numbered(&marked) && !numbered(&after), "{}", marked);
            }
            for [open, close] in [["（", "）"], ["(", ")"]] {
                let (marked, wide) = (format!("{open}{number}{close}{words}"), format!("{open}{number}{words}{close}"));
                prop_assert!(numbered(&marked) && !numbered(&wide), "{}", marked);
            }
            let bare = format!("{number}{words}");
            prop_assert!(!numbered(&bare), "{}", bare);
        }
    }
}
