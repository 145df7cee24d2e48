//! Days as papers write them: 2023年10月24日, 二〇二三年十月二十四日, 民國十九年九月四日, 14 June 2024.

use crate::issue::Date;
use std::borrow::Cow;
use std::ops::{Range, RangeInclusive};

/// Years that papers are from, in the common era.
const YEARS: RangeInclusive<u16> = 1800..=2199;

/// The year before the first of the Republic, 民國元年.
const BEFORE_THE_REPUBLIC: u16 = 1911;

/// A text with full-width digits narrowed. Few texts hold any.
pub fn narrow(text: &str) -> Cow<'_, str> {
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
pub fn find_date(text: &str) -> Option<(Date, Range<usize>)> {
    let english = text.is_ascii().then(|| english_date(text)).flatten();
    english.or_else(|| written_date(text))
}

/// Whether a text is a day and no more, as under a document's signature.
pub fn is_day(text: &str) -> bool {
    let text = text.trim();
    written_date(text).is_some_and(|(_, range)| range == (0..text.len()))
}

/// Whether a text holds what parts a year from its month, or a run of digits as long as a day: most lines hold neither.
pub fn may_hold_day(text: &str) -> bool {
    let mut run = 0;
    let day = |byte: u8| {
        run = if byte.is_ascii_digit() { run + 1 } else { 0 };
        run == 8 || matches!(byte, b'-' | b'.' | b'/')
    };
    text.bytes().any(day) || text.contains('年') || text.contains(|c| ('０'..='９').contains(&c))
}

/// See [`find_date`]; in Chinese only.
pub fn written_date(text: &str) -> Option<(Date, Range<usize>)> {
    if let Some(found) = republican_date(text) {
        return Some(found);
    }
    if !may_hold_day(text) {
        return None;
    }
    let (mut inside, mut before) = (false, '\0');
    for (at, c) in text.char_indices() {
        let digit = c.is_ascii_digit();
        let starts = digit || "一二三四五六七八九〇零".contains(c);
        // A year that the Republic has not is none of the common era either.
        let counted = || matches!(before, '國' | '国') && is_republican(text.get(..at));
        if starts
            && !inside
            && !counted()
            && let Some((date, length)) = text.get(at..).and_then(date_at)
        {
            return Some((date, at..at + length));
        }
        inside = digit;
        if c != ' ' {
            before = c;
        }
    }
    None
}

fn is_republican(before: Option<&str>) -> bool {
    let before = before.unwrap_or("").trim_end_matches(' ');
    before.ends_with("民國") || before.ends_with("民国")
}

/// The first day in a text that is counted from the founding of the Republic: 中華民國一百一十四年十月十七日,
/// 民國114年10月17日.
fn republican_date(text: &str) -> Option<(Date, Range<usize>)> {
    text.match_indices('民').find_map(|(at, _)| {
        let named = text.get(at..)?;
        let rest = named
            .strip_prefix("民國")
            .or_else(|| named.strip_prefix("民国"))?;
        let (date, length) = republic(rest)?;
        let before = text.get(..at).unwrap_or("");
        let start = ["中華", "中华"]
            .into_iter()
            .find_map(|c| before.strip_suffix(c));
        let end = text.len() - rest.len() + length;
        Some((date, start.map_or(at, str::len)..end))
    })
}

/// Most characters of a number in a day, blanks around it included.
const NUMBER: usize = 12;

/// The day after 民國.
fn republic(text: &str) -> Option<(Date, usize)> {
    let mut at = 0;
    let mut values = [0u16; 3];
    for (value, unit) in values.iter_mut().zip(['年', '月', '日']) {
        let rest = text.get(at..)?;
        let mut near = rest.char_indices().take(NUMBER);
        let (end, _) = near.find(|(_, c)| *c == unit)?;
        let number = rest.get(..end)?.trim();
        *value = match (number, unit) {
            ("元", '年' | '月') => 1,
            _ => counted(&narrow(number))?,
        };
        at += end + unit.len_utf8();
    }
    let [year, month, day] = values;
    let year = year.checked_add(BEFORE_THE_REPUBLIC);
    let year = year.filter(|y| *y > BEFORE_THE_REPUBLIC && YEARS.contains(y))?;
    Some((Date::new(year, small(month)?, small(day)?)?, at))
}

fn small(number: u16) -> Option<u8> {
    u8::try_from(number).ok()
}

/// The first day in an English line: 14 June 2024, June 14, 2024, 2024-06-14.
fn english_date(text: &str) -> Option<(Date, Range<usize>)> {
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
            && let (Some(year), Some(day)) =
                (number(year).filter(|y| YEARS.contains(y)), number(day))
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
        let part = |range: Range<usize>| text.get(range).and_then(|t| t.parse::<u16>().ok());
        let year = part(0..4).filter(|y| (1900..=2199).contains(y))?;
        let date = Date::new(year, small(part(4..6)?)?, small(part(6..8)?)?)?;
        return Some((date, digits));
    }
    let mut values = [0u16; 3];
    let mut at = 0;
    for (i, value) in values.iter_mut().enumerate() {
        let rest = text.get(at..)?;
        let spaces = rest.len() - rest.trim_start_matches(' ').len();
        let rest = rest.get(spaces..)?;
        // No number in a day has more digits than a year.
        let digits = rest
            .chars()
            .take(LONGEST + 1)
            .take_while(|c| is_numeral(*c));
        let run = rest.get(..digits.map(char::len_utf8).sum())?;
        *value = if i == 0 { year(run)? } else { counted(run)? };
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
    let [year, month, day] = values;
    Some((Date::new(year, small(month)?, small(day)?)?, at))
}

