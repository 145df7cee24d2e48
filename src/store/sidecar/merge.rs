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
pub struct MergePlan {
    /// Of each entry.
    pub fates: Vec<Fate>,
    /// New ones.
    pub added: Vec<Correction>,
}

impl MergePlan {
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
) -> MergePlan {
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
    let mut plan = MergePlan {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::correction::{Edge, Role, Said};
    use proptest::prelude::*;

    fn told(text: &str, said: &[Said]) -> Correction {
        let mut told = Correction {
            text: text.to_owned(),
            ..Correction::default()
        };
        for said in said {
            told.say(said.clone());
        }
        told
    }

    /// What a plan makes of the entries.
    fn done(there: &[Correction], plan: &MergePlan) -> Vec<Correction> {
        let kept = there.iter().zip(&plan.fates);
        let kept = kept.filter_map(|(entry, fate)| match fate {
            Fate::Stays => Some(entry.clone()),
            Fate::Becomes(new) => Some(new.clone()),
            Fate::Goes => None,
        });
        kept.chain(plan.added.iter().cloned()).collect()
    }

    fn merged(
        there: &[Correction],
        before: &[Correction],
        wanted: &[Correction],
    ) -> Vec<Correction> {
        done(there, &plan(there, before, wanted))
    }

    fn sorted(mut list: Vec<Correction>) -> Vec<Correction> {
        list.sort_by_key(|c| format!("{c:?}"));
        list
    }

    const TEXT: Said = Said::Is(Role::Text);
    const JOINS: Said = Said::Joins(true);
    const ENDS: Said = Said::Article(Edge::Ends);

    #[test]
    fn what_two_tell_of_one_line_is_one_correction() {
        let (a, b) = ([told("a", &[TEXT])], [told("a", &[JOINS])]);
        assert_eq!(merged(&a, &[], &b), [told("a", &[TEXT, JOINS])]);
        // Of the same matter the last word holds.
        let deck = [told("a", &[Said::Is(Role::Deck)])];
        assert_eq!(merged(&a, &[], &deck), deck);
        assert_eq!(merged(&a, &[], &a), a, "the same twice is told once");
    }

    #[test]
    fn what_one_takes_back_leaves_what_the_other_told() {
        let (before, there) = ([told("a", &[TEXT])], [told("a", &[TEXT, ENDS])]);
        assert_eq!(merged(&there, &before, &[]), [told("a", &[ENDS])]);
        let joined = [told("a", &[TEXT, JOINS])];
        assert_eq!(
            merged(&there, &before, &joined),
            [told("a", &[TEXT, JOINS, ENDS])]
        );
        // What is gone meanwhile and was changed by us is told again.
        assert_eq!(merged(&[], &before, &joined), joined);
        assert_eq!(merged(&[], &before, &[]), []);
    }

    #[test]
    fn of_two_alike_one_can_be_taken_away() {
        let one = [told("a", &[TEXT])];
        let two = [one.clone(), one.clone()].concat();
        assert_eq!(merged(&two, &two, &one), one);
        assert_eq!(merged(&one, &one, &two), two);
        assert_eq!(merged(&two, &two, &[]), []);
    }

    fn list() -> impl Strategy<Value = Vec<Correction>> {
        let said = prop::sample::subsequence(vec![TEXT, JOINS, ENDS], 1..3);
        let told = ("[a-e]", said).prop_map(|(text, said)| told(&text, &said));
        prop::collection::vec(told, 0..6)
    }

    proptest! {
        #[test]
        fn alone_one_gets_what_one_wants(before in list(), wanted in list()) {
            prop_assert_eq!(sorted(merged(&before, &before, &wanted)), sorted(wanted));
        }

        #[test]
        fn two_who_tell_of_different_lines_do_not_meet(before in list(), ours in list(), theirs in list()) {
            let of = |list: &[Correction], ours: bool| -> Vec<Correction> {
                list.iter().filter(|c| (c.text.as_str() < "c") == ours).cloned().collect()
            };
            let mine = [of(&ours, true), of(&before, false)].concat();
            let other = [of(&before, true), of(&theirs, false)].concat();
            let there = merged(&before, &before, &mine);
            let all = merged(&there, &before, &other);
            prop_assert_eq!(sorted(of(&all, true)), sorted(of(&ours, true)));
            prop_assert_eq!(sorted(of(&all, false)), sorted(of(&theirs, false)));
        }
    }
}
