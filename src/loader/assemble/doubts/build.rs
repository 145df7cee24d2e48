//! Signs of a mistake in how an article is built. Of real articles with subheads nearly all have three or more;
//! captions and notes seldom stand amid a text; paragraphs end with a stop; bylines hold names and nothing else. What
//! is a paper's habit is no sign.

use crate::issue::{Article, Block, BlockKind, Issue, Text};
use crate::loader::assemble::doubts::{Case, line_at};
use crate::loader::evidence::EvidenceRow;
use crate::loader::evidence::rows::doubts;
use crate::loader::rules::ends_with;
use crate::loader::source::lines::{fold, indented, is_closing, is_stop};
use crate::loader::source::texts;
use crate::loader::weighed::classes::guides::is_guide;
use crate::loader::weighed::context::Context;

/// Characters of the longest signature under a text.
const SIGNATURE: usize = 20;

/// Adds an article's signs.
pub fn weigh(context: &Context, habits: &Habits, article: &Article, case: &mut Case) {
    if is_guide(context.lines, context.recognised, article) {
        return;
    }
    let mut signs = Signs {
        context,
        habits,
        article,
        source: context.source,
        found: Vec::new(),
    };
    signs.subheads();
    signs.amid();
    signs.paragraphs();
    signs.end();
    signs.indents();
    signs.whole();
    signs.heads();
    signs.alike();
    signs.byline();
    for (text, row, amount) in signs.found {
        let byte = text.map_or_else(|| article.hull().start, |t| t.hull().start);
        case.built(line_at(context, byte), row, amount);
    }
}

/// The signs of an article: each with where it shows (the article's first line, where it shows nowhere), and
/// how much of its row counts.
struct Signs<'a> {
    context: &'a Context<'a>,
    habits: &'a Habits,
    article: &'a Article,
    source: &'a str,
    found: Vec<(Option<&'a Text>, EvidenceRow, f32)>,
}

impl<'a> Signs<'a> {
    fn sign(&mut self, text: Option<&'a Text>, row: EvidenceRow) {
        self.found.push((text, row, 1.));
    }

