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

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(text: &str) -> bool {
        is_note_like(Rules::built_in(), text)
    }

    #[test]
    fn a_line_that_names_a_texts_source_is_a_note_by_its_first_words() {
        for text in ["来源：山城日报", "来源:山城日报", "指导教师：王小川"] {
            assert!(ask(text), "{text}");
        }
        for text in ["来源不明的渡船", "水的来源：山泉", "教师王小川", ""] {
            assert!(!ask(text), "{text}");
        }
    }

    #[test]
    fn names_behind_a_dash_sign_an_editors_note_and_other_words_do_not() {
        for text in ["——王小川", "——记者 王小川", "——山城市 王小川"] {
            assert!(ask(text), "{text}");
        }
        for text in [
            "——渡口的早晨",
            "—王小川",
            "——王小川 山城大学教授",
            "——王小川、李大江、赵小山、钱小河",
            "王小川",
        ] {
            assert!(!ask(text), "{text}");
        }
    }

    #[test]
    fn a_bracket_is_a_note_by_its_beginning_or_by_who_helped() {
        for text in [
            "（作者为渡口船工）",
            "(作者为渡口船工)",
            "〔作者为渡口船工〕",
            "（船工王小川参与采写）",
        ] {
            assert!(ask(text), "{text}");
        }
        for text in [
            "（新桥全长八百米）",
            "作者为渡口船工",
            "船工王小川参与采写",
            "【作者为渡口船工】",
        ] {
            assert!(!ask(text), "{text}");
        }
    }

    #[test]
    fn a_readers_own_words_begin_notes_too() {
        let own = Rules::built_in().extended("[note]\nsources = [\"渡口来稿\"]\n");
        let own = own.expect("they are right");
        assert!(is_note_like(&own, "渡口来稿：王小川") && !ask("渡口来稿：王小川"));
    }
}
