//! Asking the terminal, before anything is drawn. The answers come among the keys.
//!
//! How wide it shows characters of ambiguous width: two Han and a quotation mark are written, the cursor's column is asked
//! for, and what was written is erased, all in one go. Which colour its ground has is asked before that: a terminal
//! answers in order, so that one that has told the column will not tell the colour any more.
//!
//! The Han tell a terminal that reads no UTF-8, where every byte may be a cell.

use crate::typeset::Ambiguous;

/// Row, from 1, on which the question stands. In the first an answer would look like the key F3.
const ROW: u32 = 2;

/// Columns of the question at its widest, with one to spare.
const COLUMNS: u16 = 12;

/// Moves to the row, writes the question, asks for the cursor's place (ECMA-48 DSR 6), erases the row.
pub const QUESTION: &[u8] = "\x1b[2;1H中中“\x1b[6n\r\x1b[K".as_bytes();

/// Asks for the colour of the ground (xterm's OSC 11).
pub const GROUND: &[u8] = b"\x1b]11;?\x1b\\";

/// What a terminal answered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answer {
    /// How it shows them.
    Shows(Ambiguous),
    /// It takes bytes for characters: it does not read UTF-8.
    NoUtf8,
    /// It shows Han in other than two cells, which says nothing of anything else.
    Unclear,
}

/// The answer in a report of the cursor's place, row and column from 1; `None` where it is of something else.
pub fn answer(row: u32, column: u32) -> Option<Answer> {
    (row == ROW).then_some(match column {
        6 => Answer::Shows(Ambiguous::Narrow),
        7 => Answer::Shows(Ambiguous::Wide),
        8.. => Answer::NoUtf8,
        _ => Answer::Unclear,
    })
}

/// Whether a window of this size has room for the question.
pub fn has_room((columns, rows): (u16, u16)) -> bool {
    columns >= COLUMNS && u32::from(rows) >= ROW
}

/// The name under which the terminal's answer is kept: what it calls itself, and what stands between it and us.
pub fn name() -> String {
    name_by(|variable| std::env::var(variable).ok())
}

fn name_by(get: impl Fn(&str) -> Option<String>) -> String {
    let set = |variable| get(variable).filter(|value| !value.is_empty());
    let mut name = set("TERM").unwrap_or_default();
    let programs = ["TERM_PROGRAM", "LC_TERMINAL"].into_iter().filter_map(set);
    // tmux tells of itself below, whatever it calls itself.
    for program in programs.filter(|program| program != "tmux") {
        if !name.contains(&program) {
            name.push(' ');
            name.push_str(&program);
        }
    }
    for (variable, between) in [("TMUX", "tmux"), ("STY", "screen")] {
        if set(variable).is_some() {
            name.push_str(" in ");
            name.push_str(between);
        }
    }
    name.chars().filter(|c| !c.is_control()).take(128).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursors_column_is_the_answer() {
        assert_eq!(answer(2, 6), Some(Answer::Shows(Ambiguous::Narrow)));
        assert_eq!(answer(2, 7), Some(Answer::Shows(Ambiguous::Wide)));
        // Latin-1: three cells a Han, one for what of “ is no control character.
        assert_eq!(answer(2, 8), Some(Answer::NoUtf8));
        assert_eq!(answer(2, 4), Some(Answer::Unclear));
        assert_eq!(answer(3, 6), None);
    }

    #[test]
    fn a_terminal_is_known_by_its_own_name_and_by_what_stands_between() {
        let name = |set: &[(&str, &str)]| {
            name_by(|variable| {
                let found = set.iter().find(|(name, _)| *name == variable);
                found.map(|(_, value)| (*value).to_owned())
            })
        };
        assert_eq!(name(&[("TERM", "xterm-256color")]), "xterm-256color");
        assert_eq!(
            name(&[("TERM", "xterm-256color"), ("TERM_PROGRAM", "mintty")]),
            "xterm-256color mintty"
        );
        assert_eq!(
            name(&[
                ("TERM", "vt100"),
                ("TERM_PROGRAM", "tmux"),
                ("TMUX", "/t,1,0")
            ]),
            "vt100 in tmux"
        );
        assert_eq!(
            name(&[("TERM", "screen"), ("STY", "1.pts")]),
            "screen in screen"
        );
        assert_eq!(name(&[("TERM", "a\x1bb")]), "ab");
    }
}
