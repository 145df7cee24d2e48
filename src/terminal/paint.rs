//! Writes what changed between two screens, in as few bytes as a terminal needs.
//!
//! ratatui's own backend sends a cursor move before each wide glyph: some 18 KB for a screen of Chinese that
//! less draws in 3. Here glyphs of one row follow one another without moves wherever terminals agree about
//! their width; behind the others the cursor is placed anew, so that a terminal of another opinion spoils one
//! glyph and not the rest of its row. The terminal's automatic wrapping has to be off.

use super::glyph::{CellGlyph, certain, glyphs, look, reach};
use super::kind::TerminalKind;
use super::links::Links;
use super::pen::{Look, TerminalPen};
use crate::view::signs::plain;
use crate::view::{Caret, Hyperlink};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;

/// Unchanged bytes between two changes that are rather written again than jumped over.
const CHEAP_GAP: usize = 5;

/// Blank cells at a row's end that are rather erased than written.
const ERASE_FROM: usize = 4;

/// Hides the terminal's cursor, and shows it (DECTCEM).
const HIDE: &[u8] = b"\x1b[?25l";
const SHOW: &[u8] = b"\x1b[?25h";

/// What stands on the terminal, and how to get from there to the next screen.
#[derive(Debug)]
pub struct Painter {
    shown: Buffer,
    known: bool,
    pen: TerminalPen,
    links: Links,
    cursor: Cursor,
    /// Whether the terminal shows its cursor, if that is known.
    lit: Option<bool>,
    kind: TerminalKind,
    /// Whether nothing but ASCII may be written.
    ascii: bool,
}

/// Where the terminal's cursor is; the column is lost behind a glyph of uncertain width, and the row, which is then
/// beyond all, behind one that may reach over the last column.
#[derive(Clone, Copy, Debug)]
struct Cursor {
    column: Option<u16>,
    row: u16,
}

impl Painter {
    /// A painter for a terminal that shows nothing yet of which we know.
    pub fn new(kind: TerminalKind) -> Self {
        Self {
            shown: Buffer::empty(Rect::ZERO),
            known: false,
            pen: TerminalPen::new(kind.takes_back),
            links: Links::default(),
            cursor: Cursor {
                column: None,
                row: 0,
            },
            lit: None,
            kind,
            ascii: false,
        }
    }

    /// Forgets what stands on the terminal; the next screen is drawn whole.
    pub fn forget(&mut self) {
        self.known = false;
        self.lit = None;
    }

    /// Writes nothing but ASCII from now on, or all again, and the next screen whole.
    pub fn keep_to_ascii(&mut self, ascii: bool) {
        self.ascii = ascii;
        self.forget();
    }

    /// Makes these cells links from the next screen on.
    pub fn link(&mut self, links: Vec<Hyperlink>) {
        if !self.links.take(links) {
            self.forget();
        }
    }

    /// Whether nothing but ASCII is written.
    pub fn is_ascii(&self) -> bool {
        self.ascii
    }

    /// Whether a screen was shown, and of another size.
    pub fn is_resized(&self, area: Rect) -> bool {
        self.shown.area != area && self.shown.area != Rect::ZERO
    }

    /// Appends the bytes that make the terminal show `next`, as [`Painter::paint`] does, and bring its cursor to where
    /// the reader is; none where all is so already.
    pub fn frame(&mut self, next: &mut Buffer, caret: Caret, out: &mut Vec<u8>) {
        let (before, lit) = (out.len(), self.lit == Some(true));
        if lit {
            // It would be seen to run over the screen.
            out.extend_from_slice(HIDE);
        }
        let start = out.len();
        self.paint(next, out);
        if out.len() == start {
            out.truncate(before);
        } else if lit {
            self.lit = Some(false);
        }
        let area = self.shown.area;
        if area.is_empty() {
            return;
        }
        let (x, y) = (caret.x.min(area.width - 1), caret.y.min(area.height - 1));
        self.go(x.into(), y, out);
        if self.lit != Some(caret.shown) {
            out.extend_from_slice(if caret.shown { SHOW } else { HIDE });
            self.lit = Some(caret.shown);
        }
    }

