//! Raised numbers for the marks of notes, and code known by its ticks and left in its own script.

use super::{
    super::{
        addresses::addresses,
        cluster::Ambiguous,
        list::numbering,
        marks::Change,
        notes::{Notes, raised},
    },
    Note, Shown,
    parts::ticked,
};
use crate::issue::Span;
use std::ops::Range;

impl Shown {
    /// The same with code known by ticks that are shown.
    pub(super) fn ticked(mut self) -> Self {
        if self.text.contains('`') {
            let mut code = std::mem::take(&mut self.parts.code);
            let apart = |own: &Range<usize>| {
                let first = code.partition_point(|c| c.end <= own.start);
                code.get(first).is_none_or(|c| own.end <= c.start)
            };
            let own: Vec<_> = ticked(&self.text).into_iter().filter(apart).collect();
            code.extend(own);
            code.sort_unstable_by_key(|c| c.start);
            self.parts.code = code;
        }
        self
    }

    /// The same with numbers for the marks of notes.
    pub(super) fn numbered(self, notes: &Notes) -> Self {
        let mut marks = notes.marks(&self.text);
        marks.retain(|mark| !self.parts.is_code(mark.range.start));
        if marks.is_empty() {
            return self;
        }
        let changes: Vec<Change> = marks
            .iter()
            .map(|mark| Change {
                at: mark.range.start,
                len: mark.range.len(),
                to: raised(mark.number).into(),
            })
            .collect();
        let mut shown = self.changed(&changes);
        let linked = shown.parts.notes.len();
        // A number may be longer than its mark.
        let (mut lost, mut gained) = (0, 0);
        for (mark, change) in marks.into_iter().zip(changes) {
            let start = change.at + gained - lost;
            let range = start..start + change.to.len();
            lost += change.len;
            gained += change.to.len();
            shown.parts.notes.push(Note {
                range,
                number: mark.number,
                defines: mark.defines,
            });
        }
        if linked > 0 {
            shown.parts.notes.sort_by_key(|note| note.range.start);
        }
        shown
    }

    /// Puts the number of a link behind its words, where a part of the source ends them.
    pub(super) fn link(&mut self, part: Span, notes: &Notes) {
        if !part.is_empty()
            && let Some(number) = notes.behind(part.end)
        {
            let from = self.text.len();
            self.push_as(&raised(number), None);
            self.parts.notes.push(Note {
                range: from..self.text.len(),
                number,
                defines: false,
            });
        }
    }

    /// The same with a bullet for the mark of an item at its start.
    #[must_use]
    pub fn bulleted(self) -> Self {
        let at = self.trimmed().start;
        let rest = self.text.get(at..).unwrap_or("");
        if !["- ", "* ", "+ "].iter().any(|mark| rest.starts_with(mark)) {
            return self;
        }
        // A task's box is its mark.
        let task = ["[ ] ", "[x] ", "[X] "];
        let task = task
            .iter()
            .any(|mark| rest.get(2..).is_some_and(|r| r.starts_with(mark)));
        self.changed(&[Change {
            at,
            len: if task { 2 } else { 1 },
            to: if task { "" } else { "•" }.into(),
        }])
    }

    /// The same with a box for the mark of a task: `[ ]` or `[x]`, at its start or behind its number.
    #[must_use]
    pub fn tasked(self) -> Self {
        let (number, _) = numbering(&self, Ambiguous::Narrow);
        let at = self.trimmed().start + number;
        let rest = self.text.get(at..).unwrap_or("");
        let boxed = rest
            .get(..3)
            .filter(|_| rest.get(3..).is_some_and(|r| r.starts_with(' ')));
        let to = match boxed {
            Some("[ ]") => "☐",
            Some("[x]" | "[X]") => "☑",
            _ => return self,
        };
        self.changed(&[Change {
            at,
            len: 3,
            to: to.into(),
        }])
    }

    /// Its characters in another script, but those of code and of addresses as they are.
    pub(super) fn but_code(&self, text: String) -> String {
        let addresses = addresses(&self.text);
        if self.parts.code.is_empty() && addresses.is_empty() {
            return text;
        }
        let mut addresses = addresses.into_iter().peekable();
        let own = self.text.char_indices().zip(text.chars());
        let kept = own.map(|((at, from), to)| {
            while addresses.next_if(|address| address.end <= at).is_some() {}
            let within = addresses.peek().is_some_and(|address| address.start <= at);
            let stays = within || self.parts.is_code(at);
            if stays { from } else { to }
        });
        kept.collect()
    }
}
