//! What heading levels mean in a newsletter: which are sections, which articles, which subheads.

use super::entries::ENTRY;
use super::told::Telling;
use super::{Piece, article, begin_article, begin_section, block, head};
use crate::issue::{BlockKind, Furniture, Issue, Mark, MarkKind, Section, Text};
use crate::loader::rules::Rules;
use crate::loader::texts;
use crate::loader::told::Told;

/// Puts pieces together by what the levels mean in this document.
pub(super) fn by_levels(
    rules: &Rules,
    issue: &mut Issue,
    source: &str,
    pieces: Vec<Piece>,
    told: &Told,
) {
    let mut telling = Telling::new(rules, told);
    let pieces = telling.parted(issue, pieces);
    let (pieces, page) = head::take(rules, issue, source, pieces, &telling);
    let plan = Plan::of(source, &pieces);
    // A page under its running head is one section, where its headings tell of none.
    issue.sections.extend(page.filter(|_| plan.section == 0));
    let parts: Vec<Part> = (0..pieces.len())
        .map(|i| plan.part(source, &pieces, i))
        .collect();
    let mut heading: Option<Text> = None;
    for (i, (piece, part)) in pieces.into_iter().zip(&parts).enumerate() {
        if telling.take(issue, source, &piece, &mut heading) {
            continue;
        }
        match piece {
            Piece::Heading(_, text) if *part == Part::Section => {
                begin_section(rules, issue, source, &text);
                let opens = matches!(parts.get(i + 1), None | Some(Part::Section | Part::Article));
                heading = (!opens).then_some(text);
            }
            Piece::Heading(_, text) if *part == Part::Article => {
                begin_article(issue);
                article(issue).headline = Some(text);
                heading = None;
            }
            Piece::Heading(_, text) => {
                open_under(issue, &mut heading);
                article(issue).blocks.push(block(BlockKind::Subhead, text));
            }
            Piece::Strong(text) | Piece::Lead(text) => {
                open_under(issue, &mut heading);
                let short = texts::length(&text, source) <= 30;
                let kind = if short {
                    BlockKind::Subhead
                } else {
                    BlockKind::Paragraph
                };
                article(issue).blocks.push(block(kind, text));
            }
            Piece::Emphasis(text) => {
                open_under(issue, &mut heading);
                article(issue)
                    .blocks
                    .push(block(BlockKind::Paragraph, text));
            }
            Piece::Aside(kind, text) => issue.furniture.push(Furniture { kind, text }),
            Piece::Block(b) => {
                open_under(issue, &mut heading);
                article(issue).blocks.push(b);
            }
        }
    }
    flattened(issue);
}

/// Takes sections away that head nothing but themselves: all their articles are called what they are.
fn flattened(issue: &mut Issue) {
    let own = |section: &Section| match section.articles.as_slice() {
        [article] => section.page.is_none() && section.name == article.headline,
        _ => false,
    };
    if issue.sections.len() < 2 || !issue.sections.iter().all(own) {
        return;
    }
    let sections = std::mem::take(&mut issue.sections);
    let articles = sections.into_iter().flat_map(|s| s.articles).collect();
    issue.sections.push(Section {
        articles,
        ..Section::default()
    });
}

/// Text under a section's own heading is an article of the section's name.
fn open_under(issue: &mut Issue, heading: &mut Option<Text>) {
    if let Some(text) = heading.take() {
        // The heading's words are the article's headline now, and no mark.
        let own =
            |m: &Mark| m.kind == MarkKind::Section && text.runs.iter().any(|r| r.span == m.span);
        while issue.marks.last().is_some_and(own) {
            issue.marks.pop();
        }
        begin_article(issue);
        article(issue).headline = Some(text);
    }
}

/// What a piece is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Part {
    Section,
    Article,
    Text,
    /// Nothing of a story.
    Aside,
}

/// Which levels head sections and which articles.
#[derive(Clone, Copy, Debug)]
struct Plan {
    /// Headings of this level and above are sections; 0 for none.
    section: u8,
    /// Headings of this level are articles, as are those between it and the sections' level.
    article: u8,
}

impl Plan {
    fn of(source: &str, pieces: &[Piece]) -> Self {
        let mut levels: Vec<u8> = pieces.iter().filter_map(level).collect();
        if levels.contains(&ENTRY) {
            return Self {
                section: over_entries(pieces),
                article: ENTRY,
            };
        }
        levels.sort_unstable();
        levels.dedup();
        let Some((&outer, deeper)) = levels.split_first() else {
            return Self {
                section: 0,
                article: 1,
            };
        };
        let (mut section, mut article) = (0, outer);
        let mut above = outer;
        for &inner in deeper {
            if !holds(pieces, above, inner) {
                break;
            }
            (section, article) = (above, inner);
            above = inner;
        }
        if section == 0 && lists(source, pieces, outer) {
            (section, article) = (outer, ENTRY);
        }
        Self { section, article }
    }

