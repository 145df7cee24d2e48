//! Setting: an article in, a galley of rows out, every row with its way back to the source.

pub mod addresses;
mod ambiguous;
mod article;
mod breaks;
pub mod class;
pub mod cluster;
mod code;
pub mod display;
mod fill;
mod frame;
mod galley;
mod gaps;
mod gate;
mod heading;
mod hyphen;
pub mod legs;
mod line;
pub mod links;
mod list;
mod marks;
mod notes;
mod paragraph;
mod pinyin;
mod ruby;
mod ruler;
pub mod script;
mod sense;
mod table;
pub mod upright;
pub mod wording;
mod words;
mod wrap;

pub use article::{Signed, Whole, compose, compose_in_legs, compose_part, is_alphabetic};
pub use cluster::Ambiguous;
use frame::Filling;
pub use galley::{Galley, Placed, Row};
pub use heading::{centred_words, second_line};
pub use hyphen::is_english;
pub use list::is_numbered;
pub use notes::Notes;
pub use pinyin::Pinyin;
pub use ruby::Ruby;
pub use script::{Names, Script};
pub use table::are_figures;
pub use wrap::{joined, wrap};

/// Cells of a page under which figures need the gutter's room more than marks do, and the longest syllables have none.
const NARROW: u16 = 10;

/// Cells that text stands in by, in lines of so many cells: 2 em become 1 em where the measure is short.
fn em(cells: u16, measure: u16) -> u16 {
    if measure < 24 { cells.min(2) } else { cells }
}

/// How text is set; the `typeset.*` settings, and how the terminal shows what is of ambiguous width.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a setting of its own"
)]
pub struct Style {
    /// Cells a paragraph's first line is indented (2 at most where the measure is under 24 cells).
    pub indent: u16,
    /// Whether lines are filled beyond what shows no hole.
    pub justify: bool,
    /// Whether a full stop or comma may hang in the gutter.
    pub hang: bool,
    /// Whether a closing mark at a line's end may give its empty half to the gutter.
    pub squeeze: bool,
    /// Where Han and Latin are parted by a cell.
    pub autospace: Autospace,
    /// Whether half-width marks between Han are shown full-width.
    pub fullwidth: bool,
    /// The script that Chinese is shown in.
    pub script: Script,
    /// Whether English words may be parted with a hyphen at a line's end.
    pub hyphenate: bool,
    /// Whether a last line of one character (孤字) is avoided.
    pub orphans: bool,
    /// Blank rows between the lines of running text.
    pub leading: u16,
    /// Blank rows between paragraphs.
    pub paragraph_gap: u16,
    /// Blank rows between a headline and its kicker and deck: it is known by them where no colour tells it.
    pub head_gap: u16,
    /// Whether lines run down (竖排): lengths are counted in cells all the same, two to a row. Such lines are ragged,
    /// nothing is squeezed, and every cluster has a row of its own but for pairs of figures.
    pub vertical: bool,
    /// Cells of characters of ambiguous width.
    pub ambiguous: Ambiguous,
    /// Which characters have their reading above them.
    pub pinyin: Pinyin,
    /// Whether a note under the article says where its links lead.
    pub links: bool,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            indent: 4,
            justify: false,
            hang: true,
            squeeze: true,
            autospace: Autospace::Fill,
            fullwidth: true,
            script: Script::AsIs,
            hyphenate: false,
            orphans: true,
            leading: 0,
            paragraph_gap: 0,
            head_gap: 1,
            vertical: false,
            ambiguous: Ambiguous::Narrow,
            pinyin: Pinyin::Off,
            links: true,
        }
    }
}

impl Style {
    /// Words that stand in no issue, with full-width marks where they belong, and in the script.
    pub fn spelled(&self, words: &str) -> String {
        self.spelled_with(words, &Names::default())
    }

    /// The same where these names keep their form.
    pub fn spelled_with(&self, words: &str, names: &Names) -> String {
        let shown = display::Shown::plain(words, self.fullwidth);
        shown.named_in_script(self.script, "", names).text
    }

    /// The style for lines that are not to be filled: nothing hangs, and no cell is added for the line's sake.
    fn unfilled(&self) -> Self {
        Self {
            justify: false,
            hang: false,
            squeeze: false,
            hyphenate: false,
            autospace: match self.autospace {
                Autospace::Always => Autospace::Always,
                _ => Autospace::Off,
            },
            ..self.clone()
        }
    }

    /// How far the lines of running text are filled.
    fn filling(&self) -> Filling {
        if self.justify {
            Filling::Full
        } else {
            Filling::Fair
        }
    }

    /// The style for what has no readings above it.
    fn unread(self) -> Self {
        Self {
            pinyin: Pinyin::Off,
            ..self
        }
    }

    /// The style for a page of so many cells.
    fn on(&self, width: u16) -> Self {
        let wide = width >= NARROW;
        let style = Self {
            hang: self.hang && wide,
            squeeze: self.squeeze && wide && !self.vertical,
            // Lines that run down have no room for readings beside them.
            pinyin: if wide && !self.vertical {
                self.pinyin
            } else {
                Pinyin::Off
            },
            ..self.clone()
        };
        if !self.vertical {
            return style;
        }
        // A row is filled or blank: half a character is nothing to give away.
        Self {
            justify: false,
            hyphenate: false,
            autospace: Autospace::Off,
            leading: 0,
            ..style
        }
    }

    /// Cells between two lines that run down: one, two where lines are to stand apart.
    pub fn line_gap(&self) -> u16 {
        1 + self.leading.min(1)
    }

    /// So many blank cells, whole rows of them where lines run down.
    pub fn even(&self, cells: u16) -> u16 {
        if self.vertical {
            cells - cells % upright::ROW
        } else {
            cells
        }
    }

    /// Cells at the page's right that only a hung or squeezed mark may enter.
    pub fn gutter(&self) -> u16 {
        if self.hang {
            2
        } else {
            u16::from(self.squeeze && !self.vertical)
        }
    }
}

/// Where Han and Latin are parted by a cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Autospace {
    /// Nowhere.
    Off,
    /// On both sides of a Latin word or number, where that fills the line.
    #[default]
    Fill,
    /// Wherever they meet within a line.
    Always,
}

/// What a row of a galley is part of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RowRole {
    /// 栏目, above everything.
    Column,
    /// 引题.
    Kicker,
    /// 主题.
    Headline,
    /// 副题.
    Deck,
    /// 署名 and the facts beside it.
    Byline,
    /// Running text.
    Body,
    /// 小标题.
    Subhead,
    /// 图说.
    Caption,
    /// A quoted passage.
    Quote,
    /// A list's item.
    List,
    /// A table's row.
    Table,
    /// A note.
    Note,
    /// Verse.
    Verse,
    /// A picture's description.
    Image,
    /// Text left as it stands.
    Code,
    /// A rule.
    Rule,
    /// 转版: a link to where the story goes on or comes from.
    Jump,
    /// Readings, above the row whose characters they are of.
    Ruby,
}

/// Words that the program adds to an article, in the reader's language; empty where there is nothing to say.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Facts {
    /// Stands after the byline, or alone where there is none: `552 字`.
    pub after_byline: String,
    /// A jump line above the text: `上接第1版`.
    pub comes_from: String,
    /// A jump line below the text: `下转第6版`.
    pub goes_on: String,
}
