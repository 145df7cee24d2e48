//! Text to lines, with what each shows at a glance: its marks, its length, how it begins and ends.

mod counting;
mod folding;
mod tags;

use crate::issue::Span;
use crate::loader::side;
pub(crate) use counting::each_char;
pub(crate) use folding::{fold, fold_into, folded, in_full};

/// What the marks of a line say it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Form {
    /// Text without a mark.
    Text,
    /// Under so many `#`.
    Heading(u8),
    /// A list's item under a bullet, and its later lines where breaks part them.
    List,
    /// Under `>`.
    Quote,
    /// A row of a table between `|`, or a line of a table of HTML.
    Row,
    /// A picture by its reference, `![…](…)`, and nothing else.
    Image,
    /// `---`, `***` and the like.
    Rule,
    /// Inside a fence of backticks or tildes; the fences themselves have an empty span.
    Code,
    /// Of a footnote that the text refers to; see [`crate::loader::source::notes::told_by_lines`].
    Note,
}

/// A line that is not blank.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// Its text, without surrounding space and without its marks.
    pub span: Span,
    /// The whole line, without its end.
    pub whole: Span,
    /// What its marks say.
    pub form: Form,
    /// Blank lines before it, 255 at most.
    pub blanks: u8,
    /// White space before the text, in half ems.
    pub indent: u8,
    /// Whether a form feed stands before it.
    pub feed: bool,
    /// Its length in half ems.
    pub width: u32,
    /// Characters in it.
    pub chars: u32,
    /// Han characters in it.
    pub han: u32,
    /// Letters of alphabets in it.
    pub letters: u32,
    /// Full stops, question and exclamation marks in it.
    pub stops: u16,
    /// Commas, enumeration commas and semicolons in it.
    pub commas: u16,
    /// Opening quotes, brackets and title marks less closing ones.
    pub open: i16,
    /// Whether a space stands between two Han characters.
    pub spaced: bool,
    /// Whether all of it is strong, between `**`: subheads often are.
    pub strong: bool,
    /// Whether a `\` behind its words breaks it, so that the next line is a line of its own.
    pub breaks: bool,
    /// Its first character.
    pub first: char,
    /// Its last character.
    pub last: char,
    /// The last but one, or NUL.
    pub before_last: char,
}

/// Whether a character is Chinese writing proper.
#[inline]
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{20000}'..='\u{3134F}' | '\u{F900}'..='\u{FAFF}' | '〇' | '々')
}

/// Whether a character counts the parts of something: a digit, or one of 一 to 十.
pub(crate) fn is_count(c: char) -> bool {
    c.is_ascii_digit() || "一二三四五六七八九十".contains(c)
}

/// Whether a character is of a number, in digits or written out: 2026, 二〇二六, 一百二十.
pub(crate) fn is_numeral(c: char) -> bool {
    is_count(c) || matches!(c, '〇' | '○' | '零' | '百')
}

/// Whether a character ends a sentence.
pub(crate) fn is_stop(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '…' | '｡' | '．' | '⋯')
}

/// Whether a character closes a quotation or a bracket.
pub(crate) fn is_closing(c: char) -> bool {
    matches!(
        c,
        '”' | '’' | '」' | '』' | '）' | ')' | '】' | '〕' | '》' | '〉' | ']' | '］'
    )
}

/// Whether no line may begin with a character: what begins with it goes on.
pub(crate) fn never_first(c: char) -> bool {
    matches!(
        c,
        '，' | '。'
            | '、'
            | '；'
            | '：'
            | '？'
            | '！'
            | ','
            | ';'
            | ':'
            | '?'
            | '!'
            | '%'
            | '％'
            | '”'
            | '’'
            | '」'
            | '』'
            | '）'
            | ')'
            | '》'
            | '〉'
            | '】'
            | '〕'
            | ']'
    )
}

impl Line {
    /// Whether the line ends as a sentence does: with a stop, or a stop and what closes it.
    pub fn ends_sentence(&self) -> bool {
        is_stop(self.last)
            || self.last == '.' && self.letters > self.han && self.before_last != '.'
            || (is_closing(self.last) || self.last == '"')
                && (is_stop(self.before_last)
                    || self.before_last == '.' && self.letters > self.han
                    || is_closing(self.before_last))
    }

    /// Whether it is written mostly in an alphabet.
    pub fn is_alphabetic(&self) -> bool {
        self.letters > self.han * 2
    }
}

/// The byte at which each line of a text, blank ones too, starts.
pub(crate) fn starts(source: &str) -> Vec<u32> {
    let mut starts = vec![0];
    let bytes = source.as_bytes();
    for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
        let crlf = bytes.get(at) == Some(&b'\r') && bytes.get(at + 1) == Some(&b'\n');
        if !crlf {
            starts.push(Span::new(at + 1, at + 1).start);
        }
    }
    starts
}

