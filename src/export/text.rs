//! Plain text: the rebuilt issue without any mark, paragraphs parted by blank lines.

use crate::export::marks::marked_text;
use crate::guard::content;
use crate::issue::{Article, BlockKind, Issue, Text, stanzas};
use crate::loader::Loaded;
use std::io::{self, Write};

/// Writes an issue as plain text.
pub(super) fn write(loaded: &Loaded, out: &mut dyn Write) -> io::Result<()> {
    let issue = &loaded.issue;
    let mut paper: Vec<String> = issue.paper.iter().map(|p| content(p)).collect();
    paper.extend(
        issue
            .date
            .map(|d| format!("{}年{}月{}日", d.year, d.month, d.day)),
    );
    paper.extend(issue.number.as_ref().map(|n| format!("第{}期", content(n))));
    let mut first = true;
    if !paper.is_empty() {
        part(&paper.join(" "), &mut first, out)?;
    }
    for section in &issue.sections {
        let name = section
            .name
            .as_ref()
            .map(|n| n.of(&issue.source))
            .unwrap_or_default();
        match &section.page {
            Some(page) if name.is_empty() => part(&format!("第{page}版"), &mut first, out)?,
            Some(page) => part(&format!("第{page}版：{}", content(&name)), &mut first, out)?,
            None if !name.is_empty() => part(&name, &mut first, out)?,
            None => {}
        }
        for one in &section.articles {
            article(issue, one, &mut first, out)?;
        }
    }
    Ok(())
}

fn article(
    issue: &Issue,
    article: &Article,
    first: &mut bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let text = |text: &Text, first: &mut bool, out: &mut dyn Write| {
        part(&text.of(&issue.source), first, out)
    };
    for head in [
        &article.kicker,
        &article.headline,
        &article.deck,
        &article.byline,
    ]
    .into_iter()
    .flatten()
    {
        text(head, first, out)?;
    }
    let joined = article.is_joined(issue.page_of(article));
    if let Some(page) = article.continued_from.as_ref().filter(|_| !joined) {
        part(&format!("（上接第{page}版）"), first, out)?;
    }
    let mut before: Option<BlockKind> = None;
    for (block, begins) in article
        .blocks
        .iter()
        .zip(stanzas(&article.blocks, &issue.source))
    {
        let words = marked_text(issue, block);
        let tight = !begins
            && before == Some(block.kind)
            && matches!(block.kind, BlockKind::Verse | BlockKind::List);
        before = Some(block.kind);
        if tight {
            writeln!(out, "{}", content(&words))?;
        } else if block.kind == BlockKind::Rule {
            part("———", first, out)?;
        } else if !words.trim().is_empty() {
            part(&words, first, out)?;
        }
    }
    if let Some(page) = article.continued_on.as_ref().filter(|_| !joined) {
        part(&format!("（下转第{page}版）"), first, out)?;
    }
    Ok(())
}

/// Writes one part, a blank line before it; rows of a table or of code keep their lines.
fn part(text: &str, first: &mut bool, out: &mut dyn Write) -> io::Result<()> {
    if !std::mem::take(first) {
        writeln!(out)?;
    }
    for row in text.split('\n') {
        let cells: Vec<String> = row.split('\t').map(content).collect();
        writeln!(out, "{}", cells.join("　"))?;
    }
    Ok(())
}