    fn first(&self, kind: BlockKind) -> Option<&'a Text> {
        let mut blocks = self.article.blocks.iter();
        blocks.find(|b| b.kind == kind).map(|b| &b.text)
    }

    fn subheads(&mut self) {
        let subhead = self.first(BlockKind::Subhead);
        match groups(&self.article.blocks) {
            1 => self.sign(subhead, doubts::ONLY_SUBHEAD),
            2 => self.sign(subhead, doubts::TWO_SUBHEADS),
            _ => {}
        }
    }

    fn amid(&mut self) {
        let blocks = &self.article.blocks;
        let amid = blocks.split_last().map_or(&[][..], |(_, amid)| amid);
        let find = |kind| amid.iter().find(|b| b.kind == kind).map(|b| &b.text);
        if let Some(text) = find(BlockKind::Caption) {
            self.sign(Some(text), doubts::CAPTION_AMID);
        }
        if let Some(text) = find(BlockKind::Note) {
            self.sign(Some(text), doubts::NOTE_AMID);
        }
    }

    fn paragraphs(&mut self) {
        let (context, source) = (self.context, self.source);
        let blocks = &self.article.blocks;
        // Signatures, days and names stand after the last stop, and a lead may do without one.
        let whole = |b: &Block| b.kind == BlockKind::Paragraph && !ends_open(b, source);
        let end = blocks.iter().rposition(whole).unwrap_or(0);
        let text = blocks.get(..end).unwrap_or_default();
        let text = text.iter().filter(|b| b.kind == BlockKind::Paragraph);
        let mut several = |test: &dyn Fn(&Block) -> bool, skip: usize, row| {
            let mut all = text.clone().skip(skip).filter(|b| test(b));
            if let Some(one) = all.next() {
                let count = u8::try_from(1 + all.count()).unwrap_or(u8::MAX);
                let amount = (1. + f32::from(count)).ln();
                self.found.push((Some(&one.text), row, amount));
            }
        };
        several(&|b| ends_open(b, source), 1, doubts::OPEN_PARAGRAPHS);
        several(&|b| last(b, source) == '：', 0, doubts::COLONS);
        let mut listed = text.clone().filter(|b| last(b, source) == '；');
        if let (Some(one), None) = (listed.next(), listed.next()) {
            self.sign(Some(&one.text), doubts::SEMICOLON);
        }
        let odd = |b: &&Block| !is_paired(context, &b.text);
        if let Some(one) = text.clone().find(odd) {
            self.sign(Some(&one.text), doubts::UNPAIRED);
        }
    }

    /// A text that ends in mid-sentence lacks its end. Signatures and days stand after the last stop, and are short; of a
    /// story that goes on elsewhere the end stands there.
    fn end(&mut self) {
        if self.article.continued_on.is_some() {
            return;
        }
        let mut blocks = self.article.blocks.iter();
        let last = blocks.rfind(|b| b.kind == BlockKind::Paragraph);
        let Some(last) = last.filter(|b| ends_open(b, self.source)) else {
            return;
        };
        if texts::length(&last.text, self.source) > SIGNATURE {
            self.sign(Some(&last.text), doubts::OPEN_LAST);
        }
    }

    /// Paragraphs of one story are indented alike: where that changes another may begin.
    fn indents(&mut self) {
        let blocks = self.article.blocks.iter();
        let texts = blocks
            .filter(|b| b.kind == BlockKind::Paragraph)
            .map(|b| &b.text);
        let looks = texts.map(|text| {
            let line = self
                .context
                .lines
                .get(line_at(self.context, text.hull().start));
            (text, line.is_some_and(indented))
        });
        let looks: Vec<(&Text, bool)> = looks.collect();
        let mut changes = looks.windows(2).filter(|pair| pair[0].1 != pair[1].1);
        let Some([_, (text, _)]) = changes.next() else {
            return;
        };
        let row = if changes.next().is_some() {
            doubts::INDENTS_MIXED
        } else {
            doubts::INDENTS_CHANGE
        };
        self.sign(Some(text), row);
    }

    fn whole(&mut self) {
        let article = self.article;
        if article.blocks.is_empty() {
            self.sign(None, doubts::NO_TEXT);
        }
        if article.continued_on.is_some() || article.continued_from.is_some() {
            self.sign(None, doubts::PAGES);
        }
    }

    fn heads(&mut self) {
        let article = self.article;
        let Some(headline) = &article.headline else {
            self.sign(None, doubts::NO_HEADLINE);
            return;
        };
        let (source, at) = (self.source, Some(headline));
        let length = texts::length(headline, source);
        let notices = &self.context.rules.headline.notices;
        let words = || texts::folded(headline, source);
        if length <= 4 && ends_with(&words(), notices) {
            // Of pictures' texts little is corrected from captions and credits.
            let pictures = words().contains('图');
            self.sign(
                at,
                if pictures {
                    doubts::PICTURE_NOTICE
                } else {
                    doubts::NOTICE
                },
            );
        } else if self.habits.signs && article.byline.is_none() && article.dateline.is_none() {
            self.sign(None, doubts::UNSIGNED);
        }
        if length >= 35 {
            self.sign(at, doubts::LONG_HEADLINE);
        }
        if !is_paired(self.context, headline) {
            self.sign(at, doubts::HALF_PAIR);
        }
    }

    /// Over a report two lines with the same mark are kicker and headline or headline and deck.
    fn alike(&mut self) {
        let article = self.article;
        let (Some(kicker), Some(headline), None, Some(_)) = (
            &article.kicker,
            &article.headline,
            &article.deck,
            &article.dateline,
        ) else {
            return;
        };
        let form = |text: &Text| {
            let line = line_at(self.context, text.hull().start);
            self.context.lines.get(line).map(|l| l.form)
        };
        let ends = &self.context.rules.deck.kicker_ends;
        let sure = ends_with(&texts::folded(kicker, self.source), ends)
            || texts::folded(headline, self.source).ends_with('）');
        if !sure && form(kicker) == form(headline) {
            self.sign(Some(kicker), doubts::ALIKE);
        }
    }

    fn byline(&mut self) {
        let rules = self.context.rules;
        let Some(byline) = &self.article.byline else {
            return;
        };
        let folded = texts::folded(byline, self.source);
        let noted = rules.note.holds.is_within(&folded) || rules.note.sources.is_within(&folded);
        if noted || rules.note.writers.is_within(&folded) {
            self.sign(Some(byline), doubts::BYLINE_NOTE);
        } else if folded.contains(['（', '）']) {
            self.sign(Some(byline), doubts::BYLINE_BRACKET);
        } else if !self.habits.encloses && is_enclosed(byline, self.source) {
            self.sign(Some(byline), doubts::BYLINE_OUT_OF_BRACKETS);
        }
    }
}

