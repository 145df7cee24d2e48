//! A newsletter's head: its title, number and day, and the words about itself that stand before its first text.

use crate::issue::{BlockKind, Furniture, FurnitureKind, Issue, Section, Text};
use crate::loader::corrections::Corrected;
use crate::loader::forms::{furniture, mastheads};
use crate::loader::published::corrected::is_corrected;
use crate::loader::published::piece::{ENTRY, Piece};
use crate::loader::rules::Rules;
use crate::loader::source::{lines, texts};

/// Characters of the longest paragraph that a newsletter says about itself, and of all of them together.
const ABOUT: usize = 400;
const ABOUT_ALL: usize = 900;

/// What a sentence ends with, a colon among it: what follows belongs to it.
fn is_end(c: char) -> bool {
    lines::is_stop(c) || lines::is_closing(c) || matches!(c, '.' | '"' | '：' | '，' | '；')
}

/// Takes the head off the pieces: the title, masthead lines and words about the newsletter become furniture. Other pieces
/// before the first heading stay as the first text, and so do corrected ones. Returns the section that a running head
/// names, too.
pub fn take(
    rules: &Rules,
    issue: &mut Issue,
    source: &str,
    pieces: Vec<Piece>,
    corrected: &Corrected,
) -> (Vec<Piece>, Option<Section>) {
    let mut pieces = pieces;
    let mut section = None;
    let own = |piece: &Piece| is_corrected(corrected, piece);
    let title = title_at(rules, source, &pieces).filter(|at| !pieces.get(*at).is_some_and(own));
    if let Some(at) = title
        && let Piece::Heading(_, text) = pieces.remove(at)
    {
        mastheads::read_title(rules, issue, &text, source);
        issue.furniture.push(Furniture {
            kind: FurnitureKind::Masthead,
            text,
        });
    }
    let end = pieces
        .iter()
        .position(|p| matches!(p, Piece::Heading(..)))
        .unwrap_or(0);
    let body = pieces.split_off(end);
    let mut kept = Vec::new();
    for piece in pieces {
        let short = words(&piece).filter(|t| texts::length(t, source) <= 70 && !own(&piece));
        match short {
            Some(text) if mastheads::read_masthead(rules, issue, &texts::folded(text, source)) => {
                section = section.or_else(|| mastheads::section_in_masthead(rules, text, source));
                issue.furniture.push(Furniture {
                    kind: FurnitureKind::Masthead,
                    text: text.clone(),
                });
            }
            _ => kept.push(piece),
        }
    }
    let paper = issue.paper.as_deref().filter(|p| p.chars().count() >= 3);
    if !body.is_empty() && about(rules, source, &kept, title.is_some(), paper) {
        kept = kept
            .into_iter()
            .map(|piece| match words(&piece) {
                Some(text) => Piece::Aside(FurnitureKind::Slogan, text.clone()),
                None => piece,
            })
            // A picture without words has no text to stand in.
            .filter(|p| matches!(p, Piece::Aside(_, text) if !text.is_empty()))
            .collect();
    }
    kept.extend(body);
    (kept, section)
}

/// The words of a piece that is no heading.
fn words(piece: &Piece) -> Option<&Text> {
    match piece {
        Piece::Block(b) if b.kind != BlockKind::Rule => Some(&b.text),
        Piece::Strong(text) | Piece::Emphasis(text) | Piece::Lead(text) => Some(text),
        _ => None,
    }
}

/// Where the title stands: the first heading, if no other is of its level, or if only a masthead stands under it
/// while its equals have text.
fn title_at(rules: &Rules, source: &str, pieces: &[Piece]) -> Option<usize> {
    let levels: Vec<(usize, u8)> = pieces
        .iter()
        .enumerate()
        .filter_map(|(i, p)| match p {
            Piece::Heading(level, _) => Some((i, *level)),
            _ => None,
        })
        .collect();
    let &(at, level) = levels.first()?;
    let &(next, after) = levels.get(1)?;
    let top = levels.iter().map(|l| l.1).min()?;
    let alone = levels.iter().filter(|l| l.1 == level).count() == 1;
    let inner = pieces.get(at + 1..next).unwrap_or_default();
    let masthead = inner
        .iter()
        .filter_map(words)
        .filter(|t| !t.is_empty())
        .all(|t| {
            texts::length(t, source) <= 70
                && mastheads::is_masthead(rules, &texts::folded(t, source))
        });
    let shown = inner.iter().filter_map(words).any(|t| !t.is_empty());
    let outer =
        level != ENTRY && level <= top && !heads_a_story(rules, source, pieces.get(at)?, inner);
    // 2023-01, a picture beside it, over the first of its equals.
    let name = |at: usize| match pieces.get(at) {
        Some(Piece::Heading(_, text)) => names_issue(rules, &texts::folded(text, source)),
        _ => false,
    };
    // Days over each day's texts are no titles.
    let named = || {
        let mut equals = levels.iter().skip(1).filter(|l| l.1 == level);
        name(at) && !equals.any(|l| name(l.0))
    };
    let bare = !shown && (after >= level || inner.iter().any(|p| matches!(p, Piece::Aside(..))));
    // A greeting and who pays for the issue, under its name and number.
    let greeted =
        shown && after >= level && level != ENTRY && about(rules, source, inner, true, None);
    let own =
        masthead && shown && (after >= level || level == ENTRY) || (bare || greeted) && named();
    (outer && (alone || after > level && named()) || own).then_some(at)
}

