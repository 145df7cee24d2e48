//! An article: its head, its blocks each by its own rule, and the blank rows between them.

mod image;
mod items;
mod own;
mod page;
mod signed;
mod telling;
mod whole;

use super::{
    Facts, Galley, Row, RowRole, Style,
    display::{Shown, Space},
    frame::Filling,
    heading::centred,
    legs::{GUTTER, is_wide},
    links::Targets,
    list::is_bullet,
    paragraph::{Frame, Typesetting},
    table::table,
};
use crate::issue::{Article, Block, BlockKind, stanzas};
use items::Stand;
use page::Page;
pub use signed::Signed;
use telling::{is_item, opens_with_bracket, repeats};
pub use whole::{Whole, is_alphabetic};

/// Sets an article on a page of `width` cells (the gutter for hanging marks is inside it).
pub fn compose(
    article: &Article,
    source: &str,
    facts: &Facts,
    width: u16,
    style: &Style,
) -> Galley {
    let whole = Whole::linked(article, source, &Targets::default(), style.links);
    compose_part(article, source, facts, &whole, width, style)
}

/// Sets an article in two legs of so many cells each: its head over both, tables and code, too, all else in one.
pub fn compose_in_legs(
    article: &Article,
    source: &str,
    facts: &Facts,
    leg: u16,
    style: &Style,
) -> Galley {
    let whole = Whole::linked(article, source, &Targets::default(), style.links);
    let both = leg.saturating_mul(2).saturating_add(GUTTER);
    fill(article, source, facts, &whole, [both, leg], style)
}

/// Sets a part of an article, whose notes and names are those of the whole.
pub fn compose_part(
    article: &Article,
    source: &str,
    facts: &Facts,
    whole: &Whole,
    width: u16,
    style: &Style,
) -> Galley {
    fill(article, source, facts, whole, [width, width], style)
}

/// Sets a part of an article: what needs it on the whole page, all else on a leg of it.
fn fill(
    article: &Article,
    source: &str,
    facts: &Facts,
    whole: &Whole,
    [width, leg]: [u16; 2],
    style: &Style,
) -> Galley {
    let mut page = Page {
        source,
        width: 0,
        measure: 0,
        style: style.clone(),
        whole,
        rows: Vec::new(),
    };
    page.turn_to(width, style);
    page.head(article, facts);
    let legged = leg != width;
    for row in &mut page.rows {
        row.across = legged;
    }
    page.turn_to(leg, style);
    page.jump(&facts.comes_from, false);
    let mut before = None;
    let blocks = whole.notes.in_order(article, source);
    let stands = items::stands(&blocks, source, page.bullet());
    let stanzas = stanzas(blocks.iter().map(|(_, block)| *block), source);
    for (((number, block), stand), begins) in blocks.into_iter().zip(stands).zip(stanzas) {
        let set = page.rows.len();
        let across = legged && is_wide(block.kind);
        page.turn_to(if across { width } else { leg }, style);
        let signed = whole.signed.group(block);
        match signed {
            Some(group) => page.signed(block, number, group),
            None => page.block(block, number, before == Some(BlockKind::Note), stand),
        }
        if page.rows.len() > set {
            let blank = before.map_or(0, |kind| page.blank_between(kind, block.kind));
            let blank = match block.kind {
                _ if signed.is_some() => 0,
                _ if begins => blank.max(1),
                BlockKind::Quote if is_item(block, source) => page.style.paragraph_gap,
                _ => blank,
            };
            for row in page.rows.iter_mut().skip(set) {
                row.across = across;
            }
            let mut between = Row::new(RowRole::Body, None);
            between.across = across || legged && before.is_some_and(is_wide);
            let rows = std::iter::repeat_n(between, usize::from(blank));
            page.rows.splice(set..set, rows);
            before = Some(block.kind);
        }
    }
    page.turn_to(leg, style);
    page.jump(&facts.goes_on, true);
    while page
        .rows
        .last()
        .is_some_and(|r| r.block.is_none() && r.text().is_empty())
    {
        page.rows.pop();
    }
    let galley = Galley::new(page.rows);
    let links = whole.notes.links_in(galley.hull());
    galley.linked(links)
}

