//! Corrections in Markdown: pieces are parted at corrected lines, and put where their corrections say, whatever their
//! marks' levels are.

use crate::correction::Role;
use crate::issue::{Article, BlockKind, Furniture, FurnitureKind, Issue, Run, Section, Text};
use crate::loader::corrections;
use crate::loader::corrections::{Corrected, LineCorrection, in_one_line};
use crate::loader::published::building::{article, begin_article, begin_section, open_under};
use crate::loader::published::piece::{Piece, block};
use crate::loader::rules::Rules;
use crate::loader::source::inline;

/// The corrections, as the pieces are put together.
pub struct Telling<'a> {
    rules: &'a Rules,
    corrected: &'a Corrected,
    /// An article has ended with the piece before.
    ended: bool,
    /// Only corrected heads stand in the article begun last.
    heads: bool,
}

impl<'a> Telling<'a> {
    pub fn new(rules: &'a Rules, corrected: &'a Corrected) -> Self {
        Self {
            rules,
            corrected,
            ended: false,
            heads: false,
        }
    }

    /// Whether a piece is corrected.
    pub fn knows(&self, issue: &Issue, piece: Option<&Piece>) -> bool {
        piece.is_some_and(|p| self.say(issue, p).is_some())
    }

    fn say(&self, issue: &Issue, piece: &Piece) -> Option<&'a LineCorrection> {
        let place = words(piece).runs.first()?.span.start;
        self.corrected.of_text_at(issue, place)
    }

    /// Parts pieces of several lines where one of them is corrected.
    pub fn parted(&self, issue: &Issue, pieces: Vec<Piece>) -> Vec<Piece> {
        if self.corrected.is_empty() {
            return pieces;
        }
        let mut out = Vec::with_capacity(pieces.len());
        for piece in pieces {
            let whole = match &piece {
                Piece::Block(b) => b.kind != BlockKind::Paragraph,
                Piece::Strong(_)
                | Piece::Emphasis(_)
                | Piece::Lead(_)
                | Piece::Kicker(_)
                | Piece::Deck(_)
                | Piece::Heading(..) => false,
                Piece::Aside(..) => true,
            };
            let mut texts: Vec<Text> = Vec::new();
            let mut before: Option<(usize, Option<&LineCorrection>)> = None;
            for run in &words(&piece).runs {
                let line = issue.line_of(run.span.start);
                let say = self.corrected.of_text_at(issue, run.span.start);
                let parts = before.is_some_and(|(l, earlier)| {
                    let one = earlier.and_then(|s| s.is) == say.and_then(|s| s.is);
                    l != line
                        && (!one
                            || earlier.is_some_and(|s| s.ends)
                            || say.is_some_and(|s| {
                                s.begins || s.section.is_some() || s.joins == Some(false)
                            }))
                });
                before = Some((line, say));
                match texts.last_mut().filter(|_| whole || !parts) {
                    Some(text) => text.runs.push(*run),
                    None => texts.push(Text {
                        runs: vec![Run {
                            joint: run.joint.filter(|_| !parts),
                            ..*run
                        }],
                    }),
                }
            }
            if texts.len() < 2 {
                out.push(piece);
            } else {
                out.extend(texts.into_iter().map(|text| match &piece {
                    Piece::Heading(level, _) => Piece::Heading(*level, text),
                    _ => Piece::Block(block(BlockKind::Paragraph, text)),
                }));
            }
        }
        out
    }

    /// Puts a piece where its correction says; false where the levels say where.
    pub fn take(
        &mut self,
        issue: &mut Issue,
        source: &str,
        piece: &Piece,
        heading: &mut Option<Text>,
    ) -> bool {
        let say = if self.corrected.is_empty() {
            None
        } else {
            self.say(issue, piece)
        };
        let ended = self.ended && !matches!(piece, Piece::Aside(..));
        self.ended &= !ended;
        let Some(say) = say else {
            return self.untold(issue, piece, ended, heading);
        };
        self.ended |= say.ends;
        let text = in_one_line(words(piece).clone());
        if let Some(said) = &say.section {
            let place = text.runs.first().map_or(0, |r| r.span.start);
            let (page, name) = corrections::section(self.rules, place, said);
            issue.sections.push(Section {
                page,
                name,
                articles: Vec::new(),
            });
            (*heading, self.heads) = (None, false);
        }
        let role = say.is.or_else(|| {
            // A heading that begins an article is its headline, whatever its level.
            let headline = matches!(piece, Piece::Heading(..)) && (say.begins || ended);
            headline.then_some(Role::Headline)
        });
        let Some(role) = role else {
            if say.begins || ended {
                begin_article(issue);
                (*heading, self.heads) = (None, false);
            } else if say.joins == Some(true) {
                return join(issue, source, text);
            } else {
                return self.untold(issue, piece, false, heading);
            }
            return false;
        };
        if role.is_head() {
            self.head(issue, role, text, say.begins || ended);
            *heading = None;
            return true;
        }
        if say.begins || ended {
            begin_article(issue);
        } else if role != Role::Section {
            open_under(issue, heading);
        }
        *heading = None;
        self.heads = false;
        match role {
            Role::Section => begin_section(self.rules, issue, source, &text),
            Role::Furniture => issue.furniture.push(Furniture {
                kind: FurnitureKind::Other,
                text,
            }),
            Role::Byline => add(&mut article(issue).byline, text),
            Role::Subhead => article(issue).blocks.push(block(BlockKind::Subhead, text)),
            Role::Caption => article(issue).blocks.push(block(BlockKind::Caption, text)),
            _ if say.joins == Some(true) => return join(issue, source, text),
            _ => article(issue)
                .blocks
                .push(block(BlockKind::Paragraph, text)),
        }
        true
    }

    fn untold(
        &mut self,
        issue: &mut Issue,
        piece: &Piece,
        begins: bool,
        heading: &mut Option<Text>,
    ) -> bool {
        let open = std::mem::take(&mut self.heads);
        match piece {
            // Under a corrected kicker or column the next heading is the headline.
            Piece::Heading(_, text) if open && article(issue).headline.is_none() => {
                article(issue).headline = Some(text.clone());
                true
            }
            Piece::Heading(_, text) if begins => {
                begin_article(issue);
                article(issue).headline = Some(text.clone());
                *heading = None;
                true
            }
            Piece::Aside(..) => false,
            _ => {
                if begins {
                    begin_article(issue);
                    *heading = None;
                }
                false
            }
        }
    }

    /// Puts a corrected head into the article whose heads are open, or begins one with it.
    fn head(&mut self, issue: &mut Issue, role: Role, text: Text, begins: bool) {
        let opens = |a: &Article| match role {
            Role::Column => a.kicker.is_some() || a.headline.is_some(),
            Role::Kicker => a.headline.is_some(),
            _ => a.deck.is_some(),
        };
        if role != Role::Deck && (!self.heads || begins || opens(article(issue))) {
            begin_article(issue);
        }
        self.heads |= role != Role::Deck;
        let article = article(issue);
        add(
            match role {
                Role::Column => &mut article.column,
                Role::Kicker => &mut article.kicker,
                Role::Deck => &mut article.deck,
                _ => &mut article.headline,
            },
            text,
        );
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

/// Puts a text into a slot, after what stands there.
fn add(slot: &mut Option<Text>, text: Text) {
    match slot {
        None => *slot = Some(text),
        Some(whole) => append(whole, text, Some(' ')),
    }
}

fn append(whole: &mut Text, text: Text, joint: Option<char>) {
    let runs = text.runs.into_iter().enumerate();
    whole.runs.extend(runs.map(|(i, run)| Run {
        joint: if i == 0 { joint } else { run.joint },
        ..run
    }));
}

/// Joins a text to the last paragraph of the article; false where there is none.
fn join(issue: &mut Issue, source: &str, text: Text) -> bool {
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
    let joint = inline::joint(&block.text.of(source), &text.of(source));
    append(&mut block.text, text, joint);
    true
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
