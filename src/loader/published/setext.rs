//! Headings, among them those with a row of signs under them instead of signs before them.

use crate::issue::{BlockKind, Span, Text};
use crate::loader::published::piece::{Piece, block};
use crate::loader::published::pieces::Collector;
use std::ops::Range;

/// What level underlined headings have in a text that also marks headings.
#[derive(Default)]
pub struct Underlined {
    /// Level of the last heading with a mark.
    marked: Option<u8>,
    /// Level of those underlined with `=`, where a heading with a mark came before the first of them.
    below: Option<u8>,
}

impl Underlined {
    /// The level of a heading. Under marked headings one that is underlined with `=` is a subhead: as a second title it would
    /// end everything.
    fn level(&mut self, level: u8, marked: bool) -> u8 {
        if marked {
            self.marked = Some(level);
            return level;
        }
        if level > 1 {
            return level;
        }
        let below = self.marked.map(|m| (m + 1).min(6));
        *self.below.get_or_insert(below.unwrap_or(level))
    }
}

impl Collector<'_> {
    /// A heading; a sentence over a row of dashes is a paragraph over a rule, set without a blank line between.
    pub fn heading(&mut self, level: u8, text: Text, range: Range<usize>) {
        // In an export a heading without words begins an article without a headline.
        if text.is_empty() && !self.exported {
            return;
        }
        let place = self.span(range);
        let marked = place.of(self.source).trim_start().starts_with('#');
        let sentence = || {
            let words = text.of(self.source);
            words.ends_with(['。', '！', '？', '；', '，', '.']) || words.chars().count() > 80
        };
        if marked || self.exported || !sentence() {
            let level = self.underlined.level(level, marked || self.exported);
            self.pieces.push(Piece::Heading(level, text));
            return;
        }
        self.text_piece(text);
        let end = Span {
            start: place.end,
            end: place.end,
        };
        self.pieces
            .push(Piece::Block(block(BlockKind::Rule, Text::at(end))));
    }
}
