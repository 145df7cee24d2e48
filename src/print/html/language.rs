//! The language of a text, as HTML names it.

use crate::typeset::{Script, is_english};

/// Characters of the source by which its language is told.
const SEEN: usize = 1 << 16;

/// A Chinese text's language as HTML names it, where it is shown in a script.
pub fn language_in(script: Script, own: &'static str) -> &'static str {
    match script {
        Script::AsIs => own,
        Script::Simplified => "zh-Hans",
        Script::Traditional => "zh-Hant",
        Script::Taiwan => "zh-Hant-TW",
        Script::HongKong => "zh-Hant-HK",
    }
}

/// The language of a text as HTML names it; nothing where it cannot be told.
pub fn language_of(source: &str) -> &'static str {
    const SIMPLIFIED: &str = "这国说们来个时会为对发经学产业动进现实员应开书车东长门问间报记";
    const TRADITIONAL: &str = "這國說們來個時會為對發經學產業動進現實員應開書車東長門問間報記";
    let end = source.char_indices().nth(SEEN);
    let text = end.map_or(source, |(at, _)| source.get(..at).unwrap_or(""));
    let (mut han, mut kana, mut hangul, mut old, mut new) = (0, 0, 0, 0, 0);
    for c in text.chars() {
        match c {
            '\u{3041}'..='\u{30FA}' => kana += 1,
            '\u{AC00}'..='\u{D7A3}' => hangul += 1,
            '\u{4E00}'..='\u{9FFF}' => {
                han += 1;
                old += usize::from(TRADITIONAL.contains(c));
                new += usize::from(SIMPLIFIED.contains(c));
            }
            _ => {}
        }
    }
    if hangul > han {
        "ko"
    } else if kana * 4 > han {
        "ja"
    } else if han == 0 {
        if is_english(text) { "en" } else { "" }
    } else if old > new {
        "zh-Hant"
    } else {
        "zh-Hans"
    }
}
