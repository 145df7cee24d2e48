//! The language the program speaks; a bulletin's own text is never translated.

use crate::issue::{Article, Date, MONTHS};
use crate::typeset::Facts;

pub mod copying;
pub mod corrections;
pub mod reasons;
pub mod words;

/// A language of the interface.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Language {
    /// 中文.
    #[default]
    Chinese,
    /// English.
    English,
}

impl Language {
    /// The language a locale asks for: the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that says anything
    /// decides (POSIX, 8.2). Chinese for any `zh`, English for all others and where none is set.
    pub fn from_locale(all: Option<&str>, messages: Option<&str>, lang: Option<&str>) -> Self {
        [all, messages, lang]
            .into_iter()
            .flatten()
            .find(|value| !value.is_empty())
            .and_then(Self::from_code)
            .unwrap_or(Self::English)
    }

    /// The language of a code as settings write it (`zh`, `en`, `zh_CN.UTF-8`).
    pub fn from_code(code: &str) -> Option<Self> {
        let tongue = code.split(['_', '-', '.', '@']).next().unwrap_or("");
        match tongue.to_ascii_lowercase().as_str() {
            "zh" | "chinese" => Some(Self::Chinese),
            "en" | "english" => Some(Self::English),
            _ => None,
        }
    }

    /// The code that settings write.
    pub fn code(self) -> &'static str {
        match self {
            Self::Chinese => "zh",
            Self::English => "en",
        }
    }

    /// Chooses between two wordings.
    pub fn say<'a>(self, chinese: &'a str, english: &'a str) -> &'a str {
        match self {
            Self::Chinese => chinese,
            Self::English => english,
        }
    }

    /// A day with its day of the week.
    pub fn date(self, date: Date) -> String {
        const DAYS: [(&str, &str); 7] = [
            ("日", "Sunday"),
            ("一", "Monday"),
            ("二", "Tuesday"),
            ("三", "Wednesday"),
            ("四", "Thursday"),
            ("五", "Friday"),
            ("六", "Saturday"),
        ];
        let (zh, en) = DAYS[date.weekday() % 7];
        let (y, m, d) = (date.year, date.month, date.day);
        match self {
            Self::Chinese => format!("{y}年{m}月{d}日 星期{zh}"),
            Self::English => {
                let month = MONTHS[usize::from(m).saturating_sub(1) % 12];
                format!("{en}, {d} {month} {y}")
            }
        }
    }

    /// An issue's number.
    pub fn number(self, number: &str) -> String {
        match self {
            Self::Chinese => format!("第{number}期"),
            Self::English => format!("No. {number}"),
        }
    }

    /// A section's page.
    pub fn page(self, page: &str) -> String {
        match self {
            Self::Chinese => format!("第{page}版"),
            Self::English => format!("Page {page}"),
        }
    }

    /// How long a text is: characters without white space where it is written in Han, words elsewhere.
    fn length(self, length: &Length) -> String {
        let (han, count) = length.counted();
        match (self, han) {
            (Self::Chinese, true) => format!("{count} 字"),
            (Self::Chinese, false) => format!("{count} 词"),
            (Self::English, true) if count == 1 => "1 character".to_owned(),
            (Self::English, true) => format!("{count} characters"),
            (Self::English, false) if count == 1 => "1 word".to_owned(),
            (Self::English, false) => format!("{count} words"),
        }
    }

    /// The facts of an article of a page's section. A story whose pieces were put together says so beside its length:
    /// it comes from its own page, and there is nothing to turn to.
    pub fn facts_on(self, page: Option<&str>, article: &Article, source: &str) -> Facts {
        let mut facts = self.facts(article, source);
        let bare = |page: &str| page.trim_start_matches('0').to_uppercase();
        if article.is_joined(page) {
            facts.comes_from.clear();
            facts.goes_on.clear();
            if let Some(on) = &article.continued_on {
                let page = bare(on);
                let joined = match self {
                    Self::Chinese => format!(" · 已接第{page}版"),
                    Self::English => format!(" · with page {page}"),
                };
                facts.after_byline.push_str(&joined);
            }
        }
        facts
    }

    /// The words that stand beside an article's own: its length, and where it comes from and goes on.
    pub fn facts(self, article: &Article, source: &str) -> Facts {
        let mut length = Length::default();
        for block in &article.blocks {
            for run in &block.text.runs {
                run.joint.into_iter().for_each(|c| length.take(c));
                run.span.of(source).chars().for_each(|c| length.take(c));
            }
            length.take('\n');
        }
        let page = |page: &str| {
            let bare = page.trim_start_matches('0');
            if bare.is_empty() { page } else { bare }.to_owned()
        };
        let line = |p: Option<&String>, zh: &str, en: &str| {
            p.map_or_else(String::new, |p| match self {
                Self::Chinese => format!("{zh}第{}版", page(p)),
                Self::English => format!("{en} page {}", page(p)),
            })
        };
        Facts {
            after_byline: if length.characters == 0 {
                String::new()
            } else {
                self.length(&length)
            },
            comes_from: line(article.continued_from.as_ref(), "上接", "continued from"),
            goes_on: line(article.continued_on.as_ref(), "下转", "continued on"),
        }
    }
}

