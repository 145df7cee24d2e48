//! kanbao (看报, "reading the paper"): turns the text of a newspaper, as extraction leaves it, back into
//! sections and articles, and sets it for reading in a terminal.
//!
//! Data flows one way: bytes → [`loader`] → [`issue::Issue`] → [`typeset`] → galley → [`view`] → cells,
//! with [`app`] holding what the reader does. ARCHITECTURE.md has the map.

pub mod app;
mod assets;
pub mod cli;
pub mod config;
pub mod correction;
pub mod export;
pub mod guard;
pub mod issue;
pub mod keymap;
pub mod language;
pub mod loader;
pub mod print;
pub mod run;
pub mod store;
pub mod terminal;
pub mod theme;
pub mod typeset;
pub mod view;
