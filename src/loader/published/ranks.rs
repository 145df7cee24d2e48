//! Ranks: the evidence that headings of a level are sections, articles, parts in which nothing stands this time, or
//! subheads.

use crate::issue::{BlockKind, Text};
use crate::loader::evidence::Tally;
use crate::loader::evidence::rows::ranks;
use crate::loader::published::asides::link_of;
use crate::loader::published::clean::share;
use crate::loader::published::piece::Piece;
use crate::loader::published::plan::level;
use crate::loader::source::lines::is_count;
use crate::loader::source::texts;

/// Evidence that headings of the outer level are sections of the inner level's: some of them hold such headings and no
/// text before those.
pub fn sections(pieces: &[Piece], outer: u8, inner: u8, tally: &mut impl Tally) {
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
    tally.add(ranks::LOWER_RANK);
    tally.when(holds == 0, ranks::HOLDS_NONE);
    tally.bin(ranks::OVER_TEXTS, share(texts, holds));
}

/// Evidence that headings of the only level name regular parts of the newsletter, and no stories: most are names of a few
/// characters, or lists stand under them.
pub fn regular_parts(source: &str, pieces: &[Piece], outer: u8, tally: &mut impl Tally) {
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
        let (han, latin) = letters(&words);
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
    tally.add(ranks::STORIES);
    tally.when(all < 3, ranks::FEW);
    tally.bin(ranks::SHORT_NAMES, share(short, all));
    tally.bin(ranks::OVER_LISTS, share(listed, all));
}

/// Evidence that a heading of the articles' level names a part under which nothing stands: a few words without a link, in
/// a text whose other headings mostly head something.
pub fn empty_part(source: &str, text: &Text, under: Under, tally: &mut impl Tally) {
    tally.add(ranks::NO_TEXT);
    tally.when(!under.ends, ranks::OVER_TEXT);
    if !under.ends {
        return;
    }
    tally.when(!under.filled, ranks::OTHERS_EMPTY);
    let (han, latin) = letters(&text.of(source));
    tally.when(han > 8 || latin > 24, ranks::LONG_NAME);
    let linked = text.runs.iter().any(|r| link_of(source, r.span).is_some());
    tally.when(linked, ranks::LINK);
}

/// What stands under a heading.
#[derive(Clone, Copy)]
pub struct Under {
    /// The next heading follows at once.
    pub ends: bool,
    /// Most headings of the articles' level head something.
    pub filled: bool,
}

/// The paragraphs between a section's heading and the next heading.
#[derive(Clone, Copy, Debug)]
pub struct SectionLead {
    /// Whether there are any, and whether they are more than a word of introduction.
    any: bool,
    long: bool,
}

impl SectionLead {
    /// Looks at the pieces after a section's heading.
    pub fn of(source: &str, pieces: &[Piece]) -> Self {
        let lead = pieces.iter().take_while(|p| level(p).is_none());
        let lengths: Vec<usize> = lead
            .filter_map(|p| match p {
                Piece::Block(b) if b.kind == BlockKind::Paragraph => {
                    Some(texts::length(&b.text, source))
                }
                _ => None,
            })
            .collect();
        Self {
            any: !lengths.is_empty(),
            long: lengths.len() >= 3 && lengths.iter().sum::<usize>() >= 200,
        }
    }

    /// Evidence that a heading of the articles' level is a subhead, as its section is one article: the section has text of
    /// its own before the heading, more than a word of introduction, or the headings in it are numbered as subheads are.
    pub fn one_article(self, source: &str, heading: &Text, tally: &mut impl Tally) {
        tally.add(ranks::ARTICLES);
        tally.when(self.long, ranks::LONG_LEAD);
        let numbered = self.any && is_numbered(&heading.of(source));
        tally.when(numbered, ranks::NUMBERED);
    }
}

