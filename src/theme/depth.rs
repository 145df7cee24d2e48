//! Colours that a terminal does not have, shown by the nearest that it has.

use ratatui::style::{Color, Modifier, Style};

/// How many colours a terminal has.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Depth {
    /// None.
    None,
    /// The first eight of those with names: no light ones.
    Eight,
    /// The sixteen with names.
    Sixteen,
    /// xterm's 256: the sixteen, a cube of six levels, 24 greys.
    Indexed,
    /// Any.
    True,
}

/// The levels of the cube.
const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// The sixteen by name, as xterm shows them.
const NAMED: [(Color, [u8; 3]); 16] = [
    (Color::Black, [0, 0, 0]),
    (Color::Red, [205, 0, 0]),
    (Color::Green, [0, 205, 0]),
    (Color::Yellow, [205, 205, 0]),
    (Color::Blue, [0, 0, 238]),
    (Color::Magenta, [205, 0, 205]),
    (Color::Cyan, [0, 205, 205]),
    (Color::Gray, [229, 229, 229]),
    (Color::DarkGray, [127, 127, 127]),
    (Color::LightRed, [255, 0, 0]),
    (Color::LightGreen, [0, 255, 0]),
    (Color::LightYellow, [255, 255, 0]),
    (Color::LightBlue, [92, 92, 255]),
    (Color::LightMagenta, [255, 0, 255]),
    (Color::LightCyan, [0, 255, 255]),
    (Color::White, [255, 255, 255]),
];

/// A style in the colours and attributes that a terminal has.
pub fn reduced(style: Style, depth: Depth, attributes: Modifier) -> Style {
    let mut own = Style {
        fg: style.fg.and_then(|colour| nearest(colour, depth)),
        bg: style.bg.and_then(|colour| nearest(colour, depth)),
        ..style
    };
    own.add_modifier &= attributes;
    // Letters must not vanish in their ground because two shades have become one.
    if own.fg.is_some() && own.fg == own.bg && style.fg != style.bg {
        let light = if depth == Depth::Eight {
            Color::Gray
        } else {
            Color::White
        };
        let dark = style.bg.and_then(rgb).is_some_and(is_dark);
        own.fg = Some(if dark { light } else { Color::Black });
    }
    own
}

/// The nearest colour that a terminal has; none where it has none.
fn nearest(colour: Color, depth: Depth) -> Option<Color> {
    match (depth, rgb(colour)) {
        (Depth::None, _) => None,
        (Depth::Eight, None) => Some(without_light(colour)),
        (Depth::True, _) | (_, None) => Some(colour),
        (Depth::Indexed, Some(wanted)) => Some(Color::Indexed(indexed(wanted))),
        (Depth::Sixteen, Some(wanted)) => nearest_of(&NAMED, wanted),
        (Depth::Eight, Some(wanted)) => nearest_of(NAMED.first_chunk::<8>()?, wanted),
    }
}

/// The nearest of those with names.
fn nearest_of(named: &[(Color, [u8; 3])], wanted: [u8; 3]) -> Option<Color> {
    let found = named.iter().min_by_key(|(_, own)| distance(*own, wanted));
    found.map(|(colour, _)| *colour)
}

/// One of the first eight for one of the sixteen: a light one without its light; dark grey would not be seen on black.
fn without_light(colour: Color) -> Color {
    match colour {
        Color::LightRed => Color::Red,
        Color::LightGreen => Color::Green,
        Color::LightYellow => Color::Yellow,
        Color::LightBlue => Color::Blue,
        Color::LightMagenta => Color::Magenta,
        Color::LightCyan => Color::Cyan,
        Color::DarkGray | Color::White => Color::Gray,
        other => other,
    }
}

