//! What the program says while reading: notices, counts and labels, in each language.

use super::Language;
use super::copying::Copied;
use super::corrections::About;
use crate::typeset::{Pinyin, Script};

/// What stands between us and the terminal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Between {
    /// Nothing.
    Nothing,
    /// tmux.
    Tmux,
    /// GNU screen.
    Screen,
}

/// Something to tell the reader in the status line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Notice {
    /// There is no article after this.
    LastArticle,
    /// There is no article before this.
    FirstArticle,
    /// Whether a long article stands in two legs.
    Legs(bool),
    /// Two legs have no room here.
    NoLegs,
    /// There is one article, and no contents to go to.
    OneArticle,
    /// There is no section after this.
    LastSection,
    /// There is no section before this.
    FirstSection,
    /// No section has this number.
    NoSection(usize),
    /// The search found nothing.
    NotFound(String),
    /// The search went on from the beginning.
    FromStart,
    /// The search went on from the end.
    FromEnd,
    /// There is nothing to walk through.
    NoSearch,
    /// No place to go back to.
    NoBack,
    /// No place to go forward to.
    NoForward,
    /// The article's text is on its way to the clipboard.
    Copying,
    /// What became of the text that was to be copied, and whether its origin goes with it.
    Copied(Copied, bool),
    /// The terminal does not read UTF-8, or what shows us in it does not.
    NoUtf8(Between),
    /// The locale is not one of UTF-8, and the terminal does not tell whether it reads that.
    Utf8Unknown,
    /// Nothing there to copy.
    NothingToCopy,
    /// Lines are now this many cells long.
    Measure(u16),
    /// Lines run down now, or along.
    Vertical(bool),
    /// What script Chinese is shown in now.
    Script(Script),
    /// These characters have their readings above them now.
    Pinyin(Pinyin),
    /// Readings are chosen, and lines that run down show none.
    PinyinAlong,
    /// No story takes up at this page.
    NoJump(String),
    /// The article was marked as read, or as not.
    Read(bool),
    /// The article has a bookmark now, or none any more.
    Bookmark(bool),
    /// No article has a bookmark.
    NoBookmark,
    /// The built-in sample is shown; the file read last, if any.
    Sample(Option<String>),
    /// The text has defects.
    Defects(usize),
    /// Something of corrections.
    Correcting(About),
    /// What the outside has to say, in the reader's language already.
    Other(String),
}

