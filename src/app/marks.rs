//! What the reader has read and put bookmarks at, and the keys by which an article is known again.

use crate::issue::{Article, Issue};
use std::collections::HashSet;

use super::index::{Index, name};

/// Read marks and bookmarks by article.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    read: Vec<bool>,
    bookmarks: Vec<bool>,
    count: usize,
}

impl Marks {
    /// No marks, for so many articles.
    pub fn none(articles: usize) -> Self {
        Self {
            read: vec![false; articles],
            bookmarks: vec![false; articles],
            count: 0,
        }
    }

    /// Whether an article was read.
    pub fn read(&self, article: usize) -> bool {
        self.read.get(article).copied().unwrap_or(false)
    }

    /// Whether an article has a bookmark.
    pub fn bookmark(&self, article: usize) -> bool {
        self.bookmarks.get(article).copied().unwrap_or(false)
    }

    /// How many articles were read.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Marks an article as read or unread; whether that changed anything.
    pub fn set_read(&mut self, article: usize, read: bool) -> bool {
        let Some(mark) = self.read.get_mut(article).filter(|m| **m != read) else {
            return false;
        };
        *mark = read;
        if read {
            self.count += 1;
        } else {
            self.count -= 1;
        }
        true
    }

    /// Sets or takes away an article's bookmark.
    pub fn set_bookmark(&mut self, article: usize, bookmark: bool) {
        if let Some(mark) = self.bookmarks.get_mut(article) {
            *mark = bookmark;
        }
    }

    /// The next article after one with a bookmark, round the issue.
    pub fn next_bookmark(&self, after: usize) -> Option<usize> {
        let len = self.bookmarks.len();
        (1..=len)
            .map(|by| (after + by) % len)
            .find(|&article| self.bookmark(article))
    }

    /// The keys of the articles that were read, and of those with bookmarks, sorted.
    pub fn keys(&self, issue: &Issue, index: &Index) -> [Vec<String>; 2] {
        [&self.read, &self.bookmarks].map(|marks| {
            let marked = marks.iter().enumerate().filter(|(_, m)| **m);
            let mut keys: Vec<String> = marked
                .filter_map(|(n, _)| index.article(issue, n))
                .map(|a| key(a, &issue.source))
                .collect();
            keys.sort_unstable();
            keys.dedup();
            keys
        })
    }

    /// Marks the articles that have one of these keys.
    pub fn take(&mut self, issue: &Issue, index: &Index, read: &[String], bookmarks: &[String]) {
        if read.is_empty() && bookmarks.is_empty() {
            return;
        }
        let set = |keys: &[String]| keys.iter().cloned().collect::<HashSet<String>>();
        let (read, bookmarks) = (set(read), set(bookmarks));
        for number in 0..index.len() {
            if let Some(article) = index.article(issue, number) {
                let key = key(article, &issue.source);
                if read.contains(&key) {
                    self.set_read(number, true);
                }
                if bookmarks.contains(&key) {
                    self.set_bookmark(number, true);
                }
            }
        }
    }
}

/// What an article is known by when its file has changed or moved: a hash (FNV-1a, 64 bits, as it must be the same
/// in every version) of its name and the first words of its text, without white space.
pub fn key(article: &Article, source: &str) -> String {
    let mut hash = 0xCBF2_9CE4_8422_2325_u64;
    let mut take = |text: &str| {
        for byte in text.split_whitespace().flat_map(str::bytes) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
        }
    };
    take(&name(article, source));
    let first = article.blocks.iter().find(|b| !b.text.is_empty());
    if let Some(run) = first.and_then(|b| b.text.runs.first()) {
        let words: String = run.span.of(source).chars().take(24).collect();
        take(&words);
    }
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::testing::issue;

    #[test]
    fn marks_are_found_again_in_a_file_that_changed() {
        let old = issue("# 潮声\n江水东流\n# 灯火\n岸上人家\n# 桥\n新桥通车");
        let index = Index::of(&old);
        let mut marks = Marks::none(index.len());
        marks.set_read(1, true);
        marks.set_bookmark(2, true);
        let [read, bookmarks] = marks.keys(&old, &index);

        let new = issue("# 快讯\n今日有雨\n# 灯火\n岸上人家\n# 桥\n新桥通车");
        let index = Index::of(&new);
        let mut found = Marks::none(index.len());
        found.take(&new, &index, &read, &bookmarks);
        assert_eq!([0, 1, 2].map(|n| found.read(n)), [false, true, false]);
        assert_eq!([0, 1, 2].map(|n| found.bookmark(n)), [false, false, true]);
        assert_eq!(found.count(), 1);
    }

    #[test]
    fn two_articles_of_one_name_have_keys_of_their_own() {
        let issue = issue("# 简讯\n江水\n# 简讯\n山色");
        let index = Index::of(&issue);
        let key = |n| index.article(&issue, n).map(|a| key(a, &issue.source));
        assert_ne!(key(0), key(1));
    }

    #[test]
    fn the_count_follows_the_marks() {
        let mut marks = Marks::none(2);
        assert!(marks.set_read(0, true));
        assert!(!marks.set_read(0, true));
        assert!(!marks.set_read(9, true));
        assert_eq!(marks.count(), 1);
        assert!(marks.set_read(0, false));
        assert_eq!(marks.count(), 0);
    }

    #[test]
    fn bookmarks_are_walked_round() {
        let mut marks = Marks::none(4);
        assert_eq!(marks.next_bookmark(0), None);
        marks.set_bookmark(1, true);
        marks.set_bookmark(3, true);
        assert_eq!(marks.next_bookmark(1), Some(3));
        assert_eq!(marks.next_bookmark(3), Some(1));
        assert_eq!(Marks::none(0).next_bookmark(0), None);
    }
}