/// The length of a text that is taken character by character, in the unit its script is counted by.
#[derive(Default)]
struct Length {
    /// All but white space.
    characters: usize,
    han: usize,
    words: usize,
    in_word: bool,
}

impl Length {
    /// Takes the next character.
    #[inline]
    fn take(&mut self, c: char) {
        if is_han(c) {
            self.characters += 1;
            self.han += 1;
            self.in_word = false;
            return;
        }
        self.characters += usize::from(!c.is_whitespace());
        let of_word = c.is_alphanumeric();
        // An apostrophe or hyphen does not end a word.
        let goes_on = of_word || self.in_word && matches!(c, '\'' | '’' | '-');
        self.words += usize::from(of_word && !self.in_word);
        self.in_word = goes_on;
    }

    /// Whether characters are counted rather than words, and how many there are.
    fn counted(&self) -> (bool, usize) {
        if self.han >= self.words {
            (true, self.characters)
        } else {
            (false, self.words)
        }
    }
}

/// Whether a character is counted by itself: Han, kana.
#[inline]
fn is_han(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use Language::{Chinese, English};

    #[test]
    fn the_first_variable_that_says_anything_decides() {
        let of = Language::from_locale;
        assert_eq!(of(None, None, Some("zh_CN.UTF-8")), Chinese);
        assert_eq!(of(Some("en_US"), None, Some("zh_CN")), English);
        assert_eq!(of(Some(""), Some("zh_TW"), Some("en_US")), Chinese);
        assert_eq!(of(Some("C"), None, Some("zh_CN")), English);
        assert_eq!(of(None, None, Some("de_DE.UTF-8")), English);
        assert_eq!(of(None, None, None), English);
    }

    #[test]
    fn a_setting_names_a_language_by_its_code() {
        for language in [Chinese, English] {
            assert_eq!(Language::from_code(language.code()), Some(language));
        }
        assert_eq!(Language::from_code("fr"), None);
    }

    #[test]
    fn days_are_named() {
        let day = Date::new(2023, 10, 24).unwrap();
        assert_eq!(Chinese.date(day), "2023年10月24日 星期二");
        assert_eq!(English.date(day), "Tuesday, 24 October 2023");
    }

    #[test]
    fn text_is_counted_by_its_own_script() {
        let length = |language: Language, text: &str| {
            let mut length = Length::default();
            text.chars().for_each(|c| length.take(c));
            language.length(&length)
        };
        assert_eq!(length(Chinese, "江水，流 去。"), "6 字");
        assert_eq!(length(English, "江水，流去。"), "6 characters");
        let words = "The river’s well-known bend";
        assert_eq!(length(English, words), "4 words");
        assert_eq!(length(Chinese, "One word"), "2 词");
        assert_eq!(length(English, "Word"), "1 word");
    }

    #[test]
    fn a_jump_line_names_the_page_without_its_zero() {
        let article = Article {
            continued_on: Some("06".into()),
            continued_from: Some("A1".into()),
            ..Article::default()
        };
        let facts = Chinese.facts(&article, "");
        assert_eq!(facts.goes_on, "下转第6版");
        assert_eq!(facts.comes_from, "上接第A1版");
        assert_eq!(facts.after_byline, "");
        assert_eq!(English.facts(&article, "").goes_on, "continued on page 6");
    }

    #[test]
    fn a_story_put_together_leads_nowhere() {
        let article = Article {
            continued_on: Some("3".into()),
            continued_from: Some("1".into()),
            ..Article::default()
        };
        let first = Chinese.facts_on(Some("01"), &article, "");
        assert_eq!(
            (first.comes_from.as_str(), first.goes_on.as_str()),
            ("", "")
        );
        assert!(first.after_byline.ends_with("已接第3版"));
        let middle = Chinese.facts_on(Some("02"), &article, "");
        assert_eq!(middle, Chinese.facts(&article, ""));
    }
}
