//! Datelines (电头): the words a report begins with, 本报讯 or 新华社北京10月24日电.

use crate::issue::{Article, BlockKind};
use crate::loader::Text;
use crate::loader::forms::bylines::{Surety, byline};
use crate::loader::rules::{Rules, ends_with};
use crate::loader::source::lines::{fold, is_han};
use crate::loader::source::texts;

/// Bytes of the longest dateline.
const LONGEST: usize = 120;

/// Marks that may open a bracket around a dateline, and those that close it.
const BRACKETS: [(char, char); 5] = [
    ('【', '】'),
    ('〔', '〕'),
    ('［', '］'),
    ('[', ']'),
    ('（', '）'),
];

/// Signs and brackets that may stand before the words of the rules.
const SIGNS: [char; 5] = ['（', '【', '▲', '●', '■'];

/// Characters of the longest text in a dateline's bracket.
const INSIDE: usize = 26;

/// The bytes that the dateline at a paragraph's start takes. `text` is folded to full-width marks.
pub fn dateline(rules: &Rules, text: &str) -> Option<usize> {
    known(rules, text)
        .or_else(|| outlet(rules, text))
        .or_else(|| bracket(rules, text))
}

/// Whether a text with this first character may begin with a dateline: a wrong yes is possible, a wrong no is not.
pub fn may_begin(rules: &Rules, first: char) -> bool {
    let first = fold(first);
    is_han(first)
        || BRACKETS.iter().any(|(open, _)| *open == first)
        || SIGNS.contains(&first)
        || rules.dateline.starts.may_begin(first)
}

/// Whether a text begins as a report does: with a dateline, or with its reporters in a bracket (（记者 某某）近日，…).
pub fn opens_report(rules: &Rules, text: &str) -> bool {
    dateline(rules, text).is_some()
        || opening(text).is_some_and(|(inner, rest)| {
            rest.starts_with(is_han) && byline(rules, inner) == Some(Surety::Role)
        })
}

/// The text in the bracket that opens a text, and what follows it; `None` where either is empty or the first is long.
fn opening(text: &str) -> Option<(&str, &str)> {
    let first = text.chars().next()?;
    let (_, close) = BRACKETS.iter().find(|(open, _)| *open == first)?;
    let (inner, rest) = text.get(first.len_utf8()..)?.split_once(*close)?;
    let inside = !inner.is_empty() && inner.chars().count() <= INSIDE;
    (inside && !rest.trim().is_empty()).then(|| (inner, rest.trim_start()))
}

/// 【记者某某／山城报导】: a bracket that opens a report, and ends as datelines do.
fn bracket(rules: &Rules, text: &str) -> Option<usize> {
    let (inner, _) = opening(text)?;
    let plain = !inner.contains(['，', '。', '：', '；', '“', '《']);
    let first = text.chars().next().map_or(0, char::len_utf8);
    (plain && inner.chars().count() >= 3 && ends_with(inner, &rules.dateline.endings))
        .then_some(first + inner.len())
}

/// 山城日报大江10月24日电: an outlet's name, a place and a day, and one of the endings.
fn outlet(rules: &Rules, text: &str) -> Option<usize> {
    // Most lines are told from their first mark or space: their bytes begin so, and no character's of an outlet's name.
    let mark = memchr::memchr3(b' ', 0xE3, 0xEF, text.as_bytes())?;
    if !text.get(..mark)?.ends_with(['讯', '訊', '电', '電']) {
        return None;
    }
    let plain = |c: char| is_han(c) || c.is_ascii_alphanumeric() || matches!(c, '·' | '“' | '”');
    let window = text.find(|c| !plain(c)).unwrap_or(text.len());
    let parted = text.get(window..)?.chars().next()?;
    if !(parted.is_whitespace() || parted == '（') || window > LONGEST {
        return None;
    }
    let window = text.get(..window)?;
    let ending = ["讯", "訊", "电", "電"]
        .iter()
        .find(|e| window.ends_with(**e))?;
    let before = window.strip_suffix(ending)?;
    let mut places = before.char_indices().map(|(i, c)| i + c.len_utf8());
    let fits = |at: usize| {
        let (name, place) = before.split_at_checked(at).unwrap_or(("", ""));
        let count = place.chars().count();
        let dated = place.ends_with('日') && place.contains(|c: char| c.is_ascii_digit());
        (3..=14).contains(&name.chars().count())
            && ends_with(name, &rules.dateline.outlets)
            && (dated && count <= 14
                || matches!(*ending, "讯" | "訊") && count <= 4 && !place.contains('日'))
    };
    places.any(fits).then_some(window.len())
}

