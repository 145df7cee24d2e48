//! What a terminal sends, read as keys, mouse and pasted text.
//!
//! crossterm's own reader is not used: once the terminal is gone it reads on without end (crossterm #793), it
//! leaves keys beyond its kilobyte unread until the next one comes, and it takes the first byte of a sequence
//! that a slow line cuts in two for Esc.

use crate::keymap::{Chord, Key};

/// Something the terminal sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TerminalInput {
    /// A key.
    Key(Chord),
    /// A key right behind Esc: Alt is held, or Esc was pressed just before. The key itself has no Alt.
    AfterEsc(Chord),
    /// The mouse, at a column and row counted from 0.
    Mouse(Mouse, u16, u16),
    /// Text pasted at once.
    Paste(String),
    /// The cursor's row and column, from 1, as the terminal was asked for.
    Report(u32, u32),
    /// The colour of the terminal's ground, as it was asked for.
    Ground([u8; 3]),
}

/// What the mouse did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mouse {
    /// The left button went down.
    Press,
    /// The wheel turned up.
    WheelUp,
    /// The wheel turned down.
    WheelDown,
}

/// The longest sequence that is waited for; a longer one is no key.
const LONGEST: usize = 64;

/// The most pasted text that is kept, in bytes; the program has nothing but prompts to paste into.
const LONGEST_PASTE: usize = 1 << 16;

/// What begins the report of a colour of the ground.
const COLOUR: &[u8] = b"\x1b]11;";

const PASTE_START: &[u8] = b"\x1b[200~";
const PASTE_END: &[u8] = b"\x1b[201~";

/// Turns bytes into inputs, keeping what is not complete.
#[derive(Debug, Default)]
pub struct Parser {
    rest: Vec<u8>,
    /// The text of a paste that has begun.
    paste: Option<Vec<u8>>,
}

/// What stands at the head of the bytes.
enum Head {
    /// So many bytes that mean this, or nothing.
    Took(usize, Option<TerminalInput>),
    /// A paste begins behind so many bytes.
    Paste(usize),
    /// More bytes are needed to tell.
    More,
}

impl Parser {
    /// Reads on; appends what is complete.
    pub fn feed(&mut self, bytes: &[u8], inputs: &mut Vec<TerminalInput>) {
        self.rest.extend_from_slice(bytes);
        self.read(false, inputs);
    }

    /// Whether a sequence has begun that may go on, or be the key Esc.
    pub fn waits(&self) -> bool {
        self.paste.is_none() && !self.rest.is_empty()
    }

    /// Takes what is left for all there is: nothing came in time to complete it.
    pub fn settle(&mut self, inputs: &mut Vec<TerminalInput>) {
        if self.waits() {
            self.read(true, inputs);
        }
    }

    fn read(&mut self, last: bool, inputs: &mut Vec<TerminalInput>) {
        let mut at = 0;
        let rest = std::mem::take(&mut self.rest);
        while at < rest.len() {
            let bytes = &rest[at..];
            if let Some(paste) = &mut self.paste {
                let end = bytes.windows(PASTE_END.len()).position(|w| w == PASTE_END);
                // The end may be cut: its length less one stays for the next piece.
                let text = end.unwrap_or(bytes.len().saturating_sub(PASTE_END.len() - 1));
                let room = LONGEST_PASTE.saturating_sub(paste.len());
                paste.extend_from_slice(&bytes[..text.min(room)]);
                at += text;
                if end.is_none() {
                    break;
                }
                at += PASTE_END.len();
                let paste = self.paste.take().unwrap_or_default();
                inputs.push(TerminalInput::Paste(
                    String::from_utf8_lossy(&paste).into_owned(),
                ));
                continue;
            }
            match head(bytes, last) {
                Head::Took(length, input) => {
                    inputs.extend(input);
                    at += length.max(1);
                }
                Head::Paste(length) => {
                    self.paste = Some(Vec::new());
                    at += length;
                }
                Head::More => break,
            }
        }
        self.rest = rest.get(at..).unwrap_or_default().to_vec();
    }
}

/// A key alone.
fn alone(key: Key) -> TerminalInput {
    TerminalInput::Key(Chord::of(key))
}

