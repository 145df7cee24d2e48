//! The JSON contract, format 1 (`docs/json.md`).

use crate::export::marks::marked_text;
use crate::guard::is_unseen;
use crate::issue::{Article, Block, BlockKind, Defect, Furniture, FurnitureKind, Issue, Text};
use crate::loader::Loaded;
use serde::{Serialize, Serializer};
use serde_json::ser::{CharEscape, CompactFormatter, Formatter, PrettyFormatter};
use std::io::{self, Write};

#[derive(Serialize)]
struct JsonIssue<'a> {
    format: u8,
    paper: Option<&'a str>,
    date: Option<String>,
    number: Option<&'a str>,
    sections: Vec<JsonSection<'a>>,
    furniture: Vec<JsonFurniture>,
    defects: &'a [Defect],
}

#[derive(Serialize)]
struct JsonSection<'a> {
    page: Option<&'a str>,
    name: Option<String>,
    articles: Articles<'a>,
}

/// A section's articles, each made only to be written: together they would be as much text as the source again.
struct Articles<'a> {
    issue: &'a Issue,
    articles: &'a [Article],
}

impl Serialize for Articles<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.articles.iter().map(|a| article(self.issue, a)))
    }
}

#[derive(Serialize)]
struct JsonArticle<'a> {
    kicker: Option<String>,
    headline: Option<String>,
    deck: Option<String>,
    byline: Option<String>,
    dateline: Option<String>,
    column: Option<String>,
    continued_on: Option<&'a str>,
    continued_from: Option<&'a str>,
    lines: [usize; 2],
    blocks: Vec<JsonBlock>,
}

#[derive(Serialize)]
struct JsonBlock {
    kind: BlockKind,
    text: String,
    lines: [usize; 2],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pieces: Vec<[usize; 2]>,
}

#[derive(Serialize)]
struct JsonFurniture {
    kind: FurnitureKind,
    text: String,
    lines: [usize; 2],
}

/// Writes an issue as JSON, on one line or on many, with a line feed at the end.
pub(super) fn write(loaded: &Loaded, in_a_line: bool, out: &mut dyn Write) -> io::Result<()> {
    let issue = &loaded.issue;
    let json = JsonIssue {
        format: 1,
        paper: issue.paper.as_deref(),
        date: issue.date.map(|d| d.to_string()),
        number: issue.number.as_deref(),
        sections: issue
            .sections
            .iter()
            .map(|s| JsonSection {
                page: s.page.as_deref(),
                name: s.name.as_ref().map(|n| n.of(&issue.source)),
                articles: Articles {
                    issue,
                    articles: &s.articles,
                },
            })
            .collect(),
        furniture: issue
            .furniture
            .iter()
            .map(|f| furniture(issue, f))
            .collect(),
        defects: &loaded.defects,
    };
    if in_a_line {
        serialize(&json, Escaping(CompactFormatter), out)?;
    } else {
        serialize(&json, Escaping(PrettyFormatter::new()), out)?;
    }
    out.write_all(b"\n")
}

fn serialize(
    json: &JsonIssue<'_>,
    formatter: impl Formatter,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(out, formatter);
    Ok(json.serialize(&mut serializer)?)
}

fn article<'a>(issue: &Issue, article: &'a Article) -> JsonArticle<'a> {
    let of = |text: &Option<Text>| text.as_ref().map(|t| t.of(&issue.source));
    JsonArticle {
        kicker: of(&article.kicker),
        headline: of(&article.headline),
        deck: of(&article.deck),
        byline: of(&article.byline),
        dateline: of(&article.dateline),
        column: of(&article.column),
        continued_on: article.continued_on.as_deref(),
        continued_from: article.continued_from.as_deref(),
        lines: issue.lines_of(article.hull()),
        blocks: article.blocks.iter().map(|b| block(issue, b)).collect(),
    }
}

fn block(issue: &Issue, block: &Block) -> JsonBlock {
    let pieces = pieces(issue, &block.text);
    let lines = bounds(&pieces);
    JsonBlock {
        kind: block.kind,
        text: marked_text(issue, block),
        lines,
        // A table's rule under its head parts no pieces.
        pieces: if pieces.len() > 1 && block.kind != BlockKind::Table {
            pieces
        } else {
            Vec::new()
        },
    }
}

fn furniture(issue: &Issue, furniture: &Furniture) -> JsonFurniture {
    JsonFurniture {
        kind: furniture.kind,
        text: furniture.text.of(&issue.source),
        lines: bounds(&pieces(issue, &furniture.text)),
    }
}

/// First line of the first piece, last line of the last.
fn bounds(pieces: &[[usize; 2]]) -> [usize; 2] {
    match pieces {
        [] => [1, 1],
        [[first, last]] => [*first, *last],
        [[first, _], .., [_, last]] => [*first, *last],
    }
}

/// The runs of lines that a text stands on; lines that follow one another are one piece.
fn pieces(issue: &Issue, text: &Text) -> Vec<[usize; 2]> {
    let mut pieces: Vec<[usize; 2]> = Vec::new();
    for run in &text.runs {
        let [first, last] = issue.lines_of(run.span);
        match pieces.last_mut() {
            Some(piece) if first >= piece[0] && first <= piece[1] + 1 => {
                piece[1] = piece[1].max(last);
            }
            _ => pieces.push([first, last]),
        }
    }
    pieces
}

/// Printing with every character escaped that acts on a terminal or hides: `serde_json` leaves all but the C0
/// controls as they are.
struct Escaping<F>(F);

impl<F: Formatter> Formatter for Escaping<F> {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut from = 0;
        for (at, c) in fragment.char_indices().filter(|(_, c)| is_unseen(*c)) {
            writer.write_all(fragment.get(from..at).unwrap_or("").as_bytes())?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            from = at + c.len_utf8();
        }
        writer.write_all(fragment.get(from..).unwrap_or("").as_bytes())
    }

    fn write_char_escape<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        escape: CharEscape,
    ) -> io::Result<()> {
        self.0.write_char_escape(writer, escape)
    }

    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_array(writer)
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.0.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object(writer)
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.0.begin_object_key(writer, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object_value(writer)
    }
}
