//! Names of persons, recognised by their form.

use crate::loader::rules::{Rules, starts_with};
use crate::loader::source::lines::is_han;

/// Whether a token goes on as reports do after 记者, and is no name.
pub fn is_speech(token: &str) -> bool {
    const WORDS: [char; 24] = [
        '了', '从', '在', '来', '采', '走', '看', '日', '近', '昨', '今', '获', '赶', '发', '到',
        '注', '随', '还', '又', '也', '就', '问', '说', '的',
    ];
    token.starts_with(WORDS) || token.ends_with(['报', '获', '到', '说', '问'])
}

/// Han of a foreign name's longest part: 弗拉基米罗维奇 has seven.
pub const LONGEST_PART: usize = 8;

/// Whether a token may be a person's name: one that the rules know, a known surname and one to two characters (one to three after a
/// double surname), or a foreign name with its points.
pub fn is_name(rules: &Rules, token: &str) -> bool {
    if rules.byline.names.holds(token) {
        return true;
    }
    let count = token.chars().count();
    if token.contains(['·', '•', '‧']) {
        let parts = token.split(['·', '•', '‧']);
        return (3..=20).contains(&count)
            && parts
                .clone()
                .all(|part| part.chars().count() <= LONGEST_PART || !part.contains(is_han))
            && token
                .chars()
                .all(|c| is_han(c) || matches!(c, '·' | '•' | '‧') || c.is_alphabetic());
    }
    if !(2..=4).contains(&count) || !token.chars().all(is_han) {
        return false;
    }
    let first = token.chars().next().unwrap_or('\0');
    starts_with(token, &rules.names.double) && count >= 3
        || count <= 3 && rules.names.surnames.holds(first)
}
