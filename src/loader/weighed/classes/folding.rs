//! Folding a line where its form is looked at: as a whole, or only its ends where it is long, and only where they may tell
//! something.

use crate::loader::source::lines::{self, Line};

/// Half ems of the longest line that is looked at as a whole; of longer ones only the ends are, if at all.
const LONG: u32 = 330;
/// Characters of a line's head and tail.
const HEAD_CHARS: usize = 60;
const TAIL_CHARS: usize = 100;

/// A line's parts, marks folded, in a buffer that serves for all lines.
pub struct Folding<'a> {
    text: &'a str,
    chars: u32,
    /// Whether the buffer holds the whole line.
    whole: bool,
    buffer: &'a mut String,
}

impl<'a> Folding<'a> {
    pub fn of(text: &'a str, line: &Line, buffer: &'a mut String) -> Self {
        let whole = line.width <= LONG;
        if whole {
            fold_into(buffer, text);
        }
        Self {
            text,
            chars: line.chars,
            whole,
            buffer,
        }
    }

    /// The whole line, if it is looked at as a whole.
    pub fn into_whole(self) -> Option<&'a str> {
        self.whole.then_some(&**self.buffer)
    }

    /// Its beginning.
    pub fn head(&mut self) -> &str {
        let short = self.chars as usize <= HEAD_CHARS;
        self.part(|text| if short { text } else { head(text, HEAD_CHARS) })
    }

    /// Its end.
    pub fn tail(&mut self) -> &str {
        let short = self.chars as usize <= TAIL_CHARS;
        self.part(|text| if short { text } else { tail(text, TAIL_CHARS) })
    }

    fn part(&mut self, cut: impl Fn(&str) -> &str) -> &str {
        if self.whole {
            return cut(self.buffer);
        }
        fold_into(self.buffer, cut(self.text));
        self.buffer
    }
}

fn head(text: &str, chars: usize) -> &str {
    text.char_indices()
        .nth(chars)
        .map_or(text, |(i, _)| text.get(..i).unwrap_or(text))
}

fn tail(text: &str, chars: usize) -> &str {
    text.char_indices()
        .rev()
        .nth(chars)
        .map_or(text, |(i, _)| text.get(i..).unwrap_or(text))
}

fn fold_into(buffer: &mut String, text: &str) {
    buffer.clear();
    lines::fold_into(buffer, text);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::source::lines::scan;

    /// The whole, the head and the tail of a line of which extraction narrowed the marks.
    fn parts(text: &str) -> (Option<String>, String, String) {
        let lines = scan(text, 0);
        let line = lines.first().expect("a line");
        let mut buffer = String::new();
        let mut folding = Folding::of(text, line, &mut buffer);
        let (head, tail) = (folding.head().to_owned(), folding.tail().to_owned());
        (folding.into_whole().map(str::to_owned), head, tail)
    }

    #[test]
    fn a_short_line_is_folded_as_a_whole_and_is_its_own_head_and_tail() {
        let text = "本报讯(记者王小川)新桥通车";
        let full = "本报讯（记者王小川）新桥通车".to_owned();
        assert_eq!(parts(text), (Some(full.clone()), full.clone(), full));
    }

    #[test]
    fn head_and_tail_of_a_longer_line_are_so_many_characters_of_it() {
        let text = format!("一:{}二:", "船".repeat(120));
        let (whole, head, tail) = parts(&text);
        assert_eq!(whole, Some(text.replace(':', "：")));
        assert_eq!(head, format!("一：{}", "船".repeat(HEAD_CHARS - 2)));
        assert!(
            tail.ends_with("船二：") && tail.chars().count() == TAIL_CHARS + 1,
            "{tail}"
        );
    }

    #[test]
    fn of_a_very_long_line_only_the_ends_are_looked_at() {
        let text = format!("一:{}二:", "船".repeat(LONG as usize));
        let (whole, head, tail) = parts(&text);
        assert_eq!(whole, None);
        assert!(
            head.starts_with("一：船") && head.chars().count() == HEAD_CHARS,
            "{head}"
        );
        assert!(tail.ends_with("船二："), "{tail}");
    }

    #[test]
    fn one_buffer_serves_line_after_line() {
        let (long, short) = (format!("一:{}", "船".repeat(LONG as usize)), "二:");
        let mut buffer = String::new();
        for (text, head) in [(long.as_str(), "一：船"), (short, "二：")] {
            let lines = scan(text, 0);
            let mut folding = Folding::of(text, &lines[0], &mut buffer);
            assert!(folding.head().starts_with(head));
        }
        assert_eq!(buffer, "二：");
    }
}
