//! Bylines (署名): who wrote, on a line of its own, at the last paragraph's end, or in a bracket there ([`glued`]).

mod forms;
mod glued;

use crate::loader::lines::{is_han, is_stop};
use crate::loader::rules::{Rules, ends_with, starts_with};
use crate::loader::structure::heads::is_box;
pub use glued::{glued, glued_to_editors};

/// How sure a line is a byline.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Surety {
    /// Names and nothing else: may also be a headline of few characters.
    Names,
    /// An office, or a name and its office: may also be any line.
    Office,
    /// A body that signs a text as a whole: 某省委理论学习中心组.
    Body,
    /// An office or a place, and then names: 浙江省杭州市 某某.
    Titled,
    /// A role word (记者) and names, or names that the rules know.
    Role,
}

/// Characters of a byline's longest form.
const LONGEST: usize = 90;

/// Tells whether a whole line is a byline. `text` is folded to full-width marks.
pub fn byline(rules: &Rules, text: &str) -> Option<Surety> {
    if let Some(plain) = without_class(text) {
        return byline(rules, &plain);
    }
    if text.starts_with('（') && helped(rules, text) {
        return None;
    }
    let text = unbracketed(
        text.trim_start_matches(|c| is_sign(c) || matches!(c, '·' | '•' | '/' | '－' | '-' | '—'))
            .trim(),
    );
    if text.is_empty() || text.chars().count() > LONGEST || text.ends_with(is_stop) {
        return None;
    }
    // 图/文 alone names nobody.
    if rules.byline.beside.holds(text) {
        return None;
    }
    // 本报记者 某某摄 names who took the picture; 某某 文并摄 names who wrote, too.
    if text.ends_with(['摄', '攝']) && !forms::ends_beside(rules, text) {
        return None;
    }
    let label = text.split_once('：').map_or(text, |(label, _)| label);
    if is_box(rules, label) {
        return None;
    }
    english(text)
        .or_else(|| forms::labelled(rules, text))
        .or_else(|| forms::slashed(rules, text))
        .or_else(|| forms::bracketed(rules, text))
        .or_else(|| tokens(rules, text))
        // 指导教师：某某 is a note.
        .filter(|sure| *sure == Surety::Role || !starts_with(text, &rules.note.sources))
}

/// Whether a character is a sign that stands before names: ■ 某某.
fn is_sign(c: char) -> bool {
    matches!(
        c,
        '■' | '●' | '◆' | '□' | '▲' | '★' | '○' | '◎' | '⊙' | '◇' | '☆' | '▌'
    )
}

/// Whether a token is a class at a school, as pupils sign with it: 高二1班, 某某小学五2班.
fn is_class(token: &str) -> bool {
    let Some(rest) = token.strip_suffix('班') else {
        return false;
    };
    let grade = rest.trim_end_matches(|c: char| c.is_ascii_digit());
    let year = [
        '初', '高', '小', '大', '一', '二', '三', '四', '五', '六', '七', '八', '九',
    ];
    grade.len() < rest.len()
        && (token.chars().count() <= 7 && token.starts_with(year)
            || token.chars().count() <= 16
                && ["小学", "中学", "学校", "小學", "中學", "學校"]
                    .iter()
                    .any(|school| grade.contains(school)))
}

