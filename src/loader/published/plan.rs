//! What heading levels mean in a newsletter: which are sections, which articles.

use crate::issue::BlockKind;
use crate::loader::evidence::{Reasons, favours};
use crate::loader::ground::{RankQuestion, Ranked};
use crate::loader::published::piece::{ENTRY, Piece};
use crate::loader::published::ranks::{SectionLead, Under, empty_part, regular_parts, sections};

/// What a piece is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HeadingPart {
    Section,
    Article,
    /// A regular part of the newsletter in which nothing stands this time.
    Empty,
    Text,
    /// Nothing of a story.
    Aside,
}

/// Which levels head sections and which articles.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Headings of this level and above are sections; 0 for none.
    pub section: u8,
    /// Headings of this level are articles, as are those between it and the sections' level.
    pub article: u8,
    /// Whether most of those head something.
    filled: bool,
}

impl Plan {
    pub fn of(source: &str, pieces: &[Piece]) -> Self {
        let plan = Self::by_levels(source, pieces);
        Self {
            filled: plan.is_filled(pieces),
            ..plan
        }
    }

    fn by_levels(source: &str, pieces: &[Piece]) -> Self {
        if pieces.iter().any(|p| level(p) == Some(ENTRY)) {
            return Self {
                section: over_entries(pieces),
                article: ENTRY,
                filled: true,
            };
        }
        let plan = Self::nested(pieces);
        let parts = || favours(|tally| regular_parts(source, pieces, plan.article, tally));
        if plan.section == 0 && parts() {
            return Self {
                section: plan.article,
                article: ENTRY,
                filled: true,
            };
        }
        plan
    }

    /// What the levels say by how they are nested.
    fn nested(pieces: &[Piece]) -> Self {
        let levels = levels(pieces);
        let Some((&outer, deeper)) = levels.split_first() else {
            return Self {
                section: 0,
                article: 1,
                filled: true,
            };
        };
        let (mut section, mut article) = (0, outer);
        let mut above = outer;
        for &inner in deeper {
            if !favours(|tally| sections(pieces, above, inner, tally)) {
                break;
            }
            (section, article) = (above, inner);
            above = inner;
        }
        Self {
            section,
            article,
            filled: true,
        }
    }

    /// What each piece is.
    pub fn parts(self, source: &str, pieces: &[Piece]) -> Vec<HeadingPart> {
        // What stands before a section's first heading is looked at once, not for each of its headings.
        let mut lead = None;
        let mut parts = Vec::with_capacity(pieces.len());
        for (at, piece) in pieces.iter().enumerate() {
            parts.push(self.part(source, pieces, at, lead));
            if level(piece).is_some_and(|l| l <= self.section) {
                lead = Some(SectionLead::of(
                    source,
                    pieces.get(at + 1..).unwrap_or_default(),
                ));
            }
        }
        parts
    }

    fn part(
        self,
        source: &str,
        pieces: &[Piece],
        at: usize,
        lead: Option<SectionLead>,
    ) -> HeadingPart {
        match pieces.get(at) {
            Some(Piece::Heading(level, text)) => {
                let level = *level;
                let one =
                    |lead: SectionLead| favours(|tally| lead.one_article(source, text, tally));
                if level <= self.section {
                    HeadingPart::Section
                } else if level == ENTRY
                    || level <= self.article && self.article != ENTRY && !lead.is_some_and(one)
                {
                    let under = self.under(pieces, at);
                    if favours(|tally| empty_part(source, text, under, tally)) {
                        HeadingPart::Empty
                    } else {
                        HeadingPart::Article
                    }
                } else {
                    HeadingPart::Text
                }
            }
            Some(Piece::Aside(..)) => HeadingPart::Aside,
            _ => HeadingPart::Text,
        }
    }

    /// What stands under a heading.
    fn under(self, pieces: &[Piece], at: usize) -> Under {
        Under {
            ends: self.ends(pieces, at),
            filled: self.filled,
        }
    }

