//! The help: keys, mouse, files and settings with what they do, in as many columns as have room; it scrolls and can be
//! searched.

use super::fold::folded;
use super::lines::width;
use super::viewport::Viewport;
use crate::typeset::{Ambiguous, wording};

/// Cells of a column at least, where there are several.
const LEAST: u16 = 46;

/// Columns at most.
const MOST: u16 = 3;

/// Cells between columns.
const GUTTER: u16 = 3;

/// Cells between a name and what is said of it.
const GAP: u16 = 2;

/// Cells before what is said of a name that stands above it.
const BELOW: u16 = 2;

/// A line of the help.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum HelpLine {
    /// What the entries that follow are for.
    Group(String),
    /// Something and what it does.
    Entry {
        /// Keys, what the mouse does, a setting, or a kind of file.
        name: String,
        /// What it does, or where it is.
        text: String,
    },
}

impl HelpLine {
    /// What an entry is of.
    fn name(&self) -> Option<&str> {
        match self {
            Self::Group(_) => None,
            Self::Entry { name, .. } => Some(name),
        }
    }
}

/// What the reader is told, in the reader's language.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Guide {
    /// All of the help.
    pub lines: Vec<HelpLine>,
    /// The few keys that matter in a pane, in the order in which they are named.
    pub hints: Vec<Hint>,
}

/// Keys that the status line names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hint {
    /// Where they matter.
    pub pane: super::pane::Pane,
    /// Whether they matter only while matches are lit.
    pub lit: bool,
    /// Whether they are named even where few have room.
    pub keep: bool,
    /// Whether they are named only where there is another of these.
    pub another: Option<Another>,
    /// The keys, by their names.
    pub keys: String,
    /// What they do.
    pub text: String,
}

/// What a key leads to, of which there has to be another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Another {
    /// An article.
    Article,
    /// A section that has articles.
    Section,
}

impl Another {
    /// What the file of keys calls so.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "article" => Some(Self::Article),
            "section" => Some(Self::Section),
            _ => None,
        }
    }
}

/// A row of a column of the help.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct HelpRow {
    /// An entry's name; empty where the row goes on with the text above.
    pub name: String,
    /// What is said of it, or a group's name.
    pub text: String,
    /// The number of the line it shows, counted from 0; `None` for a blank row.
    pub line: Option<usize>,
    /// Whether it is a group's name.
    pub heading: bool,
    /// Cells from the column's beginning to the text.
    pub indent: u16,
}

/// The lines that have what was searched for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HelpMatches {
    /// What was searched for.
    pub query: String,
    /// Their numbers, in order; there is one at least.
    pub lines: Vec<usize>,
    /// Which of them one is at, counted from 0.
    pub at: usize,
}

/// The open help.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Help {
    /// Its columns from the left, each with its rows.
    pub columns: Vec<Vec<HelpRow>>,
    /// Cells of a column.
    pub width: u16,
    /// Which rows are on screen, of all columns alike.
    pub view: Viewport,
    /// What was searched for and found.
    pub found: Option<HelpMatches>,
    /// What each line says, folded for the search.
    texts: Vec<String>,
}

impl Help {
    /// Sets the lines for a pane of this size, in cells.
    pub fn of(lines: &[HelpLine], cells: u16, height: u16, ambiguous: Ambiguous) -> Self {
        let count = ((cells + GUTTER) / (LEAST + GUTTER)).clamp(1, MOST);
        let column = cells.saturating_sub(GUTTER * (count - 1)) / count;
        let columns = share(groups(lines, column, ambiguous), count.into());
        let view = Viewport {
            top: 0,
            height: usize::from(height),
            total: columns.iter().map(Vec::len).max().unwrap_or(0),
        };
        let texts = lines.iter().map(|line| match line {
            HelpLine::Entry { name, text } => folded(&format!("{name} {text}")),
            HelpLine::Group(name) => folded(name),
        });
        Self {
            columns,
            width: column,
            view,
            found: None,
            texts: texts.collect(),
        }
    }

    /// The first cell of a column, counted from the first column's.
    pub fn start(&self, column: usize) -> u16 {
        let column = u16::try_from(column).unwrap_or(MOST);
        column.saturating_mul(self.width.saturating_add(GUTTER))
    }

