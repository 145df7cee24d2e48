//! Units: lines that belong together, as one paragraph, heading line, byline or other piece.

use crate::correction::Role;
use crate::loader::corrections::UnitCorrection;
use crate::loader::source::lines::Form;
use crate::loader::source::notes;
use crate::loader::weighed::classes::recognised::{Class, Tied};
use crate::loader::weighed::context::{Context, cut_by_leg};
use crate::loader::weighed::evidence::turnovers::turns_over;
use crate::loader::weighed::line_state::LineState;
use smallvec::{SmallVec, smallvec};

/// What a unit is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum UnitKind {
    /// A paragraph of one or more lines.
    Text,
    /// A line that stands alone: headline, subhead or label.
    Title,
    /// A byline of bare names.
    Names,
    /// A byline with a role in it.
    Byline,
    /// As its line's [`Class`] says: section, masthead, furniture, picture, jump line.
    Recognised,
    /// As its line's [`Form`] says: list, quote, table, picture, rule, code.
    Block(Form),
}

/// Lines that belong together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unit {
    /// What it is.
    pub kind: UnitKind,
    /// Its lines; between those of a paragraph other units' lines may stand. Most have few.
    pub lines: SmallVec<[u32; 4]>,
    /// What was told of them.
    pub correction: Option<Box<UnitCorrection>>,
}

impl Unit {
    /// Index of its first line.
    pub fn first(&self) -> usize {
        self.lines.first().map_or(0, |l| *l as usize)
    }

    /// Index of its last line.
    pub fn last(&self) -> usize {
        self.lines.last().map_or(0, |l| *l as usize)
    }

    /// Its role by its correction.
    pub fn role(&self) -> Option<Role> {
        self.correction.as_ref()?.is
    }
}

/// Most lines of one heading: longer runs of full lines without a stop are a text without punctuation.
const TURNED: usize = 5;

/// Whether a line is one unit with that of its kind right above it.
fn is_of(context: &Context, unit: &Unit, i: usize) -> bool {
    let (Some(line), Some(seen)) = (context.lines.get(i), context.recognised.get(i)) else {
        return false;
    };
    let cut = || i.checked_sub(1).is_some_and(|p| cut_by_leg(context, p));
    match unit.kind {
        UnitKind::Block(Form::Code) => true,
        // A table and a quotation are one unit for all their lines.
        UnitKind::Block(Form::Row | Form::Quote) => line.blanks == 0,
        UnitKind::Block(Form::Note) => {
            line.blanks == 0 && !notes::begins(line.span.of(context.source))
        }
        // An item's lines, which breaks part.
        UnitKind::Block(Form::List) => context.lines.get(unit.last()).is_some_and(|l| l.breaks),
        // A title cut at its column's width.
        UnitKind::Block(Form::Text) => cut(),
        UnitKind::Byline => seen.tied == Some(Tied::Byline),
        // A headline or subhead cut at its column's width.
        UnitKind::Title => unit.lines.len() < TURNED && turns_over(context, i),
        // A caption cut at its column's width is one unit for all its lines.
        UnitKind::Recognised => {
            let above = context.recognised.get(unit.first());
            let captions = [Some(seen), above]
                .iter()
                .all(|seen| seen.is_some_and(|seen| matches!(seen.class, Class::Picture(_))));
            captions && context.joins(i).unwrap_or_else(cut)
        }
        UnitKind::Block(_) | UnitKind::Names | UnitKind::Text => false,
    }
}