    /// Appends the bytes that make the terminal show `next`; none where it shows it already. Takes the screen, and
    /// leaves the buffer of another, whose room the next one can have.
    pub fn paint(&mut self, next: &mut Buffer, out: &mut Vec<u8>) {
        let columns = usize::from(next.area.width);
        let cleared = if !self.known || self.shown.area != next.area {
            vec![self.clear(next, out); columns]
        } else {
            Vec::new()
        };
        let old = std::mem::take(&mut self.shown);
        let new = std::mem::take(next);
        if columns > 0 {
            let blank = self.glyphs(&cleared);
            for (y, after) in (0..new.area.height).zip(new.content.chunks(columns)) {
                let before = if cleared.is_empty() {
                    let from = usize::from(y) * columns;
                    old.content.get(from..from + columns).unwrap_or(&cleared)
                } else {
                    &cleared
                };
                let same = self.links.are_shown(y);
                if before == after && same {
                    continue;
                }
                let mut after = self.glyphs(after);
                self.links.mark(y, &mut after);
                if cleared.is_empty() {
                    let mut before = self.glyphs(before);
                    self.links.mark_shown(y, &mut before);
                    self.row(y, &before, &after, out);
                } else {
                    self.row(y, &blank, &after, out);
                }
            }
        }
        self.links.end(out);
        self.shown = new;
        *next = old;
    }

    /// Clears the terminal in the next screen's commonest ground, and gives what stands in its cells then.
    fn clear(&mut self, next: &Buffer, out: &mut Vec<u8>) -> Cell {
        self.links.forget();
        let ground = if self.kind.erases_in_colour {
            ground(next)
        } else {
            Look::default()
        };
        out.extend_from_slice(b"\x1b[m");
        self.pen.reset();
        self.pen.take(ground, out);
        out.extend_from_slice(b"\x1b[H\x1b[2J");
        self.cursor = Cursor {
            column: Some(0),
            row: 0,
        };
        let mut blank = Cell::EMPTY;
        blank.bg = ground.bg;
        self.known = true;
        blank
    }

    /// Brings one row from its old glyphs to `after`.
    fn row(&mut self, y: u16, old: &[CellGlyph], new: &[CellGlyph], out: &mut Vec<u8>) {
        let tail = self.tail(new);
        let mut x = 0;
        // The glyph behind an uncertain one is written again: a terminal that makes that one wider has put it
        // over this one.
        let mut covered = false;
        // So are the cells that a cluster reached, or reaches, in a terminal that knows no clusters.
        let mut littered = 0;
        while x < new.len() {
            let glyph = new[x];
            let next = x + usize::from(glyph.width.max(1));
            let clean = x >= littered && !covered;
            if old[x] == glyph && clean || glyph.width == 0 {
                x = next;
                continue;
            }
            let before = old.iter().enumerate().take(next).skip(x);
            let far = before.filter_map(|(at, glyph)| Some(at + spill(glyph)?));
            littered = far
                .chain(spill(&glyph).map(|far| x + far))
                .fold(littered, usize::max);
            if x >= tail && new.len() - x >= ERASE_FROM {
                self.go(x, y, out);
                self.links.open(0, out);
                self.pen.take_for_blank(glyph.look, out);
                out.extend_from_slice(b"\x1b[K");
                return;
            }
            if glyph.link == 0 {
                self.links.open(0, out);
            }
            self.bridge(x, y, new, out);
            covered = self.glyph(x, y, new, out);
            x = next;
        }
    }

    /// First of the blank cells at a row's end that one erasing can make.
    fn tail(&self, row: &[CellGlyph]) -> usize {
        let Some(last) = row.last() else { return 0 };
        if last.text != " " || !last.look.erasable() || last.link != 0 {
            return row.len();
        }
        if last.look != Look::default() && !self.kind.erases_in_colour {
            return row.len();
        }
        row.iter().rposition(|g| g != last).map_or(0, |x| x + 1)
    }

    /// Brings the cursor to a glyph, over unchanged ones by writing them where that is shorter.
    fn bridge(&mut self, x: usize, y: u16, row: &[CellGlyph], out: &mut Vec<u8>) {
        if let Some(from) = self.cursor.column.map(usize::from)
            && self.cursor.row == y
            && from < x
        {
            let gap = &row[from..x];
            let starts = gap.first().is_some_and(|g| g.width > 0);
            let cheap = gap
                .iter()
                .map(|g| g.text.len() * usize::from(g.width > 0))
                .sum::<usize>()
                <= CHEAP_GAP;
            if starts && cheap && gap.iter().all(|g| self.writes(g) && certain(g)) {
                for glyph in gap.iter().filter(|g| g.width > 0) {
                    out.extend_from_slice(glyph.text.as_bytes());
                }
                self.cursor.column = u16::try_from(x).ok();
                return;
            }
        }
        self.go(x, y, out);
    }

