//! Names and offices that sign a text, and lines that only look like them.

use super::super::super::class::is_han;

/// Lines begin so that say who made the page or the text, which is no signature.
const MAKERS: &str = "责任编辑 责编 编辑 校对 美编 版式 一审 二审 三审 审核 统筹 策划 图 摄影 制图 来源 记者 本报记者 通讯员 作者 文 本版 联系 电话 地址 附件";

/// Lines in English that say who made a text begin so.
const ENGLISH_MAKERS: [&str; 12] = [
    "By",
    "Edited",
    "Editor",
    "Editor-in-chief",
    "Written",
    "Photo",
    "Photos",
    "Source",
    "Reporter",
    "Contact",
    "Translated",
    "Compiled",
];
/// Words of a name in English that need no capital.
const SMALL: [&str; 6] = ["of", "the", "and", "for", "&", "de"];
/// Whether words are a name's, or an office's: without a mark of a sentence; in English each with a capital.
pub fn is_name(words: &str) -> bool {
    let marked = |c: char| "。！？；，：:;,!?…“”‘’《》=|".contains(c) || c.is_ascii_digit();
    let capital = |word: &str| word.starts_with(char::is_uppercase) || SMALL.contains(&word);
    let english = words.is_ascii()
        && !words.ends_with('.')
        && words.starts_with(|c: char| c.is_ascii_uppercase())
        && words.split_whitespace().count() <= 5
        && words.split_whitespace().all(capital);
    !words.contains(marked) && (words.starts_with(is_han) || english)
}

/// Whether words say who made the page or the text.
pub fn makes(words: &str) -> bool {
    let chinese = MAKERS.split(' ').any(|maker| {
        // 文 王小满, and no 文化局.
        let one = maker.chars().nth(1).is_none();
        let rest = words.strip_prefix(maker);
        rest.is_some_and(|rest| !one || !rest.starts_with(is_han))
    });
    let first = words.split_whitespace().next().unwrap_or("");
    chinese || ENGLISH_MAKERS.contains(&first)
}
