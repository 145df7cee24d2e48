//! Corrections, applied to the published reading: pieces are parted at corrected lines, and put where their corrections
//! say, whatever their marks' levels are. What a correction comes to is decided in [`crate::loader::corrections`].

use crate::correction::Role;
use crate::issue::{Article, BlockKind, Issue, Run, Section, Text};
use crate::loader::corrections::{self, Corrected, UnitCorrection, in_one_line};
use crate::loader::published::building::{
    article, begin_article, begin_section, open_under, set_aside,
};
use crate::loader::published::piece::{Piece, block};
use crate::loader::rules::Rules;
use crate::loader::source::{inline, texts};

/// Where a piece's first line stands, by which it is corrected.
fn place(piece: &Piece) -> Option<u32> {
    Some(words(piece).runs.first()?.span.start)
}

/// Whether a piece is corrected.
pub fn is_corrected(corrected: &Corrected, piece: &Piece) -> bool {
    place(piece).is_some_and(|place| corrected.at(place).is_some())
}

/// Parts pieces of several lines where one of them is corrected.
pub fn parted(corrected: &Corrected, pieces: Vec<Piece>) -> Vec<Piece> {
    if corrected.is_empty() {
        return pieces;
    }
    let parts = |piece: Piece| {
        let whole = match &piece {
            Piece::Block(b) => b.kind != BlockKind::Paragraph,
            Piece::Aside(..) => true,
            _ => false,
        };
        let texts = parted_text(corrected, words(&piece));
        if whole || texts.len() < 2 {
            return vec![piece];
        }
        let part = |text| match &piece {
            Piece::Heading(level, _) => Piece::Heading(*level, text),
            _ => Piece::Block(block(BlockKind::Paragraph, text)),
        };
        texts.into_iter().map(part).collect()
    };
    pieces.into_iter().flat_map(parts).collect()
}

/// Parts a text above each line that is not what the line above it is, or that corrections part from it.
fn parted_text(corrected: &Corrected, text: &Text) -> Vec<Text> {
    let mut texts: Vec<Text> = Vec::new();
    let mut above = None;
    for (n, run) in text.runs.iter().enumerate() {
        let line = corrected.line_at(run.span.start);
        let [(before, one), (at, other)] = [above, line].map(Option::unzip);
        above = line;
        let alike = one.and_then(|c| c.is) == other.and_then(|c| c.is);
        let parts = n > 0 && before != at && (!alike || corrections::parted(one, other));
        match texts.last_mut().filter(|_| !parts) {
            Some(text) => text.runs.push(*run),
            None => texts.push(Text {
                runs: vec![Run {
                    joint: run.joint.filter(|_| !parts),
                    ..*run
                }],
            }),
        }
    }
    texts
}

/// Puts corrected pieces where they belong.
pub struct Placing<'a> {
    rules: &'a Rules,
    source: &'a str,
    /// The pieces' corrections; none where no line is corrected.
    corrections: Vec<Option<UnitCorrection>>,
    /// Only corrected heads stand in the article begun last.
    heads: bool,
}

impl<'a> Placing<'a> {
    pub fn of(rules: &'a Rules, source: &'a str, corrected: &Corrected, pieces: &[Piece]) -> Self {
        let mut corrections = Vec::new();
        if !corrected.is_empty() {
            // What is set aside belongs to no article, and none ends above it.
            let units = pieces.iter();
            let units = units.map(|p| (place(p), matches!(p, Piece::Aside(..))));
            corrections = corrected.units(units);
        }
        Self {
            rules,
            source,
            corrections,
            heads: false,
        }
    }

