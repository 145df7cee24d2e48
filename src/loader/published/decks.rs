//! Lines that stand beside the headlines of a newspaper's pages in Markdown: strong or emphasised, without a level.

use crate::issue::Text;
use crate::loader::forms::{bylines, furniture, sections};
use crate::loader::published::piece::Piece;
use crate::loader::published::plan::{HeadingPart, Plan, level};
use crate::loader::rules::Rules;
use crate::loader::source::{lines, texts};

/// Characters of the longest such line.
const LONGEST: usize = 60;

/// Makes kickers and decks of emphasised lines over and under the headlines of a paper: a text with pages, whose articles have a
/// heading of one level each. Newsletters set words of a text so.
pub fn beside(rules: &Rules, source: &str, pieces: Vec<Piece>, plan: Plan) -> Vec<Piece> {
    let page = |p: &Piece| matches!(p, Piece::Heading(_, t) if sections::is_page(rules, &texts::folded(t, source)));
    if !pieces.iter().any(page) {
        return pieces;
    }
    // A heading of the articles' level may be a subhead, too, and those have none.
    let parts = plan.parts(source, &pieces);
    let headline = |at: Option<usize>| {
        at.is_some_and(|i| {
            pieces.get(i).and_then(level) == Some(plan.article)
                && parts.get(i) == Some(&HeadingPart::Article)
        })
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
        || bylines::is_byline(rules, &words)
        || bylines::is_signed(rules, &words)
        || furniture::is_about(rules, &words)
}

#[cfg(test)]
mod tests {
    use crate::loader::{Options, load};

    #[test]
    fn strong_lines_under_subheads_are_kept() {
        let story = "渡口镇今日开工，全长八百米，两岸居民往来更加方便。";
        let part = |headline, line| format!("## {headline}\n\n**{line}**\n\n{story}\n\n");
        let text = [
            "# 第01版：要闻\n\n今年以来，各项工作取得成效。\n\n".to_owned(),
            part("一、抓好春耕", "种子已经到位"),
            part("二、抓好修桥", "桥面已经合龙"),
            "# 第02版：综合\n\n".to_owned(),
            part("山城通新桥", "两岸一家亲"),
            part("山城修老街", "旧屋换新颜"),
        ]
        .concat();
        let issue = load(text.into_bytes(), &Options::default()).issue;
        let decks = issue
            .articles()
            .map(|(_, a)| a.deck.as_ref().map(|d| d.of(&issue.source)));
        let some = |s: &str| Some(s.to_owned());
        assert_eq!(
            decks.collect::<Vec<_>>(),
            [None, some("两岸一家亲"), some("旧屋换新颜")]
        );
        let (_, first) = issue.articles().next().expect("the first");
        let blocks: Vec<String> = first
            .blocks
            .iter()
            .map(|b| b.text.of(&issue.source))
            .collect();
        for line in ["种子已经到位", "桥面已经合龙"] {
            assert!(blocks.iter().any(|b| b == line), "{line} in {blocks:?}");
        }
    }
}
