//! The loop: draw if something changed, wait, turn what happened into messages, update, perform.

mod answers;
pub mod error;
mod guide;
mod start;

use crate::app::corrections::Reread;
use crate::app::{self, Effect, Message, Place, State, update};
use crate::config::Settings;
use crate::correction::Correction;
use crate::keymap::{Chord, Key, Keymap};
use crate::language::Language;
use crate::language::words::Notice;
use crate::loader::{self, Rules};
use crate::open::Opened;
use crate::open::kept::{self, sidecar_error, sidecar_notice, state_error};
use crate::open::origin::{Origin, shown};
use crate::run::error::Error;
pub use crate::run::start::Beside;
use crate::store::{self, Bulletin, LONG_PATIENCE, PATIENCE, Sidecar, SidecarError, Store};
use crate::tell;
use crate::terminal::keys::{Mouse, TerminalInput};
use crate::terminal::kind::TerminalKind;
use crate::terminal::{self, Event, Terminal, locale};
use crate::theme::Theme;
use crate::typeset::Style;
use crate::view::{caret, hyperlinks, view};
use answers::Asked;
use std::collections::VecDeque;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// Rows the wheel turns at a time.
const WHEEL_ROWS: i32 = 3;

/// How the loop goes on.
enum Next {
    On,
    Leave,
    /// End as this signal ends a program.
    End(i32),
}

/// A reading: the state, and what it is kept with.
struct Reading {
    state: State,
    keymap: Keymap,
    theme: Theme,
    language: Language,
    store: Store,
    bulletin: Bulletin,
    /// The rules it was read by, and is read by again; `None` for the built-in ones.
    rules: Option<Arc<Rules>>,
    /// Where corrections are kept, if they are.
    sidecar: Option<Sidecar>,
    /// The corrections as they were found or kept last.
    kept: Vec<Correction>,
    /// The place as it was found or kept last.
    before: Place,
    /// What the terminal is asked, and what it has told.
    asked: Asked,
    /// Whether a blank cell is kept behind what fonts draw over the next.
    spaced: bool,
    /// Whether the locale is one of UTF-8. In another the terminal has to tell that it reads that.
    utf8: bool,
    /// Whether the window's title is set.
    titled: bool,
    /// Whether words are links in the terminal.
    linked: bool,
    /// Whether corrections are still to be kept, and whether it was told that they cannot be.
    unkept: Option<bool>,
    /// Whether the store was complained about: once is enough.
    warned: bool,
    /// Whether place and marks are to be kept when no key is waiting.
    to_keep: bool,
}

/// Reads an issue in the terminal until the reader leaves.
/// What else was named is told of.
pub fn run(
    opened: Opened,
    beside: &Beside,
    settings: &Settings,
    language: Language,
) -> Result<(), Error> {
    let mut reading = Reading::new(opened, beside, settings, language);
    let mut size = terminal::size().unwrap_or(terminal::UNKNOWN_SIZE);
    update(&mut reading.state, Message::Resize(size.0, size.1));
    let mut terminal = Terminal::open()?;
    terminal.copy_to(settings.clipboard.clone());
    if !reading.utf8 {
        terminal.keep_to_ascii(true);
    }
    reading.ask(&mut terminal);
    loop {
        if reading.titled {
            terminal.call(reading.state.title());
        }
        reading.draw(size, &mut terminal)?;
        if std::mem::take(&mut reading.to_keep) {
            reading.keep();
            reading.draw(size, &mut terminal)?;
        }
        for event in terminal.wait()? {
            if let Event::Resize(columns, rows) = event {
                size = (columns, rows);
            }
            match reading.take(event, &mut terminal)? {
                Next::On => {}
                Next::Leave => {
                    drop(terminal);
                    return reading.leave();
                }
                Next::End(signal) => {
                    let left = reading.leave();
                    return Ok(terminal.end(signal, || tell(left.err()))?);
                }
            }
        }
        // After a stop the window may have another size, of which only the program in front was told.
        let now = terminal.size();
        if now != size {
            size = now;
            update(&mut reading.state, Message::Resize(size.0, size.1));
        }
    }
}

