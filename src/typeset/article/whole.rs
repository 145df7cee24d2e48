//! What the parts of an article have of the whole, where each is set by itself.

use super::{
    super::{Names, Notes, links::Targets},
    signed::Signed,
};
use crate::issue::Article;
use std::sync::Arc;

/// What an article's parts have of the whole.
#[derive(Clone, Debug, Default)]
pub struct Whole {
    /// Its notes.
    pub notes: Notes,
    /// Its byline's names, which keep their form in every script.
    pub names: Names,
    /// Its lines that stand at the right.
    pub signed: Arc<Signed>,
}

impl Whole {
    /// Of an article, with its links; see [`Notes::linked`].
    pub fn linked(article: &Article, source: &str, targets: &Targets, numbered: bool) -> Self {
        Self {
            notes: Notes::linked(article, source, targets, numbered),
            names: Names::of(article, source),
            signed: Arc::new(Signed::of(article, source)),
        }
    }

    /// The same for a part of the article whose blocks hold the notes already.
    #[must_use]
    pub fn of_part(&self) -> Self {
        Self {
            notes: self.notes.of_part(),
            ..self.clone()
        }
    }
}
