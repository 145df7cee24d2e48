//! What a page's content draws, gathered on a sheet: glyphs with what they read, also where the file itself says it
//! (`ActualText`, ISO 32000-2, 14.9.4).

use super::bounds::{Budget, TEXT};
use super::fold::folded;
use super::font::Font;
use crate::layout::sheet::{Drawing, Extent, Glyph, Sheet};
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

/// What stands for a glyph that nobody can read.
const UNREADABLE: &str = "\u{fffd}";

/// A sheet as it is filled.
#[derive(Debug)]
pub struct DrawnSheet<'b> {
    /// The sheet.
    pub sheet: Sheet,
    budget: &'b Budget<'b>,
    /// The fonts that were met, kept so that none takes another's place.
    faces: HashMap<*const Font, (u16, Rc<Font>)>,
    /// Glyphs that nobody can read, by their face.
    pub unreadable: BTreeMap<u16, usize>,
    /// Paths that are part of a picture.
    pub curves: usize,
    /// Marked content that is open.
    marked: Vec<Marked>,
}

/// A stretch of marked content.
#[derive(Debug)]
struct Marked {
    /// What it reads, and the first of its glyphs, where the file says so.
    actual: Option<(Rc<str>, usize)>,
    /// Whether it is not shown.
    is_hidden: bool,
}

impl<'b> DrawnSheet<'b> {
    /// An empty sheet of this size, in points.
    pub fn new(width: f32, height: f32, budget: &'b Budget<'b>) -> Self {
        let sheet = Sheet {
            width,
            height,
            ..Sheet::default()
        };
        Self {
            sheet,
            budget,
            faces: HashMap::new(),
            unreadable: BTreeMap::new(),
            curves: 0,
            marked: Vec::new(),
        }
    }

    /// Draws a glyph of a font: where and how, and what it reads, where that can be told.
    pub fn glyph(&mut self, font: &Rc<Font>, text: Option<&str>, mut glyph: Glyph) {
        if self.is_hidden() || text == Some("") || !self.is_on_page(&glyph.area) {
            return;
        }
        if !self.budget.glyph() {
            return;
        }
        glyph.face = self.face(font);
        if text.is_none() && self.actual().is_none() {
            *self.unreadable.entry(glyph.face).or_default() += 1;
        }
        self.push(text.unwrap_or(UNREADABLE), glyph);
    }

    fn push(&mut self, text: &str, mut glyph: Glyph) {
        if self.sheet.text.len() + text.len() > TEXT {
            self.budget.exceed();
            return;
        }
        let place = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        glyph.start = place(self.sheet.text.len());
        self.sheet.text.push_str(text);
        glyph.end = place(self.sheet.text.len());
        self.sheet.glyphs.push(glyph);
    }

    /// Draws rules and boxes.
    pub fn drawings(&mut self, drawings: Vec<Drawing>) {
        for drawing in drawings {
            if !self.is_hidden() && self.is_on_page(&drawing.area) && self.budget.drawing() {
                self.sheet.drawings.push(drawing);
            }
        }
    }

    /// Draws a picture.
    pub fn picture(&mut self, area: Extent) {
        if !self.is_hidden() && self.is_on_page(&area) && self.budget.drawing() {
            self.sheet.pictures.push(area);
        }
    }

    /// Opens marked content: what it reads, where the file says so, and whether it is shown.
    pub fn open(&mut self, actual: Option<Rc<str>>, is_hidden: bool) {
        // The outermost text stands for all within.
        let actual = actual.filter(|_| self.actual().is_none());
        let first = self.sheet.glyphs.len();
        self.marked.push(Marked {
            actual: actual.map(|text| (text, first)),
            is_hidden: is_hidden || self.is_hidden(),
        });
    }

    /// Closes marked content.
    pub fn close(&mut self) {
        let Some(marked) = self.marked.pop() else {
            return;
        };
        if let Some((text, first)) = marked.actual {
            self.put_in_place(&folded(&text), first);
        }
    }

    /// How many stretches of marked content are open.
    pub fn depth(&self) -> usize {
        self.marked.len()
    }

    fn is_hidden(&self) -> bool {
        self.marked.last().is_some_and(|marked| marked.is_hidden)
    }

    fn actual(&self) -> Option<&str> {
        let mut actual = self
            .marked
            .iter()
            .filter_map(|marked| marked.actual.as_ref());
        actual.next().map(|(text, _)| &**text)
    }

    fn is_on_page(&self, area: &Extent) -> bool {
        area.x1 >= 0.0
            && area.y1 >= 0.0
            && area.x0 <= self.sheet.width
            && area.y0 <= self.sheet.height
    }

    fn face(&mut self, font: &Rc<Font>) -> u16 {
        let next = u16::try_from(self.faces.len()).unwrap_or(u16::MAX);
        let known = self.faces.entry(Rc::as_ptr(font));
        let (face, _) = known.or_insert_with(|| {
            self.sheet.faces.push(font.face.clone());
            (next, font.clone())
        });
        *face
    }

    /// Puts a text in place of what the glyphs from this one on read: its characters are shared out among them in
    /// order, and a glyph that gets none lends its cell to the one before.
    fn put_in_place(&mut self, text: &str, first: usize) {
        let glyphs = self
            .sheet
            .glyphs
            .split_off(first.min(self.sheet.glyphs.len()));
        let Some(start) = glyphs.first().map(|glyph| glyph.start as usize) else {
            return;
        };
        self.sheet.text.truncate(start);
        let characters: Vec<char> = text.chars().collect();
        let (count, among) = (characters.len(), glyphs.len());
        for (n, glyph) in glyphs.into_iter().enumerate() {
            // The k-th character is of the glyph floor(k · glyphs / characters).
            let from = (n * count).div_ceil(among);
            let to = ((n + 1) * count).div_ceil(among);
            let own: String = characters
                .get(from..to)
                .unwrap_or_default()
                .iter()
                .collect();
            if !own.is_empty() {
                self.push(&own, glyph);
            } else if n > 0
                && let Some(last) = self.sheet.glyphs.last_mut().filter(|_| count > 0)
                && beside(&last.area, &glyph.area)
            {
                last.area = last.area.with(&glyph.area);
            }
        }
    }
}

/// Whether one cell goes on where the other ends, in a line.
fn beside(one: &Extent, next: &Extent) -> bool {
    let shared = one.y1.min(next.y1) - one.y0.max(next.y0);
    let gap = (next.x0 - one.x1).abs();
    shared > one.height() / 2.0 && gap < one.height() / 2.0
}