/// The number of the nearest among xterm's cube and greys.
fn indexed(wanted: [u8; 3]) -> u8 {
    let level = |value: u8| (0..6).min_by_key(|&n| LEVELS[usize::from(n)].abs_diff(value));
    let [r, g, b] = wanted.map(|value| level(value).unwrap_or(0));
    let cube = [r, g, b].map(|n| LEVELS[usize::from(n)]);
    let mean = wanted.iter().map(|&v| u16::from(v)).sum::<u16>() / 3;
    let grey = u8::try_from(mean.saturating_sub(3) / 10)
        .unwrap_or(0)
        .min(23);
    if distance([8 + 10 * grey; 3], wanted) < distance(cube, wanted) {
        232 + grey
    } else {
        16 + 36 * r + 6 * g + b
    }
}

fn distance(a: [u8; 3], b: [u8; 3]) -> u32 {
    let pairs = a.into_iter().zip(b);
    pairs.map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
}

/// A colour that stands for itself, whatever the terminal's palette is.
pub fn rgb(colour: Color) -> Option<[u8; 3]> {
    match colour {
        Color::Rgb(r, g, b) => Some([r, g, b]),
        _ => None,
    }
}

fn is_dark(colour: [u8; 3]) -> bool {
    colour.iter().map(|&v| u16::from(v)).sum::<u16>() < 3 * 128
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_become_the_nearest_there_is() {
        for (colour, sixteen, indexed) in [
            (Color::Rgb(255, 0, 0), Color::LightRed, Color::Indexed(196)),
            (Color::Rgb(0, 0, 0), Color::Black, Color::Indexed(16)),
            (
                Color::Rgb(0xf6, 0xf0, 0xe2),
                Color::Gray,
                Color::Indexed(255),
            ),
            (
                Color::Rgb(0x16, 0x18, 0x1d),
                Color::Black,
                Color::Indexed(234),
            ),
            (
                Color::Rgb(0x1f, 0x4f, 0x82),
                Color::DarkGray,
                Color::Indexed(24),
            ),
            (Color::Cyan, Color::Cyan, Color::Cyan),
            (Color::Reset, Color::Reset, Color::Reset),
        ] {
            assert_eq!(nearest(colour, Depth::Sixteen), Some(sixteen), "{colour}");
            assert_eq!(nearest(colour, Depth::Indexed), Some(indexed), "{colour}");
            assert_eq!(nearest(colour, Depth::True), Some(colour));
            assert_eq!(nearest(colour, Depth::None), None);
        }
    }

    #[test]
    fn a_terminal_of_eight_colours_is_sent_no_light_ones() {
        for colour in NAMED
            .map(|(name, _)| name)
            .into_iter()
            .chain(NAMED.map(|(_, [r, g, b])| Color::Rgb(r, g, b)))
        {
            let own = nearest(colour, Depth::Eight);
            assert!(
                NAMED.iter().take(8).any(|(name, _)| Some(*name) == own),
                "{colour}: {own:?}"
            );
        }
        assert_eq!(nearest(Color::DarkGray, Depth::Eight), Some(Color::Gray));
        assert_eq!(nearest(Color::Reset, Depth::Eight), Some(Color::Reset));
        let style = Style::new().fg(Color::Rgb(9, 9, 9)).bg(Color::Rgb(0, 0, 0));
        assert_eq!(
            reduced(style, Depth::Eight, Modifier::all()).fg,
            Some(Color::Gray)
        );
    }

    #[test]
    fn letters_do_not_vanish_in_their_ground() {
        let style = Style::new()
            .fg(Color::Rgb(20, 20, 20))
            .bg(Color::Rgb(0, 0, 0));
        let own = reduced(style, Depth::Sixteen, Modifier::all());
        assert_eq!((own.fg, own.bg), (Some(Color::White), Some(Color::Black)));
    }

    #[test]
    fn attributes_that_are_not_there_go() {
        let style = Style::new().add_modifier(Modifier::BOLD | Modifier::ITALIC);
        let own = reduced(style, Depth::True, Modifier::BOLD);
        assert_eq!(own.add_modifier, Modifier::BOLD);
    }
}
