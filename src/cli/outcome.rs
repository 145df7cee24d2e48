//! What a run came to.

use crate::loader::Loaded;
use crate::open::origin::Origin;
use crate::tell;
use crate::tell::spoken::spoken;

/// What a run came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// Done, whatever the defects.
    Done,
    /// `check` found something, or there was nothing to read.
    Found,
}

/// Says so on standard error where there is nothing to read.
pub fn something(loaded: &Loaded, origin: &Origin) -> Outcome {
    if loaded.issue.articles().next().is_some() {
        return Outcome::Done;
    }
    let language = spoken();
    let words = language.say("没有可读的内容", "nothing to read");
    tell::complain(&format!("{}: {words}", origin.name(language)));
    Outcome::Found
}