impl Language {
    /// A notice in words.
    #[expect(clippy::too_many_lines, reason = "a table of messages")]
    pub fn notice(self, notice: &Notice) -> String {
        let zh = self == Self::Chinese;
        match notice {
            Notice::LastArticle => self.say("已是最后一篇", "this is the last article").into(),
            Notice::OneArticle => self
                .say(
                    "只有这一篇，没有目录",
                    "this is the only article; there are no contents",
                )
                .into(),
            Notice::Legs(true) => self.say("长文分两栏", "long articles in two legs").into(),
            Notice::Legs(false) => self.say("不分栏", "one leg").into(),
            Notice::NoLegs => self
                .say(
                    "两栏放不下：要横排，窗口至少 160 列、10 行",
                    "no room for two legs: they need lines along, 160 columns and 10 rows",
                )
                .into(),
            Notice::FirstArticle => self.say("已是第一篇", "this is the first article").into(),
            Notice::LastSection => self.say("已是最后一版", "this is the last section").into(),
            Notice::FirstSection => self.say("已是第一版", "this is the first section").into(),
            Notice::NoSection(n) if zh => format!("没有第 {n} 版"),
            Notice::NoSection(n) => format!("there is no section {n}"),
            Notice::NotFound(text) if zh => format!("没有找到“{text}”"),
            Notice::NotFound(text) => format!("“{text}” was not found"),
            Notice::FromStart => self.say("已从头找起", "went on from the beginning").into(),
            Notice::FromEnd => self.say("已从末尾找起", "went on from the end").into(),
            Notice::NoSearch => self.say("还没有查找过", "nothing was searched for").into(),
            Notice::NoBack => self.say("没有更早的位置", "no earlier place").into(),
            Notice::NoForward => self.say("没有更晚的位置", "no later place").into(),
            Notice::Copying => self.say("正在复制……", "copying...").into(),
            Notice::Copied(copied, origin) => self.copied(copied, *origin),
            // In ASCII, as nothing else would be read.
            Notice::NoUtf8(Between::Nothing) => {
                "this terminal does not read UTF-8: what is not ASCII is shown as ?".into()
            }
            Notice::NoUtf8(Between::Tmux) => {
                "tmux shows no UTF-8: start it as tmux -u, or with LANG=C.UTF-8".into()
            }
            Notice::NoUtf8(Between::Screen) => {
                "screen shows no UTF-8: start it as screen -U, or with LANG=C.UTF-8".into()
            }
            Notice::Utf8Unknown => {
                "ASCII only: set LANG=C.UTF-8, if this terminal reads UTF-8".into()
            }
            Notice::NothingToCopy => self.say("没有可复制的内容", "nothing to copy").into(),
            Notice::Measure(cells) if zh => format!("每行 {} 字", cells / 2),
            Notice::Measure(cells) => format!("{cells} cells to a line"),
            Notice::Vertical(true) => self.say("竖排", "vertical lines").into(),
            Notice::Vertical(false) => self.say("横排", "horizontal lines").into(),
            Notice::Script(script) => self.script(*script).into(),
            Notice::PinyinAlong => self
                .say(
                    "拼音只在横排里注",
                    "pinyin stands above horizontal lines only",
                )
                .into(),
            Notice::Pinyin(pinyin) => match pinyin {
                Pinyin::Off => self.say("不注拼音", "no pinyin"),
                Pinyin::All => self.say("拼音：全部", "pinyin: all characters"),
                Pinyin::Beyond2500 => self.say(
                    "拼音：2500 常用字以外",
                    "pinyin: beyond the commonest 2,500",
                ),
                Pinyin::Beyond3500 => self.say(
                    "拼音：3500 常用字以外",
                    "pinyin: beyond the commonest 3,500",
                ),
            }
            .into(),
            Notice::NoJump(page) if zh => format!("没有找到第{page}版上的下文"),
            Notice::NoJump(page) => format!("no story goes on at page {page}"),
            Notice::Read(true) => self.say("已标为读过", "marked as read").into(),
            Notice::Read(false) => self.say("已标为未读", "marked as unread").into(),
            Notice::Bookmark(true) => self.say("已加书签", "bookmark set").into(),
            Notice::Bookmark(false) => self.say("已去书签", "bookmark removed").into(),
            Notice::NoBookmark => self.say("没有书签", "there is no bookmark").into(),
            Notice::Sample(None) => self
                .say(
                    "内置样报；打开自己的：kanbao 文件名",
                    "built-in sample; your own: kanbao FILE",
                )
                .into(),
            Notice::Sample(Some(file)) if zh => format!("内置样报；上次读的是 {file}"),
            Notice::Sample(Some(file)) => format!("built-in sample; last read: {file}"),
            Notice::Defects(n) if zh => format!("原文有 {n} 处存疑，按 }} 逐处看"),
            Notice::Defects(1) => "1 place in doubt: } shows it".into(),
            Notice::Defects(n) => format!("{n} places in doubt: }} steps through them"),
            Notice::Correcting(about) => self.about(about),
            Notice::Other(text) => text.clone(),
        }
    }

