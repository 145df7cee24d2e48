//! The terminal: what comes from it, what goes to it; `modes` takes it and gives it back on every way out.
//!
//! One thread waits for keys and signals alike, without a timeout, so that an idle reader costs no processor
//! time and nothing races. What is asked of the terminal (`ask`) is answered among the keys, so that no answer is
//! waited for.

pub mod ask;
mod clipboard;
mod glyph;
pub mod keys;
pub mod kind;
mod modes;
pub mod paint;
mod pen;

use self::ask::Answer;
use self::keys::{Input, Parser};
use self::kind::Kind;
use self::modes::leave;
use self::paint::Painter;
use crate::app::layout::bounded;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Signal, getpgrp, getsid, kill_current_process_group};
use rustix::termios::tcgetwinsize;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::backend::SignalDelivery;
use signal_hook::iterator::exfiltrator::SignalOnly;
use std::fs::File;
use std::io::{self, IsTerminal, Read, Write};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

/// How long the rest of a sequence may lag behind its first byte before that is taken for Esc, in milliseconds.
const ESCAPE_WAIT: i64 = 25;

/// How long an answer that is still to come is waited for when leaving, and how old the question may be for it.
const PATIENCE: Duration = Duration::from_millis(100);
const YOUNG: Duration = Duration::from_secs(1);

/// The most input that is read before a frame is drawn, in bytes.
const MOST_AT_ONCE: usize = 1 << 16;

/// Columns and rows of a terminal that does not say, as a serial line's.
pub const UNKNOWN_SIZE: (u16, u16) = (80, 24);

/// Why the terminal cannot be read in.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Standard output is no terminal.
    #[error("standard output is no terminal")]
    NoScreen,
    /// Neither standard input nor the controlling terminal gives keys.
    #[error("there is no terminal to read keys from")]
    NoKeys(#[source] io::Error),
    /// The operating system refused.
    #[error("the terminal cannot be set up")]
    Io(#[from] io::Error),
}

/// Something that happened outside.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Event {
    /// The terminal sent this.
    Input(Input),
    /// The terminal answered the question.
    Answer(Answer),
    /// The window has this many columns and rows.
    Resize(u16, u16),
    /// The terminal is ours again after a stop; everything has to be drawn.
    Continued,
    /// We are asked to stop (SIGTSTP).
    Stop,
    /// We are asked to end by this signal.
    End(i32),
    /// The terminal is gone.
    Gone,
}

/// The terminal, taken until it is dropped.
pub struct Terminal {
    screen: File,
    keys: File,
    signals: SignalDelivery<UnixStream, SignalOnly>,
    parser: Parser,
    painter: Painter,
    kind: Kind,
    next: Buffer,
    /// Bytes to be written with the next frame.
    pending: Vec<u8>,
    /// When a question was put that is not answered yet.
    asked: Option<Instant>,
}

/// Whether standard output is a terminal on which a cursor can be moved.
pub fn is_capable() -> bool {
    let term = std::env::var_os("TERM").unwrap_or_default();
    io::stdout().is_terminal() && !term.is_empty() && term != "dumb"
}

/// Columns and rows of the terminal at standard output, where it says; no more than are drawn on.
pub fn size() -> Option<(u16, u16)> {
    let size = tcgetwinsize(io::stdout()).ok()?;
    let told = size.ws_col > 0 && size.ws_row > 0;
    told.then(|| bounded((size.ws_col, size.ws_row)))
}

impl Terminal {
    /// Takes the terminal: keys from standard input where that is a terminal, else from the controlling one.
    pub fn open() -> Result<Self, Error> {
        if !io::stdout().is_terminal() {
            return Err(Error::NoScreen);
        }
        let screen = File::from(io::stdout().as_fd().try_clone_to_owned()?);
        let keys = key_source().map_err(Error::NoKeys)?;
        let (ours, theirs) = UnixStream::pair()?;
        let wanted = [SIGWINCH, SIGTSTP, SIGCONT, SIGINT, SIGTERM, SIGHUP, SIGQUIT];
        let signals = SignalDelivery::with_pipe(ours, theirs, SignalOnly, wanted)?;
        modes::restore_on_panic();
        let kind = Kind::here();
        let mut terminal = Self {
            screen,
            keys,
            signals,
            parser: Parser::default(),
            painter: Painter::new(kind),
            kind,
            next: Buffer::empty(Rect::ZERO),
            pending: Vec::with_capacity(1 << 14),
            asked: None,
        };
        terminal.enter()?;
        Ok(terminal)
    }

