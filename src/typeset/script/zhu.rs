//! 著 of Traditional, which is 着 in Simplified (看著, 睡著) but where it means to write or to show (著名, 顯著): told by what
//! stands beside it. OpenCC's tables leave it as it is.

use crate::typeset::{class::is_han, words::word_starts};
use std::borrow::Cow;

/// What follows 著 in its own words.
const AFTER: &str = "名作称稱述录錄者譯译";
/// What goes before it in its own words.
const BEFORE: &str = "名显顯论論编編专專巨原土卓昭合遗遺译譯新拙所共撰彰";
/// What follows those two with which they are other words: 合著眼.
const SEEN: &str = "眼手重力急火凉涼陆陸想地";
/// What one goes on talking of: 談論著.
const TALK: &str = "谈談议議讨討评評争爭辩辯";
/// What one does to a book that one holds: 讀著《茶》.
const HELD: &str = "看读讀拿捧握抱念唸背翻带帶写寫听聽唱跟照按顺順随隨放摆擺印刻题題挂掛举舉指盯望";
/// Those who write books.
const WRITERS: &str = "他她我曾人者所以从從事家来來生";
/// Surnames.
const SURNAMES: &str = "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖萧蕭田董袁潘于蒋蔣蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范金石廖贾賈夏韦韋方白邹鄒孟熊秦邱江尹薛闫阎閻段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴武戴莫孔向汤湯鲁魯茅老";

/// A text with 着 wherever its 著 means that.
pub fn read(text: &str) -> Cow<'_, str> {
    if !text.contains('著') {
        return Cow::Borrowed(text);
    }
    let mut read = String::with_capacity(text.len());
    let mut from = 0;
    for (at, zhu) in text.match_indices('著') {
        let before = text.get(..at).unwrap_or("");
        let after = text.get(at + zhu.len()..).unwrap_or("");
        if is_own(before, after) {
            continue;
        }
        read.push_str(text.get(from..at).unwrap_or(""));
        // 沈著 is 沉着, and no 沈.
        if read.ends_with('沈') {
            read.pop();
            read.push('沉');
        }
        read.push('着');
        from = at + zhu.len();
    }
    read.push_str(text.get(from..).unwrap_or(""));
    Cow::Owned(read)
}

/// Whether a 著 between two parts of a text is itself: to write, or to show.
fn is_own(before: &str, after: &str) -> bool {
    let last = before.chars().next_back();
    let mut rest = after.chars();
    let (next, then) = (rest.next(), rest.next());
    let of = |set: &str, c: Option<char>| c.is_some_and(|c| set.contains(c));
    let han = |c: Option<char>| c.is_some_and(is_han);
    if of(AFTER, next) {
        // 寫著名字, 看著作業, 看著者.
        let other = match next {
            Some('名') => of("字單单片", then),
            Some('作') => of("業业文", then),
            _ => false,
        };
        return !other;
    }
    if of(BEFORE, last) && !of(SEEN, next) {
        let prior = before.chars().rev().nth(1);
        let talked = of("論论", last) && of(TALK, prior);
        return !talked;
    }
    match next {
        Some('《') => !of(HELD, last),
        Some('書' | '书') => {
            of("立", then) || last.is_none_or(|c| !is_han(c) || WRITERS.contains(c))
        }
        Some('有') => then == Some('《'),
        _ if before.ends_with("微知") => true,
        _ if han(next) => false,
        // By itself behind a name: 魯迅 著.
        _ if last.is_none_or(|c| c.is_whitespace() || c == '》') => true,
        _ => is_named(before),
    }
}

/// Whether a text ends with a name, and the name is a clause by itself: 王某著.
fn is_named(before: &str) -> bool {
    const LONGEST: usize = 3;
    let mut name: Vec<char> = before
        .chars()
        .rev()
        .take(LONGEST + 1)
        .take_while(|&c| is_han(c))
        .collect();
    name.reverse();
    let Some(first) = name.first().filter(|_| (2..=LONGEST).contains(&name.len())) else {
        return false;
    };
    if !SURNAMES.contains(*first) {
        return false;
    }
    // 高興著, 安靜著.
    let name: String = name.iter().collect();
    name.ends_with('某') || word_starts(&name).get(1) == Some(&first.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::super::Script;

    #[test]
    fn zhu_is_zhe_but_in_its_own_words() {
        for (traditional, simplified) in [
            ("看著接著跟著沿著藉著有著", "看着接着跟着沿着借着有着"),
            ("睡著了，睡不著，著急，著火", "睡着了，睡不着，着急，着火"),
            (
                "著手，著重，沈著，執著，附著",
                "着手，着重，沉着，执着，附着",
            ),
            ("穿著，衣著，著落，不著邊際", "穿着，衣着，着落，不着边际"),
            (
                "著名，著作，顯著，名著，土著",
                "著名，著作，显著，名著，土著",
            ),
            (
                "編著，原著，論著，著述，著者",
                "编著，原著，论著，著述，著者",
            ),
            ("王某著。魯迅 著", "王某著。鲁迅 著"),
            ("他著書立說，看著書", "他著书立说，看着书"),
            ("談論著這事，高興著", "谈论着这事，高兴着"),
            ("寫著名字，看著作業", "写着名字，看着作业"),
            (
                "王小滿著《茶》，她讀著《茶》",
                "王小满著《茶》，她读着《茶》",
            ),
            ("拿著一本新著，等著瞧", "拿着一本新著，等着瞧"),
            ("乾隆，乾坤，衞生", "乾隆，乾坤，卫生"),
        ] {
            assert_eq!(Script::Simplified.spelled(traditional), simplified);
        }
    }

    #[test]
    fn a_text_in_simplified_keeps_its_own() {
        for text in ["他著书立说，见微知著，王某著", "这是国内著名的译著"] {
            assert_eq!(Script::Simplified.spelled(text), text);
        }
    }
}
