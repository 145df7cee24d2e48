//! What each message does.

use super::{Effect, Message, Seen, State, copy};
use crate::language::words::Notice;
use crate::typeset::Pinyin;

impl State {
    pub(super) fn step(
        &mut self,
        message: Message,
        count: Option<usize>,
        effects: &mut Vec<Effect>,
    ) {
        let times = count.unwrap_or(1).max(1);
        match message {
            Message::Resize(columns, rows) => self.resize(columns, rows),
            Message::Ambiguous(ambiguous) => self.measure(ambiguous),
            Message::Digit(_) => {}
            Message::Notify(notice) => self.say(&notice),
            Message::Copied(copied) => self.say(&Notice::Copied(copied, self.with_origin)),
            Message::Rows(_)
            | Message::HalfPages(_)
            | Message::Pages(_)
            | Message::GoOn
            | Message::Start
            | Message::End => self.scroll(&message, count, effects),
            Message::NextArticle
            | Message::PreviousArticle
            | Message::NextSection
            | Message::PreviousSection
            | Message::Section(_)
            | Message::Back
            | Message::Forward
            | Message::NextBookmark => self.go(&message, count, effects),
            Message::Find
            | Message::NextMatch
            | Message::PreviousMatch
            | Message::FindHeadline
            | Message::Type(_)
            | Message::Paste(_)
            | Message::Erase
            | Message::EraseNext
            | Message::EraseWord
            | Message::EraseAll
            | Message::Left
            | Message::Right
            | Message::LineStart
            | Message::LineEnd
            | Message::Accept
            | Message::NextCandidate
            | Message::PreviousCandidate => self.ask(message, times, effects),
            Message::Say(_)
            | Message::AskSection
            | Message::Unsay
            | Message::Undo
            | Message::Redo
            | Message::NextDoubt
            | Message::PreviousDoubt
            | Message::Reread(_) => self.correct(message, times, effects),
            Message::Open => self.open(times, effects),
            Message::SwitchPane => self.focus(!self.in_article),
            Message::ToArticle => self.in_article = true,
            Message::ToContents => self.focus(false),
            Message::Rightwards => self.go_sideways(false, count, effects),
            Message::Leftwards => self.go_sideways(true, count, effects),
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
            Message::Redraw => effects.push(Effect::Redraw),
            Message::Source => self.toggle_source(effects),
            Message::Help => {
                self.help = match self.help {
                    Some(_) => None,
                    None => Some(self.new_help()),
                }
            }
            Message::Copy | Message::CopyWithOrigin => {
                self.copy(message == Message::CopyWithOrigin, effects);
            }
            Message::Wider => self.widen(true),
            Message::Narrower => self.widen(false),
            Message::Turn => self.turn(),
            Message::ToggleLegs => self.toggle_legs(),
            Message::ToggleScript => self.toggle_script(),
            Message::NextPinyin => self.read_next(),
            Message::ToggleBookmark => {
                let on = !self.marks.bookmark(self.article);
                self.marks.set_bookmark(self.article, on);
                self.mark(&Notice::Bookmark(on), effects);
            }
            Message::ToggleRead => {
                let on = !self.marks.read(self.article);
                self.marks.set_read(self.article, on);
                self.seen = if on { Seen::NotYet } else { Seen::KeptUnread };
                self.mark(&Notice::Read(on), effects);
            }
            Message::Wheel(x, y, rows) => self.wheel(x, y, rows),
            Message::Click(x, y) => self.click(x, y, effects),
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

    /// To the contents or to the article, and among lines that run down a line on or back: one reads to the left.
    fn go_sideways(&mut self, left: bool, count: Option<usize>, effects: &mut Vec<Effect>) {
        if self.in_article && self.settings.style.vertical {
            let lines = if left { 1 } else { -1 };
            self.scroll(&Message::Rows(lines), count, effects);
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
