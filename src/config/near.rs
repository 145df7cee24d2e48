//! The word that was meant by one that is none, where one is near: a far one would only mislead.

/// The nearest of some words; none where none is near.
pub fn nearest<'a>(given: &str, words: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let near = words
        .into_iter()
        .filter_map(|word| Some((wrong(given, word)?, word)));
    near.min_by_key(|(wrong, _)| *wrong).map(|(_, word)| word)
}

/// How many letters of a word are wrong, as keys are mistyped: one left out, put in, changed, or two the wrong way
/// round. `None` where more than a third is wrong, and it is not the word's beginning either.
pub fn wrong(given: &str, word: &str) -> Option<usize> {
    /// Letters that make a beginning; fewer begin too many words.
    const BEGINNING: usize = 3;
    let given = given.to_lowercase();
    let lengths = (given.chars().count(), word.chars().count());
    // Only what is about as long is worth comparing letter by letter.
    let begins = lengths.0 >= BEGINNING && word.starts_with(&given);
    let most = (lengths.0.max(lengths.1) / 3).max(1);
    if lengths.0.abs_diff(lengths.1) > most && !begins {
        return None;
    }
    let wrong = strsim::osa_distance(&given, word);
    let near = wrong <= most && wrong < lengths.0.min(lengths.1);
    (near || begins || wrong == 0).then_some(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMANDS: [&str; 8] = [
        "print",
        "wrap",
        "export",
        "check",
        "fix",
        "rules",
        "completions",
        "man",
    ];

    #[test]
    fn what_is_mistyped_is_near() {
        for (given, meant) in [
            ("prnt", "print"),
            ("pirnt", "print"),
            ("chekc", "check"),
            ("Check", "check"),
            ("exprot", "export"),
            ("complet", "completions"),
            ("fi", "fix"),
            ("rule", "rules"),
        ] {
            assert_eq!(nearest(given, COMMANDS), Some(meant), "{given}");
        }
    }

    #[test]
    fn what_is_something_else_is_far() {
        for given in [
            "", "x", "zzz", "today", "报", "klingon", "a.txt", "mm", "--help",
        ] {
            assert_eq!(nearest(given, COMMANDS), None, "{given}");
        }
        assert_eq!(nearest(&"print".repeat(100_000), COMMANDS), None);
    }
}
