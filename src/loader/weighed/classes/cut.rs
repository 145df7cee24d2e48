//! What is cut at a column's edge: captions, editor lines and bylines that go on in the next line.

use crate::issue::FurnitureKind;
use crate::loader::forms::bylines::{self, Surety};
use crate::loader::forms::captions::Picture;
use crate::loader::rules::{Rules, starts_with};
use crate::loader::source::inline;
use crate::loader::source::lines::{Form, Line, folded, is_han, is_stop};
use crate::loader::weighed::classes::recognised::{Class, Recognised, Tied};
use crate::loader::weighed::features::legs::fills_leg;

/// Captions among lines cut at a column's width: one goes on until a line falls short; and a line that only
/// happens to be cut after 摄 (16摄 / 氏度) is none.
pub fn settle(
    rules: &Rules,
    source: &str,
    lines: &[Line],
    legs: &[u32],
    recognised: &mut [Recognised],
) {
    let full = |i: usize| fills_leg(source, lines, legs, i);
    for i in 0..lines.len().saturating_sub(1) {
        if full(i) {
            cut_byline(rules, source, lines, recognised, i);
        }
    }
    let mut i = 0;
    while i < lines.len() {
        // 三版责｜编：…: an editor line that was cut goes on in lines without a sentence.
        let editors = |i: usize| {
            recognised.get(i).map(|l| &l.class) == Some(&Class::Furniture(FurnitureKind::Editors))
        };
        let short = lines
            .get(i + 1)
            .is_some_and(|l| l.stops == 0 && l.commas == 0);
        if editors(i)
            && full(i)
            && short
            && let Some(seen) = recognised.get_mut(i + 1).filter(|l| l.class == Class::Free)
        {
            seen.class = Class::Furniture(FurnitureKind::Editors);
        }
        let begun =
            matches!(recognised.get(i).map(|l| &l.class), Some(Class::Picture(_))) && full(i);
        if begun {
            let text = folded(lines.get(i).map_or("", |l| l.span.of(source)));
            if starts_with(&text, &rules.caption.starts) {
                while full(i)
                    && matches!(recognised.get(i + 1).map(|l| &l.class), Some(Class::Free))
                {
                    i += 1;
                    if let Some(seen) = recognised.get_mut(i) {
                        seen.class = Class::Picture(Picture::Caption);
                    }
                }
            } else if let Some(seen) = recognised.get_mut(i) {
                seen.class = Class::Free;
            }
        }
        i += 1;
    }
}

/// Half ems of the longest line that a byline goes on in.
const REST: u32 = 40;

/// Joins a byline that goes on in the next line: one on a line of its own (本报记者 李大 / 江), and one glued to a
/// paragraph's end.
fn cut_byline(
    rules: &Rules,
    source: &str,
    lines: &[Line],
    recognised: &mut [Recognised],
    i: usize,
) {
    let (Some([line, next]), Some([seen, after])) =
        (lines.get(i..i + 2), recognised.get_mut(i..i + 2))
    else {
        return;
    };
    let plain = |l: &Line| l.form == Form::Text && l.commas <= 4;
    let free = |l: &Recognised| matches!(l.class, Class::Free | Class::Byline);
    if !(plain(line) && plain(next) && free(seen) && free(after))
        || next.stops > 0
        || next.width > REST
        || after.dateline
    {
        return;
    }
    let (a, b) = (line.span.of(source), next.span.of(source));
    // 记者 李大江 王 / 川: cut so, the first line alone is none.
    let odd = || ends_alone(a) && line.stops == 0;
    if line.stops == 0 && (seen.class == Class::Byline || seen.names == Some(Surety::Names))
        || odd()
    {
        let whole = joined(rules, a, b);
        let sure = bylines::byline(rules, &whole);
        // Names that marks part stand in texts, too: 会上，王小川、李大江、….
        let marks = ['，', '、', ',', '·'];
        let names =
            || sure == Some(Surety::Names) && seen.class == Class::Free && !whole.contains(marks);
        if sure == Some(Surety::Role) || names() {
            seen.class = Class::Byline;
            seen.names = None;
            after.class = Class::Byline;
            after.names = None;
            after.tied = Some(Tied::Byline);
        }
        return;
    }
    let last_space = a.rfind(char::is_whitespace);
    if seen.class != Class::Free || last_space.is_none() || last_space < a.rfind(is_stop) {
        return;
    }
    let tail_start = a.char_indices().rev().nth(60).map_or(0, |(at, _)| at);
    let whole = joined(rules, a.get(tail_start..).unwrap_or(""), b);
    let Some((range, _)) = bylines::glued(rules, &whole) else {
        return;
    };
    if range.start + folded(b).len() < range.end {
        seen.signed = false;
        after.class = Class::Free;
        after.names = None;
        after.signed = true;
    }
}

