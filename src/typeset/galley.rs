//! The set article: rows with the way back to the source for every cluster, and from the source to the row.

mod placed;

use super::{
    RowRole,
    cluster::{Ambiguous, clusters, text_width},
    display::{Shown, ShownPlace},
    upright,
};
use crate::issue::Span;
pub use placed::Placed;
use std::ops::Range;

/// One row of a galley.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// What it is part of.
    pub role: RowRole,
    /// Index of the article's block it belongs to; `None` for its head and for blank rows.
    pub block: Option<usize>,
    /// Whether it stands over all legs, where there are two; else in one.
    pub across: bool,
    text: String,
    width: u16,
    pieces: Vec<Piece>,
}

/// A part of a row that comes from one place of the source.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Piece {
    /// First column.
    column: u16,
    /// Cells.
    width: u16,
    /// First byte in the row's text.
    at: u32,
    /// Bytes there; where the source has as many, byte stands for byte.
    len: u32,
    /// Whether the source has the same bytes, one for one.
    verbatim: bool,
    source: Span,
    /// How its clusters were measured.
    ambiguous: Ambiguous,
}

impl Row {
    /// An empty row.
    pub(super) fn new(role: RowRole, block: Option<usize>) -> Self {
        Self {
            role,
            block,
            across: false,
            text: String::new(),
            width: 0,
            pieces: Vec::new(),
        }
    }

    /// Makes room for so many bytes and parts more.
    pub(super) fn reserve(&mut self, bytes: usize, parts: usize) {
        self.text.reserve_exact(bytes);
        self.pieces.reserve_exact(parts);
    }

    /// Appends blank cells.
    pub(super) fn pad(&mut self, cells: u16) {
        self.text
            .extend(std::iter::repeat_n(' ', usize::from(cells)));
        self.width = self.width.saturating_add(cells);
    }

    /// Appends words that do not come from the source.
    pub(super) fn add(&mut self, text: &str, ambiguous: Ambiguous) {
        self.text.push_str(text);
        self.widen(text_width(text, ambiguous));
    }

    /// Appends a part of a shown text.
    pub(super) fn show(&mut self, shown: &Shown, range: Range<usize>, ambiguous: Ambiguous) {
        let whole = shown.text.get(range.clone()).unwrap_or("");
        let mut places = shown.places(range.clone()).peekable();
        let Some(first) = places.next() else { return };
        let (column, at) = (self.width, self.text.len());
        self.text.push_str(whole);
        self.widen(text_width(whole, ambiguous));
        if places.peek().is_none() {
            self.piece(whole, at, column..self.width, first.source, ambiguous);
            return;
        }
        let all = || std::iter::once(first.clone()).chain(shown.places(range.clone()).skip(1));
        let text = |place: &ShownPlace| shown.text.get(place.range.clone()).unwrap_or("");
        let cells = |place: &ShownPlace| {
            u16::try_from(text_width(text(place), ambiguous)).unwrap_or(u16::MAX)
        };
        // A cluster may come from several places, where something between them is not shown: it is measured as it is
        // shown, and its cells are those of the place that it begins in.
        let whole_clusters = all().map(|place| usize::from(cells(&place))).sum::<usize>()
            == usize::from(self.width - column);
        let mut clusters = clusters(whole, ambiguous).peekable();
        let mut end = column;
        for place in all() {
            let mut from = end;
            if whole_clusters {
                end = end.saturating_add(cells(&place));
            } else {
                let till = place.range.end - range.start;
                while let Some(cluster) = clusters.next_if(|c| c.at < till) {
                    end = end.saturating_add(cluster.width);
                }
                // Its own clusters end where the cells do.
                from = end.saturating_sub(cells(&place)).min(from);
            }
            let start = at + place.range.start - range.start;
            self.piece(text(&place), start, from..end, place.source, ambiguous);
        }
    }

