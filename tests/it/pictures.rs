//! The pictures in the papers are those of the program: each has its screen as text beside it, which is drawn again here.
//! `scripts/pictures.py` makes both, and has this test write the texts.

use crate::reader::{Reader, rows};
use kanbao::{
    app::{self, State},
    config::Settings,
    keymap::Keymap,
    language::Language,
    loader,
    theme::{Background, Depth},
    typeset::Style,
    view::view,
};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use std::{fmt::Write, fs};

const AGAIN: &str =
    "the look has changed: run `python3 scripts/pictures.py`, and look at what it makes";

fn path(file: &str) -> String {
    format!("{}/{file}", env!("CARGO_MANIFEST_DIR"))
}

/// The list of pictures by name; none where this is the crate as it is packed, which leaves them out.
fn list() -> toml::Table {
    let Ok(text) = fs::read_to_string(path("docs/pictures/pictures.toml")) else {
        assert!(fs::exists(path(".cargo_vcs_info.json")).is_ok_and(|packed| packed));
        return toml::Table::new();
    };
    text.parse().expect("the list is TOML")
}

/// The screen that a picture shows.
fn screen(picture: &toml::Value) -> Buffer {
    let words = |of: &str| picture[of].as_array().expect("a list").iter();
    let mut settings = Settings::default();
    for word in words("set") {
        let word = word.as_str().expect("a setting");
        settings.set(word).unwrap_or_else(|e| panic!("{word}: {e}"));
    }
    let [columns, rows] = [0, 1].map(|n| {
        let cells = words("size").nth(n).and_then(toml::Value::as_integer);
        cells.and_then(|c| u16::try_from(c).ok()).expect("a size")
    });
    let sample = include_bytes!("../../assets/sample.txt").to_vec();
    let loaded = loader::load(sample, &loader::Options::default());
    let language = settings.language.unwrap_or(Language::English);
    let of_app = app::ReaderSettings {
        style: Style {
            ambiguous: settings.ambiguous.unwrap_or_default(),
            ..settings.style.clone()
        },
        measure: settings.measure,
        language,
        built_in: true,
        guide: Keymap::default().guide(language),
        ..app::ReaderSettings::default()
    };
    let state = State::new(loaded.issue, loaded.defects, of_app);
    let mut reader = Reader::start(state, columns, rows);
    reader.press(picture["keys"].as_str().expect("keys"));
    let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
    let ground = settings.ground.or(Some(Background::Dark));
    let theme = settings.theme().on(Depth::True, Modifier::all(), ground);
    view(&reader.state, &theme, &mut buffer);
    buffer
}

/// A screen as a file: its rows; then, a letter for each cell, how these look, and what the letters mean.
fn text(screen: &Buffer) -> String {
    let look = |cell: &Cell| format!("{} on {} {:?}", cell.fg, cell.bg, cell.modifier);
    let mut looks: Vec<String> = Vec::new();
    let mut grid = String::new();
    for row in screen.content().chunks(screen.area.width.into()) {
        for cell in row {
            let look = look(cell);
            let letter = looks.iter().position(|l| *l == look).unwrap_or_else(|| {
                looks.push(look);
                looks.len() - 1
            });
            let letter = u8::try_from(letter).map_or('?', |n| char::from(b'a' + n));
            grid.push(letter);
        }
        grid.push('\n');
    }
    let mut text = rows(screen).join("\n");
    text.push_str("\n\n\n");
    text.push_str(&grid);
    text.push('\n');
    for (letter, look) in ('a'..).zip(looks) {
        writeln!(text, "{letter} {look}").expect("a string takes all");
    }
    text
}

/// FNV-1a, 64 bits.
fn hash(bytes: &[u8]) -> String {
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

#[test]
fn the_pictures_are_the_programs() {
    let to_write = std::env::var_os("KANBAO_PICTURES").is_some_and(|v| v == "write");
    for (name, picture) in list() {
        let file = path(&format!("docs/pictures/{name}.txt"));
        let drawn = text(&screen(&picture));
        if to_write {
            fs::write(&file, &drawn).unwrap_or_else(|e| panic!("{file}: {e}"));
            continue;
        }
        let kept = fs::read_to_string(&file).unwrap_or_default();
        assert!(
            kept == drawn,
            "docs/pictures/{name}.txt: {AGAIN}; it is now\n\n{drawn}"
        );
        let file = path(&format!("docs/pictures/{name}.png"));
        let image = fs::read(&file).unwrap_or_default();
        let stamp = format!("Screen\0{}", hash(drawn.as_bytes()));
        assert!(
            image.windows(stamp.len()).any(|w| w == stamp.as_bytes()),
            "docs/pictures/{name}.png is not of the screen in {name}.txt: {AGAIN}"
        );
        assert!(image.len() < 120_000, "docs/pictures/{name}.png is large");
    }
}

/// README and the manual's pages in one language.
fn papers(readme: &str, folder: &str) -> String {
    let folder = path(folder);
    let files = fs::read_dir(&folder).unwrap_or_else(|e| panic!("{folder}: {e}"));
    let files = files.map(|file| file.expect("a file").path());
    let pages = files.filter(|file| file.extension().is_some_and(|e| e == "md"));
    let all = std::iter::once(path(readme).into()).chain(pages);
    all.map(|file| fs::read_to_string(file).expect("a page"))
        .collect()
}

#[test]
fn the_papers_show_the_pictures() {
    let papers = [
        papers("README.md", "docs"),
        papers("README.zh-CN.md", "docs/zh-CN"),
    ];
    // Markdown's picture, with words for who cannot see it.
    let shows = |paper: &String, name: &str| {
        let shown = format!("pictures/{name}.png)");
        paper
            .lines()
            .any(|l| l.contains(&shown) && l.starts_with("![") && !l.starts_with("![]"))
    };
    for name in list().keys() {
        let bare = name.trim_end_matches("-zh");
        assert!(
            papers.iter().any(|p| shows(p, name)),
            "no paper shows {name}"
        );
        assert!(
            papers
                .iter()
                .all(|p| shows(p, bare) || shows(p, &format!("{bare}-zh"))),
            "a paper leaves out {bare}"
        );
    }
}
