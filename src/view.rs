//! Draws the state; changes nothing.

use crate::{theme, typeset};

/// The theme's role for what a row of a galley is part of.
pub fn role_of(row: typeset::Role) -> theme::Role {
    use theme::Role as To;
    use typeset::Role as From;
    match row {
        From::Column => To::Column,
        From::Kicker => To::Kicker,
        From::Headline => To::Headline,
        From::Deck => To::Deck,
        From::Byline => To::Byline,
        From::Body => To::Body,
        From::Subhead => To::Subhead,
        From::Caption => To::Caption,
        From::Quote => To::Quote,
        From::List => To::List,
        From::Table => To::Table,
        From::Note => To::Note,
        From::Verse => To::Verse,
        From::Image => To::Image,
        From::Code => To::Code,
        From::Rule => To::Border,
        From::Jump => To::Link,
    }
}
