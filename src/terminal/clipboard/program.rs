//! A program that takes text on its standard input: found among the folders of `PATH`, started without a shell, and not
//! waited for longer than a bound.
//!
//! xclip and its like stay in the background while they hold the selection. What they inherit is nothing that anybody
//! waits for, and they are in a group of their own: what stops or ends the job of the reader leaves them alone.

use crate::language::copying::Why;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Access, access};
use rustix::io::ioctl_fionbio;
use rustix::process::{Pid, Signal, kill_process_group};
use std::borrow::Cow;
use std::ffi::OsStr;
use std::io::{self, Read, Write};
use std::os::fd::AsFd;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// How long a program may take.
pub const PATIENCE: Duration = Duration::from_secs(2);

/// How often it is asked whether it has ended.
const PAUSE: Duration = Duration::from_millis(2);

/// The most that is read of what a program says, in bytes.
const MOST: u64 = 1024;

/// A program with its arguments.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Program {
    /// Its name, or its whole path.
    pub name: String,
    /// Its arguments.
    pub arguments: Vec<String>,
    /// What it takes text as.
    pub takes: Takes,
    /// As it was set.
    pub written: String,
}

/// What a program takes text as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Takes {
    /// UTF-8.
    Utf8,
    /// UTF-16, as Windows has it.
    Windows,
}

impl Takes {
    /// What the program of this name or path takes.
    pub fn of(name: &str) -> Self {
        let windows = Path::new(name).file_name() == Some(OsStr::new("clip.exe"));
        if windows { Self::Windows } else { Self::Utf8 }
    }

    /// A text as it takes it.
    fn encoded(self, text: &str) -> Cow<'_, [u8]> {
        match self {
            Self::Utf8 => Cow::Borrowed(text.as_bytes()),
            Self::Windows => Cow::Owned(windows(text)),
        }
    }
}

/// UTF-16, little end first, lines ended by CR LF. A mark of the byte order would be taken for a part of the text; without
/// one clip.exe guesses (`IsTextUnicode`), and a blank or a line's end in it makes the guess a right one.
fn windows(text: &str) -> Vec<u8> {
    let mut text = text.replace('\n', "\r\n");
    if !text.contains(['\n', '\t', ' ', '\u{3000}']) {
        text.push_str("\r\n");
    }
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

impl Program {
    /// Gives it a text, and waits until it has taken that.
    pub fn give(&self, text: &str) -> Result<(), Why> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let program = found(&self.name, &path).ok_or(Why::Missing)?;
        let end = Instant::now() + PATIENCE;
        let mut command = command(&program, &self.arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::null());
        // It goes by the locale, which has to be one of UTF-8.
        if program.ends_with("pbcopy") {
            command.env("LC_ALL", "en_US.UTF-8");
        }
        let mut child = command
            .spawn()
            .map_err(|error| Why::Start(error.to_string()))?;
        let input = child.stdin.take();
        let taken = match input {
            Some(mut input) => write(&mut input, &self.takes.encoded(text), end),
            None => Ok(()),
        };
        match (ended(&mut child, end), taken) {
            (None, _) => Err(Why::Late),
            (Some(status), Ok(())) if status.success() => Ok(()),
            // It went well, and was not read: nothing was copied.
            (Some(status), Err(_)) if status.success() => Err(Why::Unread),
            (Some(status), _) => Err(Why::Status(status.code().or(status.signal()).unwrap_or(-1))),
        }
    }
}

/// What a program says on its standard output, if it ends well and in time.
pub fn said(name: &str, arguments: &[&str]) -> Option<String> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let arguments: Vec<String> = arguments.iter().map(|&a| a.to_owned()).collect();
    let mut command = command(&found(name, &path)?, &arguments);
    command.stdin(Stdio::null()).stdout(Stdio::piped());
    let mut child = command.spawn().ok()?;
    let status = ended(&mut child, Instant::now() + PATIENCE)?;
    let mut said = Vec::new();
    let output = child.stdout.take()?;
    // Who was started by it may hold the other end still.
    ioctl_fionbio(&output, true).ok()?;
    match output.take(MOST).read_to_end(&mut said) {
        Err(error) if error.kind() != io::ErrorKind::WouldBlock => return None,
        _ => {}
    }
    let said = String::from_utf8(said).ok()?;
    status.success().then(|| said.trim().to_owned())
}

