//! What the reader does: `State`, the `Message`s that change it, and the `Effect`s it asks for.
//!
//! [`update`] does no IO and knows no clock: the same messages give the same state. All places are clamped here, so
//! that the view has only to draw. What costs (setting an article, folding the issue for the search) is done for the
//! article on screen only, or once.

mod action;
mod asking;
pub mod contents;
pub mod copy;
pub mod correcting;
pub mod corrections;
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
mod pane;
pub mod parts;
pub mod place;
pub mod prompt;
pub mod reading;
mod rereading;
mod script;
mod scrolling;
pub mod search;
mod sizing;
pub mod source;
pub mod spread;
mod step;
#[cfg(test)]
pub mod testing;
pub mod viewport;

pub use action::Action;
pub use asking::Asking;
pub use help::{Guide, HelpLine, Hint};
pub use message::{Effect, Message};
pub use pane::{KeyContext, Pane};
pub use place::Place;

use crate::issue::{Article, Defect, Issue};
use crate::language::{Language, words::Notice};
use crate::typeset::{Ambiguous, Galley, Script, Style, display::printable};
use contents::{Contents, Top};
use corrections::Corrections;
use help::Help;
use history::{Anchor, History, Spot};
use index::{Index, name_in};
use layout::Layout;
use lines::cut;
use marks::Marks;
use parts::SourceParts;
use prompt::Earlier;
use reading::OpenArticle;
use search::{Corpus, Search};
use source::Source;

/// What the reader is given besides the issue.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReaderSettings {
    /// How text is set.
    pub style: Style,
    /// Cells of a line at most, without the gutter.
    pub measure: u16,
    /// Whether a long article stands in two legs where the window has room for them.
    pub legs: bool,
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

impl Default for ReaderSettings {
    fn default() -> Self {
        Self {
            style: Style::default(),
            measure: 80,
            legs: true,
            language: Language::default(),
            file: String::new(),
            built_in: false,
            last_file: None,
            guide: Guide::default(),
        }
    }
}

/// Cells of each part of the window's title.
const TITLE: u16 = 80;

/// How far the opening has come: what is shown first depends on the window's size.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Opening {
    /// The file was not read before.
    First,
    /// The file is taken up where it was left.
    Resumed,
    /// The window's size was told.
    Done,
}

/// What was seen of the current article.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Seen {
    /// Not its end.
    NotYet,
    /// Its end, while it had the focus: it counts as read once it is left.
    End,
    /// The reader took its mark away: seeing its end does not set it again.
    KeptUnread,
}

/// All that the reader sees and has done.
#[derive(Clone, Debug)]
pub struct State {
    pub(crate) issue: Issue,
    pub(crate) defects: Vec<Defect>,
    pub(crate) settings: ReaderSettings,
    pub(crate) index: Index,
    pub(crate) layout: Layout,
    /// The current article's number.
    pub(crate) article: usize,
    pub(crate) reading: OpenArticle,
    /// First line of the contents on screen.
    pub(crate) top: Top,
    /// Whether the article has the focus, rather than the contents.
    pub(crate) in_article: bool,
    pub(crate) marks: Marks,
    pub(crate) search: Search,
    pub(crate) asking: Option<Asking>,
    pub(crate) help: Option<Help>,
    pub(crate) source: Option<Source>,
    /// The article one came from to the source.
    source_from: Option<usize>,
    pub(crate) corrections: Corrections,
    /// What the source's places were read as, once the source view was open.
    parts: Option<SourceParts>,
    pub(crate) notice: Option<String>,
    pub(crate) count: Option<usize>,
    /// Whether what was copied last has its origin with it.
    with_origin: bool,
    /// Where each article was left.
    anchors: Vec<Anchor>,
    history: History,
    earlier: Earlier,
    /// The issue folded for the search, once it was searched.
    corpus: Option<Corpus>,
    /// The script that is shown where Traditional is asked for.
    traditional: Script,
    opening: Opening,
    seen: Seen,
}

