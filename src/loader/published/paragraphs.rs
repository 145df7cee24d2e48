//! Pieces of a paragraph: by where it stands, by its own lines, and by a strong line at its head.

use crate::issue::{Block, BlockKind, Text};
use crate::loader::published::gathering::{Gathered, break_lines, break_speech, said_by};
use crate::loader::published::piece::{Piece, block};
use crate::loader::published::pieces::{Collector, Enclosing};
use crate::loader::source::lines;
use crate::loader::source::texts;
use std::ops::Range;

impl Collector<'_> {
    /// Makes pieces of a paragraph, by where it stands.
    pub fn paragraph(
        &mut self,
        gathered: Gathered,
        range: Range<usize>,
        enclosing: &mut Enclosing,
    ) {
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
        let quoted = enclosing.quotes > 0;
        let said_by = quoted.then(|| said_by(&mut text, &softs, &breaks, self.source));
        if quoted {
            break_speech(&text, &softs, &mut breaks, self.source);
        }
        if quoted || enclosing.footnote || small || enclosing.is_item() {
            break_lines(&mut text, &breaks, self.source);
        }
        self.number(&mut text, enclosing);
        let apart = breaks.is_empty() && self.are_lines(&text, &softs);
        if breaks.is_empty() && (apart || self.is_stanza(&text, &softs)) {
            breaks = softs;
        }
        // What follows an item's first paragraph in it is a paragraph of its own.
        let listed = enclosing.is_item();
        enclosing.item = None;
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
            let depth = u8::try_from(enclosing.lists.len()).unwrap_or(u8::MAX);
            let kind = BlockKind::Paragraph;
            self.pieces.push(Piece::Block(Block { kind, text, depth }));
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
}

#[cfg(test)]
mod tests {
    use crate::loader::published::collected;
    use crate::loader::published::tests::{pieces, shown};

    fn read(source: &str) -> Vec<String> {
        shown(source, &pieces(source))
    }

    #[test]
    fn a_paragraph_is_what_it_stands_in() {
        assert_eq!(read("渡船早上六点开。\n"), ["Paragraph 渡船早上六点开。"]);
        assert_eq!(read("> 渡船早上六点开。\n"), ["Quote 渡船早上六点开。"]);
        assert_eq!(read("- 渡船早上六点开。\n"), ["List 渡船早上六点开。"]);
        assert_eq!(read("**渡口的灯**\n"), ["strong 渡口的灯"]);
        assert_eq!(read("*渡口的灯*\n"), ["emphasis 渡口的灯"]);
    }

    #[test]
    fn what_follows_an_item_s_first_paragraph_is_one_of_its_own() {
        let item = "- 渡船早上六点开。\n\n  船工不再摆渡了。\n";
        assert_eq!(
            read(item),
            ["List 渡船早上六点开。", "Paragraph 船工不再摆渡了。"]
        );
    }

    #[test]
    fn a_strong_line_heads_the_rest_of_its_paragraph() {
        let lead = "**渡口的灯**\\\n两岸的人都来看。\n";
        assert_eq!(read(lead), ["lead 渡口的灯", "Paragraph 两岸的人都来看。"]);
    }

    #[test]
    fn short_broken_lines_are_verse_and_long_ones_paragraphs() {
        let short = "江水东流\\\n船灯未灭\n";
        assert_eq!(read(short), ["Verse 江水东流", "Verse 船灯未灭"]);
        let line = "跨江的新桥昨日通车，两岸的人都来看，桥下还泊着渡船。";
        assert_eq!(
            read(&format!("{line}\\\n{line}\n")),
            [format!("Paragraph {line}"), format!("Paragraph {line}")]
        );
    }

    #[test]
    fn four_short_lines_without_a_mark_of_a_break_are_a_stanza_and_longer_ones_are_wrapped() {
        let stanza = "江水东流\n船灯未灭\n桥影横斜\n两岸无眠\n";
        let verse = ["江水东流", "船灯未灭", "桥影横斜", "两岸无眠"];
        assert_eq!(read(stanza), verse.map(|line| format!("Verse {line}")));
        let wrapped = "跨江的新桥昨日通车两岸的人都来看了\n".repeat(4);
        assert_eq!(read(&wrapped).len(), 1, "{:?}", read(&wrapped));
        let english = "the ferry\nleaves at six\nand comes\nback at ten\n";
        assert_eq!(read(english).len(), 1, "{:?}", read(english));
    }

    #[test]
    fn a_signature_over_its_day_is_two_lines_and_a_wrapped_sentence_one() {
        assert_eq!(
            read("山城渡口管理处\n二〇二六年五月十八日\n"),
            ["Paragraph 山城渡口管理处", "Paragraph 二〇二六年五月十八日"]
        );
        assert_eq!(read("渡船早上六点开，\n晚上九点收班\n").len(), 1);
    }

    #[test]
    fn in_an_export_broken_lines_are_verse_however_long_and_no_line_breaks_by_itself() {
        let shown = |source: &str| {
            let pieces = collected(&mut crate::issue::Issue::default(), source, 0, true);
            super::super::tests::shown(source, &pieces)
        };
        let line = "跨江的新桥昨日通车，两岸的人都来看，桥下还泊着渡船。";
        let verse = format!("Verse {line}");
        assert_eq!(
            shown(&format!("{line}  \n{line}\n")),
            [verse.clone(), verse]
        );
        assert_eq!(shown("江水东流\n船灯未灭\n桥影横斜\n两岸无眠\n").len(), 1);
    }
}
