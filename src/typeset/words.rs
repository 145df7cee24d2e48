//! Words of Han, by the dictionary.

use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed, options::WordBreakInvariantOptions};
use std::sync::OnceLock;

/// The bytes at which words of a text begin, and its end; the dictionary is loaded where it is first needed.
pub fn word_starts(text: &str) -> Vec<usize> {
    static WORDS: OnceLock<WordSegmenterBorrowed<'static>> = OnceLock::new();
    let words =
        WORDS.get_or_init(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()));
    words.segment_str(text).collect()
}
