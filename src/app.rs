//! What the reader does: `State`, the `Message`s that change it, and the `Effect`s it asks for.
//!
//! [`update`] does no IO and knows no clock: the same messages give the same state. All places are clamped here, so
//! that the view has only to draw. What costs (setting an article, folding the issue for the search) is done for the
//! article on screen only, or once.

pub mod contents;
pub mod copy;
pub mod finding;
mod fold;
mod going;
pub mod headlines;
pub mod help;
pub mod history;
pub mod index;
pub mod layout;
pub mod lines;
pub mod marks;
mod message;
mod mouse;
pub mod place;
pub mod prompt;
pub mod reading;
mod scrolling;
pub mod search;
pub mod source;
#[cfg(test)]
pub mod testing;
pub mod viewport;

pub use help::{Guide, HelpLine, Hint};
pub use message::{Effect, Message};
pub use place::Place;

use crate::issue::{Article, Defect, Issue};
use crate::language::{Language, words::Notice};
use crate::typeset::{Galley, Style, compose};
use contents::{Contents, Top};
pub use finding::Asking;
use help::Help;
use history::{Anchor, History, Spot};
use index::Index;
use layout::Layout;
use marks::Marks;
use prompt::Earlier;
use reading::Reading;
use search::{Corpus, Search};
use source::Source;

/// What the reader is given besides the issue.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Settings {
    /// How text is set.
    pub style: Style,
    /// Cells of a line at most, without the gutter.
    pub measure: u16,
    /// Of the interface.
    pub language: Language,
    /// The file's name, shown where the bulletin names no paper; empty for none.
    pub file: String,
    /// Whether the built-in sample is shown.
    pub built_in: bool,
    /// With the built-in sample: the file read last.
    pub last_file: Option<String>,
    /// The keys, as the keymap tells them.
    pub guide: Guide,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            style: Style::default(),
            measure: 80,
            language: Language::default(),
            file: String::new(),
            built_in: false,
            last_file: None,
            guide: Guide::default(),
        }
    }
}

/// What has the focus, and so which keys mean what.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Pane {
    /// The contents.
    Contents,
    /// The article.
    Article,
    /// The source lines.
    Source,
    /// The help.
    Help,
    /// The prompt of the search.
    Find,
    /// The prompt for a headline.
    Headlines,
}

/// What keys mean at the moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Context {
    /// What has the focus.
    pub pane: Pane,
    /// Whether matches are lit.
    pub lit: bool,
}

/// All that the reader sees and has done.
#[derive(Clone, Debug)]
pub struct State {
    pub(crate) issue: Issue,
    pub(crate) defects: Vec<Defect>,
    pub(crate) settings: Settings,
    pub(crate) index: Index,
    pub(crate) layout: Layout,
    /// The current article's number.
    pub(crate) article: usize,
    pub(crate) reading: Reading,
    /// First line of the contents on screen.
    pub(crate) top: Top,
    /// Whether the article has the focus, rather than the contents.
    pub(crate) in_article: bool,
    pub(crate) marks: Marks,
    pub(crate) search: Search,
    pub(crate) asking: Option<Asking>,
    pub(crate) help: Option<Help>,
    pub(crate) source: Option<Source>,
    pub(crate) notice: Option<String>,
    pub(crate) count: Option<usize>,
    /// Where each article was left.
    anchors: Vec<Anchor>,
    history: History,
    earlier: Earlier,
    /// The issue folded for the search, once it was searched.
    corpus: Option<Corpus>,
    /// Whether the window's size is known.
    sized: bool,
    /// Whether the file was read before.
    resumed: bool,
    /// Whether the end of the current article was on screen while it was read.
    end_seen: bool,
    /// Whether the reader took the current article's mark away, so that seeing its end does not set it again.
    kept_unread: bool,
}

impl State {
    /// Opens an issue at its first article. It is drawn once [`Message::Resize`] tells the window's size.
    pub fn new(issue: Issue, defects: Vec<Defect>, settings: Settings) -> Self {
        let index = Index::of(&issue);
        let notice = if settings.built_in {
            Some(Notice::Sample(settings.last_file.clone()))
        } else {
            (!defects.is_empty()).then_some(Notice::Defects(defects.len()))
        };
        Self {
            notice: notice.map(|n| settings.language.notice(&n)),
            anchors: vec![Anchor::default(); index.len()],
            marks: Marks::none(index.len()),
            issue,
            defects,
            settings,
            index,
            layout: Layout::default(),
            article: 0,
            reading: Reading::default(),
            top: Top::default(),
            in_article: false,
            search: Search::default(),
            asking: None,
            help: None,
            source: None,
            count: None,
            history: History::default(),
            earlier: Earlier::default(),
            corpus: None,
            sized: false,
            resumed: false,
            end_seen: false,
            kept_unread: false,
        }
    }

