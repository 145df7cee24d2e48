//! What one can do in the reader, each declared in one line: its message, its name in `assets/keys.toml`, and its help in
//! Chinese and English. Below: what the outside is asked to do for it.

use super::action::{Action, Means, messages};
use super::corrections::Reread;
use crate::correction::{Edge, Role, Said};
use crate::language::{copying::Copied, words::Notice};
use crate::typeset::Ambiguous;

messages! {
    reader {
        // Moving in what has the focus.

        /// Down by rows in the pane with the focus, up where negative; in the contents by articles.
        Rows(i32) {
            RowDown(1): "下一行；目录里是下一篇", "a row down; in the contents the next article";
            RowUp(-1): "上一行；目录里是上一篇", "a row up; in the contents the article before";
        };
        /// Down by half pages, up where negative.
        HalfPages(i32) {
            HalfPageDown(1): "下半页", "half a page down";
            HalfPageUp(-1): "上半页", "half a page up";
            HalfPageUpOutsideSource(-1): "上半页（原文里是撤销）", "half a page up (in the source: undo)";
        };
        /// Down by pages, up where negative.
        Pages(i32) {
            PageDown(1): "下一页", "a page down";
            PageUp(-1): "上一页", "a page up";
        };
        GoOn: "下一页；文末接着读下一篇", "a page down; at an article's end on to the next";
        /// In the contents a count is an article's number, in the source a line's.
        Start: "开头；先按数字则到那一行", "the beginning; with a count, that row";
        /// A count is as with [`Message::Start`].
        End: "末尾；先按数字则到那一行", "the end; with a count, that row";
        /// One digit of a count.
        Digit(u8) {
            Count |digit| (digit): "次数：其后的键做几次（5j、3n）", "a count for the key that follows (5j, 3n)";
        };

        // Articles and sections.

        NextArticle: "下一篇", "the next article";
        PreviousArticle: "上一篇", "the article before";
        NextSection: "下一版的头一篇", "the next section's first article";
        PreviousSection: "上一版的头一篇", "the first article of the section before";
        /// The first article of a section: that of this page, else the one so many from the first; the count where
        /// `None`.
        Section(Option<usize>) {
            CountedSection(None): "先按数字：到那一版（2s 到第2版）", "after a number: that section (2s: section 2)";
            NumberedSection |digit| (Some(digit.into())): "到那一版", "that section";
        };
        SwitchPane: "目录与正文之间往来", "contents and article in turn";
        /// In an article whose end is not on screen: a row down.
        Open: "目录里：打开；正文里：随转版走，文末到下一篇",
            "in the contents: open; in an article: follow its jump line, at its end the next";
        ToArticle: "到正文", "to the article";
        /// Where one of the two is shown at a time, back to them.
        ToContents: "到目录", "to the contents";
        Rightwards: "到正文；竖排的正文里是上一行", "to the article; among vertical lines the line before";
        Leftwards: "到目录；竖排的正文里是下一行", "to the contents; among vertical lines the next line";
        Back: "回到先前的位置", "back to where you were";
        Forward: "再往前去", "forward again";

        // Finding.

        Find: "在本期里查找；帮助里则在帮助里查找", "find in this issue; in the help, in it";
        NextMatch: "查找结果亮着时：下一处", "while matches are lit: the next one";
        PreviousMatch: "查找结果亮着时：上一处", "while matches are lit: the one before";
        FindHeadline: "输入标题的一部分，到那一篇", "go to a headline by typing part of it";
        ToggleBookmark: "加或去书签（*）", "set or remove a bookmark (*)";
        NextBookmark: "下一个书签", "the next bookmark";

        // Showing and taking.

        Source: "看原文各行，对着读，也在那里更正", "the source lines as they came, to compare and to correct" {
            LeaveSource: "原文里：回到正文", "in the source: back to the article";
        };
        NextDoubt: "原文里下一处存疑", "the next line in doubt, in the source";
        PreviousDoubt: "原文里上一处存疑", "the line in doubt before";
        Wider: "行长些", "longer lines";
        Narrower: "行短些", "shorter lines";
        ToggleLegs: "长文分两栏（窗口 160 列以上）；再按不分",
            "a long article in two legs (from 160 columns on); again: in one";
        Turn: "竖排；再按回到横排", "vertical lines, from the right to the left; again: horizontal";
        ToggleScript: "简繁：换另一种字体显示，再按还原",
            "Simplified shown as Traditional or the other way round, and back";
        /// The sets are those that `typeset.pinyin` names in order.
        NextPinyin: "注拼音：全部，2500 常用字以外，3500 常用字以外，不注",
            "pinyin above: all, beyond the commonest 2,500, beyond 3,500, none";
        Copy: "复制正文，断行已接上", "copy the text, line cuts joined";
        CopyWithOrigin: "连同报名、日期、标题复制", "copy it with paper, date and headline";
        ToggleRead: "标为已读或未读（✓）", "mark as read or unread (✓)";
        Help: "帮助", "help" {
            LeaveHelp: "帮助里：关闭", "in the help: close it";
        };
        Redraw: "重画屏幕，并再问终端一次", "draw the screen anew, and ask the terminal again";

        // Correcting, in the source.

        /// Tell something of the line one is at in the source, and of those after it, as many as the count says.
        Say(Said) {
            IsHeadline(Said::Is(Role::Headline)): "本行是主题", "the line is a headline";
            IsKicker(Said::Is(Role::Kicker)): "本行是引题", "the line is a kicker";
            IsDeck(Said::Is(Role::Deck)): "本行是副题", "the line is a deck";
            IsColumn(Said::Is(Role::Column)): "本行是栏目", "the line is a column’s name";
            IsByline(Said::Is(Role::Byline)): "本行是署名", "the line is a byline";
            IsSubhead(Said::Is(Role::Subhead)): "本行是小标题", "the line is a subhead";
            IsCaption(Said::Is(Role::Caption)): "本行是图说", "the line is a caption";
            IsFurniture(Said::Is(Role::Furniture)): "本行是版面文字，不属于任何一篇",
                "the line is furniture: of the page, of no story";
            IsText(Said::Is(Role::Text)): "本行是正文", "the line is text";
            JoinParagraph(Said::Joins(true)): "本行接上一段", "the line goes on with the paragraph before";
            BeginParagraph(Said::Joins(false)): "本行另起一段", "the line begins a paragraph";
            BeginArticle(Said::Article(Edge::Begins)): "从本行起是一篇", "an article begins with the line";
            EndArticle(Said::Article(Edge::Ends)): "一篇到本行为止", "an article ends with the line";
        };
        /// Its page and name are asked for.
        AskSection: "本行之前起一版，或本行就是版名",
            "a section begins before the line, or the line is its heading";
        Unsay: "取消本行的更正", "take back what is told of the line";
        Undo: "撤销一次更正", "undo a correction";
        Redo: "重做", "redo what was undone";

        // At a prompt.

        /// A character typed.
        Type(char);
        /// Text pasted.
        Paste(String);
        Accept: "确定", "accept";
        NextCandidate: "下一个标题；查找时是后一次的词", "the next headline; when finding, the later query";
        PreviousCandidate: "上一个标题；查找时是前一次的词", "the headline before; when finding, the earlier query";
        Erase: "删去前一字；空时离开", "erase the character before; at nothing, leave";
        EraseNext: "删去后一字", "erase the character after";
        EraseWord: "删去一词", "erase a word";
        EraseAll: "删去光标前全部", "erase all before the cursor";
        Left: "光标向左", "the cursor to the left";
        Right: "光标向右", "the cursor to the right";
        LineStart: "光标到行首", "the cursor to the beginning";
        LineEnd: "光标到行末", "the cursor to the end";

        // Leaving.

        Close: "关闭最上面一层；没有时熄灭查找结果，再回目录",
            "close the top layer; else put out the matches; else go to the contents" {
            Cancel: "取消", "cancel";
        };
        Quit: "关闭最上面一层；没有时退出", "close the top layer, else quit";
        Interrupt: "取消输入；没有时退出", "cancel a prompt, else quit";
        Suspend: "挂起，fg 回来", "suspend; fg comes back";

        // The mouse.

        /// The wheel turned over a cell: column, row, rows down (negative: up).
        Wheel(u16, u16, i32);
        /// A click on a cell: column, row.
        Click(u16, u16);
    }
    outside {
        /// The window has this many columns and rows.
        Resize(u16, u16);
        /// The terminal shows characters of ambiguous width so.
        Ambiguous(Ambiguous);
        /// The issue was read anew.
        Reread(Box<Reread>);
        /// This became of the text that was to be copied last.
        Copied(Copied);
        /// Say something in the status line.
        Notify(Notice);
    }
}

/// What the outside is asked to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Effect {
    /// Leave the program; place and marks are to be kept.
    Quit,
    /// Give the terminal back until the reader returns (Ctrl-Z).
    Suspend,
    /// Put text on the clipboard, and answer with [`Message::Copied`]. It holds no control character but line ends and tabs.
    Copy(String),
    /// Keep place and marks ([`State::place`](super::State::place)). May be put off until no key is waiting.
    Keep,
    /// Read the source again with the corrections ([`State::corrections`](super::State::corrections)), and answer with
    /// [`Message::Reread`].
    ReadAgain,
    /// Keep the corrections: they hold, and the reader lets them be written.
    KeepCorrections,
    /// Draw every cell anew: something else wrote on the screen.
    Redraw,
}
