//! Units to an issue: sections, articles with their parts, furniture; every line's text as places of the source.

pub mod ahead;
pub mod continued;
pub mod doubts;
pub mod finish;
pub mod pictures;
pub mod story;
pub mod tidy;

use crate::issue::{
    Article, Block, BlockKind, Defect, Furniture, FurnitureKind, Issue, Mark, MarkKind, Run,
    Section, Span, Text,
};
use crate::loader::assemble::finish::finish_article;
use crate::loader::corrections;
use crate::loader::forms::bylines;
use crate::loader::side;
use crate::loader::source::broom::Broom;
use crate::loader::source::lines::{Form, Line, folded};
use crate::loader::source::{inline, texts};
use crate::loader::weighed::classes::recognised::Class;
use crate::loader::weighed::context::Context;
use crate::loader::weighed::outline::Outline;
use crate::loader::weighed::units::{Unit, UnitKind};
use ahead::Ahead;

/// Builds the issue; returns the defects and how many line cuts were joined.
pub fn assemble(
    context: &Context,
    units: &[Unit],
    outline: &Outline,
    issue: &mut Issue,
) -> (Vec<Defect>, usize) {
    let markup = context.lines.iter().any(|l| l.form != Form::Text);
    let mut desk = Desk {
        context,
        units,
        outline,
        issue,
        markup,
        section: None,
        open: false,
        waiting: Vec::new(),
        joins: 0,
        defects: Vec::new(),
        tail: false,
        parted: (0, BlockKind::Paragraph),
        captions: 0,
        ahead: Ahead::of(context.recognised, units, outline),
    };
    for (u, unit) in units.iter().enumerate() {
        desk.take(u, unit);
    }
    desk.finish()
}

/// How many lines an article's finish is worth.
const ARTICLE: usize = 8;

/// What is being put together.
struct Desk<'a> {
    context: &'a Context<'a>,
    units: &'a [Unit],
    outline: &'a Outline,
    issue: &'a mut Issue,
    markup: bool,
    /// Index of the section being filled.
    section: Option<usize>,
    /// Whether an article is being filled.
    open: bool,
    /// Captions and pictures that stand before any article of their section.
    waiting: Vec<Block>,
    joins: usize,
    defects: Vec<Defect>,
    /// Whether the article has come to its byline at the end.
    tail: bool,
    /// The line behind those that breaks part, and what these are.
    parted: (usize, BlockKind),
    /// So many blocks at the article's head are known to be captions or pictures.
    captions: usize,
    /// What follows each unit.
    ahead: Ahead,
}

