//! Clean Markdown: one heading level for each part, paragraphs joined, characters that Markdown would take as
//! marks escaped. `kanbao = 1` in the front matter says so, and reading it again gives the same structure.
//!
//! `#` section, `##` headline, `###` subhead, `####` kicker, `#####` deck, `######` column; under the headings
//! the byline is strong; captions and jump lines are emphasised, notes stand in `<small>`, lines of verse end
//! with two spaces.

use crate::export::marks::number_of;
use crate::guard::content;
use crate::issue::{Article, Block, BlockKind, Issue, Section, Text, stanzas};
use crate::loader::Loaded;
use std::io::{self, Write};

/// Writes an issue as Markdown.
pub(super) fn write(loaded: &Loaded, out: &mut dyn Write) -> io::Result<()> {
    let issue = &loaded.issue;
    front(issue, out)?;
    let nameless =
        matches!(issue.sections.as_slice(), [only] if only.page.is_none() && only.name.is_none());
    for section in &issue.sections {
        if !nameless {
            heading(out, 1, &section_heading(issue, section))?;
        }
        for one in &section.articles {
            article(issue, one, out)?;
        }
    }
    Ok(())
}

fn front(issue: &Issue, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "+++")?;
    for (key, value) in [
        ("paper", issue.paper.as_deref()),
        ("number", issue.number.as_deref()),
        ("title", issue.title.as_deref()),
    ] {
        if let Some(value) = value {
            writeln!(out, "{key} = {}", toml::Value::String(content(value)))?;
        }
    }
    if let Some(date) = issue.date {
        writeln!(out, "date = {date}")?;
    }
    writeln!(out, "kanbao = 1\n+++")
}

fn section_heading(issue: &Issue, section: &Section) -> String {
    let name = section
        .name
        .as_ref()
        .map(|n| n.of(&issue.source))
        .unwrap_or_default();
    match &section.page {
        Some(page) if name.is_empty() => format!("第{page}版"),
        Some(page) => format!("第{page}版：{name}"),
        None => name,
    }
}

fn article(issue: &Issue, article: &Article, out: &mut dyn Write) -> io::Result<()> {
    let of = |text: &Option<Text>| text.as_ref().map(|t| t.of(&issue.source));
    heading(out, 2, &of(&article.headline).unwrap_or_default())?;
    // A column's name in the headline's brackets is found there again.
    let within = matches!((&article.headline, &article.column), (Some(h), Some(c)) if c.hull().start >= h.hull().start && c.hull().end <= h.hull().end);
    let column = if within { None } else { of(&article.column) };
    for (level, text) in [
        (6, column),
        (4, of(&article.kicker)),
        (5, of(&article.deck)),
    ] {
        if let Some(text) = text {
            heading(out, level, &text)?;
        }
    }
    if let Some(byline) = of(&article.byline) {
        writeln!(out, "\n**{}**", escaped(&byline))?;
    }
    if let Some(page) = &article.continued_from {
        writeln!(out, "\n*（上接第{page}版）*")?;
    }
    let mut before: Option<&Block> = None;
    let mut items = Items::default();
    for (one, begins) in article
        .blocks
        .iter()
        .zip(stanzas(&article.blocks, &issue.source))
    {
        if begins {
            writeln!(out)?;
        }
        let within = one.kind == BlockKind::Paragraph && one.depth > 0;
        if one.kind != BlockKind::List && !within {
            items = Items::default();
        }
        block(issue, one, before, &mut items, out)?;
        before = Some(one);
    }
    if before.is_some_and(|b| b.kind == BlockKind::Verse) {
        writeln!(out)?;
    }
    if let Some(page) = &article.continued_on {
        writeln!(out, "\n*（下转第{page}版）*")?;
    }
    Ok(())
}

/// The items of a list that are open, outermost first.
#[derive(Default)]
struct Items {
    /// Where each one's text begins: what is nested in it stands there.
    starts: Vec<usize>,
    /// The sign of the mark before: a list ends where it changes.
    sign: Option<char>,
}

impl Items {
    /// Where a later paragraph of an item begins that is so deep in lists.
    fn within(&mut self, depth: u8) -> usize {
        self.starts.truncate(usize::from(depth));
        self.starts.last().copied().unwrap_or(0)
    }

