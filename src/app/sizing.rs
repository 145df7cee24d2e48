//! Setting and fitting what is on screen to the window.

use super::asking::Asking;
use super::help::Help;
use super::layout::{Layout, Panes, bounded};
use super::reading::TAIL;
use super::source::Source;
use super::{Effect, Opening, State};
use crate::issue::Article;
use crate::language::words::Notice;
use crate::typeset::legs::GUTTER;
use crate::typeset::{Ambiguous, Galley, Style, compose, compose_in_legs, upright};

impl State {
    /// Cells of the page that the article is set on, along its lines.
    pub(super) fn page_width(&self) -> u16 {
        let style = &self.settings.style;
        let page = self.settings.measure.saturating_add(style.gutter());
        style.even(page.min(self.room()))
    }

    /// Cells that the article's pane has for a line.
    pub(super) fn room(&self) -> u16 {
        let pane = self.layout.article;
        if self.settings.style.vertical {
            pane.height.saturating_mul(upright::ROW)
        } else {
            pane.width
        }
    }

    /// Lines that the article's pane has room for.
    pub(super) fn lines_on_screen(&self) -> u16 {
        let style = &self.settings.style;
        if style.vertical {
            self.layout.lines_down(style.line_gap())
        } else {
            self.layout.article.height
        }
    }

    /// Has lines run down, or along again; the place stays.
    pub(super) fn turn(&mut self) {
        let vertical = !self.settings.style.vertical;
        self.settings.style.vertical = vertical;
        self.lay_out_again();
        self.say(&Notice::Vertical(vertical));
    }

    /// Has long articles stand in two legs, or in one again; the place stays. Nothing changes, and the reader is told,
    /// where two have no room.
    pub(super) fn toggle_legs(&mut self) {
        let window = self.layout.window;
        let in_legs = Layout::of(window.width, window.height, self.panes(true));
        if in_legs.leg().is_none() || self.settings.style.vertical {
            self.say(&Notice::NoLegs);
            return;
        }
        self.settings.legs = !self.settings.legs;
        self.lay_out_again();
        self.say(&Notice::Legs(self.settings.legs));
    }

    /// Cells of each of two legs, as long as the measure lets them be; `None` where the article stands in one.
    fn leg(&self) -> Option<u16> {
        let style = &self.settings.style;
        let may = self.settings.legs && !style.vertical;
        let room = self.layout.leg().filter(|_| may)?;
        let gutter = style.gutter();
        let leg = room.min(self.settings.measure.saturating_add(gutter));
        // Han fill a line of even cells.
        Some(leg - leg.saturating_sub(gutter) % 2)
    }

    /// Sets the current article anew and puts its anchor at the top.
    pub(super) fn set(&mut self) {
        let height = self.lines_on_screen();
        let (galley, leg) = match self.index.article(&self.issue, self.article) {
            Some(article) if !self.layout.too_small => self.composed(article, height),
            _ => (Galley::default(), None),
        };
        let width = leg.map_or_else(|| self.page_width(), |leg| 2 * leg + GUTTER);
        let anchor = self.anchor();
        self.reading.take(galley, width, leg, height, anchor);
    }

    /// An article set for a pane of so many rows, and the cells of its legs where it needs two.
    fn composed(&self, article: &Article, height: u16) -> (Galley, Option<u16>) {
        let source = &self.issue.source;
        let section = self.index.section(&self.issue, self.article);
        let page = section.and_then(|(_, s)| s.page.as_deref());
        let facts = self.settings.language.facts_on(page, article, source);
        let style = Style {
            head_gap: self.layout.head_gap,
            ..self.settings.style.clone()
        };
        let rows = usize::from(height);
        let alone = || {
            let galley = compose(article, source, &facts, self.page_width(), &style);
            self.below_the_rule(galley, height)
        };
        let Some(leg) = self.leg() else {
            return (alone(), None);
        };
        let galley = compose_in_legs(article, source, &facts, leg, &style);
        // Set in longer lines it may fit one leg, unless there is far too much of it.
        if galley.rows.len() <= rows.saturating_mul(3) {
            let one = alone();
            if one.rows.len() + TAIL <= rows {
                return (one, None);
            }
        }
        let blank = usize::from(self.layout.above_head);
        (galley.under(blank), Some(leg))
    }

    /// Whether the contents are on screen.
    pub(crate) fn shows_contents(&self) -> bool {
        let beside = self.layout.wide && self.source.is_none();
        self.lists() && (beside || !self.in_article)
    }

    /// Whether there are contents: one article is its own.
    pub(crate) fn lists(&self) -> bool {
        self.index.len() != 1
    }

