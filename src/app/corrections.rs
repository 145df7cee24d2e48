//! The corrections of the issue on screen, with what was done and undone.

use crate::correction::{Correction, Said, Unmet};
use crate::issue::{Defect, Issue};

/// Corrections with what was done and undone.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Corrections {
    pub(super) list: Vec<Correction>,
    /// For each the line that it stands at, counted from 1; `None` where it is not applied.
    pub(super) lines: Vec<Option<usize>>,
    pub(super) done: Vec<Vec<Correction>>,
    pub(super) undone: Vec<Vec<Correction>>,
    /// What was told last, as long as the source was not read again with it.
    pub(super) fresh: Option<Fresh>,
    pub(super) writing: Writing,
}

/// Something just told: whether it holds is seen when the source was read again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Fresh {
    pub(super) said: Said,
    /// The numbers of the corrections that say it.
    pub(super) numbers: Vec<usize>,
    /// The lines that each stood at before.
    pub(super) lines: Vec<Option<usize>>,
    /// What could be done again before.
    pub(super) undone: Vec<Vec<Correction>>,
}

/// Whether corrections are written.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) enum Writing {
    /// They are.
    #[default]
    Yes,
    /// The reader is asked first, as this file would be made for them.
    Ask(String),
    /// The reader does not want it.
    No,
}

impl Corrections {
    /// Corrections, each with the line it stands at.
    pub fn new(list: Vec<Correction>, lines: Vec<Option<usize>>) -> Self {
        Self {
            list,
            lines,
            ..Self::default()
        }
    }

    /// What is told of a line.
    pub fn at(&self, line: usize) -> Option<&Correction> {
        self.list.get(self.position(line)?)
    }

    pub(super) fn position(&self, line: usize) -> Option<usize> {
        self.lines.iter().position(|l| *l == Some(line))
    }

    /// Takes another list, the one before kept to go back to. Gives what could be done again before.
    pub(super) fn change(&mut self, list: Vec<Correction>) -> Vec<Vec<Correction>> {
        self.done.push(std::mem::replace(&mut self.list, list));
        std::mem::take(&mut self.undone)
    }

    /// Takes back what was just told if it does not hold, and gives why.
    pub(super) fn take_back(&mut self, unmet: &[(usize, Unmet)]) -> Option<Unmet> {
        let fresh = self.fresh.take()?;
        let mut whys = unmet.iter().filter(|(n, _)| fresh.numbers.contains(n));
        let (_, why) = whys.find(|(_, why)| why.concerns(&fresh.said))?;
        self.list = self.done.pop().unwrap_or_default();
        (self.lines, self.undone) = (fresh.lines, fresh.undone);
        Some(*why)
    }
}

/// An issue read anew.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reread {
    /// The issue; its source is the one before.
    pub issue: Issue,
    /// What was not as it should be.
    pub defects: Vec<Defect>,
    /// For each correction the line that it stands at.
    pub lines: Vec<Option<usize>>,
    /// Which do not hold, and why.
    pub unmet: Vec<(usize, Unmet)>,
}
