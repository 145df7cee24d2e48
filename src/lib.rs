//! kanbao (看报, "reading the paper"): turns the text of a newspaper, as extraction leaves it, back into
//! sections and articles, and sets it for reading in a terminal.
//!
//! Load a text, compose an article, print the whole:
//!
//! ```
//! use kanbao::{loader, print, typeset};
//!
//! let text = "第02版：民生\n\n# 渡口的灯亮了\n\n本报讯 昨晚7时,渡口的灯亮\n\n了。 记者 高宁\n";
//! let issue = loader::load(text.into(), &loader::Options::default()).issue;
//!
//! let (_, article) = issue.articles().next().expect("the text has an article");
//! let facts = typeset::Facts::default();
//! let galley = typeset::compose(article, &issue.source, &facts, 40, &typeset::Style::default());
//! assert!(galley.rows.iter().any(|row| row.text().contains("昨晚7时，渡口的灯亮了。")));
//!
//! let page = print::to_string(&issue, &print::PageOptions { width: 40, ..Default::default() });
//! assert!(page.contains("渡口的灯亮了") && page.contains("记者 高宁"));
//! ```
//!
//! - [`loader::load`] takes any bytes and cannot fail. It gives the [`issue::Issue`], and what was not as it should be.
//! - [`typeset::compose`] sets one article on so many cells; each row leads back to its place in the source.
//! - [`print::print`] writes the set page, or one web page, to a file or to standard output; [`print::to_string`] gives it as a
//!   string.
//! - [`export::export`] writes the structure as JSON, Markdown or text.
//! - [`cli::main`] is the whole program.
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
pub mod layout;
pub mod loader;
mod open;
pub mod print;
pub mod run;
pub mod store;
mod tell;
pub mod terminal;
pub mod theme;
pub mod typeset;
pub mod view;
