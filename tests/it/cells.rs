//! Every cell where we think it is: screens go through the real painter to emulators, cell by cell compared.

use crate::grid::{Grid, Opinion};
use crate::reader::Reader;
use kanbao::app::{Message, ReaderSettings, State};
use kanbao::keymap::Keymap;
use kanbao::language::Language;
use kanbao::loader::{self, Loaded, Options};
use kanbao::terminal::ask::{Answer, QUESTION, answer};
use kanbao::terminal::kind::TerminalKind;
use kanbao::terminal::paint::Painter;
use kanbao::theme::Theme;
use kanbao::typeset::{Ambiguous, Style, cluster::is_drawn_wide};
use kanbao::view::signs::plain;
use kanbao::view::view;
use ratatui::buffer::{Buffer, CellWidth as _};
use ratatui::layout::Rect;
use std::fmt::Write as _;
use std::path::Path;

/// One of each class of character that terminals treat by its own rule.
const CLASSES: &[&str] = &[
    "茶",
    "，",
    "。”",
    "“茶”",
    "‘茶’",
    "——",
    "……",
    "·",
    "①",
    "★",
    "●",
    "→",
    "×",
    "℃",
    "※",
    "─",
    "│",
    "℡",
    "Ⅳ",
    "é",
    "ñ",
    "e\u{301}",
    "o\u{323}\u{302}",
    "ж",
    "Ж\u{301}",
    "Ω",
    "ア",
    "ｱ",
    "ｶﾞ",
    "ﾊﾟ",
    "か\u{3099}",
    "각",
    "\u{1112}\u{1161}\u{11ab}",
    "กำ",
    "ก็",
    "क्षि",
    "नी",
    "ب",
    "لا",
    "א",
    "𠮷",
    "〇",
    "㊣",
    "㎏",
    "ℳ",
    "葛\u{E0100}",
    "Ａ",
    "￥",
    "🚀",
    "❤",
    "❤\u{FE0F}",
    "☀",
    "☀\u{FE0F}",
    "☀\u{FE0E}",
    "1\u{FE0F}\u{20E3}",
    "👍",
    "👍🏽",
    "🇨🇳",
    "👨\u{200D}👩\u{200D}👧",
    "👩🏽\u{200D}🚀",
    "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
    "🀄",
    "▸",
    "✓",
    "▌",
    "═",
    "\u{E000}",
    "\u{FFFD}",
    "a\u{200B}b",
    "a\u{AD}b",
    "a\u{A0}b",
    "\u{3000}",
    "␛",
    "⿰",
    "𝒳",
    "㉈",
    "☰",
];

/// A bulletin in which every class stands in headlines, in running text, in lists and beside Latin and Han.
fn bulletin() -> String {
    let mut text = String::from("# 鹭汀报 2025年3月4日 第7期\n\n## 第01版：要闻\n\n");
    for class in CLASSES {
        let _ = write!(
            text,
            "### 新茶{class}上市 x{class}y{class}\n\n{class}茶农{class}，a{class}b {class} 说{class}{class}。山上的雾散得早，\
             采茶的人{class}也走得早，到晌午篮子便满了{class}\n\n- {class} 一项{class}\n- 二项 {class}\n\n"
        );
    }
    text
}

fn load(text: &[u8]) -> Loaded {
    loader::load(text.to_vec(), &Options::default())
}

/// A reader of what was loaded, as the program opens it.
fn reader(loaded: &Loaded, ambiguous: Ambiguous, size: (u16, u16)) -> Reader {
    let language = Language::Chinese;
    let settings = ReaderSettings {
        style: Style {
            ambiguous,
            ..Style::default()
        },
        language,
        guide: Keymap::default().guide(language),
        ..ReaderSettings::default()
    };
    let state = State::new(loaded.issue.clone(), loaded.defects.clone(), settings);
    Reader::start(state, size.0, size.1)
}

/// What a cell of an emulator shows; the second half of a wide character shows nothing.
type Seen<'a> = dyn Fn(u16, u16) -> String + 'a;

