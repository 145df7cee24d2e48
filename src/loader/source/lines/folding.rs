//! Folding: marks that extraction narrows, made full-width again, so that words and forms need one writing only.

use std::borrow::Cow;

/// The full-width form of a mark that extraction narrows.
pub(crate) fn fold(c: char) -> char {
    match c {
        ',' => '，',
        ';' => '；',
        ':' => '：',
        '(' => '（',
        ')' => '）',
        '?' => '？',
        '!' => '！',
        _ => c,
    }
}

/// Adds a text with its half-width marks folded; as many characters as it has.
pub(crate) fn fold_into(out: &mut String, text: &str) {
    let mut from = 0;
    while let Some((at, wide)) = next_narrow(text, from) {
        out.push_str(text.get(from..at).unwrap_or(""));
        out.push(wide);
        from = at + 1;
    }
    out.push_str(text.get(from..).unwrap_or(""));
}

/// Where the next half-width mark stands from a byte on, and its full-width form.
fn next_narrow(text: &str, from: usize) -> Option<(usize, char)> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        // Eight bytes at once where none of them could be such a mark: all are under 64.
        if let Some(&eight) = bytes.get(at..).and_then(|b| b.first_chunk::<8>()) {
            let word = u64::from_le_bytes(eight);
            let under = !(word | word << 1) & 0x8080_8080_8080_8080;
            if under == 0 {
                at += 8;
                continue;
            }
            at += under.trailing_zeros() as usize / 8;
        }
        let own = char::from(bytes.get(at).copied().unwrap_or(b' '));
        let wide = fold(own);
        if wide != own {
            return Some((at, wide));
        }
        at += 1;
    }
    None
}

/// A text with its half-width marks folded.
pub(crate) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(&mut folded, text);
    folded
}

/// A text with its half-width marks folded: itself where it holds none, as most do.
pub(crate) fn in_full(text: &str) -> Cow<'_, str> {
    match next_narrow(text, 0) {
        Some(_) => Cow::Owned(folded(text)),
        None => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_fold_alike_one_by_one_and_in_a_text() {
        for text in [
            "",
            "a",
            "记者(王小川):好!",
            "一二三四五六七八，,;:()?!",
            "abcdefgh?:甲乙丙丁(戊)",
        ] {
            assert_eq!(folded(text), text.chars().map(fold).collect::<String>());
            assert_eq!(in_full(text), folded(text));
        }
    }
}
