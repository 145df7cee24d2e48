//! Numbers that count the parts of a text.

/// Whether a text begins with a number that counts parts: 一、 （一） 1. ①.
pub fn numbered(text: &str) -> bool {
    let text = text.trim_start_matches(['“', '「', '"']);
    let mut chars = text.chars();
    let first = chars.next().unwrap_or('\0');
    if ('①'..='⑳').contains(&first) {
        return true;
    }
    let digit = |c: char| {
        c.is_ascii_digit()
            || matches!(
                c,
                '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十'
            )
    };
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