/// Reads the head of the bytes, of which there is one at least.
fn head(bytes: &[u8], last: bool) -> Head {
    let took = |length, key| Head::Took(length, Some(alone(key)));
    match bytes {
        [0x1b] if last => took(1, Key::Esc),
        [0x1b] => Head::More,
        [0x1b, b'[', ..] => control_sequence(bytes, last),
        [0x1b, b']', ..] => colour(bytes, last).unwrap_or_else(|| behind_esc(bytes, last)),
        [0x1b, b'O'] if !last => Head::More,
        [
            0x1b,
            b'O',
            letter @ (b'A'..=b'D' | b'F' | b'H' | b'P'..=b'S' | b'M'),
            ..,
        ] => Head::Took(3, named(*letter).map(alone)),
        [0x1b, 0x1b] if !last => Head::More,
        // Some terminals put Esc before the sequence of a key that is held with Alt; else two are the key, twice.
        [0x1b, 0x1b, b'[' | b'O', ..] => behind_esc(bytes, last),
        [0x1b, 0x1b, ..] => took(1, Key::Esc),
        [0x1b, ..] => behind_esc(bytes, last),
        _ => plain(bytes, last),
    }
}

/// Reads what begins with Esc and is no sequence: a key held with Alt, or one pressed right behind Esc.
fn behind_esc(bytes: &[u8], last: bool) -> Head {
    match head(&bytes[1..], last) {
        Head::Took(length, Some(TerminalInput::Key(chord))) => {
            Head::Took(length + 1, Some(TerminalInput::AfterEsc(chord)))
        }
        Head::More => Head::More,
        _ => Head::Took(1, Some(alone(Key::Esc))),
    }
}

/// Reads a character or a control byte.
fn plain(bytes: &[u8], last: bool) -> Head {
    let first = bytes[0];
    let key = match first {
        b'\r' | b'\n' => Key::Enter,
        b'\t' => Key::Tab,
        0x7f | 0x08 => Key::Backspace,
        0 => return held_ctrl(' '),
        1..=26 => return held_ctrl(char::from(first - 1 + b'a')),
        28..=31 => return held_ctrl(char::from(first - 28 + b'4')),
        _ => {
            let length = match first {
                ..0x80 => 1,
                0xc2..0xe0 => 2,
                0xe0..0xf0 => 3,
                0xf0..0xf5 => 4,
                _ => return Head::Took(1, None),
            };
            let Some(own) = bytes.get(..length) else {
                return if last {
                    Head::Took(bytes.len(), None)
                } else {
                    Head::More
                };
            };
            let Some(c) = std::str::from_utf8(own).ok().and_then(|s| s.chars().next()) else {
                return Head::Took(1, None);
            };
            return Head::Took(length, Some(alone(Key::Char(c))));
        }
    };
    Head::Took(1, Some(alone(key)))
}

fn held_ctrl(c: char) -> Head {
    Head::Took(
        1,
        Some(TerminalInput::Key(Chord::with(
            Key::Char(c),
            true,
            false,
            false,
        ))),
    )
}

/// Reads what begins with `ESC [`.
fn control_sequence(bytes: &[u8], last: bool) -> Head {
    if bytes.starts_with(PASTE_START) {
        return Head::Paste(PASTE_START.len());
    }
    let body = &bytes[2..];
    let Some(length) = body.iter().position(|b| (0x40..=0x7e).contains(b)) else {
        return if last && body.is_empty() {
            Head::Took(2, Some(TerminalInput::AfterEsc(Chord::of(Key::Char('[')))))
        } else if last || body.len() > LONGEST {
            Head::Took(bytes.len(), None)
        } else {
            Head::More
        };
    };
    let end = 2 + length + 1;
    // The Linux console sends F1 to F5 as `ESC [ [ A` to `E`.
    if let [b'[', ..] = body {
        return match body.get(1) {
            Some(letter @ b'A'..=b'E') => {
                Head::Took(4, Some(alone(Key::Function(letter - b'A' + 1))))
            }
            Some(_) => Head::Took(3, None),
            None if last => Head::Took(3, None),
            None => Head::More,
        };
    }
    let parameters = std::str::from_utf8(&body[..length]).unwrap_or("");
    let last_byte = body[length];
    if let Some(parameters) = parameters.strip_prefix('<') {
        return Head::Took(end, mouse(parameters, last_byte));
    }
    let mut numbers = parameters.split(';').map(|n| {
        n.split(':')
            .next()
            .unwrap_or("")
            .parse::<u32>()
            .unwrap_or(0)
    });
    let first = numbers.next().unwrap_or(0);
    let second = numbers.next().unwrap_or(1);
    let held = second.saturating_sub(1);
    let key = match last_byte {
        b'Z' => Some(Key::Tab),
        b'~' => numbered(first),
        b'u' => char::from_u32(first).map(|c| match c {
            '\r' => Key::Enter,
            '\t' => Key::Tab,
            '\x1b' => Key::Esc,
            '\x7f' | '\x08' => Key::Backspace,
            c => Key::Char(c),
        }),
        // A report of the cursor's place looks like F3; only the first row's is told apart by no means.
        b'R' if first > 1 => return Head::Took(end, Some(TerminalInput::Report(first, second))),
        b'P'..=b'S' if first > 1 => None,
        letter => named(letter),
    };
    let shift = last_byte == b'Z' || held & 1 > 0;
    let input =
        key.map(|key| TerminalInput::Key(Chord::with(key, held & 4 > 0, held & 2 > 0, shift)));
    Head::Took(end, input)
}

