//! Markdown as this program exports it: every level means one part of an article.

use crate::issue::{BlockKind, Furniture, Issue, Mark, MarkKind};
use crate::loader::forms::jumps;
use crate::loader::published::building::{article, begin_article, begin_section};
use crate::loader::published::piece::{Piece, block};
use crate::loader::rules::Rules;
use crate::loader::source::texts;

/// Puts pieces together as the export writes them: `#` section, `##` headline, `###` subhead, `####` kicker,
/// `#####` deck, `######` column; a strong line under the headline is the byline, an emphasised one a caption.
pub fn by_contract(rules: &Rules, issue: &mut Issue, source: &str, pieces: Vec<Piece>) {
    for piece in pieces {
        match piece {
            Piece::Heading(1, text) => begin_section(rules, issue, source, &text),
            Piece::Heading(2, text) => {
                begin_article(issue);
                article(issue).headline = (!text.is_empty()).then_some(text);
            }
            Piece::Heading(level, text) => {
                let article = article(issue);
                match level {
                    4 => article.kicker = Some(text),
                    5 => article.deck = Some(text),
                    6 => article.column = Some(text),
                    _ => article.blocks.push(block(BlockKind::Subhead, text)),
                }
            }
            Piece::Strong(text) => {
                let article = article(issue);
                if article.byline.is_none() && article.blocks.is_empty() {
                    article.byline = Some(text);
                } else {
                    article.blocks.push(block(BlockKind::Paragraph, text));
                }
            }
            Piece::Emphasis(text) => {
                let words = texts::folded(&text, source);
                if let Some(page) = jumps::jump_on(rules, &words) {
                    issue.marks.extend(text.runs.iter().map(|r| Mark {
                        span: r.span,
                        kind: MarkKind::Jump,
                    }));
                    article(issue).continued_on = Some(page);
                } else if let Some(page) = jumps::jump_from(rules, &words) {
                    issue.marks.extend(text.runs.iter().map(|r| Mark {
                        span: r.span,
                        kind: MarkKind::Jump,
                    }));
                    article(issue).continued_from = Some(page);
                } else {
                    article(issue).blocks.push(block(BlockKind::Caption, text));
                }
            }
            // An export has none of these.
            Piece::Aside(kind, text) => issue.furniture.push(Furniture { kind, text }),
            Piece::Lead(text) | Piece::Kicker(text) | Piece::Deck(text) => article(issue)
                .blocks
                .push(block(BlockKind::Paragraph, text)),
            Piece::Block(block) => article(issue).blocks.push(block),
        }
    }
}
