//! Stanzas: where the lines of a poem, or other lines that stand below one another, are parted by a blank line.

use super::{Block, BlockKind};

/// For each block in order whether it is a line of verse that begins a stanza below another one. A blank line of the
/// source parts them. Where one stands between all lines, it parts none: that text is written so.
pub fn stanzas<'a>(blocks: impl IntoIterator<Item = &'a Block>, source: &str) -> Vec<bool> {
    let mut begins: Vec<bool> = Vec::new();
    let mut above: Option<&Block> = None;
    // The first line of these, and whether two of them stand right below one another.
    let (mut first, mut close) = (0, false);
    for block in blocks {
        let at = begins.len();
        let verse = |block: &&Block| block.kind == BlockKind::Verse;
        let parted = Some(block).filter(verse).and(above.filter(verse));
        let parted = parted.map(|above| is_parted(above, block, source));
        if parted.is_none() {
            settle(&mut begins, first, close);
            (first, close) = (at, false);
        }
        close |= parted == Some(false);
        begins.push(parted == Some(true));
        above = Some(block);
    }
    settle(&mut begins, first, close);
    begins
}

/// Ends a run of lines: without two that stand close there are no stanzas in it.
fn settle(begins: &mut [bool], first: usize, close: bool) {
    if !close {
        let run = begins.get_mut(first..).unwrap_or_default();
        run.fill(false);
    }
}

/// Whether nothing but a blank line, or several, stands between two blocks.
fn is_parted(above: &Block, below: &Block, source: &str) -> bool {
    let (from, to) = (above.text.hull().end, below.text.hull().start);
    let between = source.get(from as usize..to as usize).unwrap_or("");
    let mut lines = between.lines().skip(1).peekable();
    let mut blank = 0;
    while let Some(line) = lines.next() {
        // What stands in the last line is the lower block's mark.
        let whole = lines.peek().is_some() || between.ends_with(['\n', '\r']);
        blank += usize::from(whole && line.trim().is_empty());
    }
    blank > 0 && !between.contains(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::{Span, Text};

    /// The lines that begin a stanza, of a source whose every line with words is a line of verse.
    fn begun(source: &str) -> Vec<&str> {
        let mut at = 0;
        let mut blocks = Vec::new();
        for line in source.split_inclusive('\n') {
            let words = line.trim().trim_end_matches('\\');
            if !words.is_empty() {
                let start = at + (line.len() - line.trim_start().len());
                let kind = match words.strip_prefix('p') {
                    Some(_) => BlockKind::Paragraph,
                    None => BlockKind::Verse,
                };
                let text = Text::at(Span::new(start, start + words.len()));
                blocks.push(Block {
                    kind,
                    text,
                    depth: 0,
                });
            }
            at += line.len();
        }
        let begins = stanzas(&blocks, source);
        let found = blocks.iter().zip(begins).filter(|(_, begins)| *begins);
        found
            .map(|(block, _)| block.text.runs[0].span.of(source))
            .collect()
    }

    #[test]
    fn a_blank_line_parts_stanzas_and_one_between_all_lines_parts_none() {
        assert_eq!(begun("春水\\\n秋山\n\n夏雨\\\n冬雪\n"), ["夏雨"]);
        assert_eq!(
            begun("春水\r\n秋山\r\n \r\n\r\n　夏雨\r\n冬雪\r\n"),
            ["夏雨"]
        );
        assert_eq!(begun("春水\n秋山\n夏雨\n　冬雪\n"), [""; 0]);
        assert_eq!(begun("春水\n\n秋山\n\n夏雨\n\n冬雪\n"), [""; 0]);
        // A paragraph parts runs of lines.
        assert_eq!(begun("春水\n秋山\n\np云溪\n\n夏雨\n\n冬雪\n"), [""; 0]);
    }
}
