//! What the program says: lines on standard output, and what went wrong on standard error. Both ways lead past the
//! guard, so that nothing in them acts on a terminal, whoever wrote them.

pub mod output;
pub mod spoken;

use crate::guard;
use crate::tell::output::{Unwritten, write_out};
use crate::tell::spoken::say;
use crate::terminal;
use crate::typeset::{Ambiguous, wording};
use std::backtrace::{Backtrace, BacktraceStatus};
use std::cell::Cell;
use std::io::{self, Write};
#[cfg(feature = "pdf")]
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Says on standard error what went wrong: in lines as wide as the terminal, and in one line where there is none.
pub fn complain(words: &str) {
    let words = format!("kanbao: {}", guard::line(words));
    match terminal::size_of(standard_error()) {
        Some((columns, _)) => {
            for line in wording::message(&words, columns, Ambiguous::Narrow) {
                on_standard_error(&line);
            }
        }
        None => on_standard_error(&words),
    }
}

/// Where nobody hears it there is nobody to tell.
fn on_standard_error(line: &str) {
    let _ = writeln!(standard_error(), "{line}");
}

#[allow(
    clippy::disallowed_methods,
    reason = "the one place that writes to standard error"
)]
fn standard_error() -> io::Stderr {
    io::stderr()
}

/// Says lines on standard output, to the last byte.
pub fn lines(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Unwritten> {
    write_out(|out| write(&mut Lines(out)))
}

/// What is written is text, and goes on past the guard.
struct Lines<'a>(&'a mut dyn Write);

impl Write for Lines<'_> {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        let lines = guard::lines(&String::from_utf8_lossy(text));
        self.0.write_all(lines.as_bytes())?;
        Ok(text.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

thread_local! {
    /// Whether a panic of this thread is expected, and answered where it is caught.
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Whether a panic of this thread is answered where it is caught, so that nothing is to be said of it.
pub fn is_quiet() -> bool {
    QUIET.get()
}

/// Runs what may panic at hostile input, as a library may; `None` where it did. Nothing is said of it.
#[cfg(feature = "pdf")]
pub fn quietly<T>(run: impl FnOnce() -> T) -> Option<T> {
    let before = QUIET.replace(true);
    let done = catch_unwind(AssertUnwindSafe(run)).ok();
    QUIET.set(before);
    done
}

/// Has a panic say what happened in the same way: a library's words of it may quote the text.
pub fn guard_panics() {
    std::panic::set_hook(Box::new(|panic| {
        if is_quiet() {
            return;
        }
        let whose = say(
            "程序自身出错，请报告：",
            "a fault of kanbao's own, please report it: ",
        );
        complain(&format!("{whose}{}", panic.to_string().replace('\n', " ")));
        let trace = Backtrace::capture();
        if trace.status() == BacktraceStatus::Captured {
            for line in trace.to_string().lines() {
                on_standard_error(&guard::line(line));
            }
        }
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_in_lines_ends_no_line_but_its_own() {
        let mut out = Vec::new();
        let mut lines = Lines(&mut out);
        let written = writeln!(lines, "一\u{1b}[2J\u{202e}二\r").and_then(|()| lines.flush());
        assert!(written.is_ok());
        assert_eq!(
            String::from_utf8_lossy(&out),
            "一\u{FFFD}[2J\u{FFFD}二\u{FFFD}\n"
        );
    }
}
