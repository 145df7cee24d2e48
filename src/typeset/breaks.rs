//! Where a line may end: UAX #14 on a shadow copy in which Chinese quotation marks open and close, less what
//! Chinese forbids, and with a price on what it would rather not.

use super::class::{
    is_bound_to_figure, is_bound_to_previous, is_counter, is_figure, is_hangul, is_latin,
    is_magnitude, is_opening, is_stroke, is_wide_word,
};
use icu_locale_core::{LanguageIdentifier, langid};
use icu_segmenter::{
    LineSegmenter, LineSegmenterBorrowed,
    options::{LineBreakOptions, LineBreakStrictness},
};
use std::{borrow::Cow, sync::OnceLock};

/// Price of a break that is better not made (2023|年, 穆罕默德·|本, before ——), in square cells of slack: it is
/// made where the line would otherwise be more than six cells short.
pub const DEAR: u32 = 40;

/// A place where a line may end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Break {
    /// Byte at which the next line starts.
    pub at: usize,
    /// What breaking there costs, in square cells of slack; 0 for a good place.
    pub cost: u32,
}

/// The places inside a text where a line may end, in order; `han` puts the Chinese rules in force. `shadow` is
/// the text's [`shadow`].
pub fn breaks<'a>(text: &'a str, shadow: &'a str, han: bool) -> impl Iterator<Item = Break> + 'a {
    segmenter(han)
        .segment_str(shadow)
        .filter(move |&at| at > 0 && at < text.len())
        .filter_map(move |at| {
            let cost = if han { cost(text, at) } else { plain(text, at) };
            cost.map(|cost| Break { at, cost })
        })
}

/// The segmenters, made once: Thai and its like load their models only where such text comes.
fn segmenter(han: bool) -> LineSegmenterBorrowed<'static> {
    static CHINESE: OnceLock<LineSegmenterBorrowed<'static>> = OnceLock::new();
    static OTHER: OnceLock<LineSegmenterBorrowed<'static>> = OnceLock::new();
    const ZH: LanguageIdentifier = langid!("zh");
    let make = |locale: Option<&LanguageIdentifier>| {
        let mut options = LineBreakOptions::default();
        options.strictness = Some(LineBreakStrictness::Strict);
        options.content_locale = locale;
        LineSegmenter::new_auto(options)
    };
    *if han {
        CHINESE.get_or_init(|| make(Some(&ZH)))
    } else {
        OTHER.get_or_init(|| make(None))
    }
}

/// A copy of equal byte length that UAX #14 reads as Chinese means it: its class QU would glue “ ” ‘ ’ to both
/// neighbours, and ～ ／ might start a line. Text without Han stands for itself.
pub fn shadow(text: &str, han: bool) -> Cow<'_, str> {
    const SHADOWED: [char; 7] = ['“', '”', '‘', '’', '～', '／', '"'];
    if !han || !text.contains(SHADOWED) {
        return Cow::Borrowed(text);
    }
    // Straight quotes open and close in turn, where they come in pairs.
    let paired = text.matches('"').count().is_multiple_of(2);
    let mut open = false;
    let mut shadow = String::with_capacity(text.len());
    let mut from = 0;
    for (at, found) in text.match_indices(SHADOWED) {
        let end = at + found.len();
        let rest = text.get(end..).unwrap_or("");
        let stand = match found {
            "“" => "「",
            "”" => "」",
            "‘" => "『",
            "’" => {
                let letter = |c: Option<char>| c.is_some_and(is_latin);
                let before = text.get(..at).and_then(|t| t.chars().next_back());
                if letter(before) && letter(rest.chars().next()) {
                    found
                } else {
                    "』"
                }
            }
            "\"" if paired => {
                open = !open;
                if open { "(" } else { ")" }
            }
            "\"" => found,
            _ => "、",
        };
        shadow.push_str(text.get(from..at).unwrap_or(""));
        shadow.push_str(stand);
        from = end;
    }
    shadow.push_str(text.get(from..).unwrap_or(""));
    Cow::Owned(shadow)
}

