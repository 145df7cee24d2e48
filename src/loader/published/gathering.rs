//! The text of one paragraph, gathered from the parser's events, with what it is made of.

use crate::issue::{Article, BlockKind, Run, Span, Text};
use crate::loader::source::{inline, texts};
use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

/// A text as gathered, with what it is made of.
#[derive(Default)]
pub struct Gathered {
    pub text: Text,
    /// Characters before each hard break.
    pub breaks: Vec<usize>,
    /// Characters before each line's end within it.
    pub softs: Vec<usize>,
    /// Characters of the first of several lines, where that line is strong and the rest is not.
    pub lead: Option<usize>,
    /// Descriptions of the pictures in it.
    pub images: Vec<Text>,
    /// Whether it stands in `<small>`.
    pub small: bool,
    /// Whether all of it is strong.
    pub strong: bool,
    /// Whether all of it is emphasised.
    pub emphasis: bool,
}

/// Lines of a paragraph that are counted: more are no stanza, and counting them would take long.
const MOST_LINES: usize = 40;

#[derive(Default)]
pub struct Gathering {
    pub runs: Vec<Run>,
    pub pending: Option<char>,
    pub soft: bool,
    pub breaks: Vec<usize>,
    pub softs: Vec<usize>,
    /// Whether the first line has ended, and its characters if all of it was strong.
    ended: bool,
    first: Option<usize>,
    pub images: Vec<Text>,
    pub image: Option<Text>,
    /// Whether a picture was taken out right before.
    pictured: bool,
    pub small: bool,
    pub strong: usize,
    pub emphasis: usize,
    pub plain: bool,
    pub any_strong: bool,
    pub any_emphasis: bool,
}