/// The program of this name among the folders of a `PATH`, those of the working folder left out; or of this whole path.
fn found(name: &str, path: &OsStr) -> Option<PathBuf> {
    let runs = |file: &PathBuf| {
        file.is_absolute() && file.is_file() && access(file.as_path(), Access::EXEC_OK).is_ok()
    };
    if name.contains('/') {
        return Some(PathBuf::from(name)).filter(runs);
    }
    if name.is_empty() {
        return None;
    }
    std::env::split_paths(path)
        .map(|folder| folder.join(name))
        .find(runs)
}

/// A program to be started in a group of its own, and in no folder that somebody wants to unmount.
fn command(program: &Path, arguments: &[String]) -> Command {
    let mut command = Command::new(program);
    command
        .args(arguments)
        .stderr(Stdio::null())
        .current_dir("/")
        .process_group(0);
    command
}

/// Writes all of it before a time.
fn write(input: &mut (impl Write + AsFd), bytes: &[u8], end: Instant) -> io::Result<()> {
    ioctl_fionbio(input.as_fd(), true)?;
    let mut rest = bytes;
    while !rest.is_empty() {
        match input.write(rest) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => rest = rest.get(written..).unwrap_or_default(),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                let left = end.saturating_duration_since(Instant::now());
                let timeout = Timespec::try_from(left).map_err(|_| io::ErrorKind::TimedOut)?;
                let mut output = [PollFd::new(&input, PollFlags::OUT)];
                if left.is_zero() || poll(&mut output, Some(&timeout)).unwrap_or(1) == 0 {
                    return Err(io::ErrorKind::TimedOut.into());
                }
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// How a program has ended; it is ended itself, and gives none, where it has not by a time.
fn ended(child: &mut Child, end: Instant) -> Option<ExitStatus> {
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status),
            Ok(None) if Instant::now() < end => std::thread::sleep(PAUSE),
            _ => break,
        }
    }
    // With all that it has started, which is in its group.
    let _ = kill_process_group(Pid::from_child(child), Signal::KILL);
    let _ = child.kill();
    let _ = child.wait();
    None
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn windows_is_given_utf_16_without_a_mark_that_would_be_text() {
        let units = |text: &str| -> String {
            let bytes = windows(text);
            let units = bytes
                .chunks(2)
                .map(|two| u16::from_le_bytes([two[0], two[1]]));
            char::decode_utf16(units).map(|c| c.unwrap()).collect()
        };
        assert_eq!(units("看报\n第二行"), "看报\r\n第二行");
        assert_eq!(units("看 报𠮷"), "看 报𠮷");
        // Nothing in it would tell what it is.
        assert_eq!(units("看报"), "看报\r\n");
        assert_eq!(
            Takes::of("/mnt/c/Windows/System32/clip.exe"),
            Takes::Windows
        );
        assert_eq!(Takes::of("xclip"), Takes::Utf8);
    }

    #[test]
    fn a_program_is_looked_for_in_whole_paths_only() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("clip");
        std::fs::write(&file, "").unwrap();
        let path = folder.path().as_os_str();
        assert_eq!(found("clip", path), None, "it cannot be run");
        std::fs::set_permissions(&file, std::os::unix::fs::PermissionsExt::from_mode(0o755))
            .unwrap();
        assert_eq!(found("clip", path), Some(file.clone()));
        assert_eq!(found(file.to_str().unwrap(), OsStr::new("")), Some(file));
        for relative in [".", "", "src", "bin:."] {
            assert_eq!(
                found("Cargo.toml", OsStr::new(relative)),
                None,
                "{relative}"
            );
        }
        assert_eq!(found("./clip", path), None);
        assert_eq!(found("", path), None);
    }
}
