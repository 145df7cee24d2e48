//! Signs of the screen and of print, the plain ones that stand for them, and the cells that they take.

use ratatui::buffer::CellWidth;

/// The ASCII character that stands for a sign which a terminal may not have, or may give two cells; `None` where
/// nothing reads in its place.
pub fn plain(sign: &str) -> Option<&'static str> {
    Some(match sign {
        "─" | "━" | "—" | "–" | "―" | "‐" | "‑" | "−" => "-",
        "═" => "=",
        "│" | "┃" | "║" | "▌" | "▎" | "█" => "|",
        "┌" | "┐" | "└" | "┘" | "├" | "┤" | "┬" | "┴" | "┼" => "+",
        "▸" | "▶" | "►" | "→" | "›" => ">",
        "◂" | "◀" | "←" | "‹" => "<",
        "▴" | "▲" | "↑" => "^",
        "▾" | "▼" | "↓" | "✓" | "✔" => "v",
        "✗" | "✘" | "×" => "x",
        "●" | "•" | "★" | "☆" | "◆" | "◇" | "■" | "□" | "▪" | "▫" | "※" => {
            "*"
        }
        "○" | "◦" => "o",
        "☐" => "_",
        "☑" => "x",
        "·" | "‧" => ".",
        "…" | "⋯" => "~",
        "“" | "”" | "″" => "\"",
        "‘" | "’" | "′" => "'",
        "\u{FFFD}" => "?",
        // Pictures of control characters: as caret notation without its caret.
        "␡" => "?",
        picture => return pictured(picture),
    })
}

/// Cells that ratatui lays a symbol out with. Most are Han, of which that is known.
pub fn cells(symbol: &str) -> u16 {
    let mut chars = symbol.chars();
    match (chars.next(), chars.next()) {
        (Some('\u{4E00}'..='\u{9FFF}'), None) => 2,
        _ => symbol.cell_width(),
    }
}

/// A text in which signs are plain.
pub fn in_plain(text: &str) -> String {
    let mut own = String::with_capacity(text.len());
    for c in text.chars() {
        let mut buffer = [0; 4];
        let sign: &str = c.encode_utf8(&mut buffer);
        own.push_str(plain(sign).unwrap_or(sign));
    }
    own
}

/// The letter of a control character's picture: [ for ␛, as in ^[.
fn pictured(picture: &str) -> Option<&'static str> {
    const LETTERS: &str = "@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_";
    let c = picture.chars().next()?;
    let at = usize::try_from(u32::from(c).checked_sub(0x2400)?).ok()?;
    LETTERS.get(at..=at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::{Ambiguous, cluster::width};

    #[test]
    fn a_text_keeps_all_but_its_signs() {
        assert_eq!(in_plain("── “看报” · é ①\n"), "-- \"看报\" . é ①\n");
    }

    #[test]
    fn what_stands_for_a_sign_is_one_cell_of_ascii() {
        for sign in [
            "─", "│", "┬", "┴", "▌", "▸", "✓", "·", "═", "●", "…", "“", "’", "␛", "␀", "␟", "␡",
        ] {
            let plain = plain(sign).unwrap_or("");
            assert!(plain.is_ascii(), "{sign}");
            assert_eq!(width(plain, Ambiguous::Wide), 1, "{sign}");
        }
        assert_eq!(plain("␛"), Some("["));
        for other in ["报", "a", "é", "①", "", "⑀"] {
            assert_eq!(plain(other), None, "{other}");
        }
    }
}
