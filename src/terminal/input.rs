//! What happens outside, in order: keys and answers of the terminal, signals, and what errands came to.

use super::errands::{Errands, Report};
use super::keys::TerminalInput;
use super::modes::leave;
use super::{Event, Terminal, ask};
use crate::theme::Background;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use signal_hook::consts::{SIGCONT, SIGTSTP, SIGWINCH};
use std::io::{self, Read};
use std::time::{Duration, Instant};

/// How long the rest of a sequence may lag behind its first byte before that is taken for Esc. A sequence comes in one
/// piece over nearly every line, however far; a slow serial one needs some 10 ms for its bytes. Nobody feels 50. What a
/// multiplexer holds back (tmux' escape-time) comes with the key behind it, and waits for nothing.
const ESCAPE_WAIT: Duration = Duration::from_millis(50);

/// How long an answer that is still to come is waited for when leaving, and how old the question may be for it.
const PATIENCE: Duration = Duration::from_millis(300);
const YOUNG: Duration = Duration::from_secs(2);

/// How long errands are waited for when leaving: what was copied last is to be there.
const ERRANDS_END: Duration = Duration::from_secs(1);

/// The most input that is read before a frame is drawn, in bytes.
const MOST_AT_ONCE: usize = 1 << 16;

/// What there is to be read.
#[derive(Clone, Copy, Default)]
struct Ready {
    keys: bool,
    signals: bool,
    errands: bool,
}

impl Terminal {
    /// Waits until something happens, and returns all that has happened by then.
    pub fn wait(&mut self) -> io::Result<Vec<Event>> {
        let mut events = Vec::new();
        let mut taken = 0;
        loop {
            let timeout = if !events.is_empty() {
                Some(Duration::ZERO)
            } else if self.parser.waits() {
                Some(ESCAPE_WAIT)
            } else {
                let next = [self.again, self.silent].into_iter().flatten().min();
                next.map(|at| at.saturating_duration_since(Instant::now()))
            };
            let ready = self.ready(timeout)?;
            if ready.signals {
                self.take_signals(&mut events)?;
            }
            if ready.keys {
                let read = self.take_keys(&mut events);
                taken += read;
                if read == 0 {
                    events.push(Event::Gone);
                }
            }
            if ready.errands {
                self.take_reports(&mut events)?;
            }
            let idle = !(ready.keys || ready.signals || ready.errands);
            if idle && events.is_empty() && self.parser.waits() {
                let mut inputs = Vec::new();
                self.parser.settle(&mut inputs);
                events.extend(inputs.into_iter().map(Event::Input));
            }
            let now = Instant::now();
            if self.again.take_if(|at| *at <= now).is_some() {
                self.painter.forget();
                events.push(Event::Redraw);
            }
            if self.silent.take_if(|at| *at <= now).is_some() {
                events.push(Event::Silent);
            }
            let ended = matches!(events.last(), Some(Event::Gone | Event::End(_)));
            if !events.is_empty() && (idle || ended || taken > MOST_AT_ONCE) {
                return Ok(events);
            }
        }
    }

    /// Waits a moment for an answer that is still to come, or the shell would read it as typed.
    pub(super) fn settle(&mut self) {
        let young = |asked: Instant| asked.elapsed() < YOUNG;
        let end = Instant::now() + PATIENCE;
        while self.asked.is_some_and(young) {
            let left = end.saturating_duration_since(Instant::now());
            let mut events = Vec::new();
            match self.ready(Some(left)) {
                Ok(ready) if ready.keys && self.take_keys(&mut events) > 0 => {}
                // A signal, or an errand: neither is awaited here.
                Ok(ready) if !ready.keys && (ready.signals || ready.errands) && !left.is_zero() => {
                    std::thread::sleep(Duration::from_millis(1));
                }
                _ => return,
            }
        }
    }

