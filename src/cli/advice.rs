//! What to write instead of a value of an argument.

/// What to write instead of a value that cannot be read, in the reader's language.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Advice(pub &'static str);
