//! Correcting: what is told of the line one is at in the source view; undone and done again.

use super::asking::Asking;
use super::corrections::{Corrections, Fresh, Writing};
use super::parts::SourceParts;
use super::prompt::Prompt;
use super::{Effect, State};
use crate::correction::{Correction, Recurring, Role, Said};
use crate::issue::Span;
use crate::language::corrections::About;
use crate::language::words::Notice;

/// Lines that one key tells something at most, whatever the count: a story's, but no book's.
const MOST: usize = 1000;

impl State {
    /// Takes the corrections that the issue was read with; to be called before the first message.
    pub fn take_corrections(&mut self, list: Vec<Correction>, lines: Vec<Option<usize>>) {
        self.corrections = Corrections::new(list, lines);
    }

    /// Has the reader asked before corrections are written, as this file would be made for them; to be called before
    /// the first message.
    pub fn ask_before_writing(&mut self, file: String) {
        self.corrections.writing = Writing::Ask(file);
    }

    /// What is told of the issue's lines.
    pub fn corrections(&self) -> &[Correction] {
        &self.corrections.list
    }

    /// Asks for the page and the name of the section that begins at the line.
    pub(super) fn ask_section(&mut self) {
        if self.source.is_some() {
            self.asking = Some(Asking::Section(Prompt::default()));
        }
    }

    /// Takes the name typed for a section that begins at the line; none means that the line itself is its heading.
    pub(super) fn name_section(&mut self, name: &str, effects: &mut Vec<Effect>) {
        let name = name.trim();
        let said = if name.is_empty() {
            Said::Is(Role::Section)
        } else {
            Said::Section(name.to_owned())
        };
        self.tell(&said, 1, effects);
    }

    /// Tells something of the line one is at and of those after it, so many in all; blank ones do not count.
    pub(super) fn tell(&mut self, said: &Said, times: usize, effects: &mut Vec<Effect>) {
        let Some(source) = self.source else { return };
        let total = self.issue.line_starts.len();
        let mut list = self.corrections.list.clone();
        let mut lines = self.corrections.lines.clone();
        let times = times.min(MOST);
        let alike = Recurring::of(&self.issue);
        let (mut left, mut numbers) = (times, Vec::new());
        for line in source.line(&self.issue)..=total {
            if left == 0 {
                break;
            }
            let known = self.corrections.position(line);
            if let Some((n, known)) = known.and_then(|n| Some((n, list.get_mut(n)?))) {
                if !known.says(said) {
                    known.say(said.clone());
                    numbers.push(n);
                }
            } else if let Some(mut new) = Correction::among(&self.issue, line, &alike) {
                new.say(said.clone());
                numbers.push(list.len());
                list.push(new);
                lines.push(Some(line));
            } else if left == times {
                self.say(&Notice::Correcting(About::BlankLine));
                return;
            } else {
                continue;
            }
            left -= 1;
        }
        if numbers.is_empty() {
            self.say(&Notice::Correcting(About::Already));
            return;
        }
        let undone = self.corrections.change(list);
        self.corrections.fresh = Some(Fresh {
            said: said.clone(),
            numbers,
            lines: std::mem::replace(&mut self.corrections.lines, lines),
            undone,
        });
        let about = if self.corrections.writing == Writing::No {
            About::ToldForNow(said.clone())
        } else {
            About::Told(said.clone())
        };
        self.say(&Notice::Correcting(about));
        effects.push(Effect::ReadAgain);
    }

    /// Takes back all that is told of the line one is at.
    pub(super) fn unsay(&mut self, effects: &mut Vec<Effect>) {
        let Some(source) = self.source else { return };
        let Some(at) = self.corrections.position(source.line(&self.issue)) else {
            self.say(&Notice::Correcting(About::Nothing));
            return;
        };
        let mut list = self.corrections.list.clone();
        list.remove(at);
        self.corrections.change(list);
        self.corrections.lines.remove(at);
        self.say(&Notice::Correcting(About::TakenBack));
        effects.push(Effect::ReadAgain);
    }