/// Gathers the lines into units, in order of their first lines.
pub fn gather(context: &Context, places: &[LineState]) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::with_capacity(context.lines.len());
    let mut text: Option<usize> = None;
    for (i, ((line, seen), place)) in context
        .lines
        .iter()
        .zip(context.recognised)
        .zip(places)
        .enumerate()
    {
        let index = u32::try_from(i).unwrap_or(u32::MAX);
        let kind = match place {
            LineState::GoesOn => {
                if let Some(unit) = text.and_then(|t| units.get_mut(t)) {
                    unit.lines.push(index);
                    continue;
                }
                UnitKind::Text
            }
            LineState::Begins => UnitKind::Text,
            LineState::Alone => UnitKind::Title,
            LineState::Names => UnitKind::Names,
            LineState::Recognised => match seen.class {
                Class::Byline => UnitKind::Byline,
                Class::Block => UnitKind::Block(line.form),
                _ => UnitKind::Recognised,
            },
        };
        if let Some(unit) = units
            .last_mut()
            .filter(|u| u.kind == kind && u.last() + 1 == i)
            && is_of(context, unit, i)
        {
            unit.lines.push(index);
            continue;
        }
        if kind == UnitKind::Text {
            text = Some(units.len());
        }
        units.push(Unit {
            kind,
            lines: smallvec![index],
            correction: None,
        });
    }
    correct(context, &mut units);
    units
}

/// Lays the corrections over the units.
pub fn correct(context: &Context, units: &mut [Unit]) {
    if context.corrected.is_empty() {
        return;
    }
    let is_page = |unit: &Unit| {
        let seen = context.recognised.get(unit.first()).map(|l| &l.class);
        unit.kind == UnitKind::Recognised && !matches!(seen, Some(Class::JumpFrom(_)))
    };
    let place = |line: &u32| Some(context.lines.get(*line as usize)?.span.start);
    let told = units.iter().map(|unit| {
        let places = unit.lines.iter().filter_map(place);
        (places, is_page(unit))
    });
    let corrections = context.corrected.units(told);
    for (unit, correction) in units.iter_mut().zip(corrections) {
        let is_page = is_page(unit);
        unit.correction = correction.map(|mut own| {
            // With a section an article begins, unless the page's own lines stand there.
            own.begins |= own.after_end || own.section.is_some() && !is_page;
            Box::new(own)
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::weighed::line_state::LineState::{Alone, Begins, GoesOn, Recognised};
    use crate::loader::weighed::tests::looked_over;

    fn gathered(text: &str, places: &[LineState]) -> Vec<(UnitKind, Vec<u32>)> {
        let units = looked_over(text, |context| gather(context, places));
        units
            .into_iter()
            .map(|u| (u.kind, u.lines.to_vec()))
            .collect()
    }

    #[test]
    fn a_paragraph_goes_on_below_a_picture_in_its_middle() {
        let text = "渡船早上六点开，\n图为渡口的早晨。王小川摄\n晚上九点收班。\n";
        assert_eq!(
            gathered(text, &[Begins, Recognised, GoesOn]),
            [
                (UnitKind::Text, vec![0, 2]),
                (UnitKind::Recognised, vec![1])
            ]
        );
    }

    #[test]
    fn what_goes_on_with_nothing_is_a_paragraph() {
        assert_eq!(
            gathered("渡船早上六点开。\n", &[GoesOn]),
            [(UnitKind::Text, vec![0])]
        );
    }

    #[test]
    fn a_tables_rows_are_one_unit_until_a_blank_line() {
        let row = UnitKind::Block(Form::Row);
        let rows = [Recognised; 3];
        assert_eq!(
            gathered("| 船 | 价 |\n| 渡船 | 二元 |\n| 游船 | 十元 |\n", &rows),
            [(row, vec![0, 1, 2])]
        );
        assert_eq!(
            gathered("| 船 | 价 |\n| 渡船 | 二元 |\n\n| 游船 | 十元 |\n", &rows),
            [(row, vec![0, 1]), (row, vec![2])]
        );
    }

    #[test]
    fn lone_lines_that_no_edge_cut_are_units_of_their_own() {
        let text = "天堑变通途\n新桥昨日通车\n";
        let title = |line| (UnitKind::Title, vec![line]);
        assert_eq!(gathered(text, &[Alone, Alone]), [title(0), title(1)]);
    }
}
