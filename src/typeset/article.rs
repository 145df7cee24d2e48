//! An article: its head, its blocks each by its own rule, and the blank rows between them.

mod signed;
mod telling;
mod whole;

use super::{
    Facts, Galley, Role, Row, Style,
    cluster::{self, text_width},
    code::code,
    display::{Shown, Space},
    em,
    frame::Filling,
    heading::centred,
    list::{is_bullet, numbering},
    paragraph::{Frame, Setting},
    table::table,
    upright,
};
use crate::issue::{Article, Block, BlockKind, Text};
pub use signed::Signed;
use std::borrow::Cow;
use telling::{opens_with_bracket, repeats};
pub use whole::Whole;

/// Sets an article on a page of `width` cells (the gutter for hanging marks is inside it).
pub fn compose(
    article: &Article,
    source: &str,
    facts: &Facts,
    width: u16,
    style: &Style,
) -> Galley {
    let whole = Whole::of(article, source);
    compose_part(article, source, facts, whole, width, style)
}

/// Sets a part of an article, whose notes and names are those of the whole.
pub fn compose_part(
    article: &Article,
    source: &str,
    facts: &Facts,
    whole: Whole,
    width: u16,
    style: &Style,
) -> Galley {
    let style = style.on(width);
    let mut page = Page {
        source,
        width: width.max(1),
        measure: width.saturating_sub(style.gutter()).max(1),
        style,
        whole,
        rows: Vec::new(),
    };
    page.head(article, facts);
    page.jump(&facts.comes_from, false);
    let mut before = None;
    for (number, block) in page.whole.notes.in_order(article, source) {
        let set = page.rows.len();
        let signed = page.whole.signed.group(block).map(<[Text]>::to_vec);
        match &signed {
            Some(group) => page.signed(block, number, group),
            None => page.block(block, number, before == Some(BlockKind::Note)),
        }
        if page.rows.len() > set {
            let blank = before.map_or(0, |kind| page.blank_between(kind, block.kind));
            let blank = if signed.is_some() { 0 } else { blank };
            let rows = std::iter::repeat_n(Row::new(Role::Body, None), usize::from(blank));
            page.rows.splice(set..set, rows);
            before = Some(block.kind);
        }
    }
    page.jump(&facts.goes_on, true);
    while page
        .rows
        .last()
        .is_some_and(|r| r.block.is_none() && r.text().is_empty())
    {
        page.rows.pop();
    }
    Galley::new(page.rows)
}

/// A page being filled.
struct Page<'a> {
    source: &'a str,
    width: u16,
    measure: u16,
    style: Style,
    whole: Whole,
    rows: Vec<Row>,
}

