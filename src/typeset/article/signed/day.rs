//! The days that sign a text, by their forms.

use super::{
    super::super::class::is_han,
    name::{is_name, makes},
};
use crate::issue::MONTHS;

/// Characters of the place at which a text was written, at most.
const PLACE: usize = 6;
/// How a line gives a day or a month.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Day {
    /// It is nothing else: 2023年10月24日.
    Plain,
    /// With where it was written: 2023年10月24日于江城.
    Placed,
    /// Behind who signs: 江城供水公司 2023年10月24日.
    Signed,
    /// In English: October 24, 2023.
    English,
}

impl Day {
    /// Of a line's words.
    pub fn of(words: &str) -> Option<Self> {
        if is_date(words) {
            return Some(Self::Plain);
        }
        if is_english_date(words) {
            return Some(Self::English);
        }
        let written = words.trim_start_matches('写').trim_start_matches('于');
        let (day, place) = written.split_once('于').unwrap_or((written, ""));
        let day = day.trim_end_matches('写').trim_end();
        let is_place = place.chars().count() <= PLACE && place.chars().all(is_han);
        if is_date(day) && is_place && (day.len() < words.len()) {
            return Some(Self::Placed);
        }
        let (who, day) = words.rsplit_once([' ', '\u{3000}'])?;
        let who = who.trim_end();
        let signs = who.starts_with(is_han) && is_name(who) && !makes(who);
        (signs && day.contains('年') && day.ends_with('日') && is_date(day)).then_some(Self::Signed)
    }
}

/// Whether words are a day in English, with its year: October 24, 2023; 24 October 2023; Oct. 24, 2023.
fn is_english_date(words: &str) -> bool {
    let parts: Vec<&str> = words.split([' ', ',']).filter(|w| !w.is_empty()).collect();
    let month = |word: &str| {
        let word = word.trim_end_matches('.');
        word.len() >= 3
            && MONTHS
                .iter()
                .any(|month| *month == word || month.get(..3) == Some(word))
    };
    let figure = |word: &str, most: usize| {
        let digits = word.trim_end_matches(['t', 'h', 's', 'n', 'd', 'r']);
        (1..=most).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
    };
    let [first, second, year] = parts[..] else {
        return false;
    };
    year.len() == 4
        && figure(year, 4)
        && (month(first) && figure(second, 2) || figure(first, 2) && month(second))
}

/// Whether words are a day or a month, and nothing else: 2023年10月24日, 十月二十日夜, 2023.10.24.
pub fn is_date(words: &str) -> bool {
    let figure = |c: char| {
        c.is_ascii_digit() || "０１２３４５６７８９〇○零一二三四五六七八九十廿元".contains(c)
    };
    let bare = words
        .trim_end_matches(|c: char| "晨早午晚夜上下".contains(c))
        .trim_end_matches([' ', '\u{3000}']);
    let unit = bare.ends_with(['日', '月', '号', '號']) && bare.contains('月');
    let parts: Vec<&str> = bare.split(['.', '-', '/']).collect();
    let numeric = (2..=3).contains(&parts.len())
        && parts
            .iter()
            .all(|part| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
        && parts.iter().any(|part| part.len() == 4);
    let named = |c: char| figure(c) || "年月日号號 \u{3000}".contains(c);
    !bare.is_empty() && (numeric || unit && bare.starts_with(figure) && bare.chars().all(named))
}
