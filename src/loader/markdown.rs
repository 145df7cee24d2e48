//! Clean Markdown: newsletters as published, and this program's own exports. Here the marks are true, so
//! sections and articles follow the heading levels.

use super::{html, inline, structure, texts};
use crate::issue::{
    Article, Block, BlockKind, Furniture, FurnitureKind, Issue, Mark, MarkKind, Run, Section, Span,
    Text,
};
use crate::loader::lines::{Form, Line};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::collections::HashMap;
use std::ops::Range;

/// A piece of the document, before it is known what the heading levels mean.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    /// A heading of a level.
    Heading(u8, Text),
    /// A piece of text.
    Block(Block),
    /// A paragraph that is strong, or emphasised, from end to end.
    Strong(Text),
    /// See [`Piece::Strong`].
    Emphasis(Text),
    /// What belongs to no text: a link that recurs under many, a word beside a link.
    Aside(Text),
}

/// Whether a text is Markdown whose marks can be trusted, and not a page that extraction marked at random.
pub(super) fn is_clean(source: &str, lines: &[Line]) -> bool {
    let (mut headings, mut tops, mut turned, mut rich, mut texts, mut cut) = (0, 0, 0, 0, 0, 0);
    let mut above: Option<u8> = None;
    for (i, line) in lines.iter().enumerate() {
        match line.form {
            Form::Heading(level) => {
                headings += 1;
                tops += usize::from(level == 1);
                // Headings without text between them go down a level; extraction's do not.
                turned += usize::from(above.is_some_and(|a| level <= a));
                above = Some(level);
                continue;
            }
            Form::List | Form::Quote | Form::Image | Form::Code | Form::Row => rich += 1,
            Form::Text => {
                let text = line.span.of(source);
                let marked = text.contains("](")
                    || text.starts_with('<')
                    || text.contains("**")
                    || text.contains('`');
                rich += usize::from(marked);
                if line.width > 40 {
                    texts += 1;
                    let goes_on = lines
                        .get(i + 1)
                        .is_some_and(|n| n.form == Form::Text && n.blanks > 0);
                    cut += usize::from(
                        goes_on
                            && !line.ends_sentence()
                            && !marked
                            && !matches!(line.last, '：' | ':' | '；' | '）' | ')' | '>'),
                    );
                }
            }
            Form::Rule => {}
        }
        above = None;
    }
    if headings < 2 || cut * 8 > texts.max(8) {
        return false;
    }
    let consistent = turned * 12 <= headings;
    let nested = tops <= 1 && headings >= 3;
    consistent
        && (rich * 12 >= texts + headings || nested && turned == 0 && headings * 2 < lines.len())
        && (nested || rich * 4 >= texts)
}

/// Reads clean Markdown from a byte on into the issue.
pub(super) fn read(issue: &mut Issue, from: usize, exported: bool) {
    let source = std::mem::take(&mut issue.source);
    let mut collector = Collector {
        source: &source,
        base: from,
        exported,
        pieces: Vec::new(),
        marks: Vec::new(),
    };
    collector.collect();
    let Collector { pieces, marks, .. } = collector;
    issue.marks.extend(marks);
    if exported {
        by_contract(issue, &source, pieces)
    } else {
        by_levels(issue, &source, pieces)
    }
    for article in issue.sections.iter_mut().flat_map(|s| &mut s.articles) {
        structure::finish_article(article, &source, exported);
    }
    issue.source = source;
}

/// Puts pieces together as the export writes them: `#` section, `##` headline, `###` subhead, `####` kicker,
/// `#####` deck, `######` column; a strong line under the headline is the byline, an emphasised one a caption.
fn by_contract(issue: &mut Issue, source: &str, pieces: Vec<Piece>) {
    for piece in pieces {
        match piece {
            Piece::Heading(1, text) => begin_section(issue, source, text),
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
                if let Some(page) = structure::jump_on(&words) {
                    issue.marks.extend(text.runs.iter().map(|r| Mark {
                        span: r.span,
                        kind: MarkKind::Jump,
                    }));
                    article(issue).continued_on = Some(page);
                } else if let Some(page) = structure::jump_from(&words) {
                    issue.marks.extend(text.runs.iter().map(|r| Mark {
                        span: r.span,
                        kind: MarkKind::Jump,
                    }));
                    article(issue).continued_from = Some(page);
                } else {
                    article(issue).blocks.push(block(BlockKind::Caption, text));
                }
            }
            Piece::Aside(text) => issue.furniture.push(Furniture {
                kind: FurnitureKind::Other,
                text,
            }),
            Piece::Block(block) => article(issue).blocks.push(block),
        }
    }
}

