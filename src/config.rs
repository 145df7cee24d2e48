//! Settings: one table of keys from which `-c`, the help and later a file are made.

mod error;
pub mod near;

pub use self::error::Error;
use self::near::{nearest, wrong};
use crate::language::Language;
use crate::terminal::clipboard::Choice;
use crate::theme::{Ground, Theme};
use crate::typeset::{Ambiguous, Autospace, Pinyin, Script, Style};

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
    pub ground: Option<Ground>,
    /// Whether links are links in the terminal; `None` for one that is known to have them.
    pub links: Option<bool>,
    /// Whether the window's title is set.
    pub title: bool,
    /// Where what is copied goes.
    pub clipboard: Choice,
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
            clipboard: Choice::default(),
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
    pub kind: Kind,
    chinese: &'static str,
    english: &'static str,
    get: fn(&Settings) -> String,
    set: fn(&mut Settings, &Value),
}

/// The kinds of value a setting takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
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

/// Makes a [`Setting`] of a field with a switch, a number or a word of its own.
macro_rules! setting {
    ($key:literal, $kind:expr, $value:ident => $settings:ident.$($field:ident).+, $zh:literal, $en:literal) => {
        Setting {
            key: $key,
            kind: $kind,
            chinese: $zh,
            english: $en,
            get: |$settings| $settings.$($field).+.to_string(),
            set: |$settings, value| {
                if let Value::$value(value) = value {
                    $settings.$($field).+ = (*value).into();
                }
            },
        }
    };
}

