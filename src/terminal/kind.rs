//! What a terminal can do, told by its name.
//!
//! Nearly all of them descend from xterm or ignore in silence what they do not know. What is told here is of the
//! others: those that print it, misread it or show it as something else.

use crate::theme::Depth;
use ratatui::style::Modifier;
use std::sync::OnceLock;

/// What a terminal can do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TerminalKind {
    /// Whether it knows what xterm has brought: another screen, the mouse, marked pastes, frames shown at once, the
    /// clipboard.
    pub modern: bool,
    /// Whether the mouse may be asked for. GNU screen holds Esc back for the next key while it is.
    pub mouse: bool,
    /// Whether a window's title can be set and given back: it is put by and taken up again (XTWINOPS 22 and 23).
    pub titles: bool,
    /// Whether it may leave a window that has changed its size as it was before, in part, whatever is drawn at once.
    pub lags: bool,
    /// Whether erasing takes the background that is set ("bce").
    pub erases_in_colour: bool,
    /// Whether it can be sent to a column of its row, `CSI n G`.
    pub has_columns: bool,
    /// Whether attributes can be taken back one by one, `CSI 22 m` and its like.
    pub takes_back: bool,
    /// Whether signs are to be shown as ASCII.
    pub plain: bool,
    /// Whether words can be links (OSC 8); `None` where it is not known, and does no harm.
    pub links: Option<bool>,
    /// Its colours.
    pub depth: Depth,
    /// The attributes it shows as what they are.
    pub attributes: Modifier,
}

impl TerminalKind {
    /// The terminal of this run.
    pub fn here() -> Self {
        static KIND: OnceLock<TerminalKind> = OnceLock::new();
        *KIND.get_or_init(|| {
            let of = |name: &str| std::env::var(name).unwrap_or_default();
            let term = of("TERM");
            let kind = Self::of(&term, &of("COLORTERM")).among(|name| !of(name).is_empty());
            Self {
                links: kind.links.or_else(|| has_links(&term, of).then_some(true)),
                ..kind
            }
        })
    }

    /// Whether words are made links where a setting wants it so, or leaves it to the terminal.
    pub fn shows_links(self, wanted: Option<bool>) -> bool {
        match wanted {
            Some(wanted) => wanted && self.links != Some(false),
            None => self.links == Some(true),
        }
    }

    /// The same, as far as the variables that are set tell more than the name.
    #[must_use]
    pub fn among(self, is_set: impl Fn(&str) -> bool) -> Self {
        let screen = is_set("STY") && !is_set("TMUX");
        Self {
            mouse: self.mouse && !screen,
            titles: self.titles && !screen,
            links: if screen { Some(false) } else { self.links },
            lags: self.lags || self.modern && is_set("MLTERM") && !is_set("TMUX"),
            ..self
        }
    }

