//! Whatever a terminal sends at any size: its bytes mean the same however they are cut, no message panics, the viewport
//! stays within the text, and no cell and nothing copied steers the terminal.

use super::dice::Dice;
use super::{maker, steers};
use kanbao::app::corrections::Reread;
use kanbao::app::{Effect, Message, ReaderSettings, State, update};
use kanbao::keymap::Keymap;
use kanbao::language::Language;
use kanbao::loader::{self, Options};
use kanbao::terminal::keys::{Mouse, Parser, TerminalInput};
use kanbao::terminal::kind::TerminalKind;
use kanbao::terminal::paint::Painter;
use kanbao::theme::Theme;
use kanbao::typeset::Ambiguous;
use kanbao::view::view;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// What is pressed, as terminals send it.
const SENT: &[&[u8]] = &[
    b"j",
    b"n",
    b"p",
    b"]",
    b"[",
    b" ",
    b"G",
    b"g",
    b"o",
    b"l",
    b"h",
    b"\t",
    b"\r",
    b"/",
    b"f",
    b"?",
    b"q",
    b"v",
    b"t",
    b"P",
    b"y",
    b"Y",
    b"+",
    b"-",
    b"H",
    b"J",
    b"X",
    b"V",
    b"u",
    b"99",
    b"\x1b[A",
    b"\x1b[6~",
    b"\x1b[<0;40;9M",
    b"\x1b[<65;3;5M",
    b"\x1b[200~\xe6\xb1\x9f\n\x1b\x1b[201~",
    b"\x1b",
    b"\x1b[1;3D",
    b"\x1b[2;5R",
    b"\xe6\xb1\x9f",
    b"\x12",
];

const TERMINALS: &[&str] = &[
    "xterm-256color",
    "xterm",
    "linux",
    "vt100",
    "vt220",
    "screen",
    "dumb",
    "xterm-kitty",
];

pub fn holds(bytes: &[u8]) {
    let mut dice = Dice::new(bytes);
    let text = maker::text(&mut Dice::new(&bytes[..bytes.len() / 2]));
    let loaded = loader::load(text.into_bytes(), &Options::default());
    let keymap = Keymap::default();
    let language = dice.of(&[Language::Chinese, Language::English]);
    let settings = ReaderSettings {
        guide: keymap.guide(language),
        language,
        ..ReaderSettings::default()
    };
    let mut state = State::new(loaded.issue, loaded.defects, settings);
    let mut painter = Painter::new(TerminalKind::of(dice.of(TERMINALS), ""));
    let mut size = (80, 24);
    tell(&mut state, Message::Resize(size.0, size.1));
    let mut dice = Dice::new(&bytes[bytes.len() / 2..]);
    let mut sent: Vec<u8> = Vec::new();
    while !dice.ends() {
        match dice.below(8) {
            5 => sent.push(dice.byte()),
            6 => {
                size = (u16::from(dice.byte()), u16::from(dice.byte() % 70));
                tell(&mut state, Message::Resize(size.0, size.1));
            }
            7 => tell(
                &mut state,
                Message::Ambiguous(dice.of(&[Ambiguous::Wide, Ambiguous::Narrow])),
            ),
            _ => sent.extend(dice.of(SENT)),
        }
        for input in parsed(&sent, dice.below(sent.len() + 1)) {
            let message = match input {
                TerminalInput::Key(chord) | TerminalInput::AfterEsc(chord) => {
                    keymap.message(state.context(), chord)
                }
                TerminalInput::Paste(text) => Some(Message::Paste(text)),
                TerminalInput::Mouse(Mouse::Press, x, y) => Some(Message::Click(x, y)),
                TerminalInput::Mouse(what, x, y) => Some(Message::Wheel(
                    x,
                    y,
                    if what == Mouse::WheelUp { -3 } else { 3 },
                )),
                TerminalInput::Report(..) | TerminalInput::Ground(_) => None,
            };
            if let Some(message) = message {
                tell(&mut state, message);
            }
        }
        sent.clear();
        look(&state, size, &mut painter);
    }
}

/// What bytes mean, the same in one piece as in two.
fn parsed(bytes: &[u8], cut: usize) -> Vec<TerminalInput> {
    let read = |pieces: &[&[u8]]| {
        let (mut parser, mut inputs) = (Parser::default(), Vec::new());
        for piece in pieces {
            parser.feed(piece, &mut inputs);
        }
        parser.settle(&mut inputs);
        inputs
    };
    let whole = read(&[bytes]);
    assert_eq!(
        read(&[&bytes[..cut], &bytes[cut..]]),
        whole,
        "{bytes:?} cut at {cut}"
    );
    whole
}

/// Sends a message, and answers as the outside does where the source is to be read again.
fn tell(state: &mut State, message: Message) {
    let said = format!("{message:?}");
    for effect in update(state, message) {
        match effect {
            Effect::ReadAgain => {
                let loaded =
                    loader::reread(state.issue().source.clone(), None, state.corrections());
                let reread = Reread {
                    issue: loaded.issue,
                    defects: loaded.defects,
                    lines: loaded.applied,
                    unmet: loaded.unmet,
                };
                update(state, Message::Reread(Box::new(reread)));
            }
            Effect::Copy(text) => {
                let stray = text
                    .chars()
                    .find(|c| steers(*c) && !['\n', '\t'].contains(c));
                assert_eq!(stray, None, "copied by {said}");
            }
            _ => {}
        }
    }
    let view = state.viewport();
    assert!(
        view.top <= view.total.saturating_sub(view.height),
        "{view:?} after {said}"
    );
    assert!(
        state.article() < state.issue().articles().count().max(1),
        "after {said}"
    );
}

/// Draws the state, and paints it for the terminal.
fn look(state: &State, (columns, rows): (u16, u16), painter: &mut Painter) {
    let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
    view(state, &Theme::default(), &mut buffer);
    for cell in buffer.content() {
        assert!(!cell.symbol().contains(steers), "{:?}", cell.symbol());
    }
    painter.paint(&mut buffer, &mut Vec::new());
    state.place();
}
