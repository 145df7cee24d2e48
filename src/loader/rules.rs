//! What is known of newspapers' words and forms: those of `assets/rules.toml`, and a reader's own added to them.

mod gather;
mod list;
mod own;
mod pattern;

pub use list::{List, ends_with, starts_with};
pub use own::{Mistake, RuleWrong};

use crate::assets;
use gather::{Characters, Gather};
use pattern::Patterns;
use std::sync::LazyLock;

static BUILT_IN: LazyLock<Rules> = LazyLock::new(|| {
    let mut rules = Rules::default();
    for (table, lists) in assets::RULES.entries() {
        for (name, words) in lists.entries() {
            if let Some((list, _)) = rules.list(table, name) {
                list.fill(&mut words.words());
            }
        }
    }
    rules
});

/// What the words of a list are compared with, and so which of them would match nearly everywhere.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    /// With whole words or lines.
    Whole,
    /// With the beginning, the end or any part of a line.
    Part,
    /// With whole lines, as patterns.
    Lines,
    /// With single characters.
    Characters,
}

/// Declares the tables of a rules file with their lists.
macro_rules! tables {
    ($($(#[$doc:meta])* $table:ident: $name:ident { $($list:ident: $type:ident $kind:ident,)* })*) => {
        /// Words and forms by what they tell.
        #[derive(Clone, PartialEq, Eq, Debug, Default)]
        pub struct Rules {
            $($(#[$doc])* pub $table: $name,)*
        }

        $(
            $(#[$doc])*
            #[derive(Clone, PartialEq, Eq, Debug, Default)]
            pub struct $name {
                $(pub $list: $type,)*
            }
        )*

        impl Rules {
            /// The tables of a rules file, each with its lists' names.
            pub const TABLES: &'static [(&'static str, &'static [&'static str])] =
                &[$((stringify!($table), &[$(stringify!($list)),*])),*];

            /// A list by its table's name and its own.
            fn list(&mut self, table: &str, list: &str) -> Option<(&mut dyn Gather, Kind)> {
                match (table, list) {
                    $($((stringify!($table), stringify!($list)) => {
                        Some((&mut self.$table.$list, Kind::$kind))
                    })*)*
                    _ => None,
                }
            }
        }
    };
}

tables! {
    /// The paper's own name and the line it stands in.
    masthead: Masthead {
        names: List Part, endings: List Whole, lines: Patterns Lines, aside_starts: List Part, aside_ends: List Part,
        counting: Characters Characters, beside: List Part, numbers: List Part,
    }
    /// What sections are called.
    section: Section { names: List Whole, lines: Patterns Lines, }
    /// What columns are called.
    column: Column { names: List Whole, endings: List Whole, }
    /// Who writes.
    byline: Byline {
        names: List Whole, roles: List Part, beside: List Whole, offices: List Whole,
        titles: List Whole, bodies: List Whole, labels: List Whole, whence: List Part, being: List Part,
        reporters: List Part, schools: List Part, speech_starts: Characters Characters, speech_ends: Characters Characters,
    }
    /// How a story begins.
    dateline: Dateline { starts: List Part, endings: List Part, outlets: List Whole, }
    /// What belongs to the page.
    furniture: Furniture {
        lines: Patterns Lines, editors: List Part, contact: List Part, slogans: List Part,
        circulation: List Part, recipients: List Part, about: List Part, guides: List Part, teasers: List Part,
        page_words: List Part,
    }
    /// The forms of a picture's line.
    caption: Caption { starts: List Part, ends: List Part, credits: List Part, data: List Part, }
    /// How a story goes on on another page.
    jump: Jump { on: List Part, from: List Part, }
    /// What speaks of the text.
    note: Note { sources: List Part, helped: List Part, holds: List Part, starts: List Part, writers: List Part, }
    /// Words at the seams between lines.
    seam: Seam { never_last: List Whole, never_first: List Whole, }
    /// What headlines say.
    headline: Headline { notices: List Part, digests: List Whole, boxes: List Whole, }
    /// How kickers and decks begin and end.
    deck: Deck {
        kicker_ends: List Part, event_ends: List Part, starts: List Part, chairs: List Whole,
        passed: List Part, places: List Whole,
    }
    /// What people are called.
    names: Names { surnames: Characters Characters, double: List Whole, others: List Whole, }
}

impl Rules {
    /// The rules in force where the reader has none of their own.
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    /// The built-in rules as a file to begin one's own with: every list is there, commented out.
    pub fn template() -> String {
        let mut template = String::new();
        for line in include_str!("../../assets/rules.toml").lines() {
            if !(line.is_empty() || line.starts_with(['#', '['])) {
                template.push_str("# ");
            }
            template.push_str(line);
            template.push('\n');
        }
        template
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_rules_are_valid() {
        assert!(Rules::built_in().names.surnames.holds('王'));
        // Every list of the asset is known, and none is left out there.
        let mut rules = Rules::default();
        let mut written = Vec::new();
        for (table, lists) in assets::RULES.entries() {
            for (name, words) in lists.entries() {
                assert!(rules.list(table, name).is_some(), "{table}.{name}");
                assert!(words.words().all(|w| !w.is_empty()), "{table}.{name}");
                written.push((table, name));
            }
        }
        for (table, lists) in Rules::TABLES {
            for name in *lists {
                assert!(written.contains(&(table, name)), "{table}.{name}");
            }
        }
    }

    #[test]
    fn the_template_is_a_file_that_changes_nothing() {
        let rules = Rules::built_in().extended(&Rules::template());
        assert_eq!(rules.as_ref(), Ok(Rules::built_in()));
        assert!(Rules::template().contains("# roles = [\"记者\""));
    }
}
