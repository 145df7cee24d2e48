//! A shown text in another script, every byte of it with its way back to the source still.

use super::{
    super::script::{Names, Script},
    Shown,
};
use crate::issue::Span;

impl Shown {
    /// The same in a script, if any of it is written otherwise there. Its source tells what it is written in where it
    /// does not tell by itself.
    #[must_use]
    pub fn in_script(self, script: Script, source: &str) -> Self {
        self.named_in_script(script, source, &Names::default())
    }

    /// The same where these names keep their form.
    #[must_use]
    pub fn named_in_script(self, script: Script, source: &str, names: &Names) -> Self {
        if !self.han {
            return self;
        }
        match script.respell(&self.text, names, || self.around(source)) {
            // Each character has as many bytes: all stretches stand as they are.
            Some(respelled) if respelled.even => Self {
                text: self.but_code(respelled.text),
                ..self
            },
            Some(respelled) => self.uneven(&self.but_code(respelled.text)),
            None => self,
        }
    }

    /// The same with other characters, each for one, where some have more or fewer bytes.
    fn uneven(&self, text: &str) -> Self {
        let mut shown = Self {
            text: String::with_capacity(text.len()),
            han: self.han,
            parts: self.parts.clone().moved(&self.text, text),
            stretches: Vec::with_capacity(self.stretches.len() + 2),
        };
        let mut new = text.chars();
        for place in self.places(0..self.text.len()) {
            let own = self.text.get(place.range).unwrap_or("");
            let Some(mut span) = place.source.filter(|s| s.len() == own.len()) else {
                let text: String = new.by_ref().take(own.chars().count()).collect();
                shown.push_as(&text, place.source);
                continue;
            };
            for (from, to) in own.chars().zip(new.by_ref()) {
                span.end = span.start + Span::new(0, from.len_utf8()).end;
                shown.push(to.encode_utf8(&mut [0; 4]), span);
                span.start = span.end;
            }
        }
        shown
    }

    /// What stands around the text in its source: some hundred characters on both sides.
    fn around<'a>(&self, source: &'a str) -> &'a str {
        const BYTES: usize = 1500;
        let mut spans = self.stretches.iter().filter_map(|s| s.source);
        let Some(first) = spans.next() else { return "" };
        let last = spans.next_back().unwrap_or(first);
        let mut from = (first.start as usize)
            .saturating_sub(BYTES)
            .min(source.len());
        let mut to = (last.end as usize + BYTES).min(source.len());
        while !source.is_char_boundary(from) {
            from += 1;
        }
        while !source.is_char_boundary(to) {
            to -= 1;
        }
        source.get(from..to).unwrap_or("")
    }
}
