//! The help: every key with what it does, as lines the keymap gives; it scrolls.

use super::lines::{cut, width, wrap};
use super::viewport::Viewport;
use crate::typeset::Ambiguous;

/// A line of the help.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum HelpLine {
    /// What the keys that follow are for.
    Group(String),
    /// Keys and what they do.
    Keys {
        /// The keys, by their names.
        keys: String,
        /// What they do.
        text: String,
    },
}

/// What the keymap tells the reader, in the reader's language.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Guide {
    /// All keys, for the help.
    pub lines: Vec<HelpLine>,
    /// The few keys that matter in a pane, in the order in which they are named.
    pub hints: Vec<Hint>,
}

/// Keys that the status line names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hint {
    /// Where they matter.
    pub pane: super::Pane,
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

/// A row of the help on screen.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct HelpRow {
    /// The keys; empty where the row goes on with the text above.
    pub keys: String,
    /// What they do, or a group's name.
    pub text: String,
    /// Whether `text` is a group's name.
    pub group: bool,
}

/// The open help.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Help {
    /// All its rows.
    pub rows: Vec<HelpRow>,
    /// Cells of the column of keys.
    pub keys: u16,
    /// Which rows are on screen.
    pub view: Viewport,
}

impl Help {
    /// Sets the lines for a pane of this size.
    pub fn of(lines: &[HelpLine], columns: u16, height: u16, ambiguous: Ambiguous) -> Self {
        let longest = lines.iter().map(|line| match line {
            HelpLine::Keys { keys, .. } => width(keys, ambiguous),
            HelpLine::Group(_) => 0,
        });
        let keys = longest.max().unwrap_or(0).min(columns * 2 / 5);
        let room = columns.saturating_sub(keys + 2);
        let mut rows = Vec::new();
        for line in lines {
            match line {
                HelpLine::Group(text) => {
                    if !rows.is_empty() {
                        rows.push(HelpRow::default());
                    }
                    rows.push(HelpRow {
                        text: cut(text, columns, ambiguous),
                        group: true,
                        ..HelpRow::default()
                    });
                }
                HelpLine::Keys { keys: names, text } => {
                    let names = wrap(names, keys, usize::MAX, ambiguous);
                    let texts = wrap(text, room, usize::MAX, ambiguous);
                    for i in 0..names.len().max(texts.len()) {
                        rows.push(HelpRow {
                            keys: names.get(i).cloned().unwrap_or_default(),
                            text: texts.get(i).cloned().unwrap_or_default(),
                            group: false,
                        });
                    }
                }
            }
        }
        let view = Viewport {
            top: 0,
            height: usize::from(height),
            total: rows.len(),
        };
        Self { rows, keys, view }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines() -> Vec<HelpLine> {
        vec![
            HelpLine::Group("移动".into()),
            HelpLine::Keys {
                keys: "j ↓".into(),
                text: "下一行".into(),
            },
            HelpLine::Group("其他".into()),
            HelpLine::Keys {
                keys: "Ctrl-L".into(),
                text: "重画屏幕上的一切".into(),
            },
        ]
    }

    #[test]
    fn texts_are_wrapped_beside_their_keys() {
        let help = Help::of(&lines(), 16, 10, Ambiguous::Narrow);
        let rows: Vec<(&str, &str)> = help
            .rows
            .iter()
            .map(|r| (r.keys.as_str(), r.text.as_str()))
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
    fn any_size_will_do() {
        for columns in 0..30 {
            let help = Help::of(&lines(), columns, 3, Ambiguous::Narrow);
            assert_eq!(help.view.total, help.rows.len());
        }
    }
}
