//! Where the panes are: the window's cells shared out, for the view to draw in and for `update` to clamp by.

use crate::typeset::legs::GUTTER;
use crate::typeset::upright::ROW;

/// Columns from which contents and article stand side by side.
pub const WIDE: u16 = 100;
/// Columns under which nothing can be read.
const LEAST_COLUMNS: u16 = 20;
/// Rows under which nothing can be read.
const LEAST_ROWS: u16 = 5;
/// Rows from which rules stand above and below the panes.
const RULED: u16 = 15;
/// Rows from which there is a masthead.
const HEADED: u16 = 8;

/// Rows from which the contents give an article more than one.
const LISTED: u16 = 22;
/// Rows from which an article's head stands off the rule above it.
const STOOD_OFF: u16 = 20;
/// Rows from which its headline stands off kicker and deck.
const AIRY: u16 = 24;

/// The contents' width at least and at most: a third of the window between.
const CONTENTS: (u16, u16) = (28, 56);

/// Columns from which the article may stand in two legs.
const LEGGED: u16 = 160;
/// Rows of the article's pane from which it may.
const LEGS_HIGH: u16 = 8;
/// The fewest cells of a leg, that of 30 Han with their gutter.
const LEG: u16 = 62;

/// Most columns and rows that are drawn on: as many as the largest screens have of the smallest letters. What a window
/// claims to have beyond them stays blank.
const LARGEST: (u16, u16) = (2000, 500);

/// The columns and rows of a window that are drawn on.
pub fn bounded((columns, rows): (u16, u16)) -> (u16, u16) {
    (columns.min(LARGEST.0), rows.min(LARGEST.1))
}

/// Rows of the source from which one is given to what its line was read as.
const ANNOTATED: u16 = 3;

/// A rectangle of cells.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Area {
    /// First column.
    pub x: u16,
    /// First row.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

impl Area {
    /// Whether a cell is in it.
    pub fn contains(self, x: u16, y: u16) -> bool {
        (self.x..self.right()).contains(&x) && (self.y..self.bottom()).contains(&y)
    }

    /// One past the last column.
    pub fn right(self) -> u16 {
        self.x.saturating_add(self.width)
    }

    /// One past the last row.
    pub fn bottom(self) -> u16 {
        self.y.saturating_add(self.height)
    }
}

/// Which panes there are to share a window out among.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Panes {
    /// Whether there are contents; not where there is one article to read.
    pub contents: bool,
    /// Whether the source is open.
    pub source: bool,
    /// Whether a long article stands in two legs where they have room.
    pub legs: bool,
}

/// The panes of a window. What there is no room for has no cells.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Layout {
    /// The whole window.
    pub window: Area,
    /// Whether all panes there are stand side by side.
    pub wide: bool,
    /// Whether the contents give an article one row each.
    pub close: bool,
    /// Blank rows between the rule and an article's head.
    pub above_head: u16,
    /// Blank rows between a headline and its kicker and deck.
    pub head_gap: u16,
    /// Whether nothing but a line that says so has room.
    pub too_small: bool,
    /// 报头, one row.
    pub masthead: Area,
    /// The rule under the masthead.
    pub top_rule: Area,
    /// All between masthead and status.
    pub middle: Area,
    /// The contents, without the column of their scrollbar.
    pub contents: Area,
    /// The column of the contents' scrollbar.
    pub contents_bar: Area,
    /// The rule between the panes.
    pub divider: Area,
    /// The article, without the column of its scrollbar.
    pub article: Area,
    /// The column of the article's scrollbar.
    pub article_bar: Area,
    /// The source lines, where they are shown.
    pub source: Area,
    /// The column of the source's scrollbar.
    pub source_bar: Area,
    /// Below the source: what the line one is at was read as, one row.
    pub source_line: Area,
    /// The rule above the status line.
    pub bottom_rule: Area,
    /// The status line.
    pub status: Area,
}

