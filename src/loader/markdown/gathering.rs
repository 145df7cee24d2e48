//! The text of one paragraph, gathered from the parser's events, with what it is made of.

use crate::issue::{Run, Span, Text};
use crate::loader::{inline, texts};
use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

/// A text as gathered, with what it is made of.
#[derive(Default)]
pub(super) struct Gathered {
    pub text: Text,
    /// Characters before each hard break.
    pub breaks: Vec<usize>,
    /// Descriptions of the pictures in it.
    pub images: Vec<Text>,
    /// Whether it stands in `<small>`.
    pub small: bool,
    /// Whether all of it is strong.
    pub strong: bool,
    /// Whether all of it is emphasised.
    pub emphasis: bool,
}

#[derive(Default)]
pub(super) struct Gathering {
    pub runs: Vec<Run>,
    pub pending: Option<char>,
    pub soft: bool,
    pub breaks: Vec<usize>,
    pub images: Vec<Text>,
    pub image: Option<Text>,
    pub small: bool,
    pub strong: u8,
    pub emphasis: u8,
    pub plain: bool,
    pub any_strong: bool,
    pub any_emphasis: bool,
}

impl Gathering {
    pub fn take(&mut self, source: &str, base: usize, event: Event<'_>, range: Range<usize>) {
        let place = Span::new(base + range.start, base + range.end);
        match event {
            Event::Text(words) => {
                if let Some(image) = &mut self.image {
                    inline::push(source, place, &words, &mut None, &mut image.runs);
                    return;
                }
                self.plain |= self.strong == 0 && self.emphasis == 0;
                self.any_strong |= self.strong > 0;
                self.any_emphasis |= self.emphasis > 0;
                if std::mem::take(&mut self.soft) {
                    let before = self.runs.last().map_or("", |r| r.span.of(source));
                    self.pending = inline::joint(before, &words);
                }
                inline::push(source, place, &words, &mut self.pending, &mut self.runs);
            }
            Event::Code(_) => {
                self.plain = true;
                let code = place.of(source);
                let ticks = code.bytes().take_while(|b| *b == b'`').count();
                let inner = Span {
                    start: place.start + Span::new(0, ticks).end,
                    end: place.end - Span::new(0, ticks.min(code.len())).end,
                };
                if std::mem::take(&mut self.soft) {
                    self.pending = Some(' ');
                }
                self.runs.push(Run {
                    span: inner,
                    joint: self.pending.take(),
                });
            }
            Event::SoftBreak => self.soft = true,
            Event::HardBreak => {
                let count = Text {
                    runs: self.runs.clone(),
                }
                .of(source)
                .chars()
                .count();
                self.breaks.push(count);
            }
            Event::Start(Tag::Strong) => self.strong += 1,
            Event::End(TagEnd::Strong) => self.strong = self.strong.saturating_sub(1),
            Event::Start(Tag::Emphasis) => self.emphasis += 1,
            Event::End(TagEnd::Emphasis) => self.emphasis = self.emphasis.saturating_sub(1),
            Event::Start(Tag::Image { .. }) => {
                self.image = Some(Text {
                    runs: vec![Run {
                        span: Span {
                            start: place.start,
                            end: place.start,
                        },
                        joint: None,
                    }],
                });
            }
            Event::End(TagEnd::Image) => self.images.extend(self.image.take()),
            Event::InlineHtml(tag) => {
                self.small |= self.runs.is_empty() && tag.starts_with("<small");
                if tag.starts_with("<br") {
                    self.pending = Some(' ');
                }
            }
            _ => {}
        }
    }

    pub fn done(self, source: &str) -> Gathered {
        let text = texts::trimmed(Text { runs: self.runs }, source);
        Gathered {
            text,
            breaks: self.breaks,
            images: self.images,
            small: self.small,
            strong: self.any_strong && !self.plain && !self.any_emphasis,
            emphasis: self.any_emphasis && !self.plain && !self.any_strong,
        }
    }
}