    /// The article with a blank row between the rule and its head, where there is room; not where just that row would
    /// push it over the end of the pane.
    fn below_the_rule(&self, galley: Galley, height: u16) -> Galley {
        let full = galley.rows.len() + TAIL == usize::from(height);
        let blank = self.layout.above_head;
        if blank == 0 || full || galley.rows.is_empty() || self.settings.style.vertical {
            galley
        } else {
            galley.under(blank.into())
        }
    }

    /// Shares the window out among the panes that there are.
    pub(super) fn lay_out(&mut self, columns: u16, rows: u16) {
        let (columns, rows) = bounded((columns, rows));
        let panes = self.panes(self.settings.legs && !self.settings.style.vertical);
        self.layout = Layout::of(columns, rows, panes);
    }

    /// The panes that there are, with or without two legs.
    fn panes(&self, legs: bool) -> Panes {
        Panes {
            contents: self.lists(),
            source: self.source.is_some(),
            legs,
        }
    }

    /// Shares the same window out again, after something that legs and contents hang on has changed.
    fn lay_out_again(&mut self) {
        self.lay_out(self.layout.window.width, self.layout.window.height);
        self.set();
        self.show_in_contents();
    }

    pub(super) fn resize(&mut self, columns: u16, rows: u16) {
        let before = self.layout;
        self.lay_out(columns, rows);
        if self.opening != Opening::Done {
            let resumed = self.opening == Opening::Resumed;
            self.in_article = self.layout.wide || resumed || !self.lists();
            self.opening = Opening::Done;
        }
        if before.too_small != self.layout.too_small
            || before.article != self.layout.article
            || before.head_gap != self.layout.head_gap
            || self.reading.galley.rows.is_empty()
        {
            self.set();
        } else {
            let anchor = self.anchor();
            self.reading.fit(self.lines_on_screen(), anchor);
        }
        self.show_in_contents();
        if let Some(before) = self.help.take() {
            let mut help = self.new_help();
            help.resume(before);
            self.help = Some(help);
        }
        if let Some(mut source) = self.source {
            let pane = self.layout.source;
            source.resize(&self.issue, self.text_width_of_source(), pane.height);
            self.source = Some(source);
        }
        if let Some(Asking::Headline(list)) = &mut self.asking {
            list.resize(self.layout.middle.height);
        }
    }

    /// Measures everything anew.
    pub(super) fn measure(&mut self, ambiguous: Ambiguous) {
        self.settings.style.ambiguous = ambiguous;
        if let Some(source) = &mut self.source {
            source.measure(ambiguous);
        }
        self.set();
        self.resize(self.layout.window.width, self.layout.window.height);
    }

    /// Opens the source view at the place on screen.
    pub(super) fn open_source(&mut self, effects: &mut Vec<Effect>) {
        let byte = self.byte_on_screen();
        self.in_article = true;
        self.source_from = Some(self.article);
        self.source = Some(Source::new(self.ambiguous()));
        self.resize(self.layout.window.width, self.layout.window.height);
        let (width, height) = (self.text_width_of_source(), self.layout.source.height);
        let mut source = Source::new(self.ambiguous());
        source.resize(&self.issue, width, height);
        source.to(&self.issue, byte);
        self.source = Some(source);
        self.follow_source(effects);
    }

    /// Closes the source view: back to the place one came from, or to the article that was gone to. Whether it was
    /// open.
    pub(super) fn close_source(&mut self) -> bool {
        if self.source.take().is_none() {
            return false;
        }
        if self.source_from.take() != Some(self.article) {
            self.keep_anchor(self.reading.anchor());
        }
        self.resize(self.layout.window.width, self.layout.window.height);
        let anchor = self.anchor();
        self.reading.fit(self.lines_on_screen(), anchor);
        true
    }

    pub(super) fn new_help(&self) -> Help {
        let pane = self.layout.middle;
        let columns = pane.width.saturating_sub(4);
        let lines = &self.settings.guide.lines;
        Help::of(lines, columns, pane.height, self.ambiguous())
    }

    /// Cells beside the line numbers of the source view.
    pub(super) fn text_width_of_source(&self) -> u16 {
        let pane = self.layout.source;
        pane.width.saturating_sub(self.number_width() + 1)
    }

    /// Cells of the source view's line numbers, with the mark of a defect before them.
    pub(crate) fn number_width(&self) -> u16 {
        let digits = self.issue.line_starts.len().max(1).ilog10() + 2;
        u16::try_from(digits).unwrap_or(0)
    }

    /// Puts the current article's lines on screen in the contents.
    pub(super) fn show_in_contents(&mut self) {
        let item = self.index.item_of(self.article);
        let height = self.layout.contents.height;
        self.top = self.contents().showing(self.top, item, height);
    }
}