    /// What was asked of the headings of each level, to tell what its headings are.
    pub fn level_questions(source: &str, pieces: &[Piece]) -> Vec<(u8, Ranked)> {
        if pieces.iter().any(|p| level(p) == Some(ENTRY)) {
            return Vec::new();
        }
        let (nested, levels) = (Self::nested(pieces), levels(pieces));
        let mut asked = Vec::new();
        for pair in levels.windows(2) {
            let &[outer, inner] = pair else { continue };
            if outer <= nested.article {
                let weigh = |tally: &mut Reasons| sections(pieces, outer, inner, tally);
                asked.push((outer, ranked(RankQuestion::Section, weigh)));
            }
        }
        if nested.section == 0 {
            let weigh = |tally: &mut Reasons| regular_parts(source, pieces, nested.article, tally);
            asked.push((nested.article, ranked(RankQuestion::RegularPart, weigh)));
        }
        asked
    }

    /// What was asked of each heading of the articles' level, by its place among the pieces.
    pub fn heading_questions(self, source: &str, pieces: &[Piece]) -> Vec<(usize, Ranked)> {
        let mut lead = None;
        let mut asked = Vec::new();
        for (at, piece) in pieces.iter().enumerate() {
            let Piece::Heading(level, text) = piece else {
                continue;
            };
            if *level <= self.section {
                let rest = pieces.get(at + 1..).unwrap_or_default();
                lead = Some(SectionLead::of(source, rest));
                continue;
            }
            if *level > self.article {
                continue;
            }
            if let Some(lead) = lead.filter(|_| self.article != ENTRY) {
                let weigh = |tally: &mut Reasons| lead.one_article(source, text, tally);
                let subhead = ranked(RankQuestion::Subhead, weigh);
                let is_one = subhead.holds;
                asked.push((at, subhead));
                if is_one {
                    continue;
                }
            }
            let under = self.under(pieces, at);
            if under.ends {
                let weigh = |tally: &mut Reasons| empty_part(source, text, under, tally);
                asked.push((at, ranked(RankQuestion::EmptyPart, weigh)));
            }
        }
        asked
    }

    /// Whether most headings of the articles' level head something.
    fn is_filled(self, pieces: &[Piece]) -> bool {
        let own = |i: &usize| pieces.get(*i).and_then(level) == Some(self.article);
        let (mut all, mut empty) = (0, 0);
        for i in (0..pieces.len()).filter(own) {
            all += 1;
            empty += usize::from(self.ends(pieces, i));
        }
        self.article != ENTRY && empty * 2 < all
    }

    /// Whether the next thing under a heading is another of the same level or above.
    fn ends(self, pieces: &[Piece], at: usize) -> bool {
        let mut rest = pieces.iter().skip(at + 1);
        let next = rest.find(|p| !matches!(p, Piece::Aside(..)) && !is_rule(p));
        next.is_none_or(|p| level(p).is_some_and(|l| l <= self.article))
    }
}

/// A question with its answer and the reasons.
fn ranked(question: RankQuestion, weigh: impl Fn(&mut Reasons)) -> Ranked {
    let mut reasons = Reasons::default();
    weigh(&mut reasons);
    let evidence = reasons.sorted();
    Ranked {
        question,
        holds: evidence.iter().map(|e| e.weight).sum::<f32>() > 0.,
        evidence,
    }
}

/// The levels of a text's headings, the highest first.
fn levels(pieces: &[Piece]) -> Vec<u8> {
    let mut levels: Vec<u8> = pieces.iter().filter_map(level).collect();
    levels.sort_unstable();
    levels.dedup();
    levels
}

