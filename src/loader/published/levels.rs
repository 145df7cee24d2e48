//! A newsletter's pieces put together by what its heading levels mean.

use crate::issue::{Block, BlockKind, Furniture, Issue, Section, Span, Text};
use crate::loader::corrections::Corrected;
use crate::loader::ground::Ranked;
use crate::loader::published::building::{
    article, begin_article, begin_section, open_under, set_aside,
};
use crate::loader::published::corrected::Placing;
use crate::loader::published::piece::{Piece, block};
use crate::loader::published::plan::{self, HeadingPart, Plan};
use crate::loader::published::{corrected, decks, head, numbers};
use crate::loader::rules::Rules;
use crate::loader::source::texts;

/// Puts pieces together by what the levels mean in this document.
pub fn by_levels(
    rules: &Rules,
    issue: &mut Issue,
    source: &str,
    pieces: Vec<Piece>,
    corrections: &Corrected,
) {
    let (pieces, page) = ranked(rules, issue, source, pieces, corrections);
    let plan = Plan::of(source, &pieces);
    let pieces = decks::beside(rules, source, pieces, plan);
    let pieces = numbers::off(source, pieces, plan.article);
    // A page under its running head is one section, where its headings tell of none.
    issue.sections.extend(page.filter(|_| plan.section == 0));
    let parts = plan.parts(source, &pieces);
    let mut placing = Placing::of(rules, source, corrections, &pieces);
    let mut heading: Option<Text> = None;
    let mut kicker: Option<Text> = None;
    // Pictures between a section's heading and its first article.
    let mut pictures = Vec::new();
    for (i, (piece, part)) in pieces.into_iter().zip(&parts).enumerate() {
        if placing.take(issue, i, &piece, &mut heading) {
            continue;
        }
        match piece {
            Piece::Heading(_, text) if *part == HeadingPart::Section => {
                begin_section(rules, issue, source, &text);
                let opens = matches!(
                    parts.get(i + 1),
                    None | Some(HeadingPart::Section | HeadingPart::Article | HeadingPart::Empty)
                );
                heading = (!opens).then_some(text);
            }
            Piece::Heading(_, text) if *part == HeadingPart::Empty => set_aside(issue, text),
            Piece::Heading(_, text) if *part == HeadingPart::Article => {
                begin_article(issue);
                article(issue).headline = Some(text);
                article(issue).kicker = kicker.take();
                article(issue).blocks.append(&mut pictures);
                heading = None;
            }
            Piece::Kicker(text) => {
                if let Some(before) = kicker.replace(text) {
                    set_aside(issue, before);
                }
            }
            Piece::Deck(text) if article(issue).deck.is_none() => article(issue).deck = Some(text),
            Piece::Deck(text) => article(issue)
                .blocks
                .push(block(BlockKind::Paragraph, text)),
            Piece::Heading(_, text) => {
                open_under(issue, &mut heading);
                article(issue).blocks.push(block(BlockKind::Subhead, text));
            }
            Piece::Strong(text) | Piece::Lead(text) => {
                open_under(issue, &mut heading);
                article(issue).blocks.push(strong(text, source));
            }
            Piece::Emphasis(text) => {
                open_under(issue, &mut heading);
                article(issue)
                    .blocks
                    .push(block(BlockKind::Paragraph, text));
            }
            Piece::Aside(kind, text) => issue.furniture.push(Furniture { kind, text }),
            // A rule between a section's heading and its first article is no text of the section's.
            Piece::Block(b) if b.kind == BlockKind::Rule && heading.is_some() => {}
            Piece::Block(b) => {
                if b.kind == BlockKind::Image
                    && heading.is_some()
                    && parts.get(i + 1) == Some(&HeadingPart::Article)
                {
                    pictures.push(b);
                    continue;
                }
                open_under(issue, &mut heading);
                article(issue).blocks.push(b);
            }
        }
    }
    if !pictures.is_empty() {
        article(issue).blocks.append(&mut pictures);
    }
    if let Some(text) = kicker {
        set_aside(issue, text);
    }
    flattened(issue);
}

