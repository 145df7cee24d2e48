//! Surnames that read otherwise than their characters: a title, what goes before a name or what follows it tells them.

use super::neighbours::{HanPlace, clause};
use crate::typeset::script::{is_before_given, is_in_byline};

/// Surnames that read otherwise than the character does elsewhere.
const SURNAMES: [(char, &str); 18] = [
    ('任', "rén"),
    ('解', "xiè"),
    ('区', "ōu"),
    ('单', "shàn"),
    ('朴', "piáo"),
    ('仇', "qiú"),
    ('曾', "zēng"),
    ('查', "zhā"),
    ('葛', "gě"),
    ('盖', "gě"),
    ('缪', "miào"),
    ('华', "huà"),
    ('乐', "yuè"),
    ('冼', "xiǎn"),
    ('员', "yùn"),
    ('翟', "zhái"),
    ('燕', "yān"),
    ('曲', "qū"),
];
/// More of them, which only 姓 tells.
const NAMED: [(char, &str); 13] = [
    ('宁', "nìng"),
    ('纪', "jǐ"),
    ('折', "shé"),
    ('种', "chóng"),
    ('秘', "bì"),
    ('繁', "pó"),
    ('那', "nā"),
    ('过', "guō"),
    ('祭', "zhài"),
    ('召', "shào"),
    ('应', "yīng"),
    ('洗', "xiǎn"),
    ('教', "jiào"),
];
/// Those that a given name tells which a verb of saying follows: 查小满说. 任 and 曾 are adverbs or verbs there.
const BEFORE_GIVEN: &str = "单仇查葛翟缪冼朴解盖燕曲";
/// What follows a surname only; an office may follow a verb (任主任, 区书记).
const TITLES: &str = "先生 女士 小姐 太太 同志 夫人 师傅 阿姨 大姐 大爷 大妈 老汉 某 某某";
/// Offices, which follow those surnames that are neither a verb nor a place before them.
const OFFICES: &str = "书记 主任 局长 教授 老师 医生 经理 院长 校长";
const BEFORE_OFFICES: &str = "解朴仇葛缪冼翟";

/// The reading of a surname, by what stands beside it: 任先生, 姓单, 查小满说.
pub(super) fn surname(c: char, place: &HanPlace) -> Option<&'static str> {
    let of = |own: &[(char, &'static str)]| own.iter().find(|own| own.0 == c).map(|own| own.1);
    let named = place.last == '姓' && !place.before.ends_with("百姓");
    if named || place.last.is_whitespace() && is_in_byline(place.before, place.after) {
        return of(&SURNAMES).or_else(|| of(&NAMED));
    }
    of(&SURNAMES).filter(|_| titled(c, place))
}

/// Whether a surname stands before a title, or a given name before what follows names.
fn titled(c: char, place: &HanPlace) -> bool {
    if place.index.is_none() {
        return false;
    }
    let after: String = clause(place.after.chars()).collect();
    let before_one_of = |titles: &str| {
        let mut titles = titles.split(' ');
        titles.any(|t| after.starts_with(t) && place.ends_after(t.chars().count()))
    };
    before_one_of(TITLES)
        || BEFORE_OFFICES.contains(c) && before_one_of(OFFICES)
        || BEFORE_GIVEN.contains(c) && is_before_given(c, place.before, place.after)
}
