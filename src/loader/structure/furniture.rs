//! Furniture: what belongs to the page: masthead, folio, editors, contact lines, slogans.

use super::bylines::is_name;
use super::rules::{RULES, starts_with};
use crate::issue::{Date, FurnitureKind};
use crate::loader::lines::{is_han, is_stop};

/// Tells whether a line is the page's. `text` is folded to full-width marks.
pub(super) fn furniture(text: &str) -> Option<FurnitureKind> {
    let bare = text
        .trim_start_matches(['■', '●', '◆', '□', '▲', '★', '·', '【', '（', '▌', '☎', '✉'])
        .trim_start();
    let count = bare.chars().count();
    if count <= 120 && starts_with(bare, &RULES.furniture.editors) && editors(bare) {
        return Some(FurnitureKind::Editors);
    }
    if count <= 80
        && !bare.ends_with('。')
        && starts_with(bare, &RULES.furniture.contact)
        && bare.contains(|c: char| c.is_ascii_digit() || c == '@')
    {
        return Some(FurnitureKind::Editors);
    }
    if count <= 40 && starts_with(bare, &RULES.furniture.slogans) {
        return Some(FurnitureKind::Slogan);
    }
    if count <= 40 && teaser(bare) {
        return Some(FurnitureKind::Teaser);
    }
    if folio(bare) {
        return Some(FurnitureKind::Folio);
    }
    None
}

/// Whether a line that begins like an editor line holds roles and names only.
fn editors(text: &str) -> bool {
    if text.contains(['。', '“', '，']) && !text.contains('：') {
        return false;
    }
    let words = text
        .split(|c: char| {
            c.is_whitespace() || matches!(c, '：' | '、' | '/' | '／' | '，' | '；' | '|' | '｜')
        })
        .filter(|w| !w.is_empty());
    let (mut short, mut long) = (0, 0);
    for word in words {
        if word.chars().count() <= 6 || is_name(word) || word.contains('@') || word.is_ascii() {
            short += 1;
        } else {
            long += 1;
        }
    }
    short >= 2 && long <= 1
        || text.contains('：') && long == 0
        || short == 1 && long == 0 && text.contains("责编") && text.chars().count() >= 6
}

/// Whether a line only points to another page: 详见第3版.
fn teaser(text: &str) -> bool {
    let bare = text.trim_end_matches(['）', '】', '▶', '►', '>']);
    starts_with(text, &RULES.furniture.teasers) && bare.ends_with(['版', '页', '頁'])
}

/// Whether a line is only a page's number: — 3 —, 第3页, 03.
fn folio(text: &str) -> bool {
    let inner = text.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '-' | '—' | '－' | '·' | '~' | '～' | '|' | '/')
    });
    let framed = inner.len() < text.len();
    let digits = (1..=3).contains(&inner.len()) && inner.bytes().all(|b| b.is_ascii_digit());
    let worded = inner
        .strip_prefix('第')
        .and_then(|t| t.strip_suffix('页'))
        .or_else(|| inner.strip_prefix("- "))
        .is_some_and(|t| {
            !t.is_empty()
                && t.trim()
                    .chars()
                    .all(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
        });
    digits && (framed || inner.len() >= 2 && inner.starts_with('0')) || worded
}

/// What a masthead line says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Masthead {
    /// 报名, where the line holds it.
    pub paper: Option<String>,
    /// The day.
    pub date: Option<Date>,
    /// Number of the issue.
    pub number: Option<String>,
}

/// Reads a line as a masthead (报头): a day, and beside it only the paper's name, number, weekday and pages.
pub(super) fn masthead(text: &str) -> Option<Masthead> {
    if text.chars().count() > 70 || text.ends_with(is_stop) {
        return None;
    }
    let (date, range) = find_date(text)?;
    let mut rest = format!("{} {}", text.get(..range.start)?, text.get(range.end..)?);
    let number = issue_number(&mut rest);
    for word in [
        "星期一",
        "星期二",
        "星期三",
        "星期四",
        "星期五",
        "星期六",
        "星期日",
        "星期天",
        "周一",
        "周二",
        "周三",
        "周四",
        "周五",
        "周六",
        "周日",
    ] {
        rest = rest.replace(word, " ");
    }
    let mut paper = None;
    for part in rest
        .split(|c: char| {
            c.is_whitespace()
                || matches!(
                    c,
                    '|' | '｜' | '，' | '·' | '《' | '》' | '（' | '）' | '—' | '-' | '：' | '/'
                )
        })
        .filter(|p| !p.is_empty())
    {
        let count = part.chars().count();
        let lunar = part.starts_with("农历")
            || part.starts_with("農曆")
            || part.ends_with("日出版")
            || part.contains("年") && count <= 12 && part.chars().all(is_han);
        let aside = lunar
            || part.starts_with("今日")
            || part.starts_with("本期")
            || part.ends_with('版')
            || part.starts_with("第")
            || part.starts_with("总第")
            || part.chars().all(|c| c.is_ascii_digit())
            || part.starts_with("编辑")
            || part.starts_with("责任")
            || is_name(part)
            || part.ends_with("主办")
            || part.ends_with("出版")
            || part.starts_with("CN")
            || part.starts_with("Mon")
            || part.ends_with("day");
        if aside {
            continue;
        }
        let name = count <= 14 && part.chars().all(|c| is_han(c) || c.is_alphabetic());
        // A comma after the day goes on with a sentence.
        if !name || text.contains('，') || paper.is_some() && count > 8 {
            return None;
        }
        paper.get_or_insert_with(|| part.to_owned());
    }
    Some(Masthead {
        paper,
        date: Some(date),
        number,
    })
}