    /// Waits a moment for what is still being copied, and takes up what came of it.
    pub(super) fn finish(&mut self) {
        let end = Instant::now() + ERRANDS_END;
        while let Some(errands) = self.errands.as_mut().filter(|errands| errands.is_open()) {
            let left = end.saturating_duration_since(Instant::now());
            let Ok(left) = Timespec::try_from(left) else {
                return;
            };
            let mut bell = [PollFd::new(errands.bell(), PollFlags::IN)];
            match poll(&mut bell, Some(&left)) {
                Ok(0) => return,
                Ok(_) => {}
                Err(rustix::io::Errno::INTR) => continue,
                Err(_) => return,
            }
            if self.take_reports(&mut Vec::new()).is_err() {
                return;
            }
        }
    }

    /// What there is to be read, after so long at most.
    fn ready(&self, timeout: Option<Duration>) -> io::Result<Ready> {
        let timeout = timeout.and_then(|time| Timespec::try_from(time).ok());
        let keys = PollFd::new(&self.keys, PollFlags::IN);
        let signals = PollFd::new(self.signals.get_read(), PollFlags::IN);
        // Without errands the signals are asked about twice.
        let bell = self
            .errands
            .as_ref()
            .map_or(self.signals.get_read(), Errands::bell);
        let mut sources = [keys, signals, PollFd::new(bell, PollFlags::IN)];
        match poll(&mut sources, timeout.as_ref()) {
            // A signal broke the wait: its byte is in the pipe by now.
            Err(rustix::io::Errno::INTR) => Ok(Ready {
                signals: true,
                ..Ready::default()
            }),
            Err(error) => Err(error.into()),
            // An error or a hang-up shows when it is read.
            Ok(_) => {
                let [keys, signals, errands] = sources.map(|source| !source.revents().is_empty());
                Ok(Ready {
                    keys,
                    signals,
                    errands: errands && self.errands.is_some(),
                })
            }
        }
    }

    /// Reads what keys there are; how many bytes, none once the terminal is gone.
    fn take_keys(&mut self, events: &mut Vec<Event>) -> usize {
        let mut bytes = [0; 4096];
        let read = match self.keys.read(&mut bytes) {
            Err(e)
                if matches!(
                    e.kind(),
                    io::ErrorKind::Interrupted | io::ErrorKind::WouldBlock
                ) =>
            {
                return 1;
            }
            // A terminal that hung up gives an error on Linux, an end elsewhere.
            Err(_) => 0,
            Ok(read) => read,
        };
        let mut inputs = Vec::new();
        self.parser
            .feed(bytes.get(..read).unwrap_or_default(), &mut inputs);
        for input in inputs {
            match input {
                TerminalInput::Ground(colour) => {
                    if let Some(told) = &mut self.ground {
                        *told = true;
                        events.push(Event::Ground(Background::of(colour)));
                    }
                }
                TerminalInput::Report(row, column) => {
                    if let Some(answer) = ask::answer(row, column).filter(|_| self.asked.is_some())
                    {
                        (self.asked, self.silent) = (None, None);
                        if self.ground == Some(false) {
                            events.push(Event::Ground(None));
                        }
                        events.push(Event::Answer(answer));
                    }
                }
                input => events.push(Event::Input(input)),
            }
        }
        read
    }

    fn take_signals(&mut self, events: &mut Vec<Event>) -> io::Result<()> {
        for signal in self.signals.pending().collect::<Vec<_>>() {
            events.push(match signal {
                SIGWINCH => {
                    let (columns, rows) = self.size();
                    Event::Resize(columns, rows)
                }
                SIGTSTP => Event::Stop,
                SIGCONT => {
                    // Stopped from outside, we did not give the terminal back; who had it since left it otherwise.
                    leave();
                    self.enter()?;
                    Event::Redraw
                }
                other => Event::End(other),
            });
        }
        Ok(())
    }

    /// Takes up what errands came to; what no program has taken goes to the terminal.
    fn take_reports(&mut self, events: &mut Vec<Event>) -> io::Result<()> {
        for report in self
            .errands
            .as_mut()
            .map(Errands::reports)
            .unwrap_or_default()
        {
            events.push(match report {
                Report::Copied(text, program, failed) => {
                    Event::Copied(self.copied(&text, program, failed)?)
                }
                Report::Tmux(reads) => Event::Tmux(reads),
            });
        }
        Ok(())
    }
}