/// Whether a line's last word is a single character.
fn ends_alone(text: &str) -> bool {
    let mut chars = text.chars().rev();
    chars.next().is_some_and(is_han) && chars.next().is_some_and(char::is_whitespace)
}

/// A byline's two lines as one text, marks folded.
fn joined(rules: &Rules, a: &str, b: &str) -> String {
    let (mut whole, b) = (folded(a), folded(b));
    if let Some(joint) = joint(rules, &whole, &b) {
        whole.push(joint);
    }
    whole.push_str(&b);
    whole
}

/// What parts the two lines of a byline: nothing within a name (李大 / 江), a space between two (李大江 / 王小川) and
/// within one that is spaced (王 / 川).
pub fn joint(rules: &Rules, a: &str, b: &str) -> Option<char> {
    let single = |t: &&str| t.chars().count() == 1;
    let lone = a.split_whitespace().rev().take_while(single).count();
    let first = b.split_whitespace().next().unwrap_or("");
    let last = a.split_whitespace().next_back().unwrap_or("");
    // 实 / 习生 is one word, though 习生 may be a name.
    if bylines::is_role(rules, &format!("{last}{first}")) {
        return None;
    }
    if lone % 2 == 1 && single(&first) || !single(&first) && bylines::is_name(rules, first) {
        return Some(' ');
    }
    inline::joint(a, b)
}

#[cfg(test)]
mod tests {
    use crate::loader::{Options, load};

    /// The bylines of a page whose first text ends so, and of which the second begins so; lines of seventeen characters.
    fn bylines(end: &str, head: &str) -> Vec<Option<String>> {
        let text = format!(
            "山城日报 2026年4月3日\n\n山城新桥昨日正式通车\n{head}\n山城新桥昨天正式通车，桥长足足八百\n米，\
             两岸的人都赶来看，桥下还泊着\n渡船，船工说从今天起不再摆渡了，要\n去新的公园里看船{end}\n\n老渡口改造为市民公园\n\n\
             山城的老渡口昨天开始改造，码头上的\n石阶要留着，渡船也要留一条，让孩子\n们知道从前怎样过江，也知道桥是怎么\n来的。\n"
        );
        let issue = load(text.into_bytes(), &Options::default()).issue;
        let articles = issue.articles();
        let of = |b: &crate::issue::Text| b.of(&issue.source);
        articles.map(|(_, a)| a.byline.as_ref().map(of)).collect()
    }

    #[test]
    fn a_byline_cut_at_its_columns_edge_is_one() {
        for (head, whole) in [
            (
                "本报首席记者 李大江 实习生 欧阳小\n川",
                "本报首席记者 李大江 实习生 欧阳小川",
            ),
            (
                "本报首席记者 李大江 通讯员 韩江 王\n川 李 江",
                "本报首席记者 李大江 通讯员 韩江 王 川 李 江",
            ),
            (
                "本报首席记者 李大江 通讯员 欧阳江\n王小川",
                "本报首席记者 李大江 通讯员 欧阳江 王小川",
            ),
        ] {
            assert_eq!(
                bylines("。", head),
                [Some(whole.to_owned()), None],
                "{head}"
            );
        }
        // Cut within a role that would part into a name.
        assert_eq!(
            bylines("。", "本报记者 赵晓静 特约通讯员 周海 实\n习生 王小明 李思"),
            [
                Some("本报记者 赵晓静 特约通讯员 周海 实习生 王小明 李思".to_owned()),
                None
            ]
        );
        // Glued to the text's end, and cut within a word.
        let end = "，很高兴。 本报首\n席记者 李大江";
        let found = bylines(end, "");
        assert_eq!(found, [Some("本报首席记者 李大江".to_owned()), None]);
    }

    #[test]
    fn names_amid_a_text_are_no_byline() {
        let page = "山城日报 2026年4月3日\n\n山城新桥昨日正式通车\n\n山城新桥昨天正式通车，桥长足足八百\n米，两岸的人都赶来看，桥下还停泊着\n\
                    渡船。\n座谈会上，王小川、李大江、韩江海、\n周海洋、王小明、李思思、欧阳丽丽、\n陈晓东等先后发言，大家认为桥要早修\n\
                    好，路也要早修好。\n";
        let issue = load(page.as_bytes().to_vec(), &Options::default()).issue;
        let (_, article) = issue.articles().next().expect("the only one");
        let texts: Vec<String> = article
            .blocks
            .iter()
            .map(|b| b.text.of(&issue.source))
            .collect();
        let whole = "王小川、李大江、韩江海、周海洋、王小明、李思思、欧阳丽丽、陈晓东等";
        assert!(texts.iter().any(|t| t.contains(whole)), "{texts:?}");
    }
}
