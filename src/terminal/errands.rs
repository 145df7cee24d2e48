//! What is done outside while the reader goes on: other programs are started and waited for on a thread of their own,
//! which begins with the first of them. What they came to is told through a socket, beside keys and signals.

use super::clipboard::program::{Program, said};
use crate::language::copying::{Failed, Why};
use crate::typeset::display::harmless;
use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

/// Something to be done.
#[derive(Debug)]
pub enum Errand {
    /// A text goes to the first of these programs that takes it.
    Copy {
        /// The text.
        text: String,
        /// The programs.
        programs: Vec<Program>,
        /// Whether they were asked for by name.
        chosen: bool,
    },
    /// tmux is asked whether the terminal that it shows us in reads UTF-8.
    AskTmux,
}

/// What came of it.
#[derive(Debug)]
pub enum Report {
    /// The text, the program that has taken it, and the first that has not and is another one.
    Copied(String, Option<String>, Option<Failed>),
    /// Whether the terminal reads UTF-8; none where tmux does not tell.
    Tmux(Option<bool>),
}

/// The thread, and what goes to it and comes from it.
#[derive(Debug)]
pub struct Errands {
    todo: Sender<Errand>,
    reports: Receiver<Report>,
    bell: UnixStream,
    /// Errands of which nothing was heard yet.
    open: usize,
}

impl Errands {
    /// Starts the thread.
    pub fn start() -> io::Result<Self> {
        let (todo, given) = channel::<Errand>();
        let (done, reports) = channel();
        let (bell, mut rope) = UnixStream::pair()?;
        bell.set_nonblocking(true)?;
        let run = move || {
            for errand in given {
                if done.send(errand.run()).is_err() || rope.write_all(b"\x07").is_err() {
                    return;
                }
            }
        };
        thread::Builder::new()
            .name("errands".to_owned())
            .spawn(run)?;
        Ok(Self {
            todo,
            reports,
            bell,
            open: 0,
        })
    }

    /// Has something done, and gives it back where nobody is there to do it.
    pub fn send(&mut self, errand: Errand) -> Option<Errand> {
        match self.todo.send(errand) {
            Ok(()) => {
                self.open += 1;
                None
            }
            Err(unsent) => Some(unsent.0),
        }
    }

    /// What becomes readable when something is done.
    pub fn bell(&self) -> &UnixStream {
        &self.bell
    }

    /// Whether something is not done yet.
    pub fn is_open(&self) -> bool {
        self.open > 0
    }

    /// What was done.
    pub fn reports(&mut self) -> Vec<Report> {
        let _ = self.bell.read(&mut [0; 64]);
        let reports: Vec<Report> = self.reports.try_iter().collect();
        self.open = self.open.saturating_sub(reports.len());
        reports
    }
}

impl Errand {
    fn run(self) -> Report {
        match self {
            Self::Copy {
                text,
                programs,
                chosen,
            } => copy(text, &programs, chosen),
            Self::AskTmux => {
                let told = said("tmux", &["display-message", "-p", "#{client_utf8}"]);
                Report::Tmux(told.and_then(|told| match told.as_str() {
                    "1" => Some(true),
                    "0" => Some(false),
                    _ => None,
                }))
            }
        }
    }
}

/// Gives a text to the first program that takes it. That one is not there is no failure where nobody has chosen it.
fn copy(text: String, programs: &[Program], chosen: bool) -> Report {
    let mut failed: Option<Failed> = None;
    for program in programs {
        let name = harmless(&program.name);
        match program.give(&text) {
            Ok(()) => {
                let other = failed.filter(|failed| failed.program != name);
                return Report::Copied(text, Some(name), other);
            }
            Err(why) => {
                let counts = chosen || why != Why::Missing;
                if counts && failed.is_none() {
                    failed = Some(Failed { program: name, why });
                }
            }
        }
    }
    Report::Copied(text, None, failed)
}