/// The first day written in a text, and where: 2023年10月24日, 2023-10-24, 二〇二三年十月二十四日.
pub(in crate::loader) fn find_date(text: &str) -> Option<(Date, std::ops::Range<usize>)> {
    for (at, c) in text.char_indices() {
        let starts = c.is_ascii_digit() || "一二三四五六七八九〇零".contains(c);
        let inside = text
            .get(..at)
            .and_then(|t| t.chars().next_back())
            .is_some_and(|c| c.is_ascii_digit());
        if starts
            && !inside
            && let Some((date, length)) = text.get(at..).and_then(date_at)
        {
            return Some((date, at..at + length));
        }
    }
    None
}

fn date_at(text: &str) -> Option<(Date, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 8 {
        // 20231024, as file names and feeds write it.
        let part =
            |range: std::ops::Range<usize>| text.get(range).and_then(|t| t.parse::<u16>().ok());
        let year = part(0..4).filter(|y| (1900..=2199).contains(y))?;
        let date = Date::new(
            year,
            u8::try_from(part(4..6)?).ok()?,
            u8::try_from(part(6..8)?).ok()?,
        )?;
        return Some((date, digits));
    }
    let mut values = [0u16; 3];
    let mut at = 0;
    for (i, value) in values.iter_mut().enumerate() {
        let rest = text.get(at..)?;
        let spaces = rest.len() - rest.trim_start_matches(' ').len();
        let rest = rest.get(spaces..)?;
        let run: String = rest
            .chars()
            .take_while(|c| c.is_ascii_digit() || "〇零○一二三四五六七八九十".contains(*c))
            .collect();
        *value = if i == 0 { year(&run)? } else { small(&run)? };
        at += spaces + run.len();
        let rest = text.get(at..)?;
        let trimmed = rest.trim_start_matches(' ');
        at += rest.len() - trimmed.len();
        let unit = trimmed.chars().next();
        match (i, unit) {
            (0, Some('年' | '-' | '.' | '/'))
            | (1, Some('月' | '-' | '.' | '/'))
            | (2, Some('日' | '号')) => at += unit.map_or(0, char::len_utf8),
            (2, _) => {}
            _ => return None,
        }
    }
    let date = Date::new(
        values[0],
        u8::try_from(values[1]).ok()?,
        u8::try_from(values[2]).ok()?,
    )?;
    Some((date, at))
}

fn year(run: &str) -> Option<u16> {
    let digits: Option<String> = run
        .chars()
        .map(|c| {
            c.to_digit(10)
                .or_else(|| {
                    "〇一二三四五六七八九"
                        .chars()
                        .position(|d| d == c || c == '零' && d == '〇' || c == '○' && d == '〇')
                        .and_then(|d| u32::try_from(d).ok())
                })
                .and_then(|d| char::from_digit(d, 10))
        })
        .collect();
    digits?.parse().ok().filter(|y| (1800..=2199).contains(y))
}

fn small(run: &str) -> Option<u16> {
    run.parse().ok().or_else(|| chinese_day(run))
}

/// A Chinese number up to 31, as days and months are written.
fn chinese_day(run: &str) -> Option<u16> {
    u16::try_from(super::sections::chinese_number(run)?).ok()
}

/// Takes 第1234期, 总第1234号, No.12 out of a masthead's rest.
fn issue_number(rest: &mut String) -> Option<String> {
    for (head, tails) in [
        ("总第", ["期", "号"]),
        ("第", ["期", "号"]),
        ("總第", ["期", "號"]),
        ("No.", ["", ""]),
        ("Issue ", ["", ""]),
    ] {
        let Some(at) = rest.find(head) else { continue };
        let after = rest.get(at + head.len()..)?;
        let digits = after
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .count();
        let number = after.get(..digits)?.to_owned();
        let tail = after.get(digits..)?.trim_start();
        if let (false, Some(tail)) = (
            number.is_empty(),
            tails.iter().find(|t| tail.starts_with(**t)),
        ) {
            let end = rest.len() - tail_length(after, digits, tail);
            rest.replace_range(at..end, " ");
            return Some(number);
        }
    }
    None
}

/// Bytes left in the text after the number and its unit.
fn tail_length(after: &str, digits: usize, unit: &str) -> usize {
    let tail = after.get(digits..).unwrap_or("").trim_start();
    tail.len() - unit.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editors_and_contacts_are_the_pages() {
        for text in [
            "本版责编：王小川 李大江",
            "责任编辑 王小川　版式 李大江",
            "校对：王小川",
            "投稿邮箱：a@b.cn",
            "一版责编：王小川 二版责编：李大江",
            "电话：0371-1234567",
        ] {
            assert_eq!(furniture(text), Some(FurnitureKind::Editors), "{text}");
        }
        for text in ["— 3 —", "第3页"] {
            assert_eq!(furniture(text), Some(FurnitureKind::Folio), "{text}");
        }
        for text in [
            "编辑部来了位年轻人。",
            "校对一份报纸要多久？",
            "2023年",
            "热线接到求助后，民警赶到现场。",
        ] {
            assert_eq!(furniture(text), None, "{text}");
        }
    }

    #[test]
    fn a_masthead_holds_paper_day_and_number() {
        let read = masthead("山城报 2023年10月24日 星期二 第1234期 今日8版").expect("it is one");
        assert_eq!(
            (read.paper.as_deref(), read.number.as_deref()),
            (Some("山城报"), Some("1234"))
        );
        assert_eq!(read.date, Date::new(2023, 10, 24));
        assert_eq!(
            masthead("二〇二三年十月二十四日 星期二").and_then(|m| m.date),
            Date::new(2023, 10, 24)
        );
        assert_eq!(masthead("2023年10月24日，工厂在经开区开工"), None);
    }
}
