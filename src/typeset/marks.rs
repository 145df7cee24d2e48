//! Marks as the text writes them and as Chinese prints them.

use super::{
    addresses::addresses,
    class::{is_closing, is_figure, is_han, is_opening, is_raised, is_wide_word},
};
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

/// Shows an opening bracket full-width, and gives its partner.
fn closed(open: &mut Change) -> &'static str {
    open.to = Cow::Borrowed("（");
    "）"
}

/// Whether what follows is one blank, and words behind it.
fn is_blank_within(mut ahead: impl Iterator<Item = (usize, char)>) -> bool {
    let blank = ahead.next().is_some_and(|(_, c)| c == ' ');
    blank && ahead.next().is_some_and(|(_, c)| !c.is_whitespace())
}

/// The half-width marks that stand among Han, and what they are shown as, in order. GB/T 15834 knows only the
/// full-width forms; the marks between digits (13.2, 10:30, 1,234) and between Latin words stay, and so does `code`.
pub fn changes(text: &str, code: &[Range<usize>]) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    let mut open: Vec<Bracket> = Vec::new();
    // The last characters as shown, the nearer first, which a run of marks (?!) has to see.
    let mut before: [Option<char>; 2] = [None; 2];
    // Where the Latin words end that the last characters are of, and the character before those.
    let mut words = Words::default();
    let mut foreign = 0;
    let han = text.chars().any(is_han);
    let mut code = code.iter().peekable();
    let mut addresses = addresses(text).into_iter().peekable();
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        // Nearly all there is: no mark stands beyond, and code is not told from text.
        if c > '\u{2E3A}' {
            (before, foreign) = ([Some(c), before[0]], at);
            continue;
        }
        if before[0].is_some_and(|c| c > '\u{2E3A}') {
            words = Words {
                before: before[0],
                blank: false,
            };
        }
        while code.next_if(|code| code.end <= at).is_some() {}
        while addresses.next_if(|address| address.end <= at).is_some() {}
        // A note's number does not part a mark from the words before it.
        if is_raised(c) {
            continue;
        }
        let own = |range: &Range<usize>| range.start <= at;
        if code.peek().is_some_and(|code| own(code)) || addresses.peek().is_some_and(own) {
            if !c.is_ascii() {
                foreign = at;
            }
            before = [Some(c), before[0]];
            words.take(c);
            continue;
        }
        let next = chars.peek().map(|&(_, c)| c);
        let to = match c {
            '(' => {
                open.push(Bracket {
                    index: changes.len(),
                    at,
                    before: before[0],
                    after: next,
                });
                // Shown as it is, unless its partner finds Han beside them.
                Some("(")
            }
            ')' => open
                .pop()
                .filter(|bracket| bracket.is_chinese(before[0], next, foreign))
                .and_then(|bracket| changes.get_mut(bracket.index))
                .map(closed),
            _ => {
                let place = Place {
                    before,
                    next,
                    han,
                    words: words.before,
                    after: text.get(at + 1..).unwrap_or(""),
                };
                place.shown_as(c)
            }
        };
        if let Some(to) = to {
            let mut len = c.len_utf8();
            // A full-width mark has an empty half: the blank that a half-width one needs behind it would be a hole.
            if to.chars().all(is_pausing) && is_blank_within(chars.clone()) {
                chars.next();
                len += 1;
            }
            let to = Cow::Borrowed(to);
            changes.push(Change { at, len, to });
        }
        if !c.is_ascii() {
            foreign = at;
        }
        let shown = to.and_then(|to| to.chars().next_back()).or(Some(c));
        before = [shown, before[0]];
        words.take(shown.unwrap_or(c));
    }
    changes.retain(|c| c.to != "(");
    changes
}

/// What stands before the Latin words that a text is in: 用Python 3写.
#[derive(Default)]
struct Words {
    /// The character before them; of any other, itself.
    before: Option<char>,
    /// Whether a blank has been since.
    blank: bool,
}

impl Words {
    fn take(&mut self, c: char) {
        if c == ' ' {
            self.blank = true;
        } else if !c.is_ascii_alphanumeric() && !matches!(c, '-' | '.' | '+' | '#' | '\'') {
            *self = Self {
                before: Some(c),
                blank: false,
            };
        } else if std::mem::take(&mut self.blank) && self.before.is_none_or(|c| !is_wide_word(c)) {
            self.before = None;
        }
    }
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

/// Where a mark stands.
struct Place<'a> {
    /// The characters before it, the nearer first.
    before: [Option<char>; 2],
    next: Option<char>,
    /// Whether the text has any Han.
    han: bool,
    /// The character before the Latin words that it follows.
    words: Option<char>,
    /// What follows a mark of one byte.
    after: &'a str,
}