impl Reading {
    fn new(opened: Opened, beside: &Beside, settings: &Settings, language: Language) -> Self {
        let Opened {
            loaded,
            origin,
            corrections,
            rules,
            faults,
            sidecar,
            wrong,
        } = opened;
        let keymap = Keymap::default();
        let store = Store::of_user();
        let path = origin.path();
        // What a pipe brings is not to be found again by its path.
        let lasts = |path: &&Path| path.is_file() || path.is_dir();
        let bulletin = Bulletin::new(&loaded.issue, path.filter(lasts));
        let built_in = origin == Origin::Sample;
        let last = built_in.then(|| store.last()).flatten();
        let name = |path: &Path| path.file_name().map(|name| shown(Path::new(name)));
        let kind = TerminalKind::here();
        // What a terminal of this name has told before is the first guess: another may have the same name.
        let asked = Asked::by(settings);
        let kept = asked.first_guess(&store);
        let shows = settings.ambiguous.or(kept.ambiguous).unwrap_or_default();
        let ground = settings.ground.or(kept.ground);
        let theme = settings.theme().on(kind.depth, kind.attributes, ground);
        let spaced = settings.spaced && !kind.plain;
        let ambiguous = if spaced { shows.spaced() } else { shows };
        let titled = settings.title;
        let mut help = keymap.guide(language);
        let files = guide::files(&origin, sidecar.as_ref(), &store, language);
        help.lines.extend(files);
        help.lines.extend(guide::settings(settings, language));
        let linked = kind.shows_links(settings.links);
        let settings = app::ReaderSettings {
            style: Style {
                ambiguous,
                links: !linked,
                ..settings.style.clone()
            },
            measure: settings.measure,
            legs: settings.legs,
            language,
            file: path.and_then(name).unwrap_or_default(),
            built_in,
            last_file: last.map(|path| shown(&path)),
            guide: help,
        };
        let mut state = State::new(loaded.issue, loaded.defects, settings);
        state.take_corrections(corrections.clone(), loaded.applied);
        if let Some(place) = store.find(&bulletin) {
            state.restore(&place);
        }
        let makes = sidecar.as_ref().and_then(Sidecar::would_make);
        if let Some(name) = makes.and_then(name) {
            state.ask_before_writing(name);
        }
        let said = start::notices(beside, &faults, wrong.as_ref(), &store, language);
        if !said.is_empty() {
            let notice = Notice::Other(said.join(language.say("；", "; ")));
            update(&mut state, Message::Notify(notice));
        }
        let before = state.place();
        Self {
            state,
            keymap,
            theme,
            language,
            store,
            bulletin,
            rules,
            sidecar,
            kept: corrections,
            before,
            asked,
            spaced,
            utf8: locale::is_utf8(),
            titled,
            linked,
            unkept: None,
            warned: false,
            to_keep: true,
        }
    }

    /// Draws all of it, and tells where the cursor belongs.
    fn draw(&self, size: (u16, u16), terminal: &mut Terminal) -> io::Result<()> {
        if self.linked {
            terminal.link(hyperlinks(&self.state));
        }
        terminal.draw(size, |buffer| {
            view(&self.state, &self.theme, buffer);
            caret(&self.state)
        })
    }

    /// Takes up what happened.
    fn take(&mut self, event: Event, terminal: &mut Terminal) -> io::Result<Next> {
        let message = match event {
            Event::Input(TerminalInput::Key(chord)) => self.meaning(chord),
            Event::Input(TerminalInput::AfterEsc(chord)) => {
                let held = Chord { alt: true, ..chord };
                let Some(message) = self.meaning(held) else {
                    return self.after_esc(chord, terminal);
                };
                Some(message)
            }
            Event::Input(TerminalInput::Paste(text)) => Some(Message::Paste(text)),
            Event::Input(TerminalInput::Mouse(what, column, row)) => Some(match what {
                Mouse::Press => Message::Click(column, row),
                Mouse::WheelUp => Message::Wheel(column, row, -WHEEL_ROWS),
                Mouse::WheelDown => Message::Wheel(column, row, WHEEL_ROWS),
            }),
            // Asked for, reports come as answers.
            Event::Input(TerminalInput::Report(..) | TerminalInput::Ground(_)) => None,
            Event::Ground(ground) => {
                self.grounded(ground);
                None
            }
            Event::Answer(answer) => self.answered(answer, terminal),
            Event::Silent => Some(Message::Notify(Notice::Utf8Unknown)),
            Event::Tmux(reads) => self.read_by_tmux(reads, terminal),
            Event::Copied(copied) => Some(Message::Copied(copied)),
            Event::Resize(columns, rows) => Some(Message::Resize(columns, rows)),
            Event::Stop => Some(Message::Suspend),
            Event::Redraw => None,
            Event::End(signal) => return Ok(Next::End(signal)),
            Event::Gone => return Ok(Next::Leave),
        };
        let mut effects = VecDeque::new();
        effects.extend(message.map_or_else(Vec::new, |message| update(&mut self.state, message)));
        while let Some(effect) = effects.pop_front() {
            match effect {
                Effect::Quit => return Ok(Next::Leave),
                Effect::Suspend => {
                    self.keep();
                    terminal.stop()?;
                }
                Effect::Copy(text) => {
                    if let Some(copied) = terminal.copy(text)? {
                        update(&mut self.state, Message::Copied(copied));
                    }
                }
                Effect::Keep => self.to_keep = true,
                Effect::ReadAgain => effects.extend(self.read_again()),
                Effect::KeepCorrections => {
                    self.unkept = Some(false);
                    self.to_keep = true;
                }
                // What looks wrong may be so because the terminal has been set up anew.
                Effect::Redraw => {
                    terminal.forget();
                    self.ask(terminal);
                }
            }
        }
        Ok(Next::On)
    }