/// Reads the report of the ground's colour, `ESC ] 11 ; rgb:R/G/B` and BEL or ST; `None` where it is none, but Esc and the
/// key `]`.
fn colour(bytes: &[u8], last: bool) -> Option<Head> {
    let (begun, body) = bytes.split_at(COLOUR.len().min(bytes.len()));
    if begun != COLOUR {
        return (!last && COLOUR.starts_with(begun)).then_some(Head::More);
    }
    let length = body
        .iter()
        .take(LONGEST)
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b':' | b'/' | b'#' | b'?'))
        .count();
    let (own, end) = body.split_at(length);
    let end = match end {
        [0x07 | 0x9c, ..] => 1,
        [0x1b, b'\\', ..] => 2,
        // rxvt-unicode's half of ST.
        [0x1b] | [] if !last && length < LONGEST => return Some(Head::More),
        [0x1b, ..] => 1,
        _ => 0,
    };
    let input = rgb(own).map(TerminalInput::Ground);
    Some(Head::Took(COLOUR.len() + length + end, input))
}

/// The colour that X11 writes `rgb:R/G/B` or `rgba:R/G/B/A`, each of one to four hexadecimal digits, or `#RRGGBB`.
fn rgb(written: &[u8]) -> Option<[u8; 3]> {
    let written = std::str::from_utf8(written).ok()?;
    if let Some(hex) = written.strip_prefix('#') {
        let value = u32::from_str_radix(hex, 16)
            .ok()
            .filter(|_| hex.len() == 6)?;
        let [_, r, g, b] = value.to_be_bytes();
        return Some([r, g, b]);
    }
    let (space, parts) = written.split_once(':')?;
    let count = match space {
        "rgb" => 3,
        "rgba" => 4,
        _ => return None,
    };
    let part = |digits: &str| {
        let most = (1_u32 << (4 * digits.len().clamp(1, 4))) - 1;
        let value = u32::from_str_radix(digits, 16)
            .ok()
            .filter(|v| *v <= most)?;
        u8::try_from(value * 255 / most).ok()
    };
    let parts: Vec<u8> = parts.split('/').map(part).collect::<Option<_>>()?;
    match parts[..] {
        [r, g, b, ..] if parts.len() == count => Some([r, g, b]),
        _ => None,
    }
}

/// The key a final letter stands for.
fn named(letter: u8) -> Option<Key> {
    Some(match letter {
        b'A' => Key::Up,
        b'B' => Key::Down,
        b'C' => Key::Right,
        b'D' => Key::Left,
        b'F' => Key::End,
        b'H' => Key::Home,
        b'M' => Key::Enter,
        b'P'..=b'S' => Key::Function(letter - b'P' + 1),
        _ => return None,
    })
}

/// The key a number before `~` stands for.
fn numbered(number: u32) -> Option<Key> {
    Some(match number {
        1 | 7 => Key::Home,
        2 => Key::Insert,
        3 => Key::Delete,
        4 | 8 => Key::End,
        5 => Key::PageUp,
        6 => Key::PageDown,
        11..=15 => Key::Function(u8::try_from(number - 10).ok()?),
        17..=21 => Key::Function(u8::try_from(number - 11).ok()?),
        23..=24 => Key::Function(u8::try_from(number - 12).ok()?),
        _ => return None,
    })
}

