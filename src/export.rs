//! A rebuilt issue for other programs: JSON, Markdown, plain text.

mod json;
mod markdown;
mod marks;
mod text;

use crate::loader::Loaded;
use std::io::{self, Write};

/// A form to export.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ExportFormat {
    /// The contract of `docs/json.md`.
    Json,
    /// Markdown; reading it again gives the same issue.
    Markdown,
    /// Plain text, paragraphs parted by blank lines.
    Text,
}

/// Writes an issue in a form.
pub fn export(loaded: &Loaded, format: ExportFormat, out: &mut dyn Write) -> io::Result<()> {
    match format {
        ExportFormat::Json => json::write(loaded, out),
        ExportFormat::Markdown => markdown::write(loaded, out),
        ExportFormat::Text => text::write(loaded, out),
    }
}
