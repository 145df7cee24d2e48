//! What the parts of an article have of the whole, where each is set by itself.

use super::{
    super::{Names, Notes},
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
    /// Of an article.
    pub fn of(article: &Article, source: &str) -> Self {
        Self {
            notes: Notes::of(article, source),
            names: Names::of(article, source),
            signed: Arc::new(Signed::of(article, source)),
        }
    }
}
