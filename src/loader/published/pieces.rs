//! The parser's events to pieces: headings, paragraphs, lists, quotations, tables, code.

use crate::issue::{BlockKind, Mark, Run, Span, Text};
use crate::loader::published::gathering::{Gathered, Gathering};
use crate::loader::published::piece::{Piece, block};
use crate::loader::published::setext::Underlined;
use crate::loader::source::{html, texts};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::borrow::Cow;
use std::ops::Range;

/// Gathers pieces from the parser's events.
pub struct Collector<'a> {
    pub source: &'a str,
    pub base: usize,
    pub exported: bool,
    pub pieces: Vec<Piece>,
    pub marks: Vec<Mark>,
    pub underlined: Underlined,
}

/// A text with the line ends that the Markdown parser knows: a carriage return alone becomes a line feed. No byte moves.
fn with_line_feeds(text: &str) -> Cow<'_, str> {
    let alone = |at: usize| text.as_bytes().get(at + 1) != Some(&b'\n');
    if !memchr::memchr_iter(b'\r', text.as_bytes()).any(alone) {
        return Cow::Borrowed(text);
    }
    let next = text.chars().skip(1).chain(['\n']);
    let ends = |(c, next)| if c == '\r' && next != '\n' { '\n' } else { c };
    Cow::Owned(text.chars().zip(next).map(ends).collect())
}

/// The number an ordered list starts with; `None` for bullets.
type ListStart = Option<u64>;

/// What surrounds a text while it is gathered.
#[derive(Default)]
pub struct Enclosing {
    pub quotes: u8,
    pub lists: Vec<ListStart>,
    pub footnote: bool,
    /// Byte at which a note's definition begins, until its first text is taken.
    pub label: Option<usize>,
    /// Byte at which the item being read begins, until its first text is taken.
    pub item: Option<usize>,
}

impl Enclosing {
    /// Whether the next text is an item's first.
    pub fn is_item(&self) -> bool {
        !self.lists.is_empty() && self.item.is_some()
    }
}

impl Collector<'_> {
    pub fn collect(&mut self) {
        // An export's headings are their words to the last character; pandoc's end with {#name}.
        let attributes = if self.exported {
            Options::empty()
        } else {
            Options::ENABLE_HEADING_ATTRIBUTES
        };
        let options = attributes
            | Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS;
        let body = with_line_feeds(self.source.get(self.base..).unwrap_or(""));
        let mut events = Parser::new_ext(&body, options).into_offset_iter();
        let mut enclosing = Enclosing::default();
        while let Some((event, range)) = events.next() {
            match event {
                Event::Start(Tag::Heading { level, .. }) => {
                    let text = self.text(&mut events, TagEnd::Heading(level)).text;
                    self.heading(level as u8, text, range);
                }
                Event::Start(Tag::Paragraph) => {
                    let gathered = self.text(&mut events, TagEnd::Paragraph);
                    self.paragraph(gathered, range, &mut enclosing);
                }
                Event::Start(Tag::BlockQuote(_)) => {
                    enclosing.quotes = enclosing.quotes.saturating_add(1);
                }
                Event::End(TagEnd::BlockQuote(_)) => {
                    enclosing.quotes = enclosing.quotes.saturating_sub(1);
                }
                Event::Start(Tag::List(start)) => enclosing.lists.push(start),
                Event::End(TagEnd::List(_)) => {
                    enclosing.lists.pop();
                }
                Event::Start(Tag::Item) => enclosing.item = Some(range.start),
                Event::Start(Tag::FootnoteDefinition(_)) => {
                    enclosing.footnote = true;
                    enclosing.label = Some(range.start);
                }
                Event::End(TagEnd::FootnoteDefinition) => enclosing.footnote = false,
                Event::Start(Tag::CodeBlock(_)) => {
                    let text = self.code(&mut events);
                    self.pieces.push(Piece::Block(block(BlockKind::Code, text)));
                }
                Event::Start(Tag::Table(_)) => {
                    let text = self.table(&mut events);
                    self.pieces
                        .push(Piece::Block(block(BlockKind::Table, text)));
                }
                Event::Start(Tag::HtmlBlock) => {
                    self.islands(range);
                    let goes_on = |event: &Event| *event != Event::End(TagEnd::HtmlBlock);
                    while events.next().is_some_and(|(event, _)| goes_on(&event)) {}
                }
                Event::Rule => {
                    let text = Text::at(self.span(range.start..range.start));
                    self.pieces.push(Piece::Block(block(BlockKind::Rule, text)));
                }
                // A tight list's item has its text without a paragraph around it.
                Event::Text(_)
                | Event::Code(_)
                | Event::TaskListMarker(_)
                | Event::FootnoteReference(_)
                | Event::Start(
                    Tag::Emphasis
                    | Tag::Strong
                    | Tag::Link { .. }
                    | Tag::Image { .. }
                    | Tag::Strikethrough,
                )
                | Event::InlineHtml(_) => {
                    let gathered = self.tight(event, range.clone(), &mut events);
                    self.paragraph(gathered.0, range, &mut enclosing);
                    if let Some(list) = gathered.1 {
                        enclosing.lists.push(list);
                    }
                }
                _ => {}
            }
        }
    }

    /// Makes pieces of what stands between tags.
    fn islands(&mut self, range: Range<usize>) {
        let islands = html::islands(self.source, self.span(range)).into_iter();
        self.pieces.extend(islands.map(|island| match island {
            html::Island::Heading(level, text) => Piece::Heading(level, text),
            html::Island::Strong(text) => Piece::Strong(text),
            html::Island::Block(block) => Piece::Block(block),
        }));
    }

    pub fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.base + range.start, self.base + range.end)
    }

    /// Puts an item's own mark before its first text, where the text is to hold it: an ordered item's number on the
    /// outermost level, and every mark within a quotation, whose blocks have none of their own.
    pub fn number(&self, text: &mut Text, enclosing: &Enclosing) {
        let (Some(start), Some(list)) = (enclosing.item, enclosing.lists.last()) else {
            return;
        };
        let from = self.base + start;
        let first = text.runs.first().map_or(from, |r| r.span.start as usize);
        let lead = self.source.get(from..first).unwrap_or("");
        let lead = lead.trim_start();
        let length = match list {
            Some(_) if enclosing.lists.len() == 1 || enclosing.quotes > 0 => {
                let rest = lead.trim_start_matches(|c: char| c.is_ascii_digit());
                lead.len() - rest.trim_start_matches(['.', ')']).len()
            }
            // Where the quotation stands within the item, the mark is not the quoted text's.
            None if enclosing.quotes > 0 && !lead.contains('>') => lead
                .bytes()
                .take(1)
                .filter(u8::is_ascii_punctuation)
                .count(),
            _ => 0,
        };
        let at = first.saturating_sub(lead.len());
        if length > 0 {
            let span = Span::new(at, at + length);
            text.runs.insert(0, Run { span, joint: None });
            if let Some(run) = text.runs.get_mut(1) {
                run.joint = Some(' ');
            }
        }
    }

    pub fn text_piece(&mut self, text: Text) {
        let text = texts::trimmed(text, self.source);
        if !text.is_empty() {
            let piece = block(BlockKind::Paragraph, text);
            self.pieces.push(Piece::Block(piece));
        }
    }

    /// Puts a note's mark, `[^1]:`, before its text, as it stands in the source.
    pub fn label(&self, at: usize, text: &mut Text) {
        let start = self.base + at;
        let first = text.runs.first().map_or(start, |r| r.span.start as usize);
        let lead = self.source.get(start..first).unwrap_or("");
        let length = lead.find(':').map_or(0, |colon| colon + 1);
        if length > 0 {
            let span = Span::new(start, start + length);
            text.runs.insert(0, Run { span, joint: None });
            if let Some(run) = text.runs.get_mut(1) {
                run.joint = Some(' ');
            }
        }
    }

    /// The text up to an end tag.
    fn text<'e>(
        &mut self,
        events: &mut impl Iterator<Item = (Event<'e>, Range<usize>)>,
        end: TagEnd,
    ) -> Gathered {
        let mut gathering = Gathering::default();
        for (event, range) in events {
            if event == Event::End(end) {
                break;
            }
            gathering.take(self.source, self.base, event, range);
        }
        gathering.done(self.source)
    }

    /// The text of a tight item, which has no paragraph around it; and the list that ended it, if one did.
    fn tight<'e>(
        &mut self,
        first: Event<'e>,
        range: Range<usize>,
        events: &mut impl Iterator<Item = (Event<'e>, Range<usize>)>,
    ) -> (Gathered, Option<ListStart>) {
        let mut gathering = Gathering::default();
        gathering.take(self.source, self.base, first, range);
        for (event, range) in events {
            match event {
                Event::End(TagEnd::Item | TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition) => {
                    break;
                }
                Event::Start(Tag::List(start)) => {
                    return (gathering.done(self.source), Some(start));
                }
                other => gathering.take(self.source, self.base, other, range),
            }
        }
        (gathering.done(self.source), None)
    }
}

