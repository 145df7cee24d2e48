//! All settings: each with its key, what it takes and what it does.

use super::{Setting, SettingKind, Value};
use crate::language::Language;
use crate::terminal::clipboard::ClipboardChoice;
use crate::theme::Background;
use crate::typeset::{Ambiguous, Autospace, Pinyin, Script};

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
    setting!("typeset.measure", SettingKind::Count(4, 400), Count => s.measure,
        "每行最多几格（一个汉字两格）", "cells of text to a line at most (a Han character takes two)"),
    setting!("typeset.indent", SettingKind::Count(0, 16), Count => s.style.indent,
        "段首缩进几格", "cells that a paragraph's first line is indented"),
    setting!("typeset.justify", SettingKind::Switch, Switch => s.style.justify,
        "把行填得更满：标点之后也可以空格，一行至多两格", "fill lines further: after marks, too, by two blanks a line at most"),
    setting!("typeset.hang", SettingKind::Switch, Switch => s.style.hang,
        "行末的句号、逗号、顿号悬挂在版心外", "let a full stop or comma at a line's end hang outside the measure"),
    setting!("typeset.squeeze", SettingKind::Switch, Switch => s.style.squeeze,
        "行末的全角后半标点可以只占半个字", "let a closing mark at a line's end give up its empty half"),
    Setting {
        key: "typeset.autospace",
        kind: SettingKind::Choice(&["off", "fill", "always"]),
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
    setting!("typeset.fullwidth", SettingKind::Switch, Switch => s.style.fullwidth,
        "汉字间的半角标点显示为全角", "show half-width marks between Han full-width"),
    Setting {
        key: "typeset.script",
        kind: SettingKind::Choice(&Script::NAMES),
        chinese: "汉字显示为：原样、简体、繁体、台湾正体、香港繁体（只改显示）",
        english: "Chinese shown as it is, in Simplified, or in Traditional with OpenCC's, Taiwan's or Hong Kong's forms",
        get: |s| s.style.script.name().to_owned(),
        set: |s, value| {
            if let Value::Choice(name) = value {
                s.style.script = Script::named(name).unwrap_or_default();
            }
        },
    },
    setting!("typeset.orphans", SettingKind::Switch, Switch => s.style.orphans,
        "避免段末一行只剩一个字", "keep a paragraph's last line from holding one character"),
    setting!("typeset.hyphenate", SettingKind::Switch, Switch => s.style.hyphenate,
        "英文词可以在行末加连字符断开", "let an English word be parted with a hyphen at a line's end"),
    setting!("typeset.leading", SettingKind::Count(0, 4), Count => s.style.leading,
        "行与行之间空几行", "blank rows between lines of running text"),
    setting!("typeset.paragraph_gap", SettingKind::Count(0, 4), Count => s.style.paragraph_gap,
        "段与段之间空几行", "blank rows between paragraphs"),
    Setting {
        key: "typeset.pinyin",
        kind: SettingKind::Choice(&["off", "all", "beyond-2500", "beyond-3500"]),
        chinese: "在字上注拼音：不注、全部、只注 2500 或 3500 常用字以外的字",
        english: "pinyin above characters: none, all, those beyond the commonest 2,500 or 3,500",
        get: |s| s.style.pinyin.name().to_owned(),
        set: |s, value| {
            if let Value::Choice(name) = value {
                s.style.pinyin = Pinyin::named(name).unwrap_or_default();
            }
        },
    },
    setting!("typeset.vertical", SettingKind::Switch, Switch => s.style.vertical,
        "竖排：行自上而下，从右往左", "vertical lines, from the right to the left"),
    Setting {
        key: "display.ambiguous",
        kind: SettingKind::Choice(&["auto", "narrow", "wide"]),
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
    setting!("display.spaced", SettingKind::Switch, Switch => s.spaced,
        "终端里占一格、字形却占两格的字符（①★℃ 等）后面空一格", "a blank cell behind ① ★ ℃ and others that fonts draw over two cells where the terminal gives them one"),
    setting!("display.legs", SettingKind::Switch, Switch => s.legs,
        "窗口有 160 列以上时，长文分两栏", "set a long article in two legs in a window of 160 columns and more"),
    Setting {
        key: "display.background",
        kind: SettingKind::Choice(&["auto", "light", "dark"]),
        chinese: "终端底色是浅（light）还是深（dark），配色随之而变；auto 由终端回答",
        english: "the terminal's background, which colours go by: light or dark; auto asks it",
        get: |s| s.ground.map_or("auto", Background::name).to_owned(),
        set: |s, value| {
            if let Value::Choice(name) = value {
                s.ground = Background::named(name);
            }
        },
    },
    Setting {
        key: "display.links",
        kind: SettingKind::Choice(&["auto", "on", "off"]),
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
    setting!("display.title", SettingKind::Switch, Switch => s.title,
        "窗口标题显示稿件和报名，退出时复原", "show article and paper in the window's title, and give it back when leaving"),
    Setting {
        key: "clipboard",
        kind: SettingKind::Program(&["auto", "terminal", "off"]),
        chinese: "复制到哪里：auto 用系统的剪贴板程序，没有就发往终端（OSC 52）；也可写一个从标准输入读的程序",
        english: "where y copies to: auto for the system's clipboard program, else the terminal (OSC 52); or a program that reads standard input",
        get: |s| s.clipboard.to_string(),
        set: |s, value| {
            s.clipboard = match value {
                Value::Choice("terminal") => ClipboardChoice::Terminal,
                Value::Choice("off") => ClipboardChoice::Off,
                Value::Program(line) => ClipboardChoice::program(line),
                _ => ClipboardChoice::Auto,
            };
        },
    },
    setting!("theme", SettingKind::Choice(&["terminal", "paper", "night", "plain"]), Choice => s.theme,
        "配色", "colours"),
    Setting {
        key: "language",
        kind: SettingKind::Choice(&["auto", "zh", "en"]),
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
