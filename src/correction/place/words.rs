//! The words of lines: what is left of them without marks and spaces.

use crate::issue::{Issue, Span};

/// The words of a text: its letters and digits; its other characters where it has none.
pub fn key(text: &str) -> String {
    let mut words = String::new();
    add(text, &mut words);
    words
}

fn add(text: &str, words: &mut String) {
    let before = words.len();
    words.extend(text.chars().filter(|c| c.is_alphanumeric()));
    if words.len() == before {
        words.extend(text.chars().filter(|c| !is_blank(*c)));
    }
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{FEFF}' | '\u{200B}' | '#' | '*')
}

/// A line's text, its end left off; `None` beyond the last.
pub fn line(issue: &Issue, number: usize) -> Option<&str> {
    let start = *issue.line_starts.get(number.checked_sub(1)?)?;
    let end = issue
        .line_starts
        .get(number)
        .map_or(issue.source.len(), |end| *end as usize);
    let span = Span::new(start as usize, end);
    Some(span.of(&issue.source).trim_end_matches(['\n', '\r']))
}

/// The lines from the one on that holds a byte, each with its number.
pub fn lines(issue: &Issue, from: usize) -> impl Iterator<Item = (usize, &str)> {
    let first = issue.line_of(Span::new(from, from).start);
    (first..=issue.line_starts.len()).filter_map(|n| Some((n, line(issue, n)?)))
}

/// The words of all lines of a text, one after the other, so that words can be followed from line to line.
pub struct Words {
    text: String,
    /// Where each line's words begin, and where the last ones end.
    starts: Vec<usize>,
}

impl Words {
    /// The words of an issue's source.
    pub fn of(issue: &Issue) -> Self {
        let mut words = Self {
            text: String::with_capacity(issue.source.len()),
            starts: Vec::with_capacity(issue.line_starts.len() + 1),
        };
        for (_, line) in lines(issue, 0) {
            words.starts.push(words.text.len());
            add(line, &mut words.text);
        }
        words.starts.push(words.text.len());
        words
    }

    /// How many lines there are.
    pub fn lines(&self) -> usize {
        self.starts.len() - 1
    }

    /// The byte at which the words of a line begin, counted from 1; of one beyond the last the end.
    pub fn start(&self, line: usize) -> usize {
        let start = self.starts.get(line.saturating_sub(1));
        start.copied().unwrap_or(self.text.len())
    }

    /// A line's words.
    pub fn line(&self, line: usize) -> &str {
        self.from(line, 1)
    }

    /// The words of so many lines from one on.
    pub fn from(&self, line: usize, count: usize) -> &str {
        let range = self.start(line)..self.start(line.saturating_add(count));
        self.text.get(range).unwrap_or("")
    }

    /// The words of so many lines before one.
    pub fn before(&self, line: usize, count: usize) -> &str {
        let range = self.start(line.saturating_sub(count).max(1))..self.start(line);
        self.text.get(range).unwrap_or("")
    }

    /// The line whose words hold the byte before this one.
    pub fn line_before(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start < byte)
    }
}
