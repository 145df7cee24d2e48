//! What terminals have answered, each by its name: the first guess the next time, and all that `print` and `wrap` know.
//! Another terminal may have the same name, so the reader asks again.

use super::{Error, PATIENCE, SMALL, Store};
use crate::theme::Background;
use crate::typeset::Ambiguous;
use serde_json::{Map, Value};

const FILE: &str = "terminals.json";

/// The keys of the answers.
const WIDTH: &str = "ambiguous";
const GROUND: &str = "background";

/// Terminals that are remembered; nobody has more.
const MOST: usize = 200;

/// The words for the answers.
const WORDS: [(&str, Ambiguous); 2] = [("narrow", Ambiguous::Narrow), ("wide", Ambiguous::Wide)];

/// What a terminal has told.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct TerminalFacts {
    /// How it shows characters of ambiguous width.
    pub ambiguous: Option<Ambiguous>,
    /// Its ground.
    pub ground: Option<Background>,
}

impl Store {
    /// What a terminal of this name told the last time.
    pub fn told(&self, terminal: &str) -> TerminalFacts {
        let terminals: Option<Map<String, Value>> = self.look(FILE, SMALL);
        terminals
            .and_then(|t| answer(t.get(terminal)?))
            .unwrap_or_default()
    }

    /// Keeps what a terminal told: a word for its widths alone, a table where it told more.
    pub fn keep_told(&self, terminal: &str, told: TerminalFacts) -> Result<(), Error> {
        let lock = self.lock(PATIENCE)?;
        let mut terminals: Map<String, Value> = self.read(FILE, SMALL, &lock)?.unwrap_or_default();
        if terminals.len() >= MOST {
            // What a later version keeps in its own way stays.
            terminals.retain(|_, kept| answer(kept).is_none());
        }
        let word = told.ambiguous.map(|shows| match shows {
            Ambiguous::Narrow | Ambiguous::Spaced => "narrow",
            Ambiguous::Wide => "wide",
        });
        let ground = told.ground.map(Background::name);
        let value = match (word, ground) {
            (Some(word), None) => Value::from(word),
            (word, ground) => {
                let entries = [(WIDTH, word), (GROUND, ground)].into_iter();
                let entries =
                    entries.filter_map(|(key, word)| Some((key.to_owned(), Value::from(word?))));
                Value::Object(entries.collect())
            }
        };
        terminals.insert(terminal.to_owned(), value);
        self.write(FILE, &terminals, SMALL, &lock)
    }
}

fn answer(kept: &Value) -> Option<TerminalFacts> {
    let word = |value: &Value| {
        let mut known = WORDS.into_iter();
        let found = known.find(|(word, _)| value.as_str() == Some(word));
        found.map(|(_, means)| means)
    };
    if let Value::Object(entries) = kept {
        let told = TerminalFacts {
            ambiguous: entries.get(WIDTH).and_then(word),
            ground: entries
                .get(GROUND)
                .and_then(Value::as_str)
                .and_then(Background::named),
        };
        return (told != TerminalFacts::default()).then_some(told);
    }
    let ambiguous = Some(word(kept)?);
    Some(TerminalFacts {
        ambiguous,
        ground: None,
    })
}
