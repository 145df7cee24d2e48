//! Histories of laws (题注): under a law's title a bracket tells when and by whom it was passed, revised and put in
//! force. Where lines are cut at a column's width it runs over several of them, and may hold spaces, but it is one.

use crate::loader::rules::Rules;
use crate::loader::source::lines::{Form, Line};
use crate::loader::weighed::classes::recognised::{Class, Recognised, Tied};

/// Most lines that such a bracket stands on.
const MOST: usize = 24;

/// Marks the lines that go on in a law's history.
pub fn settle(rules: &Rules, source: &str, lines: &[Line], recognised: &mut [Recognised]) {
    for at in 0..lines.len() {
        let Some(last) = closes(rules, source, lines, recognised, at) else {
            continue;
        };
        if let Some(seen) = recognised.get_mut(at) {
            seen.class = Class::Free;
        }
        for seen in recognised.iter_mut().take(last + 1).skip(at + 1) {
            seen.class = Class::Free;
            seen.tied = Some(Tied::History);
        }
    }
}

/// The line that closes the history that a line opens; `None` where it opens none, or closes it itself.
fn closes(
    rules: &Rules,
    source: &str,
    lines: &[Line],
    recognised: &[Recognised],
    at: usize,
) -> Option<usize> {
    // A line that holds a day and names may look like the masthead.
    let free = |i: usize| {
        let class = recognised.get(i).map(|l| &l.class);
        matches!(class, Some(Class::Free | Class::Masthead(_)))
    };
    let opens = lines.get(at).filter(|l| {
        matches!(l.first, '（' | '(') && l.open > 0 && l.stops == 0 && l.form == Form::Text
    })?;
    if !free(at) || !dated(opens.span.of(source)) {
        return None;
    }
    let mut open = 0i32;
    let mut done = false;
    for (i, line) in lines.iter().enumerate().skip(at).take(MOST) {
        let words = line.span.of(source);
        if i > at && (!free(i) || line.blanks > 0 || line.form != Form::Text || line.stops > 0) {
            return None;
        }
        done |= rules.deck.passed.is_within(words);
        for (from, c) in words.char_indices() {
            match c {
                '（' | '(' => open += 1,
                '）' | ')' => open -= 1,
                _ => {}
            }
            if open == 0 {
                let ends = words.len() == from + c.len_utf8();
                return (ends && done && i > at).then_some(i);
            }
        }
    }
    None
}

/// Whether a text begins with a bracket and a year: （1994年…, （二〇二四年….
fn dated(text: &str) -> bool {
    let digit = |c: char| c.is_ascii_digit() || "〇零○一二三四五六七八九".contains(c);
    let mut rest = text.chars().skip(1).skip_while(|c| c.is_whitespace());
    rest.by_ref().take_while(|c| digit(*c)).count() == 4
        && text.chars().skip_while(|c| *c != '年').count() > 1
}

#[cfg(test)]
mod tests {
    use crate::loader::{Options, load};

    const LAW: &str = "山城老桥保护条例\n（2004年3月9日山城市议事会第三十二次全体会议表决决定通过\n\
        根据2012年6月6日山城市议事会第二次全体会议《关于老桥保护条\n例若干条款的决定》修正 2026年4月3日山城市议事会\n第五次全体会议修订）\n\n\
        \u{3000}\u{3000}第一条\u{3000}为了保护老桥，方便两岸居民往来，结合山城实际，\n制定本条例。\n\
        \u{3000}\u{3000}第二条\u{3000}老桥的保护、维修和利用，适用本条例。渡口、码头\n和河堤的保护，另有规定的，从其规定，没有规定的，参照本条例办\n理。\n";

    #[test]
    fn a_laws_history_is_its_deck_on_however_many_lines() {
        let issue = load(LAW.as_bytes().to_vec(), &Options::default()).issue;
        let (_, law) = issue.articles().next().expect("the law");
        let of = |t: &Option<crate::issue::Text>| t.as_ref().map(|t| t.of(&issue.source));
        assert_eq!(of(&law.headline).as_deref(), Some("山城老桥保护条例"));
        let deck = of(&law.deck).expect("its history");
        assert!(
            deck.starts_with("（2004年3月9日") && deck.ends_with("修订）"),
            "{deck}"
        );
        assert!(deck.contains("决定通过根据2012年"), "{deck}");
        assert_eq!(issue.articles().count(), 1);
        assert_eq!(law.blocks.len(), 2, "{:?}", law.blocks);
    }

    fn headlines(text: &str) -> Vec<String> {
        let issue = load(text.as_bytes().to_vec(), &Options::default()).issue;
        let of = |t: &crate::issue::Text| t.of(&issue.source);
        let articles = issue.articles();
        articles
            .map(|(_, a)| a.headline.as_ref().map(of).unwrap_or_default())
            .collect()
    }

    #[test]
    fn what_was_passed_begins_an_article_even_if_nothing_else_tells() {
        let passed = "\n\n## （2026年4月3日山城市议事会第五次全体会议通过）\n\n";
        let text = format!(
            "# 山城市议事会关于老桥桥面的决定{passed}一、老桥桥面由市里管理，桥上不许行车，过往的人都从两边的人行道走。\n\n\
             二、老桥两头的石阶由街道养护，每年春天修补一次，修补的日子要提前贴在桥头。\n\n\
             三、桥下的渡口照旧开放，摆渡的钱由两岸的街道商定，一年一次\n\n\
             # 山城市议事会决定免职的名单{passed}免去王小川的桥梁所所长职务。\n\n\
             # 山城市议事会关于渡口的决定{passed}一、渡口由街道管理，渡船每年检修一次，船工要会水，夜里不摆渡。\n"
        );
        assert_eq!(headlines(&text).len(), 3);
    }

    #[test]
    fn what_names_a_charts_data_may_end_a_text() {
        let text = "# 山城茶厂的新茶\n\n山城茶厂今年的新茶昨天开始炒制，厂里的人都说今年的雨水好，茶叶比往年厚，香气也足，能卖到秋天。\n\n\
                    茶厂的院子里晒着竹匾，一匾一匾排到墙根，炒茶的师傅从早上五点忙到夜里，手上都是茶香\n\n\
                    数据来源：山城茶厂\n\n# 挖土豆\n\n今天阴天，正合适到后山去挖。想起来，已经有好多年没有挖过了，年年种，年年有人挖，轮不到我。\n";
        assert_eq!(headlines(text), ["山城茶厂的新茶", "挖土豆"]);
    }
}