/// All settings, in the order the help shows them.
pub static SETTINGS: &[Setting] = &[
    setting!("typeset.measure", Kind::Count(4, 400), Count => s.measure,
        "每行最多几格（一个汉字两格）", "cells of text to a line at most (a Han character takes two)"),
    setting!("typeset.indent", Kind::Count(0, 16), Count => s.style.indent,
        "段首缩进几格", "cells that a paragraph's first line is indented"),
    setting!("typeset.justify", Kind::Switch, Switch => s.style.justify,
        "把行填得更满：标点之后也可以空格，一行至多两格", "fill lines further: after marks, too, by two blanks a line at most"),
    setting!("typeset.hang", Kind::Switch, Switch => s.style.hang,
        "行末的句号、逗号、顿号悬挂在版心外", "let a full stop or comma at a line's end hang outside the measure"),
    setting!("typeset.squeeze", Kind::Switch, Switch => s.style.squeeze,
        "行末的全角后半标点可以只占半个字", "let a closing mark at a line's end give up its empty half"),
    Setting {
        key: "typeset.autospace",
        kind: Kind::Choice(&["off", "fill", "always"]),
        chinese: "西文、数字与汉字之间的空格：不加、仅在两边各空一格就填满一行时加、总是加",
        english: "a blank on both sides of Latin words and numbers between Han: never, where that fills the line, always",
        get: |s| {
            match s.style.autospace {
                Autospace::Off => "off",
                Autospace::Fill => "fill",
                Autospace::Always => "always",
            }
            .to_owned()
        },
        set: |s, value| {
            s.style.autospace = match value {
                Value::Choice("off") => Autospace::Off,
                Value::Choice("always") => Autospace::Always,
                _ => Autospace::Fill,
            };
        },
    },
    setting!("typeset.fullwidth", Kind::Switch, Switch => s.style.fullwidth,
        "汉字间的半角标点显示为全角", "show half-width marks between Han full-width"),
    Setting {
        key: "typeset.script",
        kind: Kind::Choice(&Script::NAMES),
        chinese: "汉字显示为：原样、简体、繁体、台湾正体、香港繁体（只改显示）",
        english: "Chinese shown as it is, in Simplified, or in Traditional with OpenCC's, Taiwan's or Hong Kong's forms",
        get: |s| s.style.script.name().to_owned(),
        set: |s, value| {
            if let Value::Choice(name) = value {
                s.style.script = Script::named(name).unwrap_or_default();
            }
        },
    },
    setting!("typeset.orphans", Kind::Switch, Switch => s.style.orphans,
        "避免段末一行只剩一个字", "keep a paragraph's last line from holding one character"),
    setting!("typeset.hyphenate", Kind::Switch, Switch => s.style.hyphenate,
        "英文词可以在行末加连字符断开", "let an English word be parted with a hyphen at a line's end"),
    setting!("typeset.leading", Kind::Count(0, 4), Count => s.style.leading,
        "行与行之间空几行", "blank rows between lines of running text"),
    setting!("typeset.paragraph_gap", Kind::Count(0, 4), Count => s.style.paragraph_gap,
        "段与段之间空几行", "blank rows between paragraphs"),
    Setting {
        key: "typeset.pinyin",
        kind: Kind::Choice(&["off", "all", "beyond-2500", "beyond-3500"]),
        chinese: "在字上注拼音：不注、全部、只注 2500 或 3500 常用字以外的字",
        english: "pinyin above characters: none, all, those beyond the commonest 2,500 or 3,500",
        get: |s| s.style.pinyin.name().to_owned(),
        set: |s, value| {
            if let Value::Choice(name) = value {
                s.style.pinyin = Pinyin::named(name).unwrap_or_default();
            }
        },
    },
    setting!("typeset.vertical", Kind::Switch, Switch => s.style.vertical,
        "竖排：行自上而下，从右往左", "vertical lines, from the right to the left"),
    Setting {
        key: "display.ambiguous",
        kind: Kind::Choice(&["auto", "narrow", "wide"]),
        chinese: "“”…—·①★ 等字符在终端里占一格（narrow）还是两格（wide）；auto 由终端回答",
        english: "cells of “ ” … — · ① ★ in the terminal: narrow for one, wide for two; auto asks it",
        get: |s| {
            match s.ambiguous {
                None => "auto",
                Some(Ambiguous::Narrow | Ambiguous::Spaced) => "narrow",
                Some(Ambiguous::Wide) => "wide",
            }
            .to_owned()
        },
        set: |s, value| {
            s.ambiguous = match value {
                Value::Choice("narrow") => Some(Ambiguous::Narrow),
                Value::Choice("wide") => Some(Ambiguous::Wide),
                _ => None,
            };
        },
    },
    setting!("display.spaced", Kind::Switch, Switch => s.spaced,
        "终端里占一格、字形却占两格的字符（①★℃ 等）后面空一格", "a blank cell behind ① ★ ℃ and others that fonts draw over two cells where the terminal gives them one"),
    setting!("display.legs", Kind::Switch, Switch => s.legs,
        "窗口有 160 列以上时，长文分两栏", "set a long article in two legs in a window of 160 columns and more"),
    Setting {
        key: "display.background",
        kind: Kind::Choice(&["auto", "light", "dark"]),
        chinese: "终端底色是浅（light）还是深（dark），配色随之而变；auto 由终端回答",
        english: "the terminal's background, which colours go by: light or dark; auto asks it",
        get: |s| s.ground.map_or("auto", Ground::name).to_owned(),
        set: |s, value| {
            if let Value::Choice(name) = value {
                s.ground = Ground::named(name);
            }
        },
    },
    Setting {
        key: "display.links",
        kind: Kind::Choice(&["auto", "on", "off"]),
        chinese: "让终端里的链接可以点开（OSC 8）；auto 限于已知支持的终端",
        english: "links that the terminal can open (OSC 8); auto where it is known to have them",
        get: |s| {
            match s.links {
                None => "auto",
                Some(true) => "on",
                Some(false) => "off",
            }
            .to_owned()
        },
        set: |s, value| {
            s.links = match value {
                Value::Choice("on") => Some(true),
                Value::Choice("off") => Some(false),
                _ => None,
            };
        },
    },
    setting!("display.title", Kind::Switch, Switch => s.title,
        "窗口标题显示稿件和报名，退出时复原", "show article and paper in the window's title, and give it back when leaving"),
    Setting {
        key: "clipboard",
        kind: Kind::Program(&["auto", "terminal", "off"]),
        chinese: "复制到哪里：auto 用系统的剪贴板程序，没有就发往终端（OSC 52）；也可写一个从标准输入读的程序",
        english: "where y copies to: auto for the system's clipboard program, else the terminal (OSC 52); or a program that reads standard input",
        get: |s| s.clipboard.to_string(),
        set: |s, value| {
            s.clipboard = match value {
                Value::Choice("terminal") => Choice::Terminal,
                Value::Choice("off") => Choice::Off,
                Value::Program(line) => Choice::program(line),
                _ => Choice::Auto,
            };
        },
    },
    setting!("theme", Kind::Choice(&["terminal", "paper", "night", "plain"]), Choice => s.theme,
        "配色", "colours"),
    Setting {
        key: "language",
        kind: Kind::Choice(&["auto", "zh", "en"]),
        chinese: "界面语言；auto 随系统",
        english: "language of the interface; auto for the locale's",
        get: |s| s.language.map_or("auto", Language::code).to_owned(),
        set: |s, value| {
            if let Value::Choice(code) = value {
                s.language = Language::from_code(code);
            }
        },
    },
];

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

impl Kind {
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
                Kind::Switch => (default != "true").to_string(),
                Kind::Count(least, most) if default == most.to_string() => least.to_string(),
                Kind::Count(_, most) => most.to_string(),
                Kind::Choice(words) => words.iter().find(|w| **w != default).unwrap().to_string(),
                Kind::Program(_) => "xclip -selection primary".to_owned(),
            };
            settings.set(&format!("{} = {other}", setting.key)).unwrap();
            assert_eq!(setting.value(&settings), other);
            assert_ne!(settings, Settings::default(), "{}", setting.key);
        }
    }

    #[test]
    fn every_theme_can_be_chosen() {
        let Kind::Choice(words) = Setting::find("theme").unwrap().kind else {
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
