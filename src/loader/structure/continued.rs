//! Stories continued on another page: the piece that comes from a page (上接) is joined to the one that goes
//! on there (下转), told by the headline that both carry and by the pages they name.

use crate::issue::{Article, BlockKind, Defect, Issue, Mark, MarkKind, Text};
use crate::loader::{inline, lines, texts};

/// From this score on two pieces are one story.
const ENOUGH: u32 = 5;

/// Joins the pieces of stories; what finds no other piece is a defect.
pub(super) fn join(issue: &mut Issue, source: &str) -> Vec<Defect> {
    let mut at = 0;
    let mut defects = Vec::new();
    let mut joined: Vec<(usize, usize)> = Vec::new();
    while let Some((s, a)) = next_piece(issue, at) {
        at = order(issue, s, a) + 1;
        match best_start(issue, source, s, a, &joined) {
            Some((t, b)) => {
                let Some(piece) = issue
                    .sections
                    .get_mut(s)
                    .map(|section| section.articles.remove(a))
                else {
                    break;
                };
                at -= 1;
                let marks = heads(&piece);
                issue.marks.extend(marks);
                if let Some(story) = issue
                    .sections
                    .get_mut(t)
                    .and_then(|section| section.articles.get_mut(b))
                {
                    append(story, piece, source);
                }
                joined.push((t, b));
            }
            None => defects.extend(missing(
                issue,
                s,
                a,
                "the story's beginning is not in this file",
                |p| p.continued_from.as_ref(),
            )),
        }
    }
    for s in 0..issue.sections.len() {
        for a in 0..issue.sections.get(s).map_or(0, |s| s.articles.len()) {
            if !joined.contains(&(s, a)) {
                defects.extend(missing(
                    issue,
                    s,
                    a,
                    "the rest of the story is not in this file",
                    |p| p.continued_on.as_ref(),
                ));
            }
        }
    }
    defects
}

fn missing(
    issue: &Issue,
    s: usize,
    a: usize,
    what: &str,
    page: fn(&Article) -> Option<&String>,
) -> Option<Defect> {
    let article = issue.sections.get(s)?.articles.get(a)?;
    let page = page(article)?;
    let line = issue.line_of(article.hull().start);
    Some(Defect {
        line,
        kind: "jump",
        message: format!("page {page}: {what}; add that page's text to the file"),
    })
}

/// The next article, in order from `at` on, that comes from another page.
fn next_piece(issue: &Issue, at: usize) -> Option<(usize, usize)> {
    let all = issue
        .sections
        .iter()
        .enumerate()
        .flat_map(|(s, section)| (0..section.articles.len()).map(move |a| (s, a)));
    all.skip(at).find(|(s, a)| {
        issue
            .sections
            .get(*s)
            .and_then(|x| x.articles.get(*a))
            .is_some_and(|x| x.continued_from.is_some() && x.continued_on.is_none())
    })
}

fn order(issue: &Issue, s: usize, a: usize) -> usize {
    issue
        .sections
        .iter()
        .take(s)
        .map(|x| x.articles.len())
        .sum::<usize>()
        + a
}

/// The article that goes on in the piece at `s`, `a`: before it in the text, and not gone on elsewhere.
fn best_start(
    issue: &Issue,
    source: &str,
    s: usize,
    a: usize,
    joined: &[(usize, usize)],
) -> Option<(usize, usize)> {
    let section = issue.sections.get(s)?;
    let piece = section.articles.get(a)?;
    let mut best = (ENOUGH - 1, None);
    for (t, other) in issue.sections.iter().enumerate().take(s + 1) {
        for (b, story) in other.articles.iter().enumerate() {
            let Some(on) = story
                .continued_on
                .as_ref()
                .filter(|_| (t, b) != (s, a) && !joined.contains(&(t, b)))
            else {
                continue;
            };
            let mut score = likeness(piece, story, source);
            score += if same_page(Some(on), section.page.as_ref()) {
                3
            } else {
                0
            };
            score += if same_page(piece.continued_from.as_ref(), other.page.as_ref()) {
                3
            } else {
                0
            };
            if score > best.0 {
                best = (score, Some((t, b)));
            }
        }
    }
    best.1
}

fn same_page(one: Option<&String>, other: Option<&String>) -> bool {
    let bare = |page: &str| page.trim_start_matches('0').to_owned();
    matches!((one, other), (Some(a), Some(b)) if bare(a) == bare(b))
}

/// How far the continued piece's headline is the story's, in points.
fn likeness(piece: &Article, story: &Article, source: &str) -> u32 {
    let letters = |text: &Option<Text>| -> String {
        text.iter()
            .flat_map(|t| {
                texts::folded(t, source)
                    .chars()
                    .filter(|c| lines::is_han(*c) || c.is_alphanumeric())
                    .collect::<Vec<_>>()
            })
            .collect()
    };
    let (a, b) = (letters(&piece.headline), letters(&story.headline));
    if a.is_empty() || b.is_empty() {
        return 0;
    }
    if a == b {
        return 10;
    }
    let long = |t: &str| t.chars().count() >= 4;
    if long(&a) && b.contains(&a) || long(&b) && a.contains(&b) {
        return 8;
    }
    if a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count() >= 4 {
        return 5;
    }
    0
}

/// The marks that a continued piece's headings become.
fn heads(piece: &Article) -> Vec<Mark> {
    let heads = [&piece.kicker, &piece.headline, &piece.deck];
    heads
        .into_iter()
        .flatten()
        .chain(piece.column_apart())
        .flat_map(|t| &t.runs)
        .filter(|r| !r.span.is_empty())
        .map(|r| Mark {
            span: r.span,
            kind: MarkKind::Jump,
        })
        .collect()
}

/// Appends a piece to its story; a paragraph cut at the page's end is whole again.
fn append(story: &mut Article, piece: Article, source: &str) {
    let mut blocks = piece.blocks.into_iter();
    let before = story
        .blocks
        .iter_mut()
        .rfind(|b| b.kind == BlockKind::Paragraph);
    if let (Some(before), Some(first)) = (before, blocks.as_slice().first()) {
        let words = before.text.of(source);
        let closed = words
            .trim_end_matches(lines::is_closing)
            .ends_with(lines::is_stop)
            || words.ends_with('.');
        if first.kind == BlockKind::Paragraph && !closed {
            let joint = inline::joint(&words, &first.text.of(source));
            let runs = first
                .text
                .runs
                .iter()
                .enumerate()
                .map(|(i, run)| crate::issue::Run {
                    joint: if i == 0 { joint } else { run.joint },
                    ..*run
                });
            before.text.runs.extend(runs);
            blocks.next();
        }
    }
    story.blocks.extend(blocks);
    match (&mut story.byline, piece.byline) {
        // Both pieces are signed: both names stand.
        (Some(byline), Some(more)) => {
            let runs = more.runs.into_iter().enumerate();
            byline.runs.extend(runs.map(|(i, run)| crate::issue::Run {
                joint: if i == 0 { Some(' ') } else { run.joint },
                ..run
            }));
        }
        (byline @ None, more) => *byline = more,
        (Some(_), None) => {}
    }
    story.continued_from = piece.continued_from;
}
