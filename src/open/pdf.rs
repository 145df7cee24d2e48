//! PDF: a file's bytes become sheets, one page after another, within bounds of time and memory.

use crate::layout::sheet::Sheet;

/// An opened PDF.
#[derive(Debug)]
pub struct Document {
    pages: usize,
}

/// Why a PDF does not open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PdfError {
    /// It is encrypted, and the password (empty where none was given) does not open it.
    Password,
    /// It is encrypted in a way that we do not know.
    Cipher,
    /// Its structure cannot be read at all.
    Broken,
    /// It would take more than the bounds allow: what inflates to more than 100 times, or nests without end.
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

impl Document {
    /// Opens a PDF by its bytes.
    pub fn open(bytes: Vec<u8>, password: &str) -> Result<Self, PdfError> {
        let _ = (bytes, password);
        Err(PdfError::Broken)
    }

    /// How many pages it has.
    pub fn pages(&self) -> usize {
        self.pages
    }

    /// Reads a page, counted from 0: what stands on it, and what was wrong.
    pub fn sheet(&self, page: usize) -> (Sheet, Vec<PageFault>) {
        let _ = page;
        (Sheet::default(), Vec::new())
    }
}