/// A text in which 高二（1）班 is 高二1班, if it holds such a class.
fn without_class(text: &str) -> Option<String> {
    if !text.contains('班') {
        return None;
    }
    let end = text.find("）班")?;
    let open = text.get(..end)?.rfind('（')?;
    let number = text.get(open + '（'.len_utf8()..end)?;
    let digits = !number.is_empty()
        && number
            .chars()
            .all(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    digits.then(|| {
        let tail = text.get(end + '）'.len_utf8()..).unwrap_or("");
        format!("{}{number}{tail}", text.get(..open).unwrap_or(""))
    })
}

/// Whether a bracket tells who helped with a text, and not who wrote it: （本报记者某某采访整理）.
pub fn helped(rules: &Rules, text: &str) -> bool {
    rules.note.helped.is_within(text)
}

/// A text without a bracket around the whole of it.
pub fn unbracketed(text: &str) -> &str {
    for (open, close) in [
        ('（', '）'),
        ('(', ')'),
        ('【', '】'),
        ('〔', '〕'),
        ('[', ']'),
    ] {
        if let Some(inner) = text.strip_prefix(open).and_then(|t| t.strip_suffix(close))
            && !inner.contains([open, close])
        {
            return inner.trim();
        }
    }
    text
}

fn english(text: &str) -> Option<Surety> {
    let rest = text
        .strip_prefix("By ")
        .or_else(|| text.strip_prefix("BY "))?;
    let words = rest.split_whitespace().count();
    let capital = rest.chars().next().is_some_and(char::is_uppercase);
    (capital && (1..=10).contains(&words)).then_some(Surety::Role)
}

fn tokens(rules: &Rules, text: &str) -> Option<Surety> {
    let known_names = &rules.byline.names;
    if !known_names.is_empty() && known_names.holds(&text.split_whitespace().collect::<String>()) {
        return Some(Surety::Role);
    }
    let mut found = Found::default();
    let mut single = 0usize;
    let mut spaced = "";
    let separator = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '、' | '，' | ',' | '：' | ':' | '/' | '／' | '|' | '｜' | '；' | '&' | '（' | '）'
            )
            || is_sign(c)
    };
    for token in text.split(separator).filter(|t| !t.is_empty()) {
        // 韩 鑫: the two characters of a short name are spaced to the length of a long one.
        let lone = token.chars().count() == 1 && token.chars().all(is_han);
        let said = found.names + found.posts > 0;
        if said && (rules.byline.beside.holds(token) || forms::tells_whence(rules, token)) {
            continue;
        }
        if lone {
            single += 1;
            if single.is_multiple_of(2) {
                // 目 录 is spaced like a name, and is none.
                if rules.names.others.holds(&format!("{spaced}{token}")) {
                    return None;
                }
                found.names += 1;
                found.name_last = true;
            } else {
                spaced = token;
            }
            continue;
        }
        if !single.is_multiple_of(2) {
            return None;
        }
        found.known += usize::from(known_names.holds(token));
        let after_name = std::mem::take(&mut found.name_last);
        match role(rules, token) {
            Some(with_name) => {
                found.posts += 1;
                found.names += usize::from(with_name);
            }
            None if is_name(rules, token) => {
                found.names += 1;
                found.name_last = true;
            }
            // 高二1班 王小川
            None if is_class(token) => {
                found.offices += 1;
            }
            None if (ends_with(token, &rules.byline.offices)
                || ends_with(token, &rules.byline.bodies))
                && token.chars().all(|c| {
                    is_han(c) || c.is_ascii_alphanumeric() || c == '·' || c == '“' || c == '”'
                }) =>
            {
                found.offices += 1;
                found.titles += usize::from(!after_name);
            }
            None if found.names == 0
                && token.chars().count() >= 3
                && token.chars().all(is_han)
                && ends_with(token, &rules.byline.titles) =>
            {
                found.titles += 1;
            }
            // A rare surname is known by its company.
            None if (2..=4).contains(&token.chars().count())
                && token.chars().all(is_han)
                && !is_speech(token) =>
            {
                found.unknown += 1;
            }
            None => return None,
        }
    }
    if !single.is_multiple_of(2) {
        return None;
    }
    found.surety(rules, text)
}

/// What the words of a line are.
#[derive(Default)]
struct Found {
    posts: usize,
    names: usize,
    /// Names that the rules know.
    known: usize,
    offices: usize,
    /// Offices and places before any name.
    titles: usize,
    /// Words that may be names with a rare surname.
    unknown: usize,
    /// Whether the last word is a name.
    name_last: bool,
}

impl Found {
    /// How sure a line of such words is a byline.
    fn surety(self, rules: &Rules, text: &str) -> Option<Surety> {
        let Self {
            posts,
            names,
            known,
            offices,
            titles,
            unknown,
            name_last,
        } = self;
        if unknown > 0 && posts == 0 && names < 2 * unknown {
            return None;
        }
        if known > 0 && known == names && offices + unknown == 0 {
            return Some(Surety::Role);
        }
        if posts == 0 && unknown == 0 && titles > 0 && name_last && names <= 4 {
            return Some(Surety::Titled);
        }
        if titles > offices {
            return None;
        }
        if offices == 1
            && names + posts == 0
            && text.chars().count() >= 5
            && text.chars().all(is_han_or_quote)
            && ends_with(text, &rules.byline.bodies)
        {
            return Some(Surety::Body);
        }
        match (posts, offices, names) {
            (1.., _, _) => Some(Surety::Role),
            (0, 0, 1..) => Some(Surety::Names),
            (0, 1.., 1..=4) | (0, 1, 0) => Some(Surety::Office),
            _ => None,
        }
    }
}

fn is_han_or_quote(c: char) -> bool {
    is_han(c) || matches!(c, '“' | '”')
}