/// What a break that UAX #14 allows costs in a text without Han: nothing, but Korean words stay whole.
fn plain(text: &str, at: usize) -> Option<u32> {
    let before = text.get(..at)?.chars().next_back()?;
    let after = text.get(at..)?.chars().next()?;
    let split = is_hangul(before) && is_hangul(after);
    (!split).then_some(0)
}

/// What a break that UAX #14 allows costs in Chinese; `None` where Chinese forbids it.
fn cost(text: &str, at: usize) -> Option<u32> {
    let mut left = text.get(..at)?.chars().rev();
    let mut right = text.get(at..)?.chars();
    let (before, after) = (left.next()?, right.next()?);
    // The common case, decided first.
    if is_common_han(before) && is_common_han(after) && !is_magnitude(before) {
        return Some(0);
    }
    if before == ' ' || before == '\u{3000}' {
        let last = left.find(|c| !matches!(c, ' ' | '\u{3000}'));
        let marked = !after.is_ascii() && is_bound_to_previous(after) && !is_stroke(after);
        let opened = last.is_some_and(|c| !c.is_ascii() && is_opening(c));
        return (!marked && !opened).then_some(0);
    }
    let prior = left.next();
    let figures = |a: char, b: char| is_figure(a) && is_figure(b);
    let full_letter = |c: char| matches!(c, 'Ａ'..='Ｚ' | 'ａ'..='ｚ');
    let forbidden = is_bound_to_previous(after)
        || is_opening(before)
        || is_bound_to_figure(before) && is_figure(after)
        || is_stroke(before) && is_stroke(after)
        || after == '⸺'
        || matches!(after, '—' | '―') && right.clone().next() != Some(after)
        || before == '／'
        || before == '/' && is_wide_word(after)
        || is_hangul(before) && is_hangul(after)
        || figures(before, after)
        || full_letter(before) && full_letter(after)
        || before == '．' && is_figure(after) && prior.is_some_and(is_figure);
    if forbidden {
        return None;
    }
    let counted = is_counter(after)
        && (is_figure(before) || is_magnitude(before) && prior.is_some_and(is_figure));
    let name = matches!(before, '·' | '•' | '‧' | '・');
    let dash = matches!(after, '—' | '―' | '─');
    Some(if counted || name || dash { DEAR } else { 0 })
}

fn is_common_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}')
}

#[cfg(test)]
mod tests {
    #![allow(clippy::string_slice)]
    use super::*;

    /// The text with `|` where a line may end and `¦` where it had better not.
    fn parted(text: &str, han: bool) -> String {
        let shadow = shadow(text, han);
        assert_eq!(shadow.len(), text.len());
        let mut parted = String::new();
        let mut from = 0;
        for place in breaks(text, &shadow, han) {
            parted.push_str(&text[from..place.at]);
            parted.push(if place.cost == 0 { '|' } else { '¦' });
            from = place.at;
        }
        parted + &text[from..]
    }

    fn check(expected: &str) {
        let text: String = expected
            .chars()
            .filter(|c| !matches!(c, '|' | '¦'))
            .collect();
        assert_eq!(parted(&text, true), expected);
    }

    fn check_plain(expected: &str) {
        let text: String = expected.chars().filter(|c| *c != '|').collect();
        assert_eq!(parted(&text, false), expected);
    }

    #[test]
    fn closing_marks_never_start_a_line() {
        for mark in "、，。．：；！？‼⁇·」』”’）》〉】〗〕］｝～–・‧／々〻〃ー".chars()
        {
            let text = format!("字{mark}字");
            assert!(!parted(&text, true).starts_with("字|"), "{mark}");
            assert!(!parted(&text, true).starts_with("字¦"), "{mark}");
        }
    }

