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

#[cfg(test)]
mod tests {
    use crate::loader::{Options, load};

    /// The texts of the only article in this Markdown, and whether its parts tile it.
    fn texts(markdown: &str) -> Vec<String> {
        let issue = load(markdown.as_bytes().to_vec(), &Options::default()).issue;
        let (_, article) = issue.articles().next().expect("the only one");
        article.texts().map(|text| text.of(&issue.source)).collect()
    }

    #[test]
    fn a_reading_of_the_source_is_none_of_its_text() {
        let ruby = |base: &str, read: &str| format!("<ruby>{base}<rt>{read}</rt></ruby>");
        let (du, kou) = (ruby("渡", "dù"), ruby("口", "kǒu"));
        let text = format!(
            "# {du}{kou}有桨声\n\n老船工说，{}的<ruby>汉<rp>(</rp><rt>hàn</rt><rp>)</rp>字<rt>zì</rt></ruby>真好看。\n",
            ruby("欸乃", "ǎi n&#462;i")
        );
        assert_eq!(texts(&text), ["渡口有桨声", "老船工说，欸乃的汉字真好看。"]);
    }

    #[test]
    fn what_only_speaks_of_readings_stays() {
        let text = "# 注音\n\n用 `<ruby>` 和 `<rt>` 两个标签，写成 `<ruby>渡<rt>dù</rt></ruby>` 就行。\n\n一<rt>二</rt>三，<ruby>四<rt>五\n";
        assert_eq!(
            texts(text),
            [
                "注音",
                "用 <ruby> 和 <rt> 两个标签，写成 <ruby>渡<rt>dù</rt></ruby> 就行。",
                "一二三，四五"
            ]
        );
    }
}
