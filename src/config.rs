//! Settings: one table of keys from which `-c`, the help and later a file are made.

mod error;
pub mod near;
mod table;

pub use self::error::Error;
use self::near::{nearest, wrong};
pub use self::table::SETTINGS;
use crate::language::Language;
use crate::terminal::clipboard::ClipboardChoice;
use crate::theme::{Background, Theme};
use crate::typeset::{Ambiguous, Style};

/// Everything that can be set.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Settings {
    /// How text is set.
    pub style: Style,
    /// At most this many cells of text to a line.
    pub measure: u16,
    /// How the terminal shows characters of ambiguous width; `None` for what it says itself.
    pub ambiguous: Option<Ambiguous>,
    /// Whether a blank cell is kept behind what fonts draw over the next.
    pub spaced: bool,
    /// Whether a long article stands in two legs in a wide window.
    pub legs: bool,
    /// The terminal's own ground; `None` for what it says itself.
    pub ground: Option<Background>,
    /// Whether links are links in the terminal; `None` for one that is known to have them.
    pub links: Option<bool>,
    /// Whether the window's title is set.
    pub title: bool,
    /// Where what is copied goes.
    pub clipboard: ClipboardChoice,
    /// A built-in theme's name.
    pub theme: String,
    /// The interface's language; `None` for that of the locale.
    pub language: Option<Language>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            style: Style::default(),
            measure: 80,
            ambiguous: None,
            spaced: true,
            legs: true,
            ground: None,
            links: None,
            title: true,
            clipboard: ClipboardChoice::default(),
            theme: "terminal".to_owned(),
            language: None,
        }
    }
}

/// A setting: its key, what it takes, and what it does.
pub struct Setting {
    /// The name, as written before `=`.
    pub key: &'static str,
    /// What it takes.
    pub kind: SettingKind,
    chinese: &'static str,
    english: &'static str,
    get: fn(&Settings) -> String,
    set: fn(&mut Settings, &Value),
}

/// The kinds of value a setting takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SettingKind {
    /// `true` or `false`.
    Switch,
    /// A whole number from the first to the second.
    Count(u16, u16),
    /// One of these words.
    Choice(&'static [&'static str]),
    /// One of these words, or a program with its arguments.
    Program(&'static [&'static str]),
}

/// A value of the kind its setting takes.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Value {
    Switch(bool),
    Count(u16),
    Choice(&'static str),
    Program(String),
}

impl Setting {
    /// The setting of this key.
    pub fn find(key: &str) -> Option<&'static Self> {
        SETTINGS.iter().find(|setting| setting.key == key)
    }

    /// Its value, as it would be written.
    pub fn value(&self, settings: &Settings) -> String {
        (self.get)(settings)
    }

    /// What it does, in a line.
    pub fn help(&self, language: Language) -> &'static str {
        language.say(self.chinese, self.english)
    }
}

impl Settings {
    /// The settings before any is made: the defaults, without colour where `NO_COLOR` (no-color.org) asks for it.
    pub fn new(no_color: bool) -> Self {
        let theme = if no_color { "plain" } else { "terminal" };
        Self {
            theme: theme.to_owned(),
            ..Self::default()
        }
    }

    /// Makes one setting, written as `KEY=VALUE`.
    pub fn set(&mut self, assignment: &str) -> Result<(), Error> {
        let Some((key, given)) = assignment.split_once('=') else {
            let setting = nearest_key(assignment.trim());
            let example = setting.or(SETTINGS.first()).map_or_else(String::new, |s| {
                format!("{}={}", s.key, s.value(&Self::default()))
            });
            return Err(Error::NoValue {
                given: assignment.to_owned(),
                example,
            });
        };
        let (key, given) = (key.trim(), given.trim());
        let setting = Setting::find(key).ok_or_else(|| Error::UnknownKey {
            given: key.to_owned(),
            nearest: nearest_key(key).map(|setting| setting.key),
        })?;
        let value = setting
            .kind
            .read(given)
            .map_err(|nearest| Error::BadValue {
                key: setting.key,
                kind: setting.kind,
                given: given.to_owned(),
                nearest,
            })?;
        (setting.set)(self, &value);
        Ok(())
    }