    /// Puts a piece, the `i`th, where its correction says; false where the levels say where. `heading` is the section's own,
    /// as long as nothing stands below it.
    pub fn take(
        &mut self,
        issue: &mut Issue,
        i: usize,
        piece: &Piece,
        heading: &mut Option<Text>,
    ) -> bool {
        let own = self.corrections.get_mut(i).and_then(Option::take);
        let own = own.unwrap_or_default();
        if let Some((place, said)) = &own.section {
            let (page, name) = corrections::section(self.rules, *place, said);
            issue.sections.push(Section {
                page,
                name,
                articles: Vec::new(),
            });
            (*heading, self.heads) = (None, false);
        }
        let begins = own.begins || own.after_end;
        let is_heading = matches!(piece, Piece::Heading(..));
        // A heading that begins an article is its headline, whatever its level.
        let headline = (is_heading && begins && own.is_own()).then_some(Role::Headline);
        if let Some(role) = own.is.or(headline) {
            return self.put(issue, role, piece, &own, heading);
        }
        if own.joins == Some(true) && !begins {
            return self.join(issue, piece);
        }
        let open = std::mem::take(&mut self.heads);
        // Under a corrected kicker or column the next heading is the headline.
        let completes = is_heading && open && article(issue).headline.is_none();
        if begins && !completes {
            begin_article(issue);
            *heading = None;
        }
        let is_headline = completes || is_heading && begins;
        if is_headline {
            article(issue).headline = Some(words(piece).clone());
        }
        is_headline
    }

    /// Puts a piece into the part of an article that its role is, or aside.
    fn put(
        &mut self,
        issue: &mut Issue,
        role: Role,
        piece: &Piece,
        own: &UnitCorrection,
        heading: &mut Option<Text>,
    ) -> bool {
        let mut begins = own.begins || own.after_end;
        if role.is_head() {
            begins = role != Role::Deck && (begins || !self.heads || opens(role, article(issue)));
            self.heads |= role != Role::Deck;
        } else {
            self.heads = false;
        }
        if begins {
            begin_article(issue);
        } else if !role.is_head() && role != Role::Section {
            open_under(issue, heading);
        }
        *heading = None;
        let text = in_one_line(words(piece).clone());
        match role {
            Role::Section => begin_section(self.rules, issue, self.source, &text),
            Role::Furniture => set_aside(issue, text),
            Role::Column => add(&mut article(issue).column, text),
            Role::Kicker => add(&mut article(issue).kicker, text),
            Role::Headline => add(&mut article(issue).headline, text),
            Role::Deck => add(&mut article(issue).deck, text),
            Role::Byline => add(&mut article(issue).byline, text),
            Role::Text if own.joins == Some(true) => return self.join(issue, piece),
            Role::Text => add_block(issue, BlockKind::Paragraph, text),
            Role::Subhead => add_block(issue, BlockKind::Subhead, text),
            Role::Caption => add_block(issue, BlockKind::Caption, text),
        }
        true
    }

    /// Joins a piece to the last paragraph of the article; false where there is none.
    fn join(&self, issue: &mut Issue, piece: &Piece) -> bool {
        let last = issue
            .sections
            .last_mut()
            .and_then(|s| s.articles.last_mut())
            .and_then(|a| {
                a.blocks
                    .iter_mut()
                    .rfind(|b| b.kind == BlockKind::Paragraph)
            });
        let Some(block) = last else { return false };
        let text = in_one_line(words(piece).clone());
        let joint = inline::joint(&block.text.of(self.source), &text.of(self.source));
        texts::append(&mut block.text, text, joint);
        true
    }
}

fn words(piece: &Piece) -> &Text {
    match piece {
        Piece::Heading(_, text)
        | Piece::Strong(text)
        | Piece::Emphasis(text)
        | Piece::Lead(text)
        | Piece::Kicker(text)
        | Piece::Deck(text)
        | Piece::Aside(_, text) => text,
        Piece::Block(block) => &block.text,
    }
}

/// Whether a head of this role opens another article than one with these heads: it stands above one of them.
fn opens(role: Role, article: &Article) -> bool {
    match role {
        Role::Column => article.kicker.is_some() || article.headline.is_some(),
        Role::Kicker => article.headline.is_some(),
        _ => article.deck.is_some(),
    }
}

fn add_block(issue: &mut Issue, kind: BlockKind, text: Text) {
    article(issue).blocks.push(block(kind, text));
}