    /// Takes up Esc, then a key: what that means may be another thing by then.
    fn after_esc(&mut self, chord: Chord, terminal: &mut Terminal) -> io::Result<Next> {
        let key = |chord| Event::Input(TerminalInput::Key(chord));
        match self.take(key(Chord::of(Key::Esc)), terminal)? {
            Next::On => self.take(key(chord), terminal),
            left => Ok(left),
        }
    }

    /// What a chord means where the reader is.
    fn meaning(&self, chord: Chord) -> Option<Message> {
        self.keymap.message(self.state.context(), chord)
    }

    /// Reads the source again with the corrections, and gives what is to be done then.
    fn read_again(&mut self) -> Vec<Effect> {
        let source = self.state.issue().source.clone();
        let loaded = loader::reread(source, self.rules.as_deref(), self.state.corrections());
        let reread = Reread {
            issue: loaded.issue,
            defects: loaded.defects,
            lines: loaded.applied,
            unmet: loaded.unmet,
        };
        let effects = update(&mut self.state, Message::Reread(Box::new(reread)));
        // Headlines, by which the bulletin is known, may have changed.
        self.bulletin = self.bulletin.read_again(self.state.issue());
        effects
    }

    /// Keeps place, marks and corrections; says so where that cannot be done: of the store once.
    fn keep(&mut self) {
        let mut words = Vec::new();
        if let Err(error) = self.keep_corrections(PATIENCE)
            && self.unkept.replace(true) == Some(false)
        {
            words.push(sidecar_notice(&error, self.language));
        }
        let kept = self.keep_place(PATIENCE);
        let troubles = self.store.troubles();
        words.extend(troubles.iter().map(|t| state_error(t, self.language)));
        if let Err(error) = kept
            && !std::mem::replace(&mut self.warned, true)
        {
            words.push(state_error(&error, self.language));
        }
        if !words.is_empty() {
            let words = words.join(self.language.say("；", "; "));
            update(&mut self.state, Message::Notify(Notice::Other(words)));
        }
    }

    fn keep_place(&mut self, patience: Duration) -> Result<(), store::Error> {
        let place = self.state.place();
        self.store
            .keep(&self.bulletin, &place, &self.before, patience)?;
        self.before = place;
        Ok(())
    }

    /// Keeps the corrections if some are to be kept; else the next time.
    fn keep_corrections(&mut self, patience: Duration) -> Result<(), SidecarError> {
        let Some(sidecar) = self.sidecar.as_ref().filter(|_| self.unkept.is_some()) else {
            return Ok(());
        };
        let corrections = self.state.corrections();
        sidecar.keep(corrections, &self.kept, patience)?;
        self.kept = corrections.to_vec();
        self.unkept = None;
        Ok(())
    }

    /// Keeps all for the last time; others are waited for longer. What cannot be kept is an error.
    fn leave(mut self) -> Result<(), Error> {
        let mut words = Vec::new();
        if let Err(error) = self.keep_corrections(LONG_PATIENCE) {
            words.push(sidecar_error(&error, self.language));
        }
        if let Err(error) = self.keep_place(LONG_PATIENCE) {
            words.push(state_error(&error, self.language));
        }
        kept::warn(&self.store.troubles());
        if words.is_empty() {
            Ok(())
        } else {
            Err(Error::Unkept(words.join(self.language.say("；", "; "))))
        }
    }
}

/// Says on standard error what could not be kept.
fn tell(left: Option<Error>) {
    if let Some(error) = left {
        tell::complain(&error.to_string());
    }
}
