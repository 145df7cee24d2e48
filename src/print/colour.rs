//! Looks of a printed page: a set row's role to a theme's style, and that to the terminal's own codes.

use crate::{theme::Role, typeset};
use ratatui::style::{Color, Modifier, Style};

/// Ends what [`begin`] began.
pub const END: &str = "\x1b[0m";

/// Underlines what follows.
pub const UNDERLINED: &str = "\x1b[4m";

/// What opens and closes a link in a terminal (OSC 8), for an address as [`linked`](crate::guard::linked) gives it.
pub fn hyperlink(address: &str) -> [String; 2] {
    [
        format!("\x1b]8;;{address}\x1b\\"),
        "\x1b]8;;\x1b\\".to_owned(),
    ]
}

/// The theme's role of a set row's.
pub fn role(role: typeset::RowRole) -> Role {
    match role {
        typeset::RowRole::Column => Role::Column,
        typeset::RowRole::Kicker => Role::Kicker,
        typeset::RowRole::Headline => Role::Headline,
        typeset::RowRole::Deck => Role::Deck,
        typeset::RowRole::Byline => Role::Byline,
        typeset::RowRole::Body => Role::Body,
        typeset::RowRole::Subhead => Role::Subhead,
        typeset::RowRole::Caption => Role::Caption,
        typeset::RowRole::Quote => Role::Quote,
        typeset::RowRole::List => Role::List,
        typeset::RowRole::Table => Role::Table,
        typeset::RowRole::Note => Role::Note,
        typeset::RowRole::Verse => Role::Verse,
        typeset::RowRole::Image => Role::Image,
        typeset::RowRole::Code => Role::Code,
        typeset::RowRole::Rule => Role::Border,
        typeset::RowRole::Jump => Role::Link,
        typeset::RowRole::Ruby => Role::Ruby,
    }
}

/// The codes (ECMA-48 SGR) that begin a style; empty where it asks for nothing. Backgrounds are left out: behind
/// words alone they would stripe the page.
pub fn begin(style: Style) -> String {
    let mut codes: Vec<String> = Vec::new();
    for (modifier, code) in [
        (Modifier::BOLD, "1"),
        (Modifier::DIM, "2"),
        (Modifier::ITALIC, "3"),
        (Modifier::UNDERLINED, "4"),
        (Modifier::REVERSED, "7"),
    ] {
        if style.add_modifier.contains(modifier) {
            codes.push(code.to_owned());
        }
    }
    codes.extend(style.fg.and_then(foreground));
    if codes.is_empty() {
        String::new()
    } else {
        format!("\x1b[{}m", codes.join(";"))
    }
}

fn foreground(colour: Color) -> Option<String> {
    Some(match colour {
        Color::Reset => return None,
        Color::Black => "30".to_owned(),
        Color::Red => "31".to_owned(),
        Color::Green => "32".to_owned(),
        Color::Yellow => "33".to_owned(),
        Color::Blue => "34".to_owned(),
        Color::Magenta => "35".to_owned(),
        Color::Cyan => "36".to_owned(),
        Color::Gray => "37".to_owned(),
        Color::DarkGray => "90".to_owned(),
        Color::LightRed => "91".to_owned(),
        Color::LightGreen => "92".to_owned(),
        Color::LightYellow => "93".to_owned(),
        Color::LightBlue => "94".to_owned(),
        Color::LightMagenta => "95".to_owned(),
        Color::LightCyan => "96".to_owned(),
        Color::White => "97".to_owned(),
        Color::Rgb(r, g, b) => format!("38;2;{r};{g};{b}"),
        Color::Indexed(n) => format!("38;5;{n}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_becomes_the_terminals_codes() {
        assert_eq!(begin(Style::new()), "");
        assert_eq!(begin(Style::new().fg(Color::Reset)), "");
        assert_eq!(begin(Style::new().fg(Color::Red)), "\x1b[31m");
        let strong = Style::new().add_modifier(Modifier::BOLD | Modifier::DIM);
        assert_eq!(
            begin(strong.fg(Color::Rgb(1, 2, 3))),
            "\x1b[1;2;38;2;1;2;3m"
        );
        assert_eq!(begin(Style::new().bg(Color::Blue)), "");
    }
}