/// A dateline that begins with words of the rules.
fn known(rules: &Rules, text: &str) -> Option<usize> {
    let rest = text.trim_start_matches(SIGNS);
    let skipped = text.len() - rest.len();
    let start = rules.dateline.starts.beginning(rest)?;
    let after = rest.get(start.len()..)?;
    if start.ends_with("消息") {
        return Some(skipped + start.len());
    }
    let reach = after
        .char_indices()
        .map(|(i, _)| i)
        .find(|i| *i > LONGEST)
        .unwrap_or(after.len());
    let window = after.get(..reach)?;
    let stop = window
        .find(|c| {
            matches!(
                c,
                '，' | '。' | '：' | '；' | '“' | '、' | '（' | '《' | '！' | '？'
            )
        })
        .unwrap_or(window.len());
    let window = window.get(..stop)?;
    let (at, word) = rules
        .dateline
        .endings
        .within(window)
        .into_iter()
        .min_by_key(|(at, w)| (at + w.len(), std::cmp::Reverse(w.len())))?;
    let between = window.get(..at)?;
    // 电 and 报道 follow a place and a day; 讯 and 消息 may follow at once.
    let dated = between.contains('日') || between.contains(|c: char| c.is_ascii_digit());
    let short = between.chars().count() <= 4;
    let end = start.len() + at + word.len();
    let follows = after.get(at + word.len()..).and_then(|t| t.chars().next());
    let parted = follows
        .is_none_or(|c| c.is_whitespace() || matches!(c, '（' | '(' | '）' | '：' | '】' | '，'));
    match word {
        "电" | "電" => {
            (between.ends_with('日') || (dated || short) && parted).then_some(skipped + end)
        }
        "报道" | "報道" | "报导" | "報導" => {
            // 本报记者某某报道：….
            let told = follows == Some('：') && byline(rules, between) == Some(Surety::Role);
            (dated && parted || told).then_some(skipped + end)
        }
        "消息" => (short && parted).then_some(skipped + end),
        // 本报通讯员 is who wrote.
        _ => ((dated || short) && follows != Some('员') && follows != Some('員'))
            .then_some(skipped + end),
    }
}

/// Looks for the words that an article's first paragraph begins with: its dateline.
pub fn find_dateline(rules: &Rules, article: &mut Article, source: &str) {
    let mut blocks = article.blocks.iter();
    let first = blocks.find(|b| b.kind == BlockKind::Paragraph);
    article.dateline = first.and_then(|first| at_head(rules, &first.text, source));
}

/// The dateline that a story's first paragraph begins with.
fn at_head(rules: &Rules, text: &Text, source: &str) -> Option<Text> {
    texts::first(text, source).filter(|c| may_begin(rules, *c))?;
    let head = texts::folded(&texts::slice(text, source, 0, 60), source);
    let words = head.get(..dateline(rules, &head)?)?;
    // 【本報訊】: the bracket is the page's, the words are the dateline.
    let bare = words.trim_start_matches(['（', '【', '〔', '［', '[', '▲', '●', '■']);
    let from = words.chars().count() - bare.chars().count();
    Some(texts::slice(text, source, from, bare.chars().count()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::string_slice)]
    use super::*;

    fn found(text: &str) -> &str {
        dateline(Rules::built_in(), text).map_or("", |end| &text[..end])
    }

    #[test]
    fn the_forms_papers_use() {
        assert_eq!(found("本报讯 10月23日，工厂开工"), "本报讯");
        assert_eq!(
            found("本报北京10月24日电（记者某某）今天"),
            "本报北京10月24日电"
        );
        assert_eq!(
            found("据新华社长沙5月5日电  根据要求"),
            "据新华社长沙5月5日电"
        );
        assert_eq!(found("本報訊（記者某某）昨日"), "本報訊");
        assert_eq!(
            found("本报山城1月5日讯（全媒体记者某某）"),
            "本报山城1月5日讯"
        );
    }

    #[test]
    fn outlets_and_brackets_begin_reports() {
        for (text, words) in [
            (
                "山城日报大江7月7日电 （记者某某）7日，记者",
                "山城日报大江7月7日电",
            ),
            ("山城日报讯 （记者某某）记者7日从", "山城日报讯"),
            ("大江报·大江网讯（记者 某某）", "大江报·大江网讯"),
            ("【记者王小川／山城报导】山城昨天", "【记者王小川／山城报导"),
            ("〔記者王小川／山城報導〕山城昨天", "〔記者王小川／山城報導"),
            ("【山城訊】财政局昨日", "【山城訊"),
            ("【綜合報道】山城昨日", "【綜合報道"),
            ("本报记者王小川报道：山城昨日", "本报记者王小川报道"),
        ] {
            assert_eq!(found(text), words);
        }
        let opens = |text| opens_report(Rules::built_in(), text);
        assert!(opens("（记者 王小川）近日，山城"));
        assert!(!opens("（记者 王小川）"));
        assert!(!opens("（注：王小川）近日，山城"));
    }

    #[test]
    fn other_beginnings_are_none() {
        assert_eq!(found("这家报社昨日来电 说明"), "");
        assert_eq!(found("他每天看报，家里没有电 灯"), "");
        assert_eq!(found("【编者按】山城近日"), "");
        assert_eq!(found("本报今年起增加副刊"), "");
        assert_eq!(found("据了解，电厂已经开工"), "");
        assert_eq!(found("新华社区昨日停电一小时"), "");
        assert_eq!(found("本报通讯员 王小川"), "");
    }
}