    fn write(
        &mut self,
        issue: &Issue,
        block: &Block,
        line: &str,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let own = number_of(line);
        self.starts.truncate(usize::from(block.depth));
        let (mark, text) = match block.item_mark(&issue.source) {
            "" => own.map_or(("-", line), |length| line.split_at(length)),
            mark => (mark, line),
        };
        let indent = self.starts.last().copied().unwrap_or(0);
        let sign = mark.chars().next_back();
        // A number other than 1 begins a list only after a blank line.
        if self.sign.is_some_and(|before| Some(before) != sign)
            || own.is_some() && !self.starts.is_empty()
        {
            writeln!(out)?;
        }
        self.sign = sign;
        self.starts.push(indent + mark.len() + 1);
        writeln!(
            out,
            "{}{mark} {}",
            " ".repeat(indent),
            lines(text.trim_start(), &" ".repeat(indent + mark.len() + 1))
        )
    }
}

fn heading(out: &mut dyn Write, level: usize, text: &str) -> io::Result<()> {
    writeln!(
        out,
        "\n{} {}",
        "#".repeat(level),
        escaped(&text.replace('\n', " "))
    )
}

fn block(
    issue: &Issue,
    block: &Block,
    before: Option<&Block>,
    items: &mut Items,
    out: &mut dyn Write,
) -> io::Result<()> {
    let text = block.text.of(&issue.source);
    let verse = block.kind == BlockKind::Verse;
    let goes_on =
        before.is_some_and(|b| b.kind == block.kind) && (verse || block.kind == BlockKind::List);
    if !goes_on {
        writeln!(out)?;
    }
    let line = text.replace('\n', " ");
    match block.kind {
        BlockKind::Paragraph => {
            let indent = items.within(block.depth);
            writeln!(out, "{}{}", " ".repeat(indent), escaped(&line))
        }
        BlockKind::Subhead => writeln!(out, "### {}", escaped(&line)),
        BlockKind::Caption => writeln!(out, "*{}*", escaped(&line)),
        BlockKind::Note => writeln!(out, "<small>{}</small>", lines(&text, "")),
        BlockKind::Verse => writeln!(out, "{}  ", escaped(&line)),
        BlockKind::Quote => {
            let mark = "> ".repeat(usize::from(block.depth) + 1);
            if before.is_some_and(|b| b.kind == BlockKind::Quote) {
                writeln!(out, "<!-- -->\n")?;
            }
            writeln!(out, "{mark}{}", lines(&text, &mark))
        }
        BlockKind::List => items.write(issue, block, &text, out),
        BlockKind::Table => table(&text, out),
        BlockKind::Image => writeln!(out, "![{}](#)", escaped(&line)),
        BlockKind::Code => {
            let fence = "`".repeat(longest_ticks(&text).max(2) + 1);
            let rows: Vec<String> = text.split('\n').map(content).collect();
            writeln!(out, "{fence}\n{}\n{fence}", rows.join("\n"))
        }
        BlockKind::Rule => writeln!(out, "---"),
    }
}

fn table(text: &str, out: &mut dyn Write) -> io::Result<()> {
    let rows: Vec<Vec<&str>> = text
        .split('\n')
        .map(|row| row.split('\t').collect())
        .collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(1);
    for (i, row) in rows.iter().enumerate() {
        let cells = (0..columns).map(|c| row.get(c).map_or(String::new(), |cell| escaped(cell)));
        writeln!(out, "| {} |", cells.collect::<Vec<_>>().join(" | "))?;
        if i == 0 {
            writeln!(out, "|{}", " --- |".repeat(columns))?;
        }
    }
    Ok(())
}

fn longest_ticks(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// A text's lines, parted by hard breaks, the later ones behind what begins them.
fn lines(text: &str, begin: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(escaped).collect();
    lines.join(&format!("\\\n{begin}"))
}

/// A line's text with a backslash before whatever Markdown would take as a mark.
fn escaped(text: &str) -> String {
    let text = content(text.trim());
    let text = text.trim();
    let mut out = String::with_capacity(text.len() + 8);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    for (at, c) in text.char_indices() {
        let mark = matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '#' | '!'
        ) || at == 0 && matches!(c, '-' | '+' | '=' | ':')
            || at == digits && digits > 0 && matches!(c, '.' | ')');
        if mark {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_markdown_would_take_as_marks_is_escaped() {
        assert_eq!(
            escaped("3. 第*一*条 <b> a_b"),
            "3\\. 第\\*一\\*条 \\<b\\> a\\_b"
        );
        assert_eq!(escaped("- 项"), "\\- 项");
        assert_eq!(escaped("增长3.5%"), "增长3.5%");
    }
}