    /// The theme that is set.
    pub fn theme(&self) -> Theme {
        Theme::named(&self.theme).unwrap_or_default()
    }
}

impl SettingKind {
    /// Reads a value; else the nearest that would do, if one is near.
    fn read(self, given: &str) -> Result<Value, Option<String>> {
        match self {
            Self::Switch => match given.to_ascii_lowercase().as_str() {
                "true" | "yes" | "on" | "1" => Ok(Value::Switch(true)),
                "false" | "no" | "off" | "0" => Ok(Value::Switch(false)),
                other => Err(nearest(other, ["true", "false"]).map(str::to_owned)),
            },
            Self::Count(least, most) => match given.parse::<i64>() {
                Ok(number) => {
                    let near =
                        u16::try_from(number.clamp(least.into(), most.into())).unwrap_or(most);
                    if i64::from(near) == number {
                        Ok(Value::Count(near))
                    } else {
                        Err(Some(near.to_string()))
                    }
                }
                Err(_) => Err(None),
            },
            Self::Choice(words) => match words.iter().find(|word| word.eq_ignore_ascii_case(given))
            {
                Some(word) => Ok(Value::Choice(word)),
                None => Err(nearest(given, words.iter().copied()).map(str::to_owned)),
            },
            Self::Program(words) => {
                match nearest(given, words.iter().copied()) {
                    Some(near) if near.eq_ignore_ascii_case(given) => Ok(Value::Choice(near)),
                    // A slip of a word would be looked for as a program.
                    Some(near) => Err(Some(near.to_owned())),
                    None if given.is_empty() => Err(None),
                    None => Ok(Value::Program(given.to_owned())),
                }
            }
        }
    }

    /// What it takes, in words.
    pub fn words(self, language: Language) -> String {
        match self {
            Self::Switch => language.say("true 或 false", "true or false").to_owned(),
            Self::Count(least, most) => match language {
                Language::Chinese => format!("{least} 到 {most}"),
                Language::English => format!("{least} to {most}"),
            },
            Self::Choice(words) => words.join(language.say("、", ", ")),
            Self::Program(words) => {
                let words = words.join(language.say("、", ", "));
                words + language.say("，或一个程序及其参数", " or a program with its arguments")
            }
        }
    }
}

