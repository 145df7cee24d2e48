//! Labels: names of columns and boxes, words in brackets, and who took the chair, recognised by their form.

use crate::loader::forms::bylines::is_name;
use crate::loader::rules::Rules;
use crate::loader::source::lines::{is_closing, is_han};

/// Whether a line heads a box inside a story, with or without marks around its words. `text` is folded.
pub fn is_box(rules: &Rules, text: &str) -> bool {
    let bare = bare_column(text).trim_end_matches('：');
    rules.headline.boxes.holds(bare)
}

/// Whether a line tells who spoke and who took the chair, as decks of reports on meetings do: 王小川讲话 李大江主持.
pub fn is_chair(rules: &Rules, text: &str) -> bool {
    let chair = |part: &str| {
        let ends = rules.deck.chairs.endings(part);
        ends.into_iter().any(|end| {
            let who = part.strip_suffix(end).map(str::trim_end);
            who.is_some_and(|who| {
                let mut names = who.split('、').filter(|n| !n.is_empty()).peekable();
                names.peek().is_some() && names.all(|n| is_name(rules, n))
            })
        })
    };
    let mut parts = text.split_whitespace().peekable();
    parts.peek().is_some() && parts.all(chair) || chair(text)
}

/// A column's name without the marks around it.
pub fn bare_column(text: &str) -> &str {
    text.trim_matches(|c: char| {
        // Han are none, and most lines have them at both ends.
        !is_han(c)
            && (c.is_whitespace() || "■●◆□▲★·•|｜▌—-－【】［］[]〔〕《》〈〉「」“”".contains(c))
    })
}

/// Whether a text is the name of a column that the rules know, with or without marks around it.
pub fn is_column(rules: &Rules, text: &str) -> bool {
    !rules.column.names.is_empty() && rules.column.names.holds(bare_column(text))
}

/// The column's name in brackets at a headline's end: 盯紧安全（今日谈） → 今日谈.
pub fn bracketed_end(text: &str) -> Option<&str> {
    let inner = text.strip_suffix("）")?;
    let open = inner.rfind('（')?;
    let name = inner.get(open + '（'.len_utf8()..)?;
    let count = name.chars().count();
    let letters = name
        .chars()
        .filter(|c| is_han(*c) || c.is_alphabetic())
        .count();
    let plain =
        !name.contains(['，', '。', '；', '：']) && !name.starts_with(|c: char| c.is_ascii_digit());
    // （上）（二）（2020—2025） count parts or years; they name no column.
    let han = |t: &str| t.contains(is_han);
    (open > 0
        // A Latin name in a Chinese headline's brackets is what the headline speaks of: （FIBA）.
        && (han(name) || !han(text))
        && (2..=40).contains(&count)
        && letters * 2 > count
        && plain
        && !(count <= 2
            && name
                .chars()
                .all(|c| "上中下续一二三四五六七八九十".contains(c))))
    .then_some(name)
}

/// Whether the whole of a text stands in brackets.
pub fn is_bracketed(text: &str) -> bool {
    matches!(text.chars().next(), Some('（' | '［' | '[' | '〔' | '【'))
        && text
            .chars()
            .next_back()
            .is_some_and(|c| is_closing(c) || c == '］')
}

