//! What a line is among its neighbours.

/// What a line is among its neighbours.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LineState {
    /// Begins a paragraph.
    Begins,
    /// Goes on with the paragraph before.
    GoesOn,
    /// Stands alone: headline, subhead, label.
    Alone,
    /// A byline of bare names.
    Names,
    /// Recognised by its form, or as it was corrected.
    Recognised,
}

pub const STATES: [LineState; 4] = [
    LineState::Begins,
    LineState::GoesOn,
    LineState::Alone,
    LineState::Names,
];
