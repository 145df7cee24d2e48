//! What each message does.

use super::finding::Edit;
use super::scrolling::Scroll;
use super::{Effect, Message, Seen, State, copy};
use crate::language::words::Notice;
use crate::typeset::Pinyin;

impl State {
    #[expect(clippy::too_many_lines, reason = "a table of messages")]
    pub(super) fn step(
        &mut self,
        message: Message,
        count: Option<usize>,
        effects: &mut Vec<Effect>,
    ) {
        let times = count.unwrap_or(1).max(1);
        let by = |n: i32| i64::from(n).saturating_mul(i64::try_from(times).unwrap_or(i64::MAX));
        match message {
            Message::Rows(n) => self.scroll(Scroll::Rows(by(n)), effects),
            Message::HalfPages(n) => self.scroll(Scroll::HalfPages(by(n)), effects),
            Message::Pages(n) => self.scroll(Scroll::Pages(by(n)), effects),
            Message::GoOn => self.scroll(Scroll::On(by(1)), effects),
            Message::Start => self.scroll(count.map_or(Scroll::To(0), Scroll::nth), effects),
            Message::End => self.scroll(count.map_or(Scroll::End, Scroll::nth), effects),
            // Counts are gathered before.
            Message::Digit(_) => {}
            Message::NextArticle => self.next(times, effects),
            Message::PreviousArticle => self.previous(times, effects),
            Message::NextSection => self.next_section(times, effects),
            Message::PreviousSection => self.previous_section(times, effects),
            Message::Section(number) => self.section(number.or(count), effects),
            Message::SwitchPane => self.focus(!self.in_article),
            Message::Open => self.open(times, effects),
            Message::ToArticle => self.in_article = true,
            Message::ToContents => self.focus(false),
            Message::Rightwards => self.go_sideways(false, by(-1), effects),
            Message::Leftwards => self.go_sideways(true, by(1), effects),
            Message::Back => self.back(effects),
            Message::Forward => self.forward(effects),
            Message::Find => self.ask_what_to_find(),
            Message::NextMatch => self.walk_matches(times, true, effects),
            Message::PreviousMatch => self.walk_matches(times, false, effects),
            Message::FindHeadline => self.ask_headline(),
            Message::ToggleBookmark => self.toggle_bookmark(effects),
            Message::NextBookmark => self.next_bookmark(effects),
            Message::Source => self.toggle_source(effects),
            Message::NextDoubt => self.doubt(times, true, effects),
            Message::PreviousDoubt => self.doubt(times, false, effects),
            Message::Wider => self.widen(true),
            Message::Narrower => self.widen(false),
            Message::ToggleLegs => self.toggle_legs(),
            Message::Turn => self.turn(),
            Message::ToggleScript => self.toggle_script(),
            Message::NextPinyin => self.read_next(),
            Message::Copy => self.copy(false, effects),
            Message::CopyWithOrigin => self.copy(true, effects),
            Message::ToggleRead => self.toggle_read(effects),
            Message::Help => self.toggle_help(),
            Message::Redraw => effects.push(Effect::Redraw),
            Message::Say(said) => self.tell(&said, times, effects),
            Message::AskSection => self.ask_section(),
            Message::Unsay => self.unsay(effects),
            Message::Undo => self.go_back(true, effects),
            Message::Redo => self.go_back(false, effects),
            Message::Type(c) => self.edit(&Edit::Insert(c.into())),
            Message::Paste(text) => self.edit(&Edit::Insert(text)),
            Message::Accept => self.accept(effects),
            Message::NextCandidate => self.candidate(1),
            Message::PreviousCandidate => self.candidate(-1),
            Message::Erase => self.edit(&Edit::Erase),
            Message::EraseNext => self.edit(&Edit::EraseNext),
            Message::EraseWord => self.edit(&Edit::EraseWord),
            Message::EraseAll => self.edit(&Edit::EraseAll),
            Message::Left => self.edit(&Edit::Left),
            Message::Right => self.edit(&Edit::Right),
            Message::LineStart => self.edit(&Edit::Start),
            Message::LineEnd => self.edit(&Edit::End),
            Message::Close => {
                if !self.close(effects) {
                    self.in_article = false;
                }
            }
            Message::Quit => {
                if !self.close_layer(effects) {
                    effects.push(Effect::Quit);
                }
            }
            Message::Interrupt => {
                if !self.cancel(effects) {
                    effects.push(Effect::Quit);
                }
            }
            Message::Suspend => effects.extend([Effect::Keep, Effect::Suspend]),
            Message::Wheel(x, y, rows) => self.wheel(x, y, rows),
            Message::Click(x, y) => self.click(x, y, effects),
            Message::Resize(columns, rows) => self.resize(columns, rows),
            Message::Ambiguous(ambiguous) => self.measure(ambiguous),
            Message::Reread(reread) => self.take_up(*reread, effects),
            Message::Copied(copied) => self.say(&Notice::Copied(copied, self.with_origin)),
            Message::Notify(notice) => self.say(&notice),
        }
    }

