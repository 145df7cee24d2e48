//! Furniture: what belongs to the page: folio, editors, contact lines, slogans.

use crate::issue::FurnitureKind;
use crate::loader::forms::bylines::is_name;
use crate::loader::rules::{Rules, ends_with, starts_with};
use crate::loader::source::lines::is_count;

/// Tells whether a line is the page's. `text` is folded to full-width marks.
pub fn furniture(rules: &Rules, text: &str) -> Option<FurnitureKind> {
    let bare = text
        .trim_start_matches(['■', '●', '◆', '□', '▲', '★', '·', '【', '（', '▌', '☎', '✉'])
        .trim_start();
    let count = bare.chars().count();
    if count <= 120 && starts_with(bare, &rules.furniture.editors) && editors(rules, bare) {
        return Some(FurnitureKind::Editors);
    }
    if count <= 80
        && !bare.ends_with('。')
        && starts_with(bare, &rules.furniture.contact)
        && bare.contains(|c: char| c.is_ascii_digit() || c == '@')
    {
        return Some(FurnitureKind::Editors);
    }
    if count <= 120 && starts_with(text, &rules.furniture.circulation) && circulation(rules, text) {
        return Some(FurnitureKind::Editors);
    }
    if count <= 40 && starts_with(bare, &rules.furniture.slogans) {
        return Some(FurnitureKind::Slogan);
    }
    if count <= 120 && teaser(rules, bare) {
        return Some(FurnitureKind::Teaser);
    }
    if folio(rules, bare) {
        return Some(FurnitureKind::Folio);
    }
    None
}

/// Whether a line that begins like an editor line holds roles and names only.
fn editors(rules: &Rules, text: &str) -> bool {
    if text.contains(['。', '“', '，']) && !text.contains('：') {
        return false;
    }
    let words = text
        .split(|c: char| {
            c.is_whitespace() || matches!(c, '：' | '、' | '/' | '／' | '，' | '；' | '|' | '｜')
        })
        .filter(|w| !w.is_empty());
    let (mut short, mut long) = (0, 0);
    for word in words {
        if word.chars().count() <= 6
            || is_name(rules, word)
            || word.contains('@')
            || word.is_ascii()
        {
            short += 1;
        } else {
            long += 1;
        }
    }
    short >= 2 && long <= 1
        || text.contains('：') && long == 0
        || short == 1 && long == 0 && text.contains("责编") && text.chars().count() >= 6
}

/// Whether a line that begins as a bulletin's last lines do names those it goes to: offices, parted by marks.
fn circulation(rules: &Rules, text: &str) -> bool {
    let last = text
        .rsplit(['、', '，', '；', '：', ' '])
        .next()
        .unwrap_or("");
    let short = text
        .split(['、', '，', '；', '：', '　', ' '])
        .all(|p| p.chars().count() <= 16);
    let offices =
        ends_with(last, &rules.byline.offices) || ends_with(last, &rules.furniture.recipients);
    short && offices && !text.contains(['。', '“'])
}

/// Whether a line only points to other pages: 详见第3版, 导读 ▶… 02版.
fn teaser(rules: &Rules, text: &str) -> bool {
    let bare = text.trim_end_matches(['）', '】', '▶', '►', '>']);
    let guide =
        starts_with(text, &rules.furniture.guides) && text.contains(['▶', '►', ' ', '：', '|']);
    starts_with(text, &rules.furniture.teasers) && bare.ends_with(['版', '页', '頁'])
        || guide && text.contains(['版', '页']) && text.contains(is_count)
}

/// Whether a line is only a page's number: — 3 —, 第3页, 03.
fn folio(rules: &Rules, text: &str) -> bool {
    let inner = text.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '-' | '—' | '－' | '·' | '~' | '～' | '|' | '/')
    });
    let framed = inner.len() < text.len();
    let digits = (1..=3).contains(&inner.len()) && inner.bytes().all(|b| b.is_ascii_digit());
    let worded = inner
        .strip_prefix('第')
        .and_then(|t| t.strip_suffix('页'))
        .or_else(|| inner.strip_prefix("- "))
        .is_some_and(|t| !t.is_empty() && t.trim().chars().all(is_count));
    digits && (framed || inner.len() >= 2 && inner.starts_with('0'))
        || worded
        || counted(rules, text)
}

/// Whether a line counts a page as tools that take text off pages do: Page 3 of 8, {3}-----, ===== Page 3 =====, 第3页 共8页.
/// A comment of HTML is no more.
fn counted(rules: &Rules, text: &str) -> bool {
    let comment = text.strip_prefix("<！--");
    if let Some(words) = comment.and_then(|t| t.trim_end().strip_suffix("-->")) {
        // Between two comments stands text.
        return !words.contains("-->");
    }
    if text.len() > 120 || !text.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let lined = text.contains("----") || text.contains("====");
    let braced = text.starts_with('{') && text.contains('}');
    let mut rest = text.to_lowercase();
    let mut worded = 0;
    for word in rules.furniture.page_words.iter() {
        worded += usize::from(rest.contains(word));
        rest = rest.replace(word, " ");
    }
    let numbers = rest
        .split(|c: char| !c.is_ascii_digit())
        .filter(|w| !w.is_empty());
    let bare = !rest.contains(char::is_alphabetic);
    bare && match numbers.count() {
        1 => lined && (braced || worded > 0),
        2 => worded >= 2,
        _ => false,
    }
}

/// Whether a line speaks of the paper or newsletter itself. `text` is folded to full-width marks.
pub fn is_about(rules: &Rules, text: &str) -> bool {
    furniture(rules, text).is_some() || rules.furniture.about.is_within(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editors_and_contacts_are_the_pages() {
        for text in [
            "本版责编：王小川 李大江",
            "责任编辑 王小川　版式 李大江",
            "校对：王小川",
            "投稿邮箱：a@b.cn",
            "一版责编：王小川 二版责编：李大江",
            "电话：0371-1234567",
            "报：县委、县政府，市乡村建设办公室",
            "（共印120份）",
        ] {
            assert_eq!(
                furniture(Rules::built_in(), text),
                Some(FurnitureKind::Editors),
                "{text}"
            );
        }
        for text in ["— 3 —", "第3页", "<！-- page 3 -->", "Page 3 of 8"] {
            assert_eq!(
                furniture(Rules::built_in(), text),
                Some(FurnitureKind::Folio),
                "{text}"
            );
        }
        for text in [
            "编辑部来了位年轻人。",
            "校对一份报纸要多久？",
            "报：字词之于才智，是率性的叹息；之于修养，",
            "2023年",
            "热线接到求助后，民警赶到现场。",
            "<！-- 3 -->民警赶到现场。<！-- 4 -->",
        ] {
            assert_eq!(furniture(Rules::built_in(), text), None, "{text}");
        }
    }
}
