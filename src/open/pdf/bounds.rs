//! What reading a PDF may cost. A file of a thousand bytes can ask for any amount of work: streams that inflate a
//! thousandfold, forms that draw forms. Each kind of work has a bound for a page, and reading stops there.

use std::cell::Cell;

/// The most bytes that one stream may decode to.
pub const STREAM: usize = 48 << 20;

/// The most bytes that the streams of one page may decode to, all filters counted.
pub const PAGE: usize = 96 << 20;

/// How deep forms may stand in forms.
pub const DEPTH: usize = 12;

/// Operators that opening a form is worth.
pub const FORM: usize = 64;

/// The most operators of a page's content.
pub const OPERATORS: usize = 6_000_000;

/// The most glyphs of a page: a broadsheet has some 20,000.
pub const GLYPHS: usize = 200_000;

/// The most rules, boxes and pictures of a page that are kept.
pub const DRAWINGS: usize = 100_000;

/// The most codes that a font's widths are told for.
pub const WIDTHS: usize = 1 << 17;

/// The most bytes of a page's text: a broadsheet has some 60,000.
pub const TEXT: usize = 16 << 20;

/// The most bytes of dictionaries that a page's names are looked up in.
pub const LOOKED: usize = 1 << 28;

/// Bytes and operators that a document may take for each of its bytes, beside those of one page.
const EACH: u64 = 64;

/// Glyphs that a document may show for each of its bytes: compressed, a character of a text takes one or two.
const GLYPHS_EACH: u64 = 3;

/// What is left to spend on a document: pages may share what they draw, so that a short file has many long pages.
#[derive(Debug)]
pub struct Spent {
    bytes: Cell<u64>,
    operators: Cell<u64>,
    looked: Cell<u64>,
    glyphs: Cell<u64>,
}

impl Spent {
    /// What a document of so many bytes may spend.
    pub fn of(length: usize) -> Self {
        let length = u64::try_from(length).unwrap_or(u64::MAX);
        let most_by = |page: usize, each: u64| {
            let page = u64::try_from(page).unwrap_or(u64::MAX);
            Cell::new(
                page.saturating_mul(2)
                    .saturating_add(length.saturating_mul(each)),
            )
        };
        let most = |page: usize| most_by(page, EACH);
        Self {
            bytes: most(PAGE),
            operators: most(OPERATORS),
            looked: most(LOOKED),
            glyphs: most_by(GLYPHS, GLYPHS_EACH),
        }
    }
}

/// What is left to spend on a page.
#[derive(Debug)]
pub struct Budget<'d> {
    document: &'d Spent,
    bytes: Cell<usize>,
    operators: Cell<usize>,
    glyphs: Cell<usize>,
    drawings: Cell<usize>,
    looked: Cell<usize>,
    exceeded: Cell<bool>,
}

impl<'d> Budget<'d> {
    /// The budget of a page, as far as the document has it.
    pub fn new(document: &'d Spent) -> Self {
        let left = |most: usize, left: &Cell<u64>| {
            Cell::new(most.min(usize::try_from(left.get()).unwrap_or(usize::MAX)))
        };
        Self {
            bytes: left(PAGE, &document.bytes),
            operators: left(OPERATORS, &document.operators),
            looked: left(LOOKED, &document.looked),
            document,
            glyphs: left(GLYPHS, &document.glyphs),
            drawings: Cell::new(DRAWINGS),
            exceeded: Cell::new(false),
        }
    }

    /// How many bytes the next stream may decode to.
    pub fn bytes(&self) -> usize {
        self.bytes.get().min(STREAM)
    }

    /// Takes decoded bytes from the budget.
    pub fn spend_bytes(&self, bytes: usize) {
        self.bytes.set(self.bytes.get().saturating_sub(bytes));
        let spent = u64::try_from(bytes).unwrap_or(u64::MAX);
        let document = &self.document.bytes;
        document.set(document.get().saturating_sub(spent));
    }

    /// Takes operators; whether there were so many left.
    pub fn operators(&self, count: usize) -> bool {
        let left = self.operators.get();
        if left < count {
            self.exceed();
            return false;
        }
        self.operators.set(left - count);
        let document = &self.document.operators;
        let taken = u64::try_from(count).unwrap_or(u64::MAX);
        document.set(document.get().saturating_sub(taken));
        true
    }

    /// Takes one glyph; whether there was one left.
    pub fn glyph(&self) -> bool {
        let left = self.glyphs.get();
        self.glyphs.set(left.saturating_sub(1));
        let document = &self.document.glyphs;
        document.set(document.get().saturating_sub(1));
        if left == 0 {
            self.exceed();
        }
        left > 0
    }

    /// Takes one rule, box or picture; whether there was one left. A page may have more: no text is lost with them.
    pub fn drawing(&self) -> bool {
        let left = self.drawings.get();
        self.drawings.set(left.saturating_sub(1));
        left > 0
    }

    /// Takes the bytes of a dictionary that a name is looked up in; whether there were any left.
    pub fn look(&self, bytes: usize) -> bool {
        let left = self.looked.get();
        if left < bytes {
            self.exceed();
            return false;
        }
        self.looked.set(left - bytes);
        let document = &self.document.looked;
        let looked = u64::try_from(bytes).unwrap_or(u64::MAX);
        document.set(document.get().saturating_sub(looked));
        true
    }

    /// Tells that a bound was met.
    pub fn exceed(&self) {
        self.exceeded.set(true);
    }

    /// Whether a bound was met, so that something of the page is missing.
    pub fn is_exceeded(&self) -> bool {
        self.exceeded.get()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pages_of_a_document_share_what_it_may_spend() {
        let document = Spent::of(1000);
        let spend = || {
            let budget = Budget::new(&document);
            while budget.bytes() > 0 {
                budget.spend_bytes(budget.bytes());
            }
            let operators = (0..=OPERATORS).take_while(|_| budget.operators(1)).count();
            (budget.is_exceeded(), operators)
        };
        assert_eq!(spend(), (true, OPERATORS));
        assert_eq!(spend(), (true, OPERATORS));
        // What is left is what the file's length gave.
        assert_eq!(spend(), (true, 64_000));
        assert_eq!(spend(), (true, 0));
    }

    #[test]
    fn a_page_without_room_for_more_drawings_loses_no_text() {
        let document = Spent::of(0);
        let budget = Budget::new(&document);
        let drawn = (0..=DRAWINGS).take_while(|_| budget.drawing());
        assert_eq!(drawn.count(), DRAWINGS);
        assert!(budget.glyph() && !budget.is_exceeded());
    }
}
