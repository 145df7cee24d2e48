//! Pages by the names of their files: which page a name tells, and which files are pages of one issue.

use std::cmp::Ordering;

/// The most digits of a page's number; a longer one is of a day or of an issue.
const DIGITS: usize = 3;

/// Words before a number that is of an issue.
const OF_ISSUES: [&str; 8] = ["期", "号", "號", "卷", "总", "總", "no", "issue"];

/// What a file's name tells of a page: all but the page's own part is what pages of one issue share.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NumberedName {
    /// What stands before the page's part: masthead, day.
    pub shared: String,
    /// The letter of the page's part (A2), a capital.
    letter: Option<char>,
    /// Its number.
    number: u32,
}

impl NumberedName {
    /// What a name without its ending tells; `None` where it tells no page.
    pub fn of(stem: &str) -> Option<Self> {
        let name: Vec<char> = stem.chars().map(plain).collect();
        let days = days(&name);
        by_word(&name).or_else(|| at_the_end(&name, &days))
    }

    /// Which of two pages comes first.
    pub fn order(&self, other: &Self) -> Ordering {
        (self.letter, self.number).cmp(&(other.letter, other.number))
    }
}

/// Which of two names comes first, figures in them counted as numbers: A2 before A10.
pub fn natural(one: &str, other: &str) -> Ordering {
    let names = [one, other].map(|name| name.chars().map(plain).collect::<Vec<_>>());
    let mut at = [0, 0];
    loop {
        let rests = [0, 1].map(|n| names[n].get(at[n]..).unwrap_or_default());
        let [(Some(first), mut steps), (Some(second), of_second)] =
            rests.map(|rest| (rest.first(), digits(rest)))
        else {
            let [rest, other_rest] = rests.map(<[char]>::len);
            return rest.cmp(&other_rest).then_with(|| one.cmp(other));
        };
        let order = if steps > 0 && of_second > 0 {
            // Long ones are compared as they are written, without the noughts before.
            let [figures, of_other] =
                [(rests[0], steps), (rests[1], of_second)].map(|(rest, run)| {
                    let figures = rest.iter().take(run).skip_while(|c| **c == '0');
                    figures.collect::<String>()
                });
            let longer = figures.len().cmp(&of_other.len());
            at[1] += of_second;
            longer.then_with(|| figures.cmp(&of_other))
        } else {
            steps = 1;
            at[1] += 1;
            first.cmp(second)
        };
        at[0] += steps;
        if order != Ordering::Equal {
            return order;
        }
    }
}

/// A character as one looks for it: full-width letters and figures as narrow ones.
fn plain(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        c => c,
    }
}

fn digits(name: &[char]) -> usize {
    name.iter().take_while(|c| c.is_ascii_digit()).count()
}

fn digits_before(name: &[char], end: usize) -> usize {
    let before = name.get(..end).unwrap_or_default();
    before
        .iter()
        .rev()
        .take_while(|c| c.is_ascii_digit())
        .count()
}

fn value(figures: &[char]) -> u32 {
    figures
        .iter()
        .filter_map(|c| c.to_digit(10))
        .fold(0, |n, d| n.saturating_mul(10).saturating_add(d))
}

/// Which characters of a name belong to a day or a month: 20240501, 2024-05-01, 2024年5月1日, 2023-10.
fn days(name: &[char]) -> Vec<bool> {
    let mut of_day = vec![false; name.len()];
    let mut at = 0;
    while at < name.len() {
        let rest = name.get(at..).unwrap_or_default();
        let length = day(rest);
        let run = digits(rest).max(1);
        for slot in of_day.iter_mut().skip(at).take(length) {
            *slot = true;
        }
        at += length.max(run);
    }
    of_day
}

