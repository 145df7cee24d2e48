//! The one test binary.

mod cli;
mod contract;
mod hostile;
mod house;
mod pty;
mod readme;
mod store;
mod typeset;
