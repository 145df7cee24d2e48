//! Evidence collected as reasons with their weights.

use super::{Bins, EvidenceRow, Tally};
use crate::correction::Role;
use crate::loader::ground::Evidence;
use std::collections::HashMap;

/// Collects the reasons with their weights, for one reading and against another.
#[derive(Debug, Default)]
pub struct Reasons {
    list: Vec<Evidence>,
    /// Where in the list the evidence of each reason stands.
    places: HashMap<(&'static str, Option<usize>, Option<Role>), usize>,
    about: (Option<usize>, Option<Role>),
    /// The value of the bin that is taken next.
    value: Option<f64>,
    against: bool,
    #[cfg(feature = "weighing")]
    amounts: super::weights::Amounts,
}

impl Tally for Reasons {
    fn times(&mut self, row: EvidenceRow, amount: f32) {
        let amount = if self.against { -amount } else { amount };
        #[cfg(feature = "weighing")]
        self.amounts.times(row, amount);
        let (line, role) = self.about;
        let (reason, weight) = (row.reason(), row.weight() * amount);
        let new = self.list.len();
        let place = (reason.english, line, role);
        let at = *self.places.entry(place).or_insert(new);
        // What speaks for both readings alike says nothing.
        match self.list.get_mut(at) {
            Some(known) => {
                known.weight += weight;
                known.value = known.value.filter(|v| self.value == Some(*v));
            }
            None => self.list.push(Evidence {
                line,
                role,
                id: row.id(),
                reason,
                weight,
                value: self.value,
            }),
        }
    }

    fn bin(&mut self, bins: Bins, value: impl Into<f64>) {
        let value = value.into();
        self.value = Some(value);
        self.add(bins.of(value));
        self.value = None;
    }

    fn about(&mut self, line: Option<(usize, Role)>) {
        self.about = (line.map(|l| l.0), line.map(|l| l.1));
    }
}

impl Reasons {
    /// Collects for the other reading from here on.
    pub fn against(&mut self) {
        self.against = true;
        self.about = (None, None);
    }

    /// Says which line the evidence that follows is about.
    pub fn line(&mut self, line: usize) {
        self.about = (Some(line), None);
    }

    /// How much of each row was taken, whatever its weight.
    #[cfg(feature = "weighing")]
    pub fn amounts(&self) -> Vec<(&'static str, f32)> {
        self.amounts.iter().collect()
    }

    /// What was collected, the heaviest first; what weighs nothing is left out.
    pub fn sorted(mut self) -> Vec<Evidence> {
        self.list.retain(|e| e.weight.abs() >= LEAST);
        self.list
            .sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
        self.list
    }
}

/// Less than this is not worth a line, and is rounding where the same was weighed twice.
const LEAST: f32 = 0.005;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::evidence::rows::{alone, seams};

    #[test]
    fn what_speaks_for_both_readings_alike_is_no_reason() {
        let mut reasons = Reasons::default();
        reasons.add(seams::INDENTED);
        reasons.add(seams::DATELINE);
        reasons.against();
        reasons.add(seams::INDENTED);
        reasons.add(seams::NUMBERED);
        let given: Vec<_> = reasons
            .sorted()
            .iter()
            .map(|e| (e.id, e.weight > 0.))
            .collect();
        assert_eq!(given, [("seams.dateline", false), ("seams.numbered", true)]);
    }

    #[test]
    fn a_bin_s_reason_gives_the_value_where_it_is_one() {
        let value = |values: &[u8]| {
            let mut reasons = Reasons::default();
            for value in values {
                reasons.bin(alone::LENGTH, *value);
            }
            reasons.sorted().first().and_then(|e| e.value)
        };
        assert_eq!((value(&[30]), value(&[30, 40])), (Some(30.), None));
    }

    #[test]
    fn one_reason_about_two_lines_is_two() {
        let mut reasons = Reasons::default();
        reasons.line(3);
        reasons.add(seams::INDENTED);
        reasons.line(4);
        reasons.add(seams::INDENTED);
        assert_eq!(
            reasons.sorted().iter().map(|e| e.line).collect::<Vec<_>>(),
            [Some(3), Some(4)]
        );
    }
}
