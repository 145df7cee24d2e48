//! A path as a shell takes it for one word, in the commands that messages suggest.

use crate::guard::is_unseen;
use std::fmt::Write;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

/// A path as one word of a command, which names the same file. What acts on a terminal or hides in a text, and what is
/// no UTF-8, is spelled in figures (`$'…'`).
pub fn word(path: &Path) -> String {
    let bytes = path.as_os_str().as_bytes();
    // A dash at its head would make it an option; alone it is standard input.
    let option = bytes.len() > 1 && bytes.starts_with(b"-");
    let before = if option { "./" } else { "" };
    let Some(text) = path.to_str().filter(|text| !text.chars().any(is_unseen)) else {
        return spelled(before, bytes);
    };
    let plain = |c: char| c.is_alphanumeric() || "./_-+,:@%=".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        format!("{before}{text}")
    } else {
        format!("'{before}{}'", text.replace('\'', r"'\''"))
    }
}

fn spelled(before: &str, bytes: &[u8]) -> String {
    let mut word = format!("$'{before}");
    for part in bytes.utf8_chunks() {
        for c in part.valid().chars() {
            if is_unseen(c) {
                let mut own = [0; 4];
                figures(c.encode_utf8(&mut own).as_bytes(), &mut word);
            } else {
                if matches!(c, '\'' | '\\') {
                    word.push('\\');
                }
                word.push(c);
            }
        }
        figures(part.invalid(), &mut word);
    }
    word.push('\'');
    word
}

/// Three figures each: of more or fewer, what follows might be taken for one.
fn figures(bytes: &[u8], word: &mut String) {
    for byte in bytes {
        let _ = write!(word, "\\{byte:03o}");
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::ffi::OsStr;
    use std::process::Command;

    #[test]
    fn a_shell_takes_it_for_the_same_name() {
        for name in [
            &b"a.txt"[..],
            "要闻 1.txt".as_bytes(),
            b"it's",
            b"-x",
            b"a\x1b]0;own\x07'\\b\n1",
            "\u{202e}\u{9b}2J7".as_bytes(),
            b"\xff\xfe0",
            b"",
        ] {
            let path = Path::new(OsStr::from_bytes(name));
            let word = word(path);
            assert!(crate::guard::is_harmless(&word), "{word}");
            let said = Command::new("bash")
                .args(["-c", &format!("printf %s {word}")])
                .output();
            // Not every system has this shell.
            let Ok(said) = said else { return };
            let own = said.stdout.strip_prefix(b"./").unwrap_or(&said.stdout);
            assert_eq!(own, name, "{word}");
        }
        assert_eq!(word(Path::new("-")), "-");
        assert_eq!(word(Path::new("-x")), "./-x");
    }
}
