//! A piece of a document.

use crate::issue::{Block, BlockKind, FurnitureKind, Text};

/// A piece of the document, before it is known what the heading levels mean.
#[derive(Clone, Debug)]
pub enum Piece {
    /// A heading of a level.
    Heading(u8, Text),
    /// A piece of text.
    Block(Block),
    /// A paragraph that is strong, or emphasised, from end to end.
    Strong(Text),
    /// See [`Piece::Strong`].
    Emphasis(Text),
    /// A strong line over the rest of its paragraph.
    Lead(Text),
    /// A line over a headline.
    Kicker(Text),
    /// A line under one.
    Deck(Text),
    /// What belongs to no text: a link that recurs under many, a word beside a link, the contents.
    Aside(FurnitureKind, Text),
}

pub fn block(kind: BlockKind, text: Text) -> Block {
    Block {
        kind,
        text,
        depth: 0,
    }
}

/// The level given to such headings.
pub const ENTRY: u8 = 7;

/// How many of a kind there must be.
pub const FEW: usize = 3;

/// Text that may stand under a headline.
pub fn is_text(piece: Option<&Piece>) -> bool {
    matches!(piece, Some(Piece::Block(b)) if b.kind != BlockKind::Rule)
        || matches!(piece, Some(Piece::Emphasis(_)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::published::tests::pieces;

    #[test]
    fn text_may_stand_under_a_headline_and_headings_and_rules_may_not() {
        let first = |source| is_text(pieces(source).first());
        assert!(first("渡船早上六点开。\n") && first("- 渡船\n") && first("*渡口的灯*\n"));
        assert!(!first("# 渡口\n") && !first("---\n") && !first("**渡口的灯**\n"));
        assert!(!is_text(None));
    }
}
