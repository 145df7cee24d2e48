//! What a key can mean, by name.

use super::{Chord, Key};
use crate::app::Message;
use crate::correction::{Edge, Role, Said};

/// The message of a name, as `keys.toml` writes it: `End`, `Rows(-1)`; `#` is the digit of the chord itself.
pub fn message(name: &str, chord: Chord) -> Option<Message> {
    if let Some((name, number)) = name.split_once('(') {
        let written = number.strip_suffix(')')?;
        if name == "Is" {
            let role = Role::ALL.into_iter().find(|r| r.name() == written)?;
            return Some(Message::Say(Said::Is(role)));
        }
        let number: i32 = match (written, chord.key) {
            ("#", Key::Char(c)) => i32::try_from(c.to_digit(10)?).ok()?,
            _ => written.parse().ok()?,
        };
        return Some(match name {
            "Rows" => Message::Rows(number),
            "HalfPages" => Message::HalfPages(number),
            "Pages" => Message::Pages(number),
            "Section" => Message::Section(Some(usize::try_from(number).ok()?)),
            "Digit" => Message::Digit(u8::try_from(number).ok().filter(|d| *d < 10)?),
            _ => return None,
        });
    }
    Some(match name {
        "Join" => Message::Say(Said::Joins(true)),
        "Part" => Message::Say(Said::Joins(false)),
        "Begin" => Message::Say(Said::Article(Edge::Begins)),
        "EndArticle" => Message::Say(Said::Article(Edge::Ends)),
        "AskSection" => Message::AskSection,
        "Unsay" => Message::Unsay,
        "Undo" => Message::Undo,
        "Redo" => Message::Redo,
        "NextDoubt" => Message::NextDoubt,
        "PreviousDoubt" => Message::PreviousDoubt,
        "GoOn" => Message::GoOn,
        "Start" => Message::Start,
        "End" => Message::End,
        "NextArticle" => Message::NextArticle,
        "PreviousArticle" => Message::PreviousArticle,
        "NextSection" => Message::NextSection,
        "PreviousSection" => Message::PreviousSection,
        "Section" => Message::Section(None),
        "SwitchPane" => Message::SwitchPane,
        "Open" => Message::Open,
        "ToArticle" => Message::ToArticle,
        "ToContents" => Message::ToContents,
        "Rightwards" => Message::Rightwards,
        "Leftwards" => Message::Leftwards,
        "Close" => Message::Close,
        "Quit" => Message::Quit,
        "Interrupt" => Message::Interrupt,
        "Suspend" => Message::Suspend,
        "Redraw" => Message::Redraw,
        "Find" => Message::Find,
        "NextMatch" => Message::NextMatch,
        "PreviousMatch" => Message::PreviousMatch,
        "FindHeadline" => Message::FindHeadline,
        "Back" => Message::Back,
        "Forward" => Message::Forward,
        "Source" => Message::Source,
        "Help" => Message::Help,
        "Copy" => Message::Copy,
        "CopyWithOrigin" => Message::CopyWithOrigin,
        "Wider" => Message::Wider,
        "Narrower" => Message::Narrower,
        "Turn" => Message::Turn,
        "ToggleLegs" => Message::ToggleLegs,
        "ToggleScript" => Message::ToggleScript,
        "NextPinyin" => Message::NextPinyin,
        "ToggleBookmark" => Message::ToggleBookmark,
        "NextBookmark" => Message::NextBookmark,
        "ToggleRead" => Message::ToggleRead,
        "Erase" => Message::Erase,
        "EraseNext" => Message::EraseNext,
        "EraseWord" => Message::EraseWord,
        "EraseAll" => Message::EraseAll,
        "Left" => Message::Left,
        "Right" => Message::Right,
        "LineStart" => Message::LineStart,
        "LineEnd" => Message::LineEnd,
        "Accept" => Message::Accept,
        "NextCandidate" => Message::NextCandidate,
        "PreviousCandidate" => Message::PreviousCandidate,
        _ => return None,
    })
}
