//! The rebuilt structure for other programs: JSON, clean Markdown, plain text.

use crate::loader::Loaded;
use std::io::{self, Write};

/// A form to export.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// The contract of `docs/json.md`.
    Json,
    /// Clean Markdown; reading it again gives the same structure.
    Markdown,
    /// Plain text, paragraphs parted by blank lines.
    Text,
}

/// Writes an issue in a form.
pub fn export(_loaded: &Loaded, _format: Format, _out: &mut dyn Write) -> io::Result<()> {
    Ok(())
}