impl Place<'_> {
    /// What a mark is shown as, if otherwise than it is written.
    fn shown_as(&self, c: char) -> Option<&'static str> {
        Some(match c {
            ',' if self.wants_full() || self.parts_words() => "，",
            ';' if self.wants_full() || self.parts_words() => "；",
            ':' if self.wants_full() => "：",
            '!' if self.wants_full() => "！",
            '?' if self.wants_full() => "？",
            '.' if self.ends_sentence() => "。",
            '\u{2E3A}' => "——",
            '•' | '‧' if self.before[0].is_some_and(is_han) && self.next.is_some_and(is_han) => {
                "·"
            }
            _ => return None,
        })
    }

    /// Whether what stands before is Chinese, or a straight quotation mark, a bracket or a topic's sign (#茶#) after that.
    fn is_chinese(&self) -> bool {
        let [before, prior] = self.before;
        match before {
            Some('"' | '\'' | '#' | ']' | '}') => prior.is_some_and(is_chinese),
            Some(c) => is_chinese(c),
            None => false,
        }
    }

    /// Whether a half-width mark here is a Chinese one.
    fn wants_full(&self) -> bool {
        let [Some(before), _] = self.before else {
            return false;
        };
        if self.is_chinese() {
            return true;
        }
        let next_han = self.next.is_some_and(is_han);
        let closed = matches!(before, ')' | ']' | '}' | '"' | '\'');
        // 增长10.5%,高于: after a figure or a Latin name the mark is Chinese where Han go on, and where a text that began
        // in Han ends, goes on with a Chinese mark, or quotes Han: 会用Excel?; 问AI:"好吗?"
        let word = before.is_ascii_alphanumeric();
        let quoted = self.after.strip_prefix(['"', '\'']);
        let ends = self.next.is_none_or(|c| !c.is_ascii() && is_quote(c))
            || quoted.is_some_and(|words| words.starts_with(is_han));
        let named = ends && self.words.is_some_and(is_wide_word);
        // 87.6%;2023年: a unit ends the figure, so that no mark after it is part of one.
        let unit = matches!(before, '%' | '％' | '‰' | '℃');
        (word || closed) && next_han
            || word && named
            || self.han && (unit || is_sign(before)) && self.next != Some(before)
    }

    /// Whether a half-width comma here parts two Latin words each of which stands among Han: 会Python,Java的人.
    fn parts_words(&self) -> bool {
        let letter = self.before[0].is_some_and(|c| c.is_ascii_alphabetic());
        if !letter || !self.words.is_some_and(is_wide_word) {
            return false;
        }
        let of_word = |c: char| c.is_ascii_alphanumeric() || "+-.#".contains(c);
        let rest = self.after.trim_start_matches(of_word);
        rest.len() < self.after.len() && rest.starts_with(is_wide_word)
    }

    /// Whether a half-width full stop is a Chinese one: after a closing mark where no Latin goes on, and after Han at the
    /// text's end. Between Han it may part a name (马克.吐温) or a number from its item (一.总则).
    fn ends_sentence(&self) -> bool {
        let [before, prior] = self.before;
        let Some(last) = before else { return false };
        let goes_on = self.next.is_some_and(|c| c.is_ascii_graphic() && c != '"');
        if goes_on {
            return false;
        }
        let closed =
            !is_wide_word(last) && !is_sign(last) && !is_pausing(last) && self.is_chinese();
        let ended = self
            .next
            .is_none_or(|c| matches!(c, '"' | '”' | '’' | '」' | '』' | '）'));
        // （一）.
        let number = |c: char| is_figure(c) || "一二三四五六七八九十".contains(c);
        let numbered = matches!(last, '）' | ']' | '}') && prior.is_some_and(number);
        closed && !numbered || is_han(last) && ended && prior.is_some_and(is_chinese)
    }
}

/// Whether a mark after this character is Chinese whatever follows: Han, kana, and full-width marks that close.
fn is_chinese(c: char) -> bool {
    is_wide_word(c) || is_closing(c) && !c.is_ascii()
}