/// The lines of a text that are not blank, from a byte on.
pub(crate) fn scan(source: &str, from: usize) -> Vec<Line> {
    let bytes = source.as_bytes();
    let mut lines: Vec<Line> = Vec::with_capacity(source.len() / 120);
    let (mut blanks, mut feed, mut fence) = (0u8, false, None);
    let mut at = from;
    while at < bytes.len() {
        let rest = bytes.get(at..).unwrap_or_default();
        let length = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
        let end = at + length;
        let crlf =
            usize::from(bytes.get(end) == Some(&b'\r') && bytes.get(end + 1) == Some(&b'\n'));
        match scan_line(source, at, end, &mut feed, &mut fence) {
            Some(line) => lines.push(Line {
                blanks: std::mem::take(&mut blanks),
                feed: std::mem::take(&mut feed),
                // What a break parts is still the item's or the quotation's.
                form: match lines.last() {
                    Some(above) if above.breaks => above.form,
                    _ => line.form,
                },
                ..line
            }),
            None => blanks = blanks.saturating_add(1),
        }
        at = end + 1 + crlf;
    }
    side::change(&mut lines, 1, |line| {
        let text = line.span.of(source);
        counting::measure(line, text);
    });
    lines
}

fn scan_line(
    source: &str,
    start: usize,
    end: usize,
    feed: &mut bool,
    fence: &mut Option<u8>,
) -> Option<Line> {
    let text = source.get(start..end).unwrap_or("");
    let mut indent = 0u32;
    let mut body = start;
    for c in text.chars() {
        match c {
            '\u{3000}' => indent += 2,
            '\t' => indent += 4,
            '\u{c}' => *feed = true,
            c if c.is_whitespace() || c == '\u{FEFF}' || c == '\u{200B}' => indent += 1,
            _ => break,
        }
        body += c.len_utf8();
    }
    if body >= end {
        return None;
    }
    let text = source.get(body..end).unwrap_or("");
    let (form, mark) = form_of(text, fence);
    let words = broken(source, text, form, end);
    let breaks = words.is_some();
    let text = words.unwrap_or(text);
    let blank = |c: char| c.is_whitespace() || c == '\u{FEFF}' || c == '\u{200B}';
    let marked = text.get(mark..).unwrap_or("").trim_end_matches(blank);
    let inner = marked.trim_start_matches(blank);
    let inner_start = body + mark + marked.len() - inner.len();
    let unwrapped = inner.strip_prefix("**").and_then(|t| t.strip_suffix("**"));
    let strong =
        unwrapped.filter(|t| !t.trim().is_empty() && !t.contains("**") && form == Form::Text);
    let inner_start = inner_start + if strong.is_some() { 2 } else { 0 };
    let inner = strong.unwrap_or(inner);
    // A caption in tags of its own is its words.
    let (inner_start, inner) = match tags::within(inner).filter(|_| form == Form::Text) {
        Some(tags::Within::Words(before, after)) => (
            inner_start + before,
            inner.get(before..inner.len() - after).unwrap_or(inner),
        ),
        _ => (inner_start, inner),
    };
    let line = Line {
        span: Span::new(inner_start, inner_start + inner.len()),
        whole: Span::new(start, end),
        form,
        blanks: 0,
        indent: u8::try_from(indent).unwrap_or(u8::MAX),
        feed: false,
        width: 0,
        chars: 0,
        han: 0,
        letters: 0,
        stops: 0,
        commas: 0,
        open: 0,
        spaced: false,
        strong: strong.is_some(),
        breaks,
        first: inner.chars().next().unwrap_or('\0'),
        last: inner.chars().next_back().unwrap_or('\0'),
        before_last: '\0',
    };
    Some(line)
}

/// The words of a line that a `\` behind them breaks; nothing where none does: where it is written twice, where the
/// paragraph ends with it, and where a mark begins the next line (`CommonMark`, Hard line breaks).
fn broken<'a>(source: &str, text: &'a str, form: Form, end: usize) -> Option<&'a str> {
    if !text.ends_with('\\') || !matches!(form, Form::Text | Form::List | Form::Quote) {
        return None;
    }
    let words = text.trim_end_matches('\\');
    let rest = source.get(end..)?;
    let rest = rest.strip_prefix('\r').unwrap_or(rest);
    let rest = rest.strip_prefix('\n').unwrap_or(rest);
    let next = rest.split(['\n', '\r']).next()?.trim();
    let goes_on = match form_of(next, &mut None) {
        _ if next.is_empty() => false,
        (Form::Text, _) => true,
        (Form::Quote, mark) => form == Form::Quote && mark < next.len(),
        _ => false,
    };
    let own = !words.trim_matches([' ', '>']).is_empty();
    let breaks = (text.len() - words.len()) % 2 == 1 && own && goes_on;
    breaks.then(|| text.strip_suffix('\\')).flatten()
}

/// What stands for a fence while a table of HTML is open.
const TABLE: u8 = b'<';

