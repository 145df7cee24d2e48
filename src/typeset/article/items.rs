//! Items of lists: each under the words of the item that it is part of, numbers aligned by what stands behind them.

use super::{
    super::{
        RowRole,
        display::Shown,
        list::{is_numbered, numbering},
        paragraph::Frame,
        upright,
    },
    page::Page,
};
use crate::issue::{Block, BlockKind};

/// Marks of items by how deep they are nested.
const BULLETS: [&str; 3] = ["• ", "◦ ", "▪ "];

/// Levels that stand further in; what is deeper stands as the last of them.
const DEEPEST: usize = 4;

/// Where an item stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Stand {
    /// Cells in from the outermost items.
    left: u16,
    /// Blank cells before its number, where another of its list has more digits.
    pad: u16,
}

/// Where the items among blocks stand, those nested in one without a number so many cells in from it; other blocks are
/// passed over, and end all lists.
pub fn stands(blocks: &[(usize, &Block)], source: &str, step: u16) -> Vec<Stand> {
    // The lists by their widest numbers, and for each item its list and its own digits.
    let mut lists: Vec<u16> = Vec::new();
    let mut of: Vec<Option<(usize, u16)>> = Vec::with_capacity(blocks.len());
    let mut open: Vec<usize> = Vec::new();
    for (_, block) in blocks {
        if block.kind != BlockKind::List {
            if !is_within(block) {
                open.clear();
            }
            of.push(None);
            continue;
        }
        let level = level(block);
        open.truncate(level + 1);
        while open.len() <= level {
            open.push(lists.len());
            lists.push(0);
        }
        let (list, digits) = (open[level], digits(block, source));
        lists[list] = lists[list].max(digits);
        of.push(Some((list, digits)));
    }
    // What an item at each level has its words behind: the digits of its list, full stop and blank.
    let mut behind: Vec<u16> = Vec::new();
    let stand = |((_, block), of): (&(usize, &Block), Option<(usize, u16)>)| {
        let Some((list, digits)) = of else {
            if !is_within(block) {
                behind.clear();
            }
            behind.truncate(level(block));
            let left = behind.iter().sum();
            return Stand { left, pad: 0 };
        };
        let level = level(block);
        behind.resize(level, step);
        let left = behind.iter().sum();
        let widest = lists[list];
        behind.push(if digits > 0 { widest + 2 } else { step });
        let pad = if digits > 0 { widest - digits } else { 0 };
        Stand { left, pad }
    };
    blocks.iter().zip(of).map(stand).collect()
}

/// Whether a paragraph is a later one of an item.
fn is_within(block: &Block) -> bool {
    block.kind == BlockKind::Paragraph && block.depth > 0
}

fn level(block: &Block) -> usize {
    usize::from(block.depth).min(DEEPEST)
}

/// Digits of an item's number: of the one that its text holds, else of its mark.
fn digits(block: &Block, source: &str) -> u16 {
    let first = block.text.runs.first();
    let own = first.map_or("", |run| run.span.of(source)).trim_start();
    let number = if is_numbered(own) {
        own
    } else {
        block.item_mark(source)
    };
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    u16::try_from(digits).unwrap_or(0).min(9)
}

impl Stand {
    /// Whether it is within an item.
    pub fn is_within(self) -> bool {
        self.left > 0
    }
}

impl Page<'_> {
    /// Cells that words stand behind a bullet.
    pub(super) fn bullet(&self) -> u16 {
        self.cells_of(BULLETS[0])
    }

    /// Sets an item: its words hang on its number or mark.
    pub(super) fn item(&mut self, block: &Block, number: usize, shown: Shown, stand: Stand) {
        let shown = shown.tasked();
        let (fixed, own) = self.numbering(&shown);
        let level = level(block);
        // The item's own mark is shown, so that the page holds what the source and the exports have.
        let mark = match block.item_mark(self.source) {
            _ if own > 0 => String::new(),
            "" | "-" | "*" | "+" => BULLETS[level.min(BULLETS.len() - 1)].to_owned(),
            mark => format!("{mark} "),
        };
        let cells = self.cells_of(&mark);
        let (first, turned) = if own > 0 {
            (0, self.hang(own))
        } else {
            (cells, cells)
        };
        let pad = if self.style.vertical { 0 } else { stand.pad };
        let left = stand.left.saturating_add(pad);
        let frame = Frame {
            fixed,
            ..self.item_frame(left, first, turned)
        };
        self.set(&shown, RowRole::List, number, &mark, frame);
    }

    /// Sets a later paragraph of an item: it stands under the item's words.
    pub(super) fn within_item(&mut self, number: usize, shown: &Shown, stand: Stand) {
        let frame = self.item_frame(stand.left, 0, 0);
        self.set(shown, RowRole::Body, number, "", frame);
    }

    /// The frame of an item so many cells in from the outermost. Words have half of the measure, however deep they are.
    fn item_frame(&self, left: u16, first: u16, turned: u16) -> Frame {
        let most = (self.measure / 2).saturating_sub(turned);
        let left = self
            .style
            .even(self.inset(4).saturating_add(left).min(most));
        Frame {
            left,
            measure: (self.measure - left).max(1),
            ..self.frame(0, first, turned)
        }
    }

    /// Cells that words hang behind a number of so many: behind all of it, but for a very long one.
    pub(super) fn hang(&self, own: u16) -> u16 {
        own.min(8).min(self.measure / 2)
    }

    /// An item's own numbering, in bytes and cells.
    pub(super) fn numbering(&self, shown: &Shown) -> (usize, u16) {
        let (bytes, cells) = numbering(shown, self.style.ambiguous);
        if !self.style.vertical {
            return (bytes, cells);
        }
        let text = shown.text.get(shown.trimmed()).unwrap_or("");
        let cells = upright::text_cells(text.get(..bytes).unwrap_or(""));
        (bytes, u16::try_from(cells).unwrap_or(0))
    }
}
