//! Signs of a mistake in how an article is built. Of real articles with subheads nearly all have three or more;
//! captions and notes seldom stand amid a text; paragraphs end with a stop.

use super::{Case, line_at};
use crate::issue::{Article, Block, BlockKind, Text};
use crate::loader::lines::{fold, is_closing, is_stop};
use crate::loader::rules::ends_with;
use crate::loader::structure::paragraphs::Context;
use crate::loader::texts;

/// Adds an article's signs.
pub(super) fn weigh(context: &Context, article: &Article, case: &mut Case) {
    let signs = signs(context, article);
    for (text, weight, what) in signs {
        case.build += weight;
        let byte = text.map_or_else(|| article.hull().start, |t| t.hull().start);
        case.sign(line_at(context, byte), weight, what);
    }
}

type Told<'a> = (Option<&'a Text>, f32, &'static str);

fn signs<'a>(context: &Context, article: &'a Article) -> Vec<Told<'a>> {
    let source = context.source;
    let mut signs: Vec<Told> = Vec::new();
    let blocks = &article.blocks;
    let first = |kind| blocks.iter().find(|b| b.kind == kind).map(|b| &b.text);
    let amid = |kind| {
        let amid = blocks.split_last().map_or(&[][..], |(_, amid)| amid);
        amid.iter().find(|b| b.kind == kind).map(|b| &b.text)
    };
    let subhead = first(BlockKind::Subhead);
    match groups(blocks) {
        0 => {}
        1 => signs.push((subhead, 2.08, "the only subhead of its article")),
        2 => signs.push((subhead, 0.75, "one of two subheads only")),
        3 | 4 => signs.push((subhead, 0.66, "three or four subheads")),
        _ => signs.push((subhead, 1.78, "many subheads")),
    }
    if let Some(text) = amid(BlockKind::Caption) {
        signs.push((Some(text), 1.02, "a caption amid the text"));
    }
    if let Some(text) = amid(BlockKind::Note) {
        signs.push((Some(text), 0.71, "a note amid the text"));
    }
    // Signatures, days and names stand after the last stop.
    let whole = |b: &Block| b.kind == BlockKind::Paragraph && !ends_open(b, source);
    let end = blocks.iter().rposition(whole).unwrap_or(0);
    let text = blocks.get(..end).unwrap_or_default();
    let mut several = |test: fn(&Block, &str) -> bool, weight: f32, what| {
        let mut all = text.iter().filter(|b| test(b, source));
        if let Some(one) = all.next() {
            let count = u8::try_from(1 + all.count()).unwrap_or(u8::MAX);
            let weight = weight * (1. + f32::from(count)).ln();
            signs.push((Some(&one.text), weight, what));
        }
    };
    several(ends_open, 0.91, "a paragraph without a stop");
    several(ends_with_colon, 0.75, "a paragraph that ends with a colon");
    match &article.headline {
        None => signs.push((None, 4., "no headline")),
        Some(headline) => match texts::length(headline, source) {
            0..=4 if is_notice(context, headline) => {}
            0..=4 => signs.push((Some(headline), 1.14, "a short headline")),
            5..=34 => {}
            _ => signs.push((Some(headline), 0.66, "a long headline")),
        },
    }
    signs
}

/// Whether a headline is a notice's, which may be short: 启事.
fn is_notice(context: &Context, headline: &Text) -> bool {
    let notices = &context.rules.headline.notices;
    ends_with(&texts::folded(headline, context.source), notices)
}

/// Groups of subheads that stand together.
fn groups(blocks: &[Block]) -> usize {
    let subhead = |b: &Block| b.kind == BlockKind::Subhead;
    let runs = blocks.chunk_by(|a, b| subhead(a) == subhead(b));
    runs.filter(|run| run.first().is_some_and(subhead)).count()
}

fn last(block: &Block, source: &str) -> char {
    let end = block.text.runs.last().map_or("", |r| r.span.of(source));
    end.chars().next_back().map_or('\0', fold)
}

fn ends_open(block: &Block, source: &str) -> bool {
    let last = last(block, source);
    block.kind == BlockKind::Paragraph
        && !(is_stop(last) || is_closing(last) || matches!(last, '：' | '；' | '"'))
}

fn ends_with_colon(block: &Block, source: &str) -> bool {
    last(block, source) == '：'
}