/// Compares all cells: what is one character, or what an emulator joins, must be there and take the cells we think, or
/// have a blank in the second that was kept behind it; of what it takes to pieces, the first piece. `unseen` is what the
/// emulator does not show.
fn compare(buffer: &Buffer, seen: &Seen, [joins, ascii]: [bool; 2], unseen: &str, what: &str) {
    let area = buffer.area;
    for y in 0..area.height {
        let row = || (0..area.width).map(|x| seen(x, y)).collect::<Vec<_>>();
        let mut x = 0;
        while x < area.width {
            let cell = &buffer[(x, y)];
            let width = cell.cell_width().max(1);
            let mut symbol = cell.symbol();
            if ascii && width == 1 {
                symbol = plain(symbol).unwrap_or(symbol);
            }
            let shown = seen(x, y);
            let shown = if shown.is_empty() && symbol == " " {
                " "
            } else {
                &shown
            };
            let pieces = symbol.chars().count() > 1;
            if symbol == unseen {
                // Nothing to compare.
            } else if pieces && !joins {
                let first = symbol.chars().next().unwrap_or(' ');
                assert!(
                    shown.starts_with(first),
                    "{what}: {x},{y} {symbol:?}: {:?}",
                    row()
                );
            } else {
                assert_eq!(shown, symbol, "{what}: {x},{y}: {:?}", row());
                let kept =
                    width > 1 && symbol.chars().all(is_drawn_wide) && !what.contains("wide: true");
                for half in x + 1..x + width {
                    let second = seen(half, y);
                    assert!(
                        second.is_empty() || kept && second == " ",
                        "{what}: {half},{y} behind {symbol:?}: {:?}",
                        row()
                    );
                }
            }
            x += width;
        }
    }
}

/// A terminal of one kind of which every frame is compared.
enum Emulator {
    Vt100(Box<vt100::Parser>),
    Grid(Grid, Opinion),
}

struct Screen {
    painter: Painter,
    theme: Theme,
    plain: bool,
    emulator: Emulator,
    what: String,
}

impl Screen {
    fn vt100(size: (u16, u16)) -> Self {
        let sides = [size.1, size.0].map(|cells| cells.try_into().expect("a window has cells"));
        let mut parser = vt100::Parser::new(sides[0], sides[1], 0);
        parser.process(b"\x1b[?7l");
        Self {
            painter: Painter::new(TerminalKind::of("xterm-256color", "truecolor")),
            theme: Theme::default(),
            plain: false,
            emulator: Emulator::Vt100(Box::new(parser)),
            what: format!("vt100 {size:?}"),
        }
    }

    fn grid(term: &str, opinion: Opinion, size: (u16, u16)) -> Self {
        let kind = TerminalKind::of(term, "");
        Self {
            painter: Painter::new(kind),
            theme: Theme::default().on(kind.depth, kind.attributes, None),
            plain: kind.plain,
            emulator: Emulator::Grid(Grid::new(size.0, size.1), opinion),
            what: format!("{term} {opinion:?} {size:?}"),
        }
    }

    fn draw(&mut self, state: &State, area: Rect) {
        let buffer = &mut Buffer::empty(area);
        view(state, &self.theme, buffer);
        let mut out = Vec::new();
        self.painter.paint(&mut buffer.clone(), &mut out);
        match &mut self.emulator {
            Emulator::Vt100(parser) => {
                parser.process(&out);
                let screen = parser.screen();
                let seen = |x, y| {
                    screen
                        .cell(y, x)
                        .map_or(String::new(), |c| c.contents().to_owned())
                };
                // The crate takes U+FFFD for a fault of its own reading, and leaves it out.
                compare(buffer, &seen, [false, false], "\u{FFFD}", &self.what);
            }
            Emulator::Grid(grid, opinion) => {
                grid.feed(&out, *opinion);
                let seen = |x, y| grid.cell(x, y).to_owned();
                compare(buffer, &seen, [opinion.joins, self.plain], "", &self.what);
            }
        }
    }
}

/// The emulators for terminals that show ambiguous characters so.
fn emulators(ambiguous: Ambiguous, size: (u16, u16)) -> Vec<Screen> {
    let wide = ambiguous == Ambiguous::Wide;
    let opinion = |joins, old| Opinion { wide, joins, old };
    let mut all = vec![
        Screen::grid("xterm-256color", opinion(true, false), size),
        Screen::grid("tmux-256color", opinion(false, false), size),
        Screen::grid("screen", opinion(false, false), size),
    ];
    if !wide {
        all.push(Screen::vt100(size));
        all.push(Screen::grid("vt100", opinion(false, true), size));
        all.push(Screen::grid(
            "linux",
            Opinion {
                old: false,
                ..opinion(false, true)
            },
            size,
        ));
    }
    all
}

