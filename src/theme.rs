//! Roles to styles, as data.

/// A theme: a style for each role.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Theme;
