//! Correcting: what is told of the line one is at in the source view; undone and done again; and taking up the
//! issue that the outside reads anew with it.

use super::finding::Asking;
use super::history::{Anchor, Spot};
use super::index::Index;
use super::parts::Parts;
use super::prompt::Prompt;
use super::{Effect, Message, State};
use crate::correction::{Alike, Correction, Role, Said};
use crate::issue::{Defect, Issue, Span};
use crate::language::corrections::About;
use crate::language::words::Notice;

/// Lines that one key tells something at most, whatever the count: a story's, but no book's.
const MOST: usize = 1000;

/// Corrections with what was done and undone.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Corrections {
    list: Vec<Correction>,
    /// For each the line that it stands at, counted from 1; `None` where it is not applied.
    lines: Vec<Option<usize>>,
    done: Vec<Vec<Correction>>,
    undone: Vec<Vec<Correction>>,
}

impl Corrections {
    /// Corrections, each with the line it stands at.
    pub fn new(list: Vec<Correction>, lines: Vec<Option<usize>>) -> Self {
        Self {
            list,
            lines,
            ..Self::default()
        }
    }

    /// What is told of a line.
    pub fn at(&self, line: usize) -> Option<&Correction> {
        self.list.get(self.position(line)?)
    }

    fn position(&self, line: usize) -> Option<usize> {
        self.lines.iter().position(|l| *l == Some(line))
    }

    /// Takes another list, the one before kept to go back to.
    fn change(&mut self, list: Vec<Correction>) {
        self.done.push(std::mem::replace(&mut self.list, list));
        self.undone.clear();
    }
}

/// An issue read anew.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reread {
    /// The issue; its source is the one before.
    pub issue: Issue,
    /// What was not as it should be.
    pub defects: Vec<Defect>,
    /// For each correction the line that it stands at.
    pub lines: Vec<Option<usize>>,
}

impl State {
    /// Takes the corrections that the issue was read with; to be called before the first message.
    pub fn take_corrections(&mut self, list: Vec<Correction>, lines: Vec<Option<usize>>) {
        self.corrections = Corrections::new(list, lines);
    }

    /// What is told of the issue's lines.
    pub fn corrections(&self) -> &[Correction] {
        &self.corrections.list
    }

