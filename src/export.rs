//! A rebuilt issue for other programs: JSON, Markdown, plain text; and the text that it was rebuilt of.

mod json;
mod markdown;
mod marks;
mod source;
mod text;

use crate::loader::Loaded;
use std::io::{self, Write};

/// A form to export.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ExportFormat {
    /// The contract of `docs/json.md`.
    Json,
    /// The same on one line.
    JsonLine,
    /// Markdown; reading it again gives the same issue.
    Markdown,
    /// Plain text, paragraphs parted by blank lines.
    Text,
    /// The decoded text, as it was read.
    Source,
}

/// Writes an issue in a form.
pub fn export(loaded: &Loaded, format: ExportFormat, out: &mut dyn Write) -> io::Result<()> {
    match format {
        ExportFormat::Json => json::write(loaded, false, out),
        ExportFormat::JsonLine => json::write(loaded, true, out),
        ExportFormat::Markdown => markdown::write(loaded, out),
        ExportFormat::Text => text::write(loaded, out),
        ExportFormat::Source => source::write(loaded, out),
    }
}
