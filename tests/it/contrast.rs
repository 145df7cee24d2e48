//! All themes can be read: contrast by WCAG 2.2 (relative luminance) in the palettes of common terminals.
//!
//! 4.5:1 for text (success criterion 1.4.3), 3:1 for furniture (1.4.11). Colours that the terminal chooses itself, its own
//! letters on its own ground, are its own affair.

use kanbao::theme::{Background, Depth, Role, Theme, contrast};
use ratatui::style::{Color, Modifier, Style};

type Rgb = [u8; 3];

/// What a terminal shows: its name, its own letters, its ground, the sixteen.
struct Palette {
    name: &'static str,
    letters: Rgb,
    ground: Rgb,
    sixteen: [Rgb; 16],
}

/// The sixteen of terminals as they come, each as six hexadecimal digits.
const XTERM: &str = "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff";
/// VGA, as the Linux console has it; only there, where nothing has more than sixteen.
const VGA: &str = "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff";
/// Windows Terminal's Campbell.
const CAMPBELL: &str = "0c0c0c c50f1f 13a10e c19c00 0037da 881798 3a96dd cccccc 767676 e74856 16c60c f9f1a5 3b78ff b4009e 61d6d6 f2f2f2";
/// GNOME Terminal's Tango.
const TANGO: &str = "2e3436 cc0000 4e9a06 c4a000 3465a4 75507b 06989a d3d7cf 555753 ef2929 8ae234 fce94f 729fcf ad7fa8 34e2e2 eeeeec";
/// GNOME's own since 2019.
const GNOME: &str = "171421 c01c28 26a269 a2734c 12488b a347ba 2aa1b3 d0cfcc 5e5c64 f66151 33d17a e9ad0c 2a7bde c061cb 33c7de ffffff";
/// macOS Terminal's.
const MACOS: &str = "000000 990000 00a600 999900 0000b2 b200b2 00a6b2 bfbfbf 666666 e50000 00d900 e5e500 0000ff e500e5 00e5e5 e5e5e5";
/// Solarized, whose light colours are greys. With sixteen colours it is not held to the bounds: no choice of names
/// that suits the other palettes meets them in it.
const SOLARIZED: &str = "073642 dc322f 859900 b58900 268bd2 d33682 2aa198 eee8d5 002b36 cb4b16 586e75 657b83 839496 6c71c4 93a1a1 fdf6e3";

/// Palettes with the grounds that they come with.
fn palettes(ground: Background, depth: Depth) -> Vec<Palette> {
    let (dark, light): (&[_], &[_]) = (
        &[
            ("xterm", XTERM, "e5e5e5", "000000"),
            ("vga", VGA, "aaaaaa", "000000"),
            ("campbell", CAMPBELL, "cccccc", "0c0c0c"),
            ("tango", TANGO, "ffffff", "000000"),
            ("tango", TANGO, "d0cfcc", "171421"),
            ("tango", TANGO, "ffffff", "300a24"),
            ("tango", TANGO, "d3d7cf", "2e3436"),
            ("gnome", GNOME, "d0cfcc", "171421"),
            ("gnome", GNOME, "ffffff", "1e1e1e"),
            ("macos", MACOS, "ffffff", "1e1e1e"),
            ("solarized", SOLARIZED, "839496", "002b36"),
        ],
        &[
            ("xterm", XTERM, "000000", "ffffff"),
            ("vga", VGA, "000000", "ffffff"),
            ("campbell", CAMPBELL, "0c0c0c", "ffffff"),
            ("campbell", CAMPBELL, "0c0c0c", "f2f2f2"),
            ("tango", TANGO, "2e3436", "ffffff"),
            ("tango", TANGO, "2e3436", "eeeeec"),
            ("gnome", GNOME, "171421", "ffffff"),
            ("macos", MACOS, "000000", "ffffff"),
            ("solarized", SOLARIZED, "657b83", "fdf6e3"),
        ],
    );
    let few = depth == Depth::Sixteen;
    let all = if ground == Background::Dark {
        dark
    } else {
        light
    };
    let fit = all
        .iter()
        .filter(|(name, ..)| *name != if few { "solarized" } else { "vga" });
    fit.map(|(name, sixteen, letters, ground)| Palette {
        name,
        letters: rgb(letters),
        ground: rgb(ground),
        sixteen: {
            let mut words = sixteen.split(' ').map(rgb);
            std::array::from_fn(|_| words.next().expect("sixteen colours"))
        },
    })
    .collect()
}

fn rgb(hex: &str) -> Rgb {
    let value = u32::from_str_radix(hex, 16).expect("a colour");
    [16, 8, 0].map(|shift| u8::try_from(value >> shift & 0xff).expect("a byte"))
}

