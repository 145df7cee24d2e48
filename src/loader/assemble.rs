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
