//! Where lines may end and may not, by cases, by the browsers' classes, and by Unicode's own data.
#![allow(clippy::string_slice, clippy::unwrap_used)]

use super::*;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// The places inside a text where a line may end.
fn breaks(text: &str, han: bool) -> Vec<Break> {
    let mut breaks = Breaks::of(text, han);
    text.char_indices()
        .filter_map(|(at, c)| breaks.before(c, at))
        .collect()
}

/// The text with `|` where a line may end and `¦` where it had better not.
fn parted(text: &str, han: bool) -> String {
    let shadow = shadow(text, han);
    assert_eq!(shadow.len(), text.len());
    let mut parted = String::new();
    let mut from = 0;
    for place in breaks(text, han) {
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

/// Whether Chinese text may be parted just before and just after a character between Han.
fn ends_beside(c: char) -> (bool, bool) {
    let text = format!("文文{c}文文");
    let parted = parted(&text, true);
    let at = parted.find(c).unwrap();
    let cut = |s: Option<char>| matches!(s, Some('|' | '¦'));
    let after = at + c.len_utf8();
    (
        cut(parted[..at].chars().next_back()),
        cut(parted[after..].chars().next()),
    )
}

/// CSS Text, `line-break: strict` with a Chinese language: what web-platform-tests asks browsers for in
/// css/css-text/i18n/zh, class by class.
#[test]
fn css_strict_chinese_starts_no_line_with_these() {
    for (class, marks) in [
        (
            "small kana and the long mark (CJ)",
            "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿーｧｨｩｪｫｬｭｮｯｰ",
        ),
        ("hyphens", "‐–〜゠"),
        ("iteration marks", "々〻ゝゞヽヾ"),
        ("centred marks", "・：；･‼⁇⁈⁉！？"),
        ("inseparable dots", "‥…"),
        ("signs after figures (PO)", "°‰′″℃％￠℉"),
        ("closing marks", "、。，．」』）〉》】〕〗〙〛］｝｠｡､｣"),
    ] {
        for c in marks.chars() {
            assert!(!ends_beside(c).0, "{class}: {c}");
        }
    }
}

#[test]
fn css_strict_chinese_ends_no_line_with_these() {
    for (class, marks) in [
        ("signs before figures (PR)", "±€№﹩＄￡￥"),
        ("opening marks", "「『（〈《【〔〖〘〚［｛｟｢“‘"),
    ] {
        for c in marks.chars() {
            assert!(!ends_beside(c).1, "{class}: {c}");
        }
    }
}

#[test]
fn characters_that_say_so_themselves_bind_or_part() {
    // No-break space, word joiner and their kin bind; zero-width space and soft hyphen part.
    for binds in "\u{A0}\u{202F}\u{2060}\u{FEFF}\u{2011}".chars() {
        assert_eq!(ends_beside(binds), (false, false), "{binds:?}");
    }
    assert_eq!(ends_beside('\u{200B}'), (false, true));
    assert_eq!(ends_beside('\u{AD}'), (false, true));
    assert_eq!(ends_beside('\u{3000}'), (false, true));
}

/// A test of Unicode's data: the text, and the bytes inside it at which it may be parted.
fn unicode_cases(data: &str) -> impl Iterator<Item = (String, Vec<usize>)> {
    data.lines().filter(|l| !l.starts_with('#')).map(|line| {
        let (mut text, mut places) = (String::new(), Vec::new());
        for word in line.split_whitespace() {
            match word {
                "÷" => places.push(text.len()),
                "×" => {}
                code => text.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap()),
            }
        }
        places.retain(|&at| at > 0 && at < text.len());
        (text, places)
    })
}

/// The places of Unicode's line break data at which we part otherwise, by the reason that `why` gives.
fn deviations(
    han: bool,
    why: fn(char, char, char) -> Option<&'static str>,
) -> BTreeMap<&'static str, usize> {
    let mut reasons = BTreeMap::new();
    let mut unexplained = Vec::new();
    for (text, expected) in
        unicode_cases(include_str!("../../../tests/it/unicode/LineBreakTest.txt"))
    {
        let found: Vec<usize> = breaks(&text, han).iter().map(|b| b.at).collect();
        for (at, after) in text.char_indices().skip(1) {
            let (is, should) = (found.contains(&at), expected.contains(&at));
            if is == should {
                continue;
            }
            let mut left = text[..at].chars().rev();
            let before = left.next().unwrap();
            // Combining marks are of the character they stand on.
            let base = std::iter::once(before)
                .chain(left)
                .find(|&c| !matches!(c, '\u{308}' | '\u{200D}' | ' '));
            match why(base.unwrap_or(before), before, after) {
                Some(reason) => *reasons.entry(reason).or_insert(0) += 1,
                None => unexplained.push(format!(
                    "{:04X} {:04X} {:04X} in {:?}: is {is}",
                    base.unwrap_or(before) as u32,
                    before as u32,
                    after as u32,
                    text
                )),
            }
        }
    }
    assert!(
        unexplained.is_empty(),
        "{} unexplained, such as\n{}",
        unexplained.len(),
        unexplained
            .iter()
            .step_by(unexplained.len() / 60 + 1)
            .cloned()
            .collect::<Vec<_>>()
            .join("\n")
    );
    reasons
}