    /// Columns and rows of the window.
    pub fn size(&self) -> (u16, u16) {
        size().unwrap_or(UNKNOWN_SIZE)
    }

    /// Draws a screen of this many columns and rows, all of it by `view`; writes nothing where nothing changed.
    pub fn draw(&mut self, size: (u16, u16), view: impl FnOnce(&mut Buffer)) -> io::Result<()> {
        let area = Rect::new(0, 0, size.0, size.1);
        self.next.resize(area);
        view(&mut self.next);
        let before = self.pending.len();
        self.pending
            .extend_from_slice(modes::frame_start(self.kind));
        let start = self.pending.len();
        self.painter.paint(&mut self.next, &mut self.pending);
        if self.pending.len() == start {
            self.pending.truncate(before);
        } else {
            self.pending.extend_from_slice(modes::frame_end(self.kind));
        }
        self.flush()
    }

    /// Draws everything anew the next time, whatever the terminal shows.
    pub fn forget(&mut self) {
        self.painter.forget();
    }

    /// Draws everything anew the next time, in ASCII alone: the terminal does not read UTF-8.
    pub fn keep_to_ascii(&mut self) {
        self.painter.keep_to_ascii();
    }

    /// Puts text on the clipboard of the machine the terminal runs on, by OSC 52. False, and nothing is done, where
    /// the terminal would show the sequence instead of taking it.
    pub fn copy(&mut self, text: &str) -> io::Result<bool> {
        if self.kind.modern {
            clipboard::copy(text, clipboard::in_screen(), &mut self.pending);
            self.flush()?;
        }
        Ok(self.kind.modern)
    }

    /// Asks the terminal, with the next frame, how wide it shows characters of ambiguous width, if there is room for
    /// the question; everything is drawn anew. The answer is an [`Event::Answer`].
    pub fn ask(&mut self) {
        self.painter.forget();
        if ask::has_room(self.size()) {
            self.pending.extend_from_slice(ask::QUESTION);
            self.asked = Some(Instant::now());
        }
    }

    /// Waits a moment for an answer that is still to come, or the shell would read it as typed.
    fn settle(&mut self) {
        let young = |asked: Instant| asked.elapsed() < YOUNG;
        let end = Instant::now() + PATIENCE;
        while self.asked.is_some_and(young) {
            let left = end.saturating_duration_since(Instant::now());
            let left = i64::try_from(left.as_millis()).unwrap_or(0);
            let mut events = Vec::new();
            match self.ready(Some(left)) {
                Ok((true, _)) if self.take_keys(&mut events) > 0 => {}
                _ => return,
            }
        }
    }

    /// Waits until something happens, and returns all that has happened by then.
    pub fn wait(&mut self) -> io::Result<Vec<Event>> {
        let mut events = Vec::new();
        let mut taken = 0;
        loop {
            let timeout = if !events.is_empty() {
                Some(0)
            } else if self.parser.waits() {
                Some(ESCAPE_WAIT)
            } else {
                None
            };
            let (keys, signals) = self.ready(timeout)?;
            if signals {
                self.take_signals(&mut events)?;
            }
            if keys {
                let read = self.take_keys(&mut events);
                taken += read;
                if read == 0 {
                    events.push(Event::Gone);
                }
            }
            let idle = !keys && !signals;
            if idle && events.is_empty() && self.parser.waits() {
                let mut inputs = Vec::new();
                self.parser.settle(&mut inputs);
                events.extend(inputs.into_iter().map(Event::Input));
            }
            let ended = matches!(events.last(), Some(Event::Gone | Event::End(_)));
            if !events.is_empty() && (idle || ended || taken > MOST_AT_ONCE) {
                return Ok(events);
            }
        }
    }

