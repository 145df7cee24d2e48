//! The loop: draw if something changed, wait, turn what happened into messages, update, perform.

use crate::app::{self, Effect, Message, Place, State, update};
use crate::cli::Origin;
use crate::config::Settings;
use crate::keymap::Keymap;
use crate::language::{Language, words::Notice};
use crate::loader::Loaded;
use crate::store::{self, Bulletin, Store};
use crate::terminal::keys::{Input, Mouse};
use crate::terminal::{self, Event, Terminal};
use crate::theme::Theme;
use crate::view::view;
use std::io;
use std::path::Path;

/// Rows the wheel turns at a time.
const WHEEL_ROWS: i32 = 3;

/// Why reading ended otherwise than by the reader's wish.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The terminal cannot be read in.
    #[error("the terminal cannot be used")]
    Terminal(#[from] terminal::Error),
    /// The terminal failed while it was read in.
    #[error("the terminal failed")]
    Screen(#[from] io::Error),
}

/// How the loop goes on.
enum Next {
    On,
    Leave,
    /// End as this signal ends a program.
    End(i32),
}

/// A reading: the state, and what it is kept with.
struct Reading<'a> {
    state: State,
    keymap: Keymap,
    theme: Theme,
    language: Language,
    store: Store,
    bulletin: Bulletin,
    origin: &'a Origin,
    /// The place as it was found or kept last.
    before: Place,
    /// Whether the store was complained about: once is enough.
    warned: bool,
    /// Whether place and marks are to be kept when no key is waiting.
    to_keep: bool,
}

/// Reads an issue in the terminal until the reader leaves.
pub fn run(loaded: Loaded, origin: &Origin, settings: &Settings, language: Language) -> Result<(), Error> {
    let mut reading = Reading::new(loaded, origin, settings, language);
    let mut size = terminal::size().unwrap_or(terminal::UNKNOWN_SIZE);
    reading.state_update(Message::Resize(size.0, size.1));
    let mut terminal = Terminal::open()?;
    loop {
        terminal.draw(size, |buffer| view(&reading.state, &reading.theme, buffer))?;
        if std::mem::take(&mut reading.to_keep) {
            reading.keep();
            terminal.draw(size, |buffer| view(&reading.state, &reading.theme, buffer))?;
        }
        for event in terminal.wait()? {
            if let Event::Resize(columns, rows) = event {
                size = (columns, rows);
            }
            match reading.take(event, &mut terminal)? {
                Next::On => {}
                Next::Leave => {
                    drop(terminal);
                    reading.keep();
                    return Ok(());
                }
                Next::End(signal) => {
                    reading.keep();
                    return Ok(terminal.end(signal)?);
                }
            }
        }
        // After a stop the window may have another size, of which only the program in front was told.
        let now = terminal.size();
        if now != size {
            size = now;
            reading.state_update(Message::Resize(size.0, size.1));
        }
    }
}

impl<'a> Reading<'a> {
    fn new(loaded: Loaded, origin: &'a Origin, settings: &Settings, language: Language) -> Self {
        let keymap = Keymap::default();
        let store = Store::of_user();
        let path = match origin {
            Origin::File(path) => Some(path.as_path()),
            Origin::Sample | Origin::Standard => None,
        };
        let bulletin = Bulletin::new(&loaded.issue, path);
        let built_in = *origin == Origin::Sample;
        let name = |path: &Path| path.file_name().map(|name| crate::cli::shown(Path::new(name)));
        let settings = app::Settings {
            style: settings.style.clone(),
            measure: settings.measure,
            language,
            file: path.and_then(name).unwrap_or_default(),
            built_in,
            last_file: if built_in { store.last().map(|path| crate::cli::shown(&path)) } else { None },
            guide: keymap.guide(language),
        };
        let theme = Theme::default();
        let mut state = State::new(loaded.issue, loaded.defects, settings);
        if let Some(place) = store.find(&bulletin) {
            state.restore(&place);
        }
        let before = state.place();
        Self { state, keymap, theme, language, store, bulletin, origin, before, warned: false, to_keep: true }
    }
}
