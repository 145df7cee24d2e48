//! Days as papers write them: 2023年10月24日, 二〇二三年十月二十四日, 民國十九年九月四日, 14 June 2024.

use crate::issue::Date;
use std::borrow::Cow;

/// A text with full-width digits narrowed. Few texts hold any.
pub(super) fn narrow(text: &str) -> Cow<'_, str> {
    let digit = |c: char| {
        let value = (c as u32).checked_sub('０' as u32).filter(|v| *v < 10)?;
        char::from_digit(value, 10)
    };
    // Their first two bytes are EF BC, and so are those of full-width marks.
    let bytes = text.as_bytes();
    let wide = |at: usize| matches!(bytes.get(at + 1..), Some([0xBC, 0x90..=0x99, ..]));
    if !memchr::memchr_iter(0xEF, bytes).any(wide) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| digit(c).unwrap_or(c)).collect())
}

/// The first day written in a text, and where: 2023年10月24日, 2023-10-24, 二〇二三年十月二十四日, 民國十九年九月四日,
/// and in an English line 14 June 2024.
pub(in crate::loader) fn find_date(text: &str) -> Option<(Date, std::ops::Range<usize>)> {
    let english = text.is_ascii().then(|| english_date(text)).flatten();
    english.or_else(|| written_date(text))
}

/// Whether a text is a day and no more, as under a document's signature.
pub(super) fn is_day(text: &str) -> bool {
    let text = text.trim();
    written_date(text).is_some_and(|(_, range)| range == (0..text.len()))
}

/// Whether a text holds what parts a year from its month, or a run of digits as long as a day: most lines hold neither.
pub(super) fn may_hold_day(text: &str) -> bool {
    let mut run = 0;
    let day = |byte: u8| {
        run = if byte.is_ascii_digit() { run + 1 } else { 0 };
        run == 8 || matches!(byte, b'-' | b'.' | b'/')
    };
    text.bytes().any(day) || text.contains('年') || text.contains(|c| ('０'..='９').contains(&c))
}

/// See [`find_date`]; in Chinese only.
pub(super) fn written_date(text: &str) -> Option<(Date, std::ops::Range<usize>)> {
    if text.contains('民')
        && let Some(at) = text.find("民國").or_else(|| text.find("民国"))
        && let Some((date, length)) = text.get(at + "民國".len()..).and_then(republic)
    {
        return Some((date, at..at + "民國".len() + length));
    }
    if !may_hold_day(text) {
        return None;
    }
    let mut inside = false;
    for (at, c) in text.char_indices() {
        let digit = c.is_ascii_digit();
        let starts = digit
            || matches!(
                c,
                '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '〇' | '零'
            );
        if starts
            && !inside
            && let Some((date, length)) = text.get(at..).and_then(date_at)
        {
            return Some((date, at..at + length));
        }
        inside = digit;
    }
    None
}

/// The day after 民國, whose first year was 1912.
fn republic(text: &str) -> Option<(Date, usize)> {
    let mut at = 0;
    let mut values = [0u16; 3];
    for (value, unit) in values.iter_mut().zip(['年', '月', '日']) {
        let rest = text.get(at..)?;
        let end = rest.find(unit)?;
        *value = small(rest.get(..end)?.trim())?;
        at += end + unit.len_utf8();
    }
    let year = values[0].checked_add(1911)?;
    let date = Date::new(
        year,
        u8::try_from(values[1]).ok()?,
        u8::try_from(values[2]).ok()?,
    )?;
    Some((date, at))
}

/// The first day in an English line: 14 June 2024, June 14, 2024, 2024-06-14.
fn english_date(text: &str) -> Option<(Date, std::ops::Range<usize>)> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let mut words: Vec<(usize, &str)> = Vec::new();
    let mut at = 0;
    for word in text.split(|c: char| !c.is_ascii_alphanumeric()) {
        if !word.is_empty() {
            words.push((at, word));
        }
        at += word.len() + 1;
    }
    for three in words.windows(3) {
        let &[a, b, c] = three else { continue };
        let month = |word: &str| {
            let head = word.get(..3)?.to_ascii_lowercase();
            MONTHS
                .iter()
                .position(|m| *m == head)
                .and_then(|m| u8::try_from(m + 1).ok())
                .filter(|_| word.bytes().all(|b| b.is_ascii_alphabetic()))
        };
        let number = |word: &str| {
            word.trim_end_matches(|c: char| c.is_ascii_alphabetic())
                .parse::<u16>()
                .ok()
        };
        let found = match (month(a.1), month(b.1)) {
            (_, Some(month)) => Some((c.1, month, a.1)),
            (Some(month), _) => Some((c.1, month, b.1)),
            _ => None,
        };
        if let Some((year, month, day)) = found
            && let (Some(year @ 1800..=2199), Some(day)) = (number(year), number(day))
            && let Some(date) = u8::try_from(day)
                .ok()
                .and_then(|d| Date::new(year, month, d))
        {
            return Some((date, a.0..c.0 + c.1.len()));
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
        let numeral = |c: char| {
            c.is_ascii_digit()
                || matches!(
                    c,
                    '〇' | '零'
                        | '○'
                        | '一'
                        | '二'
                        | '三'
                        | '四'
                        | '五'
                        | '六'
                        | '七'
                        | '八'
                        | '九'
                        | '十'
                )
        };
        let run = rest
            .find(|c| !numeral(c))
            .map_or(Some(rest), |end| rest.get(..end))?;
        *value = if i == 0 { year(run)? } else { small(run)? };
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