    /// Searches all lines, and goes to the first that has the words from what is on screen on; whether there is
    /// one. What was found before is let go of only where there is.
    pub fn find(&mut self, query: &str) -> bool {
        let wanted = folded(query.trim());
        let has = |(_, text): &(usize, &String)| text.contains(&wanted);
        let lines: Vec<usize> = self
            .texts
            .iter()
            .enumerate()
            .filter(has)
            .map(|e| e.0)
            .collect();
        if lines.is_empty() {
            return false;
        }
        let seen = |line: &usize| self.row_of(*line).is_some_and(|row| row >= self.view.top);
        let at = lines.iter().position(seen).unwrap_or(0);
        self.found = Some(HelpMatches {
            query: query.trim().to_owned(),
            lines,
            at,
        });
        self.show();
        true
    }

    /// Goes so many found lines on, back where negative, round at the ends. Whether it went round an end; `None`
    /// where nothing was found.
    pub fn walk(&mut self, by: i64) -> Option<bool> {
        let found = self.found.as_mut()?;
        let (at, total) = (
            i64::try_from(found.at).ok()?,
            i64::try_from(found.lines.len()).ok()?,
        );
        let to = at.saturating_add(by);
        found.at = usize::try_from(to.rem_euclid(total)).unwrap_or(0);
        self.show();
        Some(!(0..total).contains(&to))
    }

    /// The line one is at, of those that were found.
    pub fn current(&self) -> Option<usize> {
        let found = self.found.as_ref()?;
        found.lines.get(found.at).copied()
    }

    /// Whether a line is one of those found.
    pub fn has_found(&self, line: usize) -> bool {
        let found = self.found.as_ref();
        found.is_some_and(|found| found.lines.binary_search(&line).is_ok())
    }

    /// Takes up where another help was, that was set for another size.
    pub fn resume(&mut self, before: Self) {
        let rows = before
            .columns
            .first()
            .and_then(|rows| rows.get(before.view.top..));
        let line = rows.and_then(|rows| rows.iter().find_map(|row| row.line));
        let top = line
            .filter(|_| before.view.top > 0)
            .and_then(|line| self.row_of(line));
        self.view.to(top.unwrap_or(0));
        self.found = before.found;
    }

    /// The column and the row in it at which a line begins.
    pub fn place_of(&self, line: usize) -> Option<(usize, usize)> {
        let mut columns = self.columns.iter().enumerate();
        columns.find_map(|(column, rows)| {
            let row = rows.iter().position(|row| row.line == Some(line))?;
            Some((column, row))
        })
    }

    fn row_of(&self, line: usize) -> Option<usize> {
        self.place_of(line).map(|(_, row)| row)
    }

    /// Brings the line one is at on screen, with some rows above it.
    fn show(&mut self) {
        let row = self.current().and_then(|line| self.row_of(line));
        if let Some(row) = row.filter(|row| !self.view.shows(*row)) {
            self.view.to(row.saturating_sub(self.view.height / 3));
        }
    }
}

/// The rows of each group. The texts of one begin in one cell: beside their names, or below them where a name would
/// have to be broken within a word.
fn groups(lines: &[HelpLine], column: u16, ambiguous: Ambiguous) -> Vec<Vec<HelpRow>> {
    let begins = |_: &HelpLine, next: &HelpLine| !matches!(next, HelpLine::Group(_));
    let most = column * 2 / 5;
    let mut number = 0;
    let rows_of = |group: &[HelpLine]| {
        let names = || group.iter().filter_map(HelpLine::name);
        let longest = names().map(|name| width(name, ambiguous)).max();
        let words = names().flat_map(str::split_whitespace);
        let below = words.map(|word| width(word, ambiguous)).max() > Some(most);
        let indent = if below {
            BELOW
        } else {
            longest.unwrap_or(0).min(most) + GAP
        };
        let mut rows = Vec::new();
        for line in group {
            let of_line = match line {
                HelpLine::Group(text) => heading(text, column, ambiguous),
                HelpLine::Entry { name, text } if below => {
                    let of_name = beside(name, "", (column, column + GAP), ambiguous);
                    let of_text = beside("", text, (column, indent), ambiguous);
                    [of_name, of_text].concat()
                }
                HelpLine::Entry { name, text } => beside(name, text, (column, indent), ambiguous),
            };
            let numbered = |row| HelpRow {
                line: Some(number),
                ..row
            };
            rows.extend(of_line.into_iter().map(numbered));
            number += 1;
        }
        rows
    };
    lines.chunk_by(begins).map(rows_of).collect()
}

