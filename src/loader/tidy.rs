//! Texts as they are handed on: without characters that have no width, without white space at their ends, and none that
//! is empty.

use super::rules::Rules;
use super::{structure, texts};
use crate::issue::{Article, Block, BlockKind, Issue, Span, Text};

/// Characters without width that web pages leave in a text: zero-width space, word joiner, byte order mark.
const INVISIBLE: [&str; 3] = ["\u{200B}", "\u{2060}", "\u{FEFF}"];

/// Puts all texts of an issue in order, so that words are found and compared as they are read; what is then empty
/// goes.
pub(super) fn tidy(rules: &Rules, issue: &mut Issue) {
    let source = std::mem::take(&mut issue.source);
    let broom = Broom::of(&source);
    let readings = readings(&source);
    for section in &mut issue.sections {
        section
            .name
            .iter_mut()
            .for_each(|text| unread(text, &readings));
        broom.slot(&mut section.name);
        for article in &mut section.articles {
            if !readings.is_empty() {
                let heads = [
                    &mut article.column,
                    &mut article.kicker,
                    &mut article.headline,
                    &mut article.deck,
                    &mut article.byline,
                ];
                let blocks = article.blocks.iter_mut().map(|b| &mut b.text);
                let texts = heads.into_iter().flatten().chain(blocks);
                texts.for_each(|text| unread(text, &readings));
            }
            broom.article(article);
            structure::find_dateline(rules, article, &source);
        }
    }
    for furniture in &mut issue.furniture {
        broom.text(&mut furniture.text);
    }
    issue.furniture.retain(|f| holds_words(&f.text, &source));
    issue.source = source;
}

/// Bytes of a reading, and of words with their readings, at most.
const READING: usize = 200;
const RUBY: usize = 2000;

/// The places of the readings that a source gives in `<ruby>` (渡`<rt>dù</rt>`): they stand above the text, and are none of
/// it. One that nothing closes is text.
fn readings(source: &str) -> Vec<Span> {
    let mut found = Vec::new();
    // The last `<ruby>`, and one past its end.
    let mut ruby = 0..0;
    for at in memchr::memmem::find_iter(source.as_bytes(), "<r") {
        let rest = source.get(at..).unwrap_or("");
        if rest.starts_with("<ruby") {
            let near = rest.as_bytes().get(..RUBY).unwrap_or(rest.as_bytes());
            let end = memchr::memmem::find(near, b"</ruby");
            ruby = at..end.map_or(at, |end| at + end);
            continue;
        }
        let opens = |tag: &str| {
            rest.strip_prefix(tag)
                .is_some_and(|r| r.starts_with(['>', ' ']))
        };
        if !ruby.contains(&at) || !(opens("<rt") || opens("<rp")) {
            continue;
        }
        let most = (0..=READING.min(rest.len())).rfind(|&end| rest.is_char_boundary(end));
        let near = rest.get(..most.unwrap_or(0)).unwrap_or("");
        let Some((tag, words)) = near.split_once('>') else {
            continue;
        };
        let start = at + tag.len() + 1;
        let closed = words.find('<').and_then(|end| {
            let close = words.get(end..)?;
            let closes = ["</rt", "</rp", "</ruby", "<rt", "<rp", "<rb"];
            closes
                .iter()
                .any(|tag| close.starts_with(tag))
                .then_some(end)
        });
        if let Some(end) =
            closed.filter(|&end| !words.get(..end).unwrap_or("").contains(['`', '\n']))
        {
            found.push(Span::new(start, start + end));
        }
    }
    found
}

/// Takes readings out of a text.
fn unread(text: &mut Text, readings: &[Span]) {
    if readings.is_empty() {
        return;
    }
    text.runs.retain(|run| {
        let after = readings.partition_point(|reading| reading.start <= run.span.start);
        let reading = after.checked_sub(1).and_then(|at| readings.get(at));
        reading.is_none_or(|reading| run.span.end > reading.end)
    });
}

/// A text without characters that have no width, and without white space at its ends.
pub(super) fn tidied(mut text: Text, source: &str) -> Text {
    let broom = Broom {
        source,
        invisible: true,
    };
    broom.text(&mut text);
    text
}

/// What is swept out of the texts.
#[derive(Clone, Copy)]
pub(super) struct Broom<'a> {
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

    fn slot(self, slot: &mut Option<Text>) {
        if let Some(text) = slot {
            self.text(text);
            if !holds_words(text, self.source) {
                *slot = None;
            }
        }
    }

    fn text(self, text: &mut Text) {
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
fn holds_words(text: &Text, source: &str) -> bool {
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
