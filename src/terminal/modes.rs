//! Takes the terminal and gives it back, on every way out. The only file that touches crossterm.

use super::kind::TerminalKind;
use crate::typeset::display::harmless;
use ratatui::crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use std::io::{self, Write};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

/// Takes the terminal: the other screen, no cursor, no wrapping of lines (see `paint`), pasted text marked as such.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[?2004h";

/// Clicks and the wheel of the mouse in SGR form; not its motion, which would wake us for nothing.
const MOUSE: &[u8] = b"\x1b[?1000h\x1b[?1006h";

/// Puts the window's title by, and takes it up again (XTWINOPS).
const KEEP_TITLE: &[u8] = b"\x1b[22;2t";
const TITLE_AGAIN: &[u8] = b"\x1b[23;2t";

/// Gives it back, wherever a frame was broken off.
const LEAVE: &[u8] =
    b"\x1b[?2026l\x1b[m\x1b[?2004l\x1b[?1006l\x1b[?1000l\x1b[?7h\x1b[?25h\x1b[?1049l";

/// Takes a terminal that has no other screen (VT220: cursor; VT100: wrapping).
const ENTER_OLD: &[u8] = b"\x1b[?25l\x1b[?7l";

/// Gives it back: an empty screen, as what stood there before is gone.
const LEAVE_OLD: &[u8] = b"\x1b[m\x1b[?7h\x1b[?25h\x1b[H\x1b[2J";

/// A frame between these two is shown at once, by terminals that know them (private mode 2026).
const FRAME_START: &[u8] = b"\x1b[?2026h";
const FRAME_END: &[u8] = b"\x1b[?2026l";

/// Whether the terminal is taken.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Whether the title that stood there is put by.
static TITLED: AtomicBool = AtomicBool::new(false);

/// What begins a frame.
pub fn frame_start(kind: TerminalKind) -> &'static [u8] {
    if kind.modern { FRAME_START } else { b"" }
}

/// What ends a frame.
pub fn frame_end(kind: TerminalKind) -> &'static [u8] {
    if kind.modern { FRAME_END } else { b"" }
}

/// Takes the terminal; appends what has to be written to it before anything else.
#[allow(
    clippy::disallowed_methods,
    reason = "the one place that takes the terminal"
)]
pub fn enter(kind: TerminalKind, out: &mut Vec<u8>) -> io::Result<()> {
    enable_raw_mode()?;
    TAKEN.store(true, Ordering::SeqCst);
    out.extend_from_slice(if kind.modern { ENTER } else { ENTER_OLD });
    if kind.mouse {
        out.extend_from_slice(MOUSE);
    }
    Ok(())
}

/// Appends what sets the window's title; the one that stood there is put by first. The title is of characters that are
/// shown, and nothing else.
pub fn entitle(title: &str, out: &mut Vec<u8>) {
    if !TITLED.swap(true, Ordering::SeqCst) {
        out.extend_from_slice(KEEP_TITLE);
    }
    out.extend_from_slice(b"\x1b]2;");
    out.extend_from_slice(harmless(title).as_bytes());
    out.extend_from_slice(b"\x1b\\");
}

/// Gives the terminal back, if it is taken. Errors are of no use here: a terminal that is gone needs nothing.
#[allow(
    clippy::disallowed_methods,
    reason = "the one place that gives the terminal back"
)]
pub fn leave() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        let sequence = if TerminalKind::here().modern {
            LEAVE
        } else {
            LEAVE_OLD
        };
        let mut out = io::stdout();
        if TITLED.swap(false, Ordering::SeqCst) {
            let _ = out.write_all(TITLE_AGAIN);
        }
        let _ = out.write_all(sequence).and_then(|()| out.flush());
        let _ = disable_raw_mode();
    }
}

/// Has a panic give the terminal back before it says what happened.
pub fn restore_on_panic() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if !crate::tell::is_quiet() {
                leave();
            }
            before(panic);
        }));
    });
}
