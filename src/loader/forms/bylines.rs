//! Bylines (署名): who wrote, on a line of its own, at the last paragraph's end, or in a bracket there ([`glued`]).

mod forms;
mod glued;
mod names;
mod tokens;

use crate::loader::forms::bylines::tokens::is_sign;
use crate::loader::forms::labels::is_box;
use crate::loader::rules::{Rules, starts_with};
use crate::loader::source::lines::{is_count, is_stop};
pub use glued::{glued, glued_to_editors};
pub use names::is_name;
pub use tokens::{Surety, is_role};

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
        .or_else(|| tokens::tokens(rules, text))
        // 指导教师：某某 is a note.
        .filter(|sure| *sure == Surety::Role || !starts_with(text, &rules.note.sources))
}

/// A text in which 高二（1）班 is 高二1班, if it holds such a class.
fn without_class(text: &str) -> Option<String> {
    if !text.contains('班') {
        return None;
    }
    let end = text.find("）班")?;
    let open = text.get(..end)?.rfind('（')?;
    let number = text.get(open + '（'.len_utf8()..end)?;
    let digits = !number.is_empty() && number.chars().all(is_count);
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

/// Whether a line says who wrote, with a word that says so. `text` is folded to full-width marks.
pub fn is_byline(rules: &Rules, text: &str) -> bool {
    byline(rules, text) == Some(Surety::Role)
}

/// Whether a line beside a text says who wrote it, by a role, by names alone or in a bracket of its own. `text` is
/// folded to full-width marks.
pub fn is_signed(rules: &Rules, text: &str) -> bool {
    let enclosed = text.starts_with('（') && text.ends_with('）');
    byline(rules, text).is_some_and(|s| match s {
        Surety::Role => true,
        Surety::Names => text.chars().count() <= 16,
        Surety::Titled => enclosed || text.chars().count() <= 24,
        Surety::Office | Surety::Body => enclosed,
    })
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
