//! Where the words of links stand in a set article.

use super::{super::links::Link, Galley, Piece, Row};
use crate::issue::Span;
use std::ops::Range;

/// Words of a link in a row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Placed {
    /// The row.
    pub row: usize,
    /// Columns of cells, relative to the page.
    pub columns: Range<u16>,
    /// Bytes of the row's text.
    pub bytes: Range<usize>,
    /// Where the link leads, as the source writes it.
    pub address: String,
}

/// Rows on which the words of one link are looked for.
const LONG: usize = 50;

impl Row {
    /// Bytes of the row's text in which a part of the source is shown.
    fn bytes_of(&self, span: Span) -> Option<Range<usize>> {
        let touched = |p: &&Piece| p.source.start < span.end && p.source.end > span.start;
        let own = |p: &Piece| {
            let (at, len) = (p.at as usize, p.len as usize);
            if !p.verbatim {
                return at..at + len;
            }
            let from = span.start.saturating_sub(p.source.start) as usize;
            let to = (span.end.min(p.source.end) - p.source.start) as usize;
            at + from..at + to
        };
        let parts = self.pieces.iter().filter(touched).map(own);
        parts.reduce(|a, b| a.start.min(b.start)..a.end.max(b.end))
    }
}

impl Galley {
    /// From the first byte of the source that is shown to the last.
    pub(in crate::typeset) fn hull(&self) -> Span {
        let pieces = self.rows.iter().flat_map(|row| &row.pieces);
        Span {
            start: self.index.first().map_or(0, |(byte, _)| *byte),
            end: pieces.map(|p| p.source.end).max().unwrap_or(0),
        }
    }

    /// The same with the places of these links.
    pub(in crate::typeset) fn linked(mut self, links: &[Link]) -> Self {
        for link in links.iter().filter(|link| link.is_seen()) {
            let first = self.row_of(link.span.start);
            let last = self.row_of(link.span.end.saturating_sub(1));
            let near = first..self.rows.len().min(last.saturating_add(1));
            for number in near.take(LONG) {
                let Some(row) = self.rows.get(number) else {
                    break;
                };
                let place = row.columns_of(link.span).zip(row.bytes_of(link.span));
                self.links.extend(place.map(|(columns, bytes)| Placed {
                    row: number,
                    columns,
                    bytes,
                    address: link.address.clone(),
                }));
            }
        }
        self.links
            .sort_by_key(|placed| (placed.row, placed.columns.start));
        self
    }

    /// The words of links in a row.
    pub fn links_of(&self, row: usize) -> &[Placed] {
        let from = self.links.partition_point(|placed| placed.row < row);
        let rest = self.links.get(from..).unwrap_or_default();
        let count = rest.partition_point(|placed| placed.row == row);
        rest.get(..count).unwrap_or_default()
    }
}
