//! Captions (图说) and picture credits, recognised by how they begin and end.

use crate::loader::forms::bylines::is_name;
use crate::loader::rules::{Rules, ends_with, starts_with};
use crate::loader::source::lines::is_stop;

/// What a line says of a picture.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Picture {
    /// What the picture shows.
    Caption,
    /// Only who took or lent it.
    Credit,
}

/// Tells whether a line speaks of a picture. `text` is folded to full-width marks.
pub fn caption(rules: &Rules, text: &str) -> Option<Picture> {
    let count = text.chars().count();
    if count > 160 {
        return None;
    }
    if is_number(text) || starts_with(text, &rules.caption.data) && is_data(text, count) {
        return Some(Picture::Caption);
    }
    let ended = ends_with(text, &rules.caption.ends);
    if ended && count <= 22 && !text.contains(['，', '。', '：']) && credit(rules, text) {
        return Some(Picture::Credit);
    }
    if ended && credited(rules, text) || starts_with(text, &rules.caption.starts) && started(text) {
        return Some(Picture::Caption);
    }
    (artist(rules, text) || photographed(text) || lent(text)).then_some(Picture::Caption)
}

/// Whether a line is only a picture's number: ①.
fn is_number(text: &str) -> bool {
    let mut chars = text.trim().chars();
    matches!((chars.next(), chars.next()), (Some('①'..='⑳'), None))
}

/// Whether a line that begins as those under charts do names where the data come from, and no more.
fn is_data(text: &str, count: usize) -> bool {
    count <= 60 && !text.contains(is_stop) && text.contains(['：', ' ', '\u{3000}'])
}

/// Whether a line of English ends with who took the picture: The grange hall in 2016. Photo by Ann Lee.
fn photographed(text: &str) -> bool {
    // Few lines of Chinese hold its first letter.
    if memchr::memchr(b'P', text.as_bytes()).is_none() {
        return false;
    }
    let found = ["Photo by ", "Photo：", "Photograph by ", "Photograph："];
    let tail = found.iter().filter_map(|w| text.rfind(w)).max();
    tail.is_some_and(|at| {
        let before = text.get(..at).unwrap_or("").trim_end();
        let after = text.get(at..).unwrap_or("");
        before.ends_with(['.', '。', '（', '”', '"']) && after.split_whitespace().count() <= 7
    })
}

/// Whether a line ends, after a space, with who lent the picture: 游客在老街上。 县委宣传部提供.
fn lent(text: &str) -> bool {
    if !text.ends_with("提供") {
        return false;
    }
    let Some((shown, by)) = text.rsplit_once(char::is_whitespace) else {
        return false;
    };
    let count = by.chars().count();
    (4..=24).contains(&count)
        && !by.contains(['，', '、', '；'])
        && !by.contains(is_stop)
        && shown.chars().count() > count / 2
}

/// Whether a line names a work of art and who made it: 版画《早春》，作者王小川。
fn artist(rules: &Rules, text: &str) -> bool {
    // Few lines name a work: one character first.
    if !text.contains('》') {
        return false;
    }
    let Some((work, name)) = text
        .rsplit_once("作者")
        .filter(|(w, _)| w.chars().count() <= 40)
    else {
        return false;
    };
    let work = work.trim_end_matches(['，', '（', '、', ' ', '。', '】']);
    let name = name
        .trim_start_matches('：')
        .trim_end_matches(['。', '）', ' ']);
    work.ends_with('》') && !work.contains('。') && is_name(rules, name)
}

/// Whether what stands after the last stop or space is a credit: some name and 摄.
fn credited(rules: &Rules, text: &str) -> bool {
    let text = text.trim_end();
    let cut = text
        .char_indices()
        .filter(|(i, c)| (is_stop(*c) || c.is_whitespace()) && i + c.len_utf8() < text.len())
        .map(|(i, c)| (i + c.len_utf8(), is_stop(c)))
        .collect::<Vec<_>>();
    cut.iter().any(|(at, _)| {
        text.get(*at..).is_some_and(|tail| {
            tail.chars().count() <= 26
                && (!tail.contains(['，', '、', '；']) || tail.contains("摄，"))
                && credit(rules, tail.trim())
        })
    }) || text.ends_with('）') && text.contains("（资料图")
}

/// Whether a short text names who took or lent a picture.
fn credit(rules: &Rules, text: &str) -> bool {
    rules.caption.credits.is_within(text) && !text.contains(['。', '“'])
}

/// Whether a line that begins like a caption goes on like one.
fn started(text: &str) -> bool {
    !text.starts_with(['左', '右', '上', '下', '大', '小', '中'])
        || text.contains(['：', '为', '是', '，'])
}

/// Whether a line speaks of the picture beside it. `text` is folded to full-width marks.
pub fn is_caption(rules: &Rules, text: &str) -> bool {
    caption(rules, text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_and_credits() {
        for text in [
            "图①：学生在田间插秧。",
            "学生在田间插秧。 王小川摄",
            "图为新桥通车。王小川摄（影像中国）",
            "孩子们在阅读。 本报记者 王小川摄",
            "左图：新桥。",
            "版画《早春》，作者王小川。",
            "速写《老街》（作者：王小川）",
            "The grange hall in 2016. Photo by Ann Lee",
            "老城文化旅游区，游客漫游街巷。 山城县委宣传部提供",
            "审计人员在商场核实情况。 王小川摄，AI修饰生成素描画",
            "①",
            "数据来源：山城县统计局",
            "数据来源 县民政局 县财政局",
        ] {
            assert_eq!(
                caption(Rules::built_in(), text),
                Some(Picture::Caption),
                "{text}"
            );
        }
        assert_eq!(
            caption(Rules::built_in(), "王小川摄"),
            Some(Picture::Credit)
        );
        assert_eq!(
            caption(Rules::built_in(), "王  川摄（影像中国）"),
            Some(Picture::Credit)
        );
    }

    #[test]
    fn texts_are_none() {
        for text in [
            "他爱好摄影，常常上山。",
            "图书馆开放了。",
            "所需的稻种和肥料都由县里提供",
            "数据来源很多，要一个一个核对，才能写进报告。",
            "会议由区长主持，各镇参加。",
            "下图书馆看书",
            "以实干检验学习的成效（有感而发）",
        ] {
            assert_eq!(caption(Rules::built_in(), text), None, "{text}");
        }
    }
}