/// The form that a line's marks give it, and the bytes those marks take at its head.
fn form_of(text: &str, fence: &mut Option<u8>) -> (Form, usize) {
    let bytes = text.as_bytes();
    let first = bytes.first().copied().unwrap_or(b' ');
    if *fence == Some(TABLE) {
        if text.contains("</table>") {
            *fence = None;
        }
        return (Form::Row, 0);
    }
    if let Some(open) = *fence {
        let closes = text.len() >= 3
            && bytes.iter().take(3).all(|b| *b == open)
            && text.trim_end().bytes().all(|b| b == open);
        if closes {
            *fence = None;
        }
        return (Form::Code, if closes { text.len() } else { 0 });
    }
    match first {
        b'#' => {
            let level = bytes.iter().take_while(|b| **b == b'#').count();
            let spaced = bytes.get(level).is_none_or(|b| *b == b' ' || *b == b'\t')
                || text.get(level..).is_some_and(|t| t.starts_with('\u{3000}'));
            if level <= 6 && spaced {
                (Form::Heading(u8::try_from(level).unwrap_or(6)), level)
            } else {
                (Form::Text, 0)
            }
        }
        b'>' => (
            Form::Quote,
            bytes
                .iter()
                .take_while(|b| matches!(b, b'>' | b' '))
                .count(),
        ),
        b'`' | b'~'
            if bytes.iter().take_while(|b| **b == first).count() >= 3
                && !text.get(3..).unwrap_or("").contains('`') =>
        {
            *fence = Some(first);
            (Form::Code, text.len())
        }
        b'-' | b'*' | b'_' | b'=' if is_rule(bytes, first) => (Form::Rule, text.len()),
        // A page's number between dashes is no item: - 3 -
        b'-' if text.len() <= 9 && text.trim_end().ends_with(" -") => (Form::Text, 0),
        b'-' | b'*' | b'+' if bytes.get(1) == Some(&b' ') && text.len() > 2 => (Form::List, 2),
        // What layout tools put in a picture's place.
        b'<' if text == "<!-- image -->" => (Form::Image, 0),
        b'<' if tags::within(text) == Some(tags::Within::Image) => (Form::Image, 0),
        b'<' if text.starts_with("<table") => {
            if !text.contains("</table>") {
                *fence = Some(TABLE);
            }
            (Form::Row, 0)
        }
        b'|' if bytes.iter().filter(|b| **b == b'|').count() >= 2 => (Form::Row, 0),
        b'!' if text.starts_with("![")
            && text.trim_end().ends_with(')')
            && text.matches("](").count() == 1 =>
        {
            (Form::Image, 0)
        }
        _ => (Form::Text, 0),
    }
}

fn is_rule(bytes: &[u8], first: u8) -> bool {
    let body = bytes.trim_ascii_end();
    body.iter().filter(|b| **b == first).count() >= 3
        && body.iter().all(|b| *b == first || *b == b' ')
}

/// Whether a line is indented as paragraphs are.
pub fn indented(line: &Line) -> bool {
    (3..=8).contains(&line.indent)
}

#[cfg(test)]
mod tests {
    use super::Form::{Heading, Image, List, Quote, Row, Rule, Text};
    use super::*;

    fn one(text: &str) -> Line {
        scan(text, 0).remove(0)
    }

    #[test]
    fn line_ends_of_all_systems_count_alike() {
        let text = "一\n二\r\n三\r四";
        assert_eq!(scan(text, 0).len(), 4);
        assert_eq!(starts(text), [0, 4, 9, 13]);
    }

    #[test]
    fn marks_are_taken_off_and_named() {
        let texts = [
            "## 标题",
            "- 项",
            "> 引",
            "| 甲 | 乙 |",
            "![图](a.png)",
            "---",
            "#标签",
            "－项",
        ];
        let forms: Vec<Form> = texts.iter().map(|t| one(t).form).collect();
        assert_eq!(
            forms,
            [Heading(2), List, Quote, Row, Image, Rule, Text, Text]
        );
        assert_eq!(one("## 标题 ").span.of("## 标题 "), "标题");
    }

    #[test]
    fn lengths_are_in_half_ems() {
        let line = one("　　本报讯 10月23日，");
        assert_eq!(
            (line.indent, line.width, line.han),
            (4, 6 + 1 + 2 + 2 + 2 + 2 + 2, 5)
        );
    }

    #[test]
    fn a_sentence_may_end_inside_quotes() {
        assert!(one("他说：“好。”").ends_sentence());
        assert!(one("The end.").ends_sentence());
        assert!(!one("版权所有（某报）").ends_sentence());
    }

    #[test]
    fn blank_lines_and_feeds_are_counted() {
        let lines = scan("一\n\n \n\u{c}二", 0);
        assert_eq!((lines[1].blanks, lines[1].feed), (2, true));
    }
}
