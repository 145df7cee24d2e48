//! What may be wrong with a PDF, and with a page of it.

use hayro_syntax::{DecryptionError, LoadPdfError};

/// Why a PDF does not open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PdfError {
    /// It is encrypted, and the password (empty where none was given) does not open it.
    Password,
    /// It is encrypted in a way that we do not know.
    Cipher,
    /// Its structure cannot be read at all.
    Broken,
    /// It would take more memory or time than the bounds allow.
    Bounds,
}

/// What was wrong with a page. The sheet holds what could be had.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PageFault {
    /// It shows pictures and no text: a scan that nobody has recognised.
    Scan,
    /// Glyphs of this font have no text that can be told.
    Unreadable {
        /// The font's name.
        font: String,
        /// How many glyphs.
        glyphs: usize,
    },
    /// Part of its content is missing or cannot be decoded.
    Broken,
    /// Reading it was stopped at a bound.
    Bounds,
}

impl From<LoadPdfError> for PdfError {
    fn from(error: LoadPdfError) -> Self {
        match error {
            LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Self::Password,
            LoadPdfError::Decryption(_) => Self::Cipher,
            LoadPdfError::Invalid => Self::Broken,
        }
    }
}