/// Puts pieces together by what the levels mean in this document.
fn by_levels(issue: &mut Issue, source: &str, pieces: Vec<Piece>) {
    let pieces = entries(source, recurring_links(source, pieces));
    let levels: Vec<u8> = pieces
        .iter()
        .filter_map(|p| {
            if let Piece::Heading(level, _) = p {
                Some(*level)
            } else {
                None
            }
        })
        .collect();
    let top = levels.iter().copied().min().unwrap_or(1);
    let titled = matches!(pieces.first(), Some(Piece::Heading(level, _)) if *level == top)
        && levels.iter().filter(|l| **l == top).count() == 1
        && levels.len() > 1;
    let mut rest = pieces.into_iter();
    if titled {
        if let Some(Piece::Heading(_, text)) = rest.next() {
            structure::read_title(issue, &text, source);
            issue.furniture.push(Furniture {
                kind: FurnitureKind::Masthead,
                text,
            });
        }
    }
    let rest: Vec<Piece> = rest.collect();
    let outer = levels
        .iter()
        .copied()
        .filter(|l| !titled || *l > top)
        .min()
        .unwrap_or(1);
    let inner = levels.iter().copied().filter(|l| *l > outer).min();
    let sections = outer_are_sections(&rest, outer, inner);
    let mut heading: Option<Text> = None;
    for (i, piece) in rest.iter().enumerate() {
        match piece {
            Piece::Heading(level, text) if *level == outer && sections => {
                begin_section(issue, source, text.clone());
                let opens = rest.get(i + 1).is_none_or(
                    |next| matches!(next, Piece::Heading(l, _) if *l <= outer || Some(*l) == inner),
                );
                heading = (!opens).then(|| text.clone());
            }
            Piece::Heading(level, text)
                if *level == outer
                    || sections && Some(*level) == inner && !inside_one(&rest, i, outer, inner) =>
            {
                begin_article(issue);
                article(issue).headline = Some(text.clone());
                heading = None;
            }
            Piece::Heading(_, text) => {
                open_under(issue, &mut heading);
                article(issue)
                    .blocks
                    .push(block(BlockKind::Subhead, text.clone()));
            }
            Piece::Strong(text) => {
                open_under(issue, &mut heading);
                let short = texts::length(text, source) <= 30;
                article(issue).blocks.push(block(
                    if short {
                        BlockKind::Subhead
                    } else {
                        BlockKind::Paragraph
                    },
                    text.clone(),
                ));
            }
            Piece::Emphasis(text) => {
                open_under(issue, &mut heading);
                article(issue)
                    .blocks
                    .push(block(BlockKind::Paragraph, text.clone()));
            }
            Piece::Aside(text) => issue.furniture.push(Furniture {
                kind: FurnitureKind::Other,
                text: text.clone(),
            }),
            Piece::Block(b) => {
                open_under(issue, &mut heading);
                article(issue).blocks.push(b.clone());
            }
        }
    }
}

/// Text under a section's own heading is an article of the section's name.
fn open_under(issue: &mut Issue, heading: &mut Option<Text>) {
    if let Some(text) = heading.take() {
        begin_article(issue);
        article(issue).headline = Some(text);
    }
}

/// Whether the outer level's headings are sections: some of them hold headings of the next level and no text
/// before those, or articles listed under them; else each is an article.
fn outer_are_sections(pieces: &[Piece], outer: u8, inner: Option<u8>) -> bool {
    let mut holds = 0;
    let mut texts = 0;
    for pair in pieces.windows(2) {
        if let [Piece::Heading(level, _), next] = pair {
            if *level == outer {
                match next {
                    Piece::Heading(l, _) if Some(*l) == inner => holds += 1,
                    Piece::Heading(..) => {}
                    _ => texts += 1,
                }
            }
        }
    }
    holds > 0 && holds * 6 >= texts || inner == Some(ENTRY)
}