impl Desk<'_> {
    fn take(&mut self, u: usize, unit: &Unit) {
        let correction = unit.correction.as_ref();
        if let Some((place, said)) = correction.and_then(|c| c.section.as_ref()) {
            let (page, name) = corrections::section(self.context.rules, *place, said);
            self.open_section(page, name);
        }
        if self.outline.begins.get(u).copied().unwrap_or(false) {
            self.begin();
        }
        match unit.kind {
            UnitKind::Recognised => self.recognised(u, unit),
            UnitKind::Byline | UnitKind::Names => self.byline(u, unit),
            UnitKind::Title => self.title(u, unit),
            UnitKind::Text => self.paragraph(unit),
            UnitKind::Block(form) => self.block(unit, form),
        }
    }

    fn line(&self, unit: &Unit) -> Option<&Line> {
        self.context.lines.get(unit.first())
    }

    /// The text of a unit's lines, joined.
    fn text(&mut self, unit: &Unit) -> Text {
        let mut runs: Vec<Run> = Vec::with_capacity(unit.lines.len());
        let mut before: Option<&str> = None;
        let lines_of_its_own = matches!(unit.kind, UnitKind::Block(Form::List | Form::Note));
        let mut parted = false;
        for line in unit
            .lines
            .iter()
            .filter_map(|l| self.context.lines.get(*l as usize))
        {
            let words = line.span.of(self.context.source);
            let mut joint = None;
            if let Some(before) = before {
                self.joins += 1;
                joint = inline::joint(before, words);
                if parted && lines_of_its_own {
                    joint = Some('\n');
                }
                if texts::hyphen_goes(self.context.source, line.span, before, words) {
                    joint = None;
                    if let Some(run) = runs.last_mut() {
                        run.span.end -= 1;
                    }
                }
            }
            inline::runs(
                self.context.source,
                line.span,
                joint,
                self.markup,
                &mut runs,
            );
            before = Some(words);
            parted = line.breaks;
        }
        let text = Text { runs };
        // Tags at its ends leave the space that parts them from the words.
        if texts::is_spaced(&text, self.context.source) {
            return texts::trimmed(text, self.context.source);
        }
        text
    }

    fn recognised(&mut self, u: usize, unit: &Unit) {
        let Some(seen) = self.context.recognised.get(unit.first()) else {
            return;
        };
        let Some(line) = self.line(unit) else { return };
        let span = line.span;
        match &seen.class {
            Class::Section(heading) => self.begin_section(span, heading),
            Class::Masthead(masthead) => {
                self.issue.paper = self.issue.paper.take().or_else(|| masthead.paper.clone());
                self.issue.date = self.issue.date.or(masthead.date);
                self.issue.number = self.issue.number.take().or_else(|| masthead.number.clone());
                let section = masthead.section.clone();
                self.furnish(FurnitureKind::Masthead, unit);
                if let Some(heading) = section {
                    self.enter(span, &heading);
                }
            }
            Class::Furniture(FurnitureKind::Editors) => self.editors(u, unit),
            Class::Furniture(kind) => self.furnish(*kind, unit),
            Class::Picture(picture) => self.picture(u, unit, *picture),
            Class::JumpOn(jump) => {
                let page = jump.page.clone();
                self.issue.marks.push(Mark {
                    span,
                    kind: MarkKind::Jump,
                });
                if let Some(article) = self.article() {
                    article.continued_on = article.continued_on.take().or(Some(page));
                }
            }
            Class::JumpFrom(jump) => {
                let page = jump.page.clone();
                self.issue.marks.push(Mark {
                    span,
                    kind: MarkKind::Jump,
                });
                let article = self.article_or_new();
                article.continued_from = article.continued_from.take().or(Some(page));
            }
            Class::Free | Class::Byline | Class::Block => {}
        }
    }

    fn begin_section(&mut self, span: Span, heading: &crate::loader::forms::sections::Heading) {
        self.issue.marks.push(Mark {
            span,
            kind: MarkKind::Section,
        });
        self.enter(span, heading);
    }

    /// Begins the section that a line names.
    fn enter(&mut self, span: Span, heading: &crate::loader::forms::sections::Heading) {
        // The name's range counts bytes of the folded line: its characters are the source's, one for one.
        let folded: String = folded(span.of(self.context.source));
        let from = folded
            .get(..heading.name.start)
            .map_or(0, |t| t.chars().count());
        let length = folded
            .get(heading.name.clone())
            .map_or(0, |t| t.chars().count());
        let name = texts::slice(&Text::at(span), self.context.source, from, length);
        let name = (!name.is_empty()).then_some(name);
        let page = Some(heading.page.clone()).filter(|p| !p.is_empty());
        self.open_section(page, name);
    }

    /// Begins a section, unless it is the one that is open.
    fn open_section(&mut self, page: Option<String>, name: Option<Text>) {
        let same = self
            .section
            .and_then(|s| self.issue.sections.get(s))
            .is_some_and(|s| {
                s.page == page
                    && s.name.as_ref().map(|n| n.of(self.context.source))
                        == name.as_ref().map(|n| n.of(self.context.source))
            });
        self.close();
        if !same {
            self.issue.sections.push(Section {
                page,
                name,
                articles: Vec::new(),
            });
            self.section = Some(self.issue.sections.len() - 1);
        }
    }

    fn furnish(&mut self, kind: FurnitureKind, unit: &Unit) {
        let mut text = self.text(unit);
        if text.is_empty()
            && let Some(line) = self.line(unit)
        {
            // A comment has no words but its own.
            text = Text::at(line.span);
        }
        self.issue.furniture.push(Furniture { kind, text });
    }

    /// An editor line; where extraction glued the article's byline to its end, that is taken off.
    fn editors(&mut self, u: usize, unit: &Unit) {
        let mut text = self.text(unit);
        let source = self.context.source;
        let ends = self.ahead.article_ends(u);
        let unsigned = self
            .article()
            .is_some_and(|a| ends && a.byline.is_none() && !a.blocks.is_empty());
        let words = texts::folded(&text, source);
        let glued = bylines::glued_to_editors(self.context.rules, &words);
        if let Some(count) = glued
            .filter(|_| unsigned)
            .and_then(|range| words.get(..range.start))
            .map(|t| t.chars().count())
        {
            let (line, byline) = texts::split(&text, source, count);
            text = texts::trimmed(line, source);
            if let Some(article) = self.article() {
                article.byline = Some(texts::trimmed(byline, source));
            }
        }
        let kind = FurnitureKind::Editors;
        self.issue.furniture.push(Furniture { kind, text });
    }

    fn begin(&mut self) {
        self.close();
        let section = *self.section.get_or_insert_with(|| {
            self.issue.sections.push(Section::default());
            self.issue.sections.len() - 1
        });
        if let Some(section) = self.issue.sections.get_mut(section) {
            section.articles.push(Article {
                blocks: std::mem::take(&mut self.waiting),
                ..Article::default()
            });
        }
        self.open = true;
        self.tail = false;
        self.captions = 0;
    }

    fn article(&mut self) -> Option<&mut Article> {
        if !self.open {
            return None;
        }
        self.issue
            .sections
            .get_mut(self.section?)?
            .articles
            .last_mut()
    }

    fn article_or_new(&mut self) -> &mut Article {
        if self.article().is_none() {
            self.begin();
        }
        self.article()
            .expect("an article was begun where none was open")
    }

    /// Ends the article being filled.
    fn close(&mut self) {
        self.open = false;
    }

    /// Looks for the articles' bylines, datelines and columns, in each by itself.
    fn finish_articles(&mut self) {
        let context = self.context;
        let articles = self.issue.sections.iter_mut().flat_map(|s| &mut s.articles);
        let mut articles: Vec<&mut Article> = articles.collect();
        let broom = Broom::of(context.source);
        side::change(&mut articles, ARTICLE, |article| {
            finish_article(context.rules, article, context.source, broom, false);
            context.corrected.keep_kinds(article);
        });
    }

    fn finish(mut self) -> (Vec<Defect>, usize) {
        self.close();
        self.finish_articles();
        let waiting = std::mem::take(&mut self.waiting);
        for block in waiting.into_iter().filter(|b| !b.text.is_empty()) {
            self.issue.furniture.push(Furniture {
                kind: FurnitureKind::Other,
                text: block.text,
            });
        }
        (self.defects, self.joins)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::correction::Correction;
    use crate::issue::Date;
    use crate::loader::source::lines::starts;
    use crate::loader::weighed::outline::Part;
    use crate::loader::weighed::tests::{corrected, units};
    use crate::loader::weighed::units::correct;

    /// Puts a text together whose units are these, with articles that begin at some. Lone lines are headlines.
    fn put_together(
        text: &str,
        mut units: Vec<Unit>,
        begins: &[usize],
        told: &[Correction],
        mut issue: Issue,
    ) -> (Issue, usize) {
        let part = |unit: &Unit| match unit.kind {
            UnitKind::Title => Part::Headline,
            _ => Part::Body,
        };
        let outline = Outline {
            parts: units.iter().map(part).collect(),
            begins: (0..units.len()).map(|u| begins.contains(&u)).collect(),
            risks: Vec::new(),
        };
        issue.line_starts = starts(text);
        let (defects, joins) = corrected(text, told, |context| {
            correct(context, &mut units);
            assemble(context, &units, &outline, &mut issue)
        });
        assert!(defects.is_empty(), "{defects:?}");
        issue.source = text.to_owned();
        (issue, joins)
    }

    fn assembled(text: &str, kinds: &str, begins: &[usize]) -> Issue {
        put_together(text, units(kinds), begins, &[], Issue::default()).0
    }

    fn words(issue: &Issue, text: Option<&Text>) -> String {
        text.map(|text| text.of(&issue.source)).unwrap_or_default()
    }

    /// The sections: page, name, and the headlines of their articles.
    fn sections(issue: &Issue) -> Vec<String> {
        let section = |section: &Section| {
            let headline = |article: &Article| words(issue, article.headline.as_ref());
            let headlines: Vec<String> = section.articles.iter().map(headline).collect();
            let page = section.page.as_deref().unwrap_or("-");
            let name = words(issue, section.name.as_ref());
            format!("{page} {name}: {}", headlines.join(", "))
        };
        issue.sections.iter().map(section).collect()
    }

    fn furniture(issue: &Issue) -> Vec<(FurnitureKind, String)> {
        let furniture = issue.furniture.iter();
        furniture
            .map(|f| (f.kind, f.text.of(&issue.source)))
            .collect()
    }

    fn marks(issue: &Issue) -> Vec<MarkKind> {
        issue.marks.iter().map(|mark| mark.kind).collect()
    }

    fn article(issue: &Issue, number: usize) -> &Article {
        let (_, article) = issue.articles().nth(number).expect("such an article");
        article
    }

    #[test]
    fn a_section_begins_with_its_heading_unless_it_is_the_one_that_is_open() {
        const TEXT: &str = "第02版：要闻\n新桥昨日通车\n两岸的人都来看。\n第0N版：要闻\n渡口改作公园\n石阶一级也不拆。\n";
        for (second, expected) in [
            ("第02版：要闻", &["02 要闻: 新桥昨日通车, 渡口改作公园"][..]),
            (
                "第03版：要闻",
                &["02 要闻: 新桥昨日通车", "03 要闻: 渡口改作公园"],
            ),
            (
                "第02版：经济",
                &["02 要闻: 新桥昨日通车", "02 经济: 渡口改作公园"],
            ),
        ] {
            let issue = assembled(&TEXT.replace("第0N版：要闻", second), "rltrlt", &[1, 4]);
            assert_eq!(sections(&issue), expected);
            assert_eq!(marks(&issue), [MarkKind::Section; 2]);
        }
    }

    #[test]
    fn a_sections_heading_ends_the_article_above_it_though_the_section_goes_on() {
        let text = "第02版：要闻\n新桥昨日通车\n两岸的人都来看。\n第02版：要闻\n石阶一级也不拆。\n";
        assert_eq!(
            sections(&assembled(text, "rltrt", &[1])),
            ["02 要闻: 新桥昨日通车, "]
        );
    }

    #[test]
    fn a_sections_name_is_cut_out_of_its_line_whatever_marks_were_narrowed() {
        let text = "【第02版:要闻】\n两岸的人都来看。\n";
        assert_eq!(sections(&assembled(text, "rt", &[1])), ["02 要闻: "]);
    }

    #[test]
    fn a_comment_has_no_words_but_its_own_and_is_furniture_by_them() {
        let text = "# 新桥昨日通车\n<!-- 渡口 -->\n两岸的人都来看。\n";
        let issue = assembled(text, "lrt", &[0]);
        assert_eq!(
            furniture(&issue),
            [(FurnitureKind::Folio, "<!-- 渡口 -->".to_owned())]
        );
    }

    #[test]
    fn what_stands_over_the_first_heading_has_a_section_without_page_and_name() {
        let text = "新桥昨日通车\n两岸的人都来看。\n第02版：要闻\n石阶一级也不拆。\n";
        let issue = assembled(text, "ltrt", &[0]);
        // Text below a section's heading is of a new article, though it has no headline.
        assert_eq!(sections(&issue), ["- : 新桥昨日通车", "02 要闻: "]);
        assert!(
            issue
                .articles()
                .all(|(_, article)| article.blocks.len() == 1)
        );
        assert_eq!(
            sections(&assembled("两岸的人都来看。\n", "t", &[])),
            ["- : "]
        );
    }

    #[test]
    fn a_section_that_is_told_to_begin_does_so_with_its_page_and_name() {
        let text = "第02版：要闻\n新桥昨日通车\n两岸的人都来看。\n渡口改作公园\n石阶一级也不拆。\n";
        let told = Correction {
            text: "渡口改作公园".to_owned(),
            section: Some("第03版 经济".to_owned()),
            ..Correction::default()
        };
        let (issue, _) = put_together(text, units("rltlt"), &[1, 3], &[told], Issue::default());
        assert_eq!(
            sections(&issue),
            ["02 要闻: 新桥昨日通车", "03 经济: 渡口改作公园"]
        );
        assert_eq!(
            marks(&issue),
            [MarkKind::Section],
            "no line was its heading"
        );
    }

    #[test]
    fn a_masthead_tells_what_the_issue_does_not_know_and_its_page_begins_a_section() {
        let text = "山城报 2023年10月24日 星期二 第05版：民生\n两岸的人都来看。\n";
        let known = Issue {
            paper: Some("渡口报".to_owned()),
            ..Issue::default()
        };
        let (issue, _) = put_together(text, units("rt"), &[1], &[], known);
        assert_eq!(issue.paper.as_deref(), Some("渡口报"));
        assert_eq!(issue.date, Date::new(2023, 10, 24));
        assert_eq!(sections(&issue), ["05 民生: "]);
        let line = "山城报 2023年10月24日 星期二 第05版：民生".to_owned();
        assert_eq!(furniture(&issue), [(FurnitureKind::Masthead, line)]);
    }

    #[test]
    fn a_jump_line_is_of_the_article_above_it_and_of_none_where_none_has_begun() {
        let text = "（下转第3版）\n新桥昨日通车\n两岸的人都来看。\n（下转第5版）\n（下转第7版）\n渡口改作公园\n石阶一级也不拆。\n";
        let issue = assembled(text, "rltrrlt", &[1, 5]);
        assert_eq!(article(&issue, 0).continued_on.as_deref(), Some("5"));
        assert_eq!(article(&issue, 1).continued_on, None);
        assert_eq!(marks(&issue), [MarkKind::Jump; 3]);
    }

    #[test]
    fn a_line_that_says_whence_a_story_comes_begins_an_article_where_none_is_open() {
        let text = "（上接第1版）\n两岸的人都来看。\n渡口改作公园\n石阶一级也不拆。\n";
        let issue = assembled(text, "rtlt", &[2]);
        assert_eq!(article(&issue, 0).continued_from.as_deref(), Some("1"));
        assert_eq!(article(&issue, 0).blocks.len(), 1);
        assert_eq!(article(&issue, 1).continued_from, None);
    }

    #[test]
    fn a_byline_glued_to_an_editor_line_is_the_articles_that_ends_there_unsigned() {
        const LINE: &str = "版式设计：王小山 记者 李大江";
        let read = |above: &str, kinds: &str| {
            let text = format!("新桥昨日通车\n{above}两岸的人都来看。\n{LINE}\n石阶一级也不拆。\n");
            let issue = assembled(&text, kinds, &[0]);
            let byline = words(&issue, article(&issue, 0).byline.as_ref());
            let [(FurnitureKind::Editors, line)] = &furniture(&issue)[..] else {
                panic!("{issue:?}");
            };
            (byline, line.clone())
        };
        let pair = |byline: &str, line: &str| (byline.to_owned(), line.to_owned());
        assert_eq!(read("", "ltr"), pair("记者 李大江", "版式设计：王小山"));
        assert_eq!(read("", "ltrt"), pair("", LINE), "the article goes on");
        assert_eq!(read("记者 王小川\n", "lbtr"), pair("记者 王小川", LINE));
    }

    #[test]
    fn a_caption_above_all_articles_is_of_the_first_and_of_the_page_where_there_is_none() {
        let text = "图为渡口的早晨。王小川摄\n新桥昨日通车\n两岸的人都来看。\n";
        let issue = assembled(text, "rlt", &[1]);
        let kinds = article(&issue, 0).blocks.iter().map(|b| b.kind);
        assert!(kinds.eq([BlockKind::Caption, BlockKind::Paragraph]));
        assert!(issue.furniture.is_empty());
        let alone = assembled(text, "r", &[]);
        let caption = "图为渡口的早晨。王小川摄".to_owned();
        assert_eq!(furniture(&alone), [(FurnitureKind::Other, caption)]);
        assert!(alone.sections.is_empty());
    }

    /// A paragraph of all lines of a text, and how many of their cuts were joined.
    fn joined(text: &str) -> (String, usize) {
        let mut units = units("t");
        units[0].lines = (0..).zip(text.lines()).map(|(i, _)| i).collect();
        let (issue, joins) = put_together(text, units, &[0], &[], Issue::default());
        let block = article(&issue, 0).blocks.first();
        (words(&issue, block.map(|b| &b.text)), joins)
    }

    #[test]
    fn the_lines_of_a_paragraph_are_joined_as_its_writing_does() {
        let pair = |words: &str, joins| (words.to_owned(), joins);
        assert_eq!(
            joined("两岸的人都\n来看桥。\n"),
            pair("两岸的人都来看桥。", 1)
        );
        assert_eq!(
            joined("The old\nferry is\nclosed.\n"),
            pair("The old ferry is closed.", 2)
        );
    }

    #[test]
    fn a_hyphen_at_a_lines_end_goes_where_its_word_stands_whole_elsewhere() {
        let pair = |words: &str, joins| (words.to_owned(), joins);
        let whole = joined("The ferry-\nman left the ferryman.\n");
        assert_eq!(whole, pair("The ferryman left the ferryman.", 1));
        let parted = joined("The well-\nknown ferryman left.\n");
        assert_eq!(parted, pair("The well-known ferryman left.", 1));
    }
}
