//! A line typed at a prompt: its text, its cursor, and what was typed there before.

use crate::typeset::cluster::{Ambiguous, clusters};

/// Bytes a prompt takes at most; the rest of a paste is noise.
const LONGEST: usize = 600;

/// A line being typed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Prompt {
    text: String,
    /// Byte before which the cursor stands.
    cursor: usize,
}

impl Prompt {
    /// The text typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text before and after the cursor.
    pub fn parts(&self) -> (&str, &str) {
        self.text
            .split_at_checked(self.cursor)
            .unwrap_or((&self.text, ""))
    }

    /// Replaces the text, the cursor at its end.
    pub fn set(&mut self, text: &str) {
        text.clone_into(&mut self.text);
        self.cursor = self.text.len();
    }

    /// Inserts text before the cursor: a line end in it is a blank, other control characters are dropped.
    pub fn insert(&mut self, text: &str) {
        for c in text.chars() {
            let c = match c {
                '\n' | '\t' | '\r' => ' ',
                c if c.is_control() => continue,
                c => c,
            };
            if self.text.len() + c.len_utf8() > LONGEST {
                return;
            }
            self.text.insert(self.cursor, c);
            self.cursor += c.len_utf8();
        }
    }

    /// Takes away the cluster before the cursor; whether there was one.
    pub fn erase(&mut self) -> bool {
        let start = self.before();
        let any = start < self.cursor;
        self.remove_from(start);
        any
    }

    /// Takes away the cluster under the cursor.
    pub fn erase_next(&mut self) {
        let end = self.after();
        self.text.replace_range(self.cursor..end, "");
    }

    /// Takes away the word before the cursor and the blanks after it.
    pub fn erase_word(&mut self) {
        let (before, _) = self.parts();
        let word = before.trim_end();
        let start = word.rfind(' ').map_or(0, |at| at + 1);
        self.remove_from(start);
    }

    /// Takes away everything before the cursor.
    pub fn erase_all(&mut self) {
        self.remove_from(0);
    }

    fn remove_from(&mut self, start: usize) {
        self.text.replace_range(start..self.cursor, "");
        self.cursor = start;
    }

    /// Moves the cursor one cluster to the left.
    pub fn left(&mut self) {
        self.cursor = self.before();
    }

    /// Moves the cursor one cluster to the right.
    pub fn right(&mut self) {
        self.cursor = self.after();
    }

    /// Moves the cursor to the beginning.
    pub fn start(&mut self) {
        self.cursor = 0;
    }

    /// Moves the cursor to the end.
    pub fn end(&mut self) {
        self.cursor = self.text.len();
    }

    fn before(&self) -> usize {
        clusters(self.parts().0, Ambiguous::Narrow)
            .last()
            .map_or(0, |c| c.at)
    }

    fn after(&self) -> usize {
        let next = clusters(self.parts().1, Ambiguous::Narrow).next();
        self.cursor + next.map_or(0, |c| c.text.len())
    }
}

/// The queries typed before, walked from a prompt.
#[derive(Clone, Debug, Default)]
pub struct Earlier {
    queries: Vec<String>,
    /// Which of them stands at the prompt.
    at: Option<usize>,
}

impl Earlier {
    /// Keeps a query as the latest.
    pub fn keep(&mut self, query: &str) {
        self.queries.retain(|q| q != query);
        self.queries.push(query.to_owned());
        if self.queries.len() > 50 {
            self.queries.remove(0);
        }
        self.at = None;
    }

    /// Begins anew at a fresh prompt.
    pub fn rewind(&mut self) {
        self.at = None;
    }

    /// The query before the one at the prompt.
    pub fn before(&mut self) -> Option<&str> {
        let at = self.at.unwrap_or(self.queries.len()).checked_sub(1)?;
        self.at = Some(at);
        self.queries.get(at).map(String::as_str)
    }

    /// The query after the one at the prompt; empty after the latest.
    pub fn after(&mut self) -> Option<&str> {
        let at = self.at? + 1;
        self.at = (at < self.queries.len()).then_some(at);
        Some(self.queries.get(at).map_or("", String::as_str))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> Prompt {
        let mut prompt = Prompt::default();
        prompt.insert(text);
        prompt
    }

    #[test]
    fn a_whole_cluster_goes_at_once() {
        let mut prompt = typed("潮e\u{301}");
        assert!(prompt.erase());
        assert_eq!(prompt.text(), "潮");
        assert!(prompt.erase());
        assert!(!prompt.erase());
    }

    #[test]
    fn a_paste_is_one_line_without_control_characters() {
        assert_eq!(typed("江\n水\u{1b}[2J\u{7}").text(), "江 水[2J");
        assert!(typed(&"潮".repeat(1000)).text().len() <= LONGEST);
    }

    #[test]
    fn text_is_typed_and_taken_where_the_cursor_is() {
        let mut prompt = typed("江流");
        prompt.left();
        prompt.insert("东");
        assert_eq!(prompt.parts(), ("江东", "流"));
        prompt.start();
        prompt.erase_next();
        assert_eq!(prompt.text(), "东流");
        prompt.end();
        prompt.right();
        assert_eq!(prompt.parts(), ("东流", ""));
    }

    #[test]
    fn a_word_or_all_is_erased() {
        let mut prompt = typed("one two ");
        prompt.erase_word();
        assert_eq!(prompt.text(), "one ");
        prompt.erase_all();
        assert_eq!(prompt.text(), "");
        prompt.erase_word();
        assert_eq!(prompt.text(), "");
    }

    #[test]
    fn earlier_queries_are_walked() {
        let mut earlier = Earlier::default();
        assert_eq!(earlier.before(), None);
        earlier.keep("潮");
        earlier.keep("灯");
        earlier.keep("潮");
        assert_eq!(earlier.before(), Some("潮"));
        assert_eq!(earlier.before(), Some("灯"));
        assert_eq!(earlier.before(), None);
        assert_eq!(earlier.after(), Some("潮"));
        assert_eq!(earlier.after(), Some(""));
        assert_eq!(earlier.after(), None);
    }
}
