//! The one test binary.

mod typeset;
