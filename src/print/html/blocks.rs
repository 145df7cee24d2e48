//! An article's blocks as HTML: lists and quotes nested, tables with their heads, captions with their pictures.

use super::escape::escaped;
use super::inline::{InlineWay, inline};
use crate::{
    issue::{Article, Block, BlockKind, Text, stanzas},
    typeset::{
        Pinyin, Signed, are_figures,
        display::{Shown, Space},
        is_alphabetic, is_numbered,
    },
};
use std::{fmt::Write, iter};

/// What blocks are written with.
pub struct Blocks<'a> {
    /// The issue's source.
    pub source: &'a str,
    /// How its texts are written.
    pub way: &'a InlineWay<'a>,
    /// Its lines that stand at the right.
    pub signed: &'a Signed,
    /// The article that they are of.
    pub article: &'a Article,
    /// The level of a subhead's heading.
    pub subhead: usize,
}

impl Blocks<'_> {
    /// Appends blocks, those of a kind that belong together in one element.
    pub fn write(&self, blocks: &[&Block], out: &mut String) {
        let mut rest = blocks;
        let signed = |block: &Block| block.kind != BlockKind::Quote && self.signs(block);
        while let Some(first) = rest.first() {
            if signed(first) {
                let lines = rest.iter().take_while(|b| signed(b)).count();
                let (lines, after) = rest.split_at(lines);
                rest = after;
                out.push_str("<div class=\"signed\">\n");
                for line in lines {
                    self.paragraph("<p>", &line.text, out);
                }
                out.push_str("</div>\n");
                continue;
            }
            let together = match first.kind {
                BlockKind::List => {
                    let of = |b: &&&Block| (b.kind == first.kind || is_within(b)) && !signed(b);
                    rest.iter().take_while(of).count()
                }
                BlockKind::Quote | BlockKind::Verse | BlockKind::Note => {
                    let of = |b: &&&Block| b.kind == first.kind && !signed(b);
                    rest.iter().take_while(of).count()
                }
                BlockKind::Image => {
                    let captions = |b: &&&Block| b.kind == BlockKind::Caption;
                    1 + rest.iter().skip(1).take(1).filter(captions).count()
                }
                _ => 1,
            };
            let (group, after) = rest.split_at(together.max(1));
            rest = after;
            self.group(first, group, out);
        }
    }

    fn group(&self, first: &Block, group: &[&Block], out: &mut String) {
        match first.kind {
            BlockKind::Paragraph => self.paragraph("<p>", &first.text, out),
            BlockKind::Subhead => {
                let (level, words) = (self.subhead, self.inline(&first.text));
                let _ = writeln!(out, "<h{level} class=\"subhead\">{words}</h{level}>");
            }
            BlockKind::Caption => {
                let words = self.inline(&first.text);
                let _ = writeln!(out, "<figure><figcaption>{words}</figcaption></figure>");
            }
            BlockKind::Image => {
                let words = self.inline(&first.text);
                let mark = if is_alphabetic(self.article, self.source) {
                    "[image] ".into()
                } else {
                    self.way.script.spelled("〔图〕")
                };
                let _ = write!(out, "<figure><p class=\"image\">{mark}{words}</p>");
                if let Some(caption) = group.get(1) {
                    let words = self.inline(&caption.text);
                    let _ = write!(out, "<figcaption>{words}</figcaption>");
                }
                out.push_str("</figure>\n");
            }
            BlockKind::Quote => self.quotes(group, out),
            BlockKind::List => self.items(group, out),
            BlockKind::Verse => {
                out.push_str("<p class=\"verse\">");
                let begins = stanzas(group.iter().copied(), self.source);
                for (line, begins) in group.iter().zip(begins) {
                    if begins {
                        out.push_str("</p>\n<p class=\"verse\">");
                    }
                    let _ = write!(out, "<span>{}</span>", self.inline(&line.text));
                }
                out.push_str("</p>\n");
            }
            BlockKind::Note => {
                out.push_str("<aside class=\"notes\">\n");
                for note in group {
                    self.paragraph("<p>", &note.text, out);
                }
                out.push_str("</aside>\n");
            }
            BlockKind::Table => self.table(&first.text, out),
            BlockKind::Code => {
                let code = Shown::of(&first.text, self.source, Space::Kept, false);
                let _ = writeln!(out, "<pre><code>{}</code></pre>", escaped(&code.text));
            }
            BlockKind::Rule => out.push_str("<hr>\n"),
        }
    }

    /// Whether a block stands at the right: a signature, its date, or whose words a quotation is.
    fn signs(&self, block: &Block) -> bool {
        self.signed.group(block).is_some()
    }

    fn inline(&self, text: &Text) -> String {
        inline(text, self.source, self.way)
    }

    fn paragraph(&self, open: &str, text: &Text, out: &mut String) {
        let _ = writeln!(out, "{open}{}</p>", self.inline(text));
    }

    fn quotes(&self, quotes: &[&Block], out: &mut String) {
        let mut depth = 0;
        for quote in quotes {
            let wanted = usize::from(quote.depth.saturating_add(1).min(DEEPEST));
            for _ in depth..wanted {
                out.push_str("<blockquote>\n");
            }
            for _ in wanted..depth {
                out.push_str("</blockquote>\n");
            }
            depth = wanted;
            let open = if self.signs(quote) {
                "<p class=\"signed\">"
            } else {
                "<p>"
            };
            self.paragraph(open, &quote.text, out);
        }
        for _ in 0..depth {
            out.push_str("</blockquote>\n");
        }
    }

    /// A list, nested where its items are; where the sign of the marks changes, another begins.
    fn items(&self, items: &[&Block], out: &mut String) {
        let mut open: Vec<Sort> = Vec::new();
        for item in items {
            if is_within(item) {
                while open.len() > usize::from(item.depth) {
                    out.push_str(open.pop().map_or("", Sort::close));
                }
                self.paragraph("\n<p>", &item.text, out);
                continue;
            }
            let mark = item.item_mark(self.source);
            let words = item.text.of(self.source);
            let numbered = || is_numbered(words.trim_start());
            let task = task(&words);
            let sort = if task.is_some() {
                Sort::Own
            } else {
                Sort::of(mark, numbered)
            };
            let wanted = usize::from(item.depth.saturating_add(1).min(DEEPEST)).min(open.len() + 1);
            while open.len() > wanted || open.len() == wanted && open.last() != Some(&sort) {
                out.push_str(open.pop().map_or("", Sort::close));
            }
            if open.len() == wanted {
                out.push_str("</li>\n");
            } else {
                if !open.is_empty() {
                    out.push('\n');
                }
                sort.open(mark, out);
                open.push(sort);
            }
            let words = self.inline(&item.text);
            let _ = match task {
                Some(sign) => write!(out, "<li>{}", words.replacen(BOX[sign], SIGNS[sign], 1)),
                None => write!(out, "<li>{words}"),
            };
        }
        while let Some(sort) = open.pop() {
            out.push_str(sort.close());
        }
    }

    /// A table; columns of figures stand at the right.
    fn table(&self, text: &Text, out: &mut String) {
        // Tables have no readings, and no notes in their cells.
        let way = InlineWay {
            pinyin: Pinyin::Off,
            defines: false,
            ..*self.way
        };
        let cells = cells(text);
        let words = |cell: &Text| {
            let shown = self.way.shown(cell, self.source, Space::Plain);
            shown.text.trim().to_owned()
        };
        let shown: Vec<Vec<String>> = cells
            .iter()
            .map(|row| row.iter().map(words).collect())
            .collect();
        let filled =
            |(_, row): &(&Vec<Text>, &Vec<String>)| row.iter().any(|cell| !cell.is_empty());
        let (cells, rows): (Vec<_>, Vec<_>) = cells.iter().zip(&shown).filter(filled).unzip();
        let mut columns: Vec<Vec<&str>> = Vec::new();
        for (number, row) in rows.iter().enumerate() {
            columns.resize_with(columns.len().max(row.len()), Vec::new);
            let below = columns.iter_mut().zip(*row).filter(|_| number > 0);
            below.for_each(|(column, cell)| column.push(cell));
        }
        let columns = columns.iter().enumerate();
        let numeric: Vec<bool> = columns
            .map(|(number, cells)| are_figures(cells.iter().copied(), number > 0))
            .collect();
        out.push_str("<div class=\"table\"><table>\n");
        for (number, row) in cells.iter().enumerate() {
            let head = number == 0 && rows.len() > 1;
            let (part, cell) = if head {
                ("<thead>", "th scope=\"col\"")
            } else {
                ("<tbody>", "td")
            };
            if number < 2 {
                let _ = writeln!(out, "{part}");
            }
            out.push_str("<tr>");
            let end = if head { "th" } else { "td" };
            let missing = numeric.len() - row.len();
            // Cells that a row has not are blank, or one blank where they are many.
            let blank = if missing > FEW { 0 } else { missing };
            let blanks = iter::repeat_n(String::new(), blank);
            let words = row
                .iter()
                .map(|cell| inline(cell, self.source, &way))
                .chain(blanks);
            for (words, right) in words.zip(&numeric) {
                let class = if *right { " class=\"number\"" } else { "" };
                let _ = write!(out, "<{cell}{class}>{words}</{end}>");
            }
            if missing > blank {
                let _ = write!(out, "<td colspan=\"{missing}\"></td>");
            }
            out.push_str("</tr>\n");
            if head {
                out.push_str("</thead>\n");
            }
        }
        if !rows.is_empty() {
            out.push_str("</tbody>\n");
        }
        out.push_str("</table></div>\n");
    }
}