    /// What script Chinese is shown in.
    fn script(self, script: Script) -> &'static str {
        match script {
            Script::AsIs => self.say("显示原文字体", "shown as it is written"),
            Script::Simplified => self.say("显示为简体", "shown in Simplified"),
            Script::Traditional => self.say("显示为繁体", "shown in Traditional"),
            Script::Taiwan => self.say("显示为台湾正体", "shown in Traditional, Taiwan's forms"),
            Script::HongKong => {
                self.say("显示为香港繁体", "shown in Traditional, Hong Kong's forms")
            }
        }
    }

    /// How many articles there are and how many were read, for the masthead.
    pub fn tally(self, articles: usize, read: usize) -> String {
        match (self, articles) {
            (Self::Chinese, _) => format!("{articles} 篇 · 已读 {read}"),
            (Self::English, 1) => format!("1 article · {read} read"),
            (Self::English, _) => format!("{articles} articles · {read} read"),
        }
    }

    /// What stands where an issue has no article.
    pub fn empty(self) -> &'static str {
        self.say("这一期里没有稿件。", "There is no article in this issue.")
    }

    /// The line for a window in which nothing can be read.
    pub fn too_small(self) -> &'static str {
        self.say("窗口太小", "window too small")
    }

    /// What the line at an article's end says before the headline that comes next.
    pub fn next(self) -> &'static str {
        self.say("下一篇：", "Next: ")
    }

    /// What the line at the last article's end says.
    pub fn end(self) -> &'static str {
        self.say("本期完", "End of the issue")
    }

    /// A place in an article, in the status line.
    pub fn progress(self, percent: u16) -> String {
        match self {
            Self::Chinese => format!("本文 {percent}%"),
            Self::English => format!("{percent}% of article"),
        }
    }

    /// The name of a headline that an article does not have, nor any text.
    pub fn untitled(self) -> &'static str {
        self.say("（无题）", "(untitled)")
    }

    /// The prompt of the search in the issue.
    pub fn find_prompt(self) -> &'static str {
        self.say("查找：", "Find: ")
    }

    /// The prompt for a headline.
    pub fn headline_prompt(self) -> &'static str {
        self.say("标题：", "Headline: ")
    }

    /// The title of the help.
    pub fn help_title(self) -> &'static str {
        self.say("帮助", "Help")
    }

    /// The title of the source view.
    pub fn source_title(self) -> &'static str {
        self.say("原文", "Source")
    }

    /// A line of the source, counted from 1, of how many.
    pub fn line(self, line: usize, of: usize) -> String {
        match self {
            Self::Chinese => format!("第 {line}/{of} 行"),
            Self::English => format!("line {line}/{of}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_notice_speaks_both_languages() {
        let notices = [
            Notice::LastArticle,
            Notice::FirstArticle,
            Notice::Legs(true),
            Notice::Legs(false),
            Notice::NoLegs,
            Notice::OneArticle,
            Notice::LastSection,
            Notice::FirstSection,
            Notice::NoSection(7),
            Notice::NotFound("潮汐".into()),
            Notice::FromStart,
            Notice::FromEnd,
            Notice::NoSearch,
            Notice::NoBack,
            Notice::NoForward,
            Notice::Copying,
            Notice::NothingToCopy,
            Notice::Measure(60),
            Notice::Pinyin(Pinyin::Off),
            Notice::Pinyin(Pinyin::All),
            Notice::Pinyin(Pinyin::Beyond2500),
            Notice::Pinyin(Pinyin::Beyond3500),
            Notice::NoJump("4".into()),
            Notice::Read(true),
            Notice::Read(false),
            Notice::Bookmark(true),
            Notice::Bookmark(false),
            Notice::NoBookmark,
            Notice::Sample(None),
            Notice::Sample(Some("a.txt".into())),
            Notice::Defects(2),
        ];
        for notice in notices {
            let zh = Language::Chinese.notice(&notice);
            let en = Language::English.notice(&notice);
            assert!(!zh.is_empty() && !en.is_empty());
            assert_ne!(zh, en, "{notice:?}");
        }
    }

    #[test]
    fn one_is_not_many() {
        assert_eq!(Language::English.tally(1, 0), "1 article · 0 read");
        assert_eq!(Language::English.tally(12, 3), "12 articles · 3 read");
        assert_eq!(Language::Chinese.tally(5, 1), "5 篇 · 已读 1");
    }
}