    /// Takes up a place kept before; to be called before the first message. Whether it was found.
    pub fn restore(&mut self, place: &Place) -> bool {
        let keys = (&place.read, &place.bookmarks);
        self.marks.take(&self.issue, &self.index, keys.0, keys.1);
        let Some(spot) = place.find(&self.issue, &self.index) else {
            return false;
        };
        self.resumed = true;
        self.article = spot.article;
        self.keep_anchor(spot.anchor);
        true
    }

    /// Where the reader is and what was read, to be kept for the next opening.
    pub fn place(&self) -> Place {
        let mut marks = self.marks.clone();
        if self.end_seen {
            marks.set_read(self.article, true);
        }
        let [read, bookmarks] = marks.keys(&self.issue, &self.index);
        Place {
            read,
            bookmarks,
            ..Place::of(&self.issue, &self.index, self.spot())
        }
    }

    /// The issue being read.
    pub fn issue(&self) -> &Issue {
        &self.issue
    }

    /// What keys mean at the moment.
    pub fn context(&self) -> Context {
        let pane = match (&self.asking, &self.help, &self.source) {
            (Some(Asking::Find(_)), ..) => Pane::Find,
            (Some(Asking::Headline(_)), ..) => Pane::Headlines,
            (None, Some(_), _) => Pane::Help,
            (None, None, Some(_)) => Pane::Source,
            _ if self.in_article => Pane::Article,
            _ => Pane::Contents,
        };
        Context {
            pane,
            lit: self.is_lit(),
        }
    }

    /// The number of the current article, from 0.
    pub fn article(&self) -> usize {
        self.article
    }

    /// The rows of the article that are on screen: the first, how many fit, how many there are.
    pub fn viewport(&self) -> viewport::Viewport {
        self.reading.view
    }

    /// The current article as it is set.
    pub fn galley(&self) -> &Galley {
        &self.reading.galley
    }

    pub(crate) fn is_lit(&self) -> bool {
        self.search.lit && !self.search.matches().is_empty()
    }

    pub(crate) fn current(&self) -> Option<&Article> {
        self.index.article(&self.issue, self.article)
    }

    pub(crate) fn contents(&self) -> Contents<'_> {
        Contents {
            issue: &self.issue,
            index: &self.index,
            language: self.settings.language,
            width: self.layout.contents.width,
        }
    }

    /// Whether the contents are on screen.
    pub(crate) fn shows_contents(&self) -> bool {
        self.layout.wide || !self.in_article
    }

    fn anchor(&self) -> Anchor {
        self.anchors.get(self.article).copied().unwrap_or_default()
    }

    fn keep_anchor(&mut self, anchor: Anchor) {
        if let Some(kept) = self.anchors.get_mut(self.article) {
            *kept = anchor;
        }
    }

    fn spot(&self) -> Spot {
        Spot {
            article: self.article,
            anchor: self.anchor(),
        }
    }

    fn say(&mut self, notice: &Notice) {
        self.notice = Some(self.settings.language.notice(notice));
    }

    /// Cells of the page that the article is set on.
    fn page_width(&self) -> u16 {
        let gutter = self.settings.style.gutter();
        self.settings
            .measure
            .saturating_add(gutter)
            .min(self.layout.article.width)
    }

    /// Sets the current article anew and puts its anchor at the top.
    fn set(&mut self) {
        let width = self.page_width();
        let source = &self.issue.source;
        let galley = match self.index.article(&self.issue, self.article) {
            Some(article) if !self.layout.too_small => {
                let facts = self.settings.language.facts(article, source);
                compose(article, source, &facts, width, &self.settings.style)
            }
            _ => Galley::default(),
        };
        let height = self.layout.article.height;
        self.reading.take(galley, width, height, self.anchor());
    }

    fn resize(&mut self, columns: u16, rows: u16) {
        let before = self.layout;
        self.layout = Layout::of(columns, rows);
        if !self.sized {
            self.sized = true;
            self.in_article = self.layout.wide || self.resumed;
        }
        if self.reading.width != self.page_width()
            || before.too_small != self.layout.too_small
            || self.reading.galley.rows.is_empty()
        {
            self.set();
        } else {
            let anchor = self.anchor();
            self.reading.fit(self.layout.article.height, anchor);
        }
        self.show_in_contents();
        if let Some(help) = &self.help {
            let top = help.view.top;
            let mut help = self.new_help();
            help.view.to(top);
            self.help = Some(help);
        }
        if let Some(mut source) = self.source {
            let pane = self.layout.article;
            source.resize(&self.issue, self.text_width_of_source(), pane.height);
            self.source = Some(source);
        }
        if let Some(Asking::Headline(list)) = &mut self.asking {
            list.resize(self.layout.middle.height);
        }
    }

    fn new_help(&self) -> Help {
        let pane = self.layout.middle;
        let columns = pane.width.saturating_sub(4);
        Help::of(&self.settings.guide.lines, columns, pane.height)
    }

    /// Cells beside the line numbers of the source view.
    fn text_width_of_source(&self) -> u16 {
        let pane = self.layout.article;
        pane.width.saturating_sub(self.number_width() + 1)
    }

    /// Cells of the source view's line numbers, with the mark of a defect before them.
    pub(crate) fn number_width(&self) -> u16 {
        let digits = self.issue.line_starts.len().max(1).ilog10() + 2;
        u16::try_from(digits).unwrap_or(0)
    }

    /// Puts the current article's lines on screen in the contents.
    fn show_in_contents(&mut self) {
        let item = self.index.item_of(self.article);
        let height = self.layout.contents.height;
        self.top = self.contents().showing(self.top, item, height);
    }

    /// Keeps what follows from where one is now.
    fn settle(&mut self) {
        let reading =
            self.in_article && !self.layout.too_small && self.source.is_none() && !self.kept_unread;
        if reading && self.sized && self.reading.end_seen() && !self.index.is_empty() {
            self.end_seen = true;
        }
    }
}

