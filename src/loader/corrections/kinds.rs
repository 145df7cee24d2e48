//! What corrected lines are in an article that was put together: no form of their words speaks against a correction.

use crate::correction::Role;
use crate::issue::{Article, Block, BlockKind, Text};
use crate::loader::corrections::Corrected;

impl Corrected {
    /// Gives an article's blocks their corrected kinds, where their form spoke otherwise, and gives the text back what
    /// was taken off it for a deck or a byline.
    pub fn keep_kinds(&self, article: &mut Article) {
        if self.is_empty() {
            return;
        }
        let role = |text: &Text| {
            let (line, correction) = self.line_at(text.runs.first()?.span.start)?;
            Some((correction.is?, line))
        };
        let is_text = |text: &Text| matches!(role(text), Some((Role::Text, _)));
        let paragraph = |text| Block {
            kind: BlockKind::Paragraph,
            text,
            depth: 0,
        };
        if article.deck.as_ref().is_some_and(is_text)
            && let Some(text) = article.deck.take()
        {
            article.blocks.insert(0, paragraph(text));
        }
        if article.byline.as_ref().is_some_and(is_text)
            && let Some(byline) = article.byline.take()
        {
            let own = role(&byline);
            match article.blocks.iter_mut().rfind(|b| role(&b.text) == own) {
                Some(block) => block.text.runs.extend(byline.runs),
                None => article.blocks.push(paragraph(byline)),
            }
        }
        for block in &mut article.blocks {
            block.kind = match role(&block.text) {
                Some((Role::Text, _)) => BlockKind::Paragraph,
                Some((Role::Subhead, _)) => BlockKind::Subhead,
                _ => continue,
            };
            block.text = in_one_line(std::mem::take(&mut block.text));
        }
    }
}

/// A text in one line: blanks part the rows and cells of a table or of code that is corrected to be something else.
pub(crate) fn in_one_line(mut text: Text) -> Text {
    for run in &mut text.runs {
        if matches!(run.joint, Some('\n' | '\t')) {
            run.joint = Some(' ');
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::Span;

    /// The lines 0 to 9, 10 to 19 and 20 to 29, each of which something is told.
    fn corrected(roles: [Option<Role>; 3]) -> Corrected {
        let mut corrected = Corrected::default();
        for (start, role) in [0, 10, 20].into_iter().zip(roles) {
            let end = start + 9;
            corrected.of(Span { start, end }).is = role;
        }
        corrected
    }

    fn text(start: usize, end: usize) -> Text {
        Text::at(Span::new(start, end))
    }

    fn note(text: Text) -> Block {
        Block {
            kind: BlockKind::Note,
            text,
            depth: 0,
        }
    }

    #[test]
    fn a_block_is_what_its_first_line_was_told_to_be() {
        let mut article = Article {
            blocks: vec![note(text(2, 8)), note(text(12, 18)), note(text(22, 28))],
            ..Article::default()
        };
        let roles = [Some(Role::Text), Some(Role::Subhead), Some(Role::Caption)];
        corrected(roles).keep_kinds(&mut article);
        let kinds = article.blocks.iter().map(|b| b.kind);
        assert!(kinds.eq([BlockKind::Paragraph, BlockKind::Subhead, BlockKind::Note]));
    }

    #[test]
    fn what_was_taken_off_a_text_is_given_back_where_all_of_it_is_told_to_be_text() {
        let signed = || Article {
            deck: Some(text(2, 8)),
            byline: Some(text(16, 18)),
            blocks: vec![note(text(12, 16)), note(text(22, 28))],
            ..Article::default()
        };
        let mut article = signed();
        corrected([Some(Role::Text), Some(Role::Text), None]).keep_kinds(&mut article);
        assert_eq!((&article.deck, &article.byline), (&None, &None));
        let spans = article.blocks.iter().map(|b| b.text.runs.len());
        assert_eq!(spans.collect::<Vec<_>>(), [1, 2, 1]);
        let mut article = signed();
        corrected([None, Some(Role::Byline), None]).keep_kinds(&mut article);
        assert_eq!(article, signed());
    }
}
