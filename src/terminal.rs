//! The terminal: what comes from it, what goes to it; `modes` takes it and gives it back on every way out.
//!
//! One thread waits for keys, signals and errands alike, without a timeout, so that an idle reader costs no processor
//! time and nothing races. What is asked of the terminal (`ask`) is answered among the keys, so that no answer is
//! waited for; what other programs are asked to do (`errands`) they do beside.

pub mod ask;
pub mod clipboard;
mod errands;
mod glyph;
mod input;
pub mod keys;
pub mod kind;
mod links;
pub mod locale;
mod modes;
pub mod paint;
mod pen;
pub mod secret;

use self::ask::Answer;
use self::clipboard::{ClipboardChoice, osc};
use self::errands::{Errand, Errands};
use self::keys::{Parser, TerminalInput};
use self::kind::TerminalKind;
use self::modes::leave;
use self::paint::Painter;
use crate::app::layout::bounded;
use crate::language::copying::{Copied, Failed, To};
use crate::theme::Background;
use crate::view::{Caret, Hyperlink};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::process::{Signal, getpgrp, getsid, kill_current_process_group};
use rustix::termios::tcgetwinsize;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::backend::SignalDelivery;
use signal_hook::iterator::exfiltrator::SignalOnly;
use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

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
    Input(TerminalInput),
    /// The terminal answered the question.
    Answer(Answer),
    /// It told its ground, or answered without telling that, or a colour that is neither dark nor light.
    Ground(Option<Background>),
    /// It has not, and nothing but ASCII is written until it does.
    Silent,
    /// The window has this many columns and rows.
    Resize(u16, u16),
    /// Everything has to be drawn: the terminal is ours again after a stop, or may have lost what it showed.
    Redraw,
    /// This became of the text that was to be copied last.
    Copied(Copied),
    /// Whether the terminal that tmux shows us in reads UTF-8, if tmux has told.
    Tmux(Option<bool>),
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
    kind: TerminalKind,
    next: Buffer,
    /// Bytes to be written with the next frame.
    pending: Vec<u8>,
    /// When a question was put that is not answered yet.
    asked: Option<Instant>,
    /// Whether it was asked for its ground, and whether it has told that since.
    ground: Option<bool>,
    /// When everything is drawn once more.
    again: Option<Instant>,
    /// When it is told that no answer has come.
    silent: Option<Instant>,
    /// The window's title that is to be set and the one that is.
    title: [String; 2],
    clipboard: ClipboardChoice,
    /// What is done by others; none before the first errand.
    errands: Option<Errands>,
}

/// How long after the last change of its size a window is drawn once more, where the terminal lags.
const LAG: Duration = Duration::from_millis(300);

/// Ends what a terminal that reads no UTF-8 may have taken bytes of it for: the beginning of a command, or of an area that
/// nothing erases (SPA).
const BREAK_OFF: &[u8] = b"\x18\x1b\\\x1b[0\"q";

/// How long an answer may take before it is told that none has come, where it is needed.
const SILENCE: Duration = Duration::from_secs(1);

/// Whether standard output is a terminal on which a cursor can be moved.
pub fn is_capable() -> bool {
    let term = std::env::var_os("TERM").unwrap_or_default();
    io::stdout().is_terminal() && !term.is_empty() && term != "dumb"
}

/// Columns and rows of the terminal at standard output, where it says; no more than are drawn on.
pub fn size() -> Option<(u16, u16)> {
    size_of(io::stdout())
}

