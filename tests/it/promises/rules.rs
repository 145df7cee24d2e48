//! Any text as a reader's own rules: mistakes are named by their places, and by what is no mistake a paper is read as
//! whole as by the built-in rules.

use super::dice::Dice;
use super::{load, maker};
use kanbao::loader::{self, Options, Rules};
use std::sync::Arc;

/// Tables and lists of a rules file, and some that are none.
const LISTS: &[(&str, &str)] = &[
    ("masthead", "names"),
    ("masthead", "lines"),
    ("masthead", "endings"),
    ("section", "names"),
    ("section", "lines"),
    ("column", "names"),
    ("column", "endings"),
    ("byline", "names"),
    ("byline", "roles"),
    ("byline", "bodies"),
    ("byline", "labels"),
    ("dateline", "starts"),
    ("dateline", "endings"),
    ("furniture", "lines"),
    ("furniture", "editors"),
    ("furniture", "about"),
    ("caption", "starts"),
    ("caption", "ends"),
    ("jump", "on"),
    ("jump", "from"),
    ("seam", "never_last"),
    ("headline", "boxes"),
    ("names", "surnames"),
    ("byline", "role"),
];

const WORDS: &[&str] = &[
    "江水",
    "要闻",
    "*江*",
    "# *",
    "*",
    "##",
    "王",
    "本报*",
    "{name}",
    "*第#版*",
    "a",
    "ab",
    "",
    " ",
    "\u{202e}",
    "《*》",
    "\\u001b[2J",
    "\\n",
    "（小议）",
    "。",
    "   *   ",
    "*#*江水*#*",
    "?",
    "\\\\",
];

pub fn holds(bytes: &[u8]) {
    let mut dice = Dice::new(bytes);
    let rules = made(&mut dice);
    match Rules::built_in().extended(&rules) {
        Err(mistakes) => {
            assert!(!mistakes.is_empty());
            assert!(
                mistakes.is_sorted_by_key(|m| (m.line, m.column)),
                "{mistakes:?}"
            );
            let lines = rules.split('\n').count();
            for mistake in mistakes {
                assert!(
                    (1..=lines).contains(&mistake.line) && mistake.column > 0,
                    "{mistake:?} in {rules:?}"
                );
            }
        }
        Ok(extended) => {
            let options = Options {
                rules: Some(Arc::new(extended)),
                ..Options::default()
            };
            load::check(&loader::load(maker::bytes(&mut dice), &options));
        }
    }
}

fn made(dice: &mut Dice) -> String {
    let mut text = String::new();
    for _ in 0..dice.below(8) {
        if dice.once_in(16) {
            text.push_str(&maker::text(&mut Dice::new(&[
                dice.byte(),
                dice.byte(),
                dice.byte(),
            ])));
            continue;
        }
        let (table, list) = dice.of(LISTS);
        let without = if dice.once_in(8) { "without." } else { "" };
        let word = dice.of(WORDS);
        let line = match dice.below(8) {
            0..=5 if list == "surnames" => format!("[{without}{table}]\n{list} = \"{word}\"\n"),
            0..=5 => format!("[{without}{table}]\n{list} = [\"{word}\"]\n"),
            6 => format!("{table}.{list} = [\"{word}\", 3]\n"),
            _ => format!("[{table}]\n{list} = {word}\n"),
        };
        text.push_str(&line);
    }
    text
}
