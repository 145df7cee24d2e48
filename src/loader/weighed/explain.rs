//! Explaining: what the reading of single lines rests on, asked of the same functions that read them.

use crate::loader::ground::{self, Choice, Ground, Reading};
use crate::loader::weighed::articles::Starts;
use crate::loader::weighed::classes::recognised::Class;
use crate::loader::weighed::context::Context;
use crate::loader::weighed::paragraphs::Whys;
use crate::loader::weighed::{classes, reading};

/// Explains the reading of lines, given by their indices. `numbers` holds the number of each line in the file, counted
/// from 1.
pub fn explain(
    context: &Context,
    reading::WeighedReading { places, units, .. }: &reading::WeighedReading,
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
        let by_form = |class| {
            let line = context.lines.get(*i);
            let words = line.map_or("", |line| line.span.of(context.source));
            Ground::Form(classes::clues(context.rules, words, class))
        };
        match class {
            Class::Free => {
                let mut choices: Vec<Choice> = places.why(*i).into_iter().collect();
                choices.extend(starts.why(*i));
                for choice in &mut choices {
                    count_lines(choice, numbers);
                }
                Ground::Weighed(choices)
            }
            _ if context.correction(*i).is_some_and(|c| c.is.is_some()) => Ground::Told,
            Class::Block => match ground::mark(context.source, context.lines, *i) {
                Some(mark) => Ground::Marked(mark),
                None => by_form(class),
            },
            class => by_form(class),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::correction::Role;
    use crate::loader::weighed::tests::{corrected as looked_over, told};

    const PAGE: &str = "# 山城新桥昨日通车\n\n记者 王小川\n\n两岸的人都来看，桥下还泊着渡船，船工说从今天起\n\n不再摆渡了，要去桥头开一间茶馆。\n\n- 大碗茶\n";

    fn grounds(corrections: &[crate::correction::Correction]) -> Vec<Ground> {
        looked_over(PAGE, corrections, |context| {
            let reading = reading::read(context);
            let numbers = [1, 3, 5, 7, 9];
            explain(context, &reading, &numbers, &[0, 1, 2, 3, 4])
        })
    }

    #[test]
    fn each_line_is_explained_by_what_decided_it() {
        let grounds = grounds(&[]);
        assert!(matches!(&grounds[0], Ground::Weighed(choices) if choices.len() > 1));
        assert!(matches!(&grounds[1], Ground::Form(clues) if !clues.is_empty()));
        assert!(matches!(grounds[4], Ground::Marked(_)));
        let told = self::grounds(&[told("- 大碗茶", Role::Furniture)]);
        assert_eq!(told[4], Ground::Told);
    }

    #[test]
    fn lines_are_named_by_their_numbers_in_the_file() {
        let grounds = grounds(&[]);
        let Ground::Weighed(choices) = &grounds[3] else {
            panic!("{:?}", grounds[3]);
        };
        let named = |reading: &Reading| matches!(reading, Reading::GoesOn(5));
        assert!(
            choices
                .iter()
                .any(|c| named(&c.chosen) || c.rival.as_ref().is_some_and(named)),
            "{choices:?}"
        );
    }
}