/// Characters of the day that a name begins with.
fn day(name: &[char]) -> usize {
    let number = |from: usize, length: usize| name.get(from..from + length).map(value);
    let is = |n: Option<u32>, range: std::ops::RangeInclusive<u32>| {
        n.is_some_and(|n| range.contains(&n))
    };
    if !is(number(0, 4), 1800..=2199) || digits(name) < 4 {
        return 0;
    }
    let run = digits(name);
    if run >= 8 && is(number(4, 2), 1..=12) && is(number(6, 2), 1..=31) {
        return 8;
    }
    let Some(&sign) = name.get(4).filter(|c| run == 4 && "-._年/ ".contains(**c)) else {
        return 0;
    };
    let month = digits(name.get(5..).unwrap_or_default());
    if !(1..=2).contains(&month) || !is(number(5, month), 1..=12) {
        return 0;
    }
    let end = 5 + month;
    let goes_on = name
        .get(end)
        .is_some_and(|&c| c == sign || sign == '年' && c == '月');
    let day = digits(name.get(end + 1..).unwrap_or_default());
    if goes_on && (1..=2).contains(&day) && is(number(end + 1, day), 1..=31) {
        let whole = end + 1 + day;
        return whole + usize::from(name.get(whole) == Some(&'日'));
    }
    end + usize::from(goes_on && sign == '年')
}

/// The page that 版 tells: 第10版, A02版-要闻, 第十二版. What follows is its name.
fn by_word(name: &[char]) -> Option<NumberedName> {
    let word = name.iter().position(|c| *c == '版')?;
    let end = word
        - name
            .get(..word)?
            .iter()
            .rev()
            .take_while(|c| **c == ' ')
            .count();
    let figures = digits_before(name, end);
    let (start, number) = if figures == 0 {
        let han = name.get(..end)?.iter().rev();
        let han = han
            .take_while(|c| "〇一二三四五六七八九十".contains(**c))
            .count();
        (end - han, han_number(name.get(end - han..end)?)?)
    } else if figures <= DIGITS {
        (end - figures, value(name.get(end - figures..end)?))
    } else {
        return None;
    };
    let (start, letter) = letter_before(name, start);
    Some(NumberedName {
        shared: shared(name.get(..start)?) + "版",
        letter,
        number,
    })
}

/// 一 to 九十九.
fn han_number(figures: &[char]) -> Option<u32> {
    let one = |c: &char| "〇一二三四五六七八九".chars().position(|d| d == *c);
    let number = match figures {
        [] => None,
        ['十'] => Some(10),
        ['十', ones] => one(ones).map(|n| 10 + n),
        [tens, '十'] => one(tens).map(|n| n * 10),
        [tens, '十', ones] => Some(one(tens)? * 10 + one(ones)?),
        [ones] => one(ones),
        _ => None,
    };
    number.and_then(|n| u32::try_from(n).ok())
}

/// The page that stands at the end: A2, 01, P3, 01-02.
fn at_the_end(name: &[char], days: &[bool]) -> Option<NumberedName> {
    let free = |from: usize, to: usize| !days.get(from..to).is_some_and(|d| d.contains(&true));
    // Behind a day written without signs only what follows is the page's.
    let run = |end: usize| {
        let run = digits_before(name, end);
        let of_day = (end - run..end).rev().take_while(|&at| free(at, at + 1));
        (run > 0)
            .then(|| of_day.count())
            .filter(|n| (1..=DIGITS).contains(n))
    };
    let mut end = name.len();
    let mut start = end - run(end)?;
    let last = value(name.get(start..end)?);
    // A sheet of several pages: 01-02, A2-A3.
    let (before, letter) = letter_before(name, start);
    let is_sign = before > 0 && name.get(before - 1).is_some_and(|c| "-~–—_".contains(*c));
    if let Some(figures) = is_sign.then(|| run(before - 1)).flatten() {
        let from = before - 1 - figures;
        let first = value(name.get(from..before - 1)?);
        let same = letter.is_none() || letter_before(name, from).1 == letter;
        if same && (first + 1..=first + 3).contains(&last) && free(from, before) {
            (start, end) = (from, before - 1);
        }
    }
    let number = value(name.get(start..end)?);
    let (start, letter) = letter_before(name, start);
    let shared = shared(name.get(..start)?);
    let lower = shared.to_lowercase();
    let of_issue = OF_ISSUES.iter().any(|word| lower.ends_with(word));
    (!of_issue).then_some(NumberedName {
        shared,
        letter,
        number,
    })
}