/// Changes the state as a message asks, and says what the outside has to do.
pub fn update(state: &mut State, message: Message) -> Vec<Effect> {
    let mut effects = Vec::new();
    if let Message::Digit(digit) = message {
        let count = state.count.unwrap_or(0) * 10 + usize::from(digit.min(9));
        state.count = (count > 0).then_some(count.min(999_999));
        return effects;
    }
    let count = match message {
        Message::Resize(..) | Message::Notify(_) => None,
        _ => {
            state.notice = None;
            state.count.take()
        }
    };
    state.step(message, count, &mut effects);
    state.settle();
    effects
}

impl State {
    fn step(&mut self, message: Message, count: Option<usize>, effects: &mut Vec<Effect>) {
        let times = count.unwrap_or(1).max(1);
        match message {
            Message::Resize(columns, rows) => self.resize(columns, rows),
            Message::Digit(_) => {}
            Message::Notify(notice) => self.say(&notice),
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
            Message::Open => self.open(times, effects),
            Message::SwitchPane => self.in_article = !self.in_article,
            Message::ToArticle => self.in_article = true,
            Message::ToContents => self.in_article = false,
            Message::Close => {
                if !self.close() {
                    self.in_article = false;
                }
            }
            Message::Quit => {
                if !self.close_layer() {
                    effects.push(Effect::Quit);
                }
            }
            Message::Interrupt => {
                if self.asking.take().is_none() {
                    effects.push(Effect::Quit);
                }
            }
            Message::Suspend => effects.extend([Effect::Keep, Effect::Suspend]),
            Message::Redraw => effects.push(Effect::Redraw),
            Message::Source => self.toggle_source(),
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
            Message::ToggleBookmark => {
                let on = !self.marks.bookmark(self.article);
                self.marks.set_bookmark(self.article, on);
                self.mark(&Notice::Bookmark(on), effects);
            }
            Message::ToggleRead => {
                let on = !self.marks.read(self.article);
                self.marks.set_read(self.article, on);
                self.kept_unread = !on;
                self.end_seen = false;
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
    fn close_layer(&mut self) -> bool {
        self.asking.take().is_some() || self.help.take().is_some() || self.source.take().is_some()
    }

    /// Closes what lies on top, lit matches last; whether there was anything.
    fn close(&mut self) -> bool {
        self.close_layer() || std::mem::take(&mut self.search.lit)
    }

    fn toggle_source(&mut self) {
        self.source = match self.source {
            Some(_) => None,
            None => {
                let byte = match self.current() {
                    Some(article) if self.reading.view.top == 0 => article.hull().start,
                    _ => self.reading.galley.byte_of(self.reading.view.top),
                };
                let (width, height) = (self.text_width_of_source(), self.layout.article.height);
                self.in_article = true;
                Some(Source::at(&self.issue, byte, width, height))
            }
        };
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
        self.say(if origin {
            &Notice::CopiedWithOrigin
        } else {
            &Notice::Copied
        });
    }

    /// Changes the measure by two Han characters, from what it is on screen.
    fn widen(&mut self, wider: bool) {
        let gutter = self.settings.style.gutter();
        let room = self.layout.article.width.saturating_sub(gutter);
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
