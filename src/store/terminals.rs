//! What terminals have answered, each by its name: the first guess the next time, and all that `print` and `wrap` know.
//! Another terminal may have the same name, so the reader asks again.

use super::{Error, Store};
use crate::typeset::Ambiguous;
use std::collections::BTreeMap;

const FILE: &str = "terminals.json";

/// Terminals that are remembered; nobody has more.
const MOST: usize = 200;

impl Store {
    /// How a terminal of this name shows characters of ambiguous width, if it has ever told.
    pub fn ambiguous(&self, terminal: &str) -> Option<Ambiguous> {
        match self.terminals().get(terminal)?.as_str() {
            "narrow" => Some(Ambiguous::Narrow),
            "wide" => Some(Ambiguous::Wide),
            _ => None,
        }
    }

    /// Keeps a terminal's answer.
    pub fn keep_ambiguous(&self, terminal: &str, answer: Ambiguous) -> Result<(), Error> {
        let lock = self.lock()?;
        let mut terminals = self.terminals();
        if terminals.len() >= MOST {
            terminals.clear();
        }
        let word = match answer {
            Ambiguous::Narrow | Ambiguous::Spaced => "narrow",
            Ambiguous::Wide => "wide",
        };
        terminals.insert(terminal.to_owned(), word.to_owned());
        self.write(FILE, &terminals)?;
        drop(lock);
        Ok(())
    }

    fn terminals(&self) -> BTreeMap<String, String> {
        self.read(FILE).unwrap_or_default()
    }
}
