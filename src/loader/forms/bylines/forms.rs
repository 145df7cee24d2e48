//! Forms of bylines beside plain roles and names: labels (文／某某), brackets (某某（某大学教授）), whence it was filed
//! (某某 北京报道).

use crate::loader::forms::bylines::names::is_name;
use crate::loader::forms::bylines::tokens::{Surety, tokens};
use crate::loader::rules::{Rules, ends_with};
use crate::loader::source::lines::is_han;

/// What parts a label from what it tells of.
const SLASHES: [char; 7] = ['/', '／', '\\', '｜', '|', '丨', '·'];

/// 作者：某某: a word that says what follows, a colon, and names; in brackets or after a comma may stand what they are.
pub fn labelled(rules: &Rules, text: &str) -> Option<Surety> {
    let (label, rest) = text.split_once('：')?;
    if !rules.byline.labels.holds(label.trim()) {
        return None;
    }
    let rest = rest.split_once('（').map_or(rest, |(names, _)| names);
    let being = rules.byline.being.within(rest);
    let names = being.first().and_then(|(at, _)| rest.get(..*at));
    let rest = names.unwrap_or(rest);
    are_names(rules, rest).then_some(Surety::Role)
}

/// Whether a text is names and no more.
fn are_names(rules: &Rules, text: &str) -> bool {
    let mut names = text
        .split(|c: char| c.is_whitespace() || matches!(c, '、' | '，' | '/' | '／' | '|'))
        .filter(|n| !n.is_empty())
        .peekable();
    names.peek().is_some() && names.all(|n| is_name(rules, n))
}

/// 文/某某, 文／记者某某 摄影／某某, 文\图 记者 某某: labels, each with a slash after it, and roles and names.
pub fn slashed(rules: &Rules, text: &str) -> Option<Surety> {
    if !text.contains(SLASHES) {
        return None;
    }
    let (mut plain, mut found, mut dots) = (String::new(), false, true);
    let near = text.replace(" / ", "/").replace("/ ", "/");
    for token in near.split_whitespace() {
        let mut rest = token;
        if !rules.byline.beside.holds(token) || plain.is_empty() {
            while let Some((label, told)) = rest.split_once(SLASHES)
                && rules.byline.labels.holds(label)
            {
                dots &= rest.get(label.len()..).is_some_and(|r| r.starts_with('·'));
                rest = told;
                found = true;
            }
        }
        // 文\图: what is left is a label, too.
        if !(found && rules.byline.labels.holds(rest)) {
            plain.push_str(rest);
            plain.push(' ');
        }
    }
    let sure = tokens(rules, plain.trim()).filter(|_| found)?;
    // 文·某某 may be a foreign name.
    (sure != Surety::Office && (sure == Surety::Role || !dots)).then_some(Surety::Role)
}

/// 某某（某大学教授）: a name, and in brackets what the writer is; [某省]某某: a place in brackets, and a name.
pub fn bracketed(rules: &Rules, text: &str) -> Option<Surety> {
    let place = text
        .strip_prefix(['[', '［', '〔', '（', '【'])
        .and_then(|t| t.split_once([']', '］', '〕', '）', '】']));
    if let Some((place, name)) = place {
        let placed = (2..=4).contains(&place.chars().count()) && place.chars().all(is_han);
        return (placed && is_name(rules, name.trim())).then_some(Surety::Titled);
    }
    let (names, rest) = text.split_once('（')?;
    let what = rest.strip_suffix('）').filter(|w| !w.contains('（'))?;
    let office = what
        .split(|c: char| c.is_whitespace() || matches!(c, '、' | '，' | '；'))
        .any(|w| {
            w.chars().count() >= 3
                && (ends_with(w, &rules.byline.offices) || ends_with(w, &rules.byline.titles))
        });
    (office && are_names(rules, names)).then_some(Surety::Titled)
}

/// Whether a text's last word, parted by a space, may stand beside names: 某某 文并摄.
pub fn ends_beside(rules: &Rules, text: &str) -> bool {
    let last = text.rsplit(char::is_whitespace).next().unwrap_or("");
    last.len() < text.len() && last.chars().count() > 1 && rules.byline.beside.holds(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::forms::bylines::byline;

    #[test]
    fn labels_brackets_and_places_stand_beside_names() {
        for text in [
            "□ 本报记者 王小川 □ 本报实习生 李大江",
            "文\\本报记者 王小川",
            "文\\图 山城日报全媒体记者 王小川",
            "文·本报记者 王小川 实习生 李大江",
            "文/记者 王小川 图/记者 李大江",
            "文／記者王小川 攝影／李大江",
            "記者王小川／山城報導",
            "编译王小川／综合报道",
            "特派记者 王小川 发自慕尼黑",
            "大江报记者 王小川 北京报道",
            "山城报·山城网记者 王小川 文并摄",
            "记者 王小川 口述 李大江 整理",
            "作者：王小川（山城大学文学院教授）",
            "作者：王小川、李大江，分别系山城大学教授、大江学院讲师",
        ] {
            assert_eq!(
                byline(Rules::built_in(), text),
                Some(Surety::Role),
                "{text}"
            );
        }
        for text in [
            "□ 王小川（山城大学法学院院长、教授）",
            "[黑龙江]王小川",
            "（江苏）王小川",
        ] {
            assert_eq!(
                byline(Rules::built_in(), text),
                Some(Surety::Titled),
                "{text}"
            );
        }
        assert!(byline(Rules::built_in(), "山城实验小学五（2）班 王小川").is_some());
    }

    #[test]
    fn brackets_and_slashes_stand_in_other_lines_too() {
        for text in [
            "文化/科技",
            "王小川（右一）",
            "山城（二期）",
            "（组诗）",
            "图/文",
            "本报记者 王小川 摄",
            "北京报道",
        ] {
            assert_eq!(byline(Rules::built_in(), text), None, "{text}");
        }
    }
}
