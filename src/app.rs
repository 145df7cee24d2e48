//! What the reader does: `State`, the `Message`s that change it, and the `Effect`s it asks for.

use crate::issue::Issue;

/// All that the reader sees and has done.
#[derive(Debug)]
pub struct State {
    /// The issue being read.
    pub issue: Issue,
}

/// What the reader wants.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Message {
    /// The window has this many columns and rows.
    Resize(u16, u16),
    /// Leave.
    Quit,
}

/// What the outside is asked to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Effect {
    /// Leave the program.
    Quit,
    /// Give the terminal back until the reader returns (Ctrl-Z).
    Suspend,
    /// Put text on the clipboard.
    Copy(String),
    /// Keep place and read marks.
    Keep,
}

/// Changes the state as a message asks.
pub fn update(_state: &mut State, message: Message) -> Vec<Effect> {
    match message {
        Message::Quit => vec![Effect::Quit],
        Message::Resize(..) => Vec::new(),
    }
}
