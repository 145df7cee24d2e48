//! Why something was read as it was, in the languages of the program.

/// A reason, as a reader is told it. It is a clause without its subject: "begins with a dateline".
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Reason {
    /// In English.
    pub english: &'static str,
    /// In Chinese.
    pub chinese: &'static str,
}