/// Most digits of a number in a day: 二〇二三, 二十四, 一百一十四.
const LONGEST: usize = 5;

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || "〇零○一二三四五六七八九十廿卅".contains(c)
}

/// A year of the common era, digit by digit.
fn year(run: &str) -> Option<u16> {
    digits(run).filter(|y| YEARS.contains(y))
}

/// A number that is written digit by digit: 2023, 二〇二三.
fn digits(run: &str) -> Option<u16> {
    if run.is_empty() {
        return None;
    }
    run.chars().try_fold(0u16, |number, c| {
        number.checked_mul(10)?.checked_add(digit(c)?)
    })
}

fn digit(c: char) -> Option<u16> {
    let written = |c| "〇一二三四五六七八九".chars().position(|d| d == c);
    match c {
        '零' | '○' => Some(0),
        '0'..='9' => u16::try_from(c.to_digit(10)?).ok(),
        _ => u16::try_from(written(c)?).ok(),
    }
}

/// A number under a thousand that is counted, or written digit by digit: 14, 二十四, 廿四, 一百一十四, 一一四.
fn counted(run: &str) -> Option<u16> {
    if let Some(number) = digits(run) {
        return Some(number);
    }
    let (mut sum, mut least, mut own) = (0u16, 1000, None);
    for c in run.chars() {
        let (unit, times) = match c {
            '百' => (100, own.take()?),
            '十' => (10, own.take().unwrap_or(1)),
            '廿' | '卅' if own.is_none() => (10, if c == '廿' { 2 } else { 3 }),
            _ => {
                let value = digit(c)?;
                // 一百零四: what is not there is said.
                if own.is_some() || value == 0 && sum == 0 {
                    return None;
                }
                own = (value > 0).then_some(value);
                continue;
            }
        };
        // Hundreds come before tens, each once.
        if unit >= least {
            return None;
        }
        (sum, least) = (sum + times * unit, unit);
    }
    Some(sum + own.unwrap_or(0)).filter(|n| *n > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<String> {
        let (date, range) = find_date(text)?;
        Some(format!("{date} {}", text.get(range)?))
    }

    #[test]
    fn years_of_the_republic_are_counted_from_1912() {
        for (text, expected) in [
            ("中華民國一百一十四年十月十七日", "2025-10-17"),
            ("中华民国一百一十四年十月十七日", "2025-10-17"),
            ("民國114年10月17日", "2025-10-17"),
            ("民國 114 年 10 月 17 日", "2025-10-17"),
            ("民國１１４年１０月１７日", "2025-10-17"),
            ("民國一一四年十月十七日", "2025-10-17"),
            ("民國一〇五年一月五日", "2016-01-05"),
            ("民國一百零五年一月五日", "2016-01-05"),
            ("民国廿四年十月廿一日", "1935-10-21"),
            ("民國卅八年九月卅日", "1949-09-30"),
            ("民國十九年九月四日", "1930-09-04"),
            ("民國元年元月一日", "1912-01-01"),
            ("民國二百八十八年十二月卅一日", "2199-12-31"),
        ] {
            assert_eq!(day(text), Some(format!("{expected} {text}")), "{text}");
        }
        assert_eq!(
            day("江報 中華民國二年四月三日 禮拜四").as_deref(),
            Some("1913-04-03 中華民國二年四月三日")
        );
        assert_eq!(
            day("民國人物展 民國十九年九月四日").as_deref(),
            Some("1930-09-04 民國十九年九月四日")
        );
    }

    #[test]
    fn years_that_the_republic_has_not_are_none() {
        for text in [
            "民國99999年1月1日",
            "民國2025年1月1日",
            "民國289年1月1日",
            "民國零年一月一日",
            "民國0年1月1日",
            "民國十百年一月一日",
            "民國一百百年一月一日",
            "民國年一月一日",
            "民國114年13月1日",
            "民國114年2月29日",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn days_of_the_common_era_are_read_as_they_were() {
        for (text, expected) in [
            ("2023年10月24日", "2023-10-24 2023年10月24日"),
            ("二〇二三年十月廿四日", "2023-10-24 二〇二三年十月廿四日"),
            ("民国风情展2025年10月17日开幕", "2025-10-17 2025年10月17日"),
        ] {
            assert_eq!(day(text).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(
            day("二二〇二三年十月廿四日"),
            Some("2023-10-24 二〇二三年十月廿四日".to_owned())
        );
    }

    #[test]
    fn a_long_line_of_numerals_is_looked_through_in_linear_time() {
        // With each run read to its end these take minutes.
        for unit in ["一", "民國", "一 ", "民", "1年"] {
            assert_eq!(find_date(&unit.repeat(300_000)), None);
        }
    }
}
