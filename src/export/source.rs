//! The decoded text as it was read, line by line: what stands in the model, and what lines are counted in.

use crate::guard;
use crate::loader::Loaded;
use std::io::{self, Write};

/// What stands before each page but the first.
const FEED: char = '\u{c}';

/// Writes the text. Lines end with a line feed, pages begin with a form feed; other control characters become U+FFFD.
pub(super) fn write(loaded: &Loaded, out: &mut dyn Write) -> io::Result<()> {
    let source = loaded
        .issue
        .source
        .replace("\r\n", "\n")
        .replace('\r', "\n");
    for (n, page) in source.split(FEED).enumerate() {
        if n > 0 {
            write!(out, "{FEED}")?;
        }
        out.write_all(guard::unarmed(page).as_bytes())?;
    }
    if !source.is_empty() && !source.ends_with('\n') {
        writeln!(out)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::{Options, load};

    fn written(text: &str) -> String {
        let loaded = load(text.as_bytes().to_vec(), &Options::default());
        let mut out = Vec::new();
        write(&loaded, &mut out).expect("memory takes it");
        String::from_utf8(out).expect("it is text")
    }

    #[test]
    fn the_text_is_written_as_it_was_read_line_by_line() {
        let text = "鹭汀报\n\n渡口的灯\t亮了\u{ad}。\n\u{c}第02版\n末行";
        assert_eq!(written(text), format!("{text}\n"));
        assert_eq!(written("一\r\n二\r三\n"), "一\n二\n三\n");
        assert_eq!(written(""), "");
    }

    #[test]
    fn what_commands_a_terminal_stays_out() {
        assert_eq!(
            written("渡口\u{1b}[2J\u{9b}的灯\n"),
            "渡口\u{FFFD}[2J\u{FFFD}的灯\n"
        );
    }
}
