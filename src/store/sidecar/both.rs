//! The two files of corrections, beside the bulletin and in the state folder: what they tell together, and what each is
//! to tell once something has changed.

use super::merge::{Fate, MergePlan, counted, take};
use super::text::{CORRECTION, SidecarWrong, ToldLines, WITHDRAWN, parse};
use super::{LARGEST, SidecarError, SidecarMistake, failed, wording};
use crate::correction::Correction;
use crate::store::disk::{self, Fault};
use std::path::Path;

/// What stands at the head of each file: how it is read.
const HEAD: &str = "\
# What kanbao is told of lines that it read wrongly. Each [[correction]] is about one line of the text:
#   text     the line as it stands; of a long one the beginning and the end, with … between them
#   line     its number, above and below: the words around it; they choose where lines have the same text
#   is       headline, kicker, deck, column, byline, subhead, caption, furniture, text or section
#   joins    true: it goes on with the paragraph before; false: it begins one
#   article  begins or ends: an article begins or ends with it
#   section  page and name of a section that begins before it, such as \"02 要闻\"
";

/// A file as it was read.
#[derive(Default)]
pub struct Read {
    /// Its bytes; `None` where there is none.
    pub bytes: Option<Vec<u8>>,
    text: String,
    told: ToldLines,
}

/// Where a correction was read.
#[derive(Clone, Copy)]
enum From {
    Beside(usize),
    State(usize),
}

/// Both files as they were read, and what they tell together.
pub struct Both {
    /// The file beside the bulletin.
    pub beside: Read,
    /// The one in the state folder.
    pub state: Read,
    /// What they tell together.
    pub all: Vec<Correction>,
    from: Vec<From>,
}

impl Both {
    /// Two files as one.
    pub fn of(beside: Read, state: Read) -> Self {
        let (mut all, mut from) = (Vec::new(), Vec::new());
        let mut withdrawn = counted(&state.told.withdrawn);
        for (n, correction) in beside.told.corrections.iter().enumerate() {
            if !take(&mut withdrawn, correction) {
                all.push(correction.clone());
                from.push(From::Beside(n));
            }
        }
        // What both tell is told once.
        let own = all.clone();
        let mut twice = counted(&own);
        for (n, correction) in state.told.corrections.iter().enumerate() {
            if !take(&mut twice, correction) {
                all.push(correction.clone());
                from.push(From::State(n));
            }
        }
        Self {
            beside,
            state,
            all,
            from,
        }
    }

    /// The file beside the bulletin with all that is planned.
    pub fn for_beside(&self, plan: &MergePlan) -> String {
        let there = &self.beside.told.corrections;
        // What is withdrawn is in no list, and goes.
        let mut own = MergePlan {
            fates: vec![Fate::Goes; there.len()],
            added: Vec::new(),
        };
        for ((from, fate), now) in self.from.iter().zip(&plan.fates).zip(&self.all) {
            match (from, fate) {
                (From::Beside(n), fate) => own.fates[*n] = fate.clone(),
                (From::State(_), Fate::Stays) => own.added.push(now.clone()),
                (From::State(_), Fate::Becomes(new)) => own.added.push(new.clone()),
                (From::State(_), Fate::Goes) => {}
            }
        }
        own.added.extend(plan.added.iter().cloned());
        wording::edited(&self.beside.text_or_head(), CORRECTION, there, &own)
    }

    /// The file in the state folder, where the other cannot be written.
    pub fn for_state(&self, plan: &MergePlan) -> String {
        let told = &self.state.told;
        // What the other file tells, too, is in no list, and goes.
        let mut own = MergePlan {
            fates: vec![Fate::Goes; told.corrections.len()],
            added: Vec::new(),
        };
        // Of what is withdrawn that stays which the other file still holds.
        let mut held = counted(&self.beside.told.corrections);
        let fates = told.withdrawn.iter().map(|correction| {
            if take(&mut held, correction) {
                Fate::Stays
            } else {
                Fate::Goes
            }
        });
        let mut withdrawn = MergePlan {
            fates: fates.collect(),
            added: Vec::new(),
        };
        for ((from, fate), now) in self.from.iter().zip(&plan.fates).zip(&self.all) {
            match (from, fate) {
                (From::State(n), fate) => own.fates[*n] = fate.clone(),
                (From::Beside(_), Fate::Stays) => {}
                (From::Beside(_), Fate::Becomes(new)) => {
                    withdrawn.added.push(now.clone());
                    own.added.push(new.clone());
                }
                (From::Beside(_), Fate::Goes) => withdrawn.added.push(now.clone()),
            }
        }
        own.added.extend(plan.added.iter().cloned());
        let text = self.state.text_or_head();
        let text = wording::edited(&text, CORRECTION, &told.corrections, &own);
        wording::edited(&text, WITHDRAWN, &told.withdrawn, &withdrawn)
    }
}

impl Read {
    fn text_or_head(&self) -> String {
        if self.text.trim_start_matches('\u{FEFF}').trim().is_empty() {
            HEAD.to_owned()
        } else {
            self.text.clone()
        }
    }
}