    #[test]
    fn half_width_closing_marks_after_han_never_start_a_line() {
        for mark in ",.:;!?)]}-/%".chars() {
            let text = format!("字{mark}字");
            assert!(
                parted(&text, true).starts_with(&format!("字{mark}")),
                "{mark}"
            );
        }
    }

    #[test]
    fn signs_of_measure_never_start_a_line() {
        for sign in "%％‰℃℉°′″￠".chars() {
            assert!(
                parted(&format!("5{sign}字"), true).starts_with(&format!("5{sign}")),
                "{sign}"
            );
            assert!(
                parted(&format!("字{sign}字"), true).starts_with(&format!("字{sign}")),
                "{sign}"
            );
        }
    }

    #[test]
    fn small_kana_never_start_a_line() {
        check("ちょっ|と|コ|ピー");
    }

    #[test]
    fn opening_marks_never_end_a_line() {
        for mark in "「『“‘（《〈【〖〔［｛([{".chars() {
            let text = format!("字{mark}字");
            assert_eq!(parted(&text, true), format!("字|{mark}字"), "{mark}");
        }
    }

    #[test]
    fn signs_of_money_stay_with_their_figure() {
        for sign in "￥¥$£€№".chars() {
            assert!(
                parted(&format!("价{sign}100"), true).ends_with(&format!("{sign}100")),
                "{sign}"
            );
        }
    }

    #[test]
    fn dashes_and_ellipses_are_never_parted() {
        check("他¦——|真|的");
        check("他……|真|的");
        check("他¦──|真");
        check("他⋯⋯|真");
    }

    #[test]
    fn a_lone_dash_never_starts_a_line() {
        check("一—|二");
    }

    #[test]
    fn latin_words_and_numbers_with_their_marks_are_one() {
        check("约|13.2¦万¦辆|值|1,234.56¦元");
        check("在|10:30|见");
        check("占|87.6%|强");
        check("价|¥100|整");
        check("到|100℃|了");
        check("染|COVID-19|后");
        check("走|G30|去");
        check("用|kanbao|读");
        check("２０２３¦年");
    }

    #[test]
    fn a_run_of_closing_marks_is_one() {
        check("好！”）。|字");
        check("“（好");
    }

    #[test]
    fn a_number_leaves_its_counter_only_at_a_price() {
        check("2023¦年|9.2¦万¦吨");
        check("30¦万¦台|车");
        check("几|万|人");
    }

    #[test]
    fn a_name_is_parted_at_its_dots_only_at_a_price() {
        check("穆|罕·¦本·¦朱|马");
    }

    #[test]
    fn chinese_quotation_marks_open_and_close() {
        check("目|“电|力|全|开”|保|驾");
        check("说|‘好’|的");
        check("用|don’t|等|词");
        check("说|\"好\"|的|\"人\"|来");
    }

    #[test]
    fn spaces_are_places_to_break_but_not_before_marks() {
        check("本|报|讯 |10¦月");
        check("字 ，|字");
        check("字 |“字");
    }

    #[test]
    fn slashes_stay_between_their_words() {
        check("人|次/分");
        check("甲／乙");
    }

    #[test]
    fn an_address_breaks_after_its_slashes() {
        check("见|http://|a.cn/|b/|c");
    }

    #[test]
    fn text_without_han_keeps_the_plain_rules() {
        check_plain("The |quick |“brown” |fox |(jumps) |over");
        check_plain("well-|known |3.5% |rise");
        check_plain("Привет, |мир");
    }

    #[test]
    fn korean_breaks_at_spaces() {
        check_plain("대한민국 |신문을 |읽는다.");
    }

    #[test]
    fn thai_breaks_between_words() {
        check_plain("ภาษา|ไทย|ภาษา|ไทย");
    }

    #[test]
    fn emoji_sequences_are_one() {
        check("看|👨‍👩‍👧|家");
        check("看|🇨🇳|旗");
    }
}
