//! The pen: the one place where text becomes cells. Cluster by cluster, each at its own column with its known width;
//! nothing that could act on a terminal passes (rule 9 of the architecture).

use super::signs::{self, plain};
use crate::app::lines;
use crate::guard::is_harmless;
use crate::theme::{Role, Theme};
use crate::typeset::cluster::{Ambiguous, Clusters, clusters};
use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::style::{Modifier, Style};
use std::num::NonZeroU16;

/// Draws into a buffer with the styles of a theme.
pub struct Pen<'a> {
    buffer: &'a mut Buffer,
    theme: &'a Theme,
    ambiguous: Ambiguous,
}

impl<'a> Pen<'a> {
    /// A pen for a buffer, and for a terminal that shows characters of ambiguous width so.
    pub fn new(buffer: &'a mut Buffer, theme: &'a Theme, ambiguous: Ambiguous) -> Self {
        Self {
            buffer,
            theme,
            ambiguous,
        }
    }

    /// How the terminal shows characters of ambiguous width.
    pub fn ambiguous(&self) -> Ambiguous {
        self.ambiguous
    }

    /// Cells of a text.
    pub fn width(&self, text: &str) -> u16 {
        lines::width(text, self.ambiguous)
    }

    /// A text in so many cells, cut with … where it has more.
    pub fn cut(&self, text: &str, width: u16) -> String {
        lines::cut(text, width, self.ambiguous)
    }

    /// The clusters of a text, measured.
    pub fn clusters<'t>(&self, text: &'t str) -> Clusters<'t> {
        clusters(text, self.ambiguous)
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
        for cluster in clusters(text, self.ambiguous) {
            let (symbol, cells) = safe(cluster.text, cluster.width, self.ambiguous);
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
        let width = self.width(text);
        let x = right.saturating_sub(width).max(left);
        self.text(x, y, right.saturating_sub(x), text, role);
        x
    }

    /// Draws one of the program's own signs in one cell; where it would take two, a plain one that stands for it.
    pub fn sign(&mut self, x: u16, y: u16, sign: &str, role: Role) -> u16 {
        let sign = match self.ambiguous {
            Ambiguous::Narrow | Ambiguous::Spaced => sign,
            Ambiguous::Wide => plain(sign).unwrap_or(sign),
        };
        self.text(x, y, 1, sign, role)
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
                // ratatui takes ambiguous characters for narrow, and would take the next cell for another glyph.
                if let Some(width) = NonZeroU16::new(cells)
                    && signs::cells(symbol) != cells
                {
                    cell.set_diff_option(CellDiffOption::ForcedWidth(width));
                }
            }
        }
    }
}

/// A cluster as it may reach a terminal, and its cells: U+FFFD for one with a character that acts on it or hides.
fn safe(cluster: &str, width: u16, ambiguous: Ambiguous) -> (&str, u16) {
    // What chooses a variant needs a base.
    let bare = cluster.starts_with(|c| matches!(c, '\u{E0100}'..='\u{E01EF}'));
    if bare || !is_harmless(cluster) {
        ("\u{FFFD}", ambiguous.cells())
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
        drawn_as(width, text, Ambiguous::Narrow)
    }

    fn drawn_as(width: u16, text: &str, ambiguous: Ambiguous) -> (Buffer, u16) {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 1));
        let theme = Theme::default();
        let end = Pen::new(&mut buffer, &theme, ambiguous).text(0, 0, width, text, Role::Body);
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
    fn a_variant_of_a_character_is_drawn_as_one() {
        let (buffer, end) = drawn(8, "葛\u{E0100}x\u{E0100}");
        assert_eq!(end, 3);
        assert_eq!(buffer[(0, 0)].symbol(), "葛\u{E0100}");
        assert_eq!(drawn(8, "\u{E0100}").0[(0, 0)].symbol(), "\u{FFFD}");
    }

    #[test]
    fn a_family_stays_one() {
        let (buffer, end) = drawn(8, "👨\u{200d}👩\u{200d}👧x");
        assert_eq!(end, 3);
        assert_eq!(buffer[(0, 0)].symbol(), "👨\u{200d}👩\u{200d}👧");
    }

    proptest! {
        #[test]
        fn every_cell_holds_what_fits_it(text in "\\PC{0,20}|.{0,20}|[“…·①a茶]{0,20}", width in 0_u16..12) {
            for ambiguous in [Ambiguous::Narrow, Ambiguous::Spaced, Ambiguous::Wide] {
                let (buffer, end) = drawn_as(width, &text, ambiguous);
                prop_assert!(end <= width);
                let mut x = 0;
                while x < 8 {
                    let symbol = buffer[(x, 0)].symbol();
                    prop_assert!(!symbol.chars().any(char::is_control));
                    let cells = buffer[(x, 0)].cell_width();
                    prop_assert_eq!(cells, crate::typeset::cluster::width(symbol, ambiguous));
                    x += cells;
                }
                prop_assert_eq!(x, 8);
            }
        }
    }

    #[test]
    fn what_is_ambiguous_keeps_two_cells_where_it_is_wide() {
        let (buffer, end) = drawn_as(8, "a“茶”b", Ambiguous::Wide);
        assert_eq!(end, 8);
        let row: Vec<&str> = (0..8).map(|x| buffer[(x, 0)].symbol()).collect();
        assert_eq!(row, ["a", "“", " ", "茶", " ", "”", " ", "b"]);
        assert_eq!(buffer[(1, 0)].cell_width(), 2);
        // Nothing of it stands where it has no room.
        assert_eq!(drawn_as(2, "a“", Ambiguous::Wide).1, 1);
    }

    #[test]
    fn a_blank_cell_is_kept_behind_what_is_drawn_over_the_next() {
        let (buffer, end) = drawn_as(8, "①②茶a", Ambiguous::Spaced);
        assert_eq!(end, 7);
        let row: Vec<&str> = (0..8).map(|x| buffer[(x, 0)].symbol()).collect();
        assert_eq!(row, ["①", " ", "②", " ", "茶", " ", "a", " "]);
    }

    #[test]
    fn a_sign_takes_one_cell_in_every_terminal() {
        for (ambiguous, expected) in [
            (Ambiguous::Narrow, "│"),
            (Ambiguous::Spaced, "│"),
            (Ambiguous::Wide, "|"),
        ] {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 1));
            let theme = Theme::default();
            let end = Pen::new(&mut buffer, &theme, ambiguous).sign(1, 0, "│", Role::Border);
            assert_eq!((end, buffer[(1, 0)].symbol()), (2, expected));
        }
    }
}