/// Whether a heading of the inner level stands in a section that has text of its own before it: there the
/// section is one article, and the heading one of its subheads. Listed entries are articles everywhere.
fn inside_one(pieces: &[Piece], at: usize, outer: u8, inner: Option<u8>) -> bool {
    if inner == Some(ENTRY) {
        return false;
    }
    let start = pieces
        .get(..at)
        .unwrap_or_default()
        .iter()
        .rposition(|p| matches!(p, Piece::Heading(l, _) if *l == outer));
    start.is_some_and(|s| !matches!(pieces.get(s + 1), Some(Piece::Heading(..))))
}

/// The level given to the entries of a list of links: 1、[title](address) and the text below it.
const ENTRY: u8 = 7;

/// Sets aside paragraphs that are one and the same short link under many texts (查看原文).
fn recurring_links(source: &str, pieces: Vec<Piece>) -> Vec<Piece> {
    let link = |piece: &Piece| -> Option<String> {
        let Piece::Block(Block {
            kind: BlockKind::Paragraph,
            text,
            ..
        }) = piece
        else {
            return None;
        };
        let [run] = text.runs.as_slice() else {
            return None;
        };
        let linked = source.get(..run.span.start as usize)?.ends_with('[')
            && source.get(run.span.end as usize..)?.starts_with("](");
        (linked && run.span.len() < 60).then(|| run.span.of(source).to_owned())
    };
    let mut counts: HashMap<String, usize> = HashMap::new();
    for words in pieces.iter().filter_map(link) {
        *counts.entry(words).or_default() += 1;
    }
    counts.retain(|_, n| *n >= 3);
    let aside = |piece: Piece| match link(&piece).filter(|w| counts.contains_key(w)) {
        Some(_) => match piece {
            Piece::Block(block) => Piece::Aside(block.text),
            other => other,
        },
        None => piece,
    };
    pieces.into_iter().map(aside).collect()
}

/// Turns numbered paragraphs that hold a link or strong words and nothing else into headings, where there are
/// several under one heading.
fn entries(source: &str, pieces: Vec<Piece>) -> Vec<Piece> {
    let headed = pieces
        .iter()
        .filter(|p| matches!(p, Piece::Heading(..)))
        .count();
    let found: Vec<Option<(Text, Text)>> = pieces
        .iter()
        .map(|p| {
            if let Piece::Block(b) = p {
                entry(source, b)
            } else {
                None
            }
        })
        .collect();
    let count = found.iter().flatten().count();
    if count < 3 || headed == 0 {
        return pieces;
    }
    let mut out = Vec::with_capacity(pieces.len() + count);
    for (piece, entry) in pieces.into_iter().zip(found) {
        match entry {
            Some((title, rest)) => {
                out.push(Piece::Heading(ENTRY, title));
                if !texts::folded(&rest, source).trim().is_empty() {
                    // （英文） beside a link speaks of the page it leads to, not of this text.
                    out.push(Piece::Aside(texts::trimmed(rest, source)));
                }
            }
            None => out.push(piece),
        }
    }
    out
}

/// A paragraph's title and what follows it, if it is a numbered entry.
fn entry(source: &str, b: &Block) -> Option<(Text, Text)> {
    if b.kind != BlockKind::Paragraph && b.kind != BlockKind::List {
        return None;
    }
    let words = texts::folded(&b.text, source);
    let digits = words.chars().take_while(char::is_ascii_digit).count();
    let mark = words.chars().nth(digits)?;
    if digits == 0 || digits > 3 || !matches!(mark, '、' | '.' | '．' | '）') {
        return None;
    }
    let spaces = words
        .chars()
        .skip(digits + 1)
        .take_while(|c| c.is_whitespace())
        .count();
    let (_, title) = texts::split(&b.text, source, digits + 1 + spaces);
    let first = title.runs.first()?;
    // The title is the first run by itself: a link's or strong words, with a mark on both sides.
    let before = source.get(..first.span.start as usize)?;
    let linked = before.ends_with('[') || before.ends_with("**");
    let length = first.span.of(source).chars().count();
    let rest = Text {
        runs: title.runs.get(1..).unwrap_or_default().to_vec(),
    };
    let short = texts::length(&rest, source) <= 24;
    (linked && (1..=60).contains(&length) && short).then(|| {
        (
            Text {
                runs: vec![Run {
                    span: first.span,
                    joint: None,
                }],
            },
            rest,
        )
    })
}