/// Whether a word is a role and no more: 实习生.
pub fn is_role(rules: &Rules, word: &str) -> bool {
    rules.byline.roles.holds(word)
}

/// Whether a token is a role, with or without a paper's name before it, and whether a name follows within it.
fn role(rules: &Rules, token: &str) -> Option<bool> {
    for (at, word) in rules.byline.roles.within(token) {
        let before = token.get(..at).unwrap_or("");
        let after = token.get(at + word.len()..).unwrap_or("");
        let outlet = before.is_empty()
            || before.chars().count() <= 14
                && before.chars().all(|c| {
                    is_han(c) || c.is_ascii_alphanumeric() || c == '“' || c == '”' || c == '·'
                });
        if !outlet {
            continue;
        }
        if after.is_empty() {
            return Some(false);
        }
        let tail = rules
            .byline
            .beside
            .iter()
            .find_map(|w| after.strip_suffix(w));
        if is_name(rules, after)
            || (2..=3).contains(&after.chars().count())
                && after.chars().all(is_han)
                && !is_speech(after)
            || tail.is_some_and(|t| t.is_empty() || is_name(rules, t))
            || role(rules, after).is_some()
        {
            return Some(true);
        }
    }
    None
}

/// Whether a token goes on as reports do after 记者, and is no name.
fn is_speech(token: &str) -> bool {
    const WORDS: [char; 24] = [
        '了', '从', '在', '来', '采', '走', '看', '日', '近', '昨', '今', '获', '赶', '发', '到',
        '注', '随', '还', '又', '也', '就', '问', '说', '的',
    ];
    token.starts_with(WORDS) || token.ends_with(['报', '获', '到', '说', '问'])
}

/// Han of a foreign name's longest part: 弗拉基米罗维奇 has seven.
const LONGEST_PART: usize = 8;

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

#[cfg(test)]
mod tests {
    #![allow(clippy::string_slice)]
    use super::*;

    #[test]
    fn a_foreign_name_has_no_long_part() {
        let rules = Rules::built_in();
        for name in ["弗拉基米尔·弗拉基米罗维奇", "塔里克·易卜拉欣"] {
            assert!(is_name(rules, name), "{name}");
        }
        assert!(!is_name(rules, "解码·老桥修缮与河道整治"));
    }

    #[test]
    fn roles_and_names_make_a_byline() {
        for text in [
            "记者 王小川",
            "本报记者 王小川 李 大",
            "■ 山城报全媒体记者 王小川",
            "新华社记者王小川、李大江",
            "记者王小川 通讯员 李大江 文/图",
            "（记者王小川）",
            "By John Smith",
            "記者王小川",
            "文 / 王小川",
            "作者：王小川 李大江",
        ] {
            assert_eq!(
                byline(Rules::built_in(), text),
                Some(Surety::Role),
                "{text}"
            );
        }
    }

    #[test]
    fn bare_names_and_offices_are_less_sure() {
        assert_eq!(byline(Rules::built_in(), "王 川"), Some(Surety::Names));
        assert_eq!(byline(Rules::built_in(), "目 录"), None);
        assert_eq!(
            byline(Rules::built_in(), "王小川 李大江"),
            Some(Surety::Names)
        );
        assert_eq!(byline(Rules::built_in(), "欧阳小川"), Some(Surety::Names));
        for text in [
            "某省政府研究室 王小川",
            "浙江省山城市 王小川",
            "山城作家协会党组书记、主席 王小川",
            "山城市财政经济委员会副主任委员 王 川",
        ] {
            assert_eq!(
                byline(Rules::built_in(), text),
                Some(Surety::Titled),
                "{text}"
            );
        }
        assert_eq!(
            byline(Rules::built_in(), "山城市委理论学习中心组"),
            Some(Surety::Body)
        );
        assert_eq!(
            byline(Rules::built_in(), "王小川 山城大学教授"),
            Some(Surety::Office)
        );
        assert_eq!(byline(Rules::built_in(), "浙江省山城市"), None);
    }

    #[test]
    fn sentences_are_no_bylines() {
        let both = "本期统筹：王小川 记者 李大江";
        assert_eq!(byline(Rules::built_in(), both), Some(Surety::Role));
        for text in [
            "指导教师：王小川",
            "记者从会上获悉，今年将新建三所学校。",
            "春耕",
            "本报记者 王小川摄",
            "山上有棵树",
            "王小川说：“好。”",
        ] {
            assert_eq!(byline(Rules::built_in(), text), None, "{text}");
        }
    }
}