impl Page<'_> {
    fn shown(&self, text: &Text, space: Space) -> Shown {
        let (source, style) = (self.source, &self.style);
        let shown = Shown::noted(text, source, space, style.fullwidth, &self.whole.notes);
        shown.named_in_script(style.script, source, &self.whole.names)
    }

    /// 2 em, or 1 em where the measure is short.
    fn em(&self, cells: u16) -> u16 {
        em(cells, self.measure)
    }

    /// Cells that a block stands in from the margin: none where the measure is short, and words need it all.
    fn inset(&self, cells: u16) -> u16 {
        if self.measure < 24 { 0 } else { cells }
    }

    /// Column, kicker, headline, deck and byline, and a blank row below them.
    fn head(&mut self, article: &Article, facts: &Facts) {
        if let Some(column) = article.column.as_ref().filter(|c| !repeats(c, article)) {
            let mut shown = Shown::words("【");
            shown.append(&self.shown(column, Space::Plain));
            shown.add_words("】");
            self.centred(&shown, Role::Column, None);
        }
        for (text, role) in [
            (&article.kicker, Role::Kicker),
            (&article.headline, Role::Headline),
            (&article.deck, Role::Deck),
        ] {
            if let Some(text) = text {
                self.centred(&self.shown(text, Space::Plain), role, None);
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
        self.centred(&byline, Role::Byline, None);
        if !self.rows.is_empty() {
            self.rows.push(Row::new(Role::Body, None));
        }
    }

    fn centred(&mut self, shown: &Shown, role: Role, block: Option<usize>) {
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
        Setting::new(&shown, range, &self.style, frame).rows(
            Role::Jump,
            None,
            &Row::new(Role::Jump, None),
            &mut lines,
        );
        for line in lines {
            let mut row = Row::new(Role::Jump, None);
            if right {
                row.pad(self.style.even(self.measure.saturating_sub(line.width())));
            }
            row.join(&line);
            self.rows.push(row);
        }
    }

    fn frame(&self, left: u16, first: u16, turned: u16) -> Frame {
        let left = self.style.even(left.min(self.measure / 4));
        Frame {
            left,
            measure: (self.measure - left).max(1),
            first,
            turned,
            fixed: 0,
            filling: self.style.filling(),
        }
    }

    /// Sets one block by its kind's rule.
    fn block(&mut self, block: &Block, number: usize, after_note: bool) {
        let indent = self.em(self.style.indent);
        let step = u16::from(block.depth).min(4) * 2;
        let ragged = |frame: Frame| Frame {
            filling: frame.filling.min(Filling::Fair),
            ..frame
        };
        let shown = match block.kind {
            BlockKind::Code => Shown::of(&block.text, self.source, Space::Kept, false),
            BlockKind::Table => self.shown(&block.text, Space::Kept),
            _ => self.shown(&block.text, Space::Plain),
        };
        match block.kind {
            BlockKind::Paragraph => {
                let frame = self.frame(0, indent, 0);
                self.set(&shown, Role::Body, number, "", frame);
            }
            BlockKind::Subhead => self.centred(&shown, Role::Subhead, Some(number)),
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
                self.set(&shown, Role::Caption, number, mark, frame);
            }
            BlockKind::Quote => {
                let frame = self.frame(self.em(4).saturating_add(step), indent, 0);
                let measure = frame.measure.saturating_sub(self.inset(4)).max(1);
                let frame = Frame { measure, ..frame };
                self.set(&shown, Role::Quote, number, "", frame);
            }
            BlockKind::Note => {
                // A note's own number stands out from it, as an item's does.
                let (fixed, own) = self.numbering(&shown);
                let frame = Frame {
                    fixed,
                    ..self.frame(self.em(4), 0, own.min(self.em(8)))
                };
                if !after_note && !opens_with_bracket(&shown) {
                    self.rule(number, Role::Note, frame.left, 8.min(frame.measure));
                }
                self.set(&shown, Role::Note, number, "", frame);
            }
            BlockKind::List => {
                let (fixed, own) = self.numbering(&shown);
                let left = self.inset(4).saturating_add(step);
                // The item's own mark is shown, so that the page holds what the source and the exports have.
                let mark = match block.item_mark(self.source) {
                    _ if own > 0 => String::new(),
                    "" => "▪ ".to_owned(),
                    mark => format!("{mark} "),
                };
                let cells = self.cells_of(&mark);
                let (first, turned) = if own > 0 {
                    (0, own.min(self.em(8)))
                } else {
                    (cells, cells)
                };
                let frame = Frame {
                    fixed,
                    ..self.frame(left, first, turned)
                };
                self.set(&shown, Role::List, number, &mark, frame);
            }
            BlockKind::Verse => {
                let frame = ragged(self.frame(self.inset(4), 0, self.em(4)));
                self.set(&shown, Role::Verse, number, "", frame);
            }
            BlockKind::Image => {
                let mark = if shown.han || shown.text.is_empty() {
                    &self.style.script.spelled("〔图〕 ")
                } else {
                    "[image] "
                };
                if shown.trimmed().is_empty() {
                    self.centred(&Shown::words(mark), Role::Image, Some(number));
                } else {
                    let first = self.cells_of(mark);
                    let turned = first.min(self.em(8));
                    let frame = ragged(self.frame(self.inset(4), first, turned));
                    self.set(&shown, Role::Image, number, mark, frame);
                }
            }
            BlockKind::Table => table(&shown, number, self.width, &self.style, &mut self.rows),
            BlockKind::Code => self.code(&shown, number),
            BlockKind::Rule => {
                let cells = (self.measure / 3).max(1).min(self.width);
                let left = self.style.even((self.width - cells) / 2);
                self.rule(number, Role::Rule, left, cells);
            }
        }
    }

    /// Appends the rows of code. They stand in as paragraphs begin, where none is cut for it.
    fn code(&mut self, shown: &Shown, number: usize) {
        let inset = self.inset(self.em(self.style.indent));
        let room = usize::from(self.width.saturating_sub(inset));
        let mut lines = shown.text.split('\n');
        let fits = lines.all(|line| text_width(line, self.style.ambiguous) <= room);
        let stays = !fits || shown.text.contains('\t') || self.style.vertical;
        let mut rows = Vec::new();
        code(shown, number, self.width, &self.style, &mut rows);
        self.rows.extend(rows.into_iter().map(|row| {
            if stays || row.width() == 0 {
                return row;
            }
            let mut own = Row::new(row.role, row.block);
            own.pad(inset);
            own.join(&row);
            own
        }));
    }

    /// A mark of the program's own as it stands before a text. Down a line it has a row to itself.
    fn mark<'m>(&self, mark: &'m str) -> Cow<'m, str> {
        if self.style.vertical {
            Cow::Owned(upright::words(mark.trim_end(), self.style.ambiguous))
        } else {
            Cow::Borrowed(mark)
        }
    }

    /// Cells that a mark takes.
    fn cells_of(&self, mark: &str) -> u16 {
        u16::try_from(text_width(&self.mark(mark), self.style.ambiguous)).unwrap_or(2)
    }

    /// An item's own numbering, in bytes and cells.
    fn numbering(&self, shown: &Shown) -> (usize, u16) {
        let (bytes, cells) = numbering(shown, self.style.ambiguous);
        if !self.style.vertical {
            return (bytes, cells);
        }
        let text = shown.text.get(shown.trimmed()).unwrap_or("");
        let cells = upright::text_cells(text.get(..bytes).unwrap_or(""));
        (bytes, u16::try_from(cells).unwrap_or(0))
    }

    fn rule(&mut self, number: usize, role: Role, left: u16, cells: u16) {
        let mut row = Row::new(role, Some(number));
        row.pad(left);
        let ambiguous = self.style.ambiguous;
        if self.style.vertical {
            let stroke = upright::words("─", ambiguous);
            row.add(&stroke.repeat(usize::from(cells / upright::ROW)), ambiguous);
        } else {
            row.add(&cluster::rule('─', cells.into(), ambiguous), ambiguous);
        }
        self.rows.push(row);
    }

    /// Appends a text's lines, with leading between them.
    fn set(&mut self, shown: &Shown, role: Role, number: usize, mark: &str, frame: Frame) {
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
        Setting::new(shown, 0..shown.text.len(), &self.style, frame)
            .rows(role, block, &first, &mut rows);
        let mut begun = true;
        for row in rows {
            if !begun {
                let blank = Row::new(role, block);
                let leading = usize::from(self.style.leading);
                self.rows.extend(std::iter::repeat_n(blank, leading));
            }
            // A line's readings stand right above it.
            begun = row.role == Role::Ruby;
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
