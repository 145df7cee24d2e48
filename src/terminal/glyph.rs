//! The glyphs of a row: what stands in its cells, how wide it is, and whether terminals agree about that.

use super::pen::Look;
use crate::guard::is_harmless;
use crate::typeset::cluster::is_ambiguous;
use crate::view::signs::cells;
use ratatui::buffer::{Cell, CellDiffOption};
use std::ops::RangeInclusive;
use unicode_width::UnicodeWidthChar;

/// Blocks in which every wide character has been wide in all terminals for long: radicals, marks and kana, Han,
/// hangul, compatibility forms, full-width forms, the planes of rarer Han.
const EAST_ASIAN: [RangeInclusive<char>; 9] = [
    '\u{2e80}'..='\u{303e}',
    '\u{3041}'..='\u{4dbf}',
    '\u{4e00}'..='\u{9fff}',
    '\u{ac00}'..='\u{d7a3}',
    '\u{f900}'..='\u{faff}',
    '\u{fe30}'..='\u{fe4f}',
    '\u{ff01}'..='\u{ff60}',
    '\u{ffe0}'..='\u{ffe6}',
    '\u{20000}'..='\u{3fffd}',
];

/// A glyph of a row: its text and cells; no cells for the second half of the one before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CellGlyph<'a> {
    pub text: &'a str,
    pub width: u16,
    pub look: Look,
    /// The number of the link that it is part of; 0 for none.
    pub link: u32,
}

/// The glyphs of a row, one for each cell.
pub fn glyphs(row: &[Cell]) -> Vec<CellGlyph<'_>> {
    let mut glyphs = Vec::with_capacity(row.len());
    while let Some(cell) = row.get(glyphs.len()) {
        let symbol = cell.symbol();
        // Most cells are blank or hold a letter, and need no second look.
        let (mut text, mut width) = if matches!(symbol.as_bytes(), [b' '..=b'~']) {
            (symbol, 1)
        } else {
            let text = clean(symbol);
            // What stands for commands has its own width, whatever theirs was said to be.
            let width = match cell.diff_option {
                CellDiffOption::ForcedWidth(width) if text == symbol => width.get(),
                _ => cells(text),
            };
            (text, width)
        };
        if width == 0 || glyphs.len() + usize::from(width) > row.len() {
            // Nothing to see, or a wide glyph that would hang over the edge.
            (text, width) = (" ", 1);
        }
        let look = look(cell, text);
        let link = 0;
        glyphs.push(CellGlyph {
            text,
            width,
            look,
            link,
        });
        glyphs.extend((1..width).map(|_| CellGlyph {
            text: "",
            width: 0,
            look,
            link,
        }));
    }
    glyphs
}

/// How a cell looks; a blank one has only a ground.
pub fn look(cell: &Cell, text: &str) -> Look {
    let look = Look {
        fg: cell.fg,
        bg: cell.bg,
        modifier: cell.modifier,
    };
    if text == " " { look.of_blank() } else { look }
}

/// The symbol, unless it could command the terminal: the last guard behind the typesetter's and the view's.
fn clean(symbol: &str) -> &str {
    if is_harmless(symbol) {
        symbol
    } else {
        "\u{fffd}"
    }
}

/// Whether all terminals agree about a glyph's width: printable ASCII, Latin without ambiguity (UAX #11), and
/// the blocks of Han, kana, hangul and their marks.
pub fn certain(glyph: &CellGlyph) -> bool {
    let mut chars = glyph.text.chars();
    let (Some(c), None) = (chars.next(), chars.next()) else {
        return glyph.text.is_ascii();
    };
    match c {
        ' '..='~' => true,
        '\u{a1}'..='\u{4ff}' => !is_ambiguous(c),
        _ => c.width() == Some(2) && EAST_ASIAN.iter().any(|block| block.contains(&c)),
    }
}

/// Cells that a cluster of several characters takes at most: in a terminal that knows no clusters, each character
/// takes its own. What is one character is never more than two wide.
pub fn reach(glyph: &CellGlyph) -> usize {
    let mut chars = glyph.text.chars();
    if chars.next().is_none() || chars.next().is_none() {
        return glyph.width.into();
    }
    let own = |c: char| match c {
        // Halves of a flag: pictures in some terminals.
        '\u{1F1E6}'..='\u{1F1FF}' => 2,
        c if is_ambiguous(c) => 2,
        c => c.width().unwrap_or(0),
    };
    let sum: usize = glyph.text.chars().map(own).sum();
    sum.max(glyph.width.into())
}
