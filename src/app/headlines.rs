//! Going to a headline by typing part of it: the list narrows with every key.

use super::fold::folded;
use super::index::{Index, name};
use super::prompt::Prompt;
use super::viewport::Viewport;
use crate::issue::Issue;
use memchr::memmem;

/// The prompt for a headline and what fits it.
#[derive(Clone, Debug, Default)]
pub struct Headlines {
    /// What is typed.
    pub prompt: Prompt,
    /// All headlines folded, each ended by a line end.
    names: String,
    /// Where each ends.
    ends: Vec<u32>,
    /// The articles that fit.
    hits: Vec<u32>,
    /// Which of them is chosen.
    chosen: usize,
    /// Which of them are on screen.
    view: Viewport,
}

impl Headlines {
    /// All headlines of an issue, `current` chosen.
    pub fn of(issue: &Issue, index: &Index, current: usize, height: u16) -> Self {
        let mut list = Self::default();
        for number in 0..index.len() {
            if let Some(article) = index.article(issue, number) {
                list.names.push_str(&folded(&name(article, &issue.source)));
            }
            list.names.push('\n');
            let end = u32::try_from(list.names.len()).unwrap_or(u32::MAX);
            list.ends.push(end);
        }
        list.narrow();
        list.chosen = current.min(list.hits.len().saturating_sub(1));
        list.resize(height);
        list
    }

    /// Finds again what fits the prompt: every word of it, in any order.
    pub fn narrow(&mut self) {
        let query = folded(self.prompt.text());
        let words: Vec<&str> = query.split_whitespace().collect();
        self.hits.clear();
        match words.split_first() {
            None => self.hits.extend((0_u32..).take(self.ends.len())),
            Some((first, others)) => self.hits = self.fitting(first, others),
        }
        self.chosen = 0;
        self.view.top = 0;
        self.clamp();
    }

    fn fitting(&self, first: &str, others: &[&str]) -> Vec<u32> {
        let mut hits: Vec<u32> = Vec::new();
        for at in memmem::find_iter(self.names.as_bytes(), first.as_bytes()) {
            let n = self.ends.partition_point(|&e| e as usize <= at);
            let number = u32::try_from(n).unwrap_or(u32::MAX);
            if hits.last() == Some(&number) {
                continue;
            }
            let start = n.checked_sub(1).and_then(|n| self.ends.get(n));
            let range =
                start.map_or(0, |&s| s as usize)..self.ends.get(n).map_or(0, |&e| e as usize);
            let name = self.names.get(range).unwrap_or("");
            if others.iter().all(|word| name.contains(word)) {
                hits.push(number);
            }
        }
        hits
    }

    /// Chooses another, by so many down.
    pub fn choose(&mut self, by: i64) {
        let mut cursor = Viewport {
            top: self.chosen,
            height: 1,
            total: self.hits.len(),
        };
        cursor.by(by);
        self.chosen = cursor.top;
        self.clamp();
    }

    /// Chooses the one in a row of the list; whether there is one.
    pub fn choose_row(&mut self, row: u16) -> bool {
        let chosen = self.view.top + usize::from(row);
        let any = chosen < self.hits.len();
        if any {
            self.chosen = chosen;
        }
        any
    }

    /// Has so many rows to show the list in.
    pub fn resize(&mut self, height: u16) {
        self.view.height = usize::from(height);
        self.clamp();
    }

    /// Rows that a page moves by.
    pub fn page(&self) -> usize {
        self.view.page()
    }

    fn clamp(&mut self) {
        self.view.total = self.hits.len();
        let top = self.view.top;
        let least = (self.chosen + 1).saturating_sub(self.view.height.max(1));
        self.view.to(top.clamp(least.min(self.chosen), self.chosen));
    }

    /// The article chosen.
    pub fn article(&self) -> Option<usize> {
        self.hits.get(self.chosen).map(|&n| n as usize)
    }

    /// The articles on screen, and which of these rows is chosen.
    pub fn rows(&self) -> (impl Iterator<Item = usize>, usize) {
        let rows = self.hits.iter().skip(self.view.top).take(self.view.height);
        (
            rows.map(|&n| n as usize),
            self.chosen.saturating_sub(self.view.top),
        )
    }

    /// Which of how many is chosen, counted from 1.
    pub fn rank(&self) -> (usize, usize) {
        let total = self.hits.len();
        ((self.chosen + 1).min(total), total)
    }

    /// The part of the list on screen.
    pub fn view(&self) -> Viewport {
        self.view
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::testing::issue;

    fn list(typed: &str, height: u16) -> Headlines {
        let issue = issue("# 江上潮声\n# 岸上灯火\n# 江桥 Alpha 通车\n# 潮");
        let mut list = Headlines::of(&issue, &Index::of(&issue), 1, height);
        for c in typed.chars() {
            list.prompt.insert(c.encode_utf8(&mut [0; 4]));
            list.narrow();
        }
        list
    }

    fn hits(typed: &str) -> Vec<usize> {
        list(typed, 10).rows().0.collect()
    }

    #[test]
    fn the_list_narrows_as_one_types() {
        assert_eq!(hits(""), [0, 1, 2, 3]);
        assert_eq!(hits("江"), [0, 2]);
        assert_eq!(hits("江通"), [0; 0]);
        assert_eq!(hits("通 江"), [2]);
        assert_eq!(hits("ＡＬ"), [2]);
    }

    #[test]
    fn either_script_finds_a_headline() {
        assert_eq!(hits("江橋 通車"), [2]);
        assert_eq!(hits("潮聲"), [0]);
    }

    #[test]
    fn the_current_article_is_chosen_at_first() {
        assert_eq!(list("", 10).article(), Some(1));
        assert_eq!(list("潮", 10).article(), Some(0));
        assert_eq!(list("无", 10).article(), None);
        assert_eq!(list("无", 10).rank(), (0, 0));
    }

    #[test]
    fn the_chosen_one_stays_on_screen() {
        let mut list = list("", 2);
        for by in [1, 1, 5, -2, i64::MIN, i64::MAX] {
            list.choose(by);
            let (rows, chosen) = list.rows();
            let rows: Vec<usize> = rows.collect();
            assert_eq!(rows.get(chosen).copied(), list.article(), "{by}");
        }
        list.resize(0);
        list.choose(-1);
        assert_eq!(list.article(), Some(2));
    }
}
