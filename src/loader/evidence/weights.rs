//! Weights that can be changed while the program runs, for the tools that weigh the evidence itself.

use super::rows::{ROWS, WEIGHTS};
use super::{EvidenceRow, Tally};
use std::collections::BTreeMap;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// The weights in force, as the bits of each.
static IN_FORCE: LazyLock<Vec<AtomicU32>> = LazyLock::new(|| {
    WEIGHTS
        .iter()
        .map(|w| AtomicU32::new(w.to_bits()))
        .collect()
});

/// The weight in force of a row, given the file's.
pub fn of(number: u16, weight: f32) -> f32 {
    let bits = IN_FORCE
        .get(usize::from(number))
        .map(|w| w.load(Ordering::Relaxed));
    bits.map_or(weight, f32::from_bits)
}

/// The ids of all rows and bins with their weights in the file.
pub fn all() -> impl Iterator<Item = (&'static str, f32)> {
    ROWS.iter().map(|row| row.0).zip(WEIGHTS)
}

/// Puts a weight in the place of the file's.
///
/// # Errors
/// Where no row has this id.
pub fn put(id: &str, weight: f32) -> Result<(), String> {
    let at = ROWS.iter().position(|row| row.0 == id);
    let slot = at.and_then(|at| IN_FORCE.get(at));
    let slot = slot.ok_or_else(|| format!("no row of assets/evidence.toml is called {id}"))?;
    slot.store(weight.to_bits(), Ordering::Relaxed);
    Ok(())
}

/// What was weighed of an article for its being read wrong.
#[derive(Clone, Debug)]
pub struct WeighedDoubt {
    /// The line of the text with which it begins, counted from 1.
    pub line: usize,
    /// How much of each row.
    pub amounts: Amounts,
    /// The row of the bound from which it is doubted.
    pub bound: &'static str,
}

/// How much of each row was taken, by its number.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Amounts(BTreeMap<usize, f32>);

impl Tally for Amounts {
    fn times(&mut self, row: EvidenceRow, amount: f32) {
        *self.0.entry(row.number()).or_insert(0.) += amount;
    }
}

impl Amounts {
    /// The rows' ids and amounts, those left out of which as much was taken as given back.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, f32)> {
        let taken = self.0.iter().filter(|(_, amount)| **amount != 0.);
        taken.map(|(number, amount)| (ROWS.get(*number).map_or("", |row| row.0), *amount))
    }
}