/// Whether a subhead is numbered: 一、 （一） 1. Part 1.
fn is_numbered(text: &str) -> bool {
    let bare = text.trim_start_matches(['（', '(', '第']);
    let count = bare.chars().take_while(|c| is_count(*c)).count();
    (1..=3).contains(&count)
        && bare
            .chars()
            .nth(count)
            .is_some_and(|c| matches!(c, '、' | '.' | '．' | '）' | ')' | '：' | ' '))
}

/// How many letters of other scripts, and of ASCII, stand in a text.
fn letters(words: &str) -> (usize, usize) {
    let letters = words.chars().filter(|c| c.is_alphabetic());
    letters.fold(
        (0, 0),
        |(h, l), c| {
            if c.is_ascii() { (h, l + 1) } else { (h + 1, l) }
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::evidence::favours;
    use crate::loader::published::tests::pieces;

    const STORY: &str = "两岸的人都来看，桥下还泊着渡船，船工说从今天起不再摆渡了。\n\n";

    fn are_sections(text: &str) -> bool {
        let pieces = pieces(text);
        favours(|tally| sections(&pieces, 2, 3, tally))
    }

    #[test]
    fn sections_hold_headings_and_a_few_of_them_may_hold_a_text() {
        let section = format!("## 要闻\n\n### 新桥昨日通车\n\n{STORY}");
        let text = format!("## 船工改行\n\n{STORY}### 茶馆\n\n{STORY}");
        assert!(are_sections(&section));
        assert!(!are_sections(&text), "none holds one right below");
        assert!(are_sections(&format!("{section}{}", text.repeat(6))));
        assert!(!are_sections(&format!("{section}{}", text.repeat(7))));
    }

    #[test]
    fn three_short_names_or_lists_make_regular_parts() {
        let parts = |names: &[&str], under: &str| {
            let texts: Vec<String> = names.iter().map(|n| format!("## {n}\n\n{under}")).collect();
            let text = texts.concat();
            let pieces = pieces(&text);
            favours(|tally| regular_parts(&text, &pieces, 2, tally))
        };
        assert!(parts(&["要闻", "副刊", "来信"], STORY));
        assert!(!parts(&["要闻", "副刊"], STORY));
        let long = [
            "山城新桥昨日通车",
            "老渡口改作江边公园",
            "船工在桥头开了茶馆",
        ];
        assert!(!parts(&long, STORY));
        assert!(parts(&long, "- 桥\n- 船\n- 茶\n\n"));
    }

    #[test]
    fn a_part_without_a_text_has_a_short_name_and_no_link() {
        let empty = |words: &str, under: Under| {
            let text = format!("## {words}\n");
            let pieces = pieces(&text);
            let Some(Piece::Heading(_, heading)) = pieces.first() else {
                panic!("a heading");
            };
            favours(|tally| empty_part(&text, heading, under, tally))
        };
        let under = Under {
            ends: true,
            filled: true,
        };
        assert!(empty("读者来信", under));
        assert!(!empty("船工说从今天起不再摆渡了", under));
        assert!(!empty("[来信](http://example.org)", under));
        for other in [
            Under {
                ends: false,
                ..under
            },
            Under {
                filled: false,
                ..under
            },
        ] {
            assert!(!empty("读者来信", other));
        }
    }

    #[test]
    fn below_a_sections_own_text_numbered_headings_are_subheads() {
        let one = |lead: &str, words: &str| {
            let text = format!("{lead}## {words}\n");
            let all = pieces(&text);
            let heading = all.iter().find_map(|p| match p {
                Piece::Heading(_, text) => Some(text),
                _ => None,
            });
            let lead = SectionLead::of(&text, &all);
            favours(|tally| lead.one_article(&text, heading.expect("a heading"), tally))
        };
        assert!(one(STORY, "一、抓好春耕") && !one(STORY, "抓好春耕"));
        assert!(!one("", "一、抓好春耕"));
        assert!(one(&STORY.repeat(8), "抓好春耕"), "a long text of its own");
    }
}