    /// Undoes what was told last, or tells again what was undone.
    pub(super) fn go_back(&mut self, undo: bool, effects: &mut Vec<Effect>) {
        let corrections = &mut self.corrections;
        let (from, to) = if undo {
            (&mut corrections.done, &mut corrections.undone)
        } else {
            (&mut corrections.undone, &mut corrections.done)
        };
        let Some(list) = from.pop() else {
            self.say(if undo {
                &Notice::Correcting(About::NoUndo)
            } else {
                &Notice::Correcting(About::NoRedo)
            });
            return;
        };
        to.push(std::mem::replace(&mut corrections.list, list));
        // Which line each stands at is told by the reading that follows.
        corrections.lines = vec![None; corrections.list.len()];
        self.say(if undo {
            &Notice::Correcting(About::Undone)
        } else {
            &Notice::Correcting(About::Redone)
        });
        effects.push(Effect::ReadAgain);
    }

    /// Goes to the line of the next defect, or of the one before, in the source view.
    pub(super) fn doubt(&mut self, times: usize, onwards: bool, effects: &mut Vec<Effect>) {
        let here = self.source.map_or_else(
            || self.issue.line_of(self.byte_on_screen()),
            |source| source.line(&self.issue),
        );
        let mut lines: Vec<usize> = self.defects.iter().map(|d| d.line).collect();
        lines.sort_unstable();
        lines.dedup();
        let at = if onwards {
            let open = self.source.is_some();
            // Where the source is not open yet, the line at the top of the screen is one to go to.
            let after = lines.partition_point(|l| *l < here + usize::from(open));
            after.checked_add(times - 1)
        } else {
            lines.partition_point(|l| *l < here).checked_sub(times)
        };
        let Some(line) = at.and_then(|n| lines.get(n)) else {
            self.say(if lines.is_empty() {
                &Notice::Correcting(About::NoDoubt)
            } else if onwards {
                &Notice::Correcting(About::LastDoubt)
            } else {
                &Notice::Correcting(About::FirstDoubt)
            });
            return;
        };
        if self.source.is_none() {
            self.open_source(effects);
        }
        if let Some(mut source) = self.source {
            source.place_line(&self.issue, *line);
            self.source = Some(source);
        }
        self.follow_source(effects);
    }

    /// Takes the answer whether corrections may be written.
    pub(super) fn let_write(&mut self, may: bool, effects: &mut Vec<Effect>) {
        if may {
            self.corrections.writing = Writing::Yes;
            effects.push(Effect::KeepCorrections);
        } else {
            self.corrections.writing = Writing::No;
            self.say(&Notice::Correcting(About::NotWritten));
        }
    }

    /// The first byte of the article that is on screen.
    pub(super) fn byte_on_screen(&self) -> u32 {
        match self.current() {
            Some(article) if self.reading.view.top == 0 => article.hull().start,
            _ => self.reading.galley.byte_of(self.reading.view.top),
        }
    }

    /// Shows beside the source the article that its line stands in, at that line.
    pub(super) fn follow_source(&mut self, effects: &mut Vec<Effect>) {
        let Some(source) = self.source else { return };
        let line = source.line_span(&self.issue);
        let parts = self.parts();
        let place = parts.within(line);
        let number = |n: u32| usize::try_from(n).ok();
        let article = place
            .and_then(|p| p.article)
            .and_then(number)
            .or_else(|| parts.article_at(line.start));
        if let Some(article) = article {
            self.show_article(article, effects);
            let byte = place.map_or(line.start, |p| p.span.start.max(line.start));
            let row = self.reading.galley.row_of(byte);
            self.reading.show(row);
        }
    }

    /// What the places of the source were read as; looked up once.
    fn parts(&mut self) -> &SourceParts {
        let (issue, index) = (&self.issue, &self.index);
        self.parts
            .get_or_insert_with(|| SourceParts::of(issue, index))
    }

    /// What the line one is at in the source view was read as, and what is told of it.
    pub fn line_read(&self) -> Option<(Option<super::parts::SourcePart>, Option<&Correction>)> {
        let source = self.source?;
        let line: Span = source.line_span(&self.issue);
        let place = self.parts.as_ref().and_then(|p| p.within(line));
        Some((place, self.corrections.at(source.line(&self.issue))))
    }
}
