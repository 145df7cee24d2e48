//! Markdown as this program exports it: every level means one part of an article.

use crate::issue::{BlockKind, Furniture, Issue, Mark, MarkKind};
use crate::loader::forms::jumps;
use crate::loader::published::building::{article, begin_article, begin_section};
use crate::loader::published::piece::{Piece, block};
use crate::loader::rules::Rules;
use crate::loader::source::texts;

/// Puts pieces together as the export writes them: `#` section, `##` headline, `###` subhead, `####` kicker, `#####` deck,
/// `######` column. A strong line under the headline is the byline, an emphasised one a caption.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::corrections::Corrected;
    use crate::loader::published::read_export;
    use crate::loader::published::tests::{blocks, outline, unread, words};

    fn read(text: &str) -> Issue {
        let mut issue = unread(text);
        read_export(Rules::built_in(), &mut issue, 0, &Corrected::default());
        issue
    }

    #[test]
    fn every_level_means_one_part() {
        let issue = read(
            "# 要闻\n\n## 新桥通车\n\n#### 天堑变通途\n\n##### 两岸一家亲\n\n###### 今日谈\n\n**王小川**\n\n### 船工\n\n两岸的人都来看。\n",
        );
        assert_eq!(outline(&issue), ["要闻: 新桥通车"]);
        let (_, article) = issue.articles().next().expect("an article");
        let part = |text: &Option<crate::issue::Text>| words(&issue, text.as_ref());
        assert_eq!(
            [
                &article.kicker,
                &article.deck,
                &article.column,
                &article.byline
            ]
            .map(part),
            ["天堑变通途", "两岸一家亲", "今日谈", "王小川"]
        );
        assert_eq!(
            blocks(&issue, 0),
            ["Subhead 船工", "Paragraph 两岸的人都来看。"]
        );
    }

    #[test]
    fn a_strong_line_within_the_text_is_no_byline() {
        let issue = read("## 新桥通车\n\n两岸的人都来看。\n\n**王小川**\n");
        assert_eq!(
            blocks(&issue, 0),
            ["Paragraph 两岸的人都来看。", "Paragraph 王小川"]
        );
    }

    #[test]
    fn emphasised_lines_are_captions_but_for_those_that_tell_a_page() {
        let issue = read("## 新桥通车\n\n两岸的人都来看。\n\n*渡口的早晨*\n\n*下转第3版*\n");
        assert_eq!(
            blocks(&issue, 0),
            ["Paragraph 两岸的人都来看。", "Caption 渡口的早晨"]
        );
        let (_, article) = issue.articles().next().expect("an article");
        assert_eq!(
            (article.continued_on.as_deref(), &article.continued_from),
            (Some("3"), &None)
        );
    }
}
