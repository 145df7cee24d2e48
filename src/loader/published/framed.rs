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

#[cfg(test)]
mod tests {
    use crate::loader::published::tests::{pieces, shown};

    fn of(source: &str) -> Vec<String> {
        shown(source, &pieces(source))
    }

    #[test]
    fn every_row_of_code_is_one_however_it_ends() {
        assert_eq!(of("```\n渡船\n\n  二元\n```\n"), ["Code 渡船\n\n  二元"]);
        assert_eq!(of("```\r\n渡船\r\n二元\r\n```\r\n"), ["Code 渡船\n二元"]);
        let apart = ["Code 渡船\n\n二元"];
        assert_eq!(of("```\r\n渡船\r\n\r\n二元\r\n```\r\n"), apart);
        assert_eq!(of("    渡船\r\n\r\n    二元\r\n"), apart);
        assert_eq!(of("> ```\r\n> 渡船\r\n>\r\n> 二元\r\n> ```\r\n"), apart);
        assert_eq!(of("- ```\r\n  渡船\r\n\r\n  二元\r\n  ```\r\n"), apart);
    }

    #[test]
    fn a_tables_empty_cells_keep_their_places() {
        assert_eq!(
            of("| 船 | 价 | 时 |\n|--|--|--|\n| 渡船 | | 六点 |\n"),
            ["Table 船\t价\t时\n渡船\t\t六点"]
        );
    }
}