impl State {
    /// Opens an issue at its first article. It is drawn once [`Message::Resize`] tells the window's size.
    pub fn new(issue: Issue, defects: Vec<Defect>, settings: ReaderSettings) -> Self {
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
            traditional: traditional(settings.style.script),
            settings,
            index,
            layout: Layout::default(),
            article: 0,
            reading: OpenArticle::default(),
            top: Top::default(),
            in_article: false,
            search: Search::default(),
            asking: None,
            help: None,
            source: None,
            source_from: None,
            corrections: Corrections::default(),
            parts: None,
            count: None,
            with_origin: false,
            history: History::default(),
            earlier: Earlier::default(),
            corpus: None,
            opening: Opening::First,
            seen: Seen::NotYet,
        }
    }

    /// Takes up a place kept before; to be called before the first message. Whether it was found.
    pub fn restore(&mut self, place: &Place) -> bool {
        let keys = (&place.read, &place.bookmarks);
        self.marks.take(&self.issue, &self.index, keys.0, keys.1);
        let Some(spot) = place.find(&self.issue, &self.index) else {
            return false;
        };
        self.opening = Opening::Resumed;
        self.article = spot.article;
        self.keep_anchor(spot.anchor);
        true
    }

    /// Where the reader is and what was read, to be kept for the next opening.
    pub fn place(&self) -> Place {
        let mut marks = self.marks.clone();
        if self.seen == Seen::End {
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

    /// What the window is called: the article and the paper, or the file.
    pub fn title(&self) -> String {
        let script = self.settings.style.script;
        let article = self
            .current()
            .map(|a| name_in(a, &self.issue.source, script));
        let paper = self.issue.paper.as_ref().or(self.issue.title.as_ref());
        let paper = paper.map_or_else(|| self.settings.file.clone(), |name| script.spelled(name));
        let parts: Vec<String> = article
            .into_iter()
            .chain([paper])
            .map(|part| cut(printable(&part).trim(), TITLE, Ambiguous::Narrow))
            .filter(|part| !part.is_empty())
            .collect();
        if parts.is_empty() {
            "kanbao".to_owned()
        } else {
            parts.join(" - ")
        }
    }

    /// What keys mean at the moment.
    pub fn context(&self) -> KeyContext {
        let pane = match (&self.asking, &self.help, &self.source) {
            (Some(Asking::Find(_)), ..) => Pane::Find,
            (Some(Asking::Headline(_)), ..) => Pane::Headlines,
            (Some(Asking::Section(_)), ..) => Pane::Section,
            (Some(Asking::Write(_)), ..) => Pane::Write,
            (None, Some(_), _) => Pane::Help,
            (None, None, Some(_)) => Pane::Source,
            _ if self.in_article => Pane::Article,
            _ => Pane::Contents,
        };
        KeyContext {
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

    /// How the terminal shows characters of ambiguous width.
    pub fn ambiguous(&self) -> Ambiguous {
        self.settings.style.ambiguous
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
            script: self.settings.style.script,
            width: self.layout.contents.width,
            close: self.layout.close,
            ambiguous: self.ambiguous(),
        }
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

    /// Keeps what follows from where one is now.
    fn settle(&mut self) {
        self.in_article |= !self.lists();
        let reading = self.in_article && !self.layout.too_small && self.source.is_none();
        let open = self.opening == Opening::Done && !self.index.is_empty();
        if reading && open && self.seen == Seen::NotYet && self.reading.end_seen() {
            self.seen = Seen::End;
        }
    }
}

/// The forms of Traditional that are shown where they are asked for: those that are set.
fn traditional(set: Script) -> Script {
    match set {
        Script::Taiwan | Script::HongKong => set,
        _ => Script::Traditional,
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
    let count = if message.is_from_outside() {
        None
    } else {
        state.notice = None;
        state.count.take()
    };
    state.step(message, count, &mut effects);
    state.settle();
    effects
}