    /// Keeps where words come from that stand in some columns, if they come from the source.
    fn piece(
        &mut self,
        words: &str,
        at: usize,
        columns: Range<u16>,
        source: Option<Span>,
        ambiguous: Ambiguous,
    ) {
        self.pieces.extend(source.map(|source| Piece {
            column: columns.start,
            width: columns.end - columns.start,
            at: Span::new(0, at).end,
            len: Span::new(0, words.len()).end,
            verbatim: words.len() == source.len(),
            source,
            ambiguous,
        }));
    }

    /// Appends a part of a shown text as it stands down a line.
    pub(super) fn stand(&mut self, shown: &Shown, range: Range<usize>, ambiguous: Ambiguous) {
        let text = shown.text.get(range.clone()).unwrap_or("");
        let mut from = range.start;
        for mut cluster in clusters(text, ambiguous) {
            cluster.at += range.start;
            let Some(form) = upright::form(&shown.text, &cluster) else {
                continue;
            };
            self.show(shown, from..cluster.at, ambiguous);
            from = cluster.end();
            let own = shown.places(cluster.at..from).next();
            let (column, at) = (self.width, self.text.len());
            self.add(&form, ambiguous);
            let source = own.and_then(|p| p.source);
            self.piece(&form, at, column..self.width, source, ambiguous);
            // Another form may be as long by chance.
            if let Some(piece) = self.pieces.last_mut().filter(|_| source.is_some()) {
                piece.verbatim &= form == cluster.text;
            }
        }
        self.show(shown, from..range.end, ambiguous);
    }

    /// Appends what another row shows.
    pub(super) fn join(&mut self, other: &Self) {
        let at = Span::new(0, self.text.len()).end;
        self.pieces.extend(other.pieces.iter().map(|p| Piece {
            column: p.column.saturating_add(self.width),
            at: p.at + at,
            ..*p
        }));
        self.text.push_str(&other.text);
        self.width = self.width.saturating_add(other.width);
    }

    /// Takes blank cells off the end.
    pub(super) fn trim_end(&mut self) {
        let kept = self.text.trim_end_matches(' ').len();
        let blank = self.text.len() - kept;
        self.text.truncate(kept);
        self.width = self
            .width
            .saturating_sub(u16::try_from(blank).unwrap_or(u16::MAX));
    }

    fn widen(&mut self, cells: usize) {
        self.width = self
            .width
            .saturating_add(u16::try_from(cells).unwrap_or(u16::MAX));
    }

    /// The row as it is shown, from the page's first column, without trailing space.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Cells from the page's first column to the row's last cluster.
    pub fn width(&self) -> u16 {
        self.width
    }

    /// Whether it shows a part of the source.
    pub fn has_source(&self) -> bool {
        !self.pieces.is_empty()
    }

    /// Whether it shows nothing of the source, nor its readings.
    pub fn is_apart(&self) -> bool {
        !self.has_source() && self.role != RowRole::Ruby
    }

    /// Columns of cells, relative to the page, in which a part of the source is shown in this row.
    pub fn columns_of(&self, span: Span) -> Option<Range<u16>> {
        let mut found: Option<Range<u16>> = None;
        for piece in &self.pieces {
            if piece.source.start >= span.end || piece.source.end <= span.start {
                continue;
            }
            let columns = self.columns_in(piece, span);
            found = Some(match found {
                None => columns,
                Some(f) => f.start.min(columns.start)..f.end.max(columns.end),
            });
        }
        found.filter(|f| !f.is_empty())
    }

    /// Columns within a piece that show a part of the span, which touches the piece.
    fn columns_in(&self, piece: &Piece, span: Span) -> Range<u16> {
        let all = piece.column..piece.column + piece.width;
        let whole = span.start <= piece.source.start && span.end >= piece.source.end;
        if whole || !piece.verbatim {
            return all;
        }
        let (mut start, mut end) = (all.end, all.start);
        for (columns, source) in self.clusters_of(piece) {
            if source.start < span.end && source.end > span.start {
                start = start.min(columns.start);
                end = end.max(columns.end);
            }
        }
        start..end.max(start)
    }

