//! Where what is copied goes: to a program of the system that holds its clipboard, else to the terminal (OSC 52).
//!
//! What a terminal does with the sequence it never tells: many ignore it, some ask first. A program's success is known,
//! so one is taken where the environment names a clipboard that is the reader's own: not that of a machine far away.

pub mod osc;
pub mod program;

use program::{Program, Takes};
use std::fmt;

/// What is set: `clipboard`.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum ClipboardChoice {
    /// The system's program where there is one, else the terminal.
    #[default]
    Auto,
    /// The terminal alone.
    Terminal,
    /// Nowhere.
    Off,
    /// This program.
    Program(Program),
}

impl ClipboardChoice {
    /// A program as it is set: its name, and its arguments parted by blanks. One that is known by its name alone has
    /// those that it needs.
    pub fn program(line: &str) -> Self {
        let mut words = line.split_whitespace().map(str::to_owned);
        let name = words.next().unwrap_or_default();
        let arguments: Vec<String> = words.collect();
        let known = known(&name).filter(|_| arguments.is_empty());
        Self::Program(known.unwrap_or(Program {
            takes: Takes::of(&name),
            name,
            arguments,
            written: line.to_owned(),
        }))
    }

    /// The programs to try, in order, by the variables that are set.
    pub fn programs(&self, get: impl Fn(&str) -> Option<String>) -> Vec<Program> {
        match self {
            Self::Auto => around(|name| get(name).filter(|value| !value.is_empty())),
            Self::Program(program) => with_older(program.clone()),
            Self::Terminal | Self::Off => Vec::new(),
        }
    }
}

impl fmt::Display for ClipboardChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Auto => "auto",
            Self::Terminal => "terminal",
            Self::Off => "off",
            Self::Program(program) => &program.written,
        })
    }
}

/// Programs that are known, with the arguments they need.
const KNOWN: [(&str, &[&str]); 6] = [
    // Told the type, it does not look for it by another program.
    ("wl-copy", &["--type", "text/plain"]),
    ("xclip", &["-selection", "clipboard", "-in"]),
    ("xsel", &["--clipboard", "--input"]),
    ("clip.exe", &[]),
    ("pbcopy", &[]),
    // -w hands it on to the terminals that show the session, as far as tmux may.
    ("tmux", &["load-buffer", "-w", "-"]),
];

/// A program that is known.
fn known(name: &str) -> Option<Program> {
    let (name, arguments) = KNOWN.iter().find(|(known, _)| *known == name)?;
    Some(Program {
        name: (*name).to_owned(),
        arguments: arguments.iter().map(|&a| a.to_owned()).collect(),
        takes: Takes::of(name),
        written: (*name).to_owned(),
    })
}

/// A program, and what it was called with before it knew an argument: tmux 3.1 has no -w.
fn with_older(program: Program) -> Vec<Program> {
    let mut older = program.clone();
    older.arguments.retain(|argument| argument != "-w");
    let is_new = program.name == "tmux" && older != program;
    let older = is_new.then_some(older);
    std::iter::once(program).chain(older).collect()
}

/// The programs for what is around: the window system's, those of the system under or around this one, the multiplexer's.
fn around(get: impl Fn(&str) -> Option<String>) -> Vec<Program> {
    let is_set = |name: &str| get(name).is_some();
    let far = ["SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"]
        .into_iter()
        .any(is_set);
    // From afar a display without a host is that of the machine itself, before which somebody else may sit.
    let display = get("DISPLAY").is_some_and(|display| {
        let host = display.split(':').next().unwrap_or("");
        !far || !matches!(host, "" | "unix")
    });
    let mut names = Vec::new();
    if is_set("WAYLAND_DISPLAY") && !far {
        names.push("wl-copy");
    }
    if display {
        names.extend(["xclip", "xsel"]);
    }
    if (is_set("WSL_DISTRO_NAME") || is_set("WSL_INTEROP")) && !far {
        names.push("clip.exe");
    }
    if cfg!(target_os = "macos") && !far {
        names.push("pbcopy");
    }
    if is_set("TMUX") {
        names.push("tmux");
    }
    names
        .into_iter()
        .filter_map(known)
        .flat_map(with_older)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(set: &[(&str, &str)]) -> String {
        let get = |name: &str| {
            let found = set.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        let mut names: Vec<String> = ClipboardChoice::Auto
            .programs(get)
            .into_iter()
            .map(|p| p.name)
            .collect();
        names.dedup();
        names.retain(|name| name != "pbcopy");
        names.join(" ")
    }

    #[test]
    fn the_environment_tells_whose_clipboard_it_is() {
        for (set, expected) in [
            (&[][..], ""),
            (&[("DISPLAY", ":0")], "xclip xsel"),
            (
                &[("WAYLAND_DISPLAY", "wayland-0"), ("DISPLAY", ":0")],
                "wl-copy xclip xsel",
            ),
            (&[("DISPLAY", ":0"), ("TMUX", "/t,1,0")], "xclip xsel tmux"),
            (&[("TMUX", "/t,1,0"), ("SSH_TTY", "/dev/pts/1")], "tmux"),
            (&[("WSL_DISTRO_NAME", "Debian")], "clip.exe"),
            (
                &[("WSL_INTEROP", "/run/WSL/1"), ("DISPLAY", ":0")],
                "xclip xsel clip.exe",
            ),
            // Over SSH: the display that it brings, never that of the machine.
            (
                &[("SSH_CONNECTION", "1"), ("DISPLAY", "localhost:10.0")],
                "xclip xsel",
            ),
            (&[("SSH_CONNECTION", "1"), ("DISPLAY", ":0")], ""),
            (&[("SSH_CONNECTION", "1"), ("DISPLAY", "unix:0")], ""),
            (&[("SSH_CLIENT", "1"), ("WAYLAND_DISPLAY", "wayland-0")], ""),
            (
                &[("SSH_CONNECTION", "1"), ("WSL_DISTRO_NAME", "Debian")],
                "",
            ),
            // Empty is unset.
            (&[("DISPLAY", ""), ("TMUX", "")], ""),
        ] {
            assert_eq!(names(set), expected, "{set:?}");
        }
    }

    #[test]
    fn a_program_that_is_set_is_the_only_one() {
        let nothing = |_: &str| None;
        for (line, expected) in [
            ("xclip", &["xclip -selection clipboard -in"][..]),
            ("xclip -selection primary", &["xclip -selection primary"]),
            ("tmux", &["tmux load-buffer -w -", "tmux load-buffer -"]),
            ("/opt/bin/clip  --fast", &["/opt/bin/clip --fast"]),
        ] {
            let choice = ClipboardChoice::program(line);
            assert_eq!(choice.to_string(), line);
            let programs = choice.programs(nothing).into_iter();
            let lines: Vec<String> = programs
                .map(|p| [vec![p.name], p.arguments].concat().join(" "))
                .collect();
            assert_eq!(lines, expected);
        }
        assert!(ClipboardChoice::Terminal.programs(nothing).is_empty());
        assert!(
            ClipboardChoice::Off
                .programs(|_| Some(":0".to_owned()))
                .is_empty()
        );
    }
}