/// Whether a text is one quotation.
pub fn quoted(text: &str) -> bool {
    text.starts_with(['“', '「'])
        && text.ends_with(['”', '」'])
        && text.matches(['“', '「']).count() == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Asks each text, and gives those that are not as expected.
    fn wrong<'a>(texts: &[&'a str], expected: bool, ask: impl Fn(&str) -> bool) -> Vec<&'a str> {
        let texts = texts.iter().copied();
        texts.filter(|text| ask(text) != expected).collect()
    }

    const NONE: [&str; 0] = [];

    #[test]
    fn a_box_is_headed_by_its_name_alone_with_or_without_marks_around_it() {
        let ask = |text: &str| is_box(Rules::built_in(), text);
        let boxes = ["延伸阅读", "【延伸阅读】", "■ 记者手记：", "— 点评 —"];
        assert_eq!(wrong(&boxes, true, ask), NONE);
        let others = ["延伸阅读渡口旧事", "渡口手记", "记者手记 新桥", "：", ""];
        assert_eq!(wrong(&others, false, ask), NONE);
    }

    #[test]
    fn who_took_the_chair_is_told_by_names_and_what_they_did_and_nothing_else() {
        let ask = |text: &str| is_chair(Rules::built_in(), text);
        let chairs = [
            "王小川讲话 李大江主持",
            "王小川、李大江出席会议",
            "王小川出席并讲话",
            "王小川 主持",
        ];
        assert_eq!(wrong(&chairs, true, ask), NONE);
        let others = [
            "王小川讲话 新桥通车",
            "王小川、渡口主持",
            "王小川主持会场",
            "渡口主持",
            "王小川",
            "主持",
            "、主持",
            "",
        ];
        assert_eq!(wrong(&others, false, ask), NONE);
    }

    #[test]
    fn a_column_is_known_by_the_rules_and_not_by_its_build() {
        let own = Rules::built_in().extended("[column]\nnames = [\"渡口谈\"]\n");
        let own = own.expect("they are right");
        let ask = |text: &str| is_column(&own, text);
        assert_eq!(
            wrong(&["渡口谈", "■渡口谈", "〔 渡口谈 〕"], true, ask),
            NONE
        );
        assert_eq!(
            wrong(&["渡口谈笑", "桥头谈", "渡口谈：", ""], false, ask),
            NONE
        );
        assert!(!is_column(Rules::built_in(), "渡口谈"));
    }

    #[test]
    fn a_headlines_bracket_at_its_end_names_a_column() {
        for (text, name) in [
            ("盯紧渡口安全（渡口谈）", "渡口谈"),
            ("桥（上）的故事（桥头随笔）", "桥头随笔"),
            ("渡口的船（上旬）", "上旬"),
            ("Crossing the river（Views）", "Views"),
        ] {
            assert_eq!(bracketed_end(text), Some(name), "{text}");
        }
    }

    #[test]
    fn a_bracket_that_counts_or_tells_is_no_columns_name() {
        let long = format!("盯紧渡口安全（{}）", "谈".repeat(41));
        for text in [
            "（渡口谈）",
            "盯紧渡口（渡口谈）安全",
            "盯紧渡口安全（渡口谈",
            "渡口见闻（上）",
            "渡口见闻（十一）",
            "渡口规划（2020—2025）",
            "渡口规划（3年建成）",
            "渡口的船队（FIBA）",
            "渡口见闻（谈）",
            "渡口见闻（船！！！）",
            "新桥通车（渡口停航，公园开放）",
            &long,
        ] {
            assert_eq!(bracketed_end(text), None, "{text}");
        }
    }

    #[test]
    fn a_text_in_brackets_begins_and_ends_with_one() {
        let whole = ["（渡口旧事）", "［渡口］", "〔渡口〕", "【渡口】", "[渡口]"];
        assert_eq!(wrong(&whole, true, is_bracketed), NONE);
        let others = ["（渡口）旧事", "渡口（旧事）", "（渡口", "渡口", ""];
        assert_eq!(wrong(&others, false, is_bracketed), NONE);
    }

    #[test]
    fn a_quotation_is_one_where_it_opens_once() {
        assert_eq!(wrong(&["“桥通了”", "「桥通了」"], true, quoted), NONE);
        let others = ["“桥通了”“人来了”", "“桥通了", "桥通了”", "他说“桥通了”", ""];
        assert_eq!(wrong(&others, false, quoted), NONE);
    }

    proptest! {
        #[test]
        fn the_marks_around_a_columns_name_go_and_those_within_it_stay(
            before in "[■● 【《“—\\[-]{0,3}",
            name in "[新桥渡口](·[新桥渡口])?",
            after in "[】》” ｜—\\]-]{0,3}",
        ) {
            let marked = format!("{before}{name}{after}");
            prop_assert_eq!(bare_column(&marked), name);
        }
    }
}