#[test]
fn text_without_han_is_parted_as_unicode_says() {
    let reasons = deviations(false, |_, before, after| {
        (is_hangul(before) && is_hangul(after)).then_some("Korean words stay whole")
    });
    insta::assert_debug_snapshot!(reasons, @r#"
    {
        "Korean words stay whole": 29,
    }
    "#);
}

#[test]
fn chinese_is_parted_as_unicode_says_but_for_its_own_rules() {
    let reasons = deviations(true, |base, before, after| {
        let quote = |c: char| matches!(c, '“' | '”' | '‘' | '’' | '"');
        if quote(base) || quote(after) {
            Some("quotation marks open and close")
        } else if is_hangul(before) && is_hangul(after) {
            Some("Korean words stay whole")
        } else if is_bound_to_previous(after) {
            Some("no mark that belongs to what stands before it starts a line")
        } else if is_stroke(after) {
            Some("a lone dash starts no line")
        } else {
            None
        }
    });
    insta::assert_debug_snapshot!(reasons, @r#"
    {
        "Korean words stay whole": 29,
        "a lone dash starts no line": 80,
        "no mark that belongs to what stands before it starts a line": 169,
        "quotation marks open and close": 9,
    }
    "#);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    /// What pairs tell of Han and their marks, and what parts of a text tell, is what the rules tell of the whole.
    #[test]
    fn a_text_is_parted_as_the_rules_part_it_at_once(
        text in "([文万年，。、：；！？”」』）》〉】〗〕“‘「『（《〈【〖〔]{0,3}[ \"0-9A-Za-z,.%$()/—…·～／’\u{3000}\u{301}\u{200D}한ไทตぁー〇々㐀－￥℃👩é⁇‼\u{A0}\u{AD}\u{200B}-]{0,4}){0,5}",
        han in any::<bool>(),
    ) {
        let shadow = shadow(&text, han);
        let whole: Vec<Break> = segmenter(han)
            .segment_str(&shadow)
            .filter(|&at| at > 0 && at < text.len())
            .filter_map(|at| {
                let cost = if han { cost(&text, at) } else { plain(&text, at) };
                cost.map(|cost| Break { at, cost })
            })
            .collect();
        prop_assert_eq!(&breaks(&text, han), &whole);
        // Clusters leave out what stands within them.
        let mut at = 0;
        let mut some = Breaks::of(&text, han);
        for cluster in text.split_inclusive(['\u{301}', '文', '，', '7']) {
            let first = cluster.chars().next().unwrap();
            let place = whole.iter().find(|place| place.at == at);
            prop_assert_eq!(some.before(first, at), place.copied());
            at += cluster.len();
        }
    }
}
