//! Taking up the issue that the outside reads anew with what was told.

use super::asking::Asking;
use super::corrections::{Reread, Writing};
use super::history::{Anchor, Spot};
use super::index::Index;
use super::parts::SourceParts;
use super::{Effect, State};
use crate::issue::Defect;
use crate::language::corrections::About;
use crate::language::words::Notice;

impl State {
    /// Takes up the issue read anew: everything that named an article by its number is led to where its text is now.
    pub(super) fn take_up(&mut self, reread: Reread, effects: &mut Vec<Effect>) {
        if reread.issue.source != self.issue.source {
            return;
        }
        if let Some(why) = self.corrections.take_back(&reread.unmet) {
            self.say(&Notice::Correcting(About::Unmet(why)));
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
        defects.retain(Defect::is_of_bytes);
        defects.extend(reread.defects.into_iter().filter(|d| !d.is_of_bytes()));
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
        let parts = SourceParts::of(&self.issue, &self.index);
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
        self.lay_out(self.layout.window.width, self.layout.window.height);
        self.set();
        self.show_in_contents();
        if self.source.is_some() {
            self.follow_source(effects);
        }
        effects.push(Effect::Keep);
        match &self.corrections.writing {
            Writing::Yes => effects.push(Effect::KeepCorrections),
            Writing::Ask(file) if !self.corrections.list.is_empty() => {
                self.asking = Some(Asking::Write(file.clone()));
            }
            Writing::Ask(_) | Writing::No => {}
        }
    }
}
