//! Text for the clipboard, as terminals take it: OSC 52, base64 (RFC 4648), of a length that they take.

/// The longest sequence that is sent, in bytes. hterm takes no longer one, others stop at a megabyte (tmux) or nowhere;
/// what is beyond a terminal's limit it drops in silence, or shows.
const LONGEST: usize = 100_000;

/// What stands around the text.
const BEGIN: &[u8] = b"\x1b]52;c;";
/// BEL ends it in every terminal; ST does not in old ones.
const END: u8 = 0x07;

/// The most text that goes into it, in bytes.
pub const MOST: usize = (LONGEST - BEGIN.len() - 1) / 4 * 3;

/// Bytes that GNU screen passes on at once; of longer sequences it shows the rest.
const PASSED: usize = 240;

/// Whether what is written goes to GNU screen, as far as can be told: tmux may have been started in it and call itself
/// so, and then takes nothing from what screen would pass on, but shows nothing of it either.
pub fn in_screen() -> bool {
    let is_screen = |term: String| term.starts_with("screen");
    std::env::var_os("STY").is_some() && std::env::var("TERM").is_ok_and(is_screen)
}

/// Appends the sequence that puts text on the clipboard; for GNU screen in pieces that it passes on (DCS).
pub fn copy(text: &str, in_screen: bool, out: &mut Vec<u8>) {
    if !in_screen {
        return sequence(text, out);
    }
    let mut whole = Vec::new();
    sequence(text, &mut whole);
    for piece in whole.chunks(PASSED) {
        out.extend_from_slice(b"\x1bP");
        out.extend_from_slice(piece);
        out.extend_from_slice(b"\x1b\\");
    }
}

fn sequence(text: &str, out: &mut Vec<u8>) {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    out.extend_from_slice(BEGIN);
    for three in text.as_bytes().chunks(3) {
        let byte = |n: usize| u32::from(three.get(n).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..4 {
            let value = (bits >> (18 - 6 * digit)) as usize & 63;
            out.push(if digit <= three.len() {
                DIGITS[value]
            } else {
                b'='
            });
        }
    }
    out.push(END);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn screen_passes_it_on_in_pieces() {
        let text = "看报".repeat(100);
        let (mut plain, mut passed) = (Vec::new(), Vec::new());
        copy(&text, false, &mut plain);
        copy(&text, true, &mut passed);
        let passed = String::from_utf8_lossy(&passed);
        let pieces: Vec<&str> = passed
            .split("\x1b\\")
            .filter(|p| !p.is_empty())
            .map(|piece| piece.strip_prefix("\x1bP").unwrap_or("?"))
            .collect();
        assert!(pieces.iter().all(|p| p.len() <= PASSED));
        assert_eq!(pieces.concat().as_bytes(), plain);
    }

    #[test]
    fn the_most_text_makes_the_longest_sequence() {
        assert_eq!(MOST, 74_994);
        for (more, fits) in [(0, true), (1, false)] {
            let mut out = Vec::new();
            copy(&"a".repeat(MOST + more), false, &mut out);
            assert_eq!(out.len() <= LONGEST, fits);
        }
    }

    #[test]
    fn text_is_encoded_as_rfc_4648_has_it() {
        for (text, code) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("看报", "55yL5oql"),
        ] {
            let mut out = Vec::new();
            copy(text, false, &mut out);
            assert_eq!(out, format!("\x1b]52;c;{code}\x07").into_bytes());
        }
    }
}
