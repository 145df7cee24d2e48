//! The language of the help and of messages: that of the locale, unless an argument sets another.

use crate::language::Language;
use std::sync::OnceLock;

/// The language of the help: that of the locale, unless an argument sets another.
pub static LANGUAGE: OnceLock<Language> = OnceLock::new();

/// Chooses between two wordings in the language of the help.
pub fn say(chinese: &'static str, english: &'static str) -> &'static str {
    spoken().say(chinese, english)
}

/// The language of the help and of messages.
pub fn spoken() -> Language {
    *LANGUAGE.get_or_init(locale)
}

/// The language of the locale.
pub fn locale() -> Language {
    let of = |name| std::env::var(name).ok();
    Language::from_locale(
        of("LC_ALL").as_deref(),
        of("LC_MESSAGES").as_deref(),
        of("LANG").as_deref(),
    )
}

/// Sets the language before anything is said, where an argument asks for one. Gives the language that is spoken.
pub fn speak(asked_for: Option<Language>) -> Language {
    *LANGUAGE.get_or_init(|| asked_for.unwrap_or_else(locale))
}
