//! Mastheads (报头): the paper's name, its day and its number, on a line or in a title.

mod running;
mod said;

use crate::issue::Date;
use crate::loader::forms::bylines::is_name;
use crate::loader::forms::dates::{find_date, may_hold_day, narrow, written_date};
use crate::loader::forms::sections::Heading;
use crate::loader::rules::{Rules, ends_with, starts_with};
use crate::loader::source::lines::{is_han, is_numeral, is_stop};
pub use said::{
    is_masthead, is_running_head, is_title, read_masthead, read_title, section_in_masthead,
};

/// What a masthead line says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Masthead {
    /// 报名, where the line holds it.
    pub paper: Option<String>,
    /// The day.
    pub date: Option<Date>,
    /// Number of the issue.
    pub number: Option<String>,
    /// Whether the line holds a paper's name that the rules know.
    pub known: bool,
    /// The page and its name, where the line ends with them: 山城报 2023年10月24日 A05 民生.
    pub section: Option<Heading>,
}

/// What a line that is a masthead says.
pub fn facts(rules: &Rules, text: &str) -> Masthead {
    let text = narrow(text);
    Masthead {
        paper: known_paper(rules, &text).map(str::to_owned),
        date: find_date(&text).map(|(date, _)| date),
        number: issue_number(&mut text.to_string()),
        known: true,
        section: None,
    }
}

/// Whether a text is a paper's name by its end, or one that the rules know.
pub fn is_name_of_paper(rules: &Rules, text: &str) -> bool {
    ends_with(text, &rules.masthead.endings) || rules.masthead.names.holds(text)
}

/// The longest of the papers' names that the rules know in a line.
fn known_paper<'a>(rules: &'a Rules, text: &str) -> Option<&'a str> {
    let names = rules.masthead.names.within(text).into_iter();
    names.map(|(_, name)| name).max_by_key(|n| n.len())
}

/// Whether a line begins as a law's articles and chapters do: 第四条 本条例自2023年10月1日….
fn is_clause(text: &str) -> bool {
    let Some(rest) = text.trim_start().strip_prefix('第') else {
        return false;
    };
    let number = is_numeral;
    let after = rest.trim_start_matches(number);
    after.len() < rest.len() && after.starts_with(['条', '條', '章', '节', '節', '款', '编'])
}

/// Whether a part of a masthead's line counts days, pages or issues.
fn counts(rules: &Rules, part: &str) -> bool {
    let counting = &rules.masthead.counting;
    part.chars()
        .all(|c| c.is_ascii_digit() || c.is_ascii_punctuation() || counting.holds(c))
}

/// Reads a line as a masthead (报头): a day, and beside it only the paper's name, number, weekday and pages. A paper's
/// name that the rules know needs no day.
pub fn masthead(rules: &Rules, text: &str) -> Option<Masthead> {
    // Most lines hold neither a day nor a known name.
    if rules.masthead.names.is_empty() && !may_hold_day(text) {
        return None;
    }
    if text.chars().count() > 70 || text.ends_with(is_stop) || is_clause(text) {
        return None;
    }
    let (text, section) = match running::page_in(rules, text) {
        Some((rest, heading)) => (text.get(rest)?.trim(), Some(heading)),
        None => (text, None),
    };
    let text = &*narrow(text);
    let own = known_paper(rules, text);
    let (date, range) = match written_date(text) {
        Some((date, range)) => (Some(date), range),
        None => (None, 0..own.map(|_| 0)?),
    };
    let mut rest = format!("{} {}", text.get(..range.start)?, text.get(range.end..)?);
    let number = issue_number(&mut rest);
    for week in ["星期", "周", "礼拜", "禮拜"] {
        let days = "一二三四五六日天".chars().filter(|_| rest.contains(week));
        for day in days.collect::<Vec<_>>() {
            rest = rest.replace(&format!("{week}{day}"), " ");
        }
    }
    if let Some(own) = own {
        rest = rest.replace(own, " ");
    }
    let mut paper = own.map(str::to_owned);
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
        let aside = starts_with(part, &rules.masthead.aside_starts)
            || ends_with(part, &rules.masthead.aside_ends)
            // 鹭汀报创刊三十年 is a headline.
            || own.is_none() && part.contains("年") && count <= 12 && part.chars().all(is_han)
            || part.chars().all(|c| c.is_ascii_digit())
            // 鹭汀报 高宁 is a byline.
            || date.is_some() && is_name(rules, part);
        if aside || own.is_some() && (counts(rules, part) || part.ends_with("机关报")) {
            continue;
        }
        if own.is_some() && !starts_with(part, &rules.furniture.contact) {
            return None;
        }
        // 本办法自2023年10月1日… is a sentence.
        let name = count <= 14
            && part.chars().all(|c| is_han(c) || c.is_alphabetic())
            && !part.ends_with(['自', '于', '在', '至', '从', '於', '從']);
        // A comma after the day goes on with a sentence.
        if own.is_none() && (!name || text.contains('，') || paper.is_some() && count > 8) {
            return None;
        }
        paper.get_or_insert_with(|| part.to_owned());
    }
    Some(Masthead {
        paper,
        date,
        number,
        known: own.is_some(),
        section,
    })
}