/// What most articles of a text do.
pub struct Habits {
    /// Six of ten show a byline or a dateline.
    signs: bool,
    /// A third of its bylines, or more, stand in brackets.
    encloses: bool,
}

impl Habits {
    pub fn of(source: &str, issue: &Issue) -> Self {
        let (mut all, mut signed, mut bylines, mut enclosed) = (0, 0, 0, 0);
        for (_, article) in issue.articles() {
            all += 1;
            signed += usize::from(article.byline.is_some() || article.dateline.is_some());
            if let Some(byline) = &article.byline {
                bylines += 1;
                enclosed += usize::from(is_enclosed(byline, source));
            }
        }
        Self {
            signs: signed * 10 >= all * 6,
            encloses: enclosed * 3 >= bylines,
        }
    }
}

/// Whether a text stands in brackets that are not its own.
fn is_enclosed(text: &Text, source: &str) -> bool {
    let hull = text.hull();
    let (start, end) = (hull.start as usize, hull.end as usize);
    let before = source.get(..start).and_then(|t| t.chars().next_back());
    let after = source.get(end..).and_then(|t| t.chars().next());
    matches!((before, after), (Some('（' | '('), Some('）' | ')')))
}

/// Groups of subheads that stand together.
fn groups(blocks: &[Block]) -> usize {
    let subhead = |b: &Block| b.kind == BlockKind::Subhead;
    let runs = blocks.chunk_by(|a, b| subhead(a) == subhead(b));
    runs.filter(|run| run.first().is_some_and(subhead)).count()
}

fn last(block: &Block, source: &str) -> char {
    let end = block.text.runs.last().map_or("", |r| r.span.of(source));
    end.chars().next_back().map_or('\0', fold)
}

fn ends_open(block: &Block, source: &str) -> bool {
    let last = last(block, source);
    !(is_stop(last) || is_closing(last) || matches!(last, '：' | '；' | '"'))
}

