//! The reader's own rules: where they are looked for, and what is said of the mistakes in them.

use crate::config::near::nearest;
use crate::guard::told;
use crate::language::Language;
use crate::loader::{Mistake, RuleWrong, Rules};
use crate::open::error::Error;
use crate::open::origin::{Origin, shown};
use crate::open::reasons::{in_one_line, reason};
use etcetera::base_strategy::{BaseStrategy, Xdg};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Name of the rules for all papers, in the folder of the program's settings.
const OF_USER: &str = "kanbao/rules.toml";

/// Name of the rules for the paper whose issues lie in the same folder.
const BESIDE: &str = "kanbao-rules.toml";

/// The most bytes of a rules file: all that is known of papers takes a hundredth.
const LARGEST: u64 = 1 << 20;

/// A mistake in a rules file, or why it cannot be read.
#[derive(Debug)]
pub struct RulesFault {
    path: PathBuf,
    what: What,
    /// Whether it is the first of its file.
    first: bool,
}

#[derive(Debug)]
enum What {
    Mistake(Mistake),
    /// No UTF-8, from this line on.
    Encoding(usize),
    Unread(io::Error),
    Large,
}

/// The rules in force: the built-in ones with those of the reader, and of the folder that the issue lies in, added to
/// them; or with those of the named file alone. `None` for the built-in ones as they are. A file with a mistake is left
/// out as a whole, so that it is never half in force.
pub fn in_force(
    named: Option<&Path>,
    origin: &Origin,
) -> Result<(Option<Rules>, Vec<RulesFault>), Error> {
    let mut rules = None;
    let mut faults = Vec::new();
    let mut add = |path: PathBuf, text: Result<String, What>| {
        let own = rules.as_ref().unwrap_or_else(|| Rules::built_in());
        let wrong = match text.map(|text| own.extended(&text)) {
            Ok(Ok(extended)) => {
                rules = Some(extended);
                return;
            }
            Ok(Err(mistakes)) => mistakes.into_iter().map(What::Mistake).collect(),
            Err(what) => vec![what],
        };
        faults.extend(of_file(&path, wrong));
    };
    if let Some(path) = named {
        let path = path.to_owned();
        match read(&path) {
            Err(What::Unread(cause)) => return Err(Error::Rules { path, cause }),
            text => add(path, text),
        }
    } else {
        for path in places(origin) {
            let text = read(&path);
            add(path, text);
        }
    }
    Ok((rules, faults))
}

fn of_file(path: &Path, wrong: Vec<What>) -> impl Iterator<Item = RulesFault> {
    wrong.into_iter().enumerate().map(|(i, what)| RulesFault {
        path: path.to_owned(),
        what,
        first: i == 0,
    })
}

/// Where rules are looked for: those for all papers, and those for the paper that lies in the issue's folder.
pub fn rules_places(origin: &Origin) -> [Option<PathBuf>; 2] {
    let of_user = Xdg::new().ok().map(|xdg| xdg.config_dir().join(OF_USER));
    // Those in a folder of pages before those beside it.
    let inside = origin.path().filter(|path| path.is_dir());
    let inside = inside
        .map(|folder| folder.join(BESIDE))
        .filter(|rules| rules.is_file());
    let beside = || Some(origin.path()?.parent()?.join(BESIDE));
    [of_user, inside.or_else(beside)]
}

/// Where rules are.
fn places(origin: &Origin) -> Vec<PathBuf> {
    // A pipe of that name would be waited for.
    rules_places(origin)
        .into_iter()
        .flatten()
        .filter(|path| path.metadata().is_ok_and(|about| about.is_file()))
        .collect()
}

fn read(path: &Path) -> Result<String, What> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes))
        .map_err(What::Unread)?;
    if bytes.len() as u64 > LARGEST {
        return Err(What::Large);
    }
    // A byte order mark would count as a character of the first line.
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    String::from_utf8(text.to_vec()).map_err(|error| {
        let good = error
            .as_bytes()
            .iter()
            .take(error.utf8_error().valid_up_to());
        What::Encoding(good.filter(|byte| **byte == b'\n').count() + 1)
    })
}