    /// The terminal that `TERM` and `COLORTERM` name.
    pub fn of(term: &str, colours: &str) -> Self {
        let is = |name: &str| term == name || term.strip_prefix(name).is_some_and(is_variant);
        let depth = depth(term, colours);
        let xterm = Self {
            modern: true,
            mouse: true,
            // rxvt can set one, and not give it back.
            titles: !term.starts_with("rxvt"),
            lags: term.starts_with("mlterm"),
            erases_in_colour: true,
            has_columns: true,
            takes_back: true,
            plain: false,
            // Who does not know them passes them over.
            links: None,
            depth,
            attributes: Modifier::all(),
        };
        let ansi = ["ansi", "pcansi", "cons25", "sun", "eterm"];
        if is_dec(term) || ansi.into_iter().any(is) {
            // VT100: bold, underlined, blinking and reversed is all it has, and only together are they taken back.
            return Self {
                modern: false,
                mouse: false,
                titles: false,
                lags: false,
                erases_in_colour: false,
                has_columns: false,
                takes_back: false,
                plain: true,
                links: Some(false),
                attributes: DEC,
                ..xterm
            };
        }
        if is("linux") {
            // Its font has 256 or 512 characters; it shows italics and dim letters as colours.
            return Self {
                modern: false,
                mouse: false,
                titles: false,
                plain: true,
                links: Some(false),
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

/// Whether the terminal is one of those that are known to have links, by its name and by the variables that it sets. What
/// tmux shows is tmux' own: it has them since 3.4, and gives them on where the terminal around it has them.
fn has_links(term: &str, get: impl Fn(&str) -> String) -> bool {
    let version = |name: &str| get(name).parse::<u32>().unwrap_or(0);
    if !get("TMUX").is_empty() {
        let own = get("TERM_PROGRAM_VERSION");
        let mut numbers = own.split(|c: char| !c.is_ascii_digit());
        let mut next = || numbers.find_map(|n| n.parse::<u32>().ok()).unwrap_or(0);
        return get("TERM_PROGRAM") == "tmux" && (next(), next()) >= (3, 4);
    }
    let named = [
        "xterm-kitty",
        "xterm-ghostty",
        "alacritty",
        "foot",
        "wezterm",
        "contour",
        "rio",
    ];
    let programs = [
        "iTerm.app",
        "WezTerm",
        "ghostty",
        "vscode",
        "mintty",
        "Hyper",
        "Tabby",
        "rio",
    ];
    // They name the terminal; those that inherit their variables pass links over.
    named.iter().any(|name| term.starts_with(name))
        || programs.contains(&get("TERM_PROGRAM").as_str())
        || version("VTE_VERSION") >= 5002
        || version("KONSOLE_VERSION") >= 201_200
        || !get("WT_SESSION").is_empty()
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

/// The colours of a terminal: those that its name says, else those of its family. `COLORTERM` is asked only where no
/// program between us and the terminal may know less than that one, and the name says no number below 256.
fn depth(term: &str, colours: &str) -> Depth {
    let starts = |names: &[&str]| names.iter().any(|name| term.starts_with(name));
    if term.ends_with("-m") || term.ends_with("-mono") || is_dec(term) {
        return Depth::None;
    }
    match said(term) {
        Some(..8) => return Depth::None,
        Some(8..16) => return Depth::Eight,
        // Of 88 the sixteen are those that all agree about.
        Some(16..256) => return Depth::Sixteen,
        Some(_) | None => {}
    }
    if term.starts_with("screen") {
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

/// The number of colours that a name says: `xterm-16color`, `screen-256color-bce`. `xterm-color` is that of eight.
fn said(term: &str) -> Option<u32> {
    let (_, last) = term
        .split_once("color")
        .map(|(before, _)| before.rsplit_once('-'))??;
    if last.is_empty() {
        Some(8)
    } else {
        last.parse().ok()
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
            // What the name says goes before what else is said.
            ("xterm-16color", "", Depth::Sixteen),
            ("xterm-16color", "truecolor", Depth::Sixteen),
            ("xterm-88color", "", Depth::Sixteen),
            ("rxvt-88color", "", Depth::Sixteen),
            ("konsole-16color", "", Depth::Sixteen),
            ("screen-16color-bce", "", Depth::Sixteen),
            ("screen.xterm-256color", "", Depth::Indexed),
            ("xterm-8color", "24bit", Depth::Eight),
            ("xterm-color", "", Depth::Eight),
            ("linux-16color", "", Depth::Sixteen),
            ("rxvt-unicode-256color", "", Depth::Indexed),
            ("xterm-direct256", "", Depth::True),
            ("konsole-direct", "", Depth::True),
            ("foot-direct", "", Depth::True),
            ("color_xterm", "", Depth::Sixteen),
        ] {
            assert_eq!(
                TerminalKind::of(term, colours).depth,
                expected,
                "{term} {colours}"
            );
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
            let kind = TerminalKind::of(term, "");
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
            let kind = TerminalKind::of(term, "");
            assert!(!kind.modern && kind.plain, "{term}");
            assert!(!kind.attributes.contains(Modifier::ITALIC), "{term}");
        }
        assert!(!TerminalKind::of("vt100", "").has_columns);
    }

    #[test]
    fn screen_gets_neither_mouse_nor_title_and_mlterm_a_second_drawing() {
        let kind =
            |term: &str, set: &[&str]| TerminalKind::of(term, "").among(|name| set.contains(&name));
        for (term, set, expected) in [
            ("xterm-256color", &[][..], [true, true, false]),
            ("screen-256color", &["STY"], [false, false, false]),
            ("screen-256color", &["STY", "TMUX"], [true, true, false]),
            ("xterm", &["MLTERM"], [true, true, true]),
            ("mlterm", &[], [true, true, true]),
            ("mlterm-256color", &[], [true, true, true]),
            ("tmux-256color", &["MLTERM", "TMUX"], [true, true, false]),
            ("rxvt-unicode-256color", &[], [true, false, false]),
            ("linux", &[], [false, false, false]),
            ("vt100", &["MLTERM"], [false, false, false]),
        ] {
            let kind = kind(term, set);
            assert_eq!(
                [kind.mouse, kind.titles, kind.lags],
                expected,
                "{term} {set:?}"
            );
        }
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
            assert!(!TerminalKind::of(term, "").erases_in_colour, "{term}");
        }
        for term in [
            "xterm-256color",
            "linux",
            "screen-256color-bce",
            "vte-256color",
            "tmux",
        ] {
            assert!(TerminalKind::of(term, "").erases_in_colour, "{term}");
        }
    }

    #[test]
    fn italics_go_where_screen_would_reverse_them() {
        assert!(
            !TerminalKind::of("screen-256color", "")
                .attributes
                .contains(Modifier::ITALIC)
        );
        assert!(
            TerminalKind::of("tmux-256color", "")
                .attributes
                .contains(Modifier::ITALIC)
        );
    }

    #[test]
    fn links_go_where_they_are_known_and_never_where_they_would_show() {
        let links = |term: &str, set: &[(&str, &str)], wanted| {
            let get = |name: &str| {
                let found = set.iter().find(|(own, _)| *own == name);
                found.map_or_else(String::new, |(_, value)| (*value).to_owned())
            };
            let kind = TerminalKind::of(term, "").among(|name| !get(name).is_empty());
            let links = kind.links.or_else(|| has_links(term, get).then_some(true));
            TerminalKind { links, ..kind }.shows_links(wanted)
        };
        let tmux = |version| {
            [
                ("TMUX", "/t"),
                ("TERM_PROGRAM", "tmux"),
                ("TERM_PROGRAM_VERSION", version),
            ]
        };
        for (term, set, expected) in [
            ("xterm-kitty", &[][..], true),
            ("foot-extra", &[], true),
            ("xterm-256color", &[("VTE_VERSION", "7600")], true),
            ("xterm-256color", &[("VTE_VERSION", "4205")], false),
            ("xterm-256color", &[("TERM_PROGRAM", "WezTerm")], true),
            (
                "xterm-256color",
                &[("TERM_PROGRAM", "Apple_Terminal")],
                false,
            ),
            ("xterm-256color", &[("WT_SESSION", "a")], true),
            ("xterm-256color", &[("KONSOLE_VERSION", "220401")], true),
            ("xterm-256color", &[], false),
            ("tmux-256color", &tmux("3.4"), true),
            ("screen-256color", &tmux("3.5a"), true),
            ("tmux-256color", &tmux("3.3a"), false),
            (
                "tmux-256color",
                &[("TMUX", "/t"), ("VTE_VERSION", "7600")],
                false,
            ),
        ] {
            assert_eq!(links(term, set, None), expected, "{term} {set:?}");
            assert!(links(term, set, Some(true)) && !links(term, set, Some(false)));
        }
        for (term, set) in [
            ("linux", &[("VTE_VERSION", "7600")][..]),
            ("vt220", &[("WT_SESSION", "a")]),
            ("screen", &[("STY", "1.pts"), ("VTE_VERSION", "7600")]),
            ("xterm-kitty", &[("STY", "1.pts")]),
        ] {
            assert!(
                !links(term, set, None) && !links(term, set, Some(true)),
                "{term} {set:?}"
            );
        }
    }
}