    fn toggle_bookmark(&mut self, effects: &mut Vec<Effect>) {
        let on = !self.marks.bookmark(self.article);
        self.marks.set_bookmark(self.article, on);
        self.mark(&Notice::Bookmark(on), effects);
    }

    fn toggle_read(&mut self, effects: &mut Vec<Effect>) {
        let on = !self.marks.read(self.article);
        self.marks.set_read(self.article, on);
        self.seen = if on { Seen::NotYet } else { Seen::KeptUnread };
        self.mark(&Notice::Read(on), effects);
    }

    fn toggle_help(&mut self) {
        self.help = match self.help {
            Some(_) => None,
            None => Some(self.new_help()),
        }
    }

    fn mark(&mut self, notice: &Notice, effects: &mut Vec<Effect>) {
        if !self.index.is_empty() {
            self.say(notice);
            effects.push(Effect::Keep);
        }
    }

    /// Closes what lies over the panes; whether there was anything.
    fn close_layer(&mut self, effects: &mut Vec<Effect>) -> bool {
        self.cancel(effects) || self.help.take().is_some() || self.close_source()
    }

    /// Closes what lies on top, lit matches last, but in the help what was found there first; whether there was
    /// anything.
    fn close(&mut self, effects: &mut Vec<Effect>) -> bool {
        self.cancel(effects)
            || self
                .help
                .as_mut()
                .is_some_and(|help| help.found.take().is_some())
            || self.close_layer(effects)
            || std::mem::take(&mut self.search.lit)
    }

    fn toggle_source(&mut self, effects: &mut Vec<Effect>) {
        if !self.close_source() {
            self.open_source(effects);
        }
    }

    fn copy(&mut self, origin: bool, effects: &mut Vec<Effect>) {
        let text = self.current().map_or_else(String::new, |article| {
            if origin {
                copy::with_origin(&self.issue, article, self.settings.language)
            } else {
                copy::text(article, &self.issue.source)
            }
        });
        if text.is_empty() {
            self.say(&Notice::NothingToCopy);
            return;
        }
        effects.push(Effect::Copy(text));
        self.with_origin = origin;
        self.say(&Notice::Copying);
    }

    /// Gives the article the focus, or the contents if there are any.
    fn focus(&mut self, article: bool) {
        if !article && !self.lists() {
            self.say(&Notice::OneArticle);
        }
        self.in_article = article;
    }

    /// To the contents or to the article, and among lines that run down so many lines on or back: one reads to the left.
    fn go_sideways(&mut self, left: bool, lines: i64, effects: &mut Vec<Effect>) {
        if self.in_article && self.settings.style.vertical {
            self.scroll(Scroll::Rows(lines), effects);
        } else {
            self.focus(!left);
        }
    }

    /// Sets readings above the next set of characters.
    fn read_next(&mut self) {
        let pinyin = self.settings.style.pinyin.next();
        self.settings.style.pinyin = pinyin;
        self.set();
        let hidden = self.settings.style.vertical && pinyin != Pinyin::Off;
        self.say(&if hidden {
            Notice::PinyinAlong
        } else {
            Notice::Pinyin(pinyin)
        });
    }

    /// Changes the measure by two Han characters, from what it is on screen.
    fn widen(&mut self, wider: bool) {
        let gutter = self.settings.style.gutter();
        let legs = self.reading.leg().and_then(|_| self.layout.leg());
        let room = legs.unwrap_or(self.room()).saturating_sub(gutter);
        let shown = self.settings.measure.min(room.max(MEASURES.0));
        let measure = if wider {
            shown.saturating_add(4).min(room.max(shown))
        } else {
            shown.saturating_sub(4)
        };
        self.settings.measure = measure.clamp(MEASURES.0, MEASURES.1);
        self.set();
        self.say(&Notice::Measure(self.settings.measure.min(room)));
    }
}

/// The shortest and the longest measure that keys lead to, in cells.
const MEASURES: (u16, u16) = (16, 200);
