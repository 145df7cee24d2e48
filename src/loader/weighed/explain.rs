//! Explaining: what the reading of single lines rests on, asked of the same functions that read them.

use crate::loader::ground::{self, Choice, Ground, Reading};
use crate::loader::weighed::articles::Starts;
use crate::loader::weighed::classes::recognised::Class;
use crate::loader::weighed::context::Context;
use crate::loader::weighed::paragraphs::Whys;
use crate::loader::weighed::{classes, corrected, reading};

/// Tells of lines, by their indices, what their reading rests on. `numbers` holds for each line of the text its number in
/// the file, counted from 1.
pub fn explain(
    context: &Context,
    reading::Reading { places, units, .. }: &reading::Reading,
    numbers: &[usize],
    wanted: &[usize],
) -> Vec<Ground> {
    let mut places = Whys::new(places);
    let mut starts = Starts::read(context, units);
    let ground = |i: &usize| {
        let class = context
            .recognised
            .get(*i)
            .map_or(&Class::Free, |l| &l.class);
        match class {
            Class::Free => {
                let mut choices: Vec<Choice> = places.why(*i).into_iter().collect();
                choices.extend(starts.why(*i));
                for choice in &mut choices {
                    count_lines(choice, numbers);
                }
                Ground::Weighed(choices)
            }
            _ if corrected::role(context, *i).is_some() => Ground::Told,
            Class::Block => match ground::mark(context.source, context.lines, *i) {
                Some(mark) => Ground::Marked(mark),
                None => Ground::Form(classes::clues(context, *i, class)),
            },
            class => Ground::Form(classes::clues(context, *i, class)),
        }
    };
    wanted.iter().map(ground).collect()
}

/// Turns indices of lines into their numbers in the file.
fn count_lines(choice: &mut Choice, numbers: &[usize]) {
    let number = |line: &mut usize| *line = numbers.get(*line).copied().unwrap_or(0);
    for evidence in &mut choice.evidence {
        evidence.line.iter_mut().for_each(number);
    }
    let readings = std::iter::once(&mut choice.chosen).chain(&mut choice.rival);
    for reading in readings {
        match reading {
            Reading::GoesOn(line) => number(line),
            Reading::Article(_, lines) => lines.iter_mut().for_each(number),
            Reading::Shares(lines) => lines.iter_mut().for_each(|(line, _)| number(line)),
            Reading::Begins | Reading::Alone | Reading::Names => {}
        }
    }
}
