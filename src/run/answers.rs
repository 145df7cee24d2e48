//! What the terminal answers, and what follows from it.

use crate::app::Message;
use crate::config::Settings;
use crate::language::words::{Between, Notice};
use crate::run::Reading;
use crate::store::{Store, TerminalFacts};
use crate::terminal::Terminal;
use crate::terminal::ask::{self, Answer};
use crate::terminal::kind::TerminalKind;
use crate::theme::Background;

/// What the terminal is asked, and what it has told.
pub(super) struct Asked {
    /// Whether it is asked how wide it shows characters of ambiguous width.
    widths: bool,
    /// Whether it is asked what its ground is.
    ground: bool,
    /// What it has told this time.
    told: TerminalFacts,
}

impl Asked {
    /// What is to be asked where it is not set.
    pub(super) fn by(settings: &Settings) -> Self {
        Self {
            widths: settings.ambiguous.is_none(),
            ground: settings.ground.is_none(),
            told: TerminalFacts::default(),
        }
    }

    /// What a terminal of this name has told before. Nothing where nothing would show that this one is another.
    pub(super) fn first_guess(&self, store: &Store) -> TerminalFacts {
        if self.widths {
            store.told(&ask::name())
        } else {
            TerminalFacts::default()
        }
    }
}

impl Reading {
    /// Asks the terminal for what is not set.
    pub(super) fn ask(&self, terminal: &mut Terminal) {
        let widths = self.asked.widths || !self.utf8;
        if self.asked.ground || widths {
            terminal.ask(self.asked.ground, widths);
        }
    }

    /// Takes up the terminal's ground, or that it does not tell it.
    pub(super) fn grounded(&mut self, ground: Option<Background>) {
        if self.asked.ground {
            self.asked.told.ground = ground;
            let kind = TerminalKind::here();
            self.theme = self.theme.on(kind.depth, kind.attributes, ground);
            // Some tell it after the widths, which were kept without it then.
            if ground.is_some() && self.asked.told.ambiguous.is_some() {
                self.keep_told();
            }
        }
    }

    /// Keeps what the terminal has told, where it is not kept yet.
    fn keep_told(&self) {
        let name = ask::name();
        let kept = self.store.told(&name);
        let own = self.asked.told;
        let told = TerminalFacts {
            ground: if self.asked.ground {
                own.ground
            } else {
                kept.ground
            },
            ..own
        };
        if kept != told {
            // Where it cannot be kept the first guess stays what it was.
            let _ = self.store.keep_told(&name, told);
        }
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
        let Answer::Shows(shows) = answer else {
            return None;
        };
        if !self.asked.widths {
            return None;
        }
        self.asked.told.ambiguous = Some(shows);
        self.keep_told();
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
