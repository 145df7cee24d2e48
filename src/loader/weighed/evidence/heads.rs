//! The lines over a text, as the deck's reading sees them.

use crate::correction::Role;
use crate::loader::forms::bylines::{Surety, is_name};
use crate::loader::forms::dates::is_day;
use crate::loader::forms::labels::{bare_column, is_box, is_chair, is_column};
use crate::loader::rules::{Rules, ends_with, starts_with};
use crate::loader::source::inline;
use crate::loader::source::lines::{Form, Line, folded, indented, is_count, is_han};

/// One line over a text, and what is known of it.
#[derive(Clone, Debug)]
pub struct Head {
    /// Its words, marks folded to full width.
    pub text: String,
    /// Level of its heading mark; 0 without one.
    pub level: u8,
    /// Its length in half ems.
    pub width: u32,
    /// Whether a space stands between two Han characters.
    pub spaced: bool,
    /// How often a line of these words stands alone in the text.
    pub recurs: usize,
    /// Whether it may be a byline.
    pub names: Option<Surety>,
    /// Whether it is written in an alphabet.
    pub alphabetic: bool,
    /// Whether all of it is strong.
    pub strong: bool,
    /// Whether it is indented as paragraphs are.
    pub indented: bool,
    /// Blank lines before it.
    pub blanks: u8,
    /// Share of its pairs of Han that return in the text that follows.
    pub echo: f32,
    /// Opening brackets and quotation marks in it, less closing ones.
    pub open: i16,
    /// Whether it heads a box inside a story: 延伸阅读.
    pub boxed: bool,
    /// Whether it is a digest's name: 环球扫描.
    pub digest: bool,
    /// Whether it is a day and no more.
    pub day: bool,
    /// Whether it ends as kickers do.
    pub kicker_end: bool,
    /// Whether it ends as the report of an event does.
    pub event_end: bool,
    /// Whether it begins as decks do.
    pub deck_start: bool,
    /// Whether it tells who spoke or took the chair, and no more.
    pub chair: bool,
    /// Whether it names a place or a body, and no more.
    pub place: bool,
    /// Whether it counts parts, and no more: 一, 2.
    pub count: bool,
    /// Whether it ends with a notice's name.
    pub notice: bool,
    /// Whether its last word, after a space, is a name.
    pub named: bool,
    /// Whether it is balanced: two or three parts of about one length, as slogans are.
    pub balanced: bool,
    /// Whether it gives numbers.
    pub numbers: bool,
    /// Whether a comma stands in it.
    pub comma: bool,
    /// Whether it is the name of a column that the rules know.
    pub column: bool,
    /// Whether it is built like a column's name: 城南快评.
    pub label: bool,
    /// Its role by a correction.
    pub corrected: Option<Role>,
}

impl Head {
    /// Looks at a line, and at those that it goes on in where its column's edge cut it.
    pub fn new(
        rules: &Rules,
        source: &str,
        first: &Line,
        rest: &[&Line],
        names: Option<Surety>,
    ) -> Self {
        let level = if let Form::Heading(level) = first.form {
            level
        } else {
            0
        };
        let text = whole(source, first, rest);
        let mut words = text.split_whitespace().rev();
        let last = words.next().filter(|_| words.next().is_some());
        let width = first.width + rest.iter().map(|l| l.width).sum::<u32>();
        let spaced = first.spaced || rest.iter().any(|l| l.spaced);
        let open = first.open + rest.iter().map(|l| l.open).sum::<i16>();
        Self {
            kicker_end: ends_with(&text, &rules.deck.kicker_ends),
            event_end: ends_with(&text, &rules.deck.event_ends),
            deck_start: starts_with(&text, &rules.deck.starts),
            chair: is_chair(rules, &text),
            place: is_place(rules, &text),
            count: is_part_number(&text),
            notice: ends_with(&text, &rules.headline.notices),
            column: is_column(rules, &text),
            label: is_label(rules, &text),
            boxed: is_box(rules, &text),
            day: text.ends_with('日') && is_day(&text),
            digest: width <= 12 && !spaced && ends_with(&text, &rules.headline.digests),
            named: last.is_some_and(|w| is_name(rules, w)),
            balanced: balanced(&text),
            numbers: gives_numbers(&text),
            comma: text.contains('，'),
            text,
            level,
            width,
            spaced,
            recurs: 1,
            names,
            alphabetic: first.is_alphabetic(),
            strong: first.strong && rest.iter().all(|l| l.strong),
            indented: indented(first),
            blanks: first.blanks,
            echo: 0.,
            open,
            corrected: None,
        }
    }
}

