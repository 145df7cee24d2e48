//! Asking for a word that is not shown while it is typed.

use crate::guard;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::low_level::{emulate_default_handler, pipe, unregister};
use std::fs::{File, OpenOptions};
use std::io::{self, IsTerminal, Read, Write};
use std::os::unix::net::UnixStream;

/// The most bytes of an answer.
const LONGEST: usize = 1024;

/// Asks at the terminal that this runs in, whatever standard input and output are; `None` where there is none, or nobody
/// answers: Ctrl-D and Esc do not. Ctrl-C ends the program, as it ends others.
#[allow(
    clippy::disallowed_methods,
    reason = "asks whether somebody is there, and writes nothing to it"
)]
pub fn ask(question: &str) -> Option<String> {
    if !io::stdin().is_terminal() && !io::stderr().is_terminal() {
        return None;
    }
    let mut terminal = OpenOptions::new()
        .read(true)
        .write(true)
        .open("/dev/tty")
        .ok()?;
    // Nothing is shown any more when the question can be seen.
    let hidden = Hidden::take(&terminal).ok()?;
    write!(terminal, "{}", guard::line(question)).ok()?;
    let answer = hidden.answer().ok();
    let _ = writeln!(terminal);
    answer.flatten()
}

/// A terminal that shows nothing of what is typed, until this is dropped.
struct Hidden {
    terminal: File,
    before: Termios,
}

impl Hidden {
    #[allow(
        clippy::disallowed_methods,
        reason = "the terminal's own room; what is taken is given back on every way out"
    )]
    fn take(terminal: &File) -> io::Result<Self> {
        let terminal = terminal.try_clone()?;
        let before = tcgetattr(&terminal)?;
        let mut hidden = before.clone();
        // Keys that would end us come as they are, so that the terminal is given back first.
        let off = LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG | LocalModes::IEXTEN;
        hidden.local_modes.remove(off);
        tcsetattr(&terminal, OptionalActions::Flush, &hidden)?;
        Ok(Self { terminal, before })
    }

    /// What is typed up to the line's end; `None` where it is given up.
    fn answer(mut self) -> io::Result<Option<String>> {
        let (signals, theirs) = UnixStream::pair()?;
        let of_signals = [SIGTERM, SIGHUP];
        let mut registered = Vec::new();
        for signal in of_signals {
            registered.push(pipe::register(signal, theirs.try_clone()?)?);
        }
        let answer = self.typed(&signals);
        for id in registered {
            unregister(id);
        }
        match answer? {
            Typed::Word(word) => Ok(String::from_utf8(word).ok()),
            Typed::GivenUp => Ok(None),
            Typed::Ended(signal) => {
                let _ = writeln!(self.terminal);
                drop(self);
                emulate_default_handler(signal)?;
                Ok(None)
            }
        }
    }

    fn typed(&mut self, signals: &UnixStream) -> io::Result<Typed> {
        let mut word = Vec::new();
        loop {
            let mut waits = [
                PollFd::new(&self.terminal, PollFlags::IN),
                PollFd::new(signals, PollFlags::IN),
            ];
            match poll(&mut waits, None) {
                Ok(_) => {}
                Err(rustix::io::Errno::INTR) => continue,
                Err(error) => return Err(error.into()),
            }
            if !waits[1].revents().is_empty() {
                // Which of the two it was is all one to whoever waits for our end.
                return Ok(Typed::Ended(SIGTERM));
            }
            let mut byte = [0];
            if self.terminal.read(&mut byte)? == 0 {
                return Ok(Typed::GivenUp);
            }
            match byte[0] {
                b'\n' | b'\r' => return Ok(Typed::Word(word)),
                0x03 => return Ok(Typed::Ended(SIGINT)),
                0x04 | 0x1b => return Ok(Typed::GivenUp),
                // Backspace takes a character, which may be of several bytes.
                0x08 | 0x7f => while word.pop().is_some_and(|byte| byte & 0xC0 == 0x80) {},
                // Ctrl-U takes all.
                0x15 => word.clear(),
                byte if word.len() < LONGEST => word.push(byte),
                _ => {}
            }
        }
    }
}

impl Drop for Hidden {
    #[allow(clippy::disallowed_methods, reason = "gives the terminal back")]
    fn drop(&mut self) {
        let _ = tcsetattr(&self.terminal, OptionalActions::Drain, &self.before);
    }
}

/// What came of asking.
enum Typed {
    Word(Vec<u8>),
    GivenUp,
    /// We are to end, as by this signal.
    Ended(i32),
}
