//! What the terminal answers, and what follows from it.

use crate::app::Message;
use crate::language::words::{Between, Notice};
use crate::run::Reading;
use crate::terminal::Terminal;
use crate::terminal::ask::Answer;

impl Reading {
    /// Whether the terminal is asked what it does with characters.
    pub fn asks(&self) -> bool {
        self.name.is_some() || !self.utf8
    }

    /// Takes up and keeps what the terminal has answered.
    pub fn answered(&mut self, answer: Answer, terminal: &mut Terminal) -> Option<Message> {
        if answer == Answer::NoUtf8 {
            terminal.keep_to_ascii(true);
            return Some(Message::Notify(Notice::NoUtf8(between())));
        }
        // tmux answers for itself, and may show us in a terminal that it takes for another.
        let asked = !self.utf8 && between() == Between::Tmux && terminal.ask_tmux();
        if !self.utf8 && !asked {
            terminal.keep_to_ascii(false);
        }
        let (Answer::Shows(shows), Some(name)) = (answer, &self.name) else {
            return None;
        };
        if self.store.ambiguous(name) != Some(shows) {
            // Where it cannot be kept the first guess stays what it was.
            let _ = self.store.keep_ambiguous(name, shows);
        }
        let shows = if self.spaced { shows.spaced() } else { shows };
        (self.state.ambiguous() != shows).then(|| {
            terminal.forget();
            Message::Ambiguous(shows)
        })
    }

    /// Takes up whether the terminal that tmux shows us in reads UTF-8; where tmux does not tell, the locale is believed.
    pub fn read_by_tmux(&self, reads: Option<bool>, terminal: &mut Terminal) -> Option<Message> {
        let reads = reads.unwrap_or(self.utf8);
        terminal.keep_to_ascii(!reads);
        (!reads).then_some(Message::Notify(Notice::NoUtf8(Between::Tmux)))
    }
}

/// What stands between us and the terminal.
fn between() -> Between {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if is_set("TMUX") {
        Between::Tmux
    } else if is_set("STY") {
        Between::Screen
    } else {
        Between::Nothing
    }
}