/// Walks through an issue and compares every screen in every emulator.
fn walk(
    loaded: &Loaded,
    ambiguous: Ambiguous,
    size: (u16, u16),
    [first, on]: [&str; 2],
    most: usize,
) {
    let mut reader = reader(loaded, ambiguous, size);
    let mut screens = emulators(ambiguous, size);
    let mut before = None;
    for key in std::iter::once(first).chain(std::iter::repeat_n(on, most)) {
        reader.press(key);
        let buffer = reader.buffer();
        if before.as_ref() == Some(&buffer) {
            break;
        }
        for screen in &mut screens {
            screen.draw(&reader.state, buffer.area);
        }
        before = Some(buffer);
    }
}

const KINDS: [Ambiguous; 2] = [Ambiguous::Narrow, Ambiguous::Wide];

#[test]
fn every_class_of_character_stands_where_it_is_thought_to() {
    let loaded = load(bulletin().as_bytes());
    for ambiguous in KINDS {
        for size in [(120, 40), (80, 24), (40, 12)] {
            walk(&loaded, ambiguous, size, ["", "n"], 20);
            walk(&loaded, ambiguous, size, ["<Enter>", "<Space>"], 12);
        }
        walk(&loaded, ambiguous, (96, 30), ["", "n"], CLASSES.len());
        walk(&loaded, ambiguous, (80, 24), ["o", "<Space>"], 12);
        walk(&loaded, ambiguous, (80, 24), ["<Enter>v", "<Space>"], 12);
        walk(&loaded, ambiguous, (100, 30), ["P", "n"], 12);
        walk(&loaded, ambiguous, (60, 20), ["t<Enter>", "<Space>"], 4);
        walk(&loaded, ambiguous, (60, 20), ["?", "<Space>"], 4);
        walk(&loaded, ambiguous, (100, 30), ["/茶<Enter>", "n"], 6);
    }
}

#[test]
fn a_cell_is_blank_behind_every_character_that_is_drawn_over_it() {
    let loaded = load(bulletin().as_bytes());
    let spaced = Ambiguous::Spaced;
    for size in [(120, 40), (61, 20)] {
        walk(&loaded, spaced, size, ["", "n"], 20);
        walk(&loaded, spaced, size, ["<Enter>", "<Space>"], 8);
    }
    walk(&loaded, spaced, (80, 24), ["o", "<Space>"], 8);
    walk(&loaded, spaced, (80, 24), ["<Enter>v", "<Space>"], 8);
    walk(&loaded, spaced, (100, 30), ["/茶<Enter>", "n"], 4);
}

/// What no terminal can act on is shown as what it is, never as a replacement.
#[test]
fn no_class_of_character_is_taken_for_a_command() {
    let loaded = load(bulletin().replace('\u{FFFD}', "").as_bytes());
    let mut reader = reader(&loaded, Ambiguous::Narrow, (96, 30));
    for class in CLASSES {
        let replaced = reader
            .rows()
            .into_iter()
            .find(|row| row.contains('\u{FFFD}'));
        assert_eq!(replaced, None, "{class:?}");
        reader.press("n");
    }
}

#[test]
fn a_window_that_changes_and_a_terminal_that_tells_later_leave_no_wrong_cell() {
    let loaded = load(bulletin().as_bytes());
    let mut reader = reader(&loaded, Ambiguous::Narrow, (100, 30));
    reader.press("nnn<Enter>");
    let mut screen = Screen::grid(
        "xterm-256color",
        Opinion {
            wide: true,
            joins: true,
            old: false,
        },
        (100, 30),
    );
    // Drawn as narrow, what the terminal shows is not what was meant; told, everything is drawn anew.
    let mut out = Vec::new();
    screen.painter.paint(&mut reader.buffer().clone(), &mut out);
    if let Emulator::Grid(grid, opinion) = &mut screen.emulator {
        grid.feed(&out, *opinion);
    }
    reader.tell(Message::Ambiguous(Ambiguous::Wide));
    screen.painter.forget();
    screen.draw(&reader.state, reader.buffer().area);
    for size in [(33, 9), (100, 30), (61, 30)] {
        let mut other = Screen::grid(
            "xterm-256color",
            Opinion {
                wide: true,
                joins: true,
                old: false,
            },
            size,
        );
        reader.tell(Message::Resize(size.0, size.1));
        other.draw(&reader.state, reader.buffer().area);
    }
}