fn heading(text: &str, column: u16, ambiguous: Ambiguous) -> Vec<HelpRow> {
    let lines = wording::lines(text, column, ambiguous).into_iter();
    let row = |text| HelpRow {
        text,
        heading: true,
        ..HelpRow::default()
    };
    lines.map(row).collect()
}

/// A name, and beside it the text, that begins after so many cells of the column.
fn beside(
    name: &str,
    text: &str,
    (column, indent): (u16, u16),
    ambiguous: Ambiguous,
) -> Vec<HelpRow> {
    let of_name = wording::lines(name, indent.saturating_sub(GAP), ambiguous);
    let of_text = wording::lines(text, column.saturating_sub(indent), ambiguous);
    let row = |i: usize| HelpRow {
        name: of_name.get(i).cloned().unwrap_or_default(),
        text: of_text.get(i).cloned().unwrap_or_default(),
        indent,
        ..HelpRow::default()
    };
    (0..of_name.len().max(of_text.len())).map(row).collect()
}

/// Shares groups out among columns, in order and each whole, so that the longest column is as short as it can be. A
/// blank row parts groups.
fn share(groups: Vec<Vec<HelpRow>>, count: usize) -> Vec<Vec<HelpRow>> {
    let heights: Vec<usize> = groups.iter().map(Vec::len).collect();
    let total = heights.iter().sum::<usize>() + heights.len();
    let (mut low, mut high) = (heights.iter().copied().max().unwrap_or(0), total);
    while low < high {
        let middle = usize::midpoint(low, high);
        if columns_of(&heights, middle) <= count {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    let mut columns: Vec<Vec<HelpRow>> = Vec::new();
    for group in groups {
        match columns.last_mut() {
            Some(column) if column.len() + 1 + group.len() <= low => {
                column.push(HelpRow::default());
                column.extend(group);
            }
            _ => columns.push(group),
        }
    }
    columns
}

/// How many columns of at most so many rows the groups take.
fn columns_of(heights: &[usize], most: usize) -> usize {
    let mut columns = 0;
    let mut used = usize::MAX;
    for height in heights {
        used = used.saturating_add(1 + height);
        if used > most {
            columns += 1;
            used = *height;
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn entry(name: &str, text: &str) -> HelpLine {
        HelpLine::Entry {
            name: name.into(),
            text: text.into(),
        }
    }

    fn lines() -> Vec<HelpLine> {
        vec![
            HelpLine::Group("移动".into()),
            entry("j ↓", "下一行"),
            HelpLine::Group("其他".into()),
            entry("Ctrl-L", "重画屏幕上的一切"),
        ]
    }

    /// Groups with so many entries each, of one row.
    fn many(sizes: &[usize]) -> Vec<HelpLine> {
        let group = |(number, size): (usize, &usize)| {
            let entries = (0..*size).map(move |i| entry("j", &format!("{number}:{i}")));
            std::iter::once(HelpLine::Group(format!("组{number}"))).chain(entries)
        };
        sizes.iter().enumerate().flat_map(group).collect()
    }

    fn help(lines: &[HelpLine], cells: u16, height: u16) -> Help {
        Help::of(lines, cells, height, Ambiguous::Narrow)
    }

    #[test]
    fn texts_are_wrapped_beside_their_names() {
        let help = help(&lines(), 16, 10);
        let rows: Vec<(&str, &str)> = help.columns[0]
            .iter()
            .map(|r| (r.name.as_str(), r.text.as_str()))
            .collect();
        assert_eq!(
            rows,
            [
                ("", "移动"),
                ("j ↓", "下一行"),
                ("", ""),
                ("", "其他"),
                ("Ctrl-L", "重画屏幕"),
                ("", "上的一切"),
            ]
        );
    }

    #[test]
    fn a_wide_pane_has_columns_of_whole_groups_that_are_alike_in_height() {
        let help = help(&many(&[5, 3, 4, 2]), 110, 10);
        let firsts: Vec<&str> = help.columns.iter().map(|c| c[0].text.as_str()).collect();
        assert_eq!(firsts, ["组0", "组2"]);
        assert_eq!(help.view.total, 11);
        assert_eq!(help.start(1), help.width + GUTTER);
    }

    #[test]
    fn what_is_searched_for_comes_on_screen_and_is_walked() {
        let mut help = help(&many(&[30, 30]), 40, 8);
        assert!(help.find("1:2"));
        assert_eq!(help.found.as_ref().unwrap().lines.len(), 11);
        assert_eq!(help.current(), Some(34));
        assert!(help.view.shows(help.row_of(34).unwrap()));
        assert_eq!(help.walk(-1), Some(true));
        assert_eq!(help.current(), Some(61));
        assert!(help.view.shows(help.row_of(61).unwrap()));
        assert_eq!(help.walk(1), Some(true));
        assert_eq!(help.walk(1), Some(false));
        assert!(!help.find("无此"));
        assert!(
            help.has_found(52) && !help.has_found(51),
            "what was found stays"
        );
    }

    #[test]
    fn long_names_stand_above_what_is_said_of_them() {
        let lines = [
            HelpLine::Group("设置".into()),
            entry("typeset.paragraph_gap", "段间空行"),
            entry("theme", "配色"),
        ];
        let rows: Vec<(String, String, u16)> = help(&lines, 38, 10).columns[0]
            .iter()
            .map(|r| (r.name.clone(), r.text.clone(), r.indent))
            .collect();
        let row = |name: &str, text: &str, indent| (name.to_owned(), text.to_owned(), indent);
        let above = 38 + GAP;
        assert_eq!(
            rows,
            [
                row("", "设置", 0),
                row("typeset.paragraph_gap", "", above),
                row("", "段间空行", BELOW),
                row("theme", "", above),
                row("", "配色", BELOW),
            ]
        );
        let wide = help(&lines, 60, 10);
        assert_eq!(wide.columns[0][2].text, "配色");
    }

    #[test]
    fn a_groups_name_is_found() {
        let mut help = help(&lines(), 40, 8);
        assert!(help.find("其他"));
        let current = help.current().unwrap();
        let (column, row) = help.place_of(current).unwrap();
        assert!(help.columns[column][row].heading);
    }

    #[test]
    fn a_search_minds_neither_case_nor_script() {
        let mut help = help(&lines(), 40, 8);
        assert!(help.find("ctrl-l"));
        assert!(help.find("重畫"));
    }

    #[test]
    fn another_size_keeps_the_place_and_what_was_found() {
        let mut before = help(&many(&[30, 30]), 40, 8);
        before.find("1:7");
        before.view.to(20);
        let mut after = help(&many(&[30, 30]), 30, 5);
        after.resume(before.clone());
        assert_eq!((after.view.top, &after.found), (20, &before.found));
    }

    proptest! {
        #[test]
        fn every_entry_stands_once_and_in_order(
            sizes in proptest::collection::vec(0_usize..12, 0..9),
            cells in 0_u16..240,
            height in 0_u16..50,
        ) {
            let lines = many(&sizes);
            let help = help(&lines, cells, height);
            let rows = help.columns.iter().flatten();
            let mut lines: Vec<usize> = rows.filter_map(|row| row.line).collect();
            lines.dedup();
            let all = sizes.len() + sizes.iter().sum::<usize>();
            prop_assert_eq!(lines, (0..all).collect::<Vec<usize>>());
            prop_assert!(help.columns.iter().all(|rows| rows.len() <= help.view.total));
            let end = help.start(help.columns.len().max(1) - 1) + help.width;
            prop_assert!(end <= cells, "{} columns end at {end} of {cells}", help.columns.len());
        }
    }
}