#[cfg(test)]
mod tests {
    use crate::loader::published::tests::{pieces, shown};

    fn of(source: &str) -> Vec<String> {
        shown(source, &pieces(source))
    }

    #[test]
    fn an_items_number_is_read_and_its_bullet_is_not() {
        assert_eq!(of("1. 修桥\n2. 铺路\n"), ["List 1. 修桥", "List 2. 铺路"]);
        assert_eq!(of("- 修桥\n- 铺路\n"), ["List 修桥", "List 铺路"]);
        // Within a quotation blocks have no marks of their own.
        assert_eq!(of("> - 修桥\n> - 铺路\n"), ["Quote - 修桥", "Quote - 铺路"]);
    }

    #[test]
    fn four_short_lines_are_verse_and_wrapped_ones_a_paragraph() {
        let verse = "江水东流\n船灯未灭\n桥影横斜\n两岸无眠\n";
        assert_eq!(
            of(verse),
            [
                "Verse 江水东流",
                "Verse 船灯未灭",
                "Verse 桥影横斜",
                "Verse 两岸无眠"
            ]
        );
        let long = "船工说从今天起他们不再摆渡了，";
        assert_eq!(
            of(&format!("{long}{long}\n{long}{long}\n{long}\n{long}\n")).len(),
            1
        );
    }

    #[test]
    fn a_signature_over_its_day_is_two_lines_and_half_a_sentence_is_none() {
        assert_eq!(
            of("山城市政府\n2026年4月3日\n"),
            ["Paragraph 山城市政府", "Paragraph 2026年4月3日"]
        );
        assert_eq!(
            of("山城市政府，\n于四月三日\n"),
            ["Paragraph 山城市政府，于四月三日"]
        );
    }

    #[test]
    fn a_notes_mark_stands_before_its_text() {
        let text = "桥长八百米。[^1]\n\n[^1]: 引桥不计。\n";
        assert_eq!(
            of(text).last().map(String::as_str),
            Some("Note [^1]: 引桥不计。")
        );
    }

    #[test]
    fn a_carriage_return_alone_ends_a_line() {
        assert_eq!(
            of("# 新桥通车\r\r两岸的人都来看。\r"),
            ["h1 新桥通车", "Paragraph 两岸的人都来看。"]
        );
    }
}
