//! Evidence: weights for and against a reading, with their reasons.
//!
//! Weights are log odds (natural): 0 says nothing, 2 is much, 5 is nearly sure. The same functions score
//! quickly (summing into an `f32`) and explain (collecting reasons), so an explanation cannot drift from
//! the reading.

pub mod headlines;
pub mod heads;
pub mod neighbours;
pub mod seams;
pub mod shapes;
pub mod standalone;
pub mod turnovers;

use crate::correction::Role;
use crate::loader::ground::Evidence;
use std::collections::HashMap;

/// Takes evidence.
pub trait Tally {
    /// Takes a weight and what it rests on.
    fn add(&mut self, reason: &'static str, weight: f32);

    /// Says which of the lines weighed together the evidence that follows is about, and as what it is weighed.
    fn about(&mut self, _line: Option<(usize, Role)>) {}

    /// Takes a weight if something holds.
    fn when(&mut self, holds: bool, reason: &'static str, weight: f32) {
        if holds {
            self.add(reason, weight);
        }
    }
}

impl Tally for f32 {
    fn add(&mut self, _reason: &'static str, weight: f32) {
        *self += weight;
    }
}

/// Collects the reasons with their weights, for one reading and against another.
#[derive(Debug, Default)]
pub struct Reasons {
    list: Vec<Evidence>,
    /// Where in the list the evidence of each reason stands.
    places: HashMap<(&'static str, Option<usize>, Option<Role>), usize>,
    about: (Option<usize>, Option<Role>),
    against: bool,
}

impl Tally for Reasons {
    fn add(&mut self, reason: &'static str, weight: f32) {
        let weight = if self.against { -weight } else { weight };
        let (line, role) = self.about;
        let new = self.list.len();
        let at = *self.places.entry((reason, line, role)).or_insert(new);
        // What speaks for both readings alike says nothing.
        match self.list.get_mut(at) {
            Some(known) => known.weight += weight,
            None => self.list.push(Evidence {
                line,
                role,
                reason,
                weight,
            }),
        }
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