/// Reads a line that holds nothing but the issue's number and its day or month: 第18期, 2024年第5号, Issue 208 –
/// 14 June 2024. A line of other words is none.
pub fn imprint(rules: &Rules, text: &str) -> Option<Masthead> {
    let text = &*narrow(text);
    if text.chars().count() > 60 || !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let rest = text.to_lowercase();
    let numbered = rules.masthead.numbers.is_within(&rest);
    let date = find_date(text).map(|d| d.0);
    let number = issue_number(&mut text.to_owned());
    let rest = rules.masthead.beside.blanked(&rest);
    let bare = |c: char| {
        c.is_ascii_digit() || !c.is_alphanumeric() || "一二三四五六七八九十〇零".contains(c)
    };
    let days = [
        "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun",
    ];
    let only = rest.split(|c: char| !c.is_alphanumeric()).all(|w| {
        w.chars().all(bare)
            || days.contains(
                &w.trim_end_matches("day")
                    .trim_end_matches("nes")
                    .trim_end_matches("ur"),
            )
    });
    (numbered && only).then_some(Masthead {
        paper: None,
        date,
        number,
        known: false,
        section: None,
    })
}

/// The name and number that an issue's title holds: 山城周刊（第 12 期）：春耕.
pub fn titled(text: &str) -> Masthead {
    let text = &*narrow(text);
    let number = issue_number(&mut text.to_owned()).or_else(|| {
        // This Week in Loom 41
        let (_, last) = text.trim_end().rsplit_once([' ', '#'])?;
        let digits = (1..=4).contains(&last.len()) && last.bytes().all(|b| b.is_ascii_digit());
        let year = last.len() == 4 && last.starts_with(['1', '2']);
        (digits && !year).then(|| last.to_owned())
    });
    let name = number.as_ref().and_then(|n| {
        let at = text.find(n.as_str())?;
        let head = text.get(..at)?.trim_end_matches(|c: char| {
            c.is_whitespace()
                || matches!(
                    c,
                    '第' | '总' | '總' | '（' | '#' | '《' | '|' | '｜' | '-' | '—' | '：' | '·'
                )
        });
        let parts = |c: char| c.is_whitespace() || matches!(c, '-' | '—' | '–' | '|' | '，');
        let head = ["Issue", "No.", "Nr.", "n°", "N°"]
            .iter()
            .fold(head, |head, word| head.strip_suffix(word).unwrap_or(head))
            .trim_end_matches(parts)
            .trim_start();
        let bare = head.trim_matches(['《', '》']);
        let fits = (2..=40).contains(&bare.chars().count())
            && !bare.contains(['，', '。', '：', '！', '？'])
            && !bare.starts_with(|c: char| c.is_ascii_digit());
        fits.then(|| bare.to_owned())
    });
    Masthead {
        paper: name,
        date: find_date(text).map(|d| d.0),
        number,
        known: false,
        section: None,
    }
}

/// Takes 第1234期, 总第1234号, No.12 out of a masthead's rest.
fn issue_number(rest: &mut String) -> Option<String> {
    for (head, tails) in [
        ("总第", ["期", "号"]),
        ("第", ["期", "号"]),
        ("總第", ["期", "號"]),
        ("No.", ["", ""]),
        ("Nr.", ["", ""]),
        ("n°", ["", ""]),
        ("N°", ["", ""]),
        ("Issue ", ["", ""]),
    ] {
        let Some(at) = rest.find(head) else { continue };
        let after = rest.get(at + head.len()..)?;
        let after = after.trim_start();
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
    fn a_running_head_holds_page_and_section() {
        for text in [
            "山城报 2023年10月24日 星期二 A05 民生",
            "2023年10月24日　星期二　第05版：民生",
        ] {
            let read = masthead(Rules::built_in(), text).expect("it is one");
            let section = read.section.expect("it has one");
            assert_eq!(text.get(section.name), Some("民生"));
            assert_eq!(read.date, Date::new(2023, 10, 24));
        }
        let plain = masthead(Rules::built_in(), "山城报 2023年10月24日 今日8版");
        assert_eq!(plain.and_then(|m| m.section), None);
    }

    #[test]
    fn an_imprint_is_a_number_and_a_day_and_nothing_else() {
        let rules = Rules::built_in();
        for text in [
            "第18期",
            "2024年第5号",
            "Issue 208 – 14 June 2024",
            "No. 7, 3 November 2024",
        ] {
            assert!(imprint(rules, text).is_some(), "{text}");
        }
        for text in ["第18期渡口见闻", "2024", "Issue 208 on ferries"] {
            assert_eq!(imprint(rules, text), None, "{text}");
        }
    }

    #[test]
    fn a_reader_s_own_words_stand_beside_a_paper_s_day() {
        let own =
            "[masthead]\nnumbers = [\"辑号\"]\nbeside = [\"辑号\"]\naside_starts = [\"试刊\"]\n";
        let own = &Rules::built_in().extended(own).expect("they are right");
        assert_eq!(imprint(Rules::built_in(), "辑号 18"), None);
        assert!(imprint(own, "辑号 18").is_some());
        let text = "试刊十二 2023年10月24日 山城报";
        let paper = |rules| masthead(rules, text).and_then(|read| read.paper);
        assert_eq!(paper(own).as_deref(), Some("山城报"));
        assert_eq!(paper(Rules::built_in()).as_deref(), Some("试刊十二"));
    }

    #[test]
    fn a_masthead_holds_paper_day_and_number() {
        let read = masthead(
            Rules::built_in(),
            "山城报 2023年10月24日 星期二 第1234期 今日8版",
        )
        .expect("it is one");
        assert_eq!(
            (read.paper.as_deref(), read.number.as_deref()),
            (Some("山城报"), Some("1234"))
        );
        assert_eq!(read.date, Date::new(2023, 10, 24));
        assert_eq!(
            masthead(Rules::built_in(), "二〇二三年十月二十四日 星期二").and_then(|m| m.date),
            Date::new(2023, 10, 24)
        );
        assert_eq!(
            masthead(Rules::built_in(), "2023年10月24日，工厂在经开区开工"),
            None
        );
    }
}
