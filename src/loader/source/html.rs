//! Islands of HTML in Markdown: their paragraphs, headings, lists and tables, without the tags.

use crate::issue::{Block, BlockKind, Run, Span, Text};
use crate::loader::source::{inline, texts};

/// Tags at which a new paragraph begins.
const BLOCKS: [&str; 18] = [
    "p",
    "div",
    "br",
    "ul",
    "ol",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "center",
    "dl",
    "dd",
    "dt",
    "figure",
    "figcaption",
    "details",
    "summary",
];

/// A piece of HTML as it is shown.
#[derive(Debug)]
pub enum Island {
    /// A heading of a level.
    Heading(u8, Text),
    /// A paragraph that is strong from end to end.
    Strong(Text),
    /// A piece of text.
    Block(Block),
}

/// The pieces of a stretch of HTML. What stands in `script`, `style` and `title` is left out.
pub fn islands(source: &str, span: Span) -> Vec<Island> {
    let text = span.of(source);
    let mut reader = Reader {
        source,
        ..Reader::default()
    };
    let (mut at, mut hidden) = (0, None::<String>);
    while at < text.len() {
        let rest = text.get(at..).unwrap_or("");
        if let Some(comment) = rest.strip_prefix("<!--") {
            // What layout tools put in a picture's place.
            if comment.starts_with(" image -->") {
                reader.flush();
                let start = span.start as usize + at;
                reader.push(BlockKind::Image, Text::at(Span::new(start, start)), 0);
            }
            at += comment.find("-->").map_or(rest.len(), |end| end + 7);
            continue;
        }
        let opens = |c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?');
        if rest.starts_with('<') && rest.chars().nth(1).is_some_and(opens) {
            let end = rest.find('>').map_or(rest.len(), |e| e + 1);
            let tag = rest.get(1..end).unwrap_or("");
            let closes = tag.starts_with('/');
            let name: String = tag
                .trim_start_matches('/')
                .chars()
                .take_while(char::is_ascii_alphanumeric)
                .collect::<String>()
                .to_ascii_lowercase();
            if hidden.as_deref() == Some(name.as_str()) && closes {
                hidden = None;
            } else if matches!(name.as_str(), "script" | "style" | "title") && !closes {
                hidden = Some(name.clone());
            }
            reader.tag(&name, closes, span.start as usize + at, tag);
            at += end;
            continue;
        }
        let next = rest
            .char_indices()
            .skip(1)
            .find(|(_, c)| *c == '<')
            .map_or(rest.len(), |(e, _)| e);
        if hidden.is_none() {
            let start = span.start as usize + at;
            reader.words(Span::new(start, start + next));
        }
        at += next;
    }
    reader.flush();
    reader.found
}

/// What is being read.
#[derive(Default)]
struct Reader<'a> {
    source: &'a str,
    found: Vec<Island>,
    runs: Vec<Run>,
    /// Level of the heading being read, 0 outside one.
    heading: u8,
    lists: u8,
    item: bool,
    quotes: u8,
    /// Tables around the place; a table within a cell is its text.
    tables: u8,
    /// What is put before the next word: between cells, rows and paragraphs of a cell.
    pending: Option<char>,
    strong: u8,
    small: u8,
    /// Whether words outside strong, inside it, and outside small print have been read.
    plain: bool,
    bold: bool,
    large: bool,
}

