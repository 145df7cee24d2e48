//! Any text as a file of corrections: it is read or its mistake is named, what is kept is read back, and what was kept
//! before it stays.

use super::dice::Dice;
use super::maker;
use kanbao::correction::{Correction, Role};
use kanbao::store::{LONG_PATIENCE, Sidecar, SidecarError, Store};
use std::fs;

const LINES: &[&str] = &[
    "[[correction]]",
    "text = \"江水\"",
    "text = \"\"",
    "text = '''\n江\n'''",
    "line = 3",
    "line = 0",
    "line = -1",
    "above = \"s\"",
    "below = \"s\"",
    "is = \"headline\"",
    "is = \"x\"",
    "joins = true",
    "joins = 1",
    "article = \"begins\"",
    "section = \"02 要闻\"",
    "section = \" \"",
    "# 注",
    "",
    "[[ correction ]]",
    "correction = [{ text = \"a\", joins = false }]",
    "[correction]",
    "[[correction]] # 注",
    "\u{feff}",
    "[[\"correction\"]]",
    "text = \"a\" # 注",
    "  text = \"a\"",
    "x = 1",
    "[correction.x]",
    "text = \"\\u001b\"",
    "\r",
];

pub fn holds(bytes: &[u8]) {
    let mut dice = Dice::new(bytes);
    let text = if dice.once_in(6) {
        maker::text(&mut dice)
    } else {
        made(&mut dice)
    };
    let folder = tempfile::tempdir().expect("a folder");
    let paper = folder.path().join("a.txt");
    let file = folder.path().join("a.txt.kanbao.toml");
    fs::write(&paper, "江水\n").expect("it can be written");
    fs::write(&file, &text).expect("it can be written");
    let sidecar = Sidecar::of_file(&paper, &Store::at(folder.path().join("state")));
    let before = match sidecar.read() {
        Ok(before) => before,
        Err(SidecarError::Mistake(mistake)) => {
            assert!(
                (1..=text.split('\n').count()).contains(&mistake.line),
                "{mistake} in {text:?}"
            );
            // A file with a mistake is left as it is.
            let _ = sidecar.keep(&[one()], &[], LONG_PATIENCE);
            assert_eq!(fs::read_to_string(&file).ok(), Some(text));
            return;
        }
        Err(error) => panic!("{error} of {text:?}"),
    };
    let mut more = before.clone();
    more.retain(|c| *c != one());
    more.push(one());
    keep(&sidecar, &more, &before, &text);
    keep(&sidecar, &before, &more, &text);
    keep(&sidecar, &[], &before, &text);
}

/// Keeps corrections, and sees that they are read back.
fn keep(sidecar: &Sidecar, now: &[Correction], before: &[Correction], text: &str) {
    sidecar
        .keep(now, before, LONG_PATIENCE)
        .unwrap_or_else(|e| panic!("{e}: {text:?}"));
    let read = sidecar.read().unwrap_or_else(|e| panic!("{e}: {text:?}"));
    let file = &read;
    for correction in now {
        assert!(
            read.contains(correction),
            "{correction:?} is lost of {text:?}: {file:?}"
        );
    }
    for correction in &read {
        assert!(
            now.contains(correction),
            "{correction:?} came back in {text:?}: {file:?}"
        );
    }
}

fn one() -> Correction {
    Correction {
        text: "江水".to_owned(),
        line: Some(1),
        is: Some(Role::Headline),
        ..Correction::default()
    }
}

/// Lines of such a file in any order, most of them in the order that makes corrections.
fn made(dice: &mut Dice) -> String {
    let mut text = String::new();
    while !dice.ends() && text.len() < 4096 {
        if dice.once_in(3) {
            text.push_str("[[correction]]\ntext = \"江水东流\"\nis = \"deck\"\n");
        }
        text.push_str(dice.of(LINES));
        text.push_str(dice.of(&["\n", "\n", "\n\n", "\r\n", ""]));
    }
    text
}