/// The setting whose key is nearest to what was written, where one is near; its last part alone is enough to be
/// recognised by.
fn nearest_key(given: &str) -> Option<&'static Setting> {
    let parts = |key: &'static str| key.rsplit_once('.').unwrap_or(("", key));
    let (group, name) = given.rsplit_once('.').unwrap_or(("", given));
    let near = SETTINGS.iter().filter_map(|setting| {
        let (own_group, own_name) = parts(setting.key);
        let wrong_in_group = wrong(group, own_group).unwrap_or(own_group.len() + 1);
        Some(((wrong(name, own_name)?, wrong_in_group), setting))
    });
    near.min_by_key(|(wrong, _)| *wrong)
        .map(|(_, setting)| setting)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn refused(assignment: &str) -> String {
        Settings::default()
            .set(assignment)
            .unwrap_err()
            .tell(Language::English)
    }

    #[test]
    fn every_setting_takes_its_own_default_and_shows_what_was_set() {
        for setting in SETTINGS {
            let mut settings = Settings::default();
            let default = setting.value(&settings);
            settings.set(&format!("{}={default}", setting.key)).unwrap();
            assert_eq!(settings, Settings::default(), "{}", setting.key);
            let other = match setting.kind {
                SettingKind::Switch => (default != "true").to_string(),
                SettingKind::Count(least, most) if default == most.to_string() => least.to_string(),
                SettingKind::Count(_, most) => most.to_string(),
                SettingKind::Choice(words) => {
                    words.iter().find(|w| **w != default).unwrap().to_string()
                }
                SettingKind::Program(_) => "xclip -selection primary".to_owned(),
            };
            settings.set(&format!("{} = {other}", setting.key)).unwrap();
            assert_eq!(setting.value(&settings), other);
            assert_ne!(settings, Settings::default(), "{}", setting.key);
        }
    }

    #[test]
    fn every_theme_can_be_chosen() {
        let SettingKind::Choice(words) = Setting::find("theme").unwrap().kind else {
            panic!()
        };
        let mut words = words.to_vec();
        words.sort_unstable();
        assert_eq!(words, Theme::names());
    }

    #[test]
    fn a_mistake_is_answered_with_the_nearest_right_one() {
        insta::assert_snapshot!(refused("typeset.ident=2"), @"there is no setting typeset.ident; the nearest is typeset.indent");
        insta::assert_snapshot!(refused("hang=no"), @"there is no setting hang; the nearest is typeset.hang");
        insta::assert_snapshot!(refused("theme=papr"), @"theme does not take papr, but terminal, paper, night, plain; the nearest is theme=paper");
        insta::assert_snapshot!(refused("typeset.justify=flase"), @"typeset.justify does not take flase, but true or false; the nearest is typeset.justify=false");
        insta::assert_snapshot!(refused("typeset.measure=100000"), @"typeset.measure does not take 100000, but 4 to 400; the nearest is typeset.measure=400");
        insta::assert_snapshot!(refused("typeset.indent=two"), @"typeset.indent does not take two, but 0 to 16");
        insta::assert_snapshot!(refused("theme"), @"-c theme: write KEY=VALUE, for example -c theme=terminal");
    }

    #[test]
    fn a_mistake_that_is_near_nothing_is_answered_with_where_all_is_found() {
        insta::assert_snapshot!(refused("zzz=1"), @"there is no setting zzz; kanbao --help lists them all");
        insta::assert_snapshot!(refused("typeset.zzz=1"), @"there is no setting typeset.zzz; kanbao --help lists them all");
        insta::assert_snapshot!(refused("display.indent=1"), @"there is no setting display.indent; the nearest is typeset.indent");
        insta::assert_snapshot!(refused("theme=klingon"), @"theme does not take klingon, but terminal, paper, night, plain");
        insta::assert_snapshot!(refused("typeset.hang=perhaps"), @"typeset.hang does not take perhaps, but true or false");
        insta::assert_snapshot!(refused("zzz"), @"-c zzz: write KEY=VALUE, for example -c typeset.measure=80");
    }

    #[test]
    fn a_program_is_told_from_a_word_that_is_mistyped() {
        insta::assert_snapshot!(refused("clipboard=termnal"), @"clipboard does not take termnal, but auto, terminal, off or a program with its arguments; the nearest is clipboard=terminal");
        for word in ["of", "Autto", ""] {
            assert!(
                Settings::default()
                    .set(&format!("clipboard={word}"))
                    .is_err(),
                "{word}"
            );
        }
        for program in [
            "wl-copy",
            "xclip",
            "tmux",
            "termux-clipboard-set",
            "win32yank.exe -i",
            "lemonade copy",
            "/opt/off",
        ] {
            let mut settings = Settings::default();
            settings.set(&format!("clipboard={program}")).unwrap();
            assert_eq!(settings.clipboard.to_string(), program);
        }
    }

    #[test]
    fn a_mistake_is_explained_in_chinese() {
        let told = |assignment: &str| {
            let error = Settings::default().set(assignment).unwrap_err();
            error.tell(Language::Chinese)
        };
        insta::assert_snapshot!(told("langauge=zh"), @"没有设置项 langauge；最接近的是 language");
        insta::assert_snapshot!(told("zzz=zh"), @"没有设置项 zzz；全部设置项见 kanbao --help");
        insta::assert_snapshot!(told("theme=klingon"), @"设置项 theme 的值不能是 klingon，应为 terminal、paper、night、plain");
    }

    #[test]
    fn colours_go_where_they_are_not_wanted_and_come_back_when_asked_for() {
        let mut settings = Settings::new(true);
        assert_eq!(settings.theme, "plain");
        settings.set("theme=night").unwrap();
        assert_eq!(settings.theme, "night");
    }
}
