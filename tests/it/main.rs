//! The one test binary.

mod contract;
mod house;
mod readme;
mod typeset;