/// Whether a paragraph is a later one of an item.
fn is_within(block: &Block) -> bool {
    block.kind == BlockKind::Paragraph && block.depth > 0
}

/// The cells of a table, row by row.
fn cells(table: &Text) -> Vec<Vec<Text>> {
    let mut rows = vec![vec![Text::default()]];
    for run in &table.runs {
        let mut run = *run;
        match run.joint {
            Some('\n') => rows.push(vec![Text::default()]),
            Some('\t') => {
                if let Some(row) = rows.last_mut() {
                    row.push(Text::default());
                }
            }
            _ => {}
        }
        run.joint = run.joint.filter(|c| !matches!(c, '\n' | '\t'));
        if let Some(cell) = rows.last_mut().and_then(|row| row.last_mut()) {
            cell.runs.push(run);
        }
    }
    rows
}

/// Most cells of a row that are written though it has them not.
const FEW: usize = 8;

/// The deepest nesting that is written; a source can ask for more than a browser bears.
const DEEPEST: u8 = 16;

/// The marks of tasks, and what they are shown as.
const BOX: [&str; 3] = ["[ ]", "[x]", "[X]"];
const SIGNS: [&str; 3] = ["☐", "☑", "☑"];

/// Which of them an item begins with.
fn task(words: &str) -> Option<usize> {
    let words = words.trim_start();
    let begins = |mark: &str| words.strip_prefix(mark).is_some_and(|w| w.starts_with(' '));
    BOX.into_iter().position(begins)
}

/// What kind of list an item's mark asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// The text has its own marks: 一、 （一） ① •.
    Own,
    Bullets,
    Numbers,
}

impl Sort {
    fn of(mark: &str, numbered: impl FnOnce() -> bool) -> Self {
        match mark {
            "" if numbered() => Self::Own,
            "" | "-" | "*" | "+" => Self::Bullets,
            _ => Self::Numbers,
        }
    }

    fn open(self, mark: &str, out: &mut String) {
        let number = mark.trim_end_matches(['.', ')']).parse().unwrap_or(1u32);
        let _ = match self {
            Self::Own => writeln!(out, "<ul class=\"items own\">"),
            Self::Bullets => writeln!(out, "<ul class=\"items\">"),
            Self::Numbers if number == 1 => writeln!(out, "<ol class=\"items\">"),
            Self::Numbers => writeln!(out, "<ol class=\"items\" start=\"{number}\">"),
        };
    }

    /// Ends the last item and the list.
    fn close(self) -> &'static str {
        match self {
            Self::Numbers => "</li>\n</ol>\n",
            Self::Own | Self::Bullets => "</li>\n</ul>\n",
        }
    }
}
