//! Captions and credits: where they go.

use crate::issue::{Article, Block, BlockKind, FurnitureKind};
use crate::loader::assemble::Desk;
use crate::loader::forms::captions::Picture;
use crate::loader::rules::{List, ends_with};
use crate::loader::source::texts;
use crate::loader::weighed::classes::recognised::Class;
use crate::loader::weighed::units::Unit;

impl Desk<'_> {
    /// A caption goes into its story. A credit alone is the page's, but under a caption it is the caption's, and under
    /// a picture story's text it tells who made the story.
    pub fn picture(&mut self, u: usize, unit: &Unit, picture: Picture) {
        let kind = match picture {
            Picture::Credit if self.ends_picture_story(u) => BlockKind::Note,
            Picture::Credit if !self.under_caption(unit) => {
                self.furnish(FurnitureKind::Credit, unit);
                return;
            }
            _ => BlockKind::Caption,
        };
        let text = self.text(unit);
        let block = Block {
            kind,
            text,
            depth: 0,
        };
        match self.article() {
            Some(article) => article.blocks.push(block),
            None => self.waiting.push(block),
        }
    }

    /// Whether a caption of the open article stands in the line above.
    fn under_caption(&self, unit: &Unit) -> bool {
        let above = unit.first().checked_sub(1);
        let seen = above.and_then(|i| self.context.recognised.get(i));
        self.open && seen.is_some_and(|l| l.class == Class::Picture(Picture::Caption))
    }

    /// Whether a picture story ends with a unit: its headline says that it is one, or its last paragraph tells what the
    /// picture shows.
    fn ends_picture_story(&mut self, u: usize) -> bool {
        if !self.ahead.article_ends(u) {
            return false;
        }
        let (source, notices) = (self.context.source, &self.context.rules.headline.notices);
        let Some(article) = self.article() else {
            return false;
        };
        let Some(last) = article.blocks.last() else {
            return false;
        };
        last.kind == BlockKind::Paragraph
            && (headed_as_pictures(article, source, notices)
                || texts::folded(&last.text, source).contains("图为"))
    }
}

/// Whether a headline is a notice's name that speaks of pictures: 图片报道.
fn headed_as_pictures(article: &Article, source: &str, notices: &List) -> bool {
    let headline = article.headline.as_ref();
    let headline = headline.map(|h| texts::folded(h, source));
    headline.is_some_and(|h| {
        h.chars().count() <= 6 && h.contains(['图', '圖']) && ends_with(&h, notices)
    })
}

#[cfg(test)]
mod tests {
    use crate::issue::{BlockKind, FurnitureKind};
    use crate::loader::{Options, load};

    const SHOWN: &str =
        "# 山城老桥修缮完工\n\n山城县近日修好老桥，方便两岸的人过河。图为工人在桥头植树。\n\n";
    const NEXT: &str =
        "# 山城通新桥\n\n记者 李大江\n\n新桥全长八百米，两岸的人都来看，桥下还泊着渡船。\n";

    /// The blocks' kinds of the first article, and the furniture's.
    fn kinds(text: &str) -> (Vec<BlockKind>, Vec<FurnitureKind>) {
        let issue = load(text.as_bytes().to_vec(), &Options::default()).issue;
        let (_, first) = issue.articles().next().expect("an article");
        let blocks = first.blocks.iter().map(|b| b.kind).collect();
        let furniture = issue.furniture.iter().map(|f| f.kind).collect();
        (blocks, furniture)
    }

    #[test]
    fn a_picture_story_keeps_its_credit() {
        use BlockKind::{Note, Paragraph};
        let (blocks, furniture) = kinds(&format!("{SHOWN}本报记者 王小川摄\n\n{NEXT}"));
        assert_eq!((blocks, furniture), (vec![Paragraph, Note], vec![]));
        let headed = SHOWN
            .replace("山城老桥修缮完工", "图片报道")
            .replace("图为", "");
        let (blocks, _) = kinds(&format!("{headed}本报记者 王小川摄\n\n{NEXT}"));
        assert_eq!(blocks, [Paragraph, Note]);
    }

    #[test]
    fn other_credits_are_the_page_s() {
        use BlockKind::Paragraph;
        let (blocks, furniture) = kinds(&format!("{NEXT}王小川摄\n\n{SHOWN}"));
        assert_eq!(
            (blocks, furniture),
            (vec![Paragraph], vec![FurnitureKind::Credit])
        );
        let more = "老桥建于清代，桥下的渡船还在，船工每天要来回几十趟。\n\n";
        let (blocks, furniture) = kinds(&format!("{SHOWN}王小川摄\n\n{more}{NEXT}"));
        assert_eq!(
            (blocks, furniture),
            (vec![Paragraph; 2], vec![FurnitureKind::Credit])
        );
    }
}
