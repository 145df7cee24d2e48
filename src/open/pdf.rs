//! PDF: a file's bytes become sheets, one page after another, within bounds of time and memory.

mod annotations;
mod bounds;
mod cmaps;
mod content;
mod drawn;
mod faults;
mod filters;
mod fold;
mod font;
mod interpreter;
mod layers;
mod matrix;
mod paths;
mod predictors;
mod salvage;
mod state;
mod vetting;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

use self::bounds::{Budget, Spent};
pub use self::faults::{PageFault, PdfError};
use self::interpreter::{Fonts, Interpreter, Shared};
use self::layers::Layers;
use self::matrix::Matrix;
use self::state::GraphicsState;
use crate::layout::sheet::{Extent, Sheet};
use crate::tell::quietly;
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Object, Stream};
use hayro_syntax::page::Page;
use std::fmt;

/// An opened PDF.
pub struct Document {
    pdf: Pdf,
    fonts: Fonts,
    layers: Layers,
    spent: Spent,
    is_cut: bool,
}

/// The share of a page that pictures take where it is a scan.
const SCANNED: f32 = 0.2;

/// The share that they take where it is one although somebody put a few letters on it.
const WHOLLY_SCANNED: f32 = 0.6;

/// The most letters that are put on a scan: a folio, a stamp, the name of the program.
const STAMPED: usize = 30;

/// The least curves of a page whose letters are drawn as shapes.
const OUTLINES: usize = 60;

/// The least curves where a few letters are none of them.
const MANY_OUTLINES: usize = 600;

impl Document {
    /// Opens a PDF by its bytes. What is broken is mended as far as it can be.
    pub fn open(bytes: Vec<u8>, password: &str) -> Result<Self, PdfError> {
        if !vetting::is_within_bounds(&bytes) {
            return Err(PdfError::Bounds);
        }
        let length = bytes.len();
        let (pdf, is_cut) =
            quietly(|| salvage::open(bytes, password)).unwrap_or(Err(PdfError::Broken))?;
        let layers = quietly(|| Layers::of(&pdf)).unwrap_or_default();
        Ok(Self {
            pdf,
            fonts: Fonts::default(),
            layers,
            spent: Spent::of(length),
            is_cut,
        })
    }

    /// How many pages it has.
    pub fn pages(&self) -> usize {
        self.pdf.pages().len()
    }

    /// Whether the file's end is missing, so that there may have been more pages.
    pub fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// Reads a page, counted from 0: what stands on it, and what was wrong.
    pub fn sheet(&self, page: usize) -> (Sheet, Vec<PageFault>) {
        let Some(page) = self.pdf.pages().get(page) else {
            return (Sheet::default(), vec![PageFault::Broken]);
        };
        let budget = Budget::new(&self.spent);
        let read = quietly(|| self.read(page, &budget));
        let Some((sheet, mut faults)) = read else {
            return (Sheet::default(), vec![PageFault::Broken]);
        };
        if budget.is_exceeded() {
            faults.push(PageFault::Bounds);
        }
        (sheet, faults)
    }

    fn read(&self, page: &Page<'_>, budget: &Budget) -> (Sheet, Vec<PageFault>) {
        let (width, height) = page.render_dimensions();
        let to_page = Matrix(page.initial_transform(true).as_coeffs());
        let shared = Shared {
            fonts: &self.fonts,
            layers: &self.layers,
            budget,
        };
        let mut interpreter = Interpreter::new(width, height, shared);
        let content = page_content(page, &mut interpreter);
        interpreter.read(&content, page.resources(), GraphicsState::new(to_page), 0);
        drop(content);
        annotations::read(page, to_page, &self.layers, &mut interpreter);
        let mut faults = Vec::new();
        if interpreter.is_broken {
            faults.push(PageFault::Broken);
        }
        let drawn = interpreter.drawn;
        for (face, glyphs) in drawn.unreadable {
            let face = drawn.sheet.faces.get(usize::from(face));
            let font = face.map(|face| face.name.clone()).unwrap_or_default();
            faults.push(PageFault::Unreadable { font, glyphs });
        }
        if is_scan(&drawn.sheet, drawn.curves) {
            faults.push(PageFault::Scan);
        }
        (drawn.sheet, faults)
    }
}

impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Document")
            .field("pages", &self.pages())
            .finish_non_exhaustive()
    }
}

/// A page's content: its streams, one after another.
fn page_content(page: &Page<'_>, interpreter: &mut Interpreter<'_>) -> Vec<u8> {
    match page.raw().get::<Object<'_>>(b"Contents") {
        Some(Object::Stream(stream)) => interpreter.decoded(&stream),
        Some(Object::Array(array)) => {
            let mut content = Vec::new();
            for stream in Array::iter::<Stream<'_>>(&array) {
                content.extend(interpreter.decoded(&stream));
                content.push(b'\n');
            }
            content
        }
        _ => {
            interpreter.is_broken |= page.raw().contains_key(b"Contents");
            Vec::new()
        }
    }
}

/// Whether a page's text is in what it shows as a picture, so that nobody can read it.
fn is_scan(sheet: &Sheet, curves: usize) -> bool {
    let letters = sheet.text.chars().filter(|c| !c.is_whitespace());
    match letters.take(STAMPED + 1).count() {
        0 => covered(sheet) >= SCANNED || curves >= OUTLINES,
        letters if letters <= STAMPED => {
            covered(sheet) >= WHOLLY_SCANNED || curves >= MANY_OUTLINES
        }
        _ => false,
    }
}

/// The share of a page that its pictures take, 0 to 1; more where they lie over each other.
fn covered(sheet: &Sheet) -> f32 {
    let whole = (sheet.width * sheet.height).max(1.0);
    let shown = |area: &Extent| {
        let across = area.x1.min(sheet.width) - area.x0.max(0.0);
        let down = area.y1.min(sheet.height) - area.y0.max(0.0);
        across.max(0.0) * down.max(0.0) / whole
    };
    sheet.pictures.iter().map(shown).sum()
}
