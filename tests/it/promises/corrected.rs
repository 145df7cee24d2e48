//! Whatever is told of a text's lines, nothing of it is lost.

use super::dice::Dice;
use super::{load, maker};
use kanbao::correction::{Correction, Edge, Role, Said};
use kanbao::loader::{self, Options};

pub fn holds(bytes: &[u8]) {
    let mut dice = Dice::new(bytes);
    let mut said: Vec<(usize, Said)> = Vec::new();
    for _ in 0..=dice.below(6) {
        said.push((dice.below(1 << 16), something(&mut dice)));
    }
    let raw = dice.once_in(8);
    let text = maker::text(&mut dice);
    let issue = loader::load(text.clone().into_bytes(), &Options::default()).issue;
    let mut corrections: Vec<Correction> = Vec::new();
    for (at, said) in said {
        let line = at % issue.line_starts.len().max(1) + 1;
        let found = Correction::at(&issue, line);
        if let Some(mut correction) = found {
            correction.say(said);
            if raw {
                // As people write them: the words alone, and of any line.
                correction.line = None;
                correction.above = None;
            }
            corrections.push(correction);
        }
    }
    told(&text, &corrections);
    // On another text they are found or not, and lose nothing either.
    let other: String = text.chars().filter(|c| *c != '#').collect();
    told(&other, &corrections);
}

/// Sees that a text is read whole with what is told of it.
pub fn told(text: &str, corrections: &[Correction]) {
    let options = Options {
        corrections: corrections.to_vec(),
        ..Options::default()
    };
    let loaded = loader::load(text.as_bytes().to_vec(), &options);
    let faults = load::faults(&loaded.issue);
    assert!(
        faults.is_empty(),
        "{}\nin {text:?}\ntold {corrections:#?}",
        faults.join("\n")
    );
    load::check(&loaded);
    assert_eq!(loaded.applied.len(), corrections.len());
    let lines = loaded.issue.line_starts.len();
    assert!(
        loaded
            .applied
            .iter()
            .flatten()
            .all(|line| (1..=lines).contains(line))
    );
    let again = loader::reread(loaded.issue.source.clone(), None, corrections);
    assert_eq!(
        (again.issue, again.applied),
        (loaded.issue, loaded.applied),
        "read again"
    );
}

/// One thing to tell of a line.
fn something(dice: &mut Dice) -> Said {
    match dice.below(10) {
        0..=4 => Said::Is(dice.of(&Role::ALL)),
        5 => Said::Joins(true),
        6 => Said::Joins(false),
        7 => Said::Article(Edge::Begins),
        8 => Said::Article(Edge::Ends),
        _ => Said::Section(
            dice.of(&[
                "02 要闻",
                "副刊",
                "B",
                " x",
                "9",
                "第三版：综合",
                "\u{202e}",
            ])
            .to_owned(),
        ),
    }
}