    /// Writes the glyph at the cursor; says whether the one behind it may have suffered.
    fn glyph(&mut self, x: usize, y: u16, row: &[CellGlyph], out: &mut Vec<u8>) -> bool {
        let glyph = row[x];
        let end = x + usize::from(glyph.width);
        self.links.open(glyph.link, out);
        if glyph.text == " " {
            self.pen.take_for_blank(glyph.look, out);
        } else {
            self.pen.take(glyph.look, out);
        }
        let certain = certain(&glyph);
        if !certain && glyph.width > 1 {
            // Narrower in the terminal's opinion, it would leave in its second cell what stood there.
            out.extend(std::iter::repeat_n(b' ', glyph.width.into()));
            self.cursor.column = None;
            self.go(x, y, out);
        }
        out.extend_from_slice(glyph.text.as_bytes());
        let column = u16::try_from(end).ok();
        // At the last column terminals differ about where the cursor waits.
        self.cursor.column = column.filter(|_| end < row.len());
        if certain {
            return false;
        }
        if x + spill(&glyph).unwrap_or(0) > row.len() {
            // A terminal that takes it to pieces, and wraps all the same, has gone on in another row.
            self.cursor.row = u16::MAX;
        }
        // A rule or a dash of several such glyphs stays one run, placed once behind it.
        let runs_on = glyph.width == 1 && row.get(end).is_some_and(|g| *g == glyph);
        if !runs_on {
            self.cursor.column = None;
        }
        // Spilt over a blank it does no harm, and writing that blank would take away its half.
        row.get(end).is_some_and(|next| next.text != " ")
    }

    /// The glyphs of a row, one for each cell, in characters that the terminal has.
    fn glyphs<'a>(&self, row: &'a [Cell]) -> Vec<CellGlyph<'a>> {
        let mut glyphs = glyphs(row);
        if self.kind.plain || self.ascii {
            for glyph in &mut glyphs {
                if glyph.width == 1 {
                    glyph.text = plain(glyph.text).unwrap_or(glyph.text);
                }
                if self.ascii && !glyph.text.is_ascii() {
                    glyph.text = if glyph.width > 1 { "??" } else { "?" };
                }
            }
        }
        glyphs
    }

    /// Whether the pen gives a glyph its look as it is.
    fn writes(&self, glyph: &CellGlyph) -> bool {
        if !self.links.is_open(glyph.link) {
            return false;
        }
        if glyph.text == " " {
            self.pen.is_on_blank(glyph.look)
        } else {
            self.pen.is(glyph.look)
        }
    }

    /// Moves the cursor in as few bytes as it can.
    fn go(&mut self, x: usize, y: u16, out: &mut Vec<u8>) {
        let column = u16::try_from(x).unwrap_or(u16::MAX);
        let to = Cursor {
            column: Some(column),
            row: y,
        };
        if self.cursor.row != y {
            let down = y.saturating_sub(self.cursor.row);
            let place = match x {
                0 if y == 0 => "\x1b[H".to_owned(),
                0 => format!("\x1b[{}H", y + 1),
                _ => format!("\x1b[{};{}H", u32::from(y) + 1, x + 1),
            };
            let lines = format!("\r{}{}", "\n".repeat(down.into()), forward(x));
            // Line feeds only go down, and never past the last row, so nothing scrolls.
            let short = if down > 0 && lines.len() < place.len() {
                lines
            } else {
                place
            };
            out.extend_from_slice(short.as_bytes());
        } else if self.cursor.column != Some(column) {
            let place = match x {
                0 => "\r".to_owned(),
                _ if self.kind.has_columns => format!("\x1b[{}G", x + 1),
                _ => format!("\x1b[{};{}H", u32::from(y) + 1, x + 1),
            };
            let step = self
                .cursor
                .column
                .filter(|&from| from < column)
                .map(|from| forward((column - from).into()));
            let short = step
                .filter(|step| step.len() <= place.len())
                .unwrap_or(place);
            out.extend_from_slice(short.as_bytes());
        }
        self.cursor = to;
    }
}

/// Cells to which a cluster may reach beyond its own.
fn spill(glyph: &CellGlyph) -> Option<usize> {
    Some(reach(glyph)).filter(|&far| far > usize::from(glyph.width))
}

/// The look that most blanks of a screen have, if erasing can give it.
fn ground(screen: &Buffer) -> Look {
    let mut counts: Vec<(Look, usize)> = Vec::new();
    for cell in screen.content.iter().filter(|cell| cell.symbol() == " ") {
        let look = look(cell, " ");
        match counts.iter_mut().find(|(known, _)| *known == look) {
            Some((_, count)) => *count += 1,
            None => counts.push((look, 1)),
        }
    }
    let commonest = counts
        .into_iter()
        .filter(|(look, _)| look.erasable())
        .max_by_key(|&(_, count)| count);
    commonest.map_or(Look::default(), |(look, _)| look)
}

/// The sequence that moves the cursor right.
fn forward(cells: usize) -> String {
    match cells {
        0 => String::new(),
        1 => "\x1b[C".to_owned(),
        n => format!("\x1b[{n}C"),
    }
}

#[cfg(test)]
mod tests;