    /// The clusters of a verbatim piece: their columns and places.
    fn clusters_of(&self, piece: &Piece) -> impl Iterator<Item = (Range<u16>, Span)> {
        let text = self
            .text
            .get(piece.at as usize..(piece.at + piece.len) as usize)
            .unwrap_or("");
        let mut column = piece.column;
        let origin = piece.source.start as usize;
        clusters(text, piece.ambiguous).map(move |c| {
            let columns = column..column.saturating_add(c.width);
            column = columns.end;
            (columns, Span::new(origin + c.at, origin + c.end()))
        })
    }

    /// The first byte of the source shown in a column; `None` on margins and on the program's own words.
    pub fn source_at(&self, column: u16) -> Option<u32> {
        let piece = self
            .pieces
            .iter()
            .find(|p| (p.column..p.column + p.width).contains(&column))?;
        if !piece.verbatim {
            return Some(piece.source.start);
        }
        let within = |(columns, _): &(Range<u16>, Span)| columns.end > column;
        let found = self.clusters_of(piece).find(within);
        Some(found.map_or(piece.source.start, |(_, source)| source.start))
    }

    /// Places of the source in the order in which they are shown, those that follow each other as one.
    fn spans(&self) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        for piece in self.pieces.iter().filter(|p| !p.source.is_empty()) {
            match spans.last_mut() {
                // A cell of a table stands beside another row's; all other rows go through the source in order.
                Some(last) if piece.source.start >= last.end && self.role != RowRole::Table => {
                    last.end = piece.source.end;
                }
                _ => spans.push(piece.source),
            }
        }
        spans
    }
}

/// A set article: rows from its head to its end.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Galley {
    /// The rows.
    pub rows: Vec<Row>,
    /// Where words of links stand, row by row.
    pub links: Vec<Placed>,
    /// Where parts of the source are shown: first byte and row, in order of bytes.
    index: Vec<(u32, u32)>,
}

impl Galley {
    /// A galley of these rows.
    pub(super) fn new(rows: Vec<Row>) -> Self {
        let mut index: Vec<(u32, u32)> = Vec::with_capacity(rows.len());
        for (number, row) in rows.iter().enumerate() {
            let number = Span::new(0, number).end;
            index.extend(row.spans().iter().map(|s| (s.start, number)));
        }
        // The byline may come from the article's end and is shown at its head.
        index.sort_unstable();
        index.dedup_by_key(|(start, _)| *start);
        Self {
            rows,
            links: Vec::new(),
            index,
        }
    }

    /// The same below so many blank rows.
    #[must_use]
    pub fn under(mut self, blank: usize) -> Self {
        let mut above = Row::new(RowRole::Body, None);
        above.across = self.rows.first().is_some_and(|row| row.across);
        self.rows.splice(0..0, std::iter::repeat_n(above, blank));
        let down = Span::new(0, blank).end;
        for (_, row) in &mut self.index {
            *row += down;
        }
        for link in &mut self.links {
            link.row += blank;
        }
        self
    }

    /// Whether a row's readings stand above it.
    pub fn is_read(&self, row: usize) -> bool {
        let above = row.checked_sub(1).and_then(|above| self.rows.get(above));
        above.is_some_and(|above| above.role == RowRole::Ruby)
    }

    /// The row that shows a byte of the source, or the nearest before it; the first where none is before it.
    pub fn row_of(&self, byte: u32) -> usize {
        let after = self.index.partition_point(|&(start, _)| start <= byte);
        let nearest = after.checked_sub(1).and_then(|i| self.index.get(i));
        nearest.map_or(0, |&(_, row)| row as usize)
    }

    /// The first byte of the source that a row shows; where it shows none, that of the next row that does, else
    /// of the last before it.
    pub fn byte_of(&self, row: usize) -> u32 {
        let row = row.min(self.rows.len());
        let (before, from) = self.rows.split_at(row);
        let first = |row: &Row| row.pieces.first().map(|p| p.source.start);
        from.iter()
            .find_map(first)
            .or_else(|| before.iter().rev().find_map(first))
            .unwrap_or(0)
    }
}
