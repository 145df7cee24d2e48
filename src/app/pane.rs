//! What has the focus, and so which keys mean what.

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
    /// The prompt for a section's name.
    Section,
    /// The question whether corrections may be written.
    Write,
}

/// What keys mean at the moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct KeyContext {
    /// What has the focus.
    pub pane: Pane,
    /// Whether matches are lit.
    pub lit: bool,
}
