//! The one test binary.

mod app;
mod caret;
mod cells;
mod cli;
mod clipboard;
mod contract;
mod contrast;
mod correcting;
mod corrections;
mod damaged;
mod evidence;
mod explain;
mod found;
mod fuzz;
mod grid;
mod guard;
mod hostile;
mod house;
mod html;
mod keys;
mod legs;
mod links;
mod lists;
mod loader;
mod notes;
#[cfg(feature = "pdf")]
mod opening;
mod pages;
mod panes;
mod papers;
mod pdf;
mod pictures;
mod pinyin;
mod print;
mod promises;
mod pty;
mod reader;
mod readings;
mod readme;
mod rules;
mod screens;
mod scripts;
mod sidecar;
mod store;
mod terminals;
/// The reader's own tests write their issues in the same way.
#[path = "../../src/app/testing.rs"]
mod testing;
mod typeset;
mod within;
mod wrap;

use kanbao::issue;
