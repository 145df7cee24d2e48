//! The terminal: raw mode and back on every way out, what comes from it, what goes to it. The only file that
//! touches crossterm.

pub mod keys;
mod paint;
mod pen;