    fn part(self, source: &str, pieces: &[Piece], at: usize) -> Part {
        match pieces.get(at) {
            Some(Piece::Heading(level, _)) => {
                let level = *level;
                if level <= self.section {
                    Part::Section
                } else if level == ENTRY
                    || level <= self.article
                        && self.article != ENTRY
                        && !self.inside_one(source, pieces, at)
                {
                    Part::Article
                } else {
                    Part::Text
                }
            }
            Some(Piece::Aside(..)) => Part::Aside,
            _ => Part::Text,
        }
    }

    /// Whether a heading of the articles' level stands in a section that is one article: it has text of its own
    /// before the heading, more than a word of introduction, and the headings in it are numbered as subheads are.
    fn inside_one(self, source: &str, pieces: &[Piece], at: usize) -> bool {
        let before = pieces.get(..at).unwrap_or_default();
        let Some(start) = before
            .iter()
            .rposition(|p| level(p).is_some_and(|l| l <= self.section))
        else {
            return false;
        };
        let lead = pieces
            .get(start + 1..)
            .unwrap_or_default()
            .iter()
            .take_while(|p| level(p).is_none());
        let lengths: Vec<usize> = lead
            .filter_map(|p| match p {
                Piece::Block(b) if b.kind == BlockKind::Paragraph => {
                    Some(texts::length(&b.text, source))
                }
                _ => None,
            })
            .collect();
        let long = lengths.len() >= 3 && lengths.iter().sum::<usize>() >= 200;
        let numbered = matches!(pieces.get(at), Some(Piece::Heading(_, text)) if is_numbered(&text.of(source)));
        self.section > 0 && (long || numbered && !lengths.is_empty())
    }
}

fn level(piece: &Piece) -> Option<u8> {
    match piece {
        Piece::Heading(level, _) => Some(*level),
        _ => None,
    }
}

/// Whether a subhead is numbered: 一、 （一） 1. Part 1.
fn is_numbered(text: &str) -> bool {
    let bare = text.trim_start_matches(['（', '(', '第']);
    let count = bare
        .chars()
        .take_while(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(*c))
        .count();
    (1..=3).contains(&count)
        && bare
            .chars()
            .nth(count)
            .is_some_and(|c| matches!(c, '、' | '.' | '．' | '）' | ')' | '：' | ' '))
}

/// The level that stands over most entries.
fn over_entries(pieces: &[Piece]) -> u8 {
    let mut counts = [0usize; 7];
    let mut above = 0;
    for at in pieces.iter().filter_map(level) {
        if at < ENTRY {
            above = at;
        } else if let Some(count) = counts.get_mut(usize::from(above)) {
            *count += 1;
        }
    }
    (0..7u8)
        .max_by_key(|l| counts.get(usize::from(*l)).copied().unwrap_or(0))
        .unwrap_or(0)
}

/// Whether headings of the outer level are sections of the inner level's: some of them hold such headings and no
/// text before those.
fn holds(pieces: &[Piece], outer: u8, inner: u8) -> bool {
    let (mut holds, mut texts) = (0, 0);
    for (i, piece) in pieces.iter().enumerate() {
        if level(piece) == Some(outer) {
            let mut rest = pieces.iter().skip(i + 1);
            let next = rest.find(|p| {
                !matches!(p, Piece::Aside(..))
                    && !matches!(p, Piece::Block(b) if matches!(b.kind, BlockKind::Rule | BlockKind::Image))
            });
            match next {
                Some(next) if level(next) == Some(inner) => holds += 1,
                Some(next) if level(next).is_none() => texts += 1,
                _ => {}
            }
        }
    }
    holds > 0 && holds * 6 >= texts
}

/// Whether headings of the only level name regular parts of the newsletter, and no stories: most are names of a few
/// characters, or lists stand under them.
fn lists(source: &str, pieces: &[Piece], outer: u8) -> bool {
    let (mut all, mut short, mut listed) = (0, 0, 0);
    for (i, piece) in pieces.iter().enumerate() {
        let Piece::Heading(level, text) = piece else {
            continue;
        };
        if *level != outer {
            continue;
        }
        all += 1;
        let words = text.of(source);
        let letters = words.chars().filter(|c| c.is_alphabetic());
        let (han, latin) = letters.fold(
            (0, 0),
            |(h, l), c| {
                if c.is_ascii() { (h, l + 1) } else { (h + 1, l) }
            },
        );
        short += usize::from(han * 2 + latin <= 16);
        let under = || {
            let rest = pieces.iter().skip(i + 1);
            rest.take_while(|p| !matches!(p, Piece::Heading(..)))
        };
        let list = |p: &&Piece| matches!(p, Piece::Block(b) if b.kind == BlockKind::List);
        let items = under().filter(list).count();
        // A list in a story is shorter than the story.
        listed += usize::from(items >= 2 && items * 2 >= under().count());
    }
    all >= 3 && (short * 5 >= all * 4 || listed * 2 > all)
}