/// Whether a heading says which issue this is: its name with a number or a day, or the month alone.
fn names_issue(rules: &Rules, words: &str) -> bool {
    let month = |c: char| c.is_ascii_digit() || "年月日期第-/. ".contains(c);
    mastheads::is_title(rules, words)
        || words.chars().all(month) && words.chars().filter(char::is_ascii_digit).count() >= 4
}

/// Whether a heading names no newsletter and stands over a text of some length: then all of it is one article, and
/// the headings below are its subheads.
fn heads_a_story(rules: &Rules, source: &str, heading: &Piece, inner: &[Piece]) -> bool {
    let Piece::Heading(_, title) = heading else {
        return false;
    };
    let paragraphs: Vec<usize> = inner
        .iter()
        .filter_map(|p| match p {
            Piece::Block(b) if b.kind == BlockKind::Paragraph => {
                Some(texts::length(&b.text, source))
            }
            _ => None,
        })
        .collect();
    paragraphs.len() >= 2
        && paragraphs.iter().sum::<usize>() >= 200
        && !about(rules, source, inner, true, None)
        && !mastheads::is_title(rules, &texts::folded(title, source))
}

/// Whether all that stands before the first heading speaks of the newsletter itself, by words that tell or by its name.
fn about(rules: &Rules, source: &str, pieces: &[Piece], titled: bool, paper: Option<&str>) -> bool {
    let texts: Vec<(bool, String)> = pieces
        .iter()
        .filter_map(|p| {
            let item = matches!(p, Piece::Block(b) if b.kind == BlockKind::List);
            words(p).map(|t| (item, texts::folded(t, source)))
        })
        .filter(|t| !t.1.trim().is_empty())
        .collect();
    let lengths = || texts.iter().map(|t| t.1.chars().count());
    if lengths().any(|n| n > ABOUT) || lengths().sum::<usize>() > ABOUT_ALL {
        return false;
    }
    // Under a title, a line that is no sentence says who made the issue, when or where.
    let line = |t: &str| titled && t.chars().count() <= 70 && !t.ends_with(is_end);
    let own = texts
        .iter()
        .filter(|(item, t)| {
            furniture::is_about(rules, t)
                || paper.is_some_and(|name| t.contains(name))
                || !item && line(t.trim_end())
        })
        .count();
    own * 2 >= texts.len() && (titled || own > 0 || texts.is_empty())
}

#[cfg(test)]
mod tests {
    use crate::loader::published::tests::{furniture, outline, read};

    const STORY: &str = "两岸的人都来看，桥下还泊着渡船，船工说从今天起不再摆渡了。";

    /// Two articles under these lines.
    fn letter(head: &str) -> String {
        format!("{head}## 新桥昨日通车\n\n{STORY}\n\n## 渡口改作公园\n\n{STORY}\n")
    }

    #[test]
    fn the_title_over_all_articles_is_the_masthead() {
        let issue = read(&letter("# 山城周刊 第3期\n\n2026年4月3日\n\n"));
        assert_eq!(issue.paper.as_deref(), Some("山城周刊"));
        assert_eq!(issue.date.map(|d| d.day), Some(3));
        assert_eq!(
            furniture(&issue),
            ["Masthead 山城周刊 第3期", "Masthead 2026年4月3日"]
        );
        assert_eq!(outline(&issue), [": 新桥昨日通车, 渡口改作公园"]);
        let unnamed = read(&letter("# 桥头见\n\n"));
        assert_eq!(furniture(&unnamed), ["Masthead 桥头见"]);
    }

    #[test]
    fn words_of_the_newsletter_about_itself_are_no_text_and_a_text_is() {
        let head = |words: &str| {
            let issue = read(&letter(&format!("# 山城周刊 第3期\n\n{words}\n\n")));
            (
                issue.articles().count(),
                furniture(&issue).iter().any(|f| f.starts_with("Slogan")),
            )
        };
        assert_eq!(head("欢迎订阅山城周刊，投稿请发邮件。"), (2, true));
        assert_eq!(
            head("今年的春汛来得早，江上的渡船停了三天，两岸的人都在等。"),
            (3, false)
        );
    }

    #[test]
    fn a_heading_over_a_text_of_some_length_heads_a_story() {
        let paragraph = STORY.repeat(4);
        let story = format!("# 老渡口的一百年\n\n{paragraph}\n\n{paragraph}\n\n");
        let issue = read(&letter(&story));
        assert!(
            outline(&issue).iter().any(|l| l.contains("老渡口的一百年")),
            "{:?}",
            outline(&issue)
        );
        assert_eq!(furniture(&issue), [""; 0]);
    }
}
