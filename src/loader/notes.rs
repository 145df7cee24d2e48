//! Footnotes: which paragraphs are some, and to which articles they belong.

use crate::issue::{Article, Block, BlockKind, Issue};
use std::collections::HashMap;

/// Bytes of a note's name, at most.
const LONGEST: usize = 100;

/// In a text whose marks are not Markdown's for certain: makes notes of paragraphs that begin with a note's mark to which
/// the text refers, and puts them to their articles.
pub(super) fn told_by_marks(issue: &mut Issue) {
    let source = std::mem::take(&mut issue.source);
    if memchr::memmem::find(source.as_bytes(), b"[^").is_some() {
        let referring = referring(issue, &source);
        for article in articles(issue) {
            for block in &mut article.blocks {
                let told = block.kind == BlockKind::Paragraph && {
                    let words = block.text.of(&source);
                    mark(&words).is_some_and(|mark| referring.contains_key(mark))
                };
                if told {
                    block.kind = BlockKind::Note;
                }
            }
        }
        to_their_articles(issue, &source);
    }
    issue.source = source;
}

/// Puts notes that stand at the text's end to the last articles that refer to them.
pub(super) fn to_their_articles(issue: &mut Issue, source: &str) {
    let label = |b: &Block| mark(&b.text.of(source)).map(str::to_owned);
    let Some(last) = articles(issue).last() else {
        return;
    };
    let count = last
        .blocks
        .iter()
        .rev()
        .take_while(|b| b.kind == BlockKind::Note && label(b).is_some())
        .count();
    if count == 0 {
        return;
    }
    let notes = last.blocks.split_off(last.blocks.len() - count);
    let referring = referring(issue, source);
    let mut articles: Vec<&mut Article> = articles(issue).collect();
    let end = articles.len() - 1;
    for note in notes {
        let home = label(&note).and_then(|mark| referring.get(&mark).copied());
        if let Some(article) = articles.get_mut(home.unwrap_or(end)) {
            article.blocks.push(note);
        }
    }
}

fn articles(issue: &mut Issue) -> impl Iterator<Item = &mut Article> {
    issue.sections.iter_mut().flat_map(|s| &mut s.articles)
}

/// For each mark to which some text refers the number of the last article that does.
fn referring(issue: &Issue, source: &str) -> HashMap<String, usize> {
    let mut referring = HashMap::new();
    for (number, (_, article)) in issue.articles().enumerate() {
        for text in article.texts() {
            let words = text.of(source);
            let own = mark(&words).map_or(0, str::len);
            let mut rest = words.get(own..).unwrap_or("");
            while let Some(at) = rest.find("[^") {
                rest = rest.get(at..).unwrap_or("");
                let found = bracketed(rest);
                if let Some(found) = found {
                    referring.insert(found.to_owned(), number);
                }
                rest = rest.get(found.map_or(2, str::len)..).unwrap_or("");
            }
        }
    }
    referring
}

/// The mark that a note begins with, without its colon.
fn mark(words: &str) -> Option<&str> {
    let mark = bracketed(words)?;
    words.get(mark.len()..)?.starts_with(':').then_some(mark)
}

/// The mark of a note that a text begins with.
fn bracketed(text: &str) -> Option<&str> {
    let name = text.strip_prefix("[^")?;
    let end = name.bytes().take(LONGEST).position(|b| b == b']')?;
    let name = name.get(..end)?;
    let whole = !name.is_empty() && !name.contains(char::is_whitespace);
    whole.then(|| text.get(..end + 3)).flatten()
}