/// Reads the mouse in its SGR form: button, column, row.
fn mouse(parameters: &str, last_byte: u8) -> Option<TerminalInput> {
    let mut numbers = parameters.split(';').map(|n| n.parse::<u16>().ok());
    let (button, column, row) = (numbers.next()??, numbers.next()??, numbers.next()??);
    let what = match (button & !0b1_1100, last_byte) {
        (0, b'M') => Mouse::Press,
        (64, b'M') => Mouse::WheelUp,
        (65, b'M') => Mouse::WheelDown,
        _ => return None,
    };
    Some(TerminalInput::Mouse(
        what,
        column.saturating_sub(1),
        row.saturating_sub(1),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Inputs in short: keys as `C-a`, `A-x`, `S-Tab`, and `Esc+x` for one right behind Esc.
    fn read(pieces: &[&[u8]]) -> String {
        let (mut parser, mut inputs) = (Parser::default(), Vec::new());
        for piece in pieces {
            parser.feed(piece, &mut inputs);
        }
        parser.settle(&mut inputs);
        inputs.iter().map(short).collect::<Vec<_>>().join(" ")
    }

    fn short(input: &TerminalInput) -> String {
        let key = |k: &Chord| {
            let held = [(k.ctrl, "C-"), (k.alt, "A-"), (k.shift, "S-")];
            let held: String = held.iter().filter(|(on, _)| *on).map(|(_, s)| *s).collect();
            match k.key {
                Key::Char(c) => format!("{held}{c}"),
                other => format!("{held}{other:?}"),
            }
        };
        match input {
            TerminalInput::Key(chord) => key(chord),
            TerminalInput::AfterEsc(chord) => format!("Esc+{}", key(chord)),
            TerminalInput::Mouse(what, x, y) => format!("{what:?}@{x},{y}"),
            TerminalInput::Paste(text) => format!("paste:{text}"),
            TerminalInput::Report(row, column) => format!("{row};{column}"),
            TerminalInput::Ground([r, g, b]) => format!("{r},{g},{b}"),
        }
    }

    #[test]
    fn keys_as_terminals_send_them() {
        assert_eq!(
            read(&[b"jG \r\t\x7f\x1b[A\x1bOB\x1b[H\x1b[4~\x1b[5~\x1b[6~"]),
            "j G   Enter Tab Backspace Up Down Home End PageUp PageDown"
        );
        assert_eq!(read(&[b"\x03\x04\x0f\x1a\x0c"]), "C-c C-d C-o C-z C-l");
        assert_eq!(
            read(&[b"\x1b[1;3D\x1b[1;3C\x1b[1;5A\x1b[Z\x1b1\x1bj"]),
            "A-Left A-Right C-Up S-Tab Esc+1 Esc+j"
        );
        assert_eq!(
            read(&[b"\x1bOP\x1b[15~\x1b[17~\x1b[24~\x1b[[E"]),
            "Function(1) Function(5) Function(6) Function(12) Function(5)"
        );
        assert_eq!(read(&[b"\x1b[106;5u\x1b[27u\x1b[9;2u"]), "C-j Esc S-Tab");
    }

    #[test]
    fn characters_of_any_length() {
        assert_eq!(read(&["词é😀".as_bytes()]), "词 é 😀");
        assert_eq!(read(&[b"\xe8\xaf", b"\x8d", b"a"]), "词 a");
        assert_eq!(read(&[b"\xff\xc3(a\xe8\xaf"]), "( a");
    }

    #[test]
    fn esc_is_told_from_a_sequence_by_waiting() {
        assert_eq!(read(&[b"\x1b"]), "Esc");
        assert_eq!(read(&[b"\x1b", b"[A"]), "Up");
        assert_eq!(read(&[b"\x1b[", b"1;3", b"D"]), "A-Left");
        assert_eq!(read(&[b"\x1b\x1b"]), "Esc Esc");
        assert_eq!(read(&[b"\x1b["]), "Esc+[");
        assert_eq!(read(&[b"\x1bO"]), "Esc+O");
    }

    #[test]
    fn a_key_right_behind_esc_is_told_from_one_with_alt() {
        assert_eq!(read(&[b"\x1bj\x1b\r\x1b\x03"]), "Esc+j Esc+Enter Esc+C-c");
        assert_eq!(read(&["\x1b词".as_bytes()]), "Esc+词");
        assert_eq!(read(&[b"\x1b[106;3u\x1b[1;3D"]), "A-j A-Left");
        // Alt with an arrow, as rxvt sends it; Esc twice and a letter are three keys.
        assert_eq!(read(&[b"\x1b\x1b[D\x1b\x1bOA"]), "Esc+Left Esc+Up");
        assert_eq!(read(&[b"\x1b\x1b", b"[D"]), "Esc+Left");
        assert_eq!(read(&[b"\x1b\x1bj"]), "Esc Esc+j");
        assert_eq!(read(&[b"\x1b\x1b[<64;1;1M"]), "Esc WheelUp@0,0");
    }

    #[test]
    fn what_is_no_key_is_passed_over() {
        assert_eq!(read(&[b"\x1b[?62;22ca\x1b[99~b\x1b[Ic"]), "a b c");
        let mut long = b"\x1b[".to_vec();
        long.extend([b'1'; 500]);
        assert_eq!(read(&[&long, b"a"]), "a");
    }

    #[test]
    fn the_mouse() {
        assert_eq!(
            read(&[b"\x1b[<0;5;3M\x1b[<0;5;3m\x1b[<64;1;1M\x1b[<65;120;40M\x1b[<35;9;9M"]),
            "Press@4,2 WheelUp@0,0 WheelDown@119,39"
        );
    }

    #[test]
    fn a_paste_is_one_input_however_it_is_cut() {
        assert_eq!(
            read(&[b"a\x1b[200~q\x1b[A\rx\x1b[201~b"]),
            "a paste:q\u{1b}[A\rx b"
        );
        assert_eq!(
            read(&[b"\x1b[20", b"0~q", b"r\x1b[2", b"01~b"]),
            "paste:qr b"
        );
    }

    #[test]
    fn a_key_storm_is_read_whole() {
        let (mut parser, mut inputs) = (Parser::default(), Vec::new());
        parser.feed(&b"j".repeat(100_000), &mut inputs);
        assert_eq!(inputs.len(), 100_000);
    }

    proptest! {
        #[test]
        fn any_bytes_in_any_pieces_mean_the_same(bytes: Vec<u8>, cut in 0usize..64) {
            let cut = cut.min(bytes.len());
            let (mut whole, mut pieces) = (Vec::new(), Vec::new());
            let mut parser = Parser::default();
            parser.feed(&bytes, &mut whole);
            parser.settle(&mut whole);
            let mut parser = Parser::default();
            parser.feed(&bytes[..cut], &mut pieces);
            parser.feed(&bytes[cut..], &mut pieces);
            parser.settle(&mut pieces);
            prop_assert_eq!(whole, pieces);
        }
    }

    #[test]
    fn the_grounds_colour_is_no_key_however_it_is_written_and_cut() {
        for (report, expected) in [
            ("\x1b]11;rgb:ffff/0000/8080\x07", "255,0,128"),
            ("\x1b]11;rgb:ffff/0000/8080\x1b\\", "255,0,128"),
            ("\x1b]11;rgba:1e1e/1e1e/1e1e/ffff\x07", "30,30,30"),
            ("\x1b]11;rgb:1/8/f\x07", "17,136,255"),
            ("\x1b]11;#fdf6e3\x07", "253,246,227"),
            ("\x1b]11;rgb:ff/ff\x07", ""),
            ("\x1b]11;rgb:ff/ff/xx\x07", ""),
            ("\x1b]11;?\x07", ""),
        ] {
            let whole = format!("a{report}b");
            let expected = ["a", expected, "b"].join(" ").replace("  ", " ");
            assert_eq!(read(&[whole.as_bytes()]), expected, "{report:?}");
            let bytes = whole.as_bytes();
            for at in 0..bytes.len() {
                let (head, tail) = bytes.split_at(at);
                assert_eq!(read(&[head, tail]), expected, "{report:?} at {at}");
            }
        }
        // rxvt-unicode sends half of an end; what is typed behind it is a key.
        assert_eq!(read(&[b"\x1b]11;rgb:00/00/00\x1b", b"b"]), "0,0,0 b");
        assert_eq!(read(&[b"\x1b]", b"1"]), "Esc+] 1");
        let endless = [b"\x1b]11;".as_slice(), &[b'f'; 200]].concat();
        assert!(
            read(&[&endless]).contains('f'),
            "an end is waited for without end"
        );
    }
}