fn block(kind: BlockKind, text: Text) -> Block {
    Block {
        kind,
        text,
        depth: 0,
    }
}

fn begin_section(issue: &mut Issue, source: &str, text: Text) {
    let (page, name) = structure::section_of(&text, source);
    issue.marks.extend(
        text.runs
            .iter()
            .filter(|r| !r.span.is_empty())
            .map(|r| Mark {
                span: r.span,
                kind: MarkKind::Section,
            }),
    );
    issue.sections.push(Section {
        page,
        name,
        articles: Vec::new(),
    });
}

fn begin_article(issue: &mut Issue) {
    if issue.sections.is_empty() {
        issue.sections.push(Section::default());
    }
    if let Some(section) = issue.sections.last_mut() {
        section.articles.push(Article::default());
    }
}

fn article(issue: &mut Issue) -> &mut Article {
    if issue.sections.last().is_none_or(|s| s.articles.is_empty()) {
        begin_article(issue);
    }
    issue
        .sections
        .last_mut()
        .and_then(|s| s.articles.last_mut())
        .expect("an article was begun where none was open")
}

/// Gathers pieces from the parser's events.
struct Collector<'a> {
    source: &'a str,
    base: usize,
    exported: bool,
    pieces: Vec<Piece>,
    marks: Vec<Mark>,
}

/// What surrounds a text while it is gathered.
#[derive(Default)]
struct Around {
    quotes: u8,
    lists: Vec<Option<u64>>,
    footnote: bool,
    /// Byte at which the item being read begins, until its first text is taken.
    item: Option<usize>,
}

