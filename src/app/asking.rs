//! What the reader is asked for: words, a headline, a section, leave to write.

use super::headlines::Headlines;
use super::prompt::Prompt;

/// What is asked for.
#[derive(Clone, Debug)]
pub enum Asking {
    /// Words to find.
    Find(Prompt),
    /// A headline.
    Headline(Box<Headlines>),
    /// Page and name of a section.
    Section(Prompt),
    /// Whether corrections may be written into this file, which is made for them.
    Write(String),
}

impl Asking {
    /// The line being typed; `None` where a question is answered by a key.
    pub fn prompt(&self) -> Option<&Prompt> {
        match self {
            Self::Find(prompt) | Self::Section(prompt) => Some(prompt),
            Self::Headline(list) => Some(&list.prompt),
            Self::Write(_) => None,
        }
    }

    /// Changes the line being typed; a list of headlines narrows with it.
    pub fn edit(&mut self, change: impl FnOnce(&mut Prompt)) {
        match self {
            Self::Find(prompt) | Self::Section(prompt) => change(prompt),
            Self::Write(_) => {}
            Self::Headline(list) => {
                let before = list.prompt.text().to_owned();
                change(&mut list.prompt);
                if list.prompt.text() != before {
                    list.narrow();
                }
            }
        }
    }
}
