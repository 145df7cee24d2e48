//! What a page has of its own around a text: marks before it, rules, and the inset of code.

use super::super::{
    Row, RowRole,
    cluster::{self, text_width},
    code::code,
    display::Shown,
    upright,
};
use super::page::Page;
use std::borrow::Cow;

impl Page<'_> {
    /// Appends the rows of code. They stand in as paragraphs begin, where none is cut for it.
    pub(super) fn code(&mut self, shown: &Shown, number: usize) {
        let inset = self.inset(self.em(self.style.indent));
        let room = usize::from(self.width.saturating_sub(inset));
        let mut lines = shown.text.split('\n');
        let fits = lines.all(|line| text_width(line, self.style.ambiguous) <= room);
        let stays = !fits || shown.text.contains('\t') || self.style.vertical;
        let mut rows = Vec::new();
        code(shown, number, self.width, &self.style, &mut rows);
        self.rows.extend(rows.into_iter().map(|row| {
            if stays || row.width() == 0 {
                return row;
            }
            let mut own = Row::new(row.role, row.block);
            own.pad(inset);
            own.join(&row);
            own
        }));
    }

    /// A mark of the program's own as it stands before a text. Down a line it has a row to itself.
    pub(super) fn mark<'m>(&self, mark: &'m str) -> Cow<'m, str> {
        if self.style.vertical {
            Cow::Owned(upright::words(mark.trim_end(), self.style.ambiguous))
        } else {
            Cow::Borrowed(mark)
        }
    }

    /// Cells that a mark takes.
    pub(super) fn cells_of(&self, mark: &str) -> u16 {
        u16::try_from(text_width(&self.mark(mark), self.style.ambiguous)).unwrap_or(2)
    }

    pub(super) fn rule(&mut self, number: usize, role: RowRole, left: u16, cells: u16) {
        let mut row = Row::new(role, Some(number));
        row.pad(left);
        let ambiguous = self.style.ambiguous;
        if self.style.vertical {
            let stroke = upright::words("─", ambiguous);
            row.add(&stroke.repeat(usize::from(cells / upright::ROW)), ambiguous);
        } else {
            row.add(&cluster::rule('─', cells.into(), ambiguous), ambiguous);
        }
        self.rows.push(row);
    }
}
