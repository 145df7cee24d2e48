//! Datelines (电头): the words a report begins with, 本报讯 or 新华社北京10月24日电.

use crate::loader::rules::Rules;

/// Bytes of the longest dateline.
const LONGEST: usize = 120;

/// The bytes that the dateline at a paragraph's start takes. `text` is folded to full-width marks.
pub(super) fn dateline(rules: &Rules, text: &str) -> Option<usize> {
    let rest = text.trim_start_matches(['（', '【', '▲', '●', '■']);
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
        "报道" => (dated && parted).then_some(skipped + end),
        "消息" => (short && parted).then_some(skipped + end),
        // 本报通讯员 is who wrote.
        _ => ((dated || short) && follows != Some('员') && follows != Some('員'))
            .then_some(skipped + end),
    }
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
    fn other_beginnings_are_none() {
        assert_eq!(found("本报今年起增加副刊"), "");
        assert_eq!(found("据了解，电厂已经开工"), "");
        assert_eq!(found("新华社区昨日停电一小时"), "");
        assert_eq!(found("本报通讯员 王小川"), "");
    }
}