impl Layout {
    /// Shares out a window. Small windows give up their rules first, then the masthead: the text comes first. The
    /// source, if it is open, stands beside the article where the window is wide, else in its place.
    pub fn of(columns: u16, rows: u16, panes: Panes) -> Self {
        let row = |y: u16, height: u16| Area {
            x: 0,
            y,
            width: columns,
            height,
        };
        let mut layout = Self {
            window: row(0, rows),
            ..Self::default()
        };
        if columns < LEAST_COLUMNS || rows < LEAST_ROWS {
            layout.too_small = true;
            return layout;
        }
        let head = u16::from(rows >= HEADED);
        let rule = u16::from(rows >= RULED);
        layout.masthead = row(0, head);
        layout.top_rule = row(head, rule);
        layout.status = row(rows - 1, 1);
        layout.bottom_rule = row(rows - 1 - rule, rule);
        layout.middle = row(head + rule, rows - 1 - head - 2 * rule);
        layout.wide = columns >= WIDE;
        layout.close = rows < LISTED;
        layout.above_head = u16::from(rows >= STOOD_OFF);
        layout.head_gap = u16::from(rows >= AIRY);
        if !layout.wide {
            layout.one_at_a_time(columns);
        } else if panes.source {
            let left = columns / 2;
            [layout.source, layout.source_bar] = layout.beside(left, columns);
        } else if panes.contents {
            let mut left = (columns / 3).clamp(CONTENTS.0, CONTENTS.1);
            if panes.legs && columns >= LEGGED {
                // Two legs go before long headlines in one line.
                let legs = 2 * LEG + GUTTER;
                left = left.min((columns - 4 - legs).max(CONTENTS.0));
            }
            [layout.contents, layout.contents_bar] = layout.beside(left, columns);
        } else {
            layout.article = layout.column(1, columns - 3);
            layout.article_bar = layout.column(columns - 1, 1);
        }
        if panes.source {
            layout.annotate();
        }
        layout
    }

    fn column(&self, x: u16, width: u16) -> Area {
        Area {
            x,
            width,
            ..self.middle
        }
    }

    /// So many columns for what stands beside the article, with its scrollbar; one blank column beside every rule,
    /// where scrollbars may stand.
    fn beside(&mut self, left: u16, columns: u16) -> [Area; 2] {
        self.divider = self.column(left, 1);
        self.article = self.column(left + 2, columns - left - 4);
        self.article_bar = self.column(columns - 1, 1);
        [self.column(0, left - 1), self.column(left - 1, 1)]
    }

    /// Gives a row below the source to what its line was read as.
    fn annotate(&mut self) {
        if !self.wide {
            self.source = self.article;
            self.source_bar = self.article_bar;
        }
        let line = u16::from(self.source.height >= ANNOTATED);
        let height = self.source.height - line;
        self.source_line = Area {
            y: self.source.y + height,
            height: line,
            ..self.source
        };
        self.source.height = height;
        self.source_bar.height = height;
    }

    fn one_at_a_time(&mut self, columns: u16) {
        let margin = u16::from(columns >= 40);
        self.contents = self.column(0, columns - 1);
        self.contents_bar = self.column(columns - 1, 1);
        self.article = self.column(margin, columns - 1 - margin);
        self.article_bar = self.contents_bar;
    }

    /// The most cells that each of two legs may have; `None` where two have no room.
    pub fn leg(&self) -> Option<u16> {
        let leg = self.article.width.saturating_sub(GUTTER) / 2;
        let room = self.window.width >= LEGGED && self.article.height >= LEGS_HIGH;
        (room && leg >= LEG).then_some(leg)
    }

    /// How many lines that run down, so many cells from each other, the article's pane has room for.
    pub fn lines_down(&self, gap: u16) -> u16 {
        self.article.width.saturating_add(gap) / (ROW + gap)
    }

    /// The first column of such a line, counted from the right; `None` where it has no room.
    pub fn line_down(&self, line: usize, gap: u16) -> Option<u16> {
        let line = u16::try_from(line).ok()?;
        let from_right = line.checked_mul(ROW + gap)?.checked_add(ROW)?;
        let x = self.article.right().checked_sub(from_right)?;
        (x >= self.article.x).then_some(x)
    }

    /// The line that runs down through a column of cells, or is the nearest to it.
    pub fn line_at(&self, x: u16, gap: u16) -> usize {
        let from_right = self.article.right().saturating_sub(x.saturating_add(1));
        usize::from(from_right / (ROW + gap))
    }

