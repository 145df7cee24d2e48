//! Units to an issue: sections, articles with their parts, furniture; every line's text as places of the source.

use super::articles::{Outline, Part};
use super::captions::Picture;
use super::classes::Class;
use super::paragraphs::Context;
use super::units::{Kind, Unit};
use super::{bylines, datelines, decks, jumps, rules};
use crate::issue::{
    Article, Block, BlockKind, Defect, Furniture, FurnitureKind, Issue, Mark, MarkKind, Run,
    Section, Span, Text,
};
use crate::loader::inline;
use crate::loader::lines::{Form, Line, fold};
use crate::loader::texts;

/// Builds the issue; returns the defects and how many line cuts were joined.
pub(super) fn assemble(
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
    };
    for (u, unit) in units.iter().enumerate() {
        desk.take(u, unit);
    }
    desk.finish()
}

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
    /// Captions that stand before any article of their section.
    waiting: Vec<Block>,
    joins: usize,
    defects: Vec<Defect>,
    /// Whether the article has come to its byline at the end.
    tail: bool,
}

impl Desk<'_> {
    fn take(&mut self, u: usize, unit: &Unit) {
        if self.outline.begins.get(u).copied().unwrap_or(false) {
            self.begin();
        }
        match unit.kind {
            Kind::Told => self.told(unit),
            Kind::Byline | Kind::Names => self.byline(u, unit),
            Kind::Title => self.title(u, unit),
            Kind::Text => self.paragraph(unit),
            Kind::Block(form) => self.block(unit, form),
        }
    }

    fn line(&self, unit: &Unit) -> Option<&Line> {
        self.context.lines.get(unit.first())
    }

    /// The text of a unit's lines, joined.
    fn text(&mut self, unit: &Unit) -> Text {
        let mut runs: Vec<Run> = Vec::with_capacity(unit.lines.len());
        let mut before: Option<&str> = None;
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
        }
        Text { runs }
    }

    fn told(&mut self, unit: &Unit) {
        let Some(look) = self.context.looks.get(unit.first()) else {
            return;
        };
        let Some(line) = self.line(unit) else { return };
        let span = line.span;
        match &look.class {
            Class::Section(heading) => self.begin_section(span, heading),
            Class::Masthead(masthead) => {
                self.issue.paper = self.issue.paper.take().or_else(|| masthead.paper.clone());
                self.issue.date = self.issue.date.or(masthead.date);
                self.issue.number = self.issue.number.take().or_else(|| masthead.number.clone());
                self.furnish(FurnitureKind::Masthead, unit);
            }
            Class::Furniture(kind) => self.furnish(*kind, unit),
            Class::Picture(Picture::Credit) => self.furnish(FurnitureKind::Credit, unit),
            Class::Picture(Picture::Caption) => {
                let text = self.text(unit);
                let caption = Block {
                    kind: BlockKind::Caption,
                    text,
                    depth: 0,
                };
                match self.article() {
                    Some(article) => article.blocks.push(caption),
                    None => self.waiting.push(caption),
                }
            }
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

    fn begin_section(&mut self, span: Span, heading: &super::sections::Heading) {
        self.issue.marks.push(Mark {
            span,
            kind: MarkKind::Section,
        });
        // The name's range counts bytes of the folded line: its characters are the source's, one for one.
        let folded: String = span.of(self.context.source).chars().map(fold).collect();
        let from = folded
            .get(..heading.name.start)
            .map_or(0, |t| t.chars().count());
        let length = folded
            .get(heading.name.clone())
            .map_or(0, |t| t.chars().count());
        let name = texts::slice(&Text::at(span), self.context.source, from, length);
        let name = (!name.is_empty()).then_some(name);
        let page = Some(heading.page.clone());
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
        let text = self.text(unit);
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

    fn title(&mut self, u: usize, unit: &Unit) {
        let part = self.outline.parts.get(u).copied().unwrap_or(Part::Body);
        let cut = u
            .checked_sub(1)
            .and_then(|v| self.units.get(v))
            .and_then(|v| self.context.lines.get(v.last()))
            .zip(self.line(unit))
            .map(|(a, b)| (a.span, b.span));
        let text = self.text(unit);
        let source = self.context.source;
        let full = unit.first().checked_sub(1).is_some_and(|p| {
            let (Some(a), Some(b)) = (self.context.lines.get(p), self.context.lines.get(p + 1))
            else {
                return false;
            };
            b.blanks == 0
                && super::legs::is_full(
                    a,
                    b.span.of(source),
                    self.context.legs.get(p).copied().unwrap_or(0),
                )
        });
        let article = self.article_or_new();
        let slot = match part {
            Part::Column => &mut article.column,
            Part::Kicker => &mut article.kicker,
            Part::Headline => &mut article.headline,
            Part::Deck => &mut article.deck,
            Part::Byline => &mut article.byline,
            Part::Subhead | Part::Body => {
                article.blocks.push(Block {
                    kind: BlockKind::Subhead,
                    text,
                    depth: 0,
                });
                return;
            }
        };
        match slot {
            None => *slot = Some(text),
            Some(whole) => {
                // A line that its column's edge cut goes on without a space; lines set by sense are parted by one.
                let joint = if full {
                    cut.and_then(|(a, b)| inline::joint(a.of(source), b.of(source)))
                } else {
                    Some(' ')
                };
                for (i, mut run) in text.runs.into_iter().enumerate() {
                    run.joint = if i == 0 { joint } else { run.joint };
                    whole.runs.push(run);
                }
            }
        }
    }

    /// Whether the article ends with a unit: another begins after it, or a section, or the text ends.
    fn ends_after(&self, u: usize) -> bool {
        for (v, unit) in self.units.iter().enumerate().skip(u + 1) {
            if self.outline.begins.get(v).copied().unwrap_or(false) {
                return true;
            }
            match unit.kind {
                Kind::Told => match self.context.looks.get(unit.first()).map(|l| &l.class) {
                    Some(Class::Section(_) | Class::JumpFrom(_)) => return true,
                    _ => {}
                },
                Kind::Block(Form::Image | Form::Rule) | Kind::Byline => {}
                _ => return false,
            }
        }
        true
    }

    fn byline(&mut self, u: usize, unit: &Unit) {
        let mut text = self.text(unit);
        let source = self.context.source;
        texts::unwrap_byline(&mut text, source);
        let ends = self.ends_after(u);
        let Some(article) = self.article() else {
            let kind = BlockKind::Paragraph;
            self.article_or_new().blocks.push(Block {
                kind,
                text,
                depth: 0,
            });
            return;
        };
        let head = !article.blocks.iter().any(|b| b.kind != BlockKind::Caption);
        if (head || ends) && article.byline.is_none() {
            article.byline = Some(text);
            self.tail = !head;
        } else if let Some(byline) = article
            .byline
            .as_mut()
            .filter(|_| head || ends && unit.kind == Kind::Byline)
        {
            for (i, mut run) in text.runs.into_iter().enumerate() {
                run.joint = if i == 0 { Some(' ') } else { run.joint };
                byline.runs.push(run);
            }
        } else {
            article.blocks.push(Block {
                kind: BlockKind::Note,
                text,
                depth: 0,
            });
        }
    }

    fn paragraph(&mut self, unit: &Unit) {
        let mut text = self.text(unit);
        let source = self.context.source;
        let look = self.context.looks.get(unit.first());
        let last = self.context.looks.get(unit.last());
        if look.is_some_and(|l| l.comes_from) {
            let folded = texts::folded(&text, source);
            if let Some(jump) = jumps::from(&folded) {
                let count = folded.get(jump.range).map_or(0, |t| t.chars().count());
                let (mark, rest) = texts::split(&text, source, count);
                text = texts::trimmed(rest, source);
                self.issue.marks.extend(mark.runs.iter().map(|r| Mark {
                    span: r.span,
                    kind: MarkKind::Jump,
                }));
                let page = jump.page;
                let article = self.article_or_new();
                article.continued_from = article.continued_from.take().or(Some(page));
            }
        }
        if last.is_some_and(|l| l.goes_on) {
            let folded = texts::folded(&text, source);
            if let Some(jump) = jumps::on(&folded) {
                let count = folded
                    .get(..jump.range.start)
                    .map_or(0, |t| t.chars().count());
                let (rest, mark) = texts::split(&text, source, count);
                text = texts::trimmed(rest, source);
                self.issue.marks.extend(mark.runs.iter().map(|r| Mark {
                    span: r.span,
                    kind: MarkKind::Jump,
                }));
                let page = jump.page;
                let article = self.article_or_new();
                article.continued_on = article.continued_on.take().or(Some(page));
            }
        }
        if text.is_empty() {
            return;
        }
        let kind = if is_note(&text, source) {
            BlockKind::Note
        } else {
            BlockKind::Paragraph
        };
        self.article_or_new().blocks.push(Block {
            kind,
            text,
            depth: 0,
        });
    }

    fn block(&mut self, unit: &Unit, form: Form) {
        let source = self.context.source;
        let lines: Vec<Line> = unit
            .lines
            .iter()
            .filter_map(|l| self.context.lines.get(*l as usize))
            .cloned()
            .collect();
        let blocks = match form {
            Form::Row => vec![(BlockKind::Table, texts::table(source, &lines, self.markup))],
            Form::Code => vec![(BlockKind::Code, texts::code(&lines))],
            Form::Quote => texts::quotes(source, &lines),
            Form::List => vec![(BlockKind::List, self.text(unit))],
            Form::Image => vec![(BlockKind::Image, texts::image(source, &lines))],
            Form::Rule => lines
                .iter()
                .map(|l| {
                    (
                        BlockKind::Rule,
                        Text::at(Span {
                            start: l.whole.start,
                            end: l.whole.start,
                        }),
                    )
                })
                .collect(),
            Form::Text | Form::Heading(_) => Vec::new(),
        };
        let depth = u8::from(form == Form::List && lines.first().is_some_and(|l| l.indent >= 2));
        let article = self.article_or_new();
        article.blocks.extend(
            blocks
                .into_iter()
                .map(|(kind, text)| Block { kind, text, depth }),
        );
    }

    /// Ends the article being filled: its byline, dateline and column are looked for.
    fn close(&mut self) {
        let source = self.context.source;
        let Some(article) = self.article() else {
            return;
        };
        finish_article(article, source, false);
        self.open = false;
    }

    fn finish(mut self) -> (Vec<Defect>, usize) {
        self.close();
        for block in std::mem::take(&mut self.waiting) {
            self.issue.furniture.push(Furniture {
                kind: FurnitureKind::Other,
                text: block.text,
            });
        }
        let doubts: Vec<(usize, &str)> = self
            .outline
            .doubts
            .iter()
            .map(|(u, what)| (self.units.get(*u).map_or(0, Unit::first), *what))
            .collect();
        for (line, what) in doubts {
            let start = self.context.lines.get(line).map_or(0, |l| l.span.start);
            self.defects.push(Defect {
                line: self.issue.line_of(start),
                kind: "doubt",
                message: format!("read in doubt: {what}"),
            });
        }
        (self.defects, self.joins)
    }
}

/// See [`super::finish_article`].
pub(super) fn finish_article(article: &mut Article, source: &str, exported: bool) {
    if article.byline.is_none() && !exported {
        glued_byline(article, source);
    }
    if !exported {
        passed_when(article, source);
    }
    if let Some(first) = article
        .blocks
        .iter()
        .find(|b| b.kind == BlockKind::Paragraph)
    {
        let head = texts::folded(&texts::slice(&first.text, source, 0, 60), source);
        if let Some(end) = datelines::dateline(&head) {
            let count = head.get(..end).map_or(0, |t| t.chars().count());
            article.dateline = Some(texts::slice(&first.text, source, 0, count));
        }
    }
    if let (None, Some(headline)) = (&article.column, &article.headline) {
        let folded = texts::folded(headline, source);
        if let Some(name) = decks::bracketed_end(&folded) {
            let (all, count) = (folded.chars().count(), name.chars().count());
            article.column = Some(texts::slice(headline, source, all - count - 1, count));
        }
    }
    if !exported {
        verse(article, source);
    }
}

/// A law's or a report's first lines, in brackets: when and by whom it was passed. They are its deck.
fn passed_when(article: &mut Article, source: &str) {
    let Some(first) = article
        .blocks
        .first()
        .filter(|b| b.kind == BlockKind::Paragraph)
    else {
        return;
    };
    if article.deck.is_some()
        || article.headline.is_none()
        || texts::length(&first.text, source) > 240
    {
        return;
    }
    let words = texts::folded(&first.text, source);
    let whole =
        words.starts_with('（') && words.ends_with('）') && words.matches('（').count() == 1;
    if whole
        && words.contains(['日', '号'])
        && words.contains(|c: char| c.is_ascii_digit() || "〇一二三四五六七八九十".contains(c))
        && !is_note(&first.text, source)
    {
        article.deck = Some(article.blocks.remove(0).text);
    }
}

/// Takes a byline off the end of the article's last paragraph.
fn glued_byline(article: &mut Article, source: &str) {
    let Some(last) = article
        .blocks
        .iter_mut()
        .rev()
        .find(|b| matches!(b.kind, BlockKind::Paragraph | BlockKind::Note))
    else {
        return;
    };
    let folded = texts::folded(&last.text, source);
    if last.kind == BlockKind::Note {
        if bylines::byline(&folded) == Some(bylines::Surety::Role) {
            let mut text = last.text.clone();
            texts::unwrap_byline(&mut text, source);
            article.byline = Some(text);
            let gone = last.text.hull();
            article
                .blocks
                .retain(|b| b.text.hull() != gone || b.kind != BlockKind::Note);
        }
        return;
    }
    let Some((range, _)) = bylines::glued(&folded) else {
        return;
    };
    let count = folded.get(..range.start).map_or(0, |t| t.chars().count());
    let (rest, byline) = texts::split(&last.text, source, count);
    let mut byline = texts::trimmed(byline, source);
    texts::unwrap_byline(&mut byline, source);
    last.text = texts::trimmed(rest, source);
    if is_note(&last.text, source) {
        last.kind = BlockKind::Note;
    }
    article.byline = Some(byline);
}

/// Four and more short lines in a row are verse.
fn verse(article: &mut Article, source: &str) {
    let short = |b: &Block| {
        matches!(b.kind, BlockKind::Subhead | BlockKind::Paragraph)
            && texts::length(&b.text, source) <= 20
    };
    let mut at = 0;
    while at < article.blocks.len() {
        let run = article
            .blocks
            .iter()
            .skip(at)
            .take_while(|b| short(b))
            .count();
        if run >= 4 {
            for block in article.blocks.iter_mut().skip(at).take(run) {
                block.kind = BlockKind::Verse;
            }
        }
        at += run.max(1);
    }
}

/// Whether a paragraph is a note on the text: the whole of it in brackets, beginning as notes do.
fn is_note(text: &Text, source: &str) -> bool {
    if text.runs.iter().map(|r| r.span.len()).sum::<usize>() > 400 {
        return false;
    }
    let folded = texts::folded(text, source);
    folded.starts_with(['（', '〔'])
        && folded.ends_with(['）', '〕'])
        && rules::starts_with(&folded, &rules::RULES.note.starts)
}