impl Collector<'_> {
    fn collect(&mut self) {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS;
        let body = self.source.get(self.base..).unwrap_or("");
        let mut events = Parser::new_ext(body, options).into_offset_iter();
        let mut around = Around::default();
        while let Some((event, range)) = events.next() {
            match event {
                Event::Start(Tag::Heading { level, .. }) => {
                    let text = self.text(&mut events, TagEnd::Heading(level)).text;
                    self.pieces.push(Piece::Heading(depth_of(level), text));
                }
                Event::Start(Tag::Paragraph) => {
                    let gathered = self.text(&mut events, TagEnd::Paragraph);
                    self.paragraph(gathered, range, &mut around);
                }
                Event::Start(Tag::BlockQuote(_)) => around.quotes = around.quotes.saturating_add(1),
                Event::End(TagEnd::BlockQuote(_)) => {
                    around.quotes = around.quotes.saturating_sub(1)
                }
                Event::Start(Tag::List(start)) => around.lists.push(start),
                Event::End(TagEnd::List(_)) => {
                    around.lists.pop();
                }
                Event::Start(Tag::Item) => around.item = Some(range.start),
                Event::Start(Tag::FootnoteDefinition(_)) => around.footnote = true,
                Event::End(TagEnd::FootnoteDefinition) => around.footnote = false,
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
                    let span = self.span(range);
                    for runs in html::paragraphs(self.source, span) {
                        let text = texts::trimmed(Text { runs }, self.source);
                        self.pieces
                            .push(Piece::Block(block(BlockKind::Paragraph, text)));
                    }
                    while events
                        .next()
                        .is_some_and(|(e, _)| e != Event::End(TagEnd::HtmlBlock))
                    {
                    }
                }
                Event::Rule => {
                    let start = self.span(range).start;
                    self.pieces.push(Piece::Block(block(
                        BlockKind::Rule,
                        Text::at(Span { start, end: start }),
                    )));
                }
                // A tight list's item has its text without a paragraph around it.
                Event::Text(_)
                | Event::Code(_)
                | Event::Start(
                    Tag::Emphasis
                    | Tag::Strong
                    | Tag::Link { .. }
                    | Tag::Image { .. }
                    | Tag::Strikethrough,
                )
                | Event::InlineHtml(_) => {
                    let gathered = self.tight(event, range.clone(), &mut events);
                    self.paragraph(gathered.0, range, &mut around);
                    if let Some(list) = gathered.1 {
                        around.lists.push(list);
                    }
                }
                _ => {}
            }
        }
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.base + range.start, self.base + range.end)
    }

    /// Makes pieces of a paragraph, by where it stands.
    fn paragraph(&mut self, gathered: Gathered, range: Range<usize>, around: &mut Around) {
        let Gathered {
            mut text,
            breaks,
            images,
            small,
            strong,
            emphasis,
        } = gathered;
        if let (Some(start), Some(Some(_))) = (around.item, around.lists.last()) {
            // An ordered item's number is the text's own.
            let from = self.base + start;
            let first = text.runs.first().map_or(from, |r| r.span.start as usize);
            let lead = self.source.get(from..first).unwrap_or("");
            let number = lead.trim_start().len()
                - lead
                    .trim_start()
                    .trim_start_matches(|c: char| c.is_ascii_digit())
                    .trim_start_matches(['.', ')'])
                    .len();
            let at = from + lead.len() - lead.trim_start().len();
            if number > 0 && around.lists.len() == 1 {
                text.runs.insert(
                    0,
                    Run {
                        span: Span::new(at, at + number),
                        joint: None,
                    },
                );
                if let Some(run) = text.runs.get_mut(1) {
                    run.joint = Some(' ');
                }
            }
        }
        let listed = !around.lists.is_empty();
        around.item = None;
        for image in images {
            self.pieces
                .push(Piece::Block(block(BlockKind::Image, image)));
        }
        if text.is_empty() && text.runs.iter().all(|r| r.joint.is_none()) {
            return;
        }
        let depth = u8::try_from(around.lists.len().saturating_sub(1)).unwrap_or(u8::MAX);
        if around.quotes > 0 {
            let depth = around.quotes - 1;
            self.pieces.push(Piece::Block(Block {
                kind: BlockKind::Quote,
                text,
                depth,
            }));
        } else if listed {
            self.pieces.push(Piece::Block(Block {
                kind: BlockKind::List,
                text,
                depth,
            }));
        } else if around.footnote || small {
            self.pieces.push(Piece::Block(block(BlockKind::Note, text)));
        } else if strong {
            self.pieces.push(Piece::Strong(text));
        } else if emphasis {
            self.pieces.push(Piece::Emphasis(text));
        } else if !breaks.is_empty()
            || self.exported
                && self
                    .source
                    .get(self.base + range.start..self.base + range.end)
                    .is_some_and(|t| t.trim_end_matches(['\n', '\r']).ends_with("  "))
        {
            let mut rest = text;
            let mut lines = Vec::new();
            let mut taken = 0;
            for at in breaks {
                let (line, after) = texts::split(&rest, self.source, at - taken);
                taken = at;
                lines.push(line);
                rest = after;
            }
            lines.push(rest);
            let verse = self.exported || lines.iter().all(|l| texts::length(l, self.source) <= 24);
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
        } else {
            self.pieces
                .push(Piece::Block(block(BlockKind::Paragraph, text)));
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
    ) -> (Gathered, Option<Option<u64>>) {
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

    fn code<'e>(&mut self, events: &mut impl Iterator<Item = (Event<'e>, Range<usize>)>) -> Text {
        let mut text = Text::default();
        for (event, range) in events {
            match event {
                Event::End(TagEnd::CodeBlock) => break,
                Event::Text(_) => {
                    let span = self.span(range);
                    let mut at = span.start;
                    for line in span.of(self.source).split_inclusive('\n') {
                        let words = line.trim_end_matches(['\n', '\r']);
                        let end = at + Span::new(0, words.len()).end;
                        text.runs.push(Run {
                            span: Span { start: at, end },
                            joint: (!text.runs.is_empty()).then_some('\n'),
                        });
                        at += Span::new(0, line.len()).end;
                    }
                }
                _ => {}
            }
        }
        text
    }

    fn table<'e>(&mut self, events: &mut impl Iterator<Item = (Event<'e>, Range<usize>)>) -> Text {
        let mut text = Text::default();
        let (mut row, mut cell) = (true, true);
        for (event, range) in events {
            match event {
                Event::End(TagEnd::Table) => break,
                Event::Start(Tag::TableHead | Tag::TableRow) => (row, cell) = (true, true),
                Event::Start(Tag::TableCell) => {
                    let joint = if !cell {
                        Some('\t')
                    } else {
                        (row && !text.runs.is_empty()).then_some('\n')
                    };
                    (row, cell) = (false, false);
                    let start = self.base + range.start;
                    text.runs.push(Run {
                        span: Span::new(start, start),
                        joint,
                    });
                }
                Event::Text(_) | Event::Code(_) => {
                    let mut gathering = Gathering::default();
                    gathering.take(self.source, self.base, event, range);
                    text.runs.extend(gathering.runs);
                }
                _ => {}
            }
        }
        text
    }
}

