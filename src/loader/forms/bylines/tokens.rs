//! The words of a byline: roles, names, offices, and how sure a line of such words is a byline.

use crate::loader::forms::bylines::names::{is_name, is_speech};
use crate::loader::rules::{Rules, ends_with, starts_with};
use crate::loader::source::lines::is_han;

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

/// Whether a character is a sign that stands before names: ■ 某某.
pub fn is_sign(c: char) -> bool {
    matches!(
        c,
        '■' | '●' | '◆' | '□' | '▲' | '★' | '○' | '◎' | '⊙' | '◇' | '☆' | '▌'
    )
}

/// Whether a token is a class at a school, as pupils sign with it: 高二1班, 某某小学五2班.
pub fn is_class(rules: &Rules, token: &str) -> bool {
    let Some(rest) = token.strip_suffix('班') else {
        return false;
    };
    let grade = rest.trim_end_matches(|c: char| c.is_ascii_digit());
    let year = [
        '初', '高', '小', '大', '一', '二', '三', '四', '五', '六', '七', '八', '九',
    ];
    grade.len() < rest.len()
        && (token.chars().count() <= 7 && token.starts_with(year)
            || token.chars().count() <= 16 && rules.byline.schools.is_within(grade))
}

pub fn tokens(rules: &Rules, text: &str) -> Option<Surety> {
    let known_names = &rules.byline.names;
    if !known_names.is_empty() && known_names.holds(&text.split_whitespace().collect::<String>()) {
        return Some(Surety::Role);
    }
    let mut found = BylineWords::default();
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
        if said && (rules.byline.beside.holds(token) || tells_whence(rules, token)) {
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
            None if is_class(rules, token) => {
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
                && !is_speech(rules, token) =>
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
pub struct BylineWords {
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

impl BylineWords {
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

pub fn is_han_or_quote(c: char) -> bool {
    is_han(c) || matches!(c, '“' | '”')
}

/// Whether a word is a role and no more: 实习生.
pub fn is_role(rules: &Rules, word: &str) -> bool {
    rules.byline.roles.holds(word)
}

/// Whether a token is a role, with or without a paper's name before it, and whether a name follows within it.
pub fn role(rules: &Rules, token: &str) -> Option<bool> {
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
                && !is_speech(rules, after)
            || tail.is_some_and(|t| t.is_empty() || is_name(rules, t))
            || role(rules, after).is_some()
        {
            return Some(true);
        }
    }
    None
}

/// Whether a word after names tells whence a report was filed: 北京报道, 发自慕尼黑.
pub fn tells_whence(rules: &Rules, token: &str) -> bool {
    token.chars().count() <= 8
        && token.chars().all(is_han)
        && (ends_with(token, &rules.byline.whence) || starts_with(token, &rules.byline.whence))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_signs_with_its_year_or_its_school() {
        let rules = Rules::built_in();
        assert!(is_class(rules, "高二1班") && is_class(rules, "渡口小学五2班"));
        assert!(!is_class(rules, "渡口书院五2班") && !is_class(rules, "渡口小学五班"));
        let own = rules.extended("[byline]\nschools = [\"书院\"]\n");
        assert!(is_class(&own.expect("they are right"), "渡口书院五2班"));
    }

    #[test]
    fn a_role_alone_or_with_names_is_sure_and_names_alone_are_names() {
        let surety = |text| tokens(Rules::built_in(), text);
        assert_eq!(surety("记者 王小川 李大江"), Some(Surety::Role));
        assert_eq!(surety("王小川 李大江"), Some(Surety::Names));
        assert_eq!(surety("两岸的人都来看"), None);
    }
}
