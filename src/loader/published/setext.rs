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
    /// Level of headings underlined with `=`, where a heading with a mark came before the first of them.
    below: Option<u8>,
}

impl Underlined {
    /// The level of a heading. Below headings with marks, one that is underlined with `=` is a subhead: a second title would
    /// end everything before it.
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
    /// Takes a heading. A sentence over a row of dashes is none: it is a paragraph over a rule, with no blank line between.
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

#[cfg(test)]
mod tests {
    use crate::loader::published::tests::{pieces, shown};

    #[test]
    fn a_heading_underlined_below_a_marked_one_is_no_second_title() {
        let under = "新桥通车\n====\n";
        let marked = format!("# 山城周刊\n\n{under}");
        assert_eq!(
            shown(&marked, &pieces(&marked)),
            ["h1 山城周刊", "h2 新桥通车"]
        );
        assert_eq!(shown(under, &pieces(under)), ["h1 新桥通车"]);
    }

    #[test]
    fn a_sentence_over_a_row_of_dashes_stands_over_a_rule() {
        let sentence = "两岸的人都来看。\n---\n";
        assert_eq!(
            shown(sentence, &pieces(sentence)),
            ["Paragraph 两岸的人都来看。", "Rule"]
        );
        let heading = "新桥通车\n---\n";
        assert_eq!(shown(heading, &pieces(heading)), ["h2 新桥通车"]);
    }
}