    /// Stops as Ctrl-Z does, the whole job, and takes the terminal again afterwards.
    pub fn stop(&mut self) -> io::Result<()> {
        self.settle();
        leave();
        // In the session leader's own group there is no shell that could continue us: the kernel ignores SIGTSTP
        // there, but not SIGSTOP. That one is sent because SIGTSTP is caught here; and to the whole job, or a
        // program that waits for us (cargo run, sudo, a script) would keep the shell waiting.
        if getsid(None).ok() != Some(getpgrp()) {
            kill_current_process_group(Signal::STOP)?;
            for signal in self.signals.pending() {
                // What was to be told by these two is done below.
                if signal != SIGCONT && signal != SIGTSTP {
                    signal_hook::low_level::raise(signal)?;
                }
            }
        }
        self.enter()
    }

    /// Ends the program as the signal does that asked for it, the terminal given back and all said that is to be.
    pub fn end(self, signal: i32, say: impl FnOnce()) -> io::Result<()> {
        drop(self);
        say();
        signal_hook::low_level::emulate_default_handler(signal)
    }

    fn enter(&mut self) -> io::Result<()> {
        self.pending.clear();
        modes::enter(self.kind, &mut self.pending)?;
        self.painter.forget();
        Ok(())
    }

    /// Which of keys and signals there are, after as many milliseconds at most.
    fn ready(&self, timeout: Option<i64>) -> io::Result<(bool, bool)> {
        let timeout = timeout.map(|ms| Timespec {
            tv_sec: 0,
            tv_nsec: ms * 1_000_000,
        });
        let mut sources = [
            PollFd::new(&self.keys, PollFlags::IN),
            PollFd::new(self.signals.get_read(), PollFlags::IN),
        ];
        match poll(&mut sources, timeout.as_ref()) {
            // A signal broke the wait: its byte is in the pipe by now.
            Err(rustix::io::Errno::INTR) => Ok((false, true)),
            Err(error) => Err(error.into()),
            // An error or a hang-up shows when it is read.
            Ok(_) => Ok((
                !sources[0].revents().is_empty(),
                !sources[1].revents().is_empty(),
            )),
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
                Input::Report(row, column) => {
                    if let Some(answer) = ask::answer(row, column).filter(|_| self.asked.is_some())
                    {
                        self.asked = None;
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
                    Event::Continued
                }
                other => Event::End(other),
            });
        }
        Ok(())
    }

    /// Writes what is pending, however slow the terminal takes it.
    fn flush(&mut self) -> io::Result<()> {
        let mut rest = self.pending.as_slice();
        while !rest.is_empty() {
            match self.screen.write(rest) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(written) => rest = rest.get(written..).unwrap_or_default(),
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                // Another program on this terminal may have made it non-blocking for all.
                Err(e) if e.kind() == io::ErrorKind::WouldBlock => {
                    let mut screen = [PollFd::new(&self.screen, PollFlags::OUT)];
                    let _ = poll(&mut screen, None);
                }
                Err(e) => return Err(e),
            }
        }
        self.pending.clear();
        Ok(())
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.settle();
        leave();
    }
}

/// Where keys come from when standard input may be a bulletin.
fn key_source() -> io::Result<File> {
    if io::stdin().is_terminal() {
        return Ok(File::from(io::stdin().as_fd().try_clone_to_owned()?));
    }
    // macOS cannot wait for its /dev/tty (poll(2) does not work there), but for the terminal by its own name.
    #[cfg(target_os = "macos")]
    {
        use std::os::unix::ffi::OsStrExt;
        let name = rustix::termios::ttyname(io::stdout(), Vec::new())?;
        return File::open(std::ffi::OsStr::from_bytes(name.as_bytes()));
    }
    #[cfg(not(target_os = "macos"))]
    File::open("/dev/tty")
}
