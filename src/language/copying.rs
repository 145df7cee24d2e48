//! What became of what was to be copied, in each language.

use super::Language;

/// What became of an article that was to be copied.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Copied {
    /// Where it went.
    pub to: To,
    /// The program that was tried first.
    pub failed: Option<Failed>,
}

/// Where it went.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum To {
    /// This program has taken it.
    Program(String),
    /// The terminal was sent it, and does not tell what it did with it.
    Terminal,
    /// Nowhere: it has so many bytes, more than a terminal takes.
    TooLong(usize),
    /// Nowhere: the terminal has no clipboard, and there is no program for one.
    Nowhere,
    /// Nowhere, as it is set.
    Off,
}

/// A program that did not take it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Failed {
    /// Its name.
    pub program: String,
    /// Why not.
    pub why: Why,
}

/// Why a program did not take a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Why {
    /// It is not there.
    Missing,
    /// It cannot be started, for this reason of the system.
    Start(String),
    /// It ended with this status.
    Status(i32),
    /// It ended well, and had not read all.
    Unread,
    /// It did not end in time, and was ended.
    Late,
}

impl Language {
    /// What became of an article that was to be copied, with paper, date and headline or without.
    pub(super) fn copied(self, copied: &Copied, origin: bool) -> String {
        let before = copied.failed.as_ref().map(|failed| self.failed(failed));
        let zh = self == Self::Chinese;
        let what = match (zh, origin) {
            (true, false) => "全文",
            (true, true) => "全文及出处",
            (false, false) => "the article",
            (false, true) => "the article with its origin",
        };
        let words = match &copied.to {
            To::Program(name) if name == "tmux" && zh => format!("{what}已放进 tmux 的缓冲区"),
            To::Program(name) if name == "tmux" => format!("{what} is in tmux' buffer"),
            To::Program(name) if zh => format!("{what}已复制（{name}）"),
            To::Program(name) => format!("{what} was copied ({name})"),
            To::Terminal if zh => format!("{what}已发往终端剪贴板"),
            To::Terminal => format!("{what} was sent to the terminal's clipboard"),
            To::TooLong(bytes) if zh => format!(
                "没有复制：{what} {} KB，终端剪贴板放不下；可用 kanbao export 另存",
                bytes.div_ceil(1000)
            ),
            To::TooLong(bytes) => format!(
                "too long for the terminal's clipboard ({} KB): save with kanbao export",
                bytes.div_ceil(1000)
            ),
            To::Nowhere => self
                .say(
                    "没有复制：这种终端没有剪贴板；可用 kanbao export 另存",
                    "not copied: this terminal has no clipboard; save with kanbao export",
                )
                .to_owned(),
            To::Off => self
                .say(
                    "没有复制：设置了 clipboard=off",
                    "not copied: clipboard=off is set",
                )
                .to_owned(),
        };
        match before {
            Some(before) => format!("{before}{}{words}", self.say("；", "; ")),
            None => words,
        }
    }

    fn failed(self, failed: &Failed) -> String {
        let Failed { program, why } = failed;
        let zh = self == Self::Chinese;
        match why {
            Why::Missing if zh => format!("没有程序 {program}"),
            Why::Missing => format!("there is no program {program}"),
            Why::Start(reason) if zh => format!("{program} 无法启动（{reason}）"),
            Why::Start(reason) => format!("{program} cannot be started ({reason})"),
            Why::Status(status) if zh => format!("{program} 失败（状态 {status}）"),
            Why::Status(status) => format!("{program} failed (status {status})"),
            Why::Unread if zh => format!("{program} 没有读完"),
            Why::Unread => format!("{program} did not read it"),
            Why::Late if zh => format!("{program} 没有反应"),
            Why::Late => format!("{program} did not answer"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn say(language: Language, to: To, failed: Option<Why>) -> String {
        let program = "xclip".to_owned();
        let failed = failed.map(|why| Failed { program, why });
        language.copied(&Copied { to, failed }, false)
    }

    #[test]
    fn what_a_terminal_was_sent_is_not_said_to_be_copied() {
        assert_eq!(
            say(Language::Chinese, To::Terminal, None),
            "全文已发往终端剪贴板"
        );
        let english = say(Language::English, To::Terminal, None);
        assert_eq!(english, "the article was sent to the terminal's clipboard");
        let copied = say(Language::Chinese, To::Program("xclip".into()), None);
        assert_eq!(copied, "全文已复制（xclip）");
    }

    #[test]
    fn a_program_that_failed_is_named_before_what_came_of_it() {
        assert_eq!(
            say(Language::English, To::Terminal, Some(Why::Status(1))),
            "xclip failed (status 1); the article was sent to the terminal's clipboard"
        );
        assert_eq!(
            say(Language::Chinese, To::Nowhere, Some(Why::Late)),
            "xclip 没有反应；没有复制：这种终端没有剪贴板；可用 kanbao export 另存"
        );
    }

    #[test]
    fn a_text_that_is_too_long_is_told_with_its_length_and_what_to_do() {
        assert_eq!(
            say(Language::English, To::TooLong(74_995), None),
            "too long for the terminal's clipboard (75 KB): save with kanbao export"
        );
    }

    #[test]
    fn each_outcome_is_told_apart_in_both_languages() {
        let places = [
            To::Program("tmux".into()),
            To::Program("xsel".into()),
            To::Terminal,
            To::TooLong(9),
            To::Nowhere,
            To::Off,
        ];
        let whys = [
            Why::Missing,
            Why::Start("no memory".into()),
            Why::Status(9),
            Why::Unread,
            Why::Late,
        ];
        for (to, why) in places
            .iter()
            .flat_map(|to| whys.iter().map(move |why| (to, why)))
        {
            let [zh, en] = [Language::Chinese, Language::English]
                .map(|l| say(l, to.clone(), Some(why.clone())));
            assert!(
                zh != en && zh.contains("xclip") && en.contains("xclip"),
                "{zh} {en}"
            );
        }
    }
}
