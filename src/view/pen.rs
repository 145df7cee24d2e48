//! The pen: the one place where text becomes cells. Cluster by cluster, each at its own column with its known width;
//! nothing that could act on a terminal passes (rule 9 of the architecture).

use crate::app::source::is_hidden;
use crate::theme::{Role, Theme};
use crate::typeset::cluster::clusters;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Modifier, Style};

/// Draws into a buffer with the styles of a theme.
pub struct Pen<'a> {
    buffer: &'a mut Buffer,
    theme: &'a Theme,
}

impl<'a> Pen<'a> {
    /// A pen for a buffer.
    pub fn new(buffer: &'a mut Buffer, theme: &'a Theme) -> Self {
        Self { buffer, theme }
    }

    /// Makes the whole buffer an empty page.
    pub fn clear(&mut self) {
        let mut blank = Cell::EMPTY;
        blank.set_style(self.theme.style(Role::Page));
        self.buffer.content.fill(blank);
    }

    /// Draws a text into at most `width` cells from a place on; gives the column after it. A cluster that does not
    /// fit whole is left out with all that follows.
    pub fn text(&mut self, x: u16, y: u16, width: u16, text: &str, role: Role) -> u16 {
        let style = self.theme.style(role);
        let end = x.saturating_add(width);
        let mut x = x;
        for cluster in clusters(text) {
            let (symbol, cells) = safe(cluster.text, cluster.width);
            if cells == 0 {
                continue;
            }
            if x.saturating_add(cells) > end {
                break;
            }
            self.put(x, y, symbol, cells, style);
            x = x.saturating_add(cells);
        }
        x
    }

    /// Draws a text that ends before a column, no further left than another; gives the column it begins at.
    pub fn text_to(&mut self, left: u16, right: u16, y: u16, text: &str, role: Role) -> u16 {
        let width = crate::app::lines::width(text);
        let x = right.saturating_sub(width).max(left);
        self.text(x, y, right.saturating_sub(x), text, role);
        x
    }

    /// Gives cells the style of a role, whatever stands in them.
    pub fn paint(&mut self, columns: std::ops::Range<u16>, y: u16, role: Role) {
        let style = self.theme.style(role);
        for x in columns {
            if let Some(cell) = self.buffer.cell_mut((x, y)) {
                cell.modifier = Modifier::empty();
                cell.set_style(style);
            }
        }
    }

    /// Draws a cursor at a cell.
    pub fn cursor(&mut self, x: u16, y: u16) {
        let style = self.theme.style(Role::Prompt);
        if let Some(cell) = self.buffer.cell_mut((x, y)) {
            cell.set_style(style.add_modifier(Modifier::REVERSED));
        }
    }

    fn put(&mut self, x: u16, y: u16, symbol: &str, cells: u16, style: Style) {
        let area = self.buffer.area;
        let inside =
            (area.left()..area.right()).contains(&x) && (area.top()..area.bottom()).contains(&y);
        // All cells of the cluster, or none: half of a wide one would shift the row.
        if !inside || x.saturating_add(cells) > area.right() {
            return;
        }
        let at = self.buffer.index_of(x, y);
        let own = self.buffer.content.iter_mut().skip(at).take(cells.into());
        for (i, cell) in own.enumerate() {
            cell.reset();
            cell.set_style(style);
            if i == 0 {
                cell.set_symbol(symbol);
            }
        }
    }
}

/// A cluster as it may reach a terminal, and its cells: U+FFFD for one with a character that acts on it.
fn safe(cluster: &str, width: u16) -> (&str, u16) {
    // Joiners between emoji act on nothing: U+200D and U+200C stay.
    let acts = |c: char| is_hidden(c) && !matches!(c, '\u{200C}' | '\u{200D}');
    // Tag characters spell flags, after their base only.
    let tags = |c: char| matches!(c, '\u{E0020}'..='\u{E007F}');
    let mut chars = cluster.chars();
    let first = chars.next();
    if first.is_some_and(acts) || chars.any(|c| acts(c) && !tags(c)) {
        ("\u{FFFD}", 1)
    } else {
        (cluster, width)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ratatui::buffer::CellWidth;
    use ratatui::layout::Rect;

    fn drawn(width: u16, text: &str) -> (Buffer, u16) {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 1));
        let theme = Theme::default();
        let end = Pen::new(&mut buffer, &theme).text(0, 0, width, text, Role::Body);
        (buffer, end)
    }

    #[test]
    fn a_wide_cluster_is_drawn_whole_or_not_at_all() {
        let (buffer, end) = drawn(5, "江水东");
        assert_eq!(end, 4);
        assert_eq!(buffer[(2, 0)].symbol(), "水");
        assert_eq!(buffer[(4, 0)].symbol(), " ");
        let (buffer, _) = drawn(20, "abcdefg江");
        assert_eq!(buffer[(7, 0)].symbol(), " ");
    }

    #[test]
    fn what_acts_on_a_terminal_becomes_a_replacement() {
        let (buffer, end) = drawn(8, "a\u{1b}[m\u{202e}b");
        let row: String = (0..end).map(|x| buffer[(x, 0)].symbol()).collect();
        assert_eq!(row, "a\u{FFFD}[m\u{FFFD}b");
    }

    #[test]
    fn a_family_stays_one() {
        let (buffer, end) = drawn(8, "👨\u{200d}👩\u{200d}👧x");
        assert_eq!(end, 3);
        assert_eq!(buffer[(0, 0)].symbol(), "👨\u{200d}👩\u{200d}👧");
    }

    proptest! {
        #[test]
        fn every_cell_holds_what_fits_it(text in "\\PC{0,20}|.{0,20}", width in 0_u16..12) {
            let (buffer, end) = drawn(width, &text);
            prop_assert!(end <= width);
            let mut x = 0;
            while x < 8 {
                let symbol = buffer[(x, 0)].symbol();
                prop_assert!(!symbol.chars().any(char::is_control));
                let cells = symbol.cell_width();
                prop_assert!(cells > 0);
                x += cells;
            }
            prop_assert_eq!(x, 8);
        }
    }
}
