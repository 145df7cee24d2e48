//! Bytes to lines: the encoding, what each line shows at a glance, marks within lines, tags, and texts made of places
//! of the source.

pub mod broom;
pub mod encoding;
pub mod html;
pub mod inline;
pub mod lines;
pub mod notes;
pub mod ruby;
pub mod texts;
