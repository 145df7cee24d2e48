//! What terminals have answered, each by its name: the first guess the next time, and all that `print` and `wrap` know.
//! Another terminal may have the same name, so the reader asks again.

use super::{Error, PATIENCE, SMALL, Store};
use crate::typeset::Ambiguous;
use serde_json::{Map, Value};

const FILE: &str = "terminals.json";

/// Terminals that are remembered; nobody has more.
const MOST: usize = 200;

/// The words for the answers.
const WORDS: [(&str, Ambiguous); 2] = [("narrow", Ambiguous::Narrow), ("wide", Ambiguous::Wide)];

impl Store {
    /// How a terminal of this name shows characters of ambiguous width, if it has ever told.
    pub fn ambiguous(&self, terminal: &str) -> Option<Ambiguous> {
        let terminals: Map<String, Value> = self.look(FILE, SMALL)?;
        answer(terminals.get(terminal)?)
    }

    /// Keeps a terminal's answer.
    pub fn keep_ambiguous(&self, terminal: &str, shows: Ambiguous) -> Result<(), Error> {
        let lock = self.lock(PATIENCE)?;
        let mut terminals: Map<String, Value> = self.read(FILE, SMALL, &lock)?.unwrap_or_default();
        if terminals.len() >= MOST {
            // What a later version keeps in its own way stays.
            terminals.retain(|_, kept| answer(kept).is_none());
        }
        let word = match shows {
            Ambiguous::Narrow | Ambiguous::Spaced => "narrow",
            Ambiguous::Wide => "wide",
        };
        terminals.insert(terminal.to_owned(), Value::from(word));
        self.write(FILE, &terminals, SMALL, &lock)
    }
}

fn answer(kept: &Value) -> Option<Ambiguous> {
    let mut known = WORDS.into_iter();
    let found = known.find(|(word, _)| kept.as_str() == Some(word));
    found.map(|(_, means)| means)
}
