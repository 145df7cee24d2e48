//! What the reader wants, and what the outside is asked to do for it.

use super::corrections::Reread;
use crate::correction::Said;
use crate::language::{copying::Copied, words::Notice};
use crate::typeset::Ambiguous;

/// What the reader wants. Where a count makes sense, the digits typed before multiply it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Message {
    /// The window has this many columns and rows.
    Resize(u16, u16),
    /// The terminal shows characters of ambiguous width so.
    Ambiguous(Ambiguous),
    /// One digit of a count.
    Digit(u8),
    /// Down by rows in the pane with the focus, up where negative; in the contents by articles.
    Rows(i32),
    /// Down by half pages, up where negative.
    HalfPages(i32),
    /// Down by pages, up where negative.
    Pages(i32),
    /// On by a page, and at an article's end to the next article.
    GoOn,
    /// To the beginning; with a count, to that row (in the contents: article; in the source: line).
    Start,
    /// To the end; with a count as [`Message::Start`].
    End,
    /// The next article.
    NextArticle,
    /// The article before.
    PreviousArticle,
    /// The next section's first article.
    NextSection,
    /// The first article of the section before.
    PreviousSection,
    /// The first article of a section: that of this page, else the one so many from the first; the count where
    /// `None`.
    Section(Option<usize>),
    /// The other pane.
    SwitchPane,
    /// In the contents: open the article. In the article: follow its jump line, or go on from its end, or a row
    /// down.
    Open,
    /// The focus to the article.
    ToArticle,
    /// The focus to the contents; where one is shown at a time, back to them.
    ToContents,
    /// The focus to the article; among lines that run down, the line before.
    Rightwards,
    /// The focus to the contents; among lines that run down, the next line.
    Leftwards,
    /// Close what lies on top, let go of the matches, or go back to the contents.
    Close,
    /// Close what lies on top, else leave.
    Quit,
    /// Cancel a prompt, else leave.
    Interrupt,
    /// Give the terminal back until the reader returns.
    Suspend,
    /// Draw everything anew.
    Redraw,
    /// Ask what to find in the issue.
    Find,
    /// The next match.
    NextMatch,
    /// The match before.
    PreviousMatch,
    /// Ask for a headline by part of it.
    FindHeadline,
    /// Back to where one has been.
    Back,
    /// Forward again.
    Forward,
    /// Show the source lines as they came, or the article again.
    Source,
    /// Tell something of the line one is at in the source, and of those after it, as many as the count says.
    Say(Said),
    /// Ask for the page and the name of the section that begins at the line.
    AskSection,
    /// Take back what is told of the line.
    Unsay,
    /// Undo what was told last.
    Undo,
    /// Tell again what was undone.
    Redo,
    /// The next line in doubt, in the source.
    NextDoubt,
    /// The line in doubt before.
    PreviousDoubt,
    /// The issue was read anew.
    Reread(Box<Reread>),
    /// Show the help, or close it.
    Help,
    /// Copy the article's text.
    Copy,
    /// Copy the article's text with paper, date and headline.
    CopyWithOrigin,
    /// Longer lines.
    Wider,
    /// Shorter lines.
    Narrower,
    /// Have a long article stand in two legs in a wide window, or in one again.
    ToggleLegs,
    /// Lines that run down (竖排), or along again.
    Turn,
    /// Show Simplified as Traditional or the other way round; as it is again.
    ToggleScript,
    /// Readings above the next set of characters, of those that `typeset.pinyin` names in order.
    NextPinyin,
    /// Set or take away the article's bookmark.
    ToggleBookmark,
    /// The next article with a bookmark.
    NextBookmark,
    /// Mark the article as read or as unread.
    ToggleRead,
    /// A character typed at a prompt.
    Type(char),
    /// Text pasted.
    Paste(String),
    /// Take away the character before the cursor of a prompt; at an empty prompt, cancel it.
    Erase,
    /// Take away the character under the cursor.
    EraseNext,
    /// Take away the word before the cursor.
    EraseWord,
    /// Take away everything before the cursor.
    EraseAll,
    /// The prompt's cursor to the left.
    Left,
    /// The prompt's cursor to the right.
    Right,
    /// The prompt's cursor to its beginning.
    LineStart,
    /// The prompt's cursor to its end.
    LineEnd,
    /// Take what stands at the prompt.
    Accept,
    /// The candidate after (at a search: a later query).
    NextCandidate,
    /// The candidate before (at a search: an earlier query).
    PreviousCandidate,
    /// The mouse's wheel turned over a cell: column, row, rows down (negative: up).
    Wheel(u16, u16, i32),
    /// The mouse clicked a cell: column, row.
    Click(u16, u16),
    /// This became of the text that was to be copied last.
    Copied(Copied),
    /// Say something in the status line.
    Notify(Notice),
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