/// Reads a file of corrections; none where there is no path.
pub fn read(path: Option<&Path>, in_state: bool) -> Result<Read, SidecarError> {
    let Some(path) = path else {
        return Ok(Read::default());
    };
    let bytes = match disk::read(path, LARGEST) {
        // Another thing of that name stands in the way of writing, and the other place is taken.
        Err(Fault::NoFile) if !in_state => None,
        read => read.map_err(|cause| failed(path, cause))?,
    };
    let Some(bytes) = bytes else {
        return Ok(Read::default());
    };
    let mistake = |(at, what): (usize, SidecarWrong)| {
        let before = bytes.get(..at).unwrap_or(&bytes);
        SidecarMistake {
            path: path.to_owned(),
            line: before.iter().filter(|b| **b == b'\n').count() + 1,
            what,
        }
    };
    let text =
        str::from_utf8(&bytes).map_err(|e| mistake((e.valid_up_to(), SidecarWrong::Encoding)))?;
    let told = parse(text, in_state).map_err(mistake)?;
    Ok(Read {
        text: text.to_owned(),
        told,
        bytes: Some(bytes),
    })
}

/// Whether a file holds nothing but our own head.
pub fn says_nothing(text: &str) -> bool {
    let text = text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n");
    let rest = text.trim_start().strip_prefix(HEAD.trim()).unwrap_or(&text);
    let mut rest = rest.trim().to_owned();
    rest.retain(|c| !c.is_whitespace());
    // No words stand in an empty array, so that `#` would be a comment.
    rest.is_empty() || rest == format!("{CORRECTION}=[]")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::merge::plan;
    use super::*;
    use crate::correction::Role;
    use proptest::prelude::*;

    fn file(text: &str, in_state: bool) -> Read {
        Read {
            bytes: Some(text.as_bytes().to_vec()),
            text: text.to_owned(),
            told: parse(text, in_state).unwrap(),
        }
    }

    fn told(n: u8) -> Correction {
        Correction {
            text: format!("行{}", n % 4),
            is: Some(Role::ALL[usize::from(n / 4 % 3)]),
            ..Correction::default()
        }
    }

    fn list(numbers: &[u8]) -> Vec<Correction> {
        let mut list: Vec<Correction> = numbers.iter().map(|n| told(*n)).collect();
        list.sort_by(|a, b| a.text.cmp(&b.text));
        list.dedup_by(|a, b| a.text == b.text);
        list
    }

    fn sorted(mut list: Vec<Correction>) -> Vec<Correction> {
        list.sort_by(|a, b| (&a.text, a.is.map(Role::name)).cmp(&(&b.text, b.is.map(Role::name))));
        list
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn two_files_tell_what_one_would(
            first in prop::collection::vec(any::<u8>(), 0..5),
            steps in prop::collection::vec((any::<bool>(), prop::collection::vec(any::<u8>(), 0..5)), 0..5)
        ) {
            // Each step writes beside the bulletin or, where that cannot be written, into the state folder.
            let first = list(&first);
            let empty = Both::of(Read::default(), Read::default());
            let mut beside = empty.for_beside(&plan(&[], &[], &first));
            let mut state: Option<String> = None;
            let mut before = first;
            for (can_write, wanted) in steps {
                let wanted = list(&wanted);
                let inner = state.as_ref().map_or_else(Read::default, |s| file(s, true));
                let both = Both::of(file(&beside, false), inner);
                prop_assert_eq!(sorted(both.all.clone()), sorted(before.clone()));
                let plan = plan(&both.all, &before, &wanted);
                if can_write {
                    beside = both.for_beside(&plan);
                    state = None;
                } else {
                    state = Some(both.for_state(&plan));
                }
                before = wanted;
            }
            let inner = state.as_ref().map_or_else(Read::default, |s| file(s, true));
            prop_assert_eq!(sorted(Both::of(file(&beside, false), inner).all), sorted(before));
        }
    }

    #[test]
    fn what_is_changed_by_hand_in_either_file_is_heeded() {
        let own =
            "[[correction]]\ntext = 'a'\nis = 'text'\n\n[[correction]]\ntext = 'b'\nis = 'text'\n";
        let both = Both::of(file(own, false), Read::default());
        // In the state folder a is withdrawn, and c is new.
        let mut wanted = vec![both.all[1].clone()];
        wanted.push(Correction {
            text: "c".into(),
            joins: Some(true),
            ..Correction::default()
        });
        let state = both.for_state(&plan(&both.all, &both.all, &wanted));
        let names = |own: &str, state: &str| -> Vec<String> {
            let both = Both::of(file(own, false), file(state, true));
            both.all.into_iter().map(|c| c.text).collect()
        };
        assert_eq!(names(own, &state), ["b", "c"]);
        // Whoever then adds d beside the bulletin, or takes c away in the state folder, is heard.
        let more = format!("{own}\n[[correction]]\ntext = 'd'\nis = 'deck'\n");
        assert_eq!(names(&more, &state), ["b", "d", "c"]);
        assert_eq!(
            names(&more, &state.replace("joins = true", "is = 'deck'")),
            ["b", "d", "c"]
        );
        // What both tell is told once, as where a writer was killed between the two.
        let both = Both::of(file(&more, false), file(&state, true));
        let all = both.for_beside(&plan(&both.all, &[], &[]));
        assert_eq!(names(&all, &state), ["b", "d", "c"]);
    }

    #[test]
    fn a_file_with_nothing_but_our_head_says_nothing() {
        for text in [
            "",
            "\u{FEFF}\n",
            HEAD,
            "correction = [ ]\n",
            &HEAD.replace('\n', "\r\n"),
        ] {
            assert!(says_nothing(text), "{text}");
        }
        for text in [
            "# own\n",
            "kanbao = 2\n",
            "correction = [ # own\n]\n",
            &format!("{HEAD}# own\n"),
        ] {
            assert!(!says_nothing(text), "{text}");
        }
    }
}