pub fn level(piece: &Piece) -> Option<u8> {
    match piece {
        Piece::Heading(level, _) => Some(*level),
        _ => None,
    }
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

/// Headings of a higher rank than the first, but few, mark no larger parts: they are of the first's rank.
pub fn evened(mut pieces: Vec<Piece>) -> Vec<Piece> {
    let Some(first) = pieces.iter().find_map(level) else {
        return pieces;
    };
    let levels: Vec<u8> = pieces.iter().filter_map(level).collect();
    let higher = levels.iter().filter(|l| **l < first).count();
    let equal = levels.iter().filter(|l| **l == first).count();
    // Those that hold headings, where the first's do not, are sections, and the first stands before them.
    let hold = |test: &dyn Fn(u8) -> bool| {
        let mut pairs = levels.windows(2);
        pairs.any(|w| matches!(w, [a, b] if test(*a) && b > a))
    };
    if hold(&|l| l < first) && !hold(&|l| l == first) {
        return pieces;
    }
    if higher > 0 && higher < equal {
        for piece in &mut pieces {
            if let Piece::Heading(level, _) = piece {
                *level = first.max(*level);
            }
        }
    }
    pieces
}

/// Whether headings tell sections and, a level below, the articles in them: three and more, most of them over a text.
pub fn are_nested(pieces: &[Piece]) -> bool {
    let first = pieces.iter().position(|p| level(p).is_some()).unwrap_or(0);
    let top = pieces.get(first).and_then(level);
    let rest = pieces.get(first + 1..).unwrap_or_default();
    // The newsletter's title stands alone on its level.
    let pieces = if rest.iter().all(|p| level(p) != top) {
        rest
    } else {
        pieces
    };
    let plan = Plan::nested(pieces);
    let articles = (0..pieces.len()).filter(|i| {
        pieces.get(*i).and_then(level) == Some(plan.article)
            && pieces.get(i + 1).is_some_and(|p| level(p).is_none())
    });
    plan.section > 0 && articles.count() >= 3
}

fn is_rule(piece: &Piece) -> bool {
    matches!(piece, Piece::Block(b) if b.kind == BlockKind::Rule)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::published::tests::{pieces, shown};
    use crate::loader::{Options, load};
    use proptest::prelude::*;
    use std::time::Instant;

    const STORY: &str = "两岸的人都来看，桥下还泊着渡船，船工说从今天起不再摆渡了。\n\n";

    /// What the headings of a text are, with their words.
    fn headings(text: &str) -> Vec<(HeadingPart, String)> {
        let pieces = pieces(text);
        let parts = Plan::of(text, &pieces).parts(text, &pieces);
        let both = parts.into_iter().zip(&pieces);
        both.filter_map(|(part, piece)| match piece {
            Piece::Heading(_, words) => Some((part, words.of(text))),
            _ => None,
        })
        .collect()
    }

    fn parts(text: &str) -> Vec<HeadingPart> {
        headings(text).into_iter().map(|(part, _)| part).collect()
    }

    #[test]
    fn headings_right_over_headings_are_sections_and_those_over_texts_articles() {
        let text = format!(
            "## 要闻\n\n### 新桥昨日通车\n\n{STORY}### 渡口改作公园\n\n{STORY}## 副刊\n\n### 桥头开了茶馆\n\n{STORY}#### 一碗大碗茶\n\n{STORY}"
        );
        let (section, article) = (HeadingPart::Section, HeadingPart::Article);
        assert_eq!(
            parts(&text),
            [
                section,
                article,
                article,
                section,
                article,
                HeadingPart::Text
            ]
        );
        // Where nearly every one heads a text, the inner ones are subheads.
        let one = format!("## 要闻\n\n### 船工改行\n\n{STORY}");
        let others = format!("## 山城新桥昨日建成通车\n\n{STORY}").repeat(7);
        assert!(!parts(&format!("{one}{others}")).contains(&section));
        let story = format!("## 新桥昨日通车\n\n{STORY}### 船工改行\n\n{STORY}");
        assert_eq!(
            parts(&story.repeat(2)),
            [article, HeadingPart::Text, article, HeadingPart::Text]
        );
    }

    #[test]
    fn a_few_words_over_nothing_name_an_empty_part_and_a_headline_may_stand_alone() {
        let text = |words: &str| {
            format!(
                "## 山城新桥昨日建成通车\n\n{STORY}## {words}\n\n## 老渡口明年改作江边公园\n\n{STORY}## 船工在桥头开了一间茶馆\n\n{STORY}"
            )
        };
        assert_eq!(parts(&text("读者来信"))[1], HeadingPart::Empty);
        assert_eq!(
            parts(&text("船工说从今天起不再摆渡了"))[1],
            HeadingPart::Article
        );
    }

    #[test]
    fn numbered_headings_below_a_sections_own_text_are_subheads() {
        let page = |lines: [&str; 2]| {
            let headings = lines.map(|l| format!("## {l}\n\n{STORY}")).concat();
            format!("# 要闻\n\n## 新桥昨日通车\n\n{STORY}# 讲话\n\n{STORY}{headings}")
        };
        assert_eq!(
            parts(&page(["一、抓好春耕", "二、抓好修桥"]))[3..],
            [HeadingPart::Text, HeadingPart::Text]
        );
        assert_eq!(
            parts(&page(["大家抓好春耕", "大家抓好修桥"]))[3..],
            [HeadingPart::Article, HeadingPart::Article]
        );
    }

    #[test]
    fn a_few_headings_above_the_first_ones_rank_are_of_its_rank() {
        let even = |levels: [&str; 4]| {
            let text = levels
                .map(|level| format!("{level} 新桥昨日通车\n\n{STORY}"))
                .concat();
            let levels = shown(&text, &evened(pieces(&text))).into_iter();
            levels
                .filter_map(|l| {
                    l.split(' ')
                        .next()
                        .filter(|l| l.starts_with('h'))
                        .map(str::to_owned)
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(even(["##", "###", "#", "##"]), ["h2", "h3", "h2", "h2"]);
        // Here those above hold headings and the first's equals hold none.
        assert_eq!(even(["##", "##", "#", "##"]), ["h2", "h2", "h1", "h2"]);
    }

    #[test]
    fn a_section_of_thousands_of_articles_takes_no_more_than_linear_time() {
        let time = |count: usize| {
            let article =
                "### [山城通新桥](http://example.org/1)\n\n新桥昨日通车，两岸的人都来看。\n\n";
            let text = format!("# 周刊 第 1 期\n\n## 本周\n\n{}", article.repeat(count));
            let start = Instant::now();
            let issue = load(text.into_bytes(), &Options::default()).issue;
            assert_eq!(issue.articles().count(), count);
            start.elapsed()
        };
        // Other work on the machine may slow one run; it hardly slows the long one of all three.
        let mut times = std::iter::repeat_with(|| (time(500), time(16000))).take(3);
        assert!(times.any(|(short, long)| long < short * 80));
    }

    /// Headings of some levels, with or without a text below.
    fn markdown() -> impl Strategy<Value = String> {
        let names = prop::sample::select(vec![
            "要闻",
            "一、抓好修桥",
            "山城新桥昨日建成通车了",
            "来信",
        ]);
        let one = (1usize..=3, names, 0usize..=3).prop_map(|(level, name, texts)| {
            format!("{} {name}\n\n{}", "#".repeat(level), STORY.repeat(texts))
        });
        prop::collection::vec(one, 1..9).prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn the_answers_are_what_the_headings_became(text in markdown()) {
            let pieces = pieces(&text);
            let plan = Plan::of(&text, &pieces);
            let parts = plan.parts(&text, &pieces);
            let (levels, headings) = (Plan::level_questions(&text, &pieces), plan.heading_questions(&text, &pieces));
            for (at, piece) in pieces.iter().enumerate() {
                let Piece::Heading(level, _) = piece else { continue };
                let of_level = |q| levels.iter().any(|(l, r)| l == level && r.question == q && r.holds);
                let own = |q| headings.iter().any(|(a, r)| *a == at && r.question == q && r.holds);
                let section = of_level(RankQuestion::Section) || of_level(RankQuestion::RegularPart);
                prop_assert_eq!(parts[at] == HeadingPart::Section, section);
                prop_assert_eq!(parts[at] == HeadingPart::Empty, own(RankQuestion::EmptyPart));
                let subhead = parts[at] == HeadingPart::Text && *level <= plan.article && plan.article != ENTRY;
                prop_assert_eq!(subhead, own(RankQuestion::Subhead));
            }
        }
    }
}
