//! What the whole text shows: the widths and heights of its columns, which characters stand together, what pieces speak of
//! the same.

pub mod bigrams;
pub mod cohesion;
pub mod heights;
pub mod legs;
pub mod word_seams;