impl Gathering {
    pub fn take(&mut self, source: &str, base: usize, event: Event<'_>, range: Range<usize>) {
        let place = Span::new(base + range.start, base + range.end);
        match event {
            Event::Text(words) => self.words(source, place, &words),
            Event::Code(_) => {
                self.plain = true;
                let inner = inline::code(source, place);
                if std::mem::take(&mut self.soft) {
                    self.pending = Some(' ');
                }
                let joint = self.pending.take();
                inline::code_runs(source, inner, joint, &mut self.runs);
            }
            Event::SoftBreak => {
                self.end_first_line(source);
                if self.softs.len() < MOST_LINES {
                    self.softs.push(self.length(source));
                }
                self.soft = true;
            }
            Event::HardBreak => {
                self.end_first_line(source);
                self.breaks.push(self.length(source));
            }
            // A note's mark and a task's box are part of what is read.
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {
                self.plain = true;
                let joint = self.pending.take();
                self.runs.push(Run { span: place, joint });
                self.pending = matches!(event, Event::TaskListMarker(_)).then_some(' ');
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
            Event::End(TagEnd::Image) => {
                self.images.extend(self.image.take());
                self.pictured = true;
            }
            Event::InlineHtml(tag) => {
                self.small |= self.runs.is_empty() && tag.starts_with("<small");
                if tag.starts_with("<br") {
                    self.pending = Some(' ');
                }
            }
            _ => {}
        }
    }

    /// Takes words of the text, or of a picture that is read.
    fn words(&mut self, source: &str, place: Span, words: &str) {
        if let Some(image) = &mut self.image {
            inline::push(source, place, words, &mut None, &mut image.runs);
            return;
        }
        // A fence of pandoc's around a part of the page.
        let lone = place.start == 0
            || source
                .get(..place.start as usize)
                .is_some_and(|t| t.ends_with(['\n', '\r']));
        if lone && words.starts_with(":::") {
            return;
        }
        self.plain |= self.strong == 0 && self.emphasis == 0;
        self.any_strong |= self.strong > 0;
        self.any_emphasis |= self.emphasis > 0;
        if std::mem::take(&mut self.soft) {
            let before = self.runs.last().map_or("", |r| r.span.of(source));
            self.pending = inline::joint(before, words);
        }
        // Of the blanks on both sides of a picture, which is taken out, one is left.
        let after = std::mem::take(&mut self.pictured) && self.ends_blank(source);
        let blank = if after {
            words.len() - words.trim_start().len()
        } else {
            0
        };
        let own = place.len() == words.len();
        let (place, words) = match words.get(blank..) {
            Some(rest) if own && blank > 0 => {
                let start = place.start + Span::new(0, blank).end;
                (Span { start, ..place }, rest)
            }
            _ => (place, words),
        };
        inline::push(source, place, words, &mut self.pending, &mut self.runs);
    }

    fn ends_blank(&self, source: &str) -> bool {
        let last = self.runs.last().map(|run| run.span.of(source));
        last.is_some_and(|words| words.ends_with(' '))
    }

    fn length(&self, source: &str) -> usize {
        let length = |r: &Run| usize::from(r.joint.is_some()) + r.span.of(source).chars().count();
        self.runs.iter().map(length).sum()
    }

    fn end_first_line(&mut self, source: &str) {
        if !self.ended && !self.runs.is_empty() {
            self.ended = true;
            let strong = self.any_strong && !self.plain && !self.any_emphasis;
            self.first = strong.then(|| self.length(source));
        }
    }

    pub fn done(self, source: &str) -> Gathered {
        let lead = self.first.filter(|_| self.plain);
        let text = texts::trimmed(Text { runs: self.runs }, source);
        Gathered {
            text,
            breaks: self.breaks,
            softs: self.softs,
            lead,
            images: self.images,
            small: self.small,
            strong: self.any_strong && !self.plain && !self.any_emphasis,
            emphasis: self.any_emphasis && !self.plain && !self.any_strong,
        }
    }
}

/// Takes the last line off a quoted text, where it is set off by a dash and says whose words they are.
pub fn said_by(text: &mut Text, softs: &[usize], breaks: &[usize], source: &str) -> Option<Text> {
    let last_end = |ends: &[usize], below: usize| ends.iter().copied().rfind(|end| *end < below);
    let at = *softs.last().max(breaks.last())?;
    let above = last_end(softs, at).max(last_end(breaks, at)).unwrap_or(0);
    let (words, last) = texts::split(text, source, at);
    let last = texts::trimmed(last, source);
    let line: String = words.of(source).chars().skip(above).collect();
    texts::says_who(&line, &last.of(source), "").then(|| {
        *text = texts::trimmed(words, source);
        last
    })
}

/// Breaks a quoted text where one of its lines ends and another, behind a dash, is what somebody says.
pub(super) fn break_speech(text: &Text, softs: &[usize], breaks: &mut Vec<usize>, source: &str) {
    let words = text.of(source);
    if !words.contains("——") {
        return;
    }
    let mut places = words.char_indices().map(|(at, _)| at);
    let (mut counted, mut before) = (0, 0);
    for soft in softs {
        let Some(at) = soft.checked_sub(counted).and_then(|n| places.nth(n)) else {
            break;
        };
        counted = soft + 1;
        let (line, after) = (words.get(before..at), words.get(at..));
        if texts::speaks(line.unwrap_or(""), after.unwrap_or("")) {
            breaks.push(*soft);
        }
        before = at;
    }
    breaks.sort_unstable();
}

/// Ends a line of a text at each hard break, given in characters before it. Blanks at a line's ends are none of it.
pub(super) fn break_lines(text: &mut Text, breaks: &[usize], source: &str) {
    if breaks.is_empty() {
        return;
    }
    let mut breaks = breaks.iter().copied().peekable();
    let mut lines = vec![Text::default()];
    let mut at = 0;
    for run in std::mem::take(&mut text.runs) {
        while breaks.next_if(|end| *end < at).is_some() {}
        if at > 0 && breaks.next_if_eq(&at).is_some() {
            lines.push(Text::default());
        }
        at += usize::from(run.joint.is_some()) + run.span.of(source).chars().count();
        if let Some(line) = lines.last_mut() {
            line.runs.push(run);
        }
    }
    let lines = lines.into_iter().map(|line| texts::trimmed(line, source));
    for mut line in lines.filter(|line| !line.is_empty()) {
        let parted = !text.runs.is_empty();
        if let Some(first) = line.runs.first_mut().filter(|_| parted) {
            match first.joint {
                // A character that the source writes otherwise stays.
                Some(_) => text.runs.push(Run {
                    span: Span {
                        start: first.span.start,
                        end: first.span.start,
                    },
                    joint: Some('\n'),
                }),
                None => first.joint = Some('\n'),
            }
        }
        text.runs.append(&mut line.runs);
    }
}

/// Leaves hard breaks where a text is set in lines of its own: in items, quotations and notes, and in nothing that one
/// of them has become.
pub(super) fn keep_breaks(article: &mut Article) {
    use BlockKind::{Code, List, Note, Quote, Table};
    let straighten = |text: &mut Text| {
        let breaks = text.runs.iter_mut().filter(|r| r.joint == Some('\n'));
        breaks.for_each(|run| run.joint = Some(' '));
    };
    article.heads_mut().for_each(straighten);
    let blocks = article.blocks.iter_mut();
    let blocks = blocks.filter(|b| !matches!(b.kind, List | Quote | Note | Table | Code));
    blocks.map(|b| &mut b.text).for_each(straighten);
}

/// Leaves paragraphs within items only where such an item stands above: what was an item may be a headline now.
pub(super) fn keep_depths(article: &mut Article) {
    let mut deepest = 0;
    for block in &mut article.blocks {
        match block.kind {
            BlockKind::List => deepest = block.depth.saturating_add(1),
            BlockKind::Paragraph => {
                block.depth = block.depth.min(deepest);
                deepest = block.depth;
            }
            _ => deepest = 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::loader::published::tests::{pieces, shown};

    fn of(source: &str) -> Vec<String> {
        shown(source, &pieces(source))
    }

    #[test]
    fn a_strong_line_heads_the_rest_of_its_paragraph_and_strong_words_do_not() {
        assert_eq!(
            of("**新桥通车**\n两岸的人都来看。\n"),
            ["lead 新桥通车", "Paragraph 两岸的人都来看。"]
        );
        assert_eq!(
            of("**新桥**通车，\n两岸的人都来看。\n"),
            ["Paragraph 新桥通车，两岸的人都来看。"]
        );
        assert_eq!(of("**新桥通车**\n"), ["strong 新桥通车"]);
        assert_eq!(of("*新桥通车*\n"), ["emphasis 新桥通车"]);
    }

    #[test]
    fn a_pictures_words_are_the_pictures_and_not_the_paragraphs() {
        assert_eq!(
            of("![渡口的早晨](a.jpg)两岸的人都来看。\n"),
            ["Image 渡口的早晨", "Paragraph 两岸的人都来看。"]
        );
    }

    #[test]
    fn who_said_a_quotation_stands_in_a_line_of_its_own() {
        assert_eq!(
            of("> 桥通了，人就不散。\n> ——王小川\n"),
            ["Quote 桥通了，人就不散。", "Quote ——王小川"]
        );
        assert_eq!(
            of("> 桥通了，\n> 人就不散。\n"),
            ["Quote 桥通了，人就不散。"]
        );
    }

    #[test]
    fn what_people_say_in_a_quotation_stands_in_lines_and_is_no_one_s_name() {
        assert_eq!(
            of("> 对话：\n> ——你好。\n> ——你好。\n"),
            ["Quote 对话：\n——你好。\n——你好。"]
        );
        assert_eq!(
            of("> 你来了？\n> ——来了\n> ——坐吧\n"),
            ["Quote 你来了？\n——来了\n——坐吧"]
        );
        for by in ["-- 庄子", "--庄子", "— 庄子"] {
            assert_eq!(
                of(&format!("> 人生天地之间，若白驹之过隙。\n> {by}\n")),
                ["Quote 人生天地之间，若白驹之过隙。", &format!("Quote {by}")]
            );
        }
        // A dash within a sentence parts nothing.
        assert_eq!(
            of("> 他等着\n> ——等了二十年。\n"),
            ["Quote 他等着——等了二十年。"]
        );
    }

    #[test]
    fn a_small_text_is_a_note() {
        assert_eq!(
            of("<small>桥长不计引桥。</small>\n"),
            ["Note 桥长不计引桥。"]
        );
        assert_eq!(
            of("桥长<small>不计引桥</small>。\n"),
            ["Paragraph 桥长不计引桥。"]
        );
    }
}
