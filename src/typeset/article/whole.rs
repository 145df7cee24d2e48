//! What the parts of an article have of the whole, where each is set by itself.

use super::{
    super::{Names, Notes, class::is_wide_word, links::Targets},
    signed::Signed,
};
use crate::issue::{Article, BlockKind};
use std::sync::Arc;

/// What an article's parts have of the whole.
#[derive(Clone, Debug, Default)]
pub struct Whole {
    /// Its notes.
    pub notes: Notes,
    /// Its byline's names, which keep their form in every script.
    pub names: Names,
    /// Its lines that stand at the right.
    pub signed: Arc<Signed>,
    /// Whether it is written in an alphabet, and the program's words in it are English.
    pub alphabetic: bool,
}

impl Whole {
    /// Of an article, with its links; see [`Notes::linked`].
    pub fn linked(article: &Article, source: &str, targets: &Targets, numbered: bool) -> Self {
        Self {
            notes: Notes::linked(article, source, targets, numbered),
            names: Names::of(article, source),
            signed: Arc::new(Signed::of(article, source)),
            alphabetic: is_alphabetic(article, source),
        }
    }

    /// The same for a part of the article whose blocks hold the notes already.
    #[must_use]
    pub fn of_part(&self) -> Self {
        Self {
            notes: self.notes.of_part(),
            ..self.clone()
        }
    }
}

/// Characters by which an article's writing is told, at most.
const ENOUGH: usize = 1000;

/// Whether an article is written in an alphabet; one of pictures alone by what describes them, and one without words is
/// not.
pub fn is_alphabetic(article: &Article, source: &str) -> bool {
    let runs = |pictures: bool| {
        let blocks = article.blocks.iter().filter(move |block| {
            let words = !matches!(block.kind, BlockKind::Code | BlockKind::Rule);
            words && pictures == (block.kind == BlockKind::Image)
        });
        let heads = [&article.kicker, &article.headline, &article.deck];
        let heads = heads.into_iter().flatten().filter(move |_| !pictures);
        let texts = heads.chain(blocks.map(|block| &block.text));
        texts
            .flat_map(|text| &text.runs)
            .map(|run| run.span.of(source))
    };
    [false, true]
        .into_iter()
        .find_map(|pictures| {
            let (mut wide, mut letters) = (0, 0);
            for c in runs(pictures).flat_map(str::chars).take(ENOUGH) {
                if is_wide_word(c) {
                    wide += 1;
                } else if c.is_alphabetic() {
                    letters += 1;
                }
            }
            // A word of Chinese has about two characters, one of English four and more.
            (wide + letters > 0).then_some(wide * 2 < letters)
        })
        .unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::{Block, Span, Text};

    fn alphabetic(blocks: &[(BlockKind, &str)]) -> bool {
        let mut source = String::new();
        let mut article = Article::default();
        for (kind, words) in blocks {
            let start = source.len();
            source.push_str(words);
            let text = Text::at(Span::new(start, source.len()));
            article.blocks.push(Block {
                kind: *kind,
                text,
                depth: 0,
            });
        }
        is_alphabetic(&article, &source)
    }

    #[test]
    fn an_article_s_writing_is_that_of_its_text_and_not_of_its_pictures() {
        use BlockKind::{Image, Paragraph};
        let (chinese, english) = (
            "两岸的人都来看 AI 的茶。",
            "They came to see the tea of 云溪.",
        );
        assert!(!alphabetic(&[
            (Paragraph, chinese),
            (Image, "IMG tea hill")
        ]));
        assert!(alphabetic(&[(Paragraph, english), (Image, "茶山")]));
        assert!(alphabetic(&[(Image, "tea hill")]));
        assert!(!alphabetic(&[(Image, "茶山")]));
        assert!(!alphabetic(&[(Image, "")]));
    }
}
