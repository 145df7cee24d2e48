//! A picture: its words in a row, and what opens it.

use super::{
    super::{
        RowRole,
        display::{Shown, Space},
        frame::Filling,
        links::Link,
        paragraph::Frame,
    },
    page::Page,
};
use crate::issue::{Block, Span, Text};

impl Page<'_> {
    /// Sets a picture: its description, or the name of its file. A file that no address leads to is named beside it.
    pub(super) fn image(&mut self, block: &Block, number: usize, shown: Shown) {
        let hull = block.text.hull();
        let wordless = shown.trimmed().is_empty();
        // The file's name stands behind the place of the words, and before the picture's end.
        let end = if wordless { u32::MAX } else { hull.end };
        let near = Span {
            start: hull.start,
            end: end.max(hull.start.saturating_add(1)),
        };
        let own = |link: &&Link| {
            let before = self
                .source
                .get(near.start as usize..link.span.start as usize);
            link.leads_out() && before.is_some_and(|b| !b.contains([')', '\n']))
        };
        let link = self.whole.notes.links_in(near).first().filter(own);
        let mut shown = shown;
        if let Some(link) = link {
            if wordless {
                shown = self.shown(&Text::at(link.span), Space::Plain);
            } else if link.says_so && link.span.of(self.source).trim() != link.address {
                shown.add_words("  ");
                shown.add_words(&link.address);
            }
        }
        // A name of a file, or a description in another language, says nothing of the reader's.
        let mark = if self.whole.alphabetic {
            "[image] "
        } else {
            &self.style.script.spelled("〔图〕 ")
        };
        if shown.trimmed().is_empty() {
            self.centred(&Shown::words(mark), RowRole::Image, Some(number));
            return;
        }
        let first = self.cells_of(mark);
        let turned = first.min(self.em(8));
        let frame = self.frame(self.inset(4), first, turned);
        let frame = Frame {
            filling: frame.filling.min(Filling::Fair),
            ..frame
        };
        self.set(&shown, RowRole::Image, number, mark, frame);
    }
}
