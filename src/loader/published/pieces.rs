//! The parser's events to pieces: headings, paragraphs, lists, quotations, tables, code.

use crate::issue::{Block, BlockKind, Mark, Run, Span, Text};
use crate::loader::published::gathering::{Gathered, Gathering, said_by};
use crate::loader::published::piece::{Piece, block};
use crate::loader::published::setext::Underlined;
use crate::loader::source::{html, lines, texts};
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
struct Enclosing {
    quotes: u8,
    lists: Vec<ListStart>,
    footnote: bool,
    /// Byte at which a note's definition begins, until its first text is taken.
    label: Option<usize>,
    /// Byte at which the item being read begins, until its first text is taken.
    item: Option<usize>,
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

    /// Makes pieces of a paragraph, by where it stands.
    fn paragraph(&mut self, gathered: Gathered, range: Range<usize>, enclosing: &mut Enclosing) {
        let Gathered {
            mut text,
            mut breaks,
            softs,
            lead,
            images,
            small,
            strong,
            emphasis,
        } = gathered;
        self.number(&mut text, enclosing);
        let said_by = (enclosing.quotes > 0).then(|| said_by(&mut text, &softs, self.source));
        let apart = breaks.is_empty() && self.are_lines(&text, &softs);
        if breaks.is_empty() && (apart || self.is_stanza(&text, &softs)) {
            breaks = softs;
        }
        // What follows an item's first paragraph in it is a paragraph of its own.
        let listed = !enclosing.lists.is_empty() && enclosing.item.take().is_some();
        for image in images {
            self.pieces
                .push(Piece::Block(block(BlockKind::Image, image)));
        }
        if text.is_empty() && text.runs.iter().all(|r| r.joint.is_none()) {
            return;
        }
        let depth = u8::try_from(enclosing.lists.len().saturating_sub(1)).unwrap_or(u8::MAX);
        if enclosing.quotes > 0 {
            let depth = enclosing.quotes - 1;
            self.pieces.push(Piece::Block(Block {
                kind: BlockKind::Quote,
                text,
                depth,
            }));
            if let Some(text) = said_by.flatten() {
                self.pieces.push(Piece::Block(Block {
                    kind: BlockKind::Quote,
                    text,
                    depth,
                }));
            }
        } else if listed {
            self.pieces.push(Piece::Block(Block {
                kind: BlockKind::List,
                text,
                depth,
            }));
        } else if enclosing.footnote || small {
            if let Some(label) = enclosing.label.take() {
                self.label(label, &mut text);
            }
            self.pieces.push(Piece::Block(block(BlockKind::Note, text)));
        } else if strong {
            self.pieces.push(Piece::Strong(text));
        } else if emphasis {
            self.pieces.push(Piece::Emphasis(text));
        } else if let Some(length) = lead.filter(|_| !self.exported) {
            self.lead(&text, length, &breaks);
        } else if !breaks.is_empty()
            || self.exported
                && self
                    .source
                    .get(self.base + range.start..self.base + range.end)
                    .is_some_and(|t| t.trim_end_matches(['\n', '\r']).ends_with("  "))
        {
            self.lines(text, &breaks, apart);
        } else {
            self.pieces
                .push(Piece::Block(block(BlockKind::Paragraph, text)));
        }
    }

    /// Makes pieces of a paragraph that breaks its lines: verse, but where its lines stand `apart` or are long.
    fn lines(&mut self, text: Text, breaks: &[usize], apart: bool) {
        let mut rest = text;
        let mut lines = Vec::new();
        let mut taken = 0;
        for at in breaks.iter().copied() {
            let (line, after) = texts::split(&rest, self.source, at - taken);
            taken = at;
            lines.push(line);
            rest = after;
        }
        lines.push(rest);
        let short = || lines.iter().all(|l| texts::length(l, self.source) <= 24);
        let verse = self.exported || !apart && short();
        let kind = if verse {
            BlockKind::Verse
        } else {
            BlockKind::Paragraph
        };
        self.pieces.extend(
            lines
                .into_iter()
                .map(|l| texts::trimmed(l, self.source))
                .filter(|l| !l.is_empty())
                .map(|l| Piece::Block(block(kind, l))),
        );
    }

    /// A strong line heads the rest of its paragraph.
    fn lead(&mut self, text: &Text, length: usize, breaks: &[usize]) {
        let (title, mut rest) = texts::split(text, self.source, length);
        self.pieces.push(Piece::Lead(title));
        let mut taken = length;
        for at in breaks.iter().copied().filter(|b| *b > length) {
            let (line, after) = texts::split(&rest, self.source, at.saturating_sub(taken));
            taken = at;
            self.text_piece(line);
            rest = after;
        }
        self.text_piece(rest);
    }

    /// Puts an item's own mark before its first text, where the text is to hold it: an ordered item's number on the
    /// outermost level, and every mark within a quotation, whose blocks have none of their own.
    fn number(&self, text: &mut Text, enclosing: &Enclosing) {
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

    /// Whether lines that only end, without Markdown's mark of a break, are verse: four and more short ones.
    fn is_stanza(&self, text: &Text, softs: &[usize]) -> bool {
        const SHORT: usize = 16;
        let length = texts::length(text, self.source);
        let ends = softs.iter().copied().chain([length]);
        let starts = [0].into_iter().chain(softs.iter().copied());
        let han = |t: &str| t.chars().filter(|c| lines::is_han(*c)).count() * 2 > t.chars().count();
        !self.exported
            && softs.len() >= 3
            && starts.zip(ends).all(|(a, b)| b.saturating_sub(a) <= SHORT)
            && han(&text.of(self.source))
    }

    /// Whether two or three short lines of Han are lines of their own, as a signature over its day or a document's
    /// number under its date, and no wrapped sentence: none of them ends in the middle of one.
    fn are_lines(&self, text: &Text, softs: &[usize]) -> bool {
        const SHORT: usize = 24;
        if self.exported || !(1..=2).contains(&softs.len()) {
            return false;
        }
        let words = text.of(self.source);
        let han = words.chars().filter(|c| lines::is_han(*c)).count() * 2;
        if han <= words.chars().count() {
            return false;
        }
        let chars: Vec<char> = words.chars().collect();
        let ends: Vec<usize> = softs.iter().copied().chain([chars.len()]).collect();
        let mut from = 0;
        ends.iter().enumerate().all(|(i, end)| {
            let line = chars.get(from..*end).unwrap_or_default();
            from = *end;
            let goes_on =
                |c: &char| matches!(c, '，' | '、' | '；' | ',' | ';' | '（' | '“' | '《');
            (2..=SHORT).contains(&line.len())
                && (i == softs.len() || !line.last().is_some_and(goes_on))
        })
    }

    pub fn text_piece(&mut self, text: Text) {
        let text = texts::trimmed(text, self.source);
        if !text.is_empty() {
            let piece = block(BlockKind::Paragraph, text);
            self.pieces.push(Piece::Block(piece));
        }
    }

    /// Puts a note's mark, `[^1]:`, before its text, as it stands in the source.
    fn label(&self, at: usize, text: &mut Text) {
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
