//! What a font's code shows on the page.

/// What a code shows.
#[derive(Clone, Debug, Default)]
pub struct Code {
    /// What it reads, folded; `None` where nobody can tell.
    pub text: Option<String>,
    /// How far a horizontal line goes on, in the font's units.
    pub advance: f64,
    /// From the origin of its horizontal line to that of its vertical one, in the font's units.
    pub origin: (f64, f64),
    /// How far a vertical line goes on, in the font's units; below zero is downwards.
    pub descent: f64,
}
