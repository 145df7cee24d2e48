//! Corrections, as evidence that outweighs all other: in the lines' classes, in the search for paragraphs,
//! in the shares of heads, and where articles begin.

mod classes;
mod heads;
mod lines;
mod units;

pub use classes::classes;
pub use heads::{article, outside, parted, shared};
pub use lines::{as_one, before, joins, place, role};
pub use units::{keep_kinds, section_before, settle, unit_role};