/// The words of a head's lines together, marks folded.
fn whole(source: &str, first: &Line, rest: &[&Line]) -> String {
    let mut text = folded(first.span.of(source));
    let mut before = first.span.of(source);
    for line in rest {
        let words = line.span.of(source);
        text.extend(inline::joint(before, words));
        text.push_str(&folded(words));
        before = words;
    }
    text
}

/// Whether a line gives numbers: 65个, 百分之七十一, 超七成, 两千九百亿.
fn gives_numbers(text: &str) -> bool {
    let mut before = '\0';
    text.contains("百分之")
        || text.chars().any(|c| {
            let counted = matches!(c, '成' | '倍' | '万' | '亿' | '萬' | '億')
                && "一二三四五六七八九十百千万两数近半".contains(before);
            before = c;
            counted || c.is_ascii_digit()
        })
}

/// Whether a line is made of parts of about one length: 春耕不误农时　备耕抢抓先机.
fn balanced(text: &str) -> bool {
    let parts = text.split(|c: char| c.is_whitespace() || matches!(c, '，' | '、' | '；'));
    let lengths = parts
        .map(|p| p.chars().filter(|c| is_han(*c)).count())
        .filter(|n| *n > 0);
    let lengths: Vec<usize> = lengths.take(4).collect();
    (2..=3).contains(&lengths.len())
        && lengths.iter().all(|n| *n >= 3)
        && lengths
            .windows(2)
            .all(|w| matches!(w, [a, b] if a.abs_diff(*b) <= 1))
}

/// Characters of the longest name of a place or a body that is known as one.
const PLACE: usize = 16;

/// Whether a line names a place or a body and no more, as kickers do: 山城市大江镇.
fn is_place(rules: &Rules, text: &str) -> bool {
    (5..=PLACE).contains(&text.chars().count())
        && text.chars().all(|c| is_han(c) || c.is_ascii_digit())
        && ends_with(text, &rules.deck.places)
}

/// Whether a line is a number that counts parts, and no more: 一, 2, （三）.
fn is_part_number(text: &str) -> bool {
    let bare = text.trim_matches(['（', '）', '、', '.', ' ']);
    (1..=3).contains(&bare.chars().count()) && bare.chars().all(is_count)
}

/// Characters of the longest label that is built like a column's name.
const LABEL: usize = 7;

/// Whether a line is built like a column's name (栏目): a few Han that end as such names do, with or without marks around.
fn is_label(rules: &Rules, text: &str) -> bool {
    let bare = bare_column(text);
    (2..=LABEL).contains(&bare.chars().count())
        && bare.chars().all(is_han)
        && ends_with(bare, &rules.column.endings)
}

/// How the lines are shared out, counted from the first.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Shares {
    pub column: usize,
    pub kicker: usize,
    pub headline: usize,
    pub deck: usize,
    pub byline: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_spoke_and_who_took_the_chair_is_told_alone() {
        let chair = |text| is_chair(Rules::built_in(), text);
        assert!(chair("王小川主持"));
        assert!(chair("王小川讲话 李大江主持"));
        assert!(chair("王小川、李大江出席"));
        assert!(!chair("新桥昨日通车 李大江主持"));
        assert!(!chair("主持"));
    }

    #[test]
    fn a_column_s_name_is_known_by_its_end() {
        let label = |text| is_label(Rules::built_in(), text);
        assert!(label("城南快评") && label("【渡口论坛】"));
        assert!(!label("老桥拆了新桥通车") && !label("城南区委书记谈新桥快评"));
    }

    #[test]
    fn places_and_counts_are_told_by_their_form() {
        let place = |text| is_place(Rules::built_in(), text);
        assert!(place("山城省大江市白石镇"));
        assert!(!place("抓好新桥通车工作"));
        assert!(is_part_number("一") && is_part_number("12") && is_part_number("（三）"));
        assert!(!is_part_number("一桥通两岸") && !is_part_number(""));
    }
}
