//! Marks as the text writes them and as Chinese prints them.

use super::class::{is_closing, is_han, is_raised, is_wide_word};
use std::{borrow::Cow, ops::Range};

/// Characters to be shown otherwise.
pub struct Change {
    /// First byte.
    pub at: usize,
    /// Bytes there.
    pub len: usize,
    /// What is shown instead.
    pub to: Cow<'static, str>,
}

/// The half-width marks that stand among Han, and what they are shown as, in order. GB/T 15834 knows only the
/// full-width forms; the marks between digits (13.2, 10:30, 1,234) and between Latin words stay, and so does `code`.
pub fn changes(text: &str, code: &[Range<usize>]) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    let mut open: Vec<Bracket> = Vec::new();
    // The last character as shown, which a run of marks (?!) has to see.
    let mut before: Option<char> = None;
    let mut foreign = 0;
    let han = text.chars().any(is_han);
    let mut code = code.iter().peekable();
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        // Nearly all there is: no mark stands beyond, and code is not told from text.
        if c > '\u{2E3A}' {
            (before, foreign) = (Some(c), at);
            continue;
        }
        while code.next_if(|code| code.end <= at).is_some() {}
        // A note's number does not part a mark from the words before it.
        if is_raised(c) {
            continue;
        }
        if code.peek().is_some_and(|code| code.start <= at) {
            if !c.is_ascii() {
                foreign = at;
            }
            before = Some(c);
            continue;
        }
        let next = chars.peek().map(|&(_, c)| c);
        let to = match c {
            '(' => {
                open.push(Bracket {
                    index: changes.len(),
                    at,
                    before,
                    after: next,
                });
                // Shown as it is, unless its partner finds Han beside them.
                Some("(")
            }
            ')' => open
                .pop()
                .filter(|bracket| bracket.is_chinese(before, next, foreign))
                .and_then(|bracket| changes.get_mut(bracket.index))
                .map(|change| {
                    change.to = Cow::Borrowed("（");
                    "）"
                }),
            _ => shown_as(c, before, next, han),
        };
        if let Some(to) = to {
            let len = c.len_utf8();
            let to = Cow::Borrowed(to);
            changes.push(Change { at, len, to });
        }
        if !c.is_ascii() {
            foreign = at;
        }
        before = to.and_then(|to| to.chars().next_back()).or(Some(c));
    }
    changes.retain(|c| c.to != "(");
    changes
}

/// A bracket that waits for its partner.
struct Bracket {
    /// Its change's number.
    index: usize,
    at: usize,
    before: Option<char>,
    after: Option<char>,
}

impl Bracket {
    /// Whether Han or Chinese marks stand beside this bracket or its partner; `foreign` is the byte of the last
    /// character beyond ASCII before that.
    fn is_chinese(&self, last: Option<char>, next: Option<char>, foreign: usize) -> bool {
        let full =
            |c: Option<char>| c.is_some_and(|c| is_wide_word(c) || is_closing(c) && !c.is_ascii());
        // 函数f(x)的: what is called with its arguments is no Chinese.
        let called = self.before.is_some_and(|c| c.is_ascii_alphanumeric()) && foreign < self.at;
        full(self.before) || full(self.after) || full(last) || full(next) && !called
    }
}

/// What a mark is shown as, if otherwise than it is written; `han` is whether the text has any Han.
fn shown_as(c: char, before: Option<char>, next: Option<char>, han: bool) -> Option<&'static str> {
    Some(match c {
        ',' if wants_full(before, next, han) => "，",
        ';' if wants_full(before, next, han) => "；",
        ':' if wants_full(before, next, han) => "：",
        '!' if wants_full(before, next, han) => "！",
        '?' if wants_full(before, next, han) => "？",
        '\u{2E3A}' => "——",
        '•' | '‧' if before.is_some_and(is_han) && next.is_some_and(is_han) => "·",
        _ => return None,
    })
}

/// Whether a half-width mark between these characters is a Chinese one; `han` is whether the text has any.
fn wants_full(before: Option<char>, next: Option<char>, han: bool) -> bool {
    let Some(before) = before else { return false };
    if is_wide_word(before) || is_closing(before) && !before.is_ascii() {
        return true;
    }
    // 增长10.5%,高于: after a figure or a Latin name the mark is Chinese where Han go on.
    // 87.6%;2023年: a unit ends the figure, so that no mark after it is part of one.
    let unit = matches!(before, '%' | '‰' | '℃');
    (before.is_ascii_alphanumeric() || unit || before == ')') && next.is_some_and(is_han)
        || han && unit && next.is_some_and(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::string_slice)]
    use super::*;

    /// What a text is shown as.
    fn check(text: &str, expected: &str) {
        let mut shown = String::new();
        let mut from = 0;
        for change in changes(text, &[]) {
            shown.push_str(&text[from..change.at]);
            shown.push_str(&change.to);
            from = change.at + change.len;
        }
        shown.push_str(&text[from..]);
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn half_width_marks_after_han_are_shown_full_width() {
        check(
            "据了解,项目;总投资:不少!真的?",
            "据了解，项目；总投资：不少！真的？",
        );
        check("他说“好”,又说《书》;", "他说“好”，又说《书》；");
        check("什么?!", "什么？！");
    }

    #[test]
    fn marks_between_figures_and_in_latin_stay() {
        check(
            "增长13.2,1,234.56,在10:30见",
            "增长13.2,1,234.56，在10:30见",
        );
        check("比分3:2", "比分3:2");
        check("Hello, world: yes!", "Hello, world: yes!");
        check("在https://a.cn/b?c,d看", "在https://a.cn/b?c,d看");
    }

    #[test]
    fn a_mark_between_a_figure_and_han_is_chinese() {
        check("占87.6%;比上年", "占87.6%；比上年");
        check("占87.6%;2023年以来", "占87.6%；2023年以来");
        check("up 10%,20% in towns", "up 10%,20% in towns");
        check("物联网AIoT,与大数据", "物联网AIoT，与大数据");
    }

    #[test]
    fn brackets_beside_han_change_in_pairs() {
        check("30万台(套)产能", "30万台（套）产能");
        check("物联网(AIoT)和", "物联网（AIoT）和");
        check("(一)总则", "（一）总则");
        check("call f(x) here的", "call f(x) here的");
        check("函数 f(x)的值", "函数 f(x)的值");
        check("缺一半(的", "缺一半(的");
        check("缺一半)的", "缺一半)的");
    }

    #[test]
    fn dots_and_long_dashes_take_their_chinese_form() {
        check("穆罕默德•本‧朱马", "穆罕默德·本·朱马");
        check("他⸺这个人", "他——这个人");
        check("• 要点", "• 要点");
    }
}