    /// Where a page of so many cells stands in the article's pane: in its middle.
    pub fn page(&self, width: u16) -> Area {
        let width = width.min(self.article.width);
        Area {
            x: self.article.x + (self.article.width - width) / 2,
            width,
            ..self.article
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISTED: Panes = Panes {
        contents: true,
        source: false,
        legs: true,
    };
    const ALONE: Panes = Panes {
        contents: false,
        source: false,
        legs: true,
    };
    const SOURCE: Panes = Panes {
        contents: true,
        source: true,
        legs: true,
    };

    /// The areas that must not overlap, of what is drawn at a time.
    fn drawn(l: &Layout) -> Vec<Area> {
        let mut areas = vec![
            l.masthead,
            l.top_rule,
            l.article,
            l.article_bar,
            l.bottom_rule,
            l.status,
        ];
        if l.wide {
            areas.extend([l.contents, l.contents_bar, l.divider]);
            areas.extend([l.source, l.source_bar, l.source_line]);
        }
        areas
    }

    #[test]
    fn no_pane_leaves_the_window_or_covers_another() {
        for panes in [LISTED, ALONE, SOURCE] {
            for (columns, rows) in (0..=220).flat_map(|c| (0..=70).map(move |r| (c, r))) {
                let layout = Layout::of(columns, rows, panes);
                let areas = drawn(&layout);
                for (i, a) in areas.iter().enumerate() {
                    assert!(
                        a.right() <= columns && a.bottom() <= rows,
                        "{columns}x{rows}"
                    );
                    for b in areas.get(i + 1..).unwrap_or(&[]) {
                        let apart = a.right() <= b.x
                            || b.right() <= a.x
                            || a.bottom() <= b.y
                            || b.bottom() <= a.y
                            || a.width * a.height == 0
                            || b.width * b.height == 0;
                        assert!(apart, "{columns}x{rows}: {a:?} {b:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_smallest_window_that_shows_text_shows_four_rows_of_it() {
        let layout = Layout::of(20, 5, LISTED);
        assert!(!layout.too_small);
        assert_eq!((layout.article.width, layout.article.height), (19, 4));
        assert!(Layout::of(19, 5, LISTED).too_small && Layout::of(20, 4, LISTED).too_small);
    }

    #[test]
    fn a_low_window_gives_up_its_rules_before_its_text() {
        assert_eq!(Layout::of(40, 12, LISTED).article.height, 10);
        assert_eq!(Layout::of(80, 24, LISTED).article.height, 20);
    }

    #[test]
    fn the_panes_stand_side_by_side_from_a_hundred_columns() {
        assert!(!Layout::of(99, 30, LISTED).wide);
        let layout = Layout::of(100, 30, LISTED);
        assert!(layout.wide);
        assert_eq!(layout.divider.x + 2, layout.article.x);
    }

    #[test]
    fn the_contents_take_a_third_of_the_window() {
        for (columns, left) in [(100, 33), (120, 40), (150, 50), (168, 56), (300, 56)] {
            let panes = Panes {
                legs: false,
                ..LISTED
            };
            let layout = Layout::of(columns, 40, panes);
            assert_eq!(layout.contents.width + layout.contents_bar.width, left);
        }
    }

    #[test]
    fn two_legs_of_thirty_han_have_room_from_160_columns() {
        for (columns, contents, leg) in [(159, 53, None), (160, 29, Some(62)), (200, 56, Some(68))]
        {
            let layout = Layout::of(columns, 40, LISTED);
            assert_eq!(layout.contents.width + layout.contents_bar.width, contents);
            assert_eq!(layout.leg(), leg, "{columns}");
        }
        assert_eq!(Layout::of(160, 40, ALONE).leg(), Some(77));
        assert_eq!(Layout::of(160, 9, LISTED).leg(), None);
        // Beside the source there is room for one.
        assert_eq!(Layout::of(200, 40, SOURCE).leg(), None);
    }

    #[test]
    fn where_there_is_one_article_it_has_the_whole_window() {
        let layout = Layout::of(120, 40, ALONE);
        assert_eq!((layout.article.x, layout.article.right()), (1, 118));
        assert_eq!(layout.contents.width + layout.divider.width, 0);
        assert_eq!(layout.article_bar.x, 119);
        let source = Panes {
            contents: false,
            ..SOURCE
        };
        assert_eq!(Layout::of(120, 40, source), Layout::of(120, 40, SOURCE));
    }

    #[test]
    fn lines_that_run_down_stand_side_by_side_from_the_right() {
        let layout = Layout::of(80, 24, LISTED);
        for gap in 1..=2 {
            let lines = usize::from(layout.lines_down(gap));
            let mut right = layout.article.right();
            for line in 0..lines {
                let Some(x) = layout.line_down(line, gap) else {
                    panic!("line {line} has no room");
                };
                assert_eq!(x + 2 + if line > 0 { gap } else { 0 }, right);
                assert_eq!(layout.line_at(x, gap), line);
                assert_eq!(layout.line_at(x + 1, gap), line);
                right = x;
            }
            assert_eq!(layout.line_down(lines, gap), None);
        }
    }

    #[test]
    fn a_page_stands_in_the_middle() {
        let layout = Layout::of(160, 40, LISTED);
        let page = layout.page(82);
        assert_eq!(page.width, 82);
        let (left, right) = (
            page.x - layout.article.x,
            layout.article.right() - page.right(),
        );
        assert!(left.abs_diff(right) <= 1);
    }
}