/// The pieces whose levels are to be told, and the section that a running head names.
fn ranked(
    rules: &Rules,
    issue: &mut Issue,
    source: &str,
    pieces: Vec<Piece>,
    corrections: &Corrected,
) -> (Vec<Piece>, Option<Section>) {
    let pieces = corrected::parted(corrections, pieces);
    let (pieces, page) = head::take(rules, issue, source, pieces, corrections);
    (plan::evened(pieces), page)
}

/// What was asked of the headings to tell what they are, by the places of their words.
pub fn why(
    rules: &Rules,
    issue: &mut Issue,
    source: &str,
    pieces: Vec<Piece>,
    corrections: &Corrected,
) -> Vec<(Span, Vec<Ranked>)> {
    let (pieces, _) = ranked(rules, issue, source, pieces, corrections);
    let plan = Plan::of(source, &pieces);
    let of_levels = Plan::level_questions(source, &pieces);
    let pieces = numbers::off(
        source,
        decks::beside(rules, source, pieces, plan),
        plan.article,
    );
    let of_headings = plan.heading_questions(source, &pieces);
    let mut of_headings = of_headings.into_iter().peekable();
    let mut asked = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        let Piece::Heading(level, text) = piece else {
            continue;
        };
        let own = of_levels.iter().filter(|(l, _)| l == level);
        let mut ranks: Vec<Ranked> = own.map(|(_, ranked)| ranked.clone()).collect();
        while let Some((_, ranked)) = of_headings.next_if(|(place, _)| *place == at) {
            ranks.push(ranked);
        }
        asked.push((text.hull(), ranks));
    }
    asked
}

/// A strong text: a subhead where it is short.
fn strong(text: Text, source: &str) -> Block {
    let short = texts::length(&text, source) <= 30;
    let kind = if short {
        BlockKind::Subhead
    } else {
        BlockKind::Paragraph
    };
    block(kind, text)
}

/// Takes away sections that head nothing but themselves: each holds one article of the section's own name.
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

#[cfg(test)]
mod tests {
    use crate::loader::published::tests::{blocks, outline, read};

    const STORY: &str = "两岸的人都来看，桥下还泊着渡船，船工说从今天起不再摆渡了。";

    fn story(headline: &str) -> String {
        format!("### {headline}\n\n{STORY}\n\n")
    }

    #[test]
    fn text_under_a_sections_own_heading_is_an_article_of_its_name() {
        let text = format!(
            "# 山城周刊 第3期\n\n## 编者的话\n\n{STORY}\n\n## 要闻\n\n{}{}",
            story("新桥昨日通车"),
            story("渡口改作公园")
        );
        assert_eq!(
            outline(&read(&text)),
            ["编者的话: 编者的话", "要闻: 新桥昨日通车, 渡口改作公园"]
        );
    }

    #[test]
    fn headings_that_all_head_nothing_but_themselves_are_no_sections() {
        let text = format!(
            "# 山城周刊 第3期\n\n## 新桥昨日通车\n\n{STORY}\n\n## 渡口改作公园\n\n{STORY}\n\n## 桥头开了茶馆\n\n{STORY}\n"
        );
        assert_eq!(
            outline(&read(&text)),
            [": 新桥昨日通车, 渡口改作公园, 桥头开了茶馆"]
        );
    }

    #[test]
    fn a_short_strong_line_is_a_subhead_and_a_long_one_a_paragraph() {
        let line = "船工的儿子";
        let text = format!(
            "# 山城周刊 第3期\n\n## 新桥昨日通车\n\n{STORY}\n\n**{line}**\n\n{STORY}\n\n**{}**\n\n## 渡口改作公园\n\n{STORY}\n",
            STORY.repeat(2)
        );
        let blocks = blocks(&read(&text), 0);
        assert_eq!(blocks[1], format!("Subhead {line}"));
        assert_eq!(blocks[3], format!("Paragraph {}", STORY.repeat(2)));
    }
}
