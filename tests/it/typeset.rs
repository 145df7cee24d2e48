//! Setting whole articles: what the reader sees, the rules that hold, and the way back to the source.
#![allow(clippy::unwrap_used)]

mod blocks;
mod places;
mod rules;
mod vertical;

use kanbao::{
    issue::{Article, Block, BlockKind, Run, Span, Text},
    typeset::{Autospace, Facts, Galley, Style, compose},
};

/// An article written as lines of `kind: text`; `⏎` in a text is a line cut that the loader joined.
struct Story {
    source: String,
    article: Article,
}

impl Story {
    fn of(lines: &str) -> Self {
        let mut story = Self {
            source: String::new(),
            article: Article::default(),
        };
        for line in lines.lines().map(str::trim).filter(|l| !l.is_empty()) {
            let (kind, words) = line.split_once(": ").unwrap_or((line, ""));
            story.add(kind, words);
        }
        story
    }

    fn add(&mut self, kind: &str, words: &str) {
        let block = |kind| Block {
            kind,
            text: Text::default(),
            depth: 0,
        };
        let head = &mut self.article;
        let slot = match kind {
            "column" => head.column.insert(Text::default()),
            "kicker" => head.kicker.insert(Text::default()),
            "headline" => head.headline.insert(Text::default()),
            "deck" => head.deck.insert(Text::default()),
            "byline" => head.byline.insert(Text::default()),
            _ => {
                head.blocks.push(block(match kind {
                    "p" => BlockKind::Paragraph,
                    "subhead" => BlockKind::Subhead,
                    "caption" => BlockKind::Caption,
                    "quote" => BlockKind::Quote,
                    "list" => BlockKind::List,
                    "table" => BlockKind::Table,
                    "note" => BlockKind::Note,
                    "verse" => BlockKind::Verse,
                    "image" => BlockKind::Image,
                    "code" => BlockKind::Code,
                    "rule" => BlockKind::Rule,
                    _ => panic!("no kind of block: {kind}"),
                }));
                &mut head.blocks.last_mut().unwrap().text
            }
        };
        let rows = kind == "table" || kind == "code";
        let mut joint = None;
        for (number, row) in words.split('⏎').enumerate() {
            if number > 0 {
                self.source.push('\n');
                joint = rows.then_some('\n');
            }
            for (number, part) in row.split(if rows { '|' } else { '\n' }).enumerate() {
                if number > 0 {
                    self.source.push('|');
                    joint = Some('\t');
                }
                let start = self.source.len();
                self.source.push_str(part);
                slot.runs.push(Run {
                    span: Span::new(start, self.source.len()),
                    joint: joint.take(),
                });
            }
        }
        self.source.push('\n');
    }

    fn set(&self, width: u16, style: &Style) -> Galley {
        self.set_with(&Facts::default(), width, style)
    }

    fn set_with(&self, facts: &Facts, width: u16, style: &Style) -> Galley {
        compose(&self.article, &self.source, facts, width, style)
    }
}

/// The rows as text between the page's edges.
fn page(galley: &Galley, width: u16) -> String {
    let mut page = String::new();
    for row in &galley.rows {
        let blank = usize::from(width.saturating_sub(row.width()));
        page.push('|');
        page.push_str(row.text());
        page.push_str(&" ".repeat(blank));
        page.push_str("|\n");
    }
    page
}

/// A story's page as it is set by default.
fn set(story: &str, width: u16) -> String {
    set_with(story, width, &Style::default())
}

fn set_with(story: &str, width: u16, style: &Style) -> String {
    page(&Story::of(story).set(width, style), width)
}

fn ragged() -> Style {
    Style {
        justify: false,
        autospace: Autospace::Off,
        ..Style::default()
    }
}
