//! What there is to say when a reading begins: of other issues, of rules, of corrections, of what is kept.

use crate::language::Language;
use crate::open::kept::{sidecar_notice, state_error};
use crate::open::rules::{self, RulesFault};
use crate::store::{SidecarError, Store};

/// Names of other issues that a notice has room for.
const NAMED: usize = 5;

/// What was named beside the issue that is read.
#[derive(Debug, Default)]
pub struct Beside {
    /// The names of other issues.
    pub others: Vec<String>,
    /// Why others cannot be read.
    pub unread: Vec<String>,
}

/// What there is to say.
pub fn notices(
    beside: &Beside,
    faults: &[RulesFault],
    wrong: Option<&SidecarError>,
    store: &Store,
    language: Language,
) -> Vec<String> {
    let troubles = store.troubles();
    let troubles = troubles.iter().map(|t| state_error(t, language));
    let unread = beside.unread.iter().cloned();
    unread
        .chain(named(&beside.others, language))
        .chain(rules::notice(faults, language))
        .chain(wrong.map(|wrong| sidecar_notice(wrong, language)))
        .chain(troubles)
        .collect()
}

/// That there are other issues, and which.
fn named(others: &[String], language: Language) -> Option<String> {
    let count = others.len();
    let names: Vec<&str> = others.iter().take(NAMED).map(String::as_str).collect();
    let names = names.join(language.say("、", ", "));
    let more = if count > NAMED { "…" } else { "" };
    match (count, language) {
        (0, _) => None,
        (_, Language::Chinese) => Some(format!("这是第一期，另有 {count} 期：{names}{more}")),
        (1, Language::English) => Some(format!("the first issue; there is another: {names}")),
        (_, Language::English) => Some(format!("the first issue; {count} others: {names}{more}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_issues_are_counted_and_named() {
        let others: Vec<String> = (2..9).map(|n| format!("{n}.pdf")).collect();
        let told = |count, language| named(others.get(..count).unwrap_or_default(), language);
        assert_eq!(told(0, Language::English), None);
        insta::assert_snapshot!(told(1, Language::English).unwrap_or_default(), @"the first issue; there is another: 2.pdf");
        insta::assert_snapshot!(told(7, Language::English).unwrap_or_default(), @"the first issue; 7 others: 2.pdf, 3.pdf, 4.pdf, 5.pdf, 6.pdf…");
        insta::assert_snapshot!(told(2, Language::Chinese).unwrap_or_default(), @"这是第一期，另有 2 期：2.pdf、3.pdf");
    }
}
