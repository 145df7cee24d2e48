//! Evidence: what speaks for and against a reading, as rows of `assets/evidence.toml` with a weight and a reason each.
//!
//! Weights are log odds (natural): 0 says nothing, 2 is much, 5 is nearly sure. The same functions score quickly (summing
//! into an `f32`) and explain (collecting reasons), so an explanation cannot drift from the reading. `build.rs` makes
//! constants of the rows: reading searches no table.

mod reasons;
pub mod rows;
#[cfg(feature = "weighing")]
pub mod weights;

use crate::correction::Role;
pub use crate::issue::Reason;
pub use reasons::Reasons;

/// A piece of evidence: a row of the file, or one of the bins of a row.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct EvidenceRow {
    number: u16,
    weight: f32,
}

impl EvidenceRow {
    const fn new(number: u16, weight: f32) -> Self {
        Self { number, weight }
    }

    /// Its weight, in natural logarithms of odds.
    #[cfg(not(feature = "weighing"))]
    pub const fn weight(self) -> f32 {
        self.weight
    }

    /// Its weight, in natural logarithms of odds: the file's, or what was put in its place.
    #[cfg(feature = "weighing")]
    pub fn weight(self) -> f32 {
        weights::of(self.number, self.weight)
    }

    /// Its place among all rows and bins.
    pub fn number(self) -> usize {
        usize::from(self.number)
    }

    /// Its name in the file: `seams.indented`; of a bin, with its place: `starts.length.2`.
    pub fn id(self) -> &'static str {
        rows::ROWS.get(self.number()).map_or("", |row| row.0)
    }

    /// What it says.
    pub fn reason(self) -> Reason {
        let none = Reason {
            english: "",
            chinese: "",
        };
        rows::ROWS.get(self.number()).map_or(none, |row| row.1)
    }
}

/// A piece of evidence whose weight depends on a value. The value falls into one of its bins, and each bin is a [`EvidenceRow`].
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Bins {
    first: u16,
    /// From which value each bin is, in ascending order, and its weight.
    bins: &'static [(f32, f32)],
}

impl Bins {
    const fn new(first: u16, bins: &'static [(f32, f32)]) -> Self {
        Self { first, bins }
    }

    /// The bin of a value; the first, for what is less than all.
    pub fn of(self, value: impl Into<f64>) -> EvidenceRow {
        let value = value.into();
        let above = self.bins.iter().skip(1);
        let at = above
            .take_while(|(from, _)| value >= f64::from(*from))
            .count();
        let weight = self.bins.get(at).map_or(0., |(_, weight)| *weight);
        EvidenceRow::new(self.first + u16::try_from(at).unwrap_or(0), weight)
    }
}

/// Takes evidence.
pub trait Tally {
    /// Takes a row so many times, or as much of it as an amount says.
    fn times(&mut self, row: EvidenceRow, amount: f32);

    /// Says which of the lines weighed together the evidence that follows is about, and as what it is weighed.
    fn about(&mut self, _line: Option<(usize, Role)>) {}

    /// Takes a row.
    fn add(&mut self, row: EvidenceRow) {
        self.times(row, 1.);
    }

    /// Takes a row if something holds.
    fn when(&mut self, holds: bool, row: EvidenceRow) {
        if holds {
            self.add(row);
        }
    }

    /// Takes the bin of a value.
    fn bin(&mut self, bins: Bins, value: impl Into<f64>) {
        self.add(bins.of(value));
    }
}

impl Tally for f32 {
    fn times(&mut self, row: EvidenceRow, amount: f32) {
        *self += row.weight() * amount;
    }
}

/// Whether evidence speaks for what it is weighed for.
pub fn favours(weigh: impl FnOnce(&mut f32)) -> bool {
    let mut sum = 0f32;
    weigh(&mut sum);
    sum > 0.
}

#[cfg(test)]
mod tests {
    use super::*;

    const BINS: Bins = Bins::new(3, &[(0., 1.), (5., -2.), (8., 4.)]);

    #[test]
    fn a_value_falls_into_the_last_bin_that_is_not_above_it() {
        let bin = |value: u8| (BINS.of(value).number(), BINS.of(value).weight);
        assert_eq!(
            [0, 4, 5, 7].map(bin),
            [(3, 1.), (3, 1.), (4, -2.), (4, -2.)]
        );
        assert_eq!([8, 200].map(bin), [(5, 4.), (5, 4.)]);
        assert_eq!(BINS.of(-1).number(), 3);
    }

    #[test]
    fn a_sum_takes_each_row_by_its_amount() {
        let mut sum = 1f32;
        let row = rows::seams::INDENTED;
        sum.add(row);
        sum.times(row, -1.);
        sum.when(false, row);
        assert!((sum - 1.).abs() < 1e-6);
        assert_eq!(row.id(), "seams.indented");
        assert_eq!(row.reason().english, "is indented");
    }
}
