//! What becomes of the corrections in a file: what one reader changed is done to them, and what others told meanwhile
//! stays.

use crate::correction::Correction;
use std::collections::HashMap;

/// What becomes of an entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fate {
    /// It stays as it is.
    Stays,
    /// It says something else of its line.
    Becomes(Correction),
    /// It goes.
    Goes,
}

/// What becomes of all entries, and what comes after them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Plan {
    /// Of each entry.
    pub fates: Vec<Fate>,
    /// New ones.
    pub added: Vec<Correction>,
}

impl Plan {
    /// Whether all stays as it is.
    pub fn is_nothing(&self) -> bool {
        self.added.is_empty() && self.fates.iter().all(|f| *f == Fate::Stays)
    }
}

/// The line that a correction is about, as it says itself.
type Line<'a> = (&'a str, Option<usize>, Option<&'a str>, Option<&'a str>);

fn line(c: &Correction) -> Line<'_> {
    (&c.text, c.line, c.above.as_deref(), c.below.as_deref())
}

/// Entries that are not spoken for yet, by what they say and by their line.
struct Free<'a> {
    by_value: HashMap<&'a Correction, Vec<usize>>,
    by_line: HashMap<Line<'a>, Vec<usize>>,
    taken: Vec<bool>,
    /// Whether our reader knows the entry.
    known: Vec<bool>,
}

impl<'a> Free<'a> {
    fn of(there: &'a [Correction], before: &[Correction]) -> Self {
        let mut counts = counted(before);
        let mut free = Self {
            by_value: HashMap::new(),
            by_line: HashMap::new(),
            taken: vec![false; there.len()],
            known: Vec::with_capacity(there.len()),
        };
        for (n, entry) in there.iter().enumerate() {
            free.by_value.entry(entry).or_default().push(n);
            free.by_line.entry(line(entry)).or_default().push(n);
            free.known.push(take(&mut counts, entry));
        }
        free
    }

    /// The last of the entries that say just this.
    fn same(&mut self, wanted: &'a Correction) -> Option<usize> {
        let list = self.by_value.get_mut(wanted)?;
        let found = last(list, |n| !self.taken[n])?;
        self.taken[found] = true;
        Some(found)
    }

    /// An entry on the same line that somebody else told.
    fn of_others(&mut self, wanted: &'a Correction) -> Option<usize> {
        let list = self.by_line.get_mut(&line(wanted))?;
        let found = last(list, |n| !self.taken[n] && !self.known[n])?;
        self.taken[found] = true;
        Some(found)
    }
}

/// The last that will do; those behind it will not do later either, and go.
fn last(list: &mut Vec<usize>, will_do: impl Fn(usize) -> bool) -> Option<usize> {
    while let Some(n) = list.pop() {
        if will_do(n) {
            return Some(n);
        }
    }
    None
}

/// How often each correction is in a list.
pub fn counted(list: &[Correction]) -> HashMap<&Correction, usize> {
    let mut counts = HashMap::new();
    for entry in list {
        *counts.entry(entry).or_default() += 1;
    }
    counts
}

/// Takes one of the counted, if one is left.
pub fn take(counts: &mut HashMap<&Correction, usize>, entry: &Correction) -> bool {
    match counts.get_mut(entry) {
        Some(count) if *count > 0 => {
            *count -= 1;
            true
        }
        _ => false,
    }
}

/// What becomes of the entries that are `there` when a reader who knew those `before` wants those `wanted`.
pub fn plan<'a>(
    there: &'a [Correction],
    before: &'a [Correction],
    wanted: &'a [Correction],
) -> Plan {
    let (mut left, mut right) = (counted(wanted), counted(before));
    let removed: Vec<&Correction> = before.iter().filter(|c| !take(&mut left, c)).collect();
    let new: Vec<&Correction> = wanted.iter().filter(|c| !take(&mut right, c)).collect();
    // What is told anew of a line stands in the place of what was told of it.
    let mut by_line: HashMap<Line, Vec<usize>> = HashMap::new();
    for (n, correction) in new.iter().enumerate().rev() {
        by_line.entry(line(correction)).or_default().push(n);
    }
    let mut changed = vec![false; new.len()];
    let mut free = Free::of(there, before);
    let mut plan = Plan {
        fates: vec![Fate::Stays; there.len()],
        added: Vec::new(),
    };
    let mut late = Vec::new();
    for old in removed {
        let n = by_line.get_mut(&line(old)).and_then(Vec::pop);
        let new = n.and_then(|n| Some((n, *new.get(n)?)));
        if let Some((n, _)) = new {
            changed[n] = true;
        }
        let new = new.map(|(_, c)| c);
        if let Some(n) = free.same(old) {
            plan.fates[n] = new.map_or(Fate::Goes, |new| Fate::Becomes(new.clone()));
        } else {
            late.push((old, new));
        }
    }
    for (old, new) in late {
        match (free.of_others(old), new) {
            // Somebody else told more of the line meanwhile: that stays.
            (Some(n), _) => {
                let nothing = Correction::default();
                let entry = there[n].changed(old, new.unwrap_or(&nothing));
                plan.fates[n] = fate(entry, &there[n]);
            }
            (None, Some(new)) => plan.added.push(new.clone()),
            (None, None) => {}
        }
    }
    let told = new.into_iter().zip(changed).filter(|(_, changed)| !changed);
    for (new, _) in told {
        match free.of_others(new) {
            Some(n) => {
                let entry = there[n].changed(&Correction::default(), new);
                plan.fates[n] = fate(entry, &there[n]);
            }
            None => plan.added.push(new.clone()),
        }
    }
    plan
}

fn fate(entry: Correction, there: &Correction) -> Fate {
    if entry == *there {
        Fate::Stays
    } else if entry.is_empty() {
        Fate::Goes
    } else {
        Fate::Becomes(entry)
    }
}