impl Reader<'_> {
    fn tag(&mut self, name: &str, closes: bool, at: usize, tag: &str) {
        let deeper = |n: u8| {
            if closes {
                n.saturating_sub(1)
            } else {
                n.saturating_add(1)
            }
        };
        match name {
            "b" | "strong" => self.strong = deeper(self.strong),
            "small" => self.small = deeper(self.small),
            "table" => {
                if self.tables == u8::from(closes) {
                    self.flush();
                }
                self.tables = deeper(self.tables);
                self.pending = None;
            }
            "tr" if self.tables > 0 && !closes => {
                self.pending = (!self.runs.is_empty()).then_some('\n');
            }
            "td" | "th" if self.tables > 0 && !closes => {
                let joint = self
                    .pending
                    .take()
                    .filter(|c| *c == '\n')
                    .or((!self.runs.is_empty()).then_some('\t'));
                // A cell stands in its row even when it is empty.
                self.runs.push(Run {
                    span: Span::new(at, at),
                    joint,
                });
            }
            "p" | "br" | "div" | "li" if self.tables > 0 => {
                if !self.runs.last().is_none_or(|r| r.span.is_empty()) {
                    self.pending = Some(' ');
                }
            }
            "img" if !closes => self.image(at, tag),
            "li" => {
                self.flush();
                self.item = !closes;
            }
            "ul" | "ol" => {
                self.flush();
                self.lists = deeper(self.lists);
                self.item = self.item && self.lists > 0;
            }
            "blockquote" => {
                self.flush();
                self.quotes = deeper(self.quotes);
            }
            "hr" => {
                self.flush();
                let text = Text::at(Span::new(at, at));
                self.push(BlockKind::Rule, text, 0);
            }
            _ if BLOCKS.contains(&name) && self.tables == 0 => self.flush(),
            _ => {
                let mut chars = name.chars();
                if let (Some('h'), Some(level), None) = (chars.next(), chars.next(), chars.next())
                    && let Some(level @ 1..=6) = level.to_digit(10)
                {
                    self.flush();
                    self.heading = if closes {
                        0
                    } else {
                        u8::try_from(level).unwrap_or(6)
                    };
                }
            }
        }
    }

    /// A picture by its description, where it has one.
    fn image(&mut self, at: usize, tag: &str) {
        let found = ["alt=\"", "alt='"].iter().find_map(|open| {
            let from = tag.find(open)? + open.len();
            let end = tag.get(from..)?.find(open.chars().next_back()?)?;
            Some((from, end))
        });
        if let Some((from, length)) = found.filter(|f| f.1 > 0 && self.tables == 0) {
            self.flush();
            let start = at + 1 + from;
            let text = Text::at(Span::new(start, start + length));
            self.push(BlockKind::Image, text, 0);
        }
    }

    fn push(&mut self, kind: BlockKind, text: Text, depth: u8) {
        self.found.push(Island::Block(Block { kind, text, depth }));
    }

    /// The text between two tags: its lines joined, its entities decoded.
    fn words(&mut self, place: Span) {
        let source = self.source;
        let whole = place.of(source);
        if whole.trim().is_empty() {
            // White space between words of two tags parts them.
            let inline = !whole.is_empty() && !whole.contains(['\n', '\r']);
            if inline && !self.runs.is_empty() && self.tables == 0 {
                self.runs.push(Run {
                    span: place,
                    joint: None,
                });
            }
            return;
        }
        self.plain |= self.strong == 0;
        self.bold |= self.strong > 0;
        self.large |= self.small == 0;
        let mut at = place.start;
        for line in whole.split(['\n', '\r']) {
            let length = Span::new(0, line.len()).end;
            // White space within a line is text; at a line's ends it is layout.
            let (mut start, mut end) = (at, at + length);
            if at > place.start {
                start += Span::new(0, line.len() - line.trim_start().len()).end;
            }
            if at + length < place.end {
                end -= Span::new(0, line.len() - line.trim_end().len()).end;
            }
            let inner = line.trim();
            if end > start {
                let joint = self.pending.take().or_else(|| {
                    let before = self.runs.last()?.span.of(source);
                    (at > place.start)
                        .then(|| inline::joint(before, inner))
                        .flatten()
                });
                inline::decode(source, Span { start, end }, joint, &mut self.runs);
            }
            at += length + 1;
        }
    }

    /// Ends the paragraph, heading, item or table being read.
    fn flush(&mut self) {
        let runs = std::mem::take(&mut self.runs);
        let (plain, bold, large) = (
            std::mem::take(&mut self.plain),
            std::mem::take(&mut self.bold),
            std::mem::take(&mut self.large),
        );
        self.pending = None;
        let shown = |r: &Run| {
            !r.span.of(self.source).trim().is_empty() || r.joint.is_some_and(|c| !c.is_whitespace())
        };
        if !runs.iter().any(shown) {
            return;
        }
        if self.tables > 0 {
            self.push(BlockKind::Table, texts::squared(Text { runs }), 0);
            return;
        }
        let text = texts::trimmed(Text { runs }, self.source);
        if self.heading > 0 {
            self.found.push(Island::Heading(self.heading, text));
        } else if self.quotes > 0 {
            self.push(BlockKind::Quote, text, self.quotes - 1);
        } else if self.item {
            self.push(BlockKind::List, text, self.lists.saturating_sub(1));
        } else if bold && !plain {
            self.found.push(Island::Strong(text));
        } else if large {
            self.push(BlockKind::Paragraph, text, 0);
        } else {
            self.push(BlockKind::Note, text, 0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let show = |island: Island| match island {
            Island::Heading(level, text_) => format!("h{level} {}", text_.of(text)),
            Island::Strong(text_) => format!("strong {}", text_.of(text)),
            Island::Block(b) => format!("{:?} {}", b.kind, b.text.of(text)),
        };
        islands(text, Span::new(0, text.len()))
            .into_iter()
            .map(show)
            .collect()
    }

    #[test]
    fn paragraphs_without_tags() {
        let text = "<p><strong>某台消息</strong>：今天&nbsp;R&amp;D。</p><p>第二段。</p><script>x<y</script><!-- 注 -->";
        assert_eq!(
            read(text),
            ["Paragraph 某台消息：今天\u{A0}R&D。", "Paragraph 第二段。"]
        );
    }

    #[test]
    fn a_comment_in_a_picture_s_place_is_one() {
        let text = "<p>渡口停航。</p><!-- image --><!-- 注 --><p>图为渡口。</p>";
        assert_eq!(
            read(text),
            ["Paragraph 渡口停航。", "Image ", "Paragraph 图为渡口。"]
        );
    }

    #[test]
    fn headings_lists_and_tables_are_told_apart() {
        let text = "<h2>要闻</h2><p><b>短讯</b></p><ul><li>甲</li><li>乙</li></ul>\
            <table><tr><th>年</th><th></th></tr><tr><td>2024</td><td><p>三百</p><p>家</p></td></tr></table>\
            <blockquote>好。</blockquote><img src=\"a.png\" alt=\"渡口\"><small>注</small>";
        assert_eq!(
            read(text),
            [
                "h2 要闻",
                "strong 短讯",
                "List 甲",
                "List 乙",
                "Table 年\t\n2024\t三百 家",
                "Quote 好。",
                "Image 渡口",
                "Note 注"
            ]
        );
    }
}