fn depth_of(level: HeadingLevel) -> u8 {
    level as u8
}

/// A text as gathered, with what it is made of.
#[derive(Default)]
struct Gathered {
    text: Text,
    /// Characters before each hard break.
    breaks: Vec<usize>,
    /// Descriptions of the pictures in it.
    images: Vec<Text>,
    /// Whether it stands in `<small>`.
    small: bool,
    /// Whether all of it is strong.
    strong: bool,
    /// Whether all of it is emphasised.
    emphasis: bool,
}

#[derive(Default)]
struct Gathering {
    runs: Vec<Run>,
    pending: Option<char>,
    soft: bool,
    breaks: Vec<usize>,
    images: Vec<Text>,
    image: Option<Text>,
    small: bool,
    strong: u8,
    emphasis: u8,
    plain: bool,
    any_strong: bool,
    any_emphasis: bool,
}

impl Gathering {
    fn take(&mut self, source: &str, base: usize, event: Event<'_>, range: Range<usize>) {
        let place = Span::new(base + range.start, base + range.end);
        match event {
            Event::Text(words) => {
                if let Some(image) = &mut self.image {
                    inline::push(source, place, &words, &mut None, &mut image.runs);
                    return;
                }
                self.plain |= self.strong == 0 && self.emphasis == 0;
                self.any_strong |= self.strong > 0;
                self.any_emphasis |= self.emphasis > 0;
                if std::mem::take(&mut self.soft) {
                    let before = self.runs.last().map_or("", |r| r.span.of(source));
                    self.pending = inline::joint(before, &words);
                }
                inline::push(source, place, &words, &mut self.pending, &mut self.runs);
            }
            Event::Code(_) => {
                self.plain = true;
                let code = place.of(source);
                let ticks = code.bytes().take_while(|b| *b == b'`').count();
                let inner = Span {
                    start: place.start + Span::new(0, ticks).end,
                    end: place.end - Span::new(0, ticks.min(code.len())).end,
                };
                if std::mem::take(&mut self.soft) {
                    self.pending = Some(' ');
                }
                self.runs.push(Run {
                    span: inner,
                    joint: self.pending.take(),
                });
            }
            Event::SoftBreak => self.soft = true,
            Event::HardBreak => {
                let count = Text {
                    runs: self.runs.clone(),
                }
                .of(source)
                .chars()
                .count();
                self.breaks.push(count);
            }
            Event::Start(Tag::Strong) => self.strong += 1,
            Event::End(TagEnd::Strong) => self.strong = self.strong.saturating_sub(1),
            Event::Start(Tag::Emphasis) => self.emphasis += 1,
            Event::End(TagEnd::Emphasis) => self.emphasis = self.emphasis.saturating_sub(1),
            Event::Start(Tag::Image { .. }) => {
                self.image = Some(Text {
                    runs: vec![Run {
                        span: Span {
                            start: place.start,
                            end: place.start,
                        },
                        joint: None,
                    }],
                })
            }
            Event::End(TagEnd::Image) => self.images.extend(self.image.take()),
            Event::InlineHtml(tag) => {
                self.small |= self.runs.is_empty() && tag.starts_with("<small");
                if tag.starts_with("<br") {
                    self.pending = Some(' ');
                }
            }
            _ => {}
        }
    }

    fn done(self, source: &str) -> Gathered {
        let text = texts::trimmed(Text { runs: self.runs }, source);
        Gathered {
            text,
            breaks: self.breaks,
            images: self.images,
            small: self.small,
            strong: self.any_strong && !self.plain && !self.any_emphasis,
            emphasis: self.any_emphasis && !self.plain && !self.any_strong,
        }
    }
}