/// What the reader of an issue is told at first, where rules are not in force.
pub fn notice(faults: &[RulesFault], language: Language) -> Option<String> {
    let fault = faults.first()?;
    let name = fault.path.file_name().unwrap_or(fault.path.as_os_str());
    let name = shown(Path::new(name));
    Some(match (fault.line(), language) {
        (Some(line), Language::Chinese) => {
            format!("{name} 第 {line} 行有误，未采用；见 kanbao check")
        }
        (Some(line), Language::English) => {
            format!("{name} is not used: line {line} is wrong, see kanbao check")
        }
        (None, Language::Chinese) => format!("{name} 未采用；见 kanbao check"),
        (None, Language::English) => format!("{name} is not used: see kanbao check"),
    })
}

impl RulesFault {
    fn line(&self) -> Option<usize> {
        match &self.what {
            What::Mistake(mistake) => Some(mistake.line),
            What::Encoding(line) => Some(*line),
            What::Unread(_) | What::Large => None,
        }
    }

    /// On which path and line it is, what is wrong there, and what to do.
    pub fn tell(&self, language: Language) -> String {
        let zh = language == Language::Chinese;
        let path = shown(&self.path);
        let place = self
            .line()
            .map_or(path.clone(), |line| format!("{path}:{line}"));
        let what = match &self.what {
            What::Mistake(mistake) if zh => {
                format!(
                    "第 {} 字：{}",
                    mistake.column,
                    tell(&mistake.wrong, language)
                )
            }
            What::Mistake(mistake) => {
                format!(
                    "column {}: {}",
                    mistake.column,
                    tell(&mistake.wrong, language)
                )
            }
            What::Encoding(_) => language
                .say("不是 UTF-8；请转成 UTF-8", "is not UTF-8; convert it")
                .to_owned(),
            What::Unread(cause) if zh => format!("打不开：{}", reason(cause, language)),
            What::Unread(cause) => format!("cannot be read: {}", reason(cause, language)),
            What::Large => language
                .say("超过 1 MiB；请删减", "is larger than 1 MiB; shorten it")
                .to_owned(),
        };
        // Once is enough for a file.
        let left = match (self.first, language) {
            (false, _) => "",
            (true, Language::Chinese) => "（此文件未采用）",
            (true, Language::English) => " (the file is not used)",
        };
        format!("{place}: rules: {what}{left}")
    }
}

/// What is wrong in a rules file and what to write instead.
#[expect(clippy::too_many_lines, reason = "a table of messages")]
fn tell(wrong: &RuleWrong, language: Language) -> String {
    let zh = language == Language::Chinese;
    match wrong {
        RuleWrong::Syntax(cause) => {
            let cause = in_one_line(cause);
            if zh {
                format!("不合 TOML 的写法（{cause}）；请改正")
            } else {
                format!("{cause}; correct the TOML")
            }
        }
        RuleWrong::Table(given) => {
            let known: Vec<&str> = Rules::TABLES.iter().map(|(table, _)| *table).collect();
            let near = nearest(given, known.iter().copied()).map(|near| format!("[{near}]"));
            let (given, which) = (told(given), which(near, &known, language));
            if zh {
                format!("没有名为 {given} 的表；{which}")
            } else {
                format!("there is no table {given}; {which}")
            }
        }
        RuleWrong::List { table, given } => {
            let tables = Rules::TABLES.iter();
            let known = tables.filter(|(own, _)| own == table).flat_map(|(_, l)| *l);
            let known: Vec<&str> = known.copied().collect();
            let near = nearest(given, known.iter().copied()).map(str::to_owned);
            let (given, which) = (told(given), which(near, &known, language));
            if zh {
                format!("[{table}] 里没有名为 {given} 的列表；{which}")
            } else {
                format!("[{table}] has no list {given}; {which}")
            }
        }
        RuleWrong::NoTable(name) => {
            let name = told(name);
            if zh {
                format!("{name} 应是一张表；请写成 [{name}]，下面列词")
            } else {
                format!("{name} should be a table; write [{name}] and its lists below")
            }
        }
        RuleWrong::NoList(name) if zh => {
            format!("{} 应是一列词；请写成 [\"…\", \"…\"]", told(name))
        }
        RuleWrong::NoList(name) => {
            format!(
                "{} should be a list of words; write [\"…\", \"…\"]",
                told(name)
            )
        }
        RuleWrong::NoText(name) if zh => format!("{} 应是一串字；请写成 \"……\"", told(name)),
        RuleWrong::NoText(name) => {
            format!(
                "{} should be one text of characters; write \"…\"",
                told(name)
            )
        }
        RuleWrong::NoWord if zh => "列表里只能有词；请写成 \"…\"".to_owned(),
        RuleWrong::NoWord => "a list holds words only; write \"…\"".to_owned(),
        RuleWrong::Empty if zh => "词是空的；请写上或删去".to_owned(),
        RuleWrong::Empty => "the word is empty; write one or take it out".to_owned(),
        RuleWrong::Short(word) if zh => {
            format!("“{}”只有一个字，几乎处处相符；请写长些", told(word))
        }
        RuleWrong::Short(word) => format!(
            "“{}” is one character and would match nearly everywhere; write more of it",
            told(word)
        ),
        RuleWrong::Open(pattern) if zh => {
            format!("“{}”几乎行行相符；* 和 # 以外请至少写两个字", told(pattern))
        }
        RuleWrong::Open(pattern) => format!(
            "“{}” would match nearly every line; write two characters at least beside * and #",
            told(pattern)
        ),
        RuleWrong::Long(word, most) if zh => {
            format!("“{}…”太长；每个词至多 {most} 个字", told(word))
        }
        RuleWrong::Long(word, most) => format!(
            "“{}…” is too long; a word has at most {most} characters",
            told(word)
        ),
        RuleWrong::Many(most) if zh => format!("样式太多；每列至多 {most} 条"),
        RuleWrong::Many(most) => format!("there are too many patterns; a list has at most {most}"),
        RuleWrong::Absent(word) if zh => {
            format!(
                "内置的规则里没有“{}”，无从去掉；见 kanbao rules",
                told(word)
            )
        }
        RuleWrong::Absent(word) => format!(
            "“{}” is not among the built-in words and cannot be taken away; see `kanbao rules`",
            told(word)
        ),
    }
}

