//! What the dictionary says of the seam between two lines: whether it would part a word, and which words it
//! stands between. Some words end hardly any paragraph or headline (的、和、将), some begin hardly any (者、及其).

use crate::loader::rules::Rules;
use crate::loader::source::lines::is_han;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed, options::WordBreakInvariantOptions};
use std::cmp::Ordering;
use std::sync::OnceLock;

/// Characters looked at on each side of a seam.
const REACH: usize = 6;

/// What the dictionary says of a seam between Han characters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct WordSeam {
    /// It would part a word.
    pub parts: bool,
    /// The word before it ends hardly any text.
    pub lasts: bool,
    /// The word after it begins hardly any text.
    pub begins: bool,
}

/// Looks at the seam between two texts; `None` where no Han characters meet there.
pub fn word_seam(rules: &Rules, before: &str, after: &str) -> Option<WordSeam> {
    static WORDS: OnceLock<WordSegmenterBorrowed<'static>> = OnceLock::new();
    let from = before.char_indices().rev().take(REACH);
    let from = from.take_while(|(_, c)| is_han(*c)).last()?.0;
    let to = after.char_indices().take(REACH);
    let (to, last) = to.take_while(|(_, c)| is_han(*c)).last()?;
    let (before, after) = (before.get(from..)?, after.get(..to + last.len_utf8())?);
    let seam = before.len();
    let text = format!("{before}{after}");
    let words =
        WORDS.get_or_init(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()));
    let (mut last, mut next) = (0, text.len());
    let mut parts = true;
    for at in words.segment_str(&text) {
        match at.cmp(&seam) {
            Ordering::Less => last = at,
            Ordering::Equal => parts = false,
            Ordering::Greater => {
                next = at;
                break;
            }
        }
    }
    let holds = |list: &crate::loader::rules::List, from, to| {
        text.get(from..to).is_some_and(|word| list.holds(word))
    };
    Some(WordSeam {
        parts,
        lasts: !parts && holds(&rules.seam.never_last, last, seam),
        begins: !parts && holds(&rules.seam.never_first, seam, next),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(before: &str, after: &str) -> Option<WordSeam> {
        word_seam(Rules::built_in(), before, after)
    }

    #[test]
    fn the_dictionary_knows_the_words_at_a_seam() {
        let word_seam = |before, after| of(before, after).map(|j| (j.parts, j.lasts, j.begins));
        assert_eq!(
            word_seam("推进重点项", "目建设"),
            Some((true, false, false))
        );
        assert_eq!(
            word_seam("他的经历和", "朋友们"),
            Some((false, true, false))
        );
        assert_eq!(
            word_seam("工作的同志", "及其家人"),
            Some((false, false, true))
        );
        assert_eq!(word_seam("走进春天。", "朋友们"), None);
        assert_eq!(word_seam("", "朋友们"), None);
    }
}