/// The number of a colour with a name.
fn number(colour: Color) -> Option<usize> {
    Some(match colour {
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
        _ => return None,
    })
}

impl Palette {
    /// How a colour is shown; `None` for the terminal's own.
    fn shows(&self, colour: Color) -> Option<Rgb> {
        match colour {
            Color::Reset => None,
            Color::Rgb(r, g, b) => Some([r, g, b]),
            // xterm's cube and greys, which nobody changes.
            Color::Indexed(n @ 232..) => Some([8 + 10 * (n - 232); 3]),
            Color::Indexed(n @ 16..) => {
                let level = |n: u8| if n == 0 { 0 } else { 55 + 40 * n };
                let n = n - 16;
                Some([n / 36, n / 6 % 6, n % 6].map(level))
            }
            Color::Indexed(n) => self.sixteen.get(usize::from(n)).copied(),
            named => self.sixteen.get(number(named)?).copied(),
        }
    }

    /// The letters and the ground of a style, the letters also as terminals show them that brighten what is bold;
    /// `None` where both are the terminal's own.
    fn pairs(&self, style: Style) -> Vec<(Rgb, Rgb)> {
        let own = |colour: Option<Color>| colour.filter(|c| *c != Color::Reset);
        let (fg, bg) = (own(style.fg), own(style.bg));
        if fg.is_none() && bg.is_none() {
            return Vec::new();
        }
        let shown =
            |colour: Option<Color>, else_: Rgb| colour.and_then(|c| self.shows(c)).unwrap_or(else_);
        let mut letters = vec![shown(fg, self.letters)];
        if style.add_modifier.contains(Modifier::BOLD)
            && let Some(n @ ..8) = fg.and_then(number)
        {
            letters.push(self.sixteen[n + 8]);
        }
        let ground = shown(bg, self.ground);
        letters.into_iter().map(|l| (l, ground)).collect()
    }
}

const DEPTHS: [Depth; 3] = [Depth::Sixteen, Depth::Indexed, Depth::True];
const GROUNDS: [Background; 2] = [Background::Dark, Background::Light];

fn is_furniture(role: Role) -> bool {
    matches!(role, Role::Border | Role::Number | Role::Scrollbar)
}