/// Where the letter before a page's number begins, and which it is.
fn letter_before(name: &[char], start: usize) -> (usize, Option<char>) {
    let at = |back: usize| start.checked_sub(back).and_then(|at| name.get(at)).copied();
    let Some(letter) = at(1).filter(char::is_ascii_alphabetic) else {
        return (start, None);
    };
    let of_word = at(2).is_some_and(|c| {
        c.is_ascii_alphabetic() && (letter.is_ascii_lowercase() || c.is_ascii_uppercase())
    });
    if of_word {
        (start, None)
    } else {
        (start - 1, Some(letter.to_ascii_uppercase()))
    }
}

/// What pages share, without the signs that part it from the page's part.
fn shared(before: &[char]) -> String {
    let before: String = before.iter().collect();
    let signs = |c: char| c.is_whitespace() || "-_–—.·第".contains(c);
    before.trim_end_matches(signs).to_owned()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn are_pages(names: &[&str]) -> bool {
        let told: Vec<_> = names.iter().map(|name| NumberedName::of(name)).collect();
        let first = told.first().cloned().flatten();
        first.is_some_and(|first| {
            told.iter().all(|told| {
                told.as_ref()
                    .is_some_and(|told| told.shared == first.shared)
            })
        })
    }

    #[test]
    fn pages_of_one_day_or_masthead_are_told_by_their_names() {
        for names in [
            &["01", "02", "10"][..],
            &["1", "2"],
            &["A1", "A8", "B1"],
            &["第10版", "第2版"],
            &["第一版", "第十二版"],
            &["01版：要闻", "02版：民生"],
            &["A01版", "B12版 副刊"],
            &["2024-05-01_03", "2024-05-01_04"],
            &["2024-05-06-07", "2024-05-06-08"],
            &["hewanbao20240501A02", "hewanbao20240501B01"],
            &["hewanbao2024050102", "hewanbao2024050103"],
            &["2024年5月1日03版", "2024年5月1日04版"],
            &["2024年5月1日-3", "2024年5月1日-4"],
            &["paper-p1", "paper-p2"],
            &["page1", "page2"],
            &["01-02", "03", "04-05"],
            &["A2-A3", "A4"],
            &["０１", "０２"],
        ] {
            assert!(are_pages(names), "{names:?}");
        }
    }

    #[test]
    fn issues_of_several_days_or_numbers_are_no_pages_of_one() {
        for names in [
            &["2024-05-01", "2024-05-02"][..],
            &["20240501", "20240502"],
            &["2023-10", "2023-11"],
            &["2024年5月1日", "2024年5月2日"],
            &["2024年5月", "2024年6月"],
            &["1286", "1287"],
            &["第1286期", "第1287期"],
            &["总12", "总13"],
            &["issue-3", "issue-4"],
            &["hewanbao20240501A02", "hewanbao20240502A02"],
            &["morning-01", "evening-02"],
            &["要闻", "民生"],
            &["第2024版", "第2025版"],
            &["版", "01"],
        ] {
            assert!(!are_pages(names), "{names:?}");
        }
    }

    #[test]
    fn names_come_in_natural_order() {
        let mut names = [
            "B1",
            "A10",
            "a",
            "A2",
            "A02x",
            "A",
            "2024-05-02",
            "2024-05-01",
            "00",
        ];
        names.sort_by(|a, b| natural(a, b));
        let order = [
            "00",
            "2024-05-01",
            "2024-05-02",
            "A",
            "A2",
            "A02x",
            "A10",
            "B1",
            "a",
        ];
        assert_eq!(names, order);
    }

    #[test]
    fn pages_come_by_letter_and_number() {
        let mut names = ["B1", "A10", "A2", "A1", "3"];
        names.sort_by(|a, b| {
            let of = |name: &str| NumberedName::of(name).unwrap();
            of(a).order(&of(b))
        });
        assert_eq!(names, ["3", "A1", "A2", "A10", "B1"]);
    }
}
