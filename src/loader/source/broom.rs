//! Texts as they are handed on: without characters that have no width, without white space at their ends, and none that
//! is empty.

use crate::issue::{Article, Block, BlockKind, Text};
use crate::loader::source::texts;

/// Characters without width that web pages leave in a text: zero-width space, word joiner, byte order mark.
const INVISIBLE: [&str; 3] = ["\u{200B}", "\u{2060}", "\u{FEFF}"];

/// A text without characters that have no width, and without white space at its ends.
pub fn tidied(mut text: Text, source: &str) -> Text {
    let broom = Broom {
        source,
        invisible: true,
    };
    broom.text(&mut text);
    text
}

/// What is swept out of the texts.
#[derive(Clone, Copy)]
pub struct Broom<'a> {
    source: &'a str,
    /// Whether the source holds any invisible character.
    invisible: bool,
}

impl<'a> Broom<'a> {
    /// For the texts of a source.
    pub fn of(source: &'a str) -> Self {
        let any = |c: &&str| memchr::memmem::find(source.as_bytes(), c.as_bytes()).is_some();
        Self {
            source,
            invisible: INVISIBLE.iter().any(any),
        }
    }

    /// Puts an article's texts in order; an empty one heads nothing, and is no paragraph.
    pub fn article(self, article: &mut Article) {
        for slot in [
            &mut article.column,
            &mut article.kicker,
            &mut article.headline,
            &mut article.deck,
            &mut article.byline,
        ] {
            self.slot(slot);
        }
        for block in &mut article.blocks {
            match block.kind {
                BlockKind::Code | BlockKind::Rule => {}
                BlockKind::Table => self.table(&mut block.text),
                _ => self.text(&mut block.text),
            }
        }
        let stays = |b: &Block| {
            matches!(
                b.kind,
                BlockKind::Code | BlockKind::Rule | BlockKind::Table | BlockKind::Image
            ) || holds_words(&b.text, self.source)
        };
        article.blocks.retain(stays);
    }

    pub fn slot(self, slot: &mut Option<Text>) {
        if let Some(text) = slot {
            self.text(text);
            if !holds_words(text, self.source) {
                *slot = None;
            }
        }
    }

    pub fn text(self, text: &mut Text) {
        if self.invisible {
            texts::drop_invisible(text, self.source, &INVISIBLE);
        }
        if texts::is_spaced(text, self.source) {
            *text = texts::trimmed(std::mem::take(text), self.source);
        }
    }

    /// A table's empty cells stay.
    fn table(self, text: &mut Text) {
        if self.invisible {
            texts::drop_invisible(text, self.source, &INVISIBLE);
        }
        *text = texts::tidy_cells(std::mem::take(text), self.source);
    }
}

/// Whether anything in a text is seen.
pub fn holds_words(text: &Text, source: &str) -> bool {
    text.runs.iter().any(|run| {
        run.joint.is_some_and(|c| !c.is_whitespace())
            || run.span.of(source).contains(|c: char| !c.is_whitespace())
    })
}