/// Each style that a theme gives, with all that it is shown by.
fn each(mut check: impl FnMut(&str, Role, Style, &Palette, &str)) {
    for name in Theme::names() {
        let theme = Theme::named(name).unwrap_or_default();
        for depth in DEPTHS {
            for ground in GROUNDS {
                for told in [Some(ground), None] {
                    let own = theme.on(depth, Modifier::all(), told);
                    for palette in palettes(ground, depth) {
                        for &role in Role::ALL {
                            let palette_name = palette.name;
                            let what = format!(
                                "{name}.{} {depth:?} {ground:?} told {told:?} in {palette_name} {:x?}",
                                role.name(),
                                palette.ground
                            );
                            check(name, role, own.style(role), &palette, &what);
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn text_can_be_read_and_furniture_seen_in_every_theme() {
    let mut faint = Vec::new();
    each(|_, role, style, palette, what| {
        if role == Role::Scrollbar {
            // Blank cells of another ground than the page's.
            return;
        }
        let least = if is_furniture(role) { 3.0 } else { 4.5 };
        for (letters, ground) in palette.pairs(style) {
            let ratio = contrast(letters, ground);
            if ratio < least {
                faint.push(format!("{what}: {ratio:.2}"));
            }
        }
    });
    assert!(faint.is_empty(), "{}", faint.join("\n"));
}

/// With 256 colours and more the letters do not hang on a palette, and every ground that is told as dark or light will do.
#[test]
fn letters_can_be_read_on_every_ground_that_is_dark_or_light() {
    let theme = Theme::named("terminal").unwrap_or_default();
    for ground in (0..=255).map(|n| [n; 3]) {
        let Some(told) = Background::of(ground) else {
            continue;
        };
        for depth in [Depth::Indexed, Depth::True] {
            let own = theme.on(depth, Modifier::all(), Some(told));
            let mut palettes = palettes(told, depth);
            let palette = Palette {
                ground,
                ..palettes.remove(0)
            };
            for &role in Role::ALL {
                let least = if is_furniture(role) { 3.0 } else { 4.5 };
                for (letters, ground) in palette.pairs(own.style(role)) {
                    let (ratio, name) = (contrast(letters, ground), role.name());
                    let seen = role == Role::Scrollbar || ratio >= least;
                    assert!(seen, "{name} {depth:?} on {ground:?}: {ratio:.2}");
                }
            }
        }
    }
}

#[test]
fn a_scrollbar_and_a_match_are_seen_on_their_page() {
    for name in Theme::names() {
        let theme = Theme::named(name).unwrap_or_default();
        for depth in DEPTHS {
            for ground in GROUNDS {
                let own = theme.on(depth, Modifier::all(), Some(ground));
                for palette in palettes(ground, depth) {
                    let shown = |role: Role| {
                        let style = own.style(role);
                        let (fg, bg) = (style.fg, style.bg);
                        let reversed = style.add_modifier.contains(Modifier::REVERSED);
                        let (colour, own) = if reversed {
                            (fg, palette.letters)
                        } else {
                            (bg, palette.ground)
                        };
                        colour.and_then(|c| palette.shows(c)).unwrap_or(own)
                    };
                    let page = shown(Role::Page);
                    for (role, least) in [
                        (Role::Scrollbar, 3.0),
                        (Role::Match, 1.15),
                        (Role::Found, 1.15),
                        (Role::Chosen, 1.15),
                    ] {
                        let ratio = contrast(shown(role), page);
                        assert!(
                            ratio >= least,
                            "{name}.{} {depth:?} {ground:?} in {}: {ratio:.2}",
                            role.name(),
                            palette.name
                        );
                    }
                    assert_ne!(own.style(Role::Match), own.style(Role::Found));
                }
            }
        }
    }
}

#[test]
fn a_theme_of_its_own_ground_is_printed_only_where_it_can_be_read() {
    for name in Theme::names() {
        for depth in DEPTHS {
            for ground in GROUNDS {
                for told in [Some(ground), None] {
                    let theme = Theme::named(name).unwrap_or_default();
                    let own = theme.without_ground(told).on(depth, Modifier::all(), told);
                    for palette in palettes(ground, depth) {
                        for &role in Role::ALL {
                            // Print leaves grounds out.
                            let style = Style {
                                bg: None,
                                ..own.style(role)
                            };
                            // What only the screen shows.
                            if matches!(role, Role::Match | Role::Found | Role::Chosen) {
                                continue;
                            }
                            let least = if is_furniture(role) { 3.0 } else { 4.5 };
                            for (letters, ground) in palette.pairs(style) {
                                let ratio = contrast(letters, ground);
                                assert!(
                                    ratio >= least,
                                    "{name}.{} {depth:?} {told:?} in {} {:x?}: {ratio:.2}",
                                    role.name(),
                                    palette.name,
                                    palette.ground
                                );
                            }
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn nothing_is_dim_and_no_coloured_ground_of_a_part_is_bold() {
    each(|_, role, style, _, what| {
        assert!(!style.add_modifier.contains(Modifier::DIM), "{what}");
        if matches!(role, Role::Match | Role::Found | Role::Chosen) {
            assert!(!style.add_modifier.contains(Modifier::BOLD), "{what}");
        }
    });
}

#[test]
fn ranks_are_told_apart_without_bold_and_dim() {
    let bare = |style: Style| Style {
        add_modifier: style.add_modifier - Modifier::BOLD - Modifier::DIM,
        ..style
    };
    for name in ["paper", "night"] {
        let theme = Theme::named(name).unwrap_or_default();
        for depth in DEPTHS {
            let own = theme.on(depth, Modifier::all(), None);
            let ranks = [Role::Masthead, Role::Headline, Role::Body, Role::Border];
            for (n, a) in ranks.iter().enumerate() {
                for b in &ranks[n + 1..] {
                    assert_ne!(
                        bare(own.style(*a)),
                        bare(own.style(*b)),
                        "{name} {depth:?}: {} and {}",
                        a.name(),
                        b.name()
                    );
                }
            }
        }
    }
    // A headline stands between its kicker and its deck, and a key beside what it does, with nothing else to tell them.
    for name in Theme::names() {
        let theme = Theme::named(name).unwrap_or_default();
        for depth in DEPTHS {
            for ground in [None, Some(Background::Dark), Some(Background::Light)] {
                let own = theme.on(depth, Modifier::all(), ground);
                for (a, b) in [
                    (Role::Headline, Role::Kicker),
                    (Role::Headline, Role::Deck),
                    (Role::Key, Role::Status),
                    (Role::Link, Role::Body),
                ] {
                    assert_ne!(
                        bare(own.style(a)),
                        bare(own.style(b)),
                        "{name} {depth:?} {ground:?}: {} and {}",
                        a.name(),
                        b.name()
                    );
                }
            }
        }
    }
}
