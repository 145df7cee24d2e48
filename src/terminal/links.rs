//! Links in the terminal (OSC 8): which cells are parts of which, on the last screen and on the next.

use super::glyph::CellGlyph;
use crate::view::Hyperlink;
use std::collections::HashMap;

/// Addresses that are known by their numbers; beyond that the numbers begin anew.
const MOST: usize = 1000;

/// The links of two screens.
#[derive(Debug, Default)]
pub struct Links {
    numbers: HashMap<String, u32>,
    addresses: Vec<String>,
    shown: Vec<Cells>,
    next: Vec<Cells>,
    /// The number of the link that what is written is part of.
    open: u32,
}

/// Cells of a row that are part of a link.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Cells {
    y: u16,
    from: u16,
    to: u16,
    link: u32,
}

impl Links {
    /// Takes the links of the next screen; false where those of the last are known no more.
    pub fn take(&mut self, links: Vec<Hyperlink>) -> bool {
        let known = self.addresses.len() <= MOST;
        if !known {
            *self = Self {
                open: self.open,
                ..Self::default()
            };
        }
        self.next.clear();
        for link in links {
            let number = self.number(link.address);
            self.next.push(Cells {
                y: link.y,
                from: link.columns.start,
                to: link.columns.end,
                link: number,
            });
        }
        self.next.sort_by_key(|cells| (cells.y, cells.from));
        known
    }

    fn number(&mut self, address: String) -> u32 {
        if let Some(number) = self.numbers.get(&address) {
            return *number;
        }
        self.addresses.push(address.clone());
        let number = u32::try_from(self.addresses.len()).unwrap_or(0);
        self.numbers.insert(address, number);
        number
    }

    /// Knows that nothing is shown any more.
    pub fn forget(&mut self) {
        self.shown.clear();
    }

    /// Whether a row's links are the same on both screens.
    pub fn are_shown(&self, y: u16) -> bool {
        of_row(&self.shown, y) == of_row(&self.next, y)
    }

    /// Marks the glyphs of a row of the next screen.
    pub fn mark(&self, y: u16, glyphs: &mut [CellGlyph]) {
        mark(of_row(&self.next, y), glyphs);
    }

    /// Marks the glyphs of a row of the last screen.
    pub fn mark_shown(&self, y: u16, glyphs: &mut [CellGlyph]) {
        mark(of_row(&self.shown, y), glyphs);
    }

    /// Whether what is written is part of this link.
    pub fn is_open(&self, link: u32) -> bool {
        self.open == link
    }

    /// Makes what is written a part of this link, or of none.
    pub fn open(&mut self, link: u32, out: &mut Vec<u8>) {
        if self.open == link {
            return;
        }
        self.open = link;
        let address = (link as usize)
            .checked_sub(1)
            .and_then(|n| self.addresses.get(n));
        // Cells of one number are one link, on however many rows they stand.
        let address = address.map(|address| format!("id=k{link};{address}"));
        out.extend_from_slice(b"\x1b]8;");
        out.extend_from_slice(address.as_deref().unwrap_or(";").as_bytes());
        out.extend_from_slice(b"\x1b\\");
    }

    /// Ends a screen: it is shown now, and no link is open.
    pub fn end(&mut self, out: &mut Vec<u8>) {
        self.open(0, out);
        self.shown.clone_from(&self.next);
    }
}

/// The links of a row.
fn of_row(all: &[Cells], y: u16) -> &[Cells] {
    let from = all.partition_point(|cells| cells.y < y);
    let rest = all.get(from..).unwrap_or_default();
    let count = rest.partition_point(|cells| cells.y == y);
    rest.get(..count).unwrap_or_default()
}

fn mark(links: &[Cells], glyphs: &mut [CellGlyph]) {
    for cells in links {
        let range = usize::from(cells.from)..usize::from(cells.to).min(glyphs.len());
        for glyph in glyphs.get_mut(range).unwrap_or_default() {
            glyph.link = cells.link;
        }
    }
}
