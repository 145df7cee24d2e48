//! Notes on a text: on its author, on where it comes from.

use crate::loader::forms::bylines::Surety;
use crate::loader::rules::{Rules, starts_with};
use crate::loader::source::lines::fold;

/// Whether a line is a note on a text: it begins or reads as notes do.
pub fn is_note_like(rules: &Rules, text: &str) -> bool {
    // The first character alone tells of most lines that they are none.
    let first = text.chars().next().map_or(' ', fold);
    if !rules.note.sources.may_begin(first) && !matches!(first, '—' | '（' | '〔') {
        return false;
    }
    let head: String = text.chars().take(16).map(fold).collect();
    if starts_with(&head, &rules.note.sources) {
        return true;
    }
    if head.starts_with("——") && text.chars().count() <= 14 {
        // ——编　者: who signs an editor's note inside a text.
        let sure = crate::loader::forms::bylines::byline(rules, &head);
        return matches!(sure, Some(Surety::Role | Surety::Names | Surety::Titled));
    }
    text.starts_with(['（', '(', '〔'])
        && (starts_with(&head, &rules.note.starts) || rules.note.holds.is_within(text))
}