/// Whether as many quotations and brackets open in a text's lines as close.
fn is_paired(context: &Context, text: &Text) -> bool {
    let (mut open, mut before) = (0i32, None);
    for run in &text.runs {
        let line = line_at(context, run.span.start);
        if before.replace(line) != Some(line) {
            open += context.lines.get(line).map_or(0, |l| i32::from(l.open));
        }
    }
    open == 0
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::loader::corrections::Corrected;
    use crate::loader::source::lines::scan;
    use crate::loader::weighed::classes;
    use crate::loader::weighed::features::legs;
    use crate::loader::{Rules, Span};

    const SIGNED: Habits = Habits {
        signs: true,
        encloses: false,
    };
    /// A text without any sign, and where its parts stand.
    const PLAIN: [&str; 5] = [
        "# 山城新桥通车",
        "记者 王小山",
        "新桥全长八百米。",
        "两岸的人都来看。",
        "桥下还泊着渡船。",
    ];

    fn part(source: &str, words: &str) -> Option<Text> {
        let start = source.find(words)?;
        Some(Text::at(Span::new(start, start + words.len())))
    }

    /// An article of lines: headline, byline, and its text, a subhead after ##, a caption after 图为.
    fn article(source: &str) -> Article {
        let mut lines = source.lines();
        let headline = lines.next().unwrap().trim_start_matches("# ");
        let byline = lines.next().unwrap();
        let blocks = lines.filter(|l| !l.is_empty()).map(|line| {
            let kind = match line {
                l if l.starts_with("## ") => BlockKind::Subhead,
                l if l.starts_with("图为") => BlockKind::Caption,
                l if l.starts_with("（作者") => BlockKind::Note,
                _ => BlockKind::Paragraph,
            };
            let text = part(source, line.trim_start_matches("## ").trim_start()).unwrap();
            Block {
                kind,
                text,
                depth: 0,
            }
        });
        Article {
            headline: part(source, headline),
            byline: part(source, byline).filter(|t| !t.is_empty()),
            blocks: blocks.collect(),
            ..Article::default()
        }
    }

    fn signs_of(source: &str, article: &Article, habits: &Habits) -> Vec<&'static str> {
        let rules = Rules::built_in();
        let lines = scan(source, 0);
        let legs = legs::widths(&lines);
        let recognised = classes::recognise(rules, source, &lines, &legs);
        let corrected = Corrected::default();
        let context = Context::new(rules, source, &lines, &recognised, &legs, &corrected);
        let mut case = Case::default();
        weigh(&context, habits, article, &mut case);
        assert!(case.signs.iter().all(|s| s.weight > 0.));
        let sum: f32 = case.signs.iter().map(|s| s.weight).sum();
        assert!((case.build - sum).abs() < 1e-4);
        case.signs.iter().map(|s| s.what.english).collect()
    }

    /// The signs of the plain text with some of its lines put otherwise.
    fn with(changes: &[(usize, &str)]) -> Vec<&'static str> {
        let mut lines = PLAIN;
        for (at, line) in changes {
            lines[*at] = *line;
        }
        let source = lines.join("\n");
        signs_of(&source, &article(&source), &SIGNED)
    }

    #[test]
    fn a_plain_article_has_no_sign() {
        assert!(with(&[]).is_empty());
    }

    #[test]
    fn hardly_any_article_has_one_or_two_subheads() {
        let one = "## 灯火\n桥上有灯。";
        assert_eq!(with(&[(3, one)]), ["the only subhead of its article"]);
        let two = "## 灯火\n桥上有灯。\n## 渡口\n渡口有人。";
        assert_eq!(with(&[(3, two)]), ["one of two subheads only"]);
        let three = "## 灯火\n桥上有灯。\n## 渡口\n渡口有人。\n## 老船\n老船还在。";
        assert!(with(&[(3, three)]).is_empty());
    }

    #[test]
    fn captions_and_notes_stand_at_the_end() {
        assert_eq!(with(&[(3, "图为新桥。")]), ["a caption amid the text"]);
        assert_eq!(with(&[(3, "（作者为工程师）")]), ["a note amid the text"]);
        assert!(with(&[(4, "图为新桥。")]).is_empty());
    }

    #[test]
    fn paragraphs_end_with_a_stop_but_a_lead_need_not() {
        assert_eq!(with(&[(3, "两岸的人都来")]), ["a paragraph without a stop"]);
        assert!(with(&[(2, "新桥全长八百米")]).is_empty());
        assert_eq!(
            with(&[(3, "他说：")]),
            ["a paragraph that ends with a colon"]
        );
    }

    #[test]
    fn items_of_a_list_end_with_semicolons_one_alone_does_not() {
        let one = with(&[(3, "第一是桥；")]);
        assert_eq!(one, ["the only paragraph that ends with a semicolon"]);
        assert!(with(&[(2, "第一是桥；"), (3, "第二是路；")]).is_empty());
    }

    #[test]
    fn quotations_and_brackets_close_in_their_paragraph() {
        let open = with(&[(3, "他说：“都来看。")]);
        assert_eq!(open, ["a quotation or bracket without its end"]);
        assert!(with(&[(3, "他说：“都来看《渡船》(上)。”")]).is_empty());
        let half = with(&[(0, "# 新桥通车（山城")]);
        assert_eq!(half, ["a headline with half a pair of marks"]);
    }

    #[test]
    fn bylines_hold_names_and_nothing_else() {
        let note = with(&[(1, "王小山 作者为山城大学教授，本报记者李大江采访整理")]);
        assert_eq!(note, ["a byline that holds a note"]);
        let bracket = with(&[(1, "（葛小江） 记者 王小山")]);
        assert_eq!(bracket, ["a byline with a bracket"]);
    }

    #[test]
    fn a_byline_out_of_brackets_is_a_sign_where_others_stand_without() {
        let source = format!("{}\n（李大江）\n", PLAIN.join("\n"));
        let mut article = article(&source);
        article.blocks.pop();
        article.byline = part(&source, "李大江");
        let found = signs_of(&source, &article, &SIGNED);
        assert_eq!(found, ["a byline out of brackets"]);
        let habits = Habits {
            encloses: true,
            ..SIGNED
        };
        assert!(signs_of(&source, &article, &habits).is_empty());
    }

    #[test]
    fn habits_are_those_of_most_articles() {
        let source = "（李大江）王小山";
        let signed = |name| Article {
            byline: part(source, name),
            ..Article::default()
        };
        let issue = |articles| Issue {
            sections: vec![crate::issue::Section {
                articles,
                ..crate::issue::Section::default()
            }],
            ..Issue::default()
        };
        let few = Habits::of(source, &issue(vec![signed("李大江"), Article::default()]));
        assert!(!few.signs && few.encloses);
        let names = || signed("王小山");
        let most = issue(vec![signed("李大江"), names(), names(), names()]);
        let most = Habits::of(source, &most);
        assert!(most.signs && !most.encloses);
    }

    #[test]
    fn an_article_without_byline_and_dateline_is_odd_among_signed_ones() {
        let source = PLAIN.join("\n");
        let mut article = article(&source);
        article.byline = None;
        let found = signs_of(&source, &article, &SIGNED);
        assert_eq!(
            found,
            ["neither byline nor dateline, which most articles here have"]
        );
        let habits = Habits {
            signs: false,
            ..SIGNED
        };
        assert!(signs_of(&source, &article, &habits).is_empty());
        article.headline = None;
        let found = signs_of(&source, &article, &SIGNED);
        assert_eq!(found, ["no headline"]);
    }

    #[test]
    fn headlines_are_neither_notices_nor_long() {
        assert_eq!(with(&[(0, "# 导读")]), ["headed as notices are"]);
        assert!(with(&[(0, "# 新桥")]).is_empty());
        let long = format!("# {}", "山城新桥".repeat(9));
        assert_eq!(with(&[(0, &long)]), ["a long headline"]);
    }

    #[test]
    fn stories_without_text_and_on_several_pages_are_told() {
        let source = PLAIN.join("\n");
        let mut article = article(&source);
        article.continued_on = Some("4".into());
        let found = signs_of(&source, &article, &SIGNED);
        assert_eq!(found, ["a story on several pages"]);
        article.continued_on = None;
        article.blocks.clear();
        assert_eq!(signs_of(&source, &article, &SIGNED), ["no text"]);
    }

    #[test]
    fn two_heads_alike_over_a_report_may_be_headline_and_deck() {
        let source = |kicker: &str, mark: &str| {
            format!("{mark} {kicker}\n# 山城新桥通车\n本报讯 新桥全长八百米。\n")
        };
        let found = |kicker: &str, mark: &str| {
            let source = source(kicker, mark);
            let article = Article {
                kicker: part(&source, kicker),
                headline: part(&source, "山城新桥通车"),
                dateline: part(&source, "本报讯"),
                blocks: vec![Block {
                    kind: BlockKind::Paragraph,
                    text: part(&source, "本报讯 新桥全长八百米。").unwrap(),
                    depth: 0,
                }],
                ..Article::default()
            };
            signs_of(&source, &article, &SIGNED)
        };
        let alike = ["two heads alike over a report"];
        assert_eq!(found("两岸百姓少走十里", "#"), alike);
        assert!(found("两岸百姓少走十里", "##").is_empty());
        assert!(found("市长在通车时强调", "#").is_empty());
    }

    #[test]
    fn a_text_ends_with_a_stop_or_a_signature() {
        let cut = "桥下还泊着渡船，船工说从今天起不再摆渡了，要去桥头开";
        assert_eq!(with(&[(4, cut)]), ["a text that ends without a stop"]);
        assert!(with(&[(4, "山城市渡口管理所")]).is_empty());
        let mut lines = PLAIN;
        lines[4] = cut;
        let source = lines.join("\n");
        let on = Article {
            continued_on: Some("3".to_owned()),
            ..article(&source)
        };
        assert_eq!(
            signs_of(&source, &on, &SIGNED),
            ["a story on several pages"]
        );
    }

    #[test]
    fn paragraphs_of_one_story_are_indented_alike() {
        let set = |line: &str| format!("　　{line}");
        let [first, second, third] = [2, 3, 4].map(|at| set(PLAIN[at]));
        assert!(with(&[(2, &first), (3, &second), (4, &third)]).is_empty());
        assert_eq!(
            with(&[(3, &second), (4, &third)]),
            ["the indent changes from one paragraph on"]
        );
        assert_eq!(
            with(&[(3, &second)]),
            ["some paragraphs are indented and some are not"]
        );
    }
}
