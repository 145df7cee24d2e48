//! What a line's own form tells: its class, and what else its words show.

use crate::issue::FurnitureKind;
use crate::loader::forms::bylines::Surety;
use crate::loader::forms::captions::Picture;
use crate::loader::forms::jumps::Jump;
use crate::loader::forms::mastheads::Masthead;
use crate::loader::forms::sections;

/// What a line's own form tells. Every line has one, so what few lines say more of is boxed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Class {
    /// Nothing certain: body or heading, as its neighbours tell.
    Free,
    /// A section's heading.
    Section(Box<sections::Heading>),
    /// The masthead.
    Masthead(Box<Masthead>),
    /// Another line of the page's.
    Furniture(FurnitureKind),
    /// A picture's caption or credit.
    Picture(Picture),
    /// A byline with a role in it.
    Byline,
    /// A jump line alone: the story goes on there.
    JumpOn(Box<Jump>),
    /// A jump line alone: the story comes from there.
    JumpFrom(Box<Jump>),
    /// A list, quote, table, picture, rule or code, as marked.
    Block,
}

/// A line's class, and what else its words show.
#[derive(Clone, Debug)]
pub struct Recognised {
    /// What its form tells.
    pub class: Class,
    /// Whether it may be a byline of names or of an office.
    pub names: Option<Surety>,
    /// Whether it begins with a dateline.
    pub dateline: bool,
    /// Whether it begins with 上接.
    pub comes_from: bool,
    /// Whether it ends with 下转.
    pub goes_on: bool,
    /// Whether a byline is glued to its end.
    pub signed: bool,
    /// Whether it is the name of a column that the rules know.
    pub column: bool,
    /// Whether it is a day and no more.
    pub is_day: bool,
    /// What it goes on with from the line above, which its column's edge cut.
    pub tied: Option<Tied>,
}

/// What a line may go on with from the line above, as their forms tell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tied {
    /// The bracket under a law's title that tells when it was passed.
    History,
    /// A byline.
    Byline,
}
