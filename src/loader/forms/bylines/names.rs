//! Names of persons, recognised by their form.

use crate::loader::rules::{Rules, starts_with};
use crate::loader::source::lines::is_han;

/// Whether a token goes on as reports do after 记者, and is no name.
pub fn is_speech(rules: &Rules, token: &str) -> bool {
    token.starts_with(|c| rules.byline.speech_starts.holds(c))
        || token.ends_with(|c| rules.byline.speech_ends.holds(c))
}

/// Han of a foreign name's longest part: 弗拉基米罗维奇 has seven.
pub const LONGEST_PART: usize = 8;

/// Whether a token may be a person's name: one that the rules know, a known surname and one to two characters (one to three after a
/// double surname), or a foreign name with its points.
pub fn is_name(rules: &Rules, token: &str) -> bool {
    if rules.byline.names.holds(token) {
        return true;
    }
    let count = token.chars().count();
    if token.contains(['·', '•', '‧']) {
        let parts = token.split(['·', '•', '‧']);
        return (3..=20).contains(&count)
            && parts
                .clone()
                .all(|part| part.chars().count() <= LONGEST_PART || !part.contains(is_han))
            && token
                .chars()
                .all(|c| is_han(c) || matches!(c, '·' | '•' | '‧') || c.is_alphabetic());
    }
    if !(2..=4).contains(&count) || !token.chars().all(is_han) {
        return false;
    }
    let first = token.chars().next().unwrap_or('\0');
    starts_with(token, &rules.names.double) && count >= 3
        || count <= 3 && rules.names.surnames.holds(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_surname_or_a_foreign_name_s_points_tell_a_name() {
        let name = |token| is_name(Rules::built_in(), token);
        assert!(name("王小川") && name("欧阳小川") && name("弗拉基米尔·彼得罗夫"));
        assert!(!name("王小川王") && !name("渡口") && !name("王x"));
    }

    #[test]
    fn a_report_goes_on_with_what_is_no_name() {
        let rules = Rules::built_in();
        assert!(is_speech(rules, "昨日获悉") && is_speech(rules, "王小川说"));
        assert!(!is_speech(rules, "王小川"));
        let own = rules.extended("[byline]\nspeech_ends = \"川\"\n");
        assert!(is_speech(&own.expect("they are right"), "王小川"));
    }
}