/// Which name was meant, where one is near; else all there are.
fn which(near: Option<String>, known: &[&str], language: Language) -> String {
    let known = || known.join(language.say("、", ", "));
    match (near, language) {
        (Some(near), Language::Chinese) => format!("最接近的是 {near}"),
        (Some(near), Language::English) => format!("the nearest is {near}"),
        (None, Language::Chinese) => format!("可用 {}", known()),
        (None, Language::English) => format!("there are {}", known()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<RulesFault> {
        let mistakes = Rules::built_in().extended(text).err().unwrap_or_default();
        let wrong = mistakes.into_iter().map(What::Mistake).collect();
        of_file(Path::new("鹭汀/rules.toml"), wrong).collect()
    }

    fn told(text: &str, language: Language) -> String {
        let told = faults(text).into_iter().map(|fault| fault.tell(language));
        told.collect::<Vec<_>>().join("\n")
    }

    const WRONG: &str = "column = 3\n[bylin]\n[byline]\nrole = []\nroles = \"记者\"\nnames = [7, \"\"]\n\
        [furniture]\nslogans = [\"报\"]\nlines = [\"*报*\"]\n[names]\nsurnames = []\n[without.deck]\nstarts = [\"往\"]\n";

    #[test]
    fn each_mistake_is_told_with_its_line_and_what_to_do() {
        insta::assert_snapshot!(told(WRONG, Language::English), @r#"
        鹭汀/rules.toml:1: rules: column 10: column should be a table; write [column] and its lists below (the file is not used)
        鹭汀/rules.toml:2: rules: column 2: there is no table bylin; the nearest is [byline]
        鹭汀/rules.toml:4: rules: column 1: [byline] has no list role; the nearest is roles
        鹭汀/rules.toml:5: rules: column 9: roles should be a list of words; write ["…", "…"]
        鹭汀/rules.toml:6: rules: column 10: a list holds words only; write "…"
        鹭汀/rules.toml:6: rules: column 13: the word is empty; write one or take it out
        鹭汀/rules.toml:8: rules: column 12: “报” is one character and would match nearly everywhere; write more of it
        鹭汀/rules.toml:9: rules: column 10: “*报*” would match nearly every line; write two characters at least beside * and #
        鹭汀/rules.toml:11: rules: column 12: surnames should be one text of characters; write "…"
        鹭汀/rules.toml:13: rules: column 11: “往” is not among the built-in words and cannot be taken away; see `kanbao rules`
        "#);
        insta::assert_snapshot!(told("[byline\n", Language::English), @r#"鹭汀/rules.toml:1: rules: column 8: unclosed table, expected `]`; correct the TOML (the file is not used)"#);
    }

    #[test]
    fn each_mistake_is_told_in_chinese() {
        insta::assert_snapshot!(told(WRONG, Language::Chinese), @r#"
        鹭汀/rules.toml:1: rules: 第 10 字：column 应是一张表；请写成 [column]，下面列词（此文件未采用）
        鹭汀/rules.toml:2: rules: 第 2 字：没有名为 bylin 的表；最接近的是 [byline]
        鹭汀/rules.toml:4: rules: 第 1 字：[byline] 里没有名为 role 的列表；最接近的是 roles
        鹭汀/rules.toml:5: rules: 第 9 字：roles 应是一列词；请写成 ["…", "…"]
        鹭汀/rules.toml:6: rules: 第 10 字：列表里只能有词；请写成 "…"
        鹭汀/rules.toml:6: rules: 第 13 字：词是空的；请写上或删去
        鹭汀/rules.toml:8: rules: 第 12 字：“报”只有一个字，几乎处处相符；请写长些
        鹭汀/rules.toml:9: rules: 第 10 字：“*报*”几乎行行相符；* 和 # 以外请至少写两个字
        鹭汀/rules.toml:11: rules: 第 12 字：surnames 应是一串字；请写成 "……"
        鹭汀/rules.toml:13: rules: 第 11 字：内置的规则里没有“往”，无从去掉；见 kanbao rules
        "#);
        insta::assert_snapshot!(told("[byline\n", Language::Chinese), @r#"鹭汀/rules.toml:1: rules: 第 8 字：不合 TOML 的写法（unclosed table, expected `]`）；请改正（此文件未采用）"#);
    }

    #[test]
    fn names_that_are_near_none_are_answered_with_all_there_are() {
        let far = "[zzz]\n[byline]\nzzz = []\n";
        insta::assert_snapshot!(told(far, Language::English), @"
        鹭汀/rules.toml:1: rules: column 2: there is no table zzz; there are masthead, section, column, byline, dateline, furniture, caption, jump, note, seam, headline, deck, names (the file is not used)
        鹭汀/rules.toml:3: rules: column 1: [byline] has no list zzz; there are names, roles, beside, offices, titles, bodies, labels, whence, being, reporters, schools, speech_starts, speech_ends
        ");
        insta::assert_snapshot!(told(far, Language::Chinese), @"
        鹭汀/rules.toml:1: rules: 第 2 字：没有名为 zzz 的表；可用 masthead、section、column、byline、dateline、furniture、caption、jump、note、seam、headline、deck、names（此文件未采用）
        鹭汀/rules.toml:3: rules: 第 1 字：[byline] 里没有名为 zzz 的列表；可用 names、roles、beside、offices、titles、bodies、labels、whence、being、reporters、schools、speech_starts、speech_ends
        ");
    }

    #[test]
    fn a_file_of_rules_commands_no_terminal_and_fills_no_screen() {
        let long = "字".repeat(1 << 16);
        let hostile = format!(
            "\"\\u001b]52;c;eA\\u0007\u{202e}\" = []\n[\"\\u009b2J\"]\n[byline]\n\"\\u001bc\" = []\n\
             roles = [\"\\u001b\"]\n\"{long}\" = []\n[furniture]\nlines = [\"*\\u001b*\"]\n"
        );
        for language in [Language::Chinese, Language::English] {
            for text in [hostile.as_str(), "a = \u{1b}[2J", "a = \"\u{9b}"] {
                assert!(!faults(text).is_empty(), "{text}");
                for fault in faults(text) {
                    let told = fault.tell(language);
                    assert!(crate::guard::is_harmless(&told), "{told:?}");
                    assert!(told.chars().count() < 600, "{told:?}");
                }
            }
        }
    }

    #[test]
    fn the_reader_is_told_where_rules_are_not_in_force() {
        assert_eq!(
            notice(&faults(WRONG), Language::English).as_deref(),
            Some("rules.toml is not used: line 1 is wrong, see kanbao check")
        );
        assert_eq!(notice(&[], Language::English), None);
    }
}
