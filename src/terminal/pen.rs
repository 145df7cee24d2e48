//! The terminal's current colours and attributes, changed by as short a sequence as does it.

use ratatui::style::{Color, Modifier};
use std::io::Write;

/// How a glyph looks. Underline colours are left out: terminals that do not know `58;5;n` read it as blinking.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Look {
    /// The glyph's colour.
    pub fg: Color,
    /// The ground's colour.
    pub bg: Color,
    /// Bold, dim and the like.
    pub modifier: Modifier,
}

/// Attributes that show on a blank cell too.
const ON_BLANKS: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::CROSSED_OUT);

/// Attributes, the code that sets each, the code that takes it back.
const CODES: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

impl Look {
    /// The look, reduced to what shows on a blank cell.
    pub fn of_blank(self) -> Self {
        let modifier = self.modifier & ON_BLANKS;
        let fg = if modifier.is_empty() {
            Color::Reset
        } else {
            self.fg
        };
        Self {
            fg,
            modifier,
            ..self
        }
    }

    /// Whether erasing can give a blank this look: nothing but a ground.
    pub fn erasable(self) -> bool {
        self.modifier.is_empty() && self.fg == Color::Reset
    }
}

/// The look that the terminal gives to what is written next.
#[derive(Clone, Copy, Debug)]
pub struct TerminalPen {
    look: Look,
    /// Whether attributes can be taken back one by one.
    takes_back: bool,
}

impl TerminalPen {
    /// A pen that begins with the default look.
    pub fn new(takes_back: bool) -> Self {
        Self {
            look: Look::default(),
            takes_back,
        }
    }

    /// Knows that the terminal has the default look again.
    pub fn reset(&mut self) {
        self.look = Look::default();
    }

    /// Whether what it writes looks like this.
    pub fn is(self, look: Look) -> bool {
        self.look == look
    }

    /// Whether a blank that it writes looks like this: a letter's colour and weight do not show on one.
    pub fn is_on_blank(self, look: Look) -> bool {
        self.look.of_blank() == look.of_blank()
    }

    /// Takes the look of a blank, if it shows another ground.
    pub fn take_for_blank(&mut self, look: Look, out: &mut Vec<u8>) {
        if !self.is_on_blank(look) {
            self.take(look, out);
        }
    }

    /// Takes a look; appends the sequence, if one is needed.
    pub fn take(&mut self, look: Look, out: &mut Vec<u8>) {
        if self.look == look {
            return;
        }
        let step = change(self.look, look);
        let anew = change(Look::default(), look);
        // From the default an empty parameter comes first: `\x1b[m` alone is the default look.
        let gone = !(self.look.modifier - look.modifier).is_empty();
        let short = step.len() <= anew.len() + usize::from(!anew.is_empty()) && !step.is_empty();
        if short && (self.takes_back || !gone) {
            let _ = write!(out, "\x1b[{step}m");
        } else if anew.is_empty() {
            out.extend_from_slice(b"\x1b[m");
        } else {
            let _ = write!(out, "\x1b[;{anew}m");
        }
        self.look = look;
    }
}

/// The parameters that lead from one look to another.
fn change(from: Look, to: Look) -> String {
    let mut codes: Vec<String> = Vec::new();
    let gone = from.modifier - to.modifier;
    let mut set = from.modifier - gone;
    for (modifier, _, off) in CODES {
        if gone.contains(modifier) {
            // One code ends bold and dim, another both kinds of blinking.
            for (other, _, same) in CODES {
                if same == off {
                    set -= other;
                }
            }
            let off = off.to_string();
            if codes.last() != Some(&off) {
                codes.push(off);
            }
        }
    }
    for (modifier, on, _) in CODES {
        if to.modifier.contains(modifier) && !set.contains(modifier) {
            codes.push(on.to_string());
        }
    }
    if from.fg != to.fg {
        codes.push(colour(to.fg, 30));
    }
    if from.bg != to.bg {
        codes.push(colour(to.bg, 40));
    }
    codes.join(";")
}

/// The parameters of a colour; `base` is 30 for the glyph's, 40 for the ground's.
fn colour(colour: Color, base: u8) -> String {
    let bright = base + 60;
    let plain = match colour {
        Color::Reset => base + 9,
        Color::Black => base,
        Color::Red => base + 1,
        Color::Green => base + 2,
        Color::Yellow => base + 3,
        Color::Blue => base + 4,
        Color::Magenta => base + 5,
        Color::Cyan => base + 6,
        Color::Gray => base + 7,
        Color::DarkGray => bright,
        Color::LightRed => bright + 1,
        Color::LightGreen => bright + 2,
        Color::LightYellow => bright + 3,
        Color::LightBlue => bright + 4,
        Color::LightMagenta => bright + 5,
        Color::LightCyan => bright + 6,
        Color::White => bright + 7,
        Color::Indexed(n) => return format!("{};5;{n}", base + 8),
        Color::Rgb(r, g, b) => return format!("{};2;{r};{g};{b}", base + 8),
    };
    plain.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sequence(from: Look, to: Look) -> String {
        let mut out = Vec::new();
        let takes_back = true;
        TerminalPen {
            look: from,
            takes_back,
        }
        .take(to, &mut out);
        String::from_utf8_lossy(&out).into_owned()
    }

    fn look(modifier: Modifier) -> Look {
        Look {
            modifier,
            ..Look::default()
        }
    }

    #[test]
    fn an_equal_look_costs_nothing() {
        assert_eq!(sequence(Look::default(), Look::default()), "");
    }

    #[test]
    fn the_default_look_is_the_empty_sequence() {
        let red = Look {
            fg: Color::Red,
            ..look(Modifier::BOLD)
        };
        assert_eq!(sequence(red, Look::default()), "\x1b[m");
    }

    #[test]
    fn where_attributes_are_taken_back_together_only_they_are() {
        let mut pen = TerminalPen::new(false);
        let mut out = Vec::new();
        pen.take(look(Modifier::BOLD | Modifier::UNDERLINED), &mut out);
        pen.take(look(Modifier::BOLD), &mut out);
        pen.take(Look::default(), &mut out);
        assert_eq!(String::from_utf8_lossy(&out), "\x1b[1;4m\x1b[;1m\x1b[m");
    }

    #[test]
    fn dim_after_bold_is_not_lost_with_it() {
        let both = look(Modifier::BOLD | Modifier::DIM);
        assert_eq!(sequence(both, look(Modifier::DIM)), "\x1b[;2m");
        let red = Look {
            fg: Color::Rgb(1, 2, 3),
            ..both
        };
        let dim = Look {
            modifier: Modifier::DIM,
            ..red
        };
        assert_eq!(sequence(red, dim), "\x1b[22;2m");
    }

    #[test]
    fn colours_take_their_shortest_form() {
        let to = Look {
            fg: Color::LightRed,
            bg: Color::Indexed(236),
            ..Look::default()
        };
        assert_eq!(sequence(Look::default(), to), "\x1b[91;48;5;236m");
        assert_eq!(
            sequence(
                to,
                Look {
                    fg: Color::Red,
                    ..to
                }
            ),
            "\x1b[31m"
        );
    }
}