#[test]
fn the_question_is_answered_by_the_kind_and_leaves_nothing_behind() {
    for (ambiguous, wide) in [(Ambiguous::Narrow, false), (Ambiguous::Wide, true)] {
        for (joins, old) in [(true, false), (false, false), (false, true)] {
            let mut grid = Grid::new(40, 12);
            let opinion = Opinion { wide, joins, old };
            grid.feed(b"\x1b[2J", opinion);
            grid.feed(QUESTION, opinion);
            let told = grid
                .told
                .map(|(row, column)| [row, column].map(|n| u32::try_from(n).unwrap_or(0)));
            let told = told.and_then(|[row, column]| answer(row, column));
            assert_eq!(told, Some(Answer::Shows(ambiguous)));
            assert!((0..40).all(|x| grid.cell(x, 1) == " "));
        }
    }
}

/// What a wide cell's second half held before must not come back.
#[test]
fn drawing_over_half_of_a_wide_character_leaves_no_other_half() {
    for ambiguous in KINDS {
        let size = (40, 12);
        let mut screens = emulators(ambiguous, size);
        // The crate cannot be told not to wrap lines: pieces of a cluster at the edge come to the next row.
        screens.retain(|screen| matches!(screen.emulator, Emulator::Grid(..)));
        for n in 0..CLASSES.len() {
            let shift = " ".repeat(n % 3);
            let row: String = CLASSES
                .iter()
                .cycle()
                .skip(n * 7)
                .take(30)
                .copied()
                .collect();
            let text = format!("# 头{shift}{row}\n\n{shift}a{row}{row}\n");
            let mut reader = reader(&load(text.as_bytes()), ambiguous, size);
            reader.press("<Enter>");
            let buffer = reader.buffer();
            for screen in &mut screens {
                screen.draw(&reader.state, buffer.area);
            }
        }
    }
}

/// The words of an issue that is told as data, a line each, headlines marked as such.
fn words(value: &serde_json::Value, name: &str, text: &mut String) {
    use serde_json::Value;
    match value {
        Value::String(words) => {
            let mark = if name == "headline" { "# " } else { "" };
            let _ = write!(text, "{mark}{words}\n\n");
        }
        Value::Array(values) => values.iter().for_each(|v| words(v, name, text)),
        Value::Object(values) => values.iter().for_each(|(name, v)| words(v, name, text)),
        _ => {}
    }
}

/// The open issues stand beside a checkout of the project, or where `KANBAO_SHARED` says; without them there is nothing
/// to see here. `KANBAO_SCREENS` says how many screens of each are compared, where more than a few are wanted.
#[test]
fn every_cell_of_the_open_issues_stands_where_it_is_thought_to() {
    let of = |name| std::env::var_os(name);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let shared = of("KANBAO_SHARED").map_or(beside, Into::into);
    let most = of("KANBAO_SCREENS").and_then(|n| n.to_str()?.parse().ok());
    let most = most.unwrap_or(3);
    for folder in ["samples", "eval/issues"] {
        let Ok(files) = std::fs::read_dir(shared.join(folder)) else {
            continue;
        };
        for path in files.flatten().map(|file| file.path()) {
            let Ok(mut text) = std::fs::read(&path) else {
                continue;
            };
            if path.extension().is_some_and(|e| e == "json") {
                let value = serde_json::from_slice(&text).expect("JSON");
                let mut lines = String::new();
                words(&value, "", &mut lines);
                text = lines.into();
            }
            let loaded = load(&text);
            for ambiguous in KINDS {
                walk(&loaded, ambiguous, (120, 40), ["", "n"], most);
                walk(&loaded, ambiguous, (80, 24), ["<Enter>", "<Space>"], most);
            }
        }
    }
}
