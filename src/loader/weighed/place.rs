//! What a line is among its neighbours.

/// What a line is among its neighbours.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// Begins a paragraph.
    Begins,
    /// Goes on with the paragraph before.
    GoesOn,
    /// Stands alone: headline, subhead, label.
    Alone,
    /// A byline of bare names.
    Names,
    /// Told by its form (see [`Class`]).
    Told,
}

pub const STATES: [Place; 4] = [Place::Begins, Place::GoesOn, Place::Alone, Place::Names];