    pub(super) fn correct(&mut self, message: Message, times: usize, effects: &mut Vec<Effect>) {
        match message {
            Message::Say(said) => self.tell(&said, times, effects),
            Message::AskSection if self.source.is_some() => {
                self.asking = Some(Asking::Section(Prompt::default()));
            }
            Message::Unsay => self.unsay(effects),
            Message::Undo => self.go_back(true, effects),
            Message::Redo => self.go_back(false, effects),
            Message::NextDoubt => self.doubt(times, true, effects),
            Message::PreviousDoubt => self.doubt(times, false, effects),
            Message::Reread(reread) => self.take_up(*reread, effects),
            _ => {}
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
    fn tell(&mut self, said: &Said, times: usize, effects: &mut Vec<Effect>) {
        let Some(source) = self.source else { return };
        let total = self.issue.line_starts.len();
        let mut list = self.corrections.list.clone();
        let mut lines = self.corrections.lines.clone();
        let times = times.min(MOST);
        let mut left = times;
        let mut changed = false;
        let issue = &self.issue;
        let alike = Alike::of(issue);
        for line in source.line(issue)..=total {
            if left == 0 {
                break;
            }
            if let Some(known) = self
                .corrections
                .position(line)
                .and_then(|n| list.get_mut(n))
            {
                changed |= !known.says(said);
                known.say(said.clone());
            } else if let Some(mut new) = Correction::among(issue, line, &alike) {
                new.say(said.clone());
                list.push(new);
                lines.push(Some(line));
                changed = true;
            } else if left == times {
                self.say(&Notice::Correcting(About::BlankLine));
                return;
            } else {
                continue;
            }
            left -= 1;
        }
        if !changed {
            self.say(&Notice::Correcting(About::Already));
            return;
        }
        self.corrections.change(list);
        self.corrections.lines = lines;
        self.say(&Notice::Correcting(About::Told(said.clone())));
        effects.push(Effect::ReadAgain);
    }

    /// Takes back all that is told of the line one is at.
    fn unsay(&mut self, effects: &mut Vec<Effect>) {
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

    fn go_back(&mut self, undo: bool, effects: &mut Vec<Effect>) {
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
    fn doubt(&mut self, times: usize, onwards: bool, effects: &mut Vec<Effect>) {
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

    /// Takes up the issue read anew: everything that named an article by its number is led to where its text is now.
    fn take_up(&mut self, reread: Reread, effects: &mut Vec<Effect>) {
        if reread.issue.source != self.issue.source {
            return;
        }
        let [read, bookmarks] = self.marks.keys(&self.issue, &self.index);
        let byte_of = |state: &Self, spot: Spot| {
            let hull = || state.index.article(&state.issue, spot.article);
            spot.anchor.byte.or_else(|| Some(hull()?.hull().start))
        };
        let places: Vec<Option<u32>> = (0..self.index.len())
            .map(|article| {
                let anchor = self.anchors.get(article).copied().unwrap_or_default();
                byte_of(self, Spot { article, anchor })
            })
            .collect();
        let here = byte_of(self, self.spot());
        let anchors = std::mem::take(&mut self.anchors);
        // What is known of the bytes themselves does not change with their reading.
        let mut defects: Vec<Defect> = std::mem::take(&mut self.defects);
        defects.retain(|d| d.kind == "encoding");
        defects.extend(reread.defects.into_iter().filter(|d| d.kind != "encoding"));
        defects.sort_by_key(|d| d.line);
        self.defects = defects;
        let told = self
            .corrections
            .lines
            .iter()
            .filter(|l| l.is_some())
            .count();
        self.corrections.lines = reread.lines;
        let applied = self
            .corrections
            .lines
            .iter()
            .filter(|l| l.is_some())
            .count();
        if applied < told {
            self.say(&Notice::Correcting(About::NotApplied));
        }
        self.issue = reread.issue;
        self.index = Index::of(&self.issue);
        let parts = Parts::of(&self.issue, &self.index);
        self.anchors = vec![Anchor::default(); self.index.len()];
        for (anchor, place) in anchors.into_iter().zip(places.iter().copied()) {
            let article = anchor.byte.and(place).and_then(|b| parts.article_at(b));
            if let Some(slot) = article.and_then(|a| self.anchors.get_mut(a)) {
                *slot = anchor;
            }
        }
        self.marks = super::marks::Marks::none(self.index.len());
        self.marks.take(&self.issue, &self.index, &read, &bookmarks);
        self.history.lead(|spot| {
            let byte = spot.anchor.byte.or_else(|| *places.get(spot.article)?)?;
            let article = parts.article_at(byte)?;
            Some(Spot { article, ..spot })
        });
        self.search = super::search::Search::default();
        self.corpus = None;
        let article = here.and_then(|byte| parts.article_at(byte)).unwrap_or(0);
        self.article = article.min(self.index.len().saturating_sub(1));
        self.source_from = self.source_from.map(|_| self.article);
        self.parts = Some(parts);
        self.set();
        self.show_in_contents();
        if self.source.is_some() {
            self.follow_source(effects);
        }
        effects.push(Effect::Keep);
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
    fn parts(&mut self) -> &Parts {
        let (issue, index) = (&self.issue, &self.index);
        self.parts.get_or_insert_with(|| Parts::of(issue, index))
    }

    /// What the line one is at in the source view was read as, and what is told of it.
    pub fn line_read(&self) -> Option<(Option<super::parts::Place>, Option<&Correction>)> {
        let source = self.source?;
        let line: Span = source.line_span(&self.issue);
        let place = self.parts.as_ref().and_then(|p| p.within(line));
        Some((place, self.corrections.at(source.line(&self.issue))))
    }
}
