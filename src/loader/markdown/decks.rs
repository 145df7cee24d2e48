//! Lines that stand beside the headlines of a newspaper's pages in Markdown: strong or emphasised, without a level.

use super::{Piece, plan::level};
use crate::issue::Text;
use crate::loader::rules::Rules;
use crate::loader::{lines, structure, texts};

/// Characters of the longest such line.
const LONGEST: usize = 60;

/// Makes kickers and decks of emphasised lines over and under the headlines of a paper: a text with pages, whose articles have a
/// heading of one level each. Newsletters set words of a text so.
pub(super) fn beside(rules: &Rules, source: &str, pieces: Vec<Piece>, article: u8) -> Vec<Piece> {
    let page = |p: &Piece| matches!(p, Piece::Heading(_, t) if structure::is_page(rules, &texts::folded(t, source)));
    if !pieces.iter().any(page) {
        return pieces;
    }
    let headline = |at: Option<usize>| {
        at.and_then(|i| pieces.get(i))
            .is_some_and(|p| level(p) == Some(article))
    };
    let emphasised = |i: usize| pieces.get(i).is_some_and(|p| of_head(rules, source, p));
    // A strong line over a text amid others like it is a subhead.
    let alone = |i: usize| {
        let rest = pieces.get(i + 1..).unwrap_or_default();
        let mut own = rest.iter().take_while(|p| level(p).is_none());
        !own.any(|p| matches!(p, Piece::Strong(_) | Piece::Lead(_)))
    };
    let kinds: Vec<(bool, bool)> = (0..pieces.len())
        .map(|i| {
            let kicker = emphasised(i) && headline(Some(i + 1)) && !headline(i.checked_sub(1));
            let under = emphasised(i) && headline(i.checked_sub(1));
            let strong = matches!(pieces.get(i), Some(Piece::Strong(_)));
            (kicker, under && (!strong || alone(i)))
        })
        .collect();
    let mut out = Vec::with_capacity(pieces.len());
    for (piece, (kicker, deck)) in pieces.into_iter().zip(kinds) {
        out.push(match piece {
            Piece::Strong(text) | Piece::Emphasis(text) if kicker => Piece::Kicker(text),
            Piece::Strong(text) | Piece::Emphasis(text) if deck => Piece::Deck(text),
            other => other,
        });
    }
    out
}

/// Whether a piece is a line that may stand beside a headline: no sentence, and not who wrote the text.
fn of_head(rules: &Rules, source: &str, piece: &Piece) -> bool {
    let (Piece::Strong(text) | Piece::Emphasis(text)) = piece else {
        return false;
    };
    texts::length(text, source) <= LONGEST && !is_said(rules, source, text)
}

fn is_said(rules: &Rules, source: &str, text: &Text) -> bool {
    let words = texts::folded(text, source);
    words.ends_with(['。', '；', '，'])
        || !words.chars().any(lines::is_han)
        || structure::is_byline(rules, &words)
        || structure::is_signed(rules, &words)
        || structure::is_about(rules, &words)
}
