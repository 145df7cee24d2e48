//! What stands in a frame of its own: code and tables, gathered from the parser's events.

use crate::issue::{Run, Span, Text};
use crate::loader::published::gathering::Gathering;
use crate::loader::published::pieces::Collector;
use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

impl Collector<'_> {
    pub fn code<'e>(
        &mut self,
        events: &mut impl Iterator<Item = (Event<'e>, Range<usize>)>,
    ) -> Text {
        let mut text = Text::default();
        // Whether a row begins, and whether a carriage return ended the one before: a line feed behind it ends none.
        let (mut fresh, mut returned) = (true, false);
        for (event, range) in events {
            match event {
                Event::End(TagEnd::CodeBlock) => break,
                Event::Text(_) => {
                    let span = self.span(range);
                    let mut at = span.start;
                    for line in span.of(self.source).split_inclusive(['\n', '\r']) {
                        let words = line.trim_end_matches(['\n', '\r']);
                        let end = at + Span::new(0, words.len()).end;
                        let ended = returned && line == "\n";
                        if !ended && (fresh || !words.is_empty()) {
                            let joint = (fresh && !text.runs.is_empty()).then_some('\n');
                            text.runs.push(Run {
                                span: Span { start: at, end },
                                joint,
                            });
                        }
                        fresh = words.len() < line.len();
                        returned = line.ends_with('\r');
                        at += Span::new(0, line.len()).end;
                    }
                }
                _ => {}
            }
        }
        text
    }

    pub fn table<'e>(
        &mut self,
        events: &mut impl Iterator<Item = (Event<'e>, Range<usize>)>,
    ) -> Text {
        let mut text = Text::default();
        let (mut row, mut cell) = (true, true);
        for (event, range) in events {
            match event {
                Event::End(TagEnd::Table) => break,
                Event::Start(Tag::TableHead | Tag::TableRow) => (row, cell) = (true, true),
                Event::Start(Tag::TableCell) => {
                    let joint = if cell {
                        (row && !text.runs.is_empty()).then_some('\n')
                    } else {
                        Some('\t')
                    };
                    (row, cell) = (false, false);
                    let start = self.base + range.start;
                    text.runs.push(Run {
                        span: Span::new(start, start),
                        joint,
                    });
                }
                Event::Text(_) | Event::Code(_) | Event::FootnoteReference(_) => {
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
