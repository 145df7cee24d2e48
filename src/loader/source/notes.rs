//! Footnotes: which paragraphs are some, and to which articles they belong.

use crate::issue::{Article, Block, BlockKind, Issue};
use crate::loader::source::lines::{Form, Line};
use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

/// Bytes of a note's name, at most.
const LONGEST: usize = 100;

/// Half ems of a line that may have been cut at its end.
const LONG: u32 = 40;

/// In a text whose marks are not Markdown's for certain: makes notes of lines that begin with a note's mark to which the
/// text refers, and of the lines below that go on with them: cut ones, and those that four spaces or a tab set in.
pub fn told_by_lines(source: &str, lines: &mut [Line]) {
    if !holds_marks(source) {
        return;
    }
    let words = |line: &Line| line.span.of(source);
    let referred: HashSet<&str> = lines
        .iter()
        .flat_map(|line| referred(line.span.of(source)))
        .collect();
    // The line above, where it is a note's: whether it may go on in the next.
    let mut above: Option<bool> = None;
    for line in lines {
        let whole = line.whole.of(source);
        let own = mark(words(line));
        let begins = own.is_some_and(|own| referred.contains(own)) && whole.starts_with("[^");
        let set_in = whole.starts_with("    ") || whole.starts_with('\t');
        let goes_on = above.is_some_and(|cut| set_in || cut && line.blanks == 0) && own.is_none();
        if line.form == Form::Text && (begins || goes_on) {
            line.form = Form::Note;
            above = Some(line.width >= LONG && !line.ends_sentence());
        } else {
            above = None;
        }
    }
}

/// Whether a text may hold notes' marks: hardly any does.
fn holds_marks(source: &str) -> bool {
    let bytes = source.as_bytes();
    let opened = |at: usize| at.checked_sub(1).and_then(|p| bytes.get(p)) == Some(&b'[');
    memchr::memchr_iter(b'^', bytes).any(opened)
}

/// Whether a line's words begin a note.
pub fn begins(words: &str) -> bool {
    mark(words).is_some()
}

