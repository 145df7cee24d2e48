//! What a terminal can do, told by its name.
//!
//! Nearly all of them descend from xterm or ignore in silence what they do not know. What is told here is of the
//! others: those that print it, misread it or show it as something else.

use crate::theme::Depth;
use ratatui::style::Modifier;
use std::sync::OnceLock;

/// What a terminal can do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Kind {
    /// Whether it knows what xterm has brought: another screen, the mouse, marked pastes, frames shown at once, the
    /// clipboard.
    pub modern: bool,
    /// Whether erasing takes the background that is set ("bce").
    pub erases_in_colour: bool,
    /// Whether it can be sent to a column of its row, `CSI n G`.
    pub has_columns: bool,
    /// Whether attributes can be taken back one by one, `CSI 22 m` and its like.
    pub takes_back: bool,
    /// Whether signs are to be shown as ASCII.
    pub plain: bool,
    /// Its colours.
    pub depth: Depth,
    /// The attributes it shows as what they are.
    pub attributes: Modifier,
}

impl Kind {
    /// The terminal of this run.
    pub fn here() -> Self {
        static KIND: OnceLock<Kind> = OnceLock::new();
        *KIND.get_or_init(|| {
            let of = |name| std::env::var(name).unwrap_or_default();
            Self::of(&of("TERM"), &of("COLORTERM"))
        })
    }

    /// The terminal that `TERM` and `COLORTERM` name.
    pub fn of(term: &str, colours: &str) -> Self {
        let is = |name: &str| term == name || term.strip_prefix(name).is_some_and(is_variant);
        let depth = depth(term, colours);
        let xterm = Self {
            modern: true,
            erases_in_colour: true,
            has_columns: true,
            takes_back: true,
            plain: false,
            depth,
            attributes: Modifier::all(),
        };
        let ansi = ["ansi", "pcansi", "cons25", "sun", "eterm"];
        if is_dec(term) || ansi.into_iter().any(is) {
            // VT100: bold, underlined, blinking and reversed is all it has, and only together are they taken back.
            return Self {
                modern: false,
                erases_in_colour: false,
                has_columns: false,
                takes_back: false,
                plain: true,
                attributes: DEC,
                ..xterm
            };
        }
        if is("linux") {
            // Its font has 256 or 512 characters; it shows italics and dim letters as colours.
            return Self {
                modern: false,
                plain: true,
                attributes: DEC,
                ..xterm
            };
        }
        if is("screen") {
            // It shows italics as reversed.
            return Self {
                erases_in_colour: term.contains("bce"),
                attributes: Modifier::all().difference(Modifier::ITALIC),
                ..xterm
            };
        }
        xterm
    }
}

/// The attributes of a VT100.
const DEC: Modifier = Modifier::BOLD
    .union(Modifier::UNDERLINED)
    .union(Modifier::REVERSED);

/// Whether what stands behind a terminal's name makes it one of its variants.
fn is_variant(rest: &str) -> bool {
    rest.starts_with(['-', '.', '+'])
}

/// VT100 to VT520 and their variants, none of which has colours; `vt525` has.
fn is_dec(term: &str) -> bool {
    let digits = term.strip_prefix("vt").unwrap_or("").as_bytes();
    matches!(digits, [b'1'..=b'5', b'0'..=b'9', b'0'..=b'9', ..]) && !term.starts_with("vt525")
}

/// The colours of a terminal. `COLORTERM` is asked only where no program between us and the terminal may know less
/// than that one.
fn depth(term: &str, colours: &str) -> Depth {
    let starts = |names: &[&str]| names.iter().any(|name| term.starts_with(name));
    if term.ends_with("-m") || term.ends_with("-mono") || is_dec(term) {
        Depth::None
    } else if term.starts_with("screen") {
        if term.contains("256color") {
            Depth::Indexed
        } else {
            Depth::Sixteen
        }
    } else if matches!(colours, "truecolor" | "24bit")
        || term.contains("direct")
        || starts(&[
            "tmux",
            "xterm-kitty",
            "xterm-ghostty",
            "alacritty",
            "foot",
            "wezterm",
            "contour",
        ])
    {
        Depth::True
    } else if term.contains("256color") || starts(&["xterm", "rxvt", "konsole", "gnome", "st"]) {
        Depth::Indexed
    } else {
        Depth::Sixteen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_told_by_the_name() {
        for (term, colours, expected) in [
            ("xterm-256color", "truecolor", Depth::True),
            ("xterm-256color", "", Depth::Indexed),
            ("xterm-direct", "", Depth::True),
            ("xterm-kitty", "", Depth::True),
            ("tmux-256color", "", Depth::True),
            ("tmux", "", Depth::True),
            // What it is shown in has more, but screen lies between.
            ("screen", "truecolor", Depth::Sixteen),
            ("screen-256color", "truecolor", Depth::Indexed),
            ("linux", "", Depth::Sixteen),
            ("vt100", "", Depth::None),
            ("vt220", "truecolor", Depth::None),
            ("xterm-mono", "", Depth::None),
        ] {
            assert_eq!(Kind::of(term, colours).depth, expected, "{term} {colours}");
        }
    }

    #[test]
    fn what_xterm_brought_is_sent_to_its_descendants_only() {
        for term in [
            "xterm",
            "xterm-256color",
            "screen",
            "tmux-256color",
            "foot",
            "vte-256color",
            "st",
        ] {
            let kind = Kind::of(term, "");
            assert!(kind.modern && !kind.plain, "{term}");
        }
        for term in [
            "vt100",
            "vt102-w",
            "vt220",
            "vt420",
            "linux",
            "linux-16color",
            "ansi",
            "cons25",
        ] {
            let kind = Kind::of(term, "");
            assert!(!kind.modern && kind.plain, "{term}");
            assert!(!kind.attributes.contains(Modifier::ITALIC), "{term}");
        }
        assert!(!Kind::of("vt100", "").has_columns);
    }

    #[test]
    fn screen_and_the_decs_erase_in_no_colour() {
        for term in [
            "screen",
            "screen-256color",
            "screen.xterm-256color",
            "vt100",
            "ansi",
        ] {
            assert!(!Kind::of(term, "").erases_in_colour, "{term}");
        }
        for term in [
            "xterm-256color",
            "linux",
            "screen-256color-bce",
            "vte-256color",
            "tmux",
        ] {
            assert!(Kind::of(term, "").erases_in_colour, "{term}");
        }
    }

    #[test]
    fn italics_go_where_screen_would_reverse_them() {
        assert!(
            !Kind::of("screen-256color", "")
                .attributes
                .contains(Modifier::ITALIC)
        );
        assert!(
            Kind::of("tmux-256color", "")
                .attributes
                .contains(Modifier::ITALIC)
        );
    }
}
