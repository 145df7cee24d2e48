//! The one test binary.

mod cli;
mod contract;
mod hostile;
mod house;
mod print;
mod pty;
mod store;
mod typeset;