/// Columns and rows of the terminal that this leads to; `None` where it leads to none, or nothing tells.
pub fn size_of(output: impl AsFd) -> Option<(u16, u16)> {
    let size = tcgetwinsize(output).ok()?;
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
        let kind = TerminalKind::here();
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
            ground: None,
            again: None,
            silent: None,
            title: Default::default(),
            clipboard: ClipboardChoice::default(),
            errands: None,
        };
        terminal.enter()?;
        Ok(terminal)
    }

    /// Columns and rows of the window.
    pub fn size(&self) -> (u16, u16) {
        size().unwrap_or(UNKNOWN_SIZE)
    }

    /// Draws a screen of this many columns and rows, all of it by `view`, which tells where the cursor belongs; writes
    /// nothing where nothing changed.
    pub fn draw(
        &mut self,
        size: (u16, u16),
        view: impl FnOnce(&mut Buffer) -> Caret,
    ) -> io::Result<()> {
        let area = Rect::new(0, 0, size.0, size.1);
        if self.kind.lags && self.painter.is_resized(area) {
            self.again = Some(Instant::now() + LAG);
        }
        self.next.resize(area);
        let caret = view(&mut self.next);
        // Before the frame, which clears away what a terminal that does not know it shows of it.
        self.entitle();
        let before = self.pending.len();
        self.pending
            .extend_from_slice(modes::frame_start(self.kind));
        let start = self.pending.len();
        self.painter.frame(&mut self.next, caret, &mut self.pending);
        if self.pending.len() == start {
            self.pending.truncate(before);
        } else {
            self.pending.extend_from_slice(modes::frame_end(self.kind));
        }
        self.flush()
    }

    /// Makes these cells links from the next frame on.
    pub fn link(&mut self, links: Vec<Hyperlink>) {
        self.painter.link(links);
    }

    /// Draws everything anew the next time, whatever the terminal shows.
    pub fn forget(&mut self) {
        self.painter.forget();
    }

    /// Draws everything anew the next time, in ASCII alone or not: whether the terminal reads UTF-8.
    pub fn keep_to_ascii(&mut self, ascii: bool) {
        if ascii && self.kind.modern {
            self.pending.extend_from_slice(BREAK_OFF);
        }
        self.painter.keep_to_ascii(ascii);
    }

    /// Calls the window so from the next frame on, where the terminal gives the old title back afterwards.
    pub fn call(&mut self, title: String) {
        self.title[0] = title;
    }

    fn entitle(&mut self) {
        let [wanted, shown] = &mut self.title;
        if self.kind.titles && wanted != shown && !self.painter.is_ascii() {
            modes::entitle(wanted, &mut self.pending);
            shown.clone_from(wanted);
        }
    }

    /// Has what is copied go there.
    pub fn copy_to(&mut self, clipboard: ClipboardChoice) {
        self.clipboard = clipboard;
    }

    /// Copies a text; what came of it, or none where that is an [`Event::Copied`] later.
    pub fn copy(&mut self, text: String) -> io::Result<Option<Copied>> {
        let programs = self.clipboard.programs(|name| std::env::var(name).ok());
        if programs.is_empty() {
            return self.copied(&text, None, None).map(Some);
        }
        let chosen = matches!(self.clipboard, ClipboardChoice::Program(_));
        let errand = Errand::Copy {
            text,
            programs,
            chosen,
        };
        match self.send(errand) {
            Some(Errand::Copy { text, .. }) => self.copied(&text, None, None).map(Some),
            _ => Ok(None),
        }
    }

    /// Asks tmux whether the terminal that it shows us in reads UTF-8: its own answer says only what it reads itself.
    /// An [`Event::Tmux`] tells; false where it cannot be asked.
    pub fn ask_tmux(&mut self) -> bool {
        self.send(Errand::AskTmux).is_none()
    }

    /// Has something done, and gives back what nobody is there to do.
    fn send(&mut self, errand: Errand) -> Option<Errand> {
        if self.errands.is_none() {
            self.errands = Errands::start().ok();
        }
        match &mut self.errands {
            Some(errands) => errands.send(errand),
            None => Some(errand),
        }
    }

    /// What came of a text to be copied: where no program has taken it, the terminal is sent it (OSC 52).
    fn copied(
        &mut self,
        text: &str,
        program: Option<String>,
        failed: Option<Failed>,
    ) -> io::Result<Copied> {
        let to = match program {
            Some(program) => To::Program(program),
            None if self.clipboard == ClipboardChoice::Off => To::Off,
            None if !self.kind.modern => To::Nowhere,
            None if text.len() > osc::MOST => To::TooLong(text.len()),
            None => {
                osc::copy(text, osc::in_screen(), &mut self.pending);
                self.flush()?;
                To::Terminal
            }
        };
        Ok(Copied { to, failed })
    }

    /// Asks the terminal, with the next frame, what its ground is, an [`Event::Ground`], and how wide it shows characters of
    /// ambiguous width, an [`Event::Answer`], if there is room for that question; everything is drawn anew.
    pub fn ask(&mut self, ground: bool, widths: bool) {
        self.painter.forget();
        if ground && self.kind.modern {
            self.pending.extend_from_slice(ask::GROUND);
            self.ground = Some(false);
        }
        if widths && ask::has_room(self.size()) {
            self.pending.extend_from_slice(ask::QUESTION);
            let now = Instant::now();
            self.asked = Some(now);
            self.silent = self.painter.is_ascii().then_some(now + SILENCE);
        }
    }

    /// Stops as Ctrl-Z does, the whole job, and takes the terminal again afterwards.
    pub fn stop(&mut self) -> io::Result<()> {
        self.finish();
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
        self.title[1].clear();
        modes::enter(self.kind, &mut self.pending)?;
        self.painter.forget();
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
        self.finish();
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
