//! What one line is by its own form: a byline, a caption, a day, a page's heading. Each is a function of the line's
//! words and the rules alone; the line's neighbours are weighed elsewhere.

pub mod bylines;
pub mod captions;
pub mod datelines;
pub mod dates;
pub mod furniture;
pub mod jumps;
pub mod labels;
pub mod mastheads;
pub mod numbering;
pub mod remarks;
pub mod sections;