/// Signs that stand among Han and are no letters, with which pictures and items are counted (图①:), and strokes.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{2460}'..='\u{24FF}' | '\u{2776}'..='\u{2793}' | '\u{25A0}'..='\u{2606}' | '…' | '—' | '※')
}

/// Quotation marks and brackets.
fn is_quote(c: char) -> bool {
    is_opening(c) || matches!(c, '”' | '’' | '」' | '』' | '）' | '》' | '】')
}

/// Full-width marks of a pause or an end.
fn is_pausing(c: char) -> bool {
    matches!(c, '，' | '。' | '、' | '：' | '；' | '！' | '？')
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
    fn a_mark_after_a_straight_quotation_mark_is_chinese_where_the_words_are() {
        check(
            "他说\"不去\",又说'随便',最后去了;",
            "他说\"不去\"，又说'随便'，最后去了；",
        );
        check("选\"是\",\"否\"", "选\"是\"，\"否\"");
        check("他说\"OK\",就走了", "他说\"OK\"，就走了");
        check("印着\"tea\", \"milk\"两行", "印着\"tea\", \"milk\"两行");
        check("\"tea\", he said", "\"tea\", he said");
        check("他问AI:\"你好吗?\"", "他问AI：\"你好吗？\"");
        check("他问AI,'你好吗?'", "他问AI，'你好吗？'");
        for text in ["选A:\"tea\"", "{a:\"茶\"}", "a:\"茶\""] {
            check(text, text);
        }
    }

    #[test]
    fn a_mark_after_a_half_width_bracket_is_chinese_where_the_words_are() {
        check("[丙],{丁};", "[丙]，{丁}；");
        check("见[丙].", "见[丙]。");
        for text in ["茶[a],{b};", "[一].总则", "[茶].pdf", "[a]: {b}"] {
            check(text, text);
        }
    }

    #[test]
    fn a_full_stop_after_a_closing_mark_or_at_the_end_is_chinese() {
        check("买了茶(两包).他走了", "买了茶（两包）。他走了");
        check("还有\"酱油\".", "还有\"酱油\"。");
        check("他走了.", "他走了。");
        check("“他走了.”", "“他走了。”");
        for text in [
            "马克.吐温",
            "一.总则",
            "一. 总则",
            "（一）.总则",
            "你好.txt",
            "J.K.王",
            "再后来...",
            "《茶》.pdf",
            "v1.2版",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn signs_are_no_letters() {
        check("图①:茶园。图②: 茶工", "图①：茶园。图②：茶工");
        check("怎么……?", "怎么……？");
        check("达8.4%;", "达8.4%；");
        check(
            "超30%;AI手机,占64.7％;外方",
            "超30%；AI手机，占64.7％；外方",
        );
    }

    #[test]
    fn a_latin_word_among_han_ends_their_sentence() {
        check("你会用Excel?", "你会用Excel？");
        check("他说“用AI!”", "他说“用AI！”");
        check("据[1],他在", "据[1]，他在");
        check("标语：Hello, world!", "标语：Hello, world!");
        check("比a:b,x;y。", "比a:b,x;y。");
        check("喝tea, milk吗", "喝tea, milk吗");
        check("卡拉OK,5G网", "卡拉OK，5G网");
        check("#茶#,T恤", "#茶#，T恤");
        check("会C#,Java的", "会C#,Java的");
    }

    #[test]
    fn a_mark_that_becomes_full_width_takes_the_blank_behind_it() {
        check("副题: 茶, 水", "副题：茶，水");
        check("副题:  茶", "副题：  茶");
        check("他走了. ", "他走了. ");
    }

    #[test]
    fn an_address_keeps_its_marks() {
        for text in [
            "见https://a.example/路径?x=1",
            "见https://a.example/文件:名",
            "见https://a.example/目录/文,件?a=1;b=2",
            "见https://a.example/搜索?词=春天,夏天",
            "见ftp://a.example/文件:名",
            "见https://a.example/路径?名=茶",
            "见www.a.example/茶:绿茶/列表",
            "见https://a.example/茶_(植物)",
            "写信到mailto:茶农@a.example",
        ] {
            check(text, text);
        }
        check(
            "网址是https://a.example/路径?x=1,邮箱a@b.example,点(click)这里",
            "网址是https://a.example/路径?x=1，邮箱a@b.example，点（click）这里",
        );
        check(
            "打开https://a.example/茶吗?",
            "打开https://a.example/茶吗？",
        );
        check("(见https://a.example/茶)", "（见https://a.example/茶）");
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
