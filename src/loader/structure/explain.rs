//! Explaining: what the reading of single lines rests on, asked of the same functions that read them.

use crate::issue::Issue;
use crate::loader::ground;
use crate::loader::ground::{Choice, Ground, Reading};
use crate::loader::lines::Line;
use crate::loader::rules::Rules;
use crate::loader::structure::articles::Starts;
use crate::loader::structure::class::Class;
use crate::loader::structure::classes;
use crate::loader::structure::context::Context;
use crate::loader::structure::paragraphs::Whys;
use crate::loader::structure::reading;
use crate::loader::structure::{legs, told};
use crate::loader::told::Told;

/// Tells of lines, by their indices, what their reading rests on.
pub fn explain(
    rules: &Rules,
    issue: &mut Issue,
    lines: &[Line],
    told: &mut Told,
    wanted: &[usize],
) -> Vec<Ground> {
    let source = std::mem::take(&mut issue.source);
    let legs = legs::widths(lines);
    let mut looks = classes::look(rules, &source, lines, &legs);
    told::classes(rules, told, &source, lines, &legs, &mut looks);
    let context = Context::new(rules, &source, lines, &looks, &legs, told);
    let reading::Reading { places, units, .. } = reading::read(&context);
    let mut places = Whys::new(&places);
    let mut starts = Starts::read(&context, &units);
    let numbers: Vec<usize> = lines.iter().map(|l| issue.line_of(l.whole.start)).collect();
    let ground = |i: &usize| {
        let class = looks.get(*i).map_or(&Class::Free, |l| &l.class);
        match class {
            Class::Free => {
                let mut choices: Vec<Choice> = places.why(*i).into_iter().collect();
                choices.extend(starts.why(*i));
                for choice in &mut choices {
                    count_lines(choice, &numbers);
                }
                Ground::Weighed(choices)
            }
            _ if told::role(&context, *i).is_some() => Ground::Told,
            Class::Block => match ground::mark(&source, lines, *i) {
                Some(mark) => Ground::Marked(mark),
                None => Ground::Form(classes::clues(&context, *i, class)),
            },
            class => Ground::Form(classes::clues(&context, *i, class)),
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
