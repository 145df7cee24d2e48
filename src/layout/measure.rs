//! A page's own measures: everything else is told in terms of them.

use std::collections::BTreeMap;

use super::clean::Letter;
use super::rows::cell_of;

/// A heading is larger than the body by this.
pub(super) const HEADING: f32 = 1.25;

/// A page's measures.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    /// The size of most characters.
    pub(super) body: f32,
    /// The usual distance of lines.
    pub(super) leading: f32,
}

/// The size that most characters have, in points.
pub(super) fn body_size(letters: &[Letter]) -> f32 {
    // Sizes differ by rounding: they are counted in steps of 2 in 100.
    let mut counts: BTreeMap<i32, (usize, f32)> = BTreeMap::new();
    for letter in letters {
        let entry = counts
            .entry(cell_of(letter.size.log2(), 0.03))
            .or_insert((0, letter.size));
        entry.0 += 1;
    }
    let most = counts.values().max_by_key(|(count, _)| *count);
    most.map_or(10.0, |(_, size)| *size)
}

/// The number in the middle, of those that are numbers.
pub(super) fn median(mut numbers: Vec<f32>) -> Option<f32> {
    numbers.retain(|n| n.is_finite());
    numbers.sort_by(f32::total_cmp);
    numbers.get(numbers.len() / 2).copied()
}

/// Whether a character is set in a cell as wide as high, and without blanks between words.
pub(super) fn is_wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{A4CF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE10}'..='\u{FE6F}'
        | '\u{FF01}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}' | '\u{1B000}'..='\u{1B2FF}' | '\u{1F200}'..='\u{1F2FF}'
        | '\u{20000}'..='\u{3FFFD}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_is_found_among_numbers_only() {
        assert_eq!(median(vec![3.0, f32::NAN, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(vec![f32::NAN]), None);
    }

    #[test]
    fn han_and_their_marks_are_wide_and_latin_is_not() {
        assert!("报，。「（０㈱豈𠮷".chars().all(is_wide));
        assert!(!"aé1,.“”—…".chars().any(is_wide));
    }
}
