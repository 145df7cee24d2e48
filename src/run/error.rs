//! Why reading in the terminal ended otherwise than by the reader's wish.

use crate::terminal;
use std::io;

/// Why reading ended otherwise than by the reader's wish.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The terminal cannot be read in.
    #[error("the terminal cannot be used")]
    Terminal(#[from] terminal::Error),
    /// The terminal failed while it was read in.
    #[error("the terminal failed")]
    Screen(#[from] io::Error),
    /// Something could not be kept; told in the reader's language already.
    #[error("{0}")]
    Unkept(String),
}