/// In a text whose marks are not Markdown's for certain: makes notes of paragraphs that begin with a note's mark to which
/// the text refers, and puts them to their articles.
pub fn told_by_marks(issue: &mut Issue) {
    let source = std::mem::take(&mut issue.source);
    if holds_marks(&source) {
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
pub fn to_their_articles(issue: &mut Issue, source: &str) {
    let label = |b: &Block| mark(&b.text.of(source)).map(str::to_owned);
    let Some(last) = articles(issue).last() else {
        return;
    };
    let below = last.blocks.iter().rposition(|b| b.kind != BlockKind::Note);
    let below = below.map_or(0, |at| at + 1);
    let notes = last.blocks.get(below..).unwrap_or_default();
    let Some(first) = notes.iter().position(|b| label(b).is_some()) else {
        return;
    };
    let notes = last.blocks.split_off(below + first);
    let referring = referring(issue, source);
    let mut articles: Vec<&mut Article> = articles(issue).collect();
    let end = articles.len() - 1;
    let mut home = end;
    for note in notes {
        // Further paragraphs of a note have no mark, and go where it goes.
        if let Some(mark) = label(&note) {
            home = referring.get(&mark).copied().unwrap_or(end);
        }
        if let Some(article) = articles.get_mut(home) {
            article.blocks.push(note);
        }
    }
}

/// Lends notes to the articles that refer to them and have none of their name, where no other note of the issue has
/// it. All that is lent is as long as the source, at most: beyond that marks are left as they are written.
pub fn lend(issue: &mut Issue) {
    let source = std::mem::take(&mut issue.source);
    if holds_marks(&source) {
        let lent = lent(issue, &source);
        for (article, lent) in articles(issue).zip(lent) {
            article.lent = lent;
        }
    }
    issue.source = source;
}

/// The notes to be lent to each article.
fn lent(issue: &Issue, source: &str) -> Vec<Vec<Block>> {
    let (mut homes, own) = homes(issue, source);
    homes.retain(|_, blocks| !blocks.is_empty());
    let mut room = source.len();
    let lend = |((_, article), mut known): ((_, &Article), HashSet<String>)| {
        let mut lent: Vec<Block> = Vec::new();
        let code = |b: &&Block| b.kind != BlockKind::Code;
        let heads = [&article.kicker, &article.headline, &article.deck];
        let heads = heads.into_iter().flatten().chain(&article.byline);
        let blocks = article.blocks.iter().filter(code).map(|b| &b.text);
        let mut wanted: Vec<String> = Vec::new();
        let names = |words: &str| -> Vec<String> {
            let found = referred(words).filter(|_| !homes.is_empty());
            found.map(str::to_lowercase).collect()
        };
        for text in heads.chain(blocks) {
            wanted.extend(names(&text.of(source)));
        }
        let mut next = 0;
        while let Some(name) = wanted.get(next).cloned() {
            next += 1;
            let Some(blocks) = homes.get(&name).filter(|_| known.insert(name)) else {
                continue;
            };
            let length: usize = blocks.iter().map(|b| b.text.hull().len()).sum();
            if length > room {
                continue;
            }
            room -= length;
            for block in *blocks {
                wanted.extend(names(&block.text.of(source)));
                lent.push(block.clone());
            }
        }
        lent
    };
    issue.articles().zip(own).map(lend).collect()
}

/// The blocks of each note by its mark, none where several notes have it; and the marks of each article's notes.
fn homes<'a>(
    issue: &'a Issue,
    source: &str,
) -> (HashMap<String, &'a [Block]>, Vec<HashSet<String>>) {
    let mut homes: HashMap<String, &[Block]> = HashMap::new();
    let mut own = Vec::new();
    for (_, article) in issue.articles() {
        let mut names = HashSet::new();
        let mut take = |name: Option<String>, range: Range<usize>| {
            let (Some(name), Some(blocks)) = (name, article.blocks.get(range)) else {
                return;
            };
            names.insert(name.clone());
            homes.entry(name).and_modify(|b| *b = &[]).or_insert(blocks);
        };
        let mut open: (Option<String>, usize) = (None, 0);
        for (at, block) in article.blocks.iter().enumerate() {
            let note = block.kind == BlockKind::Note;
            let words = note.then(|| block.text.of(source));
            let begun = words.as_deref().and_then(mark).map(str::to_lowercase);
            if !note || begun.is_some() {
                let (name, from) = std::mem::replace(&mut open, (begun, at));
                take(name, from..at);
            }
        }
        take(open.0, open.1..article.blocks.len());
        own.push(names);
    }
    (homes, own)
}

fn articles(issue: &mut Issue) -> impl Iterator<Item = &mut Article> {
    issue.sections.iter_mut().flat_map(|s| &mut s.articles)
}

/// For each mark to which some text refers the number of the last article that does.
fn referring(issue: &Issue, source: &str) -> HashMap<String, usize> {
    let mut referring = HashMap::new();
    for (number, (_, article)) in issue.articles().enumerate() {
        for text in article.texts() {
            for found in referred(&text.of(source)) {
                referring.insert(found.to_owned(), number);
            }
        }
    }
    referring
}

/// The marks in a text, but for the one that it begins with as a note.
fn referred(words: &str) -> impl Iterator<Item = &str> {
    let own = mark(words).map_or(0, str::len);
    let mut rest = words.get(own..).unwrap_or("");
    std::iter::from_fn(move || {
        while let Some(at) = rest.find("[^") {
            rest = rest.get(at..).unwrap_or("");
            let found = bracketed(rest);
            rest = rest.get(found.map_or(2, str::len)..).unwrap_or("");
            if found.is_some() {
                return found;
            }
        }
        None
    })
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