impl Page<'_> {
    /// Column, kicker, headline, deck and byline, and a blank row below them. The headline stands off the kicker and
    /// the deck.
    fn head(&mut self, article: &Article, facts: &Facts) {
        if let Some(column) = article.column.as_ref().filter(|c| !repeats(c, article)) {
            let mut shown = Shown::words("【");
            shown.append(&self.shown(column, Space::Plain));
            shown.add_words("】");
            self.centred(&shown, RowRole::Column, None);
        }
        let mut above = None;
        for (text, role) in [
            (&article.kicker, RowRole::Kicker),
            (&article.headline, RowRole::Headline),
            (&article.deck, RowRole::Deck),
        ] {
            let Some(text) = text else { continue };
            let set = self.rows.len();
            self.centred(&self.shown(text, Space::Plain), role, None);
            if self.rows.len() > set {
                if above.is_some() && [above, Some(role)].contains(&Some(RowRole::Headline)) {
                    let gap = usize::from(self.style.head_gap);
                    let blank = std::iter::repeat_n(Row::new(role, None), gap);
                    self.rows.splice(set..set, blank);
                }
                above = Some(role);
            }
        }
        let mut byline = article
            .byline
            .as_ref()
            .map_or_else(Shown::default, |b| self.shown(b, Space::Plain));
        if !facts.after_byline.is_empty() {
            if !byline.trimmed().is_empty() {
                byline.add_words(" · ");
            }
            byline.add_words(&self.style.script.spelled(&facts.after_byline));
        }
        self.centred(&byline, RowRole::Byline, None);
        if !self.rows.is_empty() {
            self.rows.push(Row::new(RowRole::Body, None));
        }
    }

    fn centred(&mut self, shown: &Shown, role: RowRole, block: Option<usize>) {
        centred(shown, role, block, self.width, &self.style, &mut self.rows);
    }

    /// A jump line: at the left above the text, at the right below it.
    fn jump(&mut self, words: &str, right: bool) {
        let shown = Shown::words(&self.style.script.spelled(words));
        let range = shown.trimmed();
        if range.is_empty() {
            return;
        }
        let mut lines = Vec::new();
        let indent = if right { 0 } else { self.em(self.style.indent) };
        let frame = self.frame(0, indent, 0);
        Typesetting::new(&shown, range, &self.style, frame).rows(
            RowRole::Jump,
            None,
            &Row::new(RowRole::Jump, None),
            &mut lines,
        );
        for line in lines {
            let mut row = Row::new(RowRole::Jump, None);
            if right {
                row.pad(self.style.even(self.measure.saturating_sub(line.width())));
            }
            row.join(&line);
            self.rows.push(row);
        }
    }

    /// Sets one block by its kind's rule.
    fn block(&mut self, block: &Block, number: usize, after_note: bool, stand: Stand) {
        let indent = self.em(self.style.indent);
        let step = u16::from(block.depth).min(4) * 2;
        let ragged = |frame: Frame| Frame {
            filling: frame.filling.min(Filling::Fair),
            ..frame
        };
        let shown = match block.kind {
            BlockKind::Code => Shown::of(&block.text, self.source, Space::Kept, false),
            BlockKind::Table => self.shown(&block.text, Space::Kept),
            BlockKind::Quote if is_item(block, self.source) => {
                let shown = self.shown(&block.text, Space::Lines);
                shown.bulleted().tasked()
            }
            BlockKind::List | BlockKind::Quote | BlockKind::Note => {
                self.shown(&block.text, Space::Lines)
            }
            _ => self.shown(&block.text, Space::Plain),
        };
        match block.kind {
            BlockKind::Paragraph if stand.is_within() => self.within_item(number, &shown, stand),
            BlockKind::Paragraph => {
                let frame = self.frame(0, indent, 0);
                self.set(&shown, RowRole::Body, number, "", frame);
            }
            BlockKind::Subhead => self.centred(&shown, RowRole::Subhead, Some(number)),
            BlockKind::Caption => {
                let first = shown.text.trim_start().chars().next();
                let marked = first.is_some_and(is_bullet);
                let frame = ragged(self.frame(self.inset(4), 2, 2));
                let mark = if marked { "" } else { "▴ " };
                let frame = if marked {
                    Frame { first: 0, ..frame }
                } else {
                    frame
                };
                self.set(&shown, RowRole::Caption, number, mark, frame);
            }
            BlockKind::Quote => {
                let item = is_item(block, self.source);
                let (fixed, own) = if item { self.numbering(&shown) } else { (0, 0) };
                // Items, and lines that the source parts, stand below one another where paragraphs begin.
                let (left, first) = if fixed > 0 || shown.text.contains('\n') {
                    (indent, 0)
                } else {
                    (0, indent)
                };
                let left = self.em(4).saturating_add(step).saturating_add(left);
                let frame = self.frame(left, first, self.hang(own));
                let frame = Frame { fixed, ..frame };
                let measure = frame.measure.saturating_sub(self.inset(4)).max(1);
                let frame = Frame { measure, ..frame };
                self.set(&shown, RowRole::Quote, number, "", frame);
            }
            BlockKind::Note => {
                // A note's own number stands out from it, as an item's does.
                let (fixed, own) = self.numbering(&shown);
                let frame = Frame {
                    fixed,
                    ..self.frame(self.em(4), 0, self.hang(own))
                };
                if !after_note && !opens_with_bracket(&shown) {
                    self.rule(number, RowRole::Note, frame.left, 8.min(frame.measure));
                }
                self.set(&shown, RowRole::Note, number, "", frame);
            }
            BlockKind::List => self.item(block, number, shown, stand),
            BlockKind::Verse => {
                let frame = ragged(self.frame(self.inset(4), 0, self.em(4)));
                self.set(&shown, RowRole::Verse, number, "", frame);
            }
            BlockKind::Image => self.image(block, number, shown),
            BlockKind::Table => table(&shown, number, self.width, &self.style, &mut self.rows),
            BlockKind::Code => self.code(&shown, number),
            BlockKind::Rule => {
                let cells = (self.measure / 3).max(1).min(self.width);
                let left = self.style.even((self.width - cells) / 2);
                self.rule(number, RowRole::Rule, left, cells);
            }
        }
    }

    /// Appends a text's lines, with leading between them.
    fn set(&mut self, shown: &Shown, role: RowRole, number: usize, mark: &str, frame: Frame) {
        let block = Some(number);
        let mut first = Row::new(role, block);
        first.add(&self.mark(mark), self.style.ambiguous);
        // A page too narrow for a mark does without.
        let frame = if frame.measure < first.width() + 4 {
            first = Row::new(role, block);
            Frame {
                first: 0,
                turned: 0,
                ..frame
            }
        } else {
            frame
        };
        let mut rows = Vec::new();
        let (mut at, mut frame) = (0, frame);
        for line in shown.text.split('\n') {
            let range = at..at + line.len();
            Typesetting::new(shown, range, &self.style, frame).rows(role, block, &first, &mut rows);
            at += line.len() + 1;
            // What a hard break parts goes on as a line that is turned.
            frame = Frame {
                first: frame.turned,
                fixed: 0,
                ..frame
            };
            first = Row::new(role, block);
        }
        let mut begun = true;
        for row in rows {
            if !begun {
                let blank = Row::new(role, block);
                let leading = usize::from(self.style.leading);
                self.rows.extend(std::iter::repeat_n(blank, leading));
            }
            // A line's readings stand right above it.
            begun = row.role == RowRole::Ruby;
            self.rows.push(row);
        }
    }

    /// Blank rows between blocks of two kinds.
    fn blank_between(&self, above: BlockKind, below: BlockKind) -> u16 {
        use BlockKind::{List, Note, Paragraph, Subhead, Verse};
        let gap = self.style.paragraph_gap;
        match (above, below) {
            (Paragraph | List | Subhead, Paragraph | List) => gap,
            (Verse, Verse) | (Note, Note) => 0,
            _ => gap.max(1),
        }
    }
}