/// Puts a text into a slot, after what stands there.
fn add(slot: &mut Option<Text>, text: Text) {
    match slot {
        None => *slot = Some(text),
        Some(whole) => texts::append(whole, text, Some(' ')),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::correction::{Correction, Edge};
    use crate::loader::published::tests::{
        blocks, furniture, outline, read, read_corrected, told, words as of,
    };

    const PAPER: &str = "# 要闻\n\n## 新桥昨日通车\n\n两岸的人都来看。\n\n桥下还泊着渡船。\n\n## 渡口改作公园\n\n石阶一级也不拆。\n\n# 副刊\n\n## 桥头开了茶馆\n\n大碗茶二元一碗。\n";

    #[test]
    fn a_line_told_to_be_a_headline_begins_an_article_whatever_its_mark() {
        let issue = read_corrected(PAPER, &[told("桥下还泊着渡船。", Role::Headline)]);
        assert_eq!(
            outline(&issue),
            [
                "要闻: 新桥昨日通车, 桥下还泊着渡船。, 渡口改作公园",
                "副刊: 桥头开了茶馆"
            ]
        );
        assert_eq!(
            outline(&read(PAPER)),
            ["要闻: 新桥昨日通车, 渡口改作公园", "副刊: 桥头开了茶馆"]
        );
    }

    #[test]
    fn a_subhead_told_to_begin_an_article_is_its_headline() {
        let text = PAPER.replace("桥下还", "### 船工改行\n\n桥下还");
        let begins = Correction {
            is: None,
            article: Some(Edge::Begins),
            ..told("### 船工改行", Role::Text)
        };
        let told = outline(&read_corrected(&text, &[begins]));
        assert_eq!(told[0], "要闻: 新桥昨日通车, 船工改行, 渡口改作公园");
        assert_eq!(outline(&read(&text)), outline(&read(PAPER)));
    }

    #[test]
    fn a_heading_told_to_be_text_goes_on_with_the_article() {
        let issue = read_corrected(PAPER, &[told("## 渡口改作公园", Role::Text)]);
        assert_eq!(
            outline(&issue),
            ["要闻: 新桥昨日通车", "副刊: 桥头开了茶馆"]
        );
        assert!(blocks(&issue, 0).contains(&"Paragraph 渡口改作公园".to_owned()));
    }

    #[test]
    fn under_a_told_kicker_the_next_heading_is_the_headline() {
        let issue = read_corrected(PAPER, &[told("桥下还泊着渡船。", Role::Kicker)]);
        let (_, last) = issue.articles().nth(1).expect("an article");
        assert_eq!(of(&issue, last.kicker.as_ref()), "桥下还泊着渡船。");
        assert_eq!(of(&issue, last.headline.as_ref()), "渡口改作公园");
    }

    #[test]
    fn a_paragraph_is_parted_at_the_line_of_which_something_is_told() {
        let text = PAPER.replace("看。\n\n桥下", "看，\n桥下");
        let issue = read_corrected(&text, &[told("桥下还泊着渡船。", Role::Furniture)]);
        assert_eq!(blocks(&issue, 0), ["Paragraph 两岸的人都来看，"]);
        assert_eq!(furniture(&issue), ["Other 桥下还泊着渡船。"]);
        assert_eq!(blocks(&read(&text), 0).len(), 1);
    }

    #[test]
    fn after_an_article_told_to_end_the_text_is_another_s() {
        let ends = Correction {
            article: Some(Edge::Ends),
            ..told("两岸的人都来看。", Role::Text)
        };
        let issue = read_corrected(PAPER, &[ends]);
        assert_eq!(issue.articles().count(), 4);
        assert_eq!(blocks(&issue, 1), ["Paragraph 桥下还泊着渡船。"]);
    }

    #[test]
    fn a_told_line_that_goes_on_is_joined_to_the_paragraph_before() {
        let joins = Correction {
            is: None,
            joins: Some(true),
            ..told("桥下还泊着渡船。", Role::Text)
        };
        assert_eq!(
            blocks(&read_corrected(PAPER, &[joins]), 0),
            ["Paragraph 两岸的人都来看。桥下还泊着渡船。"]
        );
    }
}
